#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/text.h"

namespace cpsaudit {

/// A file that a program writes, as far as its source says what it writes.
struct WrittenFile {
  /// As the device sees it, without the '/' in front and without what only a run of the program tells.
  std::string path;
  /// What it is given, in the order of the source; `${…}` for what is not known.
  std::string text;
  /// Place in the source of each byte of `text`, and one for its end.
  std::vector<std::size_t> offsets;
};

/// `f = fopen("/etc/x.conf", "w"); fprintf(f, "a=%d\n", 1);`, `std::ofstream out("x.conf"); out << "a=1\n";`: read from
/// the tokens, so that it is cheap and asks for no declarations. Streams that functions of the file are given are
/// followed into them. A bounded number of them, in the order in which they are opened.
std::vector<WrittenFile> written_files(const Text& source, bool cplusplus);

}  // namespace cpsaudit
