#pragma once

#include <string>

namespace cpsaudit {

/// The languages that every text for people exists in.
enum class Language { kEnglish, kJapanese };

/// One text, side by side in both languages, so that neither is edited without the other.
struct LocalizedText {
  std::string en;
  std::string ja;

  const std::string& in(Language language) const { return language == Language::kJapanese ? ja : en; }
  bool empty() const { return en.empty() && ja.empty(); }
};

}  // namespace cpsaudit
