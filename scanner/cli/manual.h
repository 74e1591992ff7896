#pragma once

#include <string>

namespace CLI {
class App;
}

namespace cpsaudit {

/// These are made from the table of commands and options, so that they say what the program does.

/// A completion script for "bash", "zsh" or "fish".
std::string completion_script(const CLI::App& app, const std::string& shell);

/// The manual page, in the macros of man(7).
std::string manual_page(const CLI::App& app);

}  // namespace cpsaudit
