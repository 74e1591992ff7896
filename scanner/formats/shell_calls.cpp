#include "formats/shell_calls.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/command_line.h"
#include "formats/lines.h"
#include "formats/script_argument.h"

namespace cpsaudit {
namespace {

/// A function that calls one that calls one.
constexpr int kMostLevels = 3;
constexpr std::size_t kMostCalls = 40;
constexpr std::size_t kMostCommands = 1500;
constexpr std::size_t kMostWords = 200;

/// `$1`, `${2}`, `${3:-x}`: the number; `$@` and `$*`: 0.
struct Parameter {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t number = 0;
  bool all = false;
  /// A local variable's name, until its number is known.
  std::string_view name = {};
  std::optional<std::string_view> fallback = std::nullopt;
};

/// The reference at `at`, a dollar sign.
std::optional<Parameter> parameter_at(std::string_view text, std::size_t at) {
  Parameter parameter;
  parameter.begin = at;
  const bool braced = text.substr(at + 1, 1) == "{";
  std::size_t i = at + (braced ? 2 : 1);
  const std::size_t begin = i;
  if (i < text.size() && (text[i] == '@' || text[i] == '*')) {
    parameter.all = true;
    ++i;
  } else if (i < text.size() && is_digit(text[i])) {
    // Without braces `$12` is `$1` and a 2.
    do ++i;
    while (braced && i < text.size() && is_digit(text[i]));
    std::from_chars(text.data() + begin, text.data() + i, parameter.number);
  } else {
    while (i < text.size() && is_name_character(text[i])) ++i;
    if (i == begin) return std::nullopt;
    parameter.name = text.substr(begin, i - begin);
  }
  if (braced) {
    const std::size_t close = text.find('}', i);
    if (close == std::string_view::npos) return std::nullopt;
    std::string_view rest = text.substr(i, close - i);
    if (!rest.empty()) {
      if (parameter.all) {
        // `${@:2}`
        if (rest.size() != 2 || rest[0] != ':' || !is_digit(rest[1])) return std::nullopt;
        parameter.number = static_cast<std::size_t>(rest[1] - '0') - (rest[1] == '0' ? 0 : 1);
      } else {
        if (rest.starts_with(':')) rest.remove_prefix(1);
        if (!rest.starts_with('-') && !rest.starts_with('?')) return std::nullopt;
        if (rest.starts_with('-')) parameter.fallback = rest.substr(1);
      }
    }
    i = close + 1;
  }
  parameter.end = i;
  return parameter;
}

/// How many arguments the command takes away.
std::size_t shifted_by(const Command& command) {
  if (command.words.empty() || command.words.front().text != "shift") return 0;
  const bool several =
      command.words.size() > 1 && command.words[1].text.size() == 1 && is_digit(command.words[1].text.front());
  return several ? static_cast<std::size_t>(command.words[1].text.front() - '0') : 1;
}

/// Where nothing of it stands in the file that is read.
Command without_places(Command command) {
  const auto clear = [](Word& word) { word.span = word.given_at = {}; };
  for (Word& word : command.words) clear(word);
  for (EnvironmentEntry& entry : command.environment) clear(entry.value);
  for (Redirection& redirection : command.redirections) clear(redirection.target);
  return command;
}

/// The functions of a script, and how their commands run with given arguments.
class Functions {
 public:
  /// Without the text of the script quotes around words are not known.
  Functions(const Text* text, const Document& document) : text_(text), document_(document) {
    for (std::size_t i = 0; i < document.commands.size(); ++i) {
      const std::string& function = document.commands[i].inside;
      if (!function.empty()) bodies_[function].push_back(i);
    }
    for (const auto& [function, body] : bodies_) find_locals(function, body);
  }

  /// The bodies of those that `script` calls and has no function of the same name for.
  std::vector<CalledCommand> called_by(const Document& script) const {
    std::vector<CalledCommand> called;
    if (bodies_.empty()) return called;
    std::set<std::string_view> own;
    for (const Command& command : script.commands) own.insert(command.inside);
    std::map<std::string_view, std::size_t> calls;
    for (const Command& call : script.commands) {
      if (call.words.empty() || called.size() >= kMostCommands) continue;
      const auto body = bodies_.find(call.words.front().text);
      if (body == bodies_.end() || own.contains(body->first) || ++calls[body->first] > kMostCalls) continue;
      append_called(call, body->second, called);
    }
    return called;
  }

 protected:
  using Arguments = std::span<const Word>;

  const std::map<std::string, std::vector<std::size_t>, std::less<>>& bodies() const { return bodies_; }

  /// The command as this call runs it; nothing when that is what is written.
  std::optional<Command> with_arguments(const Command& written, const Command& call, Arguments arguments,
                                        std::size_t shifted) const {
    Command run = written;
    run.words.clear();
    bool changed = false;
    for (const Word& word : written.words) {
      if (word.literal) {
        run.words.push_back(word);
        continue;
      }
      changed = put(word, written.inside, arguments, shifted, run.words) || changed;
      if (run.words.size() > kMostWords) return std::nullopt;
    }
    if (changed && run.words.size() > 1 && run.words.front().text == "eval" && written.words.size() == 2 &&
        run.words.size() > 2) {
      run.words.erase(run.words.begin());
    }
    for (EnvironmentEntry& entry : run.environment)
      changed = substitute(entry.value, written.inside, arguments, shifted) || changed;
    for (Redirection& redirection : run.redirections) {
      changed = substitute(redirection.target, written.inside, arguments, shifted) || changed;
    }
    changed = redirect(call, run) || changed;
    if (!changed || run.words.empty()) return std::nullopt;
    run.inside = call.inside;
    run.conditional = call.conditional;
    return run;
  }

 private:
  /// `emit_config eth0 > "$out"`: what the function prints goes to that file.
  static bool redirect(const Command& call, Command& run) {
    const bool prints = !run.words.empty() && (run.words.front().text == "echo" || run.words.front().text == "printf" ||
                                               run.words.front().text == "cat");
    const auto writes = [](const Redirection& redirection) {
      return redirection.operation == ">" || redirection.operation == ">>";
    };
    if (!prints || run.piped_into || std::any_of(run.redirections.begin(), run.redirections.end(), writes))
      return false;
    const auto target = std::find_if(call.redirections.begin(), call.redirections.end(), writes);
    if (target == call.redirections.end() || target->target.text.starts_with("/dev/")) return false;
    run.redirections.push_back(*target);
    return true;
  }

  void append_called(const Command& call, const std::vector<std::size_t>& body,
                     std::vector<CalledCommand>& called) const {
    const Arguments arguments = std::span(call.words).subspan(1);
    const std::size_t first = called.size();
    std::size_t shifted = 0;
    bool changed = false;
    std::map<std::size_t, std::size_t> places;
    for (const std::size_t index : body) {
      if (const std::size_t more = shifted_by(document_.commands[index]); more > 0) {
        shifted += more;
        continue;
      }
      Command written = without_places(document_.commands[index]);
      auto run = with_arguments(written, call, arguments, shifted);
      changed = changed || run;
      places[index] = called.size();
      called.push_back({run ? std::move(*run) : std::move(written), index});
      called.back().command.span = call.span;
    }
    // What the call gives nothing to is told where the function stands.
    if (!changed) called.resize(first);
    for (std::size_t i = first; i < called.size(); ++i) {
      auto& target = called[i].command.piped_into;
      const auto known = target ? places.find(*target) : places.end();
      target = known == places.end() ? std::nullopt : std::optional(known->second);
    }
  }

  /// `local url="$1"`: the names of its parameters.
  void find_locals(const std::string& function, const std::vector<std::size_t>& body) {
    const Position first = document_.commands[body.front()].span.begin;
    const Position last = document_.commands[body.back()].span.end;
    auto& names = locals_[function];
    for (const Node& node : document_.root.children) {
      if (node.kind != NodeKind::kScalar || !node.value.starts_with('$')) continue;
      const auto parameter = parameter_at(node.value, 0);
      const bool whole = parameter && parameter->end == node.value.size() && parameter->number > 0 && !parameter->all;
      // The first of these may stand in front of the first command.
      if (!whole || last < node.key_span.begin) continue;
      if (node.key_span.begin < first && !follows_header(node.key_span.begin, first)) continue;
      names.emplace(node.key, parameter->number);
    }
  }

  /// Nothing but other assignments stands between the two, and no end of a function.
  bool follows_header(const Position& name, const Position& first) const {
    // Without the text a few lines are near enough.
    if (text_ == nullptr) return first.line - name.line < 10;
    const std::string_view between =
        text_->utf8().substr(text_->offset(name), text_->offset(first) - text_->offset(name));
    return between.size() < 2000 && between.find("\n}") == std::string_view::npos &&
           between.find("() ") == std::string_view::npos;
  }

  std::optional<std::size_t> number_of(const Parameter& parameter, const std::string& function) const {
    if (parameter.name.empty()) return parameter.number;
    const auto locals = locals_.find(function);
    if (locals == locals_.end()) return std::nullopt;
    const auto known = locals->second.find(parameter.name);
    return known == locals->second.end() ? std::nullopt : std::optional(known->second);
  }

  /// Appends what the word becomes; false when that is the word itself.
  bool put(const Word& word, const std::string& function, Arguments arguments, std::size_t shifted,
           std::vector<Word>& words) const {
    const auto parameter = word.text.starts_with('$') ? parameter_at(word.text, 0) : std::nullopt;
    const bool alone = parameter && parameter->end == word.text.size();
    if (alone && parameter->all) {
      const std::size_t from = std::min(shifted + parameter->number, arguments.size());
      words.insert(words.end(), arguments.begin() + static_cast<std::ptrdiff_t>(from), arguments.end());
      return true;
    }
    if (alone) {
      const auto number = number_of(*parameter, function);
      // A local name keeps what it was given before the shift.
      const std::size_t skipped = parameter->name.empty() ? shifted : 0;
      if (!number || *number == 0) {
        words.push_back(word);
        return false;
      }
      if (*number + skipped > arguments.size()) {
        if (parameter->fallback) words.push_back({std::string(*parameter->fallback), word.span, true});
        return true;
      }
      const Word& argument = arguments[*number + skipped - 1];
      // Flags in one argument are most often meant to be several.
      split_into(argument, text_ != nullptr ? is_quoted(word) : !argument.text.starts_with('-'), words);
      return true;
    }
    Word copy = word;
    const bool changed = substitute(copy, function, arguments, shifted);
    words.push_back(std::move(copy));
    return changed;
  }

  /// `curl $2` with `fetch x "-k -f"`: two words.
  static void split_into(const Word& argument, bool quoted, std::vector<Word>& words) {
    if (quoted || !argument.literal || argument.text.find_first_of(" \t") == std::string::npos) {
      words.push_back(argument);
      return;
    }
    std::string_view rest = argument.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of(" \t\n"), rest.size());
      if (end > 0) words.push_back({std::string(rest.substr(0, end)), argument.span, true});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  bool is_quoted(const Word& word) const {
    const std::size_t begin = text_->offset(word.span.begin);
    return begin > 0 && text_->utf8()[begin - 1] == '"';
  }

  /// Puts the arguments into a text. False when none is known.
  bool substitute(Word& word, const std::string& function, Arguments arguments, std::size_t shifted) const {
    if (word.literal) return false;
    std::string text;
    Span given_at;
    bool complete = true;
    bool changed = false;
    for (std::size_t i = 0; i < word.text.size();) {
      if (word.text[i] != '$') {
        if (word.text[i] == '`') complete = false;
        text += word.text[i++];
        continue;
      }
      const auto parameter = parameter_at(word.text, i);
      const auto number = parameter && !parameter->all ? number_of(*parameter, function) : std::nullopt;
      const std::size_t skipped = parameter && parameter->name.empty() ? shifted : 0;
      if (!number || *number == 0 || *number + skipped > arguments.size()) {
        complete = false;
        text += word.text[i++];
        continue;
      }
      const Word& argument = arguments[*number + skipped - 1];
      text += argument.text;
      complete = complete && argument.literal;
      // In another file the place of the call is told already.
      given_at = text_ == nullptr && argument.given_at.known() ? argument.given_at : argument.span;
      changed = true;
      i = parameter->end;
    }
    if (!changed) return false;
    word.text = std::move(text);
    word.literal = complete;
    word.given_at = given_at;
    return true;
  }

  const Text* text_;
  const Document& document_;
  /// By function: its commands.
  std::map<std::string, std::vector<std::size_t>, std::less<>> bodies_;
  std::map<std::string, std::map<std::string, std::size_t, std::less<>>, std::less<>> locals_;
};

class CallExpander : private Functions {
 public:
  CallExpander(const Text& text, Document& document) : Functions(&text, document), text_(text), document_(document) {}

  void expand() {
    const std::size_t written = document_.commands.size();
    if (bodies().empty()) return;
    std::map<std::string, std::size_t, std::less<>> calls;
    for (const Command& command : document_.commands) keys_.push_back(command.span.begin);
    std::size_t begin = 0;
    // What a call adds may be a call itself.
    for (int level = 0; level < kMostLevels; ++level) {
      const std::size_t end = document_.commands.size();
      for (std::size_t i = begin; i < end && document_.commands.size() < written + kMostCommands; ++i) {
        // By value, as its key: adding commands moves both.
        const Command call = document_.commands[i];
        if (call.words.empty()) continue;
        const auto body = bodies().find(call.words.front().text);
        if (body == bodies().end() || call.inside == body->first || ++calls[body->first] > kMostCalls) continue;
        add(call, keys_[i], body->second);
      }
      begin = end;
    }
    if (document_.commands.size() > written) sort();
  }

 private:
  void add(const Command& call, Position key, const std::vector<std::size_t>& body) {
    const Arguments arguments = std::span(call.words).subspan(1);
    std::size_t shifted = 0;
    std::map<std::size_t, std::size_t> places;
    for (const std::size_t index : body) {
      const Command written = document_.commands[index];
      if (const std::size_t more = shifted_by(written); more > 0) {
        shifted += more;
        continue;
      }
      auto run = with_arguments(written, call, arguments, shifted);
      if (!run) continue;
      places[index] = document_.commands.size();
      const auto script = script_argument(run->words);
      const Word text = script ? run->words[*script] : Word{};
      document_.commands.push_back(std::move(*run));
      keys_.push_back(key);
      // `eval "$1"`: what the caller gives is a command line.
      const bool is_new = script && written.words.size() > *script && !written.words[*script].literal && text.literal;
      if (!is_new) continue;
      const Range range = {text_.offset(text.span.begin), text_.offset(text.span.end)};
      append_shell_line(CommandSource(text_, text.text, range), {written.context, call.inside, call.conditional},
                        document_.commands);
      keys_.resize(document_.commands.size(), key);
    }
    // Among themselves they stay piped as they are written.
    for (const auto& [from, to] : places) {
      auto& target = document_.commands[to].piped_into;
      const auto known = target ? places.find(*target) : places.end();
      if (known != places.end()) target = known->second;
    }
  }

  /// In the order of the file, each call's commands behind the call.
  void sort() {
    std::vector<Command>& commands = document_.commands;
    std::vector<std::size_t> order(commands.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys_[a] < keys_[b]; });
    std::vector<std::size_t> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    std::vector<Command> sorted;
    sorted.reserve(commands.size());
    for (const std::size_t index : order) {
      Command& command = commands[index];
      if (command.piped_into && *command.piped_into < place.size()) command.piped_into = place[*command.piped_into];
      sorted.push_back(std::move(command));
    }
    commands = std::move(sorted);
  }

  const Text& text_;
  Document& document_;
  /// By command: where it sorts.
  std::vector<Position> keys_;
};

}  // namespace

void expand_function_calls(const Text& text, Document& document) {
  CallExpander(text, document).expand();
}

std::vector<CalledCommand> commands_of_calls(const Document& script, const Document& functions) {
  return Functions(nullptr, functions).called_by(script);
}

}  // namespace cpsaudit
