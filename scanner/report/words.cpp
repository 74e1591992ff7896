#include "report/words.h"

#include <fmt/format.h>

#include <map>

namespace cpsaudit {

void LevelFigures::add(const ReportFinding& finding) {
  if (!finding.counts()) return;
  switch (finding.level) {
    case Level::kError:
      ++errors;
      return;
    case Level::kWarning:
      ++warnings;
      return;
    case Level::kNote:
      ++notes;
      return;
  }
}

LevelFigures figures_of(const Report& report) {
  LevelFigures figures;
  for (const ReportFinding& finding : report.findings) figures.add(finding);
  return figures;
}

std::string counted(const LevelFigures& figures, Language language) {
  const bool ja = language == Language::kJapanese;
  std::string text;
  const auto add = [&](std::size_t n, Level level) {
    if (n == 0) return;
    if (!text.empty()) text += ja ? "、" : ", ";
    const LocalizedText word = word_for(level);
    text += ja ? fmt::format("{}{}件", word.ja, n) : fmt::format("{} {}{}", n, word.en, n == 1 ? "" : "s");
  };
  add(figures.errors, Level::kError);
  add(figures.warnings, Level::kWarning);
  add(figures.notes, Level::kNote);
  return text;
}

std::string counted_files(std::size_t files, Language language) {
  if (language == Language::kJapanese) return fmt::format("{}ファイル", files);
  return fmt::format("{} file{}", files, files == 1 ? "" : "s");
}

LocalizedText word_for(Level level) {
  switch (level) {
    case Level::kError:
      return {"error", "エラー"};
    case Level::kWarning:
      return {"warning", "警告"};
    case Level::kNote:
      return {"note", "注意"};
  }
  return {};
}

LocalizedText word_for(Kind kind) {
  switch (kind) {
    case Kind::kFail:
      return {"finding", "検出"};
    case Kind::kPass:
      return {"good state found", "適切な状態を確認"};
    case Kind::kOpen:
      return {"not decided", "判定できず"};
    case Kind::kReview:
      return {"to be reviewed", "要確認"};
    case Kind::kNotApplicable:
      return {"not applicable", "該当なし"};
  }
  return {};
}

LocalizedText word_for(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::kFail:
      return {"Findings against it", "反する検出あり"};
    case VerdictKind::kOpen:
      return {"Open", "未確定"};
    case VerdictKind::kPass:
      return {"Good places only", "適切な箇所のみ"};
    case VerdictKind::kNotApplicable:
      return {"Not applicable", "該当なし"};
    case VerdictKind::kManual:
      return {"For people to judge", "人による判断"};
  }
  return {};
}

LocalizedText word_for_family(const std::string& family) {
  static const std::map<std::string, LocalizedText> kWords = {{"credentials", {"Credentials", "認証情報"}},
                                                              {"transport", {"Transport", "通信"}},
                                                              {"integrity", {"Integrity", "完全性"}},
                                                              {"exposure", {"Exposure", "露出"}},
                                                              {"crypto", {"Cryptography", "暗号"}},
                                                              {"privilege", {"Privilege", "権限"}},
                                                              {"logging", {"Logging", "ログ"}},
                                                              {"update", {"Update", "更新"}},
                                                              {"segmentation", {"Segmentation", "分離"}},
                                                              {"suppression", {"Suppressions", "抑止の指定"}}};
  const auto found = kWords.find(family);
  return found == kWords.end() ? LocalizedText{family, family} : found->second;
}

LocalizedText word_for_lowered(const std::string& lowered) {
  if (lowered == "test") return {"test code", "テスト用のコード"};
  if (lowered == "sample") return {"a sample", "サンプル"};
  if (lowered == "vendored") return {"code of somebody else", "外部から取り込んだコード"};
  if (lowered == "documentation") return {"documentation", "文書"};
  if (lowered == "default") return {"nothing is set and the default decides", "設定がなく既定値による"};
  if (lowered == "conditional") return {"an option decides it", "オプションによって決まる"};
  if (lowered == "implementation") return {"the API's own sources", "API自身の実装"};
  if (lowered == "overridden") return {"something else takes its place", "別の設定で置き換えられる"};
  if (lowered == "changed-by-script") return {"a script changes it before use", "スクリプトが後で変更する"};
  if (lowered == "excuse-unknown")
    return {"a value beside it that would excuse it is not known", "これを打ち消し得る値が不明"};
  if (lowered == "include-missing")
    return {"a folder that it includes is not here", "取り込まれるフォルダがここにない"};
  if (lowered == "not-started") return {"the device does not start this service", "起動されないサービス"};
  return {lowered, lowered};
}

}  // namespace cpsaudit
