#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cracked_hash.h"
#include "engine/dictionary.h"

namespace cpsaudit {

/// Values that are known to the world, from checks/data/.
struct KnownValues {
  Dictionary passwords;
  /// Beginnings of URLs that are names, not places: XML namespaces, schema ids.
  std::vector<std::string> namespaces;

  /// SHA-256 of the public key in lower-case hex, and where its private half is published.
  std::map<std::string, std::string, std::less<>> published_keys;
  /// Remembers what it tried, so it is shared by all who judge one tree; empty: the dictionary alone is tried.
  std::shared_ptr<HashBreaker> breaker;

  bool is_namespace(std::string_view url) const;
};

/// Lines of three columns: digest, project, file.
std::map<std::string, std::string, std::less<>> read_published_keys(std::string_view text);

/// One a line; lines that start with '#' do not count.
std::vector<std::string> read_word_list(std::string_view text);

}  // namespace cpsaudit
