#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// Everything that is known of a file, as bytes for another process of this same program.
std::string to_bytes(const FileFacts& facts);

/// The way back. Bytes that to_bytes() did not write are an error: they come from a process that may have been broken
/// by the file it read.
Result<FileFacts> from_bytes(std::string_view bytes);

}  // namespace cpsaudit
