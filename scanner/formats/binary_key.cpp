#include "formats/binary_key.h"

#include <string>

namespace cpsaudit {

namespace {

Node scalar(std::string key, std::string value, const Span& place) {
  Node node;
  node.key = std::move(key);
  node.value = std::move(value);
  node.key_span = place;
  node.value_span = place;
  return node;
}

}  // namespace

Node node_of(const KeyFacts& facts, std::string_view label, const Span& place) {
  Node section;
  section.kind = NodeKind::kSection;
  section.key = label.ends_with("PRIVATE KEY")  ? "private-key"
                : label.ends_with("PUBLIC KEY") ? "public-key"
                                                : "certificate";
  section.key_span = place;
  section.value_span = place;
  section.children.push_back(scalar("public-key-sha256", facts.public_key_sha256, place));
  section.children.push_back(scalar("algorithm", facts.algorithm, place));
  section.children.push_back(scalar("bits", std::to_string(facts.bits), place));
  if (!facts.is_certificate) return section;
  const auto yes_or_no = [](bool yes) { return std::string(yes ? "true" : "false"); };
  section.children.push_back(scalar("signature", facts.signature, place));
  section.children.push_back(scalar("self-signed", yes_or_no(facts.self_signed), place));
  section.children.push_back(scalar("authority", yes_or_no(facts.authority), place));
  section.children.push_back(scalar("valid-days", std::to_string(facts.valid_days), place));
  return section;
}

std::optional<Document> parse_binary_key(std::string_view bytes) {
  const auto facts = key_facts_of_der(bytes);
  if (!facts) return std::nullopt;
  const std::string label = facts->is_certificate ? "CERTIFICATE" : "PRIVATE KEY";
  Document document;
  document.root.kind = NodeKind::kSection;
  document.root.children.push_back(scalar(label, "", {}));
  document.root.children.push_back(node_of(*facts, label, {}));
  return document;
}

}  // namespace cpsaudit
