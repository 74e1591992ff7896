#pragma once

#include <span>
#include <vector>

#include "engine/scan_result.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// One notice a header that files include and that is nowhere in the tree, the most wanted first. Without an SDK every
/// file lacks the same few: told once, they do not hide what matters.
std::vector<Notification> missing_header_notices(std::span<const FileFacts> files);

}  // namespace cpsaudit
