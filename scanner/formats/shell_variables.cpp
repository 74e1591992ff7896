#include "formats/shell_variables.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/command_line.h"
#include "formats/lines.h"

namespace cpsaudit {
namespace {

/// A value may be made of other variables, and those of more.
constexpr int kMostSteps = 5;
constexpr std::size_t kLongestValue = 4096;
/// Of one file: a script that grows its words without end is none to follow.
constexpr std::size_t kMostBytes = 1U << 20U;

constexpr std::size_t kMostElements = 200;

struct Variable {
  std::string value;
  Span given_at;
  bool known = true;
};

/// `$NAME`, `${NAME}` or `${NAME:-default}` at `at`, a dollar sign.
struct Reference {
  std::size_t end = 0;
  std::string_view name;
  std::optional<std::string_view> fallback;
};

/// Whether `${1:-default}` counts: what a function is given its callers say.
enum class Arguments { kLeftOut, kCount };

std::optional<Reference> reference_at(std::string_view text, std::size_t at,
                                      Arguments arguments = Arguments::kLeftOut) {
  const bool braced = at + 1 < text.size() && text[at + 1] == '{';
  const std::size_t begin = at + (braced ? 2 : 1);
  std::size_t end = begin;
  while (end < text.size() && is_name_character(text[end])) ++end;
  if (end == begin || (is_digit(text[begin]) && (!braced || arguments == Arguments::kLeftOut))) return std::nullopt;
  Reference reference{end, text.substr(begin, end - begin), std::nullopt};
  if (!braced) return reference;
  const std::size_t close = text.find('}', end);
  if (close == std::string_view::npos) return std::nullopt;
  reference.end = close + 1;
  if (close == end) return reference;
  std::string_view rest = text.substr(end, close - end);
  if (rest.starts_with(':')) rest.remove_prefix(1);
  if (!rest.starts_with('-') && !rest.starts_with('=')) return std::nullopt;
  rest.remove_prefix(1);
  if (rest.find('$') != std::string_view::npos || rest.find('{') != std::string_view::npos) return std::nullopt;
  reference.fallback = rest;
  return reference;
}

class Resolver {
 public:
  Resolver(const Text& text, Document& document) : text_(text), document_(document) {}

  void learn_script() {
    for (const Node& node : document_.root.children) {
      const bool grows = node.kind != NodeKind::kScalar || node.tag == kAppended || appended_part(node) > 0;
      if (grows) {
        grown_[node.key].push_back(&node);
        variables_[node.key].known = false;
        continue;
      }
      if (node.kind == NodeKind::kScalar) first_[node.key].push_back(&node);
      // In a function it stands further in, as a rule.
      const bool is_outside = node.key_span.begin.column == 1;
      if (!learn_output(node))
        learn(node.key, node.value, node.value_span, is_outside ? Arguments::kCount : Arguments::kLeftOut);
    }
    for (const Command& command : document_.commands) {
      if (command.words.empty()) continue;
      const std::string& program = command.words.front().text;
      if (program == "read" || program == "getopts" || program == "mapfile" || program == "readarray") {
        for (const Word& word : command.words) variables_[word.text].known = false;
      }
      learn_option(command.words);
      // `: ${NAME:=default}`
      if (program != ":") continue;
      for (const Word& word : command.words) {
        const auto reference = word.text.starts_with('$') ? reference_at(word.text, 0) : std::nullopt;
        if (reference && reference->fallback) learn(reference->name, std::string(*reference->fallback), word.span);
      }
    }
  }

  /// OpenWrt: `config_get NAME section option default`, `config_get_bool`: what it is when the option is not set.
  void learn_option(const std::vector<Word>& words) {
    if (words.size() < 4 || !words.front().text.starts_with("config_get")) return;
    const bool has_default = words.size() > 4 && words[4].literal;
    learn(words[1].text, has_default ? words[4].text : "$" + words[1].text, words.back().span);
  }

  void learn_dockerfile() {
    for (const Node& instruction : document_.root.children) {
      if (instruction.key != "ARG" && instruction.key != "ENV") continue;
      for (const Node& node : instruction.children) learn(node.key, node.value, node.value_span);
    }
  }

  void resolve() {
    for (Command& command : document_.commands) {
      if (runs_text(command)) put_outputs(command.words);
      arguments_ = command.inside.empty() ? Arguments::kCount : Arguments::kLeftOut;
      resolve_words(command.words);
      for (EnvironmentEntry& entry : command.environment) resolve(entry.value);
    }
  }

 private:
  /// `script=$(curl -s URL)`: what runs the text runs what was fetched.
  bool learn_output(const Node& node) {
    const bool is_output = node.value.starts_with("$(") && node.value.ends_with(')') && !node.value.starts_with("$((");
    if (!is_output || node.value.size() > kLongestValue) return false;
    const auto [known, is_new] = outputs_.try_emplace(node.key, node.value);
    if (!is_new && known->second != node.value) known->second.clear();
    learn(node.key, node.value, node.value_span, Arguments::kLeftOut);
    return true;
  }

  /// `eval "$script"`, `sh -c "$script"`, `echo "$script" | sh`.
  bool runs_text(const Command& command) const {
    if (outputs_.empty() || command.words.size() < 2) return false;
    const auto is_shell = [](const Command& shell) {
      if (shell.words.empty()) return false;
      const std::string& program = shell.words.front().text;
      const std::string_view name = std::string_view(program).substr(program.rfind('/') + 1);
      return name == "sh" || name == "bash" || name == "ash" || name == "dash";
    };
    const std::string& program = command.words.front().text;
    if (program == "eval") return true;
    if (is_shell(command)) return command.words[1].text.starts_with('-') && command.words[1].text.ends_with('c');
    const bool prints = program == "echo" || program == "printf";
    return prints && command.piped_into && *command.piped_into < document_.commands.size() &&
           is_shell(document_.commands[*command.piped_into]);
  }

  void put_outputs(std::vector<Word>& words) const {
    for (Word& word : words) {
      const auto reference = word.text.starts_with('$') ? reference_at(word.text, 0) : std::nullopt;
      if (!reference || reference->end != word.text.size()) continue;
      const auto output = outputs_.find(reference->name);
      const auto known = variables_.find(reference->name);
      // One that is given anything else is not that output alone.
      const bool is_alone =
          known != variables_.end() && known->second.value == (output == outputs_.end() ? "" : output->second);
      if (output != outputs_.end() && !output->second.empty() && is_alone) word.text = output->second;
    }
  }

  void learn(std::string_view name, const std::string& value, const Span& span,
             Arguments arguments = Arguments::kLeftOut) {
    // `X=${X:-default}` and `X=${1:-default}`: what it is when nobody says otherwise.
    std::string text = value;
    if (text.starts_with('$')) {
      const auto reference = reference_at(text, 0, arguments);
      if (reference && reference->end == text.size() && reference->fallback) text = *reference->fallback;
    }
    const auto [known, is_new] = variables_.try_emplace(std::string(name), Variable{text, span, true});
    if (is_new) {
      known->second.known = !refers_to(text, name);
    } else if (known->second.value != text) {
      known->second.known = false;
      if (const auto output = outputs_.find(name); output != outputs_.end()) output->second.clear();
    }
  }

  /// `X="$X -k"` is `X+=" -k"`: where in the value what it adds begins; 0 for all others.
  static std::size_t appended_part(const Node& node) {
    if (!node.value.starts_with('$')) return 0;
    const auto reference = reference_at(node.value, 0);
    const bool itself = reference && reference->name == node.key && reference->end < node.value.size();
    return itself ? reference->end : 0;
  }

  /// The words that a variable holds where `use` stands, that is a list or that is added to: those of its last
  /// assignment in front of `use` and of all that add to it since. Empty when it is no such variable.
  std::vector<Word> words_of(std::string_view name, const Word& use) const {
    const auto grown = grown_.find(name);
    if (grown == grown_.end()) return {};
    std::vector<const Node*> nodes = grown->second;
    if (const auto scalars = first_.find(name); scalars != first_.end()) {
      nodes.insert(nodes.end(), scalars->second.begin(), scalars->second.end());
    }
    std::stable_sort(nodes.begin(), nodes.end(),
                     [](const Node* a, const Node* b) { return a->key_span.begin < b->key_span.begin; });
    std::vector<Word> words;
    bool is_first = true;
    for (const Node* node : nodes) {
      const std::size_t added = appended_part(*node);
      const bool adds = node->tag == kAppended || added > 0;
      const bool is_behind = !(node->key_span.begin < use.span.begin);
      if (is_behind && !(adds && is_in_later_function(use, *node))) break;
      if (!adds) words.clear();
      // What was in it before nobody here knows.
      if (adds && is_first) words.push_back(use);
      is_first = false;
      if (node->kind == NodeKind::kSequence) {
        for (const Node& item : node->children) {
          words.push_back({item.value, item.value_span, item.tag.empty() || item.tag == kAppended});
        }
      } else {
        add_words(*node, added, words);
      }
      if (words.size() > kMostElements) return {};
    }
    return words;
  }

  /// A function that stands behind `use` may have run before it: `add_insecure() { args+=(-k) }`.
  bool is_in_later_function(const Word& use, const Node& node) const {
    const std::size_t begin = text_.offset(use.span.end);
    const std::size_t end = text_.offset(node.key_span.begin);
    if (begin >= end) return false;
    const std::string_view between = std::string_view(text_.utf8()).substr(begin, end - begin);
    const std::size_t close = between.rfind("\n}");
    if (close == std::string_view::npos) return false;
    const std::string_view body = between.substr(close + 2);
    return body.find("()") != std::string_view::npos || body.find("function ") != std::string_view::npos;
  }

  /// The words of a text that the shell splits, each at its place.
  void add_words(const Node& node, std::size_t begin, std::vector<Word>& words) const {
    const std::string_view value = node.value;
    const std::size_t offset = text_.offset(node.value_span.begin);
    const bool as_written = text_.offset(node.value_span.end) - offset == value.size();
    for (std::size_t i = begin; i < value.size();) {
      const std::size_t start = std::min(value.find_first_not_of(" \t\n", i), value.size());
      const std::size_t end = std::min(value.find_first_of(" \t\n", start), value.size());
      if (start == end) break;
      const std::string word(value.substr(start, end - start));
      const Span span = as_written ? text_.span(offset + start, offset + end) : node.value_span;
      words.push_back({word, span, word.find_first_of("$`") == std::string::npos});
      i = end;
    }
  }

  /// `OPTS="$OPTS -k"` adds to what nobody here knows.
  static bool refers_to(std::string_view text, std::string_view name) {
    for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
      const auto reference = reference_at(text, at);
      if (reference && reference->name == name) return true;
    }
    return text.find('`') != std::string_view::npos || text.find("$(") != std::string_view::npos;
  }

  struct Resolved {
    std::string text;
    Span given_at;
    bool complete = true;
    bool changed = false;
  };

  Resolved resolved(std::string_view text, int steps) {
    Resolved result;
    for (std::size_t i = 0; i < text.size();) {
      if (text[i] != '$') {
        if (text[i] == '`') result.complete = false;
        result.text += text[i++];
        continue;
      }
      const auto reference = reference_at(text, i, arguments_);
      auto value = reference ? value_of(*reference, steps) : std::nullopt;
      if (value) {
        result.text += value->text;
        result.complete = result.complete && value->complete;
        result.changed = true;
        if (value->given_at.known()) result.given_at = value->given_at;
        i = reference->end;
      } else {
        result.complete = false;
        result.text += text[i++];
      }
      if (result.text.size() > kLongestValue) return {std::string(text), {}, false, false};
    }
    return result;
  }

  std::optional<Resolved> value_of(const Reference& reference, int steps) {
    const auto variable = variables_.find(reference.name);
    if (variable == variables_.end()) {
      if (!reference.fallback) return std::nullopt;
      return Resolved{std::string(*reference.fallback), {}, true, true};
    }
    if (!variable->second.known || steps == 0) return std::nullopt;
    Resolved inner = resolved(variable->second.value, steps - 1);
    inner.given_at = variable->second.given_at;
    return inner;
  }

  bool resolve(Word& word) {
    if (word.literal || bytes_ > kMostBytes) return false;
    Resolved value = resolved(word.text, kMostSteps);
    if (!value.changed) return false;
    bytes_ += value.text.size();
    word.text = std::move(value.text);
    word.literal = value.complete;
    word.given_at = value.given_at;
    return true;
  }

  /// `"${args[@]}"`, `$OPTS` where that is put together step by step.
  std::vector<Word> list_in(const Word& word) {
    std::string_view text = word.text;
    text.remove_prefix(1);
    if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
    for (const std::string_view all : {"[@]", "[*]"}) {
      if (text.ends_with(all)) text.remove_suffix(all.size());
    }
    const bool is_name = !text.empty() && std::all_of(text.begin(), text.end(), is_name_character);
    if (!is_name) return {};
    std::vector<Word> words = words_of(text, word);
    for (Word& one : words) {
      if (one.text != word.text) resolve(one);
    }
    return words;
  }

  bool is_quoted(const Word& word) const {
    const std::size_t begin = text_.offset(word.span.begin);
    return begin > 0 && text_.utf8()[begin - 1] == '"';
  }

  void resolve_words(std::vector<Word>& words) {
    std::vector<Word> all;
    for (Word& word : words) {
      const bool is_reference = !word.literal && word.text.starts_with('$');
      if (std::vector<Word> list = is_reference ? list_in(word) : std::vector<Word>(); !list.empty()) {
        std::move(list.begin(), list.end(), std::back_inserter(all));
        continue;
      }
      const auto reference = is_reference ? reference_at(word.text, 0) : std::nullopt;
      const bool is_whole = reference && reference->end == word.text.size();
      if (!resolve(word) || !is_reference || is_quoted(word)) {
        all.push_back(std::move(word));
        continue;
      }
      const std::optional<std::size_t> given = is_whole && !all.empty() ? place_given(word) : std::nullopt;
      if (word.text.find_first_of(" \t") == std::string::npos) {
        if (given && word.text.starts_with('-')) word = {word.text, word.given_at, word.literal, {}};
        all.push_back(std::move(word));
        continue;
      }
      split(word, given, all);
    }
    words = std::move(all);
  }

  /// Where the text of a word begins that a variable gives as it is written; nothing when it was put together.
  std::optional<std::size_t> place_given(const Word& word) const {
    if (!word.given_at.known() || !word.literal) return std::nullopt;
    const std::size_t begin = text_.offset(word.given_at.begin);
    const std::size_t end = text_.offset(word.given_at.end);
    const bool as_written = text_.utf8().substr(begin, end - begin) == word.text;
    return as_written ? std::optional(begin) : std::nullopt;
  }

  /// `ssh $OPTIONS`: each word of the variable. A flag is what somebody wrote into the variable, so it stands there.
  void split(const Word& word, std::optional<std::size_t> given, std::vector<Word>& all) const {
    const std::string_view text = word.text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find_first_of(" \t\n", begin), text.size());
      if (end > begin) {
        const Span span = given ? text_.span(*given + begin, *given + end) : word.span;
        all.push_back(
            {std::string(text.substr(begin, end - begin)), span, word.literal, given ? Span() : word.given_at});
      }
      begin = end + 1;
    }
  }

  const Text& text_;
  Document& document_;
  std::map<std::string, Variable, std::less<>> variables_;
  /// Assignments of lists and those that add to a variable, and all others; in the order of the file.
  std::map<std::string, std::vector<const Node*>, std::less<>> grown_;
  std::map<std::string, std::vector<const Node*>, std::less<>> first_;
  /// Variables that hold what a command writes: `$(…)`; empty where that is one of several.
  std::map<std::string, std::string, std::less<>> outputs_;
  /// Whether the command that is looked at stands in no function.
  Arguments arguments_ = Arguments::kLeftOut;
  std::size_t bytes_ = 0;
};

}  // namespace

void resolve_variables(const Text& text, Syntax syntax, Document& document) {
  Resolver resolver(text, document);
  if (syntax == Syntax::kShell) {
    resolver.learn_script();
  } else if (syntax == Syntax::kDockerfile) {
    resolver.learn_dockerfile();
  } else {
    return;
  }
  resolver.resolve();
}

}  // namespace cpsaudit
