#include "report/sarif_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/printable.h"
#include "report/sarif_reader_parts.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

using nlohmann::json;

Language language_of(JsonView run) {
  for (const JsonView said : {run["language"], run["tool"]["driver"]["language"]}) {
    if (said.text().starts_with("ja")) return Language::kJapanese;
  }
  return Language::kEnglish;
}

void read_files(JsonView run, Report& report) {
  run["artifacts"].each([&](JsonView artifact) {
    ReportFile file;
    file.path = path_of_uri(artifact["location"]["uri"].text());
    file.size = artifact["length"].number().value_or(0);
    file.sha256 = artifact["hashes"]["sha-256"].text();
    file.encoding = artifact["encoding"].text();
    const JsonView properties = artifact["properties"];
    file.software = properties["cpsaudit/software"].text();
    file.role = properties["cpsaudit/role"].text();
    if (file.role.empty()) file.role = "product";
    const JsonView analysed = properties["cpsaudit/analysed"];
    file.analysed = !analysed.exists() || analysed.truth();
    report.files.push_back(std::move(file));
  });
  std::sort(report.files.begin(), report.files.end(),
            [](const ReportFile& a, const ReportFile& b) { return a.path < b.path; });
}

void read_revision(JsonView run, Report& report) {
  const JsonView provenance = run["versionControlProvenance"][std::size_t{0}];
  if (!provenance.is_object()) return;
  report.revision =
      Revision{provenance["repositoryUri"].text(), provenance["revisionId"].text(), provenance["branch"].text()};
}

std::optional<VerdictKind> verdict_named(const std::string& name) {
  for (const VerdictKind kind : {VerdictKind::kFail, VerdictKind::kOpen, VerdictKind::kPass,
                                 VerdictKind::kNotApplicable, VerdictKind::kManual}) {
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

/// They stand with each requirement that a meaning is printed under; once is enough.
void read_verdicts(JsonView run, const Framework& framework, Report& report) {
  std::set<std::string> seen;
  run["taxonomies"].each([&](JsonView taxonomy) {
    taxonomy["taxa"].each([&](JsonView taxon) {
      taxon["properties"]["cpsaudit/verdicts"].each([&](JsonView verdict) {
        ReportVerdict output;
        output.meaning = verdict["meaning"].text();
        const auto kind = verdict_named(verdict["verdict"].text());
        if (!kind || framework.meaning(output.meaning) == nullptr || !seen.insert(output.meaning).second) return;
        output.kind = *kind;
        output.files = verdict["files"].number().value_or(0);
        output.unread = verdict["unread"].number().value_or(0);
        report.verdicts.push_back(std::move(output));
      });
    });
  });
  std::sort(report.verdicts.begin(), report.verdicts.end(), [&](const ReportVerdict& a, const ReportVerdict& b) {
    return framework.meaning(a.meaning) < framework.meaning(b.meaning);
  });
}

void read_products(JsonView run, Report& report) {
  run["properties"]["cpsaudit/products"].each([&](JsonView product) {
    ReportProduct output;
    output.folder = path_of_uri(product["product"].text());
    output.title = {product["title"]["en"].text(), product["title"]["ja"].text()};
    product["verdicts"].each([&](JsonView verdict) {
      if (const auto kind = verdict_named(verdict["verdict"].text())) add(output, *kind);
    });
    report.products.push_back(std::move(output));
  });
}

tl::unexpected<Error> refused(const std::string& file, std::string message) {
  return tl::unexpected(Error{std::move(message), file});
}

/// The one run of a log that we wrote.
Result<JsonView> our_run(JsonView log, const std::string& file) {
  if (!log.is_object() || log["version"].text() != "2.1.0" || !log["runs"].is_array()) {
    return refused(file, "this is JSON, but no SARIF 2.1.0 log; name a file that 'cpsaudit scan --sarif' wrote");
  }
  const JsonView runs = log["runs"];
  if (runs.size() != 1) {
    return refused(file, fmt::format("the log has {} runs, and one of cpsaudit has exactly one", runs.size()));
  }
  const JsonView run = runs[std::size_t{0}];
  const std::string tool = run["tool"]["driver"]["name"].text();
  if (tool != "cpsaudit") {
    return refused(
        file, fmt::format("this is a log of '{}'; only logs that cpsaudit wrote can be read back", printable(tool)));
  }
  return run;
}

}  // namespace

Span span_of(JsonView region) {
  const auto number = [&](const char* name, std::uint64_t otherwise) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(region[name].number().value_or(otherwise), UINT32_MAX));
  };
  const Position begin{number("startLine", 0), number("startColumn", 1)};
  if (begin.line == 0) return {};
  const Position end{number("endLine", begin.line), number("endColumn", begin.column)};
  return {begin, std::max(begin, end)};
}

ComponentTexts driver_texts(JsonView run, Language language) {
  ComponentTexts texts;
  const JsonView driver = run["tool"]["driver"];
  texts.components[static_cast<std::size_t>(language)] = driver;
  run["translations"].each([&](JsonView translation) {
    if (translation["associatedComponent"]["guid"].text() != driver["guid"].text()) return;
    const std::size_t other = translation["language"].text().starts_with("ja") ? 1 : 0;
    if (!texts.components[other].exists()) texts.components[other] = translation;
  });
  return texts;
}

Result<Report> read_sarif(std::string_view text, const std::string& file, const Framework& framework) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const json document = json::parse(text, nullptr, false);
  if (document.is_discarded()) {
    return refused(file, "this is no JSON, or it is cut off; name a file that 'cpsaudit scan --sarif' wrote");
  }
  const auto run = our_run(JsonView(document), file);
  if (!run) return tl::unexpected(run.error());

  Report report;
  report.language = language_of(*run);
  report.tool_version = (*run)["tool"]["driver"]["semanticVersion"].text();
  const JsonView properties = (*run)["properties"];
  report.subject = properties["cpsaudit/subject"].text();
  report.complete = properties["cpsaudit/profile"].text() != "github";
  read_files(*run, report);
  report.tree_sha256 = digest_of(report.files);
  read_revision(*run, report);
  const ComponentTexts driver = driver_texts(*run, report.language);
  std::vector<MessageStrings> strings;
  read_rules(*run, driver, report, strings);
  read_invocation(*run, driver, report);
  if (auto read = read_results(*run, strings, report); !read) return refused(file, read.error().message);
  read_verdicts(*run, framework, report);
  read_products(*run, report);
  attach_evidence(report);
  return report;
}

}  // namespace cpsaudit
