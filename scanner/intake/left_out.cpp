#include "intake/left_out.h"

#include <algorithm>
#include <string>
#include <utility>

#include "intake/words.h"

namespace cpsaudit {
namespace {

constexpr std::string_view kVersionControl = "version control";
constexpr std::string_view kBuildOutput = "build output";

constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {".git", kVersionControl},     {".hg", kVersionControl},
    {".svn", kVersionControl},     {".bzr", kVersionControl},
    {".repo", kVersionControl},    {".pio", kBuildOutput},
    {"__pycache__", kBuildOutput}, {"node_modules", "packages that a package manager fetched"},
};

template <std::size_t Size>
bool holds_any(const std::vector<DirectoryEntry>& entries, const std::string_view (&names)[Size]) {
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view name) { return find_entry(entries, name) != nullptr; });
}

}  // namespace

std::string_view left_out_by_name(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& entry) { return entry.first == name; });
  return found == std::end(kNames) ? std::string_view() : found->second;
}

std::string_view left_out_script(std::string_view name) {
  constexpr std::string_view kReason = "scripts of others, as they are distributed";
  static constexpr std::string_view kPacked[] = {".min.js", ".min.mjs", ".min.cjs", ".bundle.js", ".pack.js"};
  const std::string folded = lower(name);
  if (std::any_of(std::begin(kPacked), std::end(kPacked), [&](auto ending) { return folded.ends_with(ending); })) {
    return kReason;
  }
  if (!folded.ends_with(".js")) return {};
  // What stands behind the name is a version, a plug-in or a kind of build.
  static constexpr std::string_view kLibraries[] = {"jquery",   "bootstrap", "angular", "lodash",     "underscore",
                                                    "backbone", "modernizr", "popper",  "highcharts", "zepto"};
  return std::any_of(std::begin(kLibraries), std::end(kLibraries),
                     [&](std::string_view library) {
                       return folded.starts_with(library) &&
                              std::string_view(".-").find(folded[library.size()]) != std::string_view::npos;
                     })
             ? kReason
             : std::string_view();
}

std::string_view left_out_by_content(std::string_view name, const std::vector<DirectoryEntry>& entries) {
  // A build in the source folder itself: the source is there too.
  static constexpr std::string_view kSource[] = {"CMakeLists.txt", "meson.build", "configure.ac", "BUILD.gn"};
  if (holds_any(entries, kSource)) return {};
  static constexpr std::string_view kAnywhere[] = {"CMakeCache.txt", "meson-private"};
  if (holds_any(entries, kAnywhere)) return kBuildOutput;
  static constexpr std::string_view kInBuild[] = {"build.ninja", ".ninja_log", ".ninja_deps", "CMakeFiles"};
  return name == "build" && holds_any(entries, kInBuild) ? kBuildOutput : std::string_view();
}

}  // namespace cpsaudit
