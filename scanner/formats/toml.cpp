#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "formats/lines.h"
#include "formats/parsers.h"
#include "formats/toml_source.h"

namespace cpsaudit {
namespace {

// How often a broken line is passed over and a broken file is cut, and the rest read again.
constexpr int kMostLines = 12;
constexpr int kMaxAttempts = 4;

/// A member of a table, in the order of the file.
struct Member {
  const toml::key* key = nullptr;
  const toml::node* node = nullptr;
};

class TomlReader {
 public:
  explicit TomlReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()), index_(source_) {}

  void read() {
    const TomlOutline outline = outline_toml(source_);
    for (const Range& comment : outline.comments) {
      builder_.comment(comment, builder_.source({comment.begin + 1, comment.end}));
    }
    // The library builds a table for each part of a key, and destroys them by recursion.
    if (outline.deepest_key > builder_.limits().depth) {
      builder_.problem(Problem::Kind::kNotParsed, "a key has more parts than tables may nest", outline.deepest_offset);
      return;
    }
    std::string whole = without_expressions(source_);
    bool is_broken = read_part(whole);
    for (int line = 0; line < kMostLines && is_broken && blank_line(whole); ++line) is_broken = read_part(whole);
    std::string_view text = whole;
    for (int attempt = 0; attempt < kMaxAttempts && is_broken; ++attempt) {
      text = shorter(text);
      is_broken = read_part(text);
    }
  }

 private:
  /// True when the text is broken, and a shorter one may do; `broken_at_` says where.
  bool read_part(std::string_view text) {
    try {
      const toml::table table = toml::parse(text);
      add_members(table, 0);
      return false;
    } catch (const toml::parse_error& error) {
      broken_at_ = index_.offset(error.source().begin.line, error.source().begin.column);
      if (!std::exchange(told_, true)) {
        builder_.problem(Problem::Kind::kPartlyParsed, std::string(error.description()), broken_at_);
      }
      return broken_at_ > 0;
    } catch (const std::exception&) {
      builder_.problem(Problem::Kind::kNotParsed, "the file could not be read as TOML", 0);
      return false;
    }
  }

  /// Passes over the broken line. False when that is none that sets a value, or when it was passed over already: a
  /// text may be open since long before.
  bool blank_line(std::string& text) const {
    const std::size_t newline = broken_at_ == 0 ? std::string::npos : text.rfind('\n', broken_at_ - 1);
    const std::size_t begin = newline == std::string::npos ? 0 : newline + 1;
    const std::size_t end = line_end(text, begin);
    const Range line = trim(text, {begin, end});
    if (line.empty() || text[line.begin] == '[' || text.find('=', line.begin) >= end) return false;
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    return true;
  }

  /// What stands before the broken line; when that was cut there already, before the last table.
  std::string_view shorter(std::string_view text) const {
    const std::size_t newline = text.substr(0, broken_at_).rfind('\n');
    const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
    if (line < text.size()) return text.substr(0, line);
    const std::size_t table = text.substr(0, text.size() - std::min<std::size_t>(text.size(), 1)).rfind("\n[");
    return text.substr(0, table == std::string_view::npos ? 0 : table + 1);
  }

  Range range(const toml::source_region& region) const {
    const std::size_t begin = index_.offset(region.begin.line, region.begin.column);
    return {begin, std::max(begin, index_.offset(region.end.line, region.end.column))};
  }

  /// Returns where the last member ends. Recursion is bounded: deeper tables are not entered.
  std::size_t add_members(const toml::table& table, std::size_t depth) {
    std::vector<Member> members;
    for (const auto& [key, node] : table) members.push_back({&key, &node});
    std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
      const auto& x = a.key->source().begin;
      const auto& y = b.key->source().begin;
      return x.line != y.line ? x.line < y.line : x.column < y.column;
    });
    std::size_t end = 0;
    for (const Member& member : members) {
      const Range key = without_quotes(range(member.key->source()));
      end = std::max(end, add(*member.node, std::string(member.key->str()), key, depth));
    }
    return end;
  }

  /// Adds a value or table, and returns where it ends.
  std::size_t add(const toml::node& node, std::string key, Range key_range, std::size_t depth) {
    const Range place = range(node.source());
    std::size_t end = std::max(place.end, key_range.end);
    const toml::table* table = node.as_table();
    const toml::array* array = node.as_array();
    if (table == nullptr && array == nullptr) {
      builder_.add(scalar(node, std::move(key), key_range, place));
      return end;
    }
    Node group = make_section(builder_, std::move(key), key_range);
    if (array != nullptr) group.kind = NodeKind::kSequence;
    builder_.open(std::move(group), std::min(place.begin, key_range.empty() ? place.begin : key_range.begin));
    if (depth < builder_.limits().depth) {
      if (table != nullptr) end = std::max(end, add_members(*table, depth + 1));
      for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        end = std::max(end, add((*array)[i], "", {}, depth + 1));
      }
    }
    builder_.close(end);
    return end;
  }

  Node scalar(const toml::node& node, std::string key, Range key_range, Range place) const {
    const std::string_view written = builder_.source(place);
    const auto* string = node.as_string();
    const bool is_expression = written.starts_with("{{") || written.starts_with("<%");
    if (string == nullptr || is_expression)
      return make_scalar(builder_, std::move(key), key_range, std::string(written), place);
    const bool block = written.substr(0, 3) == "\"\"\"" || written.substr(0, 3) == "'''";
    Range inner = without_quotes(place);
    // The newline right behind the opening quotes is not part of the value.
    if (block && inner.begin < inner.end) inner.begin = std::min(skip_newline(source_, inner.begin), inner.end);
    return make_scalar(builder_, std::move(key), key_range, string->get(), inner,
                       block ? ScalarStyle::kBlock : ScalarStyle::kQuoted);
  }

  Range without_quotes(Range range) const {
    const std::string_view text = builder_.source(range);
    for (const std::string_view quotes : {"\"\"\"", "'''", "\"", "'"}) {
      if (text.size() < 2 * quotes.size() || text.substr(0, quotes.size()) != quotes) continue;
      return {range.begin + quotes.size(), range.end - quotes.size()};
    }
    return range;
  }

  DocumentBuilder& builder_;
  std::string_view source_;
  CodePointIndex index_;
  std::size_t broken_at_ = 0;
  bool told_ = false;
};

}  // namespace

void parse_toml(DocumentBuilder& builder) {
  TomlReader(builder).read();
}

}  // namespace cpsaudit
