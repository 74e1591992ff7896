#include <algorithm>
#include <optional>

#include "formats/arguments.h"
#include "formats/lines.h"
#include "formats/parsers.h"
#include "formats/template_mask.h"

namespace cpsaudit {
namespace {

class BlockReader {
 public:
  explicit BlockReader(DocumentBuilder& builder)
      : builder_(builder), template_(mask_template(builder.source())), source_(builder.source()) {
    if (template_) source_ = template_->text;
  }

  void read() {
    while (offset_ < source_.size()) step();
    if (!arguments_.empty()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "the last directive has no ';'", arguments_.front().whole.begin);
      end_directive();
    }
    for (auto open = openings_.rbegin(); open != openings_.rend(); ++open) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a '{' is not closed", *open);
    }
    builder_.close_to(0, source_.size());
  }

 private:
  void step() {
    const char c = source_[offset_];
    if (is_blank(c) || is_newline(c)) {
      ++offset_;
    } else if (skip_comment()) {
      return;
    } else if (c == ';') {
      end_directive();
      ++offset_;
    } else if (c == '{') {
      begin_block();
    } else if (c == '}') {
      end_block();
    } else {
      static constexpr ArgumentRules kRules = {.stops = ";{}", .multiline = true};
      Argument argument = read_argument(source_, offset_, source_.size(), kRules);
      argument = with_variable(std::move(argument));
      // `{{ name }}` is the text that stands there.
      if (template_ && template_->touches(argument.inner)) argument.text = builder_.source(argument.inner);
      offset_ = std::max(argument.whole.end, offset_ + 1);
      arguments_.push_back(std::move(argument));
    }
  }

  /// `${name}` inside an argument is no block.
  Argument with_variable(Argument argument) const {
    while (argument.whole.end < source_.size() && source_[argument.whole.end] == '{' &&
           argument.whole.end > argument.whole.begin && source_[argument.whole.end - 1] == '$') {
      std::size_t close = argument.whole.end + 1;
      while (close < source_.size() && (is_name_character(source_[close]) || source_[close] == '-')) ++close;
      if (close >= source_.size() || source_[close] != '}') return argument;
      static constexpr ArgumentRules kRules = {.stops = ";{}"};
      std::size_t end = close + 1;
      if (end < source_.size() && !is_blank(source_[end]) && !is_newline(source_[end])) {
        end = read_argument(source_, end, source_.size(), kRules).whole.end;
      }
      argument.text += source_.substr(argument.whole.end, end - argument.whole.end);
      argument.whole.end = end;
      argument.inner = argument.whole;
    }
    return argument;
  }

  bool skip_comment() {
    const char c = source_[offset_];
    std::size_t marks = 0;
    if (builder_.options().comment_marks.find(c) != std::string::npos) marks = 1;
    // `//` and `/*` only where a statement begins: further on they may be part of a path.
    const std::string_view two = source_.substr(offset_, 2);
    if (arguments_.empty() && two == "//") marks = 2;
    if (arguments_.empty() && two == "/*") return skip_long_comment();
    if (marks == 0) return false;
    const std::size_t end = line_end(source_, offset_);
    builder_.comment({offset_, end}, source_.substr(offset_ + marks, end - offset_ - marks));
    offset_ = end;
    return true;
  }

  bool skip_long_comment() {
    const std::size_t close = source_.find("*/", offset_ + 2);
    if (close == std::string_view::npos) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a comment is not closed", offset_);
      offset_ = source_.size();
      return true;
    }
    builder_.comment({offset_, close + 2}, source_.substr(offset_ + 2, close - offset_ - 2));
    offset_ = close + 2;
    return true;
  }

  void end_directive() {
    if (arguments_.empty()) return;
    const Argument key = take_key();
    Node node = make_scalar(builder_, key.text, key.inner, "", key.inner);
    set_arguments(builder_, node, arguments_, key.whole.end);
    builder_.add(std::move(node));
    arguments_.clear();
  }

  /// The first argument, without the "=" of `key = value;`.
  Argument take_key() {
    Argument key = std::move(arguments_.front());
    arguments_.erase(arguments_.begin());
    if (!arguments_.empty() && arguments_.front().text == "=" && arguments_.size() > 1) {
      arguments_.erase(arguments_.begin());
    }
    return key;
  }

  void begin_block() {
    const std::size_t brace = offset_++;
    if (arguments_.empty()) {
      openings_.push_back(brace);
      builder_.open(make_section(builder_, "", {}), brace);
      return;
    }
    const std::size_t begin = arguments_.front().whole.begin;
    // nginx: `location = /x` is not `location /x`, so the sign stays an argument.
    const Argument key = std::move(arguments_.front());
    arguments_.erase(arguments_.begin());
    static constexpr std::string_view kRawEnding = "_block";
    const bool raw = key.text.size() > kRawEnding.size() &&
                     key.text.compare(key.text.size() - kRawEnding.size(), kRawEnding.size(), kRawEnding) == 0;
    if (raw) {
      raw_block(key, brace);
    } else {
      Node section = make_section(builder_, key.text, key.inner);
      set_arguments(builder_, section, arguments_, key.whole.end);
      openings_.push_back(brace);
      builder_.open(std::move(section), begin);
    }
    arguments_.clear();
  }

  /// A block in another language, kept as one value: braces are counted outside of strings and `--` comments.
  void raw_block(const Argument& key, std::size_t brace) {
    std::size_t depth = 1;
    std::size_t i = brace + 1;
    for (; i < source_.size() && depth > 0; ++i) {
      const char c = source_[i];
      if (c == '{')
        ++depth;
      else if (c == '}')
        --depth;
      else if (c == '-' && source_.substr(i, 2) == "--")
        i = line_end(source_, i) - 1;
      else if (c == '"' || c == '\'')
        i = string_end(i);
    }
    if (depth > 0) builder_.problem(Problem::Kind::kPartlyParsed, "a '{' is not closed", brace);
    const Range range = {brace + 1, depth == 0 ? i - 1 : source_.size()};
    builder_.add(
        make_scalar(builder_, key.text, key.inner, std::string(builder_.source(range)), range, ScalarStyle::kBlock));
    offset_ = std::min(i, source_.size());
  }

  /// Offset of the quote that closes the one at `open` on the same line; `open` when none does.
  std::size_t string_end(std::size_t open) const {
    for (std::size_t i = open + 1; i < source_.size() && !is_newline(source_[i]); ++i) {
      if (source_[i] == source_[open]) return i;
      if (source_[i] == '\\') ++i;
    }
    return open;
  }

  void end_block() {
    if (!arguments_.empty()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a directive has no ';' before '}'",
                       arguments_.front().whole.begin);
      end_directive();
    }
    if (openings_.empty()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a '}' closes nothing", offset_);
    } else {
      openings_.pop_back();
      builder_.close(offset_ + 1);
    }
    ++offset_;
  }

  DocumentBuilder& builder_;
  std::optional<MaskedTemplate> template_;
  /// Its braces are those of the format alone.
  std::string_view source_;
  std::size_t offset_ = 0;
  std::vector<Argument> arguments_;
  /// Offsets of the braces that are open.
  std::vector<std::size_t> openings_;
};

}  // namespace

void parse_blocks(DocumentBuilder& builder) {
  BlockReader(builder).read();
}

}  // namespace cpsaudit
