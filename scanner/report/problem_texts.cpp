#include "report/problem_texts.h"

#include <algorithm>
#include <cassert>

namespace cpsaudit {
namespace {

using Kind = Problem::Kind;

const ProblemText kTexts[] = {
    {Kind::kUnreadable,
     "CPSN0001",
     "FileNotRead",
     {"A file could not be read.", "ファイルを読み取れませんでした。"},
     {"Nothing is known about this file, so it is not part of the result.",
      "このファイルについては何も分からず、結果に含まれていません。"},
     {"Give read permission and scan again, or leave the file out with --exclude.",
      "読取り権限を与えて再度検査するか、--exclude で対象から外してください。"},
     {"could not be read", "読み取れませんでした"}},
    {Kind::kTooLarge,
     "CPSN0002",
     "FileTooLarge",
     {"A file is larger than the limit.", "ファイルの大きさが上限を超えています。"},
     {"Its content was not looked at, so nothing is known about it.",
      "内容を検査していないため、このファイルについては何も分かりません。"},
     {"Raise --max-file-size, or leave the file out with --exclude.",
      "--max-file-size を引き上げるか、--exclude で対象から外してください。"},
     {"are larger than the limit", "上限の大きさを超えています"}},
    {Kind::kNotParsed,
     "CPSN0003",
     "FileNotParsed",
     {"A file could not be parsed.", "ファイルを解析できませんでした。"},
     {"The checks did not see what the file sets, so nothing is known about it.",
      "ファイルの設定内容を検査していないため、このファイルについては何も分かりません。"},
     {"Correct the file, or leave it out with --exclude.",
      "ファイルを修正するか、--exclude で対象から外してください。"},
     {"could not be parsed", "解析できませんでした"}},
    {Kind::kPartlyParsed,
     "CPSN0004",
     "FilePartlyParsed",
     {"A part of a file made no sense.", "ファイルの一部を解釈できませんでした。"},
     {"The rest of the file was checked; what stands in that part is not known.",
      "残りの部分は検査しましたが、その部分の内容は分かりません。"},
     {"Look at the place that is named: is it what the software would accept?",
      "示された箇所が、対象のソフトウェアが受け付ける書式かどうか確認してください。"},
     {"were read in part", "一部だけ解釈できました"}},
    {Kind::kOutOfTime,
     "CPSN0005",
     "FileTookTooLong",
     {"A file took longer than the limit.", "ファイルの解析が制限時間を超えました。"},
     {"Its analysis was stopped, so nothing is known about it.",
      "解析を打ち切ったため、このファイルについては何も分かりません。"},
     {"Raise --timeout, or leave the file out with --exclude.",
      "--timeout を引き上げるか、--exclude で対象から外してください。"},
     {"took longer than the limit", "制限時間を超えました"}},
    {Kind::kOutOfMemory,
     "CPSN0006",
     "FileNeededTooMuchMemory",
     {"A file needed more memory than the limit.", "ファイルの解析がメモリの上限を超えました。"},
     {"Its analysis was stopped, so nothing is known about it.",
      "解析を打ち切ったため、このファイルについては何も分かりません。"},
     {"Leave the file out with --exclude, or report it as a defect when it is an ordinary one.",
      "--exclude で対象から外してください。通常のファイルであれば、不具合としてご報告ください。"},
     {"needed more memory than the limit", "メモリの上限を超えました"}},
    {Kind::kCrashed,
     "CPSN0007",
     "AnalysisCrashed",
     {"The analysis of a file crashed.", "ファイルの解析が異常終了しました。"},
     {"This is a defect of cpsaudit. It cost this file only: nothing is known about it, the scan went on.",
      "cpsauditの不具合です。影響はこのファイルに限られ、検査は続行しましたが、このファイルについては何も分かりません"
      "。"},
     {"Please report the file, or the smallest part of it that shows the crash.",
      "そのファイル、又は異常終了を再現する最小の部分を添えてご報告ください。"},
     {"crashed the analysis", "解析が異常終了しました"}},
    {Kind::kLinkOutside,
     "CPSN0008",
     "LinkNotFollowed",
     {"A symbolic link was not followed.", "シンボリックリンクをたどりませんでした。"},
     {"It leads out of the scanned tree, to nothing or in a circle; what it stands for was not looked at.",
      "リンク先が検査対象の外にあるか、存在しないか、循環しているため、リンク先は検査していません。"},
     {"Scan the folder that the link leads to as well, when it is part of the product.",
      "リンク先も製品の一部であれば、そのフォルダも検査してください。"},
     {"are links that lead out of the tree or nowhere", "対象外を指す、又は無効なリンクです"}},
    {Kind::kMissingHeader,
     "CPSN0009",
     "HeaderNotFound",
     {"An included header was found nowhere.", "インクルードされるヘッダが見つかりませんでした。"},
     {"The rest of the file was checked; constants and types of that header are not known.",
      "残りの部分は検査しましたが、そのヘッダの定数や型は分かりません。"},
     {"Scan the tree with the header in it, or name its folder with --include.",
      "ヘッダを含むツリーを検査するか、--include でそのフォルダを指定してください。"},
     {"include headers that are not there", "見つからないヘッダをインクルードしています"}},
    {Kind::kFlagsDropped,
     "CPSN0010",
     "CompilerFlagsDropped",
     {"Flags of a compile command were dropped.", "コンパイルコマンドの一部のオプションを無視しました。"},
     {"They mean nothing to the parser; the file was checked without them.",
      "構文解析器が解釈できないため、そのオプションなしで検査しました。"},
     {"Nothing needs to be done unless the flags define macros under another name.",
      "別名でマクロを定義するオプションでない限り、対応は不要です。"},
     {"were read without some compiler flags", "一部のコンパイルオプションなしで解析しました"}},
    {Kind::kSuppressionUnused,
     "CPSN0011",
     "SuppressionUnused",
     {"A suppression does nothing.", "抑止の指定が効いていません。"},
     {"It matches no finding or has expired.", "該当する検出がないか、期限が切れています。"},
     {"Remove it, or renew its date when the reason still holds.",
      "削除してください。理由が今も妥当であれば、期限を更新してください。"},
     {"hold suppressions that do nothing", "効いていない抑止の指定があります"}},
    {Kind::kSuppressionMalformed,
     "CPSN0012",
     "SuppressionMalformed",
     {"A suppression cannot be obeyed.", "抑止の指定に従えません。"},
     {"It breaks the grammar or gives no reason; the finding stays.",
      "書式に誤りがあるか、理由が書かれていないため、検出はそのまま残ります。"},
     {"Write: cpsaudit: ignore[CPSA0000] reason=\"why this is acceptable\" until=YYYY-MM-DD.",
      "次のように書いてください: cpsaudit: ignore[CPSA0000] reason=\"許容する理由\" until=YYYY-MM-DD。"},
     {"hold suppressions that cannot be obeyed", "従えない抑止の指定があります"}},
};

}  // namespace

std::span<const ProblemText> problem_texts() {
  return kTexts;
}

const ProblemText& text_of(Problem::Kind kind) {
  const auto text =
      std::find_if(std::begin(kTexts), std::end(kTexts), [&](const ProblemText& t) { return t.kind == kind; });
  assert(text != std::end(kTexts) && "every kind of problem has its texts; a test holds them together");
  return text == std::end(kTexts) ? kTexts[2] : *text;
}

}  // namespace cpsaudit
