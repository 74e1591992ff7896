#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace cpsaudit {

/// Writes a file whole or not at all: beside it first, then renamed. "-" is standard output; devices and pipes are
/// written to as they are.
Result<void> write_output(const std::string& file, std::string_view content);

/// True when a person sees the stream: it is a terminal, and neither NO_COLOR nor TERM=dumb asks for plainness.
bool wants_colour(int file_descriptor);

/// Columns for a page of text on standard output: those of the terminal within reason, or a fixed number in a pipe.
std::size_t page_width();

/// "120 of 3000 files (4 %), 480 a second  src/main.c"
std::string progress_text(std::size_t done, std::size_t total, long long milliseconds, const std::string& path);

/// A line on standard error that is written over and over while work goes on, on a terminal only.
class ProgressLine {
 public:
  /// `shown` is false with --quiet; in a pipe nothing is shown in any case.
  explicit ProgressLine(bool shown);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(std::size_t done, std::size_t total, const std::string& path);

 private:
  bool shown_;
  bool drawn_ = false;
  long long started_ms_;
  long long last_drawn_ms_ = 0;
};

}  // namespace cpsaudit
