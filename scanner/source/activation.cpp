#include "source/activation.h"

#include <algorithm>
#include <set>

namespace cpsaudit {
namespace {

/// What Clang's parser and our walk bear on a stack of eight megabytes, with a wide margin.
constexpr unsigned kLongestElseChain = 800;
constexpr unsigned kLongestPrefix = 400;
constexpr unsigned kLongestExpression = 3000;
/// More than this is no program, but a text made to keep us busy.
constexpr std::size_t kMostWaiting = 20'000;

/// Puts `#if 1`, `#elif 0` and their kind over a directive without changing its length or its lines.
void overwrite(std::string& text, const RawBranch& branch, bool taken) {
  const std::string_view word = branch.kind == RawBranch::Kind::kIf ? "#if " : "#elif ";
  std::string directive(word);
  directive += taken ? '1' : '0';
  if (branch.directive_end - branch.directive_begin < directive.size()) return;
  for (std::uint32_t i = branch.directive_begin; i < branch.directive_end; ++i) {
    const std::uint32_t at = i - branch.directive_begin;
    if (text[i] == '\n' || text[i] == '\r') continue;
    text[i] = at < directive.size() ? directive[at] : ' ';
  }
}

bool is_name_character(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// X of `#ifdef X`, `#if defined(X)` and `#if defined X || …`; empty for conditions that ask for more than one thing.
std::string wanted_macro(std::string_view directive) {
  if (directive.find("&&") != std::string_view::npos || directive.find('!') != std::string_view::npos) return {};
  std::size_t at = directive.find("ifdef");
  if (at != std::string_view::npos) {
    at += 5;
  } else {
    at = directive.find("defined");
    if (at == std::string_view::npos) return {};
    at += 7;
  }
  while (at < directive.size() && (directive[at] == ' ' || directive[at] == '\t' || directive[at] == '(')) ++at;
  std::size_t end = at;
  while (end < directive.size() && is_name_character(directive[end])) ++end;
  const std::string_view name = directive.substr(at, end - at);
  // The language itself defines the ones with two underscores.
  if (name.empty() || name.starts_with("__") || (name[0] >= '0' && name[0] <= '9')) return {};
  return std::string(name);
}

}  // namespace

Activation::Activation(const RawFile& file, std::string_view text, const Candidates& candidates,
                       const std::vector<TextRange>& inactive)
    : file_(file), text_(text) {
  if (inactive.empty()) return;
  for (std::size_t i = 0; i < file.tokens.size() && waiting_.size() < kMostWaiting; ++i) {
    const RawToken& token = file.tokens[i];
    if (file.branches[token.branch].chain == 0 || !is_within(token.begin, inactive)) continue;
    if (candidates.holds(file.tokens, i)) waiting_.emplace_back(token.begin, token.branch);
  }
}

std::optional<Variant> Activation::next() {
  if (waiting_.empty()) return std::nullopt;
  // The branch wanted in each chain; of branches that exclude each other the first that waits.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> wanted;  // chain, branch
  const auto choice = [&](std::uint32_t chain) {
    return std::find_if(wanted.begin(), wanted.end(), [&](const auto& entry) { return entry.first == chain; });
  };
  std::size_t reached = 0;
  for (const auto& [offset, branch] : waiting_) {
    bool fits = true;
    for (std::uint32_t b = branch; b != 0 && fits; b = file_.branches[b].parent) {
      const auto chosen = choice(file_.branches[b].chain);
      fits = chosen == wanted.end() || chosen->second == b;
    }
    if (!fits) continue;
    ++reached;
    if (wanted.size() > 256) break;
    for (std::uint32_t b = branch; b != 0; b = file_.branches[b].parent) {
      if (choice(file_.branches[b].chain) == wanted.end()) wanted.emplace_back(file_.branches[b].chain, b);
    }
  }
  if (reached == 0) return std::nullopt;
  Variant variant{std::string(text_), {}};
  for (std::uint32_t b = 1; b < file_.branches.size(); ++b) {
    const RawBranch& branch = file_.branches[b];
    const auto chosen = choice(branch.chain);
    if (chosen == wanted.end() || branch.kind == RawBranch::Kind::kElse) continue;
    overwrite(variant.text, branch, chosen->second == b);
    if (chosen->second != b) continue;
    std::string macro =
        wanted_macro(file_.text.substr(branch.directive_begin, branch.directive_end - branch.directive_begin));
    if (!macro.empty()) variant.macros.push_back(std::move(macro));
  }
  return variant;
}

void Activation::seen(const std::vector<TextRange>& inactive) {
  const std::size_t before = waiting_.size();
  std::erase_if(waiting_, [&](const auto& token) { return !is_within(token.first, inactive); });
  // No step forward: another try would end the same way.
  if (waiting_.size() == before) waiting_.clear();
}

std::string too_hard_to_parse(const TokenView& code) {
  unsigned elses = 0;
  unsigned prefix = 0;
  unsigned operators = 0;
  for (std::uint32_t i = 0; i < code.size(); ++i) {
    const std::string_view word = code.text(i);
    const bool punctuator = code[i].kind == RawToken::Kind::kPunctuator;
    if (word == "else" || (word == "if" && i > 0 && code.is(i - 1, ")"))) {
      if (++elses > kLongestElseChain) return "it holds a chain of more conditions than can be followed";
    } else if (word == "}" && !code.is(i + 1, "else")) {
      elses = 0;
    }
    const bool sign = punctuator && (word == "-" || word == "!" || word == "~" || word == "*" || word == "&" ||
                                     word == "+" || word == "++" || word == "--");
    prefix = sign ? prefix + 1 : 0;
    if (prefix > kLongestPrefix) return "it holds an expression that is nested too deeply";
    if (punctuator && (word == ";" || word == "{" || word == "}" || word == ",")) {
      operators = 0;
    } else if (punctuator && word != "(" && word != ")") {
      if (++operators > kLongestExpression) return "it holds an expression that is too long";
    }
  }
  return {};
}

}  // namespace cpsaudit
