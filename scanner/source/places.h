#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text.h"
#include "facts/source_facts.h"
#include "source/raw_tokens.h"

namespace clang {
class ASTContext;
class LangOptions;
class SourceLocation;
class SourceManager;
class SourceRange;
}  // namespace clang

namespace cpsaudit {

/// Offsets in the main file, end exclusive.
struct TextRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// True when one of the ranges, which are sorted and do not overlap, holds the offset.
bool is_within(std::uint32_t offset, const std::vector<TextRange>& ranges);

/// From Clang's locations to places that we can show.
class SourcePlaces {
 public:
  /// `tree_path` tells the path below the root for what Clang calls a file, empty for what is none of the tree.
  SourcePlaces(clang::ASTContext& context, const Text& main, const RawFile& raw,
               std::function<std::string(std::string)> tree_path);

  /// Where the user of the main file wrote it: through macros to the place where they are used.
  std::optional<TextRange> main_range(clang::SourceRange tokens) const;
  bool in_main_file(clang::SourceLocation location) const;
  Span span(clang::SourceRange tokens) const;
  Span span(TextRange range) const { return text_.span(range.begin, range.end); }
  /// As written there, white space folded.
  std::string text(clang::SourceRange tokens) const;
  std::string_view slice(TextRange range) const { return text_.utf8().substr(range.begin, range.end - range.begin); }

  /// What is written between two expressions, without the blanks around it: "=" of `a = b`. Empty when that cannot be
  /// said.
  std::string_view between(clang::SourceRange first, clang::SourceRange second) const;

  /// Offset in the main file where the token itself stands, also inside of a macro's definition.
  std::optional<std::uint32_t> spelled_at(clang::SourceLocation location) const;

  /// Puts span and file of a literal: from the first to the last token, where they are spelled.
  void locate(Constant& constant, clang::SourceLocation first, clang::SourceLocation last) const;

  /// The condition that the preprocessor puts around an offset of the main file.
  const std::string& guard(std::uint32_t offset) const;
  std::uint32_t branch(std::uint32_t offset) const;

 private:
  const clang::SourceManager& sources_;
  const clang::LangOptions& language_;
  const Text& text_;
  const RawFile& raw_;
  std::function<std::string(std::string)> tree_path_;
  /// Texts of headers in which a literal stood.
  mutable std::vector<std::pair<std::string, Text>> headers_;
};

}  // namespace cpsaudit
