#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/embedded_text.h"
#include "formats/parse.h"

namespace cpsaudit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "path: text" of each file that a program writes.
std::vector<std::string> written(const std::string& program, std::string pattern) {
  SyntaxOptions options;
  options.file_calls = {{std::move(pattern), "x.conf", false}};
  options.block_comments = {{"\"\"\"", "\"\"\""}};
  const Text text = Text::from_utf8(program);
  const ParsedDocument parsed = parse_document(text, Syntax::kText, options);
  std::vector<std::string> found;
  for (const EmbeddedText& file : embedded_texts(text, parsed.document, options)) {
    EXPECT_EQ(file.offsets.size(), file.text.size() + 1);
    found.push_back(file.path + ": " + file.text);
  }
  return found;
}

TEST(FileCalls, AHereDocumentIsTheFileThatIsNamedInFront) {
  EXPECT_THAT(written("file '/etc/motd' do\n  content <<~EOS\n    a\n      b\n\n    c\n  EOS\nend\n",
                      "file '([^']+)' do\\s+content "),
              ElementsAre("etc/motd: a\n  b\n\nc\n"));
  EXPECT_THAT(written("file \"#{node['dir']}/motd\" do\n content 'a'\n", "file \"([^\"]+)\" do\\s+content "),
              ElementsAre("motd: a\n"));
}

TEST(FileCalls, LiteralsAreJoinedAndListsAreLines) {
  EXPECT_THAT(written("write('/etc/a', \"b\\n\" +\n  \"c\\n\")", "write\\('([^']+)', "), ElementsAre("etc/a: b\nc\n"));
  EXPECT_THAT(written("write('/etc/a', ['b', 'c'])", "write\\('([^']+)', "), ElementsAre("etc/a: b\nc\n"));
  EXPECT_THAT(written("write('/etc/a', f'b={c}')", "write\\('([^']+)', "), ElementsAre("etc/a: b=${c}\n"));
  EXPECT_THAT(written("write('/etc/a', text)", "write\\('([^']+)', "), IsEmpty());
}

TEST(FileCalls, APatternWithoutAPathHasAName) {
  EXPECT_THAT(written("data = 'b'\n", "data = "), ElementsAre("x.conf: b\n"));
}

TEST(FileCalls, CommentsWriteNothing) {
  EXPECT_THAT(written("# data = 'b'\n\"\"\"\ndata = 'c'\n\"\"\"\n", "data = "), IsEmpty());
}

}  // namespace
}  // namespace cpsaudit
