#pragma once

#include <string>
#include <string_view>

#include "core/language.h"

namespace cpsaudit {

/// Safe as content of an element and in an attribute between double quotes: markup is escaped, and control characters,
/// broken UTF-8 and characters that turn the direction of writing are shown as escapes. Tabs and newlines become
/// blanks.
std::string html_escaped(std::string_view text);

/// The page while it is written. Knows that each text stands in it twice.
class HtmlWriter {
 public:
  /// Markup of our own, as it is.
  HtmlWriter& raw(std::string_view markup);
  /// A text, escaped.
  HtmlWriter& text(std::string_view text);
  /// Both languages in two elements `tag`, of which the page shows one; a single one where they read the same.
  /// `attributes` begins with a blank, or is empty.
  HtmlWriter& both(const LocalizedText& text, std::string_view tag = "span", std::string_view attributes = {});
  /// The same for a text of ours that is written where it is used.
  HtmlWriter& both(std::string_view en, std::string_view ja, std::string_view tag = "span",
                   std::string_view attributes = {});
  /// Opens `<details>` with its summary.
  HtmlWriter& details(std::string_view en, std::string_view ja, std::string_view attributes = {});

  std::string finish() { return std::move(output_); }
  std::size_t size() const { return output_.size(); }

 private:
  std::string output_;
};

}  // namespace cpsaudit
