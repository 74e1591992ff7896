#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/check_links.h"
#include "mapping/framework_text.h"
#include "mapping/wording.h"

namespace cpsaudit {

/// Writes the page of one thing (`framework show`). Every id on it can be asked for in turn.
class Page {
 public:
  Page(const Framework& framework, const Reference& reference, const Catalog& catalog, Language language)
      : framework_(framework),
        reference_(reference),
        catalog_(catalog),
        links_(catalog, framework),
        language_(language) {}

  /// False when there is nothing of that id.
  bool write(std::string_view id);
  std::string take() && { return std::move(text_); }

 private:
  std::string_view say(std::string_view en, std::string_view ja) const { return Label{en, ja}.in(language_); }
  const std::string& say(const LocalizedText& text) const { return text.in(language_); }
  void line(std::string_view text);
  void heading(std::string_view id, std::string_view name);
  void section(std::string_view en, std::string_view ja);
  /// A list item; nothing when `value` is empty.
  void field(std::string_view en, std::string_view ja, std::string_view value);
  std::string printed_ids(const Meaning& meaning) const;
  std::string decidable(const Meaning& meaning) const;
  /// Where a statement stands: "L3_3_a (Bad data …), L3".
  std::string whereabouts(const Statement& statement) const;

  bool write_thing(std::string_view id);
  /// How to list what a scan finds that touches it; nothing where no check speaks to it.
  void findings(std::string_view id);
  /// The incidents that a weakness touches, by id.
  std::set<std::string> incidents_of(const Weakness& weakness) const;
  void statement_line(const Statement& statement);
  void checks(const std::vector<std::size_t>& weaknesses);
  /// One line a crosswalk: who published it, and where it leads.
  void crosswalk_lines(std::string_view from);
  void crosswalks(std::string_view from);
  void anomalies(std::string_view id);

  // Things of the framework.
  void meaning_facts(const Meaning& meaning);
  void statements_of(const Meaning& meaning, const Requirement* requirement);
  bool write_meaning_page(const Meaning& meaning);
  bool write_requirement(const Requirement& requirement);
  void requirements_of(const Statement& statement);
  void location(const Vulnerability& vulnerability);
  void threats(const Incident& incident);
  bool write_vulnerability(const Vulnerability& vulnerability);
  void add_weaknesses(std::size_t statement, std::vector<std::size_t>& weaknesses) const;
  bool write_statement_page(const Statement& statement);
  bool write_incident(const Incident& incident);
  void incidents_in(std::size_t function);
  bool write_layer(const Layer& layer);
  bool write_function(const Function& function);
  bool write_element(const Element& element);
  bool write_category(const Category& category);
  bool write_threat(std::string_view id);
  bool write_characteristic(std::string_view id);
  bool write_term(std::string_view id);
  bool write_anomaly(std::string_view id);

  // Things of the catalogue.
  void rows_of(const Weakness& weakness);
  /// Other weaknesses that touch an incident that this one touches.
  void neighbours(const Weakness& weakness);
  void cwes_of(const Weakness& weakness);
  void write_weakness(const Weakness& weakness);
  bool write_catalog_thing(std::string_view id);
  /// An id of another scheme that some crosswalk knows: "CWE-295", "PR.DS-2", "5.5-1".
  bool write_foreign(std::string_view id);

  const Framework& framework_;
  const Reference& reference_;
  const Catalog& catalog_;
  CheckLinks links_;
  Language language_;
  std::string text_;
};

}  // namespace cpsaudit
