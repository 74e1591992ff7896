#include <algorithm>

#include "formats/arguments.h"
#include "formats/command_line.h"
#include "formats/json_text.h"
#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

/// One instruction without comment lines and line continuations, and where each of its bytes stands.
struct Instruction {
  std::string text;
  std::vector<std::size_t> offsets;
  /// Offset behind its last line.
  std::size_t end = 0;

  /// The end counts from the last byte: the next one may stand on the next line.
  Range place(Range range) const {
    if (range.empty()) return {offsets[range.begin], offsets[range.begin]};
    return {offsets[range.begin], offsets[range.end - 1] + 1};
  }
};

class DockerfileReader {
 public:
  explicit DockerfileReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    read_escape();
    while (at_ < source_.size()) {
      const Range line = trim(source_, {at_, line_end(source_, at_)});
      if (line.empty()) {
        at_ = skip_newline(source_, line_end(source_, at_));
      } else if (source_[line.begin] == '#') {
        comment(line);
      } else {
        instruction(next_instruction());
      }
    }
  }

 private:
  /// `# escape=\`` in the first lines.
  void read_escape() {
    LineReader lines(source_);
    while (lines.next()) {
      const Range line = trim(source_, lines.line());
      if (line.empty() || source_[line.begin] != '#') return;
      const Range text = trim(source_, {line.begin + 1, line.end});
      const std::size_t equals = builder_.source(text).find('=');
      if (equals == std::string_view::npos) return;
      const std::string name = to_lower(builder_.source(trim(source_, {text.begin, text.begin + equals})));
      const Range value = trim(source_, {text.begin + equals + 1, text.end});
      if (name == "escape" && builder_.source(value) == "`") escape_ = '`';
    }
  }

  void comment(Range line) {
    builder_.comment(line, builder_.source({line.begin + 1, line.end}));
    at_ = skip_newline(source_, line.end);
  }

  Instruction next_instruction() {
    Instruction instruction;
    bool continues = true;
    bool first = true;
    while (continues && at_ < source_.size()) {
      const Range whole = {at_, line_end(source_, at_)};
      const Range line = trim(source_, whole);
      if (!first && (line.empty() || source_[line.begin] == '#')) {
        if (line.empty())
          at_ = skip_newline(source_, whole.end);
        else
          comment(line);
        continue;
      }
      at_ = skip_newline(source_, whole.end);
      continues = !line.empty() && source_[line.end - 1] == escape_;
      Range part = {first ? line.begin : whole.begin, continues ? line.end - 1 : line.end};
      for (std::size_t i = part.begin; i < part.end; ++i) {
        instruction.text += source_[i];
        instruction.offsets.push_back(i);
      }
      instruction.end = part.end;
      first = false;
    }
    instruction.offsets.push_back(instruction.end);
    read_here_documents(instruction);
    return instruction;
  }

  /// `RUN <<EOF`: the lines up to the delimiter belong to the instruction.
  void read_here_documents(Instruction& instruction) {
    const std::string name = to_lower(std::string_view(instruction.text).substr(0, 5));
    if (name != "run <" && name.substr(0, 4) != "run " && name != "copy " && name.substr(0, 4) != "add ") return;
    const std::size_t mark = instruction.text.find("<<");
    if (mark == std::string::npos || instruction.text.substr(mark, 3) == "<<<") return;
    std::size_t begin = mark + 2;
    if (begin < instruction.text.size() && instruction.text[begin] == '-') ++begin;
    std::string delimiter;
    for (std::size_t i = begin; i < instruction.text.size() && !is_blank(instruction.text[i]); ++i) {
      const char c = instruction.text[i];
      if (c != '"' && c != '\'') delimiter += c;
    }
    if (delimiter.empty() || !is_name_character(delimiter.front())) return;
    instruction.offsets.pop_back();
    bool closed = false;
    while (at_ < source_.size() && !closed) {
      const Range line = {at_, line_end(source_, at_)};
      closed = builder_.source(trim(source_, line)) == delimiter;
      instruction.text += '\n';
      instruction.offsets.push_back(instruction.end);
      for (std::size_t i = line.begin; i < line.end; ++i) {
        instruction.text += source_[i];
        instruction.offsets.push_back(i);
      }
      instruction.end = line.end;
      at_ = skip_newline(source_, line.end);
    }
    if (!closed) {
      builder_.problem(Problem::Kind::kPartlyParsed, "a here-document is not ended", instruction.offsets[mark]);
    }
    instruction.offsets.push_back(instruction.end);
  }

  void instruction(const Instruction& line) {
    std::size_t end = 0;
    while (end < line.text.size() && is_letter(line.text[end])) ++end;
    const Range key = {0, end};
    std::string name = line.text.substr(0, end);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    const Range rest = trim(line.text, {end, line.text.size()});
    if (end == 0 || (end < line.text.size() && !is_blank(line.text[end]))) {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected an instruction", line.offsets.front());
      return;
    }
    if (name == "ENV" || name == "ARG" || name == "LABEL") {
      variables(line, std::move(name), key, rest);
      return;
    }
    Node node = make_scalar(builder_, name, line.place(key), line.text.substr(rest.begin, rest.end - rest.begin),
                            line.place(rest), rest.empty() ? ScalarStyle::kMissing : ScalarStyle::kPlain);
    node.words = words(line, rest);
    builder_.add(std::move(node));
    commands(line, name, rest);
  }

  std::vector<Argument> arguments(const Instruction& line, Range rest) const {
    const ArgumentRules rules = {.multiline = true, .escapes = escape_ == '\\'};
    std::vector<Argument> result;
    for (std::size_t i = rest.begin; i < rest.end;) {
      if (is_blank(line.text[i]) || is_newline(line.text[i])) {
        ++i;
        continue;
      }
      result.push_back(read_argument(line.text, i, rest.end, rules));
      i = std::max(result.back().whole.end, i + 1);
    }
    return result;
  }

  Word to_word(const Instruction& line, const std::string& text, Range range) const {
    return {text, builder_.span(line.place(range)), !holds_expansion(text)};
  }

  std::vector<Word> words(const Instruction& line, Range rest) const {
    std::vector<Word> result;
    if (const auto strings = read_json_string_list(line.text, rest)) {
      for (const JsonString& string : *strings) result.push_back(to_word(line, string.text, string.inner));
      return result;
    }
    for (const Argument& argument : arguments(line, rest)) {
      result.push_back(to_word(line, argument.text, argument.inner));
    }
    return result;
  }

  /// `ENV a=b c="d e"`, `ARG a`, and the old `ENV a the rest of the line`.
  void variables(const Instruction& line, std::string name, Range key, Range rest) {
    builder_.open(make_section(builder_, name, line.place(key)), line.offsets.front());
    const std::string_view text = std::string_view(line.text).substr(0, rest.end);
    const std::size_t key_end = std::min(text.find_first_of(" \t=", rest.begin), rest.end);
    const bool old_form = name != "ARG" && key_end < rest.end && text[key_end] != '=';
    if (old_form) {
      const Range value = trim(line.text, {key_end, rest.end});
      add_variable(line, {rest.begin, key_end}, line.text.substr(value.begin, value.end - value.begin), value,
                   ScalarStyle::kPlain);
    } else {
      for (std::size_t i = rest.begin; i < rest.end;) {
        if (is_blank(text[i]))
          ++i;
        else
          i = variable(line, i, rest.end);
      }
    }
    builder_.close(line.end);
  }

  /// Reads `key=value` at `begin` and returns where it ends.
  std::size_t variable(const Instruction& line, std::size_t begin, std::size_t end) {
    const std::string_view text = std::string_view(line.text).substr(0, end);
    const std::size_t separator = std::min(text.find_first_of(" \t=", begin), end);
    Range key = {begin, separator};
    if (key.end - key.begin >= 2 && text[key.begin] == '"' && text[key.end - 1] == '"') {
      key = {key.begin + 1, key.end - 1};
    }
    if (separator == end || text[separator] != '=') {
      add_variable(line, key, "", {separator, separator}, ScalarStyle::kMissing);
      return std::max(separator, begin + 1);
    }
    const std::size_t at = separator + 1;
    if (at == end || is_blank(text[at])) {
      add_variable(line, key, "", {at, at}, ScalarStyle::kMissing);
      return at;
    }
    const ArgumentRules rules = {.multiline = true, .escapes = escape_ == '\\'};
    const Argument value = read_argument(line.text, at, end, rules);
    add_variable(line, key, value.text, value.inner, value.quoted ? ScalarStyle::kQuoted : ScalarStyle::kPlain);
    return std::max(value.whole.end, at + 1);
  }

  void add_variable(const Instruction& line, Range key, std::string value, Range range, ScalarStyle style) {
    Node node = make_scalar(builder_, line.text.substr(key.begin, key.end - key.begin), line.place(key),
                            std::move(value), line.place(range), style);
    builder_.add(std::move(node));
  }

  void commands(const Instruction& line, const std::string& name, Range rest) {
    const std::string_view text = line.text;
    if (name == "ONBUILD" || name == "HEALTHCHECK") {
      // An instruction stands in it, behind options.
      for (const std::string_view inner : {"RUN", "CMD", "ENTRYPOINT"}) {
        const std::size_t at = text.substr(0, rest.end).find(inner, rest.begin);
        const std::size_t behind = at + inner.size();
        if (at == std::string_view::npos || behind >= rest.end || !is_blank(text[behind])) continue;
        run(line, name, trim(text, {behind, rest.end}));
        return;
      }
      return;
    }
    if (name == "RUN" || name == "CMD" || name == "ENTRYPOINT") run(line, name, rest);
    if (name == "COPY" || name == "ADD") copy_here_document(line, name, rest);
  }

  /// `COPY <<EOF /etc/app.conf`: what `cat <<EOF > /etc/app.conf` does.
  void copy_here_document(const Instruction& line, const std::string& name, Range rest) {
    const std::size_t head_end = line.text.find('\n', rest.begin);
    if (head_end == std::string::npos || head_end >= rest.end) return;
    Range mark;
    Range target;
    for (const Argument& argument : arguments(line, {rest.begin, head_end})) {
      if (argument.text.starts_with("--")) continue;
      (line.text.compare(argument.whole.begin, 2, "<<") == 0 ? mark : target) = argument.whole;
    }
    if (mark.empty() || target.empty()) return;
    std::string script;
    std::vector<std::size_t> offsets;
    const auto write = [&](std::string_view text) {
      script += text;
      offsets.insert(offsets.end(), text.size(), line.offsets.front());
    };
    const auto copy = [&](Range range) {
      script.append(line.text, range.begin, range.end - range.begin);
      const auto first = line.offsets.begin();
      offsets.insert(offsets.end(), first + static_cast<std::ptrdiff_t>(range.begin),
                     first + static_cast<std::ptrdiff_t>(range.end));
    };
    write("cat ");
    copy(mark);
    write(" > ");
    copy(target);
    // In a folder the file is called as the delimiter.
    if (line.text[target.end - 1] == '/') copy({mark.begin + 2, mark.end});
    copy({head_end, rest.end});
    offsets.push_back(line.end);
    CommandPlace place;
    place.context = "dockerfile";
    place.inside = name;
    append_shell_line(CommandSource(builder_.text(), std::move(script), std::move(offsets)), place,
                      builder_.commands());
  }

  void run(const Instruction& line, const std::string& name, Range rest) {
    // RUN --mount=… --network=…
    while (line.text.compare(rest.begin, 2, "--") == 0) {
      const std::size_t blank = line.text.find_first_of(" \t", rest.begin);
      if (blank >= rest.end) return;
      rest = trim(line.text, {blank, rest.end});
    }
    CommandPlace place;
    place.context = "dockerfile";
    place.inside = name;
    if (read_json_string_list(line.text, rest)) {
      append_argument_list(words(line, rest), builder_.text(), place, builder_.commands());
      return;
    }
    const auto first = line.offsets.begin();
    std::vector<std::size_t> offsets(first + static_cast<std::ptrdiff_t>(rest.begin),
                                     first + static_cast<std::ptrdiff_t>(rest.end) + 1);
    std::string script = line.text.substr(rest.begin, rest.end - rest.begin);
    // A here-document without a command is a script itself.
    if (script.compare(0, 2, "<<") == 0 && script.find('\n') != std::string::npos) {
      const std::size_t body = script.find('\n') + 1;
      const std::size_t end = std::max(body, script.rfind('\n'));
      script = script.substr(body, end - body);
      offsets.erase(offsets.begin(), offsets.begin() + static_cast<std::ptrdiff_t>(body));
      offsets.resize(script.size() + 1);
    }
    append_shell_line(CommandSource(builder_.text(), std::move(script), std::move(offsets)), place,
                      builder_.commands());
  }

  DocumentBuilder& builder_;
  std::string_view source_;
  std::size_t at_ = 0;
  char escape_ = '\\';
};

}  // namespace

void parse_dockerfile(DocumentBuilder& builder) {
  DockerfileReader(builder).read();
}

}  // namespace cpsaudit
