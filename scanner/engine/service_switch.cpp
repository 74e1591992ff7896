#include "engine/service_switch.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "core/base_name.h"
#include "engine/ascii.h"
#include "engine/command_wrapper.h"
#include "engine/engine.h"
#include "engine/evaluate.h"
#include "engine/setting_path.h"

namespace cpsaudit {

using namespace ascii;

namespace {

constexpr std::string_view kName = "{name}";

/// "ssh", "ssh.service"; "S50ssh" is the script of "ssh".
std::vector<std::string> names_of(const ServiceRule& rule, const std::string& path) {
  std::string_view name = path;
  if (rule.named_by_folder) name.remove_suffix(name.size() - std::min(name.rfind('/'), name.size()));
  name = base_name(name);
  std::vector<std::string> names = {std::string(name)};
  const std::size_t dot = name.rfind('.');
  if (dot != std::string_view::npos && dot > 0) names.emplace_back(name.substr(0, dot));
  const bool has_number =
      name.size() > 3 && (name[0] == 'S' || name[0] == 'K') && is_digit(name[1]) && is_digit(name[2]);
  if (has_number) names.emplace_back(name.substr(3));
  return names;
}

/// A command that switches services, as the rules write it.
struct SwitchingCommand {
  std::vector<std::string> words;
  bool starts = false;
};

/// Does a word stand for one of the names, where `{name}` is written?
bool is_named(const std::string& pattern, std::string_view word, const std::vector<std::string>& names) {
  const std::size_t at = pattern.find(kName);
  if (at == std::string::npos) return matches_wildcard(pattern, word);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return matches_wildcard(pattern.substr(0, at) + name + pattern.substr(at + kName.size()), word);
  });
}

/// A command of the tree that may switch a service.
struct Statement {
  const FileFacts* file = nullptr;
  const Command* command = nullptr;
  std::size_t program = 0;
  const SwitchingCommand* by = nullptr;
  std::size_t segment = 0;

  /// Words that are no flags of the command are held against those of the rule; of the last any will do.
  bool names(const std::vector<std::string>& service) const {
    const auto& pattern = by->words;
    std::size_t next = 1;
    if (pattern.front().find('/') != std::string::npos &&
        !is_named(pattern.front(), command->words[program].text, service)) {
      return false;
    }
    for (std::size_t i = program + 1; i < command->words.size() && next < pattern.size(); ++i) {
      const std::string& word = command->words[i].text;
      const bool fits = is_named(pattern[next], word, service);
      if (fits) {
        ++next;
      } else if (next + 1 < pattern.size() && !word.starts_with('-')) {
        return false;
      }
    }
    return next == pattern.size();
  }
};

/// What runs when a package goes says nothing about the device that has it.
bool is_of_removal(std::string_view path) {
  constexpr std::array<std::string_view, 5> kNames = {"prerm", "postrm", "uninstall", "remove", "cleanup"};
  const std::string name = lower(base_name(path));
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

class Switchboard {
 public:
  Switchboard(const Catalog& catalog, const ProductMap& products, std::span<const FileFacts> files)
      : catalog_(catalog), products_(products), files_(files) {}

  void apply(std::vector<Service>& services) {
    for (const ServiceRule& rule : catalog_.services) {
      const std::vector<SwitchingCommand> commands = commands_of(rule);
      const std::vector<Statement> statements = statements_of(commands);
      for (Service& service : services) {
        if (service.kind != rule.kind) continue;
        const std::vector<std::string> names = names_of(rule, service.path);
        if (!obey(statements, names, service) && service.state == Service::State::kUnknown)
          look_up(rule, names, service);
      }
    }
  }

 private:
  static std::vector<SwitchingCommand> commands_of(const ServiceRule& rule) {
    std::vector<SwitchingCommand> commands;
    const auto add = [&](const std::vector<std::string>& lines, bool starts) {
      for (const std::string& line : lines) {
        SwitchingCommand command;
        for (const std::string_view word : split(line, " ")) command.words.emplace_back(word);
        command.starts = starts;
        if (!command.words.empty()) commands.push_back(std::move(command));
      }
    };
    add(rule.starting_commands, true);
    add(rule.stopping_commands, false);
    return commands;
  }

  std::vector<Statement> statements_of(const std::vector<SwitchingCommand>& commands) const {
    std::vector<Statement> statements;
    if (commands.empty()) return statements;
    for (const FileFacts& file : files_) {
      const Role role = role_of(file.path);
      if (!file.document || role == Role::kSample || role == Role::kTemplate || is_of_removal(file.path)) continue;
      const std::size_t segment = products_.segment_of(file.path);
      for (const Command& command : file.document->commands) {
        for (const ProgramView& program : programs_of(command, catalog_.wrappers)) {
          for (const SwitchingCommand& by : commands) {
            const bool by_path = by.words.front().find('/') != std::string::npos;
            const bool may_be = by_path ? command.words[program.program].text.find('/') != std::string::npos
                                        : by.words.front() == program.name;
            if (may_be) statements.push_back({&file, &command, program.program, &by, segment});
          }
        }
      }
    }
    return statements;
  }

  /// What is switched on anywhere starts; what may run is no proof that it does not.
  bool obey(const std::vector<Statement>& statements, const std::vector<std::string>& names, Service& service) const {
    const std::size_t segment = products_.segment_of(service.path);
    const Statement* decides = nullptr;
    for (const Statement& statement : statements) {
      if (statement.segment != segment || (!statement.by->starts && statement.command->conditional)) continue;
      if (statement.file->path == service.path || !statement.names(names)) continue;
      if (decides == nullptr || (statement.by->starts && !decides->by->starts)) decides = &statement;
    }
    if (decides == nullptr) return false;
    service.state = decides->by->starts ? Service::State::kStarts : Service::State::kOff;
    service.link.clear();
    service.decided_at = {decides->file->path, decides->command->span};
    return true;
  }

  /// Lists that name the service; a wildcard says what happens to what nobody thought of.
  void look_up(const ServiceRule& rule, const std::vector<std::string>& names, Service& service) const {
    if (rule.list_software.empty()) return;
    const std::size_t segment = products_.segment_of(service.path);
    for (const FileFacts& file : files_) {
      if (file.software != rule.list_software || !file.document) continue;
      if (products_.segment_of(file.path) != segment) continue;
      for (const Node& line : file.document->root.children) {
        const bool starts = line.key == rule.starting_key;
        if (!starts && line.key != rule.stopping_key) continue;
        if (std::find(names.begin(), names.end(), line.value) == names.end()) continue;
        service.state = starts ? Service::State::kStarts : Service::State::kOff;
        service.decided_at = {file.path, line.value_span};
        return;
      }
    }
  }

  const Catalog& catalog_;
  const ProductMap& products_;
  std::span<const FileFacts> files_;
};

/// A part of a file that is switched off, and what does it.
struct OffPart {
  Span extent;
  Span by;
};

void widen(Span& extent, const Span& span) {
  if (!span.known()) return;
  if (!extent.known()) {
    extent = span;
    return;
  }
  extent.begin = std::min(extent.begin, span.begin);
  extent.end = std::max(extent.end, span.end);
}

Span extent_of(const Node& node) {
  Span extent;
  widen(extent, node.key_span);
  widen(extent, node.value_span);
  for (const Node& child : node.children) widen(extent, extent_of(child));
  return extent;
}

void find_off_parts(const Catalog& catalog, const SwitchRule& rule, const FileFacts& file, const Node& node,
                    std::vector<OffPart>& parts) {
  const Dialect* dialect = catalog.dialect(file.software);
  for (const Node& section : node.children) {
    if (section.kind == NodeKind::kSection && matches_wildcard(rule.scope, section.key)) {
      for (const Node& child : section.children) {
        if (!equal_folded(child.key, rule.key) || child.kind != NodeKind::kScalar) continue;
        const Vocabulary vocabulary{catalog.known, dialect->true_words, dialect->false_words};
        if (any_is(rule.value, text_subject(child.value), vocabulary).answer != Answer::kYes) continue;
        parts.push_back({extent_of(section), extent_of(child)});
        break;
      }
    }
    find_off_parts(catalog, rule, file, section, parts);
  }
}

std::map<std::string, std::vector<OffPart>> off_parts(const Catalog& catalog, std::span<const FileFacts> files) {
  std::map<std::string, std::vector<OffPart>> parts;
  for (const ServiceRule& service : catalog.services) {
    for (const SwitchRule& rule : service.off_when) {
      for (const FileFacts& file : files) {
        const bool is_asked = file.document && catalog.dialect(file.software) != nullptr &&
                              std::any_of(rule.software.begin(), rule.software.end(), [&](const std::string& name) {
                                return matches_wildcard(name, file.software);
                              });
        if (is_asked) find_off_parts(catalog, rule, file, file.document->root, parts[file.path]);
      }
    }
  }
  return parts;
}

const LocalizedText kSwitchedOff = {"This keeps it from starting.", "この設定により起動されません。"};

}  // namespace

std::vector<Service> services_in(const Catalog& catalog, const ProductMap& products, std::span<const FileFacts> files,
                                 std::span<const LinkFacts> links) {
  std::vector<Service> services = services_of(catalog.services, files, links);
  Switchboard(catalog, products, files).apply(services);
  return services;
}

void lower_what_is_off(const Catalog& catalog, const ProductMap& products, std::span<const FileFacts> files,
                       std::span<const LinkFacts> links, std::vector<Evidence>& evidence) {
  std::map<std::string, Service> off;
  for (Service& service : services_in(catalog, products, files, links)) {
    if (service.state == Service::State::kOff) off.emplace(service.path, std::move(service));
  }
  const auto parts = off_parts(catalog, files);
  for (Evidence& item : evidence) {
    // Of a service that is off the start script may still do harm by itself; who starts it is another matter.
    if (const auto service = off.find(item.place.path); service != off.end()) {
      item.lowered = kNotStarted;
      const Place& decided = service->second.decided_at;
      if (!decided.path.empty()) item.related.push_back({decided, kSwitchedOff});
      continue;
    }
    const auto known = parts.find(item.place.path);
    if (known == parts.end() || !item.written_to.empty()) continue;
    const auto part = std::find_if(known->second.begin(), known->second.end(), [&](const OffPart& candidate) {
      return candidate.extent.contains(item.place.span) && !candidate.by.contains(item.place.span);
    });
    if (part == known->second.end()) continue;
    item.lowered = kNotStarted;
    item.related.push_back({{item.place.path, part->by}, kSwitchedOff});
  }
}

}  // namespace cpsaudit
