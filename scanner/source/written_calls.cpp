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

// Calls and constructions.
namespace cpsaudit {
namespace {

/// `(a, b)`, `{a, b}`; false for what is neither.
bool construction_arguments(const clang::Expr& initializer, std::vector<const clang::Expr*>& arguments) {
  if (const auto* list = llvm::dyn_cast<clang::ParenListExpr>(&initializer)) {
    for (unsigned i = 0; i < list->getNumExprs(); ++i) arguments.push_back(list->getExpr(i));
  } else if (const auto* braces = llvm::dyn_cast<clang::InitListExpr>(&initializer)) {
    for (const clang::Expr* element : braces->inits()) arguments.push_back(element);
  } else if (const auto* constructed = llvm::dyn_cast<clang::CXXConstructExpr>(&initializer)) {
    arguments.assign(constructed->arg_begin(), constructed->arg_end());
  } else if (const auto* recovered = llvm::dyn_cast<clang::RecoveryExpr>(&initializer)) {
    // With arguments of types that nobody knows: what stands between the brackets.
    const auto parts = const_cast<clang::RecoveryExpr*>(recovered)->subExpressions();
    if (parts.empty() || parts.front() == nullptr || parts.front()->getBeginLoc() == recovered->getBeginLoc()) {
      return false;
    }
    arguments.assign(parts.begin(), parts.end());
  } else {
    return false;
  }
  return true;
}

}  // namespace

void FactWriter::add_call(const Callee& callee, const std::vector<const clang::Expr*>& arguments,
                          clang::SourceRange range) {
  WrittenCall written{callee, arguments, range, function_, declared_};
  look_at(written);
  if (written.is_added && written.is_run && written.is_traced) return;
  written.parents = parents_;
  waiting_[callee.name].push_back(std::move(written));
}

void FactWriter::look_again_at(const std::string& name) {
  const auto waiting = waiting_.find(name);
  if (waiting == waiting_.end()) return;
  for (WrittenCall& written : waiting->second) {
    function_ = written.function;
    declared_ = written.declared;
    parents_.swap(written.parents);
    look_at(written);
    parents_.swap(written.parents);
  }
  function_ = nullptr;
  declared_ = nullptr;
}

/// A call that matters for the names among its arguments.
bool FactWriter::is_told(const std::string& name, const std::vector<const clang::Expr*>& arguments) const {
  const NamesInFunctions::Numbers& asked = interest_.telling().of_function(name);
  return !asked.empty() && std::any_of(arguments.begin(), arguments.end(), [&](const clang::Expr* argument) {
    const auto range = places_.main_range(argument->getSourceRange());
    return range && interest_.telling().fits_text(places_.slice(*range), asked);
  });
}

void FactWriter::look_at(WrittenCall& written) {
  const Callee& callee = written.callee;
  const std::vector<const clang::Expr*>& arguments = written.arguments;
  const bool guards = interest_.guard(callee.name) || guarding_.contains(callee.name);
  const bool wanted = !written.is_added && (interest_.function(callee.name) || wrappers_.names.contains(callee.name) ||
                                            guards || is_told(callee.name, arguments));
  if (wanted && guards && function_ != nullptr) {
    handed_on_.insert(function_);
    guarding_.insert(std::string(last_part(function_name(*function_))));
  }
  const bool command = !written.is_run && interest_.command_function(callee.name);
  const std::optional<unsigned> wrapped = written.is_run || command ? std::nullopt : command_argument(written);
  const bool wraps_command = wrapped && *wrapped < arguments.size();
  auto words = written.is_run ? std::nullopt : interest_.words_of(callee.name);
  const bool traced = !written.is_traced && (interest_.traced(callee.name) || wrappers_.traced.contains(callee.name));
  if (traced && written.is_added) trace(written);
  if (!wanted && !command && !words && !wraps_command) return;
  const auto name_range = places_.main_range(callee.location);
  if (!name_range) return;
  Call call;
  call.callee = callee.qualified;
  call.name = callee.name;
  call.receiver_type = callee.receiver_type;
  if (callee.receiver != nullptr) call.receiver = values_.read(callee.receiver, function_);
  for (const clang::Expr* argument : arguments) {
    if (llvm::isa<clang::CXXDefaultArgExpr>(argument)) break;
    call.arguments.push_back(values_.read(argument, function_));
    call.arguments.back().type = receiver_type(*argument);
    if (wanted) call.arguments.back().parts = values_.read_parts(argument, function_);
    // `pin == Text("4711")`: what only wraps a text does nothing with it.
    if (arguments.size() != 1 || !is_text_conversion(callee.name)) use_literals(argument);
    name_function(argument);
  }
  if (command && !words && is_program_with_words(arguments)) words = Interest::WordForm{1, false};
  if (command && !words && !call.arguments.empty())
    add_commands(values_.read_with_formats(arguments.front(), function_));
  if (wraps_command && !words) {
    const auto* whole = parents_.empty() ? nullptr : llvm::dyn_cast<clang::CallExpr>(parents_.back());
    const bool formats = whole != nullptr && *wrapped + 1 < whole->getNumArgs();
    // `run("%s -F", IPTABLES)`
    add_commands(formats ? values_.read_formatted(*whole, *wrapped, function_)
                         : values_.read_with_formats(arguments[*wrapped], function_));
  }
  if (words) add_words(*words, call, arguments);
  written.is_run |= command || wraps_command || words.has_value();
  if (!wanted) return;
  write_call(written, std::move(call), *name_range);
  if (traced) trace(written);
}

std::optional<unsigned> FactWriter::command_argument(const WrittenCall& written) const {
  const Callee& callee = written.callee;
  if (const auto own = wrappers_.commands.find(callee.name); own != wrappers_.commands.end()) return own->second;
  // A function of that name that stands here has been looked at itself.
  if (assignments_.defined.contains(callee.name) || assignments_.defined.contains(callee.qualified))
    return std::nullopt;
  for (const Interest::LineForm& form : interest_.lines_of(callee.name)) {
    const std::string around = written.function == nullptr ? std::string() : function_name(*written.function);
    const bool fits = form.owner.empty() ? callee.receiver == nullptr
                                         : callee.receiver_type == form.owner ||
                                               callee.qualified.ends_with(form.owner + "::" + callee.name) ||
                                               (callee.receiver == nullptr && around.starts_with(form.owner + "::"));
    if (fits) return form.argument;
  }
  return std::nullopt;
}

void FactWriter::trace(WrittenCall& written) {
  written.is_traced = true;
  Call& call = collected.facts.calls[written.fact];
  for (std::size_t i = 0; i < call.arguments.size() && i < written.arguments.size(); ++i) {
    call.arguments[i].origins = origins_.read(written.arguments[i], function_);
    for (const Origin& origin : call.arguments[i].origins) {
      if (!origin.parameter || function_ == nullptr || function_->getIdentifier() == nullptr) continue;
      handed_on_.insert(function_);
      traced_functions_.insert(function_->getName().str());
    }
  }
}

void FactWriter::write_call(WrittenCall& written, Call call, const TextRange& name_range) {
  written.is_added = true;
  written.fact = collected.facts.calls.size();
  call.span = places_.span(written.range);
  call.callee_span = places_.span(name_range);
  call.place = place(name_range.begin, written.callee.resolved);
  const ResultUse use = uses_.use_of(parents_, declared_);
  call.result = use.result;
  call.tests.assign(use.tests.begin(), use.tests.end());
  call.target = use.target;
  note_answers(call, written.arguments);
  if (written.callee.gives_nothing) call.result = Call::Result::kOther;
  const bool is_kept = use.variable != nullptr;
  if (is_kept) kept_results_.push_back({collected.facts.calls.size(), use.variable, use.held});
  for (const Value& argument : call.arguments) {
    note_parameters(argument);
    for (const Value& part : argument.parts) note_parameters(part);
  }
  if (call.receiver) note_parameters(*call.receiver);
  const bool forwarded = call.result == Call::Result::kReturned || is_kept;
  if (forwarded && function_ != nullptr) handed_on_.insert(function_);
  note_conditions(call.place.conditions);
  const bool same_name = function_ != nullptr && last_part(call.place.function) == call.name;
  if (same_name) handed_on_.insert(function_);
  if (!written.callee.made.empty()) {
    call.receiver.emplace();
    call.receiver->text = call.receiver->object = written.callee.made;
  }
  collected.call_names.push_back(places_.spelled_at(written.callee.location).value_or(name_range.begin));
  collected.facts.calls.push_back(std::move(call));
}

void FactWriter::note_answers(Call& call, const std::vector<const clang::Expr*>& arguments) {
  for (std::size_t i = 0; i < call.arguments.size() && i < arguments.size(); ++i) {
    const auto* address = llvm::dyn_cast_or_null<clang::UnaryOperator>(stripped(arguments[i]));
    if (address == nullptr || address->getOpcode() != clang::UO_AddrOf) continue;
    const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(address->getSubExpr()));
    const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
    if (variable == nullptr || !variable->hasLocalStorage()) continue;
    const clang::QualType type = variable->getType();
    // A type that nobody declares may be a number.
    const clang::CXXRecordDecl* unknown = type->getAsCXXRecordDecl();
    const bool may_be_number = type->isIntegralOrEnumerationType() || type->isDependentType() ||
                               (unknown != nullptr && is_made_up(*unknown)) ||
                               (type->getAsRecordDecl() != nullptr && is_made_up(*type->getAsRecordDecl()));
    if (!may_be_number) continue;
    handed_over_.push_back({collected.facts.calls.size(), call.answers.size(), variable});
    call.answers.push_back({static_cast<unsigned>(i + 1)});
  }
}

void FactWriter::add_commands(const Value& line) {
  // `run(const char *command) { return system(command); }`: the callers of the function run commands.
  for (const ParameterUse& use : line.parameters) {
    if (!use.function.empty() || function_ == nullptr || function_->getIdentifier() == nullptr) continue;
    const bool is_new = command_parameters_.emplace(function_->getName().str(), use.index).second;
    if (!is_new) continue;
    const bool internal = !function_->isExternallyVisible() && !llvm::isa<clang::CXXMethodDecl>(function_);
    collected.facts.command_functions.push_back({function_name(*function_), use.index, internal});
  }
  for (const Constant& constant : line.constants) {
    if (constant.kind != Constant::Kind::kString) continue;
    // A macro of a header: the command is where its name stands.
    const Span place = constant.file.empty() ? constant.span : line.span;
    for (Command& command : commands_in(constant.string, place)) {
      collected.facts.commands.push_back(std::move(command));
    }
  }
}

void FactWriter::add_construction(const std::string& type, clang::SourceLocation location,
                                  std::vector<const clang::Expr*> arguments, clang::SourceRange range, bool resolved,
                                  const std::string& made) {
  if (type.empty() || range.isInvalid()) return;
  // The variable's own construction has been added with its name.
  if (arguments.size() == 1 && llvm::isa<clang::CXXConstructExpr>(arguments.front())) return;
  Callee callee;
  callee.name = callee.qualified = type;
  callee.receiver_type = type;
  callee.location = location;
  callee.resolved = resolved;
  callee.made = made;
  add_call(callee, arguments, range);
}

void FactWriter::construction_of(const clang::VarDecl& variable, const std::string& type,
                                 const clang::Expr& initializer) {
  std::vector<const clang::Expr*> arguments;
  if (!construction_arguments(initializer, arguments)) {
    if (variable.getInitStyle() != clang::VarDecl::CallInit) return;
    arguments.push_back(&initializer);
  }
  add_construction(type, variable.getTypeSpecStartLoc(), arguments,
                   {variable.getTypeSpecStartLoc(), initializer.getEndLoc()}, true, variable.getName().str());
}

void FactWriter::constructed_member(const clang::FieldDecl& member, const clang::Expr& initializer,
                                    clang::SourceLocation location) {
  std::vector<const clang::Expr*> arguments;
  // One of a known type is visited as what it is.
  if (llvm::isa<clang::CXXConstructExpr>(initializer) || !construction_arguments(initializer, arguments)) return;
  add_construction(type_name(member.getType()), location, arguments, initializer.getSourceRange(), false,
                   member.getName().str());
}

void FactWriter::name_function(const clang::Expr* argument) {
  const clang::Expr* inner = stripped(argument);
  if (const auto* unary = llvm::dyn_cast_or_null<clang::UnaryOperator>(inner);
      unary != nullptr && (unary->getOpcode() == clang::UO_AddrOf || unary->getOpcode() == clang::UO_Plus)) {
    inner = stripped(unary->getSubExpr());
  }
  if (const auto* lambda = llvm::dyn_cast_or_null<clang::LambdaExpr>(inner)) {
    if (const clang::CXXMethodDecl* body = lambda->getCallOperator()) {
      constant_return(*body, lambda_name(*lambda, places_));
      callback_answers(*body, lambda_name(*lambda, places_));
    }
    return;
  }
  const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner);
  const auto* function = reference == nullptr ? nullptr : llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl());
  const clang::FunctionDecl* defined = nullptr;
  if (function == nullptr || function->getIdentifier() == nullptr || !function->hasBody(defined)) return;
  if (places_.in_main_file(defined->getLocation())) named_.insert(defined);
}

}  // namespace cpsaudit
