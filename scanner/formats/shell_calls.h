#pragma once

#include <cstddef>
#include <vector>

#include "core/text.h"
#include "facts/document.h"

namespace cpsaudit {

/// For each call of a function of the same script: the commands of its body as they run with these arguments,
/// `fetch() { curl $2 "$1"; }` called as `fetch https://x -k`. They are added at the place of the call; what comes from
/// an argument stands where the caller gives it. The body stays as it is written.
void expand_function_calls(const Text& text, Document& document);

/// A command of a function's body as a call in another file runs it.
struct CalledCommand {
  /// Its place is that of the call. Words have a place where the call gives them, and none where the function says
  /// them; `piped_into` counts in the list that it stands in.
  Command command;
  /// Index in the commands of the file with the function.
  std::size_t written = 0;
};

/// For each call in `script` of a function of another file, which it reads with `.`: the commands of the body.
std::vector<CalledCommand> commands_of_calls(const Document& script, const Document& functions);

}  // namespace cpsaudit
