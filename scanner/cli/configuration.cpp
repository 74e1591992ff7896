#include "cli/configuration.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <filesystem>
#include <functional>
#include <map>

#include "engine/suppression_comment.h"

namespace cpsaudit {
namespace {

namespace fs = std::filesystem;

/// Collects the values of one table, and the first thing that is wrong with it.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  using Setters = std::map<std::string, std::function<void(const Node&)>, std::less<>>;

  void table(const Node& table, std::string_view name, const Setters& setters) {
    if (table.kind != NodeKind::kSection) return fail(table, fmt::format("'{}' must be a table", name));
    for (const Node& node : table.children) {
      const auto setter = setters.find(node.key);
      if (setter == setters.end()) {
        std::vector<std::string> known;
        for (const auto& [key, unused] : setters) known.push_back(key);
        fail(node,
             fmt::format("unknown key '{}' in '{}'; expected one of: {}", node.key, name, fmt::join(known, ", ")));
        continue;
      }
      setter->second(node);
    }
  }

  void strings(const Node& node, std::vector<std::string>& into) {
    if (node.kind != NodeKind::kSequence) return fail(node, fmt::format("'{}' must be a list of strings", node.key));
    for (const Node& item : node.children) into.push_back(item.value);
  }

  void string(const Node& node, std::string& into) {
    if (node.kind != NodeKind::kScalar) return fail(node, fmt::format("'{}' must be a string", node.key));
    into = node.value;
  }

  void one_of(const Node& node, std::optional<std::string>& into, std::initializer_list<std::string_view> allowed) {
    if (std::find(allowed.begin(), allowed.end(), node.value) == allowed.end()) {
      return fail(node, fmt::format("'{}' must be one of: {}", node.key, fmt::join(allowed, ", ")));
    }
    into = node.value;
  }

  template <typename Number>
  void number(const Node& node, std::optional<Number>& into, Number least, Number most) {
    Number value{};
    const char* end = node.value.data() + node.value.size();
    const auto [rest, error] = std::from_chars(node.value.data(), end, value);
    if (error != std::errc() || rest != end || value < least || value > most) {
      return fail(node, fmt::format("'{}' must be a number from {} to {}", node.key, least, most));
    }
    into = value;
  }

  void fail(const Node& node, std::string message) {
    if (!error_) error_ = Error{std::move(message), file_, place_of(node).begin};
  }

  const std::optional<Error>& error() const { return error_; }

  static Span place_of(const Node& node) { return node.key_span.known() ? node.key_span : node.value_span; }

 private:
  std::string file_;
  std::optional<Error> error_;
};

void read_suppression(Reader& reader, const Node& node, const std::string& file, Configuration& configuration) {
  PathSuppression suppression;
  std::error_code ignored;
  suppression.place = {fs::canonical(file, ignored).string(), Reader::place_of(node)};
  reader.table(node, "suppress",
               {{"check", [&](const Node& value) { reader.string(value, suppression.check); }},
                {"path", [&](const Node& value) { reader.string(value, suppression.path); }},
                {"reason", [&](const Node& value) { reader.string(value, suppression.reason); }},
                {"until", [&](const Node& value) { reader.string(value, suppression.until); }}});
  for (const Node& value : node.children) {
    if (value.key == "check") suppression.place.span = value.value_span;
  }
  if (suppression.check.empty() || suppression.path.empty() || suppression.reason.empty()) {
    reader.fail(node, "a suppression needs 'check', 'path' and 'reason': an auditor must be able to judge it");
  }
  if (!suppression.until.empty() && !is_iso_date(suppression.until)) {
    reader.fail(node, fmt::format("'until' must be a date, as in 2027-03-31, found '{}'", suppression.until));
  }
  configuration.suppressions.push_back(std::move(suppression));
}

}  // namespace

Result<Configuration> read_configuration(const Catalog& catalog, const std::string& file) {
  auto facts = read_in_worker(catalog, file);
  if (!facts) return tl::unexpected(facts.error());
  if (!facts->problems.empty()) {
    const Problem& problem = facts->problems.front();
    return tl::unexpected(Error{problem.message, file, problem.where});
  }
  if (facts->syntax != Syntax::kToml || !facts->document) {
    return tl::unexpected(Error{"expected a configuration in TOML; name it *.toml", file});
  }

  Configuration configuration;
  configuration.file = file;
  Reader reader(file);
  const auto scan_table = [&](const Node& node) {
    reader.table(
        node, "scan",
        {{"exclude", [&](const Node& value) { reader.strings(value, configuration.excludes); }},
         {"select", [&](const Node& value) { reader.strings(value, configuration.select); }},
         {"ignore", [&](const Node& value) { reader.strings(value, configuration.ignore); }},
         {"define", [&](const Node& value) { reader.strings(value, configuration.defines); }},
         {"include", [&](const Node& value) { reader.strings(value, configuration.include_directories); }},
         {"fail-on",
          [&](const Node& value) {
            reader.one_of(value, configuration.fail_on, {"error", "warning", "note", "never"});
          }},
         {"lang", [&](const Node& value) { reader.one_of(value, configuration.language, {"en", "ja"}); }},
         {"grade", [&](const Node& value) { reader.number(value, configuration.grade, 1, 3); }},
         {"jobs", [&](const Node& value) { reader.number(value, configuration.jobs, 1U, 256U); }},
         {"max-file-size",
          [&](const Node& value) { reader.number<std::uint64_t>(value, configuration.max_file_size, 1, 1ULL << 32U); }},
         {"timeout", [&](const Node& value) { reader.number(value, configuration.timeout_seconds, 1U, 3600U); }}});
  };
  const auto suppress_list = [&](const Node& node) {
    if (node.kind != NodeKind::kSequence) return reader.fail(node, "write suppressions as [[suppress]]");
    for (const Node& item : node.children) read_suppression(reader, item, file, configuration);
  };
  reader.table(facts->document->root, "cpsaudit.toml", {{"scan", scan_table}, {"suppress", suppress_list}});
  if (reader.error()) return tl::unexpected(*reader.error());
  return configuration;
}

std::string nearest_configuration(const std::string& path) {
  std::error_code error;
  fs::path folder = fs::canonical(path, error);
  if (error) return {};
  if (!fs::is_directory(folder)) folder = folder.parent_path();
  for (;; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / "cpsaudit.toml", error)) return (folder / "cpsaudit.toml").string();
    if (folder == folder.parent_path()) return {};
  }
}

}  // namespace cpsaudit
