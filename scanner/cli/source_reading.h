#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/catalog.h"
#include "worker/configuration.h"
#include "worker/pool.h"

namespace cpsaudit {

/// Reads files in workers, then those again that call functions of the product which hand on what checks look at, until
/// there is nothing new. One result a path, in their order.
Result<std::vector<FileFacts>> read_files(
    const Catalog& catalog, std::span<const std::size_t> checks, WorkerConfiguration configuration, unsigned jobs,
    const std::vector<std::string>& paths,
    const std::function<void(std::size_t done, const std::string& path)>& progress);

}  // namespace cpsaudit
