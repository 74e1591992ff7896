#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cpsaudit {

/// "a/b/c.h" of "a/./b/x/../c.h"; nothing when it leads out of where it starts or is absolute.
std::optional<std::string> normalized_path(std::string_view path);
std::string_view folder_of(std::string_view path);

/// The headers of a tree by what an #include could mean by them.
class HeaderIndex {
 public:
  /// Paths relative to the root.
  explicit HeaderIndex(const std::vector<std::string>& headers);

  bool holds(std::string_view path) const;
  /// The header that ends with all of `include` ("mbedtls/ssl.h"), the one nearest to `folder` first.
  std::optional<std::string> with_suffix(std::string_view include, std::string_view folder) const;
  /// The header that shares the longest tail with `include`, at least two names of it, or its name when only one header
  /// has that name: for trees that were moved about.
  std::optional<std::string> with_similar_suffix(std::string_view include) const;

 private:
  const std::vector<std::string>* named(std::string_view include) const;

  /// By file name; sorted lists.
  std::unordered_map<std::string, std::vector<std::string>> by_name_;
};

/// A header of the C++ standard library, which has no extension: "vector", "cstdint".
bool is_cpp_standard_header(std::string_view include);

}  // namespace cpsaudit
