#pragma once

#include <deque>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/call_uses.h"
#include "engine/finding.h"
#include "engine/source_index.h"

namespace cpsaudit {

/// A fact of a function as it is for one of the function's callers: what the function takes from a parameter is what
/// that caller gives. It stands where the caller is.
struct CalledFact {
  const FileFacts* file = nullptr;
  /// Arguments that come from the caller, from 1; 0 is the receiver. For fields 1 is the value.
  std::set<unsigned> given;
  /// The result goes where the caller lets it go.
  bool result_given = false;
  /// The caller asks for it: by a parameter that is the condition of the call, or by the very name of the function.
  bool condition_given = false;
  /// The same fact one call further in: in the function that is called.
  CallReference inner;
  /// From the caller to the place where the value is used.
  std::vector<RelatedPlace> steps;
};

/// A call of `inner.call` through a function of the product.
struct CalledCall : CalledFact {
  Call call;
};

/// A field that a function of the product sets for its caller.
struct CalledField : CalledFact {
  FieldInit field;
  /// The field as the function sets it, and the file of that.
  const FieldInit* origin = nullptr;
  const FileFacts* origin_file = nullptr;
};

/// Follows what callers give to functions of the product, over the whole tree, to a fixed point.
class CallFlow {
 public:
  CallFlow(std::span<const FileFacts> files, const SourceIndex& index, const CallUses& uses);

  const std::deque<CalledCall>& calls() const { return calls_; }
  const std::deque<CalledField>& fields() const { return fields_; }
  /// The same call as seen from each of its function's callers.
  std::span<const CalledCall* const> seen_from_callers(const Call& call) const;
  /// True when what the call does hangs on a parameter, and every caller says which: what it does is said there.
  bool is_decided_by_callers(const Call& call) const { return is_decided(&call); }
  bool is_decided_by_callers(const FieldInit& field) const { return is_decided(&field); }
  /// The function of the product that a call is a call of; nothing when none is, or several may be.
  struct Target {
    const FileFacts* file = nullptr;
    const FunctionDefinition* function = nullptr;
  };
  Target target_of(const CallReference& reference) const;

  /// Functions that other files may call and that hand on what some detector looks at, by qualified name, and fields
  /// that point to them. Sorted.
  const std::set<std::string>& wrappers() const { return wrappers_; }
  /// Those of them of whose arguments it matters what they are built from.
  const std::set<std::string>& traced_wrappers() const { return traced_wrappers_; }

 private:
  struct Item {
    CallReference call;
    const CalledCall* from = nullptr;
    unsigned depth = 0;
  };

  void find_functions(std::span<const FileFacts> files);
  std::vector<Target> definitions_of(const FileFacts& file, const std::string& function) const;
  std::span<const CallReference> callers_of(const Target& target) const;
  bool fits(const CallReference& reference, const Target& target) const;
  std::vector<Target> targets_by_name(const CallReference& reference) const;
  std::vector<Target> targets_by_pointer(const CallReference& reference) const;
  void resolve_calls();

  void follow_call(const Item& item);
  void follow_field(const FileFacts& file, const FieldInit& field, const CalledField* from, unsigned depth);
  /// How much of a call its function's callers decide.
  enum class Share {
    /// Only what one of its values came from, which another function of the class was given.
    kElsewhere,
    kOwn,
    /// The same, but nothing except fields of records that they hand over.
    kParts,
  };
  void add_call(const Item& item, const Target& target, Share share, const CallReference& caller);
  void note_wrapper(const Target& target);
  bool is_decided(const void* fact) const;
  struct Decision;
  static Decision decide_all(std::vector<Condition>& conditions, const Target& target, const Call& caller);
  const FunctionDefinition* function_around(const FileFacts& file, const Call& call) const;

  const SourceIndex& index_;
  const CallUses& uses_;
  std::unordered_map<std::string, std::vector<Target>> definitions_;
  std::map<std::pair<const FileFacts*, std::string>, std::vector<Target>> own_definitions_;
  /// By the field that points to a function, and the other way round.
  std::unordered_map<std::string, std::vector<std::pair<const FileFacts*, const FunctionPointer*>>> pointers_;
  std::unordered_map<const FunctionDefinition*, std::set<std::string>> fields_of_;
  std::unordered_map<const FunctionDefinition*, std::vector<CallReference>> callers_;
  std::unordered_map<const Call*, Target> targets_;
  std::deque<CalledCall> calls_;
  std::deque<CalledField> fields_;
  std::map<const Call*, std::vector<const CalledCall*>> seen_;
  /// Calls that hang on a parameter: is there a caller of whom nobody can say what it gives?
  std::unordered_map<const void*, bool> left_open_;
  std::deque<Item> waiting_;
  std::set<std::string> wrappers_;
  std::set<std::string> traced_wrappers_;
};

}  // namespace cpsaudit
