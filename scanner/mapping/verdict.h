#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/catalog.h"
#include "engine/scan_result.h"
#include "mapping/framework.h"

namespace cpsaudit {

/// What a scan can say of a requirement. "Relates to", never "conforms": a scan shows breaches and good places, not
/// that a requirement is met.
enum class VerdictKind {
  kFail,  ///< findings speak against it
  kOpen,  ///< a fact that is needed is missing, a file that may hold it could not be read, or what was looked at shows
          ///< neither a breach nor a good state
  kPass,  ///< checks looked at facts that matter to it and found their good state, and nothing speaks against it
  kNotApplicable,  ///< nothing of the kind is in the tree
  kManual,         ///< no file can show it
};

/// "fail", "open", "pass", "notApplicable", "manual".
std::string_view name_of(VerdictKind kind);

/// The verdict on one meaning of a requirement, with its evidence.
struct Verdict {
  /// Index in `Framework::meanings`.
  std::size_t meaning = 0;
  VerdictKind kind = VerdictKind::kManual;
  /// Checks that speak to it and ran; indices in the catalogue, ascending.
  std::vector<std::size_t> checks;
  /// Indices in `ScanResult::findings`, ascending: failing and not suppressed.
  std::vector<std::size_t> against;
  /// Failing, with a suppression: counted apart, they turn no verdict green.
  std::vector<std::size_t> suppressed;
  /// Good places that were found.
  std::vector<std::size_t> in_favour;
  /// Places that could not be decided.
  std::vector<std::size_t> undecided;
  /// Files that its checks found something to look at in; indices in `ScanResult::files`, ascending.
  std::vector<std::uint32_t> files;
  /// Files that were not read, or not wholly, and may hold something for it; indices in `ScanResult::notifications`,
  /// ascending.
  std::vector<std::size_t> unread;
};

/// The verdicts on one product, in the order of `Framework::meanings`.
struct ProductVerdicts {
  /// Index in `ScanResult::products`.
  std::size_t product = 0;
  std::vector<Verdict> verdicts;
};

/// Over the whole tree, one verdict a meaning, in the order of `Framework::meanings`. `disabled_checks` are those that
/// did not run.
std::vector<Verdict> verdicts(const ScanResult& result, const Catalog& catalog, const Framework& framework,
                              const std::vector<std::size_t>& disabled_checks);

/// For each product that holds something a check could look at, in the order of `ScanResult::products`. A tree with
/// one product gives one entry, and its verdicts are those of the tree.
std::vector<ProductVerdicts> verdicts_by_product(const ScanResult& result, const Catalog& catalog,
                                                 const Framework& framework,
                                                 const std::vector<std::size_t>& disabled_checks);

/// Is there something in it that a reader must be told? Not in what is left of a tree around its products.
bool is_worth_telling(const ScanResult& result, std::size_t product);

}  // namespace cpsaudit
