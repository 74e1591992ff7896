#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "source/command_words.h"
#include "source/fact_writer.h"
#include "source/just_in_time.h"
#include "source/text_functions.h"

// What a call calls.
namespace cpsaudit {

Callee FactWriter::callee_of(const clang::Expr& called) {
  Callee callee;
  const clang::Expr* expression = called.IgnoreParenImpCasts();
  callee.location = expression->getBeginLoc();
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression)) {
    callee.location = reference->getLocation();
    callee.name = reference->getNameInfo().getAsString();
    callee.qualified = qualified(reference->getQualifier(), callee.name);
    callee.resolved = !is_made_up(*reference->getDecl());
  } else if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(expression)) {
    callee.location = member->getMemberLoc();
    callee.name = member->getMemberNameInfo().getAsString();
    callee.receiver = member->isImplicitAccess() ? nullptr : member->getBase();
    const auto* owner = llvm::dyn_cast<clang::CXXRecordDecl>(member->getMemberDecl()->getDeclContext());
    const bool method = llvm::isa<clang::CXXMethodDecl>(member->getMemberDecl());
    callee.qualified = method && owner != nullptr && owner->getIdentifier() != nullptr
                           ? owner->getName().str() + "::" + callee.name
                           : callee.name;
    callee.resolved = true;
  } else if (const auto* dependent = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(expression)) {
    callee.location = dependent->getMemberLoc();
    callee.name = dependent->getMember().getAsString();
    callee.receiver = dependent->isImplicitAccess() ? nullptr : dependent->getBase();
  } else if (const auto* unresolved = llvm::dyn_cast<clang::UnresolvedMemberExpr>(expression)) {
    callee.location = unresolved->getMemberLoc();
    callee.name = unresolved->getMemberName().getAsString();
    callee.receiver = unresolved->isImplicitAccess() ? nullptr : unresolved->getBase();
  } else if (const auto* lookup = llvm::dyn_cast<clang::UnresolvedLookupExpr>(expression)) {
    callee.location = lookup->getNameLoc();
    callee.name = lookup->getName().getAsString();
    callee.qualified = qualified(lookup->getQualifier(), callee.name);
  } else if (const auto* scoped = llvm::dyn_cast<clang::DependentScopeDeclRefExpr>(expression)) {
    callee.location = scoped->getLocation();
    callee.name = scoped->getDeclName().getAsString();
    callee.qualified = qualified(scoped->getQualifier(), callee.name);
  } else if (const auto* recovered = llvm::dyn_cast<clang::RecoveryExpr>(expression)) {
    recovered_callee(*recovered, callee);
  }
  if (callee.receiver != nullptr) callee.receiver_type = receiver_type(*callee.receiver);
  if (callee.qualified.empty()) {
    callee.qualified = callee.receiver_type.empty() ? callee.name : callee.receiver_type + "::" + callee.name;
  }
  return callee;
}

void FactWriter::recovered_callee(const clang::RecoveryExpr& recovered, Callee& callee) {
  callee.location = recovered.getEndLoc();
  const clang::SourceManager& sources = context_.getSourceManager();
  callee.name =
      clang::Lexer::getSpelling(sources.getSpellingLoc(recovered.getEndLoc()), buffer_, sources, context_.getLangOpts())
          .str();
  if (callee.name.empty() ||
      !(std::isalpha(static_cast<unsigned char>(callee.name[0])) != 0 || callee.name[0] == '_')) {
    callee.name.clear();
    return;
  }
  if (recovered.getBeginLoc() == recovered.getEndLoc()) return;
  const auto children = const_cast<clang::RecoveryExpr&>(recovered).subExpressions();
  if (!children.empty()) callee.receiver = children.front();
}

std::string FactWriter::qualified(const clang::NestedNameSpecifier* scope, const std::string& name) {
  if (scope == nullptr) return name;
  std::string text;
  llvm::raw_string_ostream stream(text);
  scope->print(stream, clang::PrintingPolicy(clang::LangOptions()));
  return text + name;
}

std::string FactWriter::receiver_type(const clang::Expr& receiver) const {
  const clang::Expr* inner = stripped(&receiver);
  if (const auto* unary = llvm::dyn_cast_or_null<clang::UnaryOperator>(inner)) inner = stripped(unary->getSubExpr());
  if (inner == nullptr) return {};
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner))
    return declared_type_name(*reference->getDecl());
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(inner))
    return declared_type_name(*member->getMemberDecl());
  // `pointer->method()` on a smart pointer that is known.
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(inner); call && call->getNumArgs() > 0) {
    return receiver_type(*call->getArg(0));
  }
  return type_name(inner->getType());
}

}  // namespace cpsaudit
