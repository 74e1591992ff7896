#include "cli/changes.h"

#include <algorithm>
#include <map>
#include <set>

#include "cli/git.h"
#include "cli/line_changes.h"

namespace cpsaudit {
namespace {

using Changes = std::map<std::string, ChangedLines>;

std::vector<const Place*> places_of(const Finding& finding) {
  std::vector<const Place*> places = {&finding.place};
  for (const RelatedPlace& related : finding.related) places.push_back(&related.place);
  for (const RelatedPlace& step : finding.flow) places.push_back(&step.place);
  return places;
}

/// The content is that of a file which is there no more: it was renamed.
bool is_renamed(const GitTree& before, const std::string& object, const std::set<std::string>& paths_now) {
  const std::vector<std::string> paths = before.paths_with(object);
  return std::any_of(paths.begin(), paths.end(), [&](const std::string& path) { return !paths_now.contains(path); });
}

/// Only of files that findings point to.
Result<Changes> changes_since(const GitTree& before, const SourceTexts& sources, const ScanResult& result) {
  std::set<std::string> paths_now;
  for (const ScannedFile& file : result.files) paths_now.insert(file.path);
  std::set<std::string> paths;
  for (const Finding& finding : result.findings) {
    if (finding.kind != Kind::kFail) continue;
    for (const Place* place : places_of(finding)) paths.insert(place->path);
  }
  Changes changes;
  std::map<std::string, std::string> altered;
  std::vector<std::string> objects;
  for (const std::string& path : paths) {
    const SourceText* source = sources(path);
    const std::string* object = before.blob_of(path);
    if (source == nullptr) {
      changes[path] = ChangedLines::all();
      continue;
    }
    const std::string now = before.object_of(source->bytes);
    if (object == nullptr) {
      changes[path] = is_renamed(before, now, paths_now) ? ChangedLines() : ChangedLines::all();
    } else if (*object == now) {
      changes[path] = ChangedLines();
    } else {
      altered.emplace(path, *object);
      objects.push_back(*object);
    }
  }
  const auto contents = before.contents(objects);
  if (!contents) return tl::unexpected(contents.error());
  for (const auto& [path, object] : altered) {
    const auto content = contents->find(object);
    const auto text = content == contents->end() ? tl::unexpected(Error{}) : Text::decode(content->second);
    changes[path] = text ? ChangedLines::between(text->utf8(), sources(path)->text.utf8()) : ChangedLines::all();
  }
  return changes;
}

/// What is not there has no line of its own that could have been changed.
bool is_about_absence(const Catalog& catalog, const Finding& finding) {
  if (finding.message_id == "absent") return true;
  const auto& detectors = catalog.checks[finding.check].detectors;
  return std::any_of(detectors.begin(), detectors.end(), [](const Detector& detector) {
    const auto* field = std::get_if<FieldDetector>(&detector.kind);
    return std::holds_alternative<MissingCallDetector>(detector.kind) || (field != nullptr && field->absent);
  });
}

bool is_touched(const Changes& changes, const Place& place) {
  const auto found = changes.find(place.path);
  if (found == changes.end()) return false;
  const Span& span = place.span;
  if (!span.known()) return found->second.any();
  const bool ends_before = span.end.column == 1 && span.end.line > span.begin.line;
  return found->second.touch(span.begin.line, span.end.line - (ends_before ? 1 : 0));
}

}  // namespace

Result<void> keep_to_changes(const Catalog& catalog, const std::string& root, const std::string& revision,
                             const SourceTexts& sources, ScanResult& result) {
  const auto before = GitTree::at(root, revision);
  if (!before) return tl::unexpected(before.error());
  const auto changes = changes_since(*before, sources, result);
  if (!changes) return tl::unexpected(changes.error());
  for (Finding& finding : result.findings) {
    if (finding.kind != Kind::kFail || finding.known) continue;
    const auto places = places_of(finding);
    const bool touched =
        std::any_of(places.begin(), places.end(), [&](const Place* place) { return is_touched(*changes, *place); });
    const auto file = changes->find(finding.place.path);
    const bool lacks = is_about_absence(catalog, finding) && file != changes->end() && file->second.any();
    finding.known = !touched && !lacks;
  }
  return {};
}

}  // namespace cpsaudit
