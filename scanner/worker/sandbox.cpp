#include "worker/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <new>

namespace cpsaudit {
namespace {

#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
constexpr bool kSanitized = true;  // reserves terabytes of address space for its own books
#else
constexpr bool kSanitized = false;
#endif

/// Opened while /proc can still be seen. A process has one memory, so one global is what there is to have.
int memory_status = -1;      // NOLINT
std::uint64_t memory_limit;  // NOLINT
std::uint64_t page_size;     // NOLINT

void set_limit(int resource, rlim_t value) {
  rlimit limit{};
  if (getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0) return;
  if (limit.rlim_max != RLIM_INFINITY) value = std::min(value, limit.rlim_max);
  limit = {value, value};
  setrlimit(static_cast<__rlimit_resource>(resource), &limit);
}

/// As it has grown: kernels take a shorter one from older programs. The headers of Debian 12 know the first field.
struct LandlockRuleset {
  std::uint64_t handled_access_fs;
  std::uint64_t handled_access_net;
  std::uint64_t scoped;
};

/// How many access rights to files a version of Landlock knows, and how long its structure is.
struct LandlockVersion {
  unsigned file_rights;
  std::size_t size;
  std::uint64_t network_rights;
  std::uint64_t scopes;
};

LandlockVersion landlock_version(long abi) {
  constexpr std::size_t kField = sizeof(std::uint64_t);
  if (abi < 2) return {13, kField, 0, 0};
  if (abi < 3) return {14, kField, 0, 0};      // refer
  if (abi < 4) return {15, kField, 0, 0};      // truncate
  if (abi < 5) return {15, 2 * kField, 3, 0};  // bind and connect TCP
  if (abi < 6) return {16, 2 * kField, 3, 0};  // ioctl on devices
  return {16, 3 * kField, 3, 3};               // abstract unix sockets, signals
}

/// Version of Landlock; less than 1 when the kernel has none.
long landlock_abi() {
  return syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

/// True when from now on nothing outside of `root` can be opened.
bool restrict_files(int root) {
  const long abi = landlock_abi();
  if (abi < 1) return false;
  const LandlockVersion version = landlock_version(abi);
  const LandlockRuleset rules{(1ULL << version.file_rights) - 1, version.network_rights, version.scopes};
  const auto ruleset = static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, version.size, 0));
  if (ruleset < 0) return false;
  landlock_path_beneath_attr beneath{};
  beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  beneath.parent_fd = root;
  const bool done = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0 &&
                    syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  close(ruleset);
  return done;
}

/// What reading, parsing and answering need. Everything else fails with EPERM, as it does for lack of a right.
constexpr int kAllowed[] = {SCMP_SYS(read),
                            SCMP_SYS(readv),
                            SCMP_SYS(pread64),
                            SCMP_SYS(write),
                            SCMP_SYS(writev),
                            SCMP_SYS(close),
                            SCMP_SYS(lseek),
                            SCMP_SYS(fstat),
                            SCMP_SYS(stat),
                            SCMP_SYS(lstat),
                            SCMP_SYS(newfstatat),
                            SCMP_SYS(statx),
                            SCMP_SYS(readlink),
                            SCMP_SYS(readlinkat),
                            SCMP_SYS(getdents64),
                            SCMP_SYS(getcwd),
                            SCMP_SYS(access),
                            SCMP_SYS(faccessat),
                            SCMP_SYS(fcntl),
                            SCMP_SYS(poll),
                            SCMP_SYS(ppoll),
                            SCMP_SYS(munmap),
                            SCMP_SYS(mremap),
                            SCMP_SYS(madvise),
                            SCMP_SYS(brk),
                            SCMP_SYS(futex),
                            SCMP_SYS(rseq),
                            SCMP_SYS(set_robust_list),
                            SCMP_SYS(gettid),
                            SCMP_SYS(getpid),
                            SCMP_SYS(sched_yield),
                            SCMP_SYS(sched_getaffinity),
                            SCMP_SYS(getrusage),
                            SCMP_SYS(sysinfo),
                            SCMP_SYS(uname),
                            SCMP_SYS(getrandom),
                            SCMP_SYS(clock_gettime),
                            SCMP_SYS(clock_getres),
                            SCMP_SYS(clock_nanosleep),
                            SCMP_SYS(nanosleep),
                            SCMP_SYS(gettimeofday),
                            SCMP_SYS(time),
                            SCMP_SYS(times),
                            SCMP_SYS(rt_sigaction),
                            SCMP_SYS(rt_sigprocmask),
                            SCMP_SYS(rt_sigreturn),
                            SCMP_SYS(sigaltstack),
                            SCMP_SYS(restart_syscall),
                            SCMP_SYS(membarrier),
                            SCMP_SYS(exit),
                            SCMP_SYS(exit_group)};

void restrict_system_calls(bool files_are_restricted) {
  const auto release = [](void* filter) { seccomp_release(filter); };
  const std::unique_ptr<void, decltype(release)> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), release);
  if (!filter) return;
  const auto allow = [&](int call, auto... conditions) {
    seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, sizeof...(conditions), conditions...);
  };
  for (const int call : kAllowed) allow(call);
  constexpr auto kWriting = static_cast<scmp_datum_t>(O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND);
  allow(SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, 0));
  allow(SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0));
  // Its flags lie in memory, which a filter cannot see. Without it files are opened name by name.
  if (files_are_restricted) allow(SCMP_SYS(openat2));
  // No memory becomes code.
  allow(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  allow(SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // Threads (Clang parses deep nesting on a larger stack), but no processes; clone3 keeps its flags in memory.
  allow(SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  // abort(), and limits: of this process alone.
  allow(SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())));
  allow(SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_EQ, 0));
  allow(SCMP_SYS(setrlimit));
  allow(SCMP_SYS(getrlimit));
  seccomp_load(filter.get());
}

void out_of_memory() {
  _exit(kOutOfMemoryExit);
}

/// LLVM aborts when it gets no memory. Too late to ask why, but not to see that there is none left.
void aborted(int) {
  if (memory_used_percent() >= 75) _exit(kOutOfMemoryExit);
  std::signal(SIGABRT, SIG_DFL);
}

}  // namespace

void limit_resources(std::uint64_t memory) {
  page_size = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  memory_status = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  set_limit(RLIMIT_CORE, 0);
  if (kSanitized) return;
  memory_limit = memory;
  set_limit(RLIMIT_AS, memory);
  set_limit(RLIMIT_FSIZE, 0);
  set_limit(RLIMIT_NOFILE, 256);
}

void limit_cpu(std::chrono::seconds more) {
  rusage used{};
  rlimit limit{};
  if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0) return;
  // Whole seconds, so one for what is begun of user and system time each.
  const auto until = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 2 + more.count());
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? until : std::min(until, limit.rlim_max);
  setrlimit(RLIMIT_CPU, &limit);
}

void shut_in(int root) {
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const bool files_are_restricted = restrict_files(root);
  if (!kSanitized) restrict_system_calls(files_are_restricted);
}

Isolation isolation_of_kernel() {
  // The mode of this process; an error when the kernel knows of none.
  return {.files = landlock_abi() >= 1, .system_calls = prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0};
}

std::string what_is_missing(const Isolation& isolation) {
  if (isolation.files && isolation.system_calls) return {};
  if (isolation.system_calls) {
    return "the kernel has no Landlock (Linux 5.13 or later), so system calls alone keep workers in";
  }
  if (isolation.files) return "the kernel has no seccomp filters, so Landlock alone keeps workers in";
  return "the kernel has neither Landlock nor seccomp filters, so only their limits keep workers in";
}

unsigned memory_used_percent() {
  if (memory_limit == 0 || memory_status < 0) return 0;
  // The first number of the line: pages of address space.
  std::array<char, 32> line{};
  const ssize_t length = pread(memory_status, line.data(), line.size(), 0);
  std::uint64_t pages = 0;
  for (ssize_t i = 0; i < length && line[static_cast<std::size_t>(i)] >= '0'; ++i) {
    pages = pages * 10 + static_cast<std::uint64_t>(line[static_cast<std::size_t>(i)] - '0');
  }
  return static_cast<unsigned>(pages * page_size * 100 / memory_limit);
}

void exit_when_out_of_memory() {
  std::set_new_handler(out_of_memory);
  struct sigaction action{};
  action.sa_handler = aborted;
  sigaction(SIGABRT, &action, nullptr);
}

}  // namespace cpsaudit
