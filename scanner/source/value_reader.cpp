#include "source/value_reader.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "source/just_in_time.h"
#include "source/value_reading.h"

namespace cpsaudit {
namespace {

constexpr int kDeepest = 12;
constexpr int kMostSteps = 400;
constexpr std::size_t kMostSymbols = 16;

}  // namespace

void add_symbol(std::vector<std::string>& symbols, llvm::StringRef name) {
  if (name.empty() || symbols.size() >= kMostSymbols) return;
  if (std::find(symbols.begin(), symbols.end(), name.str()) == symbols.end()) symbols.push_back(name.str());
}

ValueReader::ValueReader(clang::ASTContext& context, const SourcePlaces& places, const Assignments& assignments)
    : context_(context), places_(places), assignments_(assignments) {}

Value ValueReader::read(const clang::Expr* expression, const clang::FunctionDecl* function) const {
  Reading reading;
  reading.function = function;
  steps_ = 0;
  read_into(reading, expression, 0);
  Value value = std::move(reading.value);
  if (expression == nullptr) return value;
  value.text = places_.text(expression->getSourceRange());
  value.span = places_.span(expression->getSourceRange());
  value.exhaustive = !reading.open && !value.constants.empty();
  value.object = object_of(expression);
  if (!value.object.empty()) value.object_parameter = object_parameter(expression, function);
  return value;
}

Value ValueReader::read_with_formats(const clang::Expr* expression, const clang::FunctionDecl* function) const {
  follows_formats_ = true;
  Value value = read(expression, function);
  follows_formats_ = false;
  return value;
}

Value ValueReader::read_formatted(const clang::CallExpr& call, unsigned format,
                                  const clang::FunctionDecl* function) const {
  follows_formats_ = true;
  Reading reading;
  reading.function = function;
  steps_ = 0;
  read_format(reading, call, format, 0);
  follows_formats_ = false;
  reading.value.text = places_.text(call.getArg(format)->getSourceRange());
  reading.value.span = places_.span(call.getArg(format)->getSourceRange());
  return std::move(reading.value);
}

std::optional<unsigned> ValueReader::object_parameter(const clang::Expr* expression,
                                                      const clang::FunctionDecl* function) const {
  if (function == nullptr) return std::nullopt;
  const clang::Expr* inner = stripped(expression);
  if (const auto* unary = llvm::dyn_cast_or_null<clang::UnaryOperator>(inner)) inner = stripped(unary->getSubExpr());
  if (inner == nullptr) return std::nullopt;
  const auto* parameter = llvm::dyn_cast_or_null<clang::ParmVarDecl>(field_of_variable(inner).first);
  if (parameter == nullptr || parameter->getDeclContext() != function) return std::nullopt;
  return parameter->getFunctionScopeIndex();
}

void ValueReader::add_macro_names(Reading& reading, const clang::Expr* expression) const {
  const clang::SourceManager& sources = context_.getSourceManager();
  clang::SourceLocation location = expression->getBeginLoc();
  // The expression must be the whole of the macro, or it only starts with one.
  for (int i = 0; i < 16 && location.isMacroID(); ++i) {
    if (!sources.isMacroArgExpansion(location)) {
      const clang::CharSourceRange range = sources.getImmediateExpansionRange(location);
      const llvm::StringRef name = clang::Lexer::getImmediateMacroName(location, sources, context_.getLangOpts());
      const bool object_like = range.getBegin() == range.getEnd();
      const clang::SourceLocation end = expression->getEndLoc();
      const bool whole = end.isMacroID() && sources.getExpansionLoc(end) == sources.getExpansionLoc(location);
      if (whole && object_like) add_symbol(reading.value.symbols, name);
      location = range.getBegin();
    } else {
      location = sources.getImmediateMacroCallerLoc(location);
    }
  }
}

void ValueReader::read_into(Reading& reading, const clang::Expr* expression, int depth) const {
  if (expression == nullptr || depth > kDeepest || ++steps_ > kMostSteps) {
    reading.open = true;
    return;
  }
  add_macro_names(reading, expression);
  const clang::Expr* inner = stripped(expression);
  if (inner == nullptr) {
    reading.open = true;
    return;
  }
  if (inner != expression) add_macro_names(reading, inner);
  if (read_literal(reading, inner)) return;
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner)) {
    read_reference(reading, *reference, depth);
    return;
  }
  if (const auto* condition = llvm::dyn_cast<clang::ConditionalOperator>(inner)) {
    const clang::Expr& asked = *condition->getCond();
    read_arm(reading, condition->getTrueExpr(), condition_of(asked, Branch::kHolds, reading.function, places_),
             depth + 1);
    read_arm(reading, condition->getFalseExpr(), condition_of(asked, Branch::kFails, reading.function, places_),
             depth + 1);
    return;
  }
  if (const auto* condition = llvm::dyn_cast<clang::BinaryConditionalOperator>(inner)) {
    read_into(reading, condition->getCommon(), depth + 1);
    read_into(reading, condition->getFalseExpr(), depth + 1);
    return;
  }
  if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(inner)) {
    if (!read_list(reading, *list, depth)) reading.open = true;
    return;
  }
  if (read_composed(reading, inner, depth)) return;
  if (read_binary(reading, inner, depth) || read_conversion(reading, inner, depth)) return;
  if (read_folded(reading, inner) || read_member(reading, inner, depth)) return;
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(inner);
      call != nullptr && (read_text_function(reading, *call, depth) || read_fill(reading, *call, depth) ||
                          read_result(reading, *call, depth))) {
    return;
  }
  if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(inner)) {
    // One of a table of texts.
    const bool text = !element->getType().isNull() && element->getType()->isPointerType();
    if (text && llvm::isa_and_nonnull<clang::DeclRefExpr>(stripped(element->getLHS()))) {
      read_into(reading, element->getLHS(), depth + 1);
    }
    reading.open = true;
    return;
  }
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(inner)) {
    if (unary->getOpcode() == clang::UO_LNot && read_negated(reading, *unary->getSubExpr(), depth)) return;
    if (unary->getOpcode() == clang::UO_AddrOf) {
      const clang::Expr* base = stripped(unary->getSubExpr());
      // `&text[0]` is the text.
      if (const auto* element = llvm::dyn_cast_or_null<clang::ArraySubscriptExpr>(base)) {
        read_into(reading, element->getLHS(), depth + 1);
        return;
      }
      // Options are handed over by address: `setsockopt(…, &verify, sizeof verify)`. What the variable holds counts.
      const auto* variable = llvm::dyn_cast_or_null<clang::DeclRefExpr>(base);
      if (variable != nullptr && variable->getType()->isIntegralOrEnumerationType()) {
        read_reference(reading, *variable, depth + 1);
        reading.open = true;
        return;
      }
      if (variable != nullptr && variable->getType()->isDependentType() &&
          read_number_behind(reading, *variable, depth)) {
        return;
      }
    }
  }
  if (const auto* predefined = llvm::dyn_cast<clang::PredefinedExpr>(inner)) {
    add_symbol(reading.value.symbols, predefined->getIdentKindName());
  } else if (const auto* scoped = llvm::dyn_cast<clang::DependentScopeDeclRefExpr>(inner)) {
    if (const auto* name = scoped->getDeclName().getAsIdentifierInfo())
      add_symbol(reading.value.symbols, name->getName());
  } else if (const auto* lookup = llvm::dyn_cast<clang::UnresolvedLookupExpr>(inner)) {
    if (const auto* name = lookup->getName().getAsIdentifierInfo()) add_symbol(reading.value.symbols, name->getName());
  }
  reading.open = true;
}

/// `my_bool off = 0; set(option, &off)` of a type that nobody knows: a number, as far as the file tells.
bool ValueReader::read_number_behind(Reading& reading, const clang::DeclRefExpr& reference, int depth) const {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference.getDecl());
  const auto given =
      variable == nullptr ? assignments_.values.end() : assignments_.values.find(variable->getCanonicalDecl());
  if (given == assignments_.values.end()) return false;
  const bool record = std::any_of(given->second.begin(), given->second.end(), [](const Given& one) {
    return llvm::isa_and_nonnull<clang::InitListExpr>(one.value->IgnoreImplicit());
  });
  if (record) return false;
  Reading inner;
  inner.function = reading.function;
  read_reference(inner, reference, depth + 1);
  const auto is_number = [](const Constant& constant) {
    return constant.kind == Constant::Kind::kInteger || constant.kind == Constant::Kind::kBoolean;
  };
  const auto& constants = inner.value.constants;
  if (constants.empty() || !std::all_of(constants.begin(), constants.end(), is_number)) return false;
  for (Constant& constant : inner.value.constants) reading.add(std::move(constant));
  reading.open = true;
  return true;
}

void ValueReader::read_reference(Reading& reading, const clang::DeclRefExpr& reference, int depth) const {
  const clang::ValueDecl* declaration = reference.getDecl();
  const auto* enumerator = llvm::dyn_cast<clang::EnumConstantDecl>(declaration);
  if (enumerator != nullptr && !is_made_up(*declaration)) {
    add_symbol(reading.value.symbols, enumerator->getName());
    const clang::Expr* initializer = enumerator->getInitExpr();
    if (initializer != nullptr && initializer->isValueDependent()) {
      reading.open = true;
      return;
    }
    Constant constant;
    constant.integer = enumerator->getInitVal().getExtValue();
    places_.locate(constant, reference.getBeginLoc(), reference.getEndLoc());
    reading.add(std::move(constant));
    return;
  }
  if (declaration->getIdentifier() == nullptr) {
    reading.open = true;
    return;
  }
  const llvm::StringRef name = declaration->getName();
  if (is_made_up(*declaration)) {
    Constant constant;
    places_.locate(constant, reference.getBeginLoc(), reference.getEndLoc());
    if (name == "NULL") {
      constant.kind = Constant::Kind::kNull;
    } else if (name == "true" || name == "TRUE" || name == "false" || name == "FALSE") {
      constant.kind = Constant::Kind::kBoolean;
      constant.integer = name == "true" || name == "TRUE" ? 1 : 0;
    } else {
      add_symbol(reading.value.symbols, name);
      reading.open = true;
      return;
    }
    reading.add(std::move(constant));
    return;
  }
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) {
    const bool local = variable->isLocalVarDeclOrParm();
    if (!local) add_symbol(reading.value.symbols, name);
    read_variable(reading, *variable, reference.getLocation(), depth);
    return;
  }
  add_symbol(reading.value.symbols, name);
  reading.open = true;
}

/// One of several: each keeps the names that are its own, and a name alone is one as well.
void ValueReader::tell_apart(Value& value, const clang::Expr* expression) const {
  if (value.constants.empty() && value.parameters.empty() && !value.symbols.empty()) {
    Constant name;
    name.kind = Constant::Kind::kName;
    name.string = value.symbols.front();
    places_.locate(name, expression->getBeginLoc(), expression->getEndLoc());
    value.constants.push_back(std::move(name));
  }
  for (Constant& constant : value.constants) {
    if (constant.symbols.empty()) constant.symbols = value.symbols;
  }
}

void ValueReader::read_arm(Reading& reading, const clang::Expr* arm, const Condition& condition, int depth) const {
  Reading inner;
  inner.function = reading.function;
  read_into(inner, arm, depth);
  tell_apart(inner.value, arm);
  for (Constant& found : inner.value.constants) {
    if (found.condition.text.empty()) found.condition = condition;
    reading.add(std::move(found));
  }
  for (const std::string& symbol : inner.value.symbols) add_symbol(reading.value.symbols, symbol);
  for (const ParameterUse& use : inner.value.parameters) reading.add(use);
  reading.open |= inner.open;
}

/// The variable, field or element that it names, without casts and '&'.
std::string ValueReader::object_of(const clang::Expr* expression) const {
  const clang::Expr* inner = stripped(expression);
  for (int i = 0; i < 8 && inner != nullptr; ++i) {
    if (const auto* moved = llvm::dyn_cast<clang::BinaryOperator>(inner);
        moved != nullptr && moved->isAdditiveOp() && moved->getType()->isPointerType()) {
      // `buffer + 16`: still that buffer.
      inner = stripped(moved->getLHS()->getType()->isPointerType() ? moved->getLHS() : moved->getRHS());
      continue;
    }
    const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(inner);
    if (unary == nullptr || (unary->getOpcode() != clang::UO_AddrOf && unary->getOpcode() != clang::UO_Deref)) break;
    inner = stripped(unary->getSubExpr());
  }
  if (inner == nullptr) return {};
  if (llvm::isa<clang::LambdaExpr>(inner)) return lambda_name(*inner, places_);
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner)) {
    if (llvm::isa<clang::EnumConstantDecl>(reference->getDecl())) return {};
    const bool constant = is_made_up(*reference->getDecl());
    if (constant && (reference->getDecl()->getName() == "NULL" || reference->getDecl()->getName() == "true" ||
                     reference->getDecl()->getName() == "false")) {
      return {};
    }
    return reference->getNameInfo().getAsString();
  }
  if (llvm::isa<clang::MemberExpr, clang::CXXDependentScopeMemberExpr, clang::ArraySubscriptExpr, clang::CXXThisExpr>(
          inner)) {
    return places_.text(inner->getSourceRange());
  }
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(inner); call != nullptr && !call->isCallToStdMove()) {
    // What a function gives back has no other name.
    constexpr std::size_t kLongestName = 120;
    const bool operation = llvm::isa<clang::CXXOperatorCallExpr>(call);
    std::string text = operation ? std::string() : places_.text(call->getSourceRange());
    return text.size() > kLongestName ? std::string() : text;
  }
  if (const auto* recovered = llvm::dyn_cast<clang::RecoveryExpr>(inner)) {
    const std::string text = places_.text(recovered->getSourceRange());
    const bool simple = text.find_first_of("(\"' +*/,;{<=") == std::string::npos;
    return simple ? text : std::string();
  }
  return {};
}

}  // namespace cpsaudit
