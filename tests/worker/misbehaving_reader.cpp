#include "worker/misbehaving_reader.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "core/text.h"
#include "intake/jail.h"
#include "worker/message.h"

namespace cpsaudit {
namespace {

/// "works" or the name of the error.
std::string outcome(bool worked) {
  return worked ? "works" : strerrorname_np(errno);
}

void exhaust_memory() {
  std::vector<std::string> all;
  while (true) all.emplace_back(1U << 20U, 'x');
}

unsigned recurse(unsigned depth) {
  volatile char room[4096] = {};
  room[depth % sizeof room] = 1;
  return depth == 0xFFFFFFFF ? 0 : recurse(depth + 1) + static_cast<unsigned>(room[0]);
}

void allocate_like_llvm() {
  // With the memory limit in reach malloc() says no, and the library aborts.
  // Volatile, for an optimiser removes memory that nobody looks at.
  void* volatile last = nullptr;
  do {
    last = std::malloc(1U << 20U);
  } while (last != nullptr);
  std::abort();
}

class MisbehavingReader : public FileReader {
 public:
  MisbehavingReader(WorkerConfiguration configuration, int root)
      : root_(root), max_file_size_(configuration.max_file_size) {}

  FileFacts read(const std::string& path, const std::function<void(const FileFacts&)>& begun) override {
    if (poisoned_) std::abort();
    FileFacts facts;
    facts.path = path;
    const std::string name = path.substr(0, path.find('.'));
    if (const auto found = misbehaviours().find(name); found != misbehaviours().end()) found->second();
    if (const auto found = attempts().find(name); found != attempts().end()) facts.software = found->second(root_);
    if (name == "begin-and-hang") {
      facts.sha256 = "known by now";
      begun(facts);
      hang();
    }
    if (name == "poison") poisoned_ = true;
    if (name == "other-path") facts.path = "another";
    if (name == "out-of-place") begun(facts), send_raw(encode(Message::Kind::kReady, ""));
    if (name == "grow") facts.software = std::to_string(grow());
    if (auto bytes = read_input_beneath(root_, path, max_file_size_)) {
      facts.size = bytes->size();
      if (const auto text = Text::decode(*bytes)) facts.encoding = text->encoding();
    } else {
      facts.problems.push_back(bytes.error());
    }
    return facts;
  }

 private:
  static void hang() {
    for (volatile bool forever = true; forever;) {
    }
  }

  static void send_raw(const std::string& bytes) {
    if (::write(kWorkerSocket, bytes.data(), bytes.size()) < 0) _exit(9);
  }

  pid_t grow() {
    kept_.emplace_back(30U << 20U, 'x');
    return getpid();
  }

  static const std::map<std::string, void (*)()>& misbehaviours() {
    static const std::map<std::string, void (*)()> kAll = {
        {"hang", [] { hang(); }},
        {"sleep", [] { std::this_thread::sleep_for(std::chrono::hours(1)); }},
        {"kill", [] { std::raise(SIGKILL); }},
        {"abort", [] { std::abort(); }},
        {"overflow", [] { recurse(0); }},
        {"exit", [] { _exit(0); }},
        {"exit-with-3", [] { _exit(3); }},
        {"exhaust", exhaust_memory},
        {"exhaust-like-llvm", allocate_like_llvm},
        {"throw", [] { throw std::runtime_error("a library's message"); }},
        {"garbage", [] { send_raw(std::string(1000, '\xFF')); }},
        {"close", [] { ::close(kWorkerSocket), hang(); }},
    };
    return kAll;
  }

  /// What a shut-in process must not be able to do.
  static const std::map<std::string, std::string (*)(int root)>& attempts() {
    static const std::map<std::string, std::string (*)(int)> kAll = {
        {"try-outside", [](int) { return outcome(open("/etc/passwd", O_RDONLY) >= 0); }},
        {"try-proc", [](int) { return outcome(open("/proc/self/environ", O_RDONLY) >= 0); }},
        {"try-climb", [](int root) { return outcome(openat(root, "../../../etc/passwd", O_RDONLY) >= 0); }},
        {"try-write", [](int root) { return outcome(openat(root, "new", O_WRONLY | O_CREAT, 0600) >= 0); }},
        {"try-unlink", [](int root) { return outcome(unlinkat(root, "a", 0) == 0); }},
        {"try-socket", [](int) { return outcome(socket(AF_INET, SOCK_STREAM, 0) >= 0); }},
        {"try-exec", [](int) { return outcome(execl("/bin/true", "true", nullptr) == 0); }},
        {"try-fork",
         [](int) {
           const pid_t pid = fork();
           if (pid == 0) _exit(0);
           return outcome(pid > 0);
         }},
        {"try-ptrace", [](int) { return outcome(ptrace(PTRACE_ATTACH, getppid(), nullptr, nullptr) == 0); }},
        {"try-kill", [](int) { return outcome(kill(getppid(), 0) == 0); }},
        {"try-code",
         [](int) {
           return outcome(mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
         }},
        {"try-thread",
         [](int) {
           std::string said = "no";
           std::thread([&] { said = "works"; }).join();
           return said;
         }},
        {"count-descriptors",
         [](int) {
           int open_ones = 0;
           for (int descriptor = 0; descriptor < 256; ++descriptor) {
             if (fcntl(descriptor, F_GETFD) >= 0) ++open_ones;
           }
           return std::to_string(open_ones);
         }},
    };
    return kAll;
  }

  int root_;
  std::uint64_t max_file_size_;
  bool poisoned_ = false;
  std::vector<std::string> kept_;
};

}  // namespace

std::unique_ptr<FileReader> make_misbehaving_reader(WorkerConfiguration configuration, int root) {
  return std::make_unique<MisbehavingReader>(std::move(configuration), root);
}

}  // namespace cpsaudit
