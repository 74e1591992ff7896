#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/digest.h"
#include "mapping/framework_text.h"
#include "mapping/wording.h"

namespace cpsaudit {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kOscalVersion = "1.1.2";
/// The draft gives a year and no day, and OSCAL wants an instant: the year's last one, so that nothing moves.
constexpr std::string_view kEditionInstant = "2018-12-31T00:00:00Z";
/// OSCAL's tokens begin with a letter.
constexpr std::string_view kDraftClass = "draft-2018";
/// The namespace of our own properties; a name, not an address to visit.
constexpr std::string_view kPropertyNamespace = "https://github.com/cpsaudit/cpsaudit/ns/oscal";

class OscalCatalog {
 public:
  OscalCatalog(const Framework& framework, const Reference& reference, Language language)
      : framework_(framework), reference_(reference), language_(language) {}

  std::string text() const {
    Json groups = Json::array();
    for (std::size_t i = 0; i < framework_.categories.size(); ++i) groups.push_back(group(i));
    const Json catalog{{"uuid", guid("catalog")},
                       {"metadata", metadata()},
                       {"groups", groups},
                       {"back-matter", {{"resources", resources()}}}};
    return Json{{"catalog", catalog}}.dump(2) + '\n';
  }

 private:
  std::string_view say(std::string_view en, std::string_view ja) const { return Label{en, ja}.in(language_); }
  const std::string& say(const LocalizedText& text) const { return text.in(language_); }

  std::string language_tag() const { return language_ == Language::kJapanese ? "ja" : "en"; }
  /// One document for each language, so that the language is in the name.
  std::string guid(std::string_view what) const { return guid_of(fmt::format("oscal/{}/{}", language_tag(), what)); }

  static Json property(std::string_view name, std::string_view value) {
    return {{"name", name}, {"ns", kPropertyNamespace}, {"value", value}};
  }

  Json metadata() const {
    return {
        {"title", say("Cyber/Physical Security Framework, Annex B (2018 draft): requirements by meaning",
                      "サイバー・フィジカル・セキュリティ対策フレームワーク 添付B（2018年案）: 意味ごとの対策要件")},
        {"last-modified", kEditionInstant},
        {"version", kFrameworkVersion},
        {"oscal-version", kOscalVersion},
        {"props", Json::array({property("language", language_tag())})},
        {"roles",
         Json::array({{{"id", "creator"}, {"title", say("Author of the framework", "フレームワークの策定者")}},
                      {{"id", "publisher"}, {"title", say("Maker of this catalogue", "本カタログの作成者")}}})},
        {"parties", Json::array({{{"uuid", guid("party/meti")},
                                  {"type", "organization"},
                                  {"name", say("Ministry of Economy, Trade and Industry, Japan", "経済産業省")},
                                  {"short-name", "METI"}},
                                 {{"uuid", guid("party/cpsaudit")}, {"type", "organization"}, {"name", "cpsaudit"}}})},
        {"responsible-parties",
         Json::array({{{"role-id", "creator"}, {"party-uuids", Json::array({guid("party/meti")})}},
                      {{"role-id", "publisher"}, {"party-uuids", Json::array({guid("party/cpsaudit")})}}})},
        {"remarks", say("Titles and texts are words of cpsaudit, not METI's. Ids are as the draft prints them; it "
                        "prints some for several requirements. The draft gives no day: the date stands for its year.",
                        "名称と文はcpsauditによるもので、経済産業省の文ではない。IDは原案の印刷どおりで、複数の要件に"
                        "同じIDが付く箇所がある。原案に日付の記載はなく、日時は年を表す。")}};
  }

  Json group(std::size_t index) const {
    const Category& category = framework_.categories[index];
    Json controls = Json::array();
    for (const Meaning& meaning : framework_.meanings) {
      if (meaning.category == index) controls.push_back(control(meaning));
    }
    return {{"id", "cps." + category.id},
            {"class", "series"},
            {"title", say(category.name)},
            {"props", Json::array({{{"name", "label"}, {"value", "CPS." + category.id}}})},
            {"controls", controls}};
  }

  Json control(const Meaning& meaning) const {
    Json properties = Json::array();
    for (const std::size_t index : meaning.requirements) {
      properties.push_back({{"name", "label"}, {"value", framework_.requirements[index].id}, {"class", kDraftClass}});
    }
    if (!meaning.version1_id.empty()) {
      properties.push_back({{"name", "label"}, {"value", meaning.version1_id}, {"class", "v1.0"}});
    }
    properties.push_back(property("decidable", name_of(meaning.decidable)));
    for (const std::size_t index : meaning.rows) {
      const Row& row = framework_.rows[index];
      Json source = property("risk-source", framework_.statements[row.statement].id);
      source["class"] = framework_.requirements[row.requirement].id;
      properties.push_back(std::move(source));
    }
    const Json parts = Json::array({{{"id", meaning.id + "_smt"}, {"name", "statement"}, {"prose", say(meaning.text)}},
                                    {{"id", meaning.id + "_gdn"},
                                     {"name", "guidance"},
                                     {"title", say("What files can show", "ファイルから分かること")},
                                     {"prose", say(meaning.why)}}});
    Json json{{"id", meaning.id}, {"class", "requirement"}, {"title", say(meaning.title)}, {"props", properties}};
    if (Json found = links(meaning); !found.empty()) json["links"] = std::move(found);
    json["parts"] = parts;
    return json;
  }

  Json links(const Meaning& meaning) const {
    Json list = Json::array();
    for (const Crosswalk& crosswalk : reference_.crosswalks) {
      if (crosswalk.from != "meaning") continue;
      for (const CrosswalkEntry& entry : crosswalk.entries) {
        if (entry.from != meaning.id) continue;
        list.push_back({{"href", "#" + guid("crosswalk/" + crosswalk.id)},
                        {"rel", "related"},
                        {"text", fmt::format("{} {} [{}]", say(crosswalk.name), entry.to, kInformativeMark)}});
      }
    }
    return list;
  }

  Json resources() const {
    Json list = Json::array();
    for (const Crosswalk& crosswalk : reference_.crosswalks) {
      if (crosswalk.from != "meaning") continue;
      list.push_back({{"uuid", guid("crosswalk/" + crosswalk.id)},
                      {"title", fmt::format("{}, {}", say(crosswalk.name), crosswalk.edition)},
                      {"description", fmt::format("{}. {}", kInformativeMark, say(crosswalk.caveat))}});
    }
    for (const Vulnerability& vulnerability : framework_.vulnerabilities) {
      list.push_back({{"uuid", guid("risk-source/" + vulnerability.id)},
                      {"title", vulnerability.id},
                      {"description", say(vulnerability.name)},
                      {"props", Json::array({property("incident", framework_.incident_of(vulnerability).id),
                                             property("layer", framework_.layer_of(vulnerability).id),
                                             property("element", framework_.element_of(vulnerability).id)})}});
    }
    return list;
  }

  const Framework& framework_;
  const Reference& reference_;
  Language language_;
};

}  // namespace

std::string model_oscal(const Framework& framework, const Reference& reference, Language language) {
  return OscalCatalog(framework, reference, language).text();
}

}  // namespace cpsaudit
