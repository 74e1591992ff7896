#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cpsaudit {

/// `primaryLocationLineHash` for every line of a file, as code scanning's own uploader computes it: a rolling hash over
/// the 100 characters (UTF-16 code units without blanks and tabs) from the start of the line, and which of the lines
/// with that hash it is. The uploader reads every file as UTF-8, whatever it is in; so `bytes` are the file's own.
/// Index 0 is line 1; lines end at "\r\n", "\r" or "\n".
class LineHashes {
 public:
  explicit LineHashes(std::string_view bytes);

  /// "c129715d7a2bc9a3:1"; empty for a line that is not there. `line` is 1-based.
  std::string of_line(std::size_t line) const;

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t occurrence = 0;
  };
  std::vector<Entry> entries_;
};

}  // namespace cpsaudit
