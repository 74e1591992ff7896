#include <gtest/gtest.h>

#include <chrono>

#include "formats/parsed.h"

namespace cpsaudit {
namespace {

Parsed page(std::string text) {
  return {Syntax::kPage, std::move(text)};
}

TEST(Page, ATagIsASectionWithItsAttributes) {
  const Parsed parsed = page("<!DOCTYPE html>\n<p class=x><INPUT Type=password NAME='pw' value=\"a b\" disabled/>");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.value("input>@type"), "password");
  EXPECT_EQ(parsed.under("input>@name"), "pw");
  EXPECT_EQ(parsed.under("input>@value"), "a b");
  EXPECT_EQ(parsed.key_under("input>@type"), "Type");
  EXPECT_EQ(parsed.at("input>@disabled").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.find("p"), nullptr) << "it only says how the page looks";
}

TEST(Page, AFormHoldsWhatItSends) {
  const Parsed parsed = page("<form method=get><div><input name=a></div></form><input name=b><form><input name=c>");
  EXPECT_EQ(parsed.value("[0]>input>@name"), "a");
  EXPECT_EQ(parsed.value("[1]>@name"), "b");
  EXPECT_EQ(parsed.value("[2]>input>@name"), "c") << "a form that is never closed";
}

TEST(Page, AScriptThatRunsIsAText) {
  const Parsed parsed = page(
      "<script>\nif (a<b) w('</p><form>');\n</script><script type=\"text/template\"><input name=x></script>"
      "<script src=a.js></script><style>a>b{}</style><input name=y>");
  EXPECT_EQ(parsed.under("[0]>#text"), "\nif (a<b) w('</p><form>');\n");
  EXPECT_EQ(parsed.find("[1]>#text"), nullptr);
  EXPECT_EQ(parsed.value("[2]>@src"), "a.js");
  EXPECT_EQ(parsed.value("[3]>@name"), "y");
}

TEST(Page, CommentsAndWhatAProgramPutsInAreNoTags) {
  const Parsed parsed = page(
      "<!-- <input name=a> --><?php echo '<input name=b>'; ?><% if x then %><input name=c <? on(\">\") ?> "
      "value=\"<?= $v[\"p\"] ?>\">");
  ASSERT_EQ(parsed.comments().size(), 1U);
  EXPECT_EQ(parsed.comments()[0].text, " <input name=a> ");
  ASSERT_EQ(parsed.root().children.size(), 1U);
  EXPECT_EQ(parsed.value("input>@name"), "c");
  EXPECT_EQ(parsed.value("input>@value"), "<?= $v[\"p\"] ?>");
}

TEST(Page, BrokenPagesEndSomewhere) {
  for (const char* text :
       {"<", "<input", "<input name", "<input name=", "<input name=\"a", "</", "<!--", "<script>", "<?",
        "<input value=\"<?= \">", "<a href='x", "<form><form></form></form>", "<input =\"'/>"}) {
    page(text);
  }
  EXPECT_EQ(page("<input value=\"a>").value("input>@value"), "\"a");
}

TEST(Page, TimeGrowsWithTheText) {
  std::string text;
  for (const char* part : {"<input a=\"", "<form>", "<!-", "<? ", "</x", "<script><", "<a '"}) {
    for (int i = 0; i < 60'000; ++i) text += part;
    const auto begin = std::chrono::steady_clock::now();
    page(std::exchange(text, {}));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5)) << part;
  }
}

}  // namespace
}  // namespace cpsaudit
