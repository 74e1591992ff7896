#pragma once

#include "core/language.h"

namespace cpsaudit {

/// Our short name for an entry of the Common Weakness Enumeration (checks/data/cwe-names.tsv); both languages empty
/// when the table has none.
LocalizedText cwe_name(int cwe);

}  // namespace cpsaudit
