#include "source/compile_flags.h"

#include <optional>

#include "source/header_index.h"

namespace cpsaudit {
namespace {

/// A path of a command, relative to the root; nothing when it leads out of it.
std::optional<std::string> inside(std::string_view directory, std::string_view path) {
  if (path.starts_with('/')) return std::nullopt;
  return normalized_path(directory.empty() ? std::string(path) : std::string(directory) + "/" + std::string(path));
}

/// Flags that tell what is made, not what the text means: nobody misses them.
bool is_harmless(std::string_view flag) {
  static constexpr std::string_view kPrefixes[] = {"-c", "-o",    "-W",        "-O", "-g", "-f",
                                                   "-M", "-pipe", "-pedantic", "-w", "-m"};
  for (const std::string_view prefix : kPrefixes) {
    if (flag.starts_with(prefix)) return true;
  }
  return false;
}

class Translator {
 public:
  Translator(CompileFlags& flags, const CompileCommand& command) : flags_(flags), command_(command) {}

  void translate() {
    const auto& arguments = command_.arguments;
    for (at_ = 1; at_ < arguments.size(); ++at_) {
      const std::string& flag = arguments[at_];
      if (flag.empty() || flag[0] != '-') continue;  // the input, an output
      if (one(flag)) continue;
      if (flag == "-o" || flag == "-MF" || flag == "-MT" || flag == "-MQ" || flag == "-x") ++at_;
      if (!is_harmless(flag)) flags_.dropped.push_back(flag);
    }
  }

 private:
  bool one(const std::string& flag) {
    std::string value;
    if (takes(flag, "-D", value)) {
      flags_.macros.push_back({value, false});
    } else if (takes(flag, "-U", value)) {
      flags_.macros.push_back({value, true});
    } else if (takes(flag, "-isystem", value) || takes(flag, "-idirafter", value) || takes(flag, "-I", value)) {
      folder(flag, value, flags_.include_directories);
    } else if (takes(flag, "-iquote", value)) {
      folder(flag, value, flags_.quote_directories);
    } else if (flag == "-include" || flag == "-imacros") {
      if (at_ + 1 >= command_.arguments.size()) return false;
      if (auto path = inside(command_.directory, command_.arguments[++at_])) {
        flags_.includes.push_back(std::move(*path));
      } else {
        flags_.dropped.push_back(flag);
      }
    } else if (flag.starts_with("-std=")) {
      flags_.standard = flag.substr(5);
    } else {
      return false;
    }
    return true;
  }

  /// `-Xvalue` and `-X value`.
  bool takes(const std::string& flag, std::string_view name, std::string& value) {
    if (!flag.starts_with(name)) return false;
    value = flag.substr(name.size());
    if (value.empty() && at_ + 1 < command_.arguments.size()) value = command_.arguments[++at_];
    return true;
  }

  void folder(const std::string& flag, const std::string& value, std::vector<std::string>& folders) {
    if (auto path = inside(command_.directory, value)) {
      folders.push_back(std::move(*path));
    } else {
      flags_.dropped.push_back(flag);
    }
  }

  CompileFlags& flags_;
  const CompileCommand& command_;
  std::size_t at_ = 1;
};

}  // namespace

CompileFlags compile_flags(const SourceOptions& options, const CompileCommand* command) {
  CompileFlags flags;
  if (command != nullptr) Translator(flags, *command).translate();
  for (const std::string& macro : options.defines) flags.macros.push_back({macro, false});
  for (const std::string& folder : options.include_directories) {
    if (auto path = normalized_path(folder)) flags.include_directories.push_back(std::move(*path));
  }
  return flags;
}

}  // namespace cpsaudit
