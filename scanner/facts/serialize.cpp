#include "facts/serialize.h"

#include "facts/archive.h"

// A value that an enumeration gains must be added to its is_valid(), so a forgotten one does not compile. Likewise a
// field that a structure gains: the structured bindings below then have one name too few.
#pragma GCC diagnostic error "-Wswitch"

namespace cpsaudit {

static bool is_valid(Syntax value) {
  return value == Syntax::kUnknown || syntax_named(name_of(value)) == value;
}

static bool is_valid(Problem::Kind value) {
  return !name_of(value).empty();
}

static bool is_valid(NodeKind value) {
  switch (value) {
    case NodeKind::kSection:
    case NodeKind::kSequence:
    case NodeKind::kScalar:
      return true;
  }
  return false;
}

static bool is_valid(ScalarStyle value) {
  switch (value) {
    case ScalarStyle::kPlain:
    case ScalarStyle::kQuoted:
    case ScalarStyle::kBlock:
    case ScalarStyle::kUnset:
    case ScalarStyle::kMissing:
      return true;
  }
  return false;
}

static bool is_valid(Reach value) {
  switch (value) {
    case Reach::kAst:
    case Reach::kRecovered:
    case Reach::kToken:
      return true;
  }
  return false;
}

static bool is_valid(Constant::Kind value) {
  switch (value) {
    case Constant::Kind::kInteger:
    case Constant::Kind::kString:
    case Constant::Kind::kNull:
    case Constant::Kind::kBoolean:
    case Constant::Kind::kFloat:
    case Constant::Kind::kBytes:
    case Constant::Kind::kName:
      return true;
  }
  return false;
}

static bool is_valid(Call::Result value) {
  switch (value) {
    case Call::Result::kIgnored:
    case Call::Result::kTested:
    case Call::Result::kAssigned:
    case Call::Result::kReturned:
    case Call::Result::kArgument:
    case Call::Result::kUnused:
    case Call::Result::kOther:
      return true;
  }
  return false;
}

static bool is_valid(FieldInit::How value) {
  switch (value) {
    case FieldInit::How::kInitializer:
    case FieldInit::How::kAssignment:
    case FieldInit::How::kVariable:
      return true;
  }
  return false;
}

static bool is_valid(StringUse::Role value) {
  switch (value) {
    case StringUse::Role::kCompared:
    case StringUse::Role::kReturned:
    case StringUse::Role::kElement:
    case StringUse::Role::kOther:
      return true;
  }
  return false;
}

template <typename Archive>
static void transfer(Archive& archive, Of<Position> auto& value) {
  auto& [line, column] = value;
  transfer_all(archive, line, column);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Span> auto& value) {
  auto& [begin, end] = value;
  transfer_all(archive, begin, end);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Problem> auto& value) {
  auto& [kind, message, where] = value;
  transfer_all(archive, kind, message, where);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Comment> auto& value) {
  auto& [text, span] = value;
  transfer_all(archive, text, span);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Word> auto& value) {
  auto& [text, span, literal, given_at] = value;
  transfer_all(archive, text, span, literal, given_at);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Redirection> auto& value) {
  auto& [operation, target] = value;
  transfer_all(archive, operation, target);
}

template <typename Archive>
static void transfer(Archive& archive, Of<EnvironmentEntry> auto& entry) {
  auto& [name, value] = entry;
  transfer_all(archive, name, value);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Command> auto& value) {
  auto& [words, environment, redirections, span, piped_into, context, inside, conditional, left_out_by] = value;
  transfer_all(archive, words, environment, redirections, span, piped_into, context, inside, conditional, left_out_by);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Node> auto& node) {
  if (!archive.enter()) return;
  auto& [kind, key, value, style, tag, words, key_span, value_span, children] = node;
  transfer_all(archive, kind, key, value, style, tag, words, key_span, value_span, children);
  archive.leave();
}

template <typename Archive>
static void transfer(Archive& archive, Of<Document> auto& value) {
  auto& [root, comments, commands] = value;
  transfer_all(archive, root, comments, commands);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Condition> auto& value) {
  auto& [text, parameter, when_zero, inactive] = value;
  transfer_all(archive, text, parameter, when_zero, inactive);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Constant> auto& value) {
  auto& [kind, integer, string, complete, span, file, condition, symbols] = value;
  transfer_all(archive, kind, integer, string, complete, span, file, condition, symbols);
}

template <typename Archive>
static void transfer(Archive& archive, Of<ParameterUse> auto& value) {
  auto& [function, index] = value;
  transfer_all(archive, function, index);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Origin> auto& value) {
  auto& [function, argument, key, parameter, variable, span, file, through] = value;
  transfer_all(archive, function, argument, key, parameter, variable, span, file, through);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Value> auto& value) {
  if (!archive.enter()) return;
  auto& [text, span, constants, exhaustive, symbols, parameters, object, object_parameter, type, origins, parts, path] =
      value;
  transfer_all(archive, text, span, constants, exhaustive, symbols, parameters, object, object_parameter, type, origins,
               parts, path);
  archive.leave();
}

template <typename Archive>
static void transfer(Archive& archive, Of<CodePlace> auto& value) {
  auto& [function, guard, active, reach, conditions, switched_off] = value;
  transfer_all(archive, function, guard, active, reach, conditions, switched_off);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Call::Answer> auto& value) {
  auto& [argument, use, tests] = value;
  transfer_all(archive, argument, use, tests);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Call> auto& value) {
  auto& [callee, name, receiver, receiver_type, arguments, span, callee_span, result, tests, target, place, answers] =
      value;
  transfer_all(archive, callee, name, receiver, receiver_type, arguments, span, callee_span, result, tests, target,
               place, answers);
}

template <typename Archive>
static void transfer(Archive& archive, Of<FieldInit> auto& init) {
  auto& [how, type, field, variable, value, span, name_span, place, row, is_settable] = init;
  transfer_all(archive, how, type, field, variable, value, span, name_span, place, row, is_settable);
}

template <typename Archive>
static void transfer(Archive& archive, Of<RecordInit> auto& value) {
  auto& [type, variable, fields, span, place] = value;
  transfer_all(archive, type, variable, fields, span, place);
}

template <typename Archive>
static void transfer(Archive& archive, Of<MacroDefinition> auto& macro) {
  auto& [name, value, name_span, place] = macro;
  transfer_all(archive, name, value, name_span, place);
}

template <typename Archive>
static void transfer(Archive& archive, Of<StringUse> auto& value) {
  auto& [constant, context, role, place] = value;
  transfer_all(archive, constant, context, role, place);
}

template <typename Archive>
static void transfer(Archive& archive, Of<ConstantReturn> auto& returned) {
  auto& [function, value, span, place, clears, boolean, is_stub] = returned;
  transfer_all(archive, function, value, span, place, clears, boolean, is_stub);
}

template <typename Archive>
static void transfer(Archive& archive, Of<CallbackAnswer> auto& answer) {
  auto& [function, value, clears, span, place, name, boolean, text] = answer;
  transfer_all(archive, function, value, clears, span, place, name, boolean, text);
}

template <typename Archive>
static void transfer(Archive& archive, Of<CommandFunction> auto& value) {
  auto& [name, parameter, internal] = value;
  transfer_all(archive, name, parameter, internal);
}

template <typename Archive>
static void transfer(Archive& archive, Of<FunctionDefinition::Parameter> auto& value) {
  auto& [name, fallback, type] = value;
  transfer_all(archive, name, fallback, type);
}

template <typename Archive>
static void transfer(Archive& archive, Of<FunctionDefinition> auto& value) {
  auto& [name, internal, variadic, parameters, span, place] = value;
  transfer_all(archive, name, internal, variadic, parameters, span, place);
}

template <typename Archive>
static void transfer(Archive& archive, Of<FunctionPointer> auto& value) {
  auto& [type, field, function, span] = value;
  transfer_all(archive, type, field, function, span);
}

template <typename Archive>
static void transfer(Archive& archive, Of<PairEntry> auto& pair) {
  auto& [table, name, value, place] = pair;
  transfer_all(archive, table, name, value, place);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Comparison> auto& value) {
  auto& [left, right, operation, span, place] = value;
  transfer_all(archive, left, right, operation, span, place);
}

template <typename Archive>
static void transfer(Archive& archive, Of<SourceFacts> auto& value) {
  auto& [calls, fields, records, macros, strings, constant_returns, functions, pointers, pairs, comments, commands,
         skipped, missing_includes, mentioned, implemented, answers, command_functions, comparisons, unread] = value;
  transfer_all(archive, calls, fields, records, macros, strings, constant_returns, functions, pointers, pairs, comments,
               commands, skipped, missing_includes, mentioned, implemented, answers, command_functions, comparisons,
               unread);
}

template <typename Archive>
static void transfer(Archive& archive, Of<InnerFile> auto& value) {
  auto& [path, syntax, software, whole, document] = value;
  transfer_all(archive, path, syntax, software, whole, document);
}

template <typename Archive>
static void transfer(Archive& archive, Of<ArchiveMember> auto& value) {
  auto& [path, mode, owner] = value;
  transfer_all(archive, path, mode, owner);
}

template <typename Archive>
static void transfer(Archive& archive, Of<FileFacts> auto& value) {
  auto& [path, syntax, software, size, mode, sha256, encoding, document, source, words, embedded, members, problems] =
      value;
  transfer_all(archive, path, syntax, software, size, mode, sha256, encoding, document, source, words, embedded,
               members, problems);
}

std::string to_bytes(const FileFacts& facts) {
  ArchiveWriter writer;
  transfer(writer, facts);
  return writer.take();
}

Result<FileFacts> from_bytes(std::string_view bytes) {
  ArchiveReader reader(bytes);
  FileFacts facts;
  transfer(reader, facts);
  if (!reader.ok() || !reader.at_end()) return tl::unexpected(Error{"these bytes are no facts about a file"});
  return facts;
}

}  // namespace cpsaudit
