#include "engine/lesser_sections.h"

#include <algorithm>
#include <map>
#include <string>

#include "engine/engine.h"

namespace cpsaudit {
namespace {

struct LesserPart {
  Span extent;
  LesserSection::Purpose purpose;
};

/// Inner sections come behind those around them.
void collect(const Dialect& dialect, const Node& node, std::vector<LesserPart>& parts) {
  for (const Node& section : node.children) {
    if (section.kind != NodeKind::kSection) continue;
    const std::string name = section.value.empty() ? section.key : section.key + " " + section.value;
    const auto rule = std::find_if(dialect.lesser_sections.begin(), dialect.lesser_sections.end(),
                                   [&](const LesserSection& lesser) { return lesser.name.found_in(name); });
    if (rule != dialect.lesser_sections.end()) parts.push_back({section.value_span, rule->purpose});
    collect(dialect, section, parts);
  }
}

}  // namespace

void lower_lesser_sections(const Catalog& catalog, std::span<const FileFacts> files, std::vector<Evidence>& evidence) {
  std::map<std::string, std::vector<LesserPart>> parts;
  for (const FileFacts& file : files) {
    const Dialect* dialect = file.document ? catalog.dialect(file.software) : nullptr;
    if (dialect == nullptr || dialect->lesser_sections.empty()) continue;
    collect(*dialect, file.document->root, parts[file.path]);
  }
  // What a test feeds its subject opens nothing, and shows nothing.
  std::erase_if(evidence, [&](Evidence& item) {
    const auto known = parts.find(item.place.path);
    if (known == parts.end()) return false;
    const auto part = std::find_if(known->second.rbegin(), known->second.rend(), [&](const LesserPart& candidate) {
      return candidate.extent.contains(item.place.span);
    });
    if (part == known->second.rend()) return false;
    if (part->purpose == LesserSection::Purpose::kTest) return true;
    if (item.lowered.empty()) item.lowered = kConditional;
    return false;
  });
}

}  // namespace cpsaudit
