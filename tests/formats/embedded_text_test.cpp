#include "formats/embedded_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/parse.h"
#include "formats/sed_script.h"

namespace cpsaudit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "path: text" of each, "+" in front of what is only a part.
std::vector<std::string> written(const std::string& script, Syntax syntax = Syntax::kShell,
                                 const SyntaxOptions& options = {}) {
  const Text text = Text::from_utf8(script);
  const ParsedDocument parsed = parse_document(text, syntax, options);
  std::vector<std::string> found;
  for (const EmbeddedText& embedded : embedded_texts(text, parsed.document, options)) {
    found.push_back((embedded.whole ? "" : "+") + embedded.path + ": " + embedded.text);
  }
  return found;
}

TEST(EmbeddedText, AHereDocumentIsTheFileItGoesTo) {
  EXPECT_THAT(written("cat > /etc/config/wireless <<EOF\nconfig wifi-iface\nEOF\n"),
              ElementsAre("etc/config/wireless: config wifi-iface\n"));
  EXPECT_THAT(written("cat <<EOF | sudo tee -a /etc/ssh/sshd_config\nPort 22\nEOF\n"),
              ElementsAre("+etc/ssh/sshd_config: Port 22\n"));
  EXPECT_THAT(written("uci import dhcp <<EOF\nconfig dnsmasq\nEOF\n"),
              ElementsAre("etc/config/dhcp: config dnsmasq\n"));
}

TEST(EmbeddedText, WhatAFunctionPrintsGoesWhereItsCallSays) {
  const std::string emit = "emit() {\n  cat <<EOF\nPort 22\nEOF\n  echo \"PermitRootLogin $1\"\n}\n";
  EXPECT_THAT(written(emit + "emit yes > /etc/ssh/sshd_config\n"),
              ElementsAre("etc/ssh/sshd_config: Port 22\nPermitRootLogin yes\n"));
  EXPECT_THAT(written(emit + "emit yes\n"), IsEmpty());
  EXPECT_THAT(written(emit + "emit yes > /dev/null\n"), IsEmpty());
}

TEST(EmbeddedText, AHereDocumentThatAnImageCopiesIsAFile) {
  EXPECT_THAT(written("FROM a\nCOPY --chmod=600 <<'EOF' /etc/app.conf\nport 1\nEOF\nUSER b\n", Syntax::kDockerfile),
              ElementsAre("etc/app.conf: port 1\n"));
  EXPECT_THAT(written("ADD <<app.conf /etc/app/\nport 1\nport 2\napp.conf\n", Syntax::kDockerfile),
              ElementsAre("etc/app/app.conf: port 1\nport 2\n"));
  EXPECT_THAT(written("COPY <<EOF\nport 1\nEOF\nCOPY a b\n", Syntax::kDockerfile), IsEmpty());
}

TEST(EmbeddedText, TheShellTakesEscapesOutOfAHereDocumentThatItExpands) {
  EXPECT_THAT(written("cat > /etc/r.conf <<EOF\n\\$Mode 0666\na\\\\b c\\\n d\nEOF\n"),
              ElementsAre("etc/r.conf: $Mode 0666\na\\b c d\n"));
  EXPECT_THAT(written("cat > /etc/r.conf <<'EOF'\n\\$Mode\nEOF\n"), ElementsAre("etc/r.conf: \\$Mode\n"));
}

TEST(EmbeddedText, AHereDocumentThatTakesTabsAwayIsTheTextWithoutThem) {
  EXPECT_THAT(written("cat > /etc/shadow <<-EOF\n\troot::1:0:9:7:::\n\t\t x\n\tEOF\n"),
              ElementsAre("etc/shadow: root::1:0:9:7:::\n x\n"));
}

TEST(EmbeddedText, ABlockOfWhichNobodySaysWhatItIsMayBeAFileOfItsName) {
  const Text text =
      Text::from_utf8("broker:\n  config: |\n    listener 1\n  description: |\n    listener 1\n  port: 1\n");
  const auto found = embedded_texts(text, parse_document(text, Syntax::kYaml, {}).document, {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].path, "config");
  EXPECT_EQ(found[0].text, "listener 1\n");
  EXPECT_THAT(found[0].also, ElementsAre("config.conf", "broker", "broker/config", "broker.conf"));
  EXPECT_TRUE(found[0].only_known);
  EXPECT_FALSE(found[0].whole);
}

SyntaxOptions tasks() {
  SyntaxOptions options;
  options.embeds = {{"**/lineinfile", {"path"}, {"line"}, true},
                    {"**/ini_file", {"path"}, {"[{section}]", "{option} = {value}"}, true}};
  options.embed_lists = {"loop", "with_items", "with_dict"};
  options.embed_element = "item";
  options.embed_removal = "state=absent";
  return options;
}

TEST(EmbeddedText, ALineInALoopIsWrittenForEachElement) {
  const std::string task = "- lineinfile: {path: /etc/ssh/sshd_config, line: \"{{ item.key }} {{item['value']}}\"}\n";
  EXPECT_THAT(written(task + "  loop:\n    - {key: Port, value: 22}\n    - {key: UsePAM, value: 'no'}\n", Syntax::kYaml,
                      tasks()),
              ElementsAre("+etc/ssh/sshd_config: Port 22\nUsePAM no\n"));
  EXPECT_THAT(written(task + "  with_dict:\n    Port: 22\n", Syntax::kYaml, tasks()),
              ElementsAre("+etc/ssh/sshd_config: Port 22\n"));
  EXPECT_THAT(
      written("- lineinfile: {path: /etc/a, line: \"{{ item }}\"}\n  with_items: [b, c]\n", Syntax::kYaml, tasks()),
      ElementsAre("+etc/a: b\nc\n"));
  EXPECT_THAT(
      written("- lineinfile: {path: /etc/a, line: \"{{ item }} {{ x }}\"}\n  loop: [b]\n", Syntax::kYaml, tasks()),
      IsEmpty());
}

SyntaxOptions states() {
  SyntaxOptions options;
  options.embeds = {{"*/file.managed", {"[]/name", "@key"}, {"[]/contents"}}};
  return options;
}

TEST(EmbeddedText, ALineOfOneKeyEachIsASection) {
  EXPECT_THAT(written("sshd:\n  file.managed:\n    - name: /etc/ssh/sshd_config\n    - contents: Port 22\n",
                      Syntax::kYaml, states()),
              ElementsAre("etc/ssh/sshd_config: Port 22\n"));
  EXPECT_THAT(written("/etc/a:\n  file.managed:\n    - contents: |\n        b\n        c\n", Syntax::kYaml, states()),
              ElementsAre("etc/a: b\nc\n"));
  EXPECT_THAT(written("/etc/a:\n  file.managed:\n    - contents:\n      - b\n      - c\n", Syntax::kYaml, states()),
              ElementsAre("etc/a: b\nc\n"));
}

TEST(EmbeddedText, AHereDocumentOfAResourceIsItsFile) {
  SyntaxOptions options;
  options.embeds = {{"**/resource", {"filename"}, {"content"}}, {"**/user_data", {}, {}, false, "user-data"}};
  EXPECT_THAT(written("resource \"f\" \"a\" {\n  filename = \"/etc/a\"\n  content = <<-EOT\n    b\n      c\n  EOT\n}\n",
                      Syntax::kBraces, options),
              ElementsAre("etc/a: b\n  c\n"));
  EXPECT_THAT(written("resource \"f\" \"a\" {\n  filename = \"/etc/a\"\n  content = \"b\\nc\\n\"\n}\n", Syntax::kBraces,
                      options),
              ElementsAre("etc/a: b\nc\n"));
  EXPECT_THAT(
      written("x {\n  user_data = base64encode(<<EOF\n#!/bin/sh\nEOF\n  )\n  b = 1\n}\n", Syntax::kBraces, options),
      ElementsAre("user-data: #!/bin/sh\n"));
}

TEST(EmbeddedText, ScriptsConfigWritesLinesOfItsFile) {
  EXPECT_THAT(
      written("run ./scripts/config --set-val CONFIG_BOOTDELAY 5 -d FIT_SIGNATURE -e DEVMEM --set-str LSM \"none\"\n"),
      ElementsAre("+.config: CONFIG_BOOTDELAY=5\n# CONFIG_FIT_SIGNATURE is not set\nCONFIG_DEVMEM=y\n"
                  "CONFIG_LSM=\"none\"\n"));
  EXPECT_THAT(written("scripts/config --file \"$O/arm.config\" --module KEXEC --enable $X\n"),
              ElementsAre("+arm.config: CONFIG_KEXEC=m\n"));
}

TEST(EmbeddedText, LinesAreMadeOfTheValuesOfKeys) {
  EXPECT_THAT(written("- ini_file: {path: /etc/my.cnf, section: mysqld, option: port, value: '1'}\n"
                      "- ini_file: {path: /etc/b, option: port, value: '1'}\n"
                      "- ini_file: {path: /etc/c, option: port, value: '1', state: absent}\n",
                      Syntax::kYaml, tasks()),
              ElementsAre("+etc/my.cnf: [mysqld]\nport = 1\n", "+etc/b: port = 1\n"));
}

TEST(EmbeddedText, LinesThatOneScriptAppendsAreOneText) {
  EXPECT_THAT(
      written("echo 'a 1' >> /etc/x.conf\necho \"b 2\\nc 3\" >> /etc/x.conf\nprintf '%s %s\\n' d 4 >> /etc/x.conf\n"),
      ElementsAre("+etc/x.conf: a 1\nb 2\nc 3\nd 4\n"));
}

TEST(EmbeddedText, VariablesInThePathAreLookedUpAndUnknownRootsDropped) {
  EXPECT_THAT(
      written("CONF=/etc/ssh/sshd_config\necho a > ${TARGET}$CONF\necho b > \"$ROOT/etc/y\"\necho c > $(mktemp)\n"),
      ElementsAre("etc/ssh/sshd_config: a\n", "etc/y: b\n"));
  EXPECT_THAT(written("echo 'umask 000' >> ${D}${sysconfdir}/profile\n"), ElementsAre("+etc/profile: umask 000\n"));
}

TEST(EmbeddedText, WhatGoesToADeviceOrToStandardErrorIsNoFile) {
  EXPECT_THAT(written("echo x > /dev/null\necho y >&2\necho z\n"), IsEmpty());
}

TEST(EmbeddedText, SedInPlaceWritesItsReplacement) {
  EXPECT_THAT(written("sed -i 's/^#*PermitRootLogin.*/PermitRootLogin yes/' /etc/ssh/sshd_config\n"),
              ElementsAre("+etc/ssh/sshd_config: PermitRootLogin yes\n"));
  EXPECT_THAT(written("sed 's/a/b/' /etc/ssh/sshd_config\n"), IsEmpty());
}

TEST(EmbeddedText, ACommandThatSetsAValueWritesALineOfItsFile) {
  EXPECT_THAT(written("sysctl -qw net.ipv4.ip_forward=1\nsysctl -p\n"),
              ElementsAre("+etc/sysctl.conf: net.ipv4.ip_forward=1\n"));
  EXPECT_THAT(written("nvram set telnet=1\nnvram get ssh\n"), ElementsAre("+nvram.txt: telnet=1\n"));
  EXPECT_THAT(written("fw_setenv bootargs console=ttyS0 quiet\nfw_setenv -s file\n"),
              ElementsAre("+uEnv.txt: bootargs=console=ttyS0 quiet\n"));
}

TEST(EmbeddedText, VariablesOfAContainerAreAnEnvironmentFile) {
  SyntaxOptions options;
  options.embeds = {{"**/env=", {}, {}, true}};
  EXPECT_THAT(written("a:\n  env:\n    - name: LEVEL\n      value: \"0\"\n    - name: KEY\n      valueFrom: {x: y}\n",
                      Syntax::kYaml, options),
              ElementsAre("+.env: LEVEL=0\n"));
  EXPECT_THAT(written("env: {LEVEL: 0, \"a b\": 1}\n", Syntax::kYaml, options), ElementsAre("+.env: LEVEL=0\n"));
  EXPECT_THAT(written("env: [LEVEL=0, plain]\n", Syntax::kYaml, options), ElementsAre("+.env: LEVEL=0\n"));
}

TEST(EmbeddedText, KeysOfAFormatCarryFiles) {
  SyntaxOptions options;
  options.embeds = {{"data/*", {}, {}, false}, {"write_files/[]", {"path"}, {"content"}, false}};
  EXPECT_THAT(written("data:\n  LEVEL: debug\n  a.conf: |\n    key value\n", Syntax::kYaml, options),
              ElementsAre("a.conf: key value\n"));
  EXPECT_THAT(written("write_files:\n  - path: /etc/a\n    content: x\n", Syntax::kYaml, options),
              ElementsAre("etc/a: x\n"));
}

TEST(EmbeddedText, ATextOfSeveralLinesIsAFileWhateverItsName) {
  SyntaxOptions options;
  options.embeds = {{"data/*", {}, {}, false, {}, "metadata/name"}};
  const std::string map = "metadata: {name: broker}\ndata:\n  config: |\n    a 1\n    b 2\n";
  EXPECT_THAT(written(map, Syntax::kYaml, options), ElementsAre("config: a 1\nb 2\n"));
  EXPECT_THAT(written(map + "---\n" + map, Syntax::kYaml, options),
              ElementsAre("config: a 1\nb 2\n", "config: a 1\nb 2\n"))
      << "two objects, two files";
  const Text text = Text::from_utf8(map);
  const ParsedDocument parsed = parse_document(text, Syntax::kYaml, options);
  EXPECT_THAT(embedded_texts(text, parsed.document, options).at(0).also,
              ElementsAre("config.conf", "broker/config", "broker.conf"));
}

TEST(EmbeddedText, WhatIsAlwaysOfOneKindHasAFixedName) {
  SyntaxOptions options;
  options.embeds = {{"*_USERS/#text", {}, {}, true, "users.txt", {}}};
  EXPECT_THAT(
      written("define A_USERS\nsvc 1 svc 1 * - - - x\nendef\ndefine A_HELP\nb\nendef\n", Syntax::kMakefile, options),
      ElementsAre("+users.txt: svc 1 svc 1 * - - - x\n"));
  options.embeds = {{"**/lines", {}, {}, true, "device.conf", {}}};
  EXPECT_THAT(written("- config:\n    lines: [a b, c d]\n", Syntax::kYaml, options),
              ElementsAre("+device.conf: a b\nc d\n"));
}

TEST(EmbeddedText, PlacesAreThoseOfTheOuterFile) {
  const Text text = Text::from_utf8("#!/bin/sh\ncat > /etc/ssh/sshd_config <<EOF\nPort 22\nPermitRootLogin yes\nEOF\n");
  const ParsedDocument outer = parse_document(text, Syntax::kShell, {});
  EmbeddedText embedded = embedded_texts(text, outer.document, {}).at(0);
  const Text inner_text = Text::from_utf8(embedded.text);
  ParsedDocument inner = parse_document(inner_text, Syntax::kDirectives, {});
  move_places(inner.document, inner_text, embedded.offsets, text);
  const Node* node = inner.document.root.child("PermitRootLogin");
  ASSERT_NE(node, nullptr);
  EXPECT_EQ(text.slice(node->value_span), "yes");
  EXPECT_EQ(text.slice(node->key_span), "PermitRootLogin");
  EXPECT_EQ(node->value_span.begin.line, 4U);
}

TEST(EmbeddedText, WhatAScriptExportsIsAFileOfVariables) {
  EXPECT_THAT(written("export A=1 B=\"x y\"\nexport -n D\nC=3\nexport C\n"), ElementsAre("+.env: A=1\nB=x y\nC=3\n"));
  EXPECT_THAT(written("A=1\nexport B\nlocal C=2\n"), IsEmpty());
  EXPECT_THAT(written("export A=1\nB=2 ./agent\n"), ElementsAre("+.env: A=1\n", "+command.env: B=2\n"));
}

TEST(EmbeddedText, EachContainerHasAFileOfVariables) {
  EXPECT_THAT(written("engine run -d -e TLS=0 -eAUTH='no' --env-file x img -x\nengine exec --env=TLS=1 -e NAME web\n"),
              ElementsAre("+command.env: TLS=0\nAUTH=no\n", "+command.env: TLS=1\n"));
  EXPECT_THAT(written("echo -e TLS=0\nsed -e A=1 run\nrun -e mode=x\n"), IsEmpty());
}

SyntaxOptions listed_variables(const std::string& at) {
  SyntaxOptions options;
  options.embeds = {{at, {}, {}}};
  return options;
}

TEST(EmbeddedText, OneTextListsSeveralVariables) {
  EXPECT_THAT(written("[Service]\nEnv=\"A=1 2\" B=x,y 'C=3' word\n", Syntax::kIni, listed_variables("*/Env=")),
              ElementsAre("+.env: A=1 2\nB=x,y\nC=3\n"));
  EXPECT_THAT(written("[Service]\nEnv=\"A=1 2\"\nEnv=B=3\n", Syntax::kIni, listed_variables("*/Env=")),
              ElementsAre("+.env: A=1 2\nB=3\n"));
  EXPECT_THAT(written("[a]\nenv=A=\"1,2\",B=3\n[b]\nenv=A=4\n", Syntax::kIni, listed_variables("*/env=,")),
              ElementsAre("+.env: A=1,2\nB=3\n", "+.env: A=4\n"));
}

std::vector<std::string> sed(std::string_view script) {
  std::vector<std::string> texts;
  for (const SedText& text : texts_in_sed_script(script)) {
    EXPECT_EQ(text.text.size(), text.offsets.size());
    texts.push_back(text.text);
  }
  return texts;
}

TEST(SedScript, ReadsReplacementsWithAnyDelimiter) {
  EXPECT_THAT(sed("s|^bind .*|bind 0.0.0.0|g; s#a/b#c/d#"), ElementsAre("bind 0.0.0.0", "c/d"));
}

TEST(SedScript, AGroupOfPlainTextIsKept) {
  EXPECT_THAT(sed("s/^#*\\(PermitRootLogin\\).*/\\1 yes/"), ElementsAre("PermitRootLogin yes"));
  EXPECT_THAT(sed("s/#?(Port) [0-9]+/\\1 23/"), ElementsAre("Port 23"));
  EXPECT_THAT(sed("s/(a|b) x/\\1 y/"), IsEmpty());
  EXPECT_THAT(sed("s/foo/& bar/"), ElementsAre("foo bar"));
}

TEST(SedScript, ReadsAppendedAndChangedLines) {
  EXPECT_THAT(sed("$a\\PermitRootLogin yes"), ElementsAre("PermitRootLogin yes"));
  EXPECT_THAT(sed("/^Port/c Port 23"), ElementsAre("Port 23"));
  EXPECT_THAT(sed("/x/d\n1i\\\n# first"), ElementsAre("# first"));
}

TEST(SedScript, TheSectionOfAnAddressStandsInFrontOfWhatIsPutThere) {
  EXPECT_THAT(sed("/\\[api\\]/a auth=no"), ElementsAre("[api]\nauth=no"));
  EXPECT_THAT(sed("/^\\[api\\]/,/^\\[/ s/^auth=.*/auth=no/; s/a/b/"), ElementsAre("[api]\nauth=no", "b"));
  EXPECT_THAT(sed("/^\\[api\\]$/,/^\\[/{s/^a=.*/a=b/;s/^c=.*/c=d/}\ns/e/f/"),
              ElementsAre("[api]\na=b", "[api]\nc=d", "f"));
  EXPECT_THAT(sed("/[api]/a auth=no"), ElementsAre("auth=no"));
}

TEST(SedScript, ABrokenScriptEndsQuietly) {
  for (const char* script :
       {"s", "s/", "s/a", "s/a/", "s/a/\\", "/", "\\", "\\,", "a", "1,", "s\\", "[", "s/[/x/", "s/\\(/\\1/"}) {
    sed(script);
  }
}

}  // namespace
}  // namespace cpsaudit
