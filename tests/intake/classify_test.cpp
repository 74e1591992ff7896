#include "intake/classify.h"

#include <gtest/gtest.h>

#include <chrono>

namespace cpsaudit {
namespace {

Syntax syntax(std::string_view path, std::string_view bytes) {
  return Classifier({}).classify(path, bytes).syntax;
}

std::string utf16(std::string_view ascii) {
  std::string bytes = "\xFF\xFE";
  for (const char c : ascii) {
    bytes += c;
    bytes += '\0';
  }
  return bytes;
}

TEST(Classify, CAndCppGoByTheirEnding) {
  EXPECT_EQ(syntax("src/main.c", ""), Syntax::kC);
  EXPECT_EQ(syntax("SRC/MAIN.C", "int a;"), Syntax::kC);
  EXPECT_EQ(syntax("a.cc", ""), Syntax::kCpp);
  EXPECT_EQ(syntax("sketch/sketch.ino", ""), Syntax::kCpp);
  EXPECT_EQ(syntax("a.hpp", ""), Syntax::kCpp);
  EXPECT_EQ(syntax("start.S", "  mov r0, r1\n"), Syntax::kUnknown);
}

TEST(Classify, AHeaderIsCppWhenOnlyCppCouldReadIt) {
  EXPECT_EQ(syntax("a.h", "class WiFiClient : public Client {\n public:\n};"), Syntax::kCpp);
  EXPECT_EQ(syntax("a.h", "namespace esphome {\n}"), Syntax::kCpp);
  EXPECT_EQ(syntax("a.h", "template<typename T> T f(T);"), Syntax::kCpp);
  EXPECT_EQ(syntax("a.h", "std::string f();"), Syntax::kCpp);
  EXPECT_EQ(syntax("a.h", "struct a {\nprivate:\n int b; };"), Syntax::kCpp);
}

TEST(Classify, AHeaderOfStructsIsCppWhenTheyHoldWhatOnlyCppHas) {
  EXPECT_EQ(syntax("config.h", "struct Web {\n  bool telnet = true;\n};"), Syntax::kCpp);
  EXPECT_EQ(syntax("config.h", "struct Web {\n  char user[8];\n  bool load();\n};"), Syntax::kCpp);
  EXPECT_EQ(syntax("config.h", "struct Web {\n  Web();\n};"), Syntax::kCpp);
  EXPECT_EQ(syntax("config.h", "struct Child : Base {\n};"), Syntax::kCpp);
  EXPECT_EQ(syntax("config.h", "struct Web { String user; };"), Syntax::kCpp);
  EXPECT_EQ(syntax("config.h", "#include <vector>\nint f(void);"), Syntax::kCpp);
  EXPECT_EQ(syntax("config.h", "#include <Arduino.h>\n#define PORT 80\n"), Syntax::kCpp);
  EXPECT_EQ(syntax("config.h", "bool save(const Settings &settings);"), Syntax::kCpp);
}

TEST(Classify, WordsTellWhoseFileANameWithoutMeaningIs) {
  Recognition broker;
  broker.software = "broker";
  broker.syntax = Syntax::kDirectives;
  broker.paths = {"broker.conf"};
  broker.words = "(?m)^(listener|allow_anonymous|password_file)\\b";
  broker.fewest_words = 2;
  const Classifier classifier({broker});
  const auto software = [&](std::string_view path, std::string_view head = "") {
    return classifier.classify(path, std::string(head) + "listener 1883\nallow_anonymous true\n").software;
  };
  EXPECT_EQ(software("recipes/x/files/mqtt"), "broker");
  EXPECT_EQ(software("files/mqtt.plant"), "broker");
  EXPECT_EQ(software("files/mqtt.txt"), "");
  EXPECT_EQ(software("README"), "");
  EXPECT_EQ(software("tool.py"), "");
  EXPECT_EQ(software("src/mqtt.c"), "");
  EXPECT_EQ(software("files/start", "#!/bin/sh\n"), "");
}

TEST(Classify, AStructOfCStaysC) {
  EXPECT_EQ(syntax("a.h",
                   "struct row {\n  TAILQ_ENTRY(row) link;\n  unsigned int (*read)(void);\n  struct list (*all)(int);\n"
                   "  int x __attribute__((packed));\n  uint8_t b[sizeof(int)];\n  unsigned f : BITS(3);\n"
                   "  enum { A = 1, B } kind;\n};\nstatic struct row first = { .kind = A };\n"),
            Syntax::kC);
  EXPECT_EQ(syntax("a.h", "static inline int f(int a, int b) { return (a & b) && (a = b); }"), Syntax::kC);
  EXPECT_EQ(syntax("a.h", "#include <stdint.h>\n#include \"list.h\"\n#ifdef __cplusplus\n#include <cstdint>\n#endif\n"),
            Syntax::kC);
}

TEST(Classify, AHeaderOfCThatSpeaksOfCppStaysC) {
  EXPECT_EQ(syntax("a.h", "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f(void);\n#ifdef __cplusplus\n}\n#endif\n"),
            Syntax::kC);
  EXPECT_EQ(syntax("a.h", "#if defined(__cplusplus)\nnamespace x { class Y; }\n#else\nint y;\n#endif"), Syntax::kC);
  EXPECT_EQ(syntax("a.h", "#ifndef __cplusplus\nint a;\n#else\n#endif\nuint8_t class;\nint template;"), Syntax::kC);
  EXPECT_EQ(syntax("a.h", "/* class Foo; std::x */ // namespace a {\nconst char* a = \"class Foo {\";\n"), Syntax::kC);
  EXPECT_EQ(syntax("usb.h", "x.class = 3; int f(int class, int public);"), Syntax::kC);
}

TEST(Classify, AHeaderWithClassesForCppAloneIsCpp) {
  EXPECT_EQ(syntax("Arduino.h", "#ifdef __cplusplus\nclass Print {\n public:\n  int a;\n};\n#endif\n"), Syntax::kCpp);
  EXPECT_EQ(syntax("a.h", "int f(int class) {\n}"), Syntax::kC);
}

TEST(Classify, TheWordsOfASoftwareSayMoreThanAForm) {
  Recognition broker;
  broker.software = "broker";
  broker.syntax = Syntax::kBraces;
  broker.paths = {"broker.conf"};
  broker.words = "(?m)^(accounts|jetstream|cluster)\\b";
  broker.fewest_words = 2;
  Recognition any;
  any.software = "settings";
  any.syntax = Syntax::kBraces;
  any.paths = {"*.conf", "*.cfg"};
  any.priority = -4;
  const Classifier classifier({broker, any});
  EXPECT_EQ(classifier.classify("x/server.cfg", "accounts {\n}\ncluster {\n}\n").software, "broker");
  EXPECT_EQ(classifier.classify("x/server.cfg", "accounts {\n}\n").software, "settings");
  EXPECT_EQ(classifier.classify("x/20-hub.fragment", "accounts {\n}\ncluster {\n}\n").software, "broker");
  EXPECT_EQ(classifier.classify("x/hub.inc.in", "accounts {\n}\ncluster {\n}\n").software, "broker");
  EXPECT_EQ(classifier.classify("x/hub.md", "accounts {\n}\ncluster {\n}\n").software, "");
}

TEST(Classify, OneElementWithOthersInItIsXmlThatDoesNotSaySo) {
  EXPECT_EQ(syntax("web.config", "<configuration>\n  <system.web/>\n</configuration>\n"), Syntax::kXml);
  EXPECT_EQ(syntax("a.plc", "<!-- x -->\n<project version='1' a=\"b\">\n<task/></project >"), Syntax::kXml);
  EXPECT_EQ(syntax("a.plc", "<project>text</project>"), Syntax::kUnknown);
  EXPECT_EQ(syntax("vhost", "<VirtualHost *:80>\n<Directory />\n</Directory>\n</VirtualHost>\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("agent", "<source>\n  @type http\n</source>\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("page.tpl", "<html><body></body></html>"), Syntax::kUnknown);
  EXPECT_EQ(syntax("list.part", "<a><b/></a><c></c>"), Syntax::kUnknown);
}

TEST(Classify, ATemplateIsAFileOfTheNameInFrontOfItsEnding) {
  Recognition recognition;
  recognition.software = "server";
  recognition.syntax = Syntax::kDirectives;
  recognition.paths = {"server.conf", "**/server.d/*.conf"};
  const Classifier classifier({recognition});
  for (const char* name : {"server.conf.j2", "server.conf.in", "server.conf.tmpl.example", "a/server.d/x.conf.dist"}) {
    EXPECT_EQ(classifier.classify(name, "port 1\n").software, "server") << name;
  }
  EXPECT_EQ(classifier.classify("server.conf.md", "port 1\n").software, "");
  EXPECT_EQ(classifier.classify("server.conf.in.d", "port 1\n").software, "");
  EXPECT_EQ(syntax("a.yml.j2", "a: {{ b }}\n"), Syntax::kYaml);
}

TEST(Classify, AFileOfOneDeploymentIsAFileOfTheNameWithoutIt) {
  Recognition recognition;
  recognition.software = "server";
  recognition.syntax = Syntax::kDirectives;
  recognition.paths = {"server.conf", "server_config"};
  const Classifier classifier({recognition});
  for (const char* name : {"server.prod.conf", "a/server-staging.conf", "dev-server.conf", "server.conf.production",
                           "server.conf.local.j2", "a/server_config_live"}) {
    EXPECT_EQ(classifier.classify(name, "port 1\n").software, "server") << name;
  }
  for (const char* name : {"server.plc.conf", "preprod-server.conf", "prod/server.conf.d", "prod", ".prod"}) {
    EXPECT_EQ(classifier.classify(name, "port 1\n").software, "") << name;
  }
}

TEST(Classify, LinesMayEndInCarriageReturnsToo) {
  Recognition recognition;
  recognition.software = "server";
  recognition.syntax = Syntax::kIni;
  recognition.content = {"(?m)^\\[server\\]$\n^port = "};
  const Classifier classifier({recognition});
  EXPECT_EQ(classifier.classify("x", "[server]\r\nport = 1\r\n").software, "server");
  EXPECT_EQ(classifier.classify("x", utf16("[server]\r\nport = 1\r\n")).software, "server");
  EXPECT_EQ(classifier.classify("x", "[server]\r\r\nport = 1\r\n").software, "");
}

TEST(Classify, AQuotedKeyOfYamlIsTheKey) {
  Recognition recognition;
  recognition.software = "compose";
  recognition.syntax = Syntax::kYaml;
  recognition.content = {"(?m)^services:[ \\t]*$"};
  const Classifier classifier({recognition});
  EXPECT_EQ(classifier.classify("a.yml", "\"services\":\n  \"web\": {}\n").software, "compose");
  EXPECT_EQ(classifier.classify("a.yaml.j2", "'services' :\r\n  web: {}\n").software, "compose");
  EXPECT_EQ(classifier.classify("a.txt", "\"services\":\n").software, "");
}

TEST(Classify, BehindTheEndingOfACopyStandsTheNameThatSaysTheSyntax) {
  const char* const settings = "[api]\nport = 1\nhost = a\n";
  EXPECT_EQ(syntax("server.cfg", settings), Syntax::kIni);
  EXPECT_EQ(syntax("server.cfg.in", settings), Syntax::kIni);
  EXPECT_EQ(syntax("server.txt.in", settings), Syntax::kUnknown);
  EXPECT_EQ(syntax("a.json.prod", "[]"), Syntax::kJson);
  EXPECT_EQ(syntax("config.h.in", "#undef A\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("Makefile.in", "all:\n\techo\n"), Syntax::kUnknown);
}

TEST(Classify, AChangeToAFileIsNotThatFile) {
  Recognition recognition;
  recognition.software = "loader";
  recognition.syntax = Syntax::kKconfig;
  recognition.paths = {"*_defconfig*"};
  const Classifier classifier({recognition});
  EXPECT_EQ(classifier.classify("board_defconfig", "CONFIG_A=y\n").syntax, Syntax::kKconfig);
  EXPECT_EQ(classifier.classify("002-board_defconfig.patch", "+CONFIG_A=y\n").syntax, Syntax::kUnknown);
}

TEST(Classify, CommonEndingsSayTheSyntax) {
  EXPECT_EQ(syntax("a.yml", "a: b"), Syntax::kYaml);
  EXPECT_EQ(syntax("a.JSON", "{}"), Syntax::kJson);
  EXPECT_EQ(syntax("a.json5", "{}"), Syntax::kJson);
  EXPECT_EQ(syntax("a.xml", "<a/>"), Syntax::kXml);
  EXPECT_EQ(syntax("a.toml", "a = 1"), Syntax::kToml);
  EXPECT_EQ(syntax("a.ini", "a = 1"), Syntax::kIni);
  EXPECT_EQ(syntax("x.service", "[Unit]\n"), Syntax::kIni);
  EXPECT_EQ(syntax("a.properties", "a=1"), Syntax::kKeyValue);
  EXPECT_EQ(syntax(".env", "A=1"), Syntax::kKeyValue);
  EXPECT_EQ(syntax(".env.production", "A=1"), Syntax::kKeyValue);
  EXPECT_EQ(syntax("a.sh", "echo"), Syntax::kShell);
  EXPECT_EQ(syntax("Dockerfile", "FROM a"), Syntax::kDockerfile);
  EXPECT_EQ(syntax("docker/Dockerfile.arm", "FROM a"), Syntax::kDockerfile);
  EXPECT_EQ(syntax("app.dockerfile", "FROM a"), Syntax::kDockerfile);
  EXPECT_EQ(syntax("compose.yml.example", "a: b"), Syntax::kYaml);
}

TEST(Classify, TheIniFallbackKnowsBothCommentMarks) {
  EXPECT_EQ(Classifier({}).classify("a.ini", "").options.comment_marks, "#;");
  EXPECT_EQ(Classifier({}).classify("a.ini", "").options.trailing_comment_marks, "#;");
}

TEST(Classify, ShellScriptsGoByTheirFirstLine) {
  for (const char* line : {"#!/bin/sh", "#! /bin/sh -e", "#!/bin/bash", "#!/usr/bin/env bash",
                           "#!/bin/sh /etc/rc.common", "#!/bin/busybox sh", "#!/bin/ash", "#!/sbin/openrc-run"}) {
    EXPECT_EQ(syntax("etc/init.d/httpd", std::string(line) + "\nSTART=1\n"), Syntax::kShell) << line;
  }
  EXPECT_EQ(syntax("tool", "#!/usr/bin/python3\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("tool", "#!/bin/csh\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("files/etc/uci-defaults/99-net", "uci set network.lan.proto=static\n"), Syntax::kShell);
}

TEST(Classify, UciGoesByContentWhateverTheEnding) {
  const char* text = "# comment\n\nconfig dropbear 'main'\n\toption PasswordAuth 'on'\n";
  for (const char* path : {"etc/config/dropbear", "files/snmpd.conf", "x.config", "noending"}) {
    EXPECT_EQ(syntax(path, text), Syntax::kUci) << path;
  }
  EXPECT_EQ(syntax("a", "package network\nconfig 'interface' \"lan\" # why\n  list  dns 8.8.8.8\n"), Syntax::kUci);
}

TEST(Classify, KconfigDefinitionsAreNoUci) {
  EXPECT_EQ(syntax("drivers/Kconfig", "config ARCH\n\toption env=\"ARCH\"\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("net.in", "config NET\n\tbool \"Networking\"\n"), Syntax::kUnknown);
}

TEST(Classify, KconfigStatesGoByNameAndByContent) {
  EXPECT_EQ(syntax(".config", "# nothing\n"), Syntax::kKconfig);
  EXPECT_EQ(syntax("configs/board_defconfig", "BR2_arm=y\n"), Syntax::kKconfig);
  EXPECT_EQ(syntax("app/prj.conf", "CONFIG_NET=y\n"), Syntax::kKconfig);
  EXPECT_EQ(syntax("sdkconfig.defaults.esp32", "CONFIG_A=1\n"), Syntax::kKconfig);
  EXPECT_EQ(syntax("overlay-tls.conf", "# TLS\nCONFIG_NET_TLS=y\n# CONFIG_B is not set\n"), Syntax::kKconfig);
  EXPECT_EQ(syntax("linux.fragment", "# CONFIG_B is not set\n"), Syntax::kKconfig);
  EXPECT_EQ(syntax("sdkconfig.rename", "CONFIG_OLD CONFIG_NEW\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("sdkconfig.h", "#define CONFIG_A 1\n"), Syntax::kC);
  EXPECT_EQ(syntax("rules.mk", "CONFIG_A=y\n"), Syntax::kUnknown);
}

TEST(Classify, AccountFilesGoByNameAndFields) {
  EXPECT_EQ(syntax("etc/passwd", "root:x:0:0:root:/root:/bin/ash\n"), Syntax::kPasswd);
  EXPECT_EQ(syntax("etc/passwd.bak", "root::0:0:root:/root:/bin/ash  \n"), Syntax::kPasswd);
  EXPECT_EQ(syntax("etc/shadow-", "root::0:0:99999:7:::\ndaemon:*:0:0:99999:7:::\n"), Syntax::kShadow);
  EXPECT_EQ(syntax("mosquitto/passwd", "user:$6$abc$def==\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("etc/inittab", "::sysinit:/etc/init.d/rcS\n::askfirst:/bin/ash --login\n"), Syntax::kInittab);
}

TEST(Classify, KeysGoByTheirFirstLines) {
  EXPECT_EQ(syntax("server.key", "-----BEGIN PRIVATE KEY-----\nMII\n"), Syntax::kPem);
  EXPECT_EQ(syntax("id_rsa", "-----BEGIN OPENSSH PRIVATE KEY-----\n"), Syntax::kPem);
  EXPECT_EQ(syntax("ca.crt", "Certificate:\n    Data:\n-----BEGIN CERTIFICATE-----\n"), Syntax::kPem);
  EXPECT_EQ(syntax("device.key", "0123456789abcdef\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("README.md", "```\n-----BEGIN PRIVATE KEY-----\n"), Syntax::kUnknown);
}

TEST(Classify, ConfigurationWithoutADialectGoesByShape) {
  EXPECT_EQ(syntax("a.conf", "# c\n[main]\nkey = value\nother: 3\n"), Syntax::kIni);
  EXPECT_EQ(syntax("a.cfg", "; c\nkey=value\nport = 3\n"), Syntax::kKeyValue);
  EXPECT_EQ(syntax("etc/default/ntpd", "ARGS=\"-g\"\n"), Syntax::kKeyValue);
  EXPECT_EQ(syntax("a.conf", "server {\n  listen 80;\n}\n"), Syntax::kUnknown);
  EXPECT_EQ(syntax("a.config", "<?xml version=\"1.0\"?>\n<configuration/>"), Syntax::kXml);
  EXPECT_EQ(syntax("a.conf", "{\n  \"listen\": 1\n}"), Syntax::kJson);
  EXPECT_EQ(syntax("notes.txt", "a = b\n"), Syntax::kUnknown);
}

TEST(Classify, XmlIsXmlWhateverItsEnding) {
  EXPECT_EQ(syntax("avahi/http.service", "<?xml version='1.0'?>\n<service-group/>"), Syntax::kXml);
}

TEST(Classify, UnitsOfEveryKindAreIni) {
  EXPECT_EQ(syntax("etc/systemd/network/10-wan.network", "[Match]\nName=wan\n"), Syntax::kIni);
}

TEST(Classify, AFragmentOfAScriptIsShellForItsFunctions) {
  EXPECT_EQ(syntax("board.conf", "NAME=\"x\"\nfunction post_install() {\n  cat << E > a\n[main]\nE\n}\n"),
            Syntax::kShell);
}

TEST(Classify, BinaryFilesAreNoText) {
  EXPECT_EQ(syntax("a.bin", std::string_view("\x7F"
                                             "ELF\1\1\1\0\0\0\0\0",
                                             12)),
            Syntax::kBinary);
  EXPECT_EQ(syntax("a.yml", std::string_view("\0\1\2\3", 4)), Syntax::kBinary);
  EXPECT_EQ(syntax("a.dat", "\1\2\3\4\5\6abc"), Syntax::kBinary);
  EXPECT_EQ(syntax("x/._main.c", std::string(100, '\0')), Syntax::kBinary);
  EXPECT_EQ(syntax("data", std::string_view("some text that is long enough to look like a text, and a NUL in it, "
                                            "which no parser of ours would read: so binary\0",
                                            114)),
            Syntax::kBinary);
}

TEST(Classify, OneNulDoesNotHideAFile) {
  const std::string text = std::string(500, 'a') + '\0' + ": b\n";
  EXPECT_EQ(syntax("a.yml", text), Syntax::kYaml);
  EXPECT_EQ(syntax("a.c", text), Syntax::kC);
}

TEST(Classify, TerminalColoursAndJapaneseAreText) {
  EXPECT_EQ(syntax("motd.sh", "#!/bin/sh\necho '\x1b[31mhi\x1b[0m'\f\n"), Syntax::kShell);
  EXPECT_EQ(syntax("a.ini", "\x83\x65\x83\x58\x83\x67=1\n"), Syntax::kIni);
}

TEST(Classify, Utf16IsReadByItsMark) {
  EXPECT_EQ(syntax("a.conf", utf16("[main]\r\nkey=value\r\n")), Syntax::kIni);
  EXPECT_EQ(syntax("big.config", utf16("<?xml version=\"1.0\"?>" + std::string(100000, ' '))), Syntax::kXml);
}

class WithDialects : public ::testing::Test {
 protected:
  static Recognition recognition(std::string software, Syntax syntax, std::vector<std::string> paths,
                                 std::vector<std::string> content, int priority = 0) {
    return {std::move(software), syntax, std::move(paths), std::move(content), priority, {}};
  }

  std::string software(std::string_view path, std::string_view bytes) const {
    return classifier_.classify(path, bytes).software;
  }

  Classifier classifier_{{
      recognition("sshd", Syntax::kDirectives, {"sshd_config*", "**/sshd_config.d/*.conf"}, {}),
      recognition("broker", Syntax::kDirectives, {"*.conf"}, {"(?m)^listener\\s"}),
      recognition("general", Syntax::kKeyValue, {"*.conf"}, {}, -10),
      recognition("anywhere", Syntax::kYaml, {}, {"(?m)^services:"}, 5),
      recognition("special", Syntax::kDirectives, {"**/etc/broker.conf"}, {}),
  }};
};

TEST_F(WithDialects, APathAloneIsEnough) {
  EXPECT_EQ(software("etc/ssh/sshd_config", ""), "sshd");
  EXPECT_EQ(software("etc/ssh/sshd_config.d/10.conf", "Port 22\n"), "sshd");
}

TEST_F(WithDialects, ContentMustMatchWhenItIsAskedFor) {
  EXPECT_EQ(software("a.conf", "listener 1883\n"), "broker");
  EXPECT_EQ(software("a.conf", "port=1\n"), "general");
}

TEST_F(WithDialects, PriorityThenTheLongestGlobWins) {
  EXPECT_EQ(software("x/etc/broker.conf", "listener 1\n"), "special");
  EXPECT_EQ(software("x/etc/broker.conf", "listener 1\nservices:\n"), "anywhere");
}

TEST_F(WithDialects, ContentAloneRecognisesAFileWhereverItLies) {
  EXPECT_EQ(software("deploy/stack", "services:\n"), "anywhere");
  EXPECT_EQ(classifier_.classify("deploy/stack", "services:\n").syntax, Syntax::kYaml);
}

TEST_F(WithDialects, ExamplesInProseScriptsAndCodeAreNotRecognisedByContent) {
  EXPECT_EQ(software("README.md", "services:\n"), "");
  EXPECT_EQ(software("install", "#!/bin/sh\ncat << E\nservices:\nE\n"), "");
  EXPECT_EQ(software("a.c", "services:\n"), "");
}

TEST_F(WithDialects, TheDialectsOptionsComeAlong) {
  Recognition recognition{"x", Syntax::kIni, {"x"}, {}, 0, {}};
  recognition.options.comment_marks = "!";
  const Classifier classifier({recognition});
  EXPECT_EQ(classifier.classify("a/x", "").options.comment_marks, "!");
}

TEST(Classify, AFileThatNothingElseRecognisesGoesByItsWords) {
  Recognition broker{"broker", Syntax::kDirectives, {"broker.conf"}, {}, 0, {}};
  broker.words = "(?m)^[ \\t]*(listener|allow_anonymous|password_file)[ \\t]";
  broker.fewest_words = 2;
  Recognition other{"other", Syntax::kIni, {"other.conf"}, {}, 0, {}};
  const Classifier classifier({broker, other});
  const auto software = [&](std::string_view path, std::string_view text) {
    return classifier.classify(path, text).software;
  };
  const std::string_view text = "listener 1883\nallow_anonymous true\n";
  EXPECT_EQ(software("stack/main.conf", text), "broker");
  EXPECT_EQ(software("roles/b/templates/main.conf.j2", text), "broker");
  EXPECT_EQ(software("overlay/etc/site", text), "broker");
  EXPECT_EQ(software("stack/main.conf", "listener 1883\nlistener 8883\n"), "") << "one word, twice";
  EXPECT_EQ(software("other.conf", text), "other") << "its name says what it is";
  EXPECT_EQ(software("notes.txt", text), "") << "prose";
  EXPECT_EQ(software("vars/main.yml", "config: |\n  listener 1883\n  allow_anonymous true\n"), "") << "a mapping";
  EXPECT_EQ(software("stack/main.conf", "[hub]\nlistener 1883\nallow_anonymous true\n"), "") << "sections";
  EXPECT_EQ(software("stack/run.conf", "#!/bin/sh\nlistener 1\nallow_anonymous true\n"), "") << "a script";
}

TEST(Classify, AProgramInAnotherLanguageIsNoShellScriptWhereverItLies) {
  Recognition scripts;
  scripts.software = "scripts";
  scripts.syntax = Syntax::kShell;
  scripts.paths = {"**/cgi-bin/*"};
  const Classifier classifier({scripts});
  const auto read_as = [&](std::string_view bytes) { return classifier.classify("www/cgi-bin/status", bytes).syntax; };
  EXPECT_EQ(read_as("#!/bin/sh\necho ok\n"), Syntax::kShell);
  EXPECT_EQ(read_as("echo ok\n"), Syntax::kShell);
  EXPECT_EQ(read_as("#!/sbin/openrc-run\necho ok\n"), Syntax::kShell);
  for (const char* line :
       {"#!/usr/bin/perl -w", "#!/usr/bin/env python3", "#!/usr/bin/php-cgi", "<?php", "#!/usr/bin/env node"}) {
    EXPECT_NE(read_as(std::string(line) + "\nsystem(\"reboot\");\n"), Syntax::kShell) << line;
  }
}

TEST(Classify, LongLinesOfAnythingAreQuick) {
  const auto begin = std::chrono::steady_clock::now();
  for (const char c : {'a', '[', '=', '"', '/', '\\', '#', ':', ' ', '{', '\''}) {
    for (const char* path : {"a.h", "a.conf", "x", "passwd", "inittab"}) syntax(path, std::string(1U << 20U, c));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace cpsaudit
