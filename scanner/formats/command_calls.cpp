#include "formats/command_calls.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/command_line.h"
#include "formats/lines.h"
#include "formats/program_literal.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostCalls = 2000;
constexpr std::size_t kMostWords = 200;

class CallCollector {
 public:
  CallCollector(const Text& text, const SyntaxOptions& options, Document& document)
      : text_(text), source_(text.utf8()), reader_(source_), options_(options), document_(document) {
    place_.context = options.command_context.empty() ? "shell" : options.command_context;
  }

  void collect() {
    struct Hit {
      std::size_t begin;
      std::size_t end;
      bool exact;
      const CommandCall* call;
    };
    std::vector<Hit> hits;
    for (const CommandCall& call : options_.command_calls) {
      RE2::Options quiet;
      quiet.set_log_errors(false);
      const RE2 pattern(call.pattern, quiet);
      if (!pattern.ok()) continue;
      std::size_t at = 0;
      std::array<re2::StringPiece, 2> groups;
      const int count = std::min(pattern.NumberOfCapturingGroups(), 1) + 1;
      while (hits.size() < kMostCalls && pattern.Match({source_.data(), source_.size()}, at, source_.size(),
                                                       RE2::UNANCHORED, groups.data(), count)) {
        const auto end = static_cast<std::size_t>(groups[0].data() - source_.data()) + groups[0].size();
        const bool exact = count == 2 && groups[1].data() != nullptr;
        if (exact) {
          const auto begin = static_cast<std::size_t>(groups[1].data() - source_.data());
          hits.push_back({begin, begin + groups[1].size(), true, &call});
        } else {
          hits.push_back({end, end, false, &call});
        }
        at = std::max(end, at + 1);
        if (at >= source_.size()) break;
      }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
    for (const Hit& hit : hits) {
      // What stands in a command already read is a part of that.
      if (hit.begin < read_to_ || is_in_comment(hit.begin)) continue;
      if (hit.exact) {
        line(hit.call->lines ? CommandSource(text_, Range{hit.begin, hit.end}) : on_one_line(hit.begin, hit.end));
        read_to_ = hit.end;
      } else {
        read(hit.begin, *hit.call);
      }
    }
  }

 private:
  bool is_in_comment(std::size_t at) const {
    std::size_t begin = at;
    while (begin > 0 && !is_newline(source_[begin - 1])) --begin;
    const Range words = trim(source_, {begin, line_end(source_, begin)});
    return !words.empty() && options_.comment_marks.find(source_[words.begin]) != std::string::npos;
  }

  /// A newline is a blank like others.
  CommandSource on_one_line(std::size_t begin, std::size_t end) const {
    std::string text(source_.substr(begin, end - begin));
    std::replace_if(text.begin(), text.end(), is_newline, ' ');
    std::vector<std::size_t> offsets(text.size() + 1);
    std::iota(offsets.begin(), offsets.end(), begin);
    return {text_, std::move(text), std::move(offsets)};
  }

  static char closing(char open) { return open == '[' ? ']' : open == '(' ? ')' : open == '{' ? '}' : '\0'; }

  void read(std::size_t at, const CommandCall& call) {
    at = reader_.skip_space(at);
    char close = closing(reader_.at(at));
    bool bracketed = close != '\0';
    std::vector<ProgramLiteral> literals;
    std::vector<Word> words;
    std::size_t i = bracketed ? reader_.skip_space(at + 1) : at;
    while (words.size() < kMostWords && i < source_.size() && !(bracketed && source_[i] == close)) {
      if (auto literal = reader_.literal(i)) {
        remove_indentation(*literal);
        i = literal->end;
        words.push_back(
            {literal->text, text_.span(literal->inner.begin, literal->inner.end), !holds_expansion(literal->text)});
        literals.push_back(std::move(*literal));
        read_to_ = std::max(read_to_, i);
      } else if (!bracketed && words.size() == 1 && source_[i] == '[') {
        // `spawn('curl', ['-k', url])`
        bracketed = true;
        close = ']';
        i = reader_.skip_space(i + 1);
        continue;
      } else {
        // A name, a call: what it says is not known. Outside of a list it ends the command.
        const std::size_t end = end_of_expression(i, bracketed ? close : '\0');
        if (!bracketed || end == i) break;
        words.push_back({"${" + std::string(source_.substr(i, std::min<std::size_t>(end - i, 40))) + "}",
                         text_.span(i, end), false});
        i = end;
      }
      // What is added to it is not known either: "…" + url
      const std::size_t behind = reader_.skip_space(i);
      if (reader_.at(behind) == '+' || reader_.at(behind) == '.') {
        if (!words.empty()) words.back().literal = false;
        i = bracketed ? end_of_expression(behind, close) : behind;
        if (!bracketed) break;
      }
      i = reader_.skip_space(i);
      const bool goes_on = reader_.at(i) == ',' || (close == '}' && reader_.at(i) == ';');
      if (!goes_on) break;
      i = reader_.skip_space(i + 1);
    }
    if (literals.empty()) return;
    if (call.lines || words.size() == 1) {
      for (ProgramLiteral& literal : literals)
        line(CommandSource(text_, std::move(literal.text), std::move(literal.offsets)));
    } else {
      append_argument_list(std::move(words), text_, place_, document_.commands);
    }
  }

  void line(const CommandSource& source) { append_shell_line(source, place_, document_.commands); }

  /// Where the comma or the bracket stands that ends what begins at `i`, or the line does.
  std::size_t end_of_expression(std::size_t i, char close) const {
    std::size_t depth = 0;
    for (; i < source_.size() && !is_newline(source_[i]); ++i) {
      const char c = source_[i];
      if (depth == 0 && (c == ',' || c == close)) return i;
      if (c == '(' || c == '[' || c == '{') ++depth;
      if ((c == ')' || c == ']' || c == '}') && depth-- == 0) return i;
      if (c == '"' || c == '\'') {
        const std::size_t end = source_.find(c, i + 1);
        if (end == std::string_view::npos) return i;
        i = end;
      }
    }
    return i;
  }

  const Text& text_;
  std::string_view source_;
  ProgramLiterals reader_;
  const SyntaxOptions& options_;
  Document& document_;
  CommandPlace place_;
  std::size_t read_to_ = 0;
};

}  // namespace

void collect_command_calls(const Text& text, const SyntaxOptions& options, Document& document) {
  if (options.command_calls.empty()) return;
  CallCollector(text, options, document).collect();
}

}  // namespace cpsaudit
