#pragma once

#include <sys/types.h>

#include <string>

#include "core/result.h"
#include "intake/jail.h"

namespace cpsaudit {

/// A worker as its coordinator holds it: a process, and a socket to it. Killed and buried when this goes away.
class WorkerProcess {
 public:
  /// How a process came to its end.
  struct End {
    /// Exit code, or -1.
    int code = -1;
    /// Signal that killed it, or 0.
    int signal = 0;
  };

  static Result<WorkerProcess> start(const std::string& program);

  WorkerProcess() = default;
  ~WorkerProcess() { kill(); }
  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&& other) noexcept;

  bool running() const { return pid_ > 0; }
  /// Does not block.
  int socket() const { return socket_.get(); }

  /// Waits for the end of a process that has closed its socket. One that does not end is killed.
  End bury();
  void kill();

 private:
  pid_t pid_ = -1;
  FileDescriptor socket_;
};

}  // namespace cpsaudit
