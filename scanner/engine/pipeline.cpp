#include "engine/pipeline.h"

#include <algorithm>
#include <optional>

#include "engine/ascii.h"
#include "engine/engine.h"
#include "engine/evidence.h"

namespace cpsaudit {

using namespace ascii;

namespace {

enum class Purpose { kDelivery, kTest };

bool holds(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Position start_of(const Node& node) {
  return node.key_span.known() ? std::min(node.key_span.begin, node.value_span.begin) : node.value_span.begin;
}

/// The names around a place, and what they tell.
class Job {
 public:
  Job(const PipelineWords& words, const FileFacts& file) : words_(words), file_(file) {}

  bool delivers(Position at) const {
    std::optional<Purpose> purpose;
    if (file_.document && file_.syntax != Syntax::kShell) purpose = of_place(file_.document->root, at);
    if (!purpose) purpose = of_path();
    // What jobs share serves them all: a script is a test where its name says so.
    if (!purpose && file_.syntax == Syntax::kShell) purpose = Purpose::kDelivery;
    return purpose == Purpose::kDelivery;
  }

 private:
  std::optional<Purpose> of_place(const Node& root, Position at) const {
    std::vector<const Node*> around = {&root};
    while (true) {
      const std::vector<Node>& children = around.back()->children;
      const auto behind =
          std::find_if(children.rbegin(), children.rend(), [&](const Node& child) { return start_of(child) <= at; });
      if (behind == children.rend()) break;
      if (const auto purpose = of_stage_before(*around.back(), at)) return purpose;
      around.push_back(&*behind);
    }
    for (auto node = around.rbegin(); node != around.rend(); ++node) {
      if (const auto purpose = of_node(**node)) return purpose;
    }
    return std::nullopt;
  }

  /// `stage('Deploy')`: in a program that is read line by line it stands beside what is in it.
  std::optional<Purpose> of_stage_before(const Node& parent, Position at) const {
    for (auto node = parent.children.rbegin(); node != parent.children.rend(); ++node) {
      const std::size_t bracket = node->key.find('(');
      if (start_of(*node) > at || bracket == std::string::npos) continue;
      if (holds(words_.names, std::string_view(node->key).substr(0, bracket))) return of_name(node->key);
    }
    return std::nullopt;
  }

  std::optional<Purpose> of_node(const Node& node) const {
    for (const std::string& key : words_.names) {
      const Node* name = node.child(key);
      const Node* inner = name == nullptr || name->kind == NodeKind::kScalar ? name : name->child("name");
      if (inner == nullptr) continue;
      if (const auto purpose = of_name(inner->value)) return purpose;
    }
    return of_name(node.key);
  }

  /// The name of the file, then those of the folders below the one with a dot.
  std::optional<Purpose> of_path() const {
    std::string_view path = file_.path;
    const std::size_t dot = path.rfind("/.") == std::string_view::npos ? 0 : path.rfind("/.") + 1;
    path.remove_prefix(dot);
    while (!path.empty()) {
      const std::size_t slash = path.rfind('/');
      const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
      if (const auto purpose = of_name(name)) return purpose;
      path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    }
    return std::nullopt;
  }

  /// A test of a release is a test.
  std::optional<Purpose> of_name(std::string_view name) const {
    std::optional<Purpose> purpose;
    const std::string folded = lower(name);
    for (const std::string_view word : split(folded, " \t\n.,:;-_/()[]{}'\"`+&|<>#@!$*=")) {
      if (holds(words_.testing, word)) return Purpose::kTest;
      if (holds(words_.delivering, word)) purpose = Purpose::kDelivery;
    }
    return purpose;
  }

  const PipelineWords& words_;
  const FileFacts& file_;
};

}  // namespace

Result<PipelineWords> read_pipeline_words(std::string_view text) {
  PipelineWords words;
  for (const std::string_view line : lines_of(text)) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view kind = line.substr(0, colon);
    std::vector<std::string>* list = kind == "delivers" ? &words.delivering
                                     : kind == "tests"  ? &words.testing
                                     : kind == "names"  ? &words.names
                                                        : nullptr;
    if (list == nullptr) {
      return tl::unexpected(Error{"expected 'delivers:', 'tests:' or 'names:' in front of words"});
    }
    for (std::string& word : words_of(line.substr(std::min(colon + 1, line.size())))) list->push_back(std::move(word));
  }
  return words;
}

void mark_deliveries(const PipelineWords& words, std::span<const FileFacts> files, std::vector<Evidence>& evidence) {
  for (Evidence& item : evidence) {
    if (role_of(item.place.path) != Role::kTest || !is_of_pipeline(item.place.path)) continue;
    const auto file =
        std::lower_bound(files.begin(), files.end(), item.place.path,
                         [](const FileFacts& facts, const std::string& path) { return facts.path < path; });
    if (file == files.end() || file->path != item.place.path) continue;
    item.delivers = Job(words, *file).delivers(item.place.span.begin);
  }
}

}  // namespace cpsaudit
