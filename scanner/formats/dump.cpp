#include "formats/dump.h"

#include <fmt/format.h>

#include <iterator>

namespace cpsaudit {
namespace {

constexpr std::size_t kMaxShown = 200;

/// On one line, and not longer than a person reads.
std::string shown(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (result.size() >= kMaxShown) {
      // A character is not cut in two.
      if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) {
        result += c;
        continue;
      }
      return result + "…";
    }
    if (c == '\n')
      result += "\\n";
    else if (c == '\r')
      result += "\\r";
    else if (c == '\t')
      result += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      fmt::format_to(std::back_inserter(result), "\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      result += c;
    }
  }
  return result;
}

std::string place_of(const Node& node) {
  const Position where = node.value_span.known() ? node.value_span.begin : node.key_span.begin;
  return fmt::format("{}:{}", where.line, where.column);
}

void dump_nodes(const Node& node, const std::string& path, std::string& out) {
  std::size_t index = 0;
  for (const Node& child : node.children) {
    const bool item = node.kind == NodeKind::kSequence && child.key.empty();
    std::string name = path + (path.empty() ? "" : "/");
    name += item ? fmt::format("[{}]", index) : shown(child.key);
    ++index;
    const std::string tag = child.tag.empty() ? "" : child.tag + " ";
    if (child.kind == NodeKind::kScalar) {
      const std::string note = child.style == ScalarStyle::kMissing ? "   (no value)"
                               : child.style == ScalarStyle::kUnset ? "   (not set)"
                                                                    : "";
      out += fmt::format("{:<8} {} = {}{}{}\n", place_of(child), name, tag, shown(child.value), note);
      continue;
    }
    if (!child.value.empty() || child.children.empty()) {
      out += fmt::format("{:<8} {} {}{}\n", place_of(child), name, tag, shown(child.value));
    }
    dump_nodes(child, name, out);
  }
}

}  // namespace

std::string dump(const Document& document) {
  std::string out;
  if (document.root.kind == NodeKind::kScalar) {
    out += fmt::format("{:<8} = {}\n", place_of(document.root), shown(document.root.value));
  }
  dump_nodes(document.root, "", out);
  for (const Command& command : document.commands) {
    std::string line;
    for (const EnvironmentEntry& entry : command.environment) {
      line += entry.name.text + "=" + shown(entry.value.text) + " ";
    }
    for (const Word& word : command.words) line += "[" + shown(word.text) + "] ";
    for (const Redirection& redirection : command.redirections) {
      line += redirection.operation + " [" + shown(redirection.target.text) + "] ";
    }
    if (command.piped_into) line += "| ";
    out += fmt::format("{:<8} {}{}: {}\n", fmt::format("{}:{}", command.span.begin.line, command.span.begin.column),
                       command.context, command.conditional ? " (may run)" : "", line);
  }
  return out;
}

}  // namespace cpsaudit
