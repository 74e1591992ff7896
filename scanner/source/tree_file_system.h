#pragma once

#include <llvm/ADT/IntrusiveRefCntPtr.h>

#include "source/tree_files.h"

namespace llvm::vfs {
class FileSystem;
}

namespace cpsaudit {

/// The files of the tree and our models as the file system that Clang sees; there is nothing else in it.
/// `files` must outlive it.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> tree_file_system(TreeFiles& files);

}  // namespace cpsaudit
