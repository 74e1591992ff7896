#include "engine/match_command.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "engine/command_pattern.h"
#include "engine/expanded_command.h"
#include "engine/span_part.h"
#include "engine/surroundings.h"

namespace cpsaudit {

namespace {

constexpr std::size_t kLongestPipe = 5;
/// In a check: the flag says enough, whatever program takes it.
constexpr std::string_view kAnyProgram = "*";

struct CommandMatcher {
  std::size_t check = 0;
  std::size_t detector = 0;
  const CommandDetector* command = nullptr;

  bool asks_for_variables() const {
    return !command->command.environment.empty() || command->command.environment_matches.present();
  }
};

bool names(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The commands of one file.
class CommandList {
 public:
  CommandList(const Catalog& catalog, const KnownValues& known, const FileFacts& file,
              std::span<const Command> commands, std::span<const std::string> given_in = {},
              std::span<const std::optional<std::size_t>> as_written = {})
      : vocabulary_{known},
        catalog_(catalog),
        file_(file),
        commands_(commands),
        given_in_(given_in),
        as_written_(as_written),
        writers_(commands.size()) {
    for (std::size_t i = 0; i < commands.size(); ++i) {
      if (commands[i].piped_into && *commands[i].piped_into < commands.size()) writers_[*commands[i].piped_into] = i;
    }
  }

  const Command& command(std::size_t index) const { return commands_[index]; }

  std::vector<ProgramView> programs(std::size_t index) const {
    return programs_of(commands_[index], catalog_.wrappers);
  }

  void judge(std::size_t index, const ProgramView& program, const CommandMatcher& matcher,
             std::vector<Evidence>& evidence) const {
    const CommandDetector& detector = *matcher.command;
    const Command& command = commands_[index];
    if (!detector.contexts.empty() && !names(detector.contexts, command.context)) return;
    const bool is_asked = names(detector.command.program, program.name) || names(detector.command.program, kAnyProgram);
    if (auto hit = is_asked ? matched(matcher, index, program) : std::nullopt) {
      if (const auto written = as_written(index); written && is_any_matched(matcher, *written)) return;
      evidence.push_back(evidence_of(matcher, command, *hit));
      return;
    }
    if (!names(detector.good.program, program.name)) return;
    if (auto hit = match_command_pattern(detector.good, command, program, vocabulary_)) {
      evidence.push_back(evidence_of(matcher, command, *hit));
      evidence.back().kind = Kind::kPass;
    }
  }

  void judge_variables(std::size_t index, const CommandMatcher& matcher, std::vector<Evidence>& evidence) const {
    const CommandDetector& detector = *matcher.command;
    const Command& command = commands_[index];
    if (!detector.contexts.empty() && !names(detector.contexts, command.context)) return;
    if (const auto hit = match_variables(detector.command, command, vocabulary_)) {
      const auto written = as_written(index);
      if (written && match_variables(detector.command, commands_[*written], vocabulary_)) return;
      evidence.push_back(evidence_of(matcher, command, *hit));
    } else if (const auto good = match_variables(detector.good, command, vocabulary_)) {
      evidence.push_back(evidence_of(matcher, command, *good));
      evidence.back().kind = Kind::kPass;
    }
  }

 private:
  /// Of a body that a call runs: the command in the function. What is told there is not told at each call.
  std::optional<std::size_t> as_written(std::size_t index) const {
    return index < as_written_.size() ? as_written_[index] : std::nullopt;
  }

  bool is_any_matched(const CommandMatcher& matcher, std::size_t index) const {
    const auto all = programs(index);
    return std::any_of(all.begin(), all.end(), [&](const ProgramView& program) {
      const auto& asked = matcher.command->command.program;
      return (names(asked, program.name) || names(asked, kAnyProgram)) && matched(matcher, index, program);
    });
  }

  std::optional<CommandHit> matched(const CommandMatcher& matcher, std::size_t index,
                                    const ProgramView& program) const {
    const CommandDetector& detector = *matcher.command;
    const Command& command = commands_[index];
    auto hit = match_command_pattern(detector.command, command, program, vocabulary_);
    if (!hit) return std::nullopt;
    if (matcher.asks_for_variables()) {
      hit = match_variables(detector.command, command, vocabulary_);
      if (!hit) return std::nullopt;
    }
    if (detector.input.present()) {
      const auto input = matched_input(detector.input, command);
      if (!input) return std::nullopt;
      if (!hit->decided) take_place(*hit, *input);
    }
    if (detector.saves.present()) {
      const auto saved = matched_saving(detector.saves, command, program);
      if (!saved) return std::nullopt;
      take_place(*hit, *saved);
    }
    if (detector.piped_into && !reader_of(index, *detector.piped_into)) return std::nullopt;
    if (detector.piped_from) {
      const auto written = writer_of(index, *detector.piped_from);
      if (!written) return std::nullopt;
      // `echo root:admin | chpasswd`: what is written decides, not who reads it.
      if (!hit->decided && written->decided) take_place(*hit, *written);
    }
    return hit;
  }

  /// The program stays what it is about; the place is where the deciding text stands.
  static void take_place(CommandHit& hit, const CommandHit& deciding) {
    hit.span = deciding.span;
    hit.text = deciding.text;
    hit.decided = true;
    hit.given_at = deciding.given_at;
  }

  std::optional<CommandHit> matched_input(const Predicate& input, const Command& command) const {
    for (const Redirection& redirection : command.redirections) {
      if (!redirection.operation.starts_with("<<")) continue;
      Subject subject = text_subject(redirection.target.text);
      subject.candidates.front().complete = redirection.target.literal;
      const Judged judged = any_is(input, subject, vocabulary_);
      if (judged.answer != Answer::kYes) continue;
      const Pattern::Piece piece = judged.part.value_or(Pattern::Piece{0, redirection.target.text.size()});
      return CommandHit{part_of(redirection.target.span, redirection.target.text, piece),
                        redirection.target.text.substr(piece.offset, piece.length),
                        {},
                        true};
    }
    return std::nullopt;
  }

  /// `curl URL > file`
  static std::optional<SavedFile> redirected_file(const Command& command) {
    for (const Redirection& redirection : command.redirections) {
      const bool writes = redirection.operation == ">" || redirection.operation == ">|";
      const std::string& path = redirection.target.text;
      if (writes && !path.empty() && !path.starts_with("/dev/") && !path.starts_with('&')) {
        return SavedFile{path, &redirection.target, 0};
      }
    }
    return std::nullopt;
  }

  std::optional<CommandHit> matched_saving(const Predicate& saves, const Command& command,
                                           const ProgramView& program) const {
    const auto fetcher = std::find_if(catalog_.fetchers.begin(), catalog_.fetchers.end(),
                                      [&](const Fetcher& candidate) { return candidate.program == program.name; });
    if (fetcher == catalog_.fetchers.end()) return std::nullopt;
    auto saved = saved_file(*fetcher, std::span(command.words).subspan(program.program));
    if (!saved) saved = redirected_file(command);
    if (!saved) return std::nullopt;
    Subject subject = text_subject(saved->path);
    subject.candidates.front().complete = saved->word->literal;
    if (any_is(saves, subject, vocabulary_).answer != Answer::kYes) return std::nullopt;
    const Word& word = *saved->word;
    const Span span = saved->offset == 0
                          ? word.span
                          : part_of(word.span, word.text, {saved->offset, word.text.size() - saved->offset});
    return CommandHit{span, saved->path, {}, true, word.given_at};
  }

  std::optional<CommandHit> match_any_program(const CommandPattern& pattern, std::size_t index) const {
    for (const ProgramView& program : programs(index)) {
      if (!names(pattern.program, program.name)) continue;
      if (auto hit = match_command_pattern(pattern, commands_[index], program, vocabulary_)) return hit;
    }
    return std::nullopt;
  }

  /// Somewhere down the pipe: `curl … | tee log | sh`.
  bool reader_of(std::size_t index, const CommandPattern& pattern) const {
    for (std::size_t i = 0; i < kLongestPipe; ++i) {
      const std::optional<std::size_t> next = commands_[index].piped_into;
      if (!next || *next >= commands_.size()) return false;
      index = *next;
      if (match_any_program(pattern, index)) return true;
    }
    return false;
  }

  std::optional<CommandHit> writer_of(std::size_t index, const CommandPattern& pattern) const {
    for (std::size_t i = 0; i < kLongestPipe; ++i) {
      const std::optional<std::size_t> previous = writers_[index];
      if (!previous) return std::nullopt;
      index = *previous;
      if (auto hit = match_any_program(pattern, index)) return hit;
    }
    return std::nullopt;
  }

  /// A secret is shown, and hidden, where it stands; of all else the command is what matters.
  void show_variable(const CommandMatcher& matcher, const Command& command, const CommandHit& hit,
                     Evidence& evidence) const {
    static const LocalizedText kGivenHere = {"The variable gets its value here.", "ここで変数に値が設定されています。"};
    const auto index = static_cast<std::size_t>(&command - commands_.data());
    const bool is_elsewhere = index < given_in_.size() && !given_in_[index].empty();
    const Place literal = {is_elsewhere ? given_in_[index] : file_.path, hit.given_at};
    if (catalog_.checks[matcher.check].secret) {
      evidence.related.push_back({evidence.place, kValueUsedHere});
      evidence.place = literal;
    } else {
      evidence.related.push_back({literal, kGivenHere});
      evidence.origin = literal;
    }
  }

  /// Also of what is handed over to it.
  std::vector<std::string> words_of(const Command& command) const {
    std::vector<std::string> words;
    for (const Word& word : command.words) words.push_back(word.text);
    for (const Redirection& redirection : command.redirections) {
      if (redirection.operation.starts_with("<<")) words.push_back(redirection.target.text);
    }
    const auto index = static_cast<std::size_t>(&command - commands_.data());
    if (const auto writer = writers_[index]) {
      for (const Word& word : commands_[*writer].words) words.push_back(word.text);
    }
    return words;
  }

  Evidence evidence_of(const CommandMatcher& matcher, const Command& command, const CommandHit& hit) const {
    Evidence evidence;
    evidence.check = matcher.check;
    evidence.detector = matcher.detector;
    evidence.place = {file_.path, hit.span.known() ? hit.span : command.span};
    evidence.what = hit.what;
    evidence.value = hit.text;
    evidence.scope = command.inside;
    evidence.function = command.inside;
    evidence.words = words_of(command);
    evidence.guard = command.left_out_by;
    if (asks_for_build_option(command.left_out_by, catalog_.option_words)) evidence.lowered = kConditional;
    if (matcher.command->saves.present()) add_names(command, evidence);
    if (hit.given_at.known()) show_variable(matcher, command, hit, evidence);
    evidence.anchor = command.context + "/" + command.inside + "/" + hit.what;
    return evidence;
  }

  void add_names(const Command& command, Evidence& evidence) const {
    static const Node kNoVariables;
    const Node& script = file_.document ? file_.document->root : kNoVariables;
    const auto index = static_cast<std::size_t>(&command - commands_.data());
    evidence.other_names = other_names(commands_, index, evidence.value, script, catalog_.wrappers);
    if (evidence.value != kAnyFile) return;
    // A reader is told the address.
    const auto address = std::find_if(command.words.begin(), command.words.end(),
                                      [](const Word& word) { return word.text.starts_with('$'); });
    if (address != command.words.end()) evidence.value = address->text;
  }

  Vocabulary vocabulary_;
  const Catalog& catalog_;
  const FileFacts& file_;
  std::span<const Command> commands_;
  /// By command, the file of what variables in it stand for; empty: the file itself for all.
  std::span<const std::string> given_in_;
  std::span<const std::optional<std::size_t>> as_written_;
  /// For each command the one whose output it reads.
  std::vector<std::optional<std::size_t>> writers_;
};

/// The detectors by program, so that a command meets only those that know it.
struct Matchers {
  std::unordered_map<std::string, std::vector<CommandMatcher>> by_program;
  std::vector<CommandMatcher> of_variables;
};

Matchers matchers_of(const Catalog& catalog, std::span<const std::size_t> checks) {
  Matchers matchers;
  for (const std::size_t check : checks) {
    const auto& detectors = catalog.checks[check].detectors;
    for (std::size_t i = 0; i < detectors.size(); ++i) {
      const auto* command = std::get_if<CommandDetector>(&detectors[i].kind);
      if (command == nullptr) continue;
      std::vector<std::string> programs = command->command.program;
      for (const std::string& program : command->good.program) {
        if (!names(programs, program)) programs.push_back(program);
      }
      const CommandMatcher matcher{check, i, command};
      for (const std::string& program : programs) matchers.by_program[program].push_back(matcher);
      if (command->command.program.empty()) matchers.of_variables.push_back(matcher);
    }
  }
  return matchers;
}

bool has_commands(const FileFacts& file) {
  return (file.document && !file.document->commands.empty()) || (file.source && !file.source->commands.empty()) ||
         std::any_of(file.embedded.begin(), file.embedded.end(),
                     [](const InnerFile& inner) { return !inner.document.commands.empty(); });
}

void match_list(const CommandList& list, std::size_t count, const Matchers& matchers, std::vector<Evidence>& evidence) {
  for (std::size_t i = 0; i < count; ++i) {
    for (const ProgramView& program : list.programs(i)) {
      for (const std::string_view name : {program.name, kAnyProgram}) {
        const auto known = matchers.by_program.find(std::string(name));
        if (known == matchers.by_program.end()) continue;
        for (const CommandMatcher& matcher : known->second) list.judge(i, program, matcher, evidence);
      }
    }
    const bool may_set = !list.command(i).environment.empty() || list.command(i).words.size() > 1;
    if (!may_set) continue;
    for (const CommandMatcher& matcher : matchers.of_variables) list.judge_variables(i, matcher, evidence);
  }
}

}  // namespace

std::vector<Evidence> match_commands(const Catalog& catalog, const KnownValues& known,
                                     std::span<const std::size_t> checks, std::span<const FileFacts> files) {
  std::vector<Evidence> evidence;
  if (std::none_of(files.begin(), files.end(), has_commands)) return evidence;
  const Matchers matchers = matchers_of(catalog, checks);
  for (const FileFacts& file : files) {
    if (file.document) {
      const ExpandedCommands expanded = expanded_commands(files, file);
      const bool is_same = expanded.commands.empty();
      const auto& commands = is_same ? file.document->commands : expanded.commands;
      match_list(CommandList(catalog, known, file, commands, expanded.given_in, expanded.as_written),
                 is_same ? commands.size() : expanded.judged, matchers, evidence);
    }
    for (const InnerFile& embedded : file.embedded) {
      const auto& commands = embedded.document.commands;
      const std::size_t first = evidence.size();
      match_list(CommandList(catalog, known, file, commands), commands.size(), matchers, evidence);
      for (std::size_t i = first; i < evidence.size(); ++i) evidence[i].written_to = embedded.path;
    }
    if (file.source) {
      const auto& commands = file.source->commands;
      match_list(CommandList(catalog, known, file, commands), commands.size(), matchers, evidence);
    }
  }
  return evidence;
}

}  // namespace cpsaudit
