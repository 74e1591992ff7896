#include "source/code_output.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "source/literal.h"
#include "source/raw_tokens.h"
#include "source/token_values.h"
#include "source/token_view.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostOutputs = 100;
constexpr std::size_t kMostBytes = 1U << 18U;
constexpr std::string_view kUnknown = "{{x}}";

/// Where the arguments of a function of the C library stand. `format`: its text has directives.
struct Writer {
  std::string_view function;
  std::size_t stream;
  std::size_t text;
  bool format;
};

constexpr std::array<Writer, 7> kWriters = {{{"fprintf", 0, 1, true},
                                             {"dprintf", 0, 1, true},
                                             {"vfprintf", 0, 1, true},
                                             {"fputs", 1, 0, false},
                                             {"fputs_unlocked", 1, 0, false},
                                             {"fwrite", 3, 0, false},
                                             {"write", 0, 1, false}}};

struct Output {
  std::string text;
  std::vector<std::size_t> offsets;

  void append(char c, std::size_t offset) {
    if (text.size() >= kMostBytes) return;
    text += c;
    offsets.push_back(offset);
  }
  void append(std::string_view made, std::size_t offset) {
    for (const char c : made) append(c, offset);
  }
  void append(const Output& more) {
    for (std::size_t i = 0; i < more.text.size(); ++i) append(more.text[i], more.offsets[i]);
  }
};

/// Appends a string literal that stands at `begin`, each byte at its own place.
void append_literal(Output& output, std::string_view written, std::size_t begin) {
  const auto literal = string_literal(written);
  if (!literal) return;
  const bool is_raw = written.substr(0, written.find('"')).ends_with('R');
  for (std::size_t i = literal->inner_begin; i < literal->inner_end; ++i) {
    if (written[i] != '\\' || is_raw || i + 1 == literal->inner_end) {
      output.append(written[i], begin + i);
      continue;
    }
    const std::size_t escape = i++;
    const char c = written[i];
    if (c == 'n') output.append('\n', begin + escape);
    if (c == 't') output.append('\t', begin + escape);
    if (c == '"' || c == '\\' || c == '\'') output.append(c, begin + escape);
  }
}

/// Names in capitals: what they stand for does not change while the program runs.
bool is_macro_name(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class OutputReader {
 public:
  OutputReader(const Text& text, bool cplusplus)
      : file_(cut_into_tokens(text.utf8(), cplusplus)), code_(file_, file_.tokens), values_(file_, code_, text) {}

  std::vector<CodeOutput> read() {
    // First what functions do with a stream that they are handed, then who hands them one.
    walk();
    found_.clear();
    walk();
    return std::move(found_);
  }

 private:
  struct Stream {
    std::string path;
    Output output;
    /// The function that is handed it, and as which argument; empty for one that was opened here.
    std::string function = {};
    std::size_t parameter = 0;
  };

  void walk() {
    std::uint32_t function_end = 0;
    for (std::uint32_t i = 0; i < code_.size() && found_.size() < kMostOutputs; ++i) {
      if (i >= function_end) {
        flush();
        function_end = 0;
      }
      if (function_end == 0 && code_.is(i, "{") && i > 0 && code_.is(i - 1, ")") && code_.opens(i)) {
        function_end = code_.partner(i);
        begin_function(code_.partner(i - 1));
      }
      if (code_.is_identifier(i)) identifier(i);
    }
    flush();
  }

  /// `open`: the bracket in front of its parameters.
  void begin_function(std::uint32_t open) {
    if (open == 0 || !code_.is_identifier(open - 1)) return;
    const std::vector<TokenRange> parameters = code_.arguments(open);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const TokenRange parameter = parameters[i];
      if (parameter.size() < 2 || !code_.is_identifier(parameter.last - 1)) continue;
      for (std::uint32_t k = parameter.first; k + 1 < parameter.last; ++k) {
        if (!code_.is(k, "FILE") && !code_.is(k, "ostream") && !code_.is(k, "ofstream")) continue;
        streams_[std::string(code_.text(parameter.last - 1))] = {{}, {}, std::string(code_.text(open - 1)), i};
        break;
      }
    }
  }

  void flush() {
    for (auto& [name, stream] : streams_) flush(stream);
    streams_.clear();
    texts_.clear();
  }

  void flush(Stream& stream) {
    if (stream.output.text.empty()) return;
    if (!stream.function.empty()) {
      written_by_[{stream.function, stream.parameter}] = std::move(stream.output);
    } else if (!stream.path.empty()) {
      found_.push_back({stream.path, std::move(stream.output.text), std::move(stream.output.offsets)});
    }
    stream.output = {};
  }

  void identifier(std::uint32_t i) {
    const std::string_view name = code_.text(i);
    if (name == "ofstream" || name == "fstream") return declared(i + 1);
    if (code_.is(i + 1, "<<") && (i == 0 || !code_.is(i - 1, "<<"))) return streamed(i);
    if (code_.is(i + 1, ".") && code_.is(i + 2, "open") && code_.is(i + 3, "(")) {
      const auto known = streams_.find(std::string(name));
      if (known != streams_.end()) open_stream(known->first, code_.arguments(i + 3));
      return;
    }
    if (code_.is(i + 1, "(") && code_.opens(i + 1)) call(i, name, code_.arguments(i + 1));
  }

  /// `std::ofstream out("/etc/x.conf");`
  void declared(std::uint32_t name) {
    if (!code_.is_identifier(name)) return;
    const std::string variable(code_.text(name));
    streams_[variable];
    const bool is_given = code_.is(name + 1, "(") || code_.is(name + 1, "{");
    if (is_given && code_.opens(name + 1)) open_stream(variable, code_.arguments(name + 1));
  }

  void open_stream(const std::string& variable, const std::vector<TokenRange>& arguments) {
    const auto path = arguments.empty() ? std::nullopt : text_of(arguments[0]);
    Stream& stream = streams_[variable];
    flush(stream);
    stream = {path.value_or(""), {}};
  }

  void call(std::uint32_t i, std::string_view name, const std::vector<TokenRange>& arguments) {
    const bool is_opening = name == "fopen" || name == "fopen64" || name == "open" || name == "creat";
    if (is_opening && i > 0 && code_.is(i - 1, "=")) {
      if (arguments.size() > 1 && !writes(name, arguments[1])) return;
      open_stream(code_.folded({code_.postfix_begin(i - 1), i - 1}), arguments);
      return;
    }
    if ((name == "sprintf" && arguments.size() > 1) || (name == "snprintf" && arguments.size() > 2)) {
      Output text;
      append_formatted(text, arguments, name == "sprintf" ? 1 : 2);
      texts_[code_.folded(arguments[0])] = std::move(text.text);
      return;
    }
    if (streams_.empty()) return;
    for (const Writer& writer : kWriters) {
      if (name != writer.function || arguments.size() <= std::max(writer.stream, writer.text)) continue;
      const auto stream = streams_.find(code_.folded(arguments[writer.stream]));
      if (stream == streams_.end()) return;
      if (writer.format) {
        append_formatted(stream->second.output, arguments, writer.text);
      } else {
        append(stream->second.output, arguments[writer.text]);
      }
      return;
    }
    for (std::size_t k = 0; k < arguments.size(); ++k) {
      const auto written = written_by_.find({std::string(name), k});
      const auto stream = written == written_by_.end() ? streams_.end() : streams_.find(code_.folded(arguments[k]));
      if (stream != streams_.end()) stream->second.output.append(written->second);
    }
  }

  bool writes(std::string_view opening, TokenRange mode) const {
    const auto text = text_of(mode);
    if (opening.starts_with("fopen")) return !text || text->find_first_of("wa+") != std::string::npos;
    return code_.folded(mode).find("O_RDONLY") == std::string::npos;
  }

  /// `out << "a=" << a << std::endl;`
  void streamed(std::uint32_t variable) {
    const auto stream = streams_.find(std::string(code_.text(variable)));
    if (stream == streams_.end()) return;
    std::uint32_t i = variable + 1;
    while (code_.is(i, "<<")) {
      const std::uint32_t begin = ++i;
      while (i < code_.size() && !code_.is(i, "<<") && !code_.is(i, ";") && !code_.closes(i)) i = code_.skip(i);
      append(stream->second.output, {begin, i});
    }
  }

  /// The text at `format`, with the arguments behind it in the places of its directives.
  void append_formatted(Output& output, const std::vector<TokenRange>& arguments, std::size_t format) const {
    Output text;
    append(text, arguments[format]);
    std::size_t next = format + 1;
    for (std::size_t i = 0; i < text.text.size(); ++i) {
      if (text.text[i] != '%') {
        output.append(text.text[i], text.offsets[i]);
        continue;
      }
      const std::size_t end = text.text.find_first_of("diouxXeEfgGcspn%", i + 1);
      if (end == std::string::npos) return;
      if (text.text[end] == '%') {
        output.append('%', text.offsets[i]);
      } else if (next < arguments.size()) {
        append(output, arguments[next++]);
      } else {
        output.append(kUnknown, text.offsets[i]);
      }
      i = end;
    }
  }

  /// Literals, and names that the file gives one text or number.
  void append(Output& output, TokenRange range) const {
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      const RawToken& token = code_[i];
      if (token.kind == RawToken::Kind::kString) {
        append_literal(output, file_.text_of(token), token.begin);
        continue;
      }
      const bool is_end_of_line = code_.is(i, "endl") && i + 1 == range.last;
      if (is_end_of_line) output.append('\n', token.begin);
      if (is_end_of_line || code_.is(i, "std") || code_.is(i, "::")) continue;
      const auto constant = constant_of({i, i + 1});
      if (!constant) {
        output.append(kUnknown, token.begin);
        return;
      }
      output.append(*constant, token.begin);
    }
  }

  std::optional<std::string> constant_of(TokenRange range) const {
    const Value value = values_.read(code_, range);
    if (value.constants.size() != 1 || !(value.exhaustive || is_macro_name(code_.text(range.first)))) return std::nullopt;
    const Constant& constant = value.constants.front();
    if (constant.kind == Constant::Kind::kInteger) return std::to_string(constant.integer);
    if (constant.kind != Constant::Kind::kString || !constant.complete) return std::nullopt;
    return constant.string;
  }

  /// A path: what is not known in it is "x". Nothing when all of it is unknown.
  std::optional<std::string> text_of(TokenRange range) const {
    if (const auto built = texts_.find(code_.folded(range)); built != texts_.end()) return without_unknown(built->second);
    Output text;
    append(text, range);
    if (text.text.empty() || text.text == kUnknown) return std::nullopt;
    return without_unknown(text.text);
  }

  static std::string without_unknown(std::string text) {
    for (std::size_t at = text.find(kUnknown); at != std::string::npos; at = text.find(kUnknown)) {
      text.replace(at, kUnknown.size(), "x");
    }
    return text;
  }

  RawFile file_;
  TokenView code_;
  TokenValues values_;
  std::map<std::string, Stream> streams_;
  /// Arrays of characters that `sprintf` filled.
  std::map<std::string, std::string> texts_;
  /// What a function writes to the stream that is one of its arguments.
  std::map<std::pair<std::string, std::size_t>, Output> written_by_;
  std::vector<CodeOutput> found_;
};

/// Most files write no other.
bool may_write_files(std::string_view text) {
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return (has("fopen") || has("ofstream") || has("dprintf") || has("write")) && has("\"/");
}

}  // namespace

std::vector<CodeOutput> output_of_code(const Text& text, bool cplusplus) {
  if (!may_write_files(text.utf8())) return {};
  return OutputReader(text, cplusplus).read();
}

}  // namespace cpsaudit
