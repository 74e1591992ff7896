#include <algorithm>
#include <numeric>
#include <optional>

#include "formats/lines.h"
#include "formats/script_argument.h"
#include "formats/shell_reader.h"

namespace cpsaudit {
namespace {

// Scripts inside of scripts: sh -c 'sh -c "…"'.
constexpr int kMaxLevel = 4;
constexpr std::size_t kMaxProblems = 20;

/// What the shell takes away in a here-document that it expands.
std::string without_escapes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    if (text[i] != '\\' || (next != '$' && next != '`' && next != '\\' && next != '\n')) {
      plain += text[i];
    } else if (text[++i] != '\n') {
      plain += text[i];
    }
  }
  return plain;
}

}  // namespace

ShellReader::ShellReader(const CommandSource& source, const CommandPlace& place, int level)
    : source_(source), place_(place), level_(level), text_(source.text()), limit_(text_.size()) {}

Word ShellReader::to_word(const ShellWord& word) const {
  return {word.text, source_.span(word.inner), word.literal};
}

void ShellReader::problem(const char* message, std::size_t offset) {
  if (facts_.problems.size() > kMaxProblems) return;
  // The last one stands for all that follow.
  if (facts_.problems.size() == kMaxProblems) message = "more places follow that make no sense; they are not listed";
  facts_.problems.emplace_back(message, source_.offset(offset));
}

ShellFacts ShellReader::read() {
  read_list(false);
  if (level_ < kMaxLevel) read_scripts();
  return facts();
}

/// Reads what commands hand to a shell: `sh -c 'script'`, `eval 'script'`, `sh <<EOF`.
void ShellReader::read_scripts() {
  const std::size_t count = drafts_.size();
  for (std::size_t i = 0; i < count; ++i) {
    // Copies: reading appends to the list.
    const Draft draft = drafts_[i];
    if (const auto argument = script_argument(draft.command.words)) {
      read_script(draft, draft.command.words[*argument].text, draft.words[*argument]);
    } else if (reads_script_from_input(draft.command.words)) {
      for (const auto& [redirection, document] : draft.here_documents) {
        const Range body = here_documents_[document].body;
        read_script(draft, std::string(slice(body)), body);
      }
    }
  }
}

void ShellReader::read_script(const Draft& draft, const std::string& text, Range range) {
  const CommandSource source(source_, text, range);
  CommandPlace place = place_;
  place.inside = draft.command.inside;
  place.conditional = draft.command.conditional;
  ShellFacts inner = ShellReader(source, place, level_ + 1).read();
  const std::size_t first = drafts_.size();
  for (Command& command : inner.commands) {
    Draft nested;
    if (command.piped_into) *command.piped_into += first;
    nested.command = std::move(command);
    drafts_.push_back(std::move(nested));
  }
}

ShellFacts ShellReader::facts() {
  for (Draft& draft : drafts_) {
    for (const auto& [redirection, index] : draft.here_documents) {
      const HereDocument& document = here_documents_[index];
      Word& target = draft.command.redirections[redirection].target;
      target.text = document.expands ? without_escapes(slice(document.body)) : std::string(slice(document.body));
      target.span = source_.span(document.body);
      target.literal = !document.expands || !holds_expansion(slice(document.body));
    }
    if (!draft.command.span.known()) draft.command.span = source_.span(draft.range);
  }
  // Commands inside of words were finished before the command that they stand in.
  std::vector<std::size_t> order(drafts_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return drafts_[a].command.span.begin < drafts_[b].command.span.begin;
  });
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  for (const std::size_t index : order) {
    Command& command = drafts_[index].command;
    if (command.piped_into) command.piped_into = place[*command.piped_into];
    facts_.commands.push_back(std::move(command));
  }
  std::stable_sort(facts_.comments.begin(), facts_.comments.end(),
                   [](const Comment& a, const Comment& b) { return a.span.begin < b.span.begin; });
  std::stable_sort(facts_.variables.begin(), facts_.variables.end(),
                   [](const Node& a, const Node& b) { return a.key_span.begin < b.key_span.begin; });
  return std::move(facts_);
}

ShellFacts parse_shell_text(const CommandSource& source, const CommandPlace& place) {
  return ShellReader(source, place, 0).read();
}

}  // namespace cpsaudit
