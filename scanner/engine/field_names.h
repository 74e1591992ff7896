#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/check.h"
#include "engine/pattern.h"
#include "facts/source_facts.h"

namespace cpsaudit {

/// Which of some field detectors speak of a field or variable, by what it is called and by the type that it is part of.
/// Refers to the detectors, which must outlive it. Not thread-safe: it remembers what patterns say.
class FieldNames {
 public:
  /// Detectors of absent fields are left out: they speak of none that is there.
  explicit FieldNames(std::vector<const FieldDetector*> detectors);

  /// Indexes into the detectors, in an order that depends on nothing but them and the names.
  std::vector<std::size_t> speaking_of(const FieldInit& field) const;

 private:
  struct NamePattern {
    std::size_t detector = 0;
    Pattern pattern;
  };
  /// Indexes of detectors, in the order of the patterns that fit.
  using Known = std::unordered_map<std::string, std::vector<std::size_t>>;

  enum class Named { kVariable, kField };
  /// Those whose patterns fit the name.
  const std::vector<std::size_t>& fitting(const std::string& name, Named named) const;

  std::vector<const FieldDetector*> detectors_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_last_name_;
  std::vector<std::size_t> by_wildcard_;
  std::vector<NamePattern> by_pattern_;
  /// The same names come again and again.
  mutable Known known_variables_;
  mutable Known known_fields_;
};

/// "uri" of "broker.address.uri".
std::string_view last_name_of(std::string_view path);

/// One of the globs fits the path or something that it is part of.
bool matches_any_field(const std::vector<std::string>& globs, std::string_view field);

bool is_any_type(const std::vector<std::string>& types, std::string_view type);

}  // namespace cpsaudit
