#pragma once

#include <span>
#include <string_view>

#include "facts/file_facts.h"

namespace cpsaudit {

/// Does `value`, as the device writes paths, mean the file at `path` of the tree?
bool names_file(std::string_view value, std::string_view path, std::span<const LinkFacts> links);

}  // namespace cpsaudit
