#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"
#include "facts/file_facts.h"
#include "worker/configuration.h"

namespace cpsaudit {

/// Facts of files that are what they were when they were read last. The key of a file is all that its facts depend on:
/// the program, what the workers are told, its path and content and, for C and C++, the contents of all files that it
/// may include, however an `#include` of that name resolves. One pack a scanned root; what this run did not need is
/// not in the next one.
class FactsCache {
 public:
  /// `folder` is made when it is not there. A pack that cannot be read is as good as none. `paths` must outlive it.
  static Result<FactsCache> open(const std::string& folder, const WorkerConfiguration& configuration,
                                 const std::vector<std::string>& paths);

  /// From now on `find` and `put` are about facts that workers find who are told this; the root stays what it was.
  void expect(const WorkerConfiguration& configuration);

  /// The facts of the file at this index of `paths`; nothing when they are not known.
  std::optional<FileFacts> find(std::size_t index);

  /// Keeps facts that a worker has just read, when they are those of the content that was looked at.
  void put(std::size_t index, const FileFacts& facts);

  /// Writes the pack anew when anything in it is different.
  Result<void> save();

 private:
  struct Content {
    std::string sha256;
    /// Names in its `#include`s, without folders, in lower case; sorted.
    std::vector<std::string> includes;
    bool readable = false;
  };

  const std::string& key_of(std::size_t index);
  void look_at(int root, const WorkerConfiguration& configuration);
  void load();

  std::string file_;
  std::string configuration_;
  const std::vector<std::string>* paths_ = nullptr;
  std::vector<Content> contents_;
  /// Of each file, once it has been asked for.
  std::vector<std::string> keys_;
  /// By name without folders, in lower case.
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
  std::unordered_map<std::string, std::string> known_;
  std::map<std::string, std::string> used_;
  bool changed_ = false;
};

/// The names in the `#include`s of a text, without folders, in lower case; sorted, each once.
std::vector<std::string> included_names(std::string_view text);

}  // namespace cpsaudit
