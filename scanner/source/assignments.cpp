#include "source/assignments.h"

#include <clang/AST/Decl.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>

#include <algorithm>

#include "source/expression_names.h"
#include "source/text_functions.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kDeepest = 1500;
constexpr std::size_t kMostValues = 16;
constexpr int kLongestPath = 16;
/// Calls that one variable is given to, and texts that are added to it.
constexpr std::size_t kMostUses = 48;
/// Of what all functions of the file may use.
constexpr std::size_t kMostUsesOfGlobal = 400;
/// Elements of one array that are followed one by one.
constexpr std::size_t kMostElements = 512;

class Visitor : public clang::RecursiveASTVisitor<Visitor> {
 public:
  explicit Visitor(const SourcePlaces& places) : places_(places) {}

  Assignments assignments;

  bool TraverseDecl(clang::Decl* declaration) {
    const clang::FunctionDecl* outer = function_;
    auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(declaration);
    const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(function);
    if (function != nullptr && (method == nullptr || !method->getParent()->isLambda())) function_ = function;
    if (function != nullptr && function->doesThisDeclarationHaveABody()) {
      assignments.defined.insert(function_name(*function));
    }
    const bool go_on = RecursiveASTVisitor::TraverseDecl(declaration);
    function_ = outer;
    return go_on;
  }

  bool TraverseLambdaExpr(clang::LambdaExpr* lambda) {
    ++lambdas_;
    const bool go_on = RecursiveASTVisitor::TraverseLambdaExpr(lambda);
    --lambdas_;
    return go_on;
  }

  bool TraverseStmt(clang::Stmt* statement, DataRecursionQueue* /*queue*/ = nullptr) {
    if (statement == nullptr || parents_.size() > kDeepest) return true;
    parents_.push_back(statement);
    const bool go_on = RecursiveASTVisitor::TraverseStmt(statement);
    parents_.pop_back();
    return go_on;
  }

  bool VisitVarDecl(clang::VarDecl* variable) {
    if (llvm::isa<clang::ParmVarDecl>(variable)) return true;
    if (!variable->hasInit() || variable->getInit() == nullptr) return true;
    walks(variable, variable->getInit());
    add(assignments.values[variable->getCanonicalDecl()], variable->getInit(), true, variable);
    return true;
  }

  bool VisitFieldDecl(clang::FieldDecl* field) {
    const clang::Expr* initializer = field->hasInClassInitializer() ? field->getInClassInitializer() : nullptr;
    if (initializer != nullptr) add(assignments.members[field->getCanonicalDecl()], initializer, true);
    return true;
  }

  bool VisitCXXConstructorDecl(clang::CXXConstructorDecl* constructor) {
    for (const clang::CXXCtorInitializer* member : constructor->inits()) {
      if (!member->isWritten() || member->getInit() == nullptr || member->getAnyMember() == nullptr) continue;
      const clang::FunctionDecl* outer = function_;
      function_ = constructor;
      add(assignments.members[member->getAnyMember()->getCanonicalDecl()], member->getInit(), true);
      function_ = outer;
    }
    return true;
  }

  bool VisitBinaryOperator(clang::BinaryOperator* operation) {
    if (operation->getOpcode() == clang::BO_Assign) {
      assigned(operation->getLHS(), operation->getRHS());
    } else if (operation->isAssignmentOp()) {
      changed(operation->getLHS());
      // `flags |= A` adds A to what it may be.
      if (operation->getOpcode() == clang::BO_OrAssign) assigned(operation->getLHS(), operation->getRHS());
      if (operation->getOpcode() == clang::BO_AddAssign) added(operation->getLHS(), operation->getRHS());
    } else if (operation->getOpcode() == clang::BO_Shl) {
      added(operation->getLHS(), operation->getRHS());
    }
    return true;
  }

  bool VisitCXXForRangeStmt(clang::CXXForRangeStmt* loop) {
    if (loop->getLoopVariable() != nullptr && loop->getRangeInit() != nullptr) {
      walks(loop->getLoopVariable(), loop->getRangeInit());
    }
    return true;
  }

  bool VisitCXXConstructExpr(clang::CXXConstructExpr* constructed) {
    for (const clang::Expr* argument : constructed->arguments()) note_handed_on(argument);
    return true;
  }

  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr* call) {
    for (const clang::Expr* argument : call->arguments()) {
      note_handed_on(argument);
      note_filled(argument);
    }
    const auto kind = call->getOperator();
    if ((kind == clang::OO_PlusEqual || kind == clang::OO_LessLess) && call->getNumArgs() == 2) {
      added(call->getArg(0), call->getArg(1));
    }
    if (!call->isAssignmentOp() || call->getNumArgs() != 2) return true;
    if (call->getOperator() == clang::OO_Equal) {
      assigned(call->getArg(0), call->getArg(1));
    } else {
      changed(call->getArg(0));
    }
    return true;
  }

  /// Of types that nobody knows.
  bool VisitRecoveryExpr(clang::RecoveryExpr* recovered) {
    const auto parts = recovered->subExpressions();
    for (unsigned i = 0; i < parts.size(); ++i) {
      if (parts[i] == nullptr) continue;
      note_handed_on(parts[i]);
      note_filled(parts[i]);
      if (i > 0) handed(parts[i], *recovered, i);
    }
    if (parts.size() != 2 || parts[0] == nullptr || parts[1] == nullptr) return true;
    if (places_.between(parts[0]->getSourceRange(), parts[1]->getSourceRange()) == "=") assigned(parts[0], parts[1]);
    return true;
  }

  bool VisitReturnStmt(clang::ReturnStmt* statement) {
    if (function_ == nullptr || lambdas_ > 0 || statement->getRetValue() == nullptr) return true;
    std::vector<Given>& values = assignments.returns[function_->getCanonicalDecl()];
    // One more than anybody reads, so that what is left out is not taken for all.
    if (values.size() <= kMostValues) {
      values.push_back({statement->getRetValue(), function_, false, innermost_condition(parents_)});
    }
    return true;
  }

  bool VisitUnaryOperator(clang::UnaryOperator* operation) {
    if (operation->getOpcode() == clang::UO_AddrOf || operation->isIncrementDecrementOp()) {
      changed(operation->getSubExpr());
    }
    return true;
  }

  /// A text that is copied or built is given to where it goes; an array that is handed on may be written to.
  bool VisitCallExpr(clang::CallExpr* call) {
    note_uses(*call);
    const auto [name, object] = called(*call);
    const std::string_view function = object == nullptr ? std::string_view(name) : std::string_view();
    const std::optional<TextFunction> text = text_function(function);
    const std::optional<FillFunction> fill = fill_function(function);
    if (fill && call->getNumArgs() > std::max(fill->target, fill->byte.value_or(0))) {
      const clang::VarDecl* array = array_of(call->getArg(fill->target));
      if (array != nullptr) add(assignments.values[array->getCanonicalDecl()], call, false, array);
      return true;
    }
    if (text && text->target && call->getNumArgs() > std::max(*text->target, text->source)) {
      const clang::Expr* target = call->getArg(*text->target);
      if (text->appends) {
        changed(target);
        added(target, call->getArg(text->source));
      } else {
        assigned(target, call);
      }
      return true;
    }
    for (const clang::Expr* argument : call->arguments()) {
      note_handed_on(argument);
      note_filled(argument);
      const clang::VarDecl* variable = variable_of(argument);
      if (variable != nullptr && variable->getType()->isArrayType()) {
        assignments.open.insert(variable->getCanonicalDecl());
      }
    }
    return true;
  }

 private:
  /// What a call is given, object and arguments.
  void note_uses(const clang::CallExpr& call) {
    if (llvm::isa<clang::CXXOperatorCallExpr>(call)) return;
    const clang::Expr* callee = call.getCallee()->IgnoreParenImpCasts();
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(callee)) {
      handed(member->getBase(), call, 0);
      append(*member->getBase(), member->getMemberNameInfo().getAsString(), call);
    } else if (const auto* dependent = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(callee);
               dependent != nullptr && !dependent->isImplicitAccess()) {
      handed(dependent->getBase(), call, 0);
      append(*dependent->getBase(), dependent->getMember().getAsString(), call);
    }
    for (unsigned i = 0; i < call.getNumArgs(); ++i) handed(call.getArg(i), call, i + 1);
  }

  /// `text.append(more)`, `text.concat(more)`
  void append(const clang::Expr& text, const std::string& method, const clang::CallExpr& call) {
    if (method != "append" && method != "concat" && method != "push_back" && method != "insert") return;
    for (const clang::Expr* argument : call.arguments()) added(&text, argument);
  }

  void handed(const clang::Expr* argument, const clang::Expr& call, unsigned number) {
    const FieldOfVariable base = base_variable(argument);
    if (base.first == nullptr) return;
    auto& calls = assignments.handed_to[{base.first->getCanonicalDecl(), base.second}];
    const std::size_t most = base.first->hasLocalStorage() ? kMostUses : kMostUsesOfGlobal;
    if (calls.size() < most) calls.push_back({&call, number, function_});
  }

  /// `out << a << b`: all of them to `out`.
  void added(const clang::Expr* target, const clang::Expr* value) {
    for (int i = 0; i < kLongestPath && target != nullptr; ++i) {
      const clang::Expr* inner = stripped(target);
      const clang::Expr* next = nullptr;
      if (const auto* shift = llvm::dyn_cast_or_null<clang::BinaryOperator>(inner);
          shift != nullptr && shift->getOpcode() == clang::BO_Shl) {
        next = shift->getLHS();
      } else if (const auto* call = llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(inner);
                 call != nullptr && call->getOperator() == clang::OO_LessLess && call->getNumArgs() == 2) {
        next = call->getArg(0);
      }
      if (next == nullptr) break;
      target = next;
    }
    const FieldOfVariable base = base_variable(target);
    if (base.first == nullptr || !base.first->hasLocalStorage()) return;
    auto& values = assignments.added[{base.first->getCanonicalDecl(), base.second}];
    if (values.size() < kMostUses) values.push_back(value);
  }

  void walks(const clang::VarDecl* walker, const clang::Expr* over) {
    const FieldOfVariable base = base_variable(over);
    if (base.first == nullptr || base.first == walker || !base.second.empty()) return;
    auto& walkers = assignments.walkers[base.first->getCanonicalDecl()];
    if (walkers.size() < kMostUses) walkers.push_back(walker->getCanonicalDecl());
  }

  static const clang::VarDecl* variable_of(const clang::Expr* expression) {
    const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression->IgnoreParenCasts());
    return reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  }

  /// `key`, `&key[0]`, `key + 4`, `&key`: the array.
  static const clang::VarDecl* array_of(const clang::Expr* expression) {
    for (int i = 0; i < kLongestPath && expression != nullptr; ++i) {
      expression = expression->IgnoreParenCasts();
      if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(expression)) {
        if (unary->getOpcode() != clang::UO_AddrOf && unary->getOpcode() != clang::UO_Deref) return nullptr;
        expression = unary->getSubExpr();
      } else if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(expression)) {
        expression = element->getLHS();
      } else if (const auto* moved = llvm::dyn_cast<clang::BinaryOperator>(expression)) {
        if (!moved->isAdditiveOp()) return nullptr;
        expression = moved->getLHS();
      } else {
        const clang::VarDecl* variable = variable_of(expression);
        return variable != nullptr && variable->getType()->isArrayType() ? variable : nullptr;
      }
    }
    return nullptr;
  }

  /// Whoever is given an array may write to it, unless the tree shows that it only reads.
  void note_filled(const clang::Expr* argument) {
    const clang::VarDecl* array = argument == nullptr ? nullptr : array_of(argument);
    if (array == nullptr) return;
    const clang::QualType type = argument->getType();
    const bool read_only = !type.isNull() && type->isPointerType() && type->getPointeeType().isConstQualified() &&
                           !array->getType()->getArrayElementTypeNoTypeQual()->isDependentType();
    if (!read_only) assignments.filled_at[array->getCanonicalDecl()].push_back(argument->getBeginLoc());
  }

  /// By value only a copy goes on; the tree shows that where it knows the function.
  void note_handed_on(const clang::Expr* argument) {
    const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(argument->IgnoreParens());
    const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
    if (variable != nullptr) assignments.handed_on.insert(variable->getCanonicalDecl());
  }

  void assigned(const clang::Expr* target, const clang::Expr* value) {
    if (const clang::VarDecl* variable = variable_of(target)) {
      add(assignments.values[variable->getCanonicalDecl()], value, false, variable);
      walks(variable, value);
      return;
    }
    if (const clang::FieldDecl* member = own_member(target)) {
      add(assignments.members[member->getCanonicalDecl()], value, false);
      return;
    }
    const auto [variable, path] = field_of_variable(target);
    if (variable != nullptr && !path.empty()) {
      add(assignments.fields[{variable->getCanonicalDecl(), path}], value, false);
      const std::string type = declared_type_name(*variable);
      if (!type.empty()) add(assignments.record_fields[{type, path}], value, false);
      return;
    }
    if (const clang::VarDecl* array = array_of(target)) {
      assignments.filled_at[array->getCanonicalDecl()].push_back(target->getBeginLoc());
    }
    const auto element = constant_element(target);
    if (!element) return;
    const auto [array, field] = field_of_variable(element->array);
    if (array == nullptr) return;
    auto& elements = assignments.elements[{array->getCanonicalDecl(), field}];
    if (elements.size() < kMostElements) add(elements[element->index], value, false);
  }

  void changed(const clang::Expr* target) {
    if (const clang::VarDecl* variable = variable_of(target)) assignments.open.insert(variable->getCanonicalDecl());
  }

  void add(std::vector<Given>& values, const clang::Expr* value, bool initial,
           const clang::VarDecl* variable = nullptr) {
    if (values.size() < kMostValues) {
      values.push_back({value, function_, initial, initial ? Asked{} : innermost_condition(parents_)});
    } else if (variable != nullptr) {
      assignments.open.insert(variable->getCanonicalDecl());
    }
  }

  const SourcePlaces& places_;
  const clang::FunctionDecl* function_ = nullptr;
  unsigned lambdas_ = 0;
  std::vector<const clang::Stmt*> parents_;
};

}  // namespace

Assignments collect_assignments(const std::vector<clang::Decl*>& declarations, const SourcePlaces& places) {
  Visitor visitor(places);
  for (clang::Decl* declaration : declarations) visitor.TraverseDecl(declaration);
  return std::move(visitor.assignments);
}

std::pair<const clang::VarDecl*, std::string> field_of_variable(const clang::Expr* expression) {
  std::string path;
  for (int i = 0; i < kLongestPath && expression != nullptr; ++i) {
    expression = expression->IgnoreParenCasts();
    std::string name;
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(expression)) {
      if (member->getMemberDecl()->getIdentifier() != nullptr) name = member->getMemberDecl()->getName().str();
      expression = member->getBase();
    } else if (const auto* dependent = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(expression)) {
      if (dependent->isImplicitAccess()) return {};
      name = dependent->getMember().getAsString();
      expression = dependent->getBase();
    } else if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(expression)) {
      if (unary->getOpcode() != clang::UO_Deref && unary->getOpcode() != clang::UO_AddrOf) return {};
      expression = unary->getSubExpr();
      continue;
    } else if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression)) {
      return {llvm::dyn_cast<clang::VarDecl>(reference->getDecl()), path};
    } else {
      return {};
    }
    if (!name.empty()) path = path.empty() ? name : name + "." + path;
  }
  return {};
}

FieldOfVariable base_variable(const clang::Expr* expression) {
  for (int i = 0; i < kLongestPath && expression != nullptr; ++i) {
    expression = stripped(expression);
    if (expression == nullptr) return {};
    if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(expression)) {
      expression = element->getLHS();
    } else if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(expression)) {
      const bool moves = unary->isIncrementDecrementOp() || unary->getOpcode() == clang::UO_AddrOf ||
                         unary->getOpcode() == clang::UO_Deref;
      if (!moves) return {};
      expression = unary->getSubExpr();
    } else if (const auto* moved = llvm::dyn_cast<clang::BinaryOperator>(expression)) {
      if (!moved->isAdditiveOp()) return {};
      expression = moved->getLHS();
    } else if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression)) {
      const auto kind = operation->getOperator();
      if ((kind != clang::OO_Subscript && kind != clang::OO_Star) || operation->getNumArgs() == 0) return {};
      expression = operation->getArg(0);
    } else if (const auto* call = llvm::dyn_cast<clang::CallExpr>(expression)) {
      // `text.c_str()`, `text.begin()`
      const clang::Expr* callee = call->getCallee()->IgnoreParenImpCasts();
      if (call->getNumArgs() > 0) return {};
      if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(callee)) {
        expression = member->getBase();
      } else if (const auto* dependent = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(callee);
                 dependent != nullptr && !dependent->isImplicitAccess()) {
        expression = dependent->getBase();
      } else {
        return {};
      }
    } else {
      return field_of_variable(expression);
    }
  }
  return {};
}

std::optional<ElementName> constant_element(const clang::Expr* expression) {
  const auto* element = llvm::dyn_cast_or_null<clang::ArraySubscriptExpr>(expression->IgnoreParenCasts());
  if (element == nullptr) return std::nullopt;
  const auto* index = llvm::dyn_cast<clang::IntegerLiteral>(element->getRHS()->IgnoreParenCasts());
  if (index == nullptr) return std::nullopt;
  return ElementName{element->getLHS(), index->getValue().getLimitedValue()};
}

const clang::FieldDecl* own_member(const clang::Expr* expression) {
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(expression->IgnoreParenCasts());
  if (member == nullptr || !llvm::isa<clang::CXXThisExpr>(member->getBase()->IgnoreParenCasts())) return nullptr;
  return llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
}

}  // namespace cpsaudit
