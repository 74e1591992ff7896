#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "core/digest.h"
#include "engine/catalog.h"
#include "engine/scan_result.h"
#include "mapping/framework.h"
#include "mapping/reference.h"
#include "report/source_text.h"

namespace cpsaudit {

/// A scanned tree made by hand: files, the findings in them, and a catalogue of three checks.
class Tree {
 public:
  enum Checks : std::size_t { kPassword, kPeer, kAnonymous };

  Tree() {
    catalog.weaknesses = {
        weakness("anonymous-access", "exposure", 306, "L3_3_a_SYS.3", "CPS.AC-8", "peer-authentication"),
        weakness("hard-coded-credential", "credentials", 798, "L1_1_a_SYS.3", "CPS.AC-1", "identity-management"),
        weakness("peer-not-verified", "transport", 295, "L1_1_b_DAT.1", "CPS.DS-2", "channel-encryption")};
    catalog.checks = {check("CPSA1001", "PasswordInSource", 1, "source", 9.1),
                      check("CPSA2011", "LibcurlPeerNotVerified", 2, "libcurl", 8.1),
                      check("CPSA4001", "MosquittoAnonymous", 0, "mosquitto", 6.5)};
    catalog.checks[kPassword].secret = true;
    catalog.checks[kPassword].message = {"'{what}' holds a password.", "'{what}' にパスワードが書かれています。"};
    catalog.checks[kAnonymous].message_absent = {
        "'{what}' is not set, and '{default}' is what version '{version}' assumes.",
        "'{what}' が設定されておらず、バージョン '{version}' では '{default}' とみなされます。"};
  }

  void file(const std::string& path, std::string bytes, Syntax syntax = Syntax::kC) {
    ScannedFile file;
    file.path = path;
    file.size = bytes.size();
    file.sha256 = sha256_hex(bytes);
    file.syntax = syntax;
    file.analysed = syntax != Syntax::kBinary;
    if (auto text = Text::decode(bytes); text && syntax != Syntax::kBinary) {
      file.encoding = text->encoding();
      sources_.insert_or_assign(path, SourceText{std::move(*text), bytes});
    }
    bytes_[path] = std::move(bytes);
    const auto at = std::lower_bound(result.files.begin(), result.files.end(), path,
                                     [](const ScannedFile& a, const std::string& b) { return a.path < b; });
    result.files.insert(at, std::move(file));
  }

  Span span_of(const std::string& path, std::string_view part) const {
    const Text& text = sources_.at(path).text;
    const std::size_t at = text.utf8().find(part);
    return text.span(at, at + part.size());
  }

  /// A failing finding at the first `part` of the file. What stays valid is its index.
  Finding& finding(std::size_t check, const std::string& path, std::string_view part) {
    Finding finding;
    finding.check = check;
    finding.level = catalog.checks[check].level();
    finding.security_severity = catalog.checks[check].security_severity;
    finding.place = {path, span_of(path, part)};
    finding.anchor = part.empty() ? "anchor" : "anchor of " + std::to_string(result.findings.size());
    finding.secret = catalog.checks[check].secret;
    if (finding.secret) {
      finding.arguments = {"password"};
      finding.message = {"'password' holds a password.", "'password' にパスワードが書かれています。"};
    } else {
      const std::string value(part);
      finding.arguments = {"option", value};
      finding.message = {"'option' is set to '" + value + "'.", "'option' が '" + value + "' に設定されています。"};
    }
    result.findings.push_back(std::move(finding));
    return result.findings.back();
  }

  SourceTexts sources() const {
    return [this](std::string_view path) -> const SourceText* {
      const auto found = sources_.find(path);
      return found == sources_.end() ? nullptr : &found->second;
    };
  }

  const std::map<std::string, std::string>& bytes() const { return bytes_; }

  static const Framework& framework() {
    static const auto loaded = load_framework(embedded_framework_files());
    return *loaded;
  }

  static const Reference& reference() {
    static const auto loaded = load_reference(embedded_framework_files(), framework());
    return *loaded;
  }

  Catalog catalog;
  ScanResult result;

 private:
  static Weakness weakness(std::string id, std::string family, int cwe, std::string statement, std::string requirement,
                           std::string meaning) {
    Weakness weakness;
    weakness.id = std::move(id);
    weakness.name = {"A weakness", "弱点"};
    weakness.family = std::move(family);
    weakness.cwe = {cwe};
    weakness.rows = {{std::move(statement), std::move(requirement), std::move(meaning)}};
    weakness.why = {"Anybody can come in.", "誰でも侵入できます。"};
    return weakness;
  }

  static Check check(std::string id, std::string name, std::size_t weakness, std::string technology, double severity) {
    Check check;
    check.id = std::move(id);
    check.name = std::move(name);
    check.weakness = weakness;
    check.technology = std::move(technology);
    check.title = {"Something is open.", "開放されています。"};
    check.security_severity = severity;
    check.message = {"'{what}' is set to '{value}'.", "'{what}' が '{value}' に設定されています。"};
    check.mend = {"Close it.", "閉じてください。"};
    check.not_a_problem = {"In a laboratory.", "実験環境では問題になりません。"};
    Example bad;
    bad.file = "a.c";
    bad.text = "open(0);\n";
    Example good = bad;
    good.text = "open(1);\n";
    good.why = "it is closed";
    check.bad = {bad};
    check.good = {good};
    return check;
  }

  std::map<std::string, SourceText, std::less<>> sources_;
  std::map<std::string, std::string> bytes_;
};

}  // namespace cpsaudit
