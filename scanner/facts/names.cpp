#include <array>
#include <utility>

#include "facts/file_facts.h"

namespace cpsaudit {
namespace {

using namespace std::string_view_literals;

constexpr std::array kSyntaxNames = {
    std::pair{Syntax::kUnknown, "unknown"sv},
    std::pair{Syntax::kBinary, "binary"sv},
    std::pair{Syntax::kC, "c"sv},
    std::pair{Syntax::kCpp, "cpp"sv},
    std::pair{Syntax::kYaml, "yaml"sv},
    std::pair{Syntax::kJson, "json"sv},
    std::pair{Syntax::kXml, "xml"sv},
    std::pair{Syntax::kToml, "toml"sv},
    std::pair{Syntax::kIni, "ini"sv},
    std::pair{Syntax::kKeyValue, "key-value"sv},
    std::pair{Syntax::kDirectives, "directives"sv},
    std::pair{Syntax::kBlocks, "blocks"sv},
    std::pair{Syntax::kBraces, "braces"sv},
    std::pair{Syntax::kUci, "uci"sv},
    std::pair{Syntax::kKconfig, "kconfig"sv},
    std::pair{Syntax::kPasswd, "passwd"sv},
    std::pair{Syntax::kShadow, "shadow"sv},
    std::pair{Syntax::kInittab, "inittab"sv},
    std::pair{Syntax::kCrontab, "crontab"sv},
    std::pair{Syntax::kBitbake, "bitbake"sv},
    std::pair{Syntax::kMakefile, "makefile"sv},
    std::pair{Syntax::kShell, "shell"sv},
    std::pair{Syntax::kDockerfile, "dockerfile"sv},
    std::pair{Syntax::kPem, "pem"sv},
    std::pair{Syntax::kPage, "page"sv},
    std::pair{Syntax::kText, "text"sv},
};

constexpr std::array kProblemNames = {
    std::pair{Problem::Kind::kUnreadable, "unreadable"sv},
    std::pair{Problem::Kind::kTooLarge, "too-large"sv},
    std::pair{Problem::Kind::kNotParsed, "not-parsed"sv},
    std::pair{Problem::Kind::kPartlyParsed, "partly-parsed"sv},
    std::pair{Problem::Kind::kOutOfTime, "out-of-time"sv},
    std::pair{Problem::Kind::kOutOfMemory, "out-of-memory"sv},
    std::pair{Problem::Kind::kCrashed, "crashed"sv},
    std::pair{Problem::Kind::kLinkOutside, "link-outside"sv},
    std::pair{Problem::Kind::kMissingHeader, "missing-header"sv},
    std::pair{Problem::Kind::kFlagsDropped, "flags-dropped"sv},
    std::pair{Problem::Kind::kSuppressionUnused, "suppression-unused"sv},
    std::pair{Problem::Kind::kNotOpened, "not-opened"sv},
    std::pair{Problem::Kind::kLessIsolated, "less-isolated"sv},
};

template <typename Table, typename Enum>
std::string_view name_in(const Table& table, Enum value) {
  for (const auto& [entry, name] : table) {
    if (entry == value) return name;
  }
  return {};
}

}  // namespace

std::string_view name_of(Syntax syntax) {
  return name_in(kSyntaxNames, syntax);
}

Syntax syntax_named(std::string_view name) {
  for (const auto& [syntax, its_name] : kSyntaxNames) {
    if (its_name == name) return syntax;
  }
  return Syntax::kUnknown;
}

std::string_view name_of(Problem::Kind kind) {
  return name_in(kProblemNames, kind);
}

}  // namespace cpsaudit
