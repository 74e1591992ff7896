#pragma once

#include <cstddef>
#include <optional>

#include "core/span.h"
#include "core/text.h"
#include "report/redaction.h"

namespace cpsaudit {

/// A part of a text, by position for the reader and by offset for quoting it.
struct Region {
  Span span;
  Range range;
};

/// May the region be empty? Only where nothing of it is quoted anyway.
enum class EmptyRegion { kKept, kWidened };

/// Where to point in `text` for a finding at `span`: the span itself; the first word of the file for one about the
/// whole file; and for an empty one the line around it, since a reader cannot see nothing.
Region region_of(const Text& text, const Span& span, EmptyRegion empty);

/// The lines around a region: `margin` more on each side, fewer when they are long. It properly contains the region,
/// or there is none: a file of one line that the region fills.
std::optional<Region> context_of(const Text& text, const Region& region, std::size_t margin);

}  // namespace cpsaudit
