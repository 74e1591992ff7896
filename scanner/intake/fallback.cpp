#include "intake/fallback.h"

#include <algorithm>
#include <string>
#include <utility>

#include "intake/c_language.h"
#include "intake/content.h"
#include "intake/words.h"

namespace cpsaudit {
namespace {

/// Extensions that say all there is to know.
constexpr std::pair<std::string_view, Syntax> kExtensions[] = {
    {"yaml", Syntax::kYaml},           {"yml", Syntax::kYaml},     {"json", Syntax::kJson}, {"json5", Syntax::kJson},
    {"jsonc", Syntax::kJson},          {"xml", Syntax::kXml},      {"toml", Syntax::kToml}, {"ini", Syntax::kIni},
    {"service", Syntax::kIni},         {"socket", Syntax::kIni},   {"timer", Syntax::kIni}, {"mount", Syntax::kIni},
    {"properties", Syntax::kKeyValue}, {"env", Syntax::kKeyValue}, {"sh", Syntax::kShell},  {"bash", Syntax::kShell},
    {"ash", Syntax::kShell},
};

Syntax by_extension(std::string_view extension) {
  const auto* found = std::find_if(std::begin(kExtensions), std::end(kExtensions),
                                   [&](const auto& entry) { return entry.first == extension; });
  return found == std::end(kExtensions) ? Syntax::kUnknown : found->second;
}

bool is_dockerfile(const FileName& file) {
  const std::string name = lower(file.name());
  return name == "dockerfile" || name == "containerfile" || name.starts_with("dockerfile.") ||
         name.starts_with("dockerfile-") || name.starts_with("containerfile.") || file.extension() == "dockerfile";
}

bool is_kconfig_name(const FileName& file) {
  const std::string_view name = file.name();
  if (file.extension() == "rename") return false;  // a table of old and new names
  return name == ".config" || name == ".config.old" || name == "defconfig" || name.ends_with("_defconfig") ||
         name == "prj.conf" || name == "sdkconfig" || name == "sdkconfig.old" || name.starts_with("sdkconfig.defaults");
}

bool is_shell_path(const FileName& file) {
  if (!file.extension().empty() && file.extension() != "local" && file.extension() != "common") return false;
  return file.name() == "rc.local" || file.below("init.d") || file.below("uci-defaults") || file.name() == "rcS";
}

Syntax account_file(const FileName& file, std::string_view text) {
  const std::string name = lower(file.name());
  if (name.find("shadow") != std::string::npos && looks_like_shadow(text)) return Syntax::kShadow;
  if (name.find("passwd") != std::string::npos && looks_like_passwd(text)) return Syntax::kPasswd;
  if (name.find("inittab") != std::string::npos && looks_like_inittab(text)) return Syntax::kInittab;
  return Syntax::kUnknown;
}

/// Names under which any syntax may hide.
bool says_nothing(const FileName& file) {
  static constexpr std::string_view kVague[] = {
      "conf", "cfg",      "cnf",     "config", "cf",   "repo", "default", "defaults", "template",
      "tmpl", "example",  "sample",  "dist",   "bak",  "orig", "old",     "rc",       "txt",
      "in",   "fragment", "network", "netdev", "link", "path", "target",  "slice",    "disabled"};
  return file.extension().empty() || is_one_of(file.extension(), kVague);
}

/// In front of an ending that says "this is a copy" or "for one deployment" stands the name that says what it is:
/// compose.yml.example, settings.json.prod.
Syntax below_ending(const FileName& file, std::string_view text) {
  std::optional<std::string> path;
  if (const auto shorter = without_copy_ending(file)) path = std::string(*shorter);
  if (!path) path = without_deployment(file);
  if (!path) return Syntax::kUnknown;
  const FileName inner(*path);
  return inner.source_language() ? Syntax::kUnknown : fallback_syntax(inner, text);
}

Syntax by_content(const FileName& file, std::string_view text) {
  if (looks_like_json(text)) return Syntax::kJson;
  // "txt" and "in" may be anything; a false guess would make findings out of prose.
  static constexpr std::string_view kLoose[] = {"txt", "in", "template", "tmpl"};
  if (is_one_of(file.extension(), kLoose)) return Syntax::kUnknown;
  const bool configuration = !file.extension().empty() || file.below("etc") || file.name().starts_with('.');
  if (!configuration) return Syntax::kUnknown;
  if (looks_like_shell_fragment(text)) return Syntax::kShell;
  if (looks_like_ini(text)) return Syntax::kIni;
  if (looks_like_key_value(text)) return Syntax::kKeyValue;
  return Syntax::kUnknown;
}

}  // namespace

bool quotes_other_files(const FileName& file) {
  static constexpr std::string_view kOthers[] = {
      "md",    "markdown", "rst", "adoc", "html", "htm", "tex",   "po",  "pot",  "patch", "diff", "py",  "js",
      "mjs",   "ts",       "tsx", "jsx",  "java", "go",  "rs",    "lua", "pl",   "pm",    "rb",   "php", "cs",
      "kt",    "swift",    "s",   "asm",  "mk",   "mak", "cmake", "css", "scss", "svg",   "xsd",  "xsl", "xslt",
      "ipynb", "vue",      "m4",  "am",   "ac",   "log", "csv",   "tsv", "1",    "5",     "8",    "ps1", "bat"};
  static constexpr std::string_view kNames[] = {"Makefile",       "makefile", "GNUmakefile", "Kbuild",
                                                "CMakeLists.txt", "README",   "CHANGELOG",   "ChangeLog",
                                                "NEWS",           "LICENSE",  "COPYING",     "configure"};
  return is_one_of(file.extension(), kOthers) || is_one_of(file.name(), kNames) || file.name().starts_with("Kconfig") ||
         file.name().starts_with("Config.in");
}

Syntax fallback_syntax(const FileName& file, std::string_view text) {
  if (const auto language = file.source_language()) {
    return file.extension() == "h" ? language_of_header(text) : *language;
  }
  if (quotes_other_files(file)) return Syntax::kUnknown;
  if (has_shell_shebang(text)) return Syntax::kShell;
  if (has_shebang(text)) return Syntax::kUnknown;
  if (is_dockerfile(file)) return Syntax::kDockerfile;
  // Most packages give their UCI files the ending .conf or .config, or none: content first.
  if (looks_like_uci(text)) return Syntax::kUci;
  if (const Syntax syntax = account_file(file, text); syntax != Syntax::kUnknown) return syntax;
  if (is_kconfig_name(file)) return Syntax::kKconfig;
  if (looks_like_xml(text)) return Syntax::kXml;
  if (const Syntax syntax = by_extension(file.extension()); syntax != Syntax::kUnknown) return syntax;
  if (file.name() == ".env" || file.name().starts_with(".env.")) return Syntax::kKeyValue;
  if (holds_pem(text)) return Syntax::kPem;
  if (const Syntax syntax = below_ending(file, text); syntax != Syntax::kUnknown) return syntax;
  if (looks_like_kconfig_state(text)) return Syntax::kKconfig;
  if (is_shell_path(file)) return Syntax::kShell;
  if (looks_like_xml_element(text)) return Syntax::kXml;
  return says_nothing(file) ? by_content(file, text) : Syntax::kUnknown;
}

}  // namespace cpsaudit
