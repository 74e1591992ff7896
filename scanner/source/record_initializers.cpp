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

// `{ .a = 1, { 2 } }` given to a record.
namespace cpsaudit {

void FactWriter::aggregate(const clang::Expr& initializer, const std::string& type, llvm::StringRef variable,
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

void FactWriter::elements(const clang::InitListExpr& written, const std::string& type, llvm::StringRef variable,
                          const std::string& path, std::size_t record, int depth,
                          const clang::RecordDecl* known_fields) {
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
  // What does not fit the types that are known here still stands at the place of its field.
  const bool in_array = declared_ != nullptr && declared_->getType()->isArrayType();
  const clang::RecordDecl* record_type = known_fields;
  if (depth == (in_array ? 1 : 0) && path.empty()) record_type = declared_record();
  auto field = record_type == nullptr ? clang::RecordDecl::field_iterator() : record_type->field_begin();
  const bool is_table = depth == 0 && path.empty() && in_array;
  for (const clang::Expr* element : list->inits()) {
    if (is_table) ++row_;
    const clang::FieldDecl* at = nullptr;
    if (record_type != nullptr && field != record_type->field_end()) at = *field++;
    if (element == nullptr) continue;
    if (llvm::isa<clang::DesignatedInitExpr>(element)) record_type = nullptr;
    if (record_type != nullptr && at != nullptr && at->getIdentifier() != nullptr) {
      given(element, type, variable, (path.empty() ? "" : path + ".") + at->getName().str(), at->getName(),
            element->getBeginLoc(), element->getBeginLoc(), record, depth, record_of(*at));
    } else if (const auto* designated = llvm::dyn_cast<clang::DesignatedInitExpr>(element)) {
      designated_element(*designated, type, variable, path, record, depth);
    } else if (const auto* nested = llvm::dyn_cast<clang::InitListExpr>(element->IgnoreImplicit())) {
      elements(*nested, type, variable, path, record, depth + 1);
    }
  }
  if (is_table) row_ = 0;
}

/// The record that the variable which is being initialised is, or is an array of.
const clang::RecordDecl* FactWriter::declared_record() const {
  if (declared_ == nullptr || declared_->getType().isNull()) return nullptr;
  const clang::Type* type = declared_->getType()->getBaseElementTypeUnsafe();
  const clang::RecordDecl* record = type == nullptr ? nullptr : type->getAsRecordDecl();
  return record == nullptr || record->isUnion() ? nullptr : record->getDefinition();
}

const clang::RecordDecl* FactWriter::record_of(const clang::FieldDecl& field) {
  const clang::RecordDecl* record = field.getType().isNull() ? nullptr : field.getType()->getAsRecordDecl();
  return record == nullptr || record->isUnion() ? nullptr : record->getDefinition();
}

void FactWriter::designated_element(const clang::DesignatedInitExpr& element, const std::string& type,
                                    llvm::StringRef variable, const std::string& path, std::size_t record, int depth) {
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

void FactWriter::known_elements(const clang::InitListExpr& list, const clang::RecordDecl& fields,
                                const std::string& type, llvm::StringRef variable, const std::string& path,
                                std::size_t record, int depth) {
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
    given(value, type, variable, name, field.getIdentifier() != nullptr ? field.getName() : llvm::StringRef(), location,
          location, record, depth, record_of(field));
  };
  if (fields.isUnion()) {
    if (const clang::FieldDecl* field = list.getInitializedFieldInUnion(); field != nullptr && list.getNumInits() > 0) {
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

clang::SourceLocation FactWriter::designator_location(const clang::InitListExpr& list, const clang::FieldDecl& field) {
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

void FactWriter::given(const clang::Expr* value, const std::string& type, llvm::StringRef variable,
                       const std::string& path, llvm::StringRef last, clang::SourceLocation location,
                       clang::SourceLocation begin, std::size_t record, int depth, const clang::RecordDecl* fields) {
  if (value == nullptr) return;
  if (record < collected.facts.records.size() && !path.empty() && collected.facts.records[record].fields.size() < 256) {
    collected.facts.records[record].fields.push_back(path);
  }
  const clang::Expr* inner = value->IgnoreImplicit();
  if (const auto* nested = llvm::dyn_cast<clang::InitListExpr>(inner)) {
    const bool bytes = !nested->getType().isNull() && nested->getType()->isArrayType() &&
                       nested->getType()->getArrayElementTypeNoTypeQual() != nullptr &&
                       nested->getType()->getArrayElementTypeNoTypeQual()->isIntegerType();
    if (!bytes) {
      lists_.insert(nested);
      elements(*nested, type, variable, path, record, depth + 1, fields);
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

}  // namespace cpsaudit
