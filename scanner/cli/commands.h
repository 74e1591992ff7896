#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/language.h"
#include "engine/catalog.h"

namespace cpsaudit {

/// Exit codes: a contract with scripts (docs/command-line.md).
enum ExitCode : int {
  kClean = 0,
  kFindings = 1,
  kUsage = 2,
  kIncomplete = 3,
  kInternalError = 4,
};

/// Which reports to write where; empty: not. "-" is standard output.
struct ReportArguments {
  std::string sarif;
  std::string html;
  std::string markdown;
  std::string junit;
  std::string gitlab;
  /// A file for the findings, or a folder for all tables.
  std::string csv;
  /// Characters that the Markdown may have; the default is what a comment on GitHub may have.
  std::size_t markdown_limit = 65000;
  /// What the Markdown puts before a path to make a link of it: "https://host/owner/name/blob/REVISION/".
  std::string link_prefix;
  /// What the reports call the subject; empty: the name of the scanned folder.
  std::string subject;
};

/// How much text goes to the terminal.
struct TextArguments {
  bool terse = false;
  bool quiet = false;
  bool verbose = false;
};

/// What `cpsaudit scan` was asked for, before the configuration file is looked at: absent means "not said".
struct ScanArguments {
  std::vector<std::string> paths;
  ReportArguments reports;
  std::string sarif_profile = "audit";
  std::optional<std::string> language;
  std::optional<std::string> fail_on;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> excludes;
  std::string configuration;
  bool no_configuration = false;
  std::string compile_commands;
  std::vector<std::string> defines;
  std::vector<std::string> include_directories;
  bool no_inline_suppressions = false;
  std::optional<unsigned> jobs;
  std::optional<unsigned> timeout_seconds;
  std::optional<std::uint64_t> max_file_size;
  std::string cache;
  bool no_cache = false;
  bool strict = false;
  bool fix = false;
  bool diff = false;
  std::string changed_since;
  /// A log of an earlier scan.
  std::string baseline;
  std::optional<int> grade;
  TextArguments text;
};

/// Each returns the program's exit code and has said on standard error what went wrong.
int scan_command(const Catalog& catalog, const ScanArguments& arguments);

/// What `cpsaudit report` and `cpsaudit merge` were asked for.
struct LogArguments {
  /// Logs to read; for merge each may be "NAME=FILE", which puts its paths below NAME/.
  std::vector<std::string> files;
  ReportArguments reports;
  TextArguments text;
  std::optional<std::string> language;
};

/// Reports from a log that a scan has written.
int report_command(const LogArguments& arguments);
/// One log out of several.
int merge_command(const LogArguments& arguments);

int checks_list_command(const Catalog& catalog, Language language, const std::string& format);
int checks_show_command(const Catalog& catalog, Language language, const std::string& name);
/// Runs the examples of the checks in the files `only`, paths as in the catalogue; of every check where it is empty.
int checks_test_command(const Catalog& catalog, const std::set<std::string, std::less<>>& only);
/// Holds the catalogue against the framework and itself; the build runs it.
int checks_validate_command(const Catalog& catalog);
int checks_schema_command();
/// Writes one page a check and an index into `folder`.
int checks_pages_command(const Catalog& catalog, Language language, const std::string& folder);

int framework_command(const Catalog& catalog, Language language, const std::string& what, const std::string& id,
                      const std::string& format);

/// What `cpsaudit diff` was asked for.
struct DiffArguments {
  std::string before;
  std::string now;
  std::optional<std::string> language;
  std::string json;
  std::string markdown;
  std::string fail_on = "note";
};
int diff_command(const DiffArguments& arguments);

/// What `cpsaudit init` is to write beside cpsaudit.toml.
struct InitArguments {
  std::string folder = ".";
  bool github = false;
  bool gitlab = false;
  bool pre_commit = false;
  bool vscode = false;
  /// Write over what is there.
  bool force = false;
};
int init_command(const InitArguments& arguments);

/// How one file is classified, its settings or facts with their places; of a folder its products and the services that
/// they start: for writers of checks.
int explain_command(const Catalog& catalog, const std::string& file);

/// How much of what checks look for in the C and C++ of a folder became facts, and how: a table with totals; with
/// places, also where the syntax tree was not reached or nothing can be said of an argument.
enum class ReachOutput { kTable, kPlaces };
int reach_command(const Catalog& catalog, const std::string& folder, unsigned jobs, ReachOutput wanted);

/// Says on standard error what is wrong, the way every message of the program does; returns `code`.
int complain(const std::string& message, ExitCode code = kUsage);

/// The language to speak: what was said, else by LC_ALL, LC_MESSAGES and LANG.
Language language_or_default(const std::optional<std::string>& said);

}  // namespace cpsaudit
