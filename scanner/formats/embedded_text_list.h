#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/embedded_text.h"
#include "formats/placed_text.h"

namespace cpsaudit {

/// The texts of other files that were found in one file: a bounded number of bounded size, in the order of their first
/// places. What does not fit is left out: a script that writes more is a generator, not a configuration.
class EmbeddedTextList {
 public:
  enum class Merging { kByPath, kNever };

  /// `path` as the device sees it, see EmbeddedText::path. With `Merging::kByPath` a text that goes to a known path
  /// stands behind what is there. `whole`: the other file holds nothing else.
  void add(const std::string& path, PlacedText text, bool whole, Merging merging = Merging::kByPath);

  std::size_t size() const { return texts_.size(); }
  EmbeddedText& last() { return texts_.back(); }
  std::vector<EmbeddedText> take() { return std::move(texts_); }

 private:
  std::vector<EmbeddedText> texts_;
  std::size_t bytes_ = 0;
};

/// `path` without what leads to the root: "/etc/x", "./etc/x" and "../etc/x" are "etc/x".
std::string from_root(std::string_view path);

}  // namespace cpsaudit
