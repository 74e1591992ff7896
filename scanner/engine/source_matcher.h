#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/call_flow.h"
#include "engine/call_pattern.h"
#include "engine/evaluate.h"
#include "engine/evidence.h"
#include "engine/product.h"
#include "engine/source_index.h"
#include "engine/source_value.h"
#include "engine/surroundings.h"

namespace cpsaudit {

/// What all matchers for C and C++ share: the facts, the checks, and where evidence goes.
class SourceMatcher {
 public:
  SourceMatcher(const Catalog& catalog, const KnownValues& known, std::span<const std::size_t> checks,
                std::span<const FileFacts> files, const ProductMap& products)
      : catalog_(catalog),
        checks_(checks),
        files_(files),
        products_(products),
        index_(files),
        uses_(catalog, known, checks, index_),
        flow_(files, index_, uses_),
        vocabulary_{known} {
    index_.add_build_macros(catalog, files);
    for (const CalledCall& seen : flow_.calls()) index_.add({seen.file, &seen.call, &seen});
  }

  void match_calls();
  void match_missing_calls();
  void match_fields();
  void match_absent_fields();
  void match_macros();
  void match_build_macros();
  void match_strings();
  void match_constant_returns();
  void match_comparisons();
  void match_answers();
  void match_pairs();

  /// For detectors with `once: function`: the first place stays, with some of the others beside it.
  void tell_once_a_function();

  std::vector<Evidence> take_evidence() { return std::move(evidence_); }

 private:
  /// Levels of callers in which an excuse is looked for.
  static constexpr unsigned kMostLevels = 4;

  /// Calls by the function that they stand in: the first of all calls in it, as index_ holds them, stands for it.
  using Companions = std::unordered_map<const CallReference*, std::vector<CallReference>>;

  /// Calls by the object that takes what they give.
  using Makers = std::unordered_map<std::string, std::vector<const CallReference*>>;

  /// Of one function: the calls that read what comes in, and the lambdas that are registered for it.
  struct Inflow {
    std::vector<const Call*> readers;
    std::vector<Span> lambdas;
  };

  /// A detector of some kind, and which one it is.
  template <typename Kind>
  struct Entry {
    std::size_t check = 0;
    std::size_t detector = 0;
    const Kind* kind = nullptr;
  };

  template <typename Kind>
  std::vector<Entry<Kind>> detectors() const {
    std::vector<Entry<Kind>> entries;
    for (const std::size_t check : checks_) {
      const auto& all = catalog_.checks[check].detectors;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (const auto* kind = std::get_if<Kind>(&all[i].kind)) entries.push_back({check, i, kind});
      }
    }
    return entries;
  }

  /// Is there a call that a function's name, or the pattern in its place, speaks of and that fits?
  template <typename Fits>
  bool any_call(const FunctionName& function, Fits fits) const {
    const auto is_such = [&](const CallReference& call) { return is_call_of(*call.call, function) && fits(call); };
    const auto any_named = [&](const std::string& name) {
      const auto calls = index_.calls_named(name);
      return std::any_of(calls.begin(), calls.end(), is_such);
    };
    if (!function.matches.present()) return any_named(function.name);
    const std::vector<std::string>& names = index_.called_names();
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return function.matches.found_in(name) && any_named(name); });
  }

  Evidence evidence_at(std::size_t check, std::size_t detector, const FileFacts& file, const CodePlace& place) const;
  /// Says under which condition of the program it holds; lowers what somebody else's option decides.
  void put_condition(Evidence& evidence, const Condition& condition) const;
  /// True when the value may also be something that is not bad.
  bool may_be_better(const SourceSubject& subject, const Predicate& bad) const;
  /// Judges one value; adds what follows to the evidence. `evidence` knows everything but its place.
  /// `seen`: when the value is that of a caller.
  void judge_value(Evidence evidence, const Value& value, const FileFacts& file, const Predicate& bad,
                   const Predicate& good, const CalledFact* seen = nullptr);

  void judge_call(const Entry<CallDetector>& entry, const CallReference& reference);
  void match_calls_by_pattern(const Entry<CallDetector>& entry);
  void match_good_calls(const Entry<CallDetector>& entry);
  /// What the detector asks for is there: a good place, where the detector can tell.
  void add_good_call(std::size_t check, std::size_t detector, const CallReference& reference, std::string what);
  void judge_any_argument(const Evidence& evidence, const CallReference& reference, const CallDetector& detector);
  void judge_callback(Evidence evidence, const Value& argument, const CallReference& reference,
                      const CallDetector& detector);
  void judge_answers(const Evidence& evidence, const Value& argument, const CallReference& reference,
                     const CallbackCondition& wanted);
  /// The argument is built from something that the detector does not trust.
  void judge_origins(Evidence evidence, const CallReference& reference, const CallDetector& detector);
  bool is_bad_by_name(const CallDetector& detector, const CallReference& reference) const;
  bool is_part_of_api(const CallReference& reference) const;
  bool stands_right(const Surroundings& wanted, const CallReference& reference, bool in_chain = false) const;
  bool has_excuse(const CallDetector& detector, const CallReference& reference) const;
  bool is_excused_here(const CallDetector& detector, const CallReference& reference) const;
  bool is_excused_inside(const CallDetector& detector, const CallReference& reference) const;
  bool is_excused_outside(const CallDetector& detector, const CallReference& reference, unsigned depth) const;
  bool is_called_for(const CallDetector& detector, const CallReference& reference, unsigned depth) const;
  /// Where a program looks at what came, to do something else for each text.
  struct BranchPoint {
    const FileFacts& file;
    const CodePlace& place;
    Span span;
    /// As written; its branch is told by it.
    std::string text;
    /// The answer is tested there and then.
    bool is_tested = false;
  };
  /// One of these is called in front of the chain, in the branch of the text, or by all who call the function.
  bool is_asked_on_the_way(const std::vector<CompanionCall>& companions, const BranchPoint& point) const;
  bool is_asked_on_the_way(const CallDetector& detector, const CallReference& reference) const;
  /// The call is one of these, or of a function that calls one.
  bool calls_one_of(const std::vector<CompanionCall>& companions, const CallReference& reference) const;
  bool callers_call_one_of(const std::vector<CompanionCall>& companions, const FileFacts& file,
                           const std::string& function) const;
  /// One of these reads in front of the place, or has the function registered, or a caller hands on what it gives.
  bool is_reached_from(const std::vector<CompanionCall>& sources, const FileFacts& file, const std::string& function,
                       const Span& place) const;
  bool is_reached_through_callers(const std::vector<CompanionCall>& sources, const FileFacts& file,
                                  const std::string& function) const;
  bool is_registered(const std::vector<CompanionCall>& sources, const FileFacts& file,
                     const std::string& function) const;
  bool registers_handler(const CallReference& reference) const;
  const Inflow& inflow_of(const std::vector<CompanionCall>& sources, const FileFacts& file,
                          const std::string& function) const;
  /// It is called, but the product's own function of that name does nothing: nobody is to rely on it.
  bool is_stubbed(const CallReference& reference) const;
  bool is_companion(const CompanionCall& companion, const CallReference& reference) const;
  const Companions& companions_of(const CompanionCall& companion) const;
  /// The result goes to a member or variable that nothing in the product reads.
  bool is_kept_for_nobody(const CallReference& reference) const;
  bool has_companion(const CompanionCall& companion, const CallReference& reference, bool same_object,
                     const Call* after) const;
  /// In a function, or in one that it calls.
  bool is_called_in(const CompanionCall& companion, const FileFacts& file, const std::string& function) const;
  /// In one that it calls.
  bool is_called_below(const CompanionCall& companion, const FileFacts& file, const std::string& function) const;
  const std::vector<const CallReference*>& functions_below(const FileFacts& file, const std::string& function) const;
  /// What the call works on came from one of these.
  bool is_made_by(const std::vector<std::string>& makers, const CallReference& reference) const;
  const Makers& makers_in(std::span<const CallReference> calls) const;
  bool object_is_made_by(const std::vector<std::string>& makers, const FileFacts& file, const std::string& function,
                         const std::string& object, unsigned depth) const;
  bool gives_other_answer(const ReturnDetector& detector, const CallbackAnswer& answer, const FileFacts& file) const;
  void judge_answer(const Entry<ReturnDetector>& entry, const CallbackAnswer& answer, const FileFacts& file);
  void judge_missing_call(const Entry<MissingCallDetector>& entry, const CallReference& reference);
  /// One of the functions that the call is given calls one of these; nothing when it is given none that is known.
  std::optional<bool> handlers_call(const std::vector<CompanionCall>& companions, const CallReference& reference) const;
  bool is_called_beside(const CompanionCall& companion, const CallReference& reference) const;
  bool handler_calls(const CompanionCall& companion, const Value& handler, const CallReference& reference) const;
  bool is_done_in_front(const MissingCallDetector& missing, const CallReference& reference) const;
  bool is_there(const std::vector<CompanionCall>& companions, MissingCallDetector::Reach reach,
                const CallReference& reference, unsigned depth) const;
  void judge_comparison(const Entry<ComparisonDetector>& entry, const FileFacts& file, const Comparison& comparison);
  /// Anywhere in the product of the file.
  bool is_called_in_product(const CompanionCall& companion, const FileFacts& file, const CodePlace& place) const;
  void judge_field(const Entry<FieldDetector>& entry, const FieldInit& field, const FileFacts& file,
                   const CalledField* seen);
  bool calls_around_hold(const FieldDetector& detector, const FileFacts& file, const CodePlace& place,
                         const std::string& variable) const;
  bool conditions_hold(const FieldDetector& detector, const FileFacts& file, const CodePlace& place,
                       const std::string& type, const std::string& variable, const std::vector<std::string>& set_fields,
                       const FieldInit* judged = nullptr) const;
  /// `judged`: the field that the condition is about, for tables, of which its row alone counts.
  Answer condition_holds(const SettingCondition& condition, const FileFacts& file, const CodePlace& place,
                         const std::string& type, const std::string& variable,
                         const std::vector<std::string>& set_fields, const FieldInit* judged = nullptr) const;

  const Catalog& catalog_;
  std::span<const std::size_t> checks_;
  std::span<const FileFacts> files_;
  const ProductMap& products_;
  SourceIndex index_;
  CallUses uses_;
  CallFlow flow_;
  Vocabulary vocabulary_;
  std::vector<Evidence> evidence_;
  /// What has been asked of functions_below().
  mutable std::map<std::pair<const FileFacts*, std::string>, std::vector<const CallReference*>> below_;
  /// What has been asked of companions_of(), by where it stands in the catalogue.
  mutable std::unordered_map<const CompanionCall*, Companions> companions_;
  /// What has been asked of makers_in(), by the calls.
  mutable std::map<std::pair<const CallReference*, std::size_t>, Makers> makers_;
  /// What has been asked of inflow_of(), is_registered() and is_reached_through_callers(), by the detector's list.
  using Sources = const std::vector<CompanionCall>*;
  mutable std::map<std::pair<Sources, const CallReference*>, Inflow> inflows_;
  mutable std::map<Sources, std::multimap<std::string, const FileFacts*>> handlers_;
  mutable std::map<std::pair<Sources, std::pair<const FileFacts*, std::string>>, bool> reached_;
  /// Check and file that have an open question already, or a missing call.
  std::set<std::pair<std::size_t, std::string>> asked_;
  std::set<std::pair<std::size_t, std::string>> told_missing_;
};

}  // namespace cpsaudit
