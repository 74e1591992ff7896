#include <gtest/gtest.h>

#include "source/analyze.h"

namespace cpsaudit::testing {
namespace {

std::vector<std::string> commands(const Analysis& analysis) {
  std::vector<std::string> lines;
  for (const Command& command : analysis.facts.commands) {
    std::string line;
    for (const Word& word : command.words) line += (line.empty() ? "" : " ") + (word.literal ? word.text : "?");
    lines.push_back(line);
  }
  return lines;
}

SourceOptions word_functions() {
  SourceOptions options;
  options.interests = interests();
  options.interests.command_functions = {"system", "execlp words 2", "execv list 2", "eval words 1"};
  return options;
}

using Lines = std::vector<std::string>;

TEST(Commands, EachArgumentOfAnExecIsAWordUpToTheNull) {
  const auto analysis = analyze("a.c", R"(
    void f(const char *shell) { execlp("/usr/sbin/telnetd", "telnetd", "-l", shell, (char *)0, "-never"); }
  )",
                                {}, word_functions());
  EXPECT_EQ(commands(analysis), Lines{"/usr/sbin/telnetd -l ?"});
}

TEST(Commands, TheElementsOfAnArrayOfArgumentsAreWords) {
  const auto analysis = analyze("a.c", R"(
    void f(void) {
      char *argv[] = {"wget", "--no-check-certificate", "https://update.example/a", NULL};
      execv(argv[0], argv);
    }
    void g(void) { char *args[3]; args[0] = "telnetd"; args[1] = "-F"; args[2] = 0; execv(args[0], args); }
  )",
                                {}, word_functions());
  EXPECT_EQ(commands(analysis), (Lines{"wget --no-check-certificate https://update.example/a", "telnetd -F"}));
}

TEST(Commands, AShellThatIsGivenALineRunsTheLine) {
  const auto analysis =
      analyze("a.c", R"(void f(void) { eval("sh", "-c", "telnetd -p 2323; reboot", 0); })", {}, word_functions());
  EXPECT_EQ(commands(analysis), (Lines{"telnetd -p 2323", "reboot"}));
}

TEST(Commands, AFunctionOfThatNameThatNoLineListsIsNone) {
  const auto analysis =
      analyze("a.c", R"(void f(void) { execve("/bin/telnetd", args, 0); system("reboot"); })", {}, word_functions());
  EXPECT_EQ(commands(analysis), Lines{"reboot"});
}

}  // namespace
}  // namespace cpsaudit::testing
