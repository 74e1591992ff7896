#include "report/sarif_location.h"

namespace cpsaudit {
namespace {

std::size_t margin_of(Context context) {
  return context == Context::kLines ? 1 : 0;
}

/// A region of a file that has no lines.
void write_bytes(JsonWriter& json, std::uint64_t length) {
  json.object("region", [&] {
    json.number("byteOffset", 0);
    json.number("byteLength", length);
  });
}

/// The text of a region with the secrets in it replaced. A secret that is empty still stands somewhere.
std::string snippet_of(const SarifModel& model, const std::string& path, std::string_view text, const Region& region,
                       bool secret) {
  const std::string shown = model.redactor.shown(path, text, region.range);
  return secret && shown.find(kRedaction) == std::string::npos ? kRedaction : shown;
}

/// As much of the context as stands between the secrets around the region; one in the region is shown as its own.
/// Nothing where only the region is left.
std::optional<Region> between(const std::vector<Range>& secrets, const Text& text, const Region& region,
                              const Region& context) {
  Range range = context.range;
  for (const Range& secret : secrets) {
    if (secret.end <= region.range.begin) {
      range.begin = std::max(range.begin, secret.end);
    } else if (secret.begin >= region.range.end) {
      range.end = std::min(range.end, secret.begin);
    }
  }
  if (range == region.range) return std::nullopt;
  return Region{text.span(range.begin, range.end), range};
}

/// Around a secret its own lines alone. Elsewhere as many as hold none, and no word that looks like our mark.
std::optional<Region> quotable_context(const SarifModel& model, const std::string& path, const Text& text,
                                       const Region& region, const LocationStyle& style) {
  for (std::size_t margin = style.secret ? 0 : margin_of(style.context);; --margin) {
    const auto context = context_of(text, region, margin);
    if (!context) return std::nullopt;
    const std::string_view quoted = text.utf8().substr(context->range.begin, context->range.end - context->range.begin);
    const bool misleading = quoted.find("[REDACTED") != std::string_view::npos;
    if (style.secret) {
      const bool alone = model.redactor.shown(path, text.utf8(), context->range).find(kRedaction) != std::string::npos;
      return alone && !misleading ? context : std::nullopt;
    }
    if (!misleading && model.redactor.hidden(path, text.utf8(), context->range).empty()) return context;
    if (margin > 0) continue;
    if (misleading) return std::nullopt;
    const auto hidden = model.redactor.hidden(path, text.utf8(), context->range);
    return between(hidden, text, region, *context);
  }
}

/// Its size when the file is an artifact without text.
std::optional<std::uint64_t> size_of_binary(const SarifModel& model, const std::string& path) {
  const auto index = model.artifact_index(path);
  if (!index) return std::nullopt;
  const ScannedFile& file = *model.artifacts[*index].file;
  if (!file.encoding.empty()) return std::nullopt;
  return file.size;
}

}  // namespace

std::optional<QuotedPlace> quoted_place(const SarifModel& model, const Place& place, const LocationStyle& style) {
  const SourceText* source = model.sources(place.path);
  if (source == nullptr) return std::nullopt;
  const Text& text = source->text;
  const EmptyRegion empty = style.secret ? EmptyRegion::kKept : EmptyRegion::kWidened;
  const Region region = region_of(text, place.span, empty);
  QuotedPlace quoted{{region.span, snippet_of(model, place.path, text.utf8(), region, style.secret)}, {}};
  if (style.context == Context::kNone) return quoted;
  if (const auto context = quotable_context(model, place.path, text, region, style)) {
    quoted.context = QuotedText{context->span, model.redactor.shown(place.path, text.utf8(), context->range)};
  }
  return quoted;
}

void write_location(JsonWriter& json, const SarifModel& model, const Place& place, const LocationStyle& style) {
  if (style.id) json.number("id", *style.id);
  json.object("physicalLocation", [&] {
    write_artifact_location(json, model, "artifactLocation", place.path);
    if (const auto quoted = quoted_place(model, place, style)) {
      write_region(json, "region", quoted->region.span, quoted->region.text);
      if (quoted->context) write_region(json, "contextRegion", quoted->context->span, quoted->context->text);
    } else if (const auto size = size_of_binary(model, place.path); size && model.audit()) {
      write_bytes(json, *size);
    } else {
      const Span start{{1, 1}, {1, 1}};
      write_region(json, "region", place.span.known() ? place.span : start, std::nullopt);
    }
  });
  if (!style.message.empty()) write_text(json, "message", style.message);
}

Span region_in_log(const SarifModel& model, const Place& place, EmptyRegion empty) {
  if (const SourceText* source = model.sources(place.path)) return region_of(source->text, place.span, empty).span;
  // GitHub wants lines everywhere, even where there are none.
  if (model.audit() && size_of_binary(model, place.path)) return {};
  return place.span.known() ? place.span : Span{{1, 1}, {1, 1}};
}

void write_region(JsonWriter& json, std::string_view name, const Span& span,
                  const std::optional<std::string>& snippet) {
  json.object(name, [&] {
    json.number("startLine", span.begin.line);
    json.number("startColumn", span.begin.column);
    json.number("endLine", span.end.line);
    json.number("endColumn", span.end.column);
    if (snippet) write_text(json, "snippet", *snippet);
  });
}

}  // namespace cpsaudit
