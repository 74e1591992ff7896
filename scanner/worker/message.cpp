#include "worker/message.h"

#include "facts/archive.h"

namespace cpsaudit {
namespace {

/// Four bytes of length, lowest first, and one of kind. The length counts what follows the kind.
constexpr std::size_t kHeader = 5;

bool is_known(Message::Kind kind) {
  return kind >= Message::Kind::kConfiguration && kind <= Message::Kind::kFacts;
}

}  // namespace

static bool is_valid(Syntax value) {
  return value == Syntax::kUnknown || syntax_named(name_of(value)) == value;
}

template <typename Archive>
static void transfer(Archive& archive, Of<EmbeddedKey> auto& key) {
  auto& [at, path, text, part, name, named_after] = key;
  transfer_all(archive, at, path, text, part, name, named_after);
}

template <typename Archive>
static void transfer(Archive& archive, Of<CommandCall> auto& call) {
  auto& [pattern, lines] = call;
  transfer_all(archive, pattern, lines);
}

template <typename Archive>
static void transfer(Archive& archive, Of<FileCall> auto& call) {
  auto& [pattern, name, part] = call;
  transfer_all(archive, pattern, name, part);
}

template <typename Archive>
static void transfer(Archive& archive, Of<CommentMarks> auto& marks) {
  auto& [open, close] = marks;
  transfer_all(archive, open, close);
}

template <typename Archive>
static void transfer(Archive& archive, Of<SyntaxOptions> auto& options) {
  auto& [comment_marks, block_comments, trailing_comment_marks, section_openers, command_keys, command_context,
         command_after, angle_blocks, dotted_keys, embeds, embed_lists, embed_element, embed_removal, blank_separates,
         brackets_continue, command_calls, file_calls, word_maps, statements] = options;
  transfer_all(archive, comment_marks, block_comments, trailing_comment_marks, section_openers, command_keys,
               command_context, command_after, angle_blocks, dotted_keys, embeds, embed_lists, embed_element,
               embed_removal, blank_separates, brackets_continue, command_calls, file_calls, word_maps, statements);
}

template <typename Archive>
static void transfer(Archive& archive, Of<Recognition> auto& recognition) {
  auto& [software, syntax, paths, content, priority, options, words, fewest_words] = recognition;
  transfer_all(archive, software, syntax, paths, content, priority, options, words, fewest_words);
}

template <typename Archive>
static void transfer(Archive& archive, Of<NameInFunction> auto& inside) {
  auto& [name, function] = inside;
  transfer_all(archive, name, function);
}

template <typename Archive>
static void transfer(Archive& archive, Of<SourceInterests> auto& interests) {
  auto& [functions, fields, records, types, names, constant_returns, command_functions, strings, pairs, table_pairs,
         tables, contexts, called_patterns, telling, traced, comparisons, inner_names, answers, guards] = interests;
  transfer_all(archive, functions, fields, records, types, names, constant_returns, command_functions, strings, pairs,
               table_pairs, tables, contexts, called_patterns, telling, traced, comparisons, inner_names, answers,
               guards);
}

template <typename Archive>
static void transfer(Archive& archive, Of<ModelHeader> auto& header) {
  auto& [path, text] = header;
  transfer_all(archive, path, text);
}

template <typename Archive>
static void transfer(Archive& archive, Of<CompileCommand> auto& command) {
  auto& [file, directory, arguments] = command;
  transfer_all(archive, file, directory, arguments);
}

template <typename Archive>
static void transfer(Archive& archive, Of<SourceOptions> auto& options) {
  // read_file is a function of each process's own.
  auto& [interests, headers, models, defines, include_directories, compile_commands, read_file] = options;
  transfer_all(archive, interests, headers, models, defines, include_directories, compile_commands);
}

template <typename Archive>
static void transfer(Archive& archive, std::chrono::seconds& value) {
  std::int64_t count = value.count();
  transfer(archive, count);
  value = std::chrono::seconds(count);
}

template <typename Archive>
static void transfer(Archive& archive, const std::chrono::seconds& value) {
  const std::int64_t count = value.count();
  transfer(archive, count);
}

template <typename Archive>
static void transfer(Archive& archive, Of<WorkerConfiguration> auto& configuration) {
  auto& [root, recognitions, source, max_file_size, time_per_file, memory] = configuration;
  transfer_all(archive, root, recognitions, source, max_file_size, time_per_file, memory);
}

std::string encode(Message::Kind kind, std::string_view bytes) {
  std::string message;
  message.reserve(kHeader + bytes.size());
  for (unsigned shift = 0; shift < 32; shift += 8) message += static_cast<char>((bytes.size() >> shift) & 0xFFU);
  message += static_cast<char>(kind);
  message += bytes;
  return message;
}

Result<std::optional<Message>> MessageBuffer::next() {
  if (bytes_.size() - at_ < kHeader) return std::optional<Message>();
  std::size_t length = 0;
  for (std::size_t i = 4; i-- > 0;) length = (length << 8U) | static_cast<unsigned char>(bytes_[at_ + i]);
  Message message;
  message.kind = static_cast<Message::Kind>(bytes_[at_ + 4]);
  if (length > kMaxMessage || !is_known(message.kind)) return tl::unexpected(Error{"this is no message"});
  if (bytes_.size() - at_ - kHeader < length) return std::optional<Message>();
  message.bytes = bytes_.substr(at_ + kHeader, length);
  at_ += kHeader + length;
  // Moving the rest to the front for each of many small messages would cost more than it frees.
  if (at_ == bytes_.size() || at_ > 1U << 20U) {
    bytes_.erase(0, at_);
    at_ = 0;
  }
  return std::optional<Message>(std::move(message));
}

std::string to_bytes(const WorkerConfiguration& configuration) {
  ArchiveWriter writer;
  transfer(writer, configuration);
  return writer.take();
}

Result<WorkerConfiguration> configuration_from_bytes(std::string_view bytes) {
  ArchiveReader reader(bytes);
  WorkerConfiguration configuration;
  transfer(reader, configuration);
  if (!reader.ok() || !reader.at_end()) return tl::unexpected(Error{"these bytes are no configuration of a worker"});
  return configuration;
}

}  // namespace cpsaudit
