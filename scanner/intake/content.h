#pragma once

#include <string_view>

namespace cpsaudit {

/// Questions about the beginning of a file, answered by its shape alone. `text` is UTF-8 or any superset of ASCII.

/// More NUL bytes or control characters than a text has, even one that somebody put a NUL into to hide it.
bool looks_binary(std::string_view bytes);

/// The first line that says something is `config TYPE [name]` (or `package NAME`), and `option` or `list` follow.
bool looks_like_uci(std::string_view text);

/// Most statements are `CONFIG_X=…` or `# CONFIG_X is not set` (also BR2_ and SB_CONFIG_).
bool looks_like_kconfig_state(std::string_view text);

/// Most lines have the 7 fields of passwd(5), user and group being numbers.
bool looks_like_passwd(std::string_view text);

/// Most lines have the 9 fields of shadow(5), the ages being numbers or empty.
bool looks_like_shadow(std::string_view text);

/// Most lines are `id:runlevels:action:process`.
bool looks_like_inittab(std::string_view text);

/// Begins with `#!` and one of the Bourne shells, or with a script that one of them runs (/etc/rc.common).
bool has_shell_shebang(std::string_view text);

bool has_shebang(std::string_view text);

/// A line of its own begins with "-----BEGIN ".
bool holds_pem(std::string_view text);

bool looks_like_xml(std::string_view text);

/// From its first to its last byte one element with others in it: XML that does not say so.
bool looks_like_xml_element(std::string_view text);

/// `{` and then a key in quotes, or nothing.
bool looks_like_json(std::string_view text);

/// Defines functions as shell scripts do; what another script sources has no `#!`.
bool looks_like_shell_fragment(std::string_view text);

/// `[section]` and `key = value`, and little else.
bool looks_like_ini(std::string_view text);

/// `key=value`, and nothing else.
bool looks_like_key_value(std::string_view text);

}  // namespace cpsaudit
