#include "source/log_statements.h"

#include <clang/AST/Decl.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/Stmt.h>

#include <algorithm>

#include "source/expression_names.h"
#include "source/text_functions.h"

namespace cpsaudit {

std::string callee_name(const clang::Stmt& call) {
  const auto* function = llvm::dyn_cast<clang::CallExpr>(&call);
  return function == nullptr ? std::string() : called(*function).name;
}

bool is_transparent(const clang::Stmt& parent) {
  return llvm::isa<clang::ParenExpr, clang::ImplicitCastExpr, clang::ExprWithCleanups, clang::CXXBindTemporaryExpr,
                   clang::MaterializeTemporaryExpr, clang::ConstantExpr>(parent);
}

namespace {

/// A log that ends the program does more than that.
bool ends_all(llvm::StringRef name) {
  for (const char* word : {"fatal", "panic", "abort", "die", "exit", "throw", "crit"}) {
    if (name.contains_insensitive(word)) return true;
  }
  return false;
}

/// `std::cerr << "bad image"`, `qWarning() << "bad image"`
bool writes_to_log(const clang::Expr& expression, int depth) {
  constexpr int kLongest = 40;
  const clang::Expr* target = nullptr;
  if (const auto* shift = llvm::dyn_cast<clang::BinaryOperator>(&expression);
      shift != nullptr && shift->getOpcode() == clang::BO_Shl) {
    target = shift->getLHS();
  } else if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&expression);
             call != nullptr && call->getOperator() == clang::OO_LessLess && call->getNumArgs() == 2) {
    target = call->getArg(0);
  }
  if (target == nullptr || depth > kLongest) return false;
  const clang::Expr* inner = stripped(target);
  if (inner == nullptr) return false;
  if (writes_to_log(*inner, depth + 1)) return true;
  std::string name = callee_name(*inner);
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner)) name = reference->getNameInfo().getAsString();
  if (const auto* scoped = llvm::dyn_cast<clang::DependentScopeDeclRefExpr>(inner)) {
    name = scoped->getDeclName().getAsString();
  }
  // `LOG(FATAL) << …` ends the program.
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(inner)) {
    for (const clang::Expr* argument : call->arguments()) {
      const auto* level = llvm::dyn_cast<clang::DeclRefExpr>(argument->IgnoreParenCasts());
      if (level != nullptr && ends_all(level->getNameInfo().getAsString())) return false;
    }
  }
  const bool stream = name == "cerr" || name == "cout" || name == "clog" || name == "wcerr" || name == "wcout";
  return stream || (!name.empty() && only_prints(name) && !ends_all(name));
}

/// `msg(LOG_WARNING, "certificate of %s", host)`: whatever it is called, a level and a text say what it does.
bool takes_level_and_text(const clang::Stmt& statement) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement);
  if (call == nullptr) return false;
  bool level = false;
  bool text = false;
  for (const clang::Expr* argument : call->arguments()) {
    const clang::Expr* inner = argument->IgnoreParenCasts();
    text |= llvm::isa<clang::StringLiteral>(inner);
    const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner);
    if (reference == nullptr) continue;
    const std::string written = reference->getNameInfo().getAsString();
    const llvm::StringRef name(written);
    for (const char* ending : {"WARN", "WARNING", "INFO", "NOTICE", "DEBUG", "ERR", "ERROR", "TRACE", "VERBOSE"}) {
      level |=
          name == ending || (name.ends_with(ending) && name.drop_back(llvm::StringRef(ending).size()).ends_with("_"));
    }
  }
  return level && text;
}

/// `mbedtls_x509_crt_verify_info(text, sizeof text, " ! ", flags)`: makes a text for people of what went wrong.
bool words_error(llvm::StringRef name) {
  for (const char* ending : {"verify_info", "strerror", "strerror_r", "error_string", "error_string_n", "err_to_name",
                             "err_to_name_r", "verification_status_print"}) {
    if (name.ends_with_insensitive(ending)) return true;
  }
  return false;
}

/// `char text[200];`
bool only_declares(const clang::Stmt& statement) {
  const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(&statement);
  return declaration != nullptr &&
         std::all_of(declaration->decl_begin(), declaration->decl_end(), [](const clang::Decl* declared) {
           const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
           return variable != nullptr &&
                  (variable->getInit() == nullptr || llvm::isa<clang::InitListExpr>(variable->getInit()));
         });
}

}  // namespace

bool prints(const clang::Stmt& call) {
  const std::string name = callee_name(call);
  return !name.empty() && !ends_all(name) && (only_prints(name) || words_error(name) || takes_level_and_text(call));
}

bool is_shown_by_name(const std::vector<const clang::Stmt*>& parents) {
  for (std::size_t i = parents.size() - 1; i-- > 0;) {
    if (is_transparent(*parents[i])) continue;
    if (!llvm::isa<clang::CallExpr>(parents[i])) return false;
    if (prints(*parents[i])) return true;
    const std::string called = callee_name(*parents[i]);
    const llvm::StringRef name(called);
    const bool tells = name.ends_with_insensitive("str") || name.ends_with_insensitive("string") ||
                       name.ends_with_insensitive("strerror") || name.ends_with_insensitive("name") ||
                       name.ends_with_insensitive("text") || name.ends_with_insensitive("msg");
    if (!tells) return false;
  }
  return false;
}

bool only_shows(const clang::Stmt* statement, int depth) {
  constexpr int kDeepest = 8;
  if (statement == nullptr || llvm::isa<clang::NullStmt>(statement)) return true;
  if (depth > kDeepest) return false;
  if (only_declares(*statement)) return true;
  if (const auto* block = llvm::dyn_cast<clang::CompoundStmt>(statement)) {
    return std::all_of(block->body_begin(), block->body_end(),
                       [&](const clang::Stmt* inner) { return only_shows(inner, depth + 1); });
  }
  if (const auto* loop = llvm::dyn_cast<clang::DoStmt>(statement)) return only_shows(loop->getBody(), depth + 1);
  if (const auto* branch = llvm::dyn_cast<clang::IfStmt>(statement)) {
    return only_shows(branch->getThen(), depth + 1) && only_shows(branch->getElse(), depth + 1);
  }
  const auto* expression = llvm::dyn_cast<clang::Expr>(statement);
  if (expression == nullptr) return false;
  const clang::Expr* inner = expression->IgnoreParenCasts();
  if (const auto* full = llvm::dyn_cast<clang::FullExpr>(inner)) inner = full->getSubExpr();
  if (writes_to_log(*inner, 0)) return true;
  return prints(*inner);
}

}  // namespace cpsaudit
