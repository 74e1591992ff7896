#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "engine/check.h"
#include "engine/command_wrapper.h"
#include "engine/dialect.h"
#include "engine/known_values.h"
#include "engine/pattern.h"
#include "engine/pipeline.h"
#include "engine/product.h"
#include "engine/saved_file.h"
#include "engine/service.h"
#include "engine/template_variables.h"
#include "facts/recognition.h"

namespace cpsaudit {

/// A file below checks/, by its path from there on: "transport/peer-not-verified/libcurl.yaml".
struct CatalogFile {
  std::string path;
  std::string_view text;
  /// It has been held against the schema: the build does that with what it compiles in.
  bool is_valid = false;
};

/// All checks, weaknesses and dialects. Immutable after loading.
struct Catalog {
  /// By id.
  std::vector<Weakness> weaknesses;
  /// By id.
  std::vector<Check> checks;
  /// By name of the software.
  std::vector<Dialect> dialects;
  /// products/*.yaml, in the order in which they are tried.
  std::vector<ProductRule> products;
  /// services/*.yaml, by kind.
  std::vector<ServiceRule> services;
  /// data/passwords.txt, data/namespaces.txt.
  KnownValues known;
  /// data/word-keys.txt: over names of settings whose values are likely passwords.
  std::vector<Pattern> word_keys;
  /// data/option-words.txt: parts of the names of options.
  std::vector<std::string> option_words;
  /// data/protection-words.txt: parts of the names of build options that switch a protection on.
  std::vector<std::string> protection_words;
  /// data/pipeline-words.txt.
  PipelineWords pipeline_words;
  /// data/wrappers.txt.
  std::vector<CommandWrapper> wrappers;
  /// data/fetchers.txt.
  std::vector<Fetcher> fetchers;
  /// data/template-variables.txt.
  std::vector<TemplateRule> template_rules;
  /// data/command-functions.txt.
  std::vector<std::string> command_functions;

  const Weakness& weakness_of(const Check& check) const { return weaknesses[check.weakness]; }
  /// By id ("CPSA2011") or "weakness/technology" ("peer-not-verified/libcurl"); null when there is none.
  const Check* find(std::string_view name) const;
  const Dialect* dialect(std::string_view software) const;

  /// What workers need to know, gathered from all detectors and dialects. Sorted, without repetition.
  SourceInterests source_interests() const;
  std::vector<Recognition> recognitions() const;
};

enum class CatalogUse {
  /// Everything is read and held against the schema.
  kWhole,
  /// Of valid files only what a scan needs: not their examples, and not whether their form is right.
  kScan,
};

/// Reads check, weakness and dialect files. All errors are found, not the first alone; each names file and line.
tl::expected<Catalog, std::vector<Error>> load_catalog(std::span<const CatalogFile> files,
                                                       CatalogUse use = CatalogUse::kWhole);

/// The compiled-in files below checks/, for load_catalog; valid.
std::vector<CatalogFile> embedded_catalog_files();

}  // namespace cpsaudit
