#include "engine/span_part.h"

#include <algorithm>

namespace cpsaudit {

namespace {

/// Where `text` ends when it begins at `position` and each further line of it in column `indent`. Columns count UTF-16
/// code units.
Position advanced(Position position, std::string_view text, std::uint32_t indent = 1) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') {
      ++position.line;
      position.column = indent;
    } else if ((byte & 0xC0U) != 0x80U) {
      position.column += byte >= 0xF0 ? 2 : 1;
    }
  }
  return position;
}

/// ASCII that no format escapes.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= ' ' && c < 0x7F && c != '\\' && c != '"' && c != '\''; });
}

}  // namespace

Span part_of(const Span& whole, std::string_view text, const Pattern::Piece& piece) {
  if (piece.offset > text.size() || piece.length > text.size() - piece.offset) return whole;
  if (!whole.known()) return whole;
  const auto part = [&](std::uint32_t indent) {
    const Position begin = advanced(whole.begin, text.substr(0, piece.offset), indent);
    return Span{begin, advanced(begin, text.substr(piece.offset, piece.length), indent)};
  };
  // A block of YAML: every line as far to the right as the first.
  const std::string_view block = text.substr(0, text.find_last_not_of('\n') + 1);
  const bool has_lines = block.find('\n') != std::string_view::npos;
  const bool is_block = has_lines && advanced(whole.begin, block, whole.begin.column) == whole.end;
  if (is_block && piece.offset + piece.length <= block.size()) return part(whole.begin.column);
  if (advanced(whole.begin, text) != whole.end) {
    // Line ends and escapes come later: what stands before the first of them is there as it is.
    const Position end = advanced(whole.begin, text.substr(0, piece.length));
    const bool is_start = piece.offset == 0 && piece.length > 0 && is_plain(text.substr(0, piece.length));
    return is_start && end <= whole.end ? Span{whole.begin, end} : whole;
  }
  return part(1);
}

}  // namespace cpsaudit
