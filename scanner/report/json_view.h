#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace cpsaudit {

/// A value of a document that may hold anything: whoever asks for what is not there, or is of another type, gets
/// nothing instead of an exception. Included by .cpp files only.
class JsonView {
 public:
  using Json = nlohmann::json;

  JsonView() = default;
  explicit JsonView(const Json& value) : value_(&value) {}

  bool exists() const { return value_ != nullptr; }
  bool is_array() const { return exists() && value_->is_array(); }
  bool is_object() const { return exists() && value_->is_object(); }

  JsonView operator[](std::string_view name) const {
    if (!is_object()) return {};
    const auto found = value_->find(name);
    return found == value_->end() ? JsonView() : JsonView(*found);
  }
  JsonView operator[](std::size_t index) const {
    return is_array() && index < value_->size() ? JsonView((*value_)[index]) : JsonView();
  }
  std::size_t size() const { return is_array() ? value_->size() : 0; }

  std::string text() const { return exists() && value_->is_string() ? value_->get<std::string>() : std::string(); }
  /// Not negative; nothing for what is no whole number.
  std::optional<std::uint64_t> number() const {
    if (!exists() || !value_->is_number_unsigned()) return std::nullopt;
    return value_->get<std::uint64_t>();
  }
  std::optional<double> decimal() const {
    if (!exists() || !value_->is_number()) return std::nullopt;
    return value_->get<double>();
  }
  /// False for what is no truth value.
  bool truth() const { return exists() && value_->is_boolean() && value_->get<bool>(); }

  /// The elements of an array; of anything else there are none.
  template <typename Body>
  void each(Body body) const {
    for (std::size_t i = 0; i < size(); ++i) body(JsonView((*value_)[i]));
  }

  /// The members of an object, by name.
  template <typename Body>
  void each_member(Body body) const {
    if (!is_object()) return;
    for (const auto& [name, value] : value_->items()) body(name, JsonView(value));
  }

 private:
  const Json* value_ = nullptr;
};

}  // namespace cpsaudit
