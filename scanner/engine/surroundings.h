#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/check.h"
#include "facts/source_facts.h"

namespace cpsaudit {

/// What a detector says about the place of its facts; null for detectors that are not about code.
const Surroundings* surroundings_of(const DetectorKind& kind);

/// Is the fact where the detector wants it?
bool is_right_place(const Surroundings& wanted, const CodePlace& place);
bool is_right_function(const Surroundings& wanted, const std::string& function);
/// `in_chain`: of a chain of branches for texts (dispatch.h) only what is asked on the way to it counts for
/// `unless_under`.
bool is_right_condition(const Surroundings& wanted, const CodePlace& place, bool in_chain = false);

/// True when a condition asks for something that somebody decides for each use: "!config->verify_peer", "insecure".
/// `words`: parts of such names, in lower case.
bool asks_for_option(const Condition& condition, std::span<const std::string> words);

/// The same for a condition of the preprocessor that does not hold in the configuration that was parsed:
/// "defined(DEBUG)".
bool asks_for_build_option(std::string_view guard, std::span<const std::string> words);

/// A call at `other` protects nothing that `place` does: the tree itself switches it off, or it hangs on a build option
/// for a protection (`#ifdef OTA_PASSWORD`, `words`) that the tree and its build leave out. Options of Kconfig are set
/// elsewhere, and what both hang on is no difference.
bool is_left_out_beside(const CodePlace& place, const CodePlace& other, std::span<const std::string> words);

}  // namespace cpsaudit
