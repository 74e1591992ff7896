#include "source/fact_writer.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "source/command_words.h"
#include "source/just_in_time.h"
#include "source/text_functions.h"

namespace cpsaudit {

bool InFileOrder::operator()(const clang::FunctionDecl* a, const clang::FunctionDecl* b) const {
  return std::make_pair(a->getLocation().getRawEncoding(), a->getNameAsString()) <
         std::make_pair(b->getLocation().getRawEncoding(), b->getNameAsString());
}

FactWriter::FactWriter(clang::ASTContext& context, const SourcePlaces& places, const Interest& interest,
                       const Assignments& assignments)
    : context_(context),
      places_(places),
      interest_(interest),
      values_(context, places, assignments),
      uses_(context, places),
      origins_(places, assignments),
      assignments_(assignments) {}

CodePlace FactWriter::place(std::uint32_t offset, bool resolved) const {
  CodePlace place;
  place.reach = resolved ? Reach::kAst : Reach::kRecovered;
  place.guard = places_.guard(offset);
  if (function_ != nullptr) place.function = function_name(*function_);
  place.conditions = conditions_around(parents_, function_, places_);
  return place;
}

void FactWriter::note_conditions(const std::vector<Condition>& conditions) {
  const bool own = std::any_of(conditions.begin(), conditions.end(),
                               [](const Condition& condition) { return condition.parameter.has_value(); });
  if (own && function_ != nullptr) handed_on_.insert(function_);
}

void FactWriter::note_parameters(const Value& value) {
  const bool own =
      value.object_parameter.has_value() || std::any_of(value.parameters.begin(), value.parameters.end(),
                                                        [](const ParameterUse& use) { return use.function.empty(); });
  for (const Constant& constant : value.constants) note_conditions({constant.condition});
  if (own && function_ != nullptr) handed_on_.insert(function_);
  for (const ParameterUse& use : value.parameters) {
    if (!use.function.empty()) from_elsewhere_.insert(use.function);
  }
}

void FactWriter::define(const clang::FunctionDecl& function) {
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
    const bool readable =
        parameter->hasDefaultArg() && !parameter->hasUnparsedDefaultArg() && !parameter->hasUninstantiatedDefaultArg();
    if (readable) known.fallback = values_.read(parameter->getDefaultArg(), nullptr);
  }
  fact.span = places_.span(*range);
  fact.place = place(range->begin, true);
  collected.facts.functions.push_back(std::move(fact));
}

bool FactWriter::is_default_construction(const clang::Expr& initializer) {
  const auto* constructed = llvm::dyn_cast<clang::CXXConstructExpr>(&initializer);
  return constructed != nullptr && constructed->getNumArgs() == 0;
}

void FactWriter::add_field(FieldInit field, const clang::Expr* value, clang::SourceLocation name,
                           clang::SourceLocation begin) {
  const auto name_range = places_.main_range(name);
  if (!name_range) return;
  field.row = row_;
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

std::size_t FactWriter::open_record(const std::string& type, llvm::StringRef variable, clang::SourceLocation location,
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

void FactWriter::use_literals(const clang::Expr* expression) {
  const clang::Expr* inner = expression == nullptr ? nullptr : stripped(expression);
  if (inner == nullptr) return;
  if (llvm::isa<clang::StringLiteral>(inner)) used_.insert(inner);
  if (const auto* condition = llvm::dyn_cast<clang::ConditionalOperator>(inner)) {
    use_literals(condition->getTrueExpr());
    use_literals(condition->getFalseExpr());
  }
}

}  // namespace cpsaudit
