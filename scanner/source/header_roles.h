#pragma once

#include <memory>
#include <string>
#include <utility>

#include "source/name_roles.h"
#include "source/raw_tokens.h"
#include "source/token_view.h"

namespace cpsaudit {

/// What the names of a header are used as. It stays where it is: its parts point to each other.
struct HeaderRoles {
  HeaderRoles(std::shared_ptr<const std::string> given, bool cplusplus)
      : text(std::move(given)),
        file(cut_into_tokens(*text, cplusplus)),
        code(file, file.tokens),
        roles(file, code, cplusplus) {}
  HeaderRoles(const HeaderRoles&) = delete;
  HeaderRoles& operator=(const HeaderRoles&) = delete;

  /// Shared with the tree's files and the parser.
  std::shared_ptr<const std::string> text;
  RawFile file;
  TokenView code;
  NameRoles roles;
};

}  // namespace cpsaudit
