#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "facts/document.h"
#include "formats/document_builder.h"

namespace cpsaudit {

/// A scalar of YAML as it is written.
struct YamlScalar {
  /// With its quotes; of a block its lines without the '|'.
  Range whole;
  /// The value alone.
  Range inner;
  ScalarStyle style = ScalarStyle::kPlain;
};

/// Finds the scalar that yaml-cpp read as `value` at `offset`, where its tag or anchor begins if it has one. The
/// library tells where a scalar begins and not where it ends.
YamlScalar locate_yaml_scalar(std::string_view source, std::size_t offset, std::string_view value);

/// Offset of the node behind the tag and the anchor at `offset`.
std::size_t skip_yaml_properties(std::string_view source, std::size_t offset);

/// The comments outside of `scalars`, which stand in the order of the file.
std::vector<Range> find_yaml_comments(std::string_view source, const std::vector<Range>& scalars);

/// The lines of the block scalar at `inner`, which begins behind the indentation of its first, without what all of them
/// are indented by.
std::string block_text(std::string_view source, Range inner);

}  // namespace cpsaudit
