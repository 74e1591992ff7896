#pragma once

#include "facts/source_facts.h"
#include "source/token_view.h"

namespace cpsaudit {

/// What the functions of a file hand on to others, as far as the tokens tell: for a fraction of what a parse costs, the
/// first idea of the functions whose callers matter. One entry a handover, each once:
/// `function` hands its parameter `span.begin.line` (from 1; 0: what it returns) to `field`, as its argument
/// `span.begin.column` (from 1; 0: the object). `type` is "call", or "field" for a field that is given the parameter.
std::vector<FunctionPointer> outline(const TokenView& code);

}  // namespace cpsaudit
