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

FileFacts library() {
  FileFacts file = DocumentBuilder("fs/usr/lib/lib.sh", Syntax::kShell)
                       .set("FLAG", "-l")
                       .command({"telnetd", "-p", "$1"})
                       .command({"telnetd", "-K", "-l", "sh"})
                       .build();
  for (Command& command : file.document->commands) command.inside = "serve";
  return file;
}

TEST(ExpandedCommand, AScriptKnowsTheVariablesOfALibraryBesideIt) {
  const auto script = [](const std::string& name) {
    return DocumentBuilder("fs/usr/lib/a/main.sh", Syntax::kShell)
        .command({".", name})
        .command({"telnetd", "$FLAG"})
        .build();
  };
  for (const char* name : {"../lib.sh", "./lib.sh", "$HERE/lib.sh", "$(dirname \"$0\")/../lib.sh", "/usr/lib/lib.sh"}) {
    std::vector<FileFacts> files = {script(name), library()};
    const ExpandedCommands expanded = expanded_commands(files, files.front());
    ASSERT_EQ(expanded.commands.size(), 2U) << name;
    EXPECT_EQ(expanded.commands[1].words[1].text, "-l");
    EXPECT_EQ(expanded.given_in[1], "fs/usr/lib/lib.sh");
  }
  std::vector<FileFacts> files = {script("$HERE"), library()};
  EXPECT_TRUE(expanded_commands(files, files.front()).commands.empty());
}

TEST(ExpandedCommand, WhatAScriptSetsItselfIsNotWhatTheLibrarySays) {
  std::vector<FileFacts> files = {DocumentBuilder("fs/usr/lib/main.sh", Syntax::kShell)
                                      .set("FLAG", "$(choose)")
                                      .command({".", "./lib.sh"})
                                      .command({"telnetd", "$FLAG"})
                                      .build(),
                                  library()};
  std::swap(files[0], files[1]);
  EXPECT_TRUE(expanded_commands(files, files.back()).commands.empty());
}

TEST(ExpandedCommand, AFunctionOfALibraryIsToldWhereItIsCalled) {
  const Catalog catalog =
      catalog_of(check_text("  - command: {program: telnetd, value-of: [-p], value: \"23\"}\n"
                            "  - command: {program: telnetd, has: [-K]}"));
  const FileFacts script = DocumentBuilder("fs/usr/bin/a", Syntax::kShell)
                               .command({".", "/usr/lib/lib.sh"})
                               .command({"serve", "23"})
                               .command({"serve", "24"})
                               .build();
  const auto findings = findings_of(catalog, {script, library()});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].place.path, "fs/usr/bin/a");
  EXPECT_EQ(findings[0].place.span.begin, (Position{2, 7}));
  EXPECT_EQ(findings[1].place.path, "fs/usr/lib/lib.sh");
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
