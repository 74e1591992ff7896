#include "engine/surroundings.h"

#include <algorithm>
#include <array>

#include "engine/ascii.h"
#include "engine/dispatch.h"

namespace cpsaudit {

using namespace ascii;

namespace {

bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

bool is_lower_case(char c) {
  return c >= 'a' && c <= 'z';
}

/// Behind words of options that weaken the program: where such an option is off there is no choice any more.
constexpr std::string_view kWeakens = " off";

enum class Asked { kOn, kOff };

/// "skipCertCheck", "skip_cert_check": some part of it is one of the words; two that stand together count as one.
bool has_part(std::string_view name, std::span<const std::string> words, Asked asked = Asked::kOn) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '_') continue;
    const bool starts =
        i == 0 || name[i - 1] == '_' || (is_lower_case(name[i - 1]) && is_letter(name[i]) && !is_lower_case(name[i]));
    if (starts) parts.emplace_back();
    parts.back() += lower(name.substr(i, 1));
  }
  // `if (setup->validate_sni_call_back)`: whether there is a function to ask is no option.
  constexpr std::array<std::string_view, 6> kFunctions = {"cb", "callback", "fn", "func", "hook", "handler"};
  const std::size_t count = parts.size();
  const bool is_function =
      count > 0 && (std::find(kFunctions.begin(), kFunctions.end(), parts.back()) != kFunctions.end() ||
                    (count > 1 && parts[count - 2] + parts[count - 1] == "callback"));
  if (is_function) return false;
  const auto is_listed = [&](std::string_view part) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      const bool weakens = word.ends_with(kWeakens);
      if (weakens) word.remove_suffix(kWeakens.size());
      return word == part && (!weakens || asked == Asked::kOn);
    });
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (is_listed(parts[i]) || (i > 0 && is_listed(parts[i - 1] + parts[i]))) return true;
  }
  return false;
}

/// "!(skip)", "!skip", "!config->insecure", "skip == 0": the option is off where the condition holds.
bool asks_for_off(std::string_view condition, std::string_view name) {
  const bool whole =
      condition.starts_with("!(") && condition.ends_with(')') && condition.find(')') == condition.size() - 1;
  auto at = static_cast<std::size_t>(name.data() - condition.data());
  while (at > 0 && (is_word(condition[at - 1]) || condition[at - 1] == '.' || condition[at - 1] == '>' ||
                    (condition[at - 1] == '-' && condition[at] == '>'))) {
    --at;
  }
  bool off = at > 0 && condition[at - 1] == '!';
  const std::string_view rest =
      condition.substr(static_cast<std::size_t>(name.data() - condition.data()) + name.size());
  for (const std::string_view zero : {" == 0", " == false", " == NULL", " == nullptr", " != true", " != 1"}) {
    off |= rest.starts_with(zero);
  }
  return off != whole;
}

/// `getInsecure()`, `isDebug()`: asks for an option; `verify(…)` does something.
bool is_question(std::string_view name) {
  for (const std::string_view prefix : {"get", "is", "has", "use", "should", "allow", "want"}) {
    if (name.starts_with(prefix) && name.size() > prefix.size() && !is_lower_case(name[prefix.size()])) return true;
  }
  return false;
}

template <typename Wanted>
bool any_name(std::string_view text, Wanted wanted) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '"' || text[i] == '\'') {
      const std::size_t close = text.find(text[i], i + 1);
      i = close == std::string_view::npos ? text.size() : close + 1;
      continue;
    }
    if (!is_letter(text[i]) && text[i] != '_') {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    std::size_t next = end;
    while (next < text.size() && text[next] == ' ') ++next;
    const bool called = next < text.size() && text[next] == '(';
    if (wanted(text.substr(i, end - i), called)) return true;
    i = end;
  }
  return false;
}

bool is_in(const Pattern& pattern, const std::vector<Condition>& conditions, const std::string& guard) {
  return (!guard.empty() && pattern.found_in(guard)) ||
         std::any_of(conditions.begin(), conditions.end(),
                     [&](const Condition& condition) { return pattern.found_in(condition.text); });
}

/// `option == 'k'`: a switch over the letters of the command line. `data[0] == 'k'` is a byte that somebody sent.
bool asks_for_letter(std::string_view condition) {
  constexpr std::size_t kEnding = 7;  // == 'k'
  if (condition.size() <= kEnding || !condition.ends_with('\'')) return false;
  const std::string_view asked = condition.substr(0, condition.size() - kEnding);
  return condition.substr(asked.size()).starts_with(" == '") && is_letter(condition[condition.size() - 2]) &&
         std::all_of(asked.begin(), asked.end(), is_word);
}

}  // namespace

const Surroundings* surroundings_of(const DetectorKind& kind) {
  return std::visit(
      [](const auto& detector) -> const Surroundings* {
        if constexpr (requires { detector.around; }) {
          return &detector.around;
        } else {
          return nullptr;
        }
      },
      kind);
}

bool is_right_function(const Surroundings& wanted, const std::string& function) {
  if (wanted.in_function.present() && !wanted.in_function.found_in(function)) return false;
  return !wanted.unless_in_function.present() || !wanted.unless_in_function.found_in(function);
}

bool is_right_condition(const Surroundings& wanted, const CodePlace& place, bool in_chain) {
  if (wanted.when_under.present() && !is_in(wanted.when_under, place.conditions, place.guard)) return false;
  if (!wanted.unless_under.present()) return true;
  const auto conditions = in_chain ? without_branches(place.conditions) : place.conditions;
  return !is_in(wanted.unless_under, conditions, place.guard);
}

bool is_right_place(const Surroundings& wanted, const CodePlace& place) {
  return is_right_function(wanted, place.function) && is_right_condition(wanted, place);
}

bool asks_for_option(const Condition& condition, std::span<const std::string> words) {
  if (!words.empty() && asks_for_letter(condition.text)) return true;
  return any_name(condition.text, [&](std::string_view name, bool called) {
    // Constants are no options: `result == VERIFY_OK`.
    if (std::none_of(name.begin(), name.end(), is_lower_case)) return false;
    const Asked asked = asks_for_off(condition.text, name) ? Asked::kOff : Asked::kOn;
    return (!called || is_question(name)) && has_part(name, words, asked);
  });
}

bool asks_for_build_option(std::string_view guard, std::span<const std::string> words) {
  return any_name(guard, [&](std::string_view name, bool) {
    if (name == "defined") return false;
    const std::string_view before = guard.substr(0, static_cast<std::size_t>(name.data() - guard.data()));
    const bool negated = before.ends_with('!') || before.ends_with("!defined(") || before.ends_with("!defined ");
    return !negated && has_part(name, words);
  });
}

bool is_left_out_beside(const CodePlace& place, const CodePlace& other, std::span<const std::string> words) {
  if (other.switched_off) return !place.switched_off;
  if (place.guard.find(other.guard) != std::string::npos) return false;
  return !other.active && other.guard.find("CONFIG_") == std::string::npos && asks_for_build_option(other.guard, words);
}

}  // namespace cpsaudit
