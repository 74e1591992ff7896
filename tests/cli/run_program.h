#pragma once

#include <sys/wait.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace cpsaudit::test {

/// What a run of the program did, as a script sees it.
struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string err;
};

inline std::string contents_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// A folder that is gone when the test is over.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cpsaudit-test-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& below = "") const { return (path_ / below).string(); }

  Folder& with(const std::string& file, const std::string& text) {
    std::filesystem::create_directories((path_ / file).parent_path());
    std::ofstream(path_ / file, std::ios::binary) << text;
    return *this;
  }

 private:
  std::filesystem::path path_;
};

/// The failing results of a rule in a log, in its order.
inline nlohmann::json results_of(const nlohmann::json& log, const std::string& rule) {
  nlohmann::json results = nlohmann::json::array();
  for (const auto& result : log["runs"][0]["results"]) {
    if (result["ruleId"] == rule && result["kind"] == "fail") results.push_back(result);
  }
  return results;
}

/// Runs the program through a shell in `folder`, in English unless `environment` says otherwise.
inline Outcome run(const std::string& arguments, const std::string& folder = "/", const std::string& environment = "") {
  const Folder streams;
  const std::string command = "cd '" + folder + "' && env -u LC_ALL -u LC_MESSAGES LANG=C " + environment + " '" +
                              CPSAUDIT_PROGRAM + "' " + arguments + " >'" + streams.path("out") + "' 2>'" +
                              streams.path("err") + "' </dev/null";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents_of(streams.path("out")),
          contents_of(streams.path("err"))};
}

}  // namespace cpsaudit::test
