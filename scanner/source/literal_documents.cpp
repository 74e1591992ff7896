#include "source/literal_documents.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/placed_text.h"
#include "source/placed_literal.h"
#include "source/raw_tokens.h"
#include "source/token_view.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kMostDocuments = 40;
constexpr std::size_t kShortest = 16;
constexpr std::size_t kLongest = 64 * 1024;
constexpr std::string_view kSpace = " \t\r\n";

/// `"bootdelay=2\0" "console=ttyS0\0"`: names and values, each ended by a NUL, as boot loaders keep them.
bool is_environment(std::string_view text) {
  std::size_t entries = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\0', begin), text.size());
    const std::string_view entry = text.substr(begin, end - begin);
    const std::size_t equals = entry.find('=');
    const bool is_name = equals != std::string_view::npos && equals > 0 &&
                         entry.substr(0, equals).find_first_of(" \t\r\n\"'") == std::string_view::npos;
    // What a macro gives, and the end of the list, stand between.
    if (!is_name && !entry.empty() && !entry.starts_with("${")) return false;
    if (is_name) ++entries;
    begin = end + 1;
  }
  return entries > 0 && text.find('\0') != std::string_view::npos;
}

/// How a document of this text is named; empty for what is none.
std::string_view ending_of(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (text.size() < kShortest || first == std::string_view::npos) return {};
  const std::string_view begin = text.substr(first);
  const char last = text[text.find_last_not_of(kSpace)];
  const bool is_object = begin.front() == '{' && last == '}' && begin.find("\":") != std::string_view::npos;
  const bool is_list = begin.starts_with("[{") && last == ']' && begin.find("\":") != std::string_view::npos;
  if (is_object || is_list) return ".json";
  if (begin.starts_with("<?xml")) return ".xml";
  if (begin.starts_with("#!/")) return ".sh";
  if (is_environment(text)) return ".env";
  // Pages, templates of pages and keys have lines as well; a key is told as the text that it is.
  const bool has_lines = std::count(begin.begin(), begin.end(), '\n') > 1;
  const bool is_other = begin.front() == '<' || begin.front() == '{' || begin.starts_with("-----");
  return has_lines && !is_other ? ".conf" : std::string_view();
}

/// What `printf` puts in is not known: a value where a text stands, and none elsewhere.
PlacedText with_unknowns(const PlacedText& format) {
  PlacedText out;
  bool quoted = false;
  for (std::size_t i = 0; i < format.text.size(); ++i) {
    const char c = format.text[i];
    if (c == '"' && (i == 0 || format.text[i - 1] != '\\')) quoted = !quoted;
    const std::size_t end = c == '%' ? format.text.find_first_not_of("-+ #0123456789.*hlLqjzt", i + 1) : i;
    const bool converts = c == '%' && end != std::string::npos && end < i + 8 &&
                          std::string_view("diouxXeEfFgGaAcsp").find(format.text[end]) != std::string_view::npos;
    if (!converts) {
      out.append(c, format.offsets[i]);
      continue;
    }
    out.append(quoted ? "${value}" : "null", format.offsets[i]);
    i = end;
  }
  return out;
}

/// The variable that is given the literal at `index`.
std::string_view name_before(const TokenView& view, std::uint32_t index) {
  std::uint32_t at = index;
  // `= R"(…)"`, `= F("…")`, `[] PROGMEM = {"…"}`
  while (at > 0 && (view.is(at - 1, "(") || view.is(at - 1, "{") || view.is(at - 1, "F"))) --at;
  if (at < 2 || !view.is(at - 1, "=")) return {};
  --at;
  while (at > 0 && (view.is(at - 1, "]") || view.is(at - 1, "PROGMEM"))) {
    at = view.is(at - 1, "]") && view.closes(at - 1) ? view.partner(at - 1) : at - 1;
  }
  return at > 0 && view.is_identifier(at - 1) ? view.text(at - 1) : std::string_view();
}

class Reader {
 public:
  explicit Reader(const RawFile& file) : file_(file) {}

  std::vector<WrittenFile> read() {
    const TokenView code(file_, file_.tokens);
    literals(code, 0, {});
    for (const RawDirective& directive : file_.directives) {
      if (directive.kind != RawDirective::Kind::kDefine || directive.tokens.size() < 2) continue;
      const TokenView body(file_, directive.tokens);
      literals(body, 1, body.text(0));
    }
    return std::move(found_);
  }

 private:
  void literals(const TokenView& view, std::uint32_t first, std::string_view name) {
    for (std::uint32_t i = first; i < view.size() && found_.size() < kMostDocuments; ++i) {
      if (!view.is_string(i)) continue;
      const std::uint32_t begin = i;
      PlacedText text;
      // Literals side by side are one; a name between them is a macro.
      for (; i < view.size() && text.text.size() < kLongest; ++i) {
        const bool is_between = view.is_identifier(i) && view.is_string(i + 1);
        if (!view.is_string(i) && !is_between) break;
        const auto literal = placed_literal(view.text(i), view[i].begin);
        if (literal) {
          text.append(*literal);
        } else {
          text.append("${value}", view[i].begin);
        }
      }
      add(std::move(text), name.empty() ? name_before(view, begin) : name);
    }
  }

  void add(PlacedText text, std::string_view name) {
    const std::string_view ending = ending_of(text.text);
    if (ending.empty()) return;
    if (ending == ".json" || ending == ".xml") text = with_unknowns(text);
    if (ending == ".env") std::replace(text.text.begin(), text.text.end(), '\0', '\n');
    text.offsets.push_back(text.end());
    const std::string path = std::string(name.empty() ? "text" : name) + std::string(ending);
    found_.push_back({path, std::move(text.text), std::move(text.offsets)});
  }

  const RawFile& file_;
  std::vector<WrittenFile> found_;
};

}  // namespace

std::vector<WrittenFile> documents_in_literals(const Text& source, bool cplusplus) {
  const std::string_view text = source.utf8();
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  const bool may_hold = holds("\\\":") || holds("R\"") || holds("<?xml") || holds("\"#!/") || holds("\\n\"\n") ||
                        holds("\\n\"\r") || holds("\\n\" \\") || holds("\\0\"");
  if (!may_hold) return {};
  const RawFile file = cut_into_tokens(text, cplusplus);
  return Reader(file).read();
}

}  // namespace cpsaudit
