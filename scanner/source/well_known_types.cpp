#include "source/well_known_types.h"

#include <clang/AST/ASTContext.h>

namespace cpsaudit {

clang::QualType well_known_type(clang::ASTContext& context, llvm::StringRef name) {
  struct Known {
    const char* name;
    clang::CanQualType clang::ASTContext::* type;
  };
  static const Known kKnown[] = {
      {"uint8_t", &clang::ASTContext::UnsignedCharTy},
      {"int8_t", &clang::ASTContext::SignedCharTy},
      {"uint16_t", &clang::ASTContext::UnsignedShortTy},
      {"int16_t", &clang::ASTContext::ShortTy},
      {"uint32_t", &clang::ASTContext::UnsignedIntTy},
      {"int32_t", &clang::ASTContext::IntTy},
      {"uint64_t", &clang::ASTContext::UnsignedLongTy},
      {"int64_t", &clang::ASTContext::LongTy},
      {"uintptr_t", &clang::ASTContext::UnsignedLongTy},
      {"intptr_t", &clang::ASTContext::LongTy},
      {"size_t", &clang::ASTContext::UnsignedLongTy},
      {"ssize_t", &clang::ASTContext::LongTy},
      {"u8", &clang::ASTContext::UnsignedCharTy},
      {"u16", &clang::ASTContext::UnsignedShortTy},
      {"u32", &clang::ASTContext::UnsignedIntTy},
      {"u64", &clang::ASTContext::UnsignedLongTy},
      {"s8", &clang::ASTContext::SignedCharTy},
      {"s16", &clang::ASTContext::ShortTy},
      {"s32", &clang::ASTContext::IntTy},
      {"s64", &clang::ASTContext::LongTy},
      {"bool", &clang::ASTContext::BoolTy},
      {"BOOL", &clang::ASTContext::IntTy},
      {"byte", &clang::ASTContext::UnsignedCharTy},
      {"boolean", &clang::ASTContext::BoolTy},
      {"uint", &clang::ASTContext::UnsignedIntTy},
      {"ulong", &clang::ASTContext::UnsignedLongTy},
      {"wchar_t", &clang::ASTContext::IntTy},
      {"off_t", &clang::ASTContext::LongTy},
      {"time_t", &clang::ASTContext::LongTy},
      {"pid_t", &clang::ASTContext::IntTy},
      {"socklen_t", &clang::ASTContext::UnsignedIntTy},
      {"in_addr_t", &clang::ASTContext::UnsignedIntTy},
  };
  for (const Known& known : kKnown) {
    if (name == known.name) return context.*known.type;
  }
  return {};
}

}  // namespace cpsaudit
