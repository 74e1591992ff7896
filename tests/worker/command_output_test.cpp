#include "worker/command_output.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

Command command(const Text& file, std::string_view string, std::vector<std::string> words, std::string to) {
  const std::size_t begin = file.utf8().find(string);
  const Span span = file.span(begin, begin + string.size());
  Command command;
  command.context = "source";
  command.span = span;
  for (std::string& word : words) command.words.push_back({std::move(word), span, true});
  if (!to.empty()) command.redirections.push_back({">>", {std::move(to), span, true}});
  return command;
}

TEST(CommandOutput, ALineStandsWhereTheStringHoldsIt) {
  const Text file = Text::from_utf8("f(\"echo 'PermitRootLogin yes' >> /etc/ssh/sshd_config\");");
  const auto found = output_of_commands(file, {command(file, "echo 'PermitRootLogin yes' >> /etc/ssh/sshd_config",
                                                       {"echo", "PermitRootLogin yes"}, "/etc/ssh/sshd_config")});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].path, "etc/ssh/sshd_config");
  EXPECT_EQ(found[0].text.substr(0, 19), "PermitRootLogin yes");
  EXPECT_EQ(found[0].offsets[0], file.utf8().find("PermitRootLogin"));
}

TEST(CommandOutput, ALineWithEscapesStandsAtTheBeginOfItsString) {
  const Text file = Text::from_utf8("f(\"echo \\\"a\\tb\\\" >> /etc/x\");");
  const auto found =
      output_of_commands(file, {command(file, "echo \\\"a\\tb\\\" >> /etc/x", {"echo", "a\tb"}, "/etc/x")});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].offsets[0], file.utf8().find("echo"));
}

}  // namespace
}  // namespace cpsaudit
