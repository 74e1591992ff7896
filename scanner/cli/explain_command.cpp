#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/scan.h"
#include "core/printable.h"
#include "formats/dump.h"
#include "source/dump.h"

namespace cpsaudit {

int explain_command(const Catalog& catalog, const std::string& file) {
  auto facts = read_in_worker(catalog, file);
  if (!facts) return complain(facts.error().to_string());
  std::string output = fmt::format("{}\n  syntax    {}\n", printable(facts->path), name_of(facts->syntax));
  if (!facts->software.empty()) output += fmt::format("  software  {}\n", facts->software);
  if (!facts->encoding.empty()) output += fmt::format("  encoding  {}\n", facts->encoding);
  output += fmt::format("  size      {} bytes\n  sha-256   {}\n", facts->size, facts->sha256);
  for (const Problem& problem : facts->problems) {
    output += fmt::format("  problem   {}:{} {}: {}\n", problem.where.line, problem.where.column, name_of(problem.kind),
                          printable(problem.message));
  }
  if (facts->document) output += dump(*facts->document);
  if (facts->source) output += dump(*facts->source);
  const auto written = write_output("-", output);
  return written ? kClean : complain(written.error().to_string());
}

}  // namespace cpsaudit
