#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cpsaudit {

/// Passwords that everybody knows: factory defaults and the commonest choices (checks/data/passwords.txt).
class Dictionary {
 public:
  Dictionary() = default;
  /// One word a line; lines that start with "# " and empty lines do not count.
  static Dictionary read(std::string_view text);

  /// Letters compare without case: "Admin" is no better than "admin".
  bool contains(std::string_view word) const;
  /// In the order of the file, the likeliest first, as written.
  const std::vector<std::string>& words() const { return words_; }

 private:
  std::vector<std::string> words_;
  /// Lower case, sorted.
  std::vector<std::string> folded_;
};

}  // namespace cpsaudit
