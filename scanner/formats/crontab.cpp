#include <cstdint>

#include "formats/command_line.h"
#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

constexpr int kTimeFields = 5;

/// crontab(5): `NAME = value`, or five time fields (or `@reboot` and its kind), with a user where the file is the
/// system's, and the command up to the end of the line.
class CrontabReader {
 public:
  explicit CrontabReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    LineReader lines(source_);
    while (lines.next()) {
      const Range line = trim(source_, lines.line());
      if (line.empty()) continue;
      if (source_[line.begin] == '#') {
        builder_.comment(line, source_.substr(line.begin + 1, line.end - line.begin - 1));
      } else if (!variable(line)) {
        job(line);
      }
    }
  }

 private:
  bool variable(Range line) {
    std::size_t end = line.begin;
    while (end < line.end && is_name_character(source_[end])) ++end;
    const Range key = {line.begin, end};
    const Range rest = trim(source_, {end, line.end});
    if (key.empty() || rest.empty() || source_[rest.begin] != '=') return false;
    Range value = trim(source_, {rest.begin + 1, rest.end});
    ScalarStyle style = value.empty() ? ScalarStyle::kMissing : ScalarStyle::kPlain;
    const bool quoted = value.end - value.begin > 1 && source_[value.begin] == source_[value.end - 1] &&
                        (source_[value.begin] == '"' || source_[value.begin] == '\'');
    if (quoted) {
      value = {value.begin + 1, value.end - 1};
      style = ScalarStyle::kQuoted;
    }
    builder_.add(make_scalar(builder_, std::string(builder_.source(key)), key, std::string(builder_.source(value)),
                             value, style));
    return true;
  }

  void job(Range line) {
    Range rest = line;
    Range schedule = next_word(rest);
    if (source_[schedule.begin] != '@') {
      for (int i = 1; i < kTimeFields; ++i) schedule.end = next_word(rest).end;
    }
    Range user = rest;
    user.end = user.begin;
    for (std::uint32_t i = 0; i < builder_.options().command_after; ++i) user.end = next_word(rest).end;
    if (rest.empty()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected a schedule and a command", line.begin);
      return;
    }
    builder_.open(make_section(builder_, "job", schedule), line.begin);
    add("schedule", schedule);
    if (!user.empty()) add("user", user);
    add("command", rest);
    builder_.close(line.end);

    CommandPlace place;
    place.context = "cron";
    append_shell_line(CommandSource(builder_.text(), rest), place, builder_.commands());
  }

  void add(const char* key, Range value) {
    builder_.add(make_scalar(builder_, key, value, std::string(builder_.source(value)), value));
  }

  /// Takes the first word off `rest`; an empty range at the end of the line.
  Range next_word(Range& rest) const {
    std::size_t end = rest.begin;
    while (end < rest.end && !is_blank(source_[end])) ++end;
    const Range word = {rest.begin, end};
    rest = trim(source_, {end, rest.end});
    return word;
  }

  DocumentBuilder& builder_;
  std::string_view source_;
};

}  // namespace

void parse_crontab(DocumentBuilder& builder) {
  CrontabReader(builder).read();
}

}  // namespace cpsaudit
