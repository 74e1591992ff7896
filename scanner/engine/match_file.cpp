#include "engine/match_file.h"

#include <algorithm>
#include <optional>

#include "engine/evaluate.h"
#include "engine/setting_path.h"

namespace cpsaudit {

namespace {

bool is_one_of(const std::vector<std::string>& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return matches_path("**/" + glob, path); });
}

bool is_wanted(const FileDetector& detector, std::string_view path) {
  return is_one_of(detector.paths, path) && !is_one_of(detector.unless_paths, path);
}

bool fits(const FileDetector& detector, const FileFacts& file) {
  if (detector.target.present()) return false;
  const auto& software = detector.software;
  if (!software.empty() && std::find(software.begin(), software.end(), file.software) == software.end()) return false;
  if (detector.mode != 0 && (file.mode.value_or(0) & detector.mode) == 0) return false;
  return is_wanted(detector, file.path);
}

/// The first token of a text; nothing but the file where there is none.
Span first_place(const FileFacts& file) {
  if (!file.document) return {};
  const Node& root = file.document->root;
  if (root.children.empty()) return {};
  const Node& first = root.children.front();
  return first.key_span.known() ? first.key_span : first.value_span;
}

Evidence evidence_of(std::size_t check, std::size_t detector, const std::string& path) {
  Evidence evidence;
  evidence.check = check;
  evidence.detector = detector;
  evidence.place.path = path;
  evidence.what = path;
  evidence.anchor = "file";
  return evidence;
}

std::string mode_of(std::uint32_t mode) {
  std::string text = "0000";
  for (std::size_t i = 0; i < 4; ++i) text[3 - i] = static_cast<char>('0' + ((mode >> (3 * i)) & 7U));
  return text;
}

}  // namespace

std::vector<Evidence> match_files(const Catalog& catalog, const KnownValues& known, std::span<const std::size_t> checks,
                                  std::span<const FileFacts> files, std::span<const LinkFacts> links) {
  const Vocabulary vocabulary{known};
  std::vector<Evidence> evidence;
  for (const std::size_t check : checks) {
    const auto& detectors = catalog.checks[check].detectors;
    for (std::size_t i = 0; i < detectors.size(); ++i) {
      const auto* detector = std::get_if<FileDetector>(&detectors[i].kind);
      if (detector == nullptr) continue;
      for (const FileFacts& file : files) {
        if (!fits(*detector, file)) continue;
        evidence.push_back(evidence_of(check, i, file.path));
        evidence.back().place.span = first_place(file);
        if (detector->mode != 0) evidence.back().value = mode_of(*file.mode);
      }
      if (detector->mode != 0 || !detector->software.empty()) continue;
      for (const LinkFacts& link : links) {
        const bool leads_there = !detector->target.present() ||
                                 any_is(detector->target, text_subject(link.target), vocabulary).answer == Answer::kYes;
        if (!leads_there || !is_wanted(*detector, link.path)) continue;
        evidence.push_back(evidence_of(check, i, link.path));
        evidence.back().value = link.target;
      }
    }
  }
  return evidence;
}

}  // namespace cpsaudit
