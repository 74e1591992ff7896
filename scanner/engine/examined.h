#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/catalog.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// For each check of the catalogue the files that hold something of the kind it looks at: settings of its software, a
/// command line of its programs, a call of its functions. Whether that is good or bad is another question; where there
/// is none, the check does not apply. Indices in `files`, ascending; empty for a check that is not among `checks`.
std::vector<std::vector<std::uint32_t>> files_examined(const Catalog& catalog, std::span<const std::size_t> checks,
                                                       std::span<const FileFacts> files);

/// Does the file hold something that this detector looks at, good or bad?
bool looks_at(const Detector& detector, const FileFacts& file, const Catalog& catalog);

/// Could a file of this syntax hold something of the kind? True for one whose syntax nobody knows.
bool may_examine(const Check& check, Syntax syntax, const std::string& software);

}  // namespace cpsaudit
