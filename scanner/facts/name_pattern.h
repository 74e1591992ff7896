#pragma once

#include <string>

namespace cpsaudit {

/// True for an RE2 that any name fits: that a name fits it says nothing. False for one that is no RE2.
bool fits_every_name(const std::string& pattern);

}  // namespace cpsaudit
