#include "report/redaction.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace cpsaudit {
namespace {

/// A shorter text is in too many words to be recognised by itself.
constexpr std::size_t kPrefix = 5;
/// A line of a key; shorter ones are ends of blocks.
constexpr std::size_t kKeyLine = 24;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view unquoted(std::string_view text) {
  text = trimmed(text);
  while (!text.empty() && (text.back() == ',' || text.back() == ';')) text = trimmed(text.substr(0, text.size() - 1));
  const auto is_quote = [](char c) { return c == '"' || c == '\''; };
  while (!text.empty() && is_quote(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_quote(text.back())) text.remove_suffix(1);
  return text;
}

bool is_base64(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
           c == '=';
  });
}

std::vector<std::string> key_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (line.size() >= kKeyLine && is_base64(line)) lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// What stands between quotes of one kind; a backslash keeps the next character from ending it.
std::vector<std::string> literals(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '"' && text[i] != '\'') continue;
    std::size_t end = i + 1;
    while (end < text.size() && text[end] != text[i]) end += text[end] == '\\' ? 2 : 1;
    if (end >= text.size()) break;
    found.emplace_back(text.substr(i + 1, end - i - 1));
    i = end;
  }
  return found;
}

void add_words(std::string_view text, std::unordered_set<std::string>& words) {
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower >= 'a' && lower <= 'z') {
      word += lower;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
}

void merge(std::vector<Range>& ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
  std::vector<Range> merged;
  for (const Range& range : ranges) {
    if (!merged.empty() && range.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, range.end);
    } else {
      merged.push_back(range);
    }
  }
  ranges = std::move(merged);
}

/// How a message may quote a secret: as it stands there, without its quotes, or each literal of it.
std::vector<std::string> spoken_values(std::string_view text) {
  std::vector<std::string> values = literals(text);
  values.emplace_back(trimmed(text));
  values.emplace_back(unquoted(text));
  std::erase_if(values, [](const std::string& value) { return value.empty(); });
  return values;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Where `value` stands in `text` as a word of its own.
std::vector<Range> words_in(std::string_view text, std::string_view value) {
  std::vector<Range> found;
  for (std::size_t at = text.find(value); at != std::string_view::npos; at = text.find(value, at + 1)) {
    const std::size_t end = at + value.size();
    const bool begins = at == 0 || !is_word(text[at - 1]) || !is_word(value.front());
    const bool ends = end == text.size() || !is_word(text[end]) || !is_word(value.back());
    if (begins && ends) found.push_back({at, end});
  }
  return found;
}

/// `web/admin_password`: how something is called, which tells nothing of what it is set to.
bool is_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_word(c) || std::string_view("_-./:[]").find(c) != std::string_view::npos;
  });
}

/// A message cuts long values short: the piece of `value` that stands right before the mark.
std::optional<Range> cut_in(std::string_view text, std::string_view value) {
  constexpr std::string_view kCut = "…";
  const std::size_t cut = text.find(kCut);
  if (cut == std::string_view::npos) return std::nullopt;
  for (std::size_t length = std::min(value.size(), cut); length > 0; --length) {
    if (text.substr(cut - length, length) == value.substr(0, length)) return Range{cut - length, cut};
  }
  return std::nullopt;
}

std::string without(std::string_view text, std::vector<Range> ranges) {
  merge(ranges);
  std::string output;
  std::size_t at = 0;
  for (const Range& range : ranges) {
    output += text.substr(at, range.begin - at);
    output += kRedaction;
    at = range.end;
  }
  return output += text.substr(at);
}

}  // namespace

std::vector<std::string> secret_values(std::string_view text) {
  text = trimmed(text);
  if (text.find('\n') != std::string_view::npos) return key_lines(text);
  std::vector<std::string> values{std::string(text), std::string(unquoted(text))};
  for (std::string& literal : literals(text)) values.push_back(std::move(literal));
  for (const std::string_view mark : {"=", ": ", ">"}) {
    if (const std::size_t at = text.find(mark); at != std::string_view::npos) {
      const std::string_view value = text.substr(at + mark.size());
      values.emplace_back(unquoted(mark == ">" ? value.substr(0, value.find('<')) : value));
    }
  }
  if (const std::size_t blank = text.find_last_of(" \t"); blank != std::string_view::npos) {
    values.emplace_back(unquoted(text.substr(blank + 1)));
  }
  if (std::count(text.begin(), text.end(), ':') >= 6) {  // passwd(5), shadow(5): the second field
    const std::size_t begin = text.find(':') + 1;
    values.emplace_back(text.substr(begin, text.find(':', begin) - begin));
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

Redactor::Redactor(const ScanResult& result, const Catalog& catalog, const SourceTexts& sources) : catalog_(catalog) {
  for (const char* word :
       {"admin",    "administrator", "changeme", "default", "guest",    "login",   "manager", "oracle",
        "passwd",   "password",      "private",  "public",  "secret",   "service", "support", "system",
        "username", "12345",         "123456",   "1234567", "12345678", "00000",   "000000"}) {
    everyday_.insert(word);
  }
  for (const Check& check : catalog.checks) {
    for (const std::string* text : {&check.title.en, &check.message.en, &check.message_absent.en, &check.mend.en,
                                    &check.not_a_problem.en, &catalog.weakness_of(check).why.en}) {
      add_words(*text, everyday_);
    }
  }
  for (const ScannedFile& file : result.files) paths_ += file.path + '\n';
  for (const Finding& finding : result.findings) {
    if (!is_secret(finding) || finding.kind == Kind::kPass || finding.kind == Kind::kNotApplicable) continue;
    if (!finding.place.span.known()) continue;
    const SourceText* source = sources(finding.place.path);
    if (source == nullptr) continue;
    const Text& text = source->text;
    ranges_[finding.place.path].push_back({text.offset(finding.place.span.begin), text.offset(finding.place.span.end)});
    spots_[finding.place.path].push_back({finding.place.span, spoken_values(text.slice(finding.place.span))});
    // What a finding shows as no secret (an absent key of a check about secrets) teaches nothing.
    if (!finding.secret) continue;
    for (const std::string& value : secret_values(text.slice(finding.place.span))) learn(value);
  }
  for (auto& [path, ranges] : ranges_) merge(ranges);
}

bool Redactor::is_secret(const Finding& finding) const {
  return finding.secret || catalog_.checks[finding.check].secret;
}

std::vector<Range> Redactor::hidden(std::string_view path, std::string_view text, Range within) const {
  std::vector<Range> hidden;
  if (const auto known = ranges_.find(path); known != ranges_.end()) {
    const std::vector<Range>& ranges = known->second;
    auto range = std::lower_bound(ranges.begin(), ranges.end(), within.begin,
                                  [](const Range& a, std::size_t begin) { return a.end < begin; });
    for (; range != ranges.end() && range->begin <= within.end; ++range) {
      hidden.push_back({std::max(range->begin, within.begin), std::min(range->end, within.end)});
    }
  }
  for (const Range& range : known_in(text.substr(within.begin, within.end - within.begin))) {
    hidden.push_back({within.begin + range.begin, within.begin + range.end});
  }
  merge(hidden);
  // A secret that only touches the part is not in it; but an empty secret is shown where its finding is.
  std::erase_if(hidden, [&](const Range& range) {
    return range.begin == range.end && within.begin != within.end &&
           (range.begin == within.begin || range.begin == within.end);
  });
  return hidden;
}

std::string Redactor::shown(std::string_view path, std::string_view text, Range within) const {
  std::string output;
  std::size_t at = within.begin;
  for (const Range& range : hidden(path, text, within)) {
    output += text.substr(at, range.begin - at);
    output += kRedaction;
    at = range.end;
  }
  return output += text.substr(at, within.end - at);
}

std::string Redactor::scrubbed(std::string_view text) const {
  return without(text, known_in(text));
}

std::string Redactor::scrubbed(std::string_view text, const Place& place) const {
  std::vector<Range> ranges = known_in(text);
  const auto spots = spots_.find(place.path);
  if (spots != spots_.end() && place.span.known()) {
    for (const Spot& spot : spots->second) {
      if (!place.span.contains(spot.span)) continue;
      for (const std::string& value : spot.values) {
        if (value != text && everyday_.contains(value) && is_name(text)) continue;
        const std::vector<Range> words = words_in(text, value);
        ranges.insert(ranges.end(), words.begin(), words.end());
        if (const auto cut = cut_in(text, value)) ranges.push_back(*cut);
      }
    }
  }
  return without(text, std::move(ranges));
}

void Redactor::learn(std::string_view secret) {
  if (secret.size() < kPrefix) return;
  const bool word = std::all_of(secret.begin(), secret.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  std::string lower(secret);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool digits = std::all_of(secret.begin(), secret.end(), [](char c) { return c >= '0' && c <= '9'; });
  if ((word || digits) && everyday_.contains(lower)) return;
  if (paths_.find(secret) != std::string::npos) return;
  std::vector<std::string>& same_start = secrets_[std::string(secret.substr(0, kPrefix))];
  if (std::find(same_start.begin(), same_start.end(), secret) == same_start.end()) same_start.emplace_back(secret);
}

std::vector<Range> Redactor::known_in(std::string_view text) const {
  std::vector<Range> ranges;
  if (secrets_.empty()) return ranges;
  for (std::size_t i = 0; i + kPrefix <= text.size(); ++i) {
    const auto candidates = secrets_.find(std::string(text.substr(i, kPrefix)));
    if (candidates == secrets_.end()) continue;
    for (const std::string& secret : candidates->second) {
      if (text.substr(i, secret.size()) == secret) ranges.push_back({i, i + secret.size()});
    }
  }
  return ranges;
}

}  // namespace cpsaudit
