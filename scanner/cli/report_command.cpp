#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/commands.h"
#include "cli/log_file.h"
#include "cli/output.h"
#include "cli/report_files.h"
#include "report/sarif_merge.h"
#include "report/sarif_reader.h"

namespace cpsaudit {
namespace {

constexpr std::uintmax_t kLargestLog = 2ULL << 30U;

int write(const Report& report, const LogArguments& arguments, const Framework& framework) {
  const Language language = arguments.language ? language_or_default(arguments.language) : report.language;
  if (auto written = write_reports(arguments.reports, report, framework, language); !written) {
    return complain(written.error().to_string());
  }
  if (!wants_reports(arguments.reports)) print_text(report, framework, arguments.text, language);
  return kClean;
}

}  // namespace

Result<std::string> read_log_file(const std::string& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error)
    return tl::unexpected(Error{
        fmt::format("cannot be read: {}; name a log that 'cpsaudit scan --sarif FILE' wrote", error.message()), file});
  if (size > kLargestLog) return tl::unexpected(Error{"is larger than any log of cpsaudit", file});
  std::ifstream stream(file, std::ios::binary);
  std::string content(size, '\0');
  if (!stream.read(content.data(), static_cast<std::streamsize>(size))) {
    return tl::unexpected(Error{"cannot be read; name a log that 'cpsaudit scan --sarif FILE' wrote", file});
  }
  return content;
}

int report_command(const LogArguments& arguments) {
  if (auto distinct = check_outputs(arguments.reports); !distinct) return complain(distinct.error().to_string());
  const auto framework = load_framework(embedded_framework_files());
  if (!framework) return complain(framework.error().front().to_string(), kInternalError);
  const auto text = read_log_file(arguments.files.front());
  if (!text) return complain(text.error().to_string());
  auto report = read_sarif(*text, arguments.files.front(), *framework);
  if (!report) return complain(report.error().to_string());
  if (!arguments.reports.subject.empty()) report->subject = arguments.reports.subject;
  return write(*report, arguments, *framework);
}

int merge_command(const LogArguments& arguments) {
  if (auto distinct = check_outputs(arguments.reports); !distinct) return complain(distinct.error().to_string());
  const auto framework = load_framework(embedded_framework_files());
  if (!framework) return complain(framework.error().front().to_string(), kInternalError);
  std::vector<NamedLog> logs;
  for (const std::string& argument : arguments.files) {
    // "NAME=FILE", unless there is a file of just that name.
    const std::size_t equals = argument.find('=');
    const bool named = equals != std::string::npos && !std::filesystem::exists(argument);
    const std::string file = named ? argument.substr(equals + 1) : argument;
    auto text = read_log_file(file);
    if (!text) return complain(text.error().to_string());
    // Each has to be one of ours before anything is made of it.
    if (auto report = read_sarif(*text, file, *framework); !report) return complain(report.error().to_string());
    logs.push_back({file, named ? argument.substr(0, equals) : std::string(), std::move(*text)});
  }
  const auto merged = merged_sarif(logs, arguments.reports.subject);
  if (!merged) return complain(merged.error().to_string());
  // The other reports are made from what is written, so that they cannot say anything else.
  auto report = read_sarif(*merged, "the merged log", *framework);
  if (!report) return complain(report.error().to_string(), kInternalError);
  const bool log_wanted = !arguments.reports.sarif.empty() || !wants_reports(arguments.reports);
  if (log_wanted) {
    const std::string target = arguments.reports.sarif.empty() ? "-" : arguments.reports.sarif;
    if (auto written = write_output(target, *merged); !written) return complain(written.error().to_string());
  }
  const Language language = arguments.language ? language_or_default(arguments.language) : report->language;
  if (auto written = write_reports(arguments.reports, *report, *framework, language); !written) {
    return complain(written.error().to_string());
  }
  return kClean;
}

}  // namespace cpsaudit
