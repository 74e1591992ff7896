#include "source/analyzer.h"
#include "source/file_constants.h"

#include <algorithm>

#include "source/activation.h"
#include "source/candidates.h"
#include "source/compile_flags.h"
#include "source/header_index.h"
#include "source/interest.h"
#include "source/long_tables.h"
#include "source/mentioned_names.h"
#include "source/merge.h"
#include "source/name_roles.h"
#include "source/parse_unit.h"
#include "source/raw_tokens.h"
#include "source/token_facts.h"
#include "source/token_view.h"
#include "source/tree_files.h"

namespace cpsaudit {
namespace {

/// Parses of one file with other branches of its conditions.
constexpr unsigned kMostVariants = 3;

Comment to_comment(const Text& text, const RawComment& raw) {
  Comment comment;
  comment.text = text.utf8().substr(raw.inner_begin, raw.inner_end - raw.inner_begin);
  comment.span = text.span(raw.begin, raw.end);
  return comment;
}

void note_names(const RawFile& raw, SourceFacts& facts) {
  MentionedNames names = mentioned_names(raw);
  facts.mentioned = std::move(names.all);
  facts.unread = std::move(names.unread);
}

}  // namespace

class SourceAnalyzer::Impl {
 public:
  explicit Impl(SourceOptions given) : options(std::move(given)), interest(options.interests), files(options) {
    std::stable_sort(options.compile_commands.begin(), options.compile_commands.end(),
                     [](const CompileCommand& a, const CompileCommand& b) { return a.file < b.file; });
  }

  SourceFacts analyze(std::string_view path, const Text& text, Syntax syntax, std::vector<Problem>& problems) {
    const bool cplusplus = syntax == Syntax::kCpp;
    // The parser needs a NUL behind the text; that of a Text has one.
    const RawFile raw = cut_into_tokens(text.utf8(), cplusplus);
    const Candidates candidates(raw, interest);
    if (!candidates.any()) {
      SourceFacts facts;
      facts.skipped = true;
      note_names(raw, facts);
      for (const RawComment& comment : raw.comments) facts.comments.push_back(to_comment(text, comment));
      add_file_constants(raw, text, interest, facts);
      return facts;
    }
    const TokenView code(raw, raw.tokens);
    SourceFacts tokens = token_facts(raw, code, text, interest);
    note_names(raw, tokens);
    if (candidates.only_declared()) {
      std::vector<ParseOutcome> nothing(1);
      return merge(raw, text, std::move(tokens), nothing);
    }
    if (const std::string trouble = too_hard_to_parse(code); !trouble.empty()) {
      problems.push_back({Problem::Kind::kPartlyParsed, trouble + "; only its tokens were looked at", {}});
      return tokens;
    }
    const CompileFlags flags = flags_for(path, problems);
    const NameRoles roles(raw, code, cplusplus);
    const std::string shortened = without_long_tables(raw);
    files.start(path, shortened);
    std::vector<ParseOutcome> outcomes;
    outcomes.push_back(parse_unit({path, shortened, cplusplus, text, raw, roles, flags, interest, files}));
    if (outcomes.front().crashed) {
      problems.push_back({Problem::Kind::kPartlyParsed, "the parser broke down; only the tokens were looked at", {}});
      return tokens;
    }
    Activation activation(raw, shortened, candidates, outcomes.front().inactive);
    for (unsigned i = 0; i < kMostVariants; ++i) {
      const auto variant = activation.next();
      if (!variant) break;
      CompileFlags with_macros = flags;
      for (const std::string& macro : variant->macros) with_macros.macros.push_back({macro, false});
      files.start(path, variant->text);
      ParseOutcome outcome =
          parse_unit({path, variant->text, cplusplus, text, raw, roles, with_macros, interest, files});
      if (outcome.crashed) break;
      activation.seen(outcome.inactive);
      outcomes.push_back(std::move(outcome));
    }
    SourceFacts facts = merge(raw, text, std::move(tokens), outcomes);
    add_file_constants(raw, text, interest, facts);
    if (!facts.missing_includes.empty()) {
      std::string names;
      for (std::size_t i = 0; i < facts.missing_includes.size() && i < 5; ++i) {
        names += (i == 0 ? "" : ", ") + facts.missing_includes[i];
      }
      if (facts.missing_includes.size() > 5) names += ", …";
      problems.push_back({Problem::Kind::kMissingHeader, "headers that are not in the tree: " + names, {}});
    }
    return facts;
  }

 private:
  CompileFlags flags_for(std::string_view path, std::vector<Problem>& problems) const {
    const auto& commands = options.compile_commands;
    const auto found = std::lower_bound(commands.begin(), commands.end(), path,
                                        [](const CompileCommand& c, std::string_view p) { return c.file < p; });
    const bool known = found != commands.end() && found->file == path;
    CompileFlags flags = compile_flags(options, known ? &*found : nullptr);
    if (!flags.dropped.empty()) {
      std::string names;
      for (std::size_t i = 0; i < flags.dropped.size() && i < 5; ++i) names += " " + flags.dropped[i];
      problems.push_back({Problem::Kind::kFlagsDropped, "flags of the compile command that do not apply:" + names, {}});
    }
    return flags;
  }

  SourceOptions options;
  Interest interest;
  TreeFiles files;
};

SourceAnalyzer::SourceAnalyzer(SourceOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
SourceAnalyzer::~SourceAnalyzer() = default;
SourceAnalyzer::SourceAnalyzer(SourceAnalyzer&&) noexcept = default;
SourceAnalyzer& SourceAnalyzer::operator=(SourceAnalyzer&&) noexcept = default;

SourceFacts SourceAnalyzer::analyze(std::string_view path, const Text& text, Syntax syntax,
                                    std::vector<Problem>& problems) {
  return impl_->analyze(path, text, syntax, problems);
}

}  // namespace cpsaudit
