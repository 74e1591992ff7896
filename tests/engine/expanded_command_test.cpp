#include "engine/expanded_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts.h"

namespace cpsaudit::test {
namespace {

using ::testing::ElementsAre;

FileFacts unit(std::initializer_list<std::string> command, const std::string& key, const std::string& value) {
  FileFacts file = DocumentBuilder("fs/etc/systemd/system/a.service", Syntax::kIni, "systemd")
                       .open("Service")
                       .set(key, value)
                       .close()
                       .command(command)
                       .build();
  file.document->commands.front().context = "unit";
  return file;
}

FileFacts defaults(const std::string& value) {
  return DocumentBuilder("fs/etc/default/a", Syntax::kKeyValue, "environment").set("OPTIONS", value).build();
}

std::vector<std::string> words_of(std::vector<FileFacts> files) {
  const ExpandedCommands expanded = expanded_commands(files, files.back());
  std::vector<std::string> words;
  for (const Command& command : expanded.commands) {
    for (const Word& word : command.words) words.push_back(word.text);
  }
  return words;
}

TEST(ExpandedCommand, AUnitRunsWithTheOptionsOfItsEnvironmentFile) {
  EXPECT_THAT(words_of({defaults("-l /bin/sh"), unit({"telnetd", "$OPTIONS"}, "EnvironmentFile", "-/etc/default/a")}),
              ElementsAre("telnetd", "-l", "/bin/sh"));
  EXPECT_TRUE(words_of({defaults("-l"), unit({"telnetd", "$OTHER"}, "EnvironmentFile", "/etc/default/a")}).empty());
  EXPECT_TRUE(words_of({defaults("-l"), unit({"telnetd", "$OPTIONS"}, "EnvironmentFile", "/etc/default/b")}).empty());
}

TEST(ExpandedCommand, AUnitRunsWithItsOwnVariables) {
  EXPECT_THAT(words_of({unit({"curl", "${FLAG}", "https://$HOST/a"}, "Environment", "\"FLAG=-k\" HOST=h")}),
              ElementsAre("curl", "-k", "https://h/a"));
}

TEST(ExpandedCommand, AScriptReadsTheFileThatItNames) {
  FileFacts script = DocumentBuilder("fs/etc/init.d/a", Syntax::kShell)
                         .command({".", "/etc/default/a"})
                         .command({"telnetd", "$OPTIONS"})
                         .build();
  EXPECT_THAT(words_of({defaults("-l sh"), script}), ElementsAre(".", "/etc/default/a", "telnetd", "-l", "sh"));
}

TEST(ExpandedCommand, AFindingNamesThePlaceOfTheValue) {
  const Catalog catalog = catalog_of(check_text("  - command: {program: telnetd, has: [-l]}"));
  const auto findings =
      findings_of(catalog, {defaults("-l sh"), unit({"telnetd", "$OPTIONS"}, "EnvironmentFile", "/etc/default/a")});
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.front().place.path, "fs/etc/systemd/system/a.service");
  ASSERT_EQ(findings.front().related.size(), 1U);
  EXPECT_EQ(findings.front().related.front().place.path, "fs/etc/default/a");
}

}  // namespace
}  // namespace cpsaudit::test
