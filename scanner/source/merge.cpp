#include "source/merge.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace cpsaudit {
namespace {

class Merger {
 public:
  Merger(const Text& text, SourceFacts tokens, std::vector<ParseOutcome>& outcomes)
      : text_(text), tokens_(std::move(tokens)), outcomes_(outcomes) {}

  SourceFacts merge() {
    facts_.comments = std::move(tokens_.comments);
    facts_.mentioned = std::move(tokens_.mentioned);
    facts_.macros = std::move(tokens_.macros);
    // Nothing about a definition is guessed: the preprocessor reads it as we do.
    for (MacroDefinition& macro : facts_.macros) {
      macro.place.reach = Reach::kAst;
      macro.place.active = active(macro.name_span);
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

  /// The program does not come to it, whatever the tokens say. Another configuration that does has its own facts.
  bool unreachable(const Span& span) const {
    const auto offset = static_cast<std::uint32_t>(text_.offset(span.begin));
    return std::any_of(outcomes_.begin(), outcomes_.end(), [&](const ParseOutcome& outcome) {
      const auto& ranges = outcome.collected.unreachable;
      return std::any_of(ranges.begin(), ranges.end(),
                         [&](const TextRange& range) { return range.begin <= offset && offset < range.end; });
    });
  }

  template <typename Fact>
  static void sort_by_span(std::vector<Fact>& facts, Span Fact::* span) {
    std::stable_sort(facts.begin(), facts.end(), [span](const Fact& a, const Fact& b) { return a.*span < b.*span; });
  }

  void calls() {
    std::set<std::pair<std::uint32_t, Span>> known;
    std::set<std::uint32_t> names;
    for (ParseOutcome& outcome : outcomes_) {
      std::set<std::uint32_t> of_this;
      auto& collected = outcome.collected;
      for (std::size_t i = 0; i < collected.facts.calls.size(); ++i) {
        Call& call = collected.facts.calls[i];
        const std::uint32_t name = collected.call_names[i];
        if (!known.insert({name, call.callee_span}).second) continue;
        names.insert(name);
        call.place.active = active(call.callee_span);
        facts_.calls.push_back(std::move(call));
      }
    }
    for (Call& call : tokens_.calls) {
      if (unreachable(call.callee_span)) continue;
      if (names.contains(static_cast<std::uint32_t>(text_.offset(call.callee_span.begin)))) continue;
      call.place.active = active(call.callee_span);
      facts_.calls.push_back(std::move(call));
    }
    sort_by_span(facts_.calls, &Call::callee_span);
  }

  void fields() {
    std::set<std::pair<std::uint32_t, Span>> known;
    std::set<std::uint32_t> names;
    for (ParseOutcome& outcome : outcomes_) {
      auto& collected = outcome.collected;
      for (std::size_t i = 0; i < collected.facts.fields.size(); ++i) {
        FieldInit& field = collected.facts.fields[i];
        const std::uint32_t name = collected.field_names[i];
        if (!known.insert({name, field.name_span}).second) continue;
        names.insert(name);
        field.place.active = active(field.name_span);
        facts_.fields.push_back(std::move(field));
      }
      names.insert(collected.known_names.begin(), collected.known_names.end());
    }
    for (FieldInit& field : tokens_.fields) {
      if (unreachable(field.name_span)) continue;
      if (names.contains(static_cast<std::uint32_t>(text_.offset(field.name_span.begin)))) continue;
      field.place.active = active(field.name_span);
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
        record.place.active = active(record.span);
        facts_.records.push_back(std::move(record));
      }
    }
    for (RecordInit& record : tokens_.records) {
      if (known.contains({record.type, record.variable})) continue;
      record.place.active = active(record.span);
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
      for (const Value& argument : call.arguments) note(argument, known);
    }
    for (const FieldInit& field : facts_.fields) note(field.value, known);
    for (const MacroDefinition& macro : facts_.macros) note(macro.value, known);
    for (const PairEntry& pair : facts_.pairs) note(pair.value, known);
    const auto add = [&](StringUse& use) {
      if (!known.insert(use.constant.span.begin).second) return;
      use.place.active = active(use.constant.span);
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
      fact.place.active = active(fact.span);
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
        function.place.active = active(function.span);
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

  void pairs() {
    std::set<Position> known;
    const auto add = [&](PairEntry& pair) {
      if (!known.insert(pair.name.span.begin).second) return;
      pair.place.active = active(pair.name.span);
      facts_.pairs.push_back(std::move(pair));
    };
    for (ParseOutcome& outcome : outcomes_) {
      for (PairEntry& pair : outcome.collected.facts.pairs) add(pair);
    }
    for (PairEntry& pair : tokens_.pairs) add(pair);
    std::stable_sort(facts_.pairs.begin(), facts_.pairs.end(),
                     [](const PairEntry& a, const PairEntry& b) { return a.name.span < b.name.span; });
  }

  void commands() {
    std::set<std::tuple<Position, std::string>> known;
    const auto key = [](const Command& command) {
      std::string words;
      for (const Word& word : command.words) words += word.text + '\0';
      return std::make_tuple(command.span.begin, words);
    };
    const auto add = [&](std::vector<Command>& commands) {
      // Commands that are piped into each other name each other by place in the list.
      for (Command& command : commands) {
        if (!known.insert(key(command)).second) continue;
        if (command.piped_into) command.piped_into = facts_.commands.size() + 1;
        facts_.commands.push_back(std::move(command));
      }
    };
    for (ParseOutcome& outcome : outcomes_) add(outcome.collected.facts.commands);
    std::erase_if(tokens_.commands, [&](const Command& command) { return unreachable(command.span); });
    add(tokens_.commands);
  }

  const Text& text_;
  SourceFacts tokens_;
  std::vector<ParseOutcome>& outcomes_;
  SourceFacts facts_;
};

}  // namespace

SourceFacts merge(const RawFile& /*raw*/, const Text& text, SourceFacts tokens, std::vector<ParseOutcome>& outcomes) {
  return Merger(text, std::move(tokens), outcomes).merge();
}

}  // namespace cpsaudit
