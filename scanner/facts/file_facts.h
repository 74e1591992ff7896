#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/span.h"
#include "facts/document.h"
#include "facts/source_facts.h"

namespace cpsaudit {

/// The syntax of a file: which parser reads it. What the settings mean is the business of a dialect.
enum class Syntax {
  kUnknown,  ///< text that no parser of ours reads
  kBinary,   ///< not text
  kC,        ///< C source or header
  kCpp,      ///< C++ source or header, Arduino sketch
  kYaml,
  kJson,  ///< comments and trailing commas tolerated
  kXml,
  kToml,
  kIni,         ///< `[section]`, `key = value`; systemd units
  kKeyValue,    ///< `key = value` or `key: value` without sections; .properties, .env, sysctl.conf
  kDirectives,  ///< `Keyword argument…` a line: sshd_config, mosquitto.conf, redis.conf, snmpd.conf
  kBlocks,      ///< `keyword argument… ;` and `keyword argument… { … }`: nginx.conf
  kBraces,      ///< statements that end with their line, groups in braces: HOCON, HCL, lighttpd.conf
  kUci,         ///< OpenWrt UCI
  kKconfig,     ///< .config, defconfig, sdkconfig, prj.conf
  kPasswd,      ///< passwd(5): 7 fields
  kShadow,      ///< shadow(5): 9 fields
  kInittab,     ///< `id:runlevels:action:process`
  kCrontab,     ///< `minute hour day month weekday command`
  kBitbake,     ///< recipes, classes and configuration of BitBake: Yocto, ISAR
  kMakefile,    ///< GNU make: packages of OpenWrt and Buildroot
  kShell,
  kDockerfile,
  kPem,   ///< keys and certificates between BEGIN and END lines
  kPage,  ///< HTML: its tags with their attributes, its scripts
  kText,  ///< a program in a language that is not followed; only the command lines in it are read
};

/// Lower-case name as it stands in check files and in `explain`: "yaml", "directives".
std::string_view name_of(Syntax syntax);
/// `Syntax::kUnknown` for a name that is none.
Syntax syntax_named(std::string_view name);

/// Something that kept us from looking at a file, or at a part of it. Each becomes a notification in the log.
struct Problem {
  enum class Kind {
    kUnreadable,         ///< permission, vanished, not a regular file
    kTooLarge,           ///< over --max-file-size
    kNotParsed,          ///< the parser gave up on the whole file
    kPartlyParsed,       ///< a line or block made no sense; the rest counts
    kOutOfTime,          ///< the worker ran over its time
    kOutOfMemory,        ///< the worker ran over its memory
    kCrashed,            ///< the worker died: a defect of ours, contained
    kLinkOutside,        ///< a symbolic link leads out of the scanned root, dangles or loops
    kMissingHeader,      ///< an include was found nowhere; the rest of the file counts
    kFlagsDropped,       ///< the compile command has flags that do not apply
    kSuppressionUnused,  ///< a suppression that stands outside of the tree matches nothing or has expired
    kNotOpened,          ///< an archive or the image of a file system: what is in it was not looked at
    kLessIsolated,       ///< the kernel lacks a means of keeping workers in; the others hold. Of no file
  };
  Kind kind = Kind::kNotParsed;
  /// What was found and what was expected. One sentence without its full stop. Never holds bytes of a secret.
  std::string message;
  /// Where; `where.line == 0` for the whole file.
  Position where;
};

std::string_view name_of(Problem::Kind kind);

/// A symbolic link of the tree. Links have no content: what matters is that they are there, and where they lead.
struct LinkFacts {
  /// Relative to the scanned root, like FileFacts::path.
  std::string path;
  /// As it stands in the link: "../init.d/telnet", "/dev/null".
  std::string target;
  /// The file or folder of the tree that it leads to at last; empty when there is none.
  std::string resolved;

  friend auto operator<=>(const LinkFacts&, const LinkFacts&) = default;
};

/// A file that another one writes or carries: a here-document of a script, a line that `echo` appends, an entry of a
/// ConfigMap. Its places are those of the file it stands in.
struct InnerFile {
  /// As the device sees it, without the '/' in front and without what only a run of the script tells.
  std::string path;
  Syntax syntax = Syntax::kUnknown;
  std::string software;
  /// False when more stands in that file than this text.
  bool whole = true;
  Document document;
};

/// What an archive says of one of its members, which stays packed.
struct ArchiveMember {
  /// Without "./" and '/' in front.
  std::string path;
  std::optional<std::uint32_t> mode = std::nullopt;
  /// Name or number; empty when it is not told.
  std::string owner;
};

/// All that is known of one file. Made in a worker, judged in the coordinator.
struct FileFacts {
  /// Relative to the scanned root, '/' between names, bytes as the file system has them.
  std::string path;
  Syntax syntax = Syntax::kUnknown;
  /// The dialect that gives the settings their meaning ("sshd", "mosquitto"), or empty.
  std::string software;
  std::uint64_t size = 0;
  /// Permission bits, e.g. 0640; unknown where the tree was not read from a file system.
  std::optional<std::uint32_t> mode = std::nullopt;
  /// Lower-case hex; empty when the file could not be read.
  std::string sha256;
  /// IANA name; empty for binary files.
  std::string encoding;
  std::optional<Document> document;
  std::optional<SourceFacts> source;
  /// Words that a text for people sets apart, in code marks or behind the name of a credential: they are what somebody
  /// who knows the product tries first. At most kMostWords of them, in the order of the text, each once.
  std::vector<std::string> words = {};
  static constexpr std::size_t kMostWords = 60;
  /// In the order of their first places.
  std::vector<InnerFile> embedded = {};
  /// Of an archive, in its order; at most kMostMembers.
  std::vector<ArchiveMember> members = {};
  static constexpr std::size_t kMostMembers = 20'000;
  std::vector<Problem> problems;
};

}  // namespace cpsaudit
