#include "formats/parsed.h"

namespace cpsaudit {
namespace {

Parsed shell(std::string text) {
  return {Syntax::kShell, std::move(text)};
}

TEST(Shell, AnExpansionMaySetWhatWasNotSet) {
  const Parsed parsed(Syntax::kShell, ": \"${ADMIN:=plant-7}\"\n: ${B=\"x y\"} ${C:-no} ${D:=$E}\necho \"${F:=1}\"\n");
  EXPECT_EQ(parsed.under("ADMIN"), "plant-7");
  EXPECT_EQ(parsed.key_under("ADMIN"), "ADMIN");
  EXPECT_EQ(parsed.value("B"), "x y");
  EXPECT_EQ(parsed.find("C"), nullptr);
  EXPECT_EQ(parsed.at("D").tag, "expansion");
  EXPECT_EQ(parsed.value("F"), "1");
}

TEST(Shell, WordsLoseTheirQuotesAndKeepTheirPlace) {
  const Parsed parsed = shell("#!/bin/sh\ncurl -k \"https://x/a b\" 'it'\\''s' a\\ b --o=\"q\" $'t\\tb' # c\r\n");
  EXPECT_EQ(parsed.words(0), "curl|-k|https://x/a b|it's|a b|--o=q|t\tb");
  EXPECT_EQ(parsed.words_under(0), "curl|-k|https://x/a b|'it'\\''s'|a\\ b|--o=\"q\"|$'t\\tb'");
  EXPECT_EQ(parsed.slice(parsed.commands()[0].span), "curl -k \"https://x/a b\" 'it'\\''s' a\\ b --o=\"q\" $'t\\tb'");
  EXPECT_EQ(parsed.comments().size(), 2U);
  EXPECT_EQ(parsed.commands()[0].context, "shell");
}

TEST(Shell, AHoleOfATemplateIsPartOfAWord) {
  const Parsed parsed = shell("mysql -p{{ pass | default('x y') }} -e 1\necho \"{{ a | default(\"b\") }}\" c\n");
  EXPECT_EQ(parsed.words(0), "mysql|-p{{ pass | default('x y') }}|-e|1");
  EXPECT_EQ(parsed.words(1), "echo|{{ a | default(\"b\") }}|c");
}

TEST(Shell, PipesLinkCommands) {
  const Parsed parsed = shell(
      "echo root:x | tee log |\n chpasswd\n{ a; b; } | c\nd | while read l; do e $l; done | f\n(g; h) 2>&1 | i\n");
  EXPECT_EQ(parsed.words(2), "chpasswd");
  EXPECT_EQ(parsed.pipes(), "0>1 1>2 3>5 4>5 6>7 7>9 8>9 10>12 11>12");
}

TEST(Shell, ConditionsAndFunctionsAreToldApart) {
  const Parsed parsed = shell(
      "a\nif b; then c; elif d; then e; else f; fi\ng && h || i; j\nstart() {\n  k\n}\nfunction stop { l; }\n"
      "case $1 in x|y) m;; (*) n ;; esac\nwhile o; do p; done\nq\n");
  std::string seen;
  for (const Command& command : parsed.commands()) {
    seen += command.words[0].text + (command.conditional ? "?" : "") +
            (command.inside.empty() ? "" : "@" + command.inside) + " ";
  }
  EXPECT_EQ(seen, "a b c? d? e? f? g h? i? j k?@start l?@stop m? n? o p? q ");
}

TEST(Shell, SubstitutionsAreCommandsToo) {
  const Parsed parsed = shell("X=$(curl -k $(host)) y\nz `w \"$(v)\"` \"a$(u | t)b\" <(s)\n");
  ASSERT_EQ(parsed.commands().size(), 9U);
  EXPECT_EQ(parsed.words(0), "y");
  EXPECT_EQ(parsed.commands()[0].environment[0].value.text, "$(curl -k $(host))");
  EXPECT_FALSE(parsed.commands()[0].environment[0].value.literal);
  EXPECT_EQ(parsed.words(1), "curl|-k|$(host)");
  EXPECT_EQ(parsed.words(2), "host");
  EXPECT_EQ(parsed.words(3), "z|`w \"$(v)\"`|a$(u | t)b|<(s)");
  EXPECT_EQ(parsed.words(4), "w|$(v)");
  EXPECT_EQ(parsed.pipes(), "6>7");
}

TEST(Shell, AssignmentsAloneAreSettings) {
  const Parsed parsed = shell(
      "PASS='s3cret'\nexport TLS=0 HOME\nlocal x=$1\nA=1 B=2 cmd\nARR=(one \"two\" # c\n three)\nEMPTY=\nU=\"a b\"c\n");
  EXPECT_EQ(parsed.under("PASS"), "s3cret");
  EXPECT_EQ(parsed.key_under("PASS"), "PASS");
  EXPECT_EQ(parsed.at("PASS").style, ScalarStyle::kQuoted);
  EXPECT_EQ(parsed.under("TLS"), "0");
  EXPECT_EQ(parsed.at("x").tag, "expansion");
  EXPECT_EQ(parsed.find("A"), nullptr);
  EXPECT_EQ(parsed.under("ARR>[1]"), "two");
  EXPECT_EQ(parsed.at("ARR").children.size(), 3U);
  EXPECT_EQ(parsed.at("EMPTY").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.value("U"), "a bc");
  EXPECT_EQ(parsed.words(0), "export|TLS=0|HOME");
  EXPECT_EQ(parsed.words(2), "cmd");
  EXPECT_EQ(parsed.commands()[2].environment[1].name.text, "B");
}

TEST(Shell, RedirectionsAndHereDocuments) {
  const Parsed parsed = shell(
      "cat <<EOF > /etc/x 2>>log | sh\nroot:$X\nEOF\nftp -n <<-'END'\n\tuser a b\n\tEND\npasswd <<< \"pw\"\na &>b "
      ">&2\n");
  const Command& cat = parsed.commands()[0];
  ASSERT_EQ(cat.redirections.size(), 3U);
  EXPECT_EQ(cat.redirections[0].operation, "<<");
  EXPECT_EQ(cat.redirections[0].target.text, "root:$X\n");
  EXPECT_FALSE(cat.redirections[0].target.literal);
  EXPECT_EQ(parsed.slice(cat.redirections[0].target.span), "root:$X\n");
  EXPECT_EQ(cat.redirections[1].target.text, "/etc/x");
  EXPECT_EQ(cat.redirections[2].operation, ">>");
  EXPECT_EQ(parsed.pipes(), "0>1");
  EXPECT_EQ(parsed.commands()[2].redirections[0].target.text, "\tuser a b\n");
  EXPECT_TRUE(parsed.commands()[2].redirections[0].target.literal);
  EXPECT_EQ(parsed.commands()[3].redirections[0].operation, "<<<");
  EXPECT_EQ(parsed.commands()[3].redirections[0].target.text, "pw");
  EXPECT_EQ(parsed.commands()[4].redirections[1].operation, ">&");
  EXPECT_EQ(parsed.commands().size(), 5U);
}

TEST(Shell, ScriptsInsideOfScriptsAreRead) {
  const Parsed parsed = shell(
      "sudo sh -c 'curl -k https://x | sh'\neval \"wget --no-check-certificate $U\"\nsu - app -c \"telnetd -l "
      "\\\"/bin/sh\\\"\"\nbash -s <<'E'\nnc -l\nE\nsh run.sh\n");
  ASSERT_EQ(parsed.commands().size(), 10U);
  EXPECT_EQ(parsed.words_under(1), "curl|-k|https://x");
  EXPECT_EQ(parsed.pipes(), "1>2");
  EXPECT_EQ(parsed.words_under(4), "wget|--no-check-certificate|$U");
  EXPECT_EQ(parsed.words(6), "telnetd|-l|/bin/sh");
  EXPECT_EQ(parsed.slice(parsed.commands()[6].words[0].span), "telnetd");
  EXPECT_EQ(parsed.words_under(8), "nc|-l");
}

TEST(Shell, AFunctionThatRunsItsArgumentIsGivenACommandLine) {
  const Parsed parsed = shell("run_cmd \"wget -O x http://y\"\nretry 3 'curl -k https://z'\nlog \"run wget x\"\n");
  ASSERT_EQ(parsed.commands().size(), 5U);
  EXPECT_EQ(parsed.words_under(1), "wget|-O|x|http://y");
  EXPECT_EQ(parsed.words_under(3), "curl|-k|https://z");
}

TEST(Shell, OperatorsInsideOfTestsAreWords) {
  const Parsed parsed = shell(
      "if [[ $a == x && -f b ]]; then c; fi\n[ -n \"$x\" ] && d\nfor i in a b $(e); do f; done\n(( i > 2 )) && g\n");
  EXPECT_EQ(parsed.words(0), "[[|$a|==|x|&&|-f|b|]]");
  EXPECT_EQ(parsed.words(1), "c");
  EXPECT_TRUE(parsed.commands()[1].conditional);
  EXPECT_EQ(parsed.words(4), "e");
  EXPECT_EQ(parsed.words(5), "f");
  EXPECT_EQ(parsed.words(6), "g");
}

TEST(Shell, ACommandInACommentOrAStringIsNone) {
  const Parsed parsed = shell("# telnetd -l /bin/sh\necho \"run: telnetd\" 'curl -k'\nx=a#b\n");
  ASSERT_EQ(parsed.commands().size(), 1U);
  EXPECT_EQ(parsed.words(0), "echo|run: telnetd|curl -k");
  EXPECT_EQ(parsed.value("x"), "a#b");
}

TEST(Shell, AContinuedLineIsOneCommand) {
  const Parsed parsed = shell("curl \\\n  -k \\\r\n  https://x\\\n/y\nnext\n");
  EXPECT_EQ(parsed.words(0), "curl|-k|https://x/y");
  EXPECT_EQ(parsed.words(1), "next");
}

TEST(Shell, AQuoteWithoutPartnerCostsOneLine) {
  const Parsed parsed = shell("echo it's\ntelnetd\necho \"open $(a\ncurl -k x\n");
  ASSERT_FALSE(parsed.problems().empty());
  EXPECT_EQ(parsed.problems()[0].where, (Position{1, 8}));
  bool telnetd = false;
  bool curl = false;
  for (const Command& command : parsed.commands()) {
    telnetd = telnetd || command.words[0].text == "telnetd";
    curl = curl || command.words[0].text == "curl";
  }
  EXPECT_TRUE(telnetd);
  EXPECT_TRUE(curl);
}

TEST(Shell, StrangeTextNeverFails) {
  for (const char* text : {"",
                           "\\",
                           "'",
                           "\"",
                           "`",
                           "$(",
                           "${",
                           "$((",
                           "((",
                           "<<",
                           "<<E",
                           "a <<E\n",
                           "case x in",
                           "case",
                           "for",
                           "if",
                           ")",
                           "}",
                           ";;",
                           "|",
                           "&&",
                           "&>",
                           "<(",
                           "a[",
                           "a[1]=",
                           "x=(",
                           "[[ a",
                           "function",
                           "f() f() f()",
                           "$",
                           "${x",
                           "\"${",
                           "esac esac done fi }",
                           "! ! !",
                           "2",
                           "2>",
                           "@(",
                           "a@(b",
                           "\r\n\r\n",
                           "case x in a) case y in b) c;; esac",
                           "{ ( { ("}) {
    const Parsed parsed = shell(text);
    SUCCEED();
  }
}

TEST(Shell, HostileTextIsReadInLinearTime) {
  const auto repeated = [](std::string_view part) {
    std::string text;
    while (text.size() < 60'000) text += part;
    return text;
  };
  for (const char* part :
       {"$(",       "${",    "\"$(", "$((", "`",       "(",       "{ ",        "if ", "case x in ", "\"", "'",
        "<<E ",     "<<E\n", "a|",   "a&&", "$'",      "<(",      "x=(",       "[[ ", "f() ",       "@(", "\\",
        "{ a;} | ", "done ", ") ",   "\"`", "sh -c '", "${x:-\"", "for i in ", ";;",  "a <<E $("}) {
    const Parsed parsed = shell(repeated(part));
    SUCCEED() << part;
  }
}

TEST(Shell, AFunctionOfTheScriptIsHandedALine) {
  const Parsed parsed = shell(
      "in_stage \"chmod 777 /srv/x\"\nlog_info \"rm -rf is next\"\non_target \"useradd -p x y\"\n"
      "do_it \"curl is missing\"\n");
  ASSERT_EQ(parsed.commands().size(), 6U);
  EXPECT_EQ(parsed.words(1), "chmod|777|/srv/x");
  EXPECT_EQ(parsed.words(4), "useradd|-p|x|y");
}

}  // namespace
}  // namespace cpsaudit
