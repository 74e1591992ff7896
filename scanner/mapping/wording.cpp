#include "mapping/wording.h"

#include <algorithm>

namespace cpsaudit {

std::string_view decidable_word(Decidable decidable, Language language) {
  if (language == Language::kEnglish) return name_of(decidable);
  switch (decidable) {
    case Decidable::kManual:
      return "人手";
    case Decidable::kPartial:
      return "一部";
    case Decidable::kAuto:
      return "自動";
  }
  return "";
}

std::string proper_ids(const Framework& framework, const Meaning& meaning) {
  std::string ids;
  for (const std::size_t index : meaning.requirements) {
    const std::vector<std::size_t>& slips = meaning.misprinted_under;
    if (std::find(slips.begin(), slips.end(), index) != slips.end()) continue;
    if (!ids.empty()) ids += ", ";
    ids += framework.requirements[index].id;
  }
  return ids;
}

std::string markdown_cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

}  // namespace cpsaudit
