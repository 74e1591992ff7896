#pragma once

#include <string_view>
#include <vector>

#include "facts/file_facts.h"

namespace cpsaudit {

/// The members of a tar, cpio (newc) or zip archive that is not compressed as a whole, with the rights and owners that
/// it gives them. Only headers are read, none is unpacked. Empty for everything else; stops where the archive breaks.
std::vector<ArchiveMember> archive_members(std::string_view bytes);

}  // namespace cpsaudit
