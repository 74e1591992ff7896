#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "formats/parse.h"

namespace cpsaudit {

/// A stretch of a text as byte offsets into `Text::utf8()`; `end` is exclusive.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool empty() const { return begin == end; }
};

/// What every parser writes to: the tree under construction, the limits and the problems.
class DocumentBuilder {
 public:
  /// All three are kept by reference and must outlive the builder.
  DocumentBuilder(const Text& text, const SyntaxOptions& options, const ParseLimits& limits);

  const Text& text() const { return text_; }
  std::string_view source() const { return text_.utf8(); }
  std::string_view source(Range range) const { return source().substr(range.begin, range.end - range.begin); }
  const SyntaxOptions& options() const { return options_; }
  const ParseLimits& limits() const { return limits_; }
  Span span(Range range) const { return text_.span(range.begin, range.end); }

  /// Adds a leaf to the innermost open group.
  void add(Node node);
  /// Opens a group whose first byte is at `begin`; what is added goes into it until it is closed.
  void open(Node group, std::size_t begin);
  /// Closes the innermost group, whose last byte is the one before `end`. Does nothing when only the root is open.
  void close(std::size_t end);
  void close_to(std::size_t depth, std::size_t end);
  /// Number of open groups; the root does not count.
  std::size_t depth() const { return open_.size() + too_deep_ - 1; }
  /// The innermost open group; only its key, value and words may be changed.
  Node& current() { return open_.back().node; }

  /// Counts nodes against the limit; false (and a problem, once) when there is no room for them.
  bool take_nodes(std::size_t count, std::size_t offset);

  /// `range` is the whole comment, `text` is what stands behind its marks.
  void comment(Range range, std::string_view text);
  void problem(Problem::Kind kind, std::string message, std::size_t offset);

  std::vector<Command>& commands() { return result_.document.commands; }
  std::vector<Comment>& comments() { return result_.document.comments; }
  /// The root. Parsers that build their tree themselves assign it whole.
  Node& root() { return open_.front().node; }

  /// Closes what is open and hands the document over.
  ParsedDocument finish();

 private:
  struct Group {
    Node node;
    std::size_t begin = 0;
  };

  const Text& text_;
  const SyntaxOptions& options_;
  const ParseLimits& limits_;
  ParsedDocument result_;
  std::vector<Group> open_;
  std::size_t too_deep_ = 0;
  std::size_t nodes_ = 0;
  bool said_too_many_ = false;
  bool said_too_deep_ = false;
};

/// A scalar at its place. An empty `key_range` leaves the key's span unknown.
Node make_scalar(const DocumentBuilder& builder, std::string key, Range key_range, std::string value, Range value_range,
                 ScalarStyle style = ScalarStyle::kPlain);
/// A group without children; its value span is set when it is closed.
Node make_section(const DocumentBuilder& builder, std::string key, Range key_range);

}  // namespace cpsaudit
