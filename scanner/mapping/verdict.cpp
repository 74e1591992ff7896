#include "mapping/verdict.h"

#include <algorithm>
#include <optional>

#include "engine/engine.h"
#include "engine/examined.h"

namespace cpsaudit {
namespace {

/// For each meaning the checks that speak to it, by way of the rows that their weakness names.
std::vector<std::vector<std::size_t>> checks_of_meanings(const Catalog& catalog, const Framework& framework,
                                                         const std::vector<std::size_t>& disabled_checks) {
  std::vector<std::vector<std::size_t>> checks(framework.meanings.size());
  for (std::size_t i = 0; i < catalog.checks.size(); ++i) {
    if (std::find(disabled_checks.begin(), disabled_checks.end(), i) != disabled_checks.end()) continue;
    for (const RowReference& reference : catalog.weakness_of(catalog.checks[i]).rows) {
      const Meaning* meaning = framework.meaning(reference.meaning);
      if (meaning == nullptr) continue;
      auto& list = checks[static_cast<std::size_t>(meaning - framework.meanings.data())];
      if (list.empty() || list.back() != i) list.push_back(i);
    }
  }
  return checks;
}

void add_evidence(const Finding& finding, std::size_t index, Verdict& verdict) {
  if (finding.baseline == BaselineState::kAbsent) return;
  switch (finding.kind) {
    case Kind::kFail:
      (finding.suppressed() ? verdict.suppressed : verdict.against).push_back(index);
      return;
    case Kind::kPass:
      // What a test or a sample does right, the product may do wrong.
      if (role_of(finding.place.path) == Role::kProduct) verdict.in_favour.push_back(index);
      return;
    case Kind::kOpen:
    case Kind::kReview:
      verdict.undecided.push_back(index);
      return;
    case Kind::kNotApplicable:
      return;
  }
}

bool loses_content(Problem::Kind kind) {
  switch (kind) {
    case Problem::Kind::kUnreadable:
    case Problem::Kind::kTooLarge:
    case Problem::Kind::kNotParsed:
    case Problem::Kind::kPartlyParsed:
    case Problem::Kind::kOutOfTime:
    case Problem::Kind::kOutOfMemory:
    case Problem::Kind::kCrashed:
      return true;
    default:
      return false;
  }
}

/// A file that something may have been missed in.
struct UnreadFile {
  /// Index in `ScanResult::notifications`.
  std::size_t notification = 0;
  Syntax syntax = Syntax::kUnknown;
  std::string software;
  /// None for what is in no list of files: it may belong to any.
  std::optional<std::size_t> product = std::nullopt;
};

std::vector<UnreadFile> unread_files(const ScanResult& result) {
  std::vector<UnreadFile> unread;
  for (std::size_t i = 0; i < result.notifications.size(); ++i) {
    const Notification& notification = result.notifications[i];
    if (!loses_content(notification.problem.kind)) continue;
    UnreadFile file{i, Syntax::kUnknown, {}};
    const auto found =
        std::lower_bound(result.files.begin(), result.files.end(), notification.path,
                         [](const ScannedFile& scanned, const std::string& path) { return scanned.path < path; });
    if (found != result.files.end() && found->path == notification.path) {
      file.syntax = found->syntax;
      file.software = found->software;
      file.product = found->product;
    }
    unread.push_back(std::move(file));
  }
  return unread;
}

bool may_concern(const std::vector<std::size_t>& checks, const Catalog& catalog, const UnreadFile& file) {
  return std::any_of(checks.begin(), checks.end(),
                     [&](std::size_t check) { return may_examine(catalog.checks[check], file.syntax, file.software); });
}

/// Each file once, however many of the checks looked at it.
std::vector<std::uint32_t> files_of(const std::vector<std::size_t>& checks, const ScanResult& result) {
  std::vector<std::uint32_t> files;
  for (const std::size_t check : checks) {
    if (check >= result.examined.size()) continue;
    files.insert(files.end(), result.examined[check].begin(), result.examined[check].end());
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

VerdictKind decide(const Verdict& verdict, Decidable decidable) {
  if (!verdict.against.empty()) return VerdictKind::kFail;
  if (decidable == Decidable::kManual) return VerdictKind::kManual;
  // A suppressed breach is accepted, not mended.
  if (!verdict.undecided.empty() || !verdict.suppressed.empty()) return VerdictKind::kOpen;
  if (!verdict.in_favour.empty()) return VerdictKind::kPass;
  // With no check that speaks to it, nothing was looked at: people must.
  if (verdict.checks.empty()) return VerdictKind::kManual;
  // Nothing bad in what was looked at is no good state, and what was not read may hold anything.
  return verdict.files.empty() && verdict.unread.empty() ? VerdictKind::kNotApplicable : VerdictKind::kOpen;
}

}  // namespace

std::string_view name_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::kFail:
      return "fail";
    case VerdictKind::kOpen:
      return "open";
    case VerdictKind::kPass:
      return "pass";
    case VerdictKind::kNotApplicable:
      return "notApplicable";
    case VerdictKind::kManual:
      return "manual";
  }
  return "manual";
}

namespace {

/// Of the whole tree when `product` is none.
class VerdictMaker {
 public:
  VerdictMaker(const ScanResult& result, const Catalog& catalog, const Framework& framework,
               const std::vector<std::size_t>& disabled_checks)
      : result_(result),
        catalog_(catalog),
        framework_(framework),
        checks_(checks_of_meanings(catalog, framework, disabled_checks)) {
    findings_of_check_.resize(catalog.checks.size());
    for (std::size_t i = 0; i < result.findings.size(); ++i) findings_of_check_[result.findings[i].check].push_back(i);
  }

  std::vector<Verdict> make(std::optional<std::size_t> product) const {
    std::vector<UnreadFile> unread = unread_files(result_);
    std::erase_if(unread, [&](const UnreadFile& file) { return product && file.product && *file.product != *product; });
    std::vector<Verdict> output;
    for (std::size_t m = 0; m < framework_.meanings.size(); ++m) {
      Verdict verdict;
      verdict.meaning = m;
      verdict.checks = checks_[m];
      verdict.files = files_of(verdict.checks, result_);
      std::erase_if(verdict.files,
                    [&](std::uint32_t file) { return product && result_.files[file].product != *product; });
      for (const UnreadFile& file : unread) {
        if (may_concern(verdict.checks, catalog_, file)) verdict.unread.push_back(file.notification);
      }
      std::vector<std::size_t> evidence;
      for (const std::size_t check : verdict.checks) {
        evidence.insert(evidence.end(), findings_of_check_[check].begin(), findings_of_check_[check].end());
      }
      std::sort(evidence.begin(), evidence.end());
      for (const std::size_t index : evidence) {
        const Finding& finding = result_.findings[index];
        if (!product || finding.product == *product) add_evidence(finding, index, verdict);
      }
      verdict.kind = decide(verdict, framework_.meanings[m].decidable);
      output.push_back(std::move(verdict));
    }
    return output;
  }

 private:
  const ScanResult& result_;
  const Catalog& catalog_;
  const Framework& framework_;
  std::vector<std::vector<std::size_t>> checks_;
  std::vector<std::vector<std::size_t>> findings_of_check_;
};

}  // namespace

std::vector<Verdict> verdicts(const ScanResult& result, const Catalog& catalog, const Framework& framework,
                              const std::vector<std::size_t>& disabled_checks) {
  return VerdictMaker(result, catalog, framework, disabled_checks).make(std::nullopt);
}

std::vector<ProductVerdicts> verdicts_by_product(const ScanResult& result, const Catalog& catalog,
                                                 const Framework& framework,
                                                 const std::vector<std::size_t>& disabled_checks) {
  const VerdictMaker maker(result, catalog, framework, disabled_checks);
  std::vector<ProductVerdicts> output;
  for (std::size_t product = 0; product < result.products.size(); ++product) {
    if (result.products.size() > 1 && !is_worth_telling(result, product)) continue;
    output.push_back({product, maker.make(product)});
  }
  return output;
}

bool is_worth_telling(const ScanResult& result, std::size_t product) {
  return result.products[product].files > 0 ||
         std::any_of(result.findings.begin(), result.findings.end(),
                     [&](const Finding& finding) { return finding.product == product && finding.kind == Kind::kFail; });
}

}  // namespace cpsaudit
