#include "cli/output.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "core/printable.h"

namespace cpsaudit {
namespace {

Result<void> failed(const std::string& file, std::string_view what) {
  return tl::unexpected(Error{fmt::format("cannot {}: {}", what, std::strerror(errno)), file});
}

Result<void> write_stdout(std::string_view content) {
  if (std::fwrite(content.data(), 1, content.size(), stdout) != content.size() || std::fflush(stdout) != 0) {
    return failed("standard output", "be written");
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

}  // namespace

Result<void> write_output(const std::string& file, std::string_view content) {
  if (file == "-") return write_stdout(content);
  const std::string beside = fmt::format("{}.part-{}", file, getpid());
  {
    std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
    if (!stream) return failed(file, "be created");
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    stream.close();
    if (!stream) {
      std::remove(beside.c_str());
      return failed(file, "be written");
    }
  }
  if (std::rename(beside.c_str(), file.c_str()) != 0) {
    auto error = failed(file, "be put in place");
    std::remove(beside.c_str());
    return error;
  }
  return {};
}

bool wants_colour(int file_descriptor) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(file_descriptor) == 1 && (no_colour == nullptr || *no_colour == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

ProgressLine::ProgressLine(bool shown) : shown_(shown && isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(std::size_t done, std::size_t total, const std::string& path) {
  if (!shown_) return;
  const long long now = now_ms();
  if (drawn_ && now - last_drawn_ms_ < 100) return;
  last_drawn_ms_ = now;
  drawn_ = true;
  std::string line = fmt::format("{} of {} files  {}", done, total, printable(path));
  line = line.substr(0, terminal_width() - 1);
  std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
  std::fflush(stderr);
}

}  // namespace cpsaudit
