#include "source/dump.h"

#include <fmt/format.h>

#include <array>

namespace cpsaudit {
namespace {

std::string place_text(const Span& span) {
  return fmt::format("{}:{}", span.begin.line, span.begin.column);
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string constant_text(const Constant& constant) {
  std::string text;
  switch (constant.kind) {
    case Constant::Kind::kInteger:
      text = std::to_string(constant.integer);
      break;
    case Constant::Kind::kBoolean:
      text = constant.integer != 0 ? "true" : "false";
      break;
    case Constant::Kind::kNull:
      text = "null";
      break;
    case Constant::Kind::kFloat:
    case Constant::Kind::kName:
      text = constant.string;
      break;
    case Constant::Kind::kBytes:
    case Constant::Kind::kString:
      text = quoted(constant.string);
      break;
  }
  if (!constant.complete) text += " (in part)";
  if (!constant.condition.text.empty()) text += fmt::format(" if {}", constant.condition.text);
  if (!constant.file.empty()) text += fmt::format(" at {}:{}", constant.file, place_text(constant.span));
  return text;
}

std::string value_text(const Value& value) {
  std::string text = value.text;
  std::string known;
  for (const Constant& constant : value.constants) known += (known.empty() ? "" : " | ") + constant_text(constant);
  if (!known.empty() && !value.exhaustive) known += " | ?";
  for (const ParameterUse& use : value.parameters) {
    known += fmt::format("{}parameter {}{}{}", known.empty() ? "" : ", ", use.index + 1,
                         use.function.empty() ? "" : " of ", use.function);
  }
  if (!value.symbols.empty()) {
    std::string names;
    for (const std::string& symbol : value.symbols) names += (names.empty() ? "" : " ") + symbol;
    known += fmt::format("{}[{}]", known.empty() ? "" : " ", names);
  }
  if (!known.empty() && known != text) text += " = " + known;
  return text;
}

std::string where(const CodePlace& place) {
  static constexpr std::array<const char*, 3> kReach = {"ast", "recovered", "token"};
  std::string text = kReach[static_cast<std::size_t>(place.reach)];
  if (!place.function.empty()) text += ", in " + place.function;
  if (!place.guard.empty()) text += ", if " + place.guard;
  if (!place.active) text += ", inactive";
  for (const Condition& condition : place.conditions) text += ", under " + condition.text;
  return "  (" + text + ")\n";
}

std::string call_text(const Call& call) {
  static constexpr std::array<const char*, 7> kResult = {"ignored",  "tested", "assigned", "returned",
                                                         "argument", "unused", ""};
  std::string text = fmt::format("{} call {}", place_text(call.callee_span), call.callee);
  if (call.receiver) text += fmt::format(" on {}", value_text(*call.receiver));
  if (!call.receiver_type.empty()) text += fmt::format(" of type {}", call.receiver_type);
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    text += fmt::format("\n    {}: {}", i + 1, value_text(call.arguments[i]));
  }
  const char* result = kResult[static_cast<std::size_t>(call.result)];
  if (*result != '\0') text += fmt::format("\n    result: {}", result);
  for (const std::string& test : call.tests) text += fmt::format(" ({})", test);
  for (const Call::Answer& answer : call.answers) {
    const char* use = kResult[static_cast<std::size_t>(answer.use)];
    if (*use == '\0') continue;
    text += fmt::format("\n    answer in {}: {}", answer.argument, use);
    for (const std::string& test : answer.tests) text += fmt::format(" ({})", test);
  }
  if (!call.target.empty()) text += fmt::format("\n    to: {}", call.target);
  return text + where(call.place);
}

std::string field_text(const FieldInit& field) {
  static constexpr std::array<const char*, 3> kHow = {"field", "assignment", "variable"};
  std::string text = fmt::format("{} {} ", place_text(field.name_span), kHow[static_cast<std::size_t>(field.how)]);
  if (!field.type.empty()) text += field.type + " ";
  text += field.variable;
  if (!field.field.empty()) text += (field.variable.empty() ? "." : ".") + field.field;
  return text + ": " + value_text(field.value) + where(field.place);
}

std::string record_text(const RecordInit& record) {
  std::string text = fmt::format("{} record {} {} sets", place_text(record.span), record.type, record.variable);
  for (const std::string& field : record.fields) text += " " + field;
  return text + where(record.place);
}

}  // namespace

std::string dump(const SourceFacts& facts) {
  std::string out;
  if (facts.skipped) out += "not parsed: no check looks for a name in it\n";
  for (const std::string& include : facts.missing_includes) out += fmt::format("missing header {}\n", include);
  for (const MacroDefinition& macro : facts.macros) {
    out += fmt::format("{} macro {}: {}{}", place_text(macro.name_span), macro.name, value_text(macro.value),
                       where(macro.place));
  }
  for (const Call& call : facts.calls) out += call_text(call);
  for (const FieldInit& field : facts.fields) out += field_text(field);
  for (const RecordInit& record : facts.records) out += record_text(record);
  static constexpr std::array<const char*, 4> kRole = {"compared with ", "returned from ", "element of ", ""};
  for (const StringUse& use : facts.strings) {
    out += fmt::format("{} string {} {}{}{}", place_text(use.constant.span), constant_text(use.constant),
                       kRole[static_cast<std::size_t>(use.role)], use.context, where(use.place));
  }
  for (const Comparison& comparison : facts.comparisons) {
    out += fmt::format("{} comparison {} {} {}{}", place_text(comparison.span), comparison.left, comparison.operation,
                       comparison.right, where(comparison.place));
  }
  for (const ConstantReturn& fact : facts.constant_returns) {
    out += fmt::format("{} function {} always returns {}{}", place_text(fact.span), fact.function, fact.value,
                       where(fact.place));
  }
  for (const FunctionDefinition& function : facts.functions) {
    out += fmt::format("{} function {} hands parameters on{}", place_text(function.span), function.name,
                       where(function.place));
  }
  for (const FunctionPointer& pointer : facts.pointers) {
    out +=
        fmt::format("{} pointer {}.{}: {}\n", place_text(pointer.span), pointer.type, pointer.field, pointer.function);
  }
  for (const PairEntry& pair : facts.pairs) {
    out += fmt::format("{} pair {} {}: {}{}", place_text(pair.name.span), pair.table, constant_text(pair.name),
                       value_text(pair.value), where(pair.place));
  }
  for (const Command& command : facts.commands) {
    out += fmt::format("{} command", place_text(command.span));
    for (const EnvironmentEntry& entry : command.environment)
      out += fmt::format(" {}={}", entry.name.text, entry.value.text);
    for (const Word& word : command.words) out += " " + word.text;
    out += '\n';
  }
  return out;
}

}  // namespace cpsaudit
