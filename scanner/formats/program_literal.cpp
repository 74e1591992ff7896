#include "formats/program_literal.h"

#include <algorithm>
#include <utility>

#include "formats/lines.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kLongestLiteral = 64U << 10U;

}  // namespace

void remove_indentation(ProgramLiteral& literal) {
  const std::string& text = literal.text;
  if (text.find('\n') == std::string::npos) return;
  std::size_t common = text.size();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t word = std::min(text.find_first_not_of(" \t\r", begin), text.size());
    if (word < end) common = std::min(common, word - begin);
    begin = end + 1;
  }
  if (common == 0 || common == text.size()) return;
  std::string shorter;
  std::vector<std::size_t> offsets;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t stop = std::min(text.find('\n', begin), text.size() - 1) + 1;
    std::size_t i = begin;
    for (std::size_t taken = 0; taken < common && i < stop && is_blank(text[i]); ++taken) ++i;
    for (; i < stop; ++i) {
      shorter += text[i];
      offsets.push_back(literal.offsets[i]);
    }
    begin = stop;
  }
  offsets.push_back(literal.offsets.back());
  literal.text = std::move(shorter);
  literal.offsets = std::move(offsets);
}

std::size_t ProgramLiterals::skip_space(std::size_t i) const {
  while (i < source_.size() && (is_blank(source_[i]) || is_newline(source_[i]))) ++i;
  return i;
}

/// A quoted text or a here-document; nothing when something else stands there.
std::optional<ProgramLiteral> ProgramLiterals::literal(std::size_t i) const {
  // `r'…'`, `f"…"`, `@"…"`
  std::size_t quote = i;
  while (quote < i + 2 && (is_letter(at(quote)) || at(quote) == '@')) ++quote;
  if (quote > i && at(quote) != '"' && at(quote) != '\'') return std::nullopt;
  if (at(quote) == '<' && at(quote + 1) == '<') return here_document(quote + 2);
  if (at(quote) == '%' && quote == i) return percent_literal(i);
  const char c = at(quote);
  if (c != '"' && c != '\'' && c != '`') return std::nullopt;
  const std::string_view mark = source_.substr(quote);
  const bool tripled = mark.starts_with("'''") || mark.starts_with("\"\"\"");
  const std::string_view close = mark.substr(0, tripled ? 3 : 1);
  const std::string_view prefix = source_.substr(i, quote - i);
  const bool has_values = prefix.find_first_of("fF") != std::string_view::npos;
  return until(quote + close.size(), close, has_values ? Values::kInBraces : Values::kNone);
}

std::optional<ProgramLiteral> ProgramLiterals::until(std::size_t begin, std::string_view close, Values values) const {
  ProgramLiteral literal;
  for (std::size_t i = begin; i < source_.size() && i - begin < kLongestLiteral; ++i) {
    if (source_.compare(i, close.size(), close) == 0) {
      literal.offsets.push_back(i);
      literal.end = i + close.size();
      literal.inner = {begin, i};
      return literal;
    }
    char c = source_[i];
    const std::size_t place = i;
    if (c == '\\' && i + 1 < source_.size()) {
      const char next = source_[++i];
      // A line that goes on.
      if (is_newline(next)) continue;
      c = next == 'n' ? '\n' : next == 't' ? '\t' : next;
    } else if (c == '#' && at(i + 1) == '{') {
      // What Ruby and Puppet put in is what `${…}` is to a shell.
      c = '$';
    } else if (values == Values::kInBraces && (c == '{' || c == '}') && at(i + 1) == c) {
      ++i;
    } else if (values == Values::kInBraces && c == '{') {
      // Python's `{name}` is as much.
      literal.text += '$';
      literal.offsets.push_back(place);
    }
    literal.text += c;
    literal.offsets.push_back(place);
  }
  return std::nullopt;
}

/// `%(…)`, `%q{…}`
std::optional<ProgramLiteral> ProgramLiterals::percent_literal(std::size_t i) const {
  ++i;
  if (at(i) == 'q' || at(i) == 'Q' || at(i) == 'x') ++i;
  constexpr std::string_view kOpen = "([{<";
  constexpr std::string_view kClose = ")]}>";
  const std::size_t kind = kOpen.find(at(i));
  if (at(i) == '\0' || kind == std::string_view::npos) return std::nullopt;
  return until(i + 1, kClose.substr(kind, 1), Values::kNone);
}

/// `<<-EOS`, `<<~'EOS'`, `<<EOS`: from the next line to the one that says so.
std::optional<ProgramLiteral> ProgramLiterals::here_document(std::size_t i) const {
  while (at(i) == '-' || at(i) == '~' || at(i) == '<') ++i;
  const char quote = at(i) == '"' || at(i) == '\'' ? at(i) : '\0';
  if (quote != '\0') ++i;
  std::size_t end = i;
  while (is_name_character(at(end))) ++end;
  const std::string_view name = source_.substr(i, end - i);
  if (name.empty()) return std::nullopt;
  ProgramLiteral literal;
  const std::size_t begin = skip_newline(source_, line_end(source_, end));
  for (std::size_t line = begin; line < source_.size() && line - begin < kLongestLiteral;) {
    const std::size_t stop = line_end(source_, line);
    const Range words = trim(source_, {line, stop});
    if (source_.substr(words.begin, words.end - words.begin) == name) {
      literal.text = source_.substr(begin, line - begin);
      for (std::size_t k = begin; k <= line; ++k) literal.offsets.push_back(k);
      literal.inner = {begin, line};
      literal.end = end;
      return literal;
    }
    line = std::max(skip_newline(source_, stop), stop + 1);
  }
  return std::nullopt;
}

}  // namespace cpsaudit
