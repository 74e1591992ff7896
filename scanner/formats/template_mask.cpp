#include "formats/template_mask.h"

#include <algorithm>
#include <array>

#include "formats/lines.h"

namespace cpsaudit {
namespace {

struct Marks {
  std::string_view open;
  std::string_view close;
  /// It stands for a value; the others only steer.
  bool value = false;
};

constexpr std::array<Marks, 4> kMarks = {Marks{"{{", "}}", true}, Marks{"{%", "%}", false}, Marks{"{#", "#}", false},
                                         Marks{"<%", "%>", true}};
// An expression that goes on for longer is none.
constexpr std::size_t kMaxLength = 4096;

/// Finds the ends of expressions; each stretch of the text is searched once a kind, however many are left open.
class ExpressionFinder {
 public:
  explicit ExpressionFinder(std::string_view source) : source_(source) {}

  /// The end of the expression at `at`, or `at` when there is none. `value` says whether it stands for one.
  std::size_t end(std::size_t at, bool& value) {
    for (std::size_t kind = 0; kind < kMarks.size(); ++kind) {
      if (source_.substr(at, 2) != kMarks[kind].open) continue;
      std::size_t& close = closes_[kind];
      if (close < at + 2) close = std::min(source_.find(kMarks[kind].close, at + 2), source_.size());
      value = kMarks[kind].value;
      return close < source_.size() && close - at <= kMaxLength ? close + 2 : at;
    }
    if (source_[at] != '@') return at;
    std::size_t end = at + 1;
    while (end < source_.size() && is_name_character(source_[end])) ++end;
    value = true;
    return end > at + 1 && end < source_.size() && source_[end] == '@' ? end + 1 : at;
  }

 private:
  std::string_view source_;
  /// Where the next end of each kind stands.
  std::array<std::size_t, kMarks.size()> closes_ = {};
};

/// True when nothing but blanks stands around `range` on its lines.
bool stands_alone(std::string_view source, Range range) {
  std::size_t begin = range.begin;
  while (begin > 0 && is_blank(source[begin - 1])) --begin;
  std::size_t end = range.end;
  while (end < source.size() && is_blank(source[end])) ++end;
  return (begin == 0 || is_newline(source[begin - 1])) && (end == source.size() || is_newline(source[end]));
}

}  // namespace

bool MaskedTemplate::touches(Range range) const {
  const auto after =
      std::partition_point(masked.begin(), masked.end(), [&](const Range& mask) { return mask.end <= range.begin; });
  return after != masked.end() && after->begin < range.end;
}

std::optional<MaskedTemplate> mask_template(std::string_view source) {
  MaskedTemplate result;
  result.text = source;
  ExpressionFinder finder(source);
  for (std::size_t i = 0; i < source.size();) {
    const std::size_t next = source.find_first_of("{<@", i);
    if (next == std::string_view::npos) break;
    bool value = false;
    const std::size_t end = finder.end(next, value);
    if (end == next) {
      i = next + 1;
      continue;
    }
    const char filler = value && !stands_alone(source, {next, end}) ? 'x' : ' ';
    for (std::size_t k = next; k < end; ++k) {
      if (!is_newline(source[k])) result.text[k] = filler;
    }
    result.masked.push_back({next, end});
    i = end;
  }
  if (result.masked.empty()) return std::nullopt;
  return result;
}

}  // namespace cpsaudit
