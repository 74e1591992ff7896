#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/span.h"

namespace cpsaudit {

/// The text of one file: its bytes decoded to UTF-8, and the way from an offset to a position and back.
/// Everything that shows a place to a person goes through this class, so that all of them count alike.
class Text {
 public:
  /// Decodes by byte order mark, else as UTF-8 when that is valid, else as EUC-JP or Shift_JIS when the bytes are
  /// valid there, else as windows-1252 (which accepts anything). UTF-16 and UTF-32 need their mark.
  /// Fails only when the bytes hold a NUL that the encoding does not explain: then they are not text.
  static Result<Text> decode(std::string_view bytes);

  /// Loads what decode() needs from outside of the program, so that it works in a process that may open no more files.
  static void prepare_encodings();

  /// A text that is UTF-8 already, for tests and for texts of our own.
  static Text from_utf8(std::string utf8);

  /// The decoded text, without byte order mark. Lives as long as this object.
  std::string_view utf8() const { return utf8_; }

  /// IANA name of the encoding that the file is in, e.g. "utf-8", "shift_jis".
  std::string_view encoding() const { return encoding_; }

  /// `offset` counts bytes of `utf8()`; one past the last byte is allowed, more is clamped to it.
  Position position(std::size_t offset) const;
  /// `end` is exclusive.
  Span span(std::size_t begin, std::size_t end) const;

  /// Offset in `utf8()`; a position outside the text is clamped to the nearest one inside.
  std::size_t offset(Position position) const;
  std::string_view slice(const Span& span) const;

  /// At least 1: an empty text has one empty line.
  std::size_t line_count() const { return line_starts_.size(); }
  /// Without its newline. `number` is 1-based; empty outside the text.
  std::string_view line(std::size_t number) const;

 private:
  explicit Text(std::string utf8, std::string_view encoding);

  /// UTF-16 code units in front of `offset`.
  std::uint32_t units_before(std::size_t offset) const;

  std::string utf8_;
  std::string encoding_;
  std::vector<std::size_t> line_starts_;
  /// One entry every kStride bytes: units_before() it. Without them each position in a file of one long line (minified,
  /// generated) would be counted from its start.
  std::vector<std::uint32_t> units_;
};

}  // namespace cpsaudit
