#pragma once

#include <map>
#include <string>

namespace YAML {
class Node;
}

namespace cpsaudit {

/// Parts of regular expressions that have a name, so that a long one is written once.
using NamedExpressions = std::map<std::string, std::string, std::less<>>;

/// Reads a map of names and expressions; what is none is left out. Those of `known` may stand in them.
NamedExpressions read_expressions(const YAML::Node& map, const NamedExpressions& known);

/// Puts `(?:…)` in the place of each `(?&name)` in the texts below `node`. A check's own `expressions` come before the
/// shared ones. A name that nobody gave stays, and then the expression does not compile.
void expand_expressions(const YAML::Node& node, const NamedExpressions& shared);

}  // namespace cpsaudit
