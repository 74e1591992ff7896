#include <algorithm>

#include "core/base_name.h"
#include "formats/arguments.h"
#include "formats/command_line.h"
#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMaxBlocksSearched = 64;

class DirectiveReader {
 public:
  explicit DirectiveReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()), lines_(source_) {
    for (const std::string& opener : builder.options().section_openers) openers_.push_back(to_lower(opener));
  }

  void read() {
    while (lines_.next()) {
      const Range first = trim(source_, lines_.line());
      if (first.empty()) continue;
      if (builder_.options().comment_marks.find(source_[first.begin]) != std::string::npos) {
        builder_.comment(first, source_.substr(first.begin + 1, first.end - first.begin - 1));
        continue;
      }
      const Range line = trim(source_, join_continuation(source_, lines_).range);
      read_line(line);
      last_end_ = line.end;
    }
    for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a block is not closed", block->offset);
    }
    builder_.close_to(0, last_end_);
  }

 private:
  struct Block {
    std::string name;
    std::size_t offset = 0;
    /// Open groups around it.
    std::size_t depth = 0;
  };

  void read_line(Range line) {
    const std::string_view text = builder_.source(line);
    // The braces of a section that an opener has begun: xinetd.
    if (text == "{") return;
    if (text == "}") {
      builder_.close_to(base_depth(), line.end);
      return;
    }
    if (builder_.options().angle_blocks && text.front() == '<') {
      if (text.substr(0, 2) == "</")
        close_block(line);
      else
        open_block(line);
      return;
    }
    directive(line);
  }

  void open_section(Range line, Range key, std::vector<Argument> arguments) {
    builder_.close_to(base_depth(), last_end_);
    // `network={`: the brace is no argument.
    if (!arguments.empty() && arguments.back().text == "{") arguments.pop_back();
    Node section = make_section(builder_, std::string(builder_.source(key)), key);
    set_arguments(builder_, section, arguments, key.end);
    builder_.open(std::move(section), line.begin);
  }

  void directive(Range line) {
    std::size_t end = line.begin;
    while (end < line.end && !is_blank(source_[end]) && source_[end] != '=') ++end;
    if (end == line.begin) end = std::min(line.end, line.begin + 1);
    Range key = {line.begin, end};
    // `"PermitRootLogin" yes`
    const bool quoted = end - line.begin > 2 && source_[line.begin] == '"' && source_[end - 1] == '"';
    if (quoted) key = {line.begin + 1, end - 1};
    std::size_t rest = end;
    while (rest < line.end && is_blank(source_[rest])) ++rest;
    // ssh_config(5): "=" with optional blanks around it may stand between keyword and argument.
    if (rest < line.end && source_[rest] == '=') ++rest;
    const std::vector<Argument> arguments = read_arguments({rest, line.end});
    std::string name(builder_.source(key));
    if (is_opener(name)) {
      open_section(line, key, arguments);
      return;
    }
    Node node = make_scalar(builder_, std::move(name), key, "", key);
    set_arguments(builder_, node, arguments, key.end);
    builder_.add(std::move(node));
    add_command(builder_.source(key), arguments);
    if (builder_.options().statements) add_call({line.begin, end}, line.end);
  }

  /// `connect('x', y)`: a first word that is more than a name hides the literal in it from whoever looks at values.
  void add_call(Range word, std::size_t line_end) {
    std::size_t mark = word.begin;
    while (mark < word.end && std::string_view("('\"`").find(source_[mark]) == std::string_view::npos) ++mark;
    if (mark == word.begin || mark == word.end) return;
    const Range name = {word.begin, mark};
    const Range value = {mark, line_end};
    builder_.add(
        make_scalar(builder_, std::string(builder_.source(name)), name, std::string(builder_.source(value)), value));
  }

  /// The command that a line of inetd.conf ends in. Behind the program stands its own idea of its name, which is left
  /// out; where that is another program, it is the one that a wrapper (tcpd, busybox) runs.
  void add_command(std::string_view inside, const std::vector<Argument>& arguments) {
    const std::size_t first = builder_.options().command_after;
    // The key counts as the first word.
    if (first == 0 || arguments.size() < first) return;
    CommandPlace place;
    place.context = builder_.options().command_context;
    place.inside = inside;
    std::vector<Word> words;
    for (std::size_t i = first - 1; i < arguments.size(); ++i) {
      if (i == first && base_name(arguments[i].text) == base_name(arguments[i - 1].text)) continue;
      words.push_back({arguments[i].text, builder_.span(arguments[i].inner), true});
    }
    append_argument_list(std::move(words), builder_.text(), place, builder_.commands());
  }

  void open_block(Range line) {
    std::size_t end = line.begin + 1;
    while (end < line.end && !is_blank(source_[end]) && source_[end] != '>') ++end;
    const Range key = {line.begin + 1, end};
    const std::size_t mark = builder_.source(line).rfind('>');
    const std::size_t close = line.begin + mark;
    const bool closed = mark != std::string_view::npos && close >= end;
    if (!closed) builder_.problem(Problem::Kind::kPartlyParsed, "a block's first line has no '>'", line.begin);
    blocks_.push_back({to_lower(builder_.source(key)), line.begin, builder_.depth()});
    Node section = make_section(builder_, std::string(builder_.source(key)), key);
    set_arguments(builder_, section, read_arguments({end, closed ? close : line.end}), key.end);
    builder_.open(std::move(section), line.begin);
  }

  void close_block(Range line) {
    const std::size_t close = line.begin + std::min(builder_.source(line).find('>'), line.end - line.begin);
    const Range range = trim(source_, {line.begin + 2, close});
    const std::string name = to_lower(builder_.source(range));
    const auto has_name = [&](const Block& block) { return block.name == name; };
    // Of a row of ends without a begin each would look at every open block: the innermost ones will do.
    const auto limit = blocks_.rbegin() + static_cast<std::ptrdiff_t>(std::min(blocks_.size(), kMaxBlocksSearched));
    const auto found = std::find_if(blocks_.rbegin(), limit, has_name);
    if (found != blocks_.rbegin()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "the end of a block that is not the innermost open one",
                       line.begin);
    }
    if (found == limit) return;
    builder_.close_to(found->depth, line.end);
    blocks_.erase(found.base() - 1, blocks_.end());
  }

  std::vector<Argument> read_arguments(Range rest) {
    const std::string& marks = builder_.options().trailing_comment_marks;
    const ArgumentRules rules;
    std::vector<Argument> arguments;
    for (std::size_t i = rest.begin; i < rest.end;) {
      const char c = source_[i];
      if (is_blank(c) || is_newline(c)) {
        ++i;
      } else if (c == '\\' && i + 1 < rest.end && is_newline(source_[i + 1])) {
        ++i;
      } else if (marks.find(c) != std::string::npos && i > rest.begin && is_blank(source_[i - 1])) {
        const std::size_t end = std::min(line_end(source_, i), rest.end);
        builder_.comment({i, end}, source_.substr(i + 1, end - i - 1));
        i = end;
      } else {
        arguments.push_back(read_argument(source_, i, rest.end, rules));
        i = arguments.back().whole.end;
      }
    }
    return arguments;
  }

  bool is_opener(std::string_view name) const {
    return std::find(openers_.begin(), openers_.end(), to_lower(name)) != openers_.end();
  }

  /// Open groups outside of a section that an opener has begun.
  std::size_t base_depth() const { return blocks_.empty() ? 0 : blocks_.back().depth + 1; }

  DocumentBuilder& builder_;
  std::string_view source_;
  LineReader lines_;
  std::vector<std::string> openers_;
  std::vector<Block> blocks_;
  std::size_t last_end_ = 0;
};

}  // namespace

void parse_directives(DocumentBuilder& builder) {
  DirectiveReader(builder).read();
}

}  // namespace cpsaudit
