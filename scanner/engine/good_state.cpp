#include "engine/good_state.h"

#include <algorithm>

namespace cpsaudit {

namespace {

bool share_a_name(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  return std::any_of(one.begin(), one.end(), [&](const std::string& name) {
    return std::find(other.begin(), other.end(), name) != other.end();
  });
}

/// One overload a kind that can name a good state.
struct Stated {
  bool operator()(const SettingDetector& setting) const { return setting.good.present() || !setting.good_when.empty(); }
  bool operator()(const CommandDetector& command) const {
    const CommandPattern& good = command.good;
    return !good.program.empty() || !good.environment.empty() || good.environment_matches.present();
  }
  bool operator()(const CallDetector& call) const { return call.good.present() || !call.good_calls.empty(); }
  bool operator()(const FieldDetector& field) const { return field.good.present() || !field.good_when.empty(); }
  bool operator()(const MacroDetector& macro) const { return macro.good.present(); }
  bool operator()(const StringDetector& string) const { return string.good.present(); }
  bool operator()(const PairDetector& pair) const { return pair.good.present(); }
  bool operator()(const ComparisonDetector& comparison) const { return !comparison.good_operators.empty(); }
  template <typename Other>
  bool operator()(const Other&) const {
    return false;
  }
};

/// Is there another detector of the same kind that `judges`?
template <typename Kind, typename Judges>
bool another(const Check& check, std::size_t detector, const Judges& judges) {
  for (std::size_t i = 0; i < check.detectors.size(); ++i) {
    const auto* kind = i == detector ? nullptr : std::get_if<Kind>(&check.detectors[i].kind);
    if (kind != nullptr && judges(*kind)) return true;
  }
  return false;
}

/// One overload a kind the good state of which follows from the bad one.
struct Derived {
  const Check& check;
  std::size_t detector;

  bool operator()(const MissingCallDetector&) const { return true; }
  bool operator()(const ComparisonDetector& comparison) const { return !comparison.unless_called.empty(); }
  // Other rights, or another owner.
  bool operator()(const FileDetector& file) const { return file.mode != 0 || file.owner.present(); }
  bool operator()(const CallDetector& call) const {
    if (call.argument || call.any_argument || call.callback) return false;
    if (call.missing_argument) {
      return !another<CallDetector>(check, detector, [&](const CallDetector& other) {
        return other.argument == call.missing_argument && share_a_name(other.functions, call.functions);
      });
    }
    return call.is_about_answer() || !call.unless_called.empty() || !call.unless_called_later.empty();
  }
  bool operator()(const FieldDetector& field) const {
    return field.absent && !another<FieldDetector>(check, detector, [&](const FieldDetector& other) {
             return !other.absent && share_a_name(other.fields, field.fields);
           });
  }
  template <typename Other>
  bool operator()(const Other&) const {
    return false;
  }
};

/// What is good is shown by those that judge what is given there, or is none of the detector's business.
bool leaves_it_to_others(const Detector& detector) {
  if (std::holds_alternative<JoinDetector>(detector.kind) ||
      std::holds_alternative<SuppressionDetector>(detector.kind)) {
    return true;
  }
  const auto* call = std::get_if<CallDetector>(&detector.kind);
  if (call != nullptr && call->missing_argument) return true;
  const auto* field = std::get_if<FieldDetector>(&detector.kind);
  return field != nullptr && field->absent;
}

}  // namespace

bool states_good(const Detector& detector) {
  return std::visit(Stated{}, detector.kind);
}

bool derives_good(const Check& check, std::size_t detector) {
  if (check.detectors[detector].no_good != NoGood::kUnsaid || check.detectors[detector].is_part) return false;
  return std::visit(Derived{check, detector}, check.detectors[detector].kind);
}

GoodState good_state_of(const Check& check, std::size_t detector) {
  const Detector& of = check.detectors[detector];
  if (states_good(of)) return GoodState::kStated;
  if (of.no_good != NoGood::kUnsaid || of.is_part) return GoodState::kNone;
  return derives_good(check, detector) || leaves_it_to_others(of) ? GoodState::kDerived : GoodState::kUnsaid;
}

}  // namespace cpsaudit
