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

bool mentions(const SourceFacts& source, std::uint32_t name) {
  return std::binary_search(source.mentioned.begin(), source.mentioned.end(), name);
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
    const std::string owner = colons == std::string::npos ? std::string() : wrapper.substr(0, colons);
    if (std::binary_search(known.functions.begin(), known.functions.end(), name)) continue;
    const std::uint32_t hash = hash_of_name(name);
    const std::uint32_t owner_hash = hash_of_name(owner);
    std::vector<std::size_t> users;
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!files[i].source || !mentions(*files[i].source, hash)) continue;
      if (!owner.empty() && !mentions(*files[i].source, owner_hash)) continue;
      // Calls in the file that defines it have been followed already.
      const auto& functions = files[i].source->functions;
      const bool at_home = std::any_of(functions.begin(), functions.end(),
                                       [&](const FunctionDefinition& function) { return function.name == wrapper; });
      if (!at_home) users.push_back(i);
    }
    if (users.empty() || users.size() > kMostFiles) continue;
    look.interests.functions.push_back(name);
    again.insert(users.begin(), users.end());
  }
  if (again.empty()) return std::nullopt;
  auto& functions = look.interests.functions;
  std::sort(functions.begin(), functions.end());
  functions.erase(std::unique(functions.begin(), functions.end()), functions.end());
  look.files.assign(again.begin(), again.end());
  return look;
}

}  // namespace cpsaudit
