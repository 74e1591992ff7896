#include "cli/worker_setup.h"

#include <algorithm>

#include "core/embedded.h"

namespace cpsaudit {

WorkerConfiguration worker_configuration(const Catalog& catalog) {
  constexpr std::string_view kModels = "checks/models/";
  WorkerConfiguration configuration;
  configuration.recognitions = catalog.recognitions();
  configuration.source.interests = catalog.source_interests();
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(kModels)) continue;
    configuration.source.models.push_back({std::string(file.path.substr(kModels.size())), std::string(file.text)});
  }
  return configuration;
}

bool is_header(std::string_view path) {
  static constexpr std::string_view kExtensions[] = {".h",   ".hh",  ".hpp", ".hxx", ".inc",
                                                     ".ipp", ".tpp", ".inl", ".ino"};
  return std::any_of(std::begin(kExtensions), std::end(kExtensions),
                     [&](std::string_view extension) { return path.ends_with(extension); });
}

}  // namespace cpsaudit
