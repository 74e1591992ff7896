#include <algorithm>

#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

constexpr std::string_view kNotSet = "is not set";

/// Packages make symbols of their names: `CONFIG_PACKAGE_libstdc++`, `CONFIG_PACKAGE_python3-six`.
bool is_symbol_character(char c) {
  return is_name_character(c) || c == '-' || c == '.' || c == '+';
}

bool is_symbol(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_symbol_character);
}

class KconfigReader {
 public:
  explicit KconfigReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    LineReader lines(source_);
    while (lines.next()) {
      const Range line = trim(source_, lines.line());
      if (line.empty()) continue;
      if (source_[line.begin] == '#') {
        if (!unset(line)) comment(line);
      } else {
        assignment(line);
      }
    }
  }

 private:
  void comment(Range line) { builder_.comment(line, source_.substr(line.begin + 1, line.end - line.begin - 1)); }

  /// `# CONFIG_X is not set` is a statement, not a comment.
  bool unset(Range line) {
    const Range text = trim(source_, {line.begin + 1, line.end});
    std::size_t end = text.begin;
    while (end < text.end && is_symbol_character(source_[end])) ++end;
    const Range rest = trim(source_, {end, text.end});
    const Range key = {text.begin, end};
    if (key.empty() || builder_.source(rest) != kNotSet || builder_.source(key).find('_') == std::string_view::npos) {
      return false;
    }
    builder_.add(make_scalar(builder_, std::string(builder_.source(key)), key, "n", rest, ScalarStyle::kUnset));
    return true;
  }

  void assignment(Range line) {
    const std::size_t equals = std::min(source_.substr(0, line.end).find('=', line.begin), line.end);
    const Range key = trim(source_, {line.begin, equals});
    if (equals == line.end || !is_symbol(builder_.source(key))) {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected 'SYMBOL=value' or '# SYMBOL is not set'", line.begin);
      return;
    }
    const Range rest = trim(source_, {equals + 1, line.end});
    if (!rest.empty() && source_[rest.begin] == '"' && quoted(key, rest)) return;
    const std::size_t mark = std::min(find_trailing_comment(source_, rest, "#"), rest.end);
    if (mark < rest.end) comment({mark, rest.end});
    const Range value = trim(source_, {rest.begin, mark});
    const Range place = value.empty() ? Range{equals + 1, equals + 1} : value;
    builder_.add(make_scalar(builder_, std::string(builder_.source(key)), key, std::string(builder_.source(value)),
                             place, value.empty() ? ScalarStyle::kMissing : ScalarStyle::kPlain));
  }

  bool quoted(Range key, Range rest) {
    std::string value;
    std::size_t i = rest.begin + 1;
    for (; i < rest.end && source_[i] != '"'; ++i) {
      if (source_[i] == '\\' && i + 1 < rest.end) ++i;
      value += source_[i];
    }
    if (i >= rest.end) return false;
    const Range behind = trim(source_, {i + 1, rest.end});
    if (!behind.empty() && source_[behind.begin] == '#') comment(behind);
    builder_.add(make_scalar(builder_, std::string(builder_.source(key)), key, std::move(value), {rest.begin + 1, i},
                             ScalarStyle::kQuoted));
    return true;
  }

  DocumentBuilder& builder_;
  std::string_view source_;
};

}  // namespace

void parse_kconfig(DocumentBuilder& builder) {
  KconfigReader(builder).read();
}

}  // namespace cpsaudit
