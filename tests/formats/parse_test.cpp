#include "formats/parsed.h"

namespace cpsaudit {
namespace {

constexpr Syntax kSyntaxes[] = {Syntax::kYaml,    Syntax::kJson,     Syntax::kXml,        Syntax::kToml,
                                Syntax::kIni,     Syntax::kKeyValue, Syntax::kDirectives, Syntax::kBlocks,
                                Syntax::kUci,     Syntax::kKconfig,  Syntax::kPasswd,     Syntax::kShadow,
                                Syntax::kInittab, Syntax::kShell,    Syntax::kDockerfile, Syntax::kPem,
                                Syntax::kCrontab, Syntax::kBitbake,  Syntax::kMakefile,   Syntax::kBraces};

SyntaxOptions every_option() {
  SyntaxOptions options;
  options.comment_marks = "#;";
  options.trailing_comment_marks = "#";
  options.section_openers = {"a", "Match"};
  options.command_keys = {"a", "**/a", "x/*/y"};
  options.angle_blocks = true;
  options.dotted_keys = true;
  options.blank_separates = true;
  options.brackets_continue = true;
  return options;
}

/// Every place that a document names must lie in the text.
void expect_places_inside(const Node& node, const Text& text) {
  const Position end = text.position(text.utf8().size());
  EXPECT_LE(node.value_span.end, end);
  EXPECT_LE(node.value_span.begin, node.value_span.end);
  EXPECT_LE(node.key_span.end, end);
  for (const Word& word : node.words) EXPECT_LE(word.span.end, end);
  for (const Node& child : node.children) {
    EXPECT_TRUE(child.value_span.known()) << child.key;
    expect_places_inside(child, text);
  }
}

TEST(Parse, EverySyntaxSurvivesEveryRepeatedPart) {
  const char* parts[] = {"$(",
                         "${",
                         "\"$(",
                         "`",
                         "(",
                         "{ ",
                         "\"",
                         "'",
                         "<<E\n",
                         "a|",
                         "\\\n",
                         "\\",
                         "a b ",
                         "\n",
                         "{{",
                         "[",
                         "]",
                         "}",
                         "a: ",
                         "- ",
                         "<a>",
                         "<a ",
                         "</a>\n",
                         "<!--",
                         "a=",
                         "a.",
                         "[a]\n",
                         "[[a]]\n",
                         "a=1\n",
                         "a = '",
                         "\"\"\"",
                         "key \"",
                         "#",
                         "a:b\n",
                         "::::\n",
                         "-----BEGIN A-----\n",
                         "config a 'x\n",
                         "option 'x\n",
                         "x \"\\\n",
                         "RUN a\\\n",
                         "ENV a=b ",
                         "RUN <<E\n",
                         "&a [",
                         "&a x: *a\n",
                         "a: |\n",
                         "a: \"",
                         "@a",
                         "/*",
                         "\xF0\x9F\x99\x82",
                         "a:1,",
                         "\"a\":{",
                         "\"\\u",
                         "\r",
                         "\r\n",
                         "# X is not set\n",
                         "=",
                         ";",
                         "a: !x\n",
                         "<![CDATA[",
                         "? ",
                         "{%}",
                         "a:\n  - b\n"};
  const SyntaxOptions options = every_option();
  for (const Syntax syntax : kSyntaxes) {
    for (const std::string_view part : parts) {
      std::string text;
      while (text.size() < 1'500) text += part;
      const Parsed parsed(syntax, text, options);
      SCOPED_TRACE(std::string(name_of(syntax)) + " of " + std::string(part));
      expect_places_inside(parsed.root(), parsed.text());
    }
  }
}

TEST(Parse, EverySyntaxReadsOneLongLineInTime) {
  for (const Syntax syntax : kSyntaxes) {
    for (const char* part : {"a=b ", "${x}", "{a: [1, ", "<a b='c'>"}) {
      std::string text = "a: ";
      while (text.size() < 100'000) text += part;
      const Parsed parsed(syntax, text, every_option());
      EXPECT_LE(parsed.root().children.size(), text.size()) << name_of(syntax);
    }
  }
}

TEST(Parse, AnEmptyTextIsAnEmptyDocument) {
  for (const Syntax syntax : kSyntaxes) {
    const Parsed parsed(syntax, "");
    EXPECT_TRUE(parsed.root().children.empty()) << name_of(syntax);
    EXPECT_TRUE(parsed.problems().empty() || syntax == Syntax::kXml) << name_of(syntax);
  }
}

TEST(Parse, ASyntaxWithoutSettingsIsAProblem) {
  EXPECT_EQ(Parsed(Syntax::kC, "int x;").problems().size(), 1U);
}

}  // namespace
}  // namespace cpsaudit
