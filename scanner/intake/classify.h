#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "facts/file_facts.h"
#include "facts/recognition.h"

namespace cpsaudit {

/// What a file is.
struct Classification {
  Syntax syntax = Syntax::kUnknown;
  /// Name of the dialect, or empty.
  std::string software;
  /// How the dialect wants the syntax read.
  SyntaxOptions options;
  /// MIME type and SARIF source language follow from syntax; see report.
};

/// Decides by path and by content what a file is. Holds compiled patterns, so make one and use it for many files.
class Classifier {
 public:
  /// Patterns that do not compile are a defect of the check files: they were refused when these were loaded.
  explicit Classifier(std::vector<Recognition> recognitions);
  ~Classifier();
  Classifier(Classifier&&) noexcept;

  /// `path` relative to the root; `bytes` the whole file or its first 64 KiB.
  Classification classify(std::string_view path, std::string_view bytes) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cpsaudit
