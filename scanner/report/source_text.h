#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/text.h"

namespace cpsaudit {

/// A scanned file as a report needs it: its text to show, and its bytes because one fingerprint is made of them.
struct SourceText {
  Text text;
  /// As in the file, with byte order mark and in the file's own encoding.
  std::string bytes;
};

/// Finds the text of a scanned file by its path relative to the root. Null when there is none to show: no text, not
/// readable any more, or not what was scanned. What it points to lives until the report is done.
using SourceTexts = std::function<const SourceText*(std::string_view path)>;

}  // namespace cpsaudit
