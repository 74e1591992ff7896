#include "formats/script_argument.h"

#include <algorithm>
#include <array>

#include "core/base_name.h"

namespace cpsaudit {
namespace {

constexpr std::array<std::string_view, 10> kShells = {"sh",   "ash", "bash",     "dash",     "ksh",
                                                      "mksh", "zsh", "$(SHELL)", "${SHELL}", "$SHELL"};
// Programs that run the command in their arguments, and hand their input on to it.
constexpr std::array<std::string_view, 27> kWrappers = {
    "sudo",           "env",        "exec",          "busybox", "nohup",  "time",    "nice",    "setsid",
    "timeout",        "chroot",     "command",       "doas",    "flock",  "docker",  "podman",  "nerdctl",
    "kubectl",        "lxc",        "incus",         "oc",      "stdbuf", "unshare", "nsenter", "docker-compose",
    "podman-compose", "lxc-attach", "systemd-nspawn"};
// Without a command they run a shell, which reads its script from standard input.
constexpr std::array<std::string_view, 7> kShellStarters = {"ssh",       "su", "chroot", "arch-chroot",
                                                            "on_chroot", "at", "batch"};
// `-c` in front of a command line.
constexpr std::array<std::string_view, 7> kLineOptions = {"su", "runuser", "script", "flock",
                                                          "sg", "vagrant", "newgrp"};
// Their last operand is a command line when it holds a blank.
constexpr std::array<std::string_view, 6> kLineTakers = {"watch", "tmux", "screen", "adb", "in-target", "parallel"};
// What they are given they show or look for.
constexpr std::array<std::string_view, 14> kSpeakers = {"echo", "printf", "grep", "egrep", "sed",  "awk", "logger",
                                                        "cat",  "test",   "[",    "[[",    "expr", "tr",  "alias"};
// Options of ssh(1) with a value.
constexpr std::string_view kSshValues = "BbcDEeFIiJLlmOopQRSWw";

template <std::size_t kCount>
bool contains(const std::array<std::string_view, kCount>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// `-c`, and `c` as the last of several letters: `-ec`.
bool takes_script(std::string_view option) {
  return option.size() >= 2 && option[0] == '-' && option[1] != '-' && option.back() == 'c';
}

/// Index of the shell that runs here: the program, or behind a wrapper and its options. What is called `sh -c` runs
/// one whatever stands in front of it.
std::optional<std::size_t> shell_index(const std::vector<Word>& words) {
  constexpr std::size_t kMaxWords = 20;
  const bool wrapped = !words.empty() && contains(kWrappers, base_name(words.front().text));
  const bool speaks = !words.empty() && contains(kSpeakers, base_name(words.front().text));
  for (std::size_t i = 0; i < words.size() && i < kMaxWords && !speaks; ++i) {
    if (!contains(kShells, base_name(words[i].text))) continue;
    const bool has_script = i + 2 < words.size() && takes_script(words[i + 1].text);
    if (i == 0 || wrapped || has_script) return i;
  }
  return std::nullopt;
}

/// Index of ssh, also behind what gives it the password or a time; nothing when another program runs here.
std::optional<std::size_t> ssh_index(const std::vector<Word>& words) {
  constexpr std::array<std::string_view, 4> kBefore = {"sshpass", "sudo", "timeout", "nohup"};
  constexpr std::size_t kMaxWords = 6;
  if (words.empty()) return std::nullopt;
  const bool wrapped = contains(kBefore, base_name(words.front().text));
  for (std::size_t i = 0; i < words.size() && i < (wrapped ? kMaxWords : 1); ++i) {
    if (base_name(words[i].text) == "ssh") return i;
  }
  return std::nullopt;
}

/// Index behind the host in `ssh [options] host`.
std::optional<std::size_t> behind_host(const std::vector<Word>& words, std::size_t ssh) {
  for (std::size_t i = ssh + 1; i < words.size(); ++i) {
    const std::string_view text = words[i].text;
    if (!text.starts_with('-')) return i + 1;
    if (text.size() == 2 && kSshValues.find(text[1]) != std::string_view::npos) ++i;
  }
  return std::nullopt;
}

/// A function of the script's own whose name says that it runs what it is given: `run_cmd`, `chroot_exec`, `retry`.
bool is_runner(std::string_view name) {
  constexpr std::array<std::string_view, 18> kWords = {"run",    "exec",   "execute", "chroot", "cmd",    "command",
                                                       "retry",  "try",    "invoke",  "eval",   "sudo",   "target",
                                                       "rootfs", "remote", "guest",   "inside", "nspawn", "qemu"};
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("_-.:"), name.size());
    if (contains(kWords, name.substr(0, end))) return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

/// `in_stage "chmod 777 /srv/x"`: whatever a function is called, this is a command line and no message.
bool reads_like_command(std::string_view function, std::string_view text) {
  constexpr std::array<std::string_view, 28> kPrograms = {
      "chmod", "chown", "passwd", "useradd",  "usermod", "adduser", "sed", "apt-get", "apt", "systemctl",
      "wget",  "curl",  "rm",     "mkdir",    "ln",      "cp",      "mv",  "dpkg",    "pip", "pip3",
      "npm",   "git",   "tar",    "iptables", "sysctl",  "install", "apk", "opkg"};
  constexpr std::array<std::string_view, 12> kActions = {"install", "update",  "upgrade", "enable", "disable", "start",
                                                         "stop",    "restart", "add",     "remove", "clone",   "mask"};
  constexpr std::array<std::string_view, 16> kTelling = {"log",   "msg",  "message", "info",  "warn", "err",
                                                         "error", "die",  "fail",    "print", "echo", "say",
                                                         "alert", "note", "debug",   "check"};
  if (function.find('_') == std::string_view::npos || function.find('/') != std::string_view::npos) return false;
  const bool tells = std::any_of(kTelling.begin(), kTelling.end(),
                                 [&](std::string_view word) { return function.find(word) != std::string_view::npos; });
  const std::size_t blank = text.find(' ');
  if (tells || blank == std::string_view::npos || !contains(kPrograms, text.substr(0, blank))) return false;
  const std::string_view second = text.substr(blank + 1, text.find(' ', blank + 1) - blank - 1);
  return second.starts_with('-') || second.find('/') != std::string_view::npos || contains(kActions, second) ||
         second.find_first_of("0123456789") != std::string_view::npos;
}

/// `run_cmd "wget -O x http://…"`: one word with blanks in it, behind others without.
std::optional<std::size_t> line_for_runner(const std::vector<Word>& words) {
  constexpr std::size_t kMostWords = 8;
  if (words.size() < 2 || words.size() > kMostWords) return std::nullopt;
  const std::string_view program = base_name(words.front().text);
  // sudo(8) and its like take a program and its arguments, never a line.
  const bool runs = is_runner(program) || (words.size() == 2 && reads_like_command(words[0].text, words[1].text));
  const bool is_function = words.size() <= 4 && runs && !contains(kWrappers, program);
  if (!contains(kLineTakers, program) && !is_function) return std::nullopt;
  // `run_cmd logger "telnetd is not part of this"`
  if (contains(kSpeakers, base_name(words[1].text))) return std::nullopt;
  const auto has_blank = [](const Word& word) { return word.text.find_first_of(" \t") != std::string::npos; };
  const bool only_last = has_blank(words.back()) && std::none_of(words.begin(), words.end() - 1, has_blank);
  return only_last ? std::optional(words.size() - 1) : std::nullopt;
}

}  // namespace

std::optional<std::size_t> script_argument(const std::vector<Word>& words) {
  if (words.size() == 2 && words.front().text == "eval") return 1;
  if (words.empty()) return std::nullopt;
  const std::string_view program = base_name(words.front().text);
  if (contains(kLineOptions, program)) {
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
      if (takes_script(words[i].text) || words[i].text == "--command") return i + 1;
    }
  }
  if (program == "su" || program == "runuser") return std::nullopt;
  // `trap 'command' EXIT`
  if (program == "trap" && words.size() > 2 && words[1].text.find_first_of(" \t") != std::string::npos) return 1;
  if (const auto ssh = ssh_index(words)) {
    // Several words are put together again on the other side; here one is enough.
    const auto command = behind_host(words, *ssh);
    if (command && *command + 1 == words.size()) return command;
  }
  const auto shell = shell_index(words);
  if (!shell) return line_for_runner(words);
  for (std::size_t i = *shell + 1; i + 1 < words.size(); ++i) {
    const std::string_view text = words[i].text;
    if (text.empty() || (text[0] != '-' && text[0] != '+')) return std::nullopt;
    if (takes_script(text)) return i + 1;
  }
  return std::nullopt;
}

bool reads_script_from_input(const std::vector<Word>& words) {
  const auto shell = shell_index(words);
  if (!shell) {
    std::size_t program = 0;
    while (program < words.size() && base_name(words[program].text) == "sudo") ++program;
    if (program == words.size() || !contains(kShellStarters, base_name(words[program].text))) return false;
    if (base_name(words.front().text) == "ssh") return behind_host(words, 0) == words.size();
    return words.size() - program <= 3;
  }
  // Behind -s stand the parameters of the script.
  for (std::size_t i = *shell + 1; i < words.size(); ++i) {
    if (words[i].text == "-s") return true;
    if (words[i].text.empty() || words[i].text[0] != '-') return false;
  }
  return true;
}

}  // namespace cpsaudit
