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
constexpr std::size_t kMostPointers = 2000;

/// Functions sort by where they stand, so that the result does not depend on addresses.
struct InFileOrder {
  bool operator()(const clang::FunctionDecl* a, const clang::FunctionDecl* b) const {
    return std::make_pair(a->getLocation().getRawEncoding(), a->getNameAsString()) <
           std::make_pair(b->getLocation().getRawEncoding(), b->getNameAsString());
  }
};

/// What is called, as far as the tree tells.
struct Callee {
  std::string qualified;
  std::string name;
  clang::SourceLocation location;
  const clang::Expr* receiver = nullptr;
  std::string receiver_type;
  bool resolved = false;
};

class Visitor : public clang::RecursiveASTVisitor<Visitor> {
 public:
  Visitor(clang::ASTContext& context, const SourcePlaces& places, const Interest& interest,
          const Assignments& assignments, const std::set<std::string>& wrappers)
      : context_(context),
        places_(places),
        interest_(interest),
        wrappers_(wrappers),
        values_(context, places, assignments),
        uses_(context, places) {}

  CollectedFacts collected;

  /// What can only be said when everything has been seen.
  void finish() {
    for (const auto& [call, variable] : kept_results_) uses_.settle(collected.facts.calls[call], *variable);
    for (const std::string& name : from_elsewhere_) {
      if (const auto body = bodies_.find(name); body != bodies_.end()) handed_on_.insert(body->second);
    }
    for (const clang::FunctionDecl* function : handed_on_) define(*function);
    for (const clang::FunctionDecl* function : named_) constant_return(*function, {});
  }

  /// Functions of this file that hand parameters or results on, and fields that hold one of them: calls of these
  /// matter as much as what they reach.
  std::set<std::string> new_wrappers() const {
    std::set<std::string> found;
    for (const FunctionDefinition& function : collected.facts.functions) {
      const std::string name(last_part(function.name));
      if (!interest_.function(name) && !wrappers_.contains(name) && called_.contains(name)) found.insert(name);
    }
    for (const FunctionPointer& pointer : collected.facts.pointers) {
      const auto& functions = collected.facts.functions;
      const bool wrapper = std::any_of(functions.begin(), functions.end(), [&](const FunctionDefinition& function) {
        return function.name == pointer.function;
      });
      const bool known = wrappers_.contains(pointer.field) || interest_.function(pointer.field);
      if (wrapper && !known && called_.contains(pointer.field)) found.insert(pointer.field);
    }
    return found;
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
    parents_.push_back(statement);
    ++depth_;
    const bool go_on = RecursiveASTVisitor::TraverseStmt(statement);
    --depth_;
    parents_.pop_back();
    return go_on;
  }

  bool VisitFunctionDecl(clang::FunctionDecl* function) {
    if (!function->doesThisDeclarationHaveABody()) return true;
    bodies_.emplace(function_name(*function), function);
    if (function->getIdentifier() == nullptr) return true;
    if (interest_.constant_return(view(function->getName()))) constant_return(*function, {});
    if (interest_.function(view(function->getName()))) collected.facts.implemented.push_back(function_name(*function));
    return true;
  }

  bool VisitDeclRefExpr(clang::DeclRefExpr* reference) {
    uses_.note(*reference, parents_, declared_);
    return true;
  }

  bool VisitInitListExpr(clang::InitListExpr* list) {
    pair(*list);
    return true;
  }

  bool VisitCallExpr(clang::CallExpr* call) {
    if (llvm::isa<clang::CXXOperatorCallExpr>(call)) return true;
    Callee callee = callee_of(*call->getCallee());
    if (callee.name.empty()) return true;
    std::vector<const clang::Expr*> arguments(call->arg_begin(), call->arg_end());
    add_call(callee, arguments, call->getSourceRange());
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
    add_construction(name, constructed->getBeginLoc(), {constructed->arg_begin(), constructed->arg_end()},
                     constructed->getSourceRange(), false);
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
    if (interest_.name(view(variable->getName())) && !is_default_construction(*initializer)) {
      FieldInit field;
      field.how = FieldInit::How::kVariable;
      field.variable = variable->getName();
      field.type = type;
      add_field(std::move(field), initializer, variable->getLocation(), variable->getLocation());
    }
    return true;
  }

  bool VisitFieldDecl(clang::FieldDecl* declared) {
    const clang::Expr* initializer = declared->hasInClassInitializer() ? declared->getInClassInitializer() : nullptr;
    if (initializer == nullptr || declared->getIdentifier() == nullptr) return true;
    const std::string type = type_name(declared->getType());
    aggregate(*initializer, type, declared->getName(), declared->getLocation());
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
      if (declared == nullptr || declared->getIdentifier() == nullptr || !interest_.field(view(declared->getName())))
        continue;
      FieldInit field;
      field.how = FieldInit::How::kInitializer;
      field.type = type_name(context_.getTypeDeclType(declared->getParent()));
      field.field = declared->getName();
      add_field(std::move(field), member->getInit(), member->getSourceLocation(), member->getSourceLocation());
    }
    return true;
  }

  bool VisitBinaryOperator(clang::BinaryOperator* operation) {
    if (operation->getOpcode() == clang::BO_Assign) assigned(operation->getLHS(), operation->getRHS());
    if (operation->isEqualityOp()) {
      compared(*operation->getLHS(), *operation->getRHS());
      compared(*operation->getRHS(), *operation->getLHS());
    }
    return true;
  }

  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr* call) {
    if (call->getOperator() == clang::OO_Equal && call->getNumArgs() == 2) assigned(call->getArg(0), call->getArg(1));
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
    return true;
  }

 private:
  static std::string_view view(llvm::StringRef text) { return {text.data(), text.size()}; }

  CodePlace place(std::uint32_t offset, bool resolved) const {
    CodePlace place;
    place.reach = resolved ? Reach::kAst : Reach::kRecovered;
    place.guard = places_.guard(offset);
    if (function_ != nullptr) place.function = function_name(*function_);
    place.conditions = conditions_around(parents_, function_, places_);
    return place;
  }

  // --- calls ------------------------------------------------------------------------------------------------------

  Callee callee_of(const clang::Expr& called) {
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

  /// `known_object.unknown_method` leaves the object and the text.
  void recovered_callee(const clang::RecoveryExpr& recovered, Callee& callee) {
    callee.location = recovered.getEndLoc();
    const clang::SourceManager& sources = context_.getSourceManager();
    callee.name = clang::Lexer::getSpelling(sources.getSpellingLoc(recovered.getEndLoc()), buffer_, sources,
                                            context_.getLangOpts())
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

  static std::string qualified(const clang::NestedNameSpecifier* scope, const std::string& name) {
    if (scope == nullptr) return name;
    std::string text;
    llvm::raw_string_ostream stream(text);
    scope->print(stream, clang::PrintingPolicy(clang::LangOptions()));
    return text + name;
  }

  std::string receiver_type(const clang::Expr& receiver) const {
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

  void add_call(const Callee& callee, const std::vector<const clang::Expr*>& arguments, clang::SourceRange range) {
    called_.insert(callee.name);
    const bool wanted = interest_.function(callee.name) || wrappers_.contains(callee.name);
    const bool command = interest_.command_function(callee.name);
    if (!wanted && !command) return;
    const auto name_range = places_.main_range(callee.location);
    if (!name_range) return;
    Call call;
    call.callee = callee.qualified;
    call.name = callee.name;
    call.receiver_type = callee.receiver_type;
    if (callee.receiver != nullptr) call.receiver = values_.read(callee.receiver, function_);
    bool dependent = !callee.resolved;
    for (const clang::Expr* argument : arguments) {
      if (llvm::isa<clang::CXXDefaultArgExpr>(argument)) break;
      call.arguments.push_back(values_.read(argument, function_));
      call.arguments.back().type = receiver_type(*argument);
      use_literals(argument);
      name_function(argument);
    }
    if (command && !call.arguments.empty()) add_commands(call.arguments.front());
    if (!wanted) return;
    call.span = places_.span(range);
    call.callee_span = places_.span(*name_range);
    call.place = place(name_range->begin, !dependent);
    const ResultUse use = uses_.use_of(parents_, declared_);
    call.result = use.result;
    call.tests.assign(use.tests.begin(), use.tests.end());
    call.target = use.target;
    if (use.variable != nullptr) kept_results_.emplace_back(collected.facts.calls.size(), use.variable);
    for (const Value& argument : call.arguments) note_parameters(argument);
    if (call.receiver) note_parameters(*call.receiver);
    const bool forwarded = call.result == Call::Result::kReturned || use.variable != nullptr;
    if (forwarded && function_ != nullptr) handed_on_.insert(function_);
    note_conditions(call.place.conditions);
    const bool same_name = function_ != nullptr && last_part(call.place.function) == call.name;
    if (same_name) handed_on_.insert(function_);
    collected.call_names.push_back(places_.spelled_at(callee.location).value_or(name_range->begin));
    collected.facts.calls.push_back(std::move(call));
  }

  void add_commands(const Value& line) {
    for (const Constant& constant : line.constants) {
      if (constant.kind != Constant::Kind::kString || !constant.file.empty()) continue;
      for (Command& command : commands_in(constant.string, constant.span)) {
        collected.facts.commands.push_back(std::move(command));
      }
    }
  }

  void add_construction(const std::string& type, clang::SourceLocation location,
                        std::vector<const clang::Expr*> arguments, clang::SourceRange range, bool resolved) {
    if (type.empty() || range.isInvalid()) return;
    called_.insert(type);
    if (!interest_.function(type) && !wrappers_.contains(type)) return;
    // The variable's own construction has been added with its name.
    if (arguments.size() == 1 && llvm::isa<clang::CXXConstructExpr>(arguments.front())) return;
    Callee callee;
    callee.name = callee.qualified = type;
    callee.receiver_type = type;
    callee.location = location;
    callee.resolved = resolved;
    const std::size_t before = collected.facts.calls.size();
    add_call(callee, arguments, range);
    if (collected.facts.calls.size() > before && !constructing_.empty()) {
      Value receiver;
      receiver.text = receiver.object = constructing_;
      collected.facts.calls.back().receiver = std::move(receiver);
    }
  }

  /// `Type name(arguments);` with a type that nobody knows.
  void construction_of(const clang::VarDecl& variable, const std::string& type, const clang::Expr& initializer) {
    constructing_.clear();
    if (!interest_.function(type) && !wrappers_.contains(type)) {
      called_.insert(type);
      return;
    }
    std::vector<const clang::Expr*> arguments;
    if (const auto* list = llvm::dyn_cast<clang::ParenListExpr>(&initializer)) {
      for (unsigned i = 0; i < list->getNumExprs(); ++i) arguments.push_back(list->getExpr(i));
    } else if (const auto* braces = llvm::dyn_cast<clang::InitListExpr>(&initializer)) {
      for (const clang::Expr* element : braces->inits()) arguments.push_back(element);
    } else if (const auto* constructed = llvm::dyn_cast<clang::CXXConstructExpr>(&initializer)) {
      arguments.assign(constructed->arg_begin(), constructed->arg_end());
    } else if (variable.getInitStyle() == clang::VarDecl::CallInit) {
      arguments.push_back(&initializer);
    } else {
      return;
    }
    constructing_ = variable.getName().str();
    add_construction(type, variable.getTypeSpecStartLoc(), arguments,
                     {variable.getTypeSpecStartLoc(), initializer.getEndLoc()}, true);
    constructing_.clear();
  }

  /// A parameter decides whether it happens.
  void note_conditions(const std::vector<Condition>& conditions) {
    const bool own = std::any_of(conditions.begin(), conditions.end(),
                                 [](const Condition& condition) { return condition.parameter.has_value(); });
    if (own && function_ != nullptr) handed_on_.insert(function_);
  }

  /// `parameter` or `parameter->part` is handed on.
  void note_parameters(const Value& value) {
    const bool own =
        value.object_parameter.has_value() || std::any_of(value.parameters.begin(), value.parameters.end(),
                                                          [](const ParameterUse& use) { return use.function.empty(); });
    for (const Constant& constant : value.constants) note_conditions({constant.condition});
    if (own && function_ != nullptr) handed_on_.insert(function_);
    for (const ParameterUse& use : value.parameters) {
      if (!use.function.empty()) from_elsewhere_.insert(use.function);
    }
  }

  /// A function that is handed over: what it always answers may matter.
  void name_function(const clang::Expr* argument) {
    const clang::Expr* inner = stripped(argument);
    if (const auto* unary = llvm::dyn_cast_or_null<clang::UnaryOperator>(inner);
        unary != nullptr && (unary->getOpcode() == clang::UO_AddrOf || unary->getOpcode() == clang::UO_Plus)) {
      inner = stripped(unary->getSubExpr());
    }
    if (const auto* lambda = llvm::dyn_cast_or_null<clang::LambdaExpr>(inner)) {
      if (const clang::CXXMethodDecl* body = lambda->getCallOperator()) {
        constant_return(*body, lambda_name(*lambda, places_));
      }
      return;
    }
    const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner);
    const auto* function = reference == nullptr ? nullptr : llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl());
    const clang::FunctionDecl* defined = nullptr;
    if (function == nullptr || function->getIdentifier() == nullptr || !function->hasBody(defined)) return;
    const bool known = interest_.constant_return(view(function->getName()));
    if (!known && places_.in_main_file(defined->getLocation())) named_.insert(defined);
  }

  void define(const clang::FunctionDecl& function) {
    const auto range = places_.main_range(function.getLocation());
    if (!range || function.getNumParams() > 64) return;
    FunctionDefinition fact;
    fact.name = function_name(function);
    fact.internal = !function.isExternallyVisible() && !llvm::isa<clang::CXXMethodDecl>(function);
    fact.variadic = function.isVariadic();
    for (const clang::ParmVarDecl* parameter : function.parameters()) {
      FunctionDefinition::Parameter& known = fact.parameters.emplace_back();
      known.name = parameter->getNameAsString();
      known.type = type_name(parameter->getType());
      const bool readable = parameter->hasDefaultArg() && !parameter->hasUnparsedDefaultArg() &&
                            !parameter->hasUninstantiatedDefaultArg();
      if (readable) known.fallback = values_.read(parameter->getDefaultArg(), nullptr);
    }
    fact.span = places_.span(*range);
    fact.place = place(range->begin, true);
    collected.facts.functions.push_back(std::move(fact));
  }

  /// `.open = my_open`
  void point_to_function(const std::string& type, llvm::StringRef field, const clang::Expr* value) {
    const clang::Expr* inner = value == nullptr ? nullptr : stripped(value);
    if (const auto* unary = llvm::dyn_cast_or_null<clang::UnaryOperator>(inner);
        unary != nullptr && unary->getOpcode() == clang::UO_AddrOf) {
      inner = stripped(unary->getSubExpr());
    }
    const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner);
    const auto* function = reference == nullptr ? nullptr : llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl());
    if (function == nullptr || function->getIdentifier() == nullptr || field.empty()) return;
    if (collected.facts.pointers.size() >= kMostPointers) return;
    collected.facts.pointers.push_back(
        {type, field.str(), function_name(*function), places_.span(reference->getSourceRange())});
  }

  /// The value of a row: what stands behind the name, or the first literal behind the names of types between the two:
  /// `{"telnet_enable", T_BOOL, "1"}`.
  static const clang::Expr* pair_value(const clang::InitListExpr& list) {
    for (unsigned i = 1; i < list.getNumInits(); ++i) {
      const clang::Expr* inner = list.getInit(i) == nullptr ? nullptr : stripped(list.getInit(i));
      if (llvm::isa_and_nonnull<clang::StringLiteral, clang::IntegerLiteral, clang::CXXBoolLiteralExpr>(inner)) {
        return list.getInit(i);
      }
      if (!llvm::isa_and_nonnull<clang::DeclRefExpr>(inner)) break;
    }
    return list.getInit(1);
  }

  /// `names[] = {"user", "password", "shell"}`, also as a std::array or std::vector: elements side by side. Only a
  /// record may be a row by itself; what stands inside of a table always is one.
  bool is_flat_list(const clang::InitListExpr& list) const {
    if (declared_ == nullptr || declared_->getInit() == nullptr) return false;
    if (declared_->getInit()->getSourceRange().getEnd() != list.getEndLoc()) return false;
    const clang::RecordDecl* record = list.getType().isNull() ? nullptr : list.getType()->getAsRecordDecl();
    return record == nullptr || record->isInStdNamespace();
  }

  /// `{"telnet_enable", "1"}`
  void pair(const clang::InitListExpr& list) {
    constexpr unsigned kMostColumns = 4;
    if (list.getNumInits() < 2 || list.getNumInits() > kMostColumns || list.getInit(0) == nullptr) return;
    const auto* name = llvm::dyn_cast_or_null<clang::StringLiteral>(stripped(list.getInit(0)));
    if (name == nullptr || is_flat_list(list)) return;
    PairEntry entry;
    entry.name = values_.string_constant(*name);
    if (!entry.name.file.empty() || !interest_.pair(entry.name.string)) return;
    const auto range = places_.main_range(list.getInit(0)->getSourceRange());
    if (!range || !pairs_.insert(range->begin).second) return;
    const clang::Expr* value = pair_value(list);
    entry.value = values_.read(value, function_);
    use_literals(value);
    if (declared_ != nullptr) entry.table = declared_->getNameAsString();
    entry.place = place(range->begin, true);
    collected.facts.pairs.push_back(std::move(entry));
  }

  // --- values given -----------------------------------------------------------------------------------------------

  static bool is_default_construction(const clang::Expr& initializer) {
    const auto* constructed = llvm::dyn_cast<clang::CXXConstructExpr>(&initializer);
    return constructed != nullptr && constructed->getNumArgs() == 0;
  }

  void add_field(FieldInit field, const clang::Expr* value, clang::SourceLocation name, clang::SourceLocation begin) {
    const auto name_range = places_.main_range(name);
    if (!name_range) return;
    field.value = values_.read(value, function_);
    use_literals(value);
    note_parameters(field.value);
    field.name_span = places_.span(*name_range);
    const auto whole = places_.main_range({begin, value->getEndLoc()});
    field.span = whole ? places_.span(*whole) : field.name_span;
    field.place = place(name_range->begin, !field.type.empty());
    note_conditions(field.place.conditions);
    collected.field_names.push_back(places_.spelled_at(name).value_or(name_range->begin));
    collected.facts.fields.push_back(std::move(field));
  }

  void assigned(const clang::Expr* target, const clang::Expr* value) {
    const MemberPath path = member_path(target, places_);
    if (path.name.empty()) {
      const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(target));
      if (reference == nullptr || reference->getDecl()->getIdentifier() == nullptr) return;
      const clang::ValueDecl& variable = *reference->getDecl();
      if (!interest_.name(view(variable.getName()))) return;
      FieldInit field;
      field.how = FieldInit::How::kVariable;
      field.variable = variable.getName();
      field.type = declared_type_name(variable);
      add_field(std::move(field), value, reference->getLocation(), reference->getBeginLoc());
      return;
    }
    const MemberPath::Level& level = best_level(path);
    point_to_function(level.type, path.name, value);
    for (RecordInit& record : collected.facts.records) {
      if (record.variable != path.variable || record.type != path.levels.front().type) continue;
      if (record.place.function == place(0, true).function || record.place.function.empty()) {
        if (record.fields.size() < 256) record.fields.push_back(path.levels.front().path);
      }
    }
    if (!interest_.field(path.name)) return;
    FieldInit field;
    field.how = FieldInit::How::kAssignment;
    field.type = level.type;
    field.field = level.path;
    field.variable = path.variable;
    add_field(std::move(field), value, path.location, target->getBeginLoc());
  }

  /// Of nested records the one that checks speak of; else the outermost.
  const MemberPath::Level& best_level(const MemberPath& path) const {
    for (const MemberPath::Level& level : path.levels) {
      if (interest_.type(level.type)) return level;
    }
    return path.levels.front();
  }

  std::string assigned_variable() const {
    for (std::size_t i = parents_.size(); i-- > 0;) {
      const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(parents_[i]);
      if (operation == nullptr || operation->getOpcode() != clang::BO_Assign) continue;
      const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(operation->getLHS()));
      return reference == nullptr ? std::string() : reference->getNameInfo().getAsString();
    }
    return {};
  }

  /// A name that nothing declares: where a record is expected, a macro of an SDK that is not here.
  static bool is_unknown_name(const clang::Expr& expression) {
    const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(&expression));
    return reference != nullptr && is_made_up(*reference->getDecl());
  }

  std::size_t open_record(const std::string& type, llvm::StringRef variable, clang::SourceLocation location,
                          const clang::VarDecl* declared) {
    const auto range = places_.main_range(location);
    if (!range ||
        (declared != nullptr && (llvm::isa<clang::ParmVarDecl>(declared) || declared->hasExternalStorage() ||
                                 declared->getType()->isPointerType() || declared->getType()->isReferenceType()))) {
      return static_cast<std::size_t>(-1);
    }
    RecordInit record;
    record.type = type;
    record.variable = variable;
    record.span = places_.span(*range);
    record.place = place(range->begin, true);
    collected.record_names.push_back(range->begin);
    collected.facts.records.push_back(std::move(record));
    return collected.facts.records.size() - 1;
  }

  /// `{ .a = 1, { 2 } }` given to a record.
  void aggregate(const clang::Expr& initializer, const std::string& type, llvm::StringRef variable,
                 clang::SourceLocation location) {
    const clang::Expr* expression = initializer.IgnoreImplicit();
    if (const auto* literal = llvm::dyn_cast<clang::CompoundLiteralExpr>(expression)) {
      expression = literal->getInitializer();
      if (lists_.contains(expression)) return;
    }
    if (const auto* recovered = llvm::dyn_cast<clang::RecoveryExpr>(expression)) {
      const auto children = const_cast<clang::RecoveryExpr*>(recovered)->subExpressions();
      if (children.size() != 1) return;
      expression = children.front();
    }
    const auto* list = llvm::dyn_cast<clang::InitListExpr>(expression);
    if (list == nullptr || !lists_.insert(list).second) return;
    const bool array = !list->getType().isNull() && list->getType()->isArrayType();
    std::size_t record = static_cast<std::size_t>(-1);
    if (interest_.record(type) && !array) {
      record = open_record(type, variable, location, nullptr);
    }
    elements(*list, type, variable, "", record, 0);
  }

  void elements(const clang::InitListExpr& written, const std::string& type, llvm::StringRef variable,
                const std::string& path, std::size_t record, int depth) {
    if (depth > 16) return;
    const clang::InitListExpr* meaning = written.isSemanticForm() ? &written : written.getSemanticForm();
    const clang::RecordDecl* fields = nullptr;
    if (meaning != nullptr) {
      const auto* record_type = meaning->getType().isNull() ? nullptr : meaning->getType()->getAs<clang::RecordType>();
      if (record_type != nullptr) fields = record_type->getDecl();
    }
    if (fields != nullptr && !fields->isInvalidDecl()) {
      // A record of interest inside of one that is not: its paths start here.
      const std::string inner = depth > 0 && !interest_.type(type) ? type_name(meaning->getType()) : std::string();
      if (!inner.empty() && interest_.type(inner)) {
        if (interest_.record(inner)) record = open_record(inner, variable, written.getBeginLoc(), nullptr);
        known_elements(*meaning, *fields, inner, variable, "", record, depth);
      } else {
        known_elements(*meaning, *fields, type, variable, path, record, depth);
      }
      return;
    }
    const clang::InitListExpr* list =
        written.isSyntacticForm() || written.getSyntacticForm() == nullptr ? &written : written.getSyntacticForm();
    for (const clang::Expr* element : list->inits()) {
      if (element == nullptr) continue;
      if (const auto* designated = llvm::dyn_cast<clang::DesignatedInitExpr>(element)) {
        designated_element(*designated, type, variable, path, record, depth);
      } else if (const auto* nested = llvm::dyn_cast<clang::InitListExpr>(element->IgnoreImplicit())) {
        elements(*nested, type, variable, path, record, depth + 1);
      }
    }
  }

  void designated_element(const clang::DesignatedInitExpr& element, const std::string& type, llvm::StringRef variable,
                          const std::string& path, std::size_t record, int depth) {
    std::string name = path;
    clang::SourceLocation location;
    llvm::StringRef last;
    for (const clang::DesignatedInitExpr::Designator& part : element.designators()) {
      if (!part.isFieldDesignator() || part.getFieldName() == nullptr) continue;
      last = part.getFieldName()->getName();
      name += (name.empty() ? "" : ".") + last.str();
      location = part.getFieldLoc();
    }
    given(element.getInit(), type, variable, name, last, location, element.getBeginLoc(), record, depth);
  }

  void known_elements(const clang::InitListExpr& list, const clang::RecordDecl& fields, const std::string& type,
                      llvm::StringRef variable, const std::string& path, std::size_t record, int depth) {
    const auto one = [&](const clang::FieldDecl& field, const clang::Expr* value) {
      if (value == nullptr || llvm::isa<clang::ImplicitValueInitExpr>(value)) return;
      if (const auto* nested = llvm::dyn_cast<clang::InitListExpr>(value);
          nested && !nested->isExplicit() && nested->getNumInits() == 0) {
        return;
      }
      std::string name = path;
      if (field.getIdentifier() != nullptr) name += (name.empty() ? "" : ".") + field.getName().str();
      clang::SourceLocation location = designator_location(list, field);
      if (location.isInvalid()) location = value->getBeginLoc();
      given(value, type, variable, name, field.getIdentifier() != nullptr ? field.getName() : llvm::StringRef(),
            location, location, record, depth);
    };
    if (fields.isUnion()) {
      if (const clang::FieldDecl* field = list.getInitializedFieldInUnion();
          field != nullptr && list.getNumInits() > 0) {
        one(*field, list.getInit(0));
      }
      return;
    }
    unsigned index = 0;
    if (const auto* record_with_bases = llvm::dyn_cast<clang::CXXRecordDecl>(&fields))
      index = record_with_bases->getNumBases();
    for (const clang::FieldDecl* field : fields.fields()) {
      if (field->isUnnamedBitField()) continue;
      if (index >= list.getNumInits()) break;
      one(*field, list.getInit(index++));
    }
  }

  /// Where `.field` is written, when it is.
  static clang::SourceLocation designator_location(const clang::InitListExpr& list, const clang::FieldDecl& field) {
    const clang::InitListExpr* written = list.isSemanticForm() ? list.getSyntacticForm() : &list;
    if (written == nullptr) return {};
    for (const clang::Expr* element : written->inits()) {
      const auto* designated = llvm::dyn_cast_or_null<clang::DesignatedInitExpr>(element);
      if (designated == nullptr) continue;
      for (const clang::DesignatedInitExpr::Designator& part : designated->designators()) {
        if (part.isFieldDesignator() && part.getFieldName() == field.getIdentifier()) return part.getFieldLoc();
      }
    }
    return {};
  }

  void given(const clang::Expr* value, const std::string& type, llvm::StringRef variable, const std::string& path,
             llvm::StringRef last, clang::SourceLocation location, clang::SourceLocation begin, std::size_t record,
             int depth) {
    if (value == nullptr) return;
    if (record < collected.facts.records.size() && !path.empty() &&
        collected.facts.records[record].fields.size() < 256) {
      collected.facts.records[record].fields.push_back(path);
    }
    const clang::Expr* inner = value->IgnoreImplicit();
    if (const auto* nested = llvm::dyn_cast<clang::InitListExpr>(inner)) {
      const bool bytes = !nested->getType().isNull() && nested->getType()->isArrayType() &&
                         nested->getType()->getArrayElementTypeNoTypeQual() != nullptr &&
                         nested->getType()->getArrayElementTypeNoTypeQual()->isIntegerType();
      if (!bytes) {
        lists_.insert(nested);
        elements(*nested, type, variable, path, record, depth + 1);
      }
    }
    point_to_function(type, last, value);
    if (last.empty() || !interest_.field(view(last)) || location.isInvalid()) return;
    FieldInit field;
    field.how = FieldInit::How::kInitializer;
    field.type = type;
    field.field = path;
    field.variable = variable;
    add_field(std::move(field), value, location, begin);
  }

  // --- strings and returns ----------------------------------------------------------------------------------------

  void use_literals(const clang::Expr* expression) {
    const clang::Expr* inner = expression == nullptr ? nullptr : stripped(expression);
    if (inner == nullptr) return;
    if (llvm::isa<clang::StringLiteral>(inner)) used_.insert(inner);
    if (const auto* condition = llvm::dyn_cast<clang::ConditionalOperator>(inner)) {
      use_literals(condition->getTrueExpr());
      use_literals(condition->getFalseExpr());
    }
  }

  /// `pin == 4711`: numbers of some length, beside names that matter.
  void compared(const clang::Expr& other, const clang::Expr& literal) {
    constexpr std::uint64_t kShortest = 100;
    const auto* number = llvm::dyn_cast<clang::IntegerLiteral>(literal.IgnoreParenImpCasts());
    if (number == nullptr || number->getValue().getLimitedValue() < kShortest) return;
    StringUse use;
    use.context = places_.text(other.getSourceRange());
    const auto range = places_.main_range(literal.getSourceRange());
    if (!range || !interest_.context(use.context)) return;
    use.role = StringUse::Role::kCompared;
    use.constant = values_.read(&literal, function_).constants.front();
    use.place = place(range->begin, true);
    if (use.constant.span.known() && use.constant.file.empty()) collected.facts.strings.push_back(std::move(use));
  }

  void string_role(StringUse& use) const {
    for (std::size_t i = parents_.size(); i-- > 1;) {
      const clang::Stmt* child = parents_[i];
      const clang::Stmt* parent = parents_[i - 1];
      if (const auto* call = llvm::dyn_cast<clang::CallExpr>(parent)) {
        const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call);
        const bool equality = operation != nullptr && operation->isComparisonOp();
        std::string name;
        if (operation == nullptr) name = const_cast<Visitor*>(this)->callee_of(*call->getCallee()).name;
        if (!equality && !compares_strings(name)) return;
        use.role = StringUse::Role::kCompared;
        for (const clang::Expr* argument : call->arguments()) {
          if (argument == child) continue;
          use.context = places_.text(argument->getSourceRange());
          return;
        }
        if (const Callee callee = const_cast<Visitor*>(this)->callee_of(*call->getCallee());
            callee.receiver != nullptr) {
          use.context = places_.text(callee.receiver->getSourceRange());
        }
        return;
      }
      if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(parent)) {
        if (!operation->isEqualityOp()) return;
        use.role = StringUse::Role::kCompared;
        const clang::Expr* other = operation->getLHS() == child ? operation->getRHS() : operation->getLHS();
        use.context = places_.text(other->getSourceRange());
        return;
      }
      if (llvm::isa<clang::ReturnStmt>(parent)) {
        use.role = StringUse::Role::kReturned;
        use.context = use.place.function;
        return;
      }
      if (llvm::isa<clang::InitListExpr>(parent)) {
        use.role = StringUse::Role::kElement;
        return;
      }
      if (!llvm::isa<clang::Expr>(parent)) return;
    }
  }

  /// `lambda`: its name; empty for a function that has one of its own.
  void constant_return(const clang::FunctionDecl& function, const std::string& lambda) {
    std::vector<const clang::Expr*> results;
    gather_returns(function.getBody(), results, 0);
    std::optional<std::int64_t> result;
    bool boolean = false;
    for (const clang::Expr* expression : results) {
      const Value value = values_.read(expression, &function);
      if (value.constants.size() != 1 || !value.exhaustive) return;
      const Constant& constant = value.constants.front();
      if (constant.kind != Constant::Kind::kInteger && constant.kind != Constant::Kind::kBoolean) return;
      if (result && *result != constant.integer) return;
      boolean |= constant.kind == Constant::Kind::kBoolean;
      result = constant.integer;
    }
    const auto range = places_.main_range(function.getLocation());
    if (!result || !range) return;
    ConstantReturn fact;
    const clang::FunctionDecl* outer = function_;
    if (lambda.empty()) function_ = &function;
    fact.place = place(range->begin, true);
    function_ = outer;
    fact.function = lambda.empty() ? fact.place.function : lambda;
    fact.value = *result;
    fact.boolean = answers_yes_or_no(function, boolean);
    fact.span = places_.span(*range);
    fact.clears = cleared_parameters(function);
    collected.facts.constant_returns.push_back(std::move(fact));
  }

  /// `bool`, and the names that platforms have for it.
  static bool answers_yes_or_no(const clang::FunctionDecl& function, bool says_true_or_false) {
    const std::string type = type_name(function.getReturnType());
    const llvm::StringRef name(type);
    const bool number = name == "int" || name.ends_with("_t") || name == "long" || name == "unsigned int";
    return name.contains_insensitive("bool") || (says_true_or_false && !number);
  }

  /// Parameters through which the body writes 0, and nothing else, whatever happens.
  static std::vector<unsigned> cleared_parameters(const clang::FunctionDecl& function) {
    std::set<unsigned> cleared;
    const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(function.getBody());
    if (body == nullptr) return {};
    for (const clang::Stmt* statement : body->body()) {
      const auto* assignment = llvm::dyn_cast<clang::BinaryOperator>(statement);
      if (assignment == nullptr) continue;
      const auto* target = llvm::dyn_cast<clang::UnaryOperator>(assignment->getLHS()->IgnoreParenCasts());
      if (target == nullptr || target->getOpcode() != clang::UO_Deref) continue;
      const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(target->getSubExpr()->IgnoreParenCasts());
      const auto* parameter = reference == nullptr ? nullptr : llvm::dyn_cast<clang::ParmVarDecl>(reference->getDecl());
      if (parameter == nullptr) continue;
      const auto* zero = llvm::dyn_cast<clang::IntegerLiteral>(assignment->getRHS()->IgnoreParenCasts());
      const bool clears = assignment->getOpcode() == clang::BO_Assign && zero != nullptr && zero->getValue() == 0;
      if (clears) {
        cleared.insert(parameter->getFunctionScopeIndex());
      } else {
        cleared.erase(parameter->getFunctionScopeIndex());
      }
    }
    return {cleared.begin(), cleared.end()};
  }

  static void gather_returns(const clang::Stmt* statement, std::vector<const clang::Expr*>& results, int depth) {
    if (statement == nullptr || depth > 200 || results.size() > 64 || llvm::isa<clang::LambdaExpr>(statement)) return;
    if (const auto* found = llvm::dyn_cast<clang::ReturnStmt>(statement)) {
      results.push_back(found->getRetValue());
      return;
    }
    if (llvm::isa<clang::Expr>(statement)) return;
    for (const clang::Stmt* child : statement->children()) gather_returns(child, results, depth + 1);
  }

  clang::ASTContext& context_;
  const SourcePlaces& places_;
  const Interest& interest_;
  const std::set<std::string>& wrappers_;
  ValueReader values_;
  ResultUses uses_;
  /// Calls by index whose result a local variable takes.
  std::vector<std::pair<std::size_t, const clang::VarDecl*>> kept_results_;
  /// In the order of the file: places decide, not addresses.
  std::set<const clang::FunctionDecl*, InFileOrder> handed_on_;
  std::set<const clang::FunctionDecl*, InFileOrder> named_;
  std::set<std::string> from_elsewhere_;
  std::map<std::string, const clang::FunctionDecl*> bodies_;
  std::set<std::string> called_;
  std::set<std::uint32_t> pairs_;
  const clang::VarDecl* declared_ = nullptr;
  const clang::FunctionDecl* function_ = nullptr;
  std::vector<const clang::Stmt*> parents_;
  std::set<const clang::Stmt*> used_;
  std::set<const clang::Stmt*> lists_;
  std::string constructing_;
  llvm::SmallString<64> buffer_;
  int depth_ = 0;
};

}  // namespace

CollectedFacts collect_facts(clang::ASTContext& context, const std::vector<clang::Decl*>& declarations,
                             const SourcePlaces& places, const Interest& interest) {
  const Assignments assignments = collect_assignments(declarations, places);
  // Each round follows calls through one more level of functions of this file.
  std::set<std::string> wrappers;
  for (int round = 0;; ++round) {
    Visitor visitor(context, places, interest, assignments, wrappers);
    for (clang::Decl* declaration : declarations) visitor.TraverseDecl(declaration);
    visitor.finish();
    const std::set<std::string> more = visitor.new_wrappers();
    if (more.empty() || round >= kMostRounds) return std::move(visitor.collected);
    wrappers.insert(more.begin(), more.end());
  }
}

}  // namespace cpsaudit
