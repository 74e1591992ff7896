#include <utility>

#include "core/digest.h"
#include "core/text.h"
#include "formats/binary_key.h"
#include "formats/document_words.h"
#include "formats/embedded_text.h"
#include "formats/parse.h"
#include "intake/archive_members.h"
#include "intake/classify.h"
#include "intake/container.h"
#include "intake/jail.h"
#include "source/analyzer.h"
#include "source/literal_documents.h"
#include "source/written_files.h"
#include "worker/child.h"
#include "worker/command_output.h"

namespace cpsaudit {
namespace {

SourceOptions with_reader(SourceOptions options, int root, std::uint64_t max) {
  options.read_file = [root, max](std::string_view path) -> std::optional<std::string> {
    auto bytes = read_input_beneath(root, path, max);
    if (!bytes) return std::nullopt;
    return std::move(*bytes);
  };
  return options;
}

class ProductFileReader : public FileReader {
 public:
  ProductFileReader(WorkerConfiguration configuration, int root)
      : root_(root),
        max_file_size_(configuration.max_file_size),
        classifier_(std::move(configuration.recognitions)),
        analyzer_(with_reader(std::move(configuration.source), root, configuration.max_file_size)) {}

  FileFacts read(const std::string& path, const std::function<void(const FileFacts&)>& begun) override {
    FileFacts facts;
    facts.path = path;
    auto bytes = read_input_beneath(root_, path, max_file_size_);
    if (!bytes) {
      facts.problems.push_back(std::move(bytes.error()));
      return facts;
    }
    facts.size = bytes->size();
    facts.sha256 = sha256_hex(*bytes);
    const Classification found = classifier_.classify(path, *bytes);
    facts.syntax = found.syntax;
    facts.software = found.software;
    if (found.syntax == Syntax::kBinary) {
      read_binary(*bytes, facts);
      if (const auto kind = container_kind(path, *bytes); !kind.empty()) {
        facts.problems.push_back({Problem::Kind::kNotOpened, std::string(kind), {}});
        facts.members = archive_members(*bytes);
      }
      return facts;
    }
    begun(facts);
    parse(std::exchange(*bytes, {}), found, facts);
    return facts;
  }

 private:
  /// The only binary files with something to judge are keys.
  static void read_binary(std::string_view bytes, FileFacts& facts) {
    auto document = parse_binary_key(bytes);
    if (!document) return;
    facts.syntax = Syntax::kPem;
    facts.document = std::move(*document);
  }

  void parse(std::string bytes, const Classification& found, FileFacts& facts) {
    const Result<Text> text = Text::decode(bytes);
    if (!text && found.syntax == Syntax::kUnknown) {
      facts.syntax = Syntax::kBinary;
      return;
    }
    if (!text) {
      facts.problems.push_back({Problem::Kind::kNotParsed, text.error().message, {}});
      return;
    }
    // The text holds its own copy.
    std::exchange(bytes, {});
    facts.encoding = text->encoding();
    if (found.syntax == Syntax::kUnknown) {
      if (is_document_for_people(facts.path)) facts.words = words_set_apart(text->utf8(), FileFacts::kMostWords);
      if (names_the_device(facts.path)) facts.words = first_words(text->utf8());
      return;
    }
    if (found.syntax == Syntax::kC || found.syntax == Syntax::kCpp) {
      facts.source = analyzer_.analyze(facts.path, *text, found.syntax, facts.problems);
      read_inner(*text, written_by_program(*text, found.syntax), facts.embedded, 0);
      read_inner(*text, output_of_commands(*text, facts.source->commands), facts.embedded, 0);
      return;
    }
    ParsedDocument parsed = parse_document(*text, found.syntax, found.options);
    facts.document = std::move(parsed.document);
    std::move(parsed.problems.begin(), parsed.problems.end(), std::back_inserter(facts.problems));
    read_embedded(*text, *facts.document, found.options, facts.embedded, 0);
  }

  /// What the file writes or carries, and what that does: cloud-init brings scripts that bring configuration.
  void read_embedded(const Text& text, const Document& document, const SyntaxOptions& options,
                     std::vector<InnerFile>& found, std::size_t depth) const {
    read_inner(text, embedded_texts(text, document, options), found, depth);
  }

  /// `fprintf(config, "…")`: lines of the file that the program opened, among others that only a run tells. And what
  /// the program holds as a text.
  static std::vector<EmbeddedText> written_by_program(const Text& text, Syntax syntax) {
    const bool cplusplus = syntax == Syntax::kCpp;
    std::vector<EmbeddedText> inner;
    for (auto files : {written_files(text, cplusplus), documents_in_literals(text, cplusplus)}) {
      for (WrittenFile& file : files) {
        inner.push_back({std::move(file.path), std::move(file.text), std::move(file.offsets), false});
      }
    }
    return inner;
  }

  void read_inner(const Text& text, std::vector<EmbeddedText> texts, std::vector<InnerFile>& found,
                  std::size_t depth) const {
    constexpr std::size_t kMostLevels = 3;
    constexpr std::size_t kMostFiles = 200;
    for (EmbeddedText& inner : texts) {
      if (found.size() >= kMostFiles) return;
      Classification kind = classifier_.classify(inner.path, inner.text);
      for (std::size_t i = 0; i < inner.also.size() && kind.software.empty(); ++i) {
        Classification other = classifier_.classify(inner.also[i], inner.text);
        if (!other.software.empty()) kind = std::move(other);
      }
      if (inner.only_known && kind.software.empty()) continue;
      const bool is_source = kind.syntax == Syntax::kC || kind.syntax == Syntax::kCpp;
      if (kind.syntax == Syntax::kUnknown || kind.syntax == Syntax::kBinary || is_source) continue;
      const Text inner_text = Text::from_utf8(std::move(inner.text));
      // What does not parse here is a template's business, and no part of the file was passed over unseen.
      ParsedDocument parsed = parse_document(inner_text, kind.syntax, kind.options);
      std::vector<InnerFile> deeper;
      if (depth + 1 < kMostLevels) read_embedded(inner_text, parsed.document, kind.options, deeper, depth + 1);
      for (InnerFile& file : deeper) move_places(file.document, inner_text, inner.offsets, text);
      move_places(parsed.document, inner_text, inner.offsets, text);
      found.push_back({std::move(inner.path), kind.syntax, kind.software, inner.whole, std::move(parsed.document)});
      std::move(deeper.begin(), deeper.end(), std::back_inserter(found));
    }
  }

  int root_;
  std::uint64_t max_file_size_;
  Classifier classifier_;
  SourceAnalyzer analyzer_;
};

}  // namespace

std::unique_ptr<FileReader> make_file_reader(WorkerConfiguration configuration, int root) {
  return std::make_unique<ProductFileReader>(std::move(configuration), root);
}

std::optional<int> maybe_run_worker(int argc, char** argv) {
  return maybe_run_worker(argc, argv, make_file_reader);
}

}  // namespace cpsaudit
