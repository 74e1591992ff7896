#include "core/placed_text.h"

namespace cpsaudit {

void PlacedText::append(const PlacedText& more) {
  text += more.text;
  offsets.insert(offsets.end(), more.offsets.begin(), more.offsets.end());
}

void PlacedText::append(std::string_view made, std::size_t offset) {
  text += made;
  offsets.insert(offsets.end(), made.size(), offset);
}

}  // namespace cpsaudit
