#include <algorithm>
#include <cmath>

#include "report/edit.h"
#include "report/fingerprint.h"
#include "report/sarif_location.h"
#include "report/sarif_parts.h"
#include "report/sarif_selection.h"

namespace cpsaudit {
namespace {

/// GitHub keeps 1,000 steps of a flow, and 100 locations of a result. An audit log has all of them.
constexpr std::size_t kMostSteps = 1000;
constexpr std::size_t kMostRelated = 100;

/// The string of the rule that a message is made from.
const LocalizedText& string_of(const RuleMessages& messages, const std::string& id) {
  return std::find_if(messages.strings().begin(), messages.strings().end(),
                      [&](const MessageString& string) { return string.id == id; })
      ->text;
}

/// Written when a reader could not make the other language's text from the arguments.
void write_other_language(JsonWriter& json, const SarifModel& model, const std::string& text) {
  if (!model.audit()) return;
  json.object("cpsaudit/message", [&] { json.text(code_of(model.other_language()), text); });
}

/// What a result says that stands for more findings than can be kept.
FilledMessage sum_message(const SarifModel& model, const SarifEntry& entry) {
  FilledMessage message{"sum", {std::to_string(entry.summed_findings), std::to_string(entry.summed_files)}, {}};
  message.text =
      filled(string_of(model.rules[entry.finding->check].messages, message.id).in(model.language()), message.arguments);
  return message;
}

void write_message(JsonWriter& json, const SarifModel& model, const SarifEntry& entry) {
  const Finding& finding = *entry.finding;
  FilledMessage message =
      entry.summed_findings > 0 ? sum_message(model, entry) : logged_message(model, finding, model.language());
  escape_links(message, string_of(model.rules[finding.check].messages, message.id).in(model.language()));
  json.object("message", [&] {
    json.text("id", message.id);
    json.array("arguments", [&] {
      for (const std::string& argument : message.arguments) json.text(argument);
    });
    json.text("text", message.text);
  });
}

/// Its text may be shown unless it is the very place of a secret: the redactor sees to the rest.
void write_place(JsonWriter& json, const SarifModel& model, const RelatedPlace& related,
                 std::optional<std::size_t> id) {
  FilledMessage message{"", {place_message(model, related.message, model.language())}, {}};
  message.text = message.arguments.front();
  escape_links(message, "{0}");
  write_location(
      json, model, related.place,
      {.secret = false, .context = model.audit() ? Context::kLine : Context::kNone, .message = message.text, .id = id});
  const std::string other = place_message(model, related.message, model.other_language());
  if (!model.audit() || other == message.text) return;
  json.object("properties", [&] { write_other_language(json, model, other); });
}

void write_related(JsonWriter& json, const SarifModel& model, const SarifEntry& entry) {
  const Finding& finding = *entry.finding;
  if (finding.related.empty() && entry.others.empty()) return;
  const LocalizedText again{"The same in this place.", "この箇所も同様です。"};
  const std::size_t most = model.audit() ? finding.related.size() : kMostRelated;
  json.array("relatedLocations", [&] {
    std::size_t id = 1;
    for (const RelatedPlace& related : finding.related) {
      if (id > most) return;
      json.object([&] { write_place(json, model, related, id); });
      ++id;
    }
    for (const Finding* other : entry.others) {
      if (id > most) return;
      json.object([&] { write_place(json, model, {other->place, again}, id); });
      ++id;
    }
  });
}

void write_flow(JsonWriter& json, const SarifModel& model, const Finding& finding) {
  if (finding.flow.empty()) return;
  const std::size_t steps = model.audit() ? finding.flow.size() : std::min(finding.flow.size(), kMostSteps);
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

void write_fingerprints(JsonWriter& json, SarifModel& model, const SarifEntry& entry, bool secret) {
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
      json.text("status", suppression.state == Suppression::State::kAccepted ? "accepted" : "rejected");
      json.text("justification", model.redactor.scrubbed(suppression.justification));
      if (!suppression.place.path.empty()) {
        json.object("location", [&] {
          json.object("physicalLocation", [&] {
            write_artifact_location(json, model, "artifactLocation", suppression.place.path);
            if (suppression.place.span.known()) write_region(json, "region", suppression.place.span, std::nullopt);
          });
        });
      }
      if (!suppression.until.empty())
        json.object("properties", [&] { json.text("cpsaudit/until", suppression.until); });
    });
  });
}

void write_fix(JsonWriter& json, const SarifModel& model, const Finding& finding) {
  const auto edit = edit_of(finding, model.sources);
  if (!edit) return;
  const LocalizedText& mend = model.catalog.checks[finding.check].mend;
  const LocalizedText& description = finding.fix->description.empty() ? mend : finding.fix->description;
  json.array("fixes", [&] {
    json.object([&] {
      write_text(json, "description", sentence(description.in(model.language()), model.language()));
      if (!finding.fix->description.empty()) {
        const std::string other = sentence(description.in(model.other_language()), model.other_language());
        json.object("properties", [&] { write_other_language(json, model, other); });
      }
      json.array("artifactChanges", [&] {
        json.object([&] {
          write_artifact_location(json, model, "artifactLocation", edit->path);
          json.array("replacements", [&] {
            json.object([&] {
              write_region(json, "deletedRegion", edit->span, std::nullopt);
              write_text(json, "insertedContent", edit->text);
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

/// The products that hold nothing of the kind.
void write_products_without(JsonWriter& json, const SarifModel& model, std::size_t check) {
  const ScanResult& result = model.result;
  std::vector<bool> applies(result.products.size(), false);
  if (check < result.examined.size()) {
    for (const std::uint32_t file : result.examined[check]) applies[result.files[file].product] = true;
  }
  json.array("cpsaudit/products", [&] {
    for (std::size_t product = 0; product < applies.size(); ++product) {
      const bool is_told = result.products[product].files > 0 && !applies[product];
      if (is_told) json.text(name_of_product(model, product));
    }
  });
}

void write_properties(JsonWriter& json, const SarifModel& model, const Finding& finding, bool secret) {
  json.object("properties", [&] {
    json.text("confidence", name_of(finding.confidence));
    const FilledMessage said = logged_message(model, finding, model.language());
    const FilledMessage other = logged_message(model, finding, model.other_language());
    if (other.id != said.id || other.arguments != said.arguments) write_other_language(json, model, other.text);
    if (finding.known) json.boolean("cpsaudit/known", true);
    if (finding.kind == Kind::kNotApplicable && model.result.products.size() > 1) {
      write_products_without(json, model, finding.check);
    }
    const bool is_of_a_product = model.result.products.size() > 1 && !finding.place.path.empty();
    if (is_of_a_product) json.text("cpsaudit/product", name_of_product(model, finding.product));
    if (secret) json.boolean("cpsaudit/redacted", true);
    if (!finding.guard.empty()) json.text("cpsaudit/guard", model.redactor.scrubbed(finding.guard));
    if (!finding.lowered.empty()) json.text("cpsaudit/lowered", finding.lowered);
    if (finding.kind == Kind::kFail &&
        finding.security_severity != model.catalog.checks[finding.check].security_severity) {
      json.decimal("cpsaudit/severity", finding.security_severity);
    }
  });
}

void write_result(JsonWriter& json, SarifModel& model, const SarifEntry& entry) {
  const Finding& finding = *entry.finding;
  const bool secret = model.is_secret(finding);
  json.text("ruleId", model.catalog.checks[finding.check].id);
  json.number("ruleIndex", finding.check);
  json.text("kind", name_of(finding.kind));
  json.text("level", finding.kind == Kind::kFail ? name_of(finding.level) : std::string_view("none"));
  write_message(json, model, entry);
  if (!finding.place.path.empty()) {
    json.array("locations", [&] {
      json.object([&] { write_location(json, model, finding.place, {.secret = secret, .context = Context::kLines}); });
    });
  }
  write_related(json, model, entry);
  write_flow(json, model, finding);
  write_fingerprints(json, model, entry, secret);
  write_suppressions(json, model, finding);
  // All results have it or none has.
  if (finding.baseline != BaselineState::kNotCompared) json.text("baselineState", name_of(finding.baseline));
  write_rank(json, model, finding);
  write_fix(json, model, finding);
  write_properties(json, model, finding, secret);
}

}  // namespace

FilledMessage logged_message(const SarifModel& model, const Finding& finding, Language language) {
  const RuleMessages& messages = model.rules[finding.check].messages;
  FilledMessage message = messages.fill(finding, language);
  for (std::string& argument : message.arguments) argument = model.redactor.scrubbed(argument, finding.place);
  message.text = filled(string_of(messages, message.id).in(language), message.arguments);
  return message;
}

std::string place_message(const SarifModel& model, const LocalizedText& message, Language language) {
  const std::string text = model.redactor.scrubbed(message.in(language));
  if (!text.empty()) return text;
  return language == Language::kJapanese ? "関連する箇所です。" : "This place belongs to it.";
}

std::size_t results_over_the_limit(const SarifModel& model) {
  return selected_findings(model).summed;
}

void write_results(JsonWriter& json, SarifModel& model) {
  const SarifSelection selection = selected_findings(model);
  json.array("results", [&] {
    for (const SarifEntry& entry : selection.entries) json.object([&] { write_result(json, model, entry); });
  });
}

}  // namespace cpsaudit
