#include <gtest/gtest.h>

#include "engine/predicate_node.h"
#include "engine/value_class.h"

namespace cpsaudit {
namespace {

bool is(std::string_view value, ValueClass value_class) {
  KnownValues known;
  known.passwords = Dictionary::read("# a comment\nadmin\nchangeme\nyour key goes here\n");
  known.namespaces = {"http://www.w3.org/"};
  return is_of_class(value, value_class, known);
}

TEST(ValueClass, SecretsAreLiteralsThatWork) {
  for (const char* value : {"Hakusan77", "admin", "changeme", "12345678", "your key goes here", "you-must-replace-this",
                            "pa$sword", "a b c d", "Tateyama#5", "eyJhbGciOi.x1", "!@tateyama7#", "!Hakusan77"}) {
    EXPECT_TRUE(is(value, ValueClass::kSecret)) << value;
  }
  for (const char* value : {"",
                            "x",
                            "xxx",
                            "***",
                            "...",
                            "<password>",
                            "YOUR_PASSWORD",
                            "your-password",
                            "@@PPTP_PASSWORD@@",
                            "@ADMIN_PW@",
                            "${PASS}",
                            "$PASS",
                            "$(cat key)",
                            "{{ pass }}",
                            "!secret wifi",
                            "%PASS%",
                            "@PASS@",
                            "/run/secrets/db",
                            "vault:secret/db",
                            "${env:DB_PW}",
                            "${vault:a:b}",
                            "${sys:x}",
                            "%{env:X}",
                            "$[PW]",
                            "((db_password))",
                            "{{ op://vault/item/pw }}",
                            "vault:secret/data/a#key",
                            "ENC(abcd1234)",
                            "arn:aws:secretsmanager:eu:1:secret:x",
                            "ref+vault://secret/a",
                            "keystore:abc",
                            "conjur:db/password",
                            "projects/1/secrets/db/versions/latest",
                            "process.env.PASS",
                            "os.environ['PASS']",
                            "$p$root",
                            "true",
                            "null",
                            "$6$salt$hash",
                            "!",
                            "!!",
                            "!$6$salt$hash",
                            "*",
                            "Password: ",
                            "wifi_password",
                            "$2",
                            "\"$1\"",
                            "%s",
                            "-----BEGIN CERTIFICATE-----",
                            "https://id.example.com/token",
                            "WIFI_PASSWORD",
                            "REPLACE_ME"}) {
    EXPECT_FALSE(is(value, ValueClass::kSecret)) << value;
  }
}

TEST(ValueClass, AReferenceMayCarryWhatCountsOtherwise) {
  EXPECT_EQ(default_in_reference("${DB_PW:-Hakusan77}"), "Hakusan77");
  EXPECT_EQ(default_in_reference("${DB_PW:Hakusan77}"), "Hakusan77");
  EXPECT_EQ(default_in_reference("${spring.db-1.password:a:b}"), "a:b");
  EXPECT_EQ(default_in_reference("${env:DB_PW:-Hakusan77}"), "Hakusan77");
  EXPECT_EQ(default_in_reference("${DB_PW:=x1}"), "x1");
  EXPECT_EQ(default_in_reference("${DB_PW-x1}"), "x1");
  EXPECT_EQ(default_in_reference("{{ db_password | default('Hakusan77') }}"), "Hakusan77");
  EXPECT_EQ(default_in_reference("{{ .Values.tls | default false }}"), "false");
  for (const char* value : {"${DB_PW}", "${DB_PW:}", "${DB_PW:-}", "${DB_PW:?must be set}", "${env:DB_PW}",
                            "${vault:secret/db#pw}", "${VERSION:0:4}", "${my-setting}", "${A:-${B}}", "a${B:-c}",
                            "$DB_PW", "{{ db_password }}", "{{ db_password | default(omit) }}", ""}) {
    EXPECT_FALSE(default_in_reference(value)) << value;
  }
}

TEST(ValueClass, WeakPasswordsAreKnownOrShort) {
  EXPECT_TRUE(is("Admin", ValueClass::kWeakPassword));
  EXPECT_TRUE(is("4711", ValueClass::kWeakPassword));
  EXPECT_FALSE(is("Hakusan77", ValueClass::kWeakPassword));
}

TEST(ValueClass, AKnownPasswordInBase64IsStillKnown) {
  EXPECT_TRUE(is("YWRtaW4=", ValueClass::kWeakPassword));
  EXPECT_TRUE(is("Y2hhbmdlbWUK", ValueClass::kWeakPassword));
  EXPECT_FALSE(is("SGFrdXNhbjc3", ValueClass::kWeakPassword));
}

TEST(ValueClass, AddressesWithAndWithoutPort) {
  for (const char* value : {"0.0.0.0", "0.0.0.0:1883", "::", "[::]:80", "*:80", "tcp://0.0.0.0:2375", "*"}) {
    EXPECT_TRUE(is(value, ValueClass::kWildcardAddress)) << value;
  }
  for (const char* value : {"0.0.0.0/0", "10.0.0.1", "127.0.0.1", "8080"}) {
    EXPECT_FALSE(is(value, ValueClass::kWildcardAddress)) << value;
  }
  for (const char* value : {"127.0.0.1:80", "localhost", "[::1]:80", "::1", "/run/a.sock", "1883 127.0.0.1"}) {
    EXPECT_TRUE(is(value, ValueClass::kLoopbackAddress)) << value;
  }
  EXPECT_TRUE(is("1883", ValueClass::kNotLoopback));
}

TEST(ValueClass, CleartextUrlsLeadSomewhere) {
  for (const char* value :
       {"http://192.168.1.5/fw.bin", "mqtt://broker:1883", "HTTP://a.example.com", "http://${HOST}/"}) {
    EXPECT_TRUE(is(value, ValueClass::kCleartextUrl)) << value;
  }
  for (const char* value : {"https://a", "http://localhost:80/", "http://127.0.0.1", "http://[::1]/", "http://",
                            "http://www.w3.org/2001/XMLSchema", "file:///etc/passwd"}) {
    EXPECT_FALSE(is(value, ValueClass::kCleartextUrl)) << value;
  }
}

TEST(ValueClass, HashesAreGraded) {
  EXPECT_TRUE(is("$1$salt$qJH7.N4xYta3aEG/dfqo/0", ValueClass::kWeakPasswordHash));
  EXPECT_TRUE(is("$6$rounds=1000$salt$abc", ValueClass::kWeakPasswordHash));
  EXPECT_FALSE(is("$6$salt$abc", ValueClass::kWeakPasswordHash));
  EXPECT_TRUE(is("$6$salt$abc", ValueClass::kPasswordHash));
  EXPECT_TRUE(is("!$6$salt$abc", ValueClass::kLockedPassword));
  EXPECT_TRUE(is("*", ValueClass::kLockedPassword));
  EXPECT_FALSE(is("", ValueClass::kLockedPassword));
}

TEST(ValueClass, AHashOfAKnownWordIsRecognised) {
  // crypt(3) of "admin" with the salt "saltsalt".
  EXPECT_TRUE(is("$1$saltsalt$Y3BMhxQHmg7scgLILa56u1", ValueClass::kCrackedHash));
  EXPECT_FALSE(is("$1$saltsalt$0000000000000000000000", ValueClass::kCrackedHash));
}

TEST(NumberWithUnit, KnowsSecondsAndBytes) {
  EXPECT_EQ(number_with_unit("2m"), 120);
  EXPECT_EQ(number_with_unit("0x10"), 16);
  EXPECT_EQ(number_with_unit("1 KiB"), 1024);
  EXPECT_EQ(number_with_unit("soon"), std::nullopt);
}

}  // namespace
}  // namespace cpsaudit
