#pragma once

#include <string_view>

#include "engine/catalog.h"
#include "worker/pool.h"

namespace cpsaudit {

/// What every worker of this program is told, whatever it reads: recognitions, interests, models. The caller adds root,
/// headers and limits.
WorkerConfiguration worker_configuration(const Catalog& catalog);

/// By its extension: a file that others include; the tabs of a sketch are read with each other.
bool is_header(std::string_view path);

}  // namespace cpsaudit
