#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>
#include <cctype>

#include "source/command_words.h"
#include "source/fact_writer.h"
#include "source/just_in_time.h"
#include "source/text_functions.h"

// Tables of names and values.
namespace cpsaudit {
namespace {

/// "listening_ports", "ssl.verify-peer"
bool is_option_name(llvm::StringRef text) {
  return text.size() > 1 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
         });
}

/// What hardly is a name: a number, an address, a path, yes or no.
bool is_setting(llvm::StringRef text) {
  if (text.empty() || std::isalpha(static_cast<unsigned char>(text.front())) == 0) return true;
  for (const char* word : {"yes", "no", "on", "off", "true", "false", "enable", "disable"}) {
    if (text.equals_insensitive(word)) return true;
  }
  return text.find_first_of(":/=, ") != llvm::StringRef::npos;
}

bool is_null(const clang::Expr* expression) {
  const clang::Expr* inner = expression == nullptr ? nullptr : stripped(expression);
  if (const auto* integer = llvm::dyn_cast_or_null<clang::IntegerLiteral>(inner)) return integer->getValue() == 0;
  if (const auto* name = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner)) {
    return name->getDecl()->getIdentifier() != nullptr && name->getDecl()->getName() == "NULL";
  }
  return llvm::isa_and_nonnull<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr, clang::ImplicitValueInitExpr>(inner);
}

}  // namespace

const clang::Expr* FactWriter::pair_value(const clang::InitListExpr& list) {
  for (unsigned i = 1; i < list.getNumInits(); ++i) {
    const clang::Expr* inner = list.getInit(i) == nullptr ? nullptr : stripped(list.getInit(i));
    if (llvm::isa_and_nonnull<clang::StringLiteral, clang::IntegerLiteral, clang::CXXBoolLiteralExpr>(inner)) {
      return list.getInit(i);
    }
    // The name of a text is its value, that of a number may be its type.
    if (llvm::isa_and_nonnull<clang::DeclRefExpr>(inner) && names_text(inner)) return list.getInit(i);
    if (!llvm::isa_and_nonnull<clang::DeclRefExpr>(inner)) break;
  }
  return list.getInit(1);
}

bool FactWriter::is_flat_list(const clang::InitListExpr& list) const {
  if (declared_ == nullptr || declared_->getInit() == nullptr) return false;
  if (declared_->getInit()->getSourceRange().getEnd() != list.getEndLoc()) return false;
  const clang::RecordDecl* record = list.getType().isNull() ? nullptr : list.getType()->getAsRecordDecl();
  return record == nullptr || record->isInStdNamespace();
}

void FactWriter::pair(const clang::InitListExpr& list) {
  constexpr unsigned kMostColumns = 4;
  if (is_flat_list(list)) {
    flat_pairs(list);
    return;
  }
  if (list.getNumInits() < 2 || list.getNumInits() > kMostColumns || list.getInit(0) == nullptr) return;
  if (const auto* named = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(list.getInit(0)));
      named != nullptr && (llvm::isa<clang::EnumConstantDecl>(named->getDecl()) || is_made_up(*named->getDecl())) &&
      list.getNumInits() == 2) {
    // `{CURLOPT_SSL_VERIFYPEER, 0}`
    Constant name;
    name.kind = Constant::Kind::kName;
    name.string = named->getNameInfo().getAsString();
    name.span = places_.span(named->getSourceRange());
    const std::string table = declared_name();
    if (interest_.asks_for_pair(name.string, table))
      add_row(std::move(name), named->getSourceRange(), *list.getInit(1), table);
  } else if (names_text(list.getInit(0))) {
    if (const clang::Expr* value = pair_value(list)) add_pair(*list.getInit(0), *value, declared_name());
  } else if (list.getNumInits() > 2 && ValueReader::text_in(list.getInit(2)) != nullptr &&
             ValueReader::text_in(list.getInit(1)) != nullptr) {
    // `{ROLE_USER, "user", "abc123"}`
    add_pair(*list.getInit(1), *list.getInit(2), declared_name());
  }
}

/// A literal, or a constant that is one.
bool FactWriter::names_text(const clang::Expr* element) {
  if (ValueReader::text_in(element) != nullptr) return true;
  const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(stripped(element));
  const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  const clang::Expr* initializer = variable == nullptr ? nullptr : variable->getAnyInitializer();
  return initializer != nullptr && variable->hasGlobalStorage() && ValueReader::text_in(initializer) != nullptr;
}

void FactWriter::flat_pairs(const clang::InitListExpr& list) {
  constexpr unsigned kMostElements = 200;
  const unsigned count = list.getNumInits();
  if (count < 3 || count % 2 == 0 || count > kMostElements) return;
  std::vector<const clang::Expr*> names;
  bool settings = false;
  const std::string table = declared_name();
  for (unsigned i = 0; i + 1 < count; ++i) {
    if (list.getInit(i) == nullptr) return;
    const auto* text = llvm::dyn_cast_or_null<clang::StringLiteral>(stripped(list.getInit(i)));
    const bool is_name = text != nullptr && text->getCharByteWidth() == 1 && is_option_name(text->getString());
    if (i % 2 == 0) {
      if (!is_name) return;
      names.push_back(list.getInit(i));
    } else if (text != nullptr && text->getCharByteWidth() == 1) {
      // Names alone, one after the other, are no settings: `{"user", "password", NULL}`.
      if (interest_.asks_for_pair(view(text->getString()), table)) return;
      settings |= is_setting(text->getString());
    }
  }
  if (!settings || !is_null(list.getInit(count - 1))) return;
  for (unsigned i = 0; i < names.size(); ++i) add_pair(*names[i], *list.getInit(2 * i + 1), table);
}

std::string FactWriter::declared_name() const {
  return declared_ == nullptr ? std::string() : declared_->getNameAsString();
}

void FactWriter::add_pair(const clang::Expr& name, const clang::Expr& value, const std::string& table) {
  PairEntry entry;
  if (const clang::StringLiteral* literal = ValueReader::text_in(&name)) {
    entry.name = values_.string_constant(*literal);
  } else if (const Value known = values_.read(&name, function_); known.constants.size() == 1) {
    entry.name = known.constants.front();
    entry.name.file = "elsewhere";
  }
  if (entry.name.string.empty() || !interest_.pair(entry.name.string, table)) return;
  const auto range = places_.main_range(name.getSourceRange());
  if (!range) return;
  if (!entry.name.file.empty()) {
    // A macro of a header, or a constant: the row is where its name stands.
    entry.name.file.clear();
    entry.name.span = places_.span(*range);
  }
  add_row(std::move(entry.name), name.getSourceRange(), value, table);
}

void FactWriter::add_row(Constant name, clang::SourceRange where, const clang::Expr& value, const std::string& table) {
  const auto range = places_.main_range(where);
  if (!range || !pairs_.insert(range->begin).second) return;
  PairEntry entry;
  entry.name = std::move(name);
  // `.password = "x"`
  const auto* designated = llvm::dyn_cast<clang::DesignatedInitExpr>(&value);
  const clang::Expr* given = designated == nullptr ? &value : designated->getInit();
  entry.value = values_.read(given, function_);
  use_literals(given);
  entry.table = table;
  entry.place = place(range->begin, true);
  collected.facts.pairs.push_back(std::move(entry));
}

}  // namespace cpsaudit
