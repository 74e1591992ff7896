#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "facts/file_facts.h"

namespace cpsaudit {

/// The name of a file and what follows from it without looking inside.
class FileName {
 public:
  /// `path` is relative to the root and must outlive this.
  explicit FileName(std::string_view path);

  std::string_view path() const { return path_; }
  /// Behind the last '/'.
  std::string_view name() const { return name_; }
  /// Behind the last '.' of the name, in lower case; empty when there is none or the name begins with it.
  std::string_view extension() const { return extension_; }

  /// C or C++ by extension; C for ".h", whose content decides.
  std::optional<Syntax> source_language() const;
  /// True when the path has a folder of this name.
  bool below(std::string_view folder) const;

 private:
  std::string_view path_;
  std::string_view name_;
  std::string extension_;
};

/// The path without an ending that says "fill this in" or "copy this": `sshd_config.j2`, `compose.yml.example`. Nothing
/// where there is none. Points into the file's path.
std::optional<std::string_view> without_copy_ending(const FileName& name);

/// The path without a word for one of several deployments, in front, behind or in the middle of the name:
/// `docker-compose.prod.yml`, `staging-nginx.conf`, `sshd_config.production`. Nothing where there is none.
std::optional<std::string> without_deployment(const FileName& name);

}  // namespace cpsaudit
