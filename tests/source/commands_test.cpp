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

TEST(Commands, AProgramAndAListOfItsArgumentsAreOneCommand) {
  const auto analysis = analyze("a.cpp", R"(
    void f(const QString& file) {
      Process::system("opkg", {"install", "--force-checksum", file});
      Process::system("ip link set eth0 up");
    }
  )",
                                {}, word_functions());
  EXPECT_EQ(commands(analysis), (Lines{"opkg install --force-checksum ?", "ip link set eth0 up"}));
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

TEST(Commands, AFunctionThatHandsItsParameterToTheShellRunsCommands) {
  const auto analysis = analyze("a.cpp", R"(
    static int run(const char *line) { return system(line); }
    static int run_with(const char *format, const char *what) {
      char line[99];
      snprintf(line, sizeof line, format, what);
      return run(line);
    }
    int Shell::go(const char *format, ...) {
      char line[99];
      va_list rest;
      va_start(rest, format);
      vsnprintf(line, sizeof line, format, rest);
      return run(line);
    }
    void f(Shell &shell, const char *file) {
      run("telnetd -l /bin/sh");
      run_with("dpkg -i --force-all %s", file);
      shell.go("iptables -P INPUT %s", "ACCEPT");
      talk("telnetd -never");
    }
  )",
                                {}, word_functions());
  EXPECT_EQ(commands(analysis), (Lines{"telnetd -l /bin/sh", "dpkg -i --force-all ?", "iptables -P INPUT ACCEPT"}));
}

}  // namespace
}  // namespace cpsaudit::testing
