#include "formats/sed_script.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "formats/lines.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostTexts = 64;

bool is_quantifier(char c) {
  return c == '*' || c == '?' || c == '+';
}

/// The text that a regular expression asks for; nothing when it leaves more than blanks and comment marks open.
/// `base` is its place in the script.
std::optional<SedText> plain_text(std::string_view expression, std::size_t base) {
  SedText plain;
  for (std::size_t i = 0; i < expression.size();) {
    std::size_t end = i + 1;
    char letter = expression[i];
    bool open = false;
    if (letter == '\\' && end < expression.size()) {
      letter = expression[end++];
      if (letter == 's') letter = ' ';
      if (letter == '(' || letter == ')') {
        i = end;
        continue;
      }
      if (letter == 'w' || letter == 'S' || letter == 'W' || letter == '|') open = true;
    } else if (letter == '[') {
      end = expression.find(']', i + 2);
      if (end == std::string_view::npos) return std::nullopt;
      const std::string_view inside = expression.substr(i + 1, end - i - 1);
      open = inside != "[:space:" && inside.find_first_not_of(" \t#;") != std::string_view::npos;
      if (inside == "[:space:") ++end;
      letter = ' ';
      ++end;
    } else if (letter == '^' || letter == '$' || letter == '(' || letter == ')') {
      i = end;
      continue;
    } else if (letter == '.' || letter == '|') {
      open = letter == '|' || (end < expression.size() && is_quantifier(expression[end]));
    }
    const bool escaped_quantifier = end + 1 < expression.size() && expression[end] == '\\' &&
                                    (expression[end + 1] == '?' || expression[end + 1] == '+');
    const bool optional = end < expression.size() && (is_quantifier(expression[end]) || escaped_quantifier);
    if (open) return std::nullopt;
    // `#*` and `\s*` stand for a comment mark or blanks that may be there.
    const bool is_mark = letter == '#' || letter == ';';
    if (optional && !is_mark && letter != ' ') return std::nullopt;
    if (!optional || letter == ' ') {
      plain.text += letter;
      plain.offsets.push_back(base + i);
    }
    i = end + (optional ? (escaped_quantifier ? 2 : 1) : 0);
  }
  return plain;
}

/// The `number`th group of an expression, in either notation.
std::optional<SedText> group_text(std::string_view expression, std::size_t base, char number) {
  std::vector<std::size_t> open;
  char seen = '0';
  std::optional<std::size_t> wanted;
  const bool extended = expression.find("\\(") == std::string_view::npos;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    const bool escaped = expression[i] == '\\';
    if (escaped) ++i;
    if (i >= expression.size() || escaped == extended) continue;
    if (expression[i] == '(') {
      open.push_back(i + 1);
      if (++seen == number) wanted = i + 1;
    } else if (expression[i] == ')' && !open.empty()) {
      const std::size_t end = escaped ? i - 1 : i;
      if (wanted && open.back() == *wanted)
        return plain_text(expression.substr(*wanted, end - *wanted), base + *wanted);
      open.pop_back();
    }
  }
  return std::nullopt;
}

class SedReader {
 public:
  explicit SedReader(std::string_view script) : script_(script) {}

  std::vector<SedText> read() {
    while (at_ < script_.size() && texts_.size() < kMostTexts) {
      const std::size_t begin = at_;
      command();
      if (at_ == begin) ++at_;
    }
    return std::move(texts_);
  }

 private:
  char here() const { return at_ < script_.size() ? script_[at_] : '\0'; }

  void command() {
    while (is_blank(here()) || is_newline(here()) || here() == ';' || here() == '{' || here() == '}') {
      if (here() == '}') block_ = {};
      ++at_;
    }
    section_ = section_of_address();
    while (is_blank(here()) || here() == '!') ++at_;
    if (here() == ',') {
      ++at_;
      address();
    }
    while (is_blank(here()) || here() == '!' || here() == '{') {
      if (here() == '{') block_ = section_;
      ++at_;
    }
    if (section_.text.empty()) section_ = block_;
    const char name = here();
    if (name == 's') {
      ++at_;
      substitution();
    } else if (name == 'a' || name == 'i' || name == 'c') {
      ++at_;
      lines();
    } else {
      at_ = std::min(script_.find_first_of(";\n}", at_), script_.size());
    }
  }

  /// `/^\[global\]/`: the line that stands in front of all that is put in there. Empty for other addresses.
  SedText section_of_address() {
    const std::size_t begin = at_;
    address();
    if (at_ < begin + 3) return {};
    std::string_view expression = script_.substr(begin + 1, at_ - begin - 2);
    auto line = plain_text(expression, begin + 1);
    if (!line || !line->text.starts_with('[') || !line->text.ends_with(']')) return {};
    line->text += '\n';
    line->offsets.push_back(line->offsets.back());
    return std::move(*line);
  }

  void keep(const SedText& text) {
    SedText whole = section_;
    append(whole, text);
    texts_.push_back(std::move(whole));
  }

  void address() {
    char delimiter = here();
    if (delimiter == '\\') {
      ++at_;
      delimiter = here();
    } else if (delimiter != '/') {
      while (is_digit(here()) || here() == '$' || here() == '~' || here() == '+') ++at_;
      return;
    }
    if (delimiter == '\0') return;
    ++at_;
    skip_to(delimiter);
    while (here() == 'I' || here() == 'M') ++at_;
  }

  /// Behind the next `delimiter` that is not escaped.
  std::string_view skip_to(char delimiter) {
    const std::size_t begin = at_;
    while (at_ < script_.size() && script_[at_] != delimiter) at_ += script_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_, script_.size());
    const std::string_view text = script_.substr(begin, at_ - begin);
    if (at_ < script_.size()) ++at_;
    return text;
  }

  void substitution() {
    const char delimiter = here();
    if (delimiter == '\0' || is_newline(delimiter)) return;
    ++at_;
    const std::size_t expression_at = at_;
    const std::string_view expression = skip_to(delimiter);
    const std::size_t replacement_at = at_;
    const std::string_view replacement = skip_to(delimiter);
    while (is_letter(here()) || is_digit(here())) ++at_;
    if (auto text = replaced(expression, expression_at, replacement, replacement_at)) keep(*text);
  }

  static void append(SedText& text, const SedText& more) {
    text.text += more.text;
    text.offsets.insert(text.offsets.end(), more.offsets.begin(), more.offsets.end());
  }

  static std::optional<SedText> replaced(std::string_view expression, std::size_t expression_at,
                                         std::string_view replacement, std::size_t replacement_at) {
    SedText text;
    for (std::size_t i = 0; i < replacement.size(); ++i) {
      char c = replacement[i];
      const std::size_t place = replacement_at + i;
      std::optional<SedText> kept;
      if (c == '&') {
        kept = plain_text(expression, expression_at);
        if (!kept) return std::nullopt;
      } else if (c == '\\' && i + 1 < replacement.size()) {
        c = replacement[++i];
        if (is_digit(c)) {
          kept = c == '0' ? plain_text(expression, expression_at) : group_text(expression, expression_at, c);
          if (!kept) return std::nullopt;
        }
        if (c == 'n') c = '\n';
        if (c == 't') c = '\t';
      }
      if (kept) {
        append(text, *kept);
      } else {
        text.text += c;
        text.offsets.push_back(place);
      }
    }
    if (text.text.empty()) return std::nullopt;
    return text;
  }

  /// What stands behind `a`, `i` and `c`, also on the next line.
  void lines() {
    while (is_blank(here())) ++at_;
    if (here() == '\\') ++at_;
    while (is_blank(here()) || is_newline(here())) ++at_;
    SedText text;
    for (; at_ < script_.size() && !is_newline(script_[at_]); ++at_) {
      char c = script_[at_];
      const std::size_t place = at_;
      if (c == '\\' && at_ + 1 < script_.size()) {
        c = script_[++at_];
        if (c == 'n') c = '\n';
        if (c == 't') c = '\t';
      }
      text.text += c;
      text.offsets.push_back(place);
    }
    if (!text.text.empty()) keep(text);
  }

  std::string_view script_;
  std::size_t at_ = 0;
  /// The section that the command is about, and that of the braces around it.
  SedText section_;
  SedText block_;
  std::vector<SedText> texts_;
};

}  // namespace

std::vector<SedText> texts_in_sed_script(std::string_view script) {
  return SedReader(script).read();
}

}  // namespace cpsaudit
