#include "source/interest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/candidates.h"

namespace cpsaudit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NamesInFunctions, APatternHoldsInTheFunctionsOfItsPairAlone) {
  const NamesInFunctions names({{"^out", "encrypt"}, {"^state$", "random"}});
  EXPECT_THAT(names.of_function("xor_encrypt"), ElementsAre(0U));
  EXPECT_THAT(names.of_function("setup"), IsEmpty());
  EXPECT_TRUE(names.fits("output", names.of_function("xor_encrypt")));
  EXPECT_FALSE(names.fits("state", names.of_function("xor_encrypt")));
  EXPECT_FALSE(names.fits_text("output", names.of_function("my_random")));
}

TEST(NamesInFunctions, APairThatIsNoPatternShiftsNoOther) {
  const NamesInFunctions names({{"(", "encrypt"}, {"^state$", "random"}});
  EXPECT_TRUE(names.fits("state", names.of_function("my_random")));
}

/// Whether a file is a reason to parse it.
bool matters(const SourceInterests& interests, const std::string& text) {
  const Interest interest(interests);
  const RawFile raw = cut_into_tokens(text, true);
  return Candidates(raw, interest).any();
}

TEST(Candidates, ANameOfOneFunctionIsNoReasonInAnother) {
  SourceInterests interests;
  interests.inner_names = {{"^out$", "^encrypt$"}};
  EXPECT_TRUE(matters(interests, "void encrypt(char *out) { out[0] ^= 5; }"));
  EXPECT_TRUE(matters(interests, "void Box::encrypt(char *s) const noexcept { out = s; }"));
  EXPECT_FALSE(matters(interests, "void setup(char *out) { out[0] = 5; }"));
  EXPECT_FALSE(matters(interests, "void setup(char *out) { out[0] = 5; encrypt(in); }"));
}

TEST(Candidates, AnAnswerMattersInTheFunctionThatGivesIt) {
  SourceInterests interests;
  interests.answers = {"^check_login$"};
  EXPECT_TRUE(matters(interests, "int check_login(int a) { return 1; }"));
  EXPECT_FALSE(matters(interests, "int check_login(int a); int other(void) { return 1; }"));
}

TEST(Candidates, AnArgumentTellsAboutTheFunctionsOfItsPairAlone) {
  SourceInterests interests;
  interests.telling = {{"(?i)verify", "^set_option$"}, {".", "^login$"}};
  EXPECT_TRUE(matters(interests, "void f(void) { set_option(handle, VERIFY, 0); }"));
  EXPECT_TRUE(matters(interests, "void f(void) { login(user); }"));
  EXPECT_FALSE(matters(interests, "void f(void) { set_option(handle, TIMEOUT, 0); }"));
}

}  // namespace
}  // namespace cpsaudit::testing
