#pragma once

#include <string>
#include <vector>

#include "core/span.h"
#include "facts/command.h"

namespace cpsaudit {

enum class NodeKind {
  /// Has children with keys: a YAML or TOML table, an XML element, `[section]`, `Match`, `server { }`, a passwd line.
  kSection,
  /// Has children without keys.
  kSequence,
  /// Has a value.
  kScalar,
};

enum class ScalarStyle {
  kPlain,
  kQuoted,
  /// A block of several lines: YAML `|`, TOML `"""`, CDATA.
  kBlock,
  /// The format states that the key is off: `# CONFIG_X is not set`. The value is then "n".
  kUnset,
  /// There is a key and nothing else: YAML `key:`, TOML never, `CONFIG_X=`.
  kMissing,
};

/// A setting, or a group of settings, at an exact place.
struct Node {
  NodeKind kind = NodeKind::kScalar;
  /// As the software reads it, unquoted and unescaped. Empty for an item of a sequence and for the root.
  /// XML attributes are children whose key starts with '@'; the text of an element with children is a child "#text".
  std::string key;
  /// Scalar: the value, unquoted and unescaped. Section: what stands behind its key, e.g. "User backup" for
  /// `Match User backup`, the name of a UCI section, the path of `location /admin { }`.
  std::string value;
  ScalarStyle style = ScalarStyle::kPlain;
  /// An explicit type that the format gives the value: YAML "!secret", "!env_var"; empty for none and for the core
  /// tags.
  std::string tag;
  /// Line formats with several arguments: the arguments one by one. Of a value that goes on over several lines, its
  /// lines. Empty elsewhere.
  std::vector<Word> words;
  /// The key without quotes; unknown for an item of a sequence.
  Span key_span;
  /// The value without quotes; for sections and sequences what stands from their first to their last byte.
  Span value_span;
  std::vector<Node> children;

  /// First child with this key, or null. The pointer lives as long as this node is not changed.
  const Node* child(std::string_view name) const {
    for (const Node& node : children) {
      if (node.key == name) return &node;
    }
    return nullptr;
  }
};

/// Kept because suppressions stand in comments.
struct Comment {
  /// Without the marks that make it a comment.
  std::string text;
  Span span;
};

/// Every configuration syntax becomes this. Order is that of the file.
struct Document {
  /// A section without key. Several YAML documents in one file: each is a child section "---" of a sequence-like root
  /// only when there is more than one; a single document is the root itself.
  Node root;
  std::vector<Comment> comments;
  /// Every command line in the file, in the order of the file.
  std::vector<Command> commands;
};

}  // namespace cpsaudit
