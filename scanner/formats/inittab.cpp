#include <fmt/format.h>

#include <array>

#include "formats/command_line.h"
#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

constexpr std::array<std::string_view, 3> kFields = {"runlevels", "action", "process"};

void read_entry(DocumentBuilder& builder, Range line) {
  const std::string_view source = builder.source();
  std::array<Range, kFields.size() + 1> fields = {};
  std::size_t begin = line.begin;
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    const std::size_t colon = builder.source({begin, line.end}).find(':');
    if (colon == std::string_view::npos) {
      builder.problem(Problem::Kind::kPartlyParsed, "expected 'id:runlevels:action:process'", line.begin);
      return;
    }
    fields[i] = {begin, begin + colon};
    begin += colon + 1;
  }
  fields.back() = trim(source, {begin, line.end});
  // An entry may go without id: then its key has no place of its own.
  builder.open(make_section(builder, std::string(builder.source(fields[0])), fields[0]), line.begin);
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    const Range range = fields[i + 1];
    builder.add(make_scalar(builder, std::string(kFields[i]), range, std::string(builder.source(range)), range));
  }
  builder.close(line.end);

  // busybox: '-' asks for a login shell; sysvinit: '+' and '@' concern its records.
  Range process = fields.back();
  while (!process.empty() && std::string_view("-+@").find(source[process.begin]) != std::string_view::npos) {
    ++process.begin;
  }
  CommandPlace place;
  place.context = "inittab";
  place.inside = builder.source(fields[0]);
  append_shell_line(CommandSource(builder.text(), process), place, builder.commands());
}

}  // namespace

void parse_inittab(DocumentBuilder& builder) {
  LineReader lines(builder.source());
  while (lines.next()) {
    const Range line = trim(builder.source(), lines.line());
    if (line.empty()) continue;
    if (builder.source()[line.begin] == '#') {
      builder.comment(line, builder.source({line.begin + 1, line.end}));
    } else {
      read_entry(builder, line);
    }
  }
}

}  // namespace cpsaudit
