#include "source/file_constants.h"

#include <algorithm>
#include <optional>

#include "source/token_values.h"
#include "source/token_view.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostConstants = 500;
constexpr std::size_t kLongestDeclaration = 24;

/// Finds `const … name = value;` outside of functions, records and lists.
class Finder {
 public:
  Finder(const RawFile& file, const Text& text, const Interest& interest, SourceFacts& facts)
      : file_(file), text_(text), interest_(interest), facts_(facts) {}

  void find() {
    const auto& tokens = file_.tokens;
    for (std::uint32_t i = 0; i < tokens.size() && found_ < kMostConstants; ++i) {
      const std::string_view word = file_.text_of(tokens[i]);
      if (word == "{" && opens_scope(i)) {
        begin_ = i + 1;
      } else if (word == "{" || word == "(") {
        ++depth_;
      } else if (word == "}" || word == ")") {
        // The end of a namespace leaves nothing open.
        depth_ -= depth_ > 0 ? 1 : 0;
        if (word == "}" && depth_ == 0) begin_ = i + 1;
      } else if (depth_ == 0 && word == ";") {
        begin_ = i + 1;
      } else if (depth_ == 0 && word == "=") {
        assigned(i);
      }
    }
  }

 private:
  bool is(std::uint32_t index, std::string_view what) const {
    return index < file_.tokens.size() && file_.text_of(file_.tokens[index]) == what;
  }

  /// `namespace a::b {`, `extern "C" {`
  bool opens_scope(std::uint32_t brace) const {
    if (depth_ > 0) return false;
    for (std::uint32_t i = begin_; i < brace && i < begin_ + kLongestDeclaration; ++i) {
      if (is(i, "namespace")) return true;
      if (is(i, "extern") && i + 2 == brace) return true;
    }
    return false;
  }

  void assigned(std::uint32_t equals) {
    if (equals - begin_ > kLongestDeclaration || equals < begin_ + 3) return;
    bool constant = false;
    for (std::uint32_t i = begin_; i < equals; ++i) {
      constant |= is(i, "const") || is(i, "constexpr");
      if (is(i, "static") || is(i, "using") || is(i, "typedef") || is(i, "template") || is(i, "operator")) return;
    }
    if (!constant) return;
    std::uint32_t name = equals - 1;
    while (name > begin_ && is(name, "]")) {
      while (name > begin_ && !is(name, "[")) --name;
      --name;
    }
    if (file_.tokens[name].kind != RawToken::Kind::kIdentifier || interest_.name(file_.text_of(file_.tokens[name]))) {
      return;
    }
    std::uint32_t end = equals + 1;
    while (end < file_.tokens.size() && !is(end, ";") && end - equals < kLongestDeclaration) ++end;
    if (is(end, ";")) add(name, {equals + 1, end});
  }

  void add(std::uint32_t name, TokenRange value) {
    if (!values_) {
      code_.emplace(file_, file_.tokens);
      values_.emplace(file_, *code_, text_);
    }
    FieldInit field;
    field.value = values_->read(*code_, value);
    const auto& constants = field.value.constants;
    const bool sole = constants.size() == 1 && field.value.exhaustive && constants.front().complete;
    if (!sole) return;
    field.how = FieldInit::How::kVariable;
    field.variable = code_->text(name);
    field.span = values_->span(*code_, {name, value.last});
    field.name_span = values_->span(*code_, {name, name + 1});
    field.place.guard = file_.branches[file_.tokens[name].branch].guard;
    field.place.reach = Reach::kToken;
    facts_.fields.push_back(std::move(field));
    ++found_;
  }

  const RawFile& file_;
  const Text& text_;
  const Interest& interest_;
  SourceFacts& facts_;
  std::optional<TokenView> code_;
  std::optional<TokenValues> values_;
  std::uint32_t begin_ = 0;
  unsigned depth_ = 0;
  std::size_t found_ = 0;
};

}  // namespace

void add_file_constants(const RawFile& file, const Text& text, const Interest& interest, SourceFacts& facts) {
  const std::size_t before = facts.fields.size();
  Finder(file, text, interest, facts).find();
  if (facts.fields.size() == before) return;
  std::stable_sort(facts.fields.begin(), facts.fields.end(),
                   [](const FieldInit& a, const FieldInit& b) { return a.name_span < b.name_span; });
}

}  // namespace cpsaudit
