#include "engine/fix_writer.h"

#include <algorithm>
#include <array>

#include "engine/ascii.h"
#include "engine/engine.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// The other of a pair of words, in the case that `word` is written in; nothing for a word of no pair.
std::optional<std::string> opposite_of(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kPairs = {{
      {"yes", "no"},
      {"true", "false"},
      {"on", "off"},
      {"1", "0"},
      {"enabled", "disabled"},
      {"enable", "disable"},
      {"y", "n"},
  }};
  const auto in_case_of = [&](std::string_view other) {
    std::string text(other);
    const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const bool all = std::all_of(word.begin(), word.end(), [&](char c) { return is_upper(c) || is_digit(c); });
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (all || (i == 0 && is_upper(word.front()))) text[i] = upper(text[i]);
    }
    return text;
  };
  for (const auto& [yes, no] : kPairs) {
    if (equal_folded(word, yes)) return in_case_of(no);
    if (equal_folded(word, no)) return in_case_of(yes);
  }
  return std::nullopt;
}

Replacement removal_of_lines(const Evidence& evidence) {
  Place place = evidence.place;
  place.span = {{place.span.begin.line, 1}, {place.span.end.line + 1, 1}};
  return {place, {}, {}, {}};
}

/// `-k` goes with the blank in front of it; of `-sk` the letter alone goes.
std::optional<Replacement> removal_of_word(const Evidence& evidence, const Detector& detector) {
  const auto* command = std::get_if<CommandDetector>(&detector.kind);
  if (command == nullptr) return std::nullopt;
  const std::string& word = evidence.value;
  const bool is_cluster = word.size() > 2 && word[0] == '-' && word[1] != '-' && word.find('=') == std::string::npos;
  const auto& flags = command->command.has;
  if (is_cluster && std::find(flags.begin(), flags.end(), word) == flags.end()) {
    std::string rest = word;
    for (const std::string& flag : flags) {
      if (flag.size() == 2) std::erase(rest, flag[1]);
    }
    if (rest.size() < 2 || rest == word) return std::nullopt;
    return Replacement{evidence.place, rest, {}, word};
  }
  if (evidence.place.span.begin.column < 2) return std::nullopt;
  Replacement removal{evidence.place, {}, {}, " " + word};
  --removal.place.span.begin.column;
  return removal;
}

/// Below the section that lacks the key, or above the first setting of the file.
std::optional<Replacement> insertion(const Evidence& evidence, const Fix& fix) {
  if (fix.inserted_line.empty()) return std::nullopt;
  Replacement replacement{evidence.place, fix.inserted_line + "\n", {}, {}};
  const std::uint32_t line = evidence.place.span.begin.line + (evidence.scope.empty() ? 0 : 1);
  replacement.place.span = {{line, 1}, {line, 1}};
  return replacement;
}

std::optional<Replacement> replacement(const Evidence& evidence, const Check& check, const Fix& fix) {
  if (evidence.absent) return insertion(evidence, fix);
  if (fix.replacement) {
    // An escaped value, or none at all, is not what stands at the place.
    const bool is_setting = std::holds_alternative<SettingDetector>(check.detectors[evidence.detector].kind);
    if (is_setting && evidence.value.empty()) return std::nullopt;
    return Replacement{evidence.place, *fix.replacement, {}, is_setting ? evidence.value : std::string()};
  }
  if (fix.removal == Fix::Removal::kLine) return removal_of_lines(evidence);
  if (fix.removal == Fix::Removal::kWord) return removal_of_word(evidence, check.detectors[evidence.detector]);
  if (!fix.opposite) return std::nullopt;
  const auto opposite = opposite_of(evidence.value);
  return opposite ? std::optional(Replacement{evidence.place, *opposite, {}, evidence.value}) : std::nullopt;
}

}  // namespace

std::optional<Replacement> fix_of(const Evidence& evidence, const Check& check) {
  const Detector& detector = check.detectors[evidence.detector];
  const std::optional<Fix>& fix = detector.fix ? detector.fix : check.fix;
  if (!fix || evidence.kind != Kind::kFail || check.secret || !evidence.place.span.known()) return std::nullopt;
  // A guess from tokens may be wrong, and a value that comes from elsewhere serves others too.
  const bool certain = evidence.confidence >= Confidence::kRecovered || evidence.absent;
  // What a script writes may stand there in other words.
  if (!evidence.written_to.empty()) return std::nullopt;
  if (!certain || !evidence.flow.empty() || !evidence.origin.path.empty()) return std::nullopt;
  if (role_of(evidence.place.path) != Role::kProduct) return std::nullopt;
  auto change = replacement(evidence, check, *fix);
  if (change) change->description = fix->description.empty() ? check.mend : fix->description;
  return change;
}

}  // namespace cpsaudit
