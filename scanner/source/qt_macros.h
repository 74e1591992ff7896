#pragma once

#include <string>
#include <string_view>

namespace cpsaudit {

/// Definitions of Qt's macros for a file that uses Qt: without them a class with Q_OBJECT in it is none, where Qt's
/// headers are not there. Empty for any other file.
std::string declared_qt_macros(std::string_view code);

}  // namespace cpsaudit
