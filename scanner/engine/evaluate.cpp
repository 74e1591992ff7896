#include "engine/evaluate.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/base64.h"
#include "engine/ascii.h"
#include "engine/predicate_node.h"

namespace cpsaudit {

using namespace ascii;

namespace {

using Node = Predicate::Node;

/// Lists of URLs and here-documents have a few parts that matter, not thousands.
constexpr std::size_t kMostParts = 64;

Answer answer_of(bool yes) {
  return yes ? Answer::kYes : Answer::kNo;
}

Answer opposite(Answer answer) {
  if (answer == Answer::kUnknown) return Answer::kUnknown;
  return answer_of(answer == Answer::kNo);
}

template <typename Range>
bool holds(const Range& words, std::string_view text) {
  return std::any_of(words.begin(), words.end(), [&](const auto& word) { return equal_folded(word, text); });
}

std::optional<std::int64_t> integer_in(std::string_view text) {
  int base = 10;
  bool negative = false;
  if (text.starts_with('-')) {
    negative = true;
    text.remove_prefix(1);
  }
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return negative ? -value : value;
}

bool is_null_name(std::string_view text) {
  return text == "NULL" || text == "nullptr";
}

/// Names in capitals are constants: two different ones are different values, as far as a reader can tell.
bool is_constant_name(std::string_view text) {
  return text.size() > 2 && is_letter(text.front()) &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// `BROKER`, `Settings::broker`, `config.host`: no literal, no call.
bool is_bare_name(std::string_view text) {
  return !text.empty() && !is_digit(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("_:.->").find(c) != std::string_view::npos;
  });
}

bool is_literal_class(ValueClass value_class) {
  return value_class == ValueClass::kSecret || value_class == ValueClass::kWeakPassword ||
         value_class == ValueClass::kPlaceholder || value_class == ValueClass::kPasswordHash ||
         value_class == ValueClass::kWeakPasswordHash;
}

/// What the host of an URL decides.
bool is_host_class(ValueClass value_class) {
  return value_class == ValueClass::kLoopbackAddress || value_class == ValueClass::kWildcardAddress;
}

/// As many bytes as a key has, and not one value again and again: those are filled in later, or counted up in a test.
bool is_secret_array(std::string_view bytes) {
  constexpr std::size_t kShortestKey = 8;
  constexpr std::size_t kFewestValues = 5;
  if (bytes.size() < kShortestKey) return false;
  const std::set<char> values(bytes.begin(), bytes.end());
  return values.size() >= kFewestValues;
}

/// "verify_none" names "boost::asio::ssl::verify_none" too.
bool is_symbol(std::string_view symbol, std::string_view name) {
  return symbol == name || (symbol.ends_with(name) && symbol.substr(0, symbol.size() - name.size()).ends_with("::"));
}

bool names_symbol(const std::vector<std::string>& symbols, std::string_view name) {
  return std::any_of(symbols.begin(), symbols.end(),
                     [&](const std::string& symbol) { return is_symbol(symbol, name); });
}

/// One case: a candidate, or nothing known but the names.
class Evaluator {
 public:
  Evaluator(const Candidate* candidate, const Subject& subject, const Vocabulary& vocabulary)
      : candidate_(candidate),
        subject_(subject),
        symbols_(candidate != nullptr && !candidate->symbols.empty() ? candidate->symbols : subject.symbols),
        vocabulary_(vocabulary) {
    // Of a name alone nothing is known but the name.
    if (candidate_ != nullptr && candidate_->type == Candidate::Type::kName) candidate_ = nullptr;
  }

  /// The part that made the answer yes, when a `part` did.
  const std::optional<Pattern::Piece>& decisive_part() const { return part_; }

  Answer operator()(const Node& node) const {
    using Condition = Node::Condition;
    switch (node.condition) {
      case Condition::kEquals:
        return equals(node.scalars);
      case Condition::kMatches:
        return matches(node.pattern);
      case Condition::kHasToken:
        return has_token(node.names);
      case Condition::kLacksToken:
        return opposite(has_token(node.names));
      case Condition::kHasFlag:
        return has_flag(node.names);
      case Condition::kLacksFlag:
        return opposite(has_flag(node.names));
      case Condition::kShorter:
      case Condition::kLonger:
        return measures(node);
      case Condition::kBelow:
      case Condition::kAbove:
        return compares(node);
      case Condition::kEmpty:
        return empty(node.wanted);
      case Condition::kHoles:
        return holes(node.wanted);
      case Condition::kPresent:
        return answer_of(node.wanted);
      case Condition::kText:
        return answer_of(node.pattern.found_in(subject_.text) || written_in_place(node.pattern));
      case Condition::kPart:
        return part(node);
      case Condition::kBase64:
        return base64(node);
      case Condition::kIs:
        return is(node.classes);
      case Condition::kNot:
        return opposite((*this)(*node.parts.front()));
      case Condition::kAnyOf:
        return any_of(node);
      case Condition::kAllOf:
        return all_of(node);
    }
    return Answer::kUnknown;
  }

 private:
  Answer any_of(const Node& node) const {
    Answer answer = Answer::kNo;
    for (const auto& part : node.parts) {
      const Answer next = (*this)(*part);
      if (next == Answer::kYes) return next;
      if (next == Answer::kUnknown) answer = next;
    }
    return answer;
  }

  Answer all_of(const Node& node) const {
    Answer answer = Answer::kYes;
    bool part_holds = false;
    bool only_excuses = true;
    for (const auto& part : node.parts) {
      const Answer next = (*this)(*part);
      if (next == Answer::kNo) return next;
      if (next == Answer::kUnknown) answer = next;
      if (next == Answer::kUnknown && part->condition != Node::Condition::kNot) only_excuses = false;
      if (next == Answer::kYes && part->condition == Node::Condition::kPart) part_holds = true;
    }
    // Beside a part that is written out, what only a run puts in excuses nothing.
    return answer == Answer::kUnknown && part_holds && only_excuses ? Answer::kYes : answer;
  }

  /// The name of a text says what the text would say in its place: `BROKER` for "localhost".
  bool written_in_place(const Pattern& pattern) const {
    // An empty text is most often what is filled in later.
    if (!is_text() || !is_whole() || !subject_.known || candidate_->text.empty()) return false;
    if (!is_bare_name(subject_.text)) return false;
    return pattern.found_in('"' + candidate_->text + '"');
  }

  bool is_bytes() const { return candidate_ != nullptr && candidate_->type == Candidate::Type::kBytes; }
  bool is_text() const { return candidate_ != nullptr && candidate_->type == Candidate::Type::kText; }

  /// `http://dl.example.com/$VERSION/fw.bin`: what varies is neither whom it asks nor how.
  bool is_known_url() const { return is_text() && has_literal_host(candidate_->text); }

  /// The text is whole: what it does not match, it is not.
  bool is_whole() const {
    if (candidate_ == nullptr) return false;
    const bool is_open = vocabulary_.has_references && is_text() && holds_reference(candidate_->text);
    const bool holds_all = candidate_->complete && !candidate_->reference && !is_open;
    return holds_all || is_known_url();
  }
  Answer no_or_unknown() const { return is_whole() ? Answer::kNo : Answer::kUnknown; }

  Answer equals(const std::vector<ExpectedScalar>& expected) const {
    for (const ExpectedScalar& scalar : expected) {
      if (names_symbol(symbols_, scalar.text)) return Answer::kYes;
      if (candidate_ != nullptr && equals_candidate(scalar)) return Answer::kYes;
    }
    if (candidate_ != nullptr) return no_or_unknown();
    const bool other_constant = !symbols_.empty() && is_constant_name(symbols_.front());
    const bool names_alone = std::all_of(expected.begin(), expected.end(),
                                         [](const ExpectedScalar& scalar) { return is_constant_name(scalar.text); });
    return other_constant && names_alone ? Answer::kNo : Answer::kUnknown;
  }

  bool equals_candidate(const ExpectedScalar& expected) const {
    if (!candidate_->complete || candidate_->reference) return false;
    if (is_text()) return equals_text(expected, candidate_->text);
    if (is_bytes()) return false;
    const std::optional<std::int64_t> number = integer_in(candidate_->text);
    if (!number) return candidate_->text == expected.text;
    if (expected.boolean) return (*number != 0) == (expected.text == "true");
    if (is_null_name(expected.text)) return *number == 0;
    return integer_in(expected.text) == number;
  }

  bool equals_text(const ExpectedScalar& expected, std::string_view text) const {
    const bool said_true = is_true(text);
    const bool said_false = is_false(text);
    if (expected.boolean) return expected.text == "true" ? said_true : said_false;
    if (expected.text == text) return true;
    // "yes" asks for what the dialect calls true, however this file spells it.
    if (!vocabulary_.true_words.empty()) {
      if (said_true && holds(vocabulary_.true_words, expected.text)) return true;
      if (said_false && holds(vocabulary_.false_words, expected.text)) return true;
    }
    const auto number = integer_in(text);
    return number && integer_in(expected.text) == number;
  }

  bool is_true(std::string_view text) const {
    constexpr std::string_view kUsual[] = {"true", "yes", "on", "1", "enabled", "enable", "y"};
    return vocabulary_.true_words.empty() ? holds(std::span(kUsual), text) : holds(vocabulary_.true_words, text);
  }
  bool is_false(std::string_view text) const {
    constexpr std::string_view kUsual[] = {"false", "no", "off", "0", "disabled", "disable", "n"};
    return vocabulary_.false_words.empty() ? holds(std::span(kUsual), text) : holds(vocabulary_.false_words, text);
  }

  Answer matches(const Pattern& pattern) const {
    for (const std::string& symbol : symbols_) {
      if (candidate_ == nullptr && pattern.found_in(symbol)) return Answer::kYes;
    }
    if (candidate_ == nullptr) return Answer::kUnknown;
    // NULL and numbers are no texts; a number may still be looked for by its digits.
    if (candidate_->type == Candidate::Type::kNull || is_bytes()) return Answer::kNo;
    return pattern.found_in(candidate_->text) ? Answer::kYes : no_or_unknown();
  }

  Answer part(const Node& node) const {
    if (candidate_ == nullptr) return Answer::kUnknown;
    if (!is_text() || candidate_->reference) return Answer::kNo;
    Answer answer = Answer::kNo;
    for (const Pattern::Piece& piece : node.pattern.pieces_in(candidate_->text, kMostParts)) {
      const std::string text = candidate_->text.substr(piece.offset, piece.length);
      const bool complete = candidate_->complete || text.find_first_of("$`{") == std::string::npos;
      const Candidate inner{text, Candidate::Type::kText, complete, false};
      const Subject subject{{inner}, {}, text, true};
      const Answer next = node.parts.empty()
                              ? Answer::kYes
                              : Evaluator(&subject.candidates.front(), subject, vocabulary_)(*node.parts.front());
      if (next == Answer::kYes) {
        part_ = piece;
        return next;
      }
      if (next == Answer::kUnknown) answer = next;
    }
    return answer;
  }

  /// The place is all of the value: of what is encoded no part can be shown.
  Answer base64(const Node& node) const {
    if (candidate_ == nullptr) return Answer::kUnknown;
    if (!is_text() || candidate_->reference) return Answer::kNo;
    const auto decoded = text_in_base64(candidate_->text);
    if (!decoded) return no_or_unknown();
    const Subject subject = text_subject(*decoded);
    return Evaluator(&subject.candidates.front(), subject, vocabulary_)(*node.parts.front());
  }

  Answer has_token(const std::vector<std::string>& names) const {
    if (!is_text()) return has_flag(names);
    for (const std::string_view token : split(candidate_->text, " \t\r\n,:;|\"'")) {
      if (holds(names, token)) return Answer::kYes;
    }
    return no_or_unknown();
  }

  Answer has_flag(const std::vector<std::string>& names) const {
    for (const std::string& name : names) {
      if (names_symbol(symbols_, name)) return Answer::kYes;
    }
    if (candidate_ != nullptr && candidate_->type == Candidate::Type::kNumber) {
      const auto number = integer_in(candidate_->text);
      if (number == 0) return Answer::kNo;
    }
    return symbols_.empty() ? Answer::kUnknown : Answer::kNo;
  }

  Answer compares(const Node& node) const {
    // The number that a function always returns stands among the names.
    const bool by_name = candidate_ == nullptr && symbols_.size() == 1;
    if (!by_name && (candidate_ == nullptr || candidate_->type == Candidate::Type::kNull)) return Answer::kUnknown;
    const auto number = number_with_unit(by_name ? symbols_.front() : candidate_->text);
    if (!number) return Answer::kUnknown;
    return answer_of(node.condition == Node::Condition::kBelow ? *number < node.number : *number > node.number);
  }

  Answer measures(const Node& node) const {
    if (!is_bytes() && !is_text()) return Answer::kUnknown;
    if (!is_whole()) return Answer::kUnknown;
    const auto length = static_cast<double>(candidate_->text.size());
    return answer_of(node.condition == Node::Condition::kShorter ? length < node.number : length > node.number);
  }

  Answer empty(bool wanted) const {
    if (candidate_ == nullptr) return Answer::kUnknown;
    return answer_of((is_text() && candidate_->text.empty() && !candidate_->reference) == wanted);
  }

  /// `"ping " + host`: some of it is written here, some is not known.
  Answer holes(bool wanted) const {
    if (candidate_ == nullptr) return Answer::kUnknown;
    if (!is_text() || candidate_->reference) return Answer::kNo;
    return answer_of((!candidate_->complete && candidate_->text != "{}") == wanted);
  }

  Answer is(const std::vector<ValueClass>& classes) const {
    if (candidate_ == nullptr) return Answer::kUnknown;
    // What a script fills in is not in the file.
    const bool filled_in = !candidate_->complete && candidate_->text.find_first_of("$`") != std::string::npos;
    const auto is_one = [&](ValueClass value_class) {
      if (filled_in && is_literal_class(value_class)) return false;
      if (candidate_->reference && (is_literal_class(value_class) || !is_known_url())) {
        return value_class == ValueClass::kReference;
      }
      if (is_bytes()) return value_class == ValueClass::kSecret && is_secret_array(candidate_->text);
      return is_text() && is_of_class(candidate_->text, value_class, vocabulary_.known);
    };
    if (std::any_of(classes.begin(), classes.end(), is_one)) return Answer::kYes;
    // A reference may turn out to be anything but a literal.
    const bool literal_wanted = std::all_of(classes.begin(), classes.end(), is_literal_class);
    const bool host_wanted = std::all_of(classes.begin(), classes.end(), is_host_class);
    return literal_wanted || (host_wanted && is_known_url()) ? Answer::kNo : no_or_unknown();
  }

  const Candidate* candidate_;
  const Subject& subject_;
  const std::vector<std::string>& symbols_;
  const Vocabulary& vocabulary_;
  mutable std::optional<Pattern::Piece> part_;
};

bool says_absent(const Node& node) {
  return node.condition == Node::Condition::kPresent && !node.wanted;
}

bool says_empty(const Node& node) {
  if (node.condition == Node::Condition::kEmpty) return node.wanted;
  return node.condition == Node::Condition::kAnyOf &&
         std::any_of(node.parts.begin(), node.parts.end(), [](const auto& part) { return says_empty(*part); });
}

bool is_about_loopback(const Node& node) {
  return node.condition == Node::Condition::kIs &&
         std::all_of(node.classes.begin(), node.classes.end(),
                     [](ValueClass value_class) { return value_class == ValueClass::kLoopbackAddress; });
}

bool is_about_spelling(const Predicate::Node& node) {
  using Condition = Predicate::Node::Condition;
  const bool combines =
      node.condition == Condition::kNot || node.condition == Condition::kAnyOf || node.condition == Condition::kAllOf;
  if (!combines) return node.condition == Condition::kText;
  return std::all_of(node.parts.begin(), node.parts.end(),
                     [](const auto& part) { return part != nullptr && is_about_spelling(*part); });
}

}  // namespace

bool accepts_emptiness(const Predicate& predicate) {
  return predicate.present() && says_empty(*predicate.node());
}

bool is_about_loopback(const Predicate& predicate) {
  return predicate.present() && is_about_loopback(*predicate.node());
}

bool accepts_absence(const Predicate& predicate) {
  return predicate.present() && says_absent(*predicate.node());
}

bool is_about_spelling(const Predicate& predicate) {
  return predicate.present() && is_about_spelling(*predicate.node());
}

bool accepts_presence(const Predicate& predicate) {
  if (!predicate.present()) return false;
  const Node& node = *predicate.node();
  return node.condition == Node::Condition::kPresent && node.wanted;
}

Subject text_subject(std::string text) {
  Subject subject;
  subject.text = text;
  subject.candidates.push_back({std::move(text)});
  return subject;
}

Judged any_is(const Predicate& predicate, const Subject& subject, const Vocabulary& vocabulary) {
  if (!predicate.present()) return {};
  Judged judged;
  for (std::size_t i = 0; i < subject.candidates.size(); ++i) {
    const Evaluator evaluate(&subject.candidates[i], subject, vocabulary);
    const Answer answer = evaluate(*predicate.node());
    if (answer == Answer::kYes) return {answer, i, evaluate.decisive_part()};
    if (answer == Answer::kUnknown) judged.answer = answer;
  }
  if (subject.known && !subject.candidates.empty()) return judged;
  const Answer unknown = Evaluator(nullptr, subject, vocabulary)(*predicate.node());
  // Beside known candidates the names say nothing new; alone they may decide.
  if (unknown == Answer::kYes && subject.candidates.empty()) return {unknown};
  return {unknown == Answer::kNo && judged.answer == Answer::kNo ? Answer::kNo : Answer::kUnknown};
}

Answer all_are(const Predicate& predicate, const Subject& subject, const Vocabulary& vocabulary) {
  if (!predicate.present()) return Answer::kNo;
  Answer all = Answer::kYes;
  const auto take = [&](const Candidate* candidate) {
    const Answer answer = Evaluator(candidate, subject, vocabulary)(*predicate.node());
    if (answer == Answer::kNo) all = Answer::kNo;
    if (answer == Answer::kUnknown && all == Answer::kYes) all = Answer::kUnknown;
  };
  for (const Candidate& candidate : subject.candidates) take(&candidate);
  if (!subject.known || subject.candidates.empty()) take(nullptr);
  return all;
}

}  // namespace cpsaudit
