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

// What variables and fields are given.
namespace cpsaudit {
namespace {

constexpr std::size_t kMostPointers = 2000;

}  // namespace

void FactWriter::point_to_function(const std::string& type, llvm::StringRef field, const clang::Expr* value) {
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

bool FactWriter::element_assigned(const clang::Expr& target, const clang::Expr* value) {
  const auto element = constant_element(&target);
  if (!element) return false;
  const MemberPath path = member_path(element->array, places_);
  const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(element->array));
  const bool variable = path.name.empty() && reference != nullptr && reference->getDecl()->getIdentifier() != nullptr;
  const clang::SourceLocation location = variable ? reference->getLocation() : path.location;
  const auto name = places_.main_range(location);
  if (!name) return false;
  const std::optional<Constant> whole = values_.filled_array(*element->array);
  const bool number = llvm::isa_and_nonnull<clang::IntegerLiteral, clang::CharacterLiteral>(stripped(value));
  if (variable && !whole && number) {
    // A number at one place says nothing about the whole.
    collected.known_names.push_back(places_.spelled_at(location).value_or(name->begin));
    return true;
  }
  if (!whole) return false;
  collected.known_names.push_back(places_.spelled_at(location).value_or(name->begin));
  if (element->index != 0) return true;
  const std::size_t before = collected.facts.fields.size();
  assigned(element->array, value);
  if (collected.facts.fields.size() > before) {
    Value& given = collected.facts.fields.back().value;
    given.constants = {*whole};
    given.exhaustive = false;
  }
  return true;
}

bool FactWriter::matters_here(llvm::StringRef name) const {
  const std::string_view text(name.data(), name.size());
  if (!interest_.only_inner(text)) return true;
  if (function_ == nullptr) return false;
  const NamesInFunctions& inner = interest_.inner_names();
  return inner.fits(text, inner.of_function(function_name(*function_)));
}

void FactWriter::assigned(const clang::Expr* target, const clang::Expr* value) {
  // `document["password"] = "x"`
  if (const clang::Expr* key = lookup_key(target); key != nullptr && value != nullptr && names_text(key)) {
    const FieldOfVariable holder = base_variable(target);
    const std::string table = holder.first == nullptr ? std::string() : holder.first->getNameAsString();
    add_pair(*key, *value, holder.second.empty() ? table : holder.second);
  }
  if (element_assigned(*target, value)) return;
  const MemberPath path = member_path(target, places_);
  if (path.name.empty()) {
    const clang::Expr* named = stripped(target);
    // `key[i] = rand();`
    for (int i = 0; i < 4 && llvm::isa_and_nonnull<clang::ArraySubscriptExpr>(named); ++i) {
      named = stripped(llvm::cast<clang::ArraySubscriptExpr>(named)->getLHS());
    }
    // `*accepted = true;`
    if (const auto* pointed = llvm::dyn_cast_or_null<clang::UnaryOperator>(named);
        pointed != nullptr && pointed->getOpcode() == clang::UO_Deref) {
      named = stripped(pointed->getSubExpr());
    }
    const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(named);
    if (reference == nullptr || reference->getDecl()->getIdentifier() == nullptr) return;
    const clang::ValueDecl& variable = *reference->getDecl();
    if (!interest_.name(view(variable.getName())) || !matters_here(variable.getName())) return;
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
  if (!interest_.field(path.name) || !matters_here(path.name)) return;
  FieldInit field;
  field.how = FieldInit::How::kAssignment;
  field.type = level.type;
  field.field = level.path;
  field.variable = path.variable;
  add_field(std::move(field), value, path.location, target->getBeginLoc());
}

const MemberPath::Level& FactWriter::best_level(const MemberPath& path) const {
  for (const MemberPath::Level& level : path.levels) {
    if (interest_.type(level.type)) return level;
  }
  return path.levels.front();
}

std::string FactWriter::assigned_variable() const {
  for (std::size_t i = parents_.size(); i-- > 0;) {
    const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(parents_[i]);
    if (operation == nullptr || operation->getOpcode() != clang::BO_Assign) continue;
    const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(operation->getLHS()));
    return reference == nullptr ? std::string() : reference->getNameInfo().getAsString();
  }
  return {};
}

bool FactWriter::is_unknown_name(const clang::Expr& expression) {
  const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(&expression));
  return reference != nullptr && is_made_up(*reference->getDecl());
}

}  // namespace cpsaudit
