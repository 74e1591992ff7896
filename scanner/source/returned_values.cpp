#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include <set>

#include "source/value_reading.h"

// What a function of the same file gives back.
namespace cpsaudit {
namespace {

constexpr std::size_t kMostReturns = 16;

const clang::FunctionDecl* known_callee(const clang::CallExpr& call) {
  const clang::Expr* callee = call.getCallee()->IgnoreParenImpCasts();
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(callee)) {
    return llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl());
  }
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(callee)) {
    return llvm::dyn_cast<clang::FunctionDecl>(member->getMemberDecl());
  }
  return nullptr;
}

bool is_number(const Constant& constant) {
  return constant.kind == Constant::Kind::kInteger || constant.kind == Constant::Kind::kBoolean;
}

}  // namespace

/// `default_password()`: its texts. Of numbers only the one that it always returns: most stand for success and failure.
bool ValueReader::read_result(Reading& reading, const clang::CallExpr& call, int depth) const {
  const clang::FunctionDecl* function = known_callee(call);
  if (function == nullptr) return false;
  const auto known = assignments_.returns.find(function->getCanonicalDecl());
  if (known == assignments_.returns.end()) return false;
  std::vector<Constant> texts;
  std::vector<Constant> numbers;
  bool open = known->second.size() > kMostReturns;
  std::set<unsigned> handed_back;
  for (const Given& one : known->second) {
    Reading inner;
    inner.function = one.function;
    read_into(inner, one.value, depth + 2);
    open |= inner.open;
    for (const ParameterUse& use : inner.value.parameters) {
      if (use.function.empty()) handed_back.insert(use.index);
    }
    for (Constant& found : inner.value.constants) {
      if (found.condition.text.empty() && one.asked.condition != nullptr) {
        found.condition = condition_of(one.asked, nullptr, places_);
      }
      found.condition.parameter.reset();
      (is_number(found) ? numbers : texts).push_back(std::move(found));
    }
  }
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
  open |= method != nullptr && method->isVirtual();
  const bool always = !open && texts.empty() && handed_back.empty() && !numbers.empty() &&
                      std::all_of(numbers.begin(), numbers.end(),
                                  [&](const Constant& number) { return number.integer == numbers.front().integer; });
  if (always) {
    numbers.front().condition = {};
    reading.add(std::move(numbers.front()));
    return true;
  }
  open |= !numbers.empty();
  for (Constant& text : texts) {
    if (!is_nothing(text) || (!open && texts.size() == 1)) reading.add(std::move(text));
  }
  for (const unsigned index : handed_back) {
    if (index < call.getNumArgs()) read_into(reading, call.getArg(index), depth + 2);
  }
  reading.open |= open;
  return true;
}

}  // namespace cpsaudit
