#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "engine/shape.h"

namespace YAML {
class Node;
}

namespace cpsaudit {

/// Errors of one file of the catalogue, each at the place of a node. Outlives no file: it is a collector.
class NodeErrors {
 public:
  NodeErrors(std::string file, std::vector<Error>& errors) : file_(std::move(file)), errors_(errors) {}

  void add(const YAML::Node& node, std::string message);
  void add(Position where, std::string message);
  const std::string& file() const { return file_; }
  std::size_t count() const { return errors_.size(); }

 private:
  std::string file_;
  std::vector<Error>& errors_;
};

/// 1-based; nowhere for a node that is not there.
Position place_of(const YAML::Node& node);

/// Holds a node against a shape: unknown, missing and repeated keys, wrong types, words that are none of the choices,
/// languages that lack, expressions that do not compile.
void check_shape_of(const YAML::Node& node, const ObjectShape& shape, NodeErrors& errors);

}  // namespace cpsaudit
