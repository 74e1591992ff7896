#include "cli/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cassert>
#include <csignal>
#include <cstring>

namespace cpsaudit {
namespace {

/// A signal handler may look at nothing but this.
struct UnderWay {
  std::array<char, 4096> name{};
  int directory = -1;
  std::atomic<bool> is_set{false};
};

UnderWay& under_way() {
  static UnderWay file;
  return file;
}

extern "C" void leave(int signal) {
  UnderWay& file = under_way();
  if (file.is_set) unlinkat(file.directory, file.name.data(), 0);
  if (isatty(STDERR_FILENO) == 1) {
    constexpr char kClearLine[] = "\r\x1b[K";
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, kClearLine, sizeof kClearLine - 1);
  }
  // The handler was set for one time: this ends the program, and whoever waits for it learns why.
  raise(signal);
}

}  // namespace

void leave_cleanly_when_interrupted() {
  under_way();
  struct sigaction action{};
  action.sa_handler = leave;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before{};
    // What was ignored from outside (nohup) stays ignored.
    if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

PartFile::PartFile(int directory, std::string name) : directory_(directory), name_(std::move(name)) {
  UnderWay& file = under_way();
  assert(!file.is_set && "files are written one after the other");
  if (name_.size() >= file.name.size()) return;
  std::memcpy(file.name.data(), name_.c_str(), name_.size() + 1);
  file.directory = directory_;
  file.is_set = true;
}

PartFile::~PartFile() {
  under_way().is_set = false;
  if (!kept_) unlinkat(directory_, name_.c_str(), 0);
}

void PartFile::keep() {
  under_way().is_set = false;
  kept_ = true;
}

}  // namespace cpsaudit
