#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <thread>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/scan.h"
#include "core/printable.h"
#include "engine/service_switch.h"
#include "formats/dump.h"
#include "source/dump.h"

namespace cpsaudit {

namespace {

/// The command lines with which a service starts, where its definition gives them word by word. Scripts say more than
/// one line tells.
std::string command_lines(const std::vector<FileFacts>& files, const Service& service) {
  constexpr std::array<std::string_view, 4> kContexts = {"unit", "inittab", "inetd", "cron"};
  constexpr std::size_t kMostLines = 40;
  const auto file =
      std::find_if(files.begin(), files.end(), [&](const FileFacts& facts) { return facts.path == service.path; });
  std::string lines;
  if (file == files.end() || !file->document) return lines;
  std::size_t count = 0;
  for (const Command& command : file->document->commands) {
    if (std::find(kContexts.begin(), kContexts.end(), command.context) == kContexts.end()) continue;
    if (command.context == "unit" && !command.inside.starts_with("ExecStart")) continue;
    if (++count > kMostLines) break;
    std::string line;
    for (const Word& word : command.words) line += (line.empty() ? "" : " ") + word.text;
    lines += fmt::format("      {}\n", printable(line));
  }
  return lines;
}

/// A folder: what products are in it, and which services they start.
int explain_folder(const Catalog& catalog, const std::string& folder) {
  ScanOptions options;
  options.paths = {folder};
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  auto tree = read_tree(catalog, options, {});
  if (!tree) return complain(tree.error().to_string());
  const ProductMap map(catalog.products, tree->files, tree->links);
  std::vector<std::size_t> files(map.products().size(), 0);
  for (const FileFacts& file : tree->files) ++files[map.product_of(file.path)];
  std::string output = "products\n";
  for (std::size_t i = 0; i < map.products().size(); ++i) {
    const Product& product = map.products()[i];
    output += fmt::format("  {}  {}  {} files\n", product.folder.empty() ? "." : printable(product.folder),
                          product.kind, files[i]);
  }
  const std::vector<Service> services = services_in(catalog, map, tree->files, tree->links);
  if (!services.empty()) output += "services\n";
  for (const Service& service : services) {
    output += fmt::format("  {}  {}  {}{}{}\n", printable(service.path), service.kind, name_of(service.state),
                          service.link.empty() && service.decided_at.path.empty() ? "" : "  by ",
                          printable(service.link.empty() ? service.decided_at.path : service.link));
    if (service.state != Service::State::kOff) output += command_lines(tree->files, service);
  }
  const auto written = write_output("-", output);
  return written ? kClean : complain(written.error().to_string());
}

}  // namespace

int explain_command(const Catalog& catalog, const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) return explain_folder(catalog, file);
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
