#include "report/html.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "core/digest.h"
#include "core/embedded.h"
#include "report/html_files.h"
#include "report/html_parts.h"

namespace cpsaudit {
namespace {

using Values = std::map<std::string_view, std::string>;

/// The template with each `{{name}}` replaced. What is put in is not searched again: it may hold anything.
std::string rendered(std::string_view text, const Values& values) {
  std::string output;
  for (std::size_t at = 0;;) {
    const std::size_t open = text.find("{{", at);
    output += text.substr(at, open - at);
    if (open == std::string_view::npos) return output;
    const std::size_t close = text.find("}}", open);
    output += values.at(text.substr(open + 2, close - open - 2));
    at = close + 2;
  }
}

/// What a Content-Security-Policy calls an inline script or style by.
std::string csp_hash(std::string_view content) {
  return "'sha256-" + sha256_base64(content) + "'";
}

/// Printed at the foot of every page, so that sheets of two reports do not get mixed.
std::string style_of(const Report& report) {
  std::string style;
  for (const char* name : {"style.css", "parts.css", "print.css"}) style += html_file(name);
  return rendered(style, {{"tree", report.tree_sha256.substr(0, 16)}});
}

std::string title_of(const Report& report, Language language) {
  const std::string_view words =
      language == Language::kJapanese ? "セキュリティ対策要件 検査報告書" : "Security findings held against CPSF";
  return report.subject.empty() ? std::string(words) : report.subject + " – " + std::string(words);
}

std::string body_of(const Report& report, const Framework& framework, const Reference& reference, Language language) {
  HtmlWriter out;
  HtmlPage page{report, framework, reference, language, out};
  write_subject(page);
  write_signature(page);
  write_picture(page);
  write_requirements(page);
  write_findings(page);
  write_unchecked(page);
  write_suppressions(page);
  write_method(page);
  write_files(page);
  return out.finish();
}

}  // namespace

std::string_view html_file(std::string_view name) {
  const std::string path = "scanner/report/html/" + std::string(name);
  const auto files = embedded_files();
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.path == path; });
  assert(found != files.end() && "the files of the page are compiled in");
  return found->text;
}

std::string html_report(const Report& report, const Framework& framework, const Reference& reference,
                        Language language) {
  const std::string style = style_of(report);
  const std::string_view script = html_file("filter.js");
  const bool ja = language == Language::kJapanese;
  return rendered(html_file("page.html"), {{"language", ja ? "ja" : "en"},
                                           {"style-hash", csp_hash(style)},
                                           {"script-hash", csp_hash(script)},
                                           {"title", html_escaped(title_of(report, language))},
                                           {"style", style},
                                           {"script", std::string(script)},
                                           {"en-checked", ja ? "" : " checked"},
                                           {"ja-checked", ja ? " checked" : ""},
                                           {"subject", html_escaped(report.subject)},
                                           {"body", body_of(report, framework, reference, language)}});
}

}  // namespace cpsaudit
