#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/document_builder.h"

namespace cpsaudit {

/// A key or certificate between BEGIN and END lines, RFC 7468. The bytes in between are looked at and not kept.
struct PemBlock {
  /// "RSA PRIVATE KEY"
  std::string label;
  Range label_range;
  /// "-----BEGIN RSA PRIVATE KEY-----"
  Range begin_line;
  /// From the BEGIN line to the end of the END line.
  Range whole;
  bool encrypted = false;
  /// False when there is no END line for it.
  bool complete = false;
};

/// Every block in the text, in order. Lines that are indented, quoted or escaped count as well.
std::vector<PemBlock> find_pem_blocks(std::string_view source);

}  // namespace cpsaudit
