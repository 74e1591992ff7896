#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "worker/configuration.h"

namespace cpsaudit {

/// What coordinator and worker say to each other: a length, a kind, and bytes.
struct Message {
  enum class Kind : unsigned char {
    // To the worker.
    kConfiguration = 1,  ///< to_bytes(WorkerConfiguration); the first message
    kJob,                ///< the path of a file
    // From the worker.
    kReady,    ///< no bytes; it is shut in, and jobs may come
    kRefused,  ///< why it cannot start
    kBegun,    ///< to_bytes(FileFacts) without what the parser will find, before the parser starts
    kFacts,    ///< to_bytes(FileFacts): the answer to the oldest job without one
  };
  Kind kind = Kind::kJob;
  std::string bytes;
};

/// No message is longer: what says it is comes from a broken worker.
inline constexpr std::size_t kMaxMessage = 192U << 20U;

std::string encode(Message::Kind kind, std::string_view bytes);

/// Cuts a stream of bytes into messages.
class MessageBuffer {
 public:
  void append(std::string_view bytes) { bytes_ += bytes; }
  /// The next complete message; nothing when more bytes are needed; an error when this is no stream of messages.
  Result<std::optional<Message>> next();

 private:
  std::string bytes_;
  /// Everything before it is used up.
  std::size_t at_ = 0;
};

std::string to_bytes(const WorkerConfiguration& configuration);
Result<WorkerConfiguration> configuration_from_bytes(std::string_view bytes);

}  // namespace cpsaudit
