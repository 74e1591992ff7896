#include "engine/source_index.h"

namespace cpsaudit {

namespace {

bool same(const Constant& a, const Constant& b) {
  return a.kind == b.kind && a.integer == b.integer && a.string == b.string;
}

}  // namespace

SourceIndex::SourceIndex(std::span<const FileFacts> files) {
  for (const FileFacts& file : files) {
    if (file.source) add(file);
  }
}

void SourceIndex::add(const FileFacts& file) {
  for (const Call& call : file.source->calls) {
    by_name_[call.name].push_back({&file, &call});
    by_function_[{&file, call.place.function}].push_back({&file, &call});
  }
  for (const FieldInit& field : file.source->fields) {
    fields_[{&file, field.place.function}].push_back(&field);
    const bool is_global = field.how == FieldInit::How::kVariable && field.place.function.empty();
    if (is_global && field.field.empty()) define(field.variable, file, field.value);
  }
  for (const MacroDefinition& macro : file.source->macros) define(macro.name, file, macro.value);
}

void SourceIndex::define(const std::string& name, const FileFacts& file, const Value& value) {
  if (name.empty() || value.constants.size() != 1) return;
  const auto [known, is_new] = definitions_.emplace(name, Definition{&file, value.constants.front()});
  if (is_new) return;
  // Two that differ: which one is meant is a matter of headers and flags.
  if (!same(known->second.constant, value.constants.front())) known->second.file = nullptr;
}

std::span<const CallReference> SourceIndex::calls_named(const std::string& name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return {};
  return found->second;
}

std::span<const CallReference> SourceIndex::calls_in(const FileFacts& file, const std::string& function) const {
  const auto found = by_function_.find({&file, function});
  if (found == by_function_.end()) return {};
  return found->second;
}

std::span<const FieldInit* const> SourceIndex::fields_in(const FileFacts& file, const std::string& function) const {
  const auto found = fields_.find({&file, function});
  if (found == fields_.end()) return {};
  return found->second;
}

const Definition* SourceIndex::definition(const std::string& name) const {
  const auto found = definitions_.find(name);
  return found != definitions_.end() && found->second.file != nullptr ? &found->second : nullptr;
}

}  // namespace cpsaudit
