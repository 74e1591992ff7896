#include <gtest/gtest.h>

#include "source/analyze.h"

namespace cpsaudit::testing {
namespace {

std::vector<std::string> constant_functions(const Analysis& analysis) {
  std::vector<std::string> names;
  for (const ConstantReturn& fact : analysis.facts.constant_returns) {
    names.push_back(fact.function + "=" + std::to_string(fact.value));
  }
  return names;
}

using Names = std::vector<std::string>;

TEST(Callbacks, ALambdaThatBecomesAPointerToAFunctionKeepsItsName) {
  const auto analysis = analyze("a.cpp", R"(
    typedef struct store_st store;
    void set_verify(void *context, int mode, int (*callback)(int, store *));
    void f(void *context) { set_verify(context, 1, [](int ok, store *s) -> int { return 1; }); }
  )");
  const Call call = analysis.call("set_verify");
  ASSERT_EQ(call.arguments.size(), 3U);
  EXPECT_EQ(constant_functions(analysis), Names{call.arguments[2].object + "=1"});
}

TEST(Callbacks, ParametersOfTypesThatNobodyDeclaresDoNotHideThatTheAnswerIsAlwaysYes) {
  const auto analysis = analyze("a.cpp", R"(
    #include <missing/ssl.h>
    bool accept(bool, missing::ssl::verify_context&) { return true; }
    bool look(bool ok, missing::ssl::verify_context& context) { return ok && context.valid(); }
    void f(missing::ssl::context &c) { c.set_verify(accept); c.set_verify(look); }
  )");
  EXPECT_EQ(constant_functions(analysis), Names{"accept=1"});
}

TEST(Callbacks, AnUnknownQualifiedTypeByReferenceMakesAParameterNotAVariable) {
  const auto analysis = analyze("a.cpp", "void f(missing::ssl::context &c) { c.set_verify(1); }");
  EXPECT_EQ(analysis.call("set_verify").place.reach, Reach::kRecovered);
  EXPECT_EQ(analysis.call("set_verify").place.function, "f");
}

TEST(Callbacks, AConstantOfSuccessThatNobodyDeclaresIsZero) {
  const auto analysis = analyze("a.c", R"(
    #include "missing.h"
    int image_verify(image_t *image) { return IMG_VERIFY_OK; }
    int header_verify(image_t *image) { if (image == 0) return IMG_BAD; return IMG_VERIFY_OK; }
    int size_verify(image_t *image) { return IMG_SIZE; }
  )");
  EXPECT_EQ(constant_functions(analysis), Names{"image_verify=0"});
}

}  // namespace
}  // namespace cpsaudit::testing
