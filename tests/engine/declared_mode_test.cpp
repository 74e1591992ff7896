#include "engine/declared_mode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts.h"

namespace cpsaudit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "target octal", or "target owner", of all that a script declares.
std::vector<std::string> modes_of(std::initializer_list<std::string> words) {
  const Catalog catalog = catalog_of(check_text("  - file: {path: a}"));
  const FileFacts script = DocumentBuilder("a.sh", Syntax::kShell).command(words).build();
  std::vector<std::string> told;
  for (const DeclaredMode& mode : declared_modes(catalog, std::span(&script, 1))) {
    for (const std::string& target : mode.targets) {
      std::string text = target + " ";
      for (int digit = 3; digit >= 0 && mode.has_mode; --digit) {
        text += static_cast<char>('0' + ((mode.mode >> (3 * digit)) & 7U));
      }
      told.push_back(text + mode.owner);
    }
  }
  return told;
}

TEST(DeclaredMode, ASymbolicModeSetsTheBitsThatItNames) {
  bool whole = false;
  EXPECT_EQ(mode_bits("a+w", whole), 00222U);
  EXPECT_FALSE(whole);
  EXPECT_EQ(mode_bits("u+s", whole), 04000U);
  EXPECT_EQ(mode_bits("go-rw", whole), 0U);
  EXPECT_EQ(mode_bits("+w", whole), 00200U) << "the umask takes it from others";
  EXPECT_EQ(mode_bits("0644", whole), 0644U);
  EXPECT_TRUE(whole);
  EXPECT_EQ(mode_bits("server.key", whole), std::nullopt);
}

TEST(DeclaredMode, EachFileOfACommandGetsTheMode) {
  EXPECT_THAT(modes_of({"chmod", "-R", "0777", "/etc/a", "$TARGET_DIR/etc/b"}),
              ElementsAre("etc/a 0777", "etc/b 0777"));
  EXPECT_THAT(modes_of({"chown", "gw:gw", "/etc/a"}), ElementsAre("etc/a gw"));
}

TEST(DeclaredMode, ARecipeWritesFoldersAsVariables) {
  EXPECT_THAT(modes_of({"install", "-m", "0600", "${WORKDIR}/a.key", "${D}${sysconfdir}/"}),
              ElementsAre("etc/a.key 0600"));
  EXPECT_THAT(modes_of({"install", "-Dm0644", "a", "${D}/etc/b"}), ElementsAre("etc/b 0644", "etc/b/a 0644"));
  EXPECT_THAT(modes_of({"install", "-d", "-m", "0750", "/etc/a", "/etc/b"}), ElementsAre("etc/a 0750", "etc/b 0750"));
}

TEST(DeclaredMode, WhatARunAloneTellsIsNoPath) {
  EXPECT_THAT(modes_of({"chmod", "0666", "/etc/$name"}), IsEmpty());
  EXPECT_THAT(modes_of({"chmod", "--reference=a", "b"}), IsEmpty());
}

FileFacts with_mode(std::string path, std::uint32_t mode) {
  FileFacts file = DocumentBuilder(std::move(path), Syntax::kShell).command({"exit"}).build();
  file.mode = mode;
  return file;
}

TEST(DeclaredMode, AFileIsFoundByItsModeOrByTheOneThatItIsGiven) {
  const Catalog catalog = catalog_of(check_text("  - file: {path: etc/shadow, mode: \"0004\"}"));
  EXPECT_THAT(places_of(findings_of(catalog, {with_mode("fs/etc/shadow", 0644)})),
              ElementsAre("fs/etc/shadow:1:1 fail"));
  EXPECT_THAT(places_of(findings_of(catalog, {with_mode("fs/etc/shadow", 0640)})),
              ElementsAre("fs/etc/shadow:1:1 pass"));
  EXPECT_THAT(places_of(findings_of(
                  catalog, {DocumentBuilder("a.sh", Syntax::kShell).command({"chmod", "644", "/etc/shadow"}).build()})),
              ElementsAre("a.sh:1:7 fail"));
}

TEST(DeclaredMode, ATableThatAnotherFileCarriesCountsToo) {
  const Catalog catalog =
      catalog_of(check_text("  - file: {path: a}"),
                 {{"dialects/table.yaml",
                   dialect_text("table", "directives", "modes: {path: \"1\", mode: \"2\", owner: \"3\"}\n")}});
  FileFacts recipe = DocumentBuilder("a.mk", Syntax::kMakefile).build();
  FileFacts table = DocumentBuilder("t", Syntax::kDirectives, "table").set("/etc/key", "").build();
  table.document->root.children[0].words = {{"0666", {{1, 10}, {1, 14}}, true}, {"svc", {{1, 15}, {1, 18}}, true}};
  recipe.embedded.push_back({"table.txt", Syntax::kDirectives, "table", false, *table.document});
  const std::vector<DeclaredMode> modes = declared_modes(catalog, std::span(&recipe, 1));
  ASSERT_EQ(modes.size(), 1U);
  EXPECT_EQ(modes[0].mode, 0666U);
  EXPECT_EQ(modes[0].owner, "svc");
  EXPECT_EQ(modes[0].place.path, "a.mk");
}

TEST(DeclaredMode, WhatAScriptTakesAwayLowersWhatTheTreeHas) {
  const Catalog catalog = catalog_of(check_text("  - file: {path: etc/shadow, mode: \"0004\"}"));
  const auto findings =
      findings_of(catalog, {DocumentBuilder("a.sh", Syntax::kShell).command({"chmod", "600", "/etc/shadow"}).build(),
                            with_mode("fs/etc/shadow", 0644)});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[1].lowered, "changed-by-script");
}

}  // namespace
}  // namespace cpsaudit::test
