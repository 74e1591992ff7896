#include "engine/message_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace cpsaudit {

namespace {

bool is_name(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

std::optional<std::string> fault_of_placeholders(std::string_view text) {
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return std::string("'{' without '}'");
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (std::find(std::begin(kPlaceholders), std::end(kPlaceholders), name) == std::end(kPlaceholders)) {
      return fmt::format("unknown placeholder '{{{}}}': expected one of {}", name, fmt::join(kPlaceholders, ", "));
    }
    const bool quoted = open > 0 && text[open - 1] == '\'' && close + 1 < text.size() && text[close + 1] == '\'';
    if (!quoted) return fmt::format("placeholder {{{}}} must stand in single quotes", name);
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> placeholders_in(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (is_name(name) && std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
  return names;
}

std::optional<std::string> fault_of_sentence(const LocalizedText& text) {
  if (!text.en.ends_with('.')) return std::string("the English text must end with a full stop");
  if (!text.ja.ends_with("。")) return std::string("the Japanese text must end with '。'");
  return std::nullopt;
}

std::optional<std::string> fault_of_message(const LocalizedText& text) {
  if (auto fault = fault_of_sentence(text)) return fault;
  if (auto fault = fault_of_placeholders(text.en)) return fault;
  if (auto fault = fault_of_placeholders(text.ja)) return fault;
  std::vector<std::string> en = placeholders_in(text.en);
  std::vector<std::string> ja = placeholders_in(text.ja);
  std::sort(en.begin(), en.end());
  std::sort(ja.begin(), ja.end());
  if (en == ja) return std::nullopt;
  return fmt::format("the languages have different placeholders: en {}, ja {}", fmt::join(en, " "), fmt::join(ja, " "));
}

}  // namespace cpsaudit
