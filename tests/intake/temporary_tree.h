#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace cpsaudit {

/// A folder that is gone when the test ends.
class TemporaryTree {
 public:
  TemporaryTree() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cpsaudit-test-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~TemporaryTree() {
    std::error_code error;
    std::filesystem::remove_all(root_, error);
  }
  TemporaryTree(const TemporaryTree&) = delete;
  TemporaryTree& operator=(const TemporaryTree&) = delete;

  const std::string& root() const { return root_; }
  std::string at(const std::string& path) const { return root_ + "/" + path; }

  void file(const std::string& path, const std::string& text = "text\n") const {
    folder(std::filesystem::path(path).parent_path().string());
    std::ofstream(at(path), std::ios::binary) << text;
  }
  void folder(const std::string& path) const { std::filesystem::create_directories(at(path)); }
  void link(const std::string& path, const std::string& target) const {
    folder(std::filesystem::path(path).parent_path().string());
    ASSERT_EQ(symlink(target.c_str(), at(path).c_str()), 0);
  }
  void fifo(const std::string& path) const { ASSERT_EQ(mkfifo(at(path).c_str(), 0600), 0); }

 private:
  std::string root_;
};

}  // namespace cpsaudit
