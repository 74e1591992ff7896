#include "engine/duplicates.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cpsaudit {

namespace {

double severity_of(const Catalog& catalog, const Evidence& evidence) {
  const Check& check = catalog.checks[evidence.check];
  return check.detectors[evidence.detector].security_severity.value_or(check.security_severity);
}

/// Looks at files of any software.
bool is_generic(const Catalog& catalog, const Evidence& evidence) {
  const Detector& detector = catalog.checks[evidence.check].detectors[evidence.detector];
  const auto* setting = std::get_if<SettingDetector>(&detector.kind);
  return setting != nullptr && setting->software.empty();
}

bool overlap(const Span& a, const Span& b) {
  return a == b || (a.begin < b.end && b.begin < a.end);
}

bool is_setting(const Catalog& catalog, const Evidence& evidence) {
  const Detector& detector = catalog.checks[evidence.check].detectors[evidence.detector];
  return std::holds_alternative<SettingDetector>(detector.kind);
}

/// `- NAME=value`, an item of a list and a setting: one of the two is the other's end.
bool is_item_beside_setting(const Catalog& catalog, const Evidence& a, const Evidence& b) {
  const Span& one = a.place.span;
  const Span& other = b.place.span;
  return a.kind == b.kind && one.begin != other.begin && one.end == other.end && one.begin.line == other.begin.line &&
         is_setting(catalog, a) && is_setting(catalog, b);
}

/// `"Authorization: Bearer s3cr3t"`, and the part of it that is the secret; nothing else stands between.
bool is_part_of(const Evidence& a, const Evidence& b) {
  const Span& one = a.place.span;
  const Span& other = b.place.span;
  const bool on_one_line = one.begin.line == other.end.line && other.begin.line == one.end.line;
  return on_one_line && (one.contains(other) || other.contains(one));
}

/// `f('x', y)`, which is read by its first word and by its name.
bool are_of_one_statement(const Catalog& catalog, const Evidence& a, const Evidence& b) {
  const auto is_read_so = [&](const Evidence& item) {
    const Detector& detector = catalog.checks[item.check].detectors[item.detector];
    return is_setting(catalog, item) || std::holds_alternative<JoinDetector>(detector.kind);
  };
  return a.kind == b.kind && a.place.span.begin.line == b.place.span.end.line && is_read_so(a) && is_read_so(b) &&
         overlap(a.place.span, b.place.span);
}

/// One thing of the code that two checks of a family see: `"Authorization: Bearer s3cr3t"`. Settings that share a place
/// are several.
bool are_of_family_in_code(const Catalog& catalog, const Evidence& one, const Evidence& other) {
  const auto family_of = [&](const Evidence& item) { return catalog.weakness_of(catalog.checks[item.check]).family; };
  return family_of(one) == family_of(other) && !is_setting(catalog, one) && !is_setting(catalog, other);
}

/// Both at one place: does `kept` already say what `other` says?
bool covers(const Catalog& catalog, const Evidence& kept, const Evidence& other) {
  const bool same_span = kept.place.span == other.place.span;
  const bool both_bad = kept.kind == Kind::kFail && other.kind == Kind::kFail;
  if (kept.check == other.check) {
    const bool token_beside_tree = (kept.confidence == Confidence::kToken) != (other.confidence == Confidence::kToken);
    const bool text_beside_command = kept.written_to.empty() != other.written_to.empty();
    // What is wrong with an argument is no good state of the call around it.
    const bool bad_beside_good = kept.kind == Kind::kFail && other.kind == Kind::kPass;
    // `-DALLOW_UNSIGNED=1`: a word of the build, and the macro that it gives.
    const bool macro_beside_word =
        both_bad && is_part_of(kept, other) && is_setting(catalog, kept) != is_setting(catalog, other);
    return same_span || token_beside_tree || text_beside_command || bad_beside_good || macro_beside_word ||
           is_item_beside_setting(catalog, kept, other) || are_of_one_statement(catalog, kept, other);
  }
  const Check& a = catalog.checks[kept.check];
  const Check& b = catalog.checks[other.check];
  // `echo "PermitRootLogin yes" >> sshd_config`: the command, and the line that it writes.
  if (a.weakness == b.weakness && kept.written_to.empty() != other.written_to.empty()) return true;
  if (a.weakness == b.weakness && is_item_beside_setting(catalog, kept, other)) return true;
  const bool same_matter = a.weakness == b.weakness || are_of_family_in_code(catalog, kept, other);
  if (both_bad && same_matter && is_part_of(kept, other)) return true;
  if (!same_span) return false;
  if (a.weakness == b.weakness) return true;
  const bool same_family = catalog.weakness_of(a).family == catalog.weakness_of(b).family;
  if (!same_family || !is_generic(catalog, other)) return false;
  // One secret is told once, whether it is the one of the documentation or somebody's own.
  return !is_generic(catalog, kept) || (both_bad && a.secret && b.secret);
}

/// A text that holds a document, told as one thing: what the document sets is told where it stands.
bool is_text_around(const Catalog& catalog, const Evidence& text, const Evidence& setting) {
  const Detector& detector = catalog.checks[text.check].detectors[text.detector];
  return std::holds_alternative<StringDetector>(detector.kind) && !setting.written_to.empty() &&
         setting.kind == Kind::kFail && text.place.span.contains(setting.place.span);
}

/// The first of two that say the same is the one to keep.
bool is_better(const Catalog& catalog, const Evidence& a, const Evidence& b) {
  if (is_text_around(catalog, a, b) || is_text_around(catalog, b, a)) return is_text_around(catalog, b, a);
  const auto rank = [&](const Evidence& evidence) {
    return std::tuple(evidence.kind != Kind::kFail, is_generic(catalog, evidence), evidence.written_to.empty(),
                      evidence.absent, !evidence.lowered.empty(), -static_cast<int>(evidence.confidence),
                      -severity_of(catalog, evidence), evidence.check, evidence.detector);
  };
  return rank(a) < rank(b);
}

bool in_order(const Evidence& a, const Evidence& b) {
  return std::tie(a.place, a.check, a.detector, a.anchor) < std::tie(b.place, b.check, b.detector, b.anchor);
}

/// A text that any such place would have told, where the use in another file weighs more: the use says why it matters.
bool is_mere_text(const Catalog& catalog, const Evidence& literal, const Evidence& use) {
  const Detector& detector = catalog.checks[literal.check].detectors[literal.detector];
  return std::holds_alternative<StringDetector>(detector.kind) && literal.place.path != use.place.path &&
         severity_of(catalog, use) > severity_of(catalog, literal);
}

/// A password, an address without encryption, a key: the text itself is what is wrong. In a log, on the file system and
/// on a socket what is done with it is.
bool is_about_value(const Catalog& catalog, const Evidence& evidence) {
  const std::string& family = catalog.weakness_of(catalog.checks[evidence.check]).family;
  return family != "logging" && family != "privilege" && family != "exposure";
}

/// A literal that is reported where it stands need not be reported again where it is used: the use becomes a related
/// place. A value that only its uses tell goes to where it stands.
void join_uses_to_literals(const Catalog& catalog, std::vector<Evidence>& evidence) {
  const auto matter_of = [&](const Evidence& item) -> const std::string& {
    const Check& check = catalog.checks[item.check];
    const Weakness& weakness = catalog.weakness_of(check);
    // One secret is told once, as whatever it is used.
    return check.secret ? weakness.family : weakness.id;
  };
  std::map<std::pair<Place, std::string>, std::size_t> literals;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const bool is_literal = evidence[i].kind == Kind::kFail && evidence[i].origin.path.empty();
    if (is_literal) literals.emplace(std::pair(evidence[i].place, matter_of(evidence[i])), i);
  }
  std::vector<bool> joined(evidence.size(), false);
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (evidence[i].kind != Kind::kFail || evidence[i].origin.path.empty()) continue;
    Evidence& use = evidence[i];
    if (!is_about_value(catalog, use)) use.at_origin.reset();
    const auto literal = literals.find({use.origin, matter_of(use)});
    const auto tell_at_origin = [&] {
      use.related.push_back({use.place, kValueUsedHere});
      use.place = {use.origin.path, *use.at_origin};
      use.origin = {};
    };
    if (literal == literals.end()) {
      if (!use.at_origin) continue;
      literals.emplace(std::pair(use.origin, matter_of(use)), i);
      tell_at_origin();
      continue;
    }
    Evidence& told = evidence[literal->second];
    const bool other_weakness = catalog.checks[told.check].weakness != catalog.checks[use.check].weakness;
    if (is_mere_text(catalog, told, use) || (other_weakness && !use.at_origin)) continue;
    const auto is_there = [&](const RelatedPlace& related) { return related.place == use.place; };
    if (std::none_of(told.related.begin(), told.related.end(), is_there)) {
      told.related.push_back({use.place, kValueUsedHere});
    }
    if (other_weakness && severity_of(catalog, use) > severity_of(catalog, told)) {
      tell_at_origin();
      use.related = std::move(told.related);
      told = std::move(use);
    }
    joined[i] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (joined[i]) continue;
    if (kept != i) evidence[kept] = std::move(evidence[i]);
    ++kept;
  }
  evidence.resize(kept);
  std::stable_sort(evidence.begin(), evidence.end(), in_order);
}

/// A call that is bad whatever it is given is told once, and not for each of those who give it something as well.
void leave_out_givers(std::vector<Evidence>& evidence) {
  std::map<std::pair<std::string, std::size_t>, std::vector<Span>> told;
  for (const Evidence& item : evidence) {
    // Where the call is graded down because its callers choose, they are what counts.
    const bool is_told = item.kind == Kind::kFail && item.flow.empty() && item.lowered.empty() && item.grades <= 1;
    if (is_told) told[{item.place.path, item.check}].push_back(item.place.span);
  }
  std::erase_if(evidence, [&](const Evidence& item) {
    if (item.kind != Kind::kFail || item.flow.empty()) return false;
    const Place& call = item.flow.back().place;
    const auto spans = told.find({call.path, item.check});
    return spans != told.end() && std::any_of(spans->second.begin(), spans->second.end(),
                                              [&](const Span& span) { return call.span.contains(span); });
  });
}

/// How far back an overlapping span may begin; spans of findings are tokens, calls, or sections at worst.
constexpr std::size_t kNeighbours = 64;

}  // namespace

void remove_duplicates(const Catalog& catalog, std::vector<Evidence>& evidence) {
  std::stable_sort(evidence.begin(), evidence.end(), in_order);
  join_uses_to_literals(catalog, evidence);
  leave_out_givers(evidence);
  std::vector<bool> dropped(evidence.size(), false);
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    for (std::size_t j = i + 1; j < evidence.size() && j - i <= kNeighbours && !dropped[i]; ++j) {
      if (dropped[j]) continue;
      const bool is_past =
          evidence[i].place.path != evidence[j].place.path || evidence[j].place.span.begin > evidence[i].place.span.end;
      if (is_past) break;
      if (!overlap(evidence[i].place.span, evidence[j].place.span)) continue;
      const bool first = is_better(catalog, evidence[i], evidence[j]);
      const Evidence& better = first ? evidence[i] : evidence[j];
      const Evidence& worse = first ? evidence[j] : evidence[i];
      if (covers(catalog, better, worse)) dropped[first ? j : i] = true;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (dropped[i]) continue;
    if (kept != i) evidence[kept] = std::move(evidence[i]);
    ++kept;
  }
  evidence.resize(kept);
}

}  // namespace cpsaudit
