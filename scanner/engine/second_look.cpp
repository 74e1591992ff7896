#include "engine/second_look.h"

#include <algorithm>
#include <set>
#include <string>

#include "engine/call_flow.h"
#include "facts/name_hash.h"

namespace cpsaudit {

namespace {

/// A name that so many files use is the name of many things; it is followed in the file that defines it alone.
constexpr std::size_t kMostFiles = 60;

bool is_header(std::string_view path) {
  return path.ends_with(".h") || path.ends_with(".hh") || path.ends_with(".hpp") || path.ends_with(".hxx");
}

bool mentions(const SourceFacts& source, std::uint32_t name) {
  return std::binary_search(source.mentioned.begin(), source.mentioned.end(), name);
}

/// Files, but for those at home, that name a function and the class that it belongs to.
template <typename AtHome>
std::vector<std::size_t> users_of(const std::string& function, std::span<const FileFacts> files,
                                  const AtHome& at_home) {
  const std::size_t colons = function.rfind("::");
  const std::uint32_t name = hash_of_name(colons == std::string::npos ? function : function.substr(colons + 2));
  const std::uint32_t owner = hash_of_name(colons == std::string::npos ? std::string() : function.substr(0, colons));
  std::vector<std::size_t> users;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].source || !mentions(*files[i].source, name)) continue;
    if (colons != std::string::npos && !mentions(*files[i].source, owner)) continue;
    if (!at_home(*files[i].source)) users.push_back(i);
  }
  return users;
}

bool is_known(const std::vector<std::string>& sorted, const std::string& name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

void sort_out(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

/// Functions of the product that run a command line for other files.
void look_for_commands(std::span<const FileFacts> files, const SourceInterests& known, SecondLook& look,
                       std::set<std::size_t>& again) {
  if (known.command_functions.empty()) return;
  for (const FileFacts& file : files) {
    if (!file.source) continue;
    for (const CommandFunction& function : file.source->command_functions) {
      if (function.internal && !is_header(file.path)) continue;
      const std::string line = function.name + " line " + std::to_string(function.parameter + 1);
      const std::size_t colons = function.name.rfind("::");
      const std::string name = colons == std::string::npos ? function.name : function.name.substr(colons + 2);
      const bool is_listed = function.parameter == 0 && is_known(known.command_functions, name);
      if (is_listed || is_known(known.command_functions, line)) continue;
      const std::vector<std::size_t> users = users_of(function.name, files, [&](const SourceFacts& source) {
        return std::any_of(source.command_functions.begin(), source.command_functions.end(),
                           [&](const CommandFunction& other) { return other.name == function.name; });
      });
      if (users.empty() || users.size() > kMostFiles) continue;
      look.interests.command_functions.push_back(line);
      again.insert(users.begin(), users.end());
    }
  }
  sort_out(look.interests.command_functions);
}

}  // namespace

std::optional<SecondLook> second_look(const Catalog& catalog, std::span<const std::size_t> checks,
                                      std::span<const FileFacts> files, const SourceInterests& known) {
  const SourceIndex index(files);
  const CallUses uses(catalog, catalog.known, checks, index);
  const CallFlow flow(files, index, uses);
  SecondLook look{known, {}};
  std::set<std::size_t> again;
  for (const std::string& wrapper : flow.wrappers()) {
    const std::size_t colons = wrapper.rfind("::");
    const std::string name = colons == std::string::npos ? wrapper : wrapper.substr(colons + 2);
    const bool traced = flow.traced_wrappers().contains(wrapper) && !is_known(known.traced, name);
    if (is_known(known.functions, name) && !traced) continue;
    // Calls in the file that defines it have been followed already.
    const std::vector<std::size_t> users = users_of(wrapper, files, [&](const SourceFacts& source) {
      return std::any_of(source.functions.begin(), source.functions.end(),
                         [&](const FunctionDefinition& function) { return function.name == wrapper; });
    });
    if (users.empty() || users.size() > kMostFiles) continue;
    look.interests.functions.push_back(name);
    if (traced) look.interests.traced.push_back(name);
    again.insert(users.begin(), users.end());
  }
  look_for_commands(files, known, look, again);
  if (again.empty()) return std::nullopt;
  sort_out(look.interests.functions);
  sort_out(look.interests.traced);
  look.files.assign(again.begin(), again.end());
  return look;
}

}  // namespace cpsaudit
