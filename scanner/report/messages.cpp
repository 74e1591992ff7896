#include "report/messages.h"

#include <algorithm>
#include <map>
#include <optional>

namespace cpsaudit {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

/// A message string cut at its placeholders: literals[0] hole[0] literals[1] hole[1] … literals.back().
struct Pieces {
  std::vector<std::string> literals{""};
  std::vector<std::size_t> holes;
};

/// Reads `{0}`; `{{` and `}}` stand for one brace.
Pieces pieces_of(std::string_view message) {
  Pieces pieces;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const char c = message[i];
    if ((c == '{' || c == '}') && message.substr(i + 1, 1) == message.substr(i, 1)) {
      pieces.literals.back() += c;
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    std::size_t number = 0;
    while (c == '{' && end < message.size() && end < i + 4 && message[end] >= '0' && message[end] <= '9') {
      number = number * 10 + static_cast<std::size_t>(message[end++] - '0');
    }
    if (end == i + 1 || message.substr(end, 1) != "}") {
      pieces.literals.back() += c;
      continue;
    }
    pieces.holes.push_back(number);
    pieces.literals.emplace_back();
    i = end;
  }
  return pieces;
}

/// `{what}` becomes `{0}`: numbers are given in the order in which names first appear.
std::string numbered(std::string_view message, std::map<std::string, std::size_t>& numbers) {
  std::string output;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const char c = message[i];
    if (c != '{' && c != '}') {
      output += c;
      continue;
    }
    const auto end = static_cast<std::size_t>(
        std::find_if_not(message.begin() + static_cast<std::ptrdiff_t>(i) + 1, message.end(), is_name) -
        message.begin());
    if (c == '{' && end > i + 1 && message.substr(end, 1) == "}") {
      const std::string name(message.substr(i + 1, end - i - 1));
      output += '{' + std::to_string(numbers.emplace(name, numbers.size()).first->second) + '}';
      i = end;
    } else {
      output.append(2, c);
    }
  }
  return output;
}

/// Strings for what a check's own texts do not cover; every rule has them, and so every finding has one that fits.
std::vector<MessageString> common_strings() {
  return {
      {"pass", {"The good state was found: '{0}'.", "適切な状態を確認しました: '{0}'。"}},
      {"open", {"Cannot be decided from the files alone: '{0}'.", "ファイルだけでは判定できません: '{0}'。"}},
      {"review", {"A person has to look at this: '{0}'.", "人による確認が必要です: '{0}'。"}},
      {"notApplicable", {"Nothing of this kind was found: '{0}'.", "該当するものはありません: '{0}'。"}},
      {"sum",
       {"'{0}' findings of this rule in '{1}' files stand together here, because no log for GitHub has room for each.",
        "GitHub向けログの上限を超えるため、このルールによる '{1}' ファイル中の '{0}' "
        "件の検出をここにまとめています。"}},
      {"stated", {"The finding is '{0}'.", "検出内容は '{0}' です。"}}};
}

std::string_view without_full_stop(std::string_view text) {
  if (text.ends_with(".")) text.remove_suffix(1);
  if (text.ends_with("。")) text.remove_suffix(std::string_view("。").size());
  return text;
}

std::string_view fallback_of(Kind kind) {
  return kind == Kind::kFail ? std::string_view("stated") : name_of(kind);
}

/// `[text](0)`, as the SARIF reader sees it.
bool has_link(std::string_view text) {
  for (std::size_t end = text.find("]("); end != std::string_view::npos; end = text.find("](", end + 1)) {
    std::size_t i = end + 2;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    if (i > end + 2 && text.substr(i, 1) == ")" && text.substr(0, end).find('[') != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

RuleMessages::RuleMessages(const Check& check) {
  const auto add = [&](std::string id, const LocalizedText& text) {
    if (text.empty()) return;
    std::map<std::string, std::size_t> numbers;
    const std::string en = sentence(numbered(text.en, numbers), Language::kEnglish);
    const std::string ja = sentence(numbered(text.ja, numbers), Language::kJapanese);
    strings_.push_back({std::move(id), {en, ja}});
  };
  add("default", check.message);
  add("absent", check.message_absent);
  for (std::size_t i = 0; i < check.detectors.size(); ++i) {
    add("detector-" + std::to_string(i + 1), check.detectors[i].message);
  }
  for (MessageString& common : common_strings()) strings_.push_back(std::move(common));
}

FilledMessage RuleMessages::fill(const Finding& finding, Language language) const {
  const std::string& text = finding.message.in(language);
  const auto try_string = [&](const MessageString& string) -> std::optional<FilledMessage> {
    const std::string& message = string.text.in(language);
    if (filled(message, finding.arguments) == text) return FilledMessage{string.id, finding.arguments, text};
    if (auto arguments = arguments_in(message, text)) return FilledMessage{string.id, std::move(*arguments), text};
    return std::nullopt;
  };
  for (const MessageString& string : strings_) {
    if (string.id != finding.message_id) continue;
    if (auto message = try_string(string)) return *message;
  }
  for (const MessageString& string : strings_) {
    if (auto message = try_string(string)) return *message;
  }
  const auto fallback = std::find_if(strings_.begin(), strings_.end(),
                                     [&](const MessageString& s) { return s.id == fallback_of(finding.kind); });
  FilledMessage message{fallback->id, {std::string(without_full_stop(text))}, {}};
  message.text = filled(fallback->text.in(language), message.arguments);
  return message;
}

std::optional<std::vector<std::string>> arguments_in(std::string_view message, std::string_view text) {
  const Pieces pieces = pieces_of(message);
  if (!text.starts_with(pieces.literals.front())) return std::nullopt;
  std::vector<std::optional<std::string>> found;
  std::size_t at = pieces.literals.front().size();
  for (std::size_t i = 0; i < pieces.holes.size(); ++i) {
    const std::size_t hole = pieces.holes[i];
    const std::string& next = pieces.literals[i + 1];
    if (found.size() <= hole) found.resize(hole + 1);
    const bool last = i + 1 == pieces.holes.size();
    std::size_t end = 0;
    if (found[hole]) {
      if (text.substr(at, found[hole]->size()) != *found[hole]) return std::nullopt;
      end = at + found[hole]->size();
    } else if (last) {
      if (text.size() < at + next.size()) return std::nullopt;
      end = text.size() - next.size();
    } else {
      end = text.find(next, at);
      if (end == std::string_view::npos) return std::nullopt;
    }
    if (text.substr(end, next.size()) != next) return std::nullopt;
    found[hole] = std::string(text.substr(at, end - at));
    at = end + next.size();
  }
  if (at != text.size()) return std::nullopt;
  std::vector<std::string> arguments;
  for (auto& argument : found) arguments.push_back(argument.value_or(std::string()));
  return arguments;
}

std::string filled(std::string_view message, const std::vector<std::string>& arguments) {
  const Pieces pieces = pieces_of(message);
  std::string text = pieces.literals.front();
  for (std::size_t i = 0; i < pieces.holes.size(); ++i) {
    if (pieces.holes[i] < arguments.size()) text += arguments[pieces.holes[i]];
    text += pieces.literals[i + 1];
  }
  return text;
}

void escape_links(FilledMessage& message, std::string_view message_string) {
  if (!has_link(message.text)) return;
  for (std::string& argument : message.arguments) {
    for (std::size_t at = argument.find('['); at != std::string::npos; at = argument.find('[', at + 2)) {
      argument.insert(at, 1, '\\');
    }
  }
  message.text = filled(message_string, message.arguments);
}

std::string without_escaped_links(std::string text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && text.substr(i + 1, 1) == "[") continue;
    plain += text[i];
  }
  // A backslash of the tree's own stays: it was written only where a link would have stood.
  return has_link(plain) ? plain : text;
}

std::string sentence(std::string text, Language language) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
  if (text.empty() || text.ends_with(".") || text.ends_with("。")) return text;
  return text += language == Language::kJapanese ? "。" : ".";
}

}  // namespace cpsaudit
