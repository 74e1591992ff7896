#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "cli/commands.h"
#include "cli/fixes.h"
#include "cli/source_reading.h"
#include "cli/worker_setup.h"
#include "core/parallel.h"
#include "core/text.h"
#include "engine/engine.h"
#include "engine/examined.h"
#include "engine/good_state.h"
#include "worker/pool.h"

namespace cpsaudit {
namespace {

namespace fs = std::filesystem;

/// One example of one check: its files lie in a folder of their own below the common root.
struct Trial {
  const Check* check = nullptr;
  const Example* example = nullptr;
  bool bad = false;
  /// Folder, with its final slash.
  std::string prefix;
};

/// Removes the folder when the test is over, however it ends.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "cpsaudit-checks-XXXXXX").string();
    if (const char* made = mkdtemp(pattern.data())) path_ = made;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write_file(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
}

std::vector<Trial> write_examples(const Catalog& catalog, const fs::path& root,
                                  const std::set<std::string, std::less<>>& only) {
  std::vector<Trial> trials;
  const auto add = [&](const Check& check, const Example& example, bool bad) {
    Trial trial{&check, &example, bad, fmt::format("{:05}/", trials.size())};
    write_file(root / trial.prefix / example.file, example.text);
    for (const auto& [path, text] : example.beside) write_file(root / trial.prefix / path, text);
    trials.push_back(std::move(trial));
  };
  for (const Check& check : catalog.checks) {
    if (!only.empty() && !only.contains(check.file)) continue;
    for (const Example& example : check.bad) add(check, example, true);
    for (const Example& example : check.good) add(check, example, false);
  }
  return trials;
}

std::vector<std::string> files_below(const fs::path& root) {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) files.push_back(entry.path().lexically_relative(root).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string output;
  for (const std::string& text : texts) output += fmt::format("{}'{}'", output.empty() ? "" : ", ", text);
  return output;
}

std::optional<std::uint32_t> bits_in(const std::string& octal) {
  constexpr int kOctal = 8;
  std::uint32_t mode = 0;
  const auto [end, error] = std::from_chars(octal.data(), octal.data() + octal.size(), mode, kOctal);
  return error == std::errc() && end == octal.data() + octal.size() ? std::optional(mode) : std::nullopt;
}

/// The files of one example, as if they were a tree of their own.
std::vector<FileFacts> files_of(const Trial& trial, std::vector<FileFacts>& all) {
  std::vector<FileFacts> files;
  for (FileFacts& facts : all) {
    if (!facts.path.starts_with(trial.prefix)) continue;
    facts.path.erase(0, trial.prefix.size());
    const auto mode = trial.example->modes.find(facts.path);
    if (mode != trial.example->modes.end()) facts.mode = bits_in(mode->second);
    files.push_back(std::move(facts));
  }
  return files;
}

/// The symbolic links of an example, by path; one that says where a file of it lies leads there.
std::vector<LinkFacts> links_of(const Example& example) {
  std::vector<LinkFacts> links;
  for (const auto& [path, target] : example.links) {
    // A link from '/' starts at the root of the example.
    const fs::path from = target.starts_with('/') ? fs::path() : fs::path(path).parent_path();
    const std::string leads_to = (from / target.substr(target.starts_with('/') ? 1 : 0)).lexically_normal().string();
    const bool is_there = leads_to == example.file || example.beside.contains(leads_to);
    links.push_back({path, target, is_there ? leads_to : std::string()});
  }
  return links;
}

Result<std::vector<FileFacts>> read_examples(const Catalog& catalog, const fs::path& root) {
  WorkerConfiguration configuration = worker_configuration(catalog);
  configuration.root = fs::canonical(root).string();
  const std::vector<std::string> paths = files_below(root);
  for (const std::string& path : paths) {
    if (is_header(path)) configuration.source.headers.push_back(path);
  }
  const unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  return read_files(catalog, {}, {std::move(configuration), jobs, paths}, {});
}

/// A bad example after the check's own fixes.
struct Mended {
  const Trial* trial = nullptr;
  std::map<std::string, std::string> files;
  std::size_t fixes = 0;
  /// How many findings of the check may be left, by path and anchor. Mending one may uncover another that it stood for.
  std::map<std::pair<std::string, std::string>, std::size_t> left = {};
};

Mended mended(const Trial& trial, const Catalog& catalog, const Judgement& judgement) {
  Mended mended;
  mended.trial = &trial;
  mended.files = trial.example->beside;
  mended.files[trial.example->file] = trial.example->text;
  std::map<std::string, SourceText> texts;
  for (const auto& [path, text] : mended.files) texts.emplace(path, SourceText{Text::from_utf8(text), text});
  const SourceTexts sources = [&](std::string_view path) -> const SourceText* {
    const auto text = texts.find(std::string(path));
    return text == texts.end() ? nullptr : &text->second;
  };
  ScanResult result;
  for (const Finding& finding : judgement.findings) {
    const bool own = finding.kind == Kind::kFail && &catalog.checks[finding.check] == trial.check;
    if (!own) continue;
    std::size_t& left = mended.left[{finding.place.path, finding.anchor}];
    if (edit_of(finding, sources)) {
      result.findings.push_back(finding);
    } else {
      ++left;
    }
  }
  const FixPlan plan = plan_fixes(result, sources);
  mended.fixes = plan.edits();
  for (const auto& [path, edits] : plan.files) mended.files[path] = with_edits(texts.at(path).text.utf8(), edits);
  return mended;
}

bool has_fix(const Check& check) {
  return check.fix || std::any_of(check.detectors.begin(), check.detectors.end(),
                                  [](const Detector& detector) { return detector.fix.has_value(); });
}

/// What a fix leaves behind must be without the finding, and must still parse.
std::size_t test_fixes(const Catalog& catalog, const std::vector<Mended>& all) {
  const TemporaryFolder root;
  std::vector<Trial> trials;
  for (const Mended& one : all) {
    Trial trial = *one.trial;
    trial.prefix = fmt::format("{:05}/", trials.size());
    for (const auto& [path, text] : one.files) write_file(root.path() / trial.prefix / path, text);
    trials.push_back(std::move(trial));
  }
  if (trials.empty()) return 0;
  auto facts = read_examples(catalog, root.path());
  if (!facts) {
    complain(facts.error().to_string());
    return trials.size();
  }
  std::size_t failed = 0;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const std::vector<FileFacts> files = files_of(trials[i], *facts);
    std::map<std::pair<std::string, std::string>, std::size_t> left = all[i].left;
    std::size_t too_many = 0;
    for (const Finding& finding : judge(catalog, files, EngineOptions{}).findings) {
      if (finding.kind != Kind::kFail || &catalog.checks[finding.check] != trials[i].check) continue;
      const auto known = left.find({finding.place.path, finding.anchor});
      if (known == left.end()) continue;
      if (known->second == 0) {
        ++too_many;
      } else {
        --known->second;
      }
    }
    const bool parses = std::all_of(files.begin(), files.end(), [](const FileFacts& file) {
      return std::all_of(file.problems.begin(), file.problems.end(),
                         [](const Problem& problem) { return problem.kind == Problem::Kind::kMissingHeader; });
    });
    if (too_many == 0 && parses) continue;
    ++failed;
    fmt::print("{}:{}: {} [{}]\n", trials[i].check->file, trials[i].example->where.line,
               parses ? fmt::format("{} of the findings that a fix is for are there after it", too_many)
                      : "after the fix the example does not parse",
               trials[i].check->id);
  }
  return failed;
}

/// The texts that the check of the trial is reported at; of another file, its path.
std::vector<std::string> places_of(const Catalog& catalog, const Trial& trial, const Judgement& judgement) {
  const Text text = Text::from_utf8(trial.example->text);
  std::vector<std::string> places;
  for (const Finding& finding : judgement.findings) {
    if (finding.kind != Kind::kFail || &catalog.checks[finding.check] != trial.check) continue;
    const bool is_here = finding.place.path == trial.example->file;
    places.push_back(is_here ? std::string(text.slice(finding.place.span)) : finding.place.path);
  }
  return places;
}

/// Of two checks that see the same thing one speaks. What this one misses beside others it must see `alone`.
bool is_told_by_others(const Trial& trial, std::vector<std::string> beside, std::vector<std::string> alone) {
  std::vector<std::string> expected = trial.example->at;
  for (std::vector<std::string>* places : {&expected, &beside, &alone}) std::sort(places->begin(), places->end());
  return std::includes(expected.begin(), expected.end(), beside.begin(), beside.end()) &&
         std::includes(alone.begin(), alone.end(), expected.begin(), expected.end());
}

/// What is wrong with the outcome of one example, in words; empty when nothing is.
class Verdict {
 public:
  Verdict(const Catalog& catalog, const Trial& trial) : catalog_(catalog), trial_(trial) {}

  std::vector<std::string> judge_outcome(const std::vector<FileFacts>& files, const Judgement& judgement) {
    for (const FileFacts& file : files) {
      for (const Problem& problem : file.problems) {
        // Examples are cut out of real files: what they include is rarely beside them.
        if (problem.kind != Problem::Kind::kMissingHeader) {
          say(fmt::format("{}: does not parse: {}", file.path, problem.message));
        }
      }
    }
    const std::vector<std::string> found = places_of(catalog_, trial_, judgement);
    if (!trial_.bad) {
      for (const std::string& at : found) say(fmt::format("a good example is reported at '{}'", at));
    } else if (found != trial_.example->at) {
      say(fmt::format("expected findings at [{}], found [{}]", joined(trial_.example->at), joined(found)));
    }
    return std::move(complaints_);
  }

 private:
  void say(std::string complaint) { complaints_.push_back(std::move(complaint)); }

  const Catalog& catalog_;
  const Trial& trial_;
  std::vector<std::string> complaints_;
};

/// Which detectors the examples exercise: each wants a hit in a bad example, a good one that it looks at, and a good
/// state that it knows.
class Coverage {
 public:
  explicit Coverage(const Catalog& catalog) : catalog_(catalog) {}

  void add(const Trial& trial, const std::vector<FileFacts>& files, const Judgement& judgement) {
    count(trial, judgement);
    const auto check = static_cast<std::size_t>(trial.check - catalog_.checks.data());
    tried_.insert(check);
    for (std::size_t i = 0; !trial.bad && i < trial.check->detectors.size(); ++i) {
      const Detector& detector = trial.check->detectors[i];
      const bool looks = std::any_of(files.begin(), files.end(),
                                     [&](const FileFacts& file) { return looks_at(detector, file, catalog_); });
      if (looks || is_named(detector, trial.example->text)) missed_.emplace(check, i);
    }
  }

  /// Of two detectors that see the same thing one speaks. What the others see shows when they are alone.
  void look_again(const std::vector<Trial>& trials, const std::vector<std::vector<FileFacts>>& files,
                  const EngineOptions& options) {
    std::map<std::size_t, std::vector<std::size_t>> silent;
    for (const std::size_t check : tried_) {
      for (std::size_t i = 0; i < catalog_.checks[check].detectors.size(); ++i) {
        const bool is_silent =
            !hit_.contains({check, i}) ||
            (good_state_of(catalog_.checks[check], i) == GoodState::kStated && !passed_.contains({check, i}));
        if (is_silent && !catalog_.checks[check].detectors[i].is_part) silent[check].push_back(i);
      }
    }
    if (silent.empty()) return;
    Catalog alone = catalog_;
    for (const auto& [check, detectors] : silent) {
      for (const std::size_t kept : detectors) {
        Check& of = alone.checks[check];
        for (std::size_t i = 0; i < of.detectors.size(); ++i) {
          if (i != kept && !of.detectors[i].is_part) of.detectors[i].kind = SuppressionDetector{};
        }
        EngineOptions only = options;
        only.checks = {check};
        for (std::size_t t = 0; t < trials.size(); ++t) {
          if (trials[t].check != &catalog_.checks[check]) continue;
          const std::vector<LinkFacts> links = links_of(*trials[t].example);
          only.links = links;
          count(trials[t], judge(alone, files[t], only));
        }
        of = catalog_.checks[check];
      }
    }
  }

  /// What is missing, a line each; how many.
  std::size_t tell() const {
    std::size_t lacks = 0;
    for (const std::size_t check : tried_) {
      const Check& of = catalog_.checks[check];
      for (std::size_t i = 0; i < of.detectors.size(); ++i) {
        if (of.detectors[i].is_part) continue;
        for (const std::string_view lack : lacks_of(check, i)) {
          fmt::print("{}:{}: detector {}: {} [{}]\n", of.file, of.detectors[i].where.line, i + 1, lack, of.id);
          ++lacks;
        }
      }
    }
    return lacks;
  }

 private:
  void count(const Trial& trial, const Judgement& judgement) {
    for (const Finding& finding : judgement.findings) {
      if (finding.kind == Kind::kPass) passed_.emplace(finding.check, finding.detector);
      if (trial.bad && finding.kind == Kind::kFail) hit_.emplace(finding.check, finding.detector);
    }
  }

  /// Where any call of a function or any start of a program is the finding, what comes near is a text that names it and
  /// does no such thing: a comment, a prototype, a longer name.
  static bool is_named(const Detector& detector, const std::string& text) {
    const auto named = [&](const std::vector<std::string>& names) {
      return std::any_of(names.begin(), names.end(),
                         [&](const std::string& name) { return text.find(name) != std::string::npos; });
    };
    if (const auto* call = std::get_if<CallDetector>(&detector.kind)) return !call->argument && named(call->functions);
    const auto* command = std::get_if<CommandDetector>(&detector.kind);
    return command != nullptr && named(command->command.program);
  }

  std::vector<std::string_view> lacks_of(std::size_t check, std::size_t detector) const {
    const Check& of = catalog_.checks[check];
    const std::pair key(check, detector);
    std::vector<std::string_view> lacks;
    if (!hit_.contains(key)) lacks.emplace_back("no bad example hits it");
    // A join looks at nothing itself: its parts do.
    const bool is_join = std::holds_alternative<JoinDetector>(of.detectors[detector].kind);
    if (!is_join && !missed_.contains(key)) lacks.emplace_back("no good example is a near miss of it");
    const GoodState good = good_state_of(of, detector);
    if (good == GoodState::kUnsaid) {
      lacks.emplace_back("it knows no good state: say 'good', or in 'no-good' why there is none");
    }
    if (good == GoodState::kStated && !passed_.contains(key)) lacks.emplace_back("no example shows its good state");
    return lacks;
  }

  const Catalog& catalog_;
  std::set<std::size_t> tried_;
  std::set<std::pair<std::size_t, std::size_t>> hit_;
  std::set<std::pair<std::size_t, std::size_t>> missed_;
  std::set<std::pair<std::size_t, std::size_t>> passed_;
};

}  // namespace

int checks_test_command(const Catalog& catalog, const std::set<std::string, std::less<>>& only) {
  const TemporaryFolder root;
  if (root.path().empty()) return complain("no temporary folder can be made; set TMPDIR to one that is writable");
  const std::vector<Trial> trials = write_examples(catalog, root.path(), only);
  if (trials.empty()) return complain("no check has an example there");

  auto facts = read_examples(catalog, root.path());
  if (!facts) return complain(facts.error().to_string(), kInternalError);

  EngineOptions options;
  // A day that lies between what examples call past and future.
  options.today = "2026-01-01";
  std::size_t failed = 0;
  std::vector<Mended> fixed;
  std::set<std::string> shown;
  Coverage coverage(catalog);
  std::vector<std::vector<FileFacts>> files_of_trials;
  for (const Trial& trial : trials) files_of_trials.push_back(files_of(trial, *facts));
  std::vector<Judgement> judgements(trials.size());
  for_each_index(trials.size(), [&](std::size_t i) {
    const std::vector<LinkFacts> links = links_of(*trials[i].example);
    EngineOptions own = options;
    own.links = links;
    judgements[i] = judge(catalog, files_of_trials[i], own);
    // What each check looked at, and that it did not apply: for thousands of trials that would be gigabytes.
    judgements[i].examined = {};
    std::erase_if(judgements[i].findings, [](const Finding& finding) { return finding.kind == Kind::kNotApplicable; });
    judgements[i].findings.shrink_to_fit();
  });
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const Trial& trial = trials[i];
    const std::vector<FileFacts>& files = files_of_trials[i];
    const Judgement& judgement = judgements[i];
    coverage.add(trial, files, judgement);
    auto complaints = Verdict(catalog, trial).judge_outcome(files, judgement);
    if (trial.bad && !complaints.empty()) {
      const std::vector<LinkFacts> links = links_of(*trial.example);
      EngineOptions alone = options;
      alone.links = links;
      alone.checks = {static_cast<std::size_t>(trial.check - catalog.checks.data())};
      if (is_told_by_others(trial, places_of(catalog, trial, judgement),
                            places_of(catalog, trial, judge(catalog, files, alone)))) {
        complaints.clear();
      }
    }
    if (trial.bad && has_fix(*trial.check)) {
      Mended one = mended(trial, catalog, judgement);
      if (one.fixes > 0) {
        shown.insert(trial.check->id);
        fixed.push_back(std::move(one));
      }
    }
    if (complaints.empty()) continue;
    ++failed;
    for (const std::string& complaint : complaints) {
      fmt::print("{}:{}: {} [{} {} example {}]\n", trial.check->file, trial.example->where.line, complaint,
                 trial.check->id, trial.bad ? "bad" : "good", trial.example->file);
    }
  }
  std::set<const Check*> checks;
  for (const Trial& trial : trials) checks.insert(trial.check);
  std::size_t failed_fixes = test_fixes(catalog, fixed);
  for (const Check& check : catalog.checks) {
    if (!checks.contains(&check) || !has_fix(check) || shown.contains(check.id)) continue;
    ++failed_fixes;
    fmt::print("{}: the check has a fix, and no bad example in product code shows it [{}]\n", check.file, check.id);
  }
  if (!fixed.empty()) fmt::print("{} fixes tried, {} failed\n", fixed.size(), failed_fixes);
  coverage.look_again(trials, files_of_trials, options);
  const std::size_t lacks = coverage.tell();
  fmt::print("{} passed, {} failed\n", trials.size() - failed, failed);
  if (lacks > 0) fmt::print("{} things that detectors lack\n", lacks);
  return failed + failed_fixes + lacks == 0 ? kClean : kFindings;
}

}  // namespace cpsaudit
