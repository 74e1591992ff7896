#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "source/analyzer.h"

namespace cpsaudit::testing {

/// Interests that the tests of this folder ask for.
inline SourceInterests interests() {
  SourceInterests interests;
  interests.functions = {"curl_easy_setopt", "set_verify", "setInsecure", "begin", "softAP", "connect", "init",
                         "pk_verify",        "WebServer",  "setServer",   "strcpy"};
  interests.fields = {"url", "skip_check", "port", "enabled"};
  interests.records = {"client_config_t"};
  interests.types = {"server_t", "options"};
  interests.names = {"(?i)passw", "(?i)mqtt_port"};
  interests.constant_returns = {"(?i)verify"};
  interests.command_functions = {"system"};
  interests.strings = {"-----BEGIN [A-Z ]*PRIVATE KEY", "^letmein$"};
  return interests;
}

struct Analysis {
  Text text;
  SourceFacts facts;
  std::vector<Problem> problems;

  /// The only call of that name; a call without name when there is none or more than one.
  Call call(std::string_view name) const {
    Call found;
    int count = 0;
    for (const Call& candidate : facts.calls) {
      if (candidate.name != name) continue;
      found = candidate;
      ++count;
    }
    return count == 1 ? found : Call{};
  }
  FieldInit field(std::string_view path) const {
    for (const FieldInit& candidate : facts.fields) {
      if (candidate.field == path) return candidate;
    }
    return {};
  }
  FieldInit variable(std::string_view name) const {
    for (const FieldInit& candidate : facts.fields) {
      if (candidate.field.empty() && candidate.variable == name) return candidate;
    }
    return {};
  }
  /// The text under a span.
  std::string under(const Span& span) const { return std::string(text.slice(span)); }
};

inline Analysis analyze(std::string path, std::string code, std::map<std::string, std::string> tree = {},
                        SourceOptions options = {}) {
  if (options.interests.functions.empty()) options.interests = interests();
  for (const auto& [name, content] : tree) {
    if (name.ends_with(".h") || name.ends_with(".ino")) options.headers.push_back(name);
  }
  options.read_file = [tree](std::string_view name) -> std::optional<std::string> {
    const auto found = tree.find(std::string(name));
    if (found == tree.end()) return std::nullopt;
    return found->second;
  };
  const bool c = path.ends_with(".c") || path.ends_with(".h");
  SourceAnalyzer analyzer(std::move(options));
  Analysis analysis{Text::from_utf8(std::move(code)), {}, {}};
  analysis.facts = analyzer.analyze(path, analysis.text, c ? Syntax::kC : Syntax::kCpp, analysis.problems);
  return analysis;
}

/// The constants of a value as text: 0, true, null, "text"; in order.
inline std::vector<std::string> constants(const Value& value) {
  std::vector<std::string> out;
  for (const Constant& constant : value.constants) {
    switch (constant.kind) {
      case Constant::Kind::kInteger:
        out.push_back(std::to_string(constant.integer));
        break;
      case Constant::Kind::kBoolean:
        out.push_back(constant.integer != 0 ? "true" : "false");
        break;
      case Constant::Kind::kNull:
        out.push_back("null");
        break;
      case Constant::Kind::kFloat:
      case Constant::Kind::kName:
        out.push_back(constant.string);
        break;
      case Constant::Kind::kBytes:
      case Constant::Kind::kString:
        out.push_back('"' + constant.string + '"');
        break;
    }
  }
  return out;
}

}  // namespace cpsaudit::testing
