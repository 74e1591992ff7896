#pragma once

#include <array>
#include <cstddef>

#include "mapping/verdict.h"
#include "report/html_text.h"

namespace cpsaudit {

/// The kinds of verdicts in the order in which readers care.
inline constexpr std::array kVerdictKinds = {VerdictKind::kFail, VerdictKind::kOpen, VerdictKind::kPass,
                                             VerdictKind::kManual, VerdictKind::kNotApplicable};

/// How many verdicts there are of each kind, in that order.
using VerdictCounts = std::array<std::size_t, kVerdictKinds.size()>;

/// Adds one.
void count(VerdictCounts& counts, VerdictKind kind);
/// Sum of all kinds.
std::size_t total(const VerdictCounts& counts);

/// "v-fail": the class that gives a kind its colour.
std::string class_of(VerdictKind kind);

/// One bar of segments, as wide as `width` units in sum; empty kinds have no segment. Decoration: the figures stand
/// beside it as text.
void write_verdict_bar(HtmlWriter& out, const VerdictCounts& counts, std::size_t width, std::size_t height);

}  // namespace cpsaudit
