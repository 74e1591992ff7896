#pragma once

#include "engine/evaluate.h"
#include "engine/evidence.h"
#include "engine/source_index.h"

namespace cpsaudit {

/// A value of C or C++ as a subject, and where each of its candidates comes from.
struct SourceSubject {
  Subject subject;
  /// One for each candidate; `path` is that of the file, `span` unknown when the source layer could not tell.
  std::vector<Place> origins;
};

/// Resolves a bare name through the definitions of the whole tree when its own file does not know it.
SourceSubject subject_of(const Value& value, const FileFacts& file, const SourceIndex& index);

/// Puts the place of what was judged into `evidence`: the literal where it stands in the expression itself, without
/// its quotes; else the expression, with the way from the literal to it. Bytes, and what is a `secret`, are told where
/// they stand in the file.
void put_place(Evidence& evidence, const Value& value, const FileFacts& file, const SourceSubject& subject,
               const Judged& judged, bool secret);

Confidence confidence_of(Reach reach);

/// True when `type` is `wanted` but for struct, namespaces and template arguments.
bool is_type(std::string_view type, std::string_view wanted);

}  // namespace cpsaudit
