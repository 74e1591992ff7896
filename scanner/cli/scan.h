#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "engine/catalog.h"
#include "engine/engine.h"
#include "engine/scan_result.h"
#include "report/source_text.h"

namespace cpsaudit {

/// What to scan, and how.
struct ScanOptions {
  /// As the user gave them. Directories and files; at least one.
  std::vector<std::string> paths;
  /// Indices of the checks to run; empty: all.
  std::vector<std::size_t> checks;
  int grade = 3;
  std::vector<std::string> excludes;
  /// Their places are in a configuration file as it was opened, by its absolute path.
  std::vector<PathSuppression> suppressions;
  std::vector<std::string> defines;
  std::vector<std::string> include_directories;
  /// A compile_commands.json or the directory that holds it; empty for none.
  std::string compile_commands;
  bool obey_inline_suppressions = true;
  std::string today;
  unsigned jobs = 1;
  std::uint64_t max_file_size = 8ULL << 20U;
  /// A folder for facts of files that stay the same; empty for none.
  std::string cache;
  std::chrono::seconds timeout{30};
};

/// Called from time to time with what is going on, so that a person sees that it moves.
using Progress = std::function<void(std::size_t done, std::size_t total, const std::string& path)>;

struct Scan {
  ScanResult result;
  /// Absolute path of the folder that paths in the result are relative to.
  std::string root;
};

/// intake → formats and source (in workers) → engine: everything between the paths and the reports.
Result<Scan> scan(const Catalog& catalog, const ScanOptions& options, const Progress& progress);

/// Reads one file in a worker, outside of any scan: a configuration file, a compile database.
Result<FileFacts> read_in_worker(const Catalog& catalog, const std::string& path);

/// The texts of scanned files, for code frames and snippets. Only files that still are what the workers read.
class SourceTextReader {
 public:
  SourceTextReader(const std::string& root, const ScanResult& result);
  ~SourceTextReader();
  SourceTextReader(const SourceTextReader&) = delete;
  SourceTextReader& operator=(const SourceTextReader&) = delete;

  /// Null when the file is no text, cannot be read any more or has changed. Lives as long as this object.
  const SourceText* text(std::string_view path);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cpsaudit
