#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "engine/finding.h"
#include "engine/product.h"
#include "engine/scan_result.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// A finding that the project's configuration file accepts: `[[suppress]]` in cpsaudit.toml.
struct PathSuppression {
  /// Check id, "weakness/technology", weakness, family, or "*".
  std::string check;
  /// Glob over paths relative to the root, as written.
  std::string path;
  /// The same as a question.
  std::function<bool(std::string_view path)> covers;
  std::string reason;
  /// ISO date after which it no longer holds; empty for none.
  std::string until;
  /// Where it stands, for the log; `path` is empty when that is outside of the scanned tree.
  Place place;
};

/// Judges facts. Sees no bytes of the tree, only what the workers read.
struct EngineOptions {
  /// Only these checks, by index in the catalogue; empty: all.
  std::vector<std::size_t> checks;
  int grade = 3;
  bool obey_inline_suppressions = true;
  std::vector<PathSuppression> path_suppressions;
  /// Today as ISO date, for `until` of suppressions; empty: none has expired. Given from outside: same input, same
  /// bytes.
  std::string today;
  /// The symbolic links of the tree, by path.
  std::span<const LinkFacts> links = {};
};

struct Judgement {
  /// Sorted by path, place and check; behind them those of kind kNotApplicable, which have no place.
  std::vector<Finding> findings;
  /// About suppressions that do nothing and stand outside of the tree.
  std::vector<Notification> notifications;
  /// By check: the files that held something of the kind it looks at, as `files_examined` (examined.h) says.
  std::vector<std::vector<std::uint32_t>> examined;
  /// What the tree holds; findings refer to them by index. Never empty.
  std::vector<Product> products;
  /// For each file, in their order, the index of its product.
  std::vector<std::size_t> product_of_file;
};

/// `files` are all files of the tree, sorted by path: dialects resolve includes among them and joins look across them.
Judgement judge(const Catalog& catalog, std::span<const FileFacts> files, const EngineOptions& options);

/// By path alone: test, sample and vendored folders are recognised by their customary names.
Role role_of(std::string_view path);

/// True for what a build service runs (".github/…", "Jenkinsfile"): of role `kTest`, but its steps may make the
/// product.
bool is_of_pipeline(std::string_view path);

}  // namespace cpsaudit
