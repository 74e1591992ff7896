#include "report/cwe_names.h"

#include <string>
#include <string_view>

#include "core/embedded.h"

namespace cpsaudit {
namespace {

constexpr std::string_view kFile = "checks/data/cwe-names.tsv";

std::string_view table() {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path == kFile) return file.text;
  }
  return {};
}

}  // namespace

LocalizedText cwe_name(int cwe) {
  const std::string prefix = std::to_string(cwe) + '\t';
  std::string_view rest = table();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (!line.starts_with(prefix)) continue;
    const std::size_t tab = line.find('\t', prefix.size());
    if (tab == std::string_view::npos) return {};
    return {std::string(line.substr(prefix.size(), tab - prefix.size())), std::string(line.substr(tab + 1))};
  }
  return {};
}

}  // namespace cpsaudit
