#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/catalog.h"

namespace cpsaudit {

/// How many letters must be put in, left out, changed or swapped with their neighbour to get from one word to the
/// other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that somebody who typed `word` most likely meant; empty when none is near. The first of equals.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// " (did you mean 'X'?)", or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// What a person may call checks by: families, weaknesses, ids, "weakness/technology".
std::vector<std::string> names_of_checks(const Catalog& catalog);

}  // namespace cpsaudit
