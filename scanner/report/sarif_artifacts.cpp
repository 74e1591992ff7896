#include <iconv.h>

#include <array>
#include <cerrno>
#include <utility>

#include "report/sarif_parts.h"

namespace cpsaudit {
namespace {

struct FileKind {
  Syntax syntax;
  std::string_view mime_type;
  /// As SARIF's appendix E spells languages; empty for what is none.
  std::string_view language;
};

constexpr FileKind kKinds[] = {{Syntax::kBinary, "application/octet-stream", ""},
                               {Syntax::kC, "text/x-c", "c"},
                               {Syntax::kCpp, "text/x-c++", "cplusplus"},
                               {Syntax::kYaml, "application/yaml", "yaml"},
                               {Syntax::kJson, "application/json", "json"},
                               {Syntax::kXml, "application/xml", "xml"},
                               {Syntax::kToml, "application/toml", "toml"},
                               {Syntax::kShell, "text/x-shellscript", "shellscript"},
                               {Syntax::kMakefile, "text/x-makefile", "makefile"},
                               {Syntax::kDockerfile, "text/x-dockerfile", "dockerfile"},
                               {Syntax::kPage, "text/html", "html"}};

/// Anything else that has a text is plain text.
FileKind kind_of(const ScannedFile& file) {
  if (file.encoding.empty()) return kKinds[0];
  for (const FileKind& kind : kKinds) {
    if (kind.syntax == file.syntax && kind.syntax != Syntax::kBinary) return kind;
  }
  return {file.syntax, "text/plain", ""};
}

bool converts(const std::string& utf8, const char* encoding) {
  const iconv_t converter = iconv_open(encoding, "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) return false;
  std::string text = utf8;
  char* in = text.data();
  std::size_t in_left = text.size();
  bool fits = true;
  while (fits && in_left > 0) {
    std::array<char, 4096> buffer;
    char* out = buffer.data();
    std::size_t out_left = buffer.size();
    fits = iconv(converter, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1) || errno == E2BIG;
  }
  iconv_close(converter);
  return fits;
}

/// The registered name of what the file is in. Files called Shift_JIS mostly are in Microsoft's extension of it;
/// where that makes a difference they get the name that readers take for the extension.
std::string encoding_of(const SarifModel& model, const ScannedFile& file) {
  if (file.encoding != "shift_jis") return file.encoding;
  const SourceText* source = model.sources(file.path);
  if (source == nullptr || converts(std::string(source->text.utf8()), "SHIFT_JIS")) return "Shift_JIS";
  return "MS_Kanji";
}

void write_properties(JsonWriter& json, const ScannedFile& file) {
  if (file.analysed && file.role == Role::kProduct && file.software.empty()) return;
  json.object("properties", [&] {
    if (!file.software.empty()) json.text("cpsaudit/software", file.software);
    if (file.role != Role::kProduct) json.text("cpsaudit/role", name_of(file.role));
    if (!file.analysed) json.boolean("cpsaudit/analysed", false);
  });
}

}  // namespace

void write_artifacts(JsonWriter& json, const SarifModel& model) {
  json.array("artifacts", [&] {
    for (const SarifArtifact& artifact : model.artifacts) {
      const ScannedFile& file = *artifact.file;
      const FileKind kind = kind_of(file);
      json.object([&] {
        json.object("location", [&] {
          json.text("uri", artifact.uri);
          json.text("uriBaseId", kSourceRoot);
        });
        json.number("length", file.size);
        json.array("roles", [&] { json.text("analysisTarget"); });
        json.text("mimeType", kind.mime_type);
        if (!file.encoding.empty()) json.text("encoding", encoding_of(model, file));
        if (!kind.language.empty()) json.text("sourceLanguage", kind.language);
        json.object("hashes", [&] { json.text("sha-256", file.sha256); });
        write_properties(json, file);
      });
    }
  });
}

}  // namespace cpsaudit
