#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "engine/finding.h"
#include "report/model.h"
#include "report/region.h"
#include "report/sarif_model.h"

namespace cpsaudit {

enum class Context {
  kNone,
  kLine,   ///< its own line
  kLines,  ///< and those next to it
};

/// How a place is written: what of it may be quoted, and what goes with it.
struct LocationStyle {
  /// The text under the place is the secret of a finding: it is replaced, and so is an empty one.
  bool secret = false;
  Context context = Context::kNone;
  /// Shown with the place when not empty.
  std::string message = {};
  std::optional<std::size_t> id = {};
};

/// What may be quoted of a place: the region, and the lines around it where those hold no secret.
struct QuotedPlace {
  QuotedText region;
  std::optional<QuotedText> context;
};

/// Nothing when the file has no text, or it cannot be had any more.
std::optional<QuotedPlace> quoted_place(const SarifModel& model, const Place& place, const LocationStyle& style);

/// The members of a `location`: where, with the text there. A file without text gets a region of bytes or, when its
/// text cannot be had any more, the place as it was found.
void write_location(JsonWriter& json, const SarifModel& model, const Place& place, const LocationStyle& style);

/// Where the result of a finding points; its line is 0 in a file without text.
Span region_in_log(const SarifModel& model, const Place& place, EmptyRegion empty);

/// `"name": {startLine, startColumn, endLine, endColumn}` and the snippet, when there is one.
void write_region(JsonWriter& json, std::string_view name, const Span& span, const std::optional<std::string>& snippet);

}  // namespace cpsaudit
