#pragma once

#include <string>
#include <vector>

#include "core/language.h"
#include "engine/scan_result.h"
#include "mapping/verdict.h"

namespace cpsaudit {

/// A line for each product: its findings, and how many requirements they speak against. Empty for a tree that is one
/// product.
std::string text_products(const ScanResult& result, const std::vector<ProductVerdicts>& verdicts, Language language);

}  // namespace cpsaudit
