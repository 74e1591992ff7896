#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "facts/file_facts.h"

namespace cpsaudit {

struct Evidence;

/// What the names of jobs, stages and steps of a build service tell: checks/data/pipeline-words.txt.
struct PipelineWords {
  /// Words of names of what makes or brings out the product: "deploy", "release".
  std::vector<std::string> delivering;
  /// Words of names of what only looks at it: "test", "lint".
  std::vector<std::string> testing;
  /// Keys whose values are such names: "name", "stage".
  std::vector<std::string> names;
};

/// One line a kind: `delivers: deploy release`, `tests: …`, `names: …`.
Result<PipelineWords> read_pipeline_words(std::string_view text);

/// Marks what stands in a job that delivers: a pipeline is code of tests, except for these. The innermost name around
/// a place that tells decides: that of the step, of the job, of the stage, of the file.
void mark_deliveries(const PipelineWords& words, std::span<const FileFacts> files, std::vector<Evidence>& evidence);

}  // namespace cpsaudit
