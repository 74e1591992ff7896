#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text.h"
#include "facts/source_facts.h"
#include "source/token_view.h"

namespace cpsaudit {

/// Reads expressions from tokens alone: literals, macros and variables of the same file, joined strings, `?:` and `|`.
class TokenValues {
 public:
  TokenValues(const RawFile& file, const TokenView& code, const Text& text);

  Value read(const TokenView& view, TokenRange range) const;
  /// A string literal with those that stand next to it; `last` becomes the index behind them.
  Constant joined_string(const TokenView& view, std::uint32_t first, std::uint32_t& last) const;
  Span span(const TokenView& view, TokenRange range) const;

 private:
  struct Place {
    const TokenView* view;
    /// First token of the value. Where it ends is looked for when somebody asks.
    std::uint32_t first;
  };
  struct Reading;

  void read_arm(Reading& reading, const TokenView& view, TokenRange range, const std::string& asked, int depth) const;
  void read_into(Reading& reading, const TokenView& view, TokenRange range, int depth) const;
  bool read_simple(Reading& reading, const TokenView& view, TokenRange range, int depth) const;
  bool read_string(Reading& reading, const TokenView& view, TokenRange range, int depth) const;
  /// Arithmetic over numbers and macros that stand for numbers; nothing when it is anything else.
  std::optional<std::int64_t> number(const TokenView& view, TokenRange range, int depth) const;
  std::optional<std::int64_t> number_of_token(const TokenView& view, std::uint32_t index, int depth) const;
  void read_name(Reading& reading, const TokenView& view, std::uint32_t index, int depth) const;

  const RawFile& file_;
  const TokenView* code_;
  const Text& text_;
  mutable int steps_ = 0;
  /// Bodies of macros; the views live as long as this object.
  std::vector<TokenView> macro_views_;
  std::unordered_map<std::string_view, std::vector<Place>> definitions_;
};

}  // namespace cpsaudit
