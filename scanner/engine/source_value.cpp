#include "engine/source_value.h"

#include <algorithm>

#include "engine/ascii.h"
#include "engine/engine.h"
#include "engine/span_part.h"

namespace cpsaudit {

using namespace ascii;

namespace {

const LocalizedText kDefinedHere = {"The value comes from here.", "値はここで定義されています。"};
const LocalizedText kUsedHere = {"It is used here.", "ここで使用されています。"};

Candidate plain_candidate_of(const Constant& constant) {
  using Type = Candidate::Type;
  switch (constant.kind) {
    case Constant::Kind::kInteger:
      return {std::to_string(constant.integer), Type::kNumber};
    case Constant::Kind::kBoolean:
      return {constant.integer != 0 ? "1" : "0", Type::kBoolean};
    case Constant::Kind::kNull:
      return {"0", Type::kNull};
    case Constant::Kind::kFloat:
      return {constant.string, Type::kNumber};
    case Constant::Kind::kString:
      return {constant.string, Type::kText, constant.complete};
    case Constant::Kind::kBytes:
      return {constant.string, Type::kBytes, constant.complete};
    case Constant::Kind::kName:
      return {constant.string, Type::kName};
  }
  return {};
}

Candidate candidate_of(const Constant& constant) {
  Candidate candidate = plain_candidate_of(constant);
  candidate.symbols = constant.symbols;
  return candidate;
}

bool is_name(std::string_view text) {
  return !text.empty() && !is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

bool is_qualified_name(std::string_view text) {
  return text.find("::") != std::string_view::npos && std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '_' || c == ':';
         });
}

void add(SourceSubject& subject, const Constant& constant, const std::string& path) {
  subject.subject.candidates.push_back(candidate_of(constant));
  subject.origins.push_back({constant.file.empty() ? path : constant.file, constant.span});
}

/// `NAME`, and `String(NAME)`, `F(NAME)`, `(const char *)NAME`, which only wrap a text.
std::string_view named_text(std::string_view text) {
  if (is_name(text)) return text;
  if (text.ends_with(')')) {
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || open == 0) return {};
    const std::string_view callee = text.substr(0, open);
    const bool wraps =
        (callee.front() >= 'A' && callee.front() <= 'Z') || callee == "std::string" || callee == "std::string_view";
    const std::string_view inner = text.substr(open + 1, text.size() - open - 2);
    return wraps && is_name(inner) ? inner : std::string_view();
  }
  const std::size_t close = text.rfind(')');
  if (!text.starts_with('(') || close == std::string_view::npos) return {};
  text.remove_prefix(close + 1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  return is_name(text) ? text : std::string_view();
}

constexpr std::string_view kHole = "{}";

/// `BASE "/v1"`, of which the file knows the end alone: what the name stands for is put in.
void fill_hole(Constant& constant, const Value& value, const FileFacts& file, const SourceIndex& index) {
  const std::size_t hole = constant.string.find(kHole);
  if (constant.kind != Constant::Kind::kString || constant.complete || hole == std::string::npos) return;
  const auto end = std::find_if_not(value.text.begin(), value.text.end(),
                                    [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
  const std::string first(value.text.begin(), end);
  const Definition* definition = index.definition(first, file);
  if (definition == nullptr && value.symbols.size() == 1) definition = index.definition(value.symbols.front(), file);
  if (definition == nullptr || definition->constant.kind != Constant::Kind::kString) return;
  constant.string.replace(hole, kHole.size(), definition->constant.string);
  constant.complete = definition->constant.complete && constant.string.find(kHole) == std::string::npos;
}

}  // namespace

SourceSubject subject_of(const Value& value, const FileFacts& file, const SourceIndex& index) {
  SourceSubject subject;
  subject.subject.text = value.text;
  subject.subject.symbols = value.symbols;
  subject.subject.known = value.exhaustive;
  // The tokens alone do not tell a constant from a variable; its name is compared all the same.
  if (value.symbols.empty() && value.constants.empty() && is_qualified_name(value.text)) {
    subject.subject.symbols.push_back(value.text);
  }
  // `#ifndef AP_PASS` in a header, and `-DAP_PASS=…` of the build: the default counts for nothing.
  const std::string macro(value.constants.size() == 1 ? named_text(value.text) : std::string_view());
  if (const Definition* given = macro.empty() ? nullptr : index.given_by_build(macro, file)) {
    add(subject, given->constant, given->file->path);
    subject.subject.known = true;
    return subject;
  }
  const bool is_hole = value.constants.size() == 1 && value.constants.front().string == kHole;
  if (value.constants.empty() || is_hole) {
    const std::string name(named_text(value.text));
    const Definition* definition = name.empty() ? nullptr : index.definition(name, file);
    // `#define UPLINK CONFIG_UPLINK`: what the macro stands for.
    const bool is_alias = !name.empty() && value.symbols.size() > 1 && value.symbols.front() == name;
    if (definition == nullptr && is_alias) definition = index.definition(value.symbols.back(), file);
    if (definition != nullptr) {
      add(subject, definition->constant, definition->file->path);
      subject.subject.known = true;
      return subject;
    }
  }
  for (Constant constant : value.constants) {
    if (value.constants.size() == 1) fill_hole(constant, value, file, index);
    add(subject, constant, file.path);
  }
  return subject;
}

void put_place(Evidence& evidence, const Value& value, const FileFacts& file, const SourceSubject& subject,
               const Judged& judged, bool secret) {
  evidence.place = {file.path, value.span};
  if (!judged.candidate) return;
  const Place& origin = subject.origins[*judged.candidate];
  const Candidate& candidate = subject.subject.candidates[*judged.candidate];
  if (!origin.span.known()) return;
  const bool is_here = origin.path == file.path && value.span.contains(origin.span);
  const bool literal = candidate.type == Candidate::Type::kText || candidate.type == Candidate::Type::kBytes;
  const Span told = literal && judged.part ? part_of(origin.span, candidate.text, *judged.part) : origin.span;
  const bool is_text = origin.span.begin != origin.span.end;
  if (is_here && literal && is_text) evidence.place.span = told;
  if (is_here) return;
  evidence.origin = origin;
  const bool is_elsewhere = origin.path != file.path;
  // "*" says nothing by itself.
  constexpr std::size_t kShortest = 5;
  const bool tells = is_elsewhere && literal && candidate.text.size() >= kShortest;
  const bool is_value = candidate.complete && (secret || tells || candidate.type == Candidate::Type::kBytes);
  // What lies in a library or a test is no place to mend a product.
  const bool is_of_product = !is_elsewhere || role_of(origin.path) == role_of(file.path);
  if (is_value && is_text && is_of_product) evidence.at_origin = told;
  evidence.flow = {{origin, kDefinedHere}, {evidence.place, kUsedHere}};
}

Confidence confidence_of(Reach reach) {
  switch (reach) {
    case Reach::kAst:
      return Confidence::kAst;
    case Reach::kRecovered:
      return Confidence::kRecovered;
    case Reach::kToken:
      return Confidence::kToken;
  }
  return Confidence::kToken;
}

bool is_type(std::string_view type, std::string_view wanted) {
  const auto bare = [](std::string_view name) {
    for (const std::string_view word : {"const ", "struct ", "class ", "union "}) {
      if (name.starts_with(word)) name.remove_prefix(word.size());
    }
    name = name.substr(0, name.find('<'));
    while (!name.empty() && (name.back() == ' ' || name.back() == '*' || name.back() == '&')) name.remove_suffix(1);
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
  };
  const std::string_view left = bare(type);
  return !left.empty() && left == bare(wanted);
}

}  // namespace cpsaudit
