#include <fmt/format.h>

#include "core/embedded.h"
#include "report/html_files.h"
#include "report/html_parts.h"

namespace cpsaudit {
namespace {

/// Rows of the list of files that are printed: the digest of the tree covers all of them.
constexpr std::size_t kPrintedFiles = 400;

}  // namespace

void write_method(HtmlPage& page) {
  page.out.raw(html_file("method.html"));
}

void write_files(HtmlPage& page) {
  HtmlWriter& out = page.out;
  out.raw("<section id=files>").both("Files", "ファイル一覧", "h2");
  out.both("The digest of the tree is the SHA-256 of this list, one line a file: digest, two blanks, path.",
           "ツリーのSHA-256は、この一覧を「ハッシュ値、空白2つ、パス」の形で1行1ファイルに並べたもののSHA-256です。",
           "p");
  out.raw("<details><summary>")
      .both(fmt::format("{} files with their digests", grouped(page.report.files.size())),
            fmt::format("{}ファイルとハッシュ値", grouped(page.report.files.size())));
  out.raw("</summary><div class=scroll tabindex=0 role=region aria-label=\"Files / ファイル\"><table class=files>");
  out.raw("<thead><tr>").both("Path", "パス", "th", " scope=col").both("Bytes", "バイト数", "th", " scope=col");
  out.raw("<th scope=col>SHA-256</th>").both("Analysed", "解析", "th", " scope=col").raw("</tr></thead><tbody>");
  for (std::size_t i = 0; i < page.report.files.size(); ++i) {
    const ReportFile& file = page.report.files[i];
    out.raw(i < kPrintedFiles ? "<tr><td>" : "<tr class=x><td>")
        .text(file.path)
        .raw(fmt::format("</td><td class=num>{}</td><td><code>", grouped(file.size)));
    out.text(file.sha256).raw("</code></td><td>");
    if (file.analysed) {
      out.both("yes", "済");
    } else {
      out.both("no", "対象外");
    }
    out.raw("</td></tr>");
  }
  out.raw("</tbody></table></div></details>");
  if (page.report.files.size() > kPrintedFiles) {
    out.both(fmt::format("{} more files are listed on screen, in the log and in the table of files (CSV).",
                         grouped(page.report.files.size() - kPrintedFiles)),
             fmt::format("ほか{}ファイルは、画面、ログ及びファイル表（CSV）に記載しています。",
                         grouped(page.report.files.size() - kPrintedFiles)),
             "p", " class=paper");
  }
  out.raw("</section>");
}

void write_signature(HtmlPage& page) {
  page.out.raw(html_file("signature.html"));
}

}  // namespace cpsaudit
