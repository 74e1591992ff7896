#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/language.h"
#include "report/json_view.h"
#include "report/model.h"

namespace cpsaudit {

/// A component (driver) of a log in its own language and, where the log brings it, in the other.
struct ComponentTexts {
  /// By language, English first; one of them does not exist in a log without translations.
  std::array<JsonView, 2> components;

  /// A text of both; when only one is there, it stands for both. `read` takes the component and its language.
  template <typename Read>
  LocalizedText text(Read read) const {
    const std::string en = read(components[0], Language::kEnglish);
    const std::string ja = read(components[1], Language::kJapanese);
    return {en.empty() ? ja : en, ja.empty() ? en : ja};
  }
};

/// The message strings of a rule or notification by their id.
using MessageStrings = std::map<std::string, LocalizedText>;

/// The driver of the run with its translation.
ComponentTexts driver_texts(JsonView run, Language language);

/// `tool.driver.rules`. (sarif_reader_rules.cpp)
void read_rules(JsonView run, const ComponentTexts& driver, Report& report, std::vector<MessageStrings>& strings);
/// `invocations`: how it ended, what was not looked at, which rules were off. (sarif_reader_rules.cpp)
void read_invocation(JsonView run, const ComponentTexts& driver, Report& report);

/// `results`. The first result that makes no sense is told by its index and what is wrong. (sarif_reader_results.cpp)
Result<void> read_results(JsonView run, const std::vector<MessageStrings>& strings, Report& report);

/// A `region`: unknown when it has no lines.
Span span_of(JsonView region);

}  // namespace cpsaudit
