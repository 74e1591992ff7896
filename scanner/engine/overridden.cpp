#include "engine/overridden.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "engine/device_path.h"

namespace cpsaudit {

namespace {

/// Is a file of that path in the tree?
bool exists(std::span<const FileFacts> files, std::string_view path) {
  const auto file = std::lower_bound(files.begin(), files.end(), path,
                                     [](const FileFacts& facts, std::string_view p) { return facts.path < p; });
  return file != files.end() && file->path == path;
}

/// `sdkconfig.old` beside `sdkconfig`: what a tool keeps of the file before, and no software reads.
bool is_copy(std::span<const FileFacts> files, std::string_view path) {
  constexpr std::array<std::string_view, 14> kEndings = {".old",     ".orig",     ".bak",       ".backup",   ".save",
                                                         ".prev",    ".dpkg-old", ".dpkg-dist", ".dpkg-new", ".ucf-old",
                                                         ".rpmsave", ".rpmnew",   ".rpmorig",   "~"};
  const auto ending =
      std::find_if(kEndings.begin(), kEndings.end(), [&](std::string_view end) { return path.ends_with(end); });
  return ending != kEndings.end() && exists(files, path.substr(0, path.size() - ending->size()));
}

/// Paths of files that one of the same name in an earlier folder of `Dialect::precedence` replaces.
std::set<std::string> replaced_files(const Catalog& catalog, std::span<const FileFacts> files) {
  std::set<std::string> replaced;
  for (const FileFacts& file : files) {
    const Dialect* dialect = catalog.dialect(file.software);
    if (dialect == nullptr || dialect->precedence.empty()) continue;
    const std::size_t slash = file.path.rfind('/') + 1;
    const std::string_view folder = std::string_view(file.path).substr(0, slash);
    const std::string name = file.path.substr(slash);
    const auto& folders = dialect->precedence;
    for (std::size_t own = 1; own < folders.size(); ++own) {
      if (!folder.ends_with(folders[own] + "/")) continue;
      const std::string root(folder.substr(0, folder.size() - folders[own].size() - 1));
      if (!root.empty() && root.back() != '/') continue;
      const bool is_replaced =
          std::any_of(folders.begin(), folders.begin() + static_cast<std::ptrdiff_t>(own),
                      [&](const std::string& other) { return exists(files, root + other + "/" + name); });
      if (is_replaced) replaced.insert(file.path);
    }
  }
  return replaced;
}

/// A setting that nobody reads is worth a note.
constexpr unsigned kGradesOfCopy = 2;

/// What a script changes; empty for what stands in the file itself.
const std::string& changed_file(const Evidence& evidence) {
  return evidence.written_to.empty() ? evidence.about : evidence.written_to;
}

/// The name of the option alone: `sed` changes a line, whatever section it stands in.
std::string line_of(const std::string& anchor) {
  return anchor.substr(anchor.rfind('/') + 1);
}

const LocalizedText kChangedHere = {"A script changes it here.", "スクリプトがここで変更します。"};

}  // namespace

void lower_what_is_overridden(const Catalog& catalog, std::span<const FileFacts> files, std::vector<Place> dead,
                              std::vector<Evidence>& evidence) {
  const std::set<std::string> replaced = replaced_files(catalog, files);
  std::map<std::string, std::vector<Span>> spans;
  for (Place& place : dead) spans[place.path].push_back(place.span);
  for (Evidence& item : evidence) {
    const auto known = spans.find(item.place.path);
    const bool is_dead =
        known != spans.end() && std::any_of(known->second.begin(), known->second.end(),
                                            [&](const Span& span) { return span.contains(item.place.span); });
    if (is_dead || replaced.contains(item.place.path)) item.lowered = kOverridden;
    if (item.kind != Kind::kFail || !is_copy(files, item.place.path)) continue;
    item.lowered = kOverridden;
    // What is written there is known to whoever has the copy.
    if (!catalog.checks[item.check].secret) item.grades = kGradesOfCopy;
  }
}

void lower_what_a_script_changes(const ProductMap& products, std::span<const LinkFacts> links,
                                 std::vector<Evidence>& evidence) {
  using Setting = std::tuple<std::size_t, std::size_t, std::string>;
  std::map<Setting, std::vector<std::size_t>> changes;
  const auto setting_of = [&](const Evidence& item) {
    return Setting(products.segment_of(item.place.path), item.check, item.anchor);
  };
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (evidence[i].kind == Kind::kPass && !changed_file(evidence[i]).empty())
      changes[setting_of(evidence[i])].push_back(i);
  }
  if (changes.empty()) return;
  for (Evidence& item : evidence) {
    if (item.kind != Kind::kFail || !changed_file(item).empty()) continue;
    auto known = changes.find(setting_of(item));
    if (known == changes.end()) {
      known = changes.find(Setting(products.segment_of(item.place.path), item.check, line_of(item.anchor)));
    }
    if (known == changes.end()) continue;
    const auto change = std::find_if(known->second.begin(), known->second.end(), [&](std::size_t i) {
      return names_file(changed_file(evidence[i]), item.place.path, links);
    });
    if (change == known->second.end()) continue;
    item.lowered = kChangedByScript;
    item.related.push_back({evidence[*change].place, kChangedHere});
  }
}

}  // namespace cpsaudit
