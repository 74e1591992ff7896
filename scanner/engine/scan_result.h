#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/finding.h"
#include "engine/product.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// Whose code a path is: it decides how loud we are, and it is said in the finding. Template: a file that only becomes
/// one when somebody copies and fills it (`.env.example`); reports call it a sample too.
enum class Role { kProduct, kTest, kSample, kTemplate, kVendored, kDocumentation };

std::string_view name_of(Role role);

/// A file that the log must account for.
struct ScannedFile {
  std::string path;
  Syntax syntax = Syntax::kUnknown;
  std::string software;
  Role role = Role::kProduct;
  std::uint64_t size = 0;
  std::string sha256;
  std::string encoding;
  /// True when some check looked at its content.
  bool analysed = false;
  /// Index in ScanResult::products.
  std::size_t product = 0;
};

/// A problem with the file that it is about. `path` may be empty: about the run.
struct Notification {
  std::string path;
  Problem problem;
};

/// All that a report needs of a scan. Everything is sorted: files by path, findings by path, place and check id.
struct ScanResult {
  /// What was scanned, as the user named it; the root's own name for reports.
  std::string subject;
  /// By folder; at least one.
  std::vector<Product> products = {Product{}};
  std::vector<ScannedFile> files;
  std::vector<Finding> findings;
  std::vector<Notification> notifications;
  /// By check of the catalogue: indices in `files`, ascending, of those that held something of the kind it looks at.
  /// Empty for a check that did not run, or that has nothing in this tree to apply to.
  std::vector<std::vector<std::uint32_t>> examined;
  /// Paths that were left out on purpose, with the reason ("excluded by cpsaudit.toml", "version control").
  std::vector<std::pair<std::string, std::string>> left_out;
};

}  // namespace cpsaudit
