#pragma once

#include <clang/AST/ASTMutationListener.h>

#include <set>

namespace clang {
class CXXRecordDecl;
class RecordDecl;
class TagDecl;
}  // namespace clang

namespace cpsaudit {

/// Looks at every record right when it is complete, before its methods are read: one with parts of a type that nobody
/// knows has no size. Clang asks an invalid record for none, and has no use for a base that may be anything.
class SizelessRecords : public clang::ASTMutationListener {
 public:
  void CompletedTagDefinition(const clang::TagDecl* tag) override;

 private:
  void drop_unknown_bases(clang::CXXRecordDecl& record);

  /// What was made invalid here, and not by an error.
  std::set<const clang::RecordDecl*> sizeless_;
};

}  // namespace cpsaudit
