#include "engine/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>

namespace cpsaudit {

namespace {

/// Enough for every pattern of ours; a pattern that needs more is refused when it is compiled.
constexpr std::int64_t kMemory = 8 << 20;

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMemory);
  return options;
}

}  // namespace

struct Pattern::Compiled {
  explicit Compiled(std::string_view text) : expression(text) {}

  const RE2& get() const {
    std::call_once(once, [&] { re = std::make_unique<RE2>(piece(expression), options()); });
    return *re;
  }

  std::string expression;
  mutable std::once_flag once;
  mutable std::unique_ptr<RE2> re;
};

Result<Pattern> Pattern::compile(std::string_view expression) {
  Pattern pattern = compile_later(expression);
  const RE2& compiled = pattern.compiled_->get();
  if (!compiled.ok()) return tl::unexpected(Error{compiled.error()});
  return pattern;
}

Pattern Pattern::compile_later(std::string_view expression) {
  Pattern pattern;
  pattern.compiled_ = std::make_shared<const Compiled>(expression);
  return pattern;
}

const RE2* Pattern::expression_of() const {
  if (compiled_ == nullptr) return nullptr;
  const RE2& compiled = compiled_->get();
  return compiled.ok() ? &compiled : nullptr;
}

bool Pattern::found_in(std::string_view text) const {
  const RE2* expression = expression_of();
  return expression != nullptr && RE2::PartialMatch(piece(text), *expression);
}

bool Pattern::matches(std::string_view text) const {
  const RE2* expression = expression_of();
  return expression != nullptr && RE2::FullMatch(piece(text), *expression);
}

std::vector<Pattern::Piece> Pattern::pieces_in(std::string_view text, std::size_t limit) const {
  std::vector<Piece> pieces;
  const RE2* expression = expression_of();
  if (expression == nullptr) return pieces;
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(expression->NumberOfCapturingGroups()) + 1);
  std::size_t at = 0;
  while (pieces.size() < limit && at <= text.size()) {
    const bool found = expression->Match(piece(text), at, text.size(), RE2::UNANCHORED, groups.data(),
                                         static_cast<int>(groups.size()));
    if (!found) break;
    const re2::StringPiece* chosen = groups.size() == 1 ? groups.data() : nullptr;
    for (std::size_t i = 1; i < groups.size() && chosen == nullptr; ++i) {
      if (groups[i].data() != nullptr) chosen = &groups[i];
    }
    if (chosen != nullptr) pieces.push_back({static_cast<std::size_t>(chosen->data() - text.data()), chosen->size()});
    const auto end = static_cast<std::size_t>(groups.front().data() - text.data()) + groups.front().size();
    at = std::max(end, at + 1);
  }
  return pieces;
}

const std::string& Pattern::expression() const {
  static const std::string none;
  return present() ? compiled_->expression : none;
}

}  // namespace cpsaudit
