#include "formats/uci_packages.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/lines.h"

namespace cpsaudit {

void collect_uci_packages(const Text& file, const Document& document, EmbeddedTextList& texts) {
  std::vector<const Node*> packages;
  for (const Node& node : document.root.children) {
    if (node.tag == kUciPackageTag && node.value_span.known()) packages.push_back(&node);
  }
  // A file that names its own package is that file.
  if (packages.size() < 2) return;
  const std::string_view source = file.utf8();
  for (std::size_t i = 0; i < packages.size(); ++i) {
    const std::string& name = packages[i]->value;
    if (name.empty() ||
        !std::all_of(name.begin(), name.end(), [](char c) { return is_name_character(c) || c == '-'; })) {
      continue;
    }
    const std::size_t begin = line_end(source, file.offset(packages[i]->value_span.end));
    const std::size_t end = i + 1 < packages.size() ? file.offset(packages[i + 1]->key_span.begin) : source.size();
    PlacedText text;
    for (std::size_t at = begin; at < end; ++at) text.append(source[at], at);
    texts.add("etc/config/" + name, std::move(text), true);
  }
}

}  // namespace cpsaudit
