#include "core/text.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "core/utf8.h"

namespace cpsaudit {
namespace {

/// The bytes as UTF-8, or nothing when they are not valid in `encoding`.
std::optional<std::string> convert(std::string_view bytes, const char* encoding) {
  const iconv_t converter = iconv_open("UTF-8", encoding);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string output(bytes.size() * 3 + 16, '\0');
  char* in = const_cast<char*>(bytes.data());  // iconv's signature; it does not write there
  std::size_t in_left = bytes.size();
  char* out = output.data();
  std::size_t out_left = output.size();
  const std::size_t outcome = iconv(converter, &in, &in_left, &out, &out_left);
  iconv_close(converter);
  if (outcome == static_cast<std::size_t>(-1)) return std::nullopt;
  output.resize(output.size() - out_left);
  return output;
}

/// False when there are bytes that begin nothing in EUC-JP. The C library reads them as control characters.
bool may_be_euc_jp(std::string_view bytes) {
  return std::none_of(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 && byte <= 0xA0 && byte != 0x8E && byte != 0x8F;
  });
}

/// What the bytes 0x80 to 0x9F mean in windows-1252; 0 for the five that mean nothing.
constexpr char16_t kWindows1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                       0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// Every byte means something here, so this is the encoding of last resort.
std::string from_windows_1252(std::string_view bytes) {
  std::string output;
  output.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      output += c;
      continue;
    }
    unsigned point = byte;
    if (byte < 0xA0) point = kWindows1252[byte - 0x80];
    if (point == 0) point = 0xFFFD;
    if (point < 0x800) {
      output += static_cast<char>(0xC0U | (point >> 6U));
    } else {
      output += static_cast<char>(0xE0U | (point >> 12U));
      output += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
    }
    output += static_cast<char>(0x80U | (point & 0x3FU));
  }
  return output;
}

/// UTF-16 code units that the sequence starting with `lead` stands for: 2 beyond the basic plane, else 1.
std::uint32_t code_units(unsigned char lead) {
  return lead >= 0xF0 ? 2 : 1;
}

bool is_trail(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::uint32_t code_units_of(char c) {
  return is_trail(c) ? 0 : code_units(static_cast<unsigned char>(c));
}

constexpr std::size_t kStride = 512;

}  // namespace

Text::Text(std::string utf8, std::string_view encoding) : utf8_(std::move(utf8)), encoding_(encoding) {
  line_starts_.push_back(0);
  const bool is_ascii =
      std::none_of(utf8_.begin(), utf8_.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (is_ascii) {
    for (std::size_t at = utf8_.find_first_of("\r\n"); at != std::string::npos;
         at = utf8_.find_first_of("\r\n", at + 1)) {
      if (utf8_[at] == '\r' && at + 1 < utf8_.size() && utf8_[at + 1] == '\n') ++at;
      line_starts_.push_back(at + 1);
    }
    return;
  }
  std::uint32_t units = 0;
  for (std::size_t i = 0; i < utf8_.size(); ++i) {
    if (i % kStride == 0) units_.push_back(units);
    units += code_units_of(utf8_[i]);
    if (utf8_[i] == '\n') {
      line_starts_.push_back(i + 1);
    } else if (utf8_[i] == '\r' && (i + 1 == utf8_.size() || utf8_[i + 1] != '\n')) {
      line_starts_.push_back(i + 1);
    }
  }
  // So that the end of the text has its entry too.
  if (utf8_.size() % kStride == 0) units_.push_back(units);
}

void Text::prepare_encodings() {
  // The C library keeps the tables of an encoding as long as somebody has it open; these are never closed.
  for (const char* encoding : {"UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE", "CP932", "EUC-JP"}) {
    static_cast<void>(iconv_open("UTF-8", encoding));
  }
}

Text Text::from_utf8(std::string utf8) {
  return Text(std::move(utf8), "utf-8");
}

Result<Text> Text::decode(std::string_view bytes) {
  const auto starts_with = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  struct Mark {
    std::string_view bytes;
    const char* encoding;
    std::string_view name;
  };
  using namespace std::string_view_literals;
  // The UTF-32 mark begins with the UTF-16 one, so the longer stands first.
  static constexpr Mark kMarks[] = {{"\xFF\xFE\0\0"sv, "UTF-32LE", "utf-32le"},
                                    {"\0\0\xFE\xFF"sv, "UTF-32BE", "utf-32be"},
                                    {"\xFF\xFE"sv, "UTF-16LE", "utf-16le"},
                                    {"\xFE\xFF"sv, "UTF-16BE", "utf-16be"}};
  for (const Mark& mark : kMarks) {
    if (!starts_with(mark.bytes)) continue;
    auto converted = convert(bytes.substr(mark.bytes.size()), mark.encoding);
    if (!converted) return tl::unexpected(Error{"not valid in the encoding that its byte order mark names"});
    return Text(std::move(*converted), mark.name);
  }
  if (starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.find('\0') != std::string_view::npos) return tl::unexpected(Error{"holds NUL bytes: not a text"});
  if (is_utf8(bytes)) return Text(std::string(bytes), "utf-8");
  // Hiragana and katakana of Shift_JIS are never valid EUC-JP, while much EUC-JP is valid Shift_JIS: as rows of
  // half-width katakana that nobody wrote.
  if (may_be_euc_jp(bytes)) {
    if (auto converted = convert(bytes, "EUC-JP")) return Text(std::move(*converted), "euc-jp");
  }
  if (auto converted = convert(bytes, "CP932")) return Text(std::move(*converted), "shift_jis");
  return Text(from_windows_1252(bytes), "windows-1252");
}

std::uint32_t Text::units_before(std::size_t offset) const {
  // Of ASCII every byte is one.
  if (units_.empty()) return static_cast<std::uint32_t>(offset);
  const std::size_t entry = offset / kStride;
  std::uint32_t units = units_[entry];
  for (std::size_t i = entry * kStride; i < offset; ++i) units += code_units_of(utf8_[i]);
  return units;
}

Position Text::position(std::size_t offset) const {
  offset = std::min(offset, utf8_.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const std::size_t line = static_cast<std::size_t>(after - line_starts_.begin());
  const std::size_t start = line_starts_[line - 1];
  std::uint32_t units = 0;
  if (units_.empty()) {
    units = static_cast<std::uint32_t>(offset - start);
  } else if (offset - start < kStride) {
    // Most lines are shorter than the way from the entry in front of them.
    for (std::size_t i = start; i < offset; ++i) units += code_units_of(utf8_[i]);
  } else {
    units = units_before(offset) - units_before(start);
  }
  return {static_cast<std::uint32_t>(line), units + 1};
}

Span Text::span(std::size_t begin, std::size_t end) const {
  return {position(begin), position(std::max(begin, end))};
}

std::size_t Text::offset(Position position) const {
  if (position.line == 0) return 0;
  if (position.line > line_starts_.size()) return utf8_.size();
  const std::size_t start = line_starts_[position.line - 1];
  const std::size_t limit = start + line(position.line).size();
  if (units_.empty()) return std::min(start + std::max(position.column, 1U) - 1, limit);
  std::uint32_t column = 1;
  std::size_t i = start;
  if (limit - start >= kStride) {
    // From the last entry in this line that is not behind the position.
    const std::uint32_t base = units_before(start);
    const auto first = units_.begin() + static_cast<std::ptrdiff_t>(start / kStride + 1);
    const auto last = units_.begin() + static_cast<std::ptrdiff_t>(limit / kStride + 1);
    const auto behind = std::upper_bound(first, last, std::uint64_t{base} + std::max(position.column, 1U) - 1);
    if (behind != first) {
      i = static_cast<std::size_t>(behind - units_.begin() - 1) * kStride;
      column = units_before(i) - base + 1;
      while (i < limit && is_trail(utf8_[i])) ++i;
    }
  }
  while (i < limit && column < position.column) {
    column += code_units(static_cast<unsigned char>(utf8_[i]));
    ++i;
    while (i < limit && is_trail(utf8_[i])) ++i;
  }
  return i;
}

std::string_view Text::slice(const Span& span) const {
  const std::size_t begin = offset(span.begin);
  const std::size_t end = std::max(begin, offset(span.end));
  return utf8().substr(begin, end - begin);
}

std::string_view Text::line(std::size_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[number - 1];
  std::size_t end = number == line_starts_.size() ? utf8_.size() : line_starts_[number];
  while (end > begin && (utf8_[end - 1] == '\n' || utf8_[end - 1] == '\r')) --end;
  return utf8().substr(begin, end - begin);
}

}  // namespace cpsaudit
