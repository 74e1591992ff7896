#include "engine/tree_words.h"

#include <unordered_set>

#include "engine/ascii.h"
#include "engine/pattern.h"
#include "engine/value_class.h"

namespace cpsaudit {

using namespace ascii;

namespace {

constexpr std::size_t kMostWords = 160;
constexpr std::size_t kShortest = 3;
constexpr std::size_t kLongest = 32;

class WordList {
 public:
  bool full() const { return words_.size() >= kMostWords; }

  /// The text as a whole, its parts, and both in lower case.
  void add(std::string_view text) {
    put(text);
    const std::vector<std::string_view> parts = split(text, " -_.,/()");
    if (parts.size() > 1) {
      for (const std::string_view part : parts) put(part);
    }
  }

  std::vector<std::string> take() { return std::move(words_); }

 private:
  void put(std::string_view word) {
    if (word.size() < kShortest || word.size() > kLongest || holds_reference(word)) return;
    for (std::string form : {std::string(word), lower(word)}) {
      if (!full() && seen_.insert(form).second) words_.push_back(std::move(form));
    }
  }

  std::vector<std::string> words_;
  std::unordered_set<std::string> seen_;
};

void add_settings(const Node& node, const std::vector<Pattern>& keys, WordList& words) {
  for (const Node& child : node.children) {
    if (words.full()) return;
    if (child.kind != NodeKind::kScalar) {
      add_settings(child, keys, words);
      continue;
    }
    for (const Pattern& key : keys) {
      if (!key.matches(child.key)) continue;
      words.add(child.value);
      break;
    }
  }
}

}  // namespace

std::vector<std::string> words_of_tree(const Catalog& catalog, std::span<const FileFacts> files) {
  WordList words;
  for (const FileFacts& file : files) {
    if (words.full()) break;
    for (const std::string& word : file.words) words.add(word);
    if (!file.document) continue;
    // Accounts: each line is a section with the name of its user.
    if (file.syntax == Syntax::kPasswd || file.syntax == Syntax::kShadow) {
      for (const Node& user : file.document->root.children) words.add(user.key);
    }
    add_settings(file.document->root, catalog.word_keys, words);
  }
  return words.take();
}

}  // namespace cpsaudit
