#include "engine/suppression_comment.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/ascii.h"

namespace cpsaudit {

using namespace ascii;

namespace {

constexpr std::string_view kMark = "cpsaudit:";
constexpr std::string_view kVerb = "ignore";

using Fault = SuppressionFault;

/// Reads the text behind the verb from front to back.
class RequestReader {
 public:
  RequestReader(const Catalog& catalog, std::string_view text) : catalog_(catalog), whole_(text), rest_(text) {}

  tl::expected<SuppressionRequest, SuppressionMistake> read() {
    if (auto mistake = read_checks()) return tl::unexpected(*mistake);
    if (auto mistake = read_reason()) return tl::unexpected(*mistake);
    if (auto mistake = read_until()) return tl::unexpected(*mistake);
    return request_;
  }

 private:
  using Mistake = std::optional<SuppressionMistake>;

  static Mistake mistake(Fault fault, std::string_view at) { return SuppressionMistake{fault, std::string(at)}; }
  /// Where the reading stopped; at the end of the text the whole of it.
  Mistake malformed() const { return mistake(Fault::kMalformed, rest_.empty() ? whole_ : rest_); }

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  /// Words are apart by at least one blank.
  bool take_blank() {
    const std::size_t before = rest_.size();
    rest_ = trimmed(rest_);
    return rest_.size() < before;
  }

  Mistake read_checks() {
    if (!take("[")) return malformed();
    const std::size_t close = rest_.find(']');
    if (close == std::string_view::npos) return malformed();
    const std::string_view list = rest_.substr(0, close);
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      const std::string_view name = trimmed(list.substr(begin, end - begin));
      if (name.empty()) return malformed();
      const Check* check = catalog_.find(name);
      if (check == nullptr) return mistake(Fault::kUnknownCheck, name);
      request_.checks.push_back(static_cast<std::size_t>(check - catalog_.checks.data()));
      begin = end + 1;
    }
    rest_.remove_prefix(close + 1);
    return std::nullopt;
  }

  Mistake read_reason() {
    const bool apart = take_blank();
    if (rest_.empty() || rest_.starts_with("until=")) return mistake(Fault::kNoReason, whole_);
    if (!apart || !take("reason=\"")) return malformed();
    const std::size_t quote = rest_.find('"');
    if (quote == std::string_view::npos) return malformed();
    request_.reason = std::string(trimmed(rest_.substr(0, quote)));
    if (request_.reason.empty()) return mistake(Fault::kNoReason, whole_);
    rest_.remove_prefix(quote + 1);
    return std::nullopt;
  }

  Mistake read_until() {
    const bool apart = take_blank();
    if (rest_.empty()) return std::nullopt;
    if (!apart || !rest_.starts_with("until=")) return malformed();
    const std::string_view date = rest_.substr(std::string_view("until=").size());
    if (!is_iso_date(date)) return malformed();
    request_.until = std::string(date);
    return std::nullopt;
  }

  const Catalog& catalog_;
  std::string_view whole_;
  std::string_view rest_;
  SuppressionRequest request_;
};

/// The end of a comment may still be there: some formats keep their marks.
std::string_view without_end_mark(std::string_view text) {
  for (const std::string_view mark : {"*/", "-->"}) {
    if (trimmed(text).ends_with(mark)) return trimmed(trimmed(text).substr(0, trimmed(text).size() - mark.size()));
  }
  return trimmed(text);
}

/// "ignore[" and "Ignore all" mean to suppress, and so does a mistyped verb before a list: "ingore[CPSA2011]".
bool means_to_suppress(std::string_view text) {
  if (lower(text.substr(0, kVerb.size())) == kVerb) return true;
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) { return is_letter(c) || c == '-'; });
  return end != text.begin() && end != text.end() && *end == '[';
}

}  // namespace

std::optional<tl::expected<SuppressionRequest, SuppressionMistake>> read_suppression_comment(const Catalog& catalog,
                                                                                             std::string_view comment) {
  const std::size_t mark = comment.find(kMark);
  if (mark == std::string_view::npos) return std::nullopt;
  std::string_view text = without_end_mark(comment.substr(mark + kMark.size()));
  if (!means_to_suppress(text)) return std::nullopt;
  if (!text.starts_with(kVerb)) return tl::unexpected(SuppressionMistake{Fault::kMalformed, std::string(text)});
  return RequestReader(catalog, text.substr(kVerb.size())).read();
}

bool is_iso_date(std::string_view text) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = -1;
    const char* begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + length, value);
    return error == std::errc{} && end == begin + length ? value : -1;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 1 || month < 1 || month > 12) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= kDays[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
}

}  // namespace cpsaudit
