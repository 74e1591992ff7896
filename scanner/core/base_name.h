#pragma once

#include <string_view>

namespace cpsaudit {

/// "sshd" of "/usr/sbin/sshd" and of "sshd"; empty for a path that ends in a slash.
inline std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace cpsaudit
