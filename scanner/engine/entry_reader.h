#pragma once

#include <optional>
#include <string_view>

#include "engine/check.h"
#include "engine/dialect.h"
#include "engine/product.h"
#include "engine/service.h"
#include "engine/yaml_shape.h"

namespace cpsaudit {

/// These read a node that fits its shape, and hold it against the rules that a shape cannot say. `path` is that of the
/// file below checks/. What is wrong goes to `errors`; the returned value is then incomplete.
Weakness read_weakness(const YAML::Node& node, std::string_view path, NodeErrors& errors);
/// Leaves `weakness` alone: the catalogue knows it.
Check read_check(const YAML::Node& node, std::string_view path, NodeErrors& errors);
Dialect read_dialect(const YAML::Node& node, std::string_view path, NodeErrors& errors);

/// Nothing when the node is not there.
std::optional<Fix> read_fix(const YAML::Node& node, NodeErrors& errors);

ProductRule read_product_rule(const YAML::Node& node, std::string_view path, NodeErrors& errors);
ServiceRule read_service_rule(const YAML::Node& node, std::string_view path, NodeErrors& errors);

/// Reads one entry of `detect`. The detectors that a join is made of go to `parts`, and the join knows them by their
/// place there.
/// `no-good` of a check or a detector.
NoGood no_good_at(const YAML::Node& node);
Detector read_detector(const YAML::Node& node, std::vector<Detector>& parts, NodeErrors& errors);

}  // namespace cpsaudit
