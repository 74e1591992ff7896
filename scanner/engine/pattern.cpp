#include "engine/pattern.h"

#include <re2/re2.h>

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

const std::string& Pattern::expression() const {
  static const std::string none;
  return present() ? compiled_->expression : none;
}

}  // namespace cpsaudit
