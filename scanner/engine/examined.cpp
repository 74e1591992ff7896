#include "engine/examined.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "engine/call_pattern.h"
#include "engine/command_wrapper.h"
#include "engine/setting_path.h"
#include "engine/source_value.h"
#include "engine/suppression_comment.h"

namespace cpsaudit {
namespace {

constexpr std::string_view kAnyProgram = "*";

template <typename Range, typename Value>
bool holds(const Range& range, const Value& value) {
  return std::find(std::begin(range), std::end(range), value) != std::end(range);
}

bool is_source(Syntax syntax) {
  return syntax == Syntax::kC || syntax == Syntax::kCpp;
}

/// What is in one file, by the names that detectors ask for.
struct Content {
  const FileFacts& file;
  bool has_commands = false;
  /// It holds a comment that means to suppress something.
  bool asks_for_silence = false;
  std::unordered_set<std::string_view> programs = {};
  std::unordered_map<std::string_view, std::vector<const Call*>> calls = {};
};

void add_commands(const std::vector<Command>& commands, const Catalog& catalog, Content& content) {
  for (const Command& command : commands) {
    content.has_commands = true;
    for (const ProgramView& program : programs_of(command, catalog.wrappers)) content.programs.insert(program.name);
  }
}

bool holds_request(const Catalog& catalog, const std::vector<Comment>& comments) {
  return std::any_of(comments.begin(), comments.end(), [&](const Comment& comment) {
    return read_suppression_comment(catalog, comment.text).has_value();
  });
}

Content content_of(const FileFacts& file, const Catalog& catalog) {
  Content content{file};
  if (file.document) add_commands(file.document->commands, catalog, content);
  if (file.document) content.asks_for_silence = holds_request(catalog, file.document->comments);
  if (!file.source) return content;
  content.asks_for_silence = content.asks_for_silence || holds_request(catalog, file.source->comments);
  add_commands(file.source->commands, catalog, content);
  for (const Call& call : file.source->calls) content.calls[call.name].push_back(&call);
  return content;
}

bool calls_one_of(const Content& content, const std::vector<std::string>& functions) {
  // Most files of a tree hold no code.
  if (content.calls.empty()) return false;
  return std::any_of(functions.begin(), functions.end(), [&](const std::string& text) {
    const FunctionName function = parse_function_name(text);
    const auto found = content.calls.find(function.name);
    if (found == content.calls.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(),
                       [&](const Call* call) { return is_call_of(*call, function); });
  });
}

bool calls_such(const Content& content, const Pattern& function) {
  return function.present() && std::any_of(content.calls.begin(), content.calls.end(),
                                           [&](const auto& entry) { return function.found_in(entry.first); });
}

/// Does the file hold something that this kind of detector looks at?
struct Looks {
  const Content& content;

  bool operator()(const SettingDetector& setting) const {
    if (!content.file.document) return false;
    return holds(setting.software, content.file.software) || holds(setting.syntaxes, content.file.syntax);
  }
  bool operator()(const CommandDetector& detector) const {
    const CommandPattern& pattern = detector.command;
    if (pattern.program.empty() || holds(pattern.program, kAnyProgram)) return content.has_commands;
    return starts_one_of(pattern.program) || starts_one_of(detector.good.program);
  }
  bool starts_one_of(const std::vector<std::string>& programs) const {
    return std::any_of(programs.begin(), programs.end(),
                       [&](const std::string& program) { return content.programs.contains(program); });
  }
  bool operator()(const SuppressionDetector&) const { return content.asks_for_silence; }
  bool operator()(const CallDetector& detector) const {
    if (content.calls.empty()) return false;
    return calls_one_of(content, detector.functions) || calls_such(content, detector.function_matches) ||
           std::any_of(detector.good_calls.begin(), detector.good_calls.end(), [&](const CompanionCall& good) {
             return calls_one_of(content, {good.function}) || calls_such(content, good.function_matches);
           });
  }
  bool operator()(const MissingCallDetector& detector) const { return calls_one_of(content, detector.functions); }
  bool operator()(const FieldDetector& detector) const {
    if (!content.file.source) return false;
    // Without a type every variable is looked at.
    if (detector.types.empty()) return !content.file.source->fields.empty();
    const auto wanted = [&](const std::string& type) {
      return std::any_of(detector.types.begin(), detector.types.end(),
                         [&](const std::string& name) { return is_type(type, name); });
    };
    const SourceFacts& source = *content.file.source;
    return std::any_of(source.records.begin(), source.records.end(),
                       [&](const RecordInit& record) { return wanted(record.type); }) ||
           std::any_of(source.fields.begin(), source.fields.end(),
                       [&](const FieldInit& field) { return wanted(field.type); });
  }
  bool operator()(const FileDetector& detector) const {
    return std::any_of(detector.paths.begin(), detector.paths.end(),
                       [&](const std::string& glob) { return matches_path("**/" + glob, content.file.path); });
  }
  /// Its parts are detectors of the same check, and the findings that it joins were looked for by their own.
  bool operator()(const JoinDetector&) const { return false; }
  /// Macros, literals and functions stand in every source: the check looked, whatever it found.
  template <typename AnySource>
  bool operator()(const AnySource&) const {
    return content.file.source.has_value();
  }
};

/// Could a file of this syntax hold something for this kind of detector?
struct MayLook {
  Syntax syntax;
  const std::string& software;

  bool operator()(const SettingDetector& setting) const {
    return holds(setting.software, software) || holds(setting.syntaxes, syntax);
  }
  bool operator()(const SuppressionDetector&) const { return false; }
  /// A path and a mode are known of what cannot be read, too.
  bool operator()(const FileDetector&) const { return false; }
  bool operator()(const JoinDetector&) const { return false; }
  bool operator()(const CommandDetector&) const { return syntax != Syntax::kPem && syntax != Syntax::kBinary; }
  template <typename AnySource>
  bool operator()(const AnySource&) const {
    return is_source(syntax);
  }
};

}  // namespace

std::vector<std::vector<std::uint32_t>> files_examined(const Catalog& catalog, std::span<const std::size_t> checks,
                                                       std::span<const FileFacts> files) {
  std::vector<std::vector<std::uint32_t>> examined(catalog.checks.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].document && !files[i].source) continue;
    const Content content = content_of(files[i], catalog);
    for (const std::size_t check : checks) {
      const auto& detectors = catalog.checks[check].detectors;
      const bool looks = std::any_of(detectors.begin(), detectors.end(), [&](const Detector& detector) {
        return std::visit(Looks{content}, detector.kind);
      });
      if (looks) examined[check].push_back(static_cast<std::uint32_t>(i));
    }
  }
  return examined;
}

bool looks_at(const Detector& detector, const FileFacts& file, const Catalog& catalog) {
  return std::visit(Looks{content_of(file, catalog)}, detector.kind);
}

bool may_examine(const Check& check, Syntax syntax, const std::string& software) {
  if (syntax == Syntax::kUnknown) return true;
  return std::any_of(check.detectors.begin(), check.detectors.end(),
                     [&](const Detector& detector) { return std::visit(MayLook{syntax, software}, detector.kind); });
}

}  // namespace cpsaudit
