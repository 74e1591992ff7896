#pragma once

#include "report/problem_texts.h"
#include "report/sarif_model.h"

namespace cpsaudit {

/// The members of a run, each written by the file that is named after it.

/// `tool`: the driver with every rule of the catalogue and every kind of notification. (sarif_rules.cpp)
void write_tool(JsonWriter& json, const SarifModel& model);
/// The driver in the other language, as an element of `translations`.
void write_driver_translation(JsonWriter& json, const SarifModel& model);

/// `taxonomies`: the framework, and the CWE entries in use. (sarif_taxonomies.cpp)
void write_taxonomies(JsonWriter& json, const SarifModel& model);
/// What every translation begins with.
void write_translation_head(JsonWriter& json, const SarifComponent& component, Language language);

/// Ids of notifications beside those of problems (problem_texts.h).
inline constexpr const char* kLeftOutId = "CPSN0101";
inline constexpr const char* kResultsLeftOutId = "CPSN0102";

/// Where the descriptor of a notification stands in the driver, and its message string.
std::size_t notification_index(std::string_view id);
std::string notification_message(std::string_view id, Language language);
/// The texts of a kind of notification: one of problem_texts.h, or one of those above.
const ProblemText& notification_text(std::string_view id);

/// True for the id of a problem that keeps a file, or a part of it, from being looked at.
bool notification_loses_input(std::string_view id);

/// A notification as it stands in the log.
struct LoggedNotification {
  std::string_view id;
  /// "note", "warning", "error".
  std::string_view level;
  /// What the message names; "." for the run.
  std::string path;
  /// Redacted.
  LocalizedText what;
  /// Where a reader can look, when there is such a place.
  std::optional<std::string> location;
  Position where = {};
};

/// What could not be looked at and what was left out, in the order of the log. (sarif_invocation.cpp)
std::vector<LoggedNotification> logged_notifications(const SarifModel& model);
/// False when an input was lost and that fails the run.
bool is_successful(const SarifModel& model);

/// What a finding says in one language, as the log says it: before links are escaped. (sarif_results.cpp)
FilledMessage logged_message(const SarifModel& model, const Finding& finding, Language language);
/// What is said of a place that belongs to a finding; never empty.
std::string place_message(const SarifModel& model, const LocalizedText& message, Language language);

/// Both in the other language, as elements of `translations`.
void write_taxonomy_translations(JsonWriter& json, const SarifModel& model);

/// `artifacts`: every file that was looked at. (sarif_artifacts.cpp)
void write_artifacts(JsonWriter& json, const SarifModel& model);

/// `results`. (sarif_results.cpp)
void write_results(JsonWriter& json, SarifModel& model);

/// `cpsaudit/products` among the properties of the run: the verdicts on each product, when there are several.
/// (sarif_products.cpp)
void write_products(JsonWriter& json, const SarifModel& model);
/// Its folder as a relative URI, "." for the scanned root.
std::string name_of_product(const SarifModel& model, std::size_t product);

/// How many failing results a log for GitHub leaves out because GitHub would drop them, after those of one rule in one
/// file have been put together. (sarif_results.cpp)
std::size_t results_over_the_limit(const SarifModel& model);

/// `invocations`: how the run ended and what could not be looked at. (sarif_invocation.cpp)
void write_invocations(JsonWriter& json, const SarifModel& model);

}  // namespace cpsaudit
