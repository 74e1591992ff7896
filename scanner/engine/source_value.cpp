#include "engine/source_value.h"

#include <algorithm>

#include "engine/ascii.h"
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
  for (const Constant& constant : value.constants) add(subject, constant, file.path);
  if (!value.constants.empty() || !is_name(value.text)) return subject;
  if (const Definition* definition = index.definition(value.text)) {
    add(subject, definition->constant, definition->file->path);
    subject.subject.known = true;
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
  const bool is_value = candidate.complete && (secret || candidate.type == Candidate::Type::kBytes);
  if (is_value && is_text && origin.path == file.path) evidence.at_origin = told;
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
