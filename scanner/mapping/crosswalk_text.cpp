#include "mapping/crosswalk_text.h"

#include <fmt/format.h>

#include <iterator>

namespace cpsaudit {
namespace {

std::string title_in_scheme(const Reference& reference, std::string_view scheme, std::string_view id,
                            Language language) {
  for (const Entry& entry : reference.schemes) {
    if (entry.id != scheme) continue;
    for (const Entry& part : entry.parts) {
      if (part.id != id) continue;
      const std::string& name = part.name.in(language);
      return part.source.empty() ? name : fmt::format("{}, {}", name, part.source);
    }
  }
  return {};
}

std::string_view note_in(const Crosswalk& crosswalk, std::string_view note, Language language) {
  for (const Entry& entry : crosswalk.notes) {
    if (entry.id == note) return entry.name.in(language);
  }
  return note;
}

}  // namespace

std::vector<std::string> crosswalk_texts(const Reference& reference, std::string_view from, Language language) {
  constexpr std::string_view kPrefix = "meaning-to-";
  std::vector<std::string> texts;
  for (const CrosswalkLines& lines : crosswalks_from(reference, from)) {
    const Crosswalk& crosswalk = *lines.crosswalk;
    const std::string_view scheme =
        crosswalk.from == "meaning" ? std::string_view(crosswalk.id).substr(kPrefix.size()) : "";
    std::string targets;
    for (const CrosswalkEntry* entry : lines.entries) {
      if (!targets.empty()) targets += "; ";
      targets += entry->to;
      const std::string title = title_in_scheme(reference, scheme, entry->to, language);
      if (!title.empty()) fmt::format_to(std::back_inserter(targets), " ({})", title);
      if (!entry->note.empty()) {
        fmt::format_to(std::back_inserter(targets), " ({})", note_in(crosswalk, entry->note, language));
      }
    }
    texts.push_back(fmt::format("{} [{}; {}]: {}", crosswalk.name.in(language),
                                crosswalk.informative ? kInformativeMark : std::string_view(crosswalk.publisher),
                                crosswalk.edition, targets));
  }
  return texts;
}

std::string grade_text(const Reference& reference, int grade, Language language) {
  const std::string id = std::to_string(grade);
  for (const Entry& entry : reference.grades) {
    if (entry.id != id) continue;
    return fmt::format("{}{}{}", entry.name.in(language), language == Language::kJapanese ? "。" : ". ",
                       entry.text.in(language));
  }
  return id;
}

}  // namespace cpsaudit
