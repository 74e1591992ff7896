#include <re2/re2.h>

#include <algorithm>

#include "engine/catalog.h"
#include "engine/predicate_node.h"
#include "facts/name_pattern.h"

namespace cpsaudit {

namespace {

constexpr std::string_view kPrivateKey = "-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY";

/// "setInsecure" of "WiFiClientSecure::setInsecure" and of "client.setInsecure".
std::string last_part(std::string_view name, std::string_view separators) {
  const std::size_t at = name.find_last_of(separators);
  return std::string(at == std::string_view::npos ? name : name.substr(at + 1));
}

void append_functions(const std::vector<std::string>& names, std::vector<std::string>& functions) {
  for (const std::string& name : names) functions.push_back(last_part(name, ":."));
}

/// Where a call is looked for: `callbacks` also in what is called there.
void append_functions(const std::vector<CompanionCall>& calls, SourceInterests& interests, bool callbacks = false) {
  for (const CompanionCall& call : calls) {
    const std::string name = last_part(call.function, ":.");
    if (!name.empty()) interests.functions.push_back(name);
    if (call.function_matches.present()) {
      interests.guards.push_back(call.function_matches.expression());
    } else if (callbacks) {
      interests.guards.push_back("^" + RE2::QuoteMeta(name) + "$");
    }
  }
}

void append_field(const std::string& path, std::vector<std::string>& fields) {
  std::string name = last_part(path, "./");
  name.erase(0, std::min(name.find_first_not_of('*'), name.size()));
  if (!name.empty()) fields.push_back(name);
}

/// What a text must look like, any of it, for the predicate to hold. Empty: nothing that a pattern could say.
std::vector<std::string> patterns_of(const Predicate::Node* node) {
  using Condition = Predicate::Node::Condition;
  if (node == nullptr || node->condition == Condition::kNot || node->condition == Condition::kBase64) return {};
  if (node->condition == Condition::kMatches || node->condition == Condition::kPart) {
    return {node->pattern.expression()};
  }
  const auto& classes = node->classes;
  if (std::find(classes.begin(), classes.end(), ValueClass::kPrivateKey) != classes.end()) {
    return {std::string(kPrivateKey)};
  }
  std::vector<std::string> patterns;
  for (const auto& part : node->parts) {
    std::vector<std::string> more = patterns_of(part.get());
    if (node->condition == Condition::kAllOf) {
      // All must hold, so one is enough to look for: the one that says most.
      const auto length = [](const std::vector<std::string>& some) {
        std::size_t shortest = some.empty() ? 0 : some.front().size();
        for (const std::string& pattern : some) shortest = std::min(shortest, pattern.size());
        return shortest;
      };
      if (length(more) > length(patterns)) patterns = std::move(more);
    } else {
      patterns.insert(patterns.end(), more.begin(), more.end());
    }
  }
  return patterns;
}

void append_patterns(const Predicate& predicate, std::vector<std::string>& patterns) {
  for (std::string& pattern : patterns_of(predicate.node())) patterns.push_back(std::move(pattern));
}

/// One overload a kind of detector.
struct Gatherer {
  SourceInterests& interests;
  const Catalog& catalog;

  void operator()(const SettingDetector&) const {}
  void operator()(const SuppressionDetector&) const {}
  void operator()(const CommandDetector& command) const {
    const auto& contexts = command.contexts;
    if (!contexts.empty() && std::find(contexts.begin(), contexts.end(), "source") == contexts.end()) return;
    interests.command_functions = catalog.command_functions;
  }
  void operator()(const CallDetector& call) const {
    append_functions(call.functions, interests.functions);
    if (call.naming.present()) {
      interests.telling.push_back({call.naming.expression(), call.function_matches.expression()});
    } else if (call.is_about_answer() && call.function_matches.present()) {
      // What becomes of a result, callers may say.
      interests.guards.push_back(call.function_matches.expression());
    } else if (call.function_matches.present()) {
      interests.called_patterns.push_back(call.function_matches.expression());
    }
    append_functions(call.unless_called, interests);
    append_functions(call.unless_called_later, interests);
    append_functions(call.unless_asked, interests);
    append_functions(call.when_reached_from, interests);
    append_functions(call.when_called, interests);
    append_functions(call.when_made_by, interests.functions);
    append_functions(call.unless_made_by, interests.functions);
    append_functions(call.good_calls, interests);
    if (!call.from.empty()) append_functions(call.functions, interests.traced);
  }
  void operator()(const FieldDetector& field) const {
    for (const std::string& path : field.fields) append_field(path, interests.fields);
    // Where only some functions are meant, a name elsewhere is no reason to look at a file.
    const auto add_name = [&](const std::string& pattern) {
      if (field.around.in_function.present()) {
        interests.inner_names.push_back({pattern, field.around.in_function.expression()});
      } else {
        interests.names.push_back(pattern);
      }
    };
    if (field.types.empty()) {
      // In a record of any type: no type in the file will tell that the name means what it says.
      std::vector<std::string> names;
      for (const std::string& path : field.fields) append_field(path, names);
      for (const std::string& name : names) add_name("^" + RE2::QuoteMeta(name) + "$");
    }
    for (const auto* conditions : {&field.when, &field.unless, &field.good_when}) {
      for (const SettingCondition& condition : *conditions) {
        for (const std::string& key : condition.keys) append_field(key, interests.fields);
      }
    }
    const bool looks_at_gaps = field.absent || !field.when.empty() || !field.unless.empty() || !field.good_when.empty();
    if (looks_at_gaps) interests.records.insert(interests.records.end(), field.types.begin(), field.types.end());
    interests.types.insert(interests.types.end(), field.types.begin(), field.types.end());
    if (field.field_matches.present()) add_name(field.field_matches.expression());
    if (field.variable.present()) add_name(field.variable.expression());
    append_functions(field.when_called, interests);
    append_functions(field.unless_called, interests);
    append_functions(field.handed_to, interests.functions);
  }
  void operator()(const MacroDetector& macro) const {
    interests.names.push_back("^(" + macro.name.expression() + ")$");
  }
  void operator()(const StringDetector& string) const {
    // What is compared with something that is asked for is seen whatever it looks like.
    const bool by_context = string.context.present() || string.around.in_function.present();
    const bool compared = string.roles == std::vector{StringUse::Role::kCompared};
    if (!by_context || !compared) {
      append_patterns(string.bad, interests.strings);
      append_patterns(string.good, interests.strings);
    }
    if (string.context.present()) interests.contexts.push_back(string.context.expression());
    if (string.around.in_function.present()) interests.contexts.push_back(string.around.in_function.expression());
    append_functions(string.unless_asked, interests);
    append_functions(string.when_reached_from, interests);
  }
  void operator()(const ComparisonDetector& comparison) const {
    interests.comparisons.push_back({comparison.name.expression(), comparison.around.in_function.expression()});
    append_functions(comparison.when_called, interests);
    append_functions(comparison.unless_called, interests);
  }
  void operator()(const ConstantReturnDetector& function) const {
    interests.constant_returns.push_back(function.name.expression());
  }
  void operator()(const ReturnDetector& answer) const {
    interests.answers.push_back(answer.around.in_function.expression());
    append_functions(answer.unless_called, interests);
  }
  void operator()(const MissingCallDetector& missing) const {
    append_functions(missing.functions, interests.functions);
    if (missing.function_matches.present()) interests.guards.push_back(missing.function_matches.expression());
    append_functions(missing.needs, interests, missing.reach == MissingCallDetector::Reach::kCallback);
    append_functions(missing.when_called, interests);
    append_functions(missing.unless_called, interests);
  }
  void operator()(const PairDetector& pair) const {
    if (!pair.table.present()) {
      interests.pairs.push_back(pair.name.expression());
    } else {
      interests.table_pairs.push_back(pair.name.expression());
      interests.tables.push_back(pair.table.expression());
    }
    append_functions(pair.when_called, interests);
    // Where the name may be any, the text beside it is what counts.
    if (fits_every_name(pair.name.expression())) append_patterns(pair.bad, interests.strings);
  }
  void operator()(const FileDetector&) const {}
  /// Its parts are detectors of the same check.
  void operator()(const JoinDetector&) const {}
};

template <typename Name>
void sort_out(std::vector<Name>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

SourceInterests Catalog::source_interests() const {
  SourceInterests interests;
  for (const Check& check : checks) {
    for (const Detector& detector : check.detectors) std::visit(Gatherer{interests, *this}, detector.kind);
  }
  for (auto* names :
       {&interests.functions, &interests.fields, &interests.records, &interests.types, &interests.names,
        &interests.constant_returns, &interests.command_functions, &interests.strings, &interests.pairs,
        &interests.contexts, &interests.called_patterns, &interests.traced, &interests.answers, &interests.guards}) {
    sort_out(*names);
  }
  sort_out(interests.telling);
  sort_out(interests.comparisons);
  sort_out(interests.inner_names);
  return interests;
}

}  // namespace cpsaudit
