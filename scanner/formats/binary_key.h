#pragma once

#include <optional>
#include <string_view>

#include "facts/document.h"
#include "formats/key_facts.h"

namespace cpsaudit {

/// What is known of a key or certificate, as settings: a section "private-key", "public-key" or "certificate" that
/// stands at `place`.
Node node_of(const KeyFacts& facts, std::string_view label, const Span& place);

/// A private key in DER that is the whole file, in the form of a PEM file: nothing of it has a place.
std::optional<Document> parse_binary_key(std::string_view bytes);

}  // namespace cpsaudit
