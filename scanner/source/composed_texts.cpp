#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "source/expression_names.h"
#include "source/text_functions.h"
#include "source/value_reading.h"

// Texts that libraries of C++ and GLib put together, and those that grow statement by statement.
namespace cpsaudit {
namespace {

constexpr std::size_t kLongestText = 4096;
constexpr std::string_view kHole = "{}";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The parts of "scp {} root@{}" or "a %1 b %2": what stands between the holes.
std::vector<std::string> around_braces(std::string_view text) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool twice = i + 1 < text.size() && text[i + 1] == text[i];
    if ((text[i] == '{' || text[i] == '}') && twice) ++i;
    if (text[i] == '{' && !twice) {
      const std::size_t end = text.find('}', i);
      if (end == std::string_view::npos) break;
      parts.emplace_back();
      i = end;
      continue;
    }
    parts.back() += text[i];
  }
  return parts;
}

/// "scp %1 root@%2", of which the lowest number is filled first.
std::string with_lowest_filled(const std::string& text, const std::string& filling) {
  int lowest = std::numeric_limits<int>::max();
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '%' && is_digit(text[i + 1])) lowest = std::min(lowest, std::atoi(text.c_str() + i + 1));
  }
  if (lowest == std::numeric_limits<int>::max()) return text;
  const std::string hole = "%" + std::to_string(lowest);
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool here =
        text.compare(i, hole.size(), hole) == 0 && (i + hole.size() >= text.size() || !is_digit(text[i + hole.size()]));
    filled += here ? filling : std::string(1, text[i]);
    if (here) i += hole.size() - 1;
  }
  return filled;
}

/// "%1%", "%s", "%|x|" of Boost.Format.
std::string with_all_holes(std::string_view text) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || i + 1 >= text.size()) {
      filled += text[i];
      continue;
    }
    if (text[++i] == '%') {
      filled += '%';
      continue;
    }
    filled += kHole;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (i < text.size() && text[i] != '%' && std::isalpha(static_cast<unsigned char>(text[i])) == 0) --i;
  }
  return filled;
}

/// NULL comes from a header that may be missing.
bool is_null(const clang::Expr& expression) {
  const clang::Expr* inner = stripped(&expression);
  const auto* name = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner);
  return llvm::isa_and_nonnull<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr>(inner) ||
         (name != nullptr && name->getNameInfo().getAsString() == "NULL");
}

/// C's sprintf() and asprintf(), not fmt::sprintf().
bool writes_to_its_argument(const clang::CallExpr& call, const std::string& name) {
  const auto text = text_function(name);
  const auto* callee = llvm::dyn_cast<clang::DeclRefExpr>(call.getCallee()->IgnoreParenImpCasts());
  const clang::NestedNameSpecifier* scope = callee == nullptr ? nullptr : callee->getQualifier();
  const auto* space = scope == nullptr ? nullptr : scope->getAsNamespace();
  const bool of_library = llvm::isa<clang::DependentScopeDeclRefExpr>(call.getCallee()->IgnoreParenImpCasts()) ||
                          (scope != nullptr && (space == nullptr || space->getName() != "std"));
  return text && text->target && !of_library;
}

bool names_a_collection(const clang::VarDecl& variable) {
  const std::string type = variable.getType().getAsString();
  const llvm::StringRef written(type);
  for (const char* word : {"vector", "list", "set", "deque", "queue", "map", "array", "stack", "Json", "json"}) {
    if (written.contains_insensitive(word)) return true;
  }
  return false;
}

}  // namespace

/// Puts what is known of a part behind a text.
void ValueReader::put_part(Reading& reading, Constant& whole, const clang::Expr* part, int depth) const {
  const clang::Expr* inner = part == nullptr ? nullptr : stripped(part);
  if (const auto* character = llvm::dyn_cast_or_null<clang::CharacterLiteral>(inner);
      character != nullptr && character->getValue() < 0x80) {
    whole.string += static_cast<char>(character->getValue());
    return;
  }
  Reading read;
  read.function = reading.function;
  if (part != nullptr) read_into(read, part, depth + 1);
  for (const std::string& symbol : read.value.symbols) add_symbol(reading.value.symbols, symbol);
  const auto& values = read.value.constants;
  const bool sure = values.size() == 1 && !read.open;
  if (sure && values.front().kind == Constant::Kind::kString) {
    if (whole.string.empty() && !whole.span.known()) {
      whole.span = values.front().span;
      whole.file = values.front().file;
    }
    whole.string += values.front().string;
    whole.complete &= values.front().complete;
  } else if (sure && values.front().kind == Constant::Kind::kInteger) {
    whole.string += std::to_string(values.front().integer);
  } else {
    whole.string += kHole;
    whole.complete = false;
  }
}

/// The text that an expression is sure to be; nothing when it is none.
std::optional<Constant> ValueReader::sole_text(const Reading& reading, const clang::Expr* expression, int depth) const {
  Reading read;
  read.function = reading.function;
  read_into(read, expression, depth + 1);
  auto& values = read.value.constants;
  if (values.size() != 1 || values.front().kind != Constant::Kind::kString) return std::nullopt;
  return std::move(values.front());
}

/// `fmt::format("scp {} root@{}", a, b)`
bool ValueReader::read_braces(Reading& reading, const Constant& pattern, llvm::ArrayRef<const clang::Expr*> fillings,
                              int depth) const {
  const std::vector<std::string> parts = around_braces(pattern.string);
  Constant whole = pattern;
  whole.string = parts.front();
  for (std::size_t i = 1; i < parts.size() && whole.string.size() < kLongestText; ++i) {
    put_part(reading, whole, i - 1 < fillings.size() ? fillings[i - 1] : nullptr, depth);
    whole.string += parts[i];
  }
  reading.add(std::move(whole));
  return true;
}

/// `g_strconcat("scp ", host, NULL)`, `absl::StrCat("scp ", host)`
bool ValueReader::read_concatenation(Reading& reading, llvm::ArrayRef<const clang::Expr*> parts, int depth) const {
  Constant whole;
  whole.kind = Constant::Kind::kString;
  for (const clang::Expr* part : parts) {
    if (whole.string.size() >= kLongestText) break;
    if (part != parts.back() || !is_null(*part)) put_part(reading, whole, part, depth);
  }
  if (!whole.span.known()) return false;
  reading.add(std::move(whole));
  return true;
}

bool ValueReader::read_composed(Reading& reading, const clang::Expr* expression, int depth) const {
  if (const auto* remainder = llvm::dyn_cast<clang::BinaryOperator>(expression);
      remainder != nullptr && remainder->getOpcode() == clang::BO_Rem && remainder->isTypeDependent()) {
    std::optional<Constant> text = sole_text(reading, remainder->getLHS(), depth);
    if (!text) return false;
    text->string = with_all_holes(text->string);
    text->complete = false;
    reading.add(std::move(*text));
    return true;
  }
  const auto* call = llvm::dyn_cast<clang::CallExpr>(expression);
  if (call == nullptr || llvm::isa<clang::CXXOperatorCallExpr>(call) || call->getNumArgs() == 0) return false;
  const auto [name, object] = called(*call);
  const llvm::ArrayRef<const clang::Expr*> arguments(call->getArgs(), call->getNumArgs());
  if (object != nullptr && name == "arg") {
    // `QString("scp %1 root@%2").arg(a).arg(b)`
    std::optional<Constant> text = sole_text(reading, object, depth);
    if (!text) return false;
    for (const clang::Expr* argument : arguments) {
      Constant filling;
      put_part(reading, filling, argument, depth);
      text->string = with_lowest_filled(text->string, filling.string);
      text->complete &= filling.complete;
    }
    reading.add(std::move(*text));
    return true;
  }
  if (concatenates_texts(name)) return read_concatenation(reading, arguments, depth);
  if (!gives_formatted_text(name) || writes_to_its_argument(*call, name)) return false;
  for (unsigned i = 0; i < std::min(2U, call->getNumArgs()); ++i) {
    const std::optional<Constant> pattern = sole_text(reading, call->getArg(i), depth);
    if (!pattern) continue;
    if (pattern->string.find('{') != std::string::npos) {
      return read_braces(reading, *pattern, arguments.drop_front(i + 1), depth);
    }
    read_format(reading, *call, i, depth);
    return true;
  }
  return false;
}

/// `text = "scp "; text += host; text += " x";` up to where it is used. What stands in branches and loops counts once.
bool ValueReader::read_sum(Reading& reading, const clang::VarDecl& variable, clang::SourceLocation use,
                           int depth) const {
  const auto pieces = assignments_.added.find({variable.getCanonicalDecl(), std::string()});
  if (pieces == assignments_.added.end() || !variable.isLocalVarDecl() || names_a_collection(variable)) return false;
  const clang::QualType type = variable.getType();
  if (type->isArithmeticType() || type->isPointerType() || type->isEnumeralType()) return false;
  const clang::SourceManager& sources = context_.getSourceManager();
  const auto is_before = [&](clang::SourceLocation a, clang::SourceLocation b) {
    return sources.isBeforeInTranslationUnit(sources.getExpansionLoc(a), sources.getExpansionLoc(b));
  };
  const clang::Expr* first = nullptr;
  if (const auto known = assignments_.values.find(variable.getCanonicalDecl()); known != assignments_.values.end()) {
    bool given_before = false;
    for (const Given& given : known->second) {
      if (!is_before(given.value->getBeginLoc(), use)) continue;
      // With two texts to begin with nobody can say to which it is added.
      if (std::exchange(given_before, !given.initial)) return false;
      first = given.value;
    }
  }
  std::vector<const clang::Expr*> parts;
  for (const clang::Expr* piece : pieces->second) {
    const bool holds = is_before(piece->getBeginLoc(), use) &&
                       (first == nullptr || is_before(first->getBeginLoc(), piece->getBeginLoc()));
    if (holds) parts.push_back(piece);
  }
  if (parts.empty()) return false;
  std::stable_sort(parts.begin(), parts.end(), [&](const clang::Expr* a, const clang::Expr* b) {
    return is_before(a->getBeginLoc(), b->getBeginLoc());
  });
  const auto* built = first == nullptr ? nullptr : llvm::dyn_cast<clang::CXXConstructExpr>(stripped(first));
  const bool empty = first == nullptr || (built != nullptr && built->getNumArgs() == 0);
  if (!empty) parts.insert(parts.begin(), first);
  return read_concatenation(reading, parts, depth);
}

}  // namespace cpsaudit
