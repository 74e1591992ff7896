#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/scan.h"
#include "core/printable.h"
#include "formats/dump.h"
#include "source/dump.h"

namespace cpsaudit {

namespace {

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
  const std::vector<Service> services = services_of(catalog.services, tree->files, tree->links);
  if (!services.empty()) output += "services\n";
  for (const Service& service : services) {
    output += fmt::format("  {}  {}  {}{}{}\n", printable(service.path), service.kind, name_of(service.state),
                          service.link.empty() ? "" : "  by ", printable(service.link));
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
