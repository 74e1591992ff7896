#include "intake/content.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

namespace cpsaudit {
namespace {

/// Enough to know a file by; the rest is for the parser.
constexpr std::size_t kLines = 400;

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t") - begin + 1);
}

/// The first lines that are not blank, white space at both ends removed.
std::vector<std::string_view> first_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < kLines) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (const std::string_view line = trimmed(text.substr(0, end)); !line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::string_view> statements(std::string_view text, std::string_view comment_marks) {
  std::vector<std::string_view> lines = first_lines(text);
  std::erase_if(lines,
                [&](std::string_view line) { return comment_marks.find(line.front()) != std::string_view::npos; });
  return lines;
}

/// At least `percent` of the lines, and at least one, have the shape.
template <typename Shape>
bool most(const std::vector<std::string_view>& lines, std::size_t percent, const Shape& has_shape) {
  const auto count = static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), has_shape));
  return count > 0 && count * 100 >= lines.size() * percent;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t colon = line.find(':');
    fields.push_back(line.substr(0, colon));
    if (colon == std::string_view::npos) return fields;
    line.remove_prefix(colon + 1);
  }
}

enum class Empty { kAllowed, kRefused };

bool is_number(std::string_view field, Empty empty) {
  if (field.empty()) return empty == Empty::kAllowed;
  if (field.front() == '-' && field.size() > 1) field.remove_prefix(1);
  return std::all_of(field.begin(), field.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_passwd_line(std::string_view line) {
  const auto fields = fields_of(line);
  return fields.size() == 7 && !fields[0].empty() && is_number(fields[2], Empty::kRefused) &&
         is_number(fields[3], Empty::kRefused);
}

bool is_shadow_line(std::string_view line) {
  const auto fields = fields_of(line);
  return fields.size() == 9 && !fields[0].empty() &&
         std::all_of(fields.begin() + 2, fields.end(), [](auto field) { return is_number(field, Empty::kAllowed); });
}

bool is_inittab_line(std::string_view line) {
  static constexpr std::string_view kActions[] = {
      "sysinit",    "wait",        "once",         "respawn",   "askfirst",    "shutdown",  "restart",
      "ctrlaltdel", "initdefault", "boot",         "bootwait",  "off",         "ondemand",  "powerwait",
      "powerfail",  "powerokwait", "powerfailnow", "kbrequest", "respawnlate", "askconsole"};
  const auto fields = fields_of(line);
  return fields.size() >= 3 && std::find(std::begin(kActions), std::end(kActions), fields[2]) != std::end(kActions);
}

bool starts_with_mark(std::string_view line) {
  return line.starts_with('#') || line.starts_with(';');
}

}  // namespace

bool looks_binary(std::string_view bytes) {
  std::size_t nuls = 0;
  std::size_t controls = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    // Terminal colours, form feeds and backspaces occur in texts.
    const bool common = (byte >= 0x08 && byte <= 0x0D) || byte == 0x1B;
    if (byte == 0) ++nuls;
    if ((byte < 0x20 && !common) || byte == 0x7F) ++controls;
  }
  return nuls * 100 > bytes.size() || controls * 20 > bytes.size();
}

bool looks_like_uci(std::string_view text) {
  static const RE2 package(R"(package\s+\S+.*)");
  static const RE2 section(R"(config\s+['"]?[\w.-]+['"]?(\s+('[^']*'|"[^"]*"|[^\s'"]+))?\s*(#.*)?)");
  static const RE2 option(R"((option|list)\s+('[^']*'|"[^"]*"|[\w.-]+)\s+\S.*)");
  bool in_section = false;
  for (const std::string_view line : statements(text, "#")) {
    if (RE2::FullMatch(line, section)) {
      in_section = true;
    } else if (in_section) {
      return RE2::FullMatch(line, option);
    } else if (!RE2::FullMatch(line, package)) {
      return false;
    }
  }
  return false;
}

bool looks_like_kconfig_state(std::string_view text) {
  static const RE2 assignment(R"((CONFIG|BR2|SB_CONFIG)_\w*\s*=.*)");
  static const RE2 unset(R"(#\s*(CONFIG|BR2|SB_CONFIG)_\w+ is not set.*)");
  std::vector<std::string_view> lines = first_lines(text);
  const auto is_unset = [](std::string_view line) { return RE2::FullMatch(line, unset); };
  std::erase_if(lines, [&](std::string_view line) { return line.front() == '#' && !is_unset(line); });
  return most(lines, 70, [&](std::string_view line) { return is_unset(line) || RE2::FullMatch(line, assignment); });
}

bool looks_like_passwd(std::string_view text) {
  return most(statements(text, "#+-"), 50, is_passwd_line);
}

bool looks_like_shadow(std::string_view text) {
  return most(statements(text, "#+-"), 50, is_shadow_line);
}

bool looks_like_inittab(std::string_view text) {
  return most(statements(text, "#"), 50, is_inittab_line);
}

bool has_shebang(std::string_view text) {
  return text.starts_with("#!");
}

bool has_shell_shebang(std::string_view text) {
  static const RE2 shell(
      R"(#!\s*(\S*/)?(env\s+(-S\s+)?)?(\S*/)?((ba|da|a|k|z|mk)?sh|busybox\s+(a?sh)|rc\.common|openrc-run|runscript)(\s.*)?)");
  if (!has_shebang(text)) return false;
  return RE2::FullMatch(text.substr(0, text.find_first_of("\r\n")), shell);
}

bool holds_pem(std::string_view text) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  for (std::size_t at = text.find(kBegin); at != std::string_view::npos; at = text.find(kBegin, at + 1)) {
    if (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r') return true;
  }
  return false;
}

bool looks_like_xml(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text.starts_with("<?xml");
}

bool looks_like_xml_element(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  // Of a long file only the beginning is here.
  constexpr std::size_t kCut = 60U << 10U;
  const bool is_cut = text.size() > kCut;
  const auto skip_white = [&] { text.remove_prefix(std::min(text.find_first_not_of(kWhite), text.size())); };
  for (skip_white(); text.starts_with("<!--"); skip_white()) {
    const std::size_t end = text.find("-->");
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 3);
  }
  // What stands in it begins with another element: pages and directives in angle brackets do not.
  static const RE2 start(
      R"re(<([A-Za-z_][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*>\s*<(?:!--|[A-Za-z_]))re");
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece name;
  if (!RE2::Consume(&rest, start, &name)) return false;
  const std::string_view element(name.data(), name.size());
  if (element == "html" || element == "svg") return false;
  text = text.substr(0, text.find_last_not_of(kWhite) + 1);
  if (!text.ends_with('>')) return is_cut;
  text.remove_suffix(1);
  text = text.substr(0, text.find_last_not_of(kWhite) + 1);
  return is_cut || (text.ends_with(element) && text.substr(0, text.size() - element.size()).ends_with("</"));
}

bool looks_like_json(std::string_view text) {
  const auto next = [&]() -> char {
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    if (at == std::string_view::npos) return '\0';
    const char c = text[at];
    text.remove_prefix(at + 1);
    return c;
  };
  char c = next();
  if (c == '[') c = next();
  if (c != '{') return false;
  c = next();
  return c == '"' || c == '}';
}

bool looks_like_shell_fragment(std::string_view text) {
  static const RE2 function(R"((function\s+[\w-]+\s*(\(\))?|[\w-]+\s*\(\))\s*\{?)");
  const std::vector<std::string_view> lines = first_lines(text);
  const auto defines = [](std::string_view line) { return RE2::FullMatch(line, function); };
  return std::find(lines.begin(), lines.end(), "}") != lines.end() && std::any_of(lines.begin(), lines.end(), defines);
}

bool looks_like_ini(std::string_view text) {
  static const RE2 section(R"(\[[^\[\]]+\]\s*([#;].*)?)");
  static const RE2 setting(R"([^\s={}<>()\[\];][^={}<>()]*[=:].*)");
  const std::vector<std::string_view> lines = statements(text, "#;");
  const auto is_section = [](std::string_view line) { return RE2::FullMatch(line, section); };
  // Nothing but sections and settings may stand before the first section.
  if (std::none_of(lines.begin(), lines.end(), is_section)) return false;
  return most(lines, 80, [&](std::string_view line) { return is_section(line) || RE2::FullMatch(line, setting); });
}

bool looks_like_key_value(std::string_view text) {
  static const RE2 setting(R"((export\s+)?[\w][\w.\-/\[\]]*\s*=.*)");
  std::vector<std::string_view> lines = first_lines(text);
  std::erase_if(lines, starts_with_mark);
  return most(lines, 95, [](std::string_view line) { return RE2::FullMatch(line, setting); });
}

}  // namespace cpsaudit
