#pragma once

#include <string>
#include <string_view>

namespace cpsaudit {

/// A path relative to the root as a relative URI (RFC 3986): the bytes of the file name percent-encoded in upper-case
/// hex, unreserved characters and '/' left alone. A path in Shift_JIS keeps its bytes.
std::string uri_of_path(std::string_view path);

/// The path that such a URI stands for.
std::string path_of_uri(std::string_view uri);

/// A git remote as an absolute URI without user name, password or token: "git@host:a/b.git" becomes
/// "ssh://host/a/b.git". Empty for what names a place on this machine.
std::string uri_of_repository(std::string_view remote);

}  // namespace cpsaudit
