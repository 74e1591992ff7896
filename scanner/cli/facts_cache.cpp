#include "cli/facts_cache.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unordered_set>

#include "cli/output.h"
#include "core/digest.h"
#include "facts/archive.h"
#include "facts/serialize.h"
#include "intake/jail.h"
#include "worker/message.h"

namespace cpsaudit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "cpsaudit facts 1";
/// For programs that make copies of folders (bford.info/cachedir).
constexpr std::string_view kCacheTag =
    "Signature: 8a477f597d28d172789f06886806bc55\n# Facts of files that cpsaudit has read; it may be removed.\n";

std::string file_contents(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string lower(std::string_view text) {
  std::string output(text);
  for (char& c : output) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return output;
}

std::string name_of_file(std::string_view path) {
  return lower(path.substr(path.find_last_of("/\\") + 1));
}

/// Two parts never read like one.
void add(std::string& recipe, std::string_view part) {
  recipe += fmt::format("{}:", part.size());
  recipe += part;
}

/// Everything that a worker is told, but where the root is and which headers there are: those are in the keys.
std::string digest_of(WorkerConfiguration configuration) {
  configuration.root.clear();
  // With a compile database a file may include what it does not name.
  if (configuration.source.compile_commands.empty()) configuration.source.headers.clear();
  std::string recipe;
  add(recipe, CPSAUDIT_VERSION);
  // The same program as long as it runs.
  static const std::string kProgram = sha256_hex(file_contents("/proc/self/exe"));
  add(recipe, kProgram);
  add(recipe, to_bytes(configuration));
  return sha256_hex(recipe);
}

/// What went wrong once may go right the next time.
bool is_lasting(const FileFacts& facts) {
  return std::none_of(facts.problems.begin(), facts.problems.end(), [](const Problem& problem) {
    switch (problem.kind) {
      case Problem::Kind::kUnreadable:
      case Problem::Kind::kOutOfTime:
      case Problem::Kind::kOutOfMemory:
      case Problem::Kind::kCrashed:
        return true;
      default:
        return false;
    }
  });
}

}  // namespace

std::vector<std::string> included_names(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    std::size_t i = text.find_first_not_of(" \t", at + 1);
    if (i == std::string_view::npos) break;
    const std::string_view rest = text.substr(i);
    const std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
    const bool names_a_file = line.starts_with("include") || line.starts_with("import") || line.starts_with("embed") ||
                              line.find("__has_include") != std::string_view::npos;
    if (!names_a_file) continue;
    const std::size_t open = line.find_first_of("\"<");
    if (open == std::string_view::npos) continue;
    const std::size_t close = line.find_first_of("\">", open + 1);
    names.push_back(name_of_file(line.substr(open + 1, close == std::string_view::npos ? close : close - open - 1)));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Result<FactsCache> FactsCache::open(const std::string& folder, const WorkerConfiguration& configuration,
                                    const std::vector<std::string>& paths) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return tl::unexpected(Error{fmt::format("the cache cannot be made: {}; name another folder with --cache, or scan "
                                            "with --no-cache",
                                            error.message()),
                                folder});
  }
  if (!fs::exists(fs::path(folder) / "CACHEDIR.TAG", error)) {
    std::ofstream(fs::path(folder) / "CACHEDIR.TAG", std::ios::binary) << kCacheTag;
  }
  FactsCache cache;
  cache.file_ = (fs::path(folder) / (sha256_hex(configuration.root).substr(0, 16) + ".facts")).string();
  cache.paths_ = &paths;
  cache.expect(configuration);
  const FileDescriptor root(::open(configuration.root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  cache.look_at(root.get(), configuration);
  cache.load();
  return cache;
}

void FactsCache::expect(const WorkerConfiguration& configuration) {
  configuration_ = digest_of(configuration);
  keys_.assign(paths_->size(), {});
}

void FactsCache::look_at(int root, const WorkerConfiguration& configuration) {
  contents_.resize(paths_->size());
  for (std::size_t i = 0; i < paths_->size(); ++i) {
    const auto bytes = read_file_beneath(root, (*paths_)[i], configuration.max_file_size);
    if (!bytes) continue;
    Content& content = contents_[i];
    content.readable = true;
    content.sha256 = sha256_hex(*bytes);
    content.includes = included_names(*bytes);
    by_name_[name_of_file((*paths_)[i])].push_back(i);
  }
}

const std::string& FactsCache::key_of(std::size_t index) {
  if (!keys_[index].empty()) return keys_[index];
  std::string recipe;
  add(recipe, configuration_);
  add(recipe, (*paths_)[index]);
  add(recipe, contents_[index].sha256);
  // All files that some `#include` on the way may mean, by their names alone.
  std::vector<std::size_t> reached;
  std::unordered_set<std::string> names;
  std::vector<const Content*> open = {&contents_[index]};
  while (!open.empty()) {
    const Content& content = *open.back();
    open.pop_back();
    for (const std::string& name : content.includes) {
      if (!names.insert(name).second) continue;
      const auto found = by_name_.find(name);
      if (found == by_name_.end()) continue;
      for (const std::size_t file : found->second) {
        reached.push_back(file);
        open.push_back(&contents_[file]);
      }
    }
  }
  std::sort(reached.begin(), reached.end());
  for (const std::size_t file : reached) {
    add(recipe, (*paths_)[file]);
    add(recipe, contents_[file].sha256);
  }
  return keys_[index] = sha256_hex(recipe);
}

void FactsCache::load() {
  const std::string bytes = file_contents(file_);
  ArchiveReader reader(bytes);
  if (reader.text() != kMagic) return;
  const std::size_t count = reader.count();
  for (std::size_t i = 0; i < count && reader.ok(); ++i) {
    std::string key = reader.text();
    known_.emplace(std::move(key), reader.text());
  }
  if (!reader.ok() || !reader.at_end()) known_.clear();
}

std::optional<FileFacts> FactsCache::find(std::size_t index) {
  if (!contents_[index].readable) return std::nullopt;
  const std::string key = key_of(index);
  const auto known = known_.find(key);
  if (known == known_.end()) return std::nullopt;
  auto facts = from_bytes(known->second);
  // Somebody else may have written it.
  if (!facts || facts->path != (*paths_)[index] || facts->sha256 != contents_[index].sha256) return std::nullopt;
  used_.emplace(key, std::move(known->second));
  known_.erase(known);
  return std::move(*facts);
}

void FactsCache::put(std::size_t index, const FileFacts& facts) {
  if (!contents_[index].readable || facts.sha256 != contents_[index].sha256 || !is_lasting(facts)) return;
  used_[key_of(index)] = to_bytes(facts);
  changed_ = true;
}

Result<void> FactsCache::save() {
  if (!changed_ && known_.empty()) return {};
  ArchiveWriter writer;
  writer.text(kMagic);
  writer.number(used_.size());
  for (const auto& [key, facts] : used_) {
    writer.text(key);
    writer.text(facts);
  }
  return write_output(file_, writer.take());
}

}  // namespace cpsaudit
