#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "facts/file_facts.h"
#include "facts/recognition.h"

namespace cpsaudit {

/// A file that we ship so that code can be parsed without its SDK: checks/models/.
struct ModelHeader {
  /// As an #include names it: "openssl/ssl.h".
  std::string path;
  std::string text;
};

/// One entry of a compile_commands.json, already split into arguments.
struct CompileCommand {
  /// Relative to the root.
  std::string file;
  /// Relative to the root; where relative include paths start.
  std::string directory;
  std::vector<std::string> arguments;
};

struct SourceOptions {
  SourceInterests interests;
  /// Every header of the tree, relative to the root, sorted.
  std::vector<std::string> headers;
  std::vector<ModelHeader> models;
  /// "NAME" or "NAME=VALUE".
  std::vector<std::string> defines;
  /// Relative to the root.
  std::vector<std::string> include_directories;
  std::vector<CompileCommand> compile_commands;
  /// Reads a file of the tree, by its path relative to the root; nothing when it is not there, too large, or would lead
  /// out of the root. The only way in which the analyser reaches the file system.
  std::function<std::optional<std::string>(std::string_view path)> read_file;
};

/// Reads C and C++ without a build. One object serves many files and keeps what they share. Not thread-safe.
class SourceAnalyzer {
 public:
  explicit SourceAnalyzer(SourceOptions options);
  ~SourceAnalyzer();
  SourceAnalyzer(SourceAnalyzer&&) noexcept;
  SourceAnalyzer& operator=(SourceAnalyzer&&) noexcept;

  /// Never throws. `path` is relative to the root; `syntax` is kC or kCpp. Problems are appended to `problems`.
  SourceFacts analyze(std::string_view path, const Text& text, Syntax syntax, std::vector<Problem>& problems);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cpsaudit
