#include "cli/missing_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

namespace cpsaudit {
namespace {

constexpr std::size_t kMostHeaders = 1000;
constexpr std::size_t kLongestName = 512;

struct Includers {
  std::size_t count = 0;
  std::string first;
};

}  // namespace

std::vector<Notification> missing_header_notices(std::span<const FileFacts> files) {
  std::map<std::string, Includers> headers;
  for (const FileFacts& file : files) {
    if (!file.source) continue;
    for (const std::string& name : file.source->missing_includes) {
      if (headers.size() >= kMostHeaders && !headers.contains(name)) continue;
      Includers& includers = headers[name.substr(0, kLongestName)];
      if (includers.count++ == 0) includers.first = file.path;
    }
  }
  std::vector<std::pair<std::string, Includers>> ranked(headers.begin(), headers.end());
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.second.count > b.second.count; });
  std::vector<Notification> notices;
  for (const auto& [name, includers] : ranked) {
    const std::string detail =
        includers.count == 1 ? fmt::format("is included by {}", includers.first)
                             : fmt::format("is included by {} files, first by {}", includers.count, includers.first);
    notices.push_back({name, {Problem::Kind::kMissingHeader, detail, {}}});
  }
  return notices;
}

}  // namespace cpsaudit
