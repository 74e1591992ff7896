#include "formats/command_source.h"

#include <algorithm>
#include <utility>

#include "formats/lines.h"

namespace cpsaudit {
namespace {

/// Length of the escape sequence at `at`, which starts with a backslash.
std::size_t escape_length(std::string_view source, std::size_t at) {
  if (at + 1 >= source.size()) return 1;
  switch (source[at + 1]) {
    case 'x':
      return 4;
    case 'u':
      return 6;
    case 'U':
      return 10;
    default:
      return 2;
  }
}

/// The character that a one-letter escape stands for.
char escaped(char letter) {
  switch (letter) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case '0':
      return '\0';
    default:
      return letter;
  }
}

bool is_space(char c) {
  return is_blank(c) || is_newline(c);
}

/// Place of each byte of `value` in `source`, and of its end.
std::vector<std::size_t> align(std::string_view value, std::string_view source) {
  std::vector<std::size_t> offsets;
  offsets.reserve(value.size() + 1);
  std::size_t at = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    // A line continued inside a string, and the indentation of folded lines.
    while (at < source.size()) {
      if (source[at] == '\\' && at + 1 < source.size() && is_newline(source[at + 1]) && value[i] != '\\') {
        at = skip_newline(source, at + 1);
      } else if (is_space(source[at]) && !is_space(value[i])) {
        ++at;
      } else {
        break;
      }
    }
    offsets.push_back(std::min(at, source.size()));
    if (at >= source.size()) continue;
    const bool same = source[at] == value[i];
    const bool next_same = at + 1 < source.size() && source[at + 1] == value[i];
    if (source[at] == '\\' && at + 1 < source.size() && escaped(source[at + 1]) == value[i] &&
        (value[i] != '\\' || next_same)) {
      at += 2;
    } else if (same && value[i] == '\'' && next_same && value.substr(i + 1, 1) != "'") {
      at += 2;  // '' inside of '…'
    } else if (same || is_space(source[at])) {
      ++at;
    } else if (source[at] == '\\') {
      // One escape may stand for several bytes of UTF-8: the further ones share its place.
      at += escape_length(source, at);
      while (i + 1 < value.size() && (static_cast<unsigned char>(value[i + 1]) & 0xC0U) == 0x80U) {
        offsets.push_back(offsets.back());
        ++i;
      }
    } else {
      at = source.size();
    }
  }
  offsets.push_back(std::min(at, source.size()));
  return offsets;
}

}  // namespace

CommandSource::CommandSource(const Text& file, Range range)
    : file_(&file), value_(file.utf8().substr(range.begin, range.end - range.begin)), begin_(range.begin) {}

CommandSource::CommandSource(const Text& file, std::string value, Range range)
    : file_(&file), value_(std::move(value)), begin_(range.begin) {
  const std::string_view source = file.utf8().substr(range.begin, range.end - range.begin);
  if (source == value_) return;
  offsets_ = align(value_, source);
  for (std::size_t& offset : offsets_) offset += range.begin;
}

CommandSource::CommandSource(const Text& file, std::string value, std::vector<std::size_t> offsets)
    : file_(&file), value_(std::move(value)), offsets_(std::move(offsets)) {}

CommandSource::CommandSource(const CommandSource& outer, std::string value, Range range)
    : file_(outer.file_), value_(std::move(value)) {
  const std::string_view source = outer.text().substr(range.begin, range.end - range.begin);
  if (source == value_ && outer.offsets_.empty()) {
    begin_ = outer.begin_ + range.begin;
    return;
  }
  offsets_ = align(value_, source);
  for (std::size_t& offset : offsets_) offset = outer.offset(offset + range.begin);
}

std::size_t CommandSource::offset(std::size_t offset) const {
  if (offsets_.empty()) return begin_ + std::min(offset, value_.size());
  return offsets_[std::min(offset, offsets_.size() - 1)];
}

}  // namespace cpsaudit
