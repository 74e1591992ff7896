#include "report/detail_texts.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "report/messages.h"

namespace cpsaudit {
namespace {

/// Their arguments are details themselves: the reason behind what happened.
const LocalizedText kNested[] = {
    {"is a folder that cannot be listed: {0}", "フォルダの一覧を取得できません: {0}"},
    {"cannot be opened: {0}", "開けません: {0}"},
    {"cannot be read: {0}", "読み取れません: {0}"},
    {"the process that read it died with {0}", "読み取っていたプロセスが{0}で異常終了しました"},
    {"signal {0} ({1})", "シグナル{0}（{1}）"},
    {"{0}; only its tokens were looked at", "{0}。字句だけを検査しました"},
    {"Error while parsing {0}: cannot redefine existing {1}", "{0}: 既存の{1}を再定義できません"},
    {"Error while parsing {0}: expected {1}, saw {2}", "{0}: {1}があるべき箇所に{2}があります"},
    {"Error while parsing {0}: encountered end-of-file", "{0}の途中でファイルが終わっています"},
    {"Error while parsing {0}: {1}", "{0}: {1}"},
};

/// The first that fits is taken: what is special stands before what is general.
const LocalizedText kTexts[] = {
    // The walk through the tree, and files as the file system gives them.
    {"has {0} bytes, more than the {1} that are read", "{0}バイトあり、読み取る上限の{1}バイトを超えています"},
    {"is larger than {0} bytes", "{0}バイトを超えています"},
    {"has a path longer than {0} bytes", "パスが{0}バイトを超えています"},
    {"is a FIFO, not a file", "通常のファイルではなく、名前付きパイプです"},
    {"is a socket, not a file", "通常のファイルではなく、ソケットです"},
    {"is a device, not a file", "通常のファイルではなく、デバイスファイルです"},
    {"is a folder, not a file", "ファイルではなく、フォルダです"},
    {"is a symbolic link, not a file", "通常のファイルではなく、シンボリックリンクです"},
    {"is {0}, not a file", "通常のファイルではありません: {0}"},
    {"is no longer a file", "読み取る前にファイルではなくなりました"},
    {"is neither a folder nor a file", "フォルダでもファイルでもありません"},
    {"vanished while its folder was listed", "フォルダの一覧を取得している間になくなりました"},
    {"leads out of the scanned folder", "検査対象のフォルダの外を指しています"},
    {"is a symbolic link that leads in a circle", "循環しているシンボリックリンクです"},
    {"is a symbolic link to '{0}', which is outside of the scanned folder",
     "リンク先 '{0}' は検査対象のフォルダの外にあります"},
    {"is a symbolic link to '{0}', which is not there", "リンク先 '{0}' が存在しません"},
    {"is a symbolic link to '{0}', which leads in a circle", "リンク先 '{0}' をたどると循環します"},
    {"Permission denied", "アクセス権がありません"},
    {"Operation not permitted", "許可されていない操作です"},
    {"No such file or directory", "ファイル又はフォルダが存在しません"},
    {"Not a directory", "フォルダではありません"},
    {"Is a directory", "フォルダです"},
    {"Input/output error", "入出力エラーです"},
    {"File name too long", "ファイル名が長すぎます"},
    {"Too many open files", "開いているファイルが多すぎます"},
    {"Too many levels of symbolic links", "シンボリックリンクの階層が深すぎます"},
    {"Stale file handle", "ファイルハンドルが無効になっています"},
    {"Cannot allocate memory", "メモリを確保できません"},
    {"No such device or address", "該当するデバイスがありません"},

    // Paths that were left out.
    {"excluded by the configuration", "設定により対象外"},
    {"version control", "版管理のデータ"},
    {"build output", "ビルドの生成物"},
    {"packages that a package manager fetched", "パッケージマネージャが取得したパッケージ"},
    {"scripts of others, as they are distributed", "配布形式のままの第三者のスクリプト"},

    // Workers.
    {"took longer than {0} seconds to read, so it was given up", "{0}秒以内に読み終わらず、打ち切りました"},
    {"took more than {0} MiB of memory to read, so it was given up",
     "読取りに{0} MiBを超えるメモリを要したため、打ち切りました"},
    {"exit code {0}", "終了コード{0}"},
    {"Segmentation fault", "セグメンテーション違反"},
    {"Aborted", "中断"},
    {"Killed", "強制終了"},
    {"Illegal instruction", "不正な命令"},
    {"Bus error", "バスエラー"},
    {"Floating point exception", "演算例外"},
    {"Bad system call", "許可されていないシステムコール"},
    {"the process that read it gave an answer that makes no sense",
     "読み取っていたプロセスから解釈できない応答がありました"},
    {"holds more settings or calls than can be handled", "設定又は呼出しの数が処理できる上限を超えています"},
    {"could not be read because of a defect of ours: {0}", "cpsauditの不具合により読み取れませんでした: {0}"},

    // Text and limits of every format.
    {"not valid in the encoding that its byte order mark names",
     "バイト順マークが示す文字コードとして正しくありません"},
    {"holds NUL bytes: not a text", "NULバイトを含むため、テキストではありません"},
    {"no settings are read from files of syntax '{0}'", "書式 '{0}' のファイルからは設定を読み取りません"},
    {"more than {0} settings; the rest is left out", "設定が{0}件を超えるため、残りは読み取っていません"},
    {"nested deeper than {0} levels; what lies below is left out",
     "入れ子が{0}段を超えるため、その下は読み取っていません"},
    {"more places follow that make no sense; they are not listed",
     "解釈できない箇所がほかにもありますが、列挙を省略しています"},

    // What the formats' own parsers expected.
    {"a quote is not closed", "引用符が閉じていません"},
    {"a single quote is not closed", "単一引用符が閉じていません"},
    {"a double quote is not closed", "二重引用符が閉じていません"},
    {"a back quote is not closed", "逆引用符が閉じていません"},
    {"a comment is not closed", "コメントが閉じていません"},
    {"a group is not closed", "グループが閉じていません"},
    {"a block is not closed", "ブロックが閉じていません"},
    {"an arithmetic expression is not closed", "算術式が閉じていません"},
    {"a here-document is not ended", "ヒアドキュメントが終わっていません"},
    {"a '}' closes nothing", "対応する '{' のない '}' があります"},
    {"a directive has no ';' before '}'", "'}' の前のディレクティブに ';' がありません"},
    {"a '}' where a ']' was expected", "']' があるべき箇所に '}' があります"},
    {"a ']' where a '}' was expected", "'}' があるべき箇所に ']' があります"},
    {"a '{0}' is not closed", "'{0}' が閉じていません"},
    {"the last directive has no ';'", "最後のディレクティブに ';' がありません"},
    {"a block's first line has no '>'", "ブロックの先頭行に '>' がありません"},
    {"the end of a block that is not the innermost open one", "開いているブロックと対応しない終了があります"},
    {"the end of a group that is not the innermost open one", "開いているグループと対応しない終了があります"},
    {"a section's name has no closing ']'", "セクション名の ']' がありません"},
    {"a key has no value", "キーに値がありません"},
    {"text behind the value", "値の後に余分な文字があります"},
    {"a key has more parts than tables may nest", "キーの区切りの数が、テーブルの入れ子の上限を超えています"},
    {"a BEGIN line has no END line of the same label", "BEGIN行に対応する同じラベルのEND行がありません"},
    {"more than one value: quotes are missing", "値が二つ以上あります。引用符が抜けています"},
    {"'config' needs a type", "'config' には種類の指定が必要です"},
    {"'option' and 'list' need a name and a value", "'option' と 'list' には名前と値が必要です"},
    {"{0} fields between colons, expected {1}", "コロン区切りの項目が{0}個あり、{1}個であるべきです"},
    {"expected an assignment, a statement or a function", "代入、文又は関数があるべき箇所です"},
    {"expected a schedule and a command", "実行時刻とコマンドがあるべき箇所です"},
    {"expected an instruction", "命令があるべき箇所です"},
    {"expected a value of JSON", "JSONの値があるべき箇所です"},
    {"expected a key", "キーがあるべき箇所です"},
    {"expected ':' behind a key", "キーの後に ':' があるべきです"},
    {"expected 'key = value'", "'キー = 値' の形であるべき箇所です"},
    {"expected 'config', 'option', 'list' or 'package'",
     "'config'、'option'、'list' 又は 'package' があるべき箇所です"},
    {"expected 'SYMBOL=value' or '# SYMBOL is not set'",
     "'SYMBOL=値' 又は '# SYMBOL is not set' の形であるべき箇所です"},
    {"expected 'id:runlevels:action:process'", "'id:runlevels:action:process' の形であるべき箇所です"},
    {"a template expression where a value was expected", "値があるべき箇所にテンプレート式があります"},
    {"a template: its expressions are taken as text and all its branches as they stand",
     "テンプレートのため、式は文字列として、分岐は全てそのまま読み取りました"},
    {"the file could not be read as YAML", "YAMLとして読み取れませんでした"},
    {"the file could not be read as TOML", "TOMLとして読み取れませんでした"},

    {"expected 'endef' before the end of the file", "ファイルの終わりまでに 'endef' があるべきです"},
    {"expected an assignment, a rule or a directive", "代入、ルール又は指示があるべき箇所です"},
    {"expected a name behind 'define'", "'define' の後に名前があるべきです"},

    // Archives and images that are not opened, by their format's name.
    {"ext file system image", "extファイルシステムのイメージ"},
    {"Android boot image", "Androidのブートイメージ"},
    {"TRX firmware image", "TRX形式のファームウェアイメージ"},
    {"disk image", "ディスクイメージ"},
    {"ISO 9660 image", "ISO 9660のイメージ"},
    {"Debian package", "Debianパッケージ"},
    {"RPM package", "RPMパッケージ"},

    // The kernel under the workers.
    {"the kernel has no Landlock (Linux 5.13 or later), so system calls alone keep workers in",
     "カーネルにLandlock（Linux 5.13以降）がないため、ワーカーの隔離はシステムコールの制限だけで行っています"},
    {"the kernel has no seccomp filters, so Landlock alone keeps workers in",
     "カーネルにseccompフィルタがないため、ワーカーの隔離はLandlockだけで行っています"},
    {"the kernel has neither Landlock nor seccomp filters, so only their limits keep workers in",
     "カーネルにLandlockもseccompフィルタもないため、ワーカーには資源の制限だけが効いています"},

    // C and C++.
    {"the parser broke down; only the tokens were looked at", "構文解析器が停止したため、字句だけを検査しました"},
    {"it holds a chain of more conditions than can be followed", "追跡できる数を超えて条件分岐が連なっています"},
    {"it holds an expression that is nested too deeply", "入れ子の深すぎる式があります"},
    {"it holds an expression that is too long", "長すぎる式があります"},
    {"headers that are not in the tree: {0}", "ツリーにないヘッダ: {0}"},
    {"is included by {0} files, first by {1}", "{0}個のファイルがインクルードしています（最初は{1}）"},
    {"is included by {0}", "{0}がインクルードしています"},
    {"flags of the compile command that do not apply: {0}", "無視したコンパイルコマンドのオプション: {0}"},

    // Suppressions in the configuration.
    {"the suppression of '{0}' in '{1}' names no check: see 'cpsaudit checks list'",
     "'{1}' に対する '{0}' の抑止が示すチェックはありません。'cpsaudit checks list' で確認してください"},
    {"the suppression of '{0}' in '{1}' has expired: renew its date or remove it",
     "'{1}' に対する '{0}' の抑止は期限切れです。期限を更新するか、削除してください"},
    {"the suppression of '{0}' in '{1}' matches no finding: remove it",
     "'{1}' に対する '{0}' の抑止に該当する検出はありません。削除してください"},

    // yaml-cpp 0.7, exceptions.h.
    {"YAML directives must have exactly one argument", "YAML指示子の引数は一つでなければなりません"},
    {"bad YAML version: {0}", "YAMLのバージョンの指定が正しくありません: {0}"},
    {"YAML major version too large", "YAMLのバージョンが新しすぎます"},
    {"repeated YAML directive", "YAML指示子が重複しています"},
    {"TAG directives must have exactly two arguments", "TAG指示子の引数は二つでなければなりません"},
    {"repeated TAG directive", "TAG指示子が重複しています"},
    {"illegal character found while scanning tag handle", "タグに使えない文字があります"},
    {"tag handle with no suffix", "タグの接尾辞がありません"},
    {"end of verbatim tag not found", "タグの終わりがありません"},
    {"end of map not found", "マップの終わりがありません"},
    {"end of map flow not found", "マップを閉じる '}' がありません"},
    {"end of sequence not found", "リストの終わりがありません"},
    {"end of sequence flow not found", "リストを閉じる ']' がありません"},
    {"cannot assign multiple tags to the same node", "一つの値に複数のタグが付いています"},
    {"cannot assign multiple anchors to the same node", "一つの値に複数のアンカーが付いています"},
    {"cannot assign multiple aliases to the same node", "一つの値に複数のエイリアスが付いています"},
    {"aliases can't have any content, *including* tags", "エイリアスには値やタグを付けられません"},
    {"bad character found while scanning hex number", "16進数に使えない文字があります"},
    {"invalid unicode: {0}", "Unicodeの指定が正しくありません: {0}"},
    {"unknown escape character: {0}", "不明なエスケープ文字です: {0}"},
    {"unknown token", "解釈できない字句があります"},
    {"illegal document indicator in scalar", "文字列の途中に文書の区切りがあります"},
    {"illegal EOF in scalar", "文字列の途中でファイルが終わっています"},
    {"illegal character in scalar", "文字列に使えない文字があります"},
    {"illegal tab when looking for indentation", "字下げにタブが使われています"},
    {"illegal flow end", "対応しない閉じ括弧があります"},
    {"illegal block entry", "リストの項目を置けない箇所に '-' があります"},
    {"illegal map key", "キーを置けない箇所にキーがあります"},
    {"illegal map value", "値を置けない箇所に ':' があります"},
    {"alias not found after *", "'*' の後にエイリアス名がありません"},
    {"anchor not found after &", "'&' の後にアンカー名がありません"},
    {"illegal character found while scanning alias", "エイリアス名に使えない文字があります"},
    {"illegal character found while scanning anchor", "アンカー名に使えない文字があります"},
    {"cannot set zero indentation for a block scalar", "ブロック文字列の字下げを0にはできません"},
    {"unexpected character in block scalar", "ブロック文字列に予期しない文字があります"},
    {"cannot assign the same alias to multiple nodes", "一つのエイリアスが複数の値を指しています"},
    {"the referenced anchor is not defined", "参照しているアンカーが定義されていません"},
    {"invalid scalar", "値が正しくありません"},
    {"invalid anchor", "アンカーが正しくありません"},
    {"invalid alias", "エイリアスが正しくありません"},
    {"invalid tag", "タグが正しくありません"},

    // pugixml 1.13, xml_parse_result::description.
    {"Could not determine tag type", "タグの種類を判別できません"},
    {"Error parsing document declaration/processing instruction", "XML宣言又は処理命令に誤りがあります"},
    {"Error parsing comment", "コメントに誤りがあります"},
    {"Error parsing CDATA section", "CDATAセクションに誤りがあります"},
    {"Error parsing document type declaration", "文書型宣言に誤りがあります"},
    {"Error parsing PCDATA section", "文字データに誤りがあります"},
    {"Error parsing start element tag", "開始タグに誤りがあります"},
    {"Error parsing element attribute", "要素の属性に誤りがあります"},
    {"Error parsing end element tag", "終了タグに誤りがあります"},
    {"Start-end tags mismatch", "開始タグと終了タグが対応していません"},
    {"No document element found", "文書の要素がありません"},
    {"Could not allocate memory", "メモリを確保できませんでした"},
    {"Internal error occurred", "内部エラーが発生しました"},

    // After the names of formats above.
    {"{0} archive", "{0}形式のアーカイブ"},
    {"{0} image", "{0}形式のイメージ"},

    // toml++ 3.3, parser.inl: the thing that was read, and what was wrong with it.
    {"key-value pair", "キーと値"},
    {"inline table", "インラインテーブル"},
    {"table header", "テーブルの見出し"},
    {"literal string", "リテラル文字列"},
    {"string", "文字列"},
    {"root table", "最上位のテーブル"},
    {"boolean", "真偽値"},
    {"array", "配列"},
    {"comment", "コメント"},
    {"key", "キー"},
    {"value", "値"},
    {"date-time offset", "日時の時差"},
    {"date-time", "日時"},
    {"date", "日付"},
    {"time", "時刻"},
    {"integer", "整数"},
    {"floating-point", "浮動小数点数"},
    {"unicode scalar sequence", "Unicodeの指定"},
    {"a comment or whitespace", "コメント又は空白"},
    {"keys, tables, whitespace or comments", "キー、テーブル、空白又はコメント"},
    {"bare key starting character or string delimiter", "キー又は引用符"},
    {"comma or closing ']'", "',' 又は ']'"},
    {"comma or closing '}'", "',' 又は '}'"},
    {"key or closing '}'", "キー又は '}'"},
    {"value or closing ']'", "値又は ']'"},
    {"value-terminator", "値の終わり"},
    {"decimal digit", "数字"},
    {"digit", "数字"},
    {"table '{0}'", "テーブル '{0}'"},
    {"underscores must be followed by digits", "'_' の後に数字がありません"},
    {"underscores may only follow digits", "'_' は数字の後にだけ置けます"},
    {"leading zeroes are prohibited", "先頭に0を置けません"},
    {"could not determine value type", "値の種類を判別できません"},
    {"tables with blank bare keys are explicitly prohibited", "テーブルの名前がありません"},
    {"unknown escape sequence '{0}'", "不明なエスケープ '{0}' があります"},
};

/// A text of one language, said in the other.
struct Translation {
  std::string text;
  /// What stands for the placeholders.
  std::vector<std::string> arguments;
};

/// Nothing when no text of `texts` says that.
std::optional<Translation> find_in(std::span<const LocalizedText> texts, std::string_view said, Language from) {
  for (const LocalizedText& text : texts) {
    const std::string& pattern = text.in(from);
    if (said.empty() || (pattern.front() != '{' && pattern.front() != said.front())) continue;
    auto arguments = arguments_in(pattern, said);
    if (arguments)
      return Translation{text.in(from == Language::kEnglish ? Language::kJapanese : Language::kEnglish),
                         std::move(*arguments)};
  }
  return std::nullopt;
}

std::optional<std::string> translated(std::string_view said, Language from, int depth) {
  constexpr int kDeepest = 2;
  if (const auto whole = find_in(kTexts, said, from)) return filled(whole->text, whole->arguments);
  auto outer = depth == kDeepest ? std::nullopt : find_in(kNested, said, from);
  if (!outer) return std::nullopt;
  for (std::string& argument : outer->arguments) {
    if (auto other = translated(argument, from, depth + 1)) argument = std::move(*other);
  }
  return filled(outer->text, outer->arguments);
}

}  // namespace

LocalizedText detail_in_both(std::string_view said) {
  const std::string known(said);
  if (auto japanese = translated(said, Language::kEnglish, 0)) return {known, std::move(*japanese)};
  if (auto english = translated(said, Language::kJapanese, 0)) return {std::move(*english), known};
  return {known, known};
}

}  // namespace cpsaudit
