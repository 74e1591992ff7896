#include <fmt/format.h>

#include <algorithm>

#include "report/problem_texts.h"
#include "report/region.h"
#include "report/sarif_parts.h"
#include "report/summary.h"

namespace cpsaudit {
namespace {

/// A header that is missing or a flag that is dropped costs little; the rest is a hole in the result.
std::string_view level_of(const SarifModel& model, Problem::Kind kind) {
  if (kind == Problem::Kind::kMissingHeader || kind == Problem::Kind::kFlagsDropped) return "note";
  // By the standard an error means that the run failed.
  return model.options.strict && loses_input(kind) ? "error" : "warning";
}

void write_message(JsonWriter& json, const SarifModel& model, std::string_view id, const std::string& path,
                   const std::string& what) {
  FilledMessage message{"default", {path, model.redactor.scrubbed(what)}, {}};
  const std::string text = notification_message(id, model.language());
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

void write_descriptor(JsonWriter& json, std::string_view id) {
  json.object("descriptor", [&] {
    json.text("id", id);
    json.number("index", notification_index(id));
  });
}

/// The line of the problem, when it names one that is there.
void write_region(JsonWriter& json, const SarifModel& model, const std::string& path, Position where) {
  const SourceText* source = where.line == 0 ? nullptr : model.sources(path);
  if (source == nullptr || where.line > source->text.line_count()) return;
  const Region region = region_of(source->text, {where, where}, EmptyRegion::kKept);
  json.object("region", [&] {
    json.number("startLine", region.span.begin.line);
    json.number("startColumn", region.span.begin.column);
    json.number("endLine", region.span.end.line);
    json.number("endColumn", region.span.end.column);
  });
}

void write_locations(JsonWriter& json, const SarifModel& model, const std::string& path, Position where) {
  json.array("locations", [&] {
    json.object([&] {
      json.object("physicalLocation", [&] {
        write_artifact_location(json, model, "artifactLocation", path);
        write_region(json, model, path, where);
      });
    });
  });
}

void write_notification(JsonWriter& json, const SarifModel& model, const Notification& notification) {
  const ProblemText& text = text_of(notification.problem.kind);
  json.object([&] {
    write_descriptor(json, text.id);
    json.text("level", level_of(model, notification.problem.kind));
    write_message(json, model, text.id, notification.path.empty() ? "." : notification.path,
                  notification.problem.message);
    // A link that leads nowhere names no file that a reader could open.
    if (notification.path.empty() || notification.problem.kind == Problem::Kind::kLinkOutside) return;
    write_locations(json, model, notification.path, notification.problem.where);
  });
}

void write_left_out(JsonWriter& json, const SarifModel& model, const std::string& path, const std::string& reason) {
  json.object([&] {
    write_descriptor(json, kLeftOutId);
    json.text("level", "note");
    write_message(json, model, kLeftOutId, path, reason);
    if (model.artifact_index(path)) write_locations(json, model, path, {});
  });
}

void write_results_left_out(JsonWriter& json, const SarifModel& model) {
  const std::size_t count = model.audit() ? 0 : results_over_the_limit(model);
  if (count == 0) return;
  json.object([&] {
    write_descriptor(json, kResultsLeftOutId);
    json.text("level", "warning");
    write_message(json, model, kResultsLeftOutId, ".", std::to_string(count));
  });
}

bool successful(const SarifModel& model) {
  const auto& all = model.result.notifications;
  return !model.options.strict ||
         std::none_of(all.begin(), all.end(), [](const Notification& n) { return loses_input(n.problem.kind); });
}

void write_disabled_rules(JsonWriter& json, const SarifModel& model) {
  if (model.options.disabled_checks.empty()) return;
  json.array("ruleConfigurationOverrides", [&] {
    for (const std::size_t index : model.options.disabled_checks) {
      json.object([&] {
        json.object("descriptor", [&] {
          json.text("id", model.catalog.checks[index].id);
          json.number("index", index);
        });
        json.object("configuration", [&] { json.boolean("enabled", false); });
      });
    }
  });
}

}  // namespace

void write_invocations(JsonWriter& json, const SarifModel& model) {
  json.array("invocations", [&] {
    json.object([&] {
      json.boolean("executionSuccessful", successful(model));
      json.number("exitCode", static_cast<std::uint64_t>(std::max(0, model.options.exit_code)));
      write_disabled_rules(json, model);
      json.array("toolExecutionNotifications", [&] {
        for (const Notification& notification : model.result.notifications) {
          write_notification(json, model, notification);
        }
        for (const auto& [path, reason] : model.result.left_out) write_left_out(json, model, path, reason);
        write_results_left_out(json, model);
      });
    });
  });
}

}  // namespace cpsaudit
