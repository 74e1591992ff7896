#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/text.h"
#include "facts/document.h"
#include "facts/recognition.h"

namespace cpsaudit {

/// A text that becomes another file, or a part of one.
struct EmbeddedText {
  /// As the device sees the other file, without the '/' in front and without what only a run of the script tells.
  std::string path;
  std::string text;
  /// Place in the outer file of each byte of `text`, and one for its end.
  std::vector<std::size_t> offsets;
  /// False when the other file holds more than this.
  bool whole = true;
  /// Other names that it may be known by when `path` says nothing, the likeliest first.
  std::vector<std::string> also = {};
  /// Counts only when its words or one of its names tell whose file it is.
  bool only_known = false;
};

/// What `document`, read from `file`, writes or carries: here-documents that go to a file, what `echo`, `printf` and
/// `tee` write, what `sed -i` puts in place of something else, and the texts at `options.embeds`. All that one script
/// writes to one path is one text. A bounded number of them, in the order of their first places.
std::vector<EmbeddedText> embedded_texts(const Text& file, const Document& document, const SyntaxOptions& options);

/// `inner` with the places of the file that it stands in: `text` is what it was read from, and `offsets` says where in
/// `file` each byte of that is.
void move_places(Document& inner, const Text& text, const std::vector<std::size_t>& offsets, const Text& file);

}  // namespace cpsaudit
