#include "formats/document_words.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <set>

namespace cpsaudit {

namespace {

/// More than a manual's worth is not read.
constexpr std::size_t kLongestText = 512 * 1024;

std::string lower(std::string_view text) {
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return folded;
}

}  // namespace

bool is_document_for_people(std::string_view path) {
  const std::string name = lower(path.substr(path.rfind('/') + 1));
  constexpr std::array<std::string_view, 7> kEndings = {".md", ".txt", ".rst", ".adoc", ".markdown", ".html", ".htm"};
  return name.starts_with("readme") ||
         std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

bool names_the_device(std::string_view path) {
  const std::string folded = lower(path);
  return folded == "hostname" || folded.ends_with("etc/hostname") || folded.ends_with("etc/nodename");
}

std::vector<std::string> first_words(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    if (!line.empty() && line.front() != '#') {
      const bool is_word = line.find_first_of(" \t") == std::string_view::npos;
      return is_word ? std::vector<std::string>{std::string(line)} : std::vector<std::string>();
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

std::vector<std::string> words_set_apart(std::string_view text, std::size_t most) {
  static const RE2 form(
      "`([^\\s`]{3,32})`|"
      "(?i:pass(?:word|wd|phrase|code)?|pwd|pin|psk|ssid|user(?:name)?|login|account|パスワード|暗証番号|ユーザー?名?)"
      "\\s*(?:(?i:is|are)\\s|[:=]|は|→)\\s*[\"'“「]?([^\\s\"'`”」<>,;、。]{3,32})");
  std::vector<std::string> words;
  std::set<std::string, std::less<>> seen;
  re2::StringPiece rest(text.data(), std::min(text.size(), kLongestText));
  std::string code;
  std::string credential;
  while (words.size() < most && RE2::FindAndConsume(&rest, form, &code, &credential)) {
    std::string word = code.empty() ? credential : code;
    while (!word.empty() && (word.back() == '.' || word.back() == ')')) word.pop_back();
    if (seen.insert(word).second) words.push_back(std::move(word));
  }
  return words;
}

}  // namespace cpsaudit
