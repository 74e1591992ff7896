#include "report/rule_help.h"

#include "report/messages.h"

namespace cpsaudit {
namespace {

struct Headings {
  std::string_view mend;
  std::string_view not_a_problem;
};

Headings headings_in(Language language) {
  if (language == Language::kJapanese) return {"\n\n対処: ", "\n\n問題にならない場合: "};
  return {"\n\nHow to mend it: ", "\n\nNot a problem: "};
}

/// Cuts `text` at the heading and returns what followed it.
std::string cut_off(std::string_view& text, std::string_view heading) {
  const std::size_t at = text.find(heading);
  if (at == std::string_view::npos) return {};
  std::string part(text.substr(at + heading.size()));
  text = text.substr(0, at);
  return part;
}

}  // namespace

std::string plain_help(const Check& check, const Weakness& weakness, Language language) {
  const Headings headings = headings_in(language);
  std::string help = sentence(weakness.why.in(language), language);
  const auto add = [&](std::string_view heading, const LocalizedText& text) {
    if (text.empty()) return;
    help += heading;
    help += sentence(text.in(language), language);
  };
  add(headings.mend, check.mend);
  add(headings.not_a_problem, check.not_a_problem);
  return help;
}

HelpParts parts_of_help(std::string_view help, Language language) {
  const Headings headings = headings_in(language);
  HelpParts parts;
  // From the back: what stands last is cut off first.
  parts.not_a_problem = cut_off(help, headings.not_a_problem);
  parts.mend = cut_off(help, headings.mend);
  parts.why = help;
  return parts;
}

}  // namespace cpsaudit
