#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "facts/source_facts.h"

/// Branches of a program, by the texts of their conditions; above all chains that look at what came, one branch for
/// each text: `if (strcmp(path, "/reboot") == 0) { … }`, `else if …`.
namespace cpsaudit {

/// The condition, as a fact has it, holds only where `text`, as written in it, is what came: `strcmp(path, "/a") == 0`
/// and `path == "/a" || path == "/b"` do, `strcmp(path, "/a") != 0` and `!(path == "/a" && ready)` do not.
bool decides_for(std::string_view condition, std::string_view text);

/// It belongs to the branch of a text to which what stands under `own` does not belong: what is asked in there is asked
/// for that text alone.
bool is_in_other_branch(std::span<const Condition> conditions, std::span<const Condition> own);

/// What stands under the one is never done together with what stands under the other: `ca == NULL`, `ca != NULL`.
bool exclude_each_other(std::span<const Condition> one, std::span<const Condition> other);

/// The conditions that say something about who asks: without what the texts of other branches are, and without branches
/// that were left for one of several reasons, `!(path == "/a" && logged_in)`.
std::vector<Condition> without_branches(std::span<const Condition> conditions);

}  // namespace cpsaudit
