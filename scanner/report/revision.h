#pragma once

#include <string>

namespace cpsaudit {

/// The commit that a scanned tree is at.
struct Revision {
  /// As git names the remote; made presentable (uri.h) before it is written.
  std::string repository;
  /// Full commit id.
  std::string id;
  /// Empty when none is checked out.
  std::string branch;
};

}  // namespace cpsaudit
