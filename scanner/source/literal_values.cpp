#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>

#include "source/value_reading.h"

// What an expression says by itself: literals, lists of them, and arithmetic.
namespace cpsaudit {
namespace {

constexpr unsigned kMostElements = 4096;

}  // namespace

Constant ValueReader::string_constant(const clang::StringLiteral& literal) const {
  Constant constant;
  constant.kind = Constant::Kind::kString;
  constant.string = literal.getCharByteWidth() == 1 ? literal.getBytes().str() : std::string();
  if (literal.getCharByteWidth() != 1) {
    for (unsigned i = 0; i < literal.getLength(); ++i) {
      const std::uint32_t unit = literal.getCodeUnit(i);
      constant.string += unit < 0x80 ? static_cast<char>(unit) : '?';
    }
  }
  constant.string.resize(std::min(constant.string.size(), constant.string.find('\0')));
  // Macros that nobody defined stand as "{}" (see the parser): those parts are not known.
  const clang::SourceManager& sources = context_.getSourceManager();
  const auto made_up = [&](unsigned i) {
    return sources.isWrittenInScratchSpace(sources.getSpellingLoc(literal.getStrTokenLoc(i)));
  };
  unsigned first = 0;
  unsigned last = literal.getNumConcatenated() - 1;
  while (first < last && made_up(first)) ++first;
  while (last > first && made_up(last)) --last;
  constant.complete = constant.string.find("{}") == std::string::npos;
  for (unsigned i = 0; !constant.complete && i < literal.getNumConcatenated(); ++i) {
    if (made_up(i)) break;
    constant.complete = i + 1 == literal.getNumConcatenated();
  }
  places_.locate(constant, literal.getStrTokenLoc(first), literal.getStrTokenLoc(last));
  return constant;
}

bool ValueReader::read_literal(Reading& reading, const clang::Expr* expression) const {
  Constant constant;
  if (const auto* literal = llvm::dyn_cast<clang::StringLiteral>(expression)) {
    reading.add(string_constant(*literal));
    return true;
  }
  if (const auto* integer = llvm::dyn_cast<clang::IntegerLiteral>(expression)) {
    constant.integer = static_cast<std::int64_t>(integer->getValue().getLimitedValue());
  } else if (const auto* character = llvm::dyn_cast<clang::CharacterLiteral>(expression)) {
    constant.integer = character->getValue();
  } else if (const auto* boolean = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(expression)) {
    constant.kind = Constant::Kind::kBoolean;
    constant.integer = boolean->getValue() ? 1 : 0;
  } else if (llvm::isa<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr>(expression)) {
    constant.kind = Constant::Kind::kNull;
  } else if (llvm::isa<clang::FloatingLiteral>(expression)) {
    constant.kind = Constant::Kind::kFloat;
    constant.string = places_.text(expression->getSourceRange());
  } else if (const auto* user = llvm::dyn_cast<clang::UserDefinedLiteral>(expression)) {
    // `"text"s`, `"text"_json`: the text.
    if (user->getNumArgs() == 0) return false;
    return read_literal(reading, user->getArg(0)->IgnoreParenImpCasts());
  } else {
    return false;
  }
  places_.locate(constant, expression->getBeginLoc(), expression->getEndLoc());
  // `true`, `false` and NULL are macros in C: their names say what they are.
  for (const std::string& symbol : reading.value.symbols) {
    if (symbol == "true" || symbol == "false" || symbol == "TRUE" || symbol == "FALSE") {
      constant.kind = Constant::Kind::kBoolean;
    }
    if (symbol == "NULL") constant.kind = Constant::Kind::kNull;
  }
  reading.add(std::move(constant));
  return true;
}

/// `{.data = (uint8_t *)"x", .length = 1}`, `{"x", 1}`: a text in a record that knows how long it is.
bool ValueReader::read_counted_text(Reading& reading, const clang::InitListExpr& list) const {
  constexpr unsigned kMostParts = 4;
  if (list.getNumInits() > kMostParts) return false;
  const clang::StringLiteral* text = nullptr;
  for (const clang::Expr* element : list.inits()) {
    const auto* designated = llvm::dyn_cast_or_null<clang::DesignatedInitExpr>(element);
    const clang::Expr* value = designated == nullptr ? element : designated->getInit();
    if (const clang::StringLiteral* found = text_in(value)) {
      if (text != nullptr) return false;
      text = found;
      continue;
    }
    const clang::Expr* inner = value == nullptr ? nullptr : stripped(value);
    if (llvm::isa_and_nonnull<clang::ImplicitValueInitExpr>(inner)) continue;
    // A number: how long it is, or may be.
    const bool number = inner != nullptr && !inner->getType().isNull() && !inner->isTypeDependent() &&
                        inner->getType()->isIntegerType() && !inner->getType()->isBooleanType();
    if (!number) return false;
  }
  return text != nullptr && read_literal(reading, text);
}

/// `{"x"}` is its element; bytes and characters are a text.
bool ValueReader::read_list(Reading& reading, const clang::InitListExpr& list, int depth) const {
  const unsigned count = std::min(list.getNumInits(), kMostElements);
  const std::uint64_t size = count == 1 && !list.getType().isNull() ? bytes_in(list.getType()) : 0;
  if (const auto* zero = size < 2 ? nullptr : llvm::dyn_cast_or_null<clang::IntegerLiteral>(stripped(list.getInit(0)));
      zero != nullptr && zero->getValue() == 0) {
    reading.add(full_of(0, size, *list.getInit(0)));
    return true;
  }
  if (count == 1) {
    read_into(reading, list.getInit(0), depth + 1);
    return true;
  }
  if (count == 0) return false;
  if (read_counted_text(reading, list)) return true;
  std::string bytes;
  for (unsigned i = 0; i < count; ++i) {
    const clang::Expr* element = list.getInit(i);
    element = element == nullptr ? nullptr : element->IgnoreParenImpCasts();
    std::uint64_t value = 0;
    if (const auto* integer = llvm::dyn_cast_or_null<clang::IntegerLiteral>(element)) {
      value = integer->getValue().getLimitedValue();
    } else if (const auto* character = llvm::dyn_cast_or_null<clang::CharacterLiteral>(element)) {
      value = character->getValue();
    } else if (element != nullptr && llvm::isa<clang::StringLiteral>(element)) {
      // A table of texts: each may be meant.
      for (unsigned k = 0; k < count; ++k) {
        if (const clang::Expr* text = list.getInit(k)) read_literal(reading, text->IgnoreParenImpCasts());
      }
      reading.open = true;
      return true;
    } else {
      return false;
    }
    if (value > 0xFF) return false;
    bytes += static_cast<char>(value);
  }
  Constant constant = bytes_constant(std::move(bytes), *list.getInit(0), *list.getInit(count - 1));
  // Of several lines: from what opens them on, beside the name that they are given to.
  Constant opening;
  places_.locate(opening, list.getLBraceLoc(), list.getLBraceLoc());
  const bool is_above =
      opening.span.known() && opening.file == constant.file && opening.span.begin.line < constant.span.begin.line;
  if (is_above) constant.span.begin = opening.span.begin;
  reading.add(std::move(constant));
  return true;
}

std::uint64_t ValueReader::bytes_in(clang::QualType type) const {
  const auto* array = type.isNull() ? nullptr : context_.getAsConstantArrayType(type);
  if (array == nullptr || array->getSize().ugt(kMostElements)) return 0;
  const clang::QualType element = array->getElementType();
  const bool bytes = element->isSpecificBuiltinType(clang::BuiltinType::UChar);
  return bytes ? array->getSize().getLimitedValue() : 0;
}

Constant ValueReader::full_of(std::int64_t byte, std::uint64_t size, const clang::Expr& expression) const {
  Constant constant;
  constant.kind = Constant::Kind::kBytes;
  constant.string.assign(size, static_cast<char>(byte));
  places_.locate(constant, expression.getBeginLoc(), expression.getEndLoc());
  return constant;
}

/// A text when all of it can be read, else bytes.
Constant ValueReader::bytes_constant(std::string bytes, const clang::Expr& first, const clang::Expr& last) const {
  Constant constant;
  constant.kind = Constant::Kind::kString;
  const bool text = std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return (c >= ' ' && c <= '~') || c == '\0' || c == '\t' || c == '\r' || c == '\n';
  });
  if (!text) constant.kind = Constant::Kind::kBytes;
  while (text && !bytes.empty() && bytes.back() == '\0') bytes.pop_back();
  places_.locate(constant, first.getBeginLoc(), last.getEndLoc());
  constant.string = std::move(bytes);
  return constant;
}

/// Arithmetic over constants.
bool ValueReader::read_folded(Reading& reading, const clang::Expr* expression) const {
  if (expression->isValueDependent() || expression->isTypeDependent() || expression->containsErrors()) return false;
  if (expression->getType().isNull() || !expression->getType()->isIntegralOrEnumerationType()) return false;
  if (!llvm::isa<clang::BinaryOperator, clang::UnaryOperator, clang::UnaryExprOrTypeTraitExpr>(expression))
    return false;
  clang::Expr::EvalResult result;
  if (!expression->EvaluateAsInt(result, context_, clang::Expr::SE_NoSideEffects)) return false;
  if (result.Val.getInt().getSignificantBits() > 64) return false;
  Constant constant;
  constant.integer = result.Val.getInt().isSigned() ? result.Val.getInt().getExtValue()
                                                    : static_cast<std::int64_t>(result.Val.getInt().getZExtValue());
  places_.locate(constant, expression->getBeginLoc(), expression->getEndLoc());
  reading.add(std::move(constant));
  return true;
}

}  // namespace cpsaudit
