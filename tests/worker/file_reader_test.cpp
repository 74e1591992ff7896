#include <fcntl.h>
#include <gtest/gtest.h>

#include "core/digest.h"
#include "intake/jail.h"
#include "intake/temporary_tree.h"
#include "worker/child.h"

namespace cpsaudit {
namespace {

class Reader : public ::testing::Test {
 protected:
  FileFacts read(const std::string& path, const std::string& bytes) {
    tree_.file(path, bytes);
    return read(path);
  }

  FileFacts read(const std::string& path) {
    const FileDescriptor root(open(tree_.root().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    WorkerConfiguration configuration;
    configuration.root = tree_.root();
    configuration.max_file_size = 1000;
    configuration.source.interests.functions = {"system"};
    return make_file_reader(configuration, root.get())->read(path, [this](const FileFacts& facts) { begun_ = facts; });
  }

  TemporaryTree tree_;
  FileFacts begun_;
};

TEST_F(Reader, ConfigurationBecomesADocument) {
  const FileFacts facts = read("compose.yml", "services:\n  web: 1\n");
  EXPECT_EQ(facts.syntax, Syntax::kYaml);
  EXPECT_EQ(facts.encoding, "utf-8");
  EXPECT_EQ(facts.size, 19U);
  EXPECT_EQ(facts.sha256, sha256_hex("services:\n  web: 1\n"));
  ASSERT_TRUE(facts.document.has_value());
  EXPECT_NE(facts.document->root.child("services"), nullptr);
}

TEST_F(Reader, CodeBecomesSourceFacts) {
  const FileFacts facts = read("a.c", "void f(void) { system(\"telnetd\"); }\n");
  ASSERT_TRUE(facts.source.has_value());
  ASSERT_EQ(facts.source->calls.size(), 1U);
  EXPECT_EQ(facts.source->calls[0].name, "system");
}

TEST_F(Reader, WhatIsKnownBeforeParsingIsSaid) {
  read("a.ini", "[a]\nb = c\n");
  EXPECT_EQ(begun_.syntax, Syntax::kIni);
  EXPECT_EQ(begun_.sha256.size(), 64U);
  EXPECT_FALSE(begun_.document.has_value());
}

TEST_F(Reader, ABinaryFileIsNamedAndNoProblem) {
  const FileFacts facts = read("a.bin", std::string(100, '\0'));
  EXPECT_EQ(facts.syntax, Syntax::kBinary);
  EXPECT_EQ(facts.sha256.size(), 64U);
  EXPECT_EQ(facts.encoding, "");
  EXPECT_TRUE(facts.problems.empty());
}

TEST_F(Reader, AConfigurationWithANulIsAProblemAndNotSilence) {
  const FileFacts facts = read("a.yml", std::string(300, 'a') + '\0');
  EXPECT_EQ(facts.syntax, Syntax::kYaml);
  ASSERT_EQ(facts.problems.size(), 1U);
  EXPECT_EQ(facts.problems[0].kind, Problem::Kind::kNotParsed);
}

TEST_F(Reader, WhatCannotBeReadSaysWhy) {
  EXPECT_EQ(read("missing").problems[0].kind, Problem::Kind::kUnreadable);
  EXPECT_EQ(read("large.yml", std::string(1001, ' ')).problems[0].kind, Problem::Kind::kTooLarge);
  tree_.link("out", "/etc/passwd");
  EXPECT_EQ(read("out").problems[0].kind, Problem::Kind::kLinkOutside);
}

}  // namespace
}  // namespace cpsaudit
