#include "worker/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>
#include <utility>

#include "core/text.h"
#include "facts/serialize.h"
#include "intake/jail.h"
#include "worker/message.h"
#include "worker/sandbox.h"

namespace cpsaudit {
namespace {

/// A worker that has grown so far ends itself and leaves the rest to a successor: what it keeps between files must not
/// take the memory of the next one.
constexpr unsigned kTooLargeToGoOn = 55;

/// The worker's end of the conversation.
class Coordinator {
 public:
  /// Nothing when the coordinator has no more to say.
  std::optional<Message> next() {
    while (true) {
      auto message = buffer_.next();
      if (!message) return std::nullopt;
      if (*message) return std::move(**message);
      std::array<char, 1U << 16U> bytes;
      const ssize_t length = ::read(kWorkerSocket, bytes.data(), bytes.size());
      if (length < 0 && errno == EINTR) continue;
      if (length <= 0) return std::nullopt;
      buffer_.append({bytes.data(), static_cast<std::size_t>(length)});
    }
  }

  void say(Message::Kind kind, std::string_view bytes) const {
    const std::string message = encode(kind, bytes);
    for (std::size_t sent = 0; sent < message.size();) {
      const ssize_t length = ::write(kWorkerSocket, message.data() + sent, message.size() - sent);
      if (length < 0 && errno == EINTR) continue;
      if (length <= 0) _exit(0);  // it is gone, and nobody else wants the answer
      sent += static_cast<std::size_t>(length);
    }
  }

 private:
  MessageBuffer buffer_;
};

/// A worker does not outlive its coordinator, whatever ends that one.
void die_with(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);
  // The terminal sends Ctrl-C to both; the coordinator decides what becomes of the worker.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
}

FileFacts without_details(const FileFacts& facts) {
  FileFacts rest;
  rest.path = facts.path;
  rest.syntax = facts.syntax;
  rest.software = facts.software;
  rest.size = facts.size;
  rest.sha256 = facts.sha256;
  rest.encoding = facts.encoding;
  rest.problems = {{Problem::Kind::kNotParsed, "holds more settings or calls than can be handled", {}}};
  return rest;
}

FileFacts read_one(FileReader& reader, const std::string& path, const Coordinator& coordinator) {
  try {
    return reader.read(path, [&](const FileFacts& facts) { coordinator.say(Message::Kind::kBegun, to_bytes(facts)); });
  } catch (const std::bad_alloc&) {
    _exit(kOutOfMemoryExit);
  } catch (const std::exception& error) {
    FileFacts facts;
    facts.path = path;
    facts.problems = {
        {Problem::Kind::kCrashed, fmt::format("could not be read because of a defect of ours: {}", error.what()), {}}};
    return facts;
  }
}

int work(const FileReaderFactory& factory) {
  Coordinator coordinator;
  const auto refuse = [&](const std::string& why) {
    coordinator.say(Message::Kind::kRefused, why);
    return EXIT_FAILURE;
  };
  const auto first = coordinator.next();
  if (!first || first->kind != Message::Kind::kConfiguration) return EXIT_FAILURE;
  auto configuration = configuration_from_bytes(first->bytes);
  if (!configuration) return refuse(configuration.error().message);

  limit_resources(configuration->memory);
  exit_when_out_of_memory();
  const std::chrono::seconds time_per_file = configuration->time_per_file;
  const FileDescriptor root(open(configuration->root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root.valid()) return refuse(fmt::format("'{}' cannot be opened: {}", configuration->root, std::strerror(errno)));
  Text::prepare_encodings();
  const std::unique_ptr<FileReader> reader = factory(std::move(*configuration), root.get());
  shut_in(root.get());
  coordinator.say(Message::Kind::kReady, "");

  while (const auto job = coordinator.next()) {
    limit_cpu(time_per_file);
    const FileFacts facts = read_one(*reader, job->bytes, coordinator);
    std::string answer = to_bytes(facts);
    if (answer.size() > kMaxMessage) answer = to_bytes(without_details(facts));
    coordinator.say(Message::Kind::kFacts, answer);
    if (memory_used_percent() > kTooLargeToGoOn) break;
  }
  return EXIT_SUCCESS;
}

}  // namespace

std::optional<int> maybe_run_worker(int argc, char** argv, const FileReaderFactory& factory) {
  if (argc != 3 || std::string_view(argv[1]) != kWorkerArgument) return std::nullopt;
  die_with(static_cast<pid_t>(std::strtol(argv[2], nullptr, 10)));
  // Not exit(): destructors of libraries have nothing to say any more, and may trip over what a file broke.
  _exit(work(factory));
}

}  // namespace cpsaudit
