#include "engine/field_names.h"

#include <algorithm>

#include "engine/call_pattern.h"
#include "engine/setting_path.h"
#include "engine/source_value.h"

namespace cpsaudit {

namespace {

/// A name that only one API has: it says the type by itself.
bool is_telling(std::string_view field) {
  constexpr std::size_t kLong = 10;
  const std::string_view name = last_name_of(field);
  return name.size() >= kLong && name.find('_') != std::string_view::npos;
}

bool type_fits(const FieldDetector& detector, const FieldInit& field) {
  return detector.types.empty() || is_any_type(detector.types, field.type) ||
         (field.type.empty() && is_telling(field.field));
}

/// `static bool verify_peer = false;` at file scope and `bool verify_peer = false` of a parameter: a switch of the
/// product like a field of that name. What a function keeps in a variable of its own may be a result on its way, and
/// what a constant does is told where it is used.
bool is_switch(const FieldInit& field) {
  if (field.how != FieldInit::How::kVariable || !field.is_settable) return false;
  if (field.value.constants.size() != 1) return false;
  const Constant& constant = field.value.constants.front();
  const bool is_number = constant.kind == Constant::Kind::kInteger && (constant.integer == 0 || constant.integer == 1);
  return constant.kind == Constant::Kind::kBoolean || is_number;
}

bool matches_field(const std::string& glob, std::string_view field) {
  return matches_wildcard(glob, field) || (field.starts_with(glob) && field.substr(glob.size()).starts_with('.'));
}

}  // namespace

std::string_view last_name_of(std::string_view path) {
  return path.substr(path.rfind('.') + 1);
}

bool matches_any_field(const std::vector<std::string>& globs, std::string_view field) {
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) { return matches_field(glob, field); });
}

bool is_any_type(const std::vector<std::string>& types, std::string_view type) {
  return std::any_of(types.begin(), types.end(), [&](const std::string& wanted) { return is_type(type, wanted); });
}

const std::vector<std::size_t>& FieldNames::fitting(const std::string& name, Named named) const {
  auto& known = named == Named::kVariable ? known_variables_ : known_fields_;
  const auto [answer, is_new] = known.try_emplace(name);
  if (!is_new) return answer->second;
  for (const NamePattern& by_name : by_pattern_) {
    // A detector of both fields and variables knows the names of either from both of its patterns.
    const FieldDetector& detector = *detectors_[by_name.detector];
    const bool speaks = named == Named::kVariable ? detector.variable.present() : detector.field_matches.present();
    if (speaks && by_name.pattern.found_in(name)) answer->second.push_back(by_name.detector);
  }
  return answer->second;
}

FieldNames::FieldNames(std::vector<const FieldDetector*> detectors) : detectors_(std::move(detectors)) {
  for (std::size_t i = 0; i < detectors_.size(); ++i) {
    const FieldDetector& detector = *detectors_[i];
    if (detector.absent) continue;
    if (detector.field_matches.present()) by_pattern_.push_back({i, detector.field_matches});
    if (detector.fields.empty() && detector.variable.present()) by_pattern_.push_back({i, detector.variable});
    for (const std::string& glob : detector.fields) {
      const std::string name(last_name_of(glob));
      auto& list = name.find('*') == std::string::npos ? by_last_name_[name] : by_wildcard_;
      if (list.empty() || list.back() != i) list.push_back(i);
    }
  }
}

std::vector<std::size_t> FieldNames::speaking_of(const FieldInit& field) const {
  std::vector<std::size_t> speaking;
  const auto add = [&](std::size_t detector) {
    if (type_fits(*detectors_[detector], field)) speaking.push_back(detector);
  };
  const bool is_variable = field.field.empty();
  const std::string name(is_variable ? field.variable : last_name_of(field.field));
  for (const std::size_t detector : fitting(name, is_variable ? Named::kVariable : Named::kField)) add(detector);
  if (is_variable && is_switch(field)) {
    for (const std::size_t detector : fitting(name, Named::kField)) {
      const FieldDetector& wanted = *detectors_[detector];
      if (wanted.types.empty() && !wanted.variable.present()) speaking.push_back(detector);
    }
  }
  if (is_variable) return speaking;
  const auto listed = [&](const std::vector<std::size_t>& list) {
    for (const std::size_t detector : list) {
      if (matches_any_field(detectors_[detector]->fields, field.field)) add(detector);
    }
  };
  if (const auto known = by_last_name_.find(name); known != by_last_name_.end()) listed(known->second);
  listed(by_wildcard_);
  return speaking;
}

}  // namespace cpsaudit
