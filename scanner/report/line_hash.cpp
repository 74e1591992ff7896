#include "report/line_hash.h"

#include <fmt/format.h>

#include <array>
#include <unordered_map>

#include "core/utf8.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kFactor = 37;
/// Marks the end of the file in the hash.
constexpr char16_t kEndOfFile = 65535;
constexpr char16_t kReplacement = 0xFFFD;

constexpr std::uint64_t weight_of_oldest() {
  std::uint64_t weight = 1;
  for (std::size_t i = 0; i < kWindow; ++i) weight *= kFactor;
  return weight;
}

/// How many bytes at `offset`, where no valid sequence starts, become one replacement character: the longest start
/// of a sequence that could have become valid, as decoders of JavaScript do it.
std::size_t broken_length(std::string_view bytes, std::size_t offset) {
  const auto byte = [&](std::size_t i) {
    return offset + i < bytes.size() ? static_cast<unsigned char>(bytes[offset + i]) : 0U;
  };
  const unsigned lead = byte(0);
  std::size_t expected = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) expected = 1;
  if (lead >= 0xE0 && lead <= 0xEF) expected = 2;
  if (lead >= 0xF0 && lead <= 0xF4) expected = 3;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  std::size_t length = 1;
  while (length <= expected && byte(length) >= low && byte(length) <= high) {
    low = 0x80;
    high = 0xBF;
    ++length;
  }
  return length;
}

/// Calls `use` with every UTF-16 code unit of the bytes read as UTF-8.
template <typename Use>
void for_each_code_unit(std::string_view bytes, Use use) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = utf8_sequence_length(bytes, i);
    if (length == 0) {
      use(kReplacement);
      i += broken_length(bytes, i);
      continue;
    }
    const char32_t c = utf8_code_point(bytes.substr(i, length));
    if (c < 0x10000) {
      use(static_cast<char16_t>(c));
    } else {
      use(static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10U)));
      use(static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU)));
    }
    i += length;
  }
}

/// The last 100 characters and which of them begin a line.
class Window {
 public:
  /// True when the oldest character begins a line, whose hash is then complete.
  bool complete() const { return starts_[index_]; }
  std::uint64_t hash() const { return hash_; }
  void forget_start() { starts_[index_] = false; }
  void mark_start() { starts_[index_] = true; }
  void push(char16_t c) {
    hash_ = kFactor * hash_ + c - weight_of_oldest() * characters_[index_];
    characters_[index_] = c;
    index_ = (index_ + 1) % kWindow;
  }

 private:
  std::array<char16_t, kWindow> characters_{};
  std::array<bool, kWindow> starts_{};
  std::size_t index_ = 0;
  std::uint64_t hash_ = 0;
};

}  // namespace

LineHashes::LineHashes(std::string_view bytes) {
  Window window;
  std::unordered_map<std::uint64_t, std::uint32_t> seen;
  const auto emit = [&] {
    if (!window.complete()) return;
    entries_.push_back({window.hash(), ++seen[window.hash()]});
    window.forget_start();
  };
  bool line_start = true;
  bool after_return = false;
  const auto read = [&](char16_t c) {
    if (c == ' ' || c == '\t' || (after_return && c == '\n')) {
      after_return = false;
      return;
    }
    after_return = c == '\r';
    if (after_return) c = '\n';
    emit();
    if (line_start) window.mark_start();
    line_start = c == '\n';
    window.push(c);
  };
  for_each_code_unit(bytes, read);
  read(kEndOfFile);
  for (std::size_t i = 0; i < kWindow; ++i) {
    emit();
    window.push(0);
  }
}

std::string LineHashes::of_line(std::size_t line) const {
  if (line == 0 || line > entries_.size()) return {};
  return fmt::format("{:x}:{}", entries_[line - 1].hash, entries_[line - 1].occurrence);
}

}  // namespace cpsaudit
