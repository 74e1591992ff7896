#include "engine/source_index.h"

#include <algorithm>

#include "engine/build_macros.h"

namespace cpsaudit {

namespace {

bool same(const Constant& a, const Constant& b) {
  return a.kind == b.kind && a.integer == b.integer && a.string == b.string;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

/// `static uint8_t key[16] = {0};`: what somebody fills later.
bool is_blank(const Constant& constant) {
  return constant.kind == Constant::Kind::kBytes && constant.string.find_first_not_of('\0') == std::string::npos;
}

/// Two that differ: which one is meant is a matter of headers and flags.
void agree_on(Definition& definition, const Constant& constant) {
  if (!same(definition.constant, constant)) definition.file = nullptr;
}

}  // namespace

SourceIndex::SourceIndex(std::span<const FileFacts> files) {
  for (const FileFacts& file : files) {
    if (file.source) add(file);
  }
}

void SourceIndex::add(const FileFacts& file) {
  for (const Call& call : file.source->calls) add(CallReference{&file, &call});
  for (const ConstantReturn& fact : file.source->constant_returns) {
    constant_returns_[fact.function].push_back({&file, &fact});
  }
  for (const FieldInit& field : file.source->fields) {
    fields_[{&file, field.place.function}].push_back(&field);
    const bool is_global = field.how == FieldInit::How::kVariable && field.place.function.empty();
    if (is_global && field.field.empty()) define(field.variable, file, field.value);
  }
  for (const FunctionDefinition& function : file.source->functions) note_function(file, function.name);
  for (const std::string& function : file.source->implemented) {
    implemented_.emplace(folder_of(file.path), function);
    ++bodies_[function];
  }
  for (const MacroDefinition& macro : file.source->macros) define(macro.name, file, macro.value);
}

void SourceIndex::add(const CallReference& reference) {
  by_name_[reference.call->name].push_back(reference);
  auto& here = by_function_[{reference.file, reference.call->place.function}];
  if (here.empty()) note_function(*reference.file, reference.call->place.function);
  here.push_back(reference);
  by_file_[reference.file].push_back(reference);
}

void SourceIndex::note_function(const FileFacts& file, const std::string& function) {
  const std::size_t colon = function.rfind(':');
  if (!function.empty())
    functions_[function.substr(colon == std::string::npos ? 0 : colon + 1)].insert({&file, function});
}

void SourceIndex::define(const std::string& name, const FileFacts& file, const Value& value) {
  if (name.empty() || value.constants.size() != 1 || is_blank(value.constants.front())) return;
  const auto [known, is_new] = definitions_.emplace(name, Definition{&file, value.constants.front()});
  if (!is_new) agree_on(known->second, value.constants.front());
}

void SourceIndex::add_build_macros(const Catalog& catalog, std::span<const FileFacts> files) {
  for (const FileFacts& file : files) {
    if (!file.document || file.software.empty()) continue;
    const Dialect* dialect = catalog.dialect(file.software);
    if (dialect == nullptr || !dialect->macros) continue;
    Options& options = dialect->macros->is_default ? default_options_ : options_;
    const std::string folder = folder_of(file.path);
    for (const BuildMacro& macro : build_macros(*dialect, file)) {
      const auto [option, is_new] = options.try_emplace(macro.name, Option{{&file, macro.constant}, {}});
      if (!is_new) agree_on(option->second.anywhere, macro.constant);
      const auto [here, is_first] = option->second.by_folder.emplace(folder, Definition{&file, macro.constant});
      if (!is_first) agree_on(here->second, macro.constant);
    }
  }
}

bool SourceIndex::any_function(const std::function<bool(const std::string&)>& is_such) const {
  return std::any_of(by_function_.begin(), by_function_.end(),
                     [&](const auto& entry) { return is_such(entry.first.second); });
}

std::span<const CallReference> SourceIndex::calls_named(const std::string& name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return {};
  return found->second;
}

const std::vector<std::string>& SourceIndex::called_names() const {
  if (names_.size() == by_name_.size()) return names_;
  names_.clear();
  names_.reserve(by_name_.size());
  for (const auto& [name, calls] : by_name_) names_.push_back(name);
  std::sort(names_.begin(), names_.end());
  return names_;
}

std::span<const CallReference> SourceIndex::calls_in(const FileFacts& file, const std::string& function) const {
  const auto found = by_function_.find({&file, function});
  if (found == by_function_.end()) return {};
  return found->second;
}

std::span<const CallReference> SourceIndex::calls_in(const FileFacts& file) const {
  const auto found = by_file_.find(&file);
  if (found == by_file_.end()) return {};
  return found->second;
}

const ConstantReturnReference* SourceIndex::constant_return(const FileFacts& file, const std::string& function) const {
  const auto found = constant_returns_.find(function);
  if (function.empty() || found == constant_returns_.end()) return nullptr;
  for (const ConstantReturnReference& reference : found->second) {
    if (reference.file == &file) return &reference;
  }
  return found->second.size() == 1 && !function.starts_with("lambda@") ? &found->second.front() : nullptr;
}

bool SourceIndex::is_stub(const FileFacts& file, const std::string& function) const {
  const ConstantReturnReference* found = constant_return(file, function);
  if (found == nullptr || !found->fact->is_stub || !found->fact->place.guard.empty()) return false;
  // A weak one gives way to that of another file.
  const auto bodies = bodies_.find(function);
  return bodies == bodies_.end() || bodies->second <= 1;
}

std::vector<const CallbackAnswer*> SourceIndex::answers_of(const FileFacts& file, const std::string& function) const {
  std::vector<const CallbackAnswer*> found;
  if (!file.source || function.empty()) return found;
  for (const CallbackAnswer& answer : file.source->answers) {
    if (answer.function == function || answer.function.ends_with("::" + function)) found.push_back(&answer);
  }
  return found;
}

std::vector<std::pair<const FileFacts*, std::string>> SourceIndex::functions_named(const FileFacts& file,
                                                                                   const std::string& name) const {
  std::vector<Function> own;
  std::vector<Function> others;
  const auto found = functions_.find(name);
  if (found == functions_.end()) return own;
  for (const Function& function : found->second) (function.first == &file ? own : others).push_back(function);
  if (!own.empty()) return own;
  const bool one_file = std::all_of(others.begin(), others.end(),
                                    [&](const Function& function) { return function.first == others.front().first; });
  return one_file ? others : own;
}

bool SourceIndex::is_implemented_beside(const CallReference& reference) const {
  const Call& call = *reference.call;
  const std::string folder = folder_of(reference.file->path);
  if (!call.receiver && call.receiver_type.empty()) return implemented_.contains({folder, call.name});
  return !call.receiver_type.empty() && implemented_.contains({folder, call.receiver_type + "::" + call.name});
}

std::span<const FieldInit* const> SourceIndex::fields_in(const FileFacts& file, const std::string& function) const {
  const auto found = fields_.find({&file, function});
  if (found == fields_.end()) return {};
  return found->second;
}

const Definition* SourceIndex::nearest(const Options& options, const std::string& name, const FileFacts& file) {
  const auto found = options.find(name);
  if (found == options.end()) return nullptr;
  if (found->second.anywhere.file != nullptr) return &found->second.anywhere;
  const std::map<std::string, Definition>& by_folder = found->second.by_folder;
  for (std::string folder = folder_of(file.path);; folder = folder_of(folder)) {
    const auto here = by_folder.find(folder);
    if (here != by_folder.end()) return here->second.file != nullptr ? &here->second : nullptr;
    if (folder.empty()) return nullptr;
  }
}

const Definition* SourceIndex::given_by_build(const std::string& name, const FileFacts& file) const {
  return nearest(options_, name, file);
}

const Definition* SourceIndex::definition(const std::string& name, const FileFacts& file) const {
  const auto found = definitions_.find(name);
  if (found != definitions_.end()) return found->second.file != nullptr ? &found->second : nullptr;
  const bool is_given = options_.contains(name);
  return nearest(is_given ? options_ : default_options_, name, file);
}

}  // namespace cpsaudit
