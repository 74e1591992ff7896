#include "intake/archive_members.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace cpsaudit {
namespace {

constexpr std::uint32_t kRights = 07777;
constexpr std::uint32_t kTypeOfFile = 0170000;
constexpr std::uint32_t kRegular = 0100000;

std::string relative(std::string_view path) {
  while (path.starts_with('/') || path.starts_with("./") || path.starts_with("../")) {
    path.remove_prefix(path.find('/') + 1);
  }
  return std::string(path);
}

std::string_view until_nul(std::string_view field) {
  return field.substr(0, field.find('\0'));
}

/// A number in octal or hexadecimal; blanks and NUL end it. Nothing when it begins with something else.
std::optional<std::uint64_t> number_in(std::string_view field, unsigned base) {
  const std::size_t begin = std::min(field.find_first_not_of(' '), field.size());
  std::uint64_t number = 0;
  std::size_t digits = 0;
  for (const char c : field.substr(begin)) {
    unsigned digit = base;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
    if (digit >= base) break;
    number = number * base + digit;
    ++digits;
  }
  return digits == 0 ? std::nullopt : std::optional(number);
}

/// tar(5): headers of 512 bytes, contents rounded up to as many.
std::vector<ArchiveMember> members_of_tar(std::string_view bytes) {
  constexpr std::size_t kBlock = 512;
  std::vector<ArchiveMember> members;
  std::string long_name;
  for (std::size_t at = 0; at + kBlock <= bytes.size() && members.size() < FileFacts::kMostMembers;) {
    const std::string_view header = bytes.substr(at, kBlock);
    if (header.front() == '\0' || !header.substr(257).starts_with("ustar")) break;
    const auto mode = number_in(header.substr(100, 8), 8);
    const auto size = number_in(header.substr(124, 12), 8);
    if (!mode || !size || *size > bytes.size()) break;
    const char type = header[156];
    const std::string_view body = bytes.substr(std::min(at + kBlock, bytes.size()), static_cast<std::size_t>(*size));
    at += kBlock + (static_cast<std::size_t>(*size) + kBlock - 1) / kBlock * kBlock;
    if (type == 'L') {
      // GNU: the name of the next member.
      long_name = until_nul(body);
      continue;
    }
    if (type == '0' || type == '\0') {
      std::string name(until_nul(header.substr(0, 100)));
      const std::string_view prefix = until_nul(header.substr(345, 155));
      const bool is_posix = header.substr(257, 6) == std::string_view("ustar\0", 6);
      if (is_posix && !prefix.empty()) name = std::string(prefix) + "/" + name;
      if (!long_name.empty()) name = long_name;
      std::string owner(until_nul(header.substr(265, 32)));
      const auto id = number_in(header.substr(108, 8), 8);
      if (owner.empty() && id) owner = std::to_string(*id);
      members.push_back({relative(name), static_cast<std::uint32_t>(*mode) & kRights, std::move(owner)});
    }
    long_name.clear();
  }
  return members;
}

/// cpio(5), "new ASCII": fields of eight hexadecimal digits, name and contents rounded up to four bytes.
std::vector<ArchiveMember> members_of_cpio(std::string_view bytes) {
  constexpr std::size_t kHeader = 110;
  const auto rounded = [](std::size_t n) { return (n + 3) / 4 * 4; };
  std::vector<ArchiveMember> members;
  for (std::size_t at = 0; at + kHeader <= bytes.size() && members.size() < FileFacts::kMostMembers;) {
    const std::string_view header = bytes.substr(at, kHeader);
    if (!header.starts_with("070701") && !header.starts_with("070702")) break;
    const auto field = [&](std::size_t index) { return number_in(header.substr(6 + index * 8, 8), 16).value_or(0); };
    const auto mode = static_cast<std::uint32_t>(field(1));
    const auto size = static_cast<std::size_t>(field(6));
    const auto length = static_cast<std::size_t>(field(11));
    const std::size_t body = at + rounded(kHeader + length);
    if (length == 0 || body > bytes.size() || size > bytes.size() - body) break;
    const std::string_view name = until_nul(bytes.substr(at + kHeader, length));
    if (name == "TRAILER!!!") break;
    if ((mode & kTypeOfFile) == kRegular) members.push_back({relative(name), mode & kRights, std::to_string(field(2))});
    at = body + rounded(size);
  }
  return members;
}

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < count && at + i < bytes.size(); ++i) {
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return number;
}

/// APPNOTE.TXT, 4.3.12: the central directory at the end. Archives made by Unix keep the mode in the upper half of the
/// external attributes.
std::vector<ArchiveMember> members_of_zip(std::string_view bytes) {
  constexpr std::size_t kEntry = 46;
  constexpr std::size_t kEnd = 22;
  constexpr std::uint32_t kUnix = 3;
  std::vector<ArchiveMember> members;
  const std::size_t end = bytes.rfind(std::string_view("PK\x05\x06", 4));
  if (end == std::string_view::npos || end + kEnd > bytes.size()) return members;
  for (std::size_t at = little(bytes, end + 16, 4);
       at + kEntry <= bytes.size() && members.size() < FileFacts::kMostMembers;) {
    if (bytes.substr(at, 4) != std::string_view("PK\x01\x02", 4)) break;
    const std::uint32_t length = little(bytes, at + 28, 2);
    const std::uint32_t mode = little(bytes, at + 38, 4) >> 16U;
    const std::string_view name = bytes.substr(std::min(at + kEntry, bytes.size()), length);
    const bool is_unix = little(bytes, at + 5, 1) == kUnix;
    if (is_unix && (mode & kTypeOfFile) == kRegular) members.push_back({relative(name), mode & kRights, {}});
    at += kEntry + length + little(bytes, at + 30, 2) + little(bytes, at + 32, 2);
  }
  return members;
}

}  // namespace

std::vector<ArchiveMember> archive_members(std::string_view bytes) {
  if (bytes.size() > 262 && bytes.substr(257).starts_with("ustar")) return members_of_tar(bytes);
  if (bytes.starts_with("070701") || bytes.starts_with("070702")) return members_of_cpio(bytes);
  if (bytes.starts_with("PK\x03\x04")) return members_of_zip(bytes);
  return {};
}

}  // namespace cpsaudit
