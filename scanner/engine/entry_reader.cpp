#include "engine/entry_reader.h"

#include <fmt/format.h>
#include <re2/re2.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>

#include "engine/good_state.h"
#include "engine/message_rules.h"
#include "engine/node_values.h"
#include "engine/pattern.h"
#include "engine/predicate_reader.h"

namespace cpsaudit {

namespace {

constexpr std::array<std::pair<std::string_view, char>, 10> kIdBlocks = {{
    {"credentials", '1'},
    {"transport", '2'},
    {"integrity", '3'},
    {"exposure", '4'},
    {"crypto", '5'},
    {"privilege", '6'},
    {"logging", '7'},
    {"update", '8'},
    {"segmentation", '9'},
    {"suppression", '0'},
}};

/// "transport", "peer-not-verified", "libcurl.yaml".
std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    parts.emplace_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string stem_of(std::string_view path) {
  std::string name = parts_of(path).back();
  return name.substr(0, name.rfind('.'));
}

std::string parent_of(std::string_view path) {
  const std::vector<std::string> parts = parts_of(path);
  return parts.size() < 2 ? std::string() : parts[parts.size() - 2];
}

void check_id(const YAML::Node& node, std::string_view path, NodeErrors& errors) {
  static const Pattern form = Pattern::compile("CPSA[0-9]{4}").value();
  const std::string id = node.Scalar();
  if (!form.matches(id)) {
    errors.add(node, fmt::format("expected 'CPSA' and four digits for 'id', found '{}'", id));
    return;
  }
  const std::vector<std::string> parts = parts_of(path);
  if (parts.size() < 3) return;
  const std::string& family = parts[parts.size() - 3];
  for (const auto& [name, digit] : kIdBlocks) {
    if (name != family || id[4] == digit) continue;
    errors.add(node, fmt::format("'{}' does not fit the family '{}': expected CPSA{}nnn", id, family, digit));
  }
}

void check_name(const YAML::Node& node, NodeErrors& errors) {
  // SARIF viewers split the name at its capitals.
  static const Pattern form = Pattern::compile("([A-Z][a-z0-9]+)+").value();
  if (form.matches(node.Scalar())) return;
  errors.add(node, fmt::format("expected PascalCase with one capital a word for 'name' (Http, not HTTP), found '{}'",
                               node.Scalar()));
}

void check_severity(const YAML::Node& node, double severity, NodeErrors& errors) {
  if (severity <= 0 || severity > 10) errors.add(node, "expected 'security-severity' above 0, to 10");
  // Consumers disagree on whether 9.0 is critical.
  if (severity == 9.0) errors.add(node, "'security-severity' must not be exactly 9.0: write 8.9 or 9.1");
}

void check_message(const YAML::Node& node, const LocalizedText& text, NodeErrors& errors) {
  if (!node.IsDefined()) return;
  if (const auto fault = fault_of_message(text)) errors.add(node, *fault);
}

/// The value of a secret is shown nowhere, and a default is only known where one was assumed.
void check_placeholders(const YAML::Node& node, const LocalizedText& text, const Check& check, NodeErrors& errors) {
  if (!node.IsDefined()) return;
  for (const std::string& name : placeholders_in(text.en)) {
    if (name == "value" && check.secret) errors.add(node, "'{value}' would show a secret");
    if (name == "default" || name == "version" || name == "source") {
      errors.add(node, fmt::format("'{{{}}}' is only known in 'message-absent'", name));
    }
  }
}

void check_texts(const YAML::Node& node, const Check& check, NodeErrors& errors) {
  if (const auto fault = fault_of_sentence(check.title)) errors.add(node["title"], *fault);
  if (const auto fault = fault_of_sentence(check.mend)) errors.add(node["mend"], *fault);
  check_message(node["message"], check.message, errors);
  check_placeholders(node["message"], check.message, check, errors);
  check_message(node["message-absent"], check.message_absent, errors);
  if (node["message-absent"] && check.secret) {
    for (const std::string& name : placeholders_in(check.message_absent.en)) {
      if (name == "value") errors.add(node["message-absent"], "'{value}' would show a secret");
    }
  }
}

/// The parts of a join stand behind the detectors that report something.
void move_parts(JoinDetector& join, std::size_t by) {
  const auto move_part = [&](JoinPart& part) {
    for (std::size_t& detector : part.detectors) detector += by;
  };
  move_part(join.subject);
  std::for_each(join.with.begin(), join.with.end(), move_part);
  std::for_each(join.without.begin(), join.without.end(), move_part);
}

void read_detectors(const YAML::Node& node, Check& check, NodeErrors& errors) {
  std::vector<Detector> parts;
  for (const YAML::Node& item : items_at(node, "detect")) {
    Detector detector = read_detector(item, parts, errors);
    if (detector.security_severity) check_severity(item["security-severity"], *detector.security_severity, errors);
    check_message(item["message"], detector.message, errors);
    check_placeholders(item["message"], detector.message, check, errors);
    const auto* setting = std::get_if<SettingDetector>(&detector.kind);
    if (setting != nullptr && setting->absent && check.message_absent.empty()) {
      errors.add(item, "'absent' needs a 'message-absent' in the check");
    }
    check.detectors.push_back(std::move(detector));
  }
  for (Detector& detector : check.detectors) {
    auto* join = std::get_if<JoinDetector>(&detector.kind);
    if (join != nullptr) move_parts(*join, check.detectors.size());
  }
  std::move(parts.begin(), parts.end(), std::back_inserter(check.detectors));
  // Said once for all that have nothing to say themselves.
  const NoGood reason = no_good_at(node);
  for (std::size_t i = 0; i < check.detectors.size(); ++i) {
    if (good_state_of(check, i) == GoodState::kUnsaid) check.detectors[i].no_good = reason;
  }
}

Example read_example(const YAML::Node& node) {
  Example example{text_at(node, "file"), text_at(node, "text"), texts_at(node, "at"), text_at(node, "why"), {},
                  place_of(node)};
  if (const YAML::Node beside = node["beside"]) {
    for (const auto& entry : beside) example.beside[entry.first.Scalar()] = entry.second.Scalar();
  }
  if (const YAML::Node modes = node["modes"]) {
    for (const auto& entry : modes) example.modes[entry.first.Scalar()] = entry.second.Scalar();
  }
  if (const YAML::Node links = node["links"]) {
    for (const auto& entry : links) example.links[entry.first.Scalar()] = entry.second.Scalar();
  }
  return example;
}

void read_examples(const YAML::Node& node, Check& check, NodeErrors& errors) {
  for (const YAML::Node& item : items_at(node, "bad")) check.bad.push_back(read_example(item));
  for (const YAML::Node& item : items_at(node, "good")) check.good.push_back(read_example(item));
  for (const Example& example : check.bad) {
    for (const std::string& at : example.at) {
      if (example.text.find(at) != std::string::npos) continue;
      const bool beside = std::any_of(example.beside.begin(), example.beside.end(),
                                      [&](const auto& file) { return file.second.find(at) != std::string::npos; });
      if (!beside) errors.add(example.where, fmt::format("'{}' stands nowhere in the example", at));
    }
  }
}

}  // namespace

Weakness read_weakness(const YAML::Node& node, std::string_view path, NodeErrors& errors) {
  Weakness weakness;
  weakness.id = parent_of(path);
  weakness.name = localized_at(node, "name");
  weakness.family = text_at(node, "family");
  weakness.grade = integer_at(node, "grade").value_or(1);
  weakness.grade_why = localized_at(node, "grade-why");
  weakness.own_functions = flag_at(node, "own-functions");
  weakness.why = localized_at(node, "why");
  const std::vector<std::string> parts = parts_of(path);
  if (parts.size() >= 3 && parts[parts.size() - 3] != weakness.family) {
    errors.add(node["family"],
               fmt::format("'{}' lies in the folder of the family '{}'", weakness.family, parts[parts.size() - 3]));
  }
  if (weakness.grade < 1 || weakness.grade > 3) errors.add(node["grade"], "expected 1, 2 or 3 for 'grade'");
  for (const YAML::Node& item : items_at(node, "cwe")) {
    int number = 0;
    if (!YAML::convert<int>::decode(item, number) || number < 1) errors.add(item, "expected the number of a CWE entry");
    weakness.cwe.push_back(number);
  }
  for (const YAML::Node& item : items_at(node, "rows")) {
    weakness.rows.push_back(
        {text_at(item, "statement"), text_at(item, "id"), text_at(item, "meaning"), place_of(item)});
  }
  const auto fault_of_grade = weakness.grade_why.empty() ? std::nullopt : fault_of_sentence(weakness.grade_why);
  if (fault_of_grade) errors.add(node["grade-why"], *fault_of_grade);
  if (const auto fault = fault_of_sentence(weakness.why)) errors.add(node["why"], *fault);
  return weakness;
}

Check read_check(const YAML::Node& node, std::string_view path, NodeErrors& errors) {
  Check check;
  check.file = errors.file();
  check.technology = stem_of(path);
  check.id = text_at(node, "id");
  check.name = text_at(node, "name");
  check.title = localized_at(node, "title");
  check.security_severity = number_at(node, "security-severity").value_or(0);
  check.precision = text_at(node, "precision");
  check.secret = flag_at(node, "secret");
  check.message = localized_at(node, "message");
  check.message_absent = localized_at(node, "message-absent");
  check.mend = localized_at(node, "mend");
  check.not_a_problem = localized_at(node, "not-a-problem");
  check.references = texts_at(node, "references");
  check_id(node["id"], path, errors);
  check_name(node["name"], errors);
  check_severity(node["security-severity"], check.security_severity, errors);
  check_texts(node, check, errors);
  read_detectors(node, check, errors);
  check.fix = read_fix(node["fix"], errors);
  if (const YAML::Node examples = node["examples"]) {
    std::string last;
    for (const auto& entry : node) last = entry.first.Scalar();
    // A scan reads no further than to them.
    if (last != "examples") errors.add(examples, "expected 'examples' behind all other keys");
    read_examples(examples, check, errors);
  }
  return check;
}

Dialect read_dialect(const YAML::Node& node, std::string_view path, NodeErrors& errors) {
  Dialect dialect;
  Recognition& recognition = dialect.recognition;
  recognition.software = text_at(node, "software");
  if (recognition.software != stem_of(path)) {
    errors.add(node["software"], fmt::format("expected the name of the file, '{}'", stem_of(path)));
  }
  recognition.syntax = syntax_named(text_at(node, "syntax"));
  if (recognition.syntax == Syntax::kUnknown) {
    errors.add(node["syntax"], fmt::format("unknown syntax '{}'", text_at(node, "syntax")));
  }
  const YAML::Node files = node["files"];
  recognition.paths = texts_at(files, "paths");
  recognition.content = texts_at(files, "content");
  if (const YAML::Node words = files["words"]) {
    recognition.words = text_at(words, "pattern");
    recognition.fewest_words = static_cast<std::uint32_t>(std::max(1, integer_at(words, "at-least").value_or(1)));
  }
  recognition.priority = integer_at(files, "priority").value_or(0);
  if (recognition.paths.empty() && recognition.content.empty()) errors.add(files, "expected 'paths' or 'content'");
  SyntaxOptions& options = recognition.options;
  if (node["comments"]) options.comment_marks = text_at(node, "comments");
  for (const YAML::Node& item : items_at(node, "block-comments")) {
    const std::string marks = item.Scalar();
    const std::size_t blank = marks.find(' ');
    if (blank == std::string::npos || blank == 0 || blank + 1 == marks.size()) {
      errors.add(item, "expected what opens and what closes a comment, with a blank between");
      continue;
    }
    options.block_comments.push_back({marks.substr(0, blank), marks.substr(blank + 1)});
  }
  options.trailing_comment_marks = text_at(node, "trailing-comments");
  options.section_openers = texts_at(node, "sections");
  options.command_keys = texts_at(node, "command-keys");
  options.command_context = text_at(node, "command-context");
  options.command_after = static_cast<std::uint32_t>(std::max(0, integer_at(node, "command-after").value_or(0)));
  options.angle_blocks = flag_at(node, "angle-blocks");
  options.dotted_keys = flag_at(node, "dotted-keys");
  options.blank_separates = flag_at(node, "blank-separates");
  options.brackets_continue = flag_at(node, "brackets-continue");
  options.statements = flag_at(node, "statements");
  for (const YAML::Node& item : items_at(node, "command-calls")) {
    options.command_calls.push_back({text_at(item, "behind"), flag_at(item, "lines")});
  }
  for (const YAML::Node& item : items_at(node, "file-calls")) {
    options.file_calls.push_back({text_at(item, "behind"), text_at(item, "name"), flag_at(item, "part")});
    if (RE2(options.file_calls.back().pattern, RE2::Quiet).NumberOfCapturingGroups() > 0) continue;
    if (options.file_calls.back().name.empty()) errors.add(item, "expected a group with the path, or 'name'");
  }
  for (const YAML::Node& item : items_at(node, "embeds")) {
    options.embeds.push_back({text_at(item, "at"), texts_at(item, "path"), texts_at(item, "text"),
                              flag_at(item, "part"), text_at(item, "name"), text_at(item, "named-after")});
    if (options.embeds.back().path.empty() != options.embeds.back().text.empty()) {
      errors.add(item, "'path' and 'text' go together");
    }
  }
  if (const YAML::Node each = node["embeds-each"]) {
    options.embed_lists = texts_at(each, "lists");
    options.embed_element = text_at(each, "element");
  }
  options.word_maps = texts_at(node, "word-maps");
  options.embed_removal = text_at(node, "embeds-unless");
  dialect.title = text_at(node, "title");
  dialect.has_references = !node["references"] || flag_at(node, "references");
  dialect.keys_fold_case = text_at(node, "keys") == "insensitive";
  const std::string wins = text_at(node, "wins");
  if (wins == "first") dialect.wins = Dialect::Wins::kFirst;
  if (wins == "each") dialect.wins = Dialect::Wins::kEach;
  dialect.repeatable = texts_at(node, "repeatable");
  dialect.inheriting_sections = texts_at(node, "inherits");
  dialect.named_items = texts_at(node, "named-items");
  if (const YAML::Node entries = node["named-entries"]) {
    dialect.entry_names = texts_at(entries, "name");
    dialect.entry_values = texts_at(entries, "value");
    dialect.entry_tag = text_at(entries, "tag");
  }
  if (const YAML::Node booleans = node["booleans"]) {
    dialect.true_words = texts_at(booleans, "true");
    dialect.false_words = texts_at(booleans, "false");
  }
  for (const YAML::Node& item : items_at(node, "includes")) {
    const std::string kind = text_at(item, "kind");
    using From = IncludeDirective::Kind;
    dialect.includes.push_back({text_at(item, "key"),
                                kind == "glob"        ? From::kGlob
                                : kind == "directory" ? From::kDirectory
                                                      : From::kFile,
                                text_at(item, "pattern"), texts_at(item, "harmless"), text_at(item, "tag"),
                                texts_at(item, "whole-below")});
    const IncludeDirective& include = dialect.includes.back();
    if (include.key.empty() == include.tag.empty()) errors.add(item, "expected 'key' or 'tag'");
  }
  for (const YAML::Node& item : items_at(node, "known-sections")) {
    KnownSection section{text_at(item, "name"), text_at(item, "type"), {}};
    if (const YAML::Node delivered = item["options"]) {
      for (const auto& entry : delivered) section.options[entry.first.Scalar()] = entry.second.Scalar();
    }
    dialect.known_sections.push_back(std::move(section));
  }
  dialect.drop_ins = texts_at(node, "drop-ins");
  dialect.empty_resets = flag_at(node, "empty-resets");
  dialect.precedence = texts_at(node, "precedence");
  dialect.overlays = texts_at(node, "overlays");
  dialect.first_match = texts_at(node, "first-match");
  dialect.substitutions = text_at(node, "substitutions");
  if (const YAML::Node modes = node["modes"]) {
    dialect.modes =
        ModeColumns{text_at(modes, "path"), text_at(modes, "mode"), text_at(modes, "owner"), texts_at(modes, "lines")};
  }
  if (const YAML::Node macros = node["macros"]) {
    dialect.macros = MacroRule{pattern_at(macros, "key"), text_at(macros, "prefix"), pattern_at(macros, "words"),
                               flag_at(macros, "flags"), flag_at(macros, "default")};
  }
  for (const YAML::Node& item : items_at(node, "lesser-sections")) {
    using Purpose = LesserSection::Purpose;
    dialect.lesser_sections.push_back(
        {pattern_at(item, "name"), text_at(item, "purpose") == "test" ? Purpose::kTest : Purpose::kDevelopment});
  }
  dialect.assumed_version = text_at(node, "assumed-version");
  dialect.source = text_at(node, "source");
  return dialect;
}

ProductRule read_product_rule(const YAML::Node& node, std::string_view path, NodeErrors& errors) {
  ProductRule rule;
  rule.kind = text_at(node, "kind");
  if (rule.kind != stem_of(path)) {
    errors.add(node["kind"], fmt::format("expected the name of the file, '{}'", stem_of(path)));
  }
  rule.title = localized_at(node, "title");
  rule.priority = integer_at(node, "priority").value_or(0);
  for (const YAML::Node& item : items_at(node, "marks")) {
    const int at_least = integer_at(item, "at-least").value_or(1);
    if (at_least < 1) errors.add(item["at-least"], "expected at least 1");
    rule.marks.push_back({texts_at(item, "any"), static_cast<std::size_t>(at_least)});
  }
  rule.part_of = texts_at(node, "part-of");
  rule.merges_when_alone = flag_at(node, "merges-when-alone");
  return rule;
}

ServiceRule read_service_rule(const YAML::Node& node, std::string_view path, NodeErrors& errors) {
  ServiceRule rule;
  rule.kind = text_at(node, "kind");
  if (rule.kind != stem_of(path)) {
    errors.add(node["kind"], fmt::format("expected the name of the file, '{}'", stem_of(path)));
  }
  rule.title = localized_at(node, "title");
  rule.definitions = texts_at(node, "definitions");
  rule.links = texts_at(node, "links");
  rule.alone = texts_at(node, "alone");
  rule.masked_target = pattern_at(node, "masked-target");
  for (const YAML::Node& item : items_at(node, "conclusive")) rule.conclusive.push_back(texts_at(item, "any"));
  rule.named_by_folder = flag_at(node, "named-by-folder");
  rule.needs_execution = flag_at(node, "needs-execution");
  rule.off_files = texts_at(node, "off-files");
  rule.starting_commands = texts_at(node, "starting-commands");
  rule.stopping_commands = texts_at(node, "stopping-commands");
  if (const YAML::Node list = node["list"]) {
    rule.list_software = text_at(list, "software");
    rule.starting_key = text_at(list, "starts");
    rule.stopping_key = text_at(list, "stops");
  }
  for (const YAML::Node& item : items_at(node, "off-when")) {
    rule.off_when.push_back(
        {texts_at(item, "software"), text_at(item, "scope"), text_at(item, "key"), read_predicate(item["value"])});
  }
  return rule;
}

}  // namespace cpsaudit
