#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run_program.h"

namespace cpsaudit::test {
namespace {

namespace fs = std::filesystem;

const fs::path kTop = CPSAUDIT_SOURCE_DIR;

std::vector<fs::path> files_below(const fs::path& folder, const std::set<std::string>& extensions) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && extensions.contains(entry.path().extension())) files.push_back(entry.path());
  }
  return files;
}

/// What each module may use, as CMakeLists.txt says.
std::map<std::string, std::set<std::string>> allowed_modules() {
  std::map<std::string, std::set<std::string>> allowed;
  const std::string text = contents_of(kTop / "CMakeLists.txt");
  const std::regex declaration(R"(cpsaudit_module\((\w+)\s+(?:USES\s+([a-z ]+?))?\s*(?:LIBRARIES[^)]*)?\))");
  for (auto match = std::sregex_iterator(text.begin(), text.end(), declaration); match != std::sregex_iterator();
       ++match) {
    std::istringstream uses((*match)[2].str());
    auto& modules = allowed[(*match)[1].str()];
    modules.insert((*match)[1].str());
    for (std::string module; uses >> module;) modules.insert(module);
  }
  return allowed;
}

TEST(Repository, ModulesIncludeOnlyWhatStandsToTheirLeft) {
  const auto allowed = allowed_modules();
  ASSERT_TRUE(allowed.contains("cli"));
  const std::regex include("#include \"([a-z]+)/");
  for (const auto& [module, modules] : allowed) {
    for (const fs::path& file : files_below(kTop / "scanner" / module, {".h", ".cpp"})) {
      const std::string text = contents_of(file);
      for (auto match = std::sregex_iterator(text.begin(), text.end(), include); match != std::sregex_iterator();
           ++match) {
        EXPECT_TRUE(modules.contains((*match)[1].str())) << file << " includes " << (*match)[1].str();
      }
    }
  }
}

TEST(Repository, OnlyTheSourceModuleKnowsClang) {
  for (const fs::path& file : files_below(kTop / "scanner", {".h", ".cpp"})) {
    if (file.string().find("/scanner/source/") != std::string::npos) continue;
    const std::string text = contents_of(file);
    EXPECT_EQ(text.find("#include <clang/"), std::string::npos) << file;
    EXPECT_EQ(text.find("#include <llvm/"), std::string::npos) << file;
  }
}

TEST(Repository, PathsInTheDocumentationExist) {
  std::vector<fs::path> documents = {kTop / "README.md", kTop / "CONTRIBUTING.md"};
  for (const fs::directory_entry& entry : fs::directory_iterator(kTop / "docs")) {
    if (entry.path().extension() == ".md") documents.push_back(entry.path());
  }
  const std::regex path("`((?:scanner|checks|mappings|fixtures|tests|docs|scripts|packaging|cmake)/[A-Za-z0-9_./-]*)`");
  const std::regex link(R"(\]\(([^):#]+)\))");
  for (const fs::path& document : documents) {
    const std::string text = contents_of(document);
    for (auto match = std::sregex_iterator(text.begin(), text.end(), path); match != std::sregex_iterator(); ++match) {
      EXPECT_TRUE(fs::exists(kTop / (*match)[1].str())) << document << " names " << (*match)[1].str();
    }
    for (auto match = std::sregex_iterator(text.begin(), text.end(), link); match != std::sregex_iterator(); ++match) {
      EXPECT_TRUE(fs::exists(document.parent_path() / (*match)[1].str())) << document << " links " << (*match)[1].str();
    }
  }
}

TEST(Repository, EveryPackageIsNamedOnce) {
  const std::string text = contents_of(kTop / "scripts/install-deps");
  for (const std::string package : {"llvm-19-dev", "libclang-cpp19-dev", "libyaml-cpp-dev", "libpugixml-dev",
                                    "libtomlplusplus-dev", "nlohmann-json3-dev", "libcli11-dev", "libgtest-dev"}) {
    const std::size_t first = text.find(" " + package);
    ASSERT_NE(first, std::string::npos) << package;
    EXPECT_EQ(text.find(" " + package, first + 1), std::string::npos) << package;
  }
}

}  // namespace
}  // namespace cpsaudit::test
