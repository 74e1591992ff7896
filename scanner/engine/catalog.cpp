#include "engine/catalog.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/embedded.h"
#include "core/parallel.h"
#include "engine/entry_reader.h"
#include "engine/named_expressions.h"

namespace cpsaudit {

namespace {

constexpr std::string_view kFolder = "checks/";

/// Parts of expressions that many checks use.
constexpr std::string_view kExpressions = "data/expressions.yaml";

/// Examples are most of a check's file, and the last of its keys.
std::string_view without_examples(std::string_view text) {
  return text.substr(0, text.rfind("\nexamples:"));
}

bool is_trusted(const CatalogFile& file, CatalogUse use) {
  return file.is_valid && use == CatalogUse::kScan;
}

/// A text of the catalogue as YAML, or its error. What is no YAML file is an empty node.
tl::expected<YAML::Node, Error> parse(const CatalogFile& file, CatalogUse use,
                                      const NamedExpressions& expressions) try {
  if (!file.path.ends_with(".yaml") || file.path.starts_with("models/")) return YAML::Node();
  YAML::Node node = YAML::Load(std::string(is_trusted(file, use) ? without_examples(file.text) : file.text));
  if (file.text.find("(?&") != std::string_view::npos) expand_expressions(node, expressions);
  return node;
} catch (const YAML::Exception& error) {
  const Position where = error.mark.is_null() ? Position{}
                                              : Position{static_cast<std::uint32_t>(error.mark.line) + 1,
                                                         static_cast<std::uint32_t>(error.mark.column) + 1};
  return tl::unexpected(Error{"no YAML: " + error.msg, file.path, where});
}

/// One for each file, in their order. By several threads: this is most of what a short scan does.
std::vector<tl::expected<YAML::Node, Error>> parse_all(std::span<const CatalogFile> files, CatalogUse use) {
  NamedExpressions expressions;
  const auto shared =
      std::find_if(files.begin(), files.end(), [](const CatalogFile& file) { return file.path == kExpressions; });
  if (shared != files.end()) {
    if (const auto node = parse(*shared, use, {})) expressions = read_expressions(*node, {});
  }
  std::vector<tl::expected<YAML::Node, Error>> parsed(files.size());
  for_each_index(files.size(), [&](std::size_t i) { parsed[i] = parse(files[i], use, expressions); });
  return parsed;
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_in(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

/// Reads the files one by one, then what they say about each other.
class Loader {
 public:
  explicit Loader(CatalogUse use) : use_(use) {}

  void read(const CatalogFile& file, const tl::expected<YAML::Node, Error>& node) {
    if (file.path.starts_with("models/")) return;
    if (file.path == "data/passwords.txt") catalog_.known.passwords = Dictionary::read(file.text);
    if (file.path == "data/namespaces.txt") catalog_.known.namespaces = read_word_list(file.text);
    if (file.path == "data/command-functions.txt") catalog_.command_functions = read_word_list(file.text);
    if (file.path == "data/published-keys.tsv") catalog_.known.published_keys = read_published_keys(file.text);
    if (file.path == "data/word-keys.txt") {
      for (const std::string& key : read_word_list(file.text))
        catalog_.word_keys.push_back(Pattern::compile_later(key));
    }
    if (file.path == "data/option-words.txt") catalog_.option_words = read_word_list(file.text);
    if (file.path == "data/protection-words.txt") catalog_.protection_words = read_word_list(file.text);
    if (file.path == "data/pipeline-words.txt") take(read_pipeline_words(file.text), file, catalog_.pipeline_words);
    if (file.path == "data/wrappers.txt") take(read_command_wrappers(file.text), file, catalog_.wrappers);
    if (file.path == "data/fetchers.txt") take(read_fetchers(file.text), file, catalog_.fetchers);
    if (file.path == "data/template-variables.txt") take(read_template_rules(file.text), file, catalog_.template_rules);
    if (!file.path.ends_with(".yaml")) return;
    if (!node) {
      errors_.push_back(node.error());
      return;
    }
    if (file.path == kExpressions) return;
    NodeErrors errors(file.path, errors_);
    if (folder_of(file.path) == "dialects") {
      add_dialect(*node, file, errors);
    } else if (folder_of(file.path) == "products") {
      auto rule = entry<ProductRule>(*node, product_shape(), file, errors, read_product_rule);
      if (rule) catalog_.products.push_back(std::move(*rule));
    } else if (folder_of(file.path) == "services") {
      auto rule = entry<ServiceRule>(*node, service_shape(), file, errors, read_service_rule);
      if (rule) catalog_.services.push_back(std::move(*rule));
    } else if (name_in(file.path) == "weakness.yaml") {
      add_weakness(*node, file, errors);
    } else {
      add_check(*node, file, errors);
    }
  }

  tl::expected<Catalog, std::vector<Error>> finish() {
    sort_entries();
    tie_checks_to_weaknesses();
    find_repetitions();
    find_unknown_software();
    find_unknown_joins();
    if (errors_.empty()) return std::move(catalog_);
    std::stable_sort(errors_.begin(), errors_.end(), [](const Error& a, const Error& b) {
      return std::tie(a.file, a.where) < std::tie(b.file, b.where);
    });
    return tl::unexpected(std::move(errors_));
  }

 private:
  /// Reads with `read_entry` what fits `shape`. yaml-cpp throws on what it cannot convert; a shape that fits leaves
  /// nothing.
  template <typename Entry, typename Read>
  std::optional<Entry> entry(const YAML::Node& node, const ObjectShape& shape, const CatalogFile& file,
                             NodeErrors& errors, Read read_entry) {
    const std::size_t before = errors.count();
    if (!is_trusted(file, use_)) check_shape_of(node, shape, errors);
    if (errors.count() != before) return std::nullopt;
    return read_entry(node, file.path, errors);
  }

  void add_dialect(const YAML::Node& node, const CatalogFile& file, NodeErrors& errors) {
    auto dialect = entry<Dialect>(node, dialect_shape(), file, errors, read_dialect);
    if (dialect) catalog_.dialects.push_back(std::move(*dialect));
  }

  void add_weakness(const YAML::Node& node, const CatalogFile& file, NodeErrors& errors) {
    weakness_folders_.emplace(folder_of(file.path), false);
    auto weakness = entry<Weakness>(node, weakness_shape(), file, errors, read_weakness);
    if (!weakness) return;
    weakness_folders_[std::string(folder_of(file.path))] = true;
    weakness_files_[weakness->id].push_back(file.path);
    catalog_.weaknesses.push_back(std::move(*weakness));
  }

  void add_check(const YAML::Node& node, const CatalogFile& file, NodeErrors& errors) {
    auto check = entry<Check>(node, check_shape(), file, errors, read_check);
    if (check) catalog_.checks.push_back(std::move(*check));
  }

  /// What a list under data/ says, or its error.
  template <typename List>
  void take(Result<List> read, const CatalogFile& file, List& list) {
    if (read) {
      list = std::move(*read);
      return;
    }
    Error error = std::move(read.error());
    error.file = file.path;
    errors_.push_back(std::move(error));
  }

  void sort_entries() {
    std::sort(catalog_.weaknesses.begin(), catalog_.weaknesses.end(),
              [](const Weakness& a, const Weakness& b) { return a.id < b.id; });
    std::sort(catalog_.checks.begin(), catalog_.checks.end(),
              [](const Check& a, const Check& b) { return std::tie(a.id, a.file) < std::tie(b.id, b.file); });
    std::sort(catalog_.dialects.begin(), catalog_.dialects.end(),
              [](const Dialect& a, const Dialect& b) { return a.software() < b.software(); });
    std::sort(catalog_.services.begin(), catalog_.services.end(),
              [](const ServiceRule& a, const ServiceRule& b) { return a.kind < b.kind; });
    std::sort(catalog_.products.begin(), catalog_.products.end(), [](const ProductRule& a, const ProductRule& b) {
      return std::tuple(-a.priority, std::string_view(a.kind)) < std::tuple(-b.priority, std::string_view(b.kind));
    });
  }

  void tie_checks_to_weaknesses() {
    for (Check& check : catalog_.checks) {
      const std::string_view folder = folder_of(check.file);
      const auto found = std::find_if(catalog_.weaknesses.begin(), catalog_.weaknesses.end(),
                                      [&](const Weakness& weakness) { return weakness.id == name_in(folder); });
      if (found != catalog_.weaknesses.end()) {
        check.weakness = static_cast<std::size_t>(found - catalog_.weaknesses.begin());
      } else if (!weakness_folders_.contains(std::string(folder))) {
        // One that is there and broken has its own error.
        errors_.push_back({fmt::format("expected a weakness.yaml beside it, in {}/", folder), check.file});
      }
    }
  }

  void find_repetitions() {
    std::map<std::string, std::string> ids;
    std::map<std::string, std::string> names;
    for (const Check& check : catalog_.checks) {
      const auto id = ids.emplace(check.id, check.file);
      if (!id.second)
        errors_.push_back({fmt::format("'{}' is the id of {} too", check.id, id.first->second), check.file});
      const auto name = names.emplace(check.name, check.file);
      if (!name.second) {
        errors_.push_back({fmt::format("'{}' is the name of {} too", check.name, name.first->second), check.file});
      }
    }
    for (const auto& [weakness, files] : weakness_files_) {
      for (std::size_t i = 1; i < files.size(); ++i) {
        errors_.push_back({fmt::format("'{}' is a weakness in {} too", weakness, files.front()), files[i]});
      }
    }
    for (std::size_t i = 1; i < catalog_.dialects.size(); ++i) {
      if (catalog_.dialects[i].software() != catalog_.dialects[i - 1].software()) continue;
      errors_.push_back({fmt::format("there are two dialects '{}'", catalog_.dialects[i].software())});
    }
  }

  void find_unknown_software() {
    for (const Check& check : catalog_.checks) {
      for (const Detector& detector : check.detectors) {
        const auto* setting = std::get_if<SettingDetector>(&detector.kind);
        if (setting == nullptr) continue;
        for (const std::string& software : setting->software) {
          if (catalog_.dialect(software) != nullptr) continue;
          errors_.push_back(
              {fmt::format("unknown software '{}': expected a dialect in dialects/{}.yaml", software, software),
               check.file, detector.where});
        }
      }
    }
  }

  /// A join that names a finding that nobody makes never holds.
  void find_unknown_joins() {
    const auto is_known = [&](const std::string& name) {
      return catalog_.find(name) != nullptr ||
             std::any_of(catalog_.weaknesses.begin(), catalog_.weaknesses.end(),
                         [&](const Weakness& weakness) { return weakness.id == name; });
    };
    for (const Check& check : catalog_.checks) {
      for (const Detector& detector : check.detectors) {
        const auto* join = std::get_if<JoinDetector>(&detector.kind);
        if (join == nullptr) continue;
        std::vector<std::string> names = join->subject.findings;
        for (const auto* parts : {&join->with, &join->without}) {
          for (const JoinPart& part : *parts) names.insert(names.end(), part.findings.begin(), part.findings.end());
        }
        for (const std::string& name : names) {
          if (is_known(name)) continue;
          errors_.push_back({fmt::format("'{}' is no check and no weakness", name), check.file, detector.where});
        }
      }
    }
  }

  CatalogUse use_;
  Catalog catalog_;
  std::vector<Error> errors_;
  /// Folder of each weakness.yaml, and whether it could be read.
  std::map<std::string, bool> weakness_folders_;
  std::map<std::string, std::vector<std::string>> weakness_files_;
};

}  // namespace

const Check* Catalog::find(std::string_view name) const {
  const std::size_t slash = name.find('/');
  for (const Check& check : checks) {
    if (check.id == name) return &check;
    if (slash == std::string_view::npos) continue;
    if (weakness_of(check).id == name.substr(0, slash) && check.technology == name.substr(slash + 1)) return &check;
  }
  return nullptr;
}

const Dialect* Catalog::dialect(std::string_view software) const {
  const auto found =
      std::lower_bound(dialects.begin(), dialects.end(), software,
                       [](const Dialect& dialect, std::string_view name) { return dialect.software() < name; });
  return found != dialects.end() && found->software() == software ? &*found : nullptr;
}

std::vector<Recognition> Catalog::recognitions() const {
  std::vector<Recognition> recognitions;
  for (const Dialect& dialect : dialects) recognitions.push_back(dialect.recognition);
  return recognitions;
}

tl::expected<Catalog, std::vector<Error>> load_catalog(std::span<const CatalogFile> files, CatalogUse use) {
  const auto parsed = parse_all(files, use);
  Loader loader(use);
  for (std::size_t i = 0; i < files.size(); ++i) loader.read(files[i], parsed[i]);
  return loader.finish();
}

std::vector<CatalogFile> embedded_catalog_files() {
  std::vector<CatalogFile> files;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path.starts_with(kFolder))
      files.push_back({std::string(file.path.substr(kFolder.size())), file.text, true});
  }
  return files;
}

}  // namespace cpsaudit
