#include "engine/join.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "engine/ascii.h"
#include "engine/device_path.h"
#include "engine/statement_functions.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// More places of one kind tell a reader nothing new.
constexpr std::size_t kMostPlaces = 4;
/// Several findings may stand at one place.
constexpr std::size_t kMostAsked = 64;

const LocalizedText kOneStory = {"Together with this place it is one weakness.",
                                 "この箇所と合わせて一つの弱点になります。"};

std::string_view folder_of(std::string_view path) {
  return path.substr(0, path.rfind('/') + 1);
}

bool has_value(std::string_view value, std::string_view wanted) {
  if (wanted.empty()) return false;
  const std::vector<std::string_view> tokens = split(value, " \t,:;|\"'");
  return value == wanted || std::find(tokens.begin(), tokens.end(), wanted) != tokens.end();
}

/// Is one of the tokens a name of the file?
bool has_other_name(std::string_view value, const std::vector<std::string>& names) {
  if (names.empty()) return false;
  const std::vector<std::string_view> tokens = split(value, " \t,:;|\"'=");
  return names_saved_file(value, names) || std::any_of(tokens.begin(), tokens.end(), [&](std::string_view token) {
           return names_saved_file(token, names);
         });
}

/// Is one of the numbers in `text` among the tokens of the other's value or words?
bool shares_number(std::string_view text, const Evidence& other) {
  for (const std::string_view token : split(text, " \t,:;|[]/\"'")) {
    const bool is_number = !token.empty() && std::all_of(token.begin(), token.end(), is_digit);
    if (!is_number) continue;
    if (has_value(other.value, token)) return true;
    if (std::find(other.words.begin(), other.words.end(), token) != other.words.end()) return true;
  }
  return false;
}

/// `root`, `root:$password`, `s/^root:/root:!/`: is the word the account's name, or does it name it in front of a
/// colon?
bool names_account(std::string_view word, std::string_view account) {
  if (account.empty() || word == account) return !account.empty();
  constexpr std::string_view kBefore = "^/|#,@!;\"'\n \t";
  for (std::size_t at = word.find(account); at != std::string_view::npos; at = word.find(account, at + 1)) {
    const bool begins = at == 0 || kBefore.find(word[at - 1]) != std::string_view::npos;
    const std::size_t end = at + account.size();
    if (begins && end < word.size() && word[end] == ':') return true;
  }
  return false;
}

/// A function that calls one that calls one.
constexpr unsigned kMostLevels = 3;
/// A script of more functions is generated: who calls whom is not asked.
constexpr std::size_t kMostFunctions = 400;

/// Which functions of a script call which; what stands in none of them is the function "".
class ScriptCalls {
 public:
  explicit ScriptCalls(const Document& document) {
    std::set<std::string_view> functions;
    for (const Command& command : document.commands) functions.insert(command.inside);
    if (functions.size() > kMostFunctions) return;
    for (const Command& command : document.commands) {
      for (const Word& word : command.words) {
        // `retry 3 fetch_kernel`: a wrapper of the script's own is given the function's name.
        if (word.text != command.inside && functions.contains(word.text)) calls_[command.inside].insert(word.text);
      }
    }
  }

  bool calls(const std::string& function, const std::string& other) {
    const auto [known, is_new] = reached_.try_emplace(function);
    if (is_new) known->second = reached_from(function);
    return known->second.contains(other);
  }

 private:
  std::set<std::string> reached_from(const std::string& function) const {
    std::set<std::string> reached;
    std::set<std::string> last = {function};
    for (unsigned level = 0; level < kMostLevels && !last.empty(); ++level) {
      std::set<std::string> next;
      for (const std::string& caller : last) {
        const auto called = calls_.find(caller);
        if (called == calls_.end()) continue;
        for (const std::string& callee : called->second) {
          if (reached.insert(callee).second) next.insert(callee);
        }
      }
      last = std::move(next);
    }
    return reached;
  }

  std::map<std::string, std::set<std::string>> calls_;
  std::map<std::string, std::set<std::string>> reached_;
};

class Joiner {
 public:
  Joiner(const Catalog& catalog, const ProductMap& products, std::span<const FileFacts> files,
         std::span<const LinkFacts> links, std::vector<Evidence>& evidence)
      : catalog_(catalog), products_(products), files_(files), links_(links), evidence_(evidence) {
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      if (evidence[i].kind != Kind::kFail) continue;
      const std::size_t segment = products.segment_of(evidence[i].place.path);
      segments_.insert(segment);
      if (is_part(evidence[i])) {
        of_detectors_[{segment, evidence[i].check, evidence[i].detector}].push_back(i);
      } else {
        of_checks_[{segment, evidence[i].check}].push_back(i);
      }
    }
  }

  void join(std::size_t check, std::size_t detector, const JoinDetector& join) {
    for (const std::size_t segment : segments_) {
      const std::vector<std::size_t> subjects = matches_of(segment, check, join.subject);
      subject_functions_.clear();
      for (const std::size_t i : subjects) subject_functions_.emplace(evidence_[i].place.path, evidence_[i].function);
      for (const std::size_t subject : subjects) {
        auto related = partners(segment, check, join, evidence_[subject]);
        if (!related) continue;
        Evidence joined = evidence_[subject];
        joined.check = check;
        joined.detector = detector;
        joined.related.insert(joined.related.end(), related->places.begin(), related->places.end());
        joined_.push_back(std::move(joined));
        told_.insert(subject);
        told_.insert(related->folded.begin(), related->folded.end());
        for (const std::size_t other : related->beside) stories_[other].insert(evidence_[subject].place);
      }
    }
  }

  void finish() {
    std::vector<Evidence> kept;
    for (const auto& [other, subjects] : stories_) {
      std::size_t count = 0;
      for (const Place& subject : subjects) {
        if (++count <= kMostPlaces) evidence_[other].related.push_back({subject, kOneStory});
      }
    }
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
      if (!is_part(evidence_[i]) && !told_.contains(i)) kept.push_back(std::move(evidence_[i]));
    }
    std::move(joined_.begin(), joined_.end(), std::back_inserter(kept));
    evidence_ = std::move(kept);
  }

 private:
  /// What stands beside a subject.
  struct Partners {
    std::vector<RelatedPlace> places;
    /// Findings that are told there and nowhere else; findings that stay.
    std::vector<std::size_t> folded;
    std::vector<std::size_t> beside;
  };

  bool is_part(const Evidence& evidence) const {
    return catalog_.checks[evidence.check].detectors[evidence.detector].is_part;
  }

  bool is_named(const std::vector<std::string>& names, const Check& check) const {
    const std::string& weakness = catalog_.weakness_of(check).id;
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return name == check.id || name == weakness || name == weakness + "/" + check.technology;
    });
  }

  /// In the order of the evidence, whatever found it.
  std::vector<std::size_t> matches_of(std::size_t segment, std::size_t check, const JoinPart& part) const {
    std::vector<std::size_t> found;
    for (const std::size_t detector : part.detectors) {
      const auto known = of_detectors_.find({segment, check, detector});
      if (known != of_detectors_.end()) found.insert(found.end(), known->second.begin(), known->second.end());
    }
    for (std::size_t other = 0; other < catalog_.checks.size() && !part.findings.empty(); ++other) {
      const auto known = of_checks_.find({segment, other});
      if (known == of_checks_.end() || !is_named(part.findings, catalog_.checks[other])) continue;
      found.insert(found.end(), known->second.begin(), known->second.end());
    }
    std::sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(evidence_[a].place, a) < std::tie(evidence_[b].place, b);
    });
    return found;
  }

  ScriptCalls& calls_in(const std::string& path) const {
    const auto known = script_calls_.find(path);
    if (known != script_calls_.end()) return known->second;
    const auto file = std::ranges::lower_bound(files_, path, {}, &FileFacts::path);
    static const Document kNothing;
    const bool is_known = file != files_.end() && file->path == path && file->document;
    return script_calls_.emplace(path, ScriptCalls(is_known ? *file->document : kNothing)).first->second;
  }

  /// The functions of a program that is read line by line; null for other files.
  const StatementFunctions* program_in(const std::string& path) const {
    const auto known = programs_.find(path);
    if (known != programs_.end()) return known->second ? &*known->second : nullptr;
    const auto file = std::ranges::lower_bound(files_, path, {}, &FileFacts::path);
    std::optional<StatementFunctions>& program = programs_[path];
    if (file == files_.end() || file->path != path || !file->document) return nullptr;
    const Dialect* dialect = catalog_.dialect(file->software);
    if (dialect == nullptr || !dialect->recognition.options.statements) return nullptr;
    return &program.emplace(*file->document);
  }

  /// In a script: does what stands in the function of `other` belong to what stands in that of `subject`?
  bool is_of_function(const Evidence& subject, const Evidence& other) const {
    if (other.place.path != subject.place.path) return false;
    if (const StatementFunctions* program = program_in(subject.place.path)) {
      const std::uint32_t function = program->function_at(other.place.span.begin.line);
      return function == 0 || function == program->function_at(subject.place.span.begin.line);
    }
    if (other.function == subject.function) return true;
    ScriptCalls& script = calls_in(subject.place.path);
    return script.calls(subject.function, other.function) || script.calls(other.function, subject.function) ||
           !subject_functions_.contains({other.place.path, other.function});
  }

  bool is_related(const JoinPart& part, const Evidence& subject, const Evidence& other) const {
    using Relation = JoinPart::Relation;
    switch (part.relation) {
      case Relation::kSameProduct:
        return true;
      case Relation::kSameFile:
        // What a script does to a file is about that file.
        return other.place.path == subject.place.path ||
               (!other.about.empty() && names_file(other.about, subject.place.path, links_));
      case Relation::kSameFolder:
        return folder_of(other.place.path) == folder_of(subject.place.path);
      case Relation::kNamesFile:
        return names_file(other.value, subject.place.path, links_);
      case Relation::kSameValue:
        return has_value(other.value, subject.value) || has_value(subject.value, other.value) ||
               (other.place.path == subject.place.path && has_other_name(other.value, subject.other_names));
      case Relation::kNamedFile:
        return names_file(subject.value, other.place.path, links_);
      case Relation::kSameFunction:
        return is_of_function(subject, other);
      case Relation::kSamePort:
        return shares_number(subject.value, other) || shares_number(subject.scope, other);
      case Relation::kNamesScope:
        return std::any_of(other.words.begin(), other.words.end(),
                           [&](const std::string& word) { return names_account(word, subject.scope); });
    }
    return false;
  }

  /// What a part of a join may be about: the same for all subjects.
  struct Candidates {
    /// By place.
    std::vector<std::size_t> all;
    /// Those of them that are about another file than the one they stand in.
    std::vector<std::size_t> about;
  };

  const Candidates& candidates_of(std::size_t segment, std::size_t check, const JoinPart& part) const {
    const auto [known, is_new] = candidates_.try_emplace({segment, &part});
    if (!is_new) return known->second;
    std::vector<std::size_t> found = matches_of(segment, check, part);
    std::erase_if(found, [&](std::size_t i) {
      return evidence_[i].lowered == kNotStarted || evidence_[i].lowered == kOverridden;
    });
    for (const std::size_t i : found) {
      if (!evidence_[i].about.empty()) known->second.about.push_back(i);
    }
    known->second.all = std::move(found);
    return known->second;
  }

  std::vector<std::size_t> related_to(std::size_t segment, std::size_t check, const JoinPart& part,
                                      const Evidence& subject) const {
    const Candidates& candidates = candidates_of(segment, check, part);
    std::span<const std::size_t> all = candidates.all;
    if (part.relation == JoinPart::Relation::kSameProduct) {
      // Of hundreds of places a reader is shown the first few.
      return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), kMostAsked))};
    }
    const bool by_path = part.relation == JoinPart::Relation::kSameFile && candidates.about.empty();
    if (by_path) {
      const auto path = [&](std::size_t i) -> const std::string& { return evidence_[i].place.path; };
      const auto [begin, end] = std::ranges::equal_range(all, subject.place.path, std::less<>(), path);
      return {begin, end};
    }
    std::vector<std::size_t> found;
    for (const std::size_t i : all) {
      if (is_related(part, subject, evidence_[i])) found.push_back(i);
    }
    return found;
  }

  /// The places of all that the join asks for; nothing when some of it is not there, or what excuses it is.
  std::optional<Partners> partners(std::size_t segment, std::size_t check, const JoinDetector& join,
                                   const Evidence& subject) const {
    const bool is_excused = std::any_of(join.without.begin(), join.without.end(), [&](const JoinPart& part) {
      return !related_to(segment, check, part, subject).empty();
    });
    if (is_excused) return std::nullopt;
    Partners partners;
    for (const JoinPart& part : join.with) {
      const std::vector<std::size_t> found = related_to(segment, check, part, subject);
      if (found.empty()) return std::nullopt;
      std::set<Place> places;
      for (const std::size_t i : found) {
        if (places.size() >= kMostPlaces) break;
        if (places.insert(evidence_[i].place).second) partners.places.push_back({evidence_[i].place, part.message});
        if (is_part(evidence_[i]) || evidence_[i].place == subject.place) continue;
        (part.fold ? partners.folded : partners.beside).push_back(i);
      }
    }
    return partners;
  }

  const Catalog& catalog_;
  const ProductMap& products_;
  std::span<const FileFacts> files_;
  std::span<const LinkFacts> links_;
  std::vector<Evidence>& evidence_;
  /// Files and their functions in which subjects of the join that is looked at stand.
  std::set<std::pair<std::string, std::string>> subject_functions_;
  mutable std::map<std::string, ScriptCalls> script_calls_;
  mutable std::map<std::string, std::optional<StatementFunctions>> programs_;
  std::set<std::size_t> segments_;
  /// By segment and check; by segment, check and detector.
  std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> of_checks_;
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, std::vector<std::size_t>> of_detectors_;
  mutable std::map<std::pair<std::size_t, const JoinPart*>, Candidates> candidates_;
  std::vector<Evidence> joined_;
  /// Told by a join.
  std::set<std::size_t> told_;
  /// By finding that stays: the subjects of the joins that it has a part in.
  std::map<std::size_t, std::set<Place>> stories_;
};

}  // namespace

void join_evidence(const Catalog& catalog, std::span<const std::size_t> checks, const ProductMap& products,
                   std::span<const FileFacts> files, std::span<const LinkFacts> links,
                   std::vector<Evidence>& evidence) {
  Joiner joiner(catalog, products, files, links, evidence);
  for (const std::size_t check : checks) {
    const auto& detectors = catalog.checks[check].detectors;
    for (std::size_t i = 0; i < detectors.size(); ++i) {
      if (const auto* join = std::get_if<JoinDetector>(&detectors[i].kind)) joiner.join(check, i, *join);
    }
  }
  joiner.finish();
}

}  // namespace cpsaudit
