#include "cli/report_files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "cli/output.h"
#include "mapping/reference.h"
#include "report/csv.h"
#include "report/gitlab.h"
#include "report/html.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/text.h"

namespace cpsaudit {
namespace {

namespace fs = std::filesystem;

struct Output {
  std::string file;
  std::string content;
};

/// An existing folder, or a name that says it is to be one.
bool names_a_folder(const std::string& file) {
  std::error_code ignored;
  return file.ends_with('/') || (file != "-" && fs::is_directory(file, ignored));
}

/// One table in one file; all of them in a folder.
Result<void> add_csv(const std::string& file, const Report& report, const Framework& framework, Language language,
                     std::vector<Output>& outputs) {
  if (file.empty()) return {};
  if (!names_a_folder(file)) {
    outputs.push_back({file, csv_findings(report, framework, language)});
    return {};
  }
  std::error_code error;
  fs::create_directories(file, error);
  if (error) return tl::unexpected(Error{"cannot be made: " + error.message(), file});
  const fs::path folder(file);
  outputs.push_back({folder / "findings.csv", csv_findings(report, framework, language)});
  outputs.push_back({folder / "requirements.csv", csv_requirements(report, framework, language)});
  outputs.push_back({folder / "not-checked.csv", csv_not_checked(report, language)});
  outputs.push_back({folder / "files.csv", csv_files(report, language)});
  return {};
}

std::vector<const std::string*> names(const ReportArguments& files) {
  return {&files.sarif, &files.html, &files.markdown, &files.junit, &files.gitlab, &files.csv};
}

}  // namespace

bool writes_to_stdout(const ReportArguments& files) {
  const auto all = names(files);
  return std::any_of(all.begin(), all.end(), [](const std::string* file) { return *file == "-"; });
}

Result<void> check_outputs(const ReportArguments& files) {
  std::vector<std::string> seen;
  for (const std::string* file : names(files)) {
    if (file->empty()) continue;
    if (std::find(seen.begin(), seen.end(), *file) != seen.end()) {
      return tl::unexpected(
          Error{fmt::format("two reports would be written to '{}'; give each a file of its own", *file)});
    }
    seen.push_back(*file);
    // Said before the scan: nobody wants to hear it afterwards.
    const fs::path folder = fs::path(*file).parent_path();
    std::error_code ignored;
    if (*file != "-" && !names_a_folder(*file) && !folder.empty() && !fs::is_directory(folder, ignored)) {
      return tl::unexpected(Error{"its folder does not exist; make it first, or name another file", *file});
    }
  }
  return {};
}

bool wants_reports(const ReportArguments& files) {
  const auto all = names(files);
  return std::any_of(all.begin() + 1, all.end(), [](const std::string* file) { return !file->empty(); });
}

void print_text(const Report& report, const Framework& framework, const TextArguments& arguments, Language language) {
  TextOptions options;
  options.language = language;
  options.colour = wants_colour(STDOUT_FILENO) ? Colour::kAlways : Colour::kNever;
  options.detail = arguments.terse ? TextDetail::kTerse : TextDetail::kFull;
  options.name_requirements = arguments.verbose;
  if (arguments.verbose) options.named_problems = report.notifications.size();
  fmt::print("{}", text_findings(report, options));
  if (arguments.quiet) return;
  fmt::print("{}", text_summary(report, options));
  if (arguments.terse) return;
  fmt::print("{}", text_products(report, options));
  fmt::print("{}", text_requirements(report, framework, options));
}

Result<void> write_reports(const ReportArguments& files, const Report& report, const Framework& framework,
                           Language language) {
  std::vector<Output> outputs;
  const auto reference = load_reference(embedded_framework_files(), framework);
  if (!reference) return tl::unexpected(reference.error().front());
  if (!files.html.empty()) {
    outputs.push_back({files.html, html_report(report, framework, *reference, language)});
  }
  if (!files.markdown.empty()) {
    MarkdownOptions options;
    options.language = language;
    options.limit = files.markdown_limit;
    options.link_prefix = files.link_prefix;
    options.reference = &*reference;
    outputs.push_back({files.markdown, markdown_report(report, framework, options)});
  }
  if (!files.junit.empty()) outputs.push_back({files.junit, junit_report(report, language)});
  if (!files.gitlab.empty()) outputs.push_back({files.gitlab, gitlab_report(report, language)});
  if (auto added = add_csv(files.csv, report, framework, language, outputs); !added) return added;
  for (const Output& output : outputs) {
    if (auto written = write_output(output.file, output.content); !written) return written;
  }
  return {};
}

}  // namespace cpsaudit
