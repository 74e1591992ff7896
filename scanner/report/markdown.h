#pragma once

#include <cstddef>
#include <string>

#include "core/language.h"
#include "mapping/framework.h"
#include "mapping/reference.h"
#include "report/model.h"

namespace cpsaudit {

struct MarkdownOptions {
  Language language = Language::kEnglish;
  /// Characters that it may have: 65,536 for a comment on GitHub, 1,048,576 bytes for a job's summary.
  std::size_t limit = 65000;
  /// Put before a path to make a link of it, with "#L7" behind; empty: no links.
  std::string link_prefix;
  /// Says what other schemes ask for beside the requirements with findings against them; may be null.
  const Reference* reference = nullptr;
};

/// A summary for a pull request or a job: the outcome first, the gravest findings, the requirements that they touch,
/// what was not looked at, and all findings folded away. What does not fit is put together, by file and then by rule,
/// and it is said that it was: nothing is cut off.
std::string markdown_report(const Report& report, const Framework& framework, const MarkdownOptions& options);

/// A text from the tree that Markdown, GitHub and HTML shall take for text: no markup, no mention, no link, one line.
std::string markdown_escaped(std::string_view text);

}  // namespace cpsaudit
