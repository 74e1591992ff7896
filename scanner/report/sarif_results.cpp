#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "report/fingerprint.h"
#include "report/sarif_location.h"
#include "report/sarif_parts.h"
#include "report/summary.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

/// GitHub keeps the first 5,000 results of a run and drops the others without a word.
constexpr std::size_t kMostResults = 5000;
/// … 1,000 steps of a flow, and 100 locations of a result.
constexpr std::size_t kMostSteps = 1000;
constexpr std::size_t kMostRelated = 100;

/// A finding on its way into the log.
struct Entry {
  const Finding* finding = nullptr;
  std::string uri;
  Span span;
  std::string fingerprint;
  /// Findings of the same rule in the same file that this result speaks for as well.
  std::vector<const Finding*> others;
};

bool is_secret(const SarifModel& model, const Finding& finding) {
  return finding.kind != Kind::kPass && finding.kind != Kind::kNotApplicable && model.redactor.is_secret(finding);
}

Entry entry_of(const SarifModel& model, const Finding& finding) {
  Entry entry;
  entry.finding = &finding;
  if (finding.place.path.empty()) return entry;
  entry.uri = uri_of_path(finding.place.path);
  entry.span =
      region_in_log(model, finding.place, is_secret(model, finding) ? EmptyRegion::kKept : EmptyRegion::kWidened);
  return entry;
}

/// The order that the log is in: URI, place, rule; then whatever tells two findings apart, but never chance.
bool comes_before(const SarifModel& model, const Entry& a, const Entry& b) {
  const auto key = [&](const Entry& entry) {
    const Finding& finding = *entry.finding;
    return std::tie(entry.uri, entry.span.begin, model.catalog.checks[finding.check].id, entry.span.end, finding.kind,
                    finding.anchor, finding.occurrence, finding.message.en);
  };
  return key(a) < key(b);
}

/// Puts findings of one rule in one file into one result: the first speaks, the others become related locations.
void group_by_file(std::vector<Entry>& entries) {
  std::map<std::pair<std::string, std::size_t>, std::size_t> places;
  std::vector<Entry> grouped;
  for (Entry& entry : entries) {
    const auto [place, added] = places.try_emplace({entry.uri, entry.finding->check}, grouped.size());
    if (added) {
      grouped.push_back(std::move(entry));
    } else {
      grouped[place->second].others.push_back(entry.finding);
    }
  }
  entries = std::move(grouped);
}

/// Leaves the most severe ones; the invocation says how many went.
void cut(std::vector<Entry>& entries) {
  std::vector<std::size_t> order(entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return entries[a].finding->security_severity > entries[b].finding->security_severity;
  });
  order.resize(kMostResults);
  std::sort(order.begin(), order.end());
  std::vector<Entry> kept;
  for (const std::size_t index : order) kept.push_back(std::move(entries[index]));
  entries = std::move(kept);
}

struct Selection {
  std::vector<Entry> entries;
  std::size_t dropped = 0;
};

Selection select(const SarifModel& model) {
  Selection selection;
  std::vector<Entry>& entries = selection.entries;
  for (const Finding& finding : model.result.findings) {
    if (model.audit() || counts(finding)) entries.push_back(entry_of(model, finding));
  }
  std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) { return comes_before(model, a, b); });
  std::set<std::string> seen;
  for (Entry& entry : entries) {
    std::size_t repetition = 0;
    do {
      entry.fingerprint = fingerprint(model.catalog, *entry.finding, repetition++);
    } while (!seen.insert(entry.fingerprint).second);
  }
  if (model.audit() || entries.size() <= kMostResults) return selection;
  group_by_file(entries);
  if (entries.size() <= kMostResults) return selection;
  selection.dropped = entries.size() - kMostResults;
  cut(entries);
  return selection;
}

void write_message(JsonWriter& json, const SarifModel& model, const Finding& finding) {
  const RuleMessages& messages = model.rules[finding.check].messages;
  FilledMessage message = messages.fill(finding, model.language());
  const auto string = std::find_if(messages.strings().begin(), messages.strings().end(),
                                   [&](const MessageString& s) { return s.id == message.id; });
  const std::string& text = string->text.in(model.language());
  for (std::string& argument : message.arguments) argument = model.redactor.scrubbed(argument);
  message.text = filled(text, message.arguments);
  escape_links(message, text);
  json.object("message", [&] {
    json.text("id", message.id);
    json.array("arguments", [&] {
      for (const std::string& argument : message.arguments) json.text(argument);
    });
    json.text("text", message.text);
  });
}

/// Shown with a place; a text of our own, but it may quote the tree.
std::string place_message(const SarifModel& model, const LocalizedText& message) {
  FilledMessage text{"", {model.redactor.scrubbed(message.in(model.language()))}, {}};
  text.text = text.arguments.front();
  escape_links(text, "{0}");
  if (!text.text.empty()) return text.text;
  return model.language() == Language::kJapanese ? "関連する箇所です。" : "This place belongs to it.";
}

/// Its text may be shown unless it is the very place of a secret: the redactor sees to the rest.
void write_place(JsonWriter& json, const SarifModel& model, const RelatedPlace& related,
                 std::optional<std::size_t> id) {
  write_location(
      json, model, related.place,
      {.secret = false, .context = Context::kNone, .message = place_message(model, related.message), .id = id});
}

void write_related(JsonWriter& json, const SarifModel& model, const Entry& entry) {
  const Finding& finding = *entry.finding;
  if (finding.related.empty() && entry.others.empty()) return;
  const LocalizedText again{"The same in this place.", "この箇所も同様です。"};
  json.array("relatedLocations", [&] {
    std::size_t id = 1;
    for (const RelatedPlace& related : finding.related) {
      if (id > kMostRelated) return;
      json.object([&] { write_place(json, model, related, id); });
      ++id;
    }
    for (const Finding* other : entry.others) {
      if (id > kMostRelated) return;
      json.object([&] { write_place(json, model, {other->place, again}, id); });
      ++id;
    }
  });
}

void write_flow(JsonWriter& json, const SarifModel& model, const Finding& finding) {
  if (finding.flow.empty()) return;
  const std::size_t steps = std::min(finding.flow.size(), kMostSteps);
  json.array("codeFlows", [&] {
    json.object([&] {
      json.array("threadFlows", [&] {
        json.object([&] {
          json.array("locations", [&] {
            for (std::size_t i = 0; i < steps; ++i) {
              json.object(
                  [&] { json.object("location", [&] { write_place(json, model, finding.flow[i], std::nullopt); }); });
            }
          });
        });
      });
    });
  });
}

void write_fingerprints(JsonWriter& json, SarifModel& model, const Entry& entry, bool secret) {
  const LineHashes* hashes = nullptr;
  // The hash of a line lets a reader test guesses of the secret in it; only GitHub cannot do without.
  const bool wanted = entry.finding->kind == Kind::kFail && !(secret && model.audit());
  if (wanted && entry.span.known()) hashes = model.line_hashes(entry.finding->place.path);
  json.object("partialFingerprints", [&] {
    json.text(kFingerprintKey, entry.fingerprint);
    if (hashes == nullptr) return;
    const std::string hash = hashes->of_line(entry.span.begin.line);
    if (!hash.empty()) json.text("primaryLocationLineHash", hash);
  });
}

void write_suppressions(JsonWriter& json, const SarifModel& model, const Finding& finding) {
  if (!model.audit()) return;
  // All results have the array or none has: an empty one says "not suppressed".
  json.array("suppressions", [&] {
    if (!finding.suppression) return;
    const Suppression& suppression = *finding.suppression;
    json.object([&] {
      json.text("kind", suppression.source == Suppression::Source::kInline ? "inSource" : "external");
      json.text("status", "accepted");
      json.text("justification", model.redactor.scrubbed(suppression.justification));
      if (!suppression.place.path.empty()) {
        json.object("location", [&] {
          json.object("physicalLocation",
                      [&] { write_artifact_location(json, model, "artifactLocation", suppression.place.path); });
        });
      }
      if (!suppression.until.empty())
        json.object("properties", [&] { json.text("cpsaudit/until", suppression.until); });
    });
  });
}

void write_fix(JsonWriter& json, const SarifModel& model, const Finding& finding) {
  if (!finding.fix) return;
  const Replacement& fix = *finding.fix;
  const SourceText* source = model.sources(fix.place.path);
  // What cannot be held against the text, or would change nothing, is no fix.
  if (source == nullptr || !fix.place.span.known()) return;
  const Region region = region_of(source->text, fix.place.span, EmptyRegion::kKept);
  if (source->text.slice(region.span) == fix.text) return;
  const LocalizedText& mend = model.catalog.checks[finding.check].mend;
  const LocalizedText& description = fix.description.empty() ? mend : fix.description;
  json.array("fixes", [&] {
    json.object([&] {
      write_text(json, "description", sentence(description.in(model.language()), model.language()));
      json.array("artifactChanges", [&] {
        json.object([&] {
          write_artifact_location(json, model, "artifactLocation", fix.place.path);
          json.array("replacements", [&] {
            json.object([&] {
              write_region(json, "deletedRegion", region.span, std::nullopt);
              write_text(json, "insertedContent", fix.text);
            });
          });
        });
      });
    });
  });
}

/// 10 × the severity, unless that says another severity than the rule does: GitLab reads the rank first.
void write_rank(JsonWriter& json, const SarifModel& model, const Finding& finding) {
  const auto band = [](double severity) { return severity >= 9 ? 3 : static_cast<int>(level_of_severity(severity)); };
  if (finding.kind != Kind::kFail) return;
  if (band(finding.security_severity) != band(model.catalog.checks[finding.check].security_severity)) return;
  json.decimal("rank", std::round(finding.security_severity * 100) / 10);
}

void write_properties(JsonWriter& json, const SarifModel& model, const Finding& finding, bool secret) {
  json.object("properties", [&] {
    json.text("confidence", name_of(finding.confidence));
    if (secret) json.boolean("cpsaudit/redacted", true);
    if (!finding.guard.empty()) json.text("cpsaudit/guard", model.redactor.scrubbed(finding.guard));
    if (!finding.lowered.empty()) {
      json.text("cpsaudit/lowered", finding.lowered);
      json.decimal("cpsaudit/severity", finding.security_severity);
    }
  });
}

void write_result(JsonWriter& json, SarifModel& model, const Entry& entry) {
  const Finding& finding = *entry.finding;
  const bool secret = is_secret(model, finding);
  json.text("ruleId", model.catalog.checks[finding.check].id);
  json.number("ruleIndex", finding.check);
  json.text("kind", name_of(finding.kind));
  json.text("level", finding.kind == Kind::kFail ? name_of(finding.level) : std::string_view("none"));
  write_message(json, model, finding);
  if (!finding.place.path.empty()) {
    json.array("locations", [&] {
      json.object([&] { write_location(json, model, finding.place, {.secret = secret, .context = Context::kLines}); });
    });
  }
  write_related(json, model, entry);
  write_flow(json, model, finding);
  write_fingerprints(json, model, entry, secret);
  write_suppressions(json, model, finding);
  write_rank(json, model, finding);
  write_fix(json, model, finding);
  write_properties(json, model, finding, secret);
}

}  // namespace

std::size_t results_over_the_limit(const SarifModel& model) {
  return select(model).dropped;
}

void write_results(JsonWriter& json, SarifModel& model) {
  const Selection selection = select(model);
  json.array("results", [&] {
    for (const Entry& entry : selection.entries) json.object([&] { write_result(json, model, entry); });
  });
}

}  // namespace cpsaudit
