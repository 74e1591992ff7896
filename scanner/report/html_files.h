#pragma once

#include <string_view>

namespace cpsaudit {

/// A file of scanner/report/html/ as it was when the program was built: "style.css".
std::string_view html_file(std::string_view name);

}  // namespace cpsaudit
