#include "formats/command_line.h"
#include "formats/parsers.h"

namespace cpsaudit {

void parse_shell(DocumentBuilder& builder) {
  CommandPlace place;
  place.context = "shell";
  ShellFacts facts = parse_shell_text(CommandSource(builder.text(), Range{0, builder.source().size()}), place);
  for (Node& variable : facts.variables) builder.add(std::move(variable));
  builder.commands() = std::move(facts.commands);
  builder.comments() = std::move(facts.comments);
  for (auto& [message, offset] : facts.problems) {
    builder.problem(Problem::Kind::kPartlyParsed, std::move(message), offset);
  }
}

}  // namespace cpsaudit
