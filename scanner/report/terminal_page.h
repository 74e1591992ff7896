#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cpsaudit {

/// A page of ours in Markdown as a terminal shows it best: headings underlined, lists and cells wrapped to `width`
/// columns (East Asian characters take two), tables aligned, no marks left. Knows the Markdown that cpsaudit writes:
/// headings, paragraphs, nested lists, tables, `code`.
std::string terminal_page(std::string_view markdown, std::size_t width);

}  // namespace cpsaudit
