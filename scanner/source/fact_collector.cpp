#include "source/fact_collector.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "source/assignments.h"
#include "source/command_words.h"
#include "source/conditions.h"
#include "source/fact_writer.h"
#include "source/just_in_time.h"
#include "source/member_path.h"
#include "source/result_use.h"
#include "source/text_functions.h"
#include "source/value_reader.h"

namespace cpsaudit {
namespace {

/// Deeper trees are not written by people, and each level costs stack.
constexpr int kDeepest = 1500;

/// Levels of wrappers in one file that are followed.
constexpr int kMostRounds = 4;

class Visitor : public clang::RecursiveASTVisitor<Visitor>, public FactWriter {
 public:
  using FactWriter::FactWriter;

  /// Level by level the calls of functions of this file that hand on what checks look at.
  void follow_wrappers() {
    for (int round = 0; round < kMostRounds; ++round) {
      define_new();
      const Wrappers more = new_wrappers();
      if (more.names.empty() && more.commands.empty() && more.traced.empty()) return;
      wrappers_.names.insert(more.names.begin(), more.names.end());
      wrappers_.commands.insert(more.commands.begin(), more.commands.end());
      wrappers_.traced.insert(more.traced.begin(), more.traced.end());
      std::set<std::string> names = more.names;
      names.insert(more.traced.begin(), more.traced.end());
      for (const auto& [name, parameter] : more.commands) names.insert(name);
      for (const std::string& name : names) look_again_at(name);
    }
    define_new();
  }

  /// What can only be said when everything has been seen.
  void finish() {
    for (const Kept& kept : kept_results_) uses_.settle(collected.facts.calls[kept.call], *kept.variable, kept.held);
    for (const Handed& handed : handed_over_) {
      uses_.settle(collected.facts.calls[handed.call].answers[handed.answer], *handed.variable);
    }
    for (const clang::FunctionDecl* function : named_) {
      const std::string_view name = view(function->getName());
      const bool is_known = interest_.function(name) || interest_.guard(name) || asks_for_constant(*function);
      if (!is_known) constant_return(*function, {});
      if (!interest_.answers(function_name(*function))) callback_answers(*function, {});
      // Whoever asks what it does must know that its body stands here.
      if (defined_.insert(function).second) define(*function);
    }
    leave_used_literals();
  }

  bool shouldVisitImplicitCode() const { return false; }
  bool shouldVisitTemplateInstantiations() const { return false; }

  bool TraverseDecl(clang::Decl* declaration) {
    if (declaration == nullptr || depth_ > kDeepest) return true;
    if (declaration->isImplicit() && !llvm::isa<clang::TranslationUnitDecl>(declaration)) return true;
    const bool context_decl = llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(declaration);
    if (!context_decl && declaration->getLocation().isValid() && !places_.in_main_file(declaration->getLocation())) {
      return true;
    }
    const clang::FunctionDecl* outer = function_;
    auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration);
    if (auto* shaped = llvm::dyn_cast<clang::FunctionTemplateDecl>(declaration)) function = shaped->getTemplatedDecl();
    const bool lambda = function != nullptr && llvm::isa<clang::CXXMethodDecl>(function) &&
                        llvm::cast<clang::CXXMethodDecl>(function)->getParent()->isLambda();
    if (function != nullptr && !lambda) function_ = function;
    const clang::VarDecl* outer_variable = declared_;
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) declared_ = variable;
    ++depth_;
    const bool go_on = RecursiveASTVisitor::TraverseDecl(declaration);
    --depth_;
    declared_ = outer_variable;
    function_ = outer;
    return go_on;
  }

  bool TraverseStmt(clang::Stmt* statement, DataRecursionQueue* /*queue*/ = nullptr) {
    if (statement == nullptr || depth_ > kDeepest) return true;
    if (is_unreachable(*statement)) {
      if (const auto range = places_.main_range(statement->getSourceRange())) collected.unreachable.push_back(*range);
      return true;
    }
    parents_.push_back(statement);
    ++depth_;
    const bool go_on = RecursiveASTVisitor::TraverseStmt(statement);
    --depth_;
    parents_.pop_back();
    if (!parents_.empty() && always_leaves(*statement)) ended_.insert(parents_.back());
    return go_on;
  }

  bool VisitFunctionDecl(clang::FunctionDecl* function) {
    if (!function->doesThisDeclarationHaveABody()) return true;
    bodies_.emplace(function_name(*function), function);
    if (interest_.answers(function_name(*function))) callback_answers(*function, {});
    if (function->getIdentifier() == nullptr) return true;
    const bool is_asked_for = interest_.function(view(function->getName()));
    // What checks look for in a program may be there by its name alone.
    const bool is_companion = is_asked_for || interest_.guard(view(function->getName()));
    if (is_companion || asks_for_constant(*function)) constant_return(*function, {});
    const bool implements = is_asked_for && !calls_namesake(function->getBody(), function->getName(), 0);
    if (implements) collected.facts.implemented.push_back(function_name(*function));
    return true;
  }

  bool VisitDeclRefExpr(clang::DeclRefExpr* reference) {
    uses_.note(*reference, parents_, declared_);
    return true;
  }

  bool VisitInitListExpr(clang::InitListExpr* list) {
    pair(*list);
    table_row(*list);
    return true;
  }

  bool VisitCallExpr(clang::CallExpr* call) {
    if (llvm::isa<clang::CXXOperatorCallExpr, clang::UserDefinedLiteral>(call)) return true;
    Callee callee = callee_of(*call->getCallee());
    if (callee.name.empty()) return true;
    std::vector<const clang::Expr*> arguments(call->arg_begin(), call->arg_end());
    callee.gives_nothing = !call->getType().isNull() && call->getType()->isVoidType();
    add_call(callee, arguments, call->getSourceRange());
    if (compares_strings(callee.name)) {
      const clang::Expr* first = callee.receiver != nullptr ? callee.receiver
                                 : arguments.empty()        ? nullptr
                                                            : arguments[0];
      const std::size_t second = callee.receiver != nullptr ? 0 : 1;
      if (first != nullptr && arguments.size() > second) {
        compared_name(*first, *arguments[second]);
        compared_name(*arguments[second], *first);
      }
    }
    if (const auto text = text_function(callee.name)) {
      const bool writes = text->target && !text->appends && arguments.size() > std::max(*text->target, text->source);
      if (writes && !member_path(arguments[*text->target], places_).name.empty()) {
        assigned(arguments[*text->target], text->formats ? call : arguments[text->source]);
      }
    }
    return true;
  }

  /// A call whose arguments do not fit: the function and the arguments, one after the other.
  bool VisitRecoveryExpr(clang::RecoveryExpr* recovered) {
    const auto parts = recovered->subExpressions();
    if (parts.empty() || parts.front() == nullptr) return true;
    if (parts.size() == 2 && parts[1] != nullptr &&
        places_.between(parts[0]->getSourceRange(), parts[1]->getSourceRange()) == "=") {
      assigned(parts[0], parts[1]);
      return true;
    }
    if (parts.size() == 2) add_output(*recovered, recovered->getBeginLoc());
    const auto range = places_.main_range(recovered->getSourceRange());
    if (!range || range->end <= range->begin || places_.slice(*range).back() != ')') return true;
    const clang::Expr* called = parts.front()->IgnoreParenImpCasts();
    if (!llvm::isa<clang::DeclRefExpr, clang::MemberExpr, clang::OverloadExpr>(called)) return true;
    const auto whole = places_.main_range(called->getSourceRange());
    if (!whole || whole->begin != range->begin) return true;
    const std::string_view rest = places_.slice({whole->end, range->end});
    if (rest.find_first_not_of(" \t\r\n") == std::string_view::npos || rest[rest.find_first_not_of(" \t\r\n")] != '(') {
      return true;
    }
    Callee callee = callee_of(*called);
    callee.resolved = false;
    if (!callee.name.empty()) {
      add_call(callee, std::vector<const clang::Expr*>(parts.begin() + 1, parts.end()), recovered->getSourceRange());
    }
    return true;
  }

  bool VisitCXXConstructExpr(clang::CXXConstructExpr* constructed) {
    if (constructed->isElidable()) return true;
    add_construction(type_name(constructed->getType()), constructed->getBeginLoc(),
                     {constructed->arg_begin(), constructed->arg_end()}, constructed->getSourceRange(), true);
    return true;
  }

  bool VisitCXXUnresolvedConstructExpr(clang::CXXUnresolvedConstructExpr* constructed) {
    std::string name = type_name(constructed->getTypeAsWritten());
    std::vector<const clang::Expr*> arguments(constructed->arg_begin(), constructed->arg_end());
    // `Url{"…"}`
    const auto* braces = arguments.size() == 1 ? llvm::dyn_cast<clang::InitListExpr>(arguments.front()) : nullptr;
    if (constructed->isListInitialization() && braces != nullptr) {
      arguments.assign(braces->inits().begin(), braces->inits().end());
    }
    add_construction(name, constructed->getBeginLoc(), arguments, constructed->getSourceRange(), false);
    return true;
  }

  bool VisitCXXNewExpr(clang::CXXNewExpr* created) {
    const clang::Expr* initializer = created->getInitializer();
    if (initializer == nullptr || llvm::isa<clang::CXXConstructExpr>(initializer)) return true;
    std::vector<const clang::Expr*> arguments;
    if (const auto* list = llvm::dyn_cast<clang::ParenListExpr>(initializer)) {
      for (unsigned i = 0; i < list->getNumExprs(); ++i) arguments.push_back(list->getExpr(i));
    } else if (const auto* braces = llvm::dyn_cast<clang::InitListExpr>(initializer)) {
      for (const clang::Expr* element : braces->inits()) arguments.push_back(element);
    }
    const clang::TypeSourceInfo* type = created->getAllocatedTypeSourceInfo();
    add_construction(type_name(created->getAllocatedType()),
                     type == nullptr ? created->getBeginLoc() : type->getTypeLoc().getBeginLoc(), arguments,
                     created->getSourceRange(), false);
    return true;
  }

  bool VisitVarDecl(clang::VarDecl* variable) {
    if (variable->getIdentifier() == nullptr) return true;
    if (const auto* parameter = llvm::dyn_cast<clang::ParmVarDecl>(variable)) {
      if (parameter->hasUninstantiatedDefaultArg() || parameter->hasUnparsedDefaultArg()) return true;
    }
    const clang::Expr* initializer = variable->getInit();
    const std::string type = declared_type_name(*variable);
    if (initializer != nullptr && !llvm::isa<clang::ParmVarDecl>(variable)) {
      construction_of(*variable, type, *initializer);
      aggregate(*initializer, type, variable->getName(), variable->getLocation());
    }
    if (initializer != nullptr && interest_.record(type) && is_unknown_name(*initializer)) {
      // `Options o = Options_initializer;`: the SDK's macro gives the defaults, what follows sets the rest.
      open_record(type, variable->getName(), variable->getLocation(), variable);
    }
    if (initializer == nullptr) {
      if (interest_.record(type)) open_record(type, variable->getName(), variable->getLocation(), variable);
      return true;
    }
    if (interest_.name(view(variable->getName())) && matters_here(variable->getName()) &&
        !is_default_construction(*initializer)) {
      FieldInit field;
      field.how = FieldInit::How::kVariable;
      field.variable = variable->getName();
      field.type = type;
      const bool is_kept = variable->isFileVarDecl() && !variable->getType().isConstQualified();
      field.is_settable = is_kept || llvm::isa<clang::ParmVarDecl>(variable);
      add_field(std::move(field), initializer, variable->getLocation(), variable->getLocation());
    }
    return true;
  }

  bool VisitFieldDecl(clang::FieldDecl* declared) {
    const clang::Expr* initializer = declared->hasInClassInitializer() ? declared->getInClassInitializer() : nullptr;
    if (initializer == nullptr || declared->getIdentifier() == nullptr) return true;
    const std::string type = type_name(declared->getType());
    aggregate(*initializer, type, declared->getName(), declared->getLocation());
    // `WiFiServer console_{23};`
    if (llvm::isa<clang::InitListExpr>(initializer)) {
      constructed_member(*declared, *initializer, declared->getTypeSpecStartLoc());
    }
    if (!interest_.field(view(declared->getName()))) return true;
    FieldInit field;
    field.how = FieldInit::How::kInitializer;
    field.type = type_name(context_.getTypeDeclType(declared->getParent()));
    field.field = declared->getName();
    add_field(std::move(field), initializer, declared->getLocation(), declared->getLocation());
    return true;
  }

  /// `Class() : password("x")`
  bool VisitCXXConstructorDecl(clang::CXXConstructorDecl* constructor) {
    for (const clang::CXXCtorInitializer* member : constructor->inits()) {
      if (!member->isWritten() || member->getInit() == nullptr) continue;
      const clang::FieldDecl* declared = member->getAnyMember();
      if (declared == nullptr || declared->getIdentifier() == nullptr) continue;
      constructed_member(*declared, *member->getInit(), member->getSourceLocation());
      if (!interest_.field(view(declared->getName()))) continue;
      FieldInit field;
      field.how = FieldInit::How::kInitializer;
      field.type = type_name(context_.getTypeDeclType(declared->getParent()));
      field.field = declared->getName();
      add_field(std::move(field), member->getInit(), member->getSourceLocation(), member->getSourceLocation());
    }
    return true;
  }

  bool VisitBinaryOperator(clang::BinaryOperator* operation) {
    // `flags |= A` says no less of A than `flags = A`.
    if (operation->getOpcode() == clang::BO_Assign || operation->getOpcode() == clang::BO_OrAssign) {
      assigned(operation->getLHS(), operation->getRHS());
    }
    if (operation->getOpcode() == clang::BO_AddAssign) added(*operation->getLHS(), *operation->getRHS());
    if (operation->getOpcode() == clang::BO_Shl) add_output(*operation, operation->getOperatorLoc());
    const clang::BinaryOperatorKind kind = operation->getOpcode();
    const bool mixes = kind == clang::BO_Xor || kind == clang::BO_XorAssign || kind == clang::BO_AddAssign;
    if (operation->isComparisonOp() || mixes) {
      add_comparison(*operation->getLHS(), *operation->getRHS(),
                     clang::BinaryOperator::getOpcodeStr(operation->getOpcode()), operation->getSourceRange());
    }
    if (operation->isEqualityOp()) {
      compared(*operation->getLHS(), *operation->getRHS());
      compared(*operation->getRHS(), *operation->getLHS());
      compared_name(*operation->getLHS(), *operation->getRHS());
      compared_name(*operation->getRHS(), *operation->getLHS());
    }
    return true;
  }

  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr* call) {
    if (call->getOperator() == clang::OO_LessLess) add_output(*call, call->getOperatorLoc());
    const clang::OverloadedOperatorKind kind = call->getOperator();
    const bool mixes = kind == clang::OO_Caret || kind == clang::OO_CaretEqual || kind == clang::OO_PlusEqual;
    if ((call->isComparisonOp() || mixes) && call->getNumArgs() == 2) {
      add_comparison(*call->getArg(0), *call->getArg(1), clang::getOperatorSpelling(call->getOperator()),
                     call->getSourceRange());
    }
    const bool compares = call->getOperator() == clang::OO_EqualEqual || call->getOperator() == clang::OO_ExclaimEqual;
    if (compares && call->getNumArgs() == 2) {
      compared_name(*call->getArg(0), *call->getArg(1));
      compared_name(*call->getArg(1), *call->getArg(0));
    }
    const bool sets = call->getOperator() == clang::OO_Equal || call->getOperator() == clang::OO_PipeEqual;
    if (sets && call->getNumArgs() == 2) assigned(call->getArg(0), call->getArg(1));
    if (call->getOperator() == clang::OO_PlusEqual && call->getNumArgs() == 2)
      added(*call->getArg(0), *call->getArg(1));
    return true;
  }

  bool VisitCompoundLiteralExpr(clang::CompoundLiteralExpr* literal) {
    aggregate(*literal->getInitializer(), type_name(literal->getType()), assigned_variable(), literal->getLParenLoc());
    return true;
  }

  bool VisitStringLiteral(clang::StringLiteral* literal) {
    if (literal->getLength() == 0 || used_.contains(literal)) return true;
    Constant constant = values_.string_constant(*literal);
    if (!constant.span.known() || !constant.file.empty()) return true;
    const bool wanted = interest_.string(constant.string);
    StringUse use;
    use.constant = std::move(constant);
    const auto offset = places_.main_range(literal->getSourceRange());
    use.place = place(offset ? offset->begin : 0, true);
    string_role(use);
    const bool compared = use.role == StringUse::Role::kCompared &&
                          (interest_.context(use.context) || interest_.context(use.place.function));
    if (!wanted && !compared) return true;
    collected.facts.strings.push_back(std::move(use));
    string_literals_.push_back(literal);
    return true;
  }

 private:
  bool asks_for_constant(const clang::FunctionDecl& function) const {
    return interest_.constant_return(view(function.getName())) || interest_.constant_return(function_name(function));
  }

  void define_new() {
    for (const std::string& name : from_elsewhere_) {
      if (const auto body = bodies_.find(name); body != bodies_.end()) handed_on_.insert(body->second);
    }
    for (const clang::FunctionDecl* function : handed_on_) {
      if (defined_.insert(function).second) define(*function);
    }
  }

  /// Functions of this file that hand parameters or results on, and fields that hold one of them: calls of these
  /// matter as much as what they reach.
  Wrappers new_wrappers() const {
    Wrappers more;
    std::set<std::string>& found = more.names;
    for (const auto& [name, parameter] : command_parameters_) {
      if (!wrappers_.commands.contains(name) && waiting_.contains(name)) more.commands.emplace(name, parameter);
    }
    for (const std::string& name : traced_functions_) {
      const bool known = interest_.traced(name) || wrappers_.traced.contains(name);
      if (!known && waiting_.contains(name)) more.traced.insert(name);
    }
    for (const FunctionDefinition& function : collected.facts.functions) {
      const std::string name(last_part(function.name));
      if (!interest_.function(name) && !wrappers_.names.contains(name) && waiting_.contains(name)) found.insert(name);
    }
    for (const FunctionPointer& pointer : collected.facts.pointers) {
      const auto& functions = collected.facts.functions;
      const bool wrapper = std::any_of(functions.begin(), functions.end(), [&](const FunctionDefinition& function) {
        return function.name == pointer.function;
      });
      const bool known = wrappers_.names.contains(pointer.field) || interest_.function(pointer.field);
      if (wrapper && !known && waiting_.contains(pointer.field)) found.insert(pointer.field);
    }
    return more;
  }

  /// A literal that turned out to be a part of another fact needs none of its own.
  void leave_used_literals() {
    std::vector<StringUse> left;
    for (std::size_t i = 0; i < collected.facts.strings.size(); ++i) {
      if (!used_.contains(string_literals_[i])) left.push_back(std::move(collected.facts.strings[i]));
    }
    collected.facts.strings = std::move(left);
  }

  /// `text += more`: a part of it.
  void added(const clang::Expr& target, const clang::Expr& value) {
    const bool number = !target.getType().isNull() && !target.isTypeDependent() && target.getType()->isArithmeticType();
    if (number) return;
    const std::size_t before = collected.facts.fields.size();
    assigned(&target, &value);
    if (collected.facts.fields.size() == before) return;
    Value& given = collected.facts.fields.back().value;
    given.exhaustive = false;
    for (Constant& constant : given.constants) {
      if (constant.kind != Constant::Kind::kString) continue;
      constant.string.insert(0, "{}");
      constant.complete = false;
    }
  }

  /// The branch of a condition that is always the other way, and what stands behind the end of its block.
  bool is_unreachable(const clang::Stmt& statement) {
    if (parents_.empty()) return false;
    const clang::Stmt* around = parents_.back();
    if (const auto* question = llvm::dyn_cast<clang::IfStmt>(around)) {
      const bool branch = &statement == question->getThen() || &statement == question->getElse();
      if (!branch || question->getCond() == nullptr || question->isConsteval()) return false;
      const auto holds = values_.always(*question->getCond());
      return holds && *holds != (&statement == question->getThen()) && !has_label(&statement, 0);
    }
    if (!ended_.contains(around)) return false;
    if (has_label(&statement, 0)) {
      ended_.erase(around);
      return false;
    }
    return true;
  }

  /// `String sha1(text) { … mbedtls_sha1(…); … }`: a wrapper around a function of a library, which implements nothing.
  static bool calls_namesake(const clang::Stmt* statement, llvm::StringRef name, int depth) {
    constexpr std::size_t kShortest = 3;
    constexpr int kDeepestStatement = 60;
    if (statement == nullptr || name.size() < kShortest || depth > kDeepestStatement) return false;
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(statement)) {
      const auto* callee = llvm::dyn_cast<clang::DeclRefExpr>(call->getCallee()->IgnoreParenImpCasts());
      const std::string called = callee == nullptr ? std::string() : callee->getNameInfo().getAsString();
      const auto* body = callee == nullptr ? nullptr : llvm::dyn_cast<clang::FunctionDecl>(callee->getDecl());
      const bool elsewhere = body == nullptr || !body->hasBody();
      if (elsewhere && called.size() > name.size() && llvm::StringRef(called).contains_insensitive(name)) return true;
    }
    return std::any_of(statement->child_begin(), statement->child_end(),
                       [&](const clang::Stmt* child) { return calls_namesake(child, name, depth + 1); });
  }

  /// Directly in a block: `return;`, and `if (true) return;`.
  bool always_leaves(const clang::Stmt& statement) const {
    if (!llvm::isa<clang::CompoundStmt>(parents_.back())) return false;
    if (llvm::isa<clang::ReturnStmt>(statement)) return true;
    const auto* question = llvm::dyn_cast<clang::IfStmt>(&statement);
    if (question == nullptr || question->getElse() != nullptr || question->getCond() == nullptr) return false;
    const auto holds = values_.always(*question->getCond());
    return holds && *holds && ends_in_return(question->getThen());
  }

  static bool ends_in_return(const clang::Stmt* statement) {
    if (const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(statement)) {
      return !block->body_empty() && llvm::isa<clang::ReturnStmt>(block->body_back());
    }
    return llvm::isa_and_nonnull<clang::ReturnStmt>(statement);
  }

  /// Somebody may come to it from elsewhere.
  static bool has_label(const clang::Stmt* statement, int depth) {
    if (statement == nullptr || llvm::isa<clang::Expr>(statement)) return false;
    if (depth > 100 || llvm::isa<clang::LabelStmt, clang::SwitchCase>(statement)) return true;
    return std::any_of(statement->child_begin(), statement->child_end(),
                       [&](const clang::Stmt* child) { return has_label(child, depth + 1); });
  }

  /// Blocks of which the rest is not come to.
  std::set<const clang::Stmt*> ended_;
  std::set<const clang::FunctionDecl*, InFileOrder> defined_;
};

}  // namespace

CollectedFacts collect_facts(clang::ASTContext& context, const std::vector<clang::Decl*>& declarations,
                             const SourcePlaces& places, const Interest& interest) {
  const Assignments assignments = collect_assignments(declarations, places);
  Visitor visitor(context, places, interest, assignments);
  for (clang::Decl* declaration : declarations) visitor.TraverseDecl(declaration);
  visitor.follow_wrappers();
  visitor.finish();
  return std::move(visitor.collected);
}

}  // namespace cpsaudit
