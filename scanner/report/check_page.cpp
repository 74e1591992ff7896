#include "report/check_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "mapping/crosswalk_text.h"
#include "report/check_page_parts.h"
#include "report/cwe_names.h"
#include "report/messages.h"

namespace cpsaudit {
namespace {

/// How many examples a page shows of each kind; a check has more, for its tests.
constexpr std::size_t kMostExamples = 3;

struct Words {
  Language language;

  std::string operator()(const char* en, const char* ja) const { return language == Language::kJapanese ? ja : en; }
};

/// What highlighters call the language of a file.
std::string_view highlighting(std::string_view file) {
  static constexpr std::pair<std::string_view, std::string_view> kByEnding[] = {{".c", "c"},
                                                                                {".h", "c"},
                                                                                {".cpp", "cpp"},
                                                                                {".cc", "cpp"},
                                                                                {".hpp", "cpp"},
                                                                                {".ino", "cpp"},
                                                                                {".yaml", "yaml"},
                                                                                {".yml", "yaml"},
                                                                                {".json", "json"},
                                                                                {".xml", "xml"},
                                                                                {".toml", "toml"},
                                                                                {".sh", "sh"},
                                                                                {".ini", "ini"},
                                                                                {".service", "ini"},
                                                                                {".mk", "make"},
                                                                                {".env", "sh"},
                                                                                {"Dockerfile", "dockerfile"}};
  for (const auto& [ending, name] : kByEnding) {
    if (file.ends_with(ending)) return name;
  }
  return "text";
}

/// A fence longer than any run of backticks inside.
std::string code_block(std::string_view file, std::string_view text) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  std::string block = fmt::format("{}{}\n{}", fence, highlighting(file), text);
  if (!block.ends_with('\n')) block += '\n';
  return block + fence + "\n";
}

std::string example_block(const Example& example, std::string_view remark) {
  std::string block = fmt::format("`{}`", example.file);
  if (!remark.empty()) block += fmt::format(" – {}", escaped(remark));
  return block + "\n\n" + code_block(example.file, example.text) + "\n";
}

std::vector<const Example*> shown_examples(const std::vector<Example>& examples, std::size_t most) {
  std::vector<const Example*> shown;
  for (const Example& example : examples) {
    if (shown.size() < most && !example.text.empty()) shown.push_back(&example);
  }
  return shown;
}

/// The good state of the first bad example, when one has the same name: the pair that teaches most.
const Example* counterpart(const Check& check) {
  if (check.bad.empty()) return nullptr;
  const auto same = std::find_if(check.good.begin(), check.good.end(), [&](const Example& example) {
    return example.file == check.bad.front().file && !example.text.empty();
  });
  return same == check.good.end() ? nullptr : &*same;
}

std::string section(const std::string& heading, const std::string& text) {
  return text.empty() ? std::string() : fmt::format("## {}\n\n{}\n\n", heading, text);
}

std::string cwe_list(const Weakness& weakness, Language language) {
  std::string list;
  for (const int cwe : std::set<int>(weakness.cwe.begin(), weakness.cwe.end())) {
    if (!list.empty()) list += ", ";
    list += fmt::format("[CWE-{}](https://cwe.mitre.org/data/definitions/{}.html)", cwe, cwe);
    const LocalizedText name = cwe_name(cwe);
    if (!name.empty()) list += fmt::format(" {}", escaped(name.in(language)));
  }
  return list;
}

std::string level_word(Level level, Language language) {
  const Words say{language};
  switch (level) {
    case Level::kError:
      return say("error", "エラー");
    case Level::kWarning:
      return say("warning", "警告");
    case Level::kNote:
      return say("note", "注意");
  }
  return {};
}

std::string facts_table(const Check& check, const Weakness& weakness, const Reference& reference, Language language) {
  const Words say{language};
  std::string table = fmt::format("| | |\n|---|---|\n| {} | `{}` |\n| {} | `{}/{}` |\n", say("Id", "識別子"), check.id,
                                  say("Name", "名称"), weakness.id, check.technology);
  table += fmt::format("| {} | {} |\n", say("Family", "分類"), weakness.family);
  table += fmt::format("| {} | {:.1f} ({}) |\n", say("Severity", "深刻度"), check.security_severity,
                       level_word(check.level(), language));
  table += fmt::format("| {} | {} |\n", say("Precision", "精度"), check.precision);
  table += fmt::format("| {} | {} |\n", say("Grade of measures", "対策レベル"),
                       escaped(grade_text(reference, weakness.grade, language)));
  if (!weakness.grade_why.empty()) {
    table += fmt::format("| {} | {} |\n", say("Why this grade", "このレベルとする理由"),
                         escaped(weakness.grade_why.in(language)));
  }
  return table + fmt::format("| CWE | {} |\n\n", cwe_list(weakness, language));
}

std::string references(const Check& check, Language language) {
  std::string list;
  for (const std::string& reference : check.references) {
    const bool is_url = reference.starts_with("https://") || reference.starts_with("http://");
    list += is_url ? fmt::format("- <{}>\n", reference) : fmt::format("- {}\n", escaped(reference));
  }
  if (!list.empty()) list.pop_back();
  return section(Words{language}("References", "参考"), list);
}

std::string examples_section(const Check& check, std::size_t most, Language language) {
  const Words say{language};
  std::string bad;
  for (const Example* example : shown_examples(check.bad, most)) bad += example_block(*example, {});
  std::string good;
  const Example* pair = counterpart(check);
  std::vector<const Example*> others = shown_examples(check.good, check.good.size());
  if (pair != nullptr) {
    std::erase(others, pair);
    others.insert(others.begin(), pair);
  }
  others.resize(std::min(others.size(), most));
  // Why an example is a near miss is written for the authors of checks, in English.
  for (const Example* example : others) {
    good += example_block(*example, language == Language::kEnglish ? example->why : std::string());
  }
  std::string text;
  if (!bad.empty()) text += fmt::format("## {}\n\n{}", say("Reported", "検出される例"), bad);
  if (!good.empty()) text += fmt::format("## {}\n\n{}", say("Not reported", "検出されない例"), good);
  return text;
}

std::string body(const Check& check, const Weakness& weakness, std::size_t examples, Language language) {
  const Words say{language};
  std::string text = section(say("Why it matters", "なぜ問題か"), sentence(weakness.why.in(language), language));
  text += section(say("How to mend it", "対処"), sentence(check.mend.in(language), language));
  text += examples_section(check, examples, language);
  if (!check.not_a_problem.empty()) {
    text += section(say("When it is not a problem", "問題にならない場合"),
                    sentence(check.not_a_problem.in(language), language));
  }
  return text;
}

std::string without_trailing_newlines(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text + "\n";
}

std::string family_heading(const std::string& family, Language language) {
  static const std::map<std::string, std::string> kJapanese{
      {"credentials", "認証情報"}, {"transport", "通信路"},      {"integrity", "完全性"}, {"exposure", "露出"},
      {"crypto", "暗号"},          {"privilege", "権限"},        {"logging", "ログ"},     {"update", "更新"},
      {"segmentation", "分離"},    {"suppression", "抑止の指定"}};
  const auto japanese = kJapanese.find(family);
  if (language == Language::kJapanese && japanese != kJapanese.end()) return japanese->second;
  std::string heading = family;
  if (!heading.empty() && heading[0] >= 'a' && heading[0] <= 'z')
    heading[0] = static_cast<char>(heading[0] - 'a' + 'A');
  return heading;
}

}  // namespace

std::string check_page_url(const Check& check, Language language) {
  return fmt::format("{}/blob/main/docs/{}checks/{}", kProjectUrl, language == Language::kJapanese ? "ja/" : "",
                     check_page_name(check));
}

std::string check_page_name(const Check& check) {
  return check.id + ".md";
}

std::string check_page(const Catalog& catalog, const Check& check, const Framework& framework,
                       const Reference& reference, Language language) {
  const Weakness& weakness = catalog.weakness_of(check);
  const Words say{language};
  std::string page = fmt::format("<!-- {} -->\n\n# {}: {}\n\n",
                                 say("Generated from the check's own file; edit that.",
                                     "検査項目の定義から生成しています。修正は定義ファイルに対して行ってください。"),
                                 check.id, escaped(check.title.in(language)));
  page += facts_table(check, weakness, reference, language);
  page += body(check, weakness, kMostExamples, language);
  page += rows_section(weakness, framework, language);
  page += crosswalks_section(weakness, framework, reference, language);
  page += references(check, language);
  return without_trailing_newlines(page);
}

std::string check_help(const Catalog& catalog, const Check& check, Language language) {
  return without_trailing_newlines(body(check, catalog.weakness_of(check), 1, language) + references(check, language));
}

std::string check_index(const Catalog& catalog, Language language) {
  const Words say{language};
  std::map<std::string, std::vector<const Check*>> families;
  for (const Check& check : catalog.checks) families[catalog.weakness_of(check).family].push_back(&check);
  std::string page = fmt::format("<!-- {} -->\n\n# {}\n\n", say("Generated; edit the checks.", "自動生成しています。"),
                                 say("Checks", "検査項目"));
  page += say(fmt::format("{} checks in {} families.\n\n", catalog.checks.size(), families.size()).c_str(),
              fmt::format("{}分類、{}項目。\n\n", families.size(), catalog.checks.size()).c_str());
  for (const auto& [family, checks] : families) {
    page += fmt::format("## {}\n\n| {} | {} | {} | {} |\n|---|---|---|---|\n", family_heading(family, language),
                        say("Id", "識別子"), say("What is reported", "検出する内容"), say("Name", "名称"),
                        say("Severity", "深刻度"));
    for (const Check* check : checks) {
      page += fmt::format("| [{}]({}) | {} | `{}/{}` | {:.1f} {} |\n", check->id, check_page_name(*check),
                          escaped(check->title.in(language)), catalog.weakness_of(*check).id, check->technology,
                          check->security_severity, level_word(check->level(), language));
    }
    page += "\n";
  }
  return without_trailing_newlines(page);
}

}  // namespace cpsaudit
