#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/dictionary.h"

namespace cpsaudit {

/// Values that are known to the world, from checks/data/.
struct KnownValues {
  Dictionary passwords;
  /// Beginnings of URLs that are names, not places: XML namespaces, schema ids.
  std::vector<std::string> namespaces;

  bool is_namespace(std::string_view url) const;
};

/// One a line; lines that start with '#' do not count.
std::vector<std::string> read_word_list(std::string_view text);

}  // namespace cpsaudit
