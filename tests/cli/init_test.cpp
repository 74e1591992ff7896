#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run_program.h"

namespace cpsaudit::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Init, WritesAConfigurationThatIsAccepted) {
  Folder folder;
  const Outcome outcome = run("init", folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("wrote cpsaudit.toml"));
  EXPECT_EQ(run("scan .", folder.path()).exit_code, 0);
}

TEST(Init, EveryCommentedLineOfTheConfigurationIsAccepted) {
  Folder folder;
  run("init", folder.path());
  std::istringstream lines(contents_of(folder.path("cpsaudit.toml")));
  std::string uncommented;
  const std::regex setting("# ([a-z-]+ = .*|\\[\\[suppress\\]\\])");
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    uncommented += (std::regex_match(line, match, setting) ? match[1].str() : line) + "\n";
  }
  folder.with("cpsaudit.toml", uncommented);
  const Outcome outcome = run("scan . --fail-on never", folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err << uncommented;
}

TEST(Init, WritesNothingOverWithoutForce) {
  Folder folder;
  folder.with("cpsaudit.toml", "[scan]\n").with(".pre-commit-config.yaml", "repos: []\n");
  const Outcome outcome = run("init --pre-commit", folder.path());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("cpsaudit.toml is there already"));
  EXPECT_THAT(outcome.out, HasSubstr("- id: cpsaudit"));
  EXPECT_EQ(contents_of(folder.path("cpsaudit.toml")), "[scan]\n");
  EXPECT_EQ(contents_of(folder.path(".pre-commit-config.yaml")), "repos: []\n");
  EXPECT_EQ(run("init --force", folder.path()).exit_code, 0);
  EXPECT_NE(contents_of(folder.path("cpsaudit.toml")), "[scan]\n");
}

TEST(Init, WritesTheFilesThatAreAskedFor) {
  Folder folder;
  EXPECT_EQ(run("init --github --gitlab --pre-commit --vscode", folder.path()).exit_code, 0);
  for (const char* file : {".github/workflows/cpsaudit.yml", ".gitlab/cpsaudit.yml", ".pre-commit-config.yaml",
                           ".vscode/tasks.json", "cpsaudit.toml"}) {
    EXPECT_NE(contents_of(folder.path(file)), "") << file;
  }
  // YAML is read by the program itself: what it cannot parse, it names.
  EXPECT_THAT(run("scan . --fail-on never", folder.path()).out, Not(HasSubstr("Not analysed")));
  EXPECT_NO_THROW(nlohmann::json::parse(contents_of(folder.path(".vscode/tasks.json"))));
}

TEST(Init, NeedsAFolder) {
  EXPECT_EQ(run("init /no/such/folder").exit_code, 2);
}

/// Every `cpsaudit …` command in a file of packaging/, with CI variables replaced by values.
std::vector<std::string> commands_in(std::string text) {
  text = std::regex_replace(text, std::regex("\\\\\n\\s*|\n      +(?=--)"), " ");
  std::vector<std::string> commands;
  const std::regex command("(?:^|\n)[ -]*(?:run: |entry: )?>?\\s*cpsaudit (scan[^\n]*)");
  for (auto match = std::sregex_iterator(text.begin(), text.end(), command); match != std::sregex_iterator(); ++match) {
    std::string line = (*match)[1];
    line = std::regex_replace(line, std::regex("\"\\$\\{?[A-Z_]+(:-[^}]*)?\\}?\""), "HEAD");
    line = line.substr(0, line.find(" ||"));
    commands.push_back(line);
  }
  return commands;
}

TEST(Packaging, CommandsInTheFilesForCiRun) {
  std::size_t tried = 0;
  for (const char* file :
       {"packaging/templates/github-workflow.yml", "packaging/templates/gitlab-ci.yml", ".pre-commit-hooks.yaml"}) {
    const auto commands = commands_in(contents_of(std::string(CPSAUDIT_SOURCE_DIR) + "/" + file));
    EXPECT_FALSE(commands.empty()) << file;
    for (const std::string& command : commands) {
      Folder folder;
      folder.with("main.c", "int main(void) { return 0; }\n");
      const std::string prepare = "cd '" + folder.path() +
                                  "' && git init -q && git add -A && git -c user.name=T -c user.email=t@example.org "
                                  "commit -qm x > /dev/null";
      ASSERT_EQ(std::system(prepare.c_str()), 0);
      const Outcome outcome = run(command, folder.path());
      EXPECT_EQ(outcome.exit_code, 0) << file << ": cpsaudit " << command << "\n" << outcome.err;
      ++tried;
    }
  }
  EXPECT_GE(tried, 5U);
}

TEST(Packaging, NamesOneVersion) {
  for (const char* file :
       {"packaging/templates/github-workflow.yml", "packaging/templates/gitlab-ci.yml",
        "packaging/templates/pre-commit-config.yaml", "packaging/action.yml", ".pre-commit-hooks.yaml"}) {
    const std::string text = contents_of(std::string(CPSAUDIT_SOURCE_DIR) + "/" + file);
    const std::regex version("(?:cpsaudit:|cpsaudit-|@v|rev: v)([0-9]+\\.[0-9]+\\.[0-9]+)");
    std::size_t found = 0;
    for (auto match = std::sregex_iterator(text.begin(), text.end(), version); match != std::sregex_iterator();
         ++match) {
      EXPECT_EQ((*match)[1], CPSAUDIT_VERSION) << file;
      ++found;
    }
    EXPECT_GE(found, 1U) << file;
  }
}

TEST(Packaging, TheEditorsPatternFitsTheOutput) {
  const auto tasks =
      nlohmann::json::parse(contents_of(std::string(CPSAUDIT_SOURCE_DIR) + "/packaging/templates/vscode-tasks.json"));
  const std::regex pattern(tasks["tasks"][0]["problemMatcher"]["pattern"]["regexp"].get<std::string>());
  Folder folder;
  folder.with("fetch.sh", "#!/bin/sh\ncurl -k https://a.example/\n");
  std::istringstream lines(run("scan . --terse --quiet --lang en --fail-on never", folder.path()).out);
  std::size_t matched = 0;
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    ASSERT_TRUE(std::regex_match(line, match, pattern)) << line;
    EXPECT_EQ(match[1], "fetch.sh");
    EXPECT_EQ(match[2], "2");
    ++matched;
  }
  EXPECT_EQ(matched, 1U);
}

TEST(Completion, KnowsEveryCommandAndOption) {
  const std::string help = run("scan --help").out;
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const Outcome outcome = run("completion " + std::string(shell));
    EXPECT_EQ(outcome.exit_code, 0);
    for (const char* name : {"scan", "checks", "framework", "diff", "init", "completion"}) {
      EXPECT_THAT(outcome.out, HasSubstr(name)) << shell;
    }
    const std::regex option("--([a-z-]+)");
    for (auto match = std::sregex_iterator(help.begin(), help.end(), option); match != std::sregex_iterator();
         ++match) {
      EXPECT_THAT(outcome.out, HasSubstr((*match)[1].str())) << shell;
    }
  }
}

TEST(Completion, OfBashCompletes) {
  Folder folder;
  folder.with("script.sh",
              run("completion bash").out +
                  "COMP_WORDS=(cpsaudit scan --sar)\nCOMP_CWORD=2\n_cpsaudit\necho \"${COMPREPLY[@]}\"\n"
                  "COMP_WORDS=(cpsaudit scan --lang '')\nCOMP_CWORD=3\n_cpsaudit\necho \"${COMPREPLY[@]}\"\n"
                  "COMP_WORDS=(cpsaudit checks sh)\nCOMP_CWORD=2\n_cpsaudit\necho \"${COMPREPLY[0]}\"\n");
  const std::string command = "bash '" + folder.path("script.sh") + "' > '" + folder.path("out") + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(contents_of(folder.path("out")), "--sarif --sarif-profile\nen ja\nshow\n");
}

bool is_installed(const std::string& shell) {
  return std::system(("command -v " + shell + " > /dev/null 2>&1").c_str()) == 0;
}

/// Runs a script that asks a shell what it would complete, with our program first in the path.
std::string completed_by(const std::string& shell, const std::string& script) {
  Folder folder;
  folder.with("script", script);
  std::filesystem::create_symlink(CPSAUDIT_PROGRAM, folder.path("cpsaudit"));
  const std::string command = "cd '" + folder.path() + "' && PATH='" + folder.path() + "':$PATH timeout 120 " + shell +
                              " script > out 2> err < /dev/null";
  EXPECT_EQ(std::system(command.c_str()), 0) << contents_of(folder.path("err"));
  return contents_of(folder.path("out"));
}

TEST(Completion, OfBashKnowsTheValuesOfEachCommand) {
  EXPECT_EQ(completed_by("bash", run("completion bash").out +
                                     "COMP_WORDS=(cpsaudit framework rows --format '')\nCOMP_CWORD=4\n_cpsaudit\n"
                                     "echo \"${COMPREPLY[@]}\"\n"
                                     "COMP_WORDS=(cpsaudit checks list --format '')\nCOMP_CWORD=4\n_cpsaudit\n"
                                     "echo \"${COMPREPLY[@]}\"\n"),
            "tsv text json markdown\ntext json\n");
}

TEST(Completion, OfFishCompletes) {
  if (!is_installed("fish")) GTEST_SKIP() << "fish is not installed";
  const std::string out = completed_by("fish", run("completion fish").out +
                                                   "complete -C 'cpsaudit framew'\n"
                                                   "complete -C 'cpsaudit scan --sarif-profile '\n"
                                                   "complete -C 'cpsaudit framework rows --form'\n");
  EXPECT_THAT(out, HasSubstr("framework\t"));
  EXPECT_THAT(out, HasSubstr("audit\t"));
  EXPECT_THAT(out, HasSubstr("github\t"));
  EXPECT_THAT(out, HasSubstr("--format\t"));
}

/// Only an interactive zsh completes: it gets a terminal of its own, and the keys that a person would press.
TEST(Completion, OfZshCompletes) {
  if (!is_installed("zsh")) GTEST_SKIP() << "zsh is not installed";
  const std::string script =
      "cpsaudit completion zsh > _cpsaudit\n"
      "zmodload zsh/zpty\n"
      "zpty terminal zsh -f -i\n"
      // However slow the machine is.
      "wait_for() {\n"
      "  local text all=\n"
      "  repeat 150; do\n"
      "    while zpty -r -t terminal text; do all+=$text; done\n"
      "    [[ $all == *$1* ]] && break\n"
      "    sleep 0.2\n"
      "  done\n"
      "  print -r -- $all\n"
      "}\n"
      "zpty -w terminal 'PS1=; fpath=('$PWD' $fpath); autoload -U compinit; compinit -u -D; stty cols 160; print "
      "rea\"\"dy'\n"
      "wait_for ready > /dev/null\n"
      "type_and_wait() { zpty -n -w terminal $1$'\\t'; wait_for $2; zpty -n -w terminal $'\\x15' }\n"
      "type_and_wait 'cpsaudit framew' framework\n"
      "type_and_wait 'cpsaudit scan --sarif-profile gi' github\n"
      "type_and_wait 'cpsaudit checks sh' show\n"
      "zpty -d terminal\n";
  const std::string out = completed_by("zsh", script);
  EXPECT_THAT(out, HasSubstr("cpsaudit framework"));
  EXPECT_THAT(out, HasSubstr("--sarif-profile github"));
  EXPECT_THAT(out, HasSubstr("cpsaudit checks show"));
}

TEST(Manual, NamesEveryOptionOfEveryCommand) {
  const Outcome page = run("manual");
  EXPECT_EQ(page.exit_code, 0);
  EXPECT_THAT(page.out, HasSubstr(".TH CPSAUDIT 1"));
  const std::string help = run("scan --help").out;
  const std::regex option("--([a-z-]+)");
  for (auto match = std::sregex_iterator(help.begin(), help.end(), option); match != std::sregex_iterator(); ++match) {
    const std::string name = std::regex_replace((*match)[1].str(), std::regex("-"), "\\-");
    EXPECT_THAT(page.out, HasSubstr("\\-\\-" + name));
  }
}

}  // namespace
}  // namespace cpsaudit::test
