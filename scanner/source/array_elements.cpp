#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include "source/value_reading.h"

// Arrays that are filled element by element: `key[0] = 0x2b; key[1] = 0x7e; …`
namespace cpsaudit {
namespace {

/// Fewer may be anything.
constexpr std::size_t kFewestBytes = 4;

}  // namespace

std::optional<Constant> ValueReader::filled(const clang::VarDecl& variable, const std::string& path) const {
  const auto known = assignments_.elements.find({variable.getCanonicalDecl(), path});
  if (known == assignments_.elements.end() || known->second.size() < kFewestBytes) return std::nullopt;
  std::string bytes;
  const clang::Expr* first = nullptr;
  const clang::Expr* last = nullptr;
  for (const auto& [index, given] : known->second) {
    if (index != bytes.size() || given.size() != 1) return std::nullopt;
    const clang::Expr* element = stripped(given.front().value);
    std::uint64_t value = 256;
    if (const auto* integer = llvm::dyn_cast_or_null<clang::IntegerLiteral>(element)) {
      value = integer->getValue().getLimitedValue();
    } else if (const auto* character = llvm::dyn_cast_or_null<clang::CharacterLiteral>(element)) {
      value = character->getValue();
    }
    if (value > 0xFF) return std::nullopt;
    bytes += static_cast<char>(value);
    if (first == nullptr) first = given.front().value;
    last = given.front().value;
  }
  return bytes_constant(std::move(bytes), *first, *last);
}

std::optional<Constant> ValueReader::filled_array(const clang::Expr& array) const {
  const auto [variable, path] = field_of_variable(&array);
  if (variable == nullptr) return std::nullopt;
  return filled(*variable, path);
}

std::vector<const clang::Expr*> ValueReader::element_expressions(const clang::Expr& array) const {
  std::vector<const clang::Expr*> elements;
  const auto [variable, path] = field_of_variable(&array);
  if (variable == nullptr) return elements;
  const auto known = assignments_.elements.find({variable->getCanonicalDecl(), path});
  if (known == assignments_.elements.end()) return elements;
  for (const auto& [index, given] : known->second) {
    if (index != elements.size()) break;
    elements.push_back(given.front().value);
  }
  return elements;
}

}  // namespace cpsaudit
