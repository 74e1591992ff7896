#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace cpsaudit {

/// Limits that hold from now on: address space, open files, no core dump, and no byte written to any file.
void limit_resources(std::uint64_t memory);

/// From now on this process may use this much more CPU time; then it is killed with SIGXCPU.
void limit_cpu(std::chrono::seconds more);

/// Shuts this process in, for good: it may read beneath `root` and use what it has open, and nothing else. No file is
/// written or executed, no process started, no socket made. Landlock does it where the kernel has it, and seccomp; what
/// a kernel lacks is left out. Libraries that open files must have done so before.
void shut_in(int root);

/// What the kernel offers to shut_in().
struct Isolation {
  /// Landlock: nothing outside of the root can be opened.
  bool files = false;
  /// Filters of seccomp: nothing can be written, run or sent.
  bool system_calls = false;
};
Isolation isolation_of_kernel();

/// What a reader must be told of it; empty when nothing is missing.
std::string what_is_missing(const Isolation& isolation);

/// Share of the address space limit that is in use, in percent; 0 when there is no limit. Safe in a signal handler.
unsigned memory_used_percent();

/// How a worker that runs out of memory says so: its exit code.
inline constexpr int kOutOfMemoryExit = 71;

/// Turns every failure to get memory into kOutOfMemoryExit. Not an exception: the libraries that parse are in part
/// built without any, and an exception on its way through them would leave them broken.
void exit_when_out_of_memory();

}  // namespace cpsaudit
