#include "formats/parsed.h"

namespace cpsaudit {
namespace {

TEST(Braces, AHereDocumentIsAValue) {
  const Parsed parsed(Syntax::kBraces,
                      "a {\n  text = <<-EOT\n    x = { y\n  EOT\n  b = f(<<EOT\n1\nEOT\n)\n}\nc = 2\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("a>text"), "x = { y\n");
  EXPECT_EQ(parsed.under("a>text"), "    x = { y\n");
  EXPECT_EQ(parsed.value("a>b"), "1\n");
  EXPECT_EQ(parsed.value("c"), "2");
  EXPECT_EQ(Parsed(Syntax::kBraces, "a = 1 << 4\nb = 2\n").value("b"), "2");
}

TEST(Braces, AValueEndsWithItsLine) {
  const Parsed file(Syntax::kBraces, "a = 1\nb: two words # why\nc \"x y\"\nd\n");
  EXPECT_EQ(file.value("a"), "1");
  EXPECT_EQ(file.value("b"), "two words");
  EXPECT_EQ(file.under("c"), "x y");
  EXPECT_EQ(file.at("d").style, ScalarStyle::kMissing);
  EXPECT_TRUE(file.problems().empty());
}

TEST(Braces, HclHasLabelsBeforeTheBrace) {
  const Parsed file(Syntax::kBraces, "listener \"tcp\" {\n  address = \"0.0.0.0:8200\"\n  tls_disable = 1\n}\n");
  EXPECT_EQ(file.value("listener"), "tcp");
  EXPECT_EQ(file.under("listener>address"), "0.0.0.0:8200");
  EXPECT_EQ(file.value("listener>tls_disable"), "1");
}

TEST(Braces, LighttpdHasConditionsListsAndTables) {
  const Parsed file(Syntax::kBraces,
                    "server.modules += ( \"mod_auth\", \"mod_cgi\" )\n"
                    "$SERVER[\"socket\"] == \":443\" {\n  ssl.engine = \"enable\"\n}\n"
                    "auth.require = ( \"/admin\" => ( \"method\" => \"basic\",\n  \"realm\" => \"x\" ) )\n");
  EXPECT_EQ(file.value("server.modules>[1]"), "mod_cgi");
  EXPECT_EQ(file.value("$SERVER[\"socket\"]"), ":443");
  EXPECT_EQ(file.value("$SERVER[\"socket\"]>ssl.engine"), "enable");
  EXPECT_EQ(file.value("auth.require>/admin>realm"), "x");
  EXPECT_TRUE(file.problems().empty());
}

TEST(Braces, NatsWritesTablesOnOneLine) {
  const Parsed file(Syntax::kBraces, "port:4222\nauthorization { users = [ {user: a, password: b} ] }\nhttp: 8222\n");
  EXPECT_EQ(file.value("port"), "4222");
  EXPECT_EQ(file.value("authorization>users>[0]>password"), "b");
  EXPECT_EQ(file.value("http"), "8222");
}

TEST(Braces, ACommaOnALineOfItsOwnBelongsToTheValue) {
  const Parsed file(Syntax::kBraces, "ike {\n  proposals = aes256-sha256, aes128-sha1\n}\n");
  EXPECT_EQ(file.value("ike>proposals"), "aes256-sha256, aes128-sha1");
}

TEST(Braces, ACaddyfileHasAddressesAndPlaceholders) {
  const Parsed file(
      Syntax::kBraces,
      "{$DOMAIN}:8080 {\n  redir https://{host}{uri}\n  reverse_proxy https://plc {\n    transport http {\n"
      "      tls_insecure_skip_verify\n    }\n  }\n}\n");
  EXPECT_EQ(file.value("{$DOMAIN}:8080>redir"), "https://{host}{uri}");
  EXPECT_EQ(file.at("{$DOMAIN}:8080>reverse_proxy>transport>tls_insecure_skip_verify").style, ScalarStyle::kMissing);
  EXPECT_TRUE(file.problems().empty());
}

TEST(Braces, RainerScriptHasItsParametersInParentheses) {
  const Parsed file(Syntax::kBraces,
                    "*.* @logs.example.com:514\naction(type=\"omfwd\"\n  target=\"10.1.0.2\" protocol=\"tcp\")\n"
                    "if $programname == 'x' then {\n  stop\n}\n");
  EXPECT_EQ(file.value("*.*"), "@logs.example.com:514");
  EXPECT_EQ(file.under("action>target"), "10.1.0.2");
  EXPECT_EQ(file.value("action>protocol"), "tcp");
  EXPECT_NE(file.find("if>stop"), nullptr);
}

TEST(Braces, ACallHasItsFirstArgumentAsItsValue) {
  const Parsed file(Syntax::kBraces,
                    "destination d {\n  network(\"logs\" port(6514)\n    tls(peer-verify(optional-untrusted)));\n};\n"
                    "auth,authpriv.* @logs\n");
  EXPECT_EQ(file.value("destination>network"), "logs");
  EXPECT_EQ(file.value("destination>network>port"), "6514");
  EXPECT_EQ(file.value("destination>network>tls>peer-verify"), "optional-untrusted");
  EXPECT_EQ(file.value("auth,authpriv.*"), "@logs");
  EXPECT_TRUE(file.problems().empty());
}

TEST(Braces, AGroupInACallIsTheValue) {
  const Parsed file(Syntax::kBraces,
                    "a {\n  policy = jsonencode({\n    Statement = [{ Action = [\"iot:*\"] }]\n  })\n  b = 1\n}\n"
                    "c = merge(local.x, {\n  d = 2\n}, { e = \")\" })\nf = 3\ng = tolist([1, 2])\nh = {\n}\n");
  EXPECT_TRUE(file.problems().empty());
  EXPECT_EQ(file.value("a>policy>Statement>[0]>Action>[0]"), "iot:*");
  EXPECT_EQ(file.value("a>b"), "1");
  EXPECT_EQ(file.value("c>d"), "2");
  EXPECT_EQ(file.value("f"), "3");
  EXPECT_EQ(file.value("g"), "tolist([1, 2])");
}

TEST(Braces, ABraceMayStandOnTheNextLine) {
  const Parsed file(Syntax::kBraces, "client plant\n{\n  secret = abc\n}\n");
  EXPECT_EQ(file.value("client"), "plant");
  EXPECT_EQ(file.value("client>secret"), "abc");
}

TEST(Braces, CommentsOfEveryKindAreNoSettings) {
  const Parsed file(Syntax::kBraces, "# a = 1\n// b = 2\n/* c = 3\n d = 4 */\ne = http://x/ // f\n");
  EXPECT_EQ(file.root().children.size(), 1U);
  EXPECT_EQ(file.value("e"), "http://x/");
  EXPECT_EQ(file.comments().size(), 4U);
}

TEST(Braces, AGroupThatIsNotClosedIsSaid) {
  const Parsed file(Syntax::kBraces, "a {\n b = 1\n");
  EXPECT_EQ(file.value("a>b"), "1");
  ASSERT_EQ(file.problems().size(), 1U);
  EXPECT_EQ(file.problems()[0].kind, Problem::Kind::kPartlyParsed);
}

TEST(DottedKeys, BothWaysOfWritingAreTheSameSection) {
  SyntaxOptions options;
  options.dotted_keys = true;
  const Parsed file(Syntax::kYaml, "xpack.security.enabled: false\nxpack:\n  security.http.ssl: {enabled: true}\n",
                    options);
  EXPECT_EQ(file.value("xpack>security>enabled"), "false");
  EXPECT_EQ(file.value("xpack>security>http>ssl>enabled"), "true");
  EXPECT_EQ(file.key_under("xpack>security>enabled"), "xpack.security.enabled");
  EXPECT_EQ(file.root().children.size(), 1U);
}

}  // namespace
}  // namespace cpsaudit
