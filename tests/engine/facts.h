#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "engine/catalog.h"
#include "engine/engine.h"
#include "facts/file_facts.h"

namespace cpsaudit::test {

/// Facts by hand: every node gets a line of its own, so that places tell which one was meant.
class DocumentBuilder {
 public:
  DocumentBuilder(std::string path, Syntax syntax, std::string software = {}) {
    file_.path = std::move(path);
    file_.syntax = syntax;
    file_.software = std::move(software);
    file_.document.emplace();
    file_.document->root.kind = NodeKind::kSection;
    open_ = {&file_.document->root};
  }

  DocumentBuilder& set(std::string key, std::string value) {
    Node node;
    node.key = std::move(key);
    node.value = std::move(value);
    place(node);
    open_.back()->children.push_back(std::move(node));
    return *this;
  }
  DocumentBuilder& item(std::string value) { return set({}, std::move(value)); }
  DocumentBuilder& open(std::string key, std::string value = {}, NodeKind kind = NodeKind::kSection) {
    Node node;
    node.kind = kind;
    node.key = std::move(key);
    node.value = std::move(value);
    place(node);
    open_.back()->children.push_back(std::move(node));
    open_.push_back(&open_.back()->children.back());
    return *this;
  }
  DocumentBuilder& close() {
    open_.pop_back();
    return *this;
  }
  DocumentBuilder& tag(std::string tag) {
    open_.back()->children.back().tag = std::move(tag);
    return *this;
  }
  DocumentBuilder& comment(std::string text) {
    ++line_;
    file_.document->comments.push_back({std::move(text), {{line_, 1}, {line_, 80}}});
    return *this;
  }
  DocumentBuilder& command(std::initializer_list<std::string> words, bool piped = false) {
    ++line_;
    Command command;
    command.context = "shell";
    std::uint32_t column = 1;
    for (const std::string& text : words) {
      const auto end = column + static_cast<std::uint32_t>(text.size());
      command.words.push_back({text, {{line_, column}, {line_, end}}, text.find('$') == std::string::npos});
      column = end + 1;
    }
    command.span = {{line_, 1}, {line_, column}};
    if (piped) command.piped_into = file_.document->commands.size() + 1;
    file_.document->commands.push_back(std::move(command));
    return *this;
  }
  FileFacts build() { return std::move(file_); }

 private:
  void place(Node& node) {
    ++line_;
    const auto key_end = 1 + static_cast<std::uint32_t>(node.key.size());
    if (!node.key.empty()) node.key_span = {{line_, 1}, {line_, key_end}};
    const auto value_end = key_end + 1 + static_cast<std::uint32_t>(node.value.size());
    node.value_span = {{line_, key_end + 1}, {line_, value_end}};
  }

  FileFacts file_;
  std::vector<Node*> open_;
  std::uint32_t line_ = 0;
};

/// A catalogue of one weakness and one check whose detectors are `detect`; dialects are given as whole files.
inline std::string check_text(const std::string& detect, const std::string& more = {}) {
  return "id: CPSA2011\nname: Probe\ntitle: {en: A., ja: あ。}\nsecurity-severity: 8.1\nprecision: high\n"
         "message: {en: \"'{what}' is off.\", ja: \"'{what}' がオフです。\"}\n"
         "message-absent: {en: \"'{what}' defaults to '{default}'.\", ja: \"'{what}' の既定値は '{default}' です。\"}\n"
         "mend: {en: Do., ja: する。}\n" +
         more + "detect:\n" + detect +
         "\nexamples:\n  bad: [{file: a, text: b, at: b}]\n  good: [{file: a, text: b}]\n";
}

inline const std::string kWeaknessText =
    "name: {en: N, ja: N}\nfamily: transport\ncwe: [295]\nrows: [{statement: L3_3_a_SYS.3, id: CPS.AC-8, meaning: m}]\n"
    "why: {en: Why., ja: 理由。}\n";

inline std::string dialect_text(const std::string& software, const std::string& syntax, const std::string& more = {}) {
  return "software: " + software + "\ntitle: T\nsyntax: " + syntax + "\nfiles: {paths: [x]}\n" + more;
}

/// Loads, or throws what is wrong: a test that gives a broken catalogue is broken itself.
inline Catalog load(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<CatalogFile> views;
  for (const auto& [path, text] : files) views.push_back({path, text});
  auto catalog = load_catalog(views);
  if (!catalog) throw catalog.error().front().to_string();
  return std::move(*catalog);
}

inline Catalog catalog_of(const std::string& check, const std::vector<std::pair<std::string, std::string>>& more = {}) {
  std::vector<std::pair<std::string, std::string>> files = more;
  files.emplace_back("transport/probe/weakness.yaml", kWeaknessText);
  files.emplace_back("transport/probe/check.yaml", check);
  return load(files);
}

inline std::vector<Finding> findings_of(const Catalog& catalog, std::vector<FileFacts> files,
                                        const EngineOptions& options = {}) {
  return judge(catalog, files, options).findings;
}

/// "path:line:column kind", in order.
inline std::vector<std::string> places_of(const std::vector<Finding>& findings) {
  std::vector<std::string> places;
  for (const Finding& finding : findings) {
    places.push_back(finding.place.path + ":" + std::to_string(finding.place.span.begin.line) + ":" +
                     std::to_string(finding.place.span.begin.column) + " " + std::string(name_of(finding.kind)));
  }
  return places;
}

}  // namespace cpsaudit::test
