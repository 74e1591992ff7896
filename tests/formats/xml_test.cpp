#include "formats/parsed.h"

namespace cpsaudit {
namespace {

Parsed xml(std::string text) {
  return {Syntax::kXml, std::move(text)};
}

TEST(Xml, AnElementWithTextAloneIsAScalar) {
  const Parsed parsed = xml(
      "<?xml version=\"1.0\"?>\r\n<!DOCTYPE a>\r\n<a>\r\n <Port> 4840\r\n </Port><b>t&amp;x</b><c/><d></d></a>\r\n");
  EXPECT_TRUE(parsed.problems().empty());
  EXPECT_EQ(parsed.under("a>Port"), "4840");
  EXPECT_EQ(parsed.value("a>Port"), "4840");
  EXPECT_EQ(parsed.key_under("a>Port"), "Port");
  EXPECT_EQ(parsed.value("a>b"), "t&x");
  EXPECT_EQ(parsed.under("a>b"), "t&amp;x");
  EXPECT_EQ(parsed.at("a>c").style, ScalarStyle::kMissing);
  EXPECT_EQ(parsed.at("a>d").value_span.begin, (Position{5, 30}));
}

TEST(Xml, AttributesAreChildrenWithAnAtSign) {
  const Parsed parsed =
      xml("<!-- 😀 --><s><user name=\"admin\"\n  password = 'a&lt;b' roles=\"x\"/><u enabled='no'>text</u></s>");
  EXPECT_EQ(parsed.under("s>user>@name"), "admin");
  EXPECT_EQ(parsed.key_under("s>user>@password"), "password");
  EXPECT_EQ(parsed.value("s>user>@password"), "a<b");
  EXPECT_EQ(parsed.under("s>user>@password"), "a&lt;b");
  EXPECT_EQ(parsed.under("s>user>@roles"), "x");
  EXPECT_EQ(parsed.under("s>u>@enabled"), "no");
  EXPECT_EQ(parsed.under("s>u>#text"), "text");
  EXPECT_EQ(parsed.under("s>u"), "<u enabled='no'>text</u>");
  EXPECT_EQ(parsed.under("s>user").substr(0, 10), "<user name");
  EXPECT_EQ(parsed.under("s>user").substr(parsed.under("s>user").size() - 2), "/>");
  EXPECT_EQ(parsed.under("s").substr(parsed.under("s").size() - 4), "</s>");
}

TEST(Xml, AnElementThatIsClosedAtOnceHasAnEmptyText) {
  const Parsed parsed = xml("<s><Set name=\"Algorithm\"></Set><user name=\"x\"/><p a='b'> </p></s>");
  EXPECT_EQ(parsed.value("s>Set>#text"), "");
  EXPECT_EQ(parsed.at("s>Set>#text").value_span.begin, (Position{1, 26}));
  EXPECT_EQ(parsed.find("s>user>#text"), nullptr);
  EXPECT_EQ(parsed.value("s>p>#text"), "");
}

TEST(Xml, ElementsInsideOfAFewLineCommentAreNoSettings) {
  const Parsed parsed = xml("<broker>\n<!--\n <plugins><auth user=\"x\"/></plugins>\n-->\n<x>1</x></broker>");
  EXPECT_EQ(parsed.find("broker>plugins"), nullptr);
  EXPECT_EQ(parsed.under("broker>x"), "1");
  ASSERT_EQ(parsed.comments().size(), 1U);
  EXPECT_EQ(parsed.comments()[0].span.begin, (Position{2, 1}));
  EXPECT_EQ(parsed.comments()[0].span.end, (Position{4, 4}));
}

TEST(Xml, CdataIsKeptAsItIs) {
  const Parsed parsed = xml("<a><s><![CDATA[ if (a < b) ]]></s></a>");
  EXPECT_EQ(parsed.value("a>s"), " if (a < b) ");
  EXPECT_EQ(parsed.under("a>s"), " if (a < b) ");
  EXPECT_EQ(parsed.at("a>s").style, ScalarStyle::kBlock);
}

TEST(Xml, ABrokenFileSaysWhereAndKeepsTheRest) {
  const Parsed parsed = xml("<a><b>1</b><c></a>");
  ASSERT_EQ(parsed.problems().size(), 1U);
  EXPECT_EQ(parsed.problems()[0].where.line, 1U);
  EXPECT_EQ(parsed.value("a>b"), "1");
}

TEST(Xml, DeepNestingIsCutWithAProblem) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "<a>";
  EXPECT_FALSE(xml(text).problems().empty());
  for (int i = 0; i < 20'000; ++i) text += "</a>";
  EXPECT_EQ(xml(text).problems().size(), 1U);
}

TEST(Xml, EntitiesAreNotExpanded) {
  const Parsed parsed =
      xml("<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]><l><x>&a;&b;</x></l>");
  EXPECT_EQ(parsed.value("l>x"), "&a;&b;");
}

}  // namespace
}  // namespace cpsaudit
