#pragma once

#include <span>
#include <string>

#include "core/text.h"
#include "facts/document.h"

namespace cpsaudit {

/// Makes `lineinfile: path=/etc/x line='a b'` the same as a mapping with these entries, for keys that are among `keys`.
/// A text with a word that is no `name=value` stays as it is.
void read_word_maps(const Text& text, std::span<const std::string> keys, Node& root);

}  // namespace cpsaudit
