#include "facts/archive.h"

namespace cpsaudit {

void ArchiveWriter::number(std::uint64_t value) {
  while (value >= 0x80) {
    bytes_ += static_cast<char>((value & 0x7FU) | 0x80U);
    value >>= 7U;
  }
  bytes_ += static_cast<char>(value);
}

void ArchiveWriter::text(std::string_view value) {
  number(value.size());
  bytes_ += value;
}

std::uint64_t ArchiveReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; !failed_ && shift < 64; shift += 7) {
    if (rest_.empty()) break;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    // The tenth byte has room for one bit.
    if (shift == 63 && byte > 1) break;
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return value;
  }
  failed_ = true;
  return 0;
}

std::size_t ArchiveReader::count() {
  const std::uint64_t value = number();
  if (value > rest_.size()) failed_ = true;
  return failed_ ? 0 : static_cast<std::size_t>(value);
}

std::string ArchiveReader::text() {
  const std::size_t length = count();
  std::string value(rest_.substr(0, length));
  rest_.remove_prefix(length);
  return value;
}

bool ArchiveReader::enter() {
  if (depth_ >= kMaxDepth) failed_ = true;
  if (failed_) return false;
  ++depth_;
  return true;
}

}  // namespace cpsaudit
