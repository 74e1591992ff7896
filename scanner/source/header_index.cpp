#include "source/header_index.h"

#include <algorithm>

namespace cpsaudit {
namespace {

std::string_view name_of_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// How many names at the end of both paths are the same.
std::size_t common_tail(std::string_view a, std::string_view b) {
  std::size_t names = 0;
  while (!a.empty() && !b.empty()) {
    const std::string_view last_a = name_of_path(a);
    if (last_a != name_of_path(b)) break;
    ++names;
    a.remove_suffix(std::min(a.size(), last_a.size() + 1));
    b.remove_suffix(std::min(b.size(), last_a.size() + 1));
  }
  return names;
}

/// Steps up and down from one folder to the other.
std::size_t distance(std::string_view from, std::string_view to) {
  std::size_t common = 0;
  for (std::size_t i = 0; i <= from.size() && i <= to.size(); ++i) {
    const bool from_ends = i == from.size() || from[i] == '/';
    const bool to_ends = i == to.size() || to[i] == '/';
    if (from_ends && to_ends) common = i;
    if (i == from.size() || i == to.size() || from[i] != to[i]) break;
  }
  const auto names = [](std::string_view rest) {
    if (rest.empty()) return std::size_t{0};
    const auto slashes = static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '/'));
    return slashes + (rest.front() == '/' ? 0 : 1);
  };
  return names(from.substr(common)) + names(to.substr(common));
}

}  // namespace

std::optional<std::string> normalized_path(std::string_view path) {
  if (path.starts_with('/')) return std::nullopt;
  std::vector<std::string_view> names;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    if (name.empty() || name == ".") continue;
    if (name == "..") {
      if (names.empty()) return std::nullopt;
      names.pop_back();
    } else {
      names.push_back(name);
    }
  }
  std::string out;
  for (const std::string_view name : names) {
    if (!out.empty()) out += '/';
    out += name;
  }
  return out;
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

HeaderIndex::HeaderIndex(const std::vector<std::string>& headers) {
  for (const std::string& header : headers) by_name_[std::string(name_of_path(header))].push_back(header);
  for (auto& [name, paths] : by_name_) std::sort(paths.begin(), paths.end());
}

const std::vector<std::string>* HeaderIndex::named(std::string_view include) const {
  const auto found = by_name_.find(std::string(name_of_path(include)));
  return found == by_name_.end() ? nullptr : &found->second;
}

bool HeaderIndex::holds(std::string_view path) const {
  const auto* paths = named(path);
  return paths != nullptr && std::binary_search(paths->begin(), paths->end(), path);
}

std::optional<std::string> HeaderIndex::with_suffix(std::string_view include, std::string_view folder) const {
  const auto* paths = named(include);
  if (paths == nullptr) return std::nullopt;
  const std::size_t names = common_tail(include, include);
  const std::string* best = nullptr;
  std::size_t best_distance = 0;
  for (const std::string& path : *paths) {
    if (common_tail(path, include) != names) continue;
    const std::size_t steps = distance(folder, folder_of(path));
    if (best != nullptr && steps >= best_distance) continue;
    best = &path;
    best_distance = steps;
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

std::optional<std::string> HeaderIndex::with_similar_suffix(std::string_view include) const {
  const auto* paths = named(include);
  if (paths == nullptr) return std::nullopt;
  const std::string* best = nullptr;
  std::size_t best_names = paths->size() == 1 ? 0 : 1;
  for (const std::string& path : *paths) {
    const std::size_t names = common_tail(path, include);
    if (names <= best_names) continue;
    best = &path;
    best_names = names;
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

bool is_cpp_standard_header(std::string_view include) {
  // cppreference.com, "Standard library headers"; sorted.
  static constexpr std::string_view kNames[] = {"algorithm",
                                                "any",
                                                "array",
                                                "atomic",
                                                "barrier",
                                                "bit",
                                                "bitset",
                                                "cassert",
                                                "ccomplex",
                                                "cctype",
                                                "cerrno",
                                                "cfenv",
                                                "cfloat",
                                                "charconv",
                                                "chrono",
                                                "cinttypes",
                                                "ciso646",
                                                "climits",
                                                "clocale",
                                                "cmath",
                                                "codecvt",
                                                "compare",
                                                "complex",
                                                "concepts",
                                                "condition_variable",
                                                "coroutine",
                                                "csetjmp",
                                                "csignal",
                                                "cstdalign",
                                                "cstdarg",
                                                "cstdbool",
                                                "cstddef",
                                                "cstdint",
                                                "cstdio",
                                                "cstdlib",
                                                "cstring",
                                                "ctgmath",
                                                "ctime",
                                                "cuchar",
                                                "cwchar",
                                                "cwctype",
                                                "deque",
                                                "exception",
                                                "execution",
                                                "expected",
                                                "filesystem",
                                                "format",
                                                "forward_list",
                                                "fstream",
                                                "functional",
                                                "future",
                                                "generator",
                                                "initializer_list",
                                                "iomanip",
                                                "ios",
                                                "iosfwd",
                                                "iostream",
                                                "istream",
                                                "iterator",
                                                "latch",
                                                "limits",
                                                "list",
                                                "locale",
                                                "map",
                                                "memory",
                                                "memory_resource",
                                                "mutex",
                                                "new",
                                                "numbers",
                                                "numeric",
                                                "optional",
                                                "ostream",
                                                "print",
                                                "queue",
                                                "random",
                                                "ranges",
                                                "ratio",
                                                "regex",
                                                "scoped_allocator",
                                                "semaphore",
                                                "set",
                                                "shared_mutex",
                                                "source_location",
                                                "span",
                                                "sstream",
                                                "stack",
                                                "stacktrace",
                                                "stdexcept",
                                                "stop_token",
                                                "streambuf",
                                                "string",
                                                "string_view",
                                                "strstream",
                                                "syncstream",
                                                "system_error",
                                                "thread",
                                                "tuple",
                                                "type_traits",
                                                "typeindex",
                                                "typeinfo",
                                                "unordered_map",
                                                "unordered_set",
                                                "utility",
                                                "valarray",
                                                "variant",
                                                "vector",
                                                "version"};
  return std::find(std::begin(kNames), std::end(kNames), include) != std::end(kNames);
}

}  // namespace cpsaudit
