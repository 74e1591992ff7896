#include "source/member_path.h"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "source/value_reader.h"

namespace cpsaudit {
namespace {

constexpr int kDeepest = 32;

/// `known.unknown_field` leaves its text alone: "known.part.unknown_field".
void from_text(const clang::RecoveryExpr& recovered, const SourcePlaces& places, MemberPath& path,
               std::vector<std::string>& parts) {
  std::string text = places.text(recovered.getSourceRange());
  if (text.find_first_of("(\"'+*/,;{<= ") != std::string::npos) return;
  std::vector<std::string> names;
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') {
      i = std::min(text.find(']', i), text.size() - 1);
    } else if (text[i] == '.' || (text[i] == '-' && i + 1 < text.size() && text[i + 1] == '>')) {
      i += text[i] == '-' ? 1 : 0;
      names.push_back(std::move(name));
      name.clear();
    } else {
      name += text[i];
    }
  }
  names.push_back(std::move(name));
  path.variable = names.front();
  for (std::size_t i = names.size(); i-- > 1;) parts.push_back(names[i]);
  if (path.name.empty() && names.size() > 1) {
    path.name = names.back();
    path.location = recovered.getEndLoc();
  }
}

}  // namespace

MemberPath member_path(const clang::Expr* expression, const SourcePlaces& places) {
  MemberPath path;
  std::vector<std::string> parts;                          // the last one first
  std::vector<std::pair<std::size_t, std::string>> types;  // number of parts below a record, and its type
  for (int i = 0; i < kDeepest && expression != nullptr; ++i) {
    expression = expression->IgnoreParenCasts();
    std::string name;
    clang::SourceLocation location;
    const clang::Expr* base = nullptr;
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(expression)) {
      name = member->getMemberNameInfo().getAsString();
      location = member->getMemberLoc();
      base = member->getBase();
    } else if (const auto* dependent = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(expression)) {
      name = dependent->getMember().getAsString();
      location = dependent->getMemberLoc();
      base = dependent->isImplicitAccess() ? nullptr : dependent->getBase();
    } else if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(expression)) {
      expression = element->getLHS();
      continue;
    } else if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(expression)) {
      if (unary->getOpcode() != clang::UO_Deref && unary->getOpcode() != clang::UO_AddrOf) break;
      expression = unary->getSubExpr();
      continue;
    } else if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression)) {
      // `pointer->` and `list[i]` of classes.
      if (call->getNumArgs() == 0) break;
      expression = call->getArg(0);
      continue;
    } else {
      break;
    }
    if (!name.empty()) {
      if (path.name.empty()) {
        path.name = name;
        path.location = location;
      }
      parts.push_back(name);
    }
    if (base != nullptr) {
      const clang::Expr* record = stripped(base);
      if (record != nullptr && !llvm::isa<clang::DeclRefExpr>(record)) {
        std::string type = type_name(record->getType());
        if (const auto* outer = llvm::dyn_cast<clang::MemberExpr>(record))
          type = type_name(outer->getMemberDecl()->getType());
        if (!type.empty()) types.emplace_back(parts.size(), std::move(type));
      }
    }
    expression = base;
  }
  if (const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(expression)) {
    path.variable = reference->getNameInfo().getAsString();
    types.emplace_back(parts.size(), declared_type_name(*reference->getDecl()));
  } else if (const auto* recovered = llvm::dyn_cast_or_null<clang::RecoveryExpr>(expression)) {
    from_text(*recovered, places, path, parts);
    const auto children = const_cast<clang::RecoveryExpr*>(recovered)->subExpressions();
    const clang::Expr* inner = children.empty() ? nullptr : stripped(children.front());
    if (const auto* known = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner)) {
      types.emplace_back(parts.size(), declared_type_name(*known->getDecl()));
    }
  } else if (llvm::isa_and_nonnull<clang::CXXThisExpr>(expression)) {
    path.variable = "this";
  }
  if (path.name.empty()) return path;
  if (types.empty() || types.back().first != parts.size()) types.emplace_back(parts.size(), std::string());
  for (auto type = types.rbegin(); type != types.rend(); ++type) {
    MemberPath::Level level;
    level.type = type->second;
    for (std::size_t i = std::min(type->first, parts.size()); i-- > 0;) {
      level.path += (level.path.empty() ? "" : ".") + parts[i];
    }
    if (!level.path.empty()) path.levels.push_back(std::move(level));
  }
  if (path.levels.empty()) path.levels.push_back({std::string(), path.name});
  return path;
}

}  // namespace cpsaudit
