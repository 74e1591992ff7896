#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/framework.h"

namespace cpsaudit {

/// Something with a name: a term, a grade, an asset group and its assets, a provision of another scheme.
struct Entry {
  std::string id;
  LocalizedText name;
  /// One sentence; may be empty.
  LocalizedText text;
  /// Where it comes from, or which edition says what about it; may be empty.
  std::string source;
  std::vector<Entry> parts;
};

/// One of the texts that an anomaly is about.
struct Variant {
  /// As printed: "CPS.AC-8".
  std::string requirement;
  std::string meaning;
  LocalizedText text;
  /// Statements that print it so.
  std::vector<std::string> places;
};

/// A place at which the draft contradicts itself or slips, and what we make of it.
struct Anomaly {
  /// "A1": A one id, several texts; B shades of one text; C one text, several ids; D repeated in one statement;
  /// E labels, numbering, order; F parallel rows that disagree; G typing.
  std::string id;
  /// Printed ids it is about; may be empty.
  std::vector<std::string> requirements;
  /// Statements, vulnerability ids, incidents or functions it is about; may be empty.
  std::vector<std::string> places;
  LocalizedText text;
  /// What these data do about it; may be empty.
  LocalizedText judged;
  /// For A, B and C: which statements print which id for which text.
  std::vector<Variant> variants;
};

/// One line of a crosswalk.
struct CrosswalkEntry {
  /// A meaning, a CWE, or a subcategory of the NIST Cybersecurity Framework: `Crosswalk::from`.
  std::string from;
  std::string to;
  /// How good the fit is, or who says so; may be empty.
  std::string note;
};

/// A mapping between two schemes, with the name of whoever published it.
struct Crosswalk {
  std::string id;
  LocalizedText name;
  /// "meaning", "cwe" or "csf".
  std::string from;
  std::string publisher;
  std::string edition;
  /// True for ours: a reading of two texts, not a publication, and shown as such.
  bool informative = false;
  LocalizedText caveat;
  /// What the short notes of its lines stand for; notes that are not here are words already.
  std::vector<Entry> notes;
  std::vector<CrosswalkEntry> entries;
};

/// What stands around the requirements: the framework's concepts, its editions and slips, and other schemes.
struct Reference {
  std::vector<Entry> parts;
  std::vector<Entry> grades;
  std::vector<Entry> terms;
  std::vector<Entry> editions;
  std::vector<Entry> asset_groups;
  std::vector<Entry> threat_classes;
  std::vector<Entry> csf;
  std::vector<Entry> schemes;
  std::vector<Anomaly> anomalies;
  std::vector<Crosswalk> crosswalks;
};

/// What our own crosswalks are marked with wherever they are shown.
inline constexpr std::string_view kInformativeMark = "cpsaudit mapping (informative)";

/// Reads what load_framework leaves aside, and holds its ids against the framework's. All errors are found.
tl::expected<Reference, std::vector<Error>> load_reference(std::span<const FrameworkFile> files,
                                                           const Framework& framework);

/// A crosswalk, and its lines that begin at one id.
struct CrosswalkLines {
  const Crosswalk* crosswalk = nullptr;
  std::vector<const CrosswalkEntry*> entries;
};

/// Where the crosswalks lead from a meaning, a CWE ("CWE-295") or a subcategory of the CSF ("PR.DS-2"): those with
/// lines for it, in the order of crosswalks.yaml. Pointers into `reference`.
std::vector<CrosswalkLines> crosswalks_from(const Reference& reference, std::string_view id);

/// The anomalies that name this printed id, meaning, statement, vulnerability id, incident or function.
std::vector<const Anomaly*> anomalies_of(const Reference& reference, std::string_view id);

}  // namespace cpsaudit
