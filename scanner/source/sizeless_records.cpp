#include "source/sizeless_records.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/Expr.h>

#include <vector>

namespace cpsaudit {
namespace {

/// `{.port = 80}` gives nothing to a callback behind it, and Clang breaks down when it makes up that nothing for a
/// type that may be anything: in C a pointer to a function gets one that takes any arguments, and of C++ the record
/// counts as one of unknown size, whose initialisers are kept as they are written.
bool may_be_left_out(clang::FieldDecl& field) {
  const clang::ASTContext& context = field.getASTContext();
  if (context.getLangOpts().CPlusPlus) {
    const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(field.getParent());
    return record == nullptr || !record->isAggregate();
  }
  const auto* function = field.getType()->getPointeeType()->getAs<clang::FunctionType>();
  if (function == nullptr) return true;
  const clang::QualType answer = function->getReturnType();
  field.setType(
      context.getPointerType(context.getFunctionNoProtoType(answer->isDependentType() ? context.IntTy : answer)));
  return true;
}

/// Makes `object.field` an expression that may be anything, as a variable of such a type is: else Clang takes back
/// `field["name"]` and `field == "text"`. It decides that by the width of the field and not by its type.
void leave_open(clang::FieldDecl& field) {
  const clang::ASTContext& context = field.getASTContext();
  if (!context.getLangOpts().CPlusPlus || field.isBitField()) return;
  field.setBitWidth(new (context) clang::OpaqueValueExpr({}, context.DependentTy, clang::VK_PRValue));
}

}  // namespace

void SizelessRecords::CompletedTagDefinition(const clang::TagDecl* tag) {
  const auto* completed = llvm::dyn_cast<clang::RecordDecl>(tag);
  if (completed == nullptr || completed->isDependentContext()) return;
  auto* record = const_cast<clang::RecordDecl*>(completed);
  bool known = true;
  for (clang::FieldDecl* field : record->fields()) {
    if (field->isBitField() && field->getBitWidth()->isValueDependent()) field->removeBitWidth();
    // Clang takes back a field of a record that is invalid, and with it each expression in which it stands.
    const clang::RecordDecl* held = field->getType()->getBaseElementTypeUnsafe()->getAsRecordDecl();
    if (field->isInvalidDecl() && held != nullptr && sizeless_.contains(held)) {
      field->setInvalidDecl(false);
      known = false;
    }
    if (!field->getType()->isDependentType()) continue;
    if (field->getType()->isPointerType() || field->getType()->isReferenceType()) {
      known &= may_be_left_out(*field);
      continue;
    }
    known = false;
    leave_open(*field);
  }
  if (!known) {
    record->setInvalidDecl();
    sizeless_.insert(record);
  }
  if (auto* with_bases = llvm::dyn_cast<clang::CXXRecordDecl>(record)) drop_unknown_bases(*with_bases);
}

void SizelessRecords::drop_unknown_bases(clang::CXXRecordDecl& record) {
  std::vector<clang::CXXBaseSpecifier> known;
  for (const clang::CXXBaseSpecifier& base : record.bases()) {
    if (!base.getType()->isDependentType()) known.push_back(base);
  }
  if (known.size() == record.getNumBases()) return;
  std::vector<const clang::CXXBaseSpecifier*> bases;
  for (const clang::CXXBaseSpecifier& base : known) bases.push_back(&base);
  record.setBases(bases.data(), static_cast<unsigned>(bases.size()));
  record.setInvalidDecl();
  sizeless_.insert(&record);
}

}  // namespace cpsaudit
