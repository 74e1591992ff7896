#include "intake/file_name.h"

#include "intake/words.h"

namespace cpsaudit {
namespace {

bool is_deployment(std::string_view word) {
  static constexpr std::string_view kDeployments[] = {
      "prod",  "production", "stage", "staging", "dev",    "devel",   "development", "local",  "live",
      "debug", "release",    "ci",    "base",    "common", "default", "override",    "custom", "my"};
  return is_one_of(lower(word), kDeployments);
}

constexpr std::string_view kSeparators = "-_.";

}  // namespace

FileName::FileName(std::string_view path) : path_(path), name_(path.substr(path.rfind('/') + 1)) {
  const std::size_t dot = name_.rfind('.');
  if (dot != std::string_view::npos && dot > 0) extension_ = lower(name_.substr(dot + 1));
}

std::optional<Syntax> FileName::source_language() const {
  static constexpr std::string_view kCpp[] = {"cc",  "cpp", "cxx", "c++", "hh",  "hpp", "hxx",
                                              "h++", "ino", "pde", "inl", "ipp", "tpp", "tcc"};
  if (extension_ == "c" || extension_ == "h") return Syntax::kC;
  if (is_one_of(extension_, kCpp)) return Syntax::kCpp;
  return std::nullopt;
}

bool FileName::below(std::string_view folder) const {
  std::string_view rest = path_.substr(0, path_.size() - name_.size());
  while (!rest.empty()) {
    const std::size_t slash = rest.find('/');
    if (rest.substr(0, slash) == folder) return true;
    rest.remove_prefix(slash + 1);
  }
  return false;
}

std::optional<std::string_view> without_copy_ending(const FileName& file) {
  static constexpr std::string_view kEndings[] = {
      "j2",  "jinja", "jinja2",   "tmpl", "tpl",    "template",  "in",      "gotmpl", "gtpl",
      "erb", "epp",   "mustache", "hbs",  "ejs",    "dist",      "example", "sample", "default",
      "bak", "orig",  "old",      "new",  "rpmnew", "dpkg-dist", "ucf-dist"};
  if (!is_one_of(file.extension(), kEndings)) return std::nullopt;
  return file.path().substr(0, file.path().size() - file.extension().size() - 1);
}

std::optional<std::string> without_deployment(const FileName& file) {
  const std::string_view name = file.name();
  const std::string folder(file.path().substr(0, file.path().size() - name.size()));
  const std::size_t first = name.find_first_of(kSeparators, 1);
  if (first == std::string_view::npos) return std::nullopt;
  if (is_deployment(name.substr(0, first))) return folder + std::string(name.substr(first + 1));
  const std::size_t last = name.find_last_of(kSeparators);
  if (is_deployment(name.substr(last + 1))) return folder + std::string(name.substr(0, last));
  // `nginx.prod.conf`, `nginx-prod.conf`
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return std::nullopt;
  const std::size_t before = name.find_last_of(kSeparators, dot - 1);
  if (before == std::string_view::npos || before == 0) return std::nullopt;
  if (!is_deployment(name.substr(before + 1, dot - before - 1))) return std::nullopt;
  return folder + std::string(name.substr(0, before)) + std::string(name.substr(dot));
}

}  // namespace cpsaudit
