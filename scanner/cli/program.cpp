#include "cli/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <thread>

#include "cli/catalog_files.h"
#include "cli/commands.h"
#include "cli/manual.h"
#include "cli/output.h"
#include "cli/usage_error.h"
#include "core/printable.h"
#include "worker/child.h"

namespace cpsaudit {
namespace {

/// What the command line says, and the command that it names.
struct CommandLine {
  ScanArguments scan;
  LogArguments logs;
  InitArguments init;
  DiffArguments diff;
  std::string checks_folder;
  /// The files of `checks_folder`, paths as in the catalogue.
  std::set<std::string, std::less<>> given_checks;
  std::optional<std::string> language;
  std::string format = "text";
  std::string name;
  bool reach = false;
  bool places = false;
  CatalogUse catalog_use = CatalogUse::kScan;
  std::function<int(const Catalog&)> run;
};

void add_language(CLI::App& command, std::optional<std::string>& language) {
  command.add_option("--lang", language, "Language of texts (default: from LANG)")
      ->check(CLI::IsMember({"en", "ja"}))
      ->type_name("en|ja");
}

/// Which reports to write: the same for every command that makes some.
void add_reports(CLI::App& command, ReportArguments& reports) {
  const auto add = [&](const char* name, std::string& file, const char* description, const char* type = "FILE") {
    command.add_option(name, file, description)->type_name(type)->group("Output");
  };
  add("--sarif", reports.sarif, "Write a SARIF 2.1.0 log; '-' is standard output, here and below");
  add("--html", reports.html, "Write the report for people: one file, both languages, to read, print and sign");
  add("--markdown", reports.markdown, "Write a summary for a pull request or a job");
  add("--junit", reports.junit, "Write JUnit XML");
  add("--gitlab", reports.gitlab, "Write GitLab's Code Quality JSON");
  add("--csv", reports.csv,
      "Write the findings as CSV; into a folder: findings, requirements, what was not checked, "
      "files",
      "FILE|DIR/");
  add("--name", reports.subject, "What the reports call the subject (default: the name of its folder)", "NAME");
  add("--link-prefix", reports.link_prefix,
      "What the Markdown puts before paths to link them: https://github.com/OWNER/NAME/blob/REVISION/", "URL");
  command
      .add_option(
          "--markdown-limit", reports.markdown_limit,
          "Characters that the Markdown may have (default: 65000, for a comment; a job's summary takes 1000000)")
      ->check(CLI::Range(4000, 16000000))
      ->type_name("N")
      ->group("Output");
}

/// How much goes to the terminal.
void add_text(CLI::App& command, TextArguments& text) {
  const auto output = "Output";
  command.add_flag("--terse", text.terse, "One line a finding, without code")->group(output);
  command.add_flag("--quiet,-q", text.quiet, "No progress, no summary")->group(output);
  command
      .add_flag("--verbose,-v", text.verbose,
                "Name every file that was not analysed, and every requirement that findings speak against")
      ->group(output);
}

void add_logs(CLI::App& app, CommandLine& line) {
  LogArguments& logs = line.logs;
  CLI::App& report = *app.add_subcommand("report", "Make reports from a SARIF log that a scan has written");
  report.add_option("FILE", logs.files, "The log")->required()->expected(1);
  CLI::App& merge = *app.add_subcommand("merge", "Put the logs of several scans together into one");
  merge.add_option("FILE", logs.files, "Logs; NAME=FILE puts the paths of one below NAME/")->required();
  for (CLI::App* command : {&report, &merge}) {
    add_reports(*command, logs.reports);
    add_language(*command, logs.language);
  }
  report.remove_option(report.get_option("--sarif"));
  add_text(report, logs.text);
  report.callback([&line] { line.run = [&line](const Catalog&) { return report_command(line.logs); }; });
  merge.callback([&line] { line.run = [&line](const Catalog&) { return merge_command(line.logs); }; });
}

void add_scan(CLI::App& app, CommandLine& line) {
  ScanArguments& scan = line.scan;
  CLI::App& command = *app.add_subcommand("scan", "Look for weaknesses in a source tree, a root filesystem or a file");
  command.add_option("PATH", scan.paths, "Folders and files to scan (default: the current folder)");
  const auto output = "Output";
  add_reports(command, scan.reports);
  command
      .add_option("--sarif-profile", scan.sarif_profile,
                  "For whom the log is (audit: everything; github: failing results only, within GitHub's limits)")
      ->check(CLI::IsMember({"audit", "github"}))
      ->type_name("PROFILE")
      ->group(output);
  add_language(command, scan.language);
  add_text(command, scan.text);

  const auto what = "What to look for";
  command
      .add_option("--select", scan.select,
                  "Only these checks, weaknesses or families, or those that relate to these ids of the framework")
      ->delimiter(',')
      ->type_name("LIST")
      ->group(what);
  command
      .add_option("--ignore", scan.ignore,
                  "Not these checks, weaknesses or families, or those that relate to these ids")
      ->delimiter(',')
      ->type_name("LIST")
      ->group(what);
  command.add_option("--grade", scan.grade, "Which grade of measures to ask for; 1 is the least (default: 3, all)")
      ->check(CLI::Range(1, 3))
      ->type_name("1|2|3")
      ->group(what);
  command.add_option("--checks", line.checks_folder, "Add the checks of this folder")->type_name("DIR")->group(what);
  command.add_option("--exclude", scan.excludes, "Leave out paths that match this glob; may be repeated")
      ->type_name("GLOB")
      ->group(what);
  command
      .add_flag("--no-inline-suppressions", scan.no_inline_suppressions,
                "List suppressions in comments instead of obeying them")
      ->group(what);

  command.add_option("--changed-since", scan.changed_since, "Only what lies on lines changed since this commit")
      ->type_name("REV")
      ->group(what);

  command.add_option("--baseline", scan.baseline, "Report what is new since this log of an earlier scan")
      ->type_name("FILE.sarif")
      ->group(what);

  const auto mending = "Mending";
  CLI::Option* fix =
      command.add_flag("--fix", scan.fix, "Make the changes that need no decision, then scan again")->group(mending);
  command.add_flag("--diff", scan.diff, "Print those changes as a patch instead of findings; change nothing")
      ->excludes(fix)
      ->group(mending);

  const auto how = "How";
  command.add_option("--fail-on", scan.fail_on, "Exit with 1 from this level on (default: error)")
      ->check(CLI::IsMember({"error", "warning", "note", "never"}))
      ->type_name("LEVEL")
      ->group(how);
  command.add_flag("--strict", scan.strict, "Exit with 3 when an input could not be analysed")->group(how);
  command.add_option("--config", scan.configuration, "Configuration (default: the nearest cpsaudit.toml upwards)")
      ->type_name("FILE")
      ->group(how);
  command.add_flag("--no-config", scan.no_configuration, "Read no configuration")->group(how);
  command.add_option("--compile-commands", scan.compile_commands, "Compile database, when there is one")
      ->type_name("DIR|FILE")
      ->group(how);
  command.add_option("--define,-D", scan.defines, "Define a macro for C and C++; may be repeated")
      ->type_name("NAME[=VALUE]")
      ->group(how);
  command.add_option("--include,-I", scan.include_directories, "Look for headers here first; may be repeated")
      ->type_name("DIR")
      ->group(how);
  command.add_option("--jobs,-j", scan.jobs, "Processes that read files (default: the number of processors)")
      ->check(CLI::Range(1, 256))
      ->type_name("N")
      ->group(how);
  command.add_option("--cache", scan.cache, "Keep what is known of files here; what has not changed is not read again")
      ->type_name("DIR")
      ->group(how);
  command.add_flag("--no-cache", scan.no_cache, "Read everything, whatever --cache says")->group(how);
  command.add_option("--timeout", scan.timeout_seconds, "Seconds that one file may take (default: 30)")
      ->check(CLI::Range(1, 3600))
      ->type_name("S")
      ->group(how);
  command.add_option("--max-file-size", scan.max_file_size, "Larger files are named and not read (default: 8388608)")
      ->check(CLI::PositiveNumber)
      ->type_name("BYTES")
      ->group(how);
  command.callback(
      [&line] { line.run = [&line](const Catalog& catalog) { return scan_command(catalog, line.scan); }; });
}

void add_checks(CLI::App& app, CommandLine& line) {
  CLI::App& command = *app.add_subcommand("checks", "What cpsaudit looks for");
  command.require_subcommand(1);
  const auto language = [&line] { return language_or_default(line.language); };

  CLI::App& list = *command.add_subcommand("list", "All checks, a line each");
  add_language(list, line.language);
  list.add_option("--format", line.format, "text or json")->check(CLI::IsMember({"text", "json"}))->type_name("FORMAT");
  list.add_option("--checks", line.checks_folder, "Add the checks of this folder")->type_name("DIR");
  list.callback([&line, language] {
    line.run = [&line, language](const Catalog& catalog) {
      return checks_list_command(catalog, language(), line.format);
    };
  });

  CLI::App& show = *command.add_subcommand("show", "One check: why, how to mend it, what it touches");
  add_language(show, line.language);
  show.add_option("ID", line.name, "CPSA2011, or peer-not-verified/libcurl")->required();
  show.add_option("--checks", line.checks_folder, "Add the checks of this folder")->type_name("DIR");
  show.callback([&line, language] {
    line.catalog_use = CatalogUse::kWhole;
    line.run = [&line, language](const Catalog& catalog) {
      return checks_show_command(catalog, language(), line.name);
    };
  });

  CLI::App& test = *command.add_subcommand("test", "Run the examples of the checks");
  test.add_option("PATH", line.checks_folder, "Checks of your own, a folder or a file (default: the built-in ones)");
  test.callback([&line] {
    line.catalog_use = CatalogUse::kWhole;
    line.run = [&line](const Catalog& catalog) { return checks_test_command(catalog, line.given_checks); };
  });

  command.add_subcommand("schema", "The JSON Schema of a check file")->callback([&line] {
    line.run = [](const Catalog&) { return checks_schema_command(); };
  });
  command.add_subcommand("validate", "Hold the checks against the framework")->callback([&line] {
    line.catalog_use = CatalogUse::kWhole;
    line.run = [](const Catalog& catalog) { return checks_validate_command(catalog); };
  });
  CLI::App& pages = *command.add_subcommand("pages", "Write the pages of the checks into a folder");
  add_language(pages, line.language);
  pages.add_option("DIR", line.name, "An existing folder")->required();
  pages.callback([&line, language] {
    line.catalog_use = CatalogUse::kWhole;
    line.run = [&line, language](const Catalog& catalog) {
      return checks_pages_command(catalog, language(), line.name);
    };
  });
}

void add_framework(CLI::App& app, CommandLine& line) {
  CLI::App& command = *app.add_subcommand("framework", "The requirements that findings are held against");
  command.require_subcommand(1);
  const auto add = [&](const char* what, const char* description, std::vector<std::string> formats) {
    CLI::App& subcommand = *command.add_subcommand(what, description);
    add_language(subcommand, line.language);
    subcommand.add_option("--format", line.format, "Output format (default: " + formats.front() + ")")
        ->check(CLI::IsMember(formats))
        ->type_name("FORMAT");
    subcommand.callback([&line, what, formats, &subcommand] {
      if (subcommand.count("--format") == 0) line.format = formats.front();
      line.run = [&line, what](const Catalog& catalog) {
        return framework_command(catalog, language_or_default(line.language), what, line.name, line.format);
      };
    });
    return &subcommand;
  };
  add("rows", "The 417 rows of Annex B", {"tsv", "text", "json", "markdown"});
  add("requirements", "The requirements, by meaning", {"text", "markdown", "tsv", "json"});
  add("show", "One requirement, risk source, incident, layer or check, and what it touches", {"text", "markdown"})
      ->add_option("ID", line.name, "CPS.AC-8, L3_3_a_SYS, CPSA2011 …")
      ->required();
  add("coverage", "What cpsaudit can and cannot say", {"text", "markdown", "tsv", "json"});
  add("export", "The whole model", {"json", "oscal", "markdown", "tsv"});
}

void add_diff(CLI::App& app, CommandLine& line) {
  CLI::App& command =
      *app.add_subcommand("diff", "Compare two logs: what got better and what got worse, by requirement");
  DiffArguments& diff = line.diff;
  command.add_option("OLD.sarif", diff.before, "Log of the earlier scan")->required();
  command.add_option("NEW.sarif", diff.now, "Log of the later scan")->required();
  command.add_option("--json", diff.json, "Write the comparison as JSON; '-' is standard output")->type_name("FILE");
  command.add_option("--markdown", diff.markdown, "Write it as Markdown; '-' is standard output")->type_name("FILE");
  command.add_option("--fail-on", diff.fail_on, "Exit with 1 for new findings from this level on (default: note)")
      ->check(CLI::IsMember({"error", "warning", "note", "never"}))
      ->type_name("LEVEL");
  add_language(command, diff.language);
  command.callback([&line] { line.run = [&line](const Catalog&) { return diff_command(line.diff); }; });
}

void add_init(CLI::App& app, CommandLine& line) {
  CLI::App& command = *app.add_subcommand("init", "Write a cpsaudit.toml, and files for CI and editors");
  InitArguments& init = line.init;
  command.add_option("DIR", init.folder, "Top folder of the project (default: the current folder)");
  command.add_flag("--github", init.github, "A GitHub Actions workflow: .github/workflows/cpsaudit.yml");
  command.add_flag("--gitlab", init.gitlab, "A GitLab job: .gitlab/cpsaudit.yml");
  command.add_flag("--pre-commit", init.pre_commit, "A hook before every commit: .pre-commit-config.yaml");
  command.add_flag("--vscode", init.vscode, "A task of the editor: .vscode/tasks.json");
  command.add_flag("--force", init.force, "Write over what is there");
  command.callback([&line] { line.run = [&line](const Catalog&) { return init_command(line.init); }; });
}

void add_completion(CLI::App& app, CommandLine& line) {
  const auto print = [](const std::string& text) {
    const auto written = write_output("-", text);
    return written ? kClean : complain(written.error().to_string());
  };
  CLI::App& completion = *app.add_subcommand("completion", "Print a completion script for a shell");
  completion.add_option("SHELL", line.name, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion.callback([&app, &line, print] {
    line.run = [&app, &line, print](const Catalog&) { return print(completion_script(app, line.name)); };
  });
  // For those who make packages.
  CLI::App& manual = *app.add_subcommand("manual", "Print the manual page, for man(1)")->group("");
  manual.callback(
      [&app, &line, print] { line.run = [&app, print](const Catalog&) { return print(manual_page(app)); }; });
}

int run(int argc, char** argv) {
  CommandLine line;
  CLI::App app(
      "cpsaudit finds where firmware source and device or server configuration break the security "
      "requirements of Japan's Cyber/Physical Security Framework, with evidence.",
      "cpsaudit");
  app.set_version_flag("--version,-V", fmt::format("cpsaudit {}", CPSAUDIT_VERSION));
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad usage or configuration,\n"
      "3 with --strict an input could not be analysed, 4 a defect of cpsaudit.\n"
      "Begin with: cpsaudit scan path/to/firmware");
  add_scan(app, line);
  add_logs(app, line);
  add_checks(app, line);
  add_framework(app, line);
  CLI::App& explain = *app.add_subcommand(
      "explain", "How a file is read, or what products and services a folder holds: for writers of checks");
  explain.add_option("FILE", line.name, "A file or a folder")->required();
  explain.add_flag("--reach", line.reach, "How much of what checks look for in C and C++ became facts, and how");
  explain.add_flag("--places", line.places, "With --reach: also each place that was read from tokens or says nothing");
  explain.add_option("--jobs", line.scan.jobs, "Processes that read files (default: the processors)")->type_name("N");
  explain.add_option("--checks", line.checks_folder, "Add the checks of this folder")->type_name("DIR");
  explain.callback([&line] {
    line.run = [&line](const Catalog& catalog) {
      const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
      const ReachOutput wanted = line.places ? ReachOutput::kPlaces : ReachOutput::kTable;
      return line.reach ? reach_command(catalog, line.name, line.scan.jobs.value_or(processors), wanted)
                        : explain_command(catalog, line.name);
    };
  });

  add_diff(app, line);
  add_init(app, line);
  add_completion(app, line);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
    return complain(usage_error(app, error, {argv + 1, argv + argc}));
  }

  auto files = catalog_files(line.checks_folder);
  if (!files) return complain(files.error().to_string());
  line.given_checks = files->given;
  auto catalog = load_catalog(files->views, line.catalog_use);
  if (!catalog) {
    for (const Error& error : catalog.error()) complain(error.to_string());
    return kUsage;
  }
  return line.run(*catalog);
}

}  // namespace

int complain(const std::string& message, ExitCode code) {
  fmt::print(stderr, "cpsaudit: {}\n", message);
  return code;
}

Language language_or_default(const std::optional<std::string>& said) {
  if (said) return *said == "ja" ? Language::kJapanese : Language::kEnglish;
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("ja") ? Language::kJapanese : Language::kEnglish;
  }
  return Language::kEnglish;
}

int run_program(int argc, char** argv) {
  try {
    // A worker is this same program; it must not see the command line of a person.
    if (const auto code = maybe_run_worker(argc, argv)) return *code;
    return run(argc, argv);
  } catch (const std::exception& error) {
    return complain(
        fmt::format("internal error: {}\nThis is a defect of cpsaudit {}. Please report it with the command "
                    "that you ran and, if you may share it, the file that it was reading",
                    printable(error.what()), CPSAUDIT_VERSION),
        kInternalError);
  }
}

}  // namespace cpsaudit
