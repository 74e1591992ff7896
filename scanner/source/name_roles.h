#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "source/token_view.h"

namespace cpsaudit {

/// What an identifier that nobody declared is used as.
enum class NameRole : std::uint8_t { kValue, kType, kTemplate, kScope, kClass };

/// A name at one place.
struct NameUse {
  NameRole role = NameRole::kValue;
  /// `typedef Name other;`
  bool behind_typedef = false;
  /// `[Name]`, `[Name + 1]`
  bool array_bound = false;
};

/// How a template that nobody declared is called: one entry an argument.
struct TemplateShape {
  std::vector<bool> is_value;
};

/// Guesses from the tokens around a name what it must be, so that it can be declared in passing.
class NameRoles {
 public:
  /// Keeps references to both.
  NameRoles(const RawFile& file, const TokenView& code, bool cplusplus);

  /// The role at this very place (an offset in the text), else that of the name.
  NameUse at(std::uint32_t offset, std::string_view name) const;
  NameRole of(std::string_view name) const;
  bool is_scope(std::string_view name) const;
  TemplateShape template_shape(std::string_view name) const;
  /// "struct" or "union" when that stands before the name at this very place and the file has no definition of it.
  std::string_view unknown_record(std::uint32_t offset, std::string_view name) const;

  /// The file defines `class outer::name`.
  bool is_inner_record(std::string_view outer, std::string_view name) const;

  /// The file asks for `::name`, of no other scope.
  bool is_global(std::string_view name) const { return globals_.contains(name); }

  /// Names that stand where only an attribute-like macro can: `void IRAM_ATTR f(void)`. With "(...)" when called.
  const std::vector<std::string>& attribute_macros() const { return attribute_macros_; }
  /// Names that stand next to a string literal as if they were one: `"http://" HOST "/"`.
  const std::vector<std::string>& string_macros() const { return string_macros_; }
  /// Names that stand for the head of a function: `TEST_CASE("text") { … }`.
  const std::vector<std::string>& function_macros() const { return function_macros_; }

 private:
  enum Evidence : std::uint8_t { kNone = 0, kMaybe = 1, kType = 2, kTemplate = 4, kScope = 8, kClass = 16 };

  std::uint8_t evidence(const TokenView& view, std::uint32_t i) const;
  std::uint8_t type_evidence(const TokenView& view, std::uint32_t i) const;
  std::uint8_t pointer_evidence(const TokenView& view, std::uint32_t i) const;
  bool opens_template(const TokenView& view, std::uint32_t i, std::uint32_t& behind) const;
  void collect_macros(const TokenView& view);
  void collect_function_macros();
  bool looks_like_attribute(const TokenView& view, std::uint32_t i) const;
  bool looks_like_statement_macro(const TokenView& view, std::uint32_t i) const;
  static NameRole role(std::uint8_t evidence);
  /// The token that starts at `offset` and reads `name`; the number of tokens when there is none.
  std::uint32_t token_at(std::uint32_t offset, std::string_view name) const;

  const RawFile& file_;
  const TokenView& code_;
  bool cplusplus_;
  std::unordered_map<std::string_view, std::uint8_t> names_;
  std::unordered_map<std::string_view, TemplateShape> templates_;
  std::unordered_set<std::string_view> records_;
  std::unordered_set<std::string_view> globals_;
  std::set<std::pair<std::string_view, std::string_view>> inner_records_;
  std::vector<std::string> attribute_macros_;
  std::vector<std::string> string_macros_;
  std::vector<std::string> function_macros_;
};

}  // namespace cpsaudit
