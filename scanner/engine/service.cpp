#include "engine/service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "engine/pattern.h"
#include "engine/setting_path.h"

namespace cpsaudit {

namespace {

std::string_view name_in(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view stem_of(std::string_view name) {
  return name.substr(0, name.rfind('.'));
}

std::string with(std::string text, std::string_view mark, std::string_view filling) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + filling.size())) {
    text.replace(at, mark.size(), filling);
  }
  return text;
}

/// The folder that is the root filesystem when `path` is at `glob` in it, with its '/'; nothing when it is not.
std::optional<std::string> root_by(std::string_view glob, std::string_view path) {
  std::size_t names = static_cast<std::size_t>(std::count(glob.begin(), glob.end(), '/')) + 1;
  std::size_t at = path.size();
  while (names-- > 0) {
    if (at == 0) return std::nullopt;
    const std::size_t slash = path.rfind('/', at - 1);
    at = slash == std::string_view::npos ? 0 : slash;
  }
  const std::size_t begin = at == 0 ? 0 : at + 1;
  if (!matches_path(glob, path.substr(begin))) return std::nullopt;
  return std::string(path.substr(0, begin));
}

class ServiceFinder {
 public:
  ServiceFinder(std::span<const FileFacts> files, std::span<const LinkFacts> links) : files_(files), links_(links) {}

  void find(const ServiceRule& rule) {
    for (const FileFacts& file : files_) define(rule, file.path);
    for (const LinkFacts& link : links_) {
      for (const std::string& glob : rule.definitions) {
        const auto root = root_by(glob, link.path);
        if (!root) continue;
        if (rule.masked_target.found_in(link.target)) {
          mask(rule, *root, name_in(link.path), link.path);
        } else if (!link.resolved.empty()) {
          // An alias is one more name of the same service.
          define(rule, link.path);
        }
      }
    }
  }

  std::vector<Service> take() {
    std::vector<Service> services;
    for (auto& [path, service] : services_) services.push_back(std::move(service));
    return services;
  }

 private:
  void define(const ServiceRule& rule, const std::string& path) {
    for (const std::string& glob : rule.definitions) {
      const auto root = root_by(glob, path);
      if (!root || services_.contains(path)) continue;
      Service service{path, rule.kind, Service::State::kUnknown, {}};
      const std::string_view folder = std::string_view(path).substr(0, path.size() - name_in(path).size());
      const std::string_view name = rule.named_by_folder ? name_in(folder.substr(0, folder.size() - 1)) : name_in(path);
      if (const std::string* off = kept_off(rule, folder, path)) {
        service.state = Service::State::kOff;
        service.link = *off;
      } else if (const std::string* link = started_by(rule, *root, name, path)) {
        service.state = Service::State::kStarts;
        service.link = *link;
      } else if (starts_alone(rule, *root, path)) {
        service.state = Service::State::kStarts;
      } else if (is_conclusive(rule, *root)) {
        service.state = Service::State::kOff;
      }
      services_.emplace(path, std::move(service));
    }
  }

  /// The file that keeps it from starting; its own path where it lacks the right to be executed.
  const std::string* kept_off(const ServiceRule& rule, std::string_view folder, const std::string& path) const {
    if (!rule.needs_execution && rule.off_files.empty()) return nullptr;
    constexpr std::uint32_t kExecutable = 0111;
    bool is_plain = false;
    bool others_run = false;
    for (auto file =
             std::lower_bound(files_.begin(), files_.end(), folder,
                              [](const FileFacts& facts, std::string_view begin) { return facts.path < begin; });
         file != files_.end() && file->path.starts_with(folder); ++file) {
      const std::string_view rest = std::string_view(file->path).substr(folder.size());
      if (std::find(rule.off_files.begin(), rule.off_files.end(), rest) != rule.off_files.end()) return &file->path;
      if (rest.find('/') != std::string_view::npos || !file->mode) continue;
      const bool runs = (*file->mode & kExecutable) != 0;
      if (file->path == path) is_plain = !runs;
      others_run = others_run || runs;
    }
    return rule.needs_execution && is_plain && others_run ? &path : nullptr;
  }

  /// All definitions of the masked name in that root filesystem.
  void mask(const ServiceRule& rule, const std::string& root, std::string_view name, const std::string& link) {
    for (auto& [path, service] : services_) {
      if (service.kind != rule.kind || !path.starts_with(root) || name_in(path) != name) continue;
      service.state = Service::State::kOff;
      service.link = link;
    }
  }

  const std::string* started_by(const ServiceRule& rule, const std::string& root, std::string_view name,
                                std::string_view path) const {
    for (const LinkFacts& link : links_) {
      if (!link.path.starts_with(root)) continue;
      const bool may_be = stem_of(name_in(link.path)).ends_with(stem_of(name));
      if (may_be && is_one_of(rule.links, root, name, link.path)) return &link.path;
      // An alias, or an instance of a template: `getty@tty1.service` is `getty@.service`.
      const bool leads_here = !link.resolved.empty() && link.resolved == path;
      if (leads_here && is_one_of(rule.links, root, "*", link.path)) return &link.path;
      const std::size_t at = name.find("@.");
      if (at == std::string_view::npos || !name_in(link.path).starts_with(name.substr(0, at + 1))) continue;
      const std::string instance = std::string(name.substr(0, at + 1)) + "*" + std::string(name.substr(at + 1));
      if (is_one_of(rule.links, root, instance, link.path)) return &link.path;
    }
    return nullptr;
  }

  static bool is_one_of(const std::vector<std::string>& globs, const std::string& root, std::string_view name,
                        std::string_view path) {
    return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
      return matches_path(with(with(glob, "{name}", name), "{stem}", stem_of(name)), path.substr(root.size()));
    });
  }

  static bool starts_alone(const ServiceRule& rule, const std::string& root, std::string_view path) {
    return is_one_of(rule.alone, root, name_in(path), path);
  }

  bool is_conclusive(const ServiceRule& rule, const std::string& root) {
    if (rule.conclusive.empty()) return false;
    const auto [known, is_new] = conclusive_.emplace(std::pair(&rule, root), false);
    if (!is_new) return known->second;
    known->second = std::all_of(rule.conclusive.begin(), rule.conclusive.end(),
                                [&](const std::vector<std::string>& globs) { return holds_one_of(globs, root); });
    return known->second;
  }

  bool holds_one_of(const std::vector<std::string>& globs, const std::string& root) const {
    const auto fits = [&](const auto& entry) {
      return entry.path.starts_with(root) && is_one_of(globs, root, {}, entry.path);
    };
    return std::any_of(files_.begin(), files_.end(), fits) || std::any_of(links_.begin(), links_.end(), fits);
  }

  std::span<const FileFacts> files_;
  std::span<const LinkFacts> links_;
  std::map<std::string, Service> services_;
  std::map<std::pair<const ServiceRule*, std::string>, bool> conclusive_;
};

}  // namespace

std::string_view name_of(Service::State state) {
  switch (state) {
    case Service::State::kStarts:
      return "starts";
    case Service::State::kOff:
      return "off";
    case Service::State::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::vector<Service> services_of(std::span<const ServiceRule> rules, std::span<const FileFacts> files,
                                 std::span<const LinkFacts> links) {
  ServiceFinder finder(files, links);
  for (const ServiceRule& rule : rules) finder.find(rule);
  return finder.take();
}

}  // namespace cpsaudit
