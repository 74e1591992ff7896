#include <gtest/gtest.h>

#include "source/analyze.h"

namespace cpsaudit::testing {
namespace {

TEST(Sketch, ATabSeesWhatTheTabsBeforeItDeclare) {
  const auto analysis =
      analyze("house/wifi.ino", "void start() {\n  net.begin(SSID, password);\n}\n",
              {{"house/house.ino", "#define SSID \"attic\"\nWiFiClass net;\nvoid setup() { start(); }\n"},
               {"house/config.ino", "const char *password = \"letmein1\";\n"},
               {"house/wifi.ino", ""}});
  const Call call = analysis.call("begin");
  ASSERT_EQ(call.arguments.size(), 2U);
  EXPECT_EQ(call.receiver_type, "WiFiClass");
  EXPECT_EQ(constants(call.arguments[0]), std::vector<std::string>{"\"attic\""});
  EXPECT_EQ(constants(call.arguments[1]), std::vector<std::string>{"\"letmein1\""});
  EXPECT_EQ(call.callee_span.begin.line, 2U);
}

TEST(Sketch, ATabDoesNotSeeWhatLaterTabsAndOtherSketchesDeclare) {
  const auto analysis = analyze("house/a.ino", "void start() { net.begin(SSID, PASSWORD); }\n",
                                {{"house/house.ino", ""},
                                 {"house/z.ino", "#define SSID \"attic\"\n"},
                                 {"barn/barn.ino", "#define PASSWORD \"letmein1\"\n"},
                                 {"house/a.ino", ""}});
  const Call call = analysis.call("begin");
  ASSERT_EQ(call.arguments.size(), 2U);
  EXPECT_TRUE(call.arguments[0].constants.empty());
  EXPECT_TRUE(call.arguments[1].constants.empty());
}

TEST(Sketch, FunctionsOfAnyTabMayBeCalledBeforeTheyStand) {
  const auto analysis = analyze("house/house.ino",
                                "void setup() { connect_later(1); server.begin(80); }\nvoid connect_later(int x) {}\n");
  EXPECT_EQ(analysis.call("begin").arguments.size(), 1U);
}

}  // namespace
}  // namespace cpsaudit::testing
