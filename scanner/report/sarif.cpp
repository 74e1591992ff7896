#include "report/sarif.h"

#include "report/report_of_scan.h"
#include "report/sarif_parts.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

constexpr const char* kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// No URI: where the tree lay is nobody's business and differs from machine to machine.
void write_bases(JsonWriter& json, const SarifModel& model) {
  json.object("originalUriBaseIds", [&] {
    json.object(kSourceRoot, [&] {
      write_text(
          json, "description",
          model.language() == Language::kJapanese ? "検査したツリーの最上位です。" : "The top of the scanned tree.");
    });
  });
}

void write_revision(JsonWriter& json, const SarifModel& model) {
  const auto& revision = model.options.revision;
  if (!revision || revision->id.empty()) return;
  const std::string repository = uri_of_repository(revision->repository);
  if (repository.empty()) return;
  json.array("versionControlProvenance", [&] {
    json.object([&] {
      json.text("repositoryUri", repository);
      json.text("revisionId", revision->id);
      if (!revision->branch.empty()) json.text("branch", revision->branch);
      json.object("mappedTo", [&] { json.text("uriBaseId", kSourceRoot); });
    });
  });
}

void write_translations(JsonWriter& json, const SarifModel& model) {
  if (!model.audit()) return;
  json.array("translations", [&] {
    write_driver_translation(json, model);
    write_taxonomy_translations(json, model);
  });
}

/// What was looked at, in a form that two people can compare. The name only when somebody gave it: that of the folder
/// differs from machine to machine.
void write_subject(JsonWriter& json, const SarifModel& model) {
  json.object("properties", [&] {
    json.text("cpsaudit/profile", model.audit() ? "audit" : "github");
    if (!model.options.subject.empty()) json.text("cpsaudit/subject", model.options.subject);
    json.text("cpsaudit/treeSha256", digest_of(report_files(model)));
    write_products(json, model);
  });
}

void write_run(JsonWriter& json, SarifModel& model) {
  write_tool(json, model);
  json.object("automationDetails", [&] { json.text("id", "cpsaudit/"); });
  json.text("language", code_of(model.language()));
  json.text("columnKind", "utf16CodeUnits");
  // SARIF's default knows no lone CR, which compilers and GitHub's line hash do.
  json.array("newlineSequences", [&] {
    for (const char* newline : {"\r\n", "\r", "\n"}) json.text(newline);
  });
  write_bases(json, model);
  write_revision(json, model);
  write_taxonomies(json, model);
  write_translations(json, model);
  write_artifacts(json, model);
  const std::size_t tree_quoted_from = json.written().size();
  write_invocations(json, model);
  write_results(json, model);
  write_subject(json, model);
  // Declared when used and only then, so it comes last.
  if (json.written().find(kRedaction, tree_quoted_from) != std::string::npos) {
    json.array("redactionTokens", [&] { json.text(kRedaction); });
  }
}

}  // namespace

std::string sarif_log(const ScanResult& result, const Catalog& catalog, const Framework& framework,
                      const SourceTexts& sources, const SarifOptions& options) {
  SarifModel model(result, catalog, framework, sources, options);
  JsonWriter json;
  json.object([&] {
    json.text("$schema", kSchema);
    json.text("version", "2.1.0");
    json.array("runs", [&] { json.object([&] { write_run(json, model); }); });
  });
  return json.finish();
}

}  // namespace cpsaudit
