#include "formats/parse.h"

#include <fmt/format.h>

#include <exception>
#include <optional>
#include <string>

#include "formats/block_comments.h"
#include "formats/command_calls.h"
#include "formats/command_keys.h"
#include "formats/document_builder.h"
#include "formats/dotted_keys.h"
#include "formats/parsers.h"
#include "formats/shell_calls.h"
#include "formats/shell_variables.h"
#include "formats/word_maps.h"

namespace cpsaudit {
namespace {

struct Parser {
  Syntax syntax;
  void (*parse)(DocumentBuilder&);
};

constexpr Parser kParsers[] = {
    {Syntax::kYaml, parse_yaml},
    {Syntax::kJson, parse_json},
    {Syntax::kXml, parse_xml},
    {Syntax::kToml, parse_toml},
    {Syntax::kIni, parse_ini},
    {Syntax::kKeyValue, parse_key_value},
    {Syntax::kDirectives, parse_directives},
    {Syntax::kBlocks, parse_blocks},
    {Syntax::kBraces, parse_braces},
    {Syntax::kUci, parse_uci},
    {Syntax::kKconfig, parse_kconfig},
    {Syntax::kPasswd, parse_passwd},
    {Syntax::kShadow, parse_shadow},
    {Syntax::kInittab, parse_inittab},
    {Syntax::kCrontab, parse_crontab},
    {Syntax::kBitbake, parse_bitbake},
    {Syntax::kMakefile, parse_makefile},
    {Syntax::kShell, parse_shell},
    {Syntax::kDockerfile, parse_dockerfile},
    {Syntax::kPem, parse_pem},
    {Syntax::kPage, parse_page},
    {Syntax::kText, parse_plain_text},
};

}  // namespace

ParsedDocument parse_document(const Text& whole, Syntax syntax, const SyntaxOptions& options,
                              const ParseLimits& limits) {
  std::optional<std::string> blanked = without_block_comments(whole.utf8(), options.block_comments);
  const std::optional<Text> commentless = blanked ? std::optional(Text::from_utf8(std::move(*blanked))) : std::nullopt;
  const Text& text = commentless ? *commentless : whole;
  DocumentBuilder builder(text, options, limits);
  for (const Parser& parser : kParsers) {
    if (parser.syntax != syntax) continue;
    parser.parse(builder);
    ParsedDocument parsed = builder.finish();
    if (options.dotted_keys) nest_dotted_keys(parsed.document.root);
    if (!options.word_maps.empty()) read_word_maps(text, options.word_maps, parsed.document.root);
    collect_commands(text, syntax, options, parsed.document);
    collect_command_calls(text, options, parsed.document);
    if (syntax == Syntax::kShell) expand_function_calls(text, parsed.document);
    resolve_variables(text, syntax, parsed.document);
    return parsed;
  }
  builder.problem(Problem::Kind::kNotParsed,
                  fmt::format("no settings are read from files of syntax '{}'", name_of(syntax)), 0);
  return builder.finish();
}

}  // namespace cpsaudit
