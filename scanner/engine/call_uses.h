#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/call_pattern.h"
#include "engine/catalog.h"
#include "engine/evaluate.h"
#include "engine/field_names.h"
#include "engine/source_index.h"

namespace cpsaudit {

/// Which parts of a call some detector looks at.
struct CallInterest {
  /// Arguments from 1; 0 is the receiver.
  std::set<unsigned> arguments;
  /// Of these the ones that may be a part of a record that the caller fills: what is judged is what they are, not how
  /// they are called.
  std::set<unsigned> parts = {};
  /// What the call works on: the receiver, or the first argument.
  bool object = false;
  /// What becomes of its result.
  bool result = false;
  /// Every argument.
  bool all = false;
  /// What the records that it is given are filled with as well.
  bool contents = false;
  /// Whether the call is reached at all.
  bool reached = false;
  /// Whether a function calls it, however far below.
  bool below = false;
};

/// What detectors want of calls. Refers to the catalogue, the known values and the index, which must outlive it.
class CallUses {
 public:
  CallUses(const Catalog& catalog, const KnownValues& known, std::span<const std::size_t> checks,
           const SourceIndex& index);

  /// What some detector looks at in a call of that name, whatever the call says; null when none does.
  const CallInterest* named(const std::string& name) const;

  /// It matters who calls it, because checks look for such functions in what is handed over.
  bool is_guard(const std::string& name) const;

  /// What is still of interest in this call to somebody who asks what callers of the function around it decide.
  /// What the call itself says is held against the detectors: `log("started", name)` is none that prints a password,
  /// whoever calls it. Nothing when no detector can come of it.
  std::optional<CallInterest> left_to_callers(const CallReference& call) const;
  /// The same for a field: can a detector come of what callers give it?
  bool is_left_to_callers(const FieldInit& field, const FileFacts& file) const;

 private:
  /// One detector's view of a function: as what it looks for, or as a companion of that.
  struct Use {
    FunctionName function;
    /// The detector when the call is what it looks for; null for companions and for what fields are handed to.
    const CallDetector* detector = nullptr;
    const std::vector<ArgumentCondition>* where = nullptr;
    CallInterest interest;
  };
  struct Gatherer;

  void add(const std::string& function, Use use);
  bool may_hold(const Use& use, const CallReference& call) const;
  std::vector<std::string> functions_of(const MissingCallDetector& missing) const;
  /// Is there a call that the detector looks at?
  bool is_any_call(const std::vector<std::string>& functions, const std::vector<ArgumentCondition>& where) const;
  bool is_everyday(const std::string& function) const;
  bool is_any_called(const std::vector<std::string>& functions) const;
  bool may_stand_right(const Surroundings& wanted) const;

  const SourceIndex& index_;
  Vocabulary vocabulary_;
  std::unordered_map<std::string, std::vector<Use>> uses_;
  std::unordered_map<std::string, CallInterest> named_;
  std::vector<const FieldDetector*> field_detectors_;
  FieldNames field_names_{{}};
  std::vector<Pattern> guards_;
  mutable std::unordered_map<std::string, bool> known_guards_;
};

}  // namespace cpsaudit
