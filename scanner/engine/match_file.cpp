#include "engine/match_file.h"

#include <algorithm>
#include <optional>

#include "engine/declared_mode.h"
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

bool asks_for_rights(const FileDetector& detector) {
  return detector.mode != 0 || detector.owner.present();
}

bool fits(const FileDetector& detector, const FileFacts& file) {
  // Who owns a file of a tree that was unpacked somewhere says nothing.
  if (detector.target.present() || detector.owner.present()) return false;
  if (detector.mode != 0 && !file.mode) return false;
  const auto& software = detector.software;
  if (!software.empty() && std::find(software.begin(), software.end(), file.software) == software.end()) return false;
  return is_wanted(detector, file.path);
}

/// The first token of a text; nothing but the file where there is none.
Span first_place(const FileFacts& file) {
  if (!file.document) return {};
  const Node& root = file.document->root;
  if (root.children.empty() && !file.document->commands.empty()) return file.document->commands.front().span;
  if (root.children.empty()) return {};
  const Node& first = root.children.front();
  return first.key_span.known() ? first.key_span : first.value_span;
}

std::string mode_of(std::uint32_t mode) {
  std::string text = "0000";
  for (std::size_t i = 0; i < 4; ++i) text[3 - i] = static_cast<char>('0' + ((mode >> (3 * i)) & 7U));
  return text;
}

/// Does a folder that is given rights with all that lies below hold what the detector asks for?
bool lies_above(const std::string& folder, const FileDetector& detector) {
  return std::any_of(detector.paths.begin(), detector.paths.end(), [&](const std::string& glob) {
    return glob.starts_with(folder + "/") || folder.ends_with("/" + glob.substr(0, glob.rfind('/')));
  });
}

/// The target that the detector asks for; null when there is none.
const std::string* wanted_target(const FileDetector& detector, const DeclaredMode& declared) {
  const auto wanted = std::find_if(declared.targets.begin(), declared.targets.end(), [&](const std::string& target) {
    if (is_one_of(detector.unless_paths, target)) return false;
    return is_wanted(detector, target) || (declared.recursive && lies_above(target, detector));
  });
  return wanted == declared.targets.end() ? nullptr : &*wanted;
}

class FileMatcher {
 public:
  FileMatcher(const KnownValues& known, std::span<const FileFacts> files, std::span<const LinkFacts> links,
              std::span<const DeclaredMode> modes)
      : vocabulary_{known}, files_(files), links_(links), modes_(modes) {}

  /// `judges_commands`: other detectors of the check see what commands say.
  void match(std::size_t check, std::size_t index, const FileDetector& detector, bool judges_commands) {
    // What is as it should be is said once: hundreds of programs have the usual rights.
    bool passed = false;
    for (const FileFacts& file : files_) {
      if (!fits(detector, file)) continue;
      const bool is_bad = detector.mode == 0 || (*file.mode & detector.mode) != 0;
      if (!is_bad && passed) continue;
      passed = passed || !is_bad;
      add(check, index, file.path, {file.path, first_place(file)});
      if (detector.mode != 0) evidence_.back().value = mode_of(*file.mode);
      if (!is_bad) evidence_.back().kind = Kind::kPass;
    }
    if (asks_for_rights(detector)) {
      for (const DeclaredMode& declared : modes_) {
        if (!declared.by_command || !judges_commands) match_declared(check, index, detector, declared);
      }
      return;
    }
    if (!detector.software.empty()) return;
    for (const LinkFacts& link : links_) {
      const bool leads_there = !detector.target.present() || is(detector.target, link.target);
      if (!leads_there || !is_wanted(detector, link.path)) continue;
      add(check, index, link.path, {link.path, {}});
      evidence_.back().value = link.target;
    }
  }

  std::vector<Evidence> take() { return std::move(evidence_); }

 private:
  bool is(const Predicate& predicate, const std::string& text) const {
    return any_is(predicate, text_subject(text), vocabulary_).answer == Answer::kYes;
  }

  void add(std::size_t check, std::size_t index, const std::string& what, Place place) {
    Evidence evidence;
    evidence.check = check;
    evidence.detector = index;
    evidence.place = std::move(place);
    evidence.what = what;
    evidence.anchor = "file";
    evidence_.push_back(std::move(evidence));
  }

  void match_declared(std::size_t check, std::size_t index, const FileDetector& detector,
                      const DeclaredMode& declared) {
    const std::string* target = wanted_target(detector, declared);
    if (target == nullptr) return;
    const bool by_mode = detector.mode != 0;
    if (by_mode ? !declared.has_mode : declared.owner.empty()) return;
    const bool is_bad = by_mode ? (declared.mode & detector.mode) != 0 : is(detector.owner, declared.owner);
    if (!is_bad && by_mode && !declared.whole) return;
    add(check, index, "/" + *target, declared.place);
    Evidence& evidence = evidence_.back();
    evidence.value = by_mode ? declared.text : declared.owner;
    evidence.about = *target;
    if (!is_bad) evidence.kind = Kind::kPass;
  }

  Vocabulary vocabulary_;
  std::span<const FileFacts> files_;
  std::span<const LinkFacts> links_;
  std::span<const DeclaredMode> modes_;
  std::vector<Evidence> evidence_;
};

}  // namespace

std::vector<Evidence> match_files(const Catalog& catalog, const KnownValues& known, std::span<const std::size_t> checks,
                                  std::span<const FileFacts> files, std::span<const LinkFacts> links) {
  const std::vector<DeclaredMode> modes = declared_modes(catalog, files);
  FileMatcher matcher(known, files, links, modes);
  for (const std::size_t check : checks) {
    const auto& detectors = catalog.checks[check].detectors;
    const bool judges_commands = std::any_of(detectors.begin(), detectors.end(), [](const Detector& detector) {
      return !detector.is_part && std::holds_alternative<CommandDetector>(detector.kind);
    });
    for (std::size_t i = 0; i < detectors.size(); ++i) {
      const auto* detector = std::get_if<FileDetector>(&detectors[i].kind);
      if (detector != nullptr) matcher.match(check, i, *detector, judges_commands);
    }
  }
  return matcher.take();
}

}  // namespace cpsaudit
