#include "source/merge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

#include "source/raw_tokens.h"
#include "source/text_functions.h"
#include "source/token_values.h"
#include "source/token_view.h"

namespace cpsaudit {
namespace {

/// What stands between the conditions of a guard.
constexpr std::string_view kAnd = " && ";

/// Values of one expression that other configurations of the file add.
constexpr std::size_t kMostAlternatives = 8;

class Merger {
 public:
  Merger(const RawFile& raw, const Text& text, SourceFacts tokens, std::vector<ParseOutcome>& outcomes)
      : raw_(raw), text_(text), tokens_(std::move(tokens)), outcomes_(outcomes) {
    std::copy_if(raw.directives.begin(), raw.directives.end(), std::back_inserter(directives_),
                 [](const RawDirective& directive) { return !directive.tokens.empty(); });
    for (const RawDirective& directive : directives_) {
      if (is_constant(directive)) macros_[raw.text_of(directive.tokens.front())].push_back(&directive);
    }
  }

  SourceFacts merge() {
    facts_.comments = std::move(tokens_.comments);
    facts_.mentioned = std::move(tokens_.mentioned);
    facts_.unread = std::move(tokens_.unread);
    facts_.macros = std::move(tokens_.macros);
    // Nothing about a definition is guessed: the preprocessor reads it as we do.
    for (MacroDefinition& macro : facts_.macros) {
      macro.place.reach = Reach::kAst;
      settle(macro.place, macro.name_span);
    }
    calls();
    fields();
    records();
    pairs();
    strings();
    returns();
    functions();
    commands();
    implemented();
    answers();
    comparisons();
    leave_out_what_never_is();
    for (const ParseOutcome& outcome : outcomes_) {
      for (const std::string& name : outcome.missing_includes) {
        auto& missing = facts_.missing_includes;
        if (std::find(missing.begin(), missing.end(), name) == missing.end()) missing.push_back(name);
      }
    }
    return std::move(facts_);
  }

 private:
  bool active(const Span& span) const {
    return !is_within(static_cast<std::uint32_t>(text_.offset(span.begin)), outcomes_.front().inactive);
  }

  void settle(CodePlace& place, const Span& span) const {
    place.active = active(span);
    const auto offset = static_cast<std::uint32_t>(text_.offset(span.begin));
    place.switched_off = is_within(offset, outcomes_.front().switched_off);
    if (!place.active) leave_out_what_is_defined(place.guard);
  }

  /// `#ifdef X` is no condition where a header that the file includes under the other conditions defines X.
  void leave_out_what_is_defined(std::string& guard) const {
    std::string left;
    for (std::size_t at = 0; at < guard.size();) {
      const std::size_t end = std::min(guard.find(kAnd, at), guard.size());
      const std::string_view part = std::string_view(guard).substr(at, end - at);
      at = end + kAnd.size();
      if (is_defined_in_tree(part)) continue;
      if (!left.empty()) left += kAnd;
      left += part;
    }
    guard = std::move(left);
  }

  bool is_defined_in_tree(std::string_view condition) const {
    constexpr std::string_view kDefined = "defined(";
    if (condition.starts_with(kDefined) && condition.ends_with(')')) {
      condition = condition.substr(kDefined.size(), condition.size() - kDefined.size() - 1);
    }
    const std::string name(condition);
    return std::any_of(outcomes_.begin(), outcomes_.end(),
                       [&](const ParseOutcome& outcome) { return outcome.defined_in_tree.contains(name); });
  }

  /// The program does not come to it, whatever the tokens say. Another configuration that does has its own facts.
  bool unreachable(const Span& span) const {
    const auto offset = static_cast<std::uint32_t>(text_.offset(span.begin));
    return std::any_of(outcomes_.begin(), outcomes_.end(), [&](const ParseOutcome& outcome) {
      const auto& ranges = outcome.collected.unreachable;
      return std::any_of(ranges.begin(), ranges.end(),
                         [&](const TextRange& range) { return range.begin <= offset && offset < range.end; });
    });
  }

  /// `#if 0`, also around or inside of other conditions.
  static bool never_holds(const CodePlace& place) {
    const std::string_view guard = place.guard;
    for (std::size_t at = 0; at < guard.size();) {
      const std::size_t end = std::min(guard.find(kAnd, at), guard.size());
      const std::string_view part = guard.substr(at, end - at);
      if (part == "0" || part == "(0)" || part == "false") return true;
      at = end + kAnd.size();
    }
    return false;
  }

  void leave_out_what_never_is() {
    const auto leave_out = [](auto& facts) {
      std::erase_if(facts, [](const auto& fact) { return never_holds(fact.place); });
    };
    leave_out(facts_.macros);
    leave_out(facts_.calls);
    leave_out(facts_.fields);
    leave_out(facts_.records);
    leave_out(facts_.strings);
    leave_out(facts_.pairs);
    leave_out(facts_.answers);
    leave_out(facts_.comparisons);
  }

  template <typename Fact>
  static void sort_by_span(std::vector<Fact>& facts, Span Fact::* span) {
    std::stable_sort(facts.begin(), facts.end(), [span](const Fact& a, const Fact& b) { return a.*span < b.*span; });
  }

  /// `#define NAME value`
  static bool is_constant(const RawDirective& directive) {
    const auto& tokens = directive.tokens;
    if (directive.kind != RawDirective::Kind::kDefine || tokens.size() < 2) return false;
    return tokens[1].after_space;
  }

  /// The directive that an offset lies in.
  const RawDirective* directive_at(std::uint32_t offset) const {
    const auto starts_behind = [](std::uint32_t o, const RawDirective& directive) {
      return o < directive.tokens.front().begin;
    };
    const auto found = std::upper_bound(directives_.begin(), directives_.end(), offset, starts_behind);
    if (found == directives_.begin() || offset >= (found - 1)->tokens.back().end) return nullptr;
    return &*(found - 1);
  }

  /// The branch of the preprocessor that an offset stands in, in the code or in a directive.
  const RawBranch& branch_at(std::uint32_t offset) const {
    if (const RawDirective* directive = directive_at(offset)) return raw_.branches[directive->branch];
    const auto token = std::upper_bound(raw_.tokens.begin(), raw_.tokens.end(), offset,
                                        [](std::uint32_t o, const RawToken& t) { return o < t.begin; });
    return raw_.branches[token == raw_.tokens.begin() ? 0 : (token - 1)->branch];
  }

  /// What the preprocessor asks before it keeps the constant, beyond what it asks around the fact.
  std::string guard_of(const Constant& constant, const std::string& around) const {
    if (!constant.file.empty() || !constant.span.known()) return {};
    const std::string& guard = branch_at(static_cast<std::uint32_t>(text_.offset(constant.span.begin))).guard;
    return guard == around ? std::string() : guard;
  }

  /// The same expression in another configuration of the file: what it may be there, it may be too, under the condition
  /// under which the preprocessor keeps it.
  void unite(Value& value, Value& other, const CodePlace& place) const {
    const auto is_same = [](const Constant& a, const Constant& b) {
      return a.kind == b.kind && a.integer == b.integer && a.string == b.string && a.span == b.span && a.file == b.file;
    };
    std::vector<Constant> more;
    for (Constant& constant : other.constants) {
      const bool known = std::any_of(value.constants.begin(), value.constants.end(),
                                     [&](const Constant& one) { return is_same(one, constant); });
      std::string guard = known ? std::string() : guard_of(constant, place.guard);
      if (guard.empty() || !constant.condition.text.empty() || more.size() >= kMostAlternatives) continue;
      constant.condition = {std::move(guard), {}, false, !active(constant.span)};
      if (constant.symbols.empty()) constant.symbols = other.symbols;
      more.push_back(std::move(constant));
    }
    if (more.empty()) return;
    for (Constant& constant : value.constants) {
      if (constant.symbols.empty()) constant.symbols = value.symbols;
      if (!constant.condition.text.empty()) continue;
      constant.condition.text = guard_of(constant, place.guard);
      constant.condition.inactive = !constant.condition.text.empty() && !active(constant.span);
    }
    std::move(more.begin(), more.end(), std::back_inserter(value.constants));
  }

  /// The macro that gives the constant has another value in another branch: the value may be that as well.
  void add_definitions(Value& value, const CodePlace& place) {
    Value others;
    for (const Constant& constant : value.constants) {
      if (!constant.file.empty() || !constant.span.known()) continue;
      const RawDirective* here = directive_at(static_cast<std::uint32_t>(text_.offset(constant.span.begin)));
      if (here == nullptr || !is_constant(*here)) continue;
      for (const RawDirective* other : macros_.at(raw_.text_of(here->tokens.front()))) {
        if (other->branch == here->branch || others.constants.size() >= kMostAlternatives) continue;
        if (!token_values_) {
          code_.emplace(raw_, raw_.tokens);
          token_values_.emplace(raw_, *code_, text_);
        }
        const TokenView view(raw_, other->tokens);
        Value read = token_values_->read(view, {1, view.size()});
        if (read.exhaustive && read.constants.size() == 1)
          others.constants.push_back(std::move(read.constants.front()));
      }
    }
    if (!others.constants.empty()) unite(value, others, place);
  }

  void calls() {
    std::map<std::pair<std::uint32_t, Span>, std::size_t> known;
    std::set<std::uint32_t> names;
    for (ParseOutcome& outcome : outcomes_) {
      auto& collected = outcome.collected;
      for (std::size_t i = 0; i < collected.facts.calls.size(); ++i) {
        Call& call = collected.facts.calls[i];
        const std::uint32_t name = collected.call_names[i];
        const auto [at, is_new] = known.emplace(std::make_pair(name, call.callee_span), facts_.calls.size());
        if (!is_new) {
          Call& first = facts_.calls[at->second];
          const bool same = first.span == call.span && first.arguments.size() == call.arguments.size();
          for (std::size_t k = 0; same && k < call.arguments.size(); ++k) {
            unite(first.arguments[k], call.arguments[k], first.place);
          }
          continue;
        }
        names.insert(name);
        settle(call.place, call.callee_span);
        facts_.calls.push_back(std::move(call));
      }
    }
    for (Call& call : facts_.calls) {
      for (Value& argument : call.arguments) add_definitions(argument, call.place);
    }
    for (Call& call : tokens_.calls) {
      if (unreachable(call.callee_span)) continue;
      if (names.contains(static_cast<std::uint32_t>(text_.offset(call.callee_span.begin)))) continue;
      settle(call.place, call.callee_span);
      facts_.calls.push_back(std::move(call));
    }
    sort_by_span(facts_.calls, &Call::callee_span);
  }

  void fields() {
    std::map<std::pair<std::uint32_t, Span>, std::size_t> known;
    std::set<std::uint32_t> names;
    for (ParseOutcome& outcome : outcomes_) {
      auto& collected = outcome.collected;
      for (std::size_t i = 0; i < collected.facts.fields.size(); ++i) {
        FieldInit& field = collected.facts.fields[i];
        const std::uint32_t name = collected.field_names[i];
        const auto [at, is_new] = known.emplace(std::make_pair(name, field.name_span), facts_.fields.size());
        if (!is_new) {
          FieldInit& first = facts_.fields[at->second];
          if (first.span == field.span) unite(first.value, field.value, first.place);
          continue;
        }
        names.insert(name);
        settle(field.place, field.name_span);
        facts_.fields.push_back(std::move(field));
      }
      names.insert(collected.known_names.begin(), collected.known_names.end());
    }
    for (FieldInit& field : facts_.fields) add_definitions(field.value, field.place);
    for (FieldInit& field : tokens_.fields) {
      if (unreachable(field.name_span)) continue;
      if (names.contains(static_cast<std::uint32_t>(text_.offset(field.name_span.begin)))) continue;
      settle(field.place, field.name_span);
      facts_.fields.push_back(std::move(field));
    }
    sort_by_span(facts_.fields, &FieldInit::name_span);
  }

  void records() {
    std::set<std::pair<std::string, std::string>> known;
    std::set<Span> spans;
    for (ParseOutcome& outcome : outcomes_) {
      for (RecordInit& record : outcome.collected.facts.records) {
        if (!spans.insert(record.span).second) continue;
        known.insert({record.type, record.variable});
        settle(record.place, record.span);
        facts_.records.push_back(std::move(record));
      }
    }
    for (RecordInit& record : tokens_.records) {
      if (known.contains({record.type, record.variable})) continue;
      settle(record.place, record.span);
      facts_.records.push_back(std::move(record));
    }
    for (RecordInit& record : facts_.records) {
      std::sort(record.fields.begin(), record.fields.end());
      record.fields.erase(std::unique(record.fields.begin(), record.fields.end()), record.fields.end());
    }
    sort_by_span(facts_.records, &RecordInit::span);
  }

  void strings() {
    std::set<Position> known;
    for (const Call& call : facts_.calls) {
      // `pin == Text("4711")`: what only wraps a text does nothing with it.
      if (call.arguments.size() == 1 && is_text_conversion(call.name)) continue;
      for (const Value& argument : call.arguments) note(argument, known);
    }
    for (const FieldInit& field : facts_.fields) note(field.value, known);
    for (const MacroDefinition& macro : facts_.macros) note(macro.value, known);
    for (const PairEntry& pair : facts_.pairs) note(pair.value, known);
    const auto add = [&](StringUse& use) {
      if (!known.insert(use.constant.span.begin).second) return;
      settle(use.place, use.constant.span);
      facts_.strings.push_back(std::move(use));
    };
    for (ParseOutcome& outcome : outcomes_) {
      for (StringUse& use : outcome.collected.facts.strings) add(use);
    }
    for (StringUse& use : tokens_.strings) {
      if (!unreachable(use.constant.span)) add(use);
    }
    std::stable_sort(facts_.strings.begin(), facts_.strings.end(),
                     [](const StringUse& a, const StringUse& b) { return a.constant.span < b.constant.span; });
  }

  static void note(const Value& value, std::set<Position>& known) {
    for (const Constant& constant : value.constants) {
      // A constant that stands elsewhere is a place of its own.
      if (constant.kind == Constant::Kind::kString && constant.file.empty()) known.insert(constant.span.begin);
    }
  }

  void returns() {
    std::set<Span> known;
    const auto add = [&](ConstantReturn& fact) {
      if (!known.insert(fact.span).second) return;
      settle(fact.place, fact.span);
      facts_.constant_returns.push_back(std::move(fact));
    };
    std::set<Span> parsed;
    for (ParseOutcome& outcome : outcomes_) {
      for (ConstantReturn& fact : outcome.collected.facts.constant_returns) add(fact);
    }
    // A function that the tree knows and that is not constant there is not constant.
    for (ConstantReturn& fact : tokens_.constant_returns) add(fact);
    sort_by_span(facts_.constant_returns, &ConstantReturn::span);
  }

  void functions() {
    std::set<std::pair<Span, std::string>> known;
    std::set<std::pair<Span, std::string>> pointers;
    for (ParseOutcome& outcome : outcomes_) {
      for (FunctionDefinition& function : outcome.collected.facts.functions) {
        if (!known.insert({function.span, function.name}).second) continue;
        settle(function.place, function.span);
        facts_.functions.push_back(std::move(function));
      }
      for (FunctionPointer& pointer : outcome.collected.facts.pointers) {
        if (pointers.insert({pointer.span, pointer.field}).second) facts_.pointers.push_back(std::move(pointer));
      }
    }
    sort_by_span(facts_.functions, &FunctionDefinition::span);
    sort_by_span(facts_.pointers, &FunctionPointer::span);
  }

  void implemented() {
    std::set<std::string> names;
    for (const ParseOutcome& outcome : outcomes_) {
      names.insert(outcome.collected.facts.implemented.begin(), outcome.collected.facts.implemented.end());
    }
    facts_.implemented.assign(names.begin(), names.end());
  }

  void answers() {
    std::set<std::tuple<Span, std::optional<std::int64_t>, std::string, std::string>> known;
    std::set<std::string> functions;
    for (ParseOutcome& outcome : outcomes_) {
      for (CallbackAnswer& answer : outcome.collected.facts.answers) {
        const auto& conditions = answer.place.conditions;
        std::string asked = conditions.empty() ? std::string() : conditions.front().text;
        if (!known.emplace(answer.span, answer.value, answer.name, std::move(asked)).second) continue;
        settle(answer.place, answer.span);
        facts_.answers.push_back(std::move(answer));
      }
      for (CommandFunction& function : outcome.collected.facts.command_functions) {
        if (functions.insert(function.name).second) facts_.command_functions.push_back(std::move(function));
      }
    }
    sort_by_span(facts_.answers, &CallbackAnswer::span);
  }

  void comparisons() {
    std::set<Span> known;
    for (ParseOutcome& outcome : outcomes_) {
      for (Comparison& comparison : outcome.collected.facts.comparisons) {
        if (!known.insert(comparison.span).second) continue;
        comparison.place.active = active(comparison.span);
        facts_.comparisons.push_back(std::move(comparison));
      }
    }
    sort_by_span(facts_.comparisons, &Comparison::span);
  }

  void pairs() {
    std::set<Position> known;
    const auto add = [&](PairEntry& pair) {
      if (!known.insert(pair.name.span.begin).second) return;
      settle(pair.place, pair.name.span);
      facts_.pairs.push_back(std::move(pair));
    };
    for (ParseOutcome& outcome : outcomes_) {
      for (PairEntry& pair : outcome.collected.facts.pairs) add(pair);
    }
    for (PairEntry& pair : tokens_.pairs) add(pair);
    std::stable_sort(facts_.pairs.begin(), facts_.pairs.end(),
                     [](const PairEntry& a, const PairEntry& b) { return a.name.span < b.name.span; });
  }

  CodePlace place_of(const Command& command) const {
    CodePlace place;
    const auto offset = static_cast<std::uint32_t>(text_.offset(command.span.begin));
    place.guard = raw_.branches[raw_.branch_at(offset)].guard;
    settle(place, command.span);
    return place;
  }

  void commands() {
    std::set<std::tuple<Position, std::string>> known;
    const auto key = [](const Command& command) {
      std::string words;
      for (const Word& word : command.words) words += word.text + '\0';
      return std::make_tuple(command.span.begin, words);
    };
    // Commands that are piped into each other name each other by place in the list, and stay side by side.
    std::vector<std::vector<Command>> pipelines;
    const auto add = [&](std::vector<Command>& commands) {
      bool goes_on = false;
      for (Command& command : commands) {
        if (!known.insert(key(command)).second) continue;
        if (!goes_on) pipelines.emplace_back();
        goes_on = command.piped_into.has_value();
        pipelines.back().push_back(std::move(command));
      }
    };
    for (ParseOutcome& outcome : outcomes_) add(outcome.collected.facts.commands);
    std::erase_if(tokens_.commands, [&](const Command& command) { return unreachable(command.span); });
    add(tokens_.commands);
    std::stable_sort(pipelines.begin(), pipelines.end(), [](const auto& one, const auto& other) {
      return one.front().span.begin < other.front().span.begin;
    });
    // `#if 0`, or what a build has that nobody asked for.
    std::erase_if(pipelines,
                  [&](const std::vector<Command>& pipeline) { return never_holds(place_of(pipeline.front())); });
    for (std::vector<Command>& pipeline : pipelines) {
      for (Command& command : pipeline) {
        const CodePlace place = place_of(command);
        if (!place.active) command.left_out_by = place.guard;
        if (command.piped_into) command.piped_into = facts_.commands.size() + 1;
        facts_.commands.push_back(std::move(command));
      }
    }
  }

  const RawFile& raw_;
  const Text& text_;
  /// Those that say something, in the order of the file.
  std::vector<RawDirective> directives_;
  std::map<std::string_view, std::vector<const RawDirective*>> macros_;
  std::optional<TokenView> code_;
  std::optional<TokenValues> token_values_;
  SourceFacts tokens_;
  std::vector<ParseOutcome>& outcomes_;
  SourceFacts facts_;
};

}  // namespace

SourceFacts merge(const RawFile& raw, const Text& text, SourceFacts tokens, std::vector<ParseOutcome>& outcomes) {
  return Merger(raw, text, std::move(tokens), outcomes).merge();
}

}  // namespace cpsaudit
