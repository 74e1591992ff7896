#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <thread>

#include "cli/baseline.h"
#include "cli/changes.h"
#include "cli/commands.h"
#include "cli/configuration.h"
#include "cli/fixes.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/report_files.h"
#include "cli/revision.h"
#include "cli/scan.h"
#include "cli/suggestion.h"
#include "core/printable.h"
#include "mapping/check_links.h"
#include "mapping/framework.h"
#include "mapping/reference.h"
#include "report/report_of_scan.h"
#include "report/sarif.h"
#include "report/summary.h"

namespace cpsaudit {
namespace {

/// The arguments with the configuration behind them: what was said wins over what is written.
struct Settings {
  ScanOptions scan;
  std::vector<std::size_t> disabled_checks;
  /// Nothing: --fail-on never.
  std::optional<Level> fail_on = Level::kError;
  Language language = Language::kEnglish;
};

/// Today, for suppressions that end. SOURCE_DATE_EPOCH pins it, as for every reproducible build.
Result<std::string> today() {
  std::time_t now = std::time(nullptr);
  if (const char* pinned = std::getenv("SOURCE_DATE_EPOCH"); pinned != nullptr && *pinned != '\0') {
    const std::string_view text = pinned;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), now);
    // The last second of the year 9999.
    constexpr std::time_t kLatest = 253402300799;
    if (error != std::errc() || end != text.data() + text.size() || now < 0 || now > kLatest) {
      return tl::unexpected(
          Error{fmt::format("SOURCE_DATE_EPOCH must be seconds since 1970, found '{}'", printable(text))});
    }
  }
  std::tm parts{};
  gmtime_r(&now, &parts);
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::optional<Level> level_to_fail_on(const std::string& name) {
  if (name == "error") return Level::kError;
  if (name == "warning") return Level::kWarning;
  if (name == "note") return Level::kNote;
  return std::nullopt;
}

bool is_named(const Catalog& catalog, const Check& check, const std::string& name) {
  const Weakness& weakness = catalog.weakness_of(check);
  return name == check.id || name == weakness.id || name == weakness.family ||
         name == weakness.id + "/" + check.technology || relates_to(weakness, name);
}

/// A name that is none would silently select nothing: the scan would look clean.
Result<void> check_names(const Catalog& catalog, const std::vector<std::string>& names, std::string_view option) {
  for (const std::string& name : names) {
    const auto named = [&](const Check& check) { return is_named(catalog, check, name); };
    if (std::none_of(catalog.checks.begin(), catalog.checks.end(), named)) {
      return tl::unexpected(Error{
          fmt::format("{}: '{}' is no check, weakness or family, and no check speaks to it as a requirement, risk "
                      "source, incident or layer{}; 'cpsaudit checks list' names them all",
                      option, name, did_you_mean(name, names_of_checks(catalog)))});
    }
  }
  return {};
}

Result<void> choose_checks(const Catalog& catalog, const std::vector<std::string>& select,
                           const std::vector<std::string>& ignore, int grade, Settings& settings) {
  if (auto known = check_names(catalog, select, "--select"); !known) return known;
  if (auto known = check_names(catalog, ignore, "--ignore"); !known) return known;
  for (std::size_t i = 0; i < catalog.checks.size(); ++i) {
    const Check& check = catalog.checks[i];
    const auto named = [&](const std::string& name) { return is_named(catalog, check, name); };
    const bool selected = select.empty() || std::any_of(select.begin(), select.end(), named);
    const bool ignored = std::any_of(ignore.begin(), ignore.end(), named);
    const bool asked_for = catalog.weakness_of(check).grade <= grade;
    (selected && !ignored && asked_for ? settings.scan.checks : settings.disabled_checks).push_back(i);
  }
  if (settings.scan.checks.empty()) {
    return tl::unexpected(Error{"--select, --ignore and --grade leave no check to run"});
  }
  return {};
}

Result<Settings> settle(const Catalog& catalog, const ScanArguments& said) {
  Settings settings;
  settings.scan.paths = said.paths.empty() ? std::vector<std::string>{"."} : said.paths;

  Configuration written;
  const std::string file = !said.configuration.empty() ? said.configuration
                           : said.no_configuration     ? std::string()
                                                       : nearest_configuration(settings.scan.paths.front());
  if (!file.empty()) {
    auto read = read_configuration(catalog, file);
    if (!read) return tl::unexpected(read.error());
    written = std::move(*read);
  }

  ScanOptions& scan = settings.scan;
  scan.grade = said.grade.value_or(written.grade.value_or(3));
  scan.excludes = written.excludes;
  scan.excludes.insert(scan.excludes.end(), said.excludes.begin(), said.excludes.end());
  scan.suppressions = written.suppressions;
  scan.defines = written.defines;
  scan.defines.insert(scan.defines.end(), said.defines.begin(), said.defines.end());
  scan.include_directories = said.include_directories;
  scan.include_directories.insert(scan.include_directories.end(), written.include_directories.begin(),
                                  written.include_directories.end());
  scan.compile_commands = said.compile_commands;
  scan.obey_inline_suppressions = !said.no_inline_suppressions;
  scan.cache = said.no_cache ? std::string() : said.cache;
  auto day = today();
  if (!day) return tl::unexpected(day.error());
  scan.today = *day;
  scan.jobs = said.jobs.value_or(written.jobs.value_or(std::max(1U, std::thread::hardware_concurrency())));
  scan.max_file_size = said.max_file_size.value_or(written.max_file_size.value_or(scan.max_file_size));
  scan.timeout = std::chrono::seconds(said.timeout_seconds.value_or(written.timeout_seconds.value_or(30)));

  settings.fail_on = level_to_fail_on(said.fail_on.value_or(written.fail_on.value_or("error")));
  settings.language = language_or_default(said.language ? said.language : written.language);
  auto chosen = choose_checks(catalog, said.select.empty() ? written.select : said.select,
                              said.ignore.empty() ? written.ignore : said.ignore, scan.grade, settings);
  if (!chosen) return tl::unexpected(chosen.error());
  return settings;
}

int exit_code_of(const ScanResult& result, const Settings& settings, bool strict) {
  // An incomplete look outranks what was found: the findings are then not all there are.
  const auto lost = [](const Notification& notification) { return loses_input(notification.problem.kind); };
  if (strict && std::any_of(result.notifications.begin(), result.notifications.end(), lost)) return kIncomplete;
  const auto fails = [&](const Finding& finding) {
    return counts(finding) && settings.fail_on && finding.level >= *settings.fail_on;
  };
  return std::any_of(result.findings.begin(), result.findings.end(), fails) ? kFindings : kClean;
}

/// Scans, and keeps to what the run is about.
Result<Scan> look(const Catalog& catalog, const Framework& framework, const ScanArguments& arguments,
                  const Settings& settings, const std::optional<Report>& before) {
  Result<Scan> scanned = [&] {
    ProgressLine line(!arguments.text.quiet);
    return scan(catalog, settings.scan,
                [&](std::size_t done, std::size_t total, const std::string& path) { line.show(done, total, path); });
  }();
  if (!scanned) return scanned;
  SourceTextReader reader(scanned->root, scanned->result);
  const SourceTexts sources = [&](std::string_view path) { return reader.text(path); };
  if (before) {
    SarifOptions options;
    options.language = settings.language;
    options.disabled_checks = settings.disabled_checks;
    compare_with_baseline(*before, catalog, framework, sources, options, scanned->result);
  }
  if (!arguments.changed_since.empty()) {
    auto kept = keep_to_changes(catalog, scanned->root, arguments.changed_since, sources, scanned->result);
    if (!kept) return tl::unexpected(kept.error());
  }
  return scanned;
}

std::string files(std::size_t count) {
  return fmt::format("{} file{}", count, count == 1 ? "" : "s");
}

std::string changes(std::size_t count) {
  return fmt::format("{} change{}", count, count == 1 ? "" : "s");
}

void tell_conflicts(const FixPlan& plan) {
  if (plan.in_conflict == 0) return;
  complain(fmt::format("{} left to you: they meet in one place", changes(plan.in_conflict)));
}

/// True when something was changed, so that what was found is not what is there.
bool mend(const Scan& scanned) {
  SourceTextReader reader(scanned.root, scanned.result);
  const SourceTexts sources = [&](std::string_view path) { return reader.text(path); };
  const FixPlan plan = plan_fixes(scanned.result, sources);
  const AppliedFixes applied = apply_fixes(scanned.root, plan, sources);
  for (const Error& error : applied.refused) complain(error.to_string());
  tell_conflicts(plan);
  complain(applied.edits == 0 ? "nothing can be changed without a decision of yours"
                              : fmt::format("made {} in {}; what is left to do follows, see 'git diff' for the changes",
                                            changes(applied.edits), files(applied.files)));
  return applied.edits > 0;
}

void print_patch(const Scan& scanned, const Catalog& catalog) {
  SourceTextReader reader(scanned.root, scanned.result);
  const SourceTexts sources = [&](std::string_view path) { return reader.text(path); };
  const FixPlan plan = plan_fixes(scanned.result, sources);
  std::vector<std::string> withheld;
  fmt::print("{}", unified_diff(plan, sources, Redactor(scanned.result, catalog, sources), withheld));
  for (const std::string& place : withheld) {
    complain(fmt::format("{}: the line holds a secret, so its change is not shown; --fix makes it", printable(place)));
  }
  tell_conflicts(plan);
  complain(plan.edits() == 0
               ? "nothing can be changed without a decision of yours"
               : fmt::format("{} in {}; --fix makes them", changes(plan.edits()), files(plan.files.size())));
}

/// A clean scan of nothing is no good news.
void advise(const ScanResult& result, const ScanArguments& arguments) {
  if (arguments.text.quiet) return;
  const std::string path = arguments.paths.empty() ? "." : arguments.paths.front();
  const bool read_any =
      std::any_of(result.files.begin(), result.files.end(), [](const ScannedFile& file) { return file.analysed; });
  if (result.files.empty()) {
    complain(
        fmt::format("there is no file in '{}'; name the folder of your firmware or configuration: cpsaudit scan "
                    "path/to/firmware",
                    printable(path)));
  } else if (!read_any) {
    complain(
        fmt::format("no file in '{}' is of a kind that cpsaudit reads; 'cpsaudit explain FILE' says how a file is "
                    "seen, 'cpsaudit checks list' what is looked for",
                    printable(path)));
  }
}

}  // namespace

int scan_command(const Catalog& catalog, const ScanArguments& arguments) {
  leave_cleanly_when_interrupted();
  if (auto distinct = check_outputs(arguments.reports); !distinct) return complain(distinct.error().to_string());
  if (arguments.diff && writes_to_stdout(arguments.reports)) {
    return complain("--diff prints the patch to standard output; give the report a file");
  }
  auto settings = settle(catalog, arguments);
  if (!settings) return complain(settings.error().to_string());
  auto framework = load_framework(embedded_framework_files());
  if (!framework) return complain(framework.error().front().to_string(), kInternalError);

  std::optional<Report> before;
  if (!arguments.baseline.empty()) {
    auto read = read_log(arguments.baseline, *framework);
    if (!read) return complain(read.error().to_string());
    before = std::move(*read);
  }
  auto scanned = look(catalog, *framework, arguments, *settings, before);
  if (scanned && arguments.fix && mend(*scanned)) scanned = look(catalog, *framework, arguments, *settings, before);
  if (!scanned) return complain(scanned.error().to_string());

  const ScanResult& result = scanned->result;
  const int exit_code = exit_code_of(result, *settings, arguments.strict);
  SourceTextReader reader(scanned->root, result);
  const SourceTexts sources = [&](std::string_view path) { return reader.text(path); };

  SarifOptions options;
  options.profile = arguments.sarif_profile == "github" ? SarifProfile::kGithub : SarifProfile::kAudit;
  options.language = settings->language;
  options.exit_code = exit_code;
  options.strict = arguments.strict;
  options.revision = revision_of(scanned->root);
  options.disabled_checks = settings->disabled_checks;
  const auto reference = load_reference(embedded_framework_files(), *framework);
  if (!reference) return complain(reference.error().front().to_string(), kInternalError);
  options.reference = &*reference;
  options.subject = arguments.reports.subject;
  if (!arguments.reports.sarif.empty()) {
    auto written = write_output(arguments.reports.sarif, sarif_log(result, catalog, *framework, sources, options));
    if (!written) return complain(written.error().to_string());
  }
  const bool text_wanted = !arguments.diff && !writes_to_stdout(arguments.reports);
  if (wants_reports(arguments.reports) || text_wanted) {
    Report report = report_of_scan(result, catalog, *framework, sources, options);
    if (report.subject.empty()) report.subject = result.subject;
    if (auto written = write_reports(arguments.reports, report, *framework, settings->language); !written) {
      return complain(written.error().to_string());
    }
    if (text_wanted) print_text(report, *framework, arguments.text, settings->language);
  }
  if (arguments.diff) print_patch(*scanned, catalog);
  advise(result, arguments);
  return exit_code;
}

}  // namespace cpsaudit
