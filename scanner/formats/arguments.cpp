#include "formats/arguments.h"

#include "formats/lines.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// Offset of the quote that closes the one at `open`, or kNone.
std::size_t closing_quote(std::string_view source, std::size_t open, std::size_t end, const ArgumentRules& rules) {
  const char quote = source[open];
  const bool escapes = quote == '"' || !rules.literal_single_quotes;
  for (std::size_t i = open + 1; i < end; ++i) {
    if (source[i] == quote) return i;
    if (source[i] == '\\' && escapes)
      ++i;
    else if (is_newline(source[i]) && !rules.multiline)
      return kNone;
  }
  return kNone;
}

void append_quoted(std::string& text, std::string_view inside, char quote, const ArgumentRules& rules) {
  const bool escapes = quote == '"' || !rules.literal_single_quotes;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const bool escaped =
        escapes && inside[i] == '\\' && i + 1 < inside.size() && (inside[i + 1] == quote || inside[i + 1] == '\\');
    if (escaped) ++i;
    text += inside[i];
  }
}

/// The text from `range` with continued lines made one.
std::string joined_lines(std::string_view source) {
  std::string text;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\\' && i + 1 < source.size() && is_newline(source[i + 1])) {
      i = skip_newline(source, i + 1) - 1;
      continue;
    }
    text += source[i];
  }
  return text;
}

}  // namespace

Argument read_argument(std::string_view source, std::size_t begin, std::size_t end, const ArgumentRules& rules) {
  Argument argument;
  std::size_t i = begin;
  // Once a quote has no partner, no later one of its kind has.
  bool lonely[2] = {false, false};
  std::size_t quoted_parts = 0;
  std::size_t last_open = begin;
  while (i < end && !is_blank(source[i]) && !is_newline(source[i]) && rules.stops.find(source[i]) == kNone) {
    const char c = source[i];
    if (c == '"' || c == '\'') {
      const bool opens = rules.escapes || i == begin || quoted_parts > 0;
      bool& without_partner = lonely[c == '"' ? 0 : 1];
      const std::size_t close = opens && !without_partner ? closing_quote(source, i, end, rules) : kNone;
      if (close != kNone) {
        append_quoted(argument.text, source.substr(i + 1, close - i - 1), c, rules);
        last_open = i;
        ++quoted_parts;
        i = close + 1;
        continue;
      }
      without_partner = without_partner || opens;
    } else if (c == '\\' && i + 1 < end && is_newline(source[i + 1])) {
      break;
    } else if (c == '\\' && i + 1 < end && (rules.escapes || source[i + 1] == '"' || is_blank(source[i + 1]))) {
      argument.text += source[i + 1];
      i += 2;
      continue;
    }
    argument.text += c;
    ++i;
  }
  argument.whole = {begin, i};
  argument.inner = argument.whole;
  argument.quoted = quoted_parts == 1 && last_open == begin && i - begin >= 2 && source[i - 1] == source[begin];
  // Several quoted parts in a row: what stands between the first and the last quote.
  const bool chain = quoted_parts > 1 && (source[begin] == '"' || source[begin] == '\'') &&
                     (source[i - 1] == '"' || source[i - 1] == '\'');
  if (argument.quoted || chain) argument.inner = {begin + 1, i - 1};
  argument.quoted = argument.quoted || chain;
  return argument;
}

void set_arguments(const DocumentBuilder& builder, Node& node, const std::vector<Argument>& arguments,
                   std::size_t place) {
  node.words.clear();
  for (const Argument& argument : arguments) {
    node.words.push_back({argument.text, builder.span(argument.inner), !holds_expansion(argument.text)});
  }
  node.style = ScalarStyle::kPlain;
  if (arguments.empty()) {
    node.style = ScalarStyle::kMissing;
    node.value_span = builder.span({place, place});
  } else if (arguments.size() == 1) {
    node.value = arguments.front().text;
    node.value_span = builder.span(arguments.front().inner);
    if (arguments.front().quoted) node.style = ScalarStyle::kQuoted;
  } else {
    const Range range = {arguments.front().whole.begin, arguments.back().whole.end};
    node.value = joined_lines(builder.source(range));
    node.value_span = builder.span(range);
  }
}

}  // namespace cpsaudit
