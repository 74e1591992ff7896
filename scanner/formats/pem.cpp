#include "formats/pem.h"

#include "formats/binary_key.h"
#include "formats/key_facts.h"

#include <algorithm>
#include <array>

#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";
// The name and the cipher of an OpenSSH key stand in its first 40 bytes.
constexpr std::size_t kHeaderBytes = 64;

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 64 && std::all_of(label.begin(), label.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || is_digit(c) || c == ' ' || c == '#' || c == '-';
  });
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

/// The first bytes that the base64 text stands for.
std::string decode_start(std::string_view body) {
  std::string bytes;
  unsigned bits = 0;
  unsigned buffer = 0;
  for (const char c : body) {
    const int value = base64_value(c);
    if (value < 0) continue;
    buffer = (buffer << 6U | static_cast<unsigned>(value)) & 0xFFFFFU;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(buffer >> bits & 0xFFU);
    if (bytes.size() == kHeaderBytes) break;
  }
  return bytes;
}

/// OpenSSH's own container: "openssh-key-v1\0", then the cipher's name with its length in four bytes; "none" is a key
/// that lies open (PROTOCOL.key of OpenSSH).
bool is_encrypted_openssh(std::string_view body) {
  using namespace std::string_view_literals;
  constexpr std::string_view kMagic = "openssh-key-v1\0"sv;
  constexpr std::string_view kOpen = "\0\0\0\4none"sv;
  const std::string start = decode_start(body.substr(0, 4 * kHeaderBytes));
  return start.compare(0, kMagic.size(), kMagic) == 0 && start.compare(kMagic.size(), kOpen.size(), kOpen) != 0;
}

bool is_encrypted(std::string_view label, std::string_view body) {
  if (label.find("ENCRYPTED") != std::string_view::npos) return true;
  // The headers of a traditional key, RFC 1421, stand right behind the BEGIN line.
  const std::string_view headers = body.substr(0, 200);
  if (headers.find("Proc-Type:") != std::string_view::npos && headers.find("ENCRYPTED") != std::string_view::npos) {
    return true;
  }
  return label == "OPENSSH PRIVATE KEY" && is_encrypted_openssh(body);
}

/// PuTTY's own format: named lines, "Encryption: none" for a key that lies open.
void read_putty_key(DocumentBuilder& builder) {
  const std::string_view source = builder.source();
  const Range first = trim(source, {0, line_end(source, 0)});
  const std::size_t colon = source.find(':');
  if (builder.source(first).substr(0, 19) != "PuTTY-User-Key-File" || colon >= first.end) return;
  Node node = make_scalar(builder, "PUTTY PRIVATE KEY", {0, colon}, "", first);
  const std::size_t encryption = source.find("\nEncryption:");
  if (encryption != std::string_view::npos) {
    const std::size_t begin = encryption + 12;
    const Range value = trim(source, {begin, line_end(source, begin)});
    if (builder.source(value) != "none") node.tag = "encrypted";
  }
  builder.add(std::move(node));
}

}  // namespace

namespace {

/// What the key is, beside the key: all of it at the BEGIN line.
void add_facts(DocumentBuilder& builder, const PemBlock& block) {
  const auto facts = key_facts_of_pem(builder.source(block.whole), block.label);
  if (facts) builder.add(node_of(*facts, block.label, builder.span(block.begin_line)));
}

}  // namespace

std::vector<PemBlock> find_pem_blocks(std::string_view source) {
  std::vector<PemBlock> blocks;
  for (std::size_t at = source.find(kBegin); at != std::string_view::npos; at = source.find(kBegin, at + 1)) {
    const std::size_t label_begin = at + kBegin.size();
    const std::size_t label_end = source.find(kDashes, label_begin);
    if (label_end == std::string_view::npos) break;
    const std::string_view label = source.substr(label_begin, label_end - label_begin);
    if (!is_label(label)) continue;
    PemBlock block;
    block.label = label;
    block.label_range = {label_begin, label_end};
    block.begin_line = {at, label_end + kDashes.size()};
    block.whole = block.begin_line;
    const std::size_t body_begin = block.begin_line.end;
    const std::size_t next = source.find(kDashes, body_begin);
    const std::size_t body_end = std::min(next, source.size());
    block.encrypted = is_encrypted(label, source.substr(body_begin, body_end - body_begin));
    const std::string end_line = std::string(kEnd) + block.label + std::string(kDashes);
    if (next != std::string_view::npos && source.substr(next, end_line.size()) == end_line) {
      block.complete = true;
      block.whole.end = next + end_line.size();
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

void parse_pem(DocumentBuilder& builder) {
  const std::vector<PemBlock> blocks = find_pem_blocks(builder.source());
  for (const PemBlock& block : blocks) {
    if (!block.complete) {
      builder.problem(Problem::Kind::kPartlyParsed, "a BEGIN line has no END line of the same label",
                      block.begin_line.begin);
    }
    Node node = make_scalar(builder, block.label, block.label_range, "", block.begin_line);
    if (block.encrypted) node.tag = "encrypted";
    builder.add(std::move(node));
    if (block.complete && !block.encrypted) add_facts(builder, block);
  }
  if (blocks.empty()) read_putty_key(builder);
}

}  // namespace cpsaudit
