#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyze.h"

namespace cpsaudit::testing {
namespace {

using ::testing::ElementsAre;

SourceOptions asking_for_answers() {
  SourceOptions options;
  options.interests = interests();
  options.interests.answers = {"(?i)login|auth"};
  options.interests.guards = {"^check_session$"};
  return options;
}

/// "1 if !stored" of each answer, in order.
std::vector<std::string> answers(const Analysis& analysis) {
  std::vector<std::string> out;
  for (const CallbackAnswer& answer : analysis.facts.answers) {
    std::string text = answer.value ? std::to_string(*answer.value) : answer.name;
    if (answer.boolean) text = *answer.value != 0 ? "true" : "false";
    for (const Condition& condition : answer.place.conditions) text += " if " + condition.text;
    out.push_back(std::move(text));
  }
  return out;
}

TEST(SourceAnswers, EachAnswerOfAFunctionThatChecksAskForSaysWhatIsAskedBefore) {
  const auto found = analyze("a.c",
                             "int check_login(const char *stored) {\n"
                             "  if (*stored == '\\0') return 1;\n"
                             "  return 0;\n"
                             "}\n"
                             "int parse(const char *text) { if (!text) return 1; return 0; }\n",
                             {}, asking_for_answers());
  EXPECT_THAT(answers(found), ElementsAre("1 if *stored == '\\0'", "0 if *stored != '\\0'"));
}

TEST(SourceAnswers, EachOfTwoWaysToBeLetInIsEnough) {
  const auto found =
      analyze("a.cpp", "bool Web::isAuthorized(const Request &r) { return debug_ || session(r).valid(); }\n", {},
              asking_for_answers());
  EXPECT_THAT(answers(found), ElementsAre("true if debug_", "true if session(r).valid()"));
}

TEST(SourceAnswers, LabelsThatFallThroughAreOneQuestion) {
  const auto found = analyze("a.c",
                             "enum { NONE, FIRST, SECOND };\n"
                             "int auth(int res) {\n"
                             "  switch (res) {\n"
                             "    case FIRST:\n"
                             "    case SECOND:\n"
                             "      note();\n"
                             "      return 0;\n"
                             "    case 7:\n"
                             "      return 2;\n"
                             "    case 8:\n"
                             "    default:\n"
                             "      return 1;\n"
                             "  }\n"
                             "}\n",
                             {}, asking_for_answers());
  EXPECT_THAT(answers(found), ElementsAre("0 if res == FIRST || res == SECOND", "2 if res == 7", "1"));
}

TEST(SourceAnswers, AConstantThatNobodyDeclaredIsAnAnswerByItsName) {
  const auto found = analyze("a.c", "esp_err_t auth(void *r) { if (open_mode) return ESP_OK; return ESP_FAIL; }\n", {},
                             asking_for_answers());
  EXPECT_THAT(answers(found), ElementsAre("ESP_OK if open_mode", "ESP_FAIL if !(open_mode)"));
}

TEST(SourceAnswers, WhoCallsAGuardIsCalledByFactsAsWell) {
  const auto found = analyze("a.cpp",
                             "#include <web.h>\n"
                             "bool may(Request *r) { if (!r->check_session()) return false; return true; }\n"
                             "void page(Request *r) { if (!may(r)) return; begin(r); }\n",
                             {}, asking_for_answers());
  EXPECT_EQ(found.call("may").place.function, "page");
  EXPECT_EQ(found.call("check_session").place.function, "may");
}

TEST(SourceAnswers, AnExpressionIsAnAnswerAsItIsWritten) {
  const auto found =
      analyze("a.c", "unsigned auth_token(void) { return (rand() << 16) | rand(); }\n", {}, asking_for_answers());
  ASSERT_EQ(found.facts.answers.size(), 1U);
  EXPECT_EQ(found.facts.answers.front().text, "(rand() << 16) | rand()");
}

TEST(SourceAnswers, AnOperatorOfAClassAnswersToo) {
  const auto found =
      analyze("a.cpp", "struct AuthCheck { bool operator()(int) const { return true; } };\nvoid f() { init(1); }\n", {},
              asking_for_answers());
  EXPECT_THAT(answers(found), ElementsAre("true"));
}

}  // namespace
}  // namespace cpsaudit::testing
