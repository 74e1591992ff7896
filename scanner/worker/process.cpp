#include "worker/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

#include "worker/child.h"

namespace cpsaudit {
namespace {

/// What posix_spawn() is to do in the child before the program runs, and what it is to be given.
class SpawnPlan {
 public:
  explicit SpawnPlan(int socket) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    // What a library prints would end in the middle of a report.
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
      posix_spawn_file_actions_addopen(&actions_, standard, "/dev/null", O_RDWR, 0);
    }
    posix_spawn_file_actions_adddup2(&actions_, socket, kWorkerSocket);
    posix_spawn_file_actions_addclosefrom_np(&actions_, kWorkerSocket + 1);
    sigset_t none;
    sigemptyset(&none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  int run(const std::string& program, pid_t& pid) const {
    std::string name = program;
    std::string argument = kWorkerArgument;
    std::string parent = std::to_string(getpid());
    std::array<char*, 4> arguments = {name.data(), argument.data(), parent.data(), nullptr};
    return posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Result<WorkerProcess> WorkerProcess::start(const std::string& program) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return tl::unexpected(Error{fmt::format("no socket for a worker: {}", std::strerror(errno))});
  }
  WorkerProcess process;
  process.socket_ = FileDescriptor(ends[0]);
  FileDescriptor theirs(ends[1]);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  // Onto itself dup2() would leave it to be closed by exec.
  if (ends[1] == kWorkerSocket) theirs = FileDescriptor(fcntl(ends[1], F_DUPFD_CLOEXEC, kWorkerSocket + 1));
  if (const int error = SpawnPlan(theirs.get()).run(program, process.pid_); error != 0) {
    process.pid_ = -1;
    return tl::unexpected(Error{fmt::format("'{}' cannot be run as a worker: {}", program, std::strerror(error))});
  }
  return process;
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), socket_(std::move(other.socket_)) {}

WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept {
  if (this != &other) {
    kill();
    pid_ = std::exchange(other.pid_, -1);
    socket_ = std::move(other.socket_);
  }
  return *this;
}

WorkerProcess::End WorkerProcess::bury() {
  socket_.reset();
  int status = 0;
  pid_t found = 0;
  for (int attempt = 0; found == 0; ++attempt) {
    // Closing its end of the socket is the last but one thing that a dying process does.
    if (attempt == 500) ::kill(pid_, SIGKILL);
    if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    found = waitpid(pid_, &status, attempt < 500 ? WNOHANG : 0);
    if (found < 0 && errno == EINTR) found = 0;
  }
  pid_ = -1;
  if (found < 0) return {};
  return WIFSIGNALED(status) ? End{-1, WTERMSIG(status)} : End{WEXITSTATUS(status), 0};
}

void WorkerProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  socket_.reset();
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

}  // namespace cpsaudit
