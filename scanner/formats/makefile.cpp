#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>

#include "formats/command_line.h"
#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

constexpr std::array<std::string_view, 17> kDirectives = {
    "ifeq",   "ifneq",    "ifdef",    "ifndef", "else",    "endif",    "include", "-include", "sinclude",
    "export", "unexport", "override", "vpath",  "private", "undefine", "load",    "-load"};

// What stands in `define` under these names is read by people or by other programs, not by a shell.
constexpr std::array<std::string_view, 7> kNoCommands = {"/description", "/conffiles",   "/config", "_USERS",
                                                         "_DEVICES",     "_PERMISSIONS", "HELP"};

bool ends_like_text(std::string_view name) {
  return std::any_of(kNoCommands.begin(), kNoCommands.end(), [&](std::string_view end) { return name.ends_with(end); });
}

/// Where the reference that begins at the '$' at `at` ends: `$(…)` and `${…}` with what is nested, `$x`.
std::size_t reference_end(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return text.size();
  const char open = text[at + 1];
  if (open != '(' && open != '{') return at + 2;
  const char close = open == '(' ? ')' : '}';
  std::size_t depth = 0;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i + 1;
  }
  return text.size();
}

/// The first of `marks` outside of references; npos when there is none.
std::size_t find_outside(std::string_view text, std::string_view marks, std::size_t from = 0) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (marks.find(text[i]) != std::string_view::npos) return i;
    if (text[i] == '$') i = reference_end(text, i) - 1;
  }
  return std::string_view::npos;
}

/// `NAME op value` within a line.
struct Assignment {
  Range name;
  Range value;
};

/// What a shell is given to run, and under which name it stands.
struct Script {
  std::string inside;
  /// Lines, their newlines included.
  Range range;
  /// A script that make hands over whole; else a recipe, in which every logical line is a shell of its own.
  bool whole = false;
};

/// Makefiles of GNU make: `VAR op value`, `define … endef`, and rules, whose recipes are commands. References to
/// variables that the file sets once, to a literal, are put in; others stay, as a word that is not known.
/// Source: the manual of GNU make, chapters 5 and 6.
class MakefileReader {
 public:
  explicit MakefileReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    LineReader lines(source_);
    while (lines.next()) read_line(lines);
    if (!defining_.empty()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected 'endef' before the end of the file", define_begin_);
    }
    for (const Script& script : scripts_) run(script);
  }

 private:
  void read_line(LineReader& lines) {
    const Range first = lines.line();
    if (!defining_.empty() && in_definition(first)) return;
    if (!rule_.empty() && !first.empty() && source_[first.begin] == '\t') {
      scripts_.push_back({rule_, join_continuation(source_, lines).range, false});
      return;
    }
    const LogicalLine logical = join_continuation(source_, lines);
    const Range line = trim(source_, logical.range);
    if (line.empty()) return;
    if (source_[line.begin] == '#') {
      builder_.comment(line, builder_.source({line.begin + 1, line.end}));
      return;
    }
    if (begins_definition(line)) return;
    if (const auto assignment = assignment_in(line)) {
      rule_.clear();
      add(*assignment);
      return;
    }
    if (rule(line) || is_directive(line) || source_[line.begin] == '$') return;
    builder_.problem(Problem::Kind::kPartlyParsed, "expected an assignment, a rule or a directive", line.begin);
  }

  bool is_directive(Range line) const {
    const std::string_view text = builder_.source(line);
    const std::string_view word = text.substr(0, text.find_first_of(" \t("));
    return std::find(kDirectives.begin(), kDirectives.end(), word) != kDirectives.end();
  }

  /// `[override|export] define NAME [op]`.
  bool begins_definition(Range line) {
    Range rest = without_modifiers(line);
    if (builder_.source(rest).substr(0, 7) != "define " && builder_.source(rest).substr(0, 7) != "define\t")
      return false;
    rest = trim(source_, {rest.begin + 7, rest.end});
    Range name = {rest.begin, rest.begin};
    while (name.end < rest.end && !is_blank(source_[name.end])) ++name.end;
    if (name.empty()) {
      builder_.problem(Problem::Kind::kPartlyParsed, "expected a name behind 'define'", line.begin);
      return true;
    }
    rule_.clear();
    defining_ = std::string(builder_.source(name));
    define_begin_ = line.begin;
    body_ = std::nullopt;
    text_ = std::nullopt;
    body_is_script_ = false;
    nested_ = 0;
    builder_.open(make_section(builder_, defining_, name), line.begin);
    return true;
  }

  Range without_modifiers(Range line) const {
    static constexpr std::array<std::string_view, 3> kModifiers = {"override ", "export ", "private "};
    for (bool again = true; again;) {
      again = false;
      for (const std::string_view modifier : kModifiers) {
        if (!builder_.source(line).starts_with(modifier)) continue;
        line = trim(source_, {line.begin + modifier.size(), line.end});
        again = true;
      }
    }
    return line;
  }

  /// One physical line of a definition. Always true: nothing in it is read as if it stood outside.
  bool in_definition(Range whole) {
    const Range line = trim(source_, whole);
    const std::string_view text = builder_.source(line);
    if (text.starts_with("define ")) ++nested_;
    if (text == "endef" || text.starts_with("endef ") || text.starts_with("endef\t") || text.starts_with("endef#")) {
      if (nested_ > 0) {
        --nested_;
        return true;
      }
      flush_body(whole.begin);
      add_text(whole.begin);
      builder_.close(whole.end);
      defining_.clear();
      return true;
    }
    if (ends_like_text(defining_)) {
      if (!text_) text_ = whole.begin;
      return true;
    }
    if (!body_ && !line.empty()) {
      body_ = whole.begin;
      body_is_script_ = text.starts_with("#!");
    }
    // Values of a package's description stand between recipes and look like assignments outside.
    if (body_ && !body_is_script_ && !line.empty() && source_[whole.begin] != '\t' && source_[line.begin] != '#') {
      if (const auto assignment = assignment_in(line)) {
        flush_body(whole.begin);
        add(*assignment);
      }
    }
    return true;
  }

  /// The lines of a definition that no shell reads, as they stand.
  void add_text(std::size_t end) {
    if (text_ && *text_ < end) {
      const Range range = {*text_, end};
      builder_.add(make_scalar(builder_, "#text", {range.begin, range.begin}, std::string(builder_.source(range)),
                               range, ScalarStyle::kBlock));
    }
    text_ = std::nullopt;
  }

  void flush_body(std::size_t end) {
    if (body_ && *body_ < end) scripts_.push_back({defining_, {*body_, end}, body_is_script_});
    body_ = std::nullopt;
  }

  std::optional<Assignment> assignment_in(Range line) const {
    line = without_modifiers(line);
    const std::string_view text = builder_.source(line);
    std::size_t equals = find_outside(text, "=:");
    while (equals != std::string_view::npos && text[equals] == ':') {
      // `:=`, `::=`, `:::=`; any other colon makes a rule.
      const std::size_t behind = text.find_first_not_of(':', equals);
      if (behind == std::string_view::npos || text[behind] != '=') return std::nullopt;
      equals = behind;
    }
    if (equals == std::string_view::npos) return std::nullopt;
    std::size_t name_end = equals;
    while (name_end > 0 && (text[name_end - 1] == ':' || text[name_end - 1] == '?' || text[name_end - 1] == '+' ||
                            text[name_end - 1] == '!')) {
      --name_end;
    }
    const Range name = trim(source_, {line.begin, line.begin + name_end});
    if (name.empty() || find_outside(builder_.source(name), " \t\"'#") != std::string_view::npos) return std::nullopt;
    std::size_t value_end = find_outside(text, "#", equals + 1);
    while (value_end != std::string_view::npos && text[value_end - 1] == '\\') {
      value_end = find_outside(text, "#", value_end + 1);
    }
    const Range value = {line.begin + equals + 1,
                         value_end == std::string_view::npos ? line.end : line.begin + value_end};
    return Assignment{name, trim(source_, value)};
  }

  void add(const Assignment& assignment) {
    std::string name(builder_.source(assignment.name));
    std::string value = unfolded(assignment.value);
    const auto [known, is_new] = variables_.emplace(name, value);
    const bool literal = value.find('$') == std::string::npos && value.size() <= kLongestVariable;
    // Set twice, appended to, or put together: not known here.
    if (!is_new || !literal || source_[assignment.name.end] == '+') known->second.reset();
    Node node = make_scalar(builder_, std::move(name), assignment.name, std::move(value), assignment.value,
                            assignment.value.empty() ? ScalarStyle::kMissing : ScalarStyle::kPlain);
    const std::vector<Range> lines = lines_of(assignment.value);
    const bool goes_on = builder_.source(assignment.value).find('\n') != std::string_view::npos;
    for (const Range& line : lines) {
      if (goes_on) node.words.push_back({std::string(builder_.source(line)), builder_.span(line)});
    }
    builder_.add(std::move(node));
  }

  /// The parts of a value over several lines, one blank between them.
  std::string unfolded(Range value) const {
    std::string text;
    for (const Range& line : lines_of(value)) {
      if (!text.empty()) text += ' ';
      text += builder_.source(line);
    }
    return text;
  }

  /// Without those that hold nothing.
  std::vector<Range> lines_of(Range value) const {
    std::vector<Range> lines;
    for (std::size_t at = value.begin; at < value.end;) {
      Range line = {at, std::min(line_end(source_, at), value.end)};
      at = std::min(skip_newline(source_, line.end), value.end);
      if (at < value.end && is_continued(source_, line)) --line.end;
      line = trim(source_, line);
      if (!line.empty()) lines.push_back(line);
      if (line.end >= value.end) break;
    }
    return lines;
  }

  /// `target…: prerequisite… [; command]`, `target: VAR = value`.
  bool rule(Range line) {
    const std::string_view text = builder_.source(line);
    const std::size_t colon = find_outside(text, ":");
    if (colon == std::string_view::npos || is_directive(line)) return false;
    const std::size_t behind = text.find_first_not_of(':', colon);
    rule_ = std::string(builder_.source(trim(source_, {line.begin, line.begin + colon})));
    if (rule_.empty()) return false;
    if (behind == std::string_view::npos) return true;
    const Range rest = {line.begin + behind, line.end};
    if (const auto assignment = assignment_in(trim(source_, rest))) {
      add(*assignment);
      return true;
    }
    const std::size_t semicolon = find_outside(builder_.source(rest), ";");
    if (semicolon != std::string_view::npos) scripts_.push_back({rule_, {rest.begin + semicolon + 1, rest.end}, false});
    return true;
  }

  void run(const Script& script) {
    CommandPlace place;
    place.context = "shell";
    place.inside = script.inside;
    if (script.whole) {
      append(script.range, place);
      return;
    }
    for (std::size_t at = script.range.begin; at < script.range.end;) {
      Range line = {at, line_end(source_, at)};
      while (is_continued(source_, line) && skip_newline(source_, line.end) < script.range.end) {
        line.end = line_end(source_, skip_newline(source_, line.end));
      }
      line.end = std::min(line.end, script.range.end);
      at = skip_newline(source_, line.end);
      Range command = trim(source_, line);
      // `@` keeps quiet, `-` goes on after an error, `+` runs even with --dry-run.
      while (!command.empty() && std::string_view("@-+ \t").find(source_[command.begin]) != std::string_view::npos) {
        ++command.begin;
      }
      if (!command.empty() && source_[command.begin] != '#') append(command, place);
    }
  }

  /// Hands the lines to the shell as make does: `$$` is `$`, and references are put in.
  void append(Range range, const CommandPlace& place) {
    std::string text;
    std::vector<std::size_t> offsets;
    const auto put = [&](std::string_view part, std::size_t offset) {
      text += part;
      offsets.insert(offsets.end(), part.size(), offset);
    };
    const std::string_view source = source_.substr(0, range.end);
    for (std::size_t i = range.begin; i < range.end;) {
      if (source[i] != '$') {
        put(source.substr(i, 1), i);
        ++i;
        continue;
      }
      const std::size_t end = reference_end(source, i);
      if (end == i + 2 && source[i + 1] == '$') {
        put("$", i);
      } else if (const auto known = literal_of(source.substr(i, end - i))) {
        put(*known, i);
      } else if (!(i == range.begin && end < range.end && is_letter(source[end]))) {
        // `$(Q)curl`: a reference that stands right before the command is its prefix, for quiet. All others are a
        // part of a word that is not known.
        put("${make}", i);
      }
      i = end;
    }
    offsets.push_back(range.end);
    append_shell_line(CommandSource(builder_.text(), std::move(text), std::move(offsets)), place, builder_.commands());
  }

  std::optional<std::string> literal_of(std::string_view reference) const {
    if (reference.size() < 4) return std::nullopt;
    const auto known = variables_.find(std::string(reference.substr(2, reference.size() - 3)));
    if (known == variables_.end()) return tool_named(reference.substr(2, reference.size() - 3));
    return known->second;
  }

  /// What make itself or a habit calls a tool: `$(MAKE) -C src`, `$(CURL) -k`.
  static std::optional<std::string> tool_named(std::string_view name) {
    constexpr std::string_view kTools[] = {"MAKE",    "CMAKE",  "CURL",   "WGET", "OPENSSL", "GIT",
                                           "SSH",     "SCP",    "RSYNC",  "SED",  "CHMOD",   "CHOWN",
                                           "INSTALL", "DOCKER", "PODMAN", "PIP",  "GO"};
    if (std::find(std::begin(kTools), std::end(kTools), name) == std::end(kTools)) return std::nullopt;
    std::string tool(name);
    for (char& c : tool) c = static_cast<char>(c - 'A' + 'a');
    return tool;
  }

  static constexpr std::size_t kLongestVariable = 500;

  DocumentBuilder& builder_;
  std::string_view source_;
  /// Targets of the rule whose recipe may follow.
  std::string rule_;
  /// The definition that is open, where it began, how many more are open in it, and where its commands begin.
  std::string defining_;
  std::size_t define_begin_ = 0;
  std::size_t nested_ = 0;
  std::optional<std::size_t> body_;
  /// Where the lines of one that no shell reads begin.
  std::optional<std::size_t> text_;
  bool body_is_script_ = false;
  /// Without a value: set more than once or not to a literal.
  std::map<std::string, std::optional<std::string>, std::less<>> variables_;
  std::vector<Script> scripts_;
};

}  // namespace

void parse_makefile(DocumentBuilder& builder) {
  MakefileReader(builder).read();
}

}  // namespace cpsaudit
