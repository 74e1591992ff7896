#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/digest.h"
#include "report/check_page.h"
#include "report/problem_texts.h"
#include "report/rule_help.h"
#include "report/sarif_parts.h"
#include "report/summary.h"

namespace cpsaudit {
namespace {

/// What GitHub shows of a description.
constexpr std::size_t kLongestDescription = 1024;
/// GitHub keeps that many tags and rejects a file with twice as many.
constexpr std::size_t kMostTags = 10;

/// Cut behind a sentence, or at least between characters, so that it fits.
std::string shortened(std::string text, Language language) {
  const std::string_view stop = language == Language::kJapanese ? "。" : ". ";
  if (text.size() <= kLongestDescription) return text;
  const std::size_t end = text.rfind(stop, kLongestDescription - stop.size());
  if (end != std::string::npos && end > 0) return text.substr(0, end + (language == Language::kJapanese ? 3 : 1));
  std::size_t cut = kLongestDescription - 8;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return sentence(text.substr(0, cut) + "…", language);
}

/// Requirements that the rows of a weakness name, each once, in the order of the rows.
std::vector<std::string> requirements_of(const Weakness& weakness) {
  std::vector<std::string> ids;
  for (const RowReference& row : weakness.rows) {
    if (std::find(ids.begin(), ids.end(), row.requirement) == ids.end()) ids.push_back(row.requirement);
  }
  return ids;
}

/// Vulnerability ids: the statement's label without its number.
std::vector<std::string> risk_sources_of(const Weakness& weakness) {
  std::vector<std::string> ids;
  for (const RowReference& row : weakness.rows) {
    const std::string id = row.statement.substr(0, row.statement.rfind('.'));
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

std::vector<int> cwes_of(const Weakness& weakness) {
  const std::set<int> ids(weakness.cwe.begin(), weakness.cwe.end());
  return {ids.begin(), ids.end()};
}

std::vector<std::string> tags_of(const Check& check, const Weakness& weakness) {
  std::vector<std::string> tags{"security"};
  if (check.secret) tags.emplace_back("secret");
  for (const int cwe : cwes_of(weakness)) tags.push_back(fmt::format("external/cwe/cwe-{}", cwe));
  for (const std::string& requirement : requirements_of(weakness)) {
    if (tags.size() < kMostTags) tags.push_back("cpsf/" + requirement);
  }
  return tags;
}

/// The members that exist in both languages.
void write_rule_texts(JsonWriter& json, const SarifModel& model, const SarifRule& rule, Language language) {
  const Check& check = *rule.check;
  write_text(json, "shortDescription", shortened(sentence(check.title.in(language), language), language));
  write_text(json, "fullDescription", shortened(sentence(rule.weakness->why.in(language), language), language));
  json.object("help", [&] {
    json.text("text", plain_help(check, *rule.weakness, language));
    json.text("markdown", check_help(model.catalog, check, language));
  });
  json.object("messageStrings", [&] {
    for (const MessageString& string : rule.messages.strings()) write_text(json, string.id, string.text.in(language));
  });
}

void write_relationships(JsonWriter& json, const SarifModel& model, const Weakness& weakness) {
  json.array("relationships", [&] {
    for (const std::string& id : requirements_of(weakness)) {
      // Every result of the rule falls under the requirement, so results need not repeat it.
      if (const auto index = model.cpsf_index(id)) write_relationship(json, model.cpsf, id, *index, "superset");
    }
    for (const std::string& id : risk_sources_of(weakness)) {
      if (const auto index = model.cpsf_index(id)) write_relationship(json, model.cpsf, id, *index, "relevant");
    }
    for (const int id : cwes_of(weakness)) {
      write_relationship(json, model.cwe, fmt::format("CWE-{}", id), model.cwe_index(id), "superset");
    }
  });
}

void write_rule(JsonWriter& json, const SarifModel& model, const SarifRule& rule) {
  const Check& check = *rule.check;
  json.object([&] {
    json.text("id", check.id);
    json.text("guid", uuid_v5(kGuidNamespace, "rule/" + check.id));
    json.text("name", check.name);
    write_rule_texts(json, model, rule, model.language());
    json.text("helpUri", check_page_url(check, model.language()));
    json.object("defaultConfiguration", [&] { json.text("level", name_of(check.level())); });
    write_relationships(json, model, *rule.weakness);
    json.object("properties", [&] {
      json.text("family", rule.weakness->family);
      json.text("weakness", rule.weakness->id);
      json.text("technology", check.technology);
      json.number("grade", static_cast<std::uint64_t>(rule.weakness->grade));
      json.text("security-severity", fmt::format("{:.1f}", check.security_severity));
      json.text("precision", check.precision);
      json.array("cpsaudit/rows", [&] {
        for (const RowReference& row : rule.weakness->rows) {
          json.text(fmt::format("{} {} {}", row.statement, row.requirement, row.meaning));
        }
      });
      json.array("tags", [&] {
        for (const std::string& tag : tags_of(check, *rule.weakness)) json.text(tag);
      });
    });
  });
}

void write_notification_texts(JsonWriter& json, const ProblemText& problem, Language language) {
  write_text(json, "shortDescription", problem.title.in(language));
  write_text(json, "fullDescription", problem.consequence.in(language));
  json.object("help", [&] { json.text("text", problem.help.in(language)); });
  json.object("messageStrings", [&] { write_text(json, "default", problem.message.in(language)); });
}

/// Paths that were left out on purpose are no problem, but nobody shall think that they were looked at.
const ProblemText& left_out_text() {
  static const ProblemText text{
      Problem::Kind::kNotParsed,
      kLeftOutId,
      "PathLeftOut",
      {"A path was left out on purpose.", "指定により検査対象から外しました。"},
      {"Nothing below it was looked at.", "その配下は検査していません。"},
      {"Change the excludes when it belongs to the product.", "製品の一部であれば、除外の指定を見直してください。"},
      {"'{0}' was left out: '{1}'.", "'{0}' を検査対象から外しました: '{1}'。"},
      {}};
  return text;
}

const ProblemText& results_left_out_text() {
  static const ProblemText text{
      Problem::Kind::kNotParsed,
      kResultsLeftOutId,
      "ResultsSummedUp",
      {"Results were summed up in this log.", "このログではまとめて示した結果があります。"},
      {"Code scanning keeps 5,000 results; of the least severe ones beyond that one for each rule speaks for all.",
       "コードスキャンが保持するのは5,"
       "000件までのため、それを超える深刻度の低い結果は、ルールごとに1件にまとめています。"},
      {"Write a log of the audit profile to see them all.",
       "すべてを確認するには、auditプロファイルでログを出力してください。"},
      {"Of the findings for '{0}', '{1}' were summed up.", "'{0}' の検出のうち '{1}' 件をまとめて示しています。"},
      {}};
  return text;
}

std::vector<const ProblemText*> notification_descriptors() {
  std::vector<const ProblemText*> descriptors;
  for (const ProblemText& text : problem_texts()) descriptors.push_back(&text);
  descriptors.push_back(&left_out_text());
  descriptors.push_back(&results_left_out_text());
  return descriptors;
}

}  // namespace

std::size_t notification_index(std::string_view id) {
  const auto descriptors = notification_descriptors();
  const auto found =
      std::find_if(descriptors.begin(), descriptors.end(), [&](const ProblemText* text) { return text->id == id; });
  return static_cast<std::size_t>(found - descriptors.begin());
}

const ProblemText& notification_text(std::string_view id) {
  return *notification_descriptors()[notification_index(id)];
}

bool notification_loses_input(std::string_view id) {
  const auto texts = problem_texts();
  const auto found = std::find_if(texts.begin(), texts.end(), [&](const ProblemText& text) { return text.id == id; });
  return found != texts.end() && loses_input(found->kind);
}

std::string notification_message(std::string_view id, Language language) {
  return notification_text(id).message.in(language);
}

void write_tool(JsonWriter& json, const SarifModel& model) {
  json.object("tool", [&] {
    json.object("driver", [&] {
      json.text("name", model.driver.name);
      json.text("fullName", "cpsaudit " CPSAUDIT_VERSION);
      json.text("organization", "cpsaudit project");
      json.text("guid", model.driver.guid);
      json.text("language", code_of(model.language()));
      json.text("semanticVersion", CPSAUDIT_VERSION);
      json.text("informationUri", kProjectUrl);
      json.text("minimumRequiredLocalizedDataSemanticVersion", kTextsVersion);
      json.boolean("isComprehensive", true);
      json.array("supportedTaxonomies", [&] {
        for (const SarifComponent* taxonomy : {&model.cpsf, &model.cwe}) {
          json.object([&] {
            json.text("name", taxonomy->name);
            json.number("index", *taxonomy->index);
            json.text("guid", taxonomy->guid);
          });
        }
      });
      json.array("notifications", [&] {
        for (const ProblemText* text : notification_descriptors()) {
          json.object([&] {
            json.text("id", text->id);
            json.text("name", text->name);
            write_notification_texts(json, *text, model.language());
          });
        }
      });
      json.array("rules", [&] {
        for (const SarifRule& rule : model.rules) write_rule(json, model, rule);
      });
    });
  });
}

void write_driver_translation(JsonWriter& json, const SarifModel& model) {
  const Language language = model.other_language();
  json.object([&] {
    write_translation_head(json, model.driver, language);
    json.array("rules", [&] {
      for (const SarifRule& rule : model.rules) {
        json.object([&] {
          json.text("id", rule.check->id);
          write_rule_texts(json, model, rule, language);
          json.text("helpUri", check_page_url(*rule.check, language));
        });
      }
    });
    json.array("notifications", [&] {
      for (const ProblemText* text : notification_descriptors()) {
        json.object([&] {
          json.text("id", text->id);
          write_notification_texts(json, *text, language);
        });
      }
    });
  });
}

void write_translation_head(JsonWriter& json, const SarifComponent& component, Language language) {
  json.text("guid", component.guid);
  json.text("name", component.name);
  json.text("language", code_of(language));
  json.text("semanticVersion", kTextsVersion);
  json.text("localizedDataSemanticVersion", kTextsVersion);
  json.array("contents", [&] { json.text("localizedData"); });
  json.boolean("isComprehensive", true);
  json.object("translationMetadata",
              [&] { json.text("name", component.name + (language == Language::kJapanese ? " 日本語" : " English")); });
  write_reference(json, "associatedComponent", component);
}

}  // namespace cpsaudit
