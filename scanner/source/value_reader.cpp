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
#include "source/text_functions.h"

namespace cpsaudit {
namespace {

constexpr int kDeepest = 12;
constexpr int kMostSteps = 400;
constexpr std::size_t kMostConstants = 16;
constexpr std::size_t kMostSymbols = 16;
constexpr std::size_t kMostParameters = 4;
constexpr std::size_t kLongestText = 4096;
constexpr unsigned kMostElements = 4096;

void add_symbol(std::vector<std::string>& symbols, llvm::StringRef name) {
  if (name.empty() || symbols.size() >= kMostSymbols) return;
  if (std::find(symbols.begin(), symbols.end(), name.str()) == symbols.end()) symbols.push_back(name.str());
}

bool is_text_conversion(llvm::StringRef name) {
  return name == "string" || name == "string_view" || name == "basic_string" || name == "u8string" || name == "_T" ||
         (!name.empty() && name[0] >= 'A' && name[0] <= 'Z');
}

clang::QualType first_type_argument(const clang::TemplateSpecializationType& type) {
  for (const clang::TemplateArgument& argument : type.template_arguments()) {
    if (argument.getKind() == clang::TemplateArgument::Type) return argument.getAsType();
  }
  return {};
}

/// Functions of the network's byte order: the number stays what its author wrote (POSIX arpa/inet.h; lwIP's spellings).
bool is_byte_order(llvm::StringRef name) {
  name.consume_front("lwip_");
  name.consume_front("PP_");
  return name.equals_insensitive("htonl") || name.equals_insensitive("htons") || name.equals_insensitive("ntohl") ||
         name.equals_insensitive("ntohs");
}

}  // namespace

std::string type_name(clang::QualType type) {
  for (int i = 0; i < 32 && !type.isNull(); ++i) {
    const clang::Type* inner = type.getTypePtr();
    if (const auto* typedefed = llvm::dyn_cast<clang::TypedefType>(inner)) return typedefed->getDecl()->getName().str();
    if (const auto* tag = llvm::dyn_cast<clang::TagType>(inner)) {
      if (tag->getDecl()->getIdentifier() != nullptr) return tag->getDecl()->getName().str();
      const auto* name = tag->getDecl()->getTypedefNameForAnonDecl();
      return name == nullptr ? std::string() : name->getName().str();
    }
    if (const auto* special = llvm::dyn_cast<clang::TemplateSpecializationType>(inner)) {
      const clang::TemplateDecl* declaration = special->getTemplateName().getAsTemplateDecl();
      const llvm::StringRef name = declaration != nullptr && declaration->getIdentifier() != nullptr
                                       ? declaration->getName()
                                       : llvm::StringRef();
      const bool pointer = name.ends_with("_ptr") || name.ends_with("Ptr") || name == "make_unique" ||
                           name == "make_shared" || name == "optional";
      const clang::QualType pointee = pointer ? first_type_argument(*special) : clang::QualType();
      if (pointee.isNull()) return name.str();
      type = pointee;
    } else if (const auto* dependent = llvm::dyn_cast<clang::DependentNameType>(inner)) {
      return dependent->getIdentifier() == nullptr ? std::string() : dependent->getIdentifier()->getName().str();
    } else if (const auto* builtin = llvm::dyn_cast<clang::BuiltinType>(inner)) {
      if (builtin->getKind() == clang::BuiltinType::Dependent) return {};
      return builtin->getName(clang::PrintingPolicy(clang::LangOptions())).str();
    } else if (const auto* pointer = llvm::dyn_cast<clang::PointerType>(inner)) {
      type = pointer->getPointeeType();
    } else if (const auto* reference = llvm::dyn_cast<clang::ReferenceType>(inner)) {
      type = reference->getPointeeTypeAsWritten();
    } else if (const auto* array = llvm::dyn_cast<clang::ArrayType>(inner)) {
      type = array->getElementType();
    } else if (const auto* decayed = llvm::dyn_cast<clang::AdjustedType>(inner)) {
      type = decayed->getOriginalType();
    } else if (const auto* parenthesis = llvm::dyn_cast<clang::ParenType>(inner)) {
      type = parenthesis->getInnerType();
    } else {
      const clang::QualType next = inner->getLocallyUnqualifiedSingleStepDesugaredType();
      if (next == type) return {};
      type = next;
    }
  }
  return {};
}

std::string declared_type_name(const clang::ValueDecl& variable) {
  std::string name = type_name(variable.getType());
  if (!name.empty() && name != "auto") return name;
  const auto* declared = llvm::dyn_cast<clang::VarDecl>(&variable);
  const clang::Expr* initializer = declared == nullptr ? nullptr : declared->getInit();
  if (initializer == nullptr) return {};
  initializer = stripped(initializer);
  if (const auto* created = llvm::dyn_cast<clang::CXXNewExpr>(initializer))
    return type_name(created->getAllocatedType());
  if (const auto* built = llvm::dyn_cast<clang::CXXUnresolvedConstructExpr>(initializer)) {
    return type_name(built->getTypeAsWritten());
  }
  return {};
}

std::string function_name(const clang::FunctionDecl& function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
  std::string name = function.getNameAsString();
  if (method != nullptr && method->getParent()->getIdentifier() != nullptr) {
    name = method->getParent()->getName().str() + "::" + name;
  }
  return name;
}

std::string lambda_name(const clang::Expr& lambda, const SourcePlaces& places) {
  const Span span = places.span(lambda.getSourceRange());
  return "lambda@" + std::to_string(span.begin.line) + ":" + std::to_string(span.begin.column);
}

const clang::Expr* stripped(const clang::Expr* expression) {
  for (int i = 0; i < 64 && expression != nullptr; ++i) {
    const clang::Expr* inner = expression->IgnoreParenCasts();
    if (const auto* temporary = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(inner)) {
      inner = temporary->getSubExpr();
    } else if (const auto* cleanups = llvm::dyn_cast<clang::FullExpr>(inner)) {
      inner = cleanups->getSubExpr();
    } else if (const auto* bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(inner)) {
      inner = bound->getSubExpr();
    } else if (const auto* fallback = llvm::dyn_cast<clang::CXXDefaultArgExpr>(inner)) {
      inner = fallback->getExpr();
    } else if (const auto* fallback_member = llvm::dyn_cast<clang::CXXDefaultInitExpr>(inner)) {
      inner = fallback_member->getExpr();
    } else if (const auto* list = llvm::dyn_cast<clang::ParenListExpr>(inner); list && list->getNumExprs() == 1) {
      inner = list->getExpr(0);
    } else if (const auto* constructed = llvm::dyn_cast<clang::CXXConstructExpr>(inner)) {
      // A copy, or a conversion: `String("x")`.
      if (constructed->getNumArgs() == 0) return inner;
      for (unsigned k = 1; k < constructed->getNumArgs(); ++k) {
        if (!llvm::isa<clang::CXXDefaultArgExpr>(constructed->getArg(k))) return inner;
      }
      inner = constructed->getArg(0);
    }
    if (inner == expression) return inner;
    expression = inner;
  }
  return expression;
}

struct ValueReader::Reading {
  Value value;
  const clang::FunctionDecl* function = nullptr;
  /// Set when a part was met that is not known.
  bool open = false;

  void add(Constant constant) {
    if (value.constants.size() >= kMostConstants) {
      open = true;
      return;
    }
    for (const Constant& known : value.constants) {
      if (known.kind == constant.kind && known.integer == constant.integer && known.string == constant.string &&
          known.span == constant.span && known.file == constant.file) {
        return;
      }
    }
    value.constants.push_back(std::move(constant));
  }

  void add(const ParameterUse& use) {
    const bool known = std::any_of(value.parameters.begin(), value.parameters.end(), [&](const ParameterUse& other) {
      return other.function == use.function && other.index == use.index;
    });
    if (!known && value.parameters.size() < kMostParameters) value.parameters.push_back(use);
  }
};

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
  if (read_binary(reading, inner, depth) || read_conversion(reading, inner, depth)) return;
  if (read_folded(reading, inner) || read_member(reading, inner, depth)) return;
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(inner);
      call != nullptr && read_text_function(reading, *call, depth)) {
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
    }
  }
  if (const auto* scoped = llvm::dyn_cast<clang::DependentScopeDeclRefExpr>(inner)) {
    if (const auto* name = scoped->getDeclName().getAsIdentifierInfo())
      add_symbol(reading.value.symbols, name->getName());
  } else if (const auto* lookup = llvm::dyn_cast<clang::UnresolvedLookupExpr>(inner)) {
    if (const auto* name = lookup->getName().getAsIdentifierInfo()) add_symbol(reading.value.symbols, name->getName());
  }
  reading.open = true;
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
    read_variable(reading, *variable, depth);
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

/// Null and the empty text stand for "not yet" where something else is given later.
static bool is_nothing(const Constant& constant) {
  return constant.kind == Constant::Kind::kNull ||
         (constant.kind == Constant::Kind::kString && constant.string.empty() && constant.complete);
}

bool ValueReader::read_given(Reading& reading, const std::vector<Given>& given, int depth) const {
  bool open = false;
  std::vector<std::pair<Constant, bool>> constants;  // and whether it is what stood there at first
  for (const Given& one : given) {
    Reading inner;
    inner.function = one.function;
    read_into(inner, one.value, depth + 1);
    if (given.size() > 1) tell_apart(inner.value, one.value);
    for (Constant& found : inner.value.constants) {
      if (found.condition.text.empty() && one.asked.condition != nullptr) {
        found.condition = condition_of(one.asked, reading.function, places_);
      }
      constants.emplace_back(std::move(found), one.initial && given.size() > 1);
    }
    for (const std::string& symbol : inner.value.symbols) add_symbol(reading.value.symbols, symbol);
    for (ParameterUse use : inner.value.parameters) {
      const bool elsewhere = use.function.empty() && one.function != nullptr && one.function != reading.function;
      if (elsewhere) use.function = function_name(*one.function);
      reading.add(use);
    }
    open |= inner.open;
  }
  for (auto& [found, initial] : constants) {
    if (!initial || !open || !is_nothing(found)) reading.add(std::move(found));
  }
  return open;
}

/// `config.url`, `this->url`: what the file gives it.
bool ValueReader::read_member(Reading& reading, const clang::Expr* expression, int depth) const {
  if (!llvm::isa<clang::MemberExpr, clang::CXXDependentScopeMemberExpr>(expression)) return false;
  if (const clang::FieldDecl* member = own_member(expression)) {
    const auto known = assignments_.members.find(member->getCanonicalDecl());
    if (known != assignments_.members.end()) {
      read_given(reading, known->second, depth);
    } else if (member->hasInClassInitializer() && member->getInClassInitializer() != nullptr) {
      read_into(reading, member->getInClassInitializer(), depth + 1);
    }
    reading.open = true;
    return true;
  }
  const auto [variable, path] = field_of_variable(expression);
  if (variable == nullptr || path.empty()) return false;
  const auto known = assignments_.fields.find({variable->getCanonicalDecl(), path});
  if (known != assignments_.fields.end()) read_given(reading, known->second, depth);
  reading.open = true;
  return true;
}

/// `strdup("x")` and what was copied or built from a format.
bool ValueReader::read_text_function(Reading& reading, const clang::CallExpr& call, int depth) const {
  const auto* callee = llvm::dyn_cast<clang::DeclRefExpr>(call.getCallee()->IgnoreParenImpCasts());
  if (callee == nullptr || callee->getDecl()->getIdentifier() == nullptr) return false;
  const llvm::StringRef name = callee->getDecl()->getName();
  const auto text = text_function({name.data(), name.size()});
  if (!text || call.getNumArgs() <= text->source) return false;
  if (text->formats) {
    read_format(reading, call, text->source, depth);
  } else {
    read_into(reading, call.getArg(text->source), depth + 1);
  }
  return true;
}

void ValueReader::read_format(Reading& reading, const clang::CallExpr& call, unsigned format, int depth) const {
  Reading pattern;
  pattern.function = reading.function;
  read_into(pattern, call.getArg(format), depth + 1);
  const auto& known = pattern.value.constants;
  if (known.size() != 1 || known.front().kind != Constant::Kind::kString) {
    reading.open = true;
    return;
  }
  if (known.front().string == "%s" && format + 1 < call.getNumArgs()) {
    // A copy: the text and its place are those of what is copied.
    read_into(reading, call.getArg(format + 1), depth + 1);
    return;
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

void ValueReader::read_variable(Reading& reading, const clang::VarDecl& variable, int depth) const {
  const auto* parameter = llvm::dyn_cast<clang::ParmVarDecl>(&variable);
  if (parameter != nullptr && reading.function != nullptr && parameter->getDeclContext() == reading.function) {
    reading.add(ParameterUse{{}, parameter->getFunctionScopeIndex()});
    // What it is when a caller says nothing.
    const bool readable =
        parameter->hasDefaultArg() && !parameter->hasUnparsedDefaultArg() && !parameter->hasUninstantiatedDefaultArg();
    if (readable) read_into(reading, parameter->getDefaultArg(), depth + 1);
  }
  const bool constant = variable.getType().isConstQualified() || variable.isConstexpr();
  const auto known = assignments_.values.find(variable.getCanonicalDecl());
  const bool given = known != assignments_.values.end() && !known->second.empty();
  if (parameter != nullptr || !given) {
    // A constant of a header that was included.
    if (parameter == nullptr && variable.getAnyInitializer() != nullptr) {
      read_into(reading, variable.getAnyInitializer(), depth + 1);
      reading.open |= !constant;
    } else {
      reading.open = true;
    }
    if (!given) return;
  }
  reading.open |= read_given(reading, known->second, depth);
  const bool visible_elsewhere = variable.hasGlobalStorage() && variable.isExternallyVisible() && !constant;
  if (visible_elsewhere || (!constant && assignments_.open.contains(variable.getCanonicalDecl()))) reading.open = true;
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
    if (base == nullptr || (name != "c_str" && name != "data" && name != "str")) return false;
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
  if (!is_text_conversion(name) && name != "move" && name != "forward") return false;
  read_into(reading, call->getArg(0), depth + 1);
  // Nobody has seen what this is: it may be a function after all.
  reading.open |= name != "move" && name != "forward" && name != "string" && name != "string_view";
  return true;
}

/// `{"x"}` is its element; bytes and characters are a text.
bool ValueReader::read_list(Reading& reading, const clang::InitListExpr& list, int depth) const {
  const unsigned count = std::min(list.getNumInits(), kMostElements);
  if (count == 1) {
    read_into(reading, list.getInit(0), depth + 1);
    return true;
  }
  if (count == 0) return false;
  Constant bytes;
  bytes.kind = Constant::Kind::kString;
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
    bytes.string += static_cast<char>(value);
  }
  const bool text = std::all_of(bytes.string.begin(), bytes.string.end(), [](char c) {
    return (c >= ' ' && c <= '~') || c == '\0' || c == '\t' || c == '\r' || c == '\n';
  });
  if (!text) bytes.kind = Constant::Kind::kBytes;
  while (text && !bytes.string.empty() && bytes.string.back() == '\0') bytes.string.pop_back();
  places_.locate(bytes, list.getInit(0)->getBeginLoc(), list.getInit(count - 1)->getEndLoc());
  reading.add(std::move(bytes));
  return true;
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

/// The variable, field or element that it names, without casts and '&'.
std::string ValueReader::object_of(const clang::Expr* expression) const {
  const clang::Expr* inner = stripped(expression);
  for (int i = 0; i < 8 && inner != nullptr; ++i) {
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
  if (const auto* recovered = llvm::dyn_cast<clang::RecoveryExpr>(inner)) {
    const std::string text = places_.text(recovered->getSourceRange());
    const bool simple = text.find_first_of("(\"' +*/,;{<=") == std::string::npos;
    return simple ? text : std::string();
  }
  return {};
}

}  // namespace cpsaudit
