#include "engine/uci_scripts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts.h"

namespace cpsaudit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// What is there, without what was not looked at for want of anything of the kind.
std::vector<Finding> failing(const Catalog& catalog, std::vector<FileFacts> files, const EngineOptions& options = {}) {
  std::vector<Finding> findings = findings_of(catalog, std::move(files), options);
  std::erase_if(findings, [](const Finding& finding) { return finding.kind == Kind::kNotApplicable; });
  return findings;
}

const Catalog& openwrt() {
  static const Catalog catalog =
      catalog_of(check_text("  - setting: {software: uci-firewall, scope: zone, key: input, bad: ACCEPT, when: [{key: "
                            "name, value: wan}]}"),
                 {{"dialects/uci-firewall.yaml",
                   "software: uci-firewall\ntitle: T\nsyntax: uci\nfiles: {paths: [\"**/etc/config/firewall\"]}\n"
                   "known-sections: [{name: \"@zone[1]\", type: zone, options: {name: wan}}]\n"}});
  return catalog;
}

/// "section value/option=text" of all that a script sets.
std::vector<std::string> settings(FileFacts script) {
  std::vector<FileFacts> files;
  files.push_back(std::move(script));
  std::vector<std::string> found;
  for (const ScriptedSettings& settings : settings_of_scripts(openwrt(), files)) {
    for (const Node& section : settings.facts.document->root.children) {
      for (const Node& option : section.children) {
        if (!option.key_span.known()) continue;
        found.push_back(section.key + " " + section.value + "/" + option.key + "=" + option.value);
      }
    }
  }
  return found;
}

DocumentBuilder script(std::string path = "etc/uci-defaults/10-net") {
  return {std::move(path), Syntax::kShell};
}

TEST(UciScripts, SetNamesSectionsByNumberAndByName) {
  EXPECT_THAT(settings(script()
                           .command({"uci", "set", "firewall.@zone[1].input=ACCEPT"})
                           .command({"uci", "-q", "set", "firewall.guest=zone"})
                           .command({"uci", "set", "firewall.guest.input=REJECT"})
                           .build()),
              ElementsAre("zone @1/input=ACCEPT", "zone guest/input=REJECT"));
}

TEST(UciScripts, ASectionThatAVariableNamesIsOfTheTypeThatHasTheOption) {
  EXPECT_THAT(settings(script().command({"uci", "set", "firewall.$cfg.input=ACCEPT"}).build()),
              ElementsAre("zone /input=ACCEPT"));
  EXPECT_THAT(settings(script().command({"uci", "set", "firewall.net_$1.input=ACCEPT"}).build()),
              ElementsAre("zone net_$1/input=ACCEPT"));
  EXPECT_THAT(settings(script().command({"uci", "set", "firewall.$cfg.other=1"}).build()),
              ElementsAre("section /other=1"));
}

TEST(UciScripts, ScriptsInRecipesAndInOtherFilesCount) {
  EXPECT_THAT(settings(DocumentBuilder("net/x/Makefile", Syntax::kMakefile)
                           .command({"uci", "set", "firewall.@zone[1].input=ACCEPT"})
                           .build()),
              ElementsAre("zone @1/input=ACCEPT"));
  FileFacts outer = DocumentBuilder("files/setup.yml", Syntax::kYaml).build();
  FileFacts inner = script().command({"uci", "set", "firewall.@zone[1].input=ACCEPT"}).build();
  outer.embedded.push_back({"etc/uci-defaults/x", Syntax::kShell, "", true, std::move(*inner.document)});
  EXPECT_THAT(settings(std::move(outer)), ElementsAre("zone @1/input=ACCEPT"));
}

TEST(UciScripts, WhatAddMadeIsMeantByMinusOneAndByAVariable) {
  EXPECT_THAT(settings(script()
                           .command({"uci", "add", "firewall", "rule"})
                           .command({"uci", "set", "firewall.@rule[-1].src=wan"})
                           .command({"uci", "add", "firewall", "rule"})
                           .command({"uci", "set", "firewall.$rule.src=lan"})
                           .build()),
              ElementsAre("rule /src=wan", "rule /src=lan"));
}

TEST(UciScripts, BatchReadsItsHereDocument) {
  FileFacts facts = script().command({"uci", "batch"}).build();
  facts.document->commands[0].redirections.push_back(
      {"<<", {"set firewall.@zone[1].input='ACCEPT'\n# set firewall.@zone[0].input=DROP\n", {{3, 1}, {5, 1}}, true}});
  EXPECT_THAT(settings(std::move(facts)), ElementsAre("zone @1/input=ACCEPT"));
}

TEST(UciScripts, AVariableInTheNameOfTheSectionLeavesTheValueWhatItIs) {
  const auto tags = [](const std::string& word) {
    std::vector<FileFacts> files = {
        script().command({"uci", "add", "firewall", "zone"}).command({"uci", "set", word}).build()};
    files.front().document->commands.back().words.back().literal = false;
    std::vector<std::string> found;
    for (const ScriptedSettings& settings : settings_of_scripts(openwrt(), files)) {
      for (const Node& section : settings.facts.document->root.children) {
        for (const Node& option : section.children) found.push_back(option.tag);
      }
    }
    return found;
  };
  EXPECT_THAT(tags("firewall.$new.input=ACCEPT"), ElementsAre(""));
  EXPECT_THAT(tags("firewall.$new.input=$policy"), ElementsAre("!expansion"));
}

TEST(UciScripts, GetShowAndPackagesThatNobodyKnowsSetNothing) {
  EXPECT_THAT(settings(script()
                           .command({"uci", "get", "firewall.@zone[1].input"})
                           .command({"uci", "show", "firewall"})
                           .command({"uci", "set", "other.x.y=z"})
                           .command({"uci", "set", "firewall"})
                           .command({"uci", "set", "firewall.@zone[999999999999999999999].input=ACCEPT"})
                           .build()),
              ElementsAre("zone /input=ACCEPT"));
}

TEST(UciScripts, WhatASectionIsDeliveredWithCompletesTheScript) {
  EXPECT_THAT(
      places_of(failing(openwrt(), {script().command({"uci", "set", "firewall.@zone[1].input=ACCEPT"}).build()})),
      ElementsAre("etc/uci-defaults/10-net:1:33 fail"));
  EXPECT_THAT(failing(openwrt(), {script().command({"uci", "set", "firewall.@zone[0].input=ACCEPT"}).build()}),
              IsEmpty());
}

TEST(UciScripts, AFirstBootScriptChangesTheFileOfItsRoot) {
  const auto firewall = [](const std::string& path) {
    return DocumentBuilder(path, Syntax::kUci, "uci-firewall")
        .open("zone")
        .set("name", "lan")
        .close()
        .open("zone")
        .set("name", "wan")
        .set("input", "ACCEPT")
        .close()
        .build();
  };
  const FileFacts mend =
      script("fs/etc/uci-defaults/10-net").command({"uci", "set", "firewall.@zone[1].input=REJECT"}).build();
  EXPECT_THAT(failing(openwrt(), {firewall("fs/etc/config/firewall"), mend}), IsEmpty());
  EXPECT_EQ(failing(openwrt(), {firewall("other/etc/config/firewall"), mend}).size(), 1U);
  // What is no better is to be mended in both.
  const FileFacts worsen =
      script("fs/etc/uci-defaults/10-net").command({"uci", "set", "firewall.@zone[1].input=ACCEPT"}).build();
  EXPECT_EQ(failing(openwrt(), {firewall("fs/etc/config/firewall"), worsen}).size(), 2U);
}

}  // namespace
}  // namespace cpsaudit::test
