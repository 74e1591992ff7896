#include <fmt/format.h>

#include <algorithm>

#include "report/detail_texts.h"
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
  FilledMessage message{"default", {path, what}, {}};
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

void write_notification(JsonWriter& json, const SarifModel& model, const LoggedNotification& notification) {
  json.object([&] {
    write_descriptor(json, notification.id);
    json.text("level", notification.level);
    write_message(json, model, notification.id, notification.path, notification.what.in(model.language()));
    if (notification.location) write_locations(json, model, *notification.location, notification.where);
  });
}

LoggedNotification logged(const SarifModel& model, const Notification& notification) {
  const Problem& problem = notification.problem;
  LoggedNotification logged{text_of(problem.kind).id,
                            level_of(model, problem.kind),
                            notification.path.empty() ? "." : notification.path,
                            detail_in_both(model.redactor.scrubbed(problem.message)),
                            {},
                            problem.where};
  // A link that leads nowhere and a header that is not there name no file that a reader could open.
  const bool opens = problem.kind != Problem::Kind::kLinkOutside && problem.kind != Problem::Kind::kMissingHeader;
  if (!notification.path.empty() && opens) logged.location = notification.path;
  return logged;
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

std::vector<LoggedNotification> logged_notifications(const SarifModel& model) {
  std::vector<LoggedNotification> all;
  for (const Notification& notification : model.result.notifications) all.push_back(logged(model, notification));
  for (const auto& [path, reason] : model.result.left_out) {
    LoggedNotification left_out{kLeftOutId, "note", path, detail_in_both(model.redactor.scrubbed(reason)), {}};
    if (model.artifact_index(path)) left_out.location = path;
    all.push_back(std::move(left_out));
  }
  if (const std::size_t count = model.audit() ? 0 : results_over_the_limit(model); count > 0) {
    all.push_back({kResultsLeftOutId, "warning", ".", detail_in_both(std::to_string(count)), {}});
  }
  return all;
}

bool is_successful(const SarifModel& model) {
  const auto& all = model.result.notifications;
  return !model.options.strict ||
         std::none_of(all.begin(), all.end(), [](const Notification& n) { return loses_input(n.problem.kind); });
}

void write_invocations(JsonWriter& json, const SarifModel& model) {
  json.array("invocations", [&] {
    json.object([&] {
      json.boolean("executionSuccessful", is_successful(model));
      json.number("exitCode", static_cast<std::uint64_t>(std::max(0, model.options.exit_code)));
      write_disabled_rules(json, model);
      json.array("toolExecutionNotifications", [&] {
        for (const LoggedNotification& notification : logged_notifications(model)) {
          write_notification(json, model, notification);
        }
      });
    });
  });
}

}  // namespace cpsaudit
