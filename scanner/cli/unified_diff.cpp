#include <fmt/format.h>

#include <algorithm>

#include "cli/fixes.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kContext = 3;

/// Lines with their ends, as patch(1) knows them.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// Lines [begin, end) of the old text become these.
struct Change {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<std::string> lines;
};

/// Name in a header of a patch: quoted as git does where it could be misread.
std::string header_name(std::string_view prefix, const std::string& path) {
  const bool plain = std::none_of(path.begin(), path.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\';
  });
  if (plain) return std::string(prefix) + path;
  std::string quoted = "\"" + std::string(prefix);
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      quoted += fmt::format("\\{:03o}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

/// Edits of one file as changes of whole lines; those that share a line are one.
std::vector<Change> changes_of(std::string_view text, const std::vector<std::string_view>& lines,
                               const std::vector<Edit>& edits) {
  std::vector<std::size_t> starts;
  std::size_t at = 0;
  for (const std::string_view line : lines) {
    starts.push_back(at);
    at += line.size();
  }
  starts.push_back(at);
  const auto line_at = [&](std::size_t offset) {
    return static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end() - 1, offset) - starts.begin()) - 1;
  };
  std::vector<Change> changes;
  for (std::size_t i = 0; i < edits.size();) {
    const std::size_t begin = lines.empty() ? 0 : std::min(line_at(edits[i].begin), lines.size() - 1);
    const bool inserts_lines = edits[i].begin == edits[i].end && edits[i].begin == starts[begin];
    std::size_t end = begin;
    std::size_t last = i;
    for (; last < edits.size(); ++last) {
      if (last > i && (inserts_lines || edits[last].begin >= starts[end])) break;
      if (inserts_lines) continue;
      const std::size_t final_line = edits[last].end > starts[begin] ? line_at(edits[last].end - 1) : begin;
      end = std::max(end, std::min(final_line + 1, lines.size()));
    }
    const std::vector<Edit> own(edits.begin() + static_cast<std::ptrdiff_t>(i),
                                edits.begin() + static_cast<std::ptrdiff_t>(last));
    std::vector<Edit> shifted = own;
    for (Edit& edit : shifted) {
      edit.begin -= starts[begin];
      edit.end -= starts[begin];
    }
    const std::string after = with_edits(text.substr(starts[begin], starts[end] - starts[begin]), shifted);
    Change change{begin, end, {}};
    for (const std::string_view line : lines_of(after)) change.lines.emplace_back(line);
    changes.push_back(std::move(change));
    i = last;
  }
  return changes;
}

void put(std::string& output, char mark, std::string_view line) {
  output += mark;
  output += line;
  if (!line.ends_with('\n')) output += "\n\\ No newline at end of file\n";
}

std::string range(std::size_t begin, std::size_t count) {
  // With nothing in it a range names the line in front.
  const std::size_t first = count == 0 ? begin : begin + 1;
  return count == 1 ? fmt::format("{}", first) : fmt::format("{},{}", first, count);
}

}  // namespace

std::string unified_diff(const FixPlan& plan, const SourceTexts& sources, const Redactor& redactor,
                         std::vector<std::string>& withheld) {
  std::string output;
  for (const auto& [path, edits] : plan.files) {
    const SourceText* source = sources(path);
    if (source == nullptr) continue;
    const std::string_view text = source->text.utf8();
    const std::vector<std::string_view> lines = lines_of(text);
    const auto is_secret = [&](std::size_t line) {
      const auto begin = static_cast<std::size_t>(lines[line].data() - text.data());
      return !redactor.hidden(path, text, {begin, begin + lines[line].size()}).empty();
    };
    std::vector<Change> changes = changes_of(text, lines, edits);
    std::erase_if(changes, [&](const Change& change) {
      for (std::size_t line = change.begin; line < change.end; ++line) {
        if (!is_secret(line)) continue;
        withheld.push_back(fmt::format("{}:{}", path, line + 1));
        return true;
      }
      return false;
    });
    if (changes.empty()) continue;
    output += fmt::format("--- {}\n+++ {}\n", header_name("a/", path), header_name("b/", path));
    std::ptrdiff_t grown = 0;
    for (std::size_t i = 0; i < changes.size();) {
      // Context reaches back to the hunk before, or to a line that must not be shown.
      std::size_t begin = changes[i].begin;
      const std::size_t before = i == 0 ? 0 : changes[i - 1].end;
      while (begin > before && changes[i].begin - begin < kContext && !is_secret(begin - 1)) --begin;
      std::string body;
      std::size_t at = begin;
      std::ptrdiff_t growth = 0;
      for (;; ++i) {
        for (; at < changes[i].begin; ++at) put(body, ' ', lines[at]);
        for (; at < changes[i].end; ++at) put(body, '-', lines[at]);
        for (const std::string& line : changes[i].lines) put(body, '+', line);
        growth += static_cast<std::ptrdiff_t>(changes[i].lines.size()) -
                  static_cast<std::ptrdiff_t>(changes[i].end - changes[i].begin);
        if (i + 1 == changes.size() || changes[i + 1].begin > changes[i].end + 2 * kContext) break;
        bool open = true;
        for (std::size_t line = changes[i].end; line < changes[i + 1].begin; ++line) open = open && !is_secret(line);
        if (!open) break;
      }
      std::size_t end = changes[i].end;
      const std::size_t next = i + 1 < changes.size() ? changes[i + 1].begin : lines.size();
      while (end < next && end - changes[i].end < kContext && !is_secret(end)) ++end;
      for (; at < end; ++at) put(body, ' ', lines[at]);
      const std::size_t count = end - begin;
      output += fmt::format("@@ -{} +{} @@\n", range(begin, count),
                            range(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(begin) + grown),
                                  static_cast<std::size_t>(static_cast<std::ptrdiff_t>(count) + growth)));
      output += body;
      grown += growth;
      ++i;
    }
  }
  return output;
}

}  // namespace cpsaudit
