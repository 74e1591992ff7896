#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/dictionary.h"

namespace cpsaudit {

/// Tries likely passwords on hashes, within bounds: a scan is no cracking run. The time is counted in estimates, not
/// measured, so that every machine gives the same answers.
class HashBreaker {
 public:
  /// `words` are those of the tree itself; they take turns with those of the dictionary.
  explicit HashBreaker(std::vector<std::string> words) : words_(std::move(words)) {}

  /// True when the empty word, a likely word of the dictionary or a word of the tree has this hash.
  bool breaks(std::string_view hash, const Dictionary& dictionary);

 private:
  bool tries(std::string_view hash, const Dictionary& dictionary);

  std::vector<std::string> words_;
  /// The same hash is asked for by every check that looks at its setting.
  std::map<std::string, bool, std::less<>> known_;
  /// Estimated microseconds.
  std::size_t spent_ = 0;
};

}  // namespace cpsaudit
