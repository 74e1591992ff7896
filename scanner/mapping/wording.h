#pragma once

#include <string>
#include <string_view>

#include "core/language.h"
#include "mapping/framework.h"

namespace cpsaudit {

/// A label of ours, written side by side where it is used.
struct Label {
  std::string_view en;
  std::string_view ja;

  std::string_view in(Language language) const { return language == Language::kJapanese ? ja : en; }
};

/// How far files can decide, as a word for readers.
std::string_view decidable_word(Decidable decidable, Language language);

/// The ids that a meaning is printed under, slips of the pen left out: "CPS.DS-9, CPS.DS-10".
std::string proper_ids(const Framework& framework, const Meaning& meaning);

/// Texts for a cell of a Markdown table: '|' would end it.
std::string markdown_cell(std::string_view text);

}  // namespace cpsaudit
