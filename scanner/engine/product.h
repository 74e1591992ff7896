#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"
#include "facts/file_facts.h"

namespace cpsaudit {

/// A part of the tree that is built, shipped or run for itself. Facts are joined within one, never across two.
struct Product {
  /// Relative to the scanned root, empty for the root itself.
  std::string folder;
  /// Name of the rule that recognised it ("root-filesystem"); "tree" for what is left of the scanned root.
  std::string kind = "tree";
  /// What people call the kind.
  LocalizedText title = {};
  /// Files of its own that some check could look at; samples, tests and foreign code do not count.
  std::size_t files = 0;
};

/// Of a folder, some of these must be in it.
struct ProductMark {
  /// Names of files and folders relative to the folder; `*` stands for any characters of the last name.
  std::vector<std::string> any;
  std::size_t at_least = 1;
};

/// How a kind of product is recognised: checks/products/<kind>.yaml.
struct ProductRule {
  std::string kind;
  LocalizedText title;
  /// Of several rules that a folder fits, the highest counts.
  int priority = 0;
  /// All of them must be met.
  std::vector<ProductMark> marks;
  /// Lies in one of these kinds: it is a part of that.
  std::vector<std::string> part_of;
  /// The only one of its kind below a tree that is no product by itself is a part of that tree: the sources and the
  /// image of one device.
  bool merges_when_alone = false;
};

/// Which product each path of a tree belongs to.
class ProductMap {
 public:
  /// `files` and `links` by path; of rules that fit one folder the first counts.
  ProductMap(std::span<const ProductRule> rules, std::span<const FileFacts> files, std::span<const LinkFacts> links);

  /// By folder; the first is the scanned root.
  const std::vector<Product>& products() const { return products_; }
  std::size_t product_of(std::string_view path) const;
  /// A number for the part of the tree that facts of this path are joined with: mostly its product; a sample or a test
  /// that is built for itself stands apart without being a product.
  std::size_t segment_of(std::string_view path) const;
  /// Do facts of these two parts speak of one thing? What lies above a product, or inside of it, is its own; a sample
  /// has nothing but itself.
  bool are_joined(std::size_t one, std::size_t two) const;

 private:
  struct Segment {
    /// With a '/' at the end; empty for the root.
    std::string prefix;
    std::size_t product = 0;
    /// A sample or a test: nobody ships it.
    bool stands_apart = false;
  };

  std::vector<Product> products_;
  /// By prefix.
  std::vector<Segment> segments_;
};

}  // namespace cpsaudit
