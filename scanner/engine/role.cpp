#include <algorithm>
#include <array>
#include <utility>

#include "engine/ascii.h"
#include "engine/engine.h"

namespace cpsaudit {

using namespace ascii;

namespace {

/// Customary names of folders, in lower case.
constexpr std::array<std::pair<std::string_view, Role>, 78> kFolders = {{
    {"test", Role::kTest},
    {"tests", Role::kTest},
    {"testing", Role::kTest},
    {"spec", Role::kTest},
    {"specs", Role::kTest},
    {"test_app", Role::kTest},
    {"test_apps", Role::kTest},
    {"testdata", Role::kTest},
    {"test_data", Role::kTest},
    {"test-data", Role::kTest},
    {"testsuite", Role::kTest},
    {"testsuites", Role::kTest},
    {"unittest", Role::kTest},
    {"unittests", Role::kTest},
    {"unit_test", Role::kTest},
    {"unit_tests", Role::kTest},
    {"unit-tests", Role::kTest},
    {"integration_tests", Role::kTest},
    {"integration-tests", Role::kTest},
    {"__tests__", Role::kTest},
    {"gtest", Role::kTest},
    {"mock", Role::kTest},
    {"mocks", Role::kTest},
    {"__mocks__", Role::kTest},
    {"fixture", Role::kTest},
    {"fixtures", Role::kTest},
    {"__fixtures__", Role::kTest},
    {"test-fixtures", Role::kTest},
    {"test_fixtures", Role::kTest},
    {"__snapshots__", Role::kTest},
    {"e2e", Role::kTest},
    {"cypress", Role::kTest},
    {"playwright", Role::kTest},
    {"selftest", Role::kTest},
    {"selftests", Role::kTest},
    {"fuzz", Role::kTest},
    {"fuzzing", Role::kTest},
    {"fuzzers", Role::kTest},
    {"benchmark", Role::kTest},
    {"benchmarks", Role::kTest},
    {".github", Role::kTest},
    {".gitlab", Role::kTest},
    {".gitlab-ci", Role::kTest},
    {".circleci", Role::kTest},
    {".travis", Role::kTest},
    {".ci", Role::kTest},
    {"example", Role::kSample},
    {"examples", Role::kSample},
    {"sample", Role::kSample},
    {"samples", Role::kSample},
    {"demo", Role::kSample},
    {"demos", Role::kSample},
    {"tutorial", Role::kSample},
    {"tutorials", Role::kSample},
    {"third_party", Role::kVendored},
    {"third-party", Role::kVendored},
    {"thirdparty", Role::kVendored},
    {"3rdparty", Role::kVendored},
    {"3rd_party", Role::kVendored},
    {"3rd-party", Role::kVendored},
    {"vendor", Role::kVendored},
    {"vendors", Role::kVendored},
    {"vendored", Role::kVendored},
    {"external", Role::kVendored},
    {"externals", Role::kVendored},
    {"extern", Role::kVendored},
    {"deps", Role::kVendored},
    {"managed_components", Role::kVendored},
    {"node_modules", Role::kVendored},
    {"bower_components", Role::kVendored},
    {"site-packages", Role::kVendored},
    {".pio", Role::kVendored},
    {".platformio", Role::kVendored},
    {"subprojects", Role::kVendored},
    {"doc", Role::kDocumentation},
    {"docs", Role::kDocumentation},
    {"documentation", Role::kDocumentation},
    {"man", Role::kDocumentation},
}};

std::optional<Role> role_of_name(std::string_view name) {
  const auto found =
      std::find_if(kFolders.begin(), kFolders.end(), [&](const auto& folder) { return folder.first == name; });
  return found == kFolders.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Role> role_of_folder(std::string_view name) {
  if (const auto role = role_of_name(name)) return role;
  const auto ends = [&](std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
  };
  if (name.starts_with("test_") || ends({"_test", "_tests", "-test", "-tests"})) return Role::kTest;
  if (ends({"_example", "_examples", "-example", "-examples", "_demo", "-demo"})) return Role::kSample;
  return std::nullopt;
}

/// `vendor` of Android is a partition with what the maker of the device adds: no foreign code.
bool is_partition(std::string_view name, std::string_view next) {
  constexpr std::array<std::string_view, 9> kInside = {"etc",      "bin", "lib",      "lib64",     "overlay",
                                                       "firmware", "app", "priv-app", "build.prop"};
  return name == "vendor" && std::find(kInside.begin(), kInside.end(), next) != kInside.end();
}

/// `docker-compose.test.yml`, `values-e2e.yaml`
bool is_setup_of_tests(std::string_view stem, std::string_view extension) {
  constexpr std::array<std::string_view, 5> kSettings = {".yml", ".yaml", ".env", ".toml", ".json"};
  if (std::find(kSettings.begin(), kSettings.end(), extension) == kSettings.end()) return false;
  const std::vector<std::string_view> words = split(stem, ".-_");
  return words.size() > 1 &&
         (words.back() == "test" || words.back() == "tests" || words.back() == "e2e" || words.back() == "integration");
}

Role role_of_file(std::string_view name) {
  const std::string_view stem = name.substr(0, name.rfind('.'));
  const std::string_view extension = name.substr(stem.size());
  const bool is_source = extension == ".c" || extension == ".cc" || extension == ".cpp" || extension == ".cxx" ||
                         extension == ".h" || extension == ".hpp";
  const bool is_script = extension == ".sh" || extension == ".bash" || extension == ".bats";
  if (is_script && (stem.starts_with("test-") || stem.ends_with("-test") || stem.ends_with("-tests"))) {
    return Role::kTest;
  }
  if ((is_source || is_script) &&
      (stem.starts_with("test_") || stem.ends_with("_test") || stem.ends_with("_tests") || stem.starts_with("mock_") ||
       stem.ends_with("_mock") || stem.ends_with("_unittest") || stem.ends_with("_fuzzer"))) {
    return Role::kTest;
  }
  constexpr std::array<std::string_view, 9> kPrograms = {".py",  ".js", ".mjs", ".ts", ".tsx",
                                                         ".lua", ".go", ".rb",  ".php"};
  const bool is_program = std::find(kPrograms.begin(), kPrograms.end(), extension) != kPrograms.end();
  if (is_program && (stem.starts_with("test_") || stem.ends_with("_test") || stem.ends_with("_spec") ||
                     stem.ends_with(".test") || stem.ends_with(".spec"))) {
    return Role::kTest;
  }
  if (is_setup_of_tests(stem, extension)) return Role::kTest;
  // `sdkconfig.ci.wifi`: a variant that a pipeline builds.
  if (name.starts_with("sdkconfig.ci")) return Role::kTest;
  if (name.starts_with(".gitlab-ci") || name.starts_with(".travis") || name == "jenkinsfile") return Role::kTest;
  if (extension == ".md" || extension == ".rst" || extension == ".adoc") return Role::kDocumentation;
  constexpr std::array<std::string_view, 5> kSamples = {".example", ".sample", ".dist", ".tmpl-example", ".template"};
  // "nginx.conf.template" is filled in when the product starts; "config.template" is what people copy.
  const bool becomes_product = extension == ".template" && stem.rfind('.') != std::string_view::npos &&
                               stem.rfind('.') > 0 && !stem.starts_with('.');
  if (becomes_product) return role_of_file(stem);
  const bool is_sample = std::find(kSamples.begin(), kSamples.end(), extension) != kSamples.end() ||
                         stem.ends_with(".example") || stem.ends_with(".sample") || stem.ends_with("-example") ||
                         stem.ends_with("-sample") || stem.ends_with("_example") || stem.ends_with("_sample") ||
                         stem.ends_with("-dist") || stem.ends_with(".dist");
  return is_sample ? Role::kTemplate : Role::kProduct;
}

/// `usr/sbin/factory_test.sh`: what tests the device in the field is delivered with it.
bool is_program_of_image(const std::vector<std::string_view>& names) {
  if (names.size() < 2) return false;
  const std::string_view folder = names[names.size() - 2];
  const std::string_view around = names.size() < 3 ? std::string_view() : names[names.size() - 3];
  if (folder == "sbin") return true;
  if (folder == "init.d" || folder == "rc.d") return around == "etc";
  constexpr std::array<std::string_view, 6> kRoots = {"usr", "local", "rootfs", "overlay", "root", "rootfs_overlay"};
  return folder == "bin" && std::find(kRoots.begin(), kRoots.end(), around) != kRoots.end();
}

}  // namespace

bool is_of_pipeline(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return path.starts_with('.') || path.find("/.") != std::string_view::npos || lower(name) == "jenkinsfile";
}

Role role_of(std::string_view path) {
  const std::string folded = lower(path);
  const std::vector<std::string_view> names = split(folded, "/");
  // /usr/share/doc and /usr/share/man are documentation, but a role of a higher folder says more: tests of a library.
  // Tests of samples are tests; a sample may be one that tests something, `examples/camera/test_rate`.
  std::optional<Role> role;
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    const bool is_own = is_partition(names[i], names[i + 1]);
    const std::optional<Role> next = is_own ? std::nullopt : role_of_folder(names[i]);
    const bool is_test_of_sample = role == Role::kSample && role_of_name(names[i]) == Role::kTest;
    if (!role || is_test_of_sample) role = next ? next : role;
  }
  // `ci/matrix/wifi.defaults`
  const bool is_variant = folded.ends_with(".defaults") && std::find(names.begin(), names.end(), "ci") != names.end();
  Role own = is_variant ? Role::kTest : names.empty() ? Role::kProduct : role_of_file(names.back());
  if (own == Role::kTest && is_program_of_image(names)) own = Role::kProduct;
  const bool says_more = own == Role::kTemplate || own == Role::kTest;
  return role && (*role != Role::kSample || !says_more) ? *role : own;
}

}  // namespace cpsaudit
