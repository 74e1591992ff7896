#include "formats/file_calls.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "formats/block_comments.h"
#include "formats/lines.h"
#include "formats/program_literal.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostCalls = 500;
constexpr std::size_t kMostParts = 500;

void append(PlacedText& text, const ProgramLiteral& literal) {
  for (std::size_t i = 0; i < literal.text.size(); ++i) text.append(literal.text[i], literal.offsets[i]);
}

/// The text that stands at `at`: a literal, several that are joined, or a list with a line in each.
std::optional<PlacedText> text_at(const ProgramLiterals& reader, std::size_t at) {
  at = reader.skip_space(at);
  const bool is_list = reader.at(at) == '[';
  if (is_list) at = reader.skip_space(at + 1);
  PlacedText text;
  for (std::size_t parts = 0; parts < kMostParts; ++parts) {
    auto literal = reader.literal(at);
    if (!literal) break;
    remove_indentation(*literal);
    append(text, *literal);
    if (is_list && (text.text.empty() || text.text.back() != '\n')) text.append('\n', literal->offsets.back());
    at = reader.skip_space(literal->end);
    // `"a\n" + "b\n"`, `"a\n" \` and what some languages join without a mark.
    const bool joins = is_list ? reader.at(at) == ',' : reader.at(at) == '+' || reader.at(at) == '\\';
    if (joins) at = reader.skip_space(at + 1);
    if (is_list && !joins) break;
  }
  if (text.text.empty()) return std::nullopt;
  return text;
}

/// Behind the last part that only a run tells: "#{node['dir']}/motd" is "motd" somewhere.
std::string path_in(std::string_view path) {
  const std::size_t unknown = path.find_last_of("}$`");
  return from_root(unknown == std::string_view::npos ? path : path.substr(unknown + 1));
}

bool is_in_comment(std::string_view source, std::size_t at, const std::string& marks) {
  std::size_t begin = at;
  while (begin > 0 && !is_newline(source[begin - 1])) --begin;
  const Range words = trim(source, {begin, line_end(source, begin)});
  return !words.empty() && marks.find(source[words.begin]) != std::string::npos;
}

}  // namespace

void collect_file_calls(const Text& text, const SyntaxOptions& options, EmbeddedTextList& texts) {
  if (options.file_calls.empty()) return;
  const std::optional<std::string> commentless = without_block_comments(text.utf8(), options.block_comments);
  const std::string_view source = commentless ? std::string_view(*commentless) : text.utf8();
  const ProgramLiterals reader(source);
  for (const FileCall& call : options.file_calls) {
    RE2::Options quiet;
    quiet.set_log_errors(false);
    const RE2 pattern(call.pattern, quiet);
    if (!pattern.ok()) continue;
    const int count = std::min(pattern.NumberOfCapturingGroups(), 1) + 1;
    std::array<re2::StringPiece, 2> groups;
    std::size_t at = 0;
    for (std::size_t i = 0; i < kMostCalls && at < source.size(); ++i) {
      if (!pattern.Match({source.data(), source.size()}, at, source.size(), RE2::UNANCHORED, groups.data(), count)) {
        break;
      }
      const auto begin = static_cast<std::size_t>(groups[0].data() - source.data());
      const std::size_t end = begin + groups[0].size();
      at = std::max(end, at + 1);
      if (is_in_comment(source, begin, options.comment_marks)) continue;
      const std::string_view path = count == 2 ? std::string_view(groups[1].data(), groups[1].size()) : call.name;
      if (auto written = text_at(reader, end)) texts.add(path_in(path), std::move(*written), !call.part);
    }
  }
}

}  // namespace cpsaudit
