#include "engine/command_pattern.h"

#include <algorithm>
#include <array>

#include "engine/ascii.h"
#include "engine/setting_path.h"
#include "engine/span_part.h"
#include "engine/value_class.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// Letters behind one dash are flags in a row up to this length; a longer word is one flag with a long name.
constexpr std::size_t kLongestCluster = 8;

bool is_flag(const Word& word) {
  return word.text.size() > 1 && word.text.front() == '-';
}

bool is_short(std::string_view flag) {
  return flag.size() == 2 && flag[0] == '-' && flag[1] != '-';
}

/// `-sSk`: one dash, letters and digits.
bool is_cluster(std::string_view text) {
  if (text.size() < 2 || text.size() > kLongestCluster || text[0] != '-' || text[1] == '-') return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

bool says_no(std::string_view value) {
  constexpr std::array<std::string_view, 4> kNo = {"false", "no", "off", "0"};
  return std::any_of(kNo.begin(), kNo.end(), [&](std::string_view word) { return equal_folded(word, value); });
}

/// `--web-auth=none` is asked for whole, `--*-password` by the name in front of the sign.
bool is_flag_named(std::string_view text, std::string_view flag) {
  if (flag.find('=') == std::string_view::npos && text.find('=') != std::string_view::npos) return false;
  return matches_wildcard(flag, text);
}

bool has_flag(std::string_view text, std::string_view flag) {
  if (is_flag_named(text, flag)) return true;
  if (is_short(flag)) return is_cluster(text) && text.find(flag[1], 1) != std::string_view::npos;
  const std::size_t equals = text.find('=');
  return equals != std::string_view::npos && matches_wildcard(flag, text.substr(0, equals)) &&
         !says_no(text.substr(equals + 1));
}

/// What a predicate said of the text of a word from `offset` on, as a hit.
CommandHit hit_in(const Word& word, std::size_t offset, const Judged& judged) {
  // Quotes inside a word are in its span, but not in its text: only a part is cut out.
  if (!judged.part && offset == 0) return {word.span, word.text, {}, true, word.given_at};
  const Pattern::Piece piece = judged.part.value_or(Pattern::Piece{0, word.text.size() - offset});
  return {part_of(word.span, word.text, {piece.offset + offset, piece.length}),
          word.text.substr(piece.offset + offset, piece.length),
          {},
          true,
          word.given_at};
}

Subject subject_of(std::string text, bool literal) {
  Subject subject = text_subject(std::move(text));
  // `$1`, `$(cat key)`: what stands there is known when it runs.
  subject.candidates.front().complete = literal;
  return subject;
}

/// `root:{{ password | default('secret') }}` as it reads where nobody gives the variable a value; empty for a text
/// without such a default.
std::string with_defaults(const std::string& text) {
  std::string filled;
  std::size_t at = 0;
  bool any = false;
  for (std::size_t open = text.find("{{"); open != std::string::npos; open = text.find("{{", at)) {
    const std::size_t close = text.find("}}", open);
    if (close == std::string::npos) break;
    const auto value = default_in_reference(std::string_view(text).substr(open, close + 2 - open));
    // What stands for another variable is not known.
    if (!value) return {};
    filled += text.substr(at, open - at);
    filled += *value;
    at = close + 2;
    any = true;
  }
  return any ? filled + text.substr(at) : std::string();
}

/// One command as one program sees it.
class Matcher {
 public:
  Matcher(const CommandPattern& pattern, std::span<const Word> words, std::span<const Redirection> redirections,
          const Vocabulary& vocabulary)
      : pattern_(pattern), words_(words), redirections_(redirections), vocabulary_(vocabulary) {}

  std::optional<CommandHit> match() const {
    std::optional<CommandHit> hit;
    // The later of these decides more, so it is what the finding shows.
    if (pattern_.program_path.present() && !keep(hit, program_path())) return std::nullopt;
    if (pattern_.writes.present() && !keep(hit, written_file(pattern_.writes))) return std::nullopt;
    if (pattern_.unless_writes.present() && written_file(pattern_.unless_writes)) return std::nullopt;
    if (pattern_.argument.present() && !keep(hit, argument())) return std::nullopt;
    if (!pattern_.has.empty() && !keep(hit, flag())) return std::nullopt;
    if (!pattern_.words.empty() && !keep(hit, words())) return std::nullopt;
    if (!pattern_.value_of.empty() && !keep(hit, value())) return std::nullopt;
    if (!pattern_.lacks.empty() && has_any(pattern_.lacks)) return std::nullopt;
    if (pattern_.unless_argument.present() && has_excuse()) return std::nullopt;
    if (hit) return hit;
    return CommandHit{words_.front().span, words_.front().text, {}, false};
  }

 private:
  static bool keep(std::optional<CommandHit>& hit, std::optional<CommandHit> next) {
    if (!next) return false;
    hit = std::move(next);
    return true;
  }

  static CommandHit hit_of(const Word& word) { return {word.span, word.text, {}, true, word.given_at}; }

  /// The argument that is asked for; null when there are not as many.
  const Word* numbered_argument() const {
    std::vector<const Word*> arguments;
    for (const Word& word : words_.subspan(1)) {
      if (!is_flag(word)) arguments.push_back(&word);
    }
    const int wanted = *pattern_.argument_at;
    const auto count = static_cast<int>(arguments.size());
    const int index = wanted > 0 ? wanted - 1 : count + wanted;
    return index >= 0 && index < count ? arguments[static_cast<std::size_t>(index)] : nullptr;
  }

  std::optional<CommandHit> argument() const {
    const Word* numbered = pattern_.argument_at ? numbered_argument() : nullptr;
    for (const Word& word : words_.subspan(1)) {
      if (is_flag(word) || (pattern_.argument_at && &word != numbered)) continue;
      const Judged judged = any_is(pattern_.argument, subject_of(word.text, word.literal), vocabulary_);
      if (judged.answer == Answer::kYes) return hit_in(word, 0, judged);
      if (is_so_by_default(pattern_.argument, word, word.text)) return hit_of(word);
    }
    return std::nullopt;
  }

  std::optional<CommandHit> program_path() const {
    const Word& word = words_.front();
    const Judged judged = any_is(pattern_.program_path, subject_of(word.text, true), vocabulary_);
    return judged.answer == Answer::kYes ? std::optional(hit_in(word, 0, judged)) : std::nullopt;
  }

  bool is_so_by_default(const Predicate& predicate, const Word& word, const std::string& value) const {
    const std::string filled = with_defaults(value);
    return !filled.empty() && any_is(predicate, subject_of(filled, word.literal), vocabulary_).answer == Answer::kYes;
  }

  std::optional<CommandHit> written_file(const Predicate& path) const {
    for (const Redirection& redirection : redirections_) {
      if (redirection.operation.find('>') == std::string::npos) continue;
      const Word& target = redirection.target;
      const Judged judged = any_is(path, subject_of(target.text, target.literal), vocabulary_);
      if (judged.answer == Answer::kYes) return hit_in(target, 0, judged);
    }
    return std::nullopt;
  }

  bool has_excuse() const {
    return std::any_of(words_.begin() + 1, words_.end(), [&](const Word& word) {
      return !is_flag(word) &&
             any_is(pattern_.unless_argument, subject_of(word.text, word.literal), vocabulary_).answer == Answer::kYes;
    });
  }

  std::optional<CommandHit> flag() const {
    for (const Word& word : words_.subspan(1)) {
      if (word.text == "--") break;
      if (!is_flag(word)) continue;
      for (const std::string& flag : pattern_.has) {
        if (has_flag(word.text, flag)) return hit_of(word);
      }
    }
    return std::nullopt;
  }

  bool has_any(const std::vector<std::string>& flags) const {
    return std::any_of(words_.begin() + 1, words_.end(), [&](const Word& word) {
      return is_flag(word) && std::any_of(flags.begin(), flags.end(),
                                          [&](const std::string& flag) { return has_flag(word.text, flag); });
    });
  }

  std::optional<CommandHit> words() const {
    const auto& wanted = pattern_.words;
    for (std::size_t i = 1; i + wanted.size() <= words_.size(); ++i) {
      bool all = true;
      for (std::size_t j = 0; j < wanted.size() && all; ++j) all = matches_wildcard(wanted[j], words_[i + j].text);
      if (!all) continue;
      CommandHit hit = hit_of(words_[i]);
      hit.span.end = words_[i + wanted.size() - 1].span.end;
      for (std::size_t j = 1; j < wanted.size(); ++j) hit.text += " " + words_[i + j].text;
      return hit;
    }
    return std::nullopt;
  }

  std::optional<CommandHit> value() const {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (words_[i].text == "--") break;
      for (const std::string& flag : pattern_.value_of) {
        if (auto hit = value_at(i, flag)) return hit;
      }
    }
    return std::nullopt;
  }

  std::optional<CommandHit> value_at(std::size_t index, const std::string& flag) const {
    const Word& word = words_[index];
    const std::string& text = word.text;
    const bool next_is_value =
        is_flag_named(text, flag) || (is_short(flag) && is_cluster(text) && text.size() > 2 && text.back() == flag[1]);
    if (next_is_value) {
      if (index + 1 >= words_.size()) return std::nullopt;
      const Word& next = words_[index + 1];
      if (auto hit = judged(next, next.text, 0)) return hit;
    }
    if (text == flag) return std::nullopt;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos && matches_wildcard(flag, std::string_view(text).substr(0, equals))) {
      return judged(word, text.substr(equals + 1), equals + 1);
    }
    return is_short(flag) && text.starts_with(flag) ? judged(word, text.substr(flag.size()), flag.size())
                                                    : std::nullopt;
  }

  std::optional<CommandHit> judged(const Word& word, const std::string& value, std::size_t offset) const {
    const Judged judged = any_is(pattern_.value, subject_of(value, word.literal), vocabulary_);
    if (judged.answer == Answer::kYes) return hit_in(word, offset, judged);
    return is_so_by_default(pattern_.value, word, value) ? std::optional(hit_of(word)) : std::nullopt;
  }

  const CommandPattern& pattern_;
  /// words_[0] is the program.
  std::span<const Word> words_;
  std::span<const Redirection> redirections_;
  const Vocabulary& vocabulary_;
};

}  // namespace

std::optional<CommandHit> match_command_pattern(const CommandPattern& pattern, const Command& command,
                                                const ProgramView& program, const Vocabulary& vocabulary) {
  std::span<const Word> words = std::span(command.words).subspan(program.program);
  std::vector<Word> own;
  if (program.arguments > program.program + 1) {
    own.push_back(words.front());
    const std::span<const Word> arguments = std::span(command.words).subspan(program.arguments);
    own.insert(own.end(), arguments.begin(), arguments.end());
    words = own;
  }
  auto hit = Matcher(pattern, words, command.redirections, vocabulary).match();
  if (hit) hit->what = std::string(program.name);
  return hit;
}

std::optional<CommandHit> match_variables(const CommandPattern& pattern, const Command& command,
                                          const Vocabulary& vocabulary) {
  const auto is_named = [&](std::string_view name) {
    return pattern.environment_matches.matches(name) ||
           std::any_of(pattern.environment.begin(), pattern.environment.end(),
                       [&](const std::string& wanted) { return matches_wildcard(wanted, name); });
  };
  const auto hit_at = [&](std::string name, const Word& word, std::size_t offset) -> std::optional<CommandHit> {
    const Judged judged = any_is(pattern.value, subject_of(word.text.substr(offset), word.literal), vocabulary);
    if (judged.answer != Answer::kYes) return std::nullopt;
    CommandHit hit = hit_in(word, offset, judged);
    // An empty value cannot be shown; the whole word can.
    if (hit.span.begin == hit.span.end) hit.span = word.span;
    hit.what = std::move(name);
    return hit;
  };
  for (const EnvironmentEntry& entry : command.environment) {
    if (!is_named(entry.name.text)) continue;
    if (auto hit = hit_at(entry.name.text, entry.value, 0)) return hit;
  }
  // `export NAME=value`, `env NAME=value`, `docker run -e NAME=value`.
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    const Word& word = command.words[i];
    const std::size_t equals = word.text.find('=');
    if (equals == std::string::npos || !is_named(word.text.substr(0, equals))) continue;
    if (auto hit = hit_at(word.text.substr(0, equals), word, equals + 1)) return hit;
  }
  return std::nullopt;
}

}  // namespace cpsaudit
