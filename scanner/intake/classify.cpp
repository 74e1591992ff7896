#include "intake/classify.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/text.h"
#include "intake/content.h"
#include "intake/fallback.h"
#include "intake/glob.h"
#include "intake/words.h"

namespace cpsaudit {
namespace {

constexpr std::size_t kHead = 64U << 10U;
/// A file of one software has a word of it every few lines; more matches say nothing new.
constexpr std::size_t kMostWords = 400;

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(64LL << 20);
  return options;
}

bool has_utf16_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
         bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4));
}

bool is_yaml(const FileName& name) {
  const auto below = without_copy_ending(name);
  const FileName inner(below ? *below : name.path());
  return inner.extension() == "yaml" || inner.extension() == "yml";
}

/// The beginning of a file as a superset of ASCII, without byte order mark.
class Head {
 public:
  Head(const FileName& name, std::string_view bytes) : text_(bytes.substr(0, kHead)) {
    if (has_utf16_mark(text_)) {
      // Cut between characters: 64 KiB are a multiple of every unit, and a lone first half of a pair is dropped.
      for (std::size_t cut : {std::size_t{0}, std::size_t{2}, std::size_t{1}, std::size_t{3}}) {
        if (cut > text_.size()) break;
        auto decoded = Text::decode(text_.substr(0, text_.size() - cut));
        if (!decoded) continue;
        decoded_ = decoded->utf8();
        text_ = decoded_;
        break;
      }
    } else if (text_.starts_with("\xEF\xBB\xBF")) {
      text_.remove_prefix(3);
    }
    if (text_.find("\r\n") != std::string_view::npos) end_lines_with_newlines();
    if (is_yaml(name)) write_keys_without_quotes();
  }

  std::string_view text() const { return text_; }

 private:
  /// Patterns ask for the end of a line with `$` and `\n`.
  void end_lines_with_newlines() {
    std::string lines;
    lines.reserve(text_.size());
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] != '\r' || text_.substr(i + 1, 1) != "\n") lines += text_[i];
    }
    decoded_ = std::move(lines);
    text_ = decoded_;
  }

  /// `"services":` is `services:`.
  void write_keys_without_quotes() {
    static const RE2 quoted(R"re((?m)^([ \t]*(?:-[ \t]+)?)(?:"([A-Za-z_][\w.-]*)"|'([A-Za-z_][\w.-]*)')[ \t]*:)re");
    std::string lines(text_);
    if (RE2::GlobalReplace(&lines, quoted, R"(\1\2\3:)") == 0) return;
    decoded_ = std::move(lines);
    text_ = decoded_;
  }

  std::string decoded_;
  std::string_view text_;
};

/// May the file be the configuration of some software, although its name says nothing? Recipes and overlays keep such
/// files under short names, or with an ending of their own: `files/snmp`, `common-auth.plant`.
bool is_plain_configuration(const FileName& name) {
  constexpr std::array<std::string_view, 46> kOthers = {
      "txt", "json", "json5", "jsonc",   "xml",      "toml",  "sh",         "bash", "ash",   "zsh",  "fish",   "sql",
      "dts", "dtsi", "bb",    "bbclass", "bbappend", "lock",  "sum",        "mod",  "proto", "idl",  "ld",     "lds",
      "pem", "crt",  "key",   "pub",     "asc",      "sig",   "map",        "def",  "desc",  "spec", "gradle", "scala",
      "r",   "bzl",  "nix",   "tf",      "hcl",      "bicep", "dockerfile", "ino",  "plist", "list"};
  constexpr std::array<std::string_view, 13> kForPeople = {"readme",  "license", "copying",    "changelog", "authors",
                                                           "notice",  "todo",    "version",    "news",      "install",
                                                           "credits", "thanks",  "maintainers"};
  if (name.source_language() || quotes_other_files(name)) return false;
  const std::string extension = lower(name.extension());
  if (!extension.empty()) return std::find(kOthers.begin(), kOthers.end(), extension) == kOthers.end();
  return std::find(kForPeople.begin(), kForPeople.end(), lower(name.name())) == kForPeople.end();
}

bool is_source(Syntax syntax) {
  return syntax == Syntax::kC || syntax == Syntax::kCpp;
}

}  // namespace

class Classifier::Impl {
 public:
  explicit Impl(std::vector<Recognition> recognitions)
      : recognitions_(std::move(recognitions)),
        globs_(collect_globs()),
        patterns_(options(), RE2::UNANCHORED),
        word_sets_(options(), RE2::UNANCHORED) {
    for (std::size_t i = 0; i < recognitions_.size(); ++i) {
      const bool by_content_alone = recognitions_[i].paths.empty();
      content_.emplace_back();
      for (const std::string& pattern : recognitions_[i].content) {
        if (by_content_alone) {
          if (patterns_.Add(pattern, nullptr) >= 0) pattern_owners_.push_back(i);
        } else {
          content_.back().push_back(std::make_unique<RE2>(pattern, options()));
        }
      }
    }
    patterns_.Compile();
    for (std::size_t i = 0; i < recognitions_.size(); ++i) {
      const std::string& words = recognitions_[i].words;
      if (words.empty() || word_sets_.Add(words, nullptr) < 0) continue;
      words_.push_back({i, std::make_unique<RE2>(words, options())});
    }
    word_sets_.Compile();
  }

  Classification classify(std::string_view path, std::string_view bytes) const {
    const FileName name(path);
    const Head head(name, bytes);
    const bool binary = looks_binary(head.text());
    const Recognition* claimed = binary ? nullptr : claiming(name, head.text());
    // What is read by its form alone may well be a file of somebody whose words are known.
    if (!binary && (claimed == nullptr || claimed->priority < 0)) {
      if (const Recognition* told = telling(name, head.text())) claimed = told;
    }
    if (claimed != nullptr) {
      return {claimed->syntax, claimed->software, claimed->options};
    }
    if (binary) return {Syntax::kBinary, "", {}};
    Classification found;
    found.syntax = fallback_syntax(name, head.text());
    // Of a known syntax it is a broken text, which the log names; else it is none.
    const bool has_nul = head.text().find('\0') != std::string_view::npos;
    if (found.syntax == Syntax::kUnknown && has_nul) found.syntax = Syntax::kBinary;
    if (found.syntax == Syntax::kIni) {
      found.options.comment_marks = "#;";
      found.options.trailing_comment_marks = "#;";
    }
    return found;
  }

 private:
  /// How well a recognition fits; the greatest wins.
  using Rank = std::pair<int, std::size_t>;

  std::vector<std::string> collect_globs() {
    std::vector<std::string> globs;
    for (std::size_t i = 0; i < recognitions_.size(); ++i) {
      for (const std::string& glob : recognitions_[i].paths) {
        globs.push_back(glob);
        glob_owners_.emplace_back(i, glob.size());
      }
    }
    return globs;
  }

  bool content_matches(std::size_t recognition, std::string_view text) const {
    const auto& patterns = content_[recognition];
    return patterns.empty() || std::any_of(patterns.begin(), patterns.end(),
                                           [&](const auto& pattern) { return RE2::PartialMatch(text, *pattern); });
  }

  /// A recognition and the length of its longest glob that matches; 0 for one that goes by content alone.
  using Candidates = std::vector<std::pair<std::size_t, std::size_t>>;

  /// A template, or a copy to start from, is a file of the name in front of that ending: `sshd_config.j2`. A name
  /// that says nothing to anybody may be that of one deployment: `sshd_config.production`.
  Candidates known_by_name(const FileName& name, std::string_view text) const {
    std::vector<std::size_t> globs = globs_.matches(name.path());
    FileName inner = name;
    while (const auto stripped = without_copy_ending(inner)) {
      inner = FileName(*stripped);
      // That of automake holds what its author did not write.
      if (inner.name() == "Makefile") break;
      const std::vector<std::size_t> more = globs_.matches(inner.path());
      std::vector<std::size_t> all;
      std::set_union(globs.begin(), globs.end(), more.begin(), more.end(), std::back_inserter(all));
      globs = std::move(all);
    }
    Candidates candidates = owners_of(globs, text);
    std::string path(inner.path());
    while (candidates.empty()) {
      const auto stripped = without_deployment(FileName(path));
      if (!stripped) break;
      path = *stripped;
      candidates = owners_of(globs_.matches(path), text);
    }
    return candidates;
  }

  /// In the order of recognitions.
  Candidates owners_of(const std::vector<std::size_t>& globs, std::string_view text) const {
    Candidates candidates;
    for (const std::size_t glob : globs) {
      const auto [owner, length] = glob_owners_[glob];
      if (!candidates.empty() && candidates.back().first == owner) {
        candidates.back().second = std::max(candidates.back().second, length);
      } else {
        candidates.emplace_back(owner, length);
      }
    }
    std::erase_if(candidates, [&](const auto& candidate) { return !content_matches(candidate.first, text); });
    return candidates;
  }

  /// The recognition that fits best, or null.
  const Recognition* claiming(const FileName& name, std::string_view text) const {
    // A change to a file is not that file, whatever its name says: `board_defconfig.patch`.
    if (name.extension() == "patch" || name.extension() == "diff") return nullptr;
    Candidates candidates = known_by_name(name, text);
    if (!quotes_other_files(name)) {
      // A script may hold the lines of any other format; what it is itself its first line says.
      const bool is_script = has_shebang(text);
      const Syntax script = is_script ? fallback_syntax(name, text) : Syntax::kUnknown;
      std::vector<int> hits;
      if (!pattern_owners_.empty() && (!is_script || script == Syntax::kShell)) patterns_.Match(text, &hits);
      for (const int hit : hits) {
        const std::size_t owner = pattern_owners_[static_cast<std::size_t>(hit)];
        if (!is_script || recognitions_[owner].syntax == script) candidates.emplace_back(owner, 0);
      }
    }

    const bool is_other = is_other_program(text);
    const Recognition* best = nullptr;
    Rank best_rank;
    for (const auto& [index, length] : candidates) {
      const Recognition& recognition = recognitions_[index];
      if (is_other && recognition.syntax == Syntax::kShell) continue;
      // Code stays code, whatever its literals look like.
      if (name.source_language() && !is_source(recognition.syntax)) continue;
      const Rank rank(recognition.priority, length);
      const bool better =
          best == nullptr || rank > best_rank || (rank == best_rank && recognition.software < best->software);
      if (!better) continue;
      best = &recognition;
      best_rank = rank;
    }
    return best;
  }

  /// The recognition of whose words most stand there, or null.
  const Recognition* telling(const FileName& name, std::string_view text) const {
    FileName inner = name;
    while (const auto stripped = without_copy_ending(inner)) inner = FileName(*stripped);
    if (words_.empty() || !is_plain_configuration(inner) || has_shebang(text)) return nullptr;
    std::vector<int> hits;
    word_sets_.Match(text, &hits);
    std::sort(hits.begin(), hits.end());
    const Recognition* best = nullptr;
    std::size_t most = 0;
    for (const int hit : hits) {
      const auto& [owner, pattern] = words_[static_cast<std::size_t>(hit)];
      if (recognitions_[owner].syntax == Syntax::kDirectives && has_sections(text)) continue;
      // The text of another file may stand in a mapping: `config: |`.
      if (is_yaml(inner) && recognitions_[owner].syntax != Syntax::kYaml) continue;
      const std::size_t count = different_words(*pattern, text);
      if (count < recognitions_[owner].fewest_words || count <= most) continue;
      best = &recognitions_[owner];
      most = count;
    }
    return best;
  }

  /// A program in a language that no shell reads, as its first line says, wherever it lies: `cgi-bin/status`.
  static bool is_other_program(std::string_view text) {
    static const RE2 kLanguage(
        R"(#!.*\b(perl|php[0-9.]*|node(js)?|python[0-9.]*|ruby|lua(jit)?[0-9.]*|ucode|tclsh|awk)\b)");
    if (text.starts_with("<?php") || text.starts_with("<?=")) return true;
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    return has_shebang(text) && RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), kLanguage);
  }

  /// `[section]`: the file of a program that has the same words in another syntax.
  static bool has_sections(std::string_view text) {
    static const RE2 kSection(R"((?m)^[ \t]*\[[A-Za-z][^\]\n=]*\][ \t]*\r?$)");
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), kSection);
  }

  static std::size_t different_words(const RE2& pattern, std::string_view text) {
    std::set<std::string_view> words;
    re2::StringPiece rest(text.data(), text.size());
    re2::StringPiece word;
    for (std::size_t i = 0; i < kMostWords && RE2::FindAndConsume(&rest, pattern, &word); ++i) {
      words.emplace(word.data(), word.size());
    }
    return words.size();
  }

  struct Words {
    std::size_t recognition = 0;
    std::unique_ptr<RE2> pattern;
  };

  std::vector<Recognition> recognitions_;
  /// One entry a glob: its recognition and its length.
  std::vector<std::pair<std::size_t, std::size_t>> glob_owners_;
  GlobSet globs_;
  /// Patterns of recognitions that have globs too.
  std::vector<std::vector<std::unique_ptr<RE2>>> content_;
  /// Patterns that recognise a file wherever it lies, all tried at once.
  RE2::Set patterns_;
  std::vector<std::size_t> pattern_owners_;
  /// `Recognition::words`, all tried at once, then each that hits.
  RE2::Set word_sets_;
  std::vector<Words> words_;
};

Classifier::Classifier(std::vector<Recognition> recognitions)
    : impl_(std::make_unique<Impl>(std::move(recognitions))) {}
Classifier::~Classifier() = default;
Classifier::Classifier(Classifier&&) noexcept = default;

Classification Classifier::classify(std::string_view path, std::string_view bytes) const {
  return impl_->classify(path, bytes);
}

}  // namespace cpsaudit
