#include "formats/embedded_text_list.h"

#include <algorithm>
#include <utility>

namespace cpsaudit {
namespace {

constexpr std::size_t kMostTexts = 100;
constexpr std::size_t kMostBytes = 1U << 20U;

}  // namespace

void EmbeddedTextList::add(const std::string& path, PlacedText text, bool whole, Merging merging) {
  if (path.empty() || path.back() == '/' || path.starts_with("dev/") || path.starts_with("proc/")) return;
  if (text.text.empty() || text.text.size() > kMostBytes || bytes_ > kMostBytes) return;
  bytes_ += text.text.size();
  if (text.text.back() != '\n') text.append('\n', text.end());
  const auto known = merging == Merging::kNever
                         ? texts_.end()
                         : std::find_if(texts_.begin(), texts_.end(), [&](const auto& t) { return t.path == path; });
  if (known == texts_.end()) {
    if (texts_.size() >= kMostTexts) return;
    const std::size_t end = text.end();
    text.offsets.push_back(end);
    texts_.push_back({path, std::move(text.text), std::move(text.offsets), whole});
    return;
  }
  // What is written anew may be another case of the same script; what was there still counts.
  known->whole = known->whole || whole;
  known->offsets.pop_back();
  known->text += text.text;
  known->offsets.insert(known->offsets.end(), text.offsets.begin(), text.offsets.end());
  known->offsets.push_back(text.end());
}

std::string from_root(std::string_view path) {
  while (path.starts_with('/') || path.starts_with("./") || path.starts_with("../")) {
    path.remove_prefix(path.find('/') + 1);
  }
  return std::string(path);
}

}  // namespace cpsaudit
