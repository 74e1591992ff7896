#include "source/candidates.h"

#include <algorithm>
#include <string_view>

#include "source/literal.h"
#include "source/text_functions.h"

namespace cpsaudit {
namespace {

/// A text behind the name of a function that compares stands among its arguments.
constexpr std::size_t kMostTokensOfArguments = 16;
constexpr std::size_t kMostTokensOfLogging = 64;
/// A longer list of parameters is looked at no further.
constexpr std::size_t kMostTokensOfParameters = 200;
constexpr std::size_t kMostBodiesAround = 64;

/// One token after the other, and none before the first or behind the last.
struct Neighbours {
  const RawFile& file;
  const std::vector<RawToken>& tokens;

  std::string_view text(std::size_t index) const {
    return index < tokens.size() ? file.text_of(tokens[index]) : std::string_view();
  }
  bool is_equality(std::size_t index) const { return text(index) == "==" || text(index) == "!="; }
  bool is(std::size_t index, RawToken::Kind kind) const { return index < tokens.size() && tokens[index].kind == kind; }
};

/// `== 4711`: beside a name that checks ask for. Of `a.pin == 4711` the last part counts.
bool is_compared_number(const Neighbours& near, std::size_t index, const Interest& interest) {
  const auto names_context = [&](std::size_t other) {
    return near.is(other, RawToken::Kind::kIdentifier) && interest.asks_for_context(near.text(other));
  };
  if (index >= 2 && near.is_equality(index - 1)) return names_context(index - 2);
  return near.is_equality(index + 1) && names_context(index + 2);
}

/// `write_log("…", wifi.password)`: a name or a text among the arguments tells.
bool is_telling_call(const Neighbours& near, std::size_t index, const Interest& interest) {
  if (near.text(index + 1) != "(") return false;
  const NamesInFunctions::Numbers& asked = interest.telling().of_function(near.text(index));
  if (asked.empty()) return false;
  const std::size_t end = std::min(near.tokens.size(), index + kMostTokensOfLogging);
  for (std::size_t i = index + 2; i < end && near.text(i) != ";"; ++i) {
    const bool speaks = near.is(i, RawToken::Kind::kIdentifier) || near.is(i, RawToken::Kind::kString);
    if (speaks && interest.telling().fits(near.text(i), asked)) return true;
  }
  return false;
}

/// `sum != header->sum`: an operator that compares stands near a name that checks ask for.
bool is_compared_name(const Neighbours& near, std::size_t index, const Interest& interest,
                      const NamesInFunctions::Numbers& asked) {
  constexpr std::size_t kNear = 8;
  if (!interest.comparisons().fits(near.text(index), asked)) return false;
  for (std::size_t i = index - std::min(index, kNear); i <= index + kNear; ++i) {
    const std::string_view text = near.text(i);
    if (near.is_equality(i) || text == "<" || text == ">" || text == "<=" || text == ">=") return true;
    if (text == "^" || text == "^=" || text == "+=") return true;
  }
  return false;
}

bool compares_with_text(const Neighbours& near, std::size_t index) {
  if (near.text(index + 1) != "(" || !compares_strings(near.text(index))) return false;
  const std::size_t end = index + kMostTokensOfArguments;
  for (std::size_t i = index + 2; i < end && i < near.tokens.size() && near.text(i) != ";"; ++i) {
    if (near.is(i, RawToken::Kind::kString)) return true;
  }
  return false;
}

void add(const NamesInFunctions::Numbers& more, NamesInFunctions::Numbers& numbers) {
  for (const unsigned number : more) {
    const auto at = std::lower_bound(numbers.begin(), numbers.end(), number);
    if (at == numbers.end() || *at != number) numbers.insert(at, number);
  }
}

/// For each `{` its `}`, or the number of tokens.
std::vector<std::size_t> closing_brackets(const Neighbours& near) {
  std::vector<std::size_t> closing(near.tokens.size(), near.tokens.size());
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < near.tokens.size(); ++i) {
    const std::string_view text = near.text(i);
    if (text == "{") {
      open.push_back(i);
    } else if (text == "}" && !open.empty()) {
      closing[open.back()] = i;
      open.pop_back();
    }
  }
  return closing;
}

/// Does the block that opens at this token hold declarations: `struct s {`, `extern "C" {`? Where brackets stand in
/// front of it, it may be the body of a function.
bool opens_declarations(const Neighbours& near, std::size_t open) {
  bool declares = false;
  for (std::size_t i = open; i-- > 0;) {
    const std::string_view text = near.text(i);
    if (text == ";" || text == "{" || text == "}") break;
    if (text == ")" || text == "(") return false;
    declares |= text == "struct" || text == "union" || text == "enum" || text == "class" || text == "namespace" ||
                (near.is(i, RawToken::Kind::kString) && near.text(i - 1) == "extern");
  }
  return declares;
}

/// No function has a body here, and nothing is given a value: `=` stands in enumerations alone, and no text but that of
/// `extern "C"`.
bool only_declares(const RawFile& file) {
  const Neighbours near{file, file.tokens};
  std::size_t enumerations = 0;
  std::vector<bool> blocks;
  for (std::size_t i = 0; i < file.tokens.size(); ++i) {
    const std::string_view text = near.text(i);
    if (text == "{") {
      if (!opens_declarations(near, i)) return false;
      const bool enumerates = near.text(i - 1) == "enum" || (i >= 2 && near.text(i - 2) == "enum");
      blocks.push_back(enumerates);
      enumerations += enumerates ? 1 : 0;
    } else if (text == "}" && !blocks.empty()) {
      enumerations -= blocks.back() ? 1 : 0;
      blocks.pop_back();
    } else if ((text == "=" && enumerations == 0) ||
               (near.is(i, RawToken::Kind::kString) && (i == 0 || near.text(i - 1) != "extern"))) {
      return false;
    }
  }
  return true;
}

}  // namespace

Candidates::Candidates(const RawFile& file, const Interest& interest) : file_(file), interest_(interest) {
  const Neighbours near{file_, file_.tokens};
  std::vector<std::size_t> closing;
  for (std::size_t i = 0; i < file.tokens.size(); ++i) {
    if (file.tokens[i].kind != RawToken::Kind::kIdentifier) continue;
    const std::string_view name = near.text(i);
    names_record_ |= interest.type(name);
    // Or the class of one.
    const bool is_class = near.text(i + 1) == "::" || (i > 0 && near.text(i - 1) == "class");
    if (!is_class && near.text(i + 1) != "(") continue;
    const bool answers = !is_class && (interest.constant_return(name) || interest.answers(name));
    const NamesInFunctions::Numbers& compared = interest.comparisons().of_function(name);
    const NamesInFunctions::Numbers& set = interest.inner_names().of_function(name);
    if (!answers && compared.empty() && set.empty()) continue;
    if (is_class) {
      add(compared, everywhere_.compared);
      add(set, everywhere_.set);
      continue;
    }
    if (closing.empty()) closing = closing_brackets(near);
    Body body = body_of(i, closing);
    if (body.end == 0) continue;
    body.answers = answers;
    body.compared = compared;
    body.set = set;
    reach_.push_back(reach_.empty() ? body.end : std::max(reach_.back(), body.end));
    bodies_.push_back(std::move(body));
  }
}

/// Nothing (`end` is 0) where the name is called or declared, and has no body. What stands between a list of parameters
/// and the body: `const override`, `: member(0)`, the types of old C. Brackets of branches that exclude each other are
/// all counted, so that the end may come late.
Candidates::Body Candidates::body_of(std::size_t name, const std::vector<std::size_t>& closing) const {
  const Neighbours near{file_, file_.tokens};
  const std::size_t size = file_.tokens.size();
  const std::size_t parameters = std::min(size, name + kMostTokensOfParameters);
  std::size_t open = name + 1;
  std::size_t depth = 0;
  for (; open < parameters; ++open) {
    const std::string_view text = near.text(open);
    if (text == "(") ++depth;
    if (text == ")" && --depth == 0) break;
  }
  if (++open >= parameters) return {};
  const std::string_view first = near.text(open);
  const bool defines =
      first == "{" || first == ":" || first == "->" || first == "try" || near.is(open, RawToken::Kind::kIdentifier);
  if (!defines) return {};
  const std::size_t last = std::min(size, open + kMostTokensOfParameters);
  while (open < last && near.text(open) != "{") ++open;
  if (open == last) return {};
  return {.begin = name, .end = std::min(size, closing[open] + 1)};
}

template <typename Asks>
bool Candidates::asked_around(const std::vector<RawToken>& tokens, std::size_t index, const Asks& asks) const {
  if (asks(everywhere_)) return true;
  // Of a macro nobody knows where it is used.
  if (&tokens != &file_.tokens) return std::any_of(bodies_.begin(), bodies_.end(), asks);
  const auto behind =
      std::partition_point(bodies_.begin(), bodies_.end(), [&](const Body& body) { return body.begin <= index; });
  std::size_t asked = 0;
  for (auto i = static_cast<std::size_t>(behind - bodies_.begin()); i-- > 0 && reach_[i] > index;) {
    // Brackets that do not fit: rather one reason too many than a walk over all of them for each token.
    if (++asked > kMostBodiesAround) return true;
    if (index < bodies_[i].end && asks(bodies_[i])) return true;
  }
  return false;
}

bool Candidates::holds(const std::vector<RawToken>& tokens, std::size_t index) const {
  const Neighbours near{file_, tokens};
  const std::string_view text = near.text(index);
  switch (tokens[index].kind) {
    case RawToken::Kind::kIdentifier:
      if (compares_with_text(near, index) || is_telling_call(near, index, interest_)) return true;
      if (asked_around(tokens, index, [&](const Body& body) {
            if (interest_.inner_names().fits(text, body.set) || (body.answers && text == "return")) return true;
            return is_compared_name(near, index, interest_, body.compared);
          })) {
        return true;
      }
      return interest_.identifier(text) && (names_record_ || !interest_.everyday_field(text));
    case RawToken::Kind::kNumber:
      return is_compared_number(near, index, interest_);
    case RawToken::Kind::kString: {
      if (near.is_equality(index + 1) || (index > 0 && near.is_equality(index - 1))) return true;
      const auto literal = string_literal(text);
      return literal && (interest_.string(literal->decoded) || interest_.asks_for_pair(literal->decoded));
    }
    default:
      return false;
  }
}

bool Candidates::any_of(const std::vector<RawToken>& tokens) const {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (holds(tokens, i)) return true;
  }
  return false;
}

bool Candidates::any_in_macros() const {
  return std::any_of(file_.directives.begin(), file_.directives.end(), [&](const RawDirective& directive) {
    return directive.kind == RawDirective::Kind::kDefine && any_of(directive.tokens);
  });
}

bool Candidates::any() const {
  return any_of(file_.tokens) || any_in_macros();
}

bool Candidates::only_declared() const {
  return !names_record_ && !any_in_macros() && only_declares(file_);
}

}  // namespace cpsaudit
