#include "source/written_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "core/placed_text.h"
#include "source/literal.h"
#include "source/placed_literal.h"
#include "source/raw_tokens.h"
#include "source/token_view.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostFiles = 40;
constexpr std::size_t kLongestText = 64 * 1024;
constexpr unsigned kDeepestCall = 3;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Reader {
 public:
  explicit Reader(const RawFile& file) : file_(file), view_(file, file.tokens) {}

  std::vector<WrittenFile> read() {
    for (std::uint32_t i = 0; i < view_.size() && found_.size() < kMostFiles; ++i) {
      if (view_.is_identifier(i)) opened(i);
    }
    return std::move(found_);
  }

 private:
  struct Stream {
    std::string name;
    /// Where what is given to it begins.
    std::uint32_t begin = 0;
    std::optional<PlacedText> path = {};
  };

  // ---- texts

  /// `#define CONF "/etc/x.conf"`
  std::optional<PlacedText> text_of_macro(std::string_view name) const {
    for (const RawDirective& directive : file_.directives) {
      const auto& tokens = directive.tokens;
      if (directive.kind != RawDirective::Kind::kDefine || tokens.size() < 2) continue;
      if (file_.text_of(tokens.front()) != name) continue;
      const TokenView body(file_, tokens);
      return text_of(body, {1, body.size()}, 1);
    }
    return std::nullopt;
  }

  /// `static const char path[] = "…";`, `snprintf(path, sizeof path, "…", …)`: the last before `index`.
  std::optional<PlacedText> text_of_variable(std::string_view name, std::uint32_t index) const {
    constexpr std::uint32_t kFar = 5000;
    for (std::uint32_t i = index; i-- > 0 && index - i < kFar;) {
      if (!view_.is(i, name) || !view_.is_identifier(i)) continue;
      std::uint32_t behind = i + 1;
      if (view_.is(behind, "[") && view_.opens(behind)) behind = view_.partner(behind) + 1;
      if (view_.is(behind, "=") && view_.is_string(behind + 1)) {
        return text_of(view_, {behind + 1, view_.expression_end(behind + 1, view_.size())}, 1);
      }
      const bool built = i > 1 && view_.is(i - 1, "(") && view_.opens(i - 1) &&
                         one_of(view_.text(i - 2), {"sprintf", "snprintf", "strcpy", "strlcpy", "strncpy"});
      if (!built) continue;
      const auto arguments = view_.arguments(i - 1);
      for (std::size_t at = 1; at < arguments.size(); ++at) {
        if (auto text = formatted(arguments, at)) return text;
      }
    }
    return std::nullopt;
  }

  /// Literals side by side, and macros that are literals; nothing for what holds none.
  std::optional<PlacedText> text_of(const TokenView& view, TokenRange range, unsigned depth) const {
    constexpr unsigned kDeepestMacro = 4;
    while (range.size() > 2 && view.is(range.first, "(") && view.partner(range.first) == range.last - 1) {
      ++range.first;
      --range.last;
    }
    PlacedText piece;
    bool found = false;
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      const std::size_t begin = view[i].begin;
      if (view.is_string(i)) {
        const auto literal = placed_literal(view.text(i), begin);
        if (!literal) return std::nullopt;
        piece.append(*literal);
        found = true;
      } else if (view.is_identifier(i) && depth < kDeepestMacro) {
        const auto text = text_of_macro(view.text(i));
        if (!text && range.size() == 1) return std::nullopt;
        // `"%" PRIu32 "\n"`: a name of a header.
        if (!text && piece.text.ends_with('%')) piece.append("u", begin);
        if (text) {
          piece.append(text->text, begin);
          found = true;
        }
      } else {
        return std::nullopt;
      }
    }
    if (!found) return std::nullopt;
    return piece;
  }

  std::optional<PlacedText> text_of(TokenRange range) const {
    if (auto text = text_of(view_, range, 0)) return text;
    const bool is_name = range.size() == 1 && view_.is_identifier(range.first);
    return is_name ? text_of_variable(view_.text(range.first), range.first) : std::nullopt;
  }

  /// A number or a text, as it is printed.
  std::optional<std::string> printed(TokenRange range) const {
    if (auto text = text_of(view_, range, 0)) return text->text;
    if (range.size() == 1 && integer_literal(view_.text(range.first))) return std::string(view_.text(range.first));
    return std::nullopt;
  }

  /// What `printf` makes of the format at `at` and the arguments behind it.
  std::optional<PlacedText> formatted(const std::vector<TokenRange>& arguments, std::size_t at) const {
    const auto format = at < arguments.size() ? text_of(view_, arguments[at], 0) : std::nullopt;
    if (!format) return std::nullopt;
    PlacedText out;
    std::size_t next = at + 1;
    for (std::size_t i = 0; i < format->text.size(); ++i) {
      const std::size_t offset = format->offsets[i];
      if (format->text[i] != '%') {
        out.append(format->text.substr(i, 1), offset);
        continue;
      }
      std::size_t end = format->text.find_first_not_of("-+ #0123456789.*hlLqjzt", i + 1);
      if (end == std::string::npos) end = format->text.size() - 1;
      if (format->text[end] == '%') {
        out.append("%", offset);
      } else {
        const auto known = next < arguments.size() ? printed(arguments[next]) : std::nullopt;
        out.append(known.value_or(kUnknown), offset);
        ++next;
      }
      i = end;
    }
    return out;
  }

  // ---- streams

  /// `f = fopen("path", "w")`, `std::ofstream out("path")`, `f = SPIFFS.open("path", "w")`.
  void opened(std::uint32_t index) {
    const std::string_view word = view_.text(index);
    std::optional<Stream> stream;
    if (one_of(word, {"fopen", "fopen64", "open", "open64"})) stream = opened_by_call(index);
    if (one_of(word, {"ofstream", "fstream"})) stream = constructed(index);
    if (!stream || !stream->path || stream->path->text.empty()) return;
    PlacedText piece;
    given(stream->name, stream->begin, end_of_block(index), piece, 0);
    if (piece.text.empty()) return;
    std::string path = device_path(stream->path->text);
    // Written to in turn: the parts of one file.
    const auto known =
        std::find_if(found_.begin(), found_.end(), [&](const WrittenFile& file) { return file.path == path; });
    WrittenFile& file = known == found_.end() ? found_.emplace_back() : *known;
    file.path = std::move(path);
    if (!file.offsets.empty()) file.offsets.pop_back();
    file.text += piece.text;
    file.offsets.insert(file.offsets.end(), piece.offsets.begin(), piece.offsets.end());
    file.offsets.push_back(piece.offsets.back());
  }

  static std::string device_path(std::string_view text) {
    std::string path(text);
    for (std::size_t at = path.find(kUnknown); at != std::string::npos; at = path.find(kUnknown)) {
      path.erase(at, std::string_view(kUnknown).size());
    }
    while (path.starts_with('/')) path.erase(0, 1);
    return path;
  }

  std::optional<Stream> opened_by_call(std::uint32_t index) const {
    if (!view_.is(index + 1, "(") || !view_.opens(index + 1)) return std::nullopt;
    const auto arguments = view_.arguments(index + 1);
    if (arguments.empty()) return std::nullopt;
    const std::uint32_t behind = view_.partner(index + 1) + 1;
    std::uint32_t begin = index;
    const bool is_method = begin > 1 && (view_.is(begin - 1, ".") || view_.is(begin - 1, "->"));
    if (is_method) begin = view_.postfix_begin(begin - 1);
    while (begin > 0 && one_of(view_.text(begin - 1), {"::", "std", "QIODevice"})) --begin;
    // `out.open("path")` of a stream that is there.
    const bool is_stream = is_method && arguments.size() == 1 && !view_.is(begin - 1, "=");
    if (is_stream) return Stream{std::string(view_.text(begin)), behind, text_of(arguments.front())};
    if (arguments.size() < 2 || begin < 2 || !view_.is(begin - 1, "=") || !view_.is_identifier(begin - 2)) {
      return std::nullopt;
    }
    const std::string mode = view_.folded(arguments[1]);
    const bool writes = mode.find_first_of("wa") == 1 || mode.find("O_WRONLY") != std::string::npos ||
                        mode.find("O_RDWR") != std::string::npos || mode.find("O_CREAT") != std::string::npos ||
                        mode == "FILE_WRITE" || mode == "FILE_APPEND";
    if (!writes) return std::nullopt;
    return Stream{std::string(view_.text(begin - 2)), behind, text_of(arguments.front())};
  }

  std::optional<Stream> constructed(std::uint32_t index) const {
    const std::uint32_t name = index + 1;
    const std::uint32_t open = index + 2;
    const bool brackets = view_.is(open, "(") || view_.is(open, "{");
    if (!view_.is_identifier(name) || !brackets || !view_.opens(open)) return std::nullopt;
    const auto arguments = view_.arguments(open);
    if (arguments.empty()) return std::nullopt;
    return Stream{std::string(view_.text(name)), view_.partner(open) + 1, text_of(arguments.front())};
  }

  /// The block that the token stands in ends there.
  std::uint32_t end_of_block(std::uint32_t index) const {
    for (std::uint32_t i = index; i < view_.size(); i = view_.skip(i)) {
      if (view_.is(i, "}")) return i;
    }
    return view_.size();
  }

  // ---- what they are given

  void given(std::string_view stream, std::uint32_t begin, std::uint32_t end, PlacedText& out, unsigned depth) {
    std::size_t blocks = 0;
    for (std::uint32_t i = begin; i < end && out.text.size() < kLongestText; ++i) {
      if (view_.is(i, "{")) ++blocks;
      if (view_.is(i, "}") && blocks > 0) --blocks;
      if (!view_.is_identifier(i)) continue;
      if (view_.is(i, stream)) {
        if (view_.is(i + 1, "<<")) shifted(i + 1, end, out);
        const bool is_method = view_.is(i + 1, ".") || view_.is(i + 1, "->");
        const bool is_closed = is_method && view_.is(i + 2, "close");
        // `if (failed) { f.close(); return; }`: others go on.
        if (is_closed && blocks == 0) return;
        if (is_closed) continue;
        if (is_method && view_.is(i + 3, "(") && view_.opens(i + 3)) printed_by_method(i + 2, out);
        continue;
      }
      if (!view_.is(i + 1, "(") || !view_.opens(i + 1)) continue;
      const auto arguments = view_.arguments(i + 1);
      const auto at = std::find_if(arguments.begin(), arguments.end(), [&](const TokenRange& argument) {
        return argument.size() == 1 && view_.is(argument.first, stream);
      });
      if (at == arguments.end()) continue;
      const bool is_closed = one_of(view_.text(i), {"fclose", "close"});
      if (is_closed && blocks == 0) return;
      if (is_closed) continue;
      called(i, arguments, static_cast<std::size_t>(at - arguments.begin()), out, depth);
    }
  }

  /// `fprintf(f, "…", …)`, `fputs("…", f)`, or a function of the file.
  void called(std::uint32_t index, const std::vector<TokenRange>& arguments, std::size_t at, PlacedText& out,
              unsigned depth) {
    const std::string_view name = view_.text(index);
    if (at == 0 && one_of(name, {"fprintf", "dprintf"})) {
      if (const auto text = formatted(arguments, 1)) out.append(*text);
    } else if (one_of(name, {"fputs", "fwrite", "write"})) {
      const std::size_t text_at = name == "write" ? 1 : 0;
      const auto text = text_at < arguments.size() ? text_of(arguments[text_at]) : std::nullopt;
      if (text) out.append(*text);
    } else if (one_of(name, {"fputc", "putc"})) {
      const auto character = character_literal(view_.text(arguments.front().first));
      if (character) out.append(std::string(1, static_cast<char>(*character)), view_[arguments.front().first].begin);
    } else if (depth < kDeepestCall) {
      inside(name, at, out, depth + 1);
    }
  }

  /// `static void write_radio(FILE *f) { … }`
  void inside(std::string_view function, std::size_t parameter, PlacedText& out, unsigned depth) {
    for (std::uint32_t i = 0; i + 1 < view_.size(); ++i) {
      if (!view_.is(i, function) || !view_.is(i + 1, "(") || !view_.opens(i + 1)) continue;
      const std::uint32_t body = view_.partner(i + 1) + 1;
      if (!view_.is(body, "{") || !view_.opens(body)) continue;
      const auto parameters = view_.arguments(i + 1);
      if (parameter >= parameters.size() || parameters[parameter].empty()) return;
      const std::uint32_t name = parameters[parameter].last - 1;
      if (view_.is_identifier(name)) given(view_.text(name), body + 1, view_.partner(body), out, depth);
      return;
    }
  }

  /// `file.println("…")`
  void printed_by_method(std::uint32_t method, PlacedText& out) const {
    const auto arguments = view_.arguments(method + 1);
    if (arguments.empty()) return;
    const std::string_view name = view_.text(method);
    if (name == "printf") {
      if (const auto text = formatted(arguments, 0)) out.append(*text);
    } else if (one_of(name, {"print", "println", "write", "puts"})) {
      TokenRange argument = arguments.front();
      // `F("…")`
      const bool is_wrapped = argument.size() == 4 && view_.is(argument.first + 1, "(");
      if (is_wrapped) argument = {argument.first + 2, argument.last - 1};
      const auto text = text_of(argument);
      if (text) {
        out.append(*text);
      } else {
        out.append(kUnknown, view_[argument.first].begin);
      }
      if (name == "println") out.append("\n", view_[method].begin);
    }
  }

  /// `<< "a=" << value << "\n" << std::endl;`
  void shifted(std::uint32_t operation, std::uint32_t end, PlacedText& out) const {
    std::uint32_t i = operation;
    while (i < end && view_.is(i, "<<")) {
      const std::uint32_t first = i + 1;
      for (i = first; i < end && !view_.is(i, "<<") && !view_.is(i, ";"); i = view_.skip(i)) {
        if (view_.closes(i)) return;
      }
      const TokenRange part{first, i};
      if (part.empty()) return;
      const std::size_t offset = view_[first].begin;
      const std::string_view last = view_.text(i - 1);
      if (const auto text = text_of(view_, part, 0)) {
        out.append(*text);
      } else if (last == "endl") {
        out.append("\n", offset);
      } else if (const auto character = character_literal(last); character && part.size() == 1) {
        out.append(std::string(1, static_cast<char>(*character)), offset);
      } else if (!one_of(last, {"flush", "hex", "dec", "boolalpha"})) {
        out.append(printed(part).value_or(kUnknown), offset);
      }
    }
  }

  static constexpr const char* kUnknown = "${value}";

  const RawFile& file_;
  TokenView view_;
  std::vector<WrittenFile> found_;
};

}  // namespace

std::vector<WrittenFile> written_files(const Text& source, bool cplusplus) {
  const std::string_view text = source.utf8();
  const bool opens = text.find("fopen") != std::string_view::npos || text.find("fstream") != std::string_view::npos ||
                     text.find("O_WRONLY") != std::string_view::npos ||
                     text.find("O_CREAT") != std::string_view::npos ||
                     text.find("FILE_WRITE") != std::string_view::npos || text.find(", \"w") != std::string_view::npos;
  if (!opens) return {};
  const RawFile file = cut_into_tokens(text, cplusplus);
  return Reader(file).read();
}

}  // namespace cpsaudit
