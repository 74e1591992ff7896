#include "cli/scan.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "cli/commands.h"
#include "cli/compile_database.h"
#include "cli/facts_cache.h"
#include "cli/missing_headers.h"
#include "cli/source_reading.h"
#include "cli/worker_setup.h"
#include "intake/glob.h"
#include "intake/jail.h"
#include "intake/walk.h"
#include "worker/pool.h"
#include "worker/sandbox.h"

namespace cpsaudit {
namespace {

namespace fs = std::filesystem;

/// What was found below all paths that the user named, in one list relative to one root.
struct Inventory {
  std::string root;
  Walk walk;
};

/// Our own cache is no part of what is scanned, and no report shall differ by it.
void leave_out_cache(const ScanOptions& options, Inventory& inventory) {
  std::error_code error;
  if (options.cache.empty()) return;
  const fs::path cache = fs::weakly_canonical(options.cache, error);
  const fs::path folder = cache.lexically_relative(inventory.root);
  if (error || folder.empty() || *folder.begin() == "..") return;
  // Only the files that we write: somebody may name a folder that holds more.
  const auto is_ours = [&](const std::string& name) {
    const fs::path path = name;
    const bool ours = path.extension() == ".facts" || path.filename() == "CACHEDIR.TAG";
    return ours && path.parent_path() == (folder == "." ? fs::path() : folder);
  };
  for (auto* files : {&inventory.walk.files, &inventory.walk.too_large}) {
    std::erase_if(*files, [&](const FoundFile& file) { return is_ours(file.path); });
  }
  std::erase_if(inventory.walk.problems, [&](const auto& entry) { return is_ours(entry.first); });
}

/// The root is the folder itself, the folder of a single file, or for several paths their nearest common folder.
Result<Inventory> take_inventory(const ScanOptions& options) {
  std::vector<fs::path> paths;
  for (const std::string& path : options.paths) {
    std::error_code error;
    const fs::path absolute = fs::canonical(path, error);
    if (error) {
      return tl::unexpected(
          Error{fmt::format("'{}' cannot be scanned: {}; name a file or a folder that exists", path, error.message())});
    }
    paths.push_back(absolute);
  }
  fs::path root = fs::is_directory(paths.front()) ? paths.front() : paths.front().parent_path();
  for (const fs::path& path : paths) {
    const auto [end_of_root, end_of_path] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    fs::path common;
    for (auto part = root.begin(); part != end_of_root; ++part) common /= *part;
    root = common;
  }

  Inventory inventory{root.string(), {}};
  WalkOptions walk_options;
  walk_options.max_file_size = options.max_file_size;
  for (const std::string& exclude : options.excludes) {
    walk_options.excludes.emplace_back(exclude, "excluded by the configuration");
  }
  std::set<std::string> seen;
  for (const fs::path& path : paths) {
    auto found = walk(path.string(), walk_options);
    if (!found) return tl::unexpected(found.error());
    const fs::path base = fs::is_directory(path) ? path : path.parent_path();
    const std::string below = base == root ? "" : base.lexically_relative(root).string() + "/";
    for (FoundFile& file : found->files) {
      file.path.insert(0, below);
      if (seen.insert(file.path).second) inventory.walk.files.push_back(std::move(file));
    }
    for (LinkFacts& link : found->links) {
      link.path.insert(0, below);
      if (!link.resolved.empty()) link.resolved.insert(0, below);
      inventory.walk.links.push_back(std::move(link));
    }
    for (auto& [file, problem] : found->problems) inventory.walk.problems.emplace_back(below + file, problem);
    for (FoundFile& file : found->too_large) {
      file.path.insert(0, below);
      if (seen.insert(file.path).second) inventory.walk.too_large.push_back(std::move(file));
    }
    for (auto& [file, reason] : found->left_out) inventory.walk.left_out.emplace_back(below + file, reason);
  }
  leave_out_cache(options, inventory);
  for (auto* files : {&inventory.walk.files, &inventory.walk.too_large}) {
    std::sort(files->begin(), files->end(), [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
  }
  std::sort(inventory.walk.links.begin(), inventory.walk.links.end());
  return inventory;
}

WorkerConfiguration configuration_for(const Catalog& catalog, const ScanOptions& options, const Inventory& inventory) {
  WorkerConfiguration configuration = worker_configuration(catalog);
  configuration.root = inventory.root;
  configuration.source.defines = options.defines;
  configuration.source.include_directories = options.include_directories;
  for (const FoundFile& file : inventory.walk.files) {
    if (is_header(file.path)) configuration.source.headers.push_back(file.path);
  }
  configuration.max_file_size = options.max_file_size;
  configuration.time_per_file = options.timeout;
  return configuration;
}

/// Finds the file of each suppression among those that were scanned, for the log to point to.
std::vector<PathSuppression> placed(std::vector<PathSuppression> suppressions, const Inventory& inventory) {
  for (PathSuppression& suppression : suppressions) {
    const std::string path = fs::path(suppression.place.path).lexically_relative(inventory.root).string();
    const auto& files = inventory.walk.files;
    const bool scanned =
        std::any_of(files.begin(), files.end(), [&](const FoundFile& file) { return file.path == path; });
    suppression.place.path = scanned ? path : std::string();
    // Shared by the copies of the question.
    suppression.covers = [glob = std::make_shared<Glob>(suppression.path)](std::string_view file) {
      return glob->matches(file);
    };
  }
  return suppressions;
}

void sort_notifications(ScanResult& result) {
  std::sort(result.notifications.begin(), result.notifications.end(), [](const Notification& a, const Notification& b) {
    return std::tie(a.path, a.problem.where, a.problem.kind, a.problem.message) <
           std::tie(b.path, b.problem.where, b.problem.kind, b.problem.message);
  });
}

/// A worker that a hostile file took over can say anything: what it says is bounded before it is repeated.
Problem bounded(Problem problem) {
  constexpr std::size_t kLongestMessage = 400;
  std::string& message = problem.message;
  if (message.size() <= kLongestMessage) return problem;
  std::size_t end = kLongestMessage;
  while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0U) == 0x80U) --end;
  message.resize(end);
  message += "…";
  return problem;
}

/// Version control keeps no modes but "executable", and the umask of whoever unpacked it decides about the group: where
/// all files have the same otherwise, nobody chose them. Where
/// everybody may write most of them, they come from a file system without modes.
void add_modes(const Inventory& inventory, std::vector<FileFacts>& files) {
  constexpr std::uint32_t kNotChosen = 0131;
  constexpr std::uint32_t kWritable = 0002;
  std::error_code ignored;
  if (fs::exists(fs::path(inventory.root) / ".git", ignored)) return;
  std::map<std::string_view, std::uint32_t> modes;
  std::set<std::uint32_t> kinds;
  for (const FoundFile& file : inventory.walk.files) {
    modes.emplace(file.path, file.mode);
    kinds.insert(file.mode & ~kNotChosen);
  }
  const auto writable = std::count_if(inventory.walk.files.begin(), inventory.walk.files.end(),
                                      [](const FoundFile& file) { return (file.mode & kWritable) != 0; });
  if (kinds.size() < 2 || static_cast<std::size_t>(writable) * 2 > inventory.walk.files.size()) return;
  for (FileFacts& file : files) {
    const auto mode = modes.find(file.path);
    if (mode != modes.end()) file.mode = mode->second;
  }
}

ScanResult account_for(const Inventory& inventory, const std::vector<FileFacts>& files) {
  ScanResult result;
  result.subject = fs::path(inventory.root).filename().string();
  for (const FileFacts& file : files) {
    ScannedFile scanned;
    scanned.path = file.path;
    scanned.syntax = file.syntax;
    scanned.software = file.software;
    scanned.role = role_of(file.path);
    scanned.size = file.size;
    scanned.sha256 = file.sha256;
    scanned.encoding = file.encoding;
    scanned.analysed = file.document.has_value() || file.source.has_value();
    result.files.push_back(std::move(scanned));
    for (const Problem& problem : file.problems) {
      const bool told_once = problem.kind == Problem::Kind::kMissingHeader;
      if (!told_once) result.notifications.push_back({file.path, bounded(problem)});
    }
  }
  for (Notification& notice : missing_header_notices(files)) result.notifications.push_back(std::move(notice));
  for (const auto& [path, problem] : inventory.walk.problems) result.notifications.push_back({path, problem});
  result.left_out = inventory.walk.left_out;
  std::sort(result.left_out.begin(), result.left_out.end());
  return result;
}

Result<std::optional<FactsCache>> cache_for(const ScanOptions& options, const WorkerConfiguration& configuration,
                                            const std::vector<std::string>& paths) {
  if (options.cache.empty()) return std::nullopt;
  auto cache = FactsCache::open(options.cache, configuration, paths);
  if (!cache) return tl::unexpected(cache.error());
  return std::optional(std::move(*cache));
}

/// Files over the limit stand in the log with their digest, though nobody has looked into them: the tree is known by
/// all of its files.
void account_for_large(const Inventory& inventory, ScanResult& result) {
  const FileDescriptor root(::open(inventory.root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  std::vector<ScannedFile> files;
  // Where each file of before stands now.
  std::vector<std::uint32_t> moved;
  auto large = inventory.walk.too_large.begin();
  const auto add_large_before = [&](const std::string* path) {
    for (; large != inventory.walk.too_large.end() && (path == nullptr || large->path < *path); ++large) {
      const auto digest = digest_beneath(root.get(), large->path);
      if (!digest) continue;
      ScannedFile file;
      file.path = large->path;
      file.syntax = Syntax::kBinary;
      file.role = role_of(large->path);
      file.size = large->size;
      file.sha256 = *digest;
      files.push_back(std::move(file));
    }
  };
  for (ScannedFile& file : result.files) {
    add_large_before(&file.path);
    moved.push_back(static_cast<std::uint32_t>(files.size()));
    files.push_back(std::move(file));
  }
  add_large_before(nullptr);
  result.files = std::move(files);
  for (auto& of_check : result.examined) {
    for (std::uint32_t& file : of_check) file = moved[file];
  }
}

/// A tree before it is judged.
struct Reading {
  Inventory inventory;
  std::vector<FileFacts> files;
};

Result<Reading> read(const Catalog& catalog, const ScanOptions& options, const Progress& progress) {
  auto inventory = take_inventory(options);
  if (!inventory) return tl::unexpected(inventory.error());

  WorkerConfiguration configuration = configuration_for(catalog, options, *inventory);
  if (!options.compile_commands.empty()) {
    auto commands = read_compile_database(catalog, options.compile_commands, inventory->root);
    if (!commands) return tl::unexpected(commands.error());
    configuration.source.compile_commands = std::move(*commands);
  }

  std::vector<std::string> paths;
  for (const FoundFile& file : inventory->walk.files) paths.push_back(file.path);
  auto cache = cache_for(options, configuration, paths);
  if (!cache) return tl::unexpected(cache.error());
  auto files = read_files(catalog, options.checks,
                          {std::move(configuration), options.jobs, paths, *cache ? &**cache : nullptr}, progress);
  if (!files) return tl::unexpected(files.error());
  if (*cache) {
    // A cache that cannot be written makes the next scan slower, not this one wrong.
    if (auto saved = (*cache)->save(); !saved) complain(saved.error().to_string());
  }
  add_modes(*inventory, *files);
  return Reading{std::move(*inventory), std::move(*files)};
}

}  // namespace

Result<TreeFacts> read_tree(const Catalog& catalog, const ScanOptions& options, const Progress& progress) {
  auto reading = read(catalog, options, progress);
  if (!reading) return tl::unexpected(reading.error());
  return TreeFacts{std::move(reading->inventory.root), std::move(reading->files),
                   std::move(reading->inventory.walk.links)};
}

Result<Scan> scan(const Catalog& catalog, const ScanOptions& options, const Progress& progress) {
  auto reading = read(catalog, options, progress);
  if (!reading) return tl::unexpected(reading.error());
  const auto& [inventory, files] = *reading;

  EngineOptions engine_options;
  engine_options.links = inventory.walk.links;
  engine_options.checks = options.checks;
  engine_options.grade = options.grade;
  engine_options.obey_inline_suppressions = options.obey_inline_suppressions;
  engine_options.path_suppressions = placed(options.suppressions, inventory);
  engine_options.today = options.today;
  Judgement judgement = judge(catalog, files, engine_options);

  Scan scan{account_for(inventory, files), inventory.root};
  scan.result.findings = std::move(judgement.findings);
  scan.result.examined = std::move(judgement.examined);
  scan.result.products = std::move(judgement.products);
  for (std::size_t i = 0; i < files.size(); ++i) scan.result.files[i].product = judgement.product_of_file[i];
  if (!inventory.walk.too_large.empty()) account_for_large(inventory, scan.result);
  if (std::string missing = what_is_missing(isolation_of_kernel()); !missing.empty()) {
    scan.result.notifications.push_back({{}, {Problem::Kind::kLessIsolated, std::move(missing), {}}});
  }
  std::move(judgement.notifications.begin(), judgement.notifications.end(),
            std::back_inserter(scan.result.notifications));
  sort_notifications(scan.result);
  return scan;
}

Result<FileFacts> read_in_worker(const Catalog& catalog, const std::string& path) {
  std::error_code error;
  const fs::path absolute = fs::canonical(path, error);
  if (error)
    return tl::unexpected(
        Error{fmt::format("cannot be read: {}; name a file or folder that exists", error.message()), path});
  WorkerConfiguration configuration = worker_configuration(catalog);
  configuration.root = absolute.parent_path().string();
  configuration.max_file_size = 256ULL << 20U;
  WorkerPool pool(std::move(configuration), 1);
  auto files = pool.read({absolute.filename().string()}, {});
  if (!files) return tl::unexpected(files.error());
  return std::move(files->front());
}

}  // namespace cpsaudit
