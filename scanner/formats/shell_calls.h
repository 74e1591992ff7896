#pragma once

#include "core/text.h"
#include "facts/document.h"

namespace cpsaudit {

/// For each call of a function of the same script: the commands of its body as they run with these arguments,
/// `fetch() { curl $2 "$1"; }` called as `fetch https://x -k`. They are added at the place of the call; what comes from
/// an argument stands where the caller gives it. The body stays as it is written.
void expand_function_calls(const Text& text, Document& document);

}  // namespace cpsaudit
