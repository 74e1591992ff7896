#pragma once

#include <memory>

#include "worker/child.h"

namespace cpsaudit {

/// A reader that does with a file what the file's name says: "hang", "abort", "exhaust" … and reads all others. So the
/// tests see real processes die, and the product needs no hook for it.
std::unique_ptr<FileReader> make_misbehaving_reader(WorkerConfiguration configuration, int root);

}  // namespace cpsaudit
