#include "report/html_text.h"

#include "core/printable.h"
#include "report/markup.h"

namespace cpsaudit {
namespace {

bool is_blank(char c) {
  return c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string plain(text);
  for (char& c : plain) {
    if (is_blank(c)) c = ' ';
  }
  return markup_escaped(printable(plain));
}

HtmlWriter& HtmlWriter::raw(std::string_view markup) {
  output_ += markup;
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  output_ += html_escaped(text);
  return *this;
}

HtmlWriter& HtmlWriter::both(const LocalizedText& text, std::string_view tag, std::string_view attributes) {
  return both(text.en, text.ja, tag, attributes);
}

HtmlWriter& HtmlWriter::both(std::string_view en, std::string_view ja, std::string_view tag,
                             std::string_view attributes) {
  const auto element = [&](std::string_view language, std::string_view content) {
    raw("<").raw(tag).raw(attributes).raw(language).raw(">").text(content).raw("</").raw(tag).raw(">");
  };
  if (en == ja) {
    element("", en);
  } else {
    element(" lang=en", en);
    element(" lang=ja", ja);
  }
  return *this;
}

HtmlWriter& HtmlWriter::details(std::string_view en, std::string_view ja, std::string_view attributes) {
  return raw("<details").raw(attributes).raw("><summary>").both(en, ja).raw("</summary>");
}

}  // namespace cpsaudit
