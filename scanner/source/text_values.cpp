#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>
#include <utility>

#include "source/just_in_time.h"
#include "source/text_functions.h"
#include "source/value_reading.h"

// Texts that are built, copied and converted.
namespace cpsaudit {
namespace {

constexpr std::size_t kLongestText = 4096;

/// Functions of the network's byte order: the number stays what its author wrote (POSIX arpa/inet.h; lwIP's spellings).
bool is_byte_order(llvm::StringRef name) {
  name.consume_front("lwip_");
  name.consume_front("PP_");
  return name.equals_insensitive("htonl") || name.equals_insensitive("htons") || name.equals_insensitive("ntohl") ||
         name.equals_insensitive("ntohs");
}

}  // namespace

/// `strdup("x")` and what was copied or built from a format.
bool ValueReader::read_text_function(Reading& reading, const clang::CallExpr& call, int depth) const {
  const auto [name, object] = called(call);
  const auto text = object == nullptr ? text_function(name) : std::nullopt;
  if (!text || call.getNumArgs() <= text->source) return false;
  if (text->formats) {
    read_format(reading, call, text->source, depth);
  } else {
    read_into(reading, call.getArg(text->source), depth + 1);
  }
  return true;
}

/// `memset(key, 0, sizeof key)`: an array of bytes that are all the same.
bool ValueReader::read_fill(Reading& reading, const clang::CallExpr& call, int depth) const {
  const auto [name, object] = called(call);
  const auto fill = object == nullptr ? fill_function(name) : std::nullopt;
  if (!fill || call.getNumArgs() <= std::max(fill->target, fill->byte.value_or(0))) return false;
  reading.open = true;
  const clang::Expr* target = stripped(call.getArg(fill->target));
  const std::uint64_t size = target == nullptr ? 0 : bytes_in(target->getType());
  Reading byte;
  if (fill->byte) read_into(byte, call.getArg(*fill->byte), depth + 1);
  const auto& known = byte.value.constants;
  const bool sole = known.size() == 1 && !byte.open && known.front().kind == Constant::Kind::kInteger;
  if (size == 0 || (fill->byte && !sole)) return true;
  reading.add(full_of(fill->byte ? known.front().integer : 0, size, call));
  return true;
}

const clang::StringLiteral* ValueReader::text_in(const clang::Expr* element) {
  if (const auto* designated = llvm::dyn_cast_or_null<clang::DesignatedInitExpr>(element)) {
    element = designated->getInit();
  }
  const clang::Expr* inner = element == nullptr ? nullptr : stripped(element);
  if (const auto* call = llvm::dyn_cast_or_null<clang::CallExpr>(inner); call != nullptr && call->getNumArgs() == 1) {
    const auto* callee = llvm::dyn_cast<clang::DeclRefExpr>(call->getCallee()->IgnoreParenImpCasts());
    const bool wraps = callee != nullptr && callee->getDecl()->getIdentifier() != nullptr &&
                       is_made_up(*callee->getDecl()) &&
                       is_text_conversion({callee->getDecl()->getName().data(), callee->getDecl()->getName().size()});
    inner = wraps ? stripped(call->getArg(0)) : nullptr;
  }
  return llvm::dyn_cast_or_null<clang::StringLiteral>(inner);
}

void ValueReader::read_format(Reading& reading, const clang::CallExpr& call, unsigned format, int depth) const {
  Reading pattern;
  pattern.function = reading.function;
  read_into(pattern, call.getArg(format), depth + 1);
  const auto& known = pattern.value.constants;
  if (known.size() != 1 || known.front().kind != Constant::Kind::kString) {
    for (const ParameterUse& use : pattern.value.parameters) {
      if (follows_formats_) reading.add(use);
    }
    reading.open = true;
    return;
  }
  if (known.front().string == "%s" && format + 1 < call.getNumArgs()) {
    // A copy: the text and its place are those of what is copied.
    read_into(reading, call.getArg(format + 1), depth + 1);
    return;
  }
  if (follows_formats_ && known.front().string.starts_with("%s") && format + 1 < call.getNumArgs()) {
    // `"%s 2>&1"`: what it begins with is the command.
    Reading first;
    first.function = reading.function;
    read_into(first, call.getArg(format + 1), depth + 1);
    for (const ParameterUse& use : first.value.parameters) reading.add(use);
  }
  Constant whole = known.front();
  const std::string text = std::exchange(whole.string, {});
  unsigned next = format + 1;
  for (std::size_t i = 0; i < text.size() && whole.string.size() < kLongestText; ++i) {
    if (text[i] != '%' || i + 1 >= text.size()) {
      whole.string += text[i];
      continue;
    }
    if (text[++i] == '%') {
      whole.string += '%';
      continue;
    }
    // C23 7.23.6.1: flags, width, precision and length, of which '*' takes an argument of its own.
    for (; i < text.size() && std::string_view("-+ #0123456789.*'lhjztLq").find(text[i]) != std::string_view::npos;
         ++i) {
      if (text[i] == '*') ++next;
    }
    Reading part;
    part.function = reading.function;
    if (next < call.getNumArgs()) read_into(part, call.getArg(next), depth + 1);
    ++next;
    const auto& values = part.value.constants;
    const bool sure = values.size() == 1 && !part.open;
    if (sure && values.front().kind == Constant::Kind::kString) {
      whole.string += values.front().string;
      whole.complete &= values.front().complete;
    } else if (sure && values.front().kind == Constant::Kind::kInteger && i < text.size() && text[i] != 'c') {
      whole.string += std::to_string(values.front().integer);
    } else {
      whole.string += "{}";
      whole.complete = false;
    }
  }
  reading.add(std::move(whole));
}

void ValueReader::join(Reading& reading, const clang::Expr* left, const clang::Expr* right, int depth) const {
  Constant whole;
  whole.kind = Constant::Kind::kString;
  bool text = false;
  for (const clang::Expr* part : {left, right}) {
    Reading inner;
    inner.function = reading.function;
    read_into(inner, part, depth + 1);
    for (const std::string& symbol : inner.value.symbols) add_symbol(reading.value.symbols, symbol);
    if (follows_formats_ && part == left) {
      for (const ParameterUse& use : inner.value.parameters) reading.add(use);
    }
    const auto found = std::find_if(inner.value.constants.begin(), inner.value.constants.end(),
                                    [](const Constant& c) { return c.kind == Constant::Kind::kString; });
    if (found == inner.value.constants.end()) {
      whole.string += "{}";
      whole.complete = false;
      continue;
    }
    if (!text) {
      whole.span = found->span;
      whole.file = found->file;
    } else if (whole.file == found->file && whole.span.end <= found->span.begin) {
      whole.span.end = found->span.end;
    }
    text = true;
    whole.string += found->string;
    whole.complete &= found->complete;
  }
  if (text) {
    reading.add(std::move(whole));
  } else {
    reading.open = true;
  }
}

bool ValueReader::read_binary(Reading& reading, const clang::Expr* expression, int depth) const {
  const clang::Expr* left = nullptr;
  const clang::Expr* right = nullptr;
  bool plus = false;
  bool bar = false;
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(expression)) {
    left = binary->getLHS();
    right = binary->getRHS();
    plus = binary->getOpcode() == clang::BO_Add || binary->getOpcode() == clang::BO_AddAssign;
    bar = binary->getOpcode() == clang::BO_Or;
    if (binary->getOpcode() == clang::BO_Comma || binary->getOpcode() == clang::BO_Assign) {
      read_into(reading, right, depth + 1);
      return true;
    }
  } else if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression);
             call && call->getNumArgs() == 2) {
    left = call->getArg(0);
    right = call->getArg(1);
    plus = call->getOperator() == clang::OO_Plus || call->getOperator() == clang::OO_PlusEqual;
    bar = call->getOperator() == clang::OO_Pipe;
  } else if (const auto* recovered = llvm::dyn_cast<clang::RecoveryExpr>(expression)) {
    // Operands of types that do not go together: both are there, and the operator stands between them.
    const auto parts = const_cast<clang::RecoveryExpr*>(recovered)->subExpressions();
    if (parts.size() != 2 || parts[0] == nullptr || parts[1] == nullptr) return false;
    const std::string_view operation = places_.between(parts[0]->getSourceRange(), parts[1]->getSourceRange());
    left = parts[0];
    right = parts[1];
    plus = operation == "+" || operation == "+=";
    bar = operation == "|";
  }
  const bool text_or_choice =
      bar && llvm::isa_and_nonnull<clang::StringLiteral, clang::CXXBoolLiteralExpr>(stripped(right));
  const clang::Expr* key = bar ? lookup_key(left) : nullptr;
  const bool number_for_key = key != nullptr && llvm::isa_and_nonnull<clang::StringLiteral>(stripped(key)) &&
                              llvm::isa_and_nonnull<clang::IntegerLiteral>(stripped(right));
  if (text_or_choice || number_for_key) {
    // `document["key"] | "default"` of ArduinoJson: what it is when the document does not say.
    read_into(reading, right, depth + 1);
    reading.open = true;
    return true;
  }
  if (bar) {
    Reading parts;
    parts.function = reading.function;
    read_into(parts, left, depth + 1);
    read_into(parts, right, depth + 1);
    for (const std::string& symbol : parts.value.symbols) add_symbol(reading.value.symbols, symbol);
    if (!read_folded(reading, expression)) reading.open = true;
    return true;
  }
  if (!plus) return false;
  const bool number =
      !expression->getType().isNull() && expression->getType()->isIntegerType() && !expression->isTypeDependent();
  if (number) return false;
  join(reading, left, right, depth);
  return true;
}

/// What gives the same value in another type: `std::string("x")`, `x.c_str()`, an unknown `Type(x)`.
bool ValueReader::read_conversion(Reading& reading, const clang::Expr* expression, int depth) const {
  if (const auto* built = llvm::dyn_cast<clang::CXXUnresolvedConstructExpr>(expression)) {
    if (built->getNumArgs() != 1) return false;
    read_into(reading, built->getArg(0), depth + 1);
    return true;
  }
  const auto* call = llvm::dyn_cast<clang::CallExpr>(expression);
  if (call == nullptr) return false;
  const clang::Expr* callee = call->getCallee()->IgnoreParenImpCasts();
  if (call->getNumArgs() == 0) {
    const clang::Expr* base = nullptr;
    llvm::StringRef name;
    if (const auto* member = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(callee)) {
      if (member->isImplicitAccess() || member->getMember().getAsIdentifierInfo() == nullptr) return false;
      base = member->getBase();
      name = member->getMember().getAsIdentifierInfo()->getName();
    } else if (const auto* known = llvm::dyn_cast<clang::MemberExpr>(callee)) {
      if (known->getMemberDecl()->getIdentifier() == nullptr) return false;
      base = known->getBase();
      name = known->getMemberDecl()->getName();
    }
    if (base == nullptr || !converts_text({name.data(), name.size()})) return false;
    read_into(reading, base, depth + 1);
    return true;
  }
  if (call->getNumArgs() != 1) return false;
  llvm::StringRef name;
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(callee)) {
    const bool is_named = reference->getDecl()->getDeclName().isIdentifier();
    if (is_named && is_byte_order(reference->getDecl()->getName())) {
      read_into(reading, call->getArg(0), depth + 1);
      return true;
    }
    if (!is_made_up(*reference->getDecl())) return false;
    name = reference->getDecl()->getName();
  } else if (const auto* scoped = llvm::dyn_cast<clang::DependentScopeDeclRefExpr>(callee)) {
    if (scoped->getDeclName().getAsIdentifierInfo() != nullptr)
      name = scoped->getDeclName().getAsIdentifierInfo()->getName();
  }
  if (!is_text_conversion({name.data(), name.size()}) && name != "move" && name != "forward") return false;
  read_into(reading, call->getArg(0), depth + 1);
  // Nobody has seen what this is: it may be a function after all.
  reading.open |= name != "move" && name != "forward" && name != "string" && name != "string_view";
  return true;
}

}  // namespace cpsaudit
