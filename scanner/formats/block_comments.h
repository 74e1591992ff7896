#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "facts/recognition.h"

namespace cpsaudit {

/// `source` with the comments that go over several lines made blank, byte for byte, for parsers that read line by line.
/// A comment begins where its mark is the first of a line, behind at most two letters (`r"""`): elsewhere the mark may
/// stand in a text. One that ends on its own line is kept: it may hold a suppression. Nothing when there are none.
std::optional<std::string> without_block_comments(std::string_view source, std::span<const CommentMarks> marks);

}  // namespace cpsaudit
