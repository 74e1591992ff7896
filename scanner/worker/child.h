#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "facts/file_facts.h"
#include "worker/configuration.h"

namespace cpsaudit {

/// The argument that makes the program a worker. Not for people.
inline constexpr const char* kWorkerArgument = "--cpsaudit-worker";

/// Where a worker finds its coordinator: one end of a pair of sockets.
inline constexpr int kWorkerSocket = 3;

/// What a worker does with a file.
class FileReader {
 public:
  virtual ~FileReader() = default;
  /// Everything that `path` says. Before it parses, it tells `begun` what is known by then, so that this much is left
  /// when the parser does not come back.
  virtual FileFacts read(const std::string& path, const std::function<void(const FileFacts&)>& begun) = 0;
};

/// Made before the worker is shut in: what needs other files than those beneath `root` opens them here. `root` stays
/// open as long as the process.
using FileReaderFactory = std::function<std::unique_ptr<FileReader>(WorkerConfiguration configuration, int root)>;

/// The reader of the product: recognises, decodes and parses.
std::unique_ptr<FileReader> make_file_reader(WorkerConfiguration configuration, int root);

/// Call it first in main(): when these arguments make the program a worker, it works until the coordinator is done, and
/// main() returns the result as its exit code. Nothing for every other command line.
std::optional<int> maybe_run_worker(int argc, char** argv);
std::optional<int> maybe_run_worker(int argc, char** argv, const FileReaderFactory& factory);

}  // namespace cpsaudit
