#include "source/interest.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>

#include "facts/name_pattern.h"

namespace cpsaudit {
namespace {

/// Names that are asked for are few; a tree that was written to fill the memory with names must not.
constexpr std::size_t kMostRemembered = 200'000;
constexpr std::size_t kLongestName = 256;
/// Shorter pieces of a pattern stand in too many texts to tell anything.
constexpr int kShortestAtom = 3;

RE2::Options quiet() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(RE2::Options::EncodingLatin1);
  return options;
}

/// Which of some short texts stand in another.
class Atoms {
 public:
  void set(std::vector<std::string> atoms) {
    atoms_ = std::move(atoms);
    for (std::size_t i = 0; i < atoms_.size(); ++i) by_start_[start_of(atoms_[i], 0)].push_back(static_cast<int>(i));
  }

  std::vector<int> in(std::string_view text) const {
    std::vector<int> found;
    for (std::size_t at = 0; at + kShortestAtom <= text.size(); ++at) {
      const auto known = by_start_.find(start_of(text, at));
      if (known == by_start_.end()) continue;
      for (const int atom : known->second) {
        if (text.substr(at).starts_with(atoms_[static_cast<std::size_t>(atom)])) found.push_back(atom);
      }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

 private:
  static std::uint32_t start_of(std::string_view text, std::size_t at) {
    std::uint32_t start = 0;
    for (std::size_t i = at; i < at + kShortestAtom; ++i) start = start << 8U | static_cast<unsigned char>(text[i]);
    return start;
  }

  std::vector<std::string> atoms_;
  std::unordered_map<std::uint32_t, std::vector<int>> by_start_;
};

/// A set of patterns of which any may match. Patterns that are none are left out: the loader of the checks has said so.
/// One automaton for all of them would get new states with nearly every text, which costs more than all the rest; so
/// only those are held against a text of which it holds the words that they cannot do without.
class AnyOf {
 public:
  AnyOf() : patterns_(kShortestAtom) {}

  void add(const std::string& pattern) {
    int id = 0;
    count_ += patterns_.Add(pattern, quiet(), &id) == RE2::NoError ? 1 : 0;
  }
  void add_glob(std::string_view glob) {
    std::string pattern = "^";
    for (const char c : glob) pattern += c == '*' ? std::string(".*") : RE2::QuoteMeta(std::string(1, c));
    add(pattern + "$");
  }
  void finish() {
    if (count_ == 0) return;
    std::vector<std::string> atoms;
    patterns_.Compile(&atoms);
    atoms_.set(std::move(atoms));
    patterns_.AllPotentials({}, &always_);
  }
  bool match(std::string_view text) const {
    const std::vector<int> possible = possible_in(text);
    return std::any_of(possible.begin(), possible.end(), [&](int pattern) { return matches(pattern, text); });
  }
  /// The numbers of all that match, in the order in which they were added.
  std::vector<unsigned> all_matching(std::string_view text) const {
    std::vector<unsigned> matching;
    for (const int pattern : possible_in(text)) {
      if (matches(pattern, text)) matching.push_back(static_cast<unsigned>(pattern));
    }
    std::sort(matching.begin(), matching.end());
    return matching;
  }

  bool matches(int pattern, std::string_view text) const {
    return RE2::PartialMatch({text.data(), text.size()}, patterns_.GetRE2(pattern));
  }

 private:
  std::vector<int> possible_in(std::string_view text) const {
    if (count_ == 0) return {};
    std::string folded(text);
    for (char& c : folded) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const std::vector<int> found = atoms_.in(folded);
    if (found.empty()) return always_;
    std::vector<int> some;
    patterns_.AllPotentials(found, &some);
    return some;
  }

  re2::FilteredRE2 patterns_;
  Atoms atoms_;
  /// Of which no word is known that they need.
  std::vector<int> always_;
  int count_ = 0;
};

/// Remembers which patterns fit a name.
class Numbered {
 public:
  AnyOf patterns;

  const std::vector<unsigned>& of(std::string_view name) const {
    if (known_.size() >= kMostRemembered) known_.clear();
    const auto [known, is_new] = known_.try_emplace(std::string(name));
    if (is_new) known->second = patterns.all_matching(name);
    return known->second;
  }

 private:
  mutable std::unordered_map<std::string, std::vector<unsigned>> known_;
};

}  // namespace

struct NamesInFunctions::Patterns {
  Numbered names;
  Numbered functions;
};

NamesInFunctions::NamesInFunctions(const std::vector<NameInFunction>& patterns)
    : patterns_(std::make_unique<Patterns>()) {
  for (const NameInFunction& pattern : patterns) {
    // A pair of which one is no pattern would shift the numbers.
    if (!RE2(pattern.name, quiet()).ok() || !RE2(pattern.function, quiet()).ok()) continue;
    patterns_->names.patterns.add(pattern.name);
    patterns_->functions.patterns.add(pattern.function);
  }
  patterns_->names.patterns.finish();
  patterns_->functions.patterns.finish();
}

NamesInFunctions::~NamesInFunctions() = default;

const NamesInFunctions::Numbers& NamesInFunctions::of_function(std::string_view function) const {
  return patterns_->functions.of(function);
}

bool NamesInFunctions::fits(std::string_view name, const Numbers& among) const {
  if (among.empty()) return false;
  if (name.size() > kLongestName) return fits_text(name, among);
  const Numbers& fitting = patterns_->names.of(name);
  return std::any_of(fitting.begin(), fitting.end(),
                     [&](unsigned number) { return std::binary_search(among.begin(), among.end(), number); });
}

bool NamesInFunctions::fits_text(std::string_view text, const Numbers& among) const {
  return std::any_of(among.begin(), among.end(), [&](unsigned number) {
    return patterns_->names.patterns.matches(static_cast<int>(number), text);
  });
}

struct Interest::Patterns {
  AnyOf functions;
  AnyOf fields;
  AnyOf names;
  AnyOf constant_returns;
  AnyOf strings;
  AnyOf pairs;
  AnyOf contexts;
  AnyOf answers;
  AnyOf guards;
  /// Of these, and of those of one table alone, the ones that not every name fits.
  AnyOf asked_pairs;
  AnyOf asked_pairs_of_any_table;
  AnyOf asked_contexts;
  AnyOf inner_names;
  /// Pairs of one table alone: the name, and what the table is called.
  std::vector<std::pair<std::unique_ptr<RE2>, std::unique_ptr<RE2>>> table_pairs;
};

Interest::Interest(const SourceInterests& interests)
    : types_(interests.types.begin(), interests.types.end()),
      traced_(interests.traced.begin(), interests.traced.end()),
      inner_names_(interests.inner_names),
      comparisons_(interests.comparisons),
      telling_(interests.telling),
      patterns_(std::make_unique<Patterns>()) {
  const auto list = [&](const std::vector<std::string>& names, Flag flag, AnyOf* globs) {
    for (const std::string& name : names) {
      const std::string_view last = last_part(name);
      if (globs != nullptr && last.find('*') != std::string_view::npos) {
        globs->add_glob(last);
      } else {
        listed_[std::string(last)] |= flag;
      }
    }
  };
  list(interests.functions, kFunction, &patterns_->functions);
  for (const std::string& line : interests.command_functions) add_command_function(line);
  list(interests.fields, kField, &patterns_->fields);
  list(interests.records, kRecord, nullptr);
  for (const std::string& pattern : interests.names) patterns_->names.add(pattern);
  for (const std::string& pattern : interests.constant_returns) patterns_->constant_returns.add(pattern);
  for (const std::string& pattern : interests.strings) patterns_->strings.add(pattern);
  for (const std::string& pattern : interests.pairs) {
    patterns_->pairs.add(pattern);
    if (fits_every_name(pattern)) continue;
    patterns_->asked_pairs.add(pattern);
    patterns_->asked_pairs_of_any_table.add(pattern);
  }
  for (std::size_t i = 0; i < interests.table_pairs.size() && i < interests.tables.size(); ++i) {
    if (!fits_every_name(interests.table_pairs[i])) patterns_->asked_pairs.add(interests.table_pairs[i]);
    auto name = std::make_unique<RE2>(interests.table_pairs[i], quiet());
    auto table = std::make_unique<RE2>(interests.tables[i], quiet());
    if (name->ok() && table->ok()) patterns_->table_pairs.emplace_back(std::move(name), std::move(table));
  }
  for (const std::string& pattern : interests.contexts) {
    patterns_->contexts.add(pattern);
    if (!fits_every_name(pattern)) patterns_->asked_contexts.add(pattern);
  }
  for (const std::string& pattern : interests.called_patterns) patterns_->functions.add(pattern);
  for (const NameInFunction& inner : interests.inner_names) patterns_->inner_names.add(inner.name);
  patterns_->inner_names.finish();
  for (const std::string& pattern : interests.answers) patterns_->answers.add(pattern);
  for (const std::string& pattern : interests.guards) patterns_->guards.add(pattern);
  patterns_->answers.finish();
  patterns_->guards.finish();
  patterns_->pairs.finish();
  patterns_->contexts.finish();
  patterns_->asked_pairs.finish();
  patterns_->asked_pairs_of_any_table.finish();
  patterns_->asked_contexts.finish();
  patterns_->functions.finish();
  patterns_->fields.finish();
  patterns_->names.finish();
  patterns_->constant_returns.finish();
  patterns_->strings.finish();
}

Interest::~Interest() = default;

/// "system", "execlp words 2", "execv list 2", "Shell::run line 1"
void Interest::add_command_function(const std::string& line) {
  static const RE2 kForm(R"((\S+) (words|list|line) (\d{1,2}))");
  std::string name;
  std::string form;
  unsigned first = 0;
  if (RE2::FullMatch(line, kForm, &name, &form, &first)) {
    if (form == "line") {
      const std::size_t colons = name.rfind("::");
      const std::string owner = colons == std::string::npos ? std::string() : name.substr(0, colons);
      const std::string last(last_part(name));
      listed_[last] |= kWords;
      if (first > 0) line_forms_[last].push_back({owner, first - 1});
      return;
    }
    listed_[name] |= kWords;
    word_forms_[name] = {first, form == "list"};
  } else {
    listed_[std::string(last_part(line))] |= kCommand;
  }
}

std::optional<Interest::WordForm> Interest::words_of(std::string_view name) const {
  if ((about(name) & kWords) == 0) return std::nullopt;
  const auto found = word_forms_.find(std::string(name));
  return found == word_forms_.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<Interest::LineForm>& Interest::lines_of(std::string_view name) const {
  static const std::vector<LineForm> kNone;
  if (line_forms_.empty()) return kNone;
  const auto found = line_forms_.find(std::string(name));
  return found == line_forms_.end() ? kNone : found->second;
}

std::uint16_t Interest::about(std::string_view name) const {
  if (name.size() > kLongestName) return 0;
  std::string key(name);
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  std::uint16_t flags = 0;
  if (const auto listed = listed_.find(key); listed != listed_.end()) flags = listed->second;
  if (patterns_->functions.match(name)) flags |= kFunction;
  if (patterns_->fields.match(name)) flags |= kField;
  if (patterns_->names.match(name)) flags |= kName;
  if (patterns_->constant_returns.match(name)) flags |= kReturn;
  if (patterns_->inner_names.match(name)) flags |= kInnerName;
  if (known_.size() >= kMostRemembered) known_.clear();
  known_.emplace(std::move(key), flags);
  return flags;
}

bool Interest::everyday_field(std::string_view name) const {
  const bool word = std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return word && (about(name) & ~kInnerName) == kField;
}

bool Interest::string(std::string_view text) const {
  return patterns_->strings.match(text);
}

bool Interest::answers(std::string_view function) const {
  return patterns_->answers.match(function);
}

bool Interest::guard(std::string_view name) const {
  return name.size() <= kLongestName && patterns_->guards.match(name);
}

bool Interest::pair(std::string_view name, std::string_view table) const {
  return name.size() <= kLongestName && (patterns_->pairs.match(name) || is_of_table(name, table));
}

bool Interest::is_of_table(std::string_view name, std::string_view table) const {
  const auto& pairs = patterns_->table_pairs;
  return !table.empty() && std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
    return RE2::PartialMatch({table.data(), table.size()}, *pair.second) &&
           RE2::PartialMatch({name.data(), name.size()}, *pair.first);
  });
}

bool Interest::is_asked_of_table(std::string_view name, std::string_view table) const {
  return patterns_->asked_pairs.match(name) && is_of_table(name, table);
}

bool Interest::context(std::string_view text) const {
  return patterns_->contexts.match(text);
}

bool Interest::asks_for_pair(std::string_view name) const {
  return name.size() <= kLongestName && patterns_->asked_pairs.match(name);
}

bool Interest::asks_for_pair(std::string_view name, std::string_view table) const {
  return name.size() <= kLongestName &&
         (patterns_->asked_pairs_of_any_table.match(name) || is_asked_of_table(name, table));
}

bool Interest::asks_for_context(std::string_view text) const {
  return patterns_->asked_contexts.match(text);
}

std::string_view last_part(std::string_view qualified) {
  const std::size_t at = qualified.find_last_of(".:>");
  return at == std::string_view::npos ? qualified : qualified.substr(at + 1);
}

}  // namespace cpsaudit
