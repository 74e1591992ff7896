#include "engine/match_setting.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "engine/effective_items.h"
#include "engine/evaluate.h"
#include "engine/setting_matchers.h"
#include "engine/setting_place.h"
#include "engine/setting_substitution.h"
#include "engine/setting_tree.h"
#include "engine/value_class.h"
#include "engine/version_range.h"

namespace cpsaudit {

namespace {

using Path = std::vector<PathPart>;
using Scope = std::vector<std::size_t>;

/// The paths in conditions, read once for all trees. The texts are those of the catalogue.
class PathCache {
 public:
  const Path& of(std::string_view text) {
    const auto [known, is_new] = paths_.try_emplace(text);
    if (is_new) known->second = parse_setting_path(text);
    return known->second;
  }

 private:
  std::unordered_map<std::string_view, Path> paths_;
};

/// What a value is unless somebody says otherwise: the text itself, or the default in `${NAME:-default}`.
struct Written {
  std::string text;
  /// Where in the node's value it stands; nothing when it is all of it.
  std::optional<Pattern::Piece> piece;
};

Written written_in(const Node& node) {
  if (node.kind != NodeKind::kScalar) return {node.value, std::nullopt};
  const auto fallback = default_in_reference(node.value);
  if (!fallback) return {node.value, std::nullopt};
  const std::string_view text = *fallback;
  const auto offset = static_cast<std::size_t>(text.data() - node.value.data());
  return {std::string(text), Pattern::Piece{offset, text.size()}};
}

Subject subject_of(const Node& node) {
  Subject subject = text_subject(written_in(node).text);
  subject.candidates.front().reference = node.tag.size() > 1 && node.tag.front() == '!';
  return subject;
}

/// Does a list without elements count as an empty value?
enum class EmptyLists { kNone, kValues };

/// Items with a value: a list stands for its elements, an element with attributes for its text.
std::vector<std::size_t> with_values(const SettingTree& tree, const std::vector<std::size_t>& items,
                                     EmptyLists empty_lists = EmptyLists::kNone) {
  std::vector<std::size_t> values;
  for (const std::size_t index : items) {
    const SettingItem& item = tree.item(index);
    if (empty_lists == EmptyLists::kValues && item.children.empty() && item.node->value.empty()) {
      values.push_back(index);
      continue;
    }
    if (item.node->kind == NodeKind::kScalar) {
      values.push_back(index);
      continue;
    }
    for (const std::size_t child : item.children) {
      const Node& node = *tree.item(child).node;
      const bool is_element = item.node->kind == NodeKind::kSequence && node.kind == NodeKind::kScalar;
      if (is_element || node.key == "#text") values.push_back(child);
    }
    // `listener 1883`: a section stands for its argument.
    if (item.node->kind == NodeKind::kSection && !item.node->value.empty()) values.push_back(index);
  }
  return values;
}

class TreeJudge {
 public:
  TreeJudge(const Catalog& catalog, const KnownValues& known, const TemplateVariables& variables,
            const SettingTree& tree, PathCache& paths, std::vector<Evidence>& evidence)
      : tree_(tree),
        substitution_(tree, variables),
        paths_(paths),
        vocabulary_{known, tree.dialect().true_words, tree.dialect().false_words, tree.dialect().has_references},
        catalog_(catalog),
        evidence_(evidence) {}

  void judge(SettingMatcher& matcher) {
    for (const Path& path : matcher.scopes) {
      for (const Scope& scope : tree_.scopes(path)) judge_in(matcher, scope);
    }
  }

 private:
  enum class Applies { kNo, kYes, kUnlessUnknown };

  /// What the conditions of a detector say of a section.
  struct Around {
    std::size_t section = 0;
    bool made_good = false;
    Applies applies = Applies::kNo;
  };

  void judge_in(SettingMatcher& matcher, const Scope& scope) {
    const SettingDetector& setting = *matcher.setting;
    const std::vector<std::size_t> found = find(matcher, scope);
    if (found.empty()) {
      if (setting.absent) judge_absence(matcher, scope);
      return;
    }
    // Paths of any depth have no section of their own: the conditions are about the neighbours of the key.
    const bool any_depth = matcher.setting->key_matches.present() ||
                           (!matcher.keys.empty() && matcher.keys.front().front().kind == PathPart::Kind::kAnyDepth);
    const EmptyLists empty_lists = accepts_emptiness(setting.bad) ? EmptyLists::kValues : EmptyLists::kNone;
    const std::vector<std::size_t> obeyed = effective_items(tree_, found);
    std::optional<Around> around;
    const std::size_t first = evidence_.size();
    for (const std::size_t index : with_values(tree_, obeyed, empty_lists)) {
      const Scope section = any_depth ? Scope{section_of(index)} : scope;
      // Values of one section share what stands around them.
      if (!around || around->section != section.front()) {
        const bool made_good = is_made_good(setting, section);
        around = Around{section.front(), made_good, made_good ? Applies::kNo : applies(setting, section)};
      }
      if (around->made_good) {
        add_good(matcher, index, section);
      } else if (around->applies != Applies::kNo) {
        judge_value(matcher, index, section, around->applies);
      }
    }
    if (!any_depth && first < evidence_.size() && evidence_.back().kind == Kind::kFail) {
      judge_replaced(matcher, found, obeyed, scope);
    }
    // A section that is there is enough for some.
    for (const std::size_t index : obeyed) {
      if (!accepts_presence(setting.good) || tree_.item(index).children.empty()) continue;
      if (are_met(setting.when, scope)) add_good(matcher, index, scope);
    }
  }

  /// What another file replaces by something that is bad as well: both are to be mended.
  void judge_replaced(const SettingMatcher& matcher, const std::vector<std::size_t>& found,
                      const std::vector<std::size_t>& obeyed, const Scope& scope) {
    const std::string told = evidence_.back().place.path;
    const Applies applied = applies(*matcher.setting, scope);
    if (applied == Applies::kNo) return;
    // What each file says by itself: within one, too, the first or the last counts.
    std::map<std::string_view, std::vector<std::size_t>> by_file;
    for (const std::size_t index : found) {
      const std::string& path = tree_.item(index).file->path;
      const bool is_replaced = std::find(obeyed.begin(), obeyed.end(), index) == obeyed.end();
      if (is_replaced && path != told) by_file[path].push_back(index);
    }
    for (const auto& [path, items] : by_file) {
      for (const std::size_t index : with_values(tree_, effective_items(tree_, items))) {
        const std::size_t before = evidence_.size();
        judge_value(matcher, index, scope, applied);
        if (evidence_.size() > before && evidence_.back().kind != Kind::kFail) evidence_.pop_back();
      }
    }
  }

  /// What stands beside it decides, whatever its value.
  bool is_made_good(const SettingDetector& setting, const Scope& scope) const {
    return std::any_of(setting.good_when.begin(), setting.good_when.end(),
                       [&](const SettingCondition& condition) { return holds(condition, scope) == Answer::kYes; }) &&
           are_met(setting.when, scope);
  }

  void add_good(const SettingMatcher& matcher, std::size_t index, const Scope& scope) {
    Evidence evidence = evidence_at(matcher, index, scope);
    evidence.kind = Kind::kPass;
    evidence_.push_back(std::move(evidence));
  }

  std::size_t section_of(std::size_t index) const {
    std::size_t parent = tree_.item(index).parent;
    while (parent != SettingTree::kRoot && tree_.item(parent).node->kind != NodeKind::kSection) {
      parent = tree_.item(parent).parent;
    }
    return parent;
  }

  std::vector<std::size_t> find(SettingMatcher& matcher, const Scope& scope) const {
    std::vector<std::size_t> found;
    if (matcher.setting->key_matches.present()) {
      for (const auto& [name, items] : tree_.names()) {
        if (name.empty() || !matcher.names_key(name)) continue;
        for (const std::size_t item : items) {
          if (tree_.within(item, scope)) found.push_back(item);
        }
      }
      std::sort(found.begin(), found.end());
    }
    for (const Path& key : matcher.keys) {
      const std::vector<std::size_t> items = find_inherited(key, scope);
      found.insert(found.end(), items.begin(), items.end());
    }
    return found;
  }

  /// In the scope; for sections that inherit, in those around it.
  std::vector<std::size_t> find_inherited(const Path& path, Scope scope) const {
    const auto& inheriting = tree_.dialect().inheriting_sections;
    for (;;) {
      std::vector<std::size_t> found = tree_.find(scope, path);
      const SettingItem& section = tree_.item(scope.front());
      const bool inherits = scope.front() != SettingTree::kRoot &&
                            std::find(inheriting.begin(), inheriting.end(), section.node->key) != inheriting.end();
      if (!found.empty() || !inherits) return found;
      scope = {section.parent};
    }
  }

  /// What may hold is an excuse that nobody can check: the finding stays, a grade lower. An address that stands
  /// elsewhere is that of another machine, though: a device that talks to itself alone says so.
  Applies applies(const SettingDetector& setting, const Scope& scope) const {
    if (!are_met(setting.when, scope)) return Applies::kNo;
    Applies applies = Applies::kYes;
    for (const SettingCondition& condition : setting.unless) {
      const Answer answer = holds(condition, scope);
      if (answer == Answer::kYes) return Applies::kNo;
      const bool is_elsewhere = is_about_loopback(condition.value) && !mentions_loopback(condition, scope);
      if (answer == Answer::kUnknown && !is_elsewhere) applies = Applies::kUnlessUnknown;
    }
    return applies;
  }

  bool mentions_loopback(const SettingCondition& condition, const Scope& scope) const {
    for (const std::string& key : condition.keys) {
      for (const std::size_t index : items_of_condition(key, scope)) {
        const std::string& text = substitution_.of(index).node->value;
        for (const std::string_view word : {"127.", "localhost", "::1", "unix"}) {
          if (text.find(word) != std::string::npos) return true;
        }
      }
    }
    return false;
  }

  bool are_met(const std::vector<SettingCondition>& conditions, const Scope& scope) const {
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const SettingCondition& condition) { return holds(condition, scope) == Answer::kYes; });
  }

  Answer holds(const SettingCondition& condition, const Scope& scope) const {
    bool found_any = false;
    Answer answer = Answer::kNo;
    for (const std::string& key : condition.keys) {
      for (const std::size_t index : items_of_condition(key, scope)) {
        found_any = true;
        if (accepts_absence(condition.value)) continue;
        const Answer next = any_is(condition.value, subject_at(substitution_.of(index)), vocabulary_).answer;
        if (next == Answer::kYes) return next;
        if (next == Answer::kUnknown && !is_delivered_otherwise(condition, key, scope, index)) answer = next;
      }
    }
    if (found_any) return answer;
    return condition.or_absent || accepts_absence(condition.value) ? Answer::kYes : Answer::kNo;
  }

  /// What a script sets is not known; what the file is delivered with is, and does not hold.
  bool is_delivered_otherwise(const SettingCondition& condition, std::string_view key, const Scope& scope,
                              std::size_t unknown) const {
    if (key.starts_with("../") || key.starts_with('/')) return false;
    const Path& path = paths_.of(key);
    bool found = false;
    for (const std::size_t index : with_values(tree_, find_inherited(path, scope))) {
      if (tree_.item(index).file == tree_.item(unknown).file) continue;
      if (any_is(condition.value, subject_at(substitution_.of(index)), vocabulary_).answer != Answer::kNo) return false;
      found = true;
    }
    return found;
  }

  std::vector<std::size_t> items_of_condition(std::string_view key, const Scope& scope) const {
    // The section around: `../@value` is the address of the virtual host that a location stands in.
    if (key.starts_with("../")) {
      if (scope.front() == SettingTree::kRoot) return {};
      return items_of_condition(key.substr(3), {section_of(scope.front())});
    }
    const Path& path = paths_.of(key);
    if (path.empty()) return {};
    const std::size_t root = SettingTree::kRoot;
    if (key.front() == '/') return values_or_sections(effective_items(tree_, tree_.find({&root, 1}, path)));
    const bool own_value = path.front().kind == PathPart::Kind::kSectionValue ||
                           (path.size() == 1 && tree_.item(scope.front()).node->key == path.front().name);
    // `<entry key="…" value="…"/>`: the attribute, not the element.
    if (own_value && tree_.main().syntax == Syntax::kXml) return tree_.find(scope, path);
    if (own_value) return {scope.front()};
    return values_or_sections(effective_items(tree_, find_inherited(path, scope)));
  }

  /// A section without a value is there all the same.
  std::vector<std::size_t> values_or_sections(const std::vector<std::size_t>& items) const {
    std::vector<std::size_t> values = with_values(tree_, items);
    return values.empty() ? items : values;
  }

  /// The name of a file that is pulled in is a text like any other.
  Subject subject_at(const SettingItem& item) const {
    Subject subject = subject_of(*item.node);
    for (const IncludeDirective& include : tree_.dialect().includes) {
      if (!include.tag.empty() && include.tag == item.node->tag) subject.candidates.front().reference = false;
    }
    return subject;
  }

  void judge_value(const SettingMatcher& matcher, std::size_t index, const Scope& scope, Applies applies) {
    const SettingDetector& setting = *matcher.setting;
    const SettingItem& item = tree_.item(index);
    const auto& excused = setting.unless_tags;
    if (std::find(excused.begin(), excused.end(), item.node->tag) != excused.end()) return;
    // What a name stands for is judged, and shown, where it is written.
    const SettingItem& written = substitution_.of(index);
    const Subject subject = subject_at(written);
    const Judged judged = any_is(setting.bad, subject, vocabulary_);
    const Answer bad = judged.answer;
    Evidence evidence = evidence_at(matcher, index, scope);
    if (bad == Answer::kYes) {
      std::optional<Pattern::Piece> part = judged.part;
      const Written text = written_in(*written.node);
      if (text.piece && part) part->offset += text.piece->offset;
      if (text.piece && !part) part = text.piece;
      evidence.place = {written.file->path, place_of_part(tree_, written, part)};
      evidence.value = judged.part && judged.part->offset + judged.part->length <= text.text.size()
                           ? text.text.substr(judged.part->offset, judged.part->length)
                           : text.text;
      if (written.file != item.file)
        evidence.related.push_back({{item.file->path, place_of_value(tree_, item)}, kValueUsedHere});
      if (applies == Applies::kUnlessUnknown) evidence.lowered = kExcuseUnknown;
      evidence_.push_back(std::move(evidence));
      return;
    }
    if (!setting.good.present()) return;
    const Answer good = all_are(setting.good, subject, vocabulary_);
    if (good == Answer::kYes) {
      evidence.kind = Kind::kPass;
      if (!catalog_.checks[matcher.check].secret) evidence.what += " = " + item.node->value;
      evidence_.push_back(std::move(evidence));
    } else if (bad == Answer::kUnknown) {
      say_open(matcher, std::move(evidence));
    }
  }

  Evidence evidence_at(const SettingMatcher& matcher, std::size_t index, const Scope& scope) const {
    const SettingItem& item = tree_.item(index);
    Evidence evidence;
    evidence.check = matcher.check;
    evidence.detector = matcher.detector;
    evidence.place = {item.file->path, place_of_value(tree_, item)};
    evidence.what = tree_.path_of(index);
    evidence.value = item.node->value;
    evidence.scope = tree_.path_of(scope.front());
    evidence.anchor = tree_.anchor_of(index);
    return evidence;
  }

  /// One open question a check and file is enough to be asked.
  void say_open(const SettingMatcher& matcher, Evidence evidence) {
    if (catalog_.checks[matcher.check].secret) return;
    if (!asked_.emplace(matcher.check, evidence.place.path).second) return;
    evidence.kind = Kind::kOpen;
    evidence_.push_back(std::move(evidence));
  }

  void judge_absence(const SettingMatcher& matcher, const Scope& scope) {
    const SettingDetector& setting = *matcher.setting;
    const bool at_root = scope.front() == SettingTree::kRoot;
    if ((at_root && !tree_.whole()) || tree_.fragment()) return;
    const std::string& version = tree_.dialect().assumed_version;
    if (!in_version_range(version, setting.absent->versions)) return;
    if (any_is(setting.bad, text_subject(setting.absent->value), vocabulary_).answer != Answer::kYes) return;
    const Applies answer = applies(setting, scope);
    if (answer == Applies::kNo) return;
    Evidence evidence;
    if (answer == Applies::kUnlessUnknown) evidence.lowered = kExcuseUnknown;
    evidence.check = matcher.check;
    evidence.detector = matcher.detector;
    evidence.confidence = Confidence::kDefault;
    evidence.absent = true;
    evidence.place = {tree_.item(scope.front()).file->path, place_of_absence(tree_, scope.front())};
    const std::string section = tree_.path_of(scope.front());
    const std::string key = setting.keys.empty() ? setting.key_matches.expression() : bare_name(setting.keys.front());
    evidence.what = section.empty() ? key : section + "/" + key;
    evidence.value = setting.absent->value;
    evidence.scope = section;
    evidence.default_value = setting.absent->value;
    evidence.version = version;
    evidence.source = setting.absent->source;
    evidence.anchor = tree_.anchor_of(scope.front()) + "/!" + key;
    // A file that could not be read in full, or is not there, may hold the key.
    const SettingTree::Missing missing = tree_.missing_include();
    if (missing == SettingTree::Missing::kWildcard) evidence.lowered = kIncludeMissing;
    if (!read_in_full() || missing == SettingTree::Missing::kFile) {
      say_open(matcher, std::move(evidence));
    } else {
      evidence_.push_back(std::move(evidence));
    }
  }

  bool read_in_full() const {
    const auto& problems = tree_.main().problems;
    return std::none_of(problems.begin(), problems.end(), [](const Problem& problem) {
      return problem.kind == Problem::Kind::kPartlyParsed || problem.kind == Problem::Kind::kNotParsed;
    });
  }

  static std::string bare_name(const std::string& key) { return key.starts_with("**/") ? key.substr(3) : key; }

  const SettingTree& tree_;
  SettingSubstitution substitution_;
  PathCache& paths_;
  Vocabulary vocabulary_;
  const Catalog& catalog_;
  std::vector<Evidence>& evidence_;
  std::set<std::pair<std::size_t, std::string>> asked_;
};

/// What scripts and other files write to configuration files.
void append_embedded(std::span<const FileFacts> files, std::vector<ScriptedSettings>& scripts) {
  for (const FileFacts& file : files) {
    for (const InnerFile& embedded : file.embedded) {
      ScriptedSettings settings;
      settings.facts.path = file.path;
      settings.facts.syntax = embedded.syntax;
      settings.facts.software = embedded.software;
      settings.facts.document = embedded.document;
      settings.target = embedded.path;
      settings.whole = embedded.whole;
      scripts.push_back(std::move(settings));
    }
  }
}

}  // namespace

MatchedSettings match_settings(const Catalog& catalog, const KnownValues& known, std::span<const std::size_t> checks,
                               std::span<const FileFacts> files) {
  MatchedSettings matched;
  PathCache paths;
  const TemplateVariables variables(catalog.template_rules, files);
  std::vector<Evidence>& evidence = matched.evidence;
  std::vector<ScriptedSettings> scripts = settings_of_scripts(catalog, files);
  append_embedded(files, scripts);
  const std::vector<SettingTree> trees = setting_trees(catalog, files, scripts);
  SettingMatchers matchers = setting_matchers(catalog, checks, trees);
  for (const SettingTree& tree : trees) {
    const std::size_t first = evidence.size();
    TreeJudge judge(catalog, known, variables, tree, paths, evidence);
    for (const std::size_t matcher : matchers.by_software[tree.dialect().software()])
      judge.judge(matchers.all[matcher]);
    for (const std::size_t matcher : matchers.by_syntax[tree.main().syntax]) judge.judge(matchers.all[matcher]);
    for (std::size_t i = first; i < evidence.size(); ++i) evidence[i].written_to = tree.target();
    for (const std::size_t item : tree.dead()) {
      const SettingItem& dead = tree.item(item);
      matched.dead.push_back({dead.file->path, dead.node->value_span});
    }
  }
  return matched;
}

}  // namespace cpsaudit
