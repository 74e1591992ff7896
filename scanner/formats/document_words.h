#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cpsaudit {

/// True for files that people write for people: README, manuals.
bool is_document_for_people(std::string_view path);

/// True for the file that holds nothing but the name of the device: etc/hostname.
bool names_the_device(std::string_view path);

/// The first line that is no comment, as one word; none when it holds a blank.
std::vector<std::string> first_words(std::string_view text);

/// Words that such a text sets apart: in code marks, or behind the name of a credential. At most `most`, each once, in
/// the order of the text.
std::vector<std::string> words_set_apart(std::string_view text, std::size_t most);

}  // namespace cpsaudit
