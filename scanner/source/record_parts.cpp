#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "source/just_in_time.h"
#include "source/value_reading.h"

// Records that are handed over, and fields of records that came from elsewhere.
namespace cpsaudit {
namespace {

constexpr std::size_t kMostParts = 32;
constexpr int kDeepestPart = 4;

/// `record`, `&record`, `*record` of a variable that is one.
const clang::VarDecl* record_in(const clang::Expr* argument) {
  const clang::Expr* inner = stripped(argument);
  if (const auto* unary = llvm::dyn_cast_or_null<clang::UnaryOperator>(inner)) {
    if (unary->getOpcode() != clang::UO_AddrOf && unary->getOpcode() != clang::UO_Deref) return nullptr;
    inner = stripped(unary->getSubExpr());
  }
  const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(inner);
  const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  if (variable == nullptr || is_made_up(*variable) || variable->getType()->isArithmeticType()) return nullptr;
  return variable->getCanonicalDecl();
}

const clang::InitListExpr* list_in(const clang::Expr* value) {
  const clang::Expr* inner = value == nullptr ? nullptr : value->IgnoreImplicit();
  if (const auto* literal = llvm::dyn_cast_or_null<clang::CompoundLiteralExpr>(inner))
    inner = literal->getInitializer();
  if (const auto* recovered = llvm::dyn_cast_or_null<clang::RecoveryExpr>(inner)) {
    const auto children = const_cast<clang::RecoveryExpr*>(recovered)->subExpressions();
    inner = children.size() == 1 ? children.front() : nullptr;
  }
  return llvm::dyn_cast_or_null<clang::InitListExpr>(inner);
}

bool is_constant(const Value& value) {
  return value.parameters.empty() && (!value.constants.empty() || !value.symbols.empty());
}

}  // namespace

std::vector<Value> ValueReader::read_parts(const clang::Expr* argument, const clang::FunctionDecl* function) const {
  std::vector<Value> parts;
  const clang::VarDecl* record = record_in(argument);
  if (record == nullptr) return parts;
  if (const auto known = assignments_.values.find(record); known != assignments_.values.end()) {
    for (const Given& given : known->second) {
      if (const clang::InitListExpr* list = list_in(given.value)) add_parts(parts, *list, {}, given.function);
    }
  }
  for (auto field = assignments_.fields.lower_bound({record, {}});
       field != assignments_.fields.end() && field->first.first == record; ++field) {
    for (const Given& given : field->second) {
      const bool here = given.function == function || record->hasGlobalStorage();
      if (here) add_part(parts, field->first.second, given.value, given.function);
    }
  }
  return parts;
}

void ValueReader::add_parts(std::vector<Value>& parts, const clang::InitListExpr& written, const std::string& path,
                            const clang::FunctionDecl* function) const {
  if (std::count(path.begin(), path.end(), '.') >= kDeepestPart) return;
  const auto named = [&](llvm::StringRef name) { return path.empty() ? name.str() : path + "." + name.str(); };
  const clang::InitListExpr* meaning = written.isSemanticForm() ? &written : written.getSemanticForm();
  const clang::Type* type =
      meaning == nullptr || meaning->getType().isNull() ? nullptr : meaning->getType().getTypePtr();
  const clang::RecordDecl* record = type == nullptr ? nullptr : type->getAsRecordDecl();
  if (record != nullptr && !record->isUnion() && record->getDefinition() != nullptr) {
    unsigned index = 0;
    for (const clang::FieldDecl* field : record->getDefinition()->fields()) {
      if (field->isUnnamedBitField()) continue;
      if (index >= meaning->getNumInits()) break;
      const clang::Expr* value = meaning->getInit(index++);
      if (field->getIdentifier() == nullptr || value == nullptr || llvm::isa<clang::ImplicitValueInitExpr>(value)) {
        continue;
      }
      add_part(parts, named(field->getName()), value, function);
    }
    return;
  }
  for (const clang::Expr* element : written.inits()) {
    const auto* designated = llvm::dyn_cast_or_null<clang::DesignatedInitExpr>(element);
    if (designated == nullptr || designated->size() == 0) continue;
    std::string name;
    for (const clang::DesignatedInitExpr::Designator& part : designated->designators()) {
      if (!part.isFieldDesignator() || part.getFieldName() == nullptr) continue;
      name += (name.empty() ? "" : ".") + part.getFieldName()->getName().str();
    }
    if (!name.empty()) add_part(parts, named(name), designated->getInit(), function);
  }
}

void ValueReader::add_part(std::vector<Value>& parts, const std::string& path, const clang::Expr* value,
                           const clang::FunctionDecl* function) const {
  if (parts.size() >= kMostParts) return;
  if (const clang::InitListExpr* list = list_in(value)) {
    add_parts(parts, *list, path, function);
    return;
  }
  Value part = read(value, function);
  if (!is_constant(part)) return;
  part.path = path;
  // The same field may be given several values.
  const auto known = std::find_if(parts.begin(), parts.end(), [&](const Value& one) { return one.path == path; });
  if (known == parts.end()) {
    parts.push_back(std::move(part));
    return;
  }
  known->exhaustive = false;
  for (Constant& constant : part.constants) known->constants.push_back(std::move(constant));
}

/// `link->ciphers` of a record that the function is given: what the file gives that field of any record of the type,
/// where it never gives it anything else than constants.
bool ValueReader::read_field_of_record(Reading& reading, const clang::VarDecl& variable, const std::string& path,
                                       int depth) const {
  const std::string type = declared_type_name(variable);
  const auto known = type.empty() ? assignments_.record_fields.end() : assignments_.record_fields.find({type, path});
  if (known == assignments_.record_fields.end()) return false;
  Reading inner;
  inner.function = reading.function;
  const bool open = read_given(inner, known->second, depth);
  if (open || !inner.value.parameters.empty()) return false;
  for (Constant& constant : inner.value.constants) {
    const bool text = constant.kind == Constant::Kind::kString && !constant.string.empty();
    const bool number = constant.kind == Constant::Kind::kInteger || constant.kind == Constant::Kind::kBoolean;
    // 0 is what a field is before somebody fills it in.
    if (text || (number && constant.integer != 0)) reading.add(std::move(constant));
  }
  for (const std::string& symbol : inner.value.symbols) add_symbol(reading.value.symbols, symbol);
  return true;
}

}  // namespace cpsaudit
