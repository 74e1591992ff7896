#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "source/command_words.h"
#include "source/fact_writer.h"

// Commands of which each word is an argument, or an element of an array.
namespace cpsaudit {
namespace {

constexpr std::size_t kMostWords = 128;

bool is_end(const Value& value) {
  const bool zero = value.constants.size() == 1 && value.constants.front().kind == Constant::Kind::kInteger &&
                    value.constants.front().integer == 0;
  return zero || (value.constants.size() == 1 && value.constants.front().kind == Constant::Kind::kNull);
}

/// The text that it is; nothing when it may be more than one, or is none.
const Constant* sole_text(const Value& value) {
  const bool sole = value.constants.size() == 1 && value.constants.front().kind == Constant::Kind::kString;
  return sole ? &value.constants.front() : nullptr;
}

Word to_word(const Value& value) {
  Word word;
  word.span = value.span;
  const Constant* text = sole_text(value);
  word.literal = text != nullptr && text->complete;
  word.text = text != nullptr ? text->string : value.text;
  if (text != nullptr && text->file.empty()) {
    const bool here =
        !value.span.known() || (!(text->span.begin < value.span.begin) && !(value.span.end < text->span.end));
    if (here) {
      word.span = text->span;
    } else {
      word.given_at = text->span;
    }
  }
  return word;
}

bool is_shell(std::string_view program) {
  program.remove_prefix(program.rfind('/') == std::string_view::npos ? 0 : program.rfind('/') + 1);
  return program == "sh" || program == "ash" || program == "bash" || program == "dash";
}

/// `(char *[]){"a", NULL}` and a variable that was initialised so.
const clang::InitListExpr* list_of(const clang::Expr& array) {
  const clang::Expr* inner = stripped(&array);
  if (const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner)) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
    const clang::Expr* initializer = variable == nullptr ? nullptr : variable->getAnyInitializer();
    inner = initializer == nullptr ? nullptr : stripped(initializer);
  }
  if (const auto* literal = llvm::dyn_cast_or_null<clang::CompoundLiteralExpr>(inner)) {
    inner = stripped(literal->getInitializer());
  }
  return llvm::dyn_cast_or_null<clang::InitListExpr>(inner);
}

}  // namespace

void FactWriter::add_words(const std::string& name, const Call& call,
                           const std::vector<const clang::Expr*>& arguments) {
  const auto form = interest_.words_of(name);
  if (!form || form->first == 0 || form->first > call.arguments.size()) return;
  std::vector<Value> values;
  if (form->in_list) {
    const clang::Expr& array = *arguments[form->first - 1];
    if (const clang::InitListExpr* list = list_of(array)) {
      for (const clang::Expr* element : list->inits()) {
        if (element == nullptr || values.size() >= kMostWords) break;
        values.push_back(values_.read(element, function_));
        use_literals(element);
      }
    } else {
      for (const clang::Expr* element : values_.element_expressions(array)) {
        values.push_back(values_.read(element, function_));
      }
    }
  } else {
    values.assign(call.arguments.begin() + (form->first - 1), call.arguments.end());
  }
  Command command;
  command.context = "source";
  for (const Value& value : values) {
    if (is_end(value) || command.words.size() >= kMostWords) break;
    command.words.push_back(to_word(value));
  }
  if (command.words.empty() || !command.words.front().span.known()) return;
  // What is run is the file; the first word is only what it is told that it is called.
  const Value* program = form->first > 1 && !form->in_list ? &call.arguments[form->first - 2] : nullptr;
  const Constant* path = program == nullptr ? nullptr : sole_text(*program);
  if (path != nullptr && path->complete) command.words.front() = to_word(*program);
  command.span = command.words.front().span;
  command.conditional = !conditions_around(parents_, function_, places_).empty();
  const std::vector<Word>& words = command.words;
  if (words.size() > 2 && is_shell(words[0].text) && words[1].text == "-c" && words[2].literal) {
    for (Command& inner : commands_in(words[2].text, words[2].span)) {
      collected.facts.commands.push_back(std::move(inner));
    }
    return;
  }
  collected.facts.commands.push_back(std::move(command));
}

}  // namespace cpsaudit
