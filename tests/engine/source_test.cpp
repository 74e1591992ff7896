#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/facts.h"
#include "facts/name_hash.h"

namespace cpsaudit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Calls by hand: one a line, arguments eight columns apart.
class SourceBuilder {
 public:
  explicit SourceBuilder(std::string path) {
    file_.path = std::move(path);
    file_.syntax = Syntax::kC;
    file_.source.emplace();
  }

  SourceBuilder& call(std::string callee, std::vector<Value> arguments, std::string receiver = {}) {
    ++line_;
    Call call;
    call.name = callee.substr(callee.rfind(':') + 1);
    call.callee = std::move(callee);
    call.place.function = function_;
    call.span = {{line_, 1}, {line_, 80}};
    if (!receiver.empty()) call.receiver = Value{receiver, call.span, {}, false, {}, {}, receiver};
    std::uint32_t column = 10;
    for (Value& value : arguments) {
      value.span = {{line_, column}, {line_, column + 8}};
      for (Constant& constant : value.constants) constant.span = {{line_, column + 1}, {line_, column + 7}};
      column += 10;
    }
    call.arguments = std::move(arguments);
    file_.source->calls.push_back(std::move(call));
    return *this;
  }
  SourceBuilder& in(std::string function) {
    function_ = std::move(function);
    return *this;
  }
  SourceBuilder& token() {
    file_.source->calls.back().place.reach = Reach::kToken;
    return *this;
  }
  SourceBuilder& macro(std::string name, Value value) {
    ++line_;
    value.span = {{line_, 20}, {line_, 30}};
    for (Constant& constant : value.constants) constant.span = {{line_, 21}, {line_, 29}};
    file_.source->macros.push_back({std::move(name), std::move(value), {{line_, 9}, {line_, 18}}, {}});
    return *this;
  }
  SourceBuilder& record(std::string type, std::string variable, std::vector<std::pair<std::string, Value>> fields) {
    RecordInit record{type, variable, {}, {{++line_, 5}, {line_, 9}}, {function_, {}, true, Reach::kAst}};
    for (auto& [name, value] : fields) {
      ++line_;
      FieldInit field;
      field.type = type;
      field.variable = variable;
      field.field = name;
      value.span = {{line_, 10}, {line_, 18}};
      field.value = value;
      field.place.function = function_;
      file_.source->fields.push_back(field);
      record.fields.push_back(name);
    }
    file_.source->records.push_back(std::move(record));
    return *this;
  }
  FileFacts build() { return std::move(file_); }

 private:
  FileFacts file_;
  std::uint32_t line_ = 0;
  std::string function_ = "f";
};

Value number(std::int64_t value) {
  Value v;
  v.text = std::to_string(value);
  v.constants = {{Constant::Kind::kInteger, value, {}, true, {}, {}}};
  v.exhaustive = true;
  return v;
}

Value text(std::string value) {
  Value v;
  v.text = '"' + value + '"';
  v.constants = {{Constant::Kind::kString, 0, std::move(value), true, {}, {}}};
  v.exhaustive = true;
  return v;
}

Value name(std::string symbol) {
  Value v;
  v.text = symbol;
  v.symbols = {std::move(symbol)};
  return v;
}

std::vector<std::string> places(const std::string& detector, std::vector<FileFacts> files,
                                const std::string& more = {}) {
  return places_of(findings_of(catalog_of(check_text("  - " + detector, more)), std::move(files)));
}

const std::string kVerify =
    "call: {function: curl_easy_setopt, where: {argument: 2, is: CURLOPT_SSL_VERIFYPEER}, argument: 3, bad: 0, good: "
    "1}";

TEST(Source, AnArgumentIsJudgedWhereAnotherOneSaysSo) {
  const FileFacts file = SourceBuilder("a.c")
                             .call("curl_easy_setopt", {name("h"), name("CURLOPT_SSL_VERIFYPEER"), number(0)})
                             .call("curl_easy_setopt", {name("h"), name("CURLOPT_SSL_VERIFYPEER"), number(1)})
                             .call("curl_easy_setopt", {name("h"), name("CURLOPT_TIMEOUT"), number(0)})
                             .build();
  EXPECT_THAT(places(kVerify, {file}), ElementsAre("a.c:1:30 fail", "a.c:2:30 pass"));
}

TEST(Source, AnUnknownValueIsAnOpenQuestionOnceAFile) {
  const FileFacts file = SourceBuilder("a.c")
                             .call("curl_easy_setopt", {name("h"), name("CURLOPT_SSL_VERIFYPEER"), name("flag")})
                             .call("curl_easy_setopt", {name("h"), name("CURLOPT_SSL_VERIFYPEER"), name("flag")})
                             .build();
  EXPECT_THAT(places(kVerify, {file}), ElementsAre("a.c:1:30 open"));
}

TEST(Source, OneBadArmIsEnough) {
  Value either = number(1);
  either.constants.push_back({Constant::Kind::kInteger, 0, {}, true, {}, {}});
  const FileFacts file =
      SourceBuilder("a.c").call("curl_easy_setopt", {name("h"), name("CURLOPT_SSL_VERIFYPEER"), either}).build();
  EXPECT_THAT(places(kVerify, {file}), ElementsAre("a.c:1:30 fail"));
}

TEST(Source, AConstantIsFoundInAnotherFile) {
  const FileFacts use = SourceBuilder("a.c").call("login", {name("PIN")}).build();
  const FileFacts one = SourceBuilder("b.h").macro("PIN", text("Hakusan77")).build();
  const std::string detector = "call: {function: login, argument: 1, bad: {is: secret}}";
  const auto findings = findings_of(catalog_of(check_text("  - " + detector, "secret: true\n")), {use, one});
  ASSERT_THAT(places_of(findings), ElementsAre("b.h:1:21 fail"));
  ASSERT_EQ(findings[0].related.size(), 1U);
  EXPECT_EQ(findings[0].related[0].place.path, "a.c");
  const FileFacts other = SourceBuilder("c.h").macro("PIN", text("Hakusan78")).build();
  EXPECT_THAT(places(detector, {use, one, other}), IsEmpty());
}

TEST(Source, TheLiteralItselfIsThePlaceWithoutItsQuotes) {
  const FileFacts file = SourceBuilder("a.c").call("login", {text("Hakusan77")}).build();
  EXPECT_THAT(places("call: {function: login, argument: 1, bad: {is: secret}}", {file}), ElementsAre("a.c:1:11 fail"));
}

TEST(Source, ACompanionOnTheSameObjectExcuses) {
  const std::string detector =
      "call: {function: setInsecure, unless-called-later: [setFingerprint], unless-object: true}";
  const auto file = [](const std::string& object) {
    return SourceBuilder("a.ino").call("setInsecure", {}, "client").call("setFingerprint", {}, object).build();
  };
  EXPECT_THAT(places(detector, {file("client")}), ElementsAre("a.ino:1:1 pass"));
  EXPECT_THAT(places(detector, {file("other")}), ElementsAre("a.ino:1:1 fail"));
}

TEST(Source, AMissingCallIsLookedForInTheWholeProduct) {
  const std::string detector = "missing-call: {function: ArduinoOTA.begin, needs: [setPassword], reach: product}";
  const FileFacts begin = SourceBuilder("a.ino").call("begin", {}, "ArduinoOTA").call("begin", {}, "Serial").build();
  EXPECT_THAT(places(detector, {begin}), ElementsAre("a.ino:1:1 fail"));
  EXPECT_THAT(places(detector, {begin, SourceBuilder("b.cpp").call("setPassword", {}, "ArduinoOTA").build()}),
              ElementsAre("a.ino:1:1 pass"));
}

TEST(Source, ARecordThatLeavesAFieldOut) {
  const std::string detector =
      "field: {type: config_t, field: [cert, bundle], absent: true, when: [{key: url, value: {matches: '^https:'}}]}";
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").record("config_t", "c", {{"url", text("https://a")}}).build()}),
              ElementsAre("a.c:1:5 fail"));
  EXPECT_THAT(
      places(
          detector,
          {SourceBuilder("a.c").record("config_t", "c", {{"url", text("https://a")}, {"cert", name("pem")}}).build()}),
      ElementsAre("a.c:1:5 pass"));
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").record("config_t", "c", {{"url", text("http://a")}}).build()}),
              IsEmpty());
}

TEST(Source, TheTreeIsBelievedBeforeTheTokens) {
  const auto both = SourceBuilder("a.c").call("gets", {}).build();
  FileFacts file = both;
  file.source->calls.push_back(file.source->calls.front());
  file.source->calls.back().place.reach = Reach::kToken;
  file.source->calls.back().span = {{1, 1}, {1, 8}};
  const auto findings = findings_of(catalog_of(check_text("  - call: {function: gets}")), {file});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].confidence, Confidence::kAst);
}

TEST(Source, MacrosAreMatchedByTheirWholeName) {
  const FileFacts file =
      SourceBuilder("a.h").macro("WIFI_PASSWORD", text("Hakusan77")).macro("PASSWORD_LENGTH", text("abcd1234")).build();
  EXPECT_THAT(places("macro: {name: '.*_PASSWORD', bad: {is: secret}}", {file}), ElementsAre("a.h:1:21 fail"));
}

TEST(Source, AnAnswerThroughAnArgumentIsJudgedInPlaceOfTheResult) {
  const auto file = [](Call::Result result, Call::Result answer) {
    FileFacts facts = SourceBuilder("a.c").call("verify", {name("m"), name("&ok")}).build();
    Call& call = facts.source->calls.front();
    call.result = result;
    call.answers.push_back({2, answer});
    return facts;
  };
  const char* detector = "call: {function: verify, verdict: 2, result: ignored}";
  using Result = Call::Result;
  EXPECT_THAT(places(detector, {file(Result::kTested, Result::kUnused)}), ElementsAre("a.c:1:1 fail"));
  EXPECT_THAT(places(detector, {file(Result::kIgnored, Result::kTested)}), ElementsAre("a.c:1:1 pass"));
  EXPECT_THAT(places(detector, {file(Result::kIgnored, Result::kOther)}), IsEmpty());
}

TEST(Source, AComparisonIsReadWithTheNamedSideOnTheLeft) {
  FileFacts file = SourceBuilder("a.c").build();
  CodePlace place;
  place.function = "Updater::accept";
  file.source->comparisons.push_back({"offered", "running->version", "<", {{1, 1}, {1, 28}}, place});
  const auto found = [&](const std::string& rest) {
    return places("compare: {name: version, in-function: '^Updater', " + rest + "}", {file});
  };
  EXPECT_THAT(found("operators: ['>']"), ElementsAre("a.c:1:1 fail"));
  EXPECT_THAT(found("operators: ['<'], good-operators: ['>']"), ElementsAre("a.c:1:1 pass"));
  EXPECT_THAT(found("operators: ['<']"), IsEmpty());
  EXPECT_THAT(found("with: '^offered$'"), ElementsAre("a.c:1:1 fail"));
  EXPECT_THAT(found("unless-with: '^offered$'"), IsEmpty());
  EXPECT_THAT(found("unless-called: [verify]"), ElementsAre("a.c:1:1 fail"));
  EXPECT_THAT(found("when-called: [flash_write]"), IsEmpty());
}

TEST(Source, TheNameOfATextIsReadAsTheTextInItsPlace) {
  const char* detector =
      "call: {function: dial, where: {argument: 1, not: {text: '^\"localhost\"$'}}, argument: 2, bad: 1883}";
  const auto file = [](Value host) {
    return SourceBuilder("a.c").call("dial", {std::move(host), number(1883)}).build();
  };
  Value broker = text("localhost");
  broker.text = "BROKER";
  EXPECT_THAT(places(detector, {file(broker)}), IsEmpty());
  broker.constants.front().string = "hub.plant.example";
  EXPECT_THAT(places(detector, {file(broker)}), testing::SizeIs(1));
  // What a call gives is not what it is given.
  broker = text("localhost");
  broker.text = "resolve(BROKER)";
  EXPECT_THAT(places(detector, {file(broker)}), testing::SizeIs(1));
}

TEST(Source, ATextWithHolesIsPartlyKnown) {
  const char* detector = "call: {function: run, argument: 1, bad: {holes: true}}";
  Value built = text("ping {}");
  built.constants.front().complete = false;
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").call("run", {built}).build()}), ElementsAre("a.c:1:11 fail"));
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").call("run", {text("ping {}")}).build()}), IsEmpty());
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").call("run", {name("line")}).build()}), IsEmpty());
}

TEST(Source, AValueOfAnotherBuildIsAGradeLower) {
  Value either = number(1);
  either.constants.push_back({Constant::Kind::kInteger, 0, {}, true, {}, {}});
  either.constants.back().condition = {"defined(LAB)", {}, false, true};
  const FileFacts file =
      SourceBuilder("a.c").call("curl_easy_setopt", {name("h"), name("CURLOPT_SSL_VERIFYPEER"), either}).build();
  const auto findings = findings_of(catalog_of(check_text("  - " + kVerify)), {file});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().level, Level::kWarning);
}

TEST(Source, AConditionOnATableIsAboutTheRow) {
  FileFacts file =
      SourceBuilder("a.c")
          .record("user", "users",
                  {{"name", text("admin")}, {"password", text("*")}, {"name", text("plant")}, {"password", text("")}})
          .build();
  for (FieldInit& field : file.source->fields) field.how = FieldInit::How::kInitializer;
  const auto empty_for = [&](const std::string& name) {
    return places(
        "field: {type: [user], field: [password], bad: {empty: true}, when: [{key: name, value: " + name + "}]}",
        {file});
  };
  EXPECT_THAT(empty_for("admin"), IsEmpty());
  EXPECT_THAT(empty_for("plant"), ElementsAre("a.c:5:10 fail"));
}

TEST(Source, TheRowsOfATableMayBeNumbered) {
  FileFacts file =
      SourceBuilder("a.c").record("user", "users", {{"name", text("admin")}, {"password", text("")}}).build();
  for (FieldInit& field : file.source->fields) {
    field.how = FieldInit::How::kInitializer;
    field.row = field.field == "name" ? 1 : 2;
  }
  const std::string detector =
      "field: {type: [user], field: [password], bad: {empty: true}, when: [{key: name, value: admin}]}";
  EXPECT_THAT(places(detector, {file}), IsEmpty());
  for (FieldInit& field : file.source->fields) field.row = 1;
  EXPECT_THAT(places(detector, {file}), ElementsAre("a.c:3:10 fail"));
}

TEST(Source, WhatTheTreeSwitchesOffIsAGradeLower) {
  FileFacts file = SourceBuilder("a.c").call("gets", {}).build();
  CodePlace& place = file.source->calls.front().place;
  place.guard = "LEVEL > 2";
  place.active = false;
  const auto level_of = [&] {
    return findings_of(catalog_of(check_text("  - call: {function: gets}")), {file})[0].level;
  };
  EXPECT_EQ(level_of(), Level::kError);
  place.switched_off = true;
  EXPECT_EQ(level_of(), Level::kWarning);
}

TEST(Source, AnAnswerIsJudgedUnderWhatIsAskedBeforeIt) {
  const auto file = [](std::int64_t value, const std::string& asked) {
    FileFacts facts = SourceBuilder("a.c").build();
    CallbackAnswer answer{"check_login", value, {}, {{3, 5}, {3, 14}}, {"check_login", {}, true, Reach::kAst}};
    answer.place.conditions = {{asked}};
    facts.source->answers.push_back(answer);
    return facts;
  };
  const char* detector = "return: {in-function: 'login', when-under: 'empty', bad: [1]}";
  EXPECT_THAT(places(detector, {file(1, "empty")}), ElementsAre("a.c:3:5 fail"));
  EXPECT_THAT(places(detector, {file(0, "empty")}), IsEmpty());
  EXPECT_THAT(places(detector, {file(1, "!(full || empty)")}), IsEmpty());
}

TEST(Source, WhatIsLoggedIsNoBusinessOfTheLoggerBesideIt) {
  FileFacts log = SourceBuilder("src/log.c").build();
  log.source->implemented = {"gets"};
  const FileFacts net = SourceBuilder("src/net.c").in("join").call("gets", {}).build();
  const auto level_with = [&](const std::string& more) {
    const std::string check = check_text("  - call: {function: gets}");
    const Catalog catalog =
        load({{"transport/probe/weakness.yaml", kWeaknessText + more}, {"transport/probe/check.yaml", check}});
    return findings_of(catalog, {log, net}).at(0).level;
  };
  EXPECT_EQ(level_with(""), Level::kNote);
  EXPECT_EQ(level_with("own-functions: true\n"), Level::kError);
}

TEST(Source, AResultIsLostInAMemberThatNobodyReads) {
  const std::uint32_t state = hash_of_name("state");
  FileFacts use = SourceBuilder("app/a.c").call("verify", {name("image")}).build();
  use.source->calls.front().result = Call::Result::kAssigned;
  use.source->calls.front().target = "ctx->state";
  use.source->mentioned = use.source->unread = {state};
  const char* detector = "call: {function: verify, result: ignored}";
  EXPECT_THAT(places(detector, {use}), ElementsAre("app/a.c:1:1 fail"));
  FileFacts other = SourceBuilder("app/b.c").build();
  other.source->mentioned = {state};
  EXPECT_THAT(places(detector, {use, other}), IsEmpty());
  other.source->unread = {state};
  EXPECT_THAT(places(detector, {use, other}), ElementsAre("app/a.c:1:1 fail"));
}

TEST(Source, AStubThatOnlySaysYesIsNoVerification) {
  const char* detector = "missing-call: {function: flash_image, needs: [verify_image], reach: product}";
  FileFacts file =
      SourceBuilder("a.c").call("verify_image", {name("image")}).call("flash_image", {name("image")}).build();
  EXPECT_THAT(places(detector, {file}), ElementsAre("a.c:2:1 pass"));
  ConstantReturn stub{"verify_image", 1, {{9, 1}, {9, 9}}, {}};
  stub.is_stub = true;
  file.source->constant_returns = {stub};
  file.source->implemented = {"verify_image"};
  EXPECT_THAT(places(detector, {file}), ElementsAre("a.c:2:1 fail"));
  FileFacts other = SourceBuilder("b.c").build();
  other.source->implemented = {"verify_image"};
  EXPECT_THAT(places(detector, {file, other}), ElementsAre("a.c:2:1 pass"));
}

TEST(Source, WhatOneFunctionDoesMayHoldForTheWholeProduct) {
  const FileFacts file =
      SourceBuilder("a.c").in("main").call("umask", {number(0)}).in("store").call("mkfifo", {name("path")}).build();
  const auto found = [&](const std::string& companion) {
    return places("call: {function: mkfifo, when-called: [{function: umask, where: [{argument: 1, equals: 0}]" +
                      companion + "}]}",
                  {file});
  };
  EXPECT_THAT(found(""), IsEmpty());
  EXPECT_THAT(found(", reach: product"), ElementsAre("a.c:2:1 fail"));
}

TEST(Source, TwoObjectsAreToldApart) {
  const FileFacts file = SourceBuilder("a.cpp")
                             .call("setServer", {name("host"), number(8883)}, "cloud")
                             .call("setServer", {name("host"), number(1883)}, "local")
                             .call("connect", {text("id")}, "cloud")
                             .call("connect", {text("id")}, "local")
                             .build();
  const auto found = [&](const std::string& more) {
    return places(
        "call: {function: connect, missing-argument: 2, when-called: [{function: setServer, where: "
        "[{argument: 2, equals: 1883}]" +
            more + "}]}",
        {file});
  };
  EXPECT_THAT(found(""), ElementsAre("a.cpp:3:1 fail", "a.cpp:4:1 fail"));
  EXPECT_THAT(found(", object: same"), ElementsAre("a.cpp:4:1 fail"));
}

TEST(Source, AnAnswerThatIsComputedIsJudgedByItsSpelling) {
  FileFacts file = SourceBuilder("a.c").build();
  CallbackAnswer answer;
  answer.function = "new_token";
  answer.span = {{3, 5}, {3, 24}};
  answer.place.function = "new_token";
  answer.text = "millis() ^ 0xA5A5";
  file.source->answers.push_back(answer);
  EXPECT_THAT(places("return: {in-function: token, bad: {text: 'millis'}}", {file}), ElementsAre("a.c:3:5 fail"));
  EXPECT_THAT(places("return: {in-function: token, bad: {text: 'random'}}", {file}), IsEmpty());
}

TEST(Source, WhatIsMixedIsFoundOnlyWhereItIsAskedFor) {
  FileFacts file = SourceBuilder("a.c").build();
  CodePlace place;
  place.function = "encrypt";
  file.source->comparisons.push_back({"p[i]", "key[i % n]", "^=", {{1, 1}, {1, 20}}, place});
  EXPECT_THAT(places("compare: {name: key, in-function: crypt, operators: ['^=']}", {file}),
              ElementsAre("a.c:1:1 fail"));
  EXPECT_THAT(places("compare: {name: key, in-function: crypt}", {file}), IsEmpty());
}

TEST(Source, ARowOfATableRegistersItsFunction) {
  Value handler = name("on_reset");
  handler.object = "on_reset";
  FileFacts file = SourceBuilder("a.c").in("").call(kTableRow, {text("/reset"), handler}, "routes").build();
  FunctionDefinition body;
  body.name = "on_reset";
  file.source->functions.push_back(body);
  const char* detector =
      "missing-call: {function: '{}', where: [{argument: 1, matches: '^/'}], needs: [check_login], reach: callback}";
  EXPECT_THAT(places(detector, {file}), ElementsAre("a.c:1:1 fail"));
  const FileFacts asks = SourceBuilder("b.c").in("on_reset").call("check_login", {}).build();
  FileFacts bare = file;
  bare.source->functions.clear();
  EXPECT_THAT(places(detector, {bare, asks}), ElementsAre("a.c:1:1 pass"));
}

TEST(Source, AnObjectIsOfTheTypeOfItsReceiver) {
  FileFacts file = SourceBuilder("a.cpp").call("operator<<", {name("password")}, "out").build();
  file.source->calls.front().receiver_type = "std::ofstream";
  const auto found = [&](const std::string& type) {
    return places("call: {function: 'operator<<', where: [{argument: 0, type: [" + type + "]}]}", {file});
  };
  EXPECT_THAT(found("ofstream"), ElementsAre("a.cpp:1:1 fail"));
  EXPECT_THAT(found("QDebug"), IsEmpty());
}

TEST(Source, AConditionOnANestedRecordIsAboutWhatStandsBesideFirst) {
  const auto file = [](const std::string& beside) {
    FileFacts facts = SourceBuilder("a.c")
                          .record("app_t", "app", {{beside, text("soracom.io")}, {"modem.pass", text("sora-7")}})
                          .build();
    return facts;
  };
  const char* detector =
      "field: {field-matches: '^pass$', bad: {is: secret}, unless: [{key: apn, value: {present: true}}]}";
  EXPECT_THAT(places(detector, {file("modem.apn")}), IsEmpty());
  EXPECT_THAT(places(detector, {file("host")}), testing::SizeIs(1));
}

TEST(Source, AFunctionMayAlwaysReturnANumberAboveABound) {
  const auto file = [](std::int64_t value) {
    FileFacts facts = SourceBuilder("a.c").build();
    facts.source->constant_returns.push_back({"onPassKey", value, {{1, 1}, {1, 9}}, {}});
    return facts;
  };
  const char* detector = "constant-return: {name: PassKey, bad: {above: 0}}";
  EXPECT_THAT(places(detector, {file(123456)}), ElementsAre("a.c:1:1 fail"));
  EXPECT_THAT(places(detector, {file(0)}), IsEmpty());
}

TEST(GoodState, ACallThatIsMadeInPlaceOfTheBadOneShowsIt) {
  const char* detector =
      "call: {function: SSLv23_method, good-call: [{function: TLS_method, where: {argument: 1, equals: 2}}]}";
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").call("TLS_method", {number(2)}).build()}),
              ElementsAre("a.c:1:1 pass"));
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").call("TLS_method", {number(1)}).build()}), IsEmpty());
}

TEST(GoodState, FollowsFromACallThatIsNotMissing) {
  const std::string detector = "missing-call: {function: connect, needs: [verify], reach: function}";
  const FileFacts both = SourceBuilder("a.c").call("connect", {}).call("verify", {}).build();
  EXPECT_THAT(places(detector, {both}), ElementsAre("a.c:1:1 pass"));
  EXPECT_THAT(places(detector + "\n    no-good: presence", {both}), IsEmpty());
}

TEST(GoodState, AnArgumentThatIsGivenIsGoodUnlessAnotherDetectorJudgesIt) {
  const FileFacts file = SourceBuilder("a.c").call("softAP", {text("gw"), text("")}).build();
  EXPECT_THAT(places("call: {function: softAP, missing-argument: 2}", {file}), ElementsAre("a.c:1:1 pass"));
  EXPECT_THAT(places("call: {function: softAP, missing-argument: 2}\n"
                     "  - call: {function: softAP, argument: 2, bad: {empty: true}, good: {otherwise: true}}",
                     {file}),
              ElementsAre("a.c:1:21 fail"));
}

TEST(GoodState, OtherwiseIsAnyKnownValueThatIsNotBad) {
  const char* detector = "call: {function: set, argument: 1, bad: 0, good: {otherwise: true}}";
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").call("set", {number(1)}).build()}), ElementsAre("a.c:1:10 pass"));
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").call("set", {number(0)}).build()}), ElementsAre("a.c:1:10 fail"));
  Value either = number(1);
  either.exhaustive = false;
  EXPECT_THAT(places(detector, {SourceBuilder("a.c").call("set", {either}).build()}), ElementsAre("a.c:1:10 open"));
}

}  // namespace
}  // namespace cpsaudit::test
