#include <fmt/format.h>

#include <iterator>

#include "mapping/framework_text.h"
#include "mapping/wording.h"

namespace cpsaudit {
namespace {

class ModelMarkdown {
 public:
  ModelMarkdown(const Framework& framework, const Reference& reference, Language language)
      : framework_(framework), reference_(reference), language_(language) {}

  std::string text() && {
    line(fmt::format("# {}\n", say("Cyber/Physical Security Framework: 2018 draft, Annex B",
                                   "サイバー・フィジカル・セキュリティ対策フレームワーク: 2018年案 添付B")));
    entries(say("Parts", "3部構成"), reference_.parts);
    entries(say("Grades of measures", "対策のレベル"), reference_.grades);
    entries(say("Terms", "用語"), reference_.terms);
    entries(say("Editions", "版"), reference_.editions);
    layers();
    elements();
    incidents();
    section(say("Requirements", "対策要件"));
    text_ += requirements_markdown(framework_, language_);
    line("");
    section(say("Rows", "行"));
    text_ += rows_markdown(framework_, language_);
    line("");
    anomalies();
    entries(say("ENISA asset groups", "ENISAの資産グループ"), reference_.asset_groups);
    entries(say("ENISA threat classes", "ENISAの脅威分類"), reference_.threat_classes);
    entries(say("NIST Cybersecurity Framework 1.1", "NISTサイバーセキュリティフレームワーク1.1"), reference_.csf);
    crosswalks();
    text_.pop_back();
    return std::move(text_);
  }

 private:
  std::string_view say(std::string_view en, std::string_view ja) const { return Label{en, ja}.in(language_); }
  const std::string& say(const LocalizedText& text) const { return text.in(language_); }
  void line(std::string_view text) {
    text_ += text;
    text_ += '\n';
  }
  void section(std::string_view title) { line(fmt::format("# {}\n", title)); }

  void entry(const Entry& entry, std::string_view indent) {
    std::string item = fmt::format("{}- **{}** {}", indent, entry.id, say(entry.name));
    if (!entry.text.empty()) fmt::format_to(std::back_inserter(item), ": {}", say(entry.text));
    if (!entry.source.empty()) fmt::format_to(std::back_inserter(item), " ({})", entry.source);
    line(item);
    for (const Entry& part : entry.parts) this->entry(part, "  ");
  }

  void entries(std::string_view title, const std::vector<Entry>& list) {
    section(title);
    for (const Entry& one : list) entry(one, "");
    line("");
  }

  void layers() {
    section(say("Layers", "3層"));
    for (const Layer& layer : framework_.layers) {
      line(fmt::format("- **{}** {}: {}", layer.id, say(layer.name), say(layer.trait)));
      line(fmt::format("  - {}: {}", say("trusted", "信頼を確保すべき対象"), say(layer.trusted)));
      line(fmt::format("  - {}: {}", say("protected", "守るべきもの"), say(layer.protects)));
      line(fmt::format("  - {}: {}", say("for example", "セキュリティ事象の例"), say(layer.event)));
      for (const Characteristic& one : layer.characteristics) line(fmt::format("  - {} {}", one.id, say(one.text)));
    }
    line("");
  }

  void elements() {
    section(say("Elements", "六つの構成要素"));
    for (const Element& element : framework_.elements) {
      line(fmt::format("- **{}** {}: {} ({})", element.id, say(element.name), say(element.definition),
                       say(element.examples)));
    }
    line("");
  }

  void incidents() {
    section(say("Functions, incidents, threats", "機能・インシデント・脅威"));
    for (std::size_t i = 0; i < framework_.functions.size(); ++i) {
      line(fmt::format("- **{}** {}", framework_.functions[i].id, say(framework_.functions[i].name)));
      for (const Incident& incident : framework_.incidents) {
        if (incident.function != i) continue;
        line(fmt::format("  - **{}** {}", incident.id, say(incident.name)));
        for (const std::size_t threat : incident.threats) {
          line(fmt::format("    - {}", say(framework_.threats[threat].name)));
        }
      }
    }
    line("");
  }

  void anomalies() {
    section(say("Slips and contradictions of the draft", "原案の誤記・矛盾"));
    for (const Anomaly& anomaly : reference_.anomalies) {
      line(fmt::format("- **{}** {} {} {}", anomaly.id, fmt::join(anomaly.requirements, " "), say(anomaly.text),
                       say(anomaly.judged)));
    }
    line("");
  }

  void crosswalks() {
    section(say("Crosswalks", "他の枠組みとの対応"));
    for (const Crosswalk& crosswalk : reference_.crosswalks) {
      line(fmt::format("- **{}** {} — {}, {}. {}", crosswalk.id, say(crosswalk.name),
                       crosswalk.informative ? kInformativeMark : std::string_view(crosswalk.publisher),
                       crosswalk.edition, say(crosswalk.caveat)));
    }
    line("");
  }

  const Framework& framework_;
  const Reference& reference_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string model_markdown(const Framework& framework, const Reference& reference, Language language) {
  return ModelMarkdown(framework, reference, language).text();
}

}  // namespace cpsaudit
