#include "source/type_objects.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Sema/IdentifierResolver.h>
#include <clang/Sema/Sema.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "source/raw_tokens.h"

namespace cpsaudit {
namespace {

/// Names that stand before a point wherever they stand: objects.
std::map<std::string_view, bool> names_before_points(const RawFile& raw) {
  std::map<std::string_view, bool> names;
  const auto& tokens = raw.tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != RawToken::Kind::kIdentifier) continue;
    const auto text = [&](std::size_t at) { return at < tokens.size() ? raw.text_of(tokens[at]) : std::string_view(); };
    const std::string_view before = i == 0 ? std::string_view() : text(i - 1);
    // A member of the name is somebody else's.
    if (before == "." || before == "->" || before == "::") continue;
    const bool is_object = text(i + 1) == ".";
    const auto [known, is_new] = names.try_emplace(text(i), is_object);
    if (!is_new) known->second = known->second && is_object;
  }
  return names;
}

/// What a macro that is nothing but another name stands for.
clang::IdentifierInfo* meant_by(clang::Preprocessor& preprocessor, clang::IdentifierInfo* name) {
  constexpr int kMostSteps = 4;
  for (int i = 0; i < kMostSteps; ++i) {
    const clang::MacroInfo* macro = preprocessor.getMacroInfo(name);
    if (macro == nullptr) return name;
    if (macro->isFunctionLike() || macro->getNumTokens() != 1) return nullptr;
    name = macro->tokens_begin()->getIdentifierInfo();
    if (name == nullptr) return nullptr;
  }
  return nullptr;
}

}  // namespace

void declare_objects_named_like_types(clang::CompilerInstance& compiler, const RawFile& raw) {
  if (!compiler.getLangOpts().CPlusPlus || !compiler.hasSema()) return;
  clang::Sema& sema = compiler.getSema();
  clang::ASTContext& context = compiler.getASTContext();
  clang::Preprocessor& preprocessor = compiler.getPreprocessor();
  clang::TranslationUnitDecl* unit = context.getTranslationUnitDecl();
  const auto names = names_before_points(raw);
  for (const auto& [text, is_object] : names) {
    if (!is_object) continue;
    clang::IdentifierInfo* name = meant_by(preprocessor, preprocessor.getIdentifierInfo({text.data(), text.size()}));
    if (name == nullptr) continue;
    const llvm::StringRef meant = name->getName();
    const auto elsewhere = names.find({meant.data(), meant.size()});
    if (elsewhere != names.end() && !elsewhere->second) continue;
    const auto declared = unit->noload_lookup(name);
    const bool is_class =
        !declared.empty() && std::all_of(declared.begin(), declared.end(),
                                         [](const clang::Decl* one) { return llvm::isa<clang::CXXRecordDecl>(one); });
    if (!is_class) continue;
    auto* object = clang::VarDecl::Create(context, unit, {}, {}, name, context.DependentTy,
                                          context.getTrivialTypeSourceInfo(context.DependentTy), clang::SC_Extern);
    object->setImplicit();
    unit->addDecl(object);
    sema.PushOnScopeChains(object, sema.TUScope, false);
  }
}

}  // namespace cpsaudit
