#include "source/expression_names.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>

#include "source/just_in_time.h"

namespace cpsaudit {
namespace {

clang::QualType first_type_argument(const clang::TemplateSpecializationType& type) {
  for (const clang::TemplateArgument& argument : type.template_arguments()) {
    if (argument.getKind() == clang::TemplateArgument::Type) return argument.getAsType();
  }
  return {};
}

/// `typedef WebServer Server;`, `using Server = WebServer;` of C++: the class that the second name stands for, also one
/// that nobody declared. Null for any other type.
const clang::NamedDecl* renamed_class(const clang::TypedefNameDecl& declared) {
  if (is_made_up(declared) || !declared.getASTContext().getLangOpts().CPlusPlus) return nullptr;
  clang::QualType type = declared.getUnderlyingType();
  const auto* elaborated = llvm::dyn_cast<clang::ElaboratedType>(type.getTypePtr());
  if (elaborated != nullptr && elaborated->getKeyword() == clang::ElaboratedTypeKeyword::None) {
    type = elaborated->getNamedType();
  }
  if (const auto* record = llvm::dyn_cast<clang::RecordType>(type.getTypePtr())) {
    return record->getDecl()->getIdentifier() == nullptr ? nullptr : record->getDecl();
  }
  const auto* other = llvm::dyn_cast<clang::TypedefType>(type.getTypePtr());
  if (other == nullptr) return nullptr;
  const clang::TypedefNameDecl& known = *other->getDecl();
  return is_made_up(known) && known.getUnderlyingType()->isDependentType() ? &known : renamed_class(known);
}

}  // namespace

std::string type_name(clang::QualType type) {
  for (int i = 0; i < 32 && !type.isNull(); ++i) {
    const clang::Type* inner = type.getTypePtr();
    if (const auto* typedefed = llvm::dyn_cast<clang::TypedefType>(inner)) {
      const clang::NamedDecl* meant = renamed_class(*typedefed->getDecl());
      return (meant == nullptr ? typedefed->getDecl() : meant)->getName().str();
    }
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

CalledName called(const clang::CallExpr& call) {
  const clang::Expr* callee = call.getCallee()->IgnoreParenImpCasts();
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(callee)) {
    return {reference->getNameInfo().getAsString(), nullptr};
  }
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(callee)) {
    return {member->getMemberNameInfo().getAsString(), member->getBase()};
  }
  if (const auto* dependent = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(callee)) {
    return {dependent->getMember().getAsString(), dependent->isImplicitAccess() ? nullptr : dependent->getBase()};
  }
  if (const auto* scoped = llvm::dyn_cast<clang::DependentScopeDeclRefExpr>(callee)) {
    return {scoped->getDeclName().getAsString(), nullptr};
  }
  if (const auto* lookup = llvm::dyn_cast<clang::OverloadExpr>(callee))
    return {lookup->getName().getAsString(), nullptr};
  return {};
}

std::string lambda_name(const clang::Expr& lambda, const SourcePlaces& places) {
  const Span span = places.span(lambda.getSourceRange());
  return "lambda@" + std::to_string(span.begin.line) + ":" + std::to_string(span.begin.column);
}

const clang::Expr* lookup_key(const clang::Expr* expression) {
  const clang::Expr* inner = expression == nullptr ? nullptr : stripped(expression);
  if (const auto* element = llvm::dyn_cast_or_null<clang::ArraySubscriptExpr>(inner)) return element->getRHS();
  const auto* call = llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(inner);
  const bool is_lookup = call != nullptr && call->getOperator() == clang::OO_Subscript && call->getNumArgs() == 2;
  return is_lookup ? call->getArg(1) : nullptr;
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
    if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(inner)) {
      // A lambda that is handed over as a pointer to a function.
      const bool converts = llvm::isa_and_nonnull<clang::CXXConversionDecl>(call->getMethodDecl());
      if (converts && call->getImplicitObjectArgument() != nullptr) inner = call->getImplicitObjectArgument();
    }
    if (inner == expression) return inner;
    expression = inner;
  }
  return expression;
}

}  // namespace cpsaudit
