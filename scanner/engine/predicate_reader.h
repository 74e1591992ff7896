#pragma once

#include "engine/predicate.h"

namespace YAML {
class Node;
}

namespace cpsaudit {

/// The predicate that a node says; `node` fits the shape of one. An absent node gives an absent predicate.
Predicate read_predicate(const YAML::Node& node);

/// What the `good` of a detector says; `otherwise` stands for all known values that its `bad` is not about.
Predicate read_good(const YAML::Node& detector);

/// The conditions that stand beside `argument` in a `where`: there `is` may also name a constant.
Predicate read_conditions(const YAML::Node& node);

}  // namespace cpsaudit
