#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "cli/interrupt.h"
#include "core/printable.h"

namespace cpsaudit {
namespace {

Result<void> failed(const std::string& file, std::string_view what) {
  return tl::unexpected(Error{fmt::format("cannot {}: {}", what, std::strerror(errno)), file});
}

Result<void> write_stdout(std::string_view content) {
  if (std::fwrite(content.data(), 1, content.size(), stdout) != content.size() || std::fflush(stdout) != 0) {
    return failed("standard output", "write to it");
  }
  return {};
}

long long now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

/// The first characters, as if each took one column.
std::string cut_to(const std::string& text, std::size_t columns) {
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end) {
    const bool starts_character = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (starts_character && ++seen > columns) break;
  }
  return text.substr(0, end);
}

Result<void> write_through(const std::string& file, std::string_view content) {
  std::ofstream stream(file, std::ios::binary);
  stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  stream.close();
  return stream ? Result<void>() : failed(file, "write it");
}

}  // namespace

Result<void> write_output(const std::string& file, std::string_view content) {
  if (file == "-") return write_stdout(content);
  // A device or a pipe is written to; a file in its place would be another thing, for everybody.
  std::error_code unknown;
  const std::filesystem::file_status there = std::filesystem::status(file, unknown);
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) return write_through(file, content);
  const std::string beside = fmt::format("{}.part-{}", file, getpid());
  PartFile part(AT_FDCWD, beside);
  std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
  if (!stream) return failed(file, "create it; name a file in a folder that exists and that you may write to");
  stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  stream.close();
  if (!stream) return failed(file, "write it");
  if (std::rename(beside.c_str(), file.c_str()) != 0) return failed(file, "put it in place");
  part.keep();
  return {};
}

bool wants_colour(int file_descriptor) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(file_descriptor) == 1 && (no_colour == nullptr || *no_colour == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

std::size_t page_width() {
  constexpr std::size_t kUsual = 100;
  constexpr unsigned short kNarrowest = 40;
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  // Longer lines than this nobody can follow.
  constexpr unsigned short kWidest = 140;
  return known ? std::clamp(size.ws_col, kNarrowest, kWidest) : kUsual;
}

std::string progress_text(std::size_t done, std::size_t total, long long milliseconds, const std::string& path) {
  std::string text = fmt::format("{} of {} files ({} %)", done, total, total == 0 ? 100 : done * 100 / total);
  // A rate of the first moments says nothing.
  if (milliseconds >= 500) {
    text += fmt::format(", {:.0f} a second", static_cast<double>(done) * 1000 / static_cast<double>(milliseconds));
  }
  return text + "  " + printable(path);
}

ProgressLine::ProgressLine(bool shown) : shown_(shown && isatty(STDERR_FILENO) == 1), started_ms_(now_ms()) {}

ProgressLine::~ProgressLine() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(std::size_t done, std::size_t total, const std::string& path) {
  if (!shown_) return;
  const long long now = now_ms();
  if (drawn_ && now - last_drawn_ms_ < 100) return;
  last_drawn_ms_ = now;
  drawn_ = true;
  const std::string line = cut_to(progress_text(done, total, now - started_ms_, path), terminal_width() - 1);
  std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
  std::fflush(stderr);
}

}  // namespace cpsaudit
