#include "engine/pattern.h"

#include <re2/re2.h>

#include <algorithm>

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
  explicit Compiled(std::string_view text) : expression(text), re(piece(text), options()) {}
  std::string expression;
  RE2 re;
};

Result<Pattern> Pattern::compile(std::string_view expression) {
  auto compiled = std::make_shared<const Compiled>(expression);
  if (!compiled->re.ok()) return tl::unexpected(Error{compiled->re.error()});
  Pattern pattern;
  pattern.compiled_ = std::move(compiled);
  return pattern;
}

bool Pattern::found_in(std::string_view text) const {
  return present() && RE2::PartialMatch(piece(text), compiled_->re);
}

bool Pattern::matches(std::string_view text) const {
  return present() && RE2::FullMatch(piece(text), compiled_->re);
}

std::vector<Pattern::Piece> Pattern::pieces_in(std::string_view text, std::size_t limit) const {
  std::vector<Piece> pieces;
  if (!present()) return pieces;
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(compiled_->re.NumberOfCapturingGroups()) + 1);
  std::size_t at = 0;
  while (pieces.size() < limit && at <= text.size()) {
    const bool found = compiled_->re.Match(piece(text), at, text.size(), RE2::UNANCHORED, groups.data(),
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
