#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/catalog.h"
#include "engine/scan_result.h"
#include "report/source_text.h"

namespace cpsaudit {

/// Half-open range of byte offsets in a text.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool empty() const { return begin == end; }
  friend bool operator==(const Range&, const Range&) = default;
};

/// Knows where the secrets of a scan are, and keeps them out of everything that quotes the tree: the secret of one
/// finding may stand on the line that another one shows, or a second time in another file.
class Redactor {
 public:
  Redactor(const ScanResult& result, const Catalog& catalog, const SourceTexts& sources);

  /// True when the text under the finding must not be shown.
  bool is_secret(const Finding& finding) const;

  /// What must not be shown of a part of a file: sorted, disjoint, clipped. `text` is the whole file's.
  std::vector<Range> hidden(std::string_view path, std::string_view text, Range within) const;
  /// That part of the file with each hidden piece replaced by kRedaction.
  std::string shown(std::string_view path, std::string_view text, Range within) const;
  /// A text of ours with every known secret replaced.
  std::string scrubbed(std::string_view text) const;
  /// The same for a text about `place`, which may quote it: what is secret there is hidden however short it is.
  std::string scrubbed(std::string_view text, const Place& place) const;

 private:
  void learn(std::string_view secret);
  /// Occurrences of known secrets in `text`, in order; they may overlap.
  std::vector<Range> known_in(std::string_view text) const;

  /// A secret finding: where it is, and how its text may stand in a message.
  struct Spot {
    Span span;
    std::vector<std::string> values;
  };

  const Catalog& catalog_;
  std::map<std::string, std::vector<Spot>, std::less<>> spots_;
  /// By path: where its secret findings are; sorted and disjoint.
  std::map<std::string, std::vector<Range>, std::less<>> ranges_;
  /// Words that say nothing when they stand somewhere else: hiding them would blot out half the log.
  std::unordered_set<std::string> everyday_;
  std::string paths_;
  /// By their first kPrefix bytes.
  std::unordered_map<std::string, std::vector<std::string>> secrets_;
};

/// The parts of a flagged piece of text that may be the secret itself: a literal without its quotes, the value of an
/// assignment, the field of a password file, the lines of a key.
std::vector<std::string> secret_values(std::string_view text);

}  // namespace cpsaudit
