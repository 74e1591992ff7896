#include "source/places.h"

#include <clang/AST/ASTContext.h>
#include <clang/Basic/CharInfo.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "source/literal.h"
#include "source/token_view.h"

namespace cpsaudit {
namespace {

/// Headers are looked into for a handful of constants.
constexpr std::size_t kMostHeaders = 16;

}  // namespace

bool is_within(std::uint32_t offset, const std::vector<TextRange>& ranges) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), offset,
                                      [](std::uint32_t o, const TextRange& range) { return o < range.begin; });
  return after != ranges.begin() && offset < (after - 1)->end;
}

SourcePlaces::SourcePlaces(clang::ASTContext& context, const Text& main, const RawFile& raw,
                           std::function<std::string(std::string)> tree_path)
    : sources_(context.getSourceManager()),
      language_(context.getLangOpts()),
      text_(main),
      raw_(raw),
      tree_path_(std::move(tree_path)) {}

bool SourcePlaces::in_main_file(clang::SourceLocation location) const {
  return location.isValid() && sources_.getFileID(sources_.getExpansionLoc(location)) == sources_.getMainFileID();
}

std::optional<TextRange> SourcePlaces::main_range(clang::SourceRange tokens) const {
  if (tokens.isInvalid()) return std::nullopt;
  clang::CharSourceRange range =
      clang::Lexer::makeFileCharRange(clang::CharSourceRange::getTokenRange(tokens), sources_, language_);
  if (range.isInvalid() || sources_.getFileID(range.getBegin()) != sources_.getMainFileID()) {
    const clang::SourceLocation first = sources_.getExpansionRange(tokens.getBegin()).getBegin();
    const clang::CharSourceRange last = sources_.getExpansionRange(tokens.getEnd());
    const clang::SourceLocation end =
        last.isTokenRange() ? clang::Lexer::getLocForEndOfToken(last.getEnd(), 0, sources_, language_) : last.getEnd();
    range = clang::CharSourceRange::getCharRange(first, end);
  }
  if (range.isInvalid()) return std::nullopt;
  const auto [begin_file, begin] = sources_.getDecomposedLoc(range.getBegin());
  const auto [end_file, end] = sources_.getDecomposedLoc(range.getEnd());
  if (begin_file != sources_.getMainFileID() || end_file != begin_file || end < begin) return std::nullopt;
  if (end > text_.utf8().size()) return std::nullopt;
  return TextRange{begin, end};
}

Span SourcePlaces::span(clang::SourceRange tokens) const {
  const auto range = main_range(tokens);
  return range ? span(*range) : Span{};
}

std::string SourcePlaces::text(clang::SourceRange tokens) const {
  const auto range = main_range(tokens);
  return range ? folded_text(slice(*range)) : std::string();
}

std::string_view SourcePlaces::between(clang::SourceRange first, clang::SourceRange second) const {
  const auto left = main_range(first);
  const auto right = main_range(second);
  if (!left || !right || left->end >= right->begin || right->begin - left->end > 64) return {};
  std::string_view text = slice({left->end, right->begin});
  constexpr std::string_view kBlank = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
  const std::size_t last = text.find_last_not_of(kBlank);
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

std::optional<std::uint32_t> SourcePlaces::spelled_at(clang::SourceLocation location) const {
  if (location.isInvalid()) return std::nullopt;
  const auto [file, offset] = sources_.getDecomposedSpellingLoc(location);
  if (file != sources_.getMainFileID()) return std::nullopt;
  return offset;
}

void SourcePlaces::locate(Constant& constant, clang::SourceLocation first, clang::SourceLocation last) const {
  if (first.isInvalid() || last.isInvalid()) return;
  const auto [file, begin] = sources_.getDecomposedSpellingLoc(first);
  const auto [last_file, last_begin] = sources_.getDecomposedSpellingLoc(last);
  const clang::SourceLocation end_location =
      clang::Lexer::getLocForEndOfToken(sources_.getSpellingLoc(last), 0, sources_, language_);
  const auto [end_file, end_offset] = sources_.getDecomposedLoc(end_location);
  std::uint32_t from = begin;
  std::uint32_t to = last_file == file && end_file == file && end_offset > begin ? end_offset : begin;
  bool invalid = false;
  const llvm::StringRef buffer = sources_.getBufferData(file, &invalid);
  if (invalid || to > buffer.size() || from > to) return;
  if (constant.kind == Constant::Kind::kString && to - from >= 2) {
    // Without the quotes; a prefix stands before the first.
    const std::size_t quote = buffer.substr(from, to - from).find('"');
    // Neither the suffix of `"text"s`.
    const std::size_t last_quote = buffer.substr(from, to - from).rfind('"');
    const bool has_suffix = last_quote != llvm::StringRef::npos && last_quote > quote &&
                            llvm::all_of(buffer.slice(from + last_quote + 1, to),
                                         [](char c) { return clang::isAsciiIdentifierContinue(c); });
    if (has_suffix) to = from + static_cast<std::uint32_t>(last_quote) + 1;
    if (quote != llvm::StringRef::npos && quote <= 3 && buffer[to - 1] == '"') {
      const bool raw = quote > 0 && buffer[from + quote - 1] == 'R';
      const auto literal = raw ? string_literal({buffer.data() + from, to - from}) : std::optional<StringLiteralText>();
      const auto inside = static_cast<std::uint32_t>(literal ? literal->inner_begin : quote + 1);
      const auto behind = static_cast<std::uint32_t>(literal ? to - from - literal->inner_end : 1);
      from += inside;
      to = std::max(from, to - behind);
    }
  }
  if (file == sources_.getMainFileID()) {
    constant.span = text_.span(from, to);
    return;
  }
  const auto entry = sources_.getFileEntryRefForID(file);
  if (!entry) return;
  std::string path = tree_path_(entry->getName().str());
  if (path.empty()) return;
  auto header = std::find_if(headers_.begin(), headers_.end(), [&](const auto& known) { return known.first == path; });
  if (header == headers_.end()) {
    if (headers_.size() >= kMostHeaders) return;
    headers_.emplace_back(path, Text::from_utf8(buffer.str()));
    header = headers_.end() - 1;
  }
  constant.span = header->second.span(from, to);
  constant.file = std::move(path);
}

std::uint32_t SourcePlaces::branch(std::uint32_t offset) const {
  return raw_.branch_at(offset);
}

const std::string& SourcePlaces::guard(std::uint32_t offset) const {
  return raw_.branches[branch(offset)].guard;
}

}  // namespace cpsaudit
