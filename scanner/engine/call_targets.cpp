#include <re2/re2.h>

#include <algorithm>

#include "engine/call_flow.h"
#include "engine/call_pattern.h"
#include "engine/source_value.h"

// Which function of the product a call means.
namespace cpsaudit {

namespace {

/// Callers of one function that are followed.
constexpr std::size_t kMostCallers = 500;
/// A name that so many functions have is looked for in the caller's own file alone.
constexpr std::size_t kMostDefinitions = 200;

std::string last_name(const std::string& qualified) {
  const std::size_t colon = qualified.rfind(':');
  return colon == std::string::npos ? qualified : qualified.substr(colon + 1);
}

/// "HttpClient" of "HttpClient::set"; empty for a function of no class.
std::string class_name(const std::string& qualified) {
  const std::size_t colons = qualified.rfind("::");
  return colons == std::string::npos ? std::string() : qualified.substr(0, colons);
}

bool is_header(std::string_view path) {
  for (const std::string_view ending : {".h", ".hh", ".hpp", ".hxx", ".inl", ".ipp", ".tpp", ".inc"}) {
    if (path.ends_with(ending)) return true;
  }
  return false;
}

/// How many leading folders two paths share.
std::size_t shared_folders(std::string_view a, std::string_view b) {
  std::size_t shared = 0;
  const std::size_t length = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < length && a[i] == b[i]; ++i) shared += a[i] == '/' ? 1 : 0;
  return shared;
}

/// A text goes to no number: another overload is meant, which need not be among the functions that are known.
bool takes_no_text(const std::string& type) {
  static const RE2 number(
      R"((unsigned |signed )?(bool|short|int|long( long)?|float|double)( int)?|u?int(16|32|64)_t|size_t|time_t)");
  return RE2::FullMatch(type, number);
}

bool is_text(const Value& value) {
  return !value.constants.empty() &&
         std::all_of(value.constants.begin(), value.constants.end(),
                     [](const Constant& constant) { return constant.kind == Constant::Kind::kString; });
}

/// How many arguments have just the type that the function asks for.
std::size_t exact_types(const Call& call, const FunctionDefinition& function) {
  std::size_t exact = 0;
  for (std::size_t i = 0; i < call.arguments.size() && i < function.parameters.size(); ++i) {
    const std::string& given = call.arguments[i].type;
    exact += !given.empty() && is_type(given, function.parameters[i].type) ? 1 : 0;
  }
  return exact;
}

/// Of several overloads those that the types of the arguments speak for.
void keep_best_overloads(const Call& call, std::vector<CallFlow::Target>& targets) {
  if (targets.size() < 2) return;
  std::size_t best = 0;
  for (const CallFlow::Target& target : targets) best = std::max(best, exact_types(call, *target.function));
  std::erase_if(targets, [&](const CallFlow::Target& target) { return exact_types(call, *target.function) < best; });
}

}  // namespace

void CallFlow::find_functions(std::span<const FileFacts> files) {
  for (const FileFacts& file : files) {
    if (!file.source) continue;
    for (const FunctionDefinition& function : file.source->functions) {
      definitions_[last_name(function.name)].push_back({&file, &function});
      own_definitions_[{&file, last_name(function.name)}].push_back({&file, &function});
    }
    for (const FunctionPointer& pointer : file.source->pointers) pointers_[pointer.field].emplace_back(&file, &pointer);
  }
  for (const auto& [field, pointers] : pointers_) {
    for (const auto& [file, pointer] : pointers) {
      for (const Target& target : definitions_of(*file, pointer->function)) fields_of_[target.function].insert(field);
    }
  }
}

std::vector<CallFlow::Target> CallFlow::definitions_of(const FileFacts& file, const std::string& function) const {
  std::vector<Target> found;
  const auto known = own_definitions_.find({&file, last_name(function)});
  if (known == own_definitions_.end()) return found;
  for (const Target& target : known->second) {
    if (target.function->name == function) found.push_back(target);
  }
  return found;
}

/// Could this be a call of that function, as far as the two themselves tell?
bool CallFlow::fits(const CallReference& reference, const Target& target) const {
  const Call& call = *reference.call;
  const FunctionDefinition& function = *target.function;
  const auto& parameters = function.parameters;
  if (call.arguments.size() > parameters.size() && !function.variadic) return false;
  for (std::size_t i = call.arguments.size(); i < parameters.size(); ++i) {
    if (!parameters[i].fallback) return false;
  }
  for (std::size_t i = 0; i < call.arguments.size() && i < parameters.size(); ++i) {
    if (takes_no_text(parameters[i].type) && is_text(call.arguments[i])) return false;
  }
  if (function.internal && target.file != reference.file && !is_header(target.file->path)) return false;
  const std::string owner = class_name(function.name);
  if (owner.empty()) return !call.receiver;
  const bool constructs = last_name(owner) == call.name;
  const bool by_type =
      is_type(call.receiver_type, owner) || call.callee == function.name || call.callee.ends_with("::" + function.name);
  const bool inside = !call.receiver && class_name(call.place.function) == owner;
  return constructs || by_type || inside;
}

/// Of several functions of one name those in the caller's own file are meant, else the one that lies nearest.
std::vector<CallFlow::Target> CallFlow::targets_by_name(const CallReference& reference) const {
  const auto known = definitions_.find(reference.call->name);
  if (known == definitions_.end()) return {};
  std::vector<Target> found;
  if (const auto own = own_definitions_.find({reference.file, reference.call->name}); own != own_definitions_.end()) {
    for (const Target& target : own->second) {
      if (fits(reference, target)) found.push_back(target);
    }
  }
  keep_best_overloads(*reference.call, found);
  if (!found.empty() || known->second.size() > kMostDefinitions) return found;
  std::size_t best = 0;
  for (const Target& target : known->second) {
    if (!fits(reference, target)) continue;
    const std::size_t shared = shared_folders(target.file->path, reference.file->path);
    if (!found.empty() && shared < best) continue;
    if (!found.empty() && shared > best) found.clear();
    best = shared;
    found.push_back(target);
  }
  // Two that lie equally near: nobody can say which.
  const bool one_file =
      std::all_of(found.begin(), found.end(), [&](const Target& target) { return target.file == found.front().file; });
  if (!one_file) found.clear();
  keep_best_overloads(*reference.call, found);
  return found;
}

/// Through a field that points to a function.
std::vector<CallFlow::Target> CallFlow::targets_by_pointer(const CallReference& reference) const {
  const auto known = pointers_.find(reference.call->name);
  std::vector<Target> found;
  if (known == pointers_.end() || !reference.call->receiver) return found;
  for (const auto& [file, pointer] : known->second) {
    const std::string& type = reference.call->receiver_type;
    if (!type.empty() && !pointer->type.empty() && !is_type(type, pointer->type)) continue;
    for (const Target& target : definitions_of(*file, pointer->function)) {
      if (reference.call->arguments.size() == target.function->parameters.size()) found.push_back(target);
      if (found.size() >= kMostDefinitions) return found;
    }
  }
  return found;
}

void CallFlow::resolve_calls() {
  std::set<std::string> names;
  for (const auto& [name, targets] : definitions_) names.insert(name);
  for (const auto& [name, pointers] : pointers_) names.insert(name);
  for (const std::string& name : names) {
    for (const CallReference& reference : index_.calls_named(name)) {
      std::vector<Target> targets = targets_by_name(reference);
      if (targets.empty()) targets = targets_by_pointer(reference);
      for (const Target& target : targets) {
        std::vector<CallReference>& callers = callers_[target.function];
        if (callers.size() < kMostCallers) callers.push_back(reference);
      }
      if (!targets.empty()) targets_.emplace(reference.call, targets.front());
    }
  }
}

std::span<const CallReference> CallFlow::callers_of(const Target& target) const {
  const auto found = callers_.find(target.function);
  if (found == callers_.end()) return {};
  return found->second;
}

CallFlow::Target CallFlow::target_of(const CallReference& reference) const {
  const auto found = targets_.find(reference.call);
  return found == targets_.end() ? Target{} : found->second;
}

void CallFlow::note_wrapper(const Target& target) {
  const bool elsewhere = !target.function->internal || is_header(target.file->path);
  if (elsewhere) wrappers_.insert(target.function->name);
  if (const auto fields = fields_of_.find(target.function); fields != fields_of_.end()) {
    wrappers_.insert(fields->second.begin(), fields->second.end());
  }
}

}  // namespace cpsaudit
