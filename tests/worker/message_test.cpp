#include "worker/message.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

TEST(Message, ComesOutWholeHoweverItsBytesArrive) {
  const std::string stream = encode(Message::Kind::kJob, "a/b.c") + encode(Message::Kind::kReady, "") +
                             encode(Message::Kind::kFacts, std::string(70000, 'x'));
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, stream.size()}) {
    MessageBuffer buffer;
    std::vector<Message> messages;
    for (std::size_t at = 0; at < stream.size(); at += step) {
      buffer.append(std::string_view(stream).substr(at, step));
      for (auto message = buffer.next(); *message; message = buffer.next()) messages.push_back(std::move(**message));
    }
    ASSERT_EQ(messages.size(), 3U);
    EXPECT_EQ(messages[0].bytes, "a/b.c");
    EXPECT_EQ(messages[1].kind, Message::Kind::kReady);
    EXPECT_EQ(messages[2].bytes.size(), 70000U);
  }
}

TEST(Message, AnUnknownKindOrAnAbsurdLengthIsAnError) {
  MessageBuffer unknown;
  unknown.append(std::string("\0\0\0\0\x63", 5));
  EXPECT_FALSE(unknown.next().has_value());
  MessageBuffer absurd;
  absurd.append("\xFF\xFF\xFF\xFF\x02");
  EXPECT_FALSE(absurd.next().has_value());
}

TEST(Message, AConfigurationSurvivesTheWayThereAndBack) {
  WorkerConfiguration configuration;
  configuration.root = "/tree";
  configuration.max_file_size = 5;
  configuration.time_per_file = std::chrono::seconds(7);
  configuration.memory = 9;
  Recognition recognition{"sshd", Syntax::kDirectives, {"sshd_config*"}, {"x"}, -3, {}};
  recognition.options.comment_marks = "#;";
  recognition.options.section_openers = {"Match"};
  recognition.options.command_keys = {"ExecStart"};
  recognition.options.command_context = "cron";
  recognition.options.angle_blocks = true;
  recognition.options.dotted_keys = true;
  recognition.options.blank_separates = true;
  recognition.options.brackets_continue = true;
  recognition.options.statements = true;
  recognition.options.embeds = {{"data/*", {}, {}, true, "x.txt", "metadata/name"}};
  recognition.options.command_calls = {{"sh ", true}};
  recognition.options.file_calls = {{"file ", "etc/x", true}};
  configuration.recognitions = {recognition};
  configuration.source.interests.functions = {"system"};
  configuration.source.headers = {"a.h"};
  configuration.source.models = {{"openssl/ssl.h", "int f(void);"}};
  configuration.source.defines = {"A=1"};
  configuration.source.include_directories = {"include"};
  configuration.source.compile_commands = {{"a.c", "build", {"cc", "a.c"}}};

  const std::string bytes = to_bytes(configuration);
  const auto read = configuration_from_bytes(bytes);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(to_bytes(*read), bytes);
  EXPECT_EQ(read->time_per_file, std::chrono::seconds(7));
  EXPECT_EQ(read->recognitions[0].options.command_context, "cron");
  EXPECT_EQ(read->recognitions[0].priority, -3);
  EXPECT_EQ(read->source.compile_commands[0].arguments[1], "a.c");
  EXPECT_FALSE(configuration_from_bytes(bytes.substr(1)).has_value());
}

}  // namespace
}  // namespace cpsaudit
