#include "source/just_in_time.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Sema/ExternalSemaSource.h>
#include <clang/Sema/Lookup.h>
#include <clang/Sema/Scope.h>
#include <clang/Sema/Sema.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "source/well_known_types.h"

namespace cpsaudit {
namespace {

/// A file of any size makes up only so many names.
constexpr std::size_t kMostMadeUp = 50'000;
/// How long an array is when nobody knows: long enough for what it is initialised with.
constexpr std::uint64_t kSomeSize = 256;

class JustInTime : public clang::ExternalSemaSource {
 public:
  JustInTime(clang::CompilerInstance& compiler, const NameRoles& roles, TreeFiles& files)
      : compiler_(compiler), main_roles_(roles), files_(files) {}

  void InitializeSema(clang::Sema& sema) override {
    sema_ = &sema;
    if (compiler_.getLangOpts().CPlusPlus) translation_unit()->setHasExternalVisibleStorage(true);
  }
  void ForgetSema() override { sema_ = nullptr; }

  bool LookupUnqualified(clang::LookupResult& result, clang::Scope* scope) override {
    if (sema_ == nullptr || result.isForRedeclaration()) return false;
    const clang::IdentifierInfo* name = result.getLookupName().getAsIdentifierInfo();
    if (name == nullptr || name->getName().empty()) return false;
    clang::NamedDecl* declaration = nullptr;
    switch (result.getLookupKind()) {
      case clang::Sema::LookupOrdinaryName:
        declaration = unqualified(*name, result.getNameLoc(), scope);
        break;
      case clang::Sema::LookupNestedNameSpecifierName:
      case clang::Sema::LookupNamespaceName:
        // What is in a namespace is asked for without a place: the roles of this file must be known by then.
        use_at(result.getNameLoc(), name->getName());
        declaration = space_at(*name, result.getLookupKind() == clang::Sema::LookupNamespaceName);
        break;
      case clang::Sema::LookupTagName:
        declaration = record(*name, result.getNameLoc(), scope);
        break;
      default:
        return false;
    }
    if (declaration == nullptr) return false;
    result.addDecl(declaration);
    return true;
  }

  /// What stands in a namespace that we have made up.
  bool FindExternalVisibleDeclsByName(const clang::DeclContext* context, clang::DeclarationName name) override {
    const auto* outer = llvm::dyn_cast<clang::NamespaceDecl>(context);
    const clang::IdentifierInfo* identifier = name.getAsIdentifierInfo();
    clang::NamedDecl* declaration = nullptr;
    if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(context);
        record != nullptr && identifier != nullptr) {
      declaration = inner_record(*record, *identifier);
    }
    if (llvm::isa<clang::TranslationUnitDecl>(context) && identifier != nullptr) declaration = global(*identifier);
    if (outer != nullptr && identifier != nullptr && spaces_.contains(outer)) {
      auto* where = const_cast<clang::NamespaceDecl*>(outer);
      declaration = inside(*identifier, where);
    }
    if (declaration == nullptr) {
      SetNoExternalVisibleDeclsForName(context, name);
      return false;
    }
    SetExternalVisibleDeclsForName(context, name, {declaration});
    return true;
  }

 private:
  using Key = std::pair<const clang::DeclContext*, const clang::IdentifierInfo*>;

  /// `using namespace a; using namespace b;`: a name that stands in neither of what we know is one and the same in
  /// both. Two of them would leave Clang no choice, and it would drop the expression.
  clang::NamedDecl* inside(const clang::IdentifierInfo& name, clang::NamespaceDecl* where) {
    const std::vector<const clang::NamespaceDecl*> nominated = nominated_spaces();
    const bool is_nominated = std::find(nominated.begin(), nominated.end(), where) != nominated.end();
    for (std::size_t i = 0; is_nominated && i < nominated.size(); ++i) {
      const auto known = inside_.find({nominated[i], &name});
      if (known != inside_.end()) return known->second;
    }
    if (is_nominated && is_declared(name, nominated)) return nullptr;
    const NameRole role = role_of(name.getName());
    // `using namespace web; web::open()`: that is the outer one again, and none inside of itself.
    clang::DeclContext* around = is_nominated ? translation_unit() : where;
    clang::NamedDecl* made = role == NameRole::kScope ? space(name, false, around) : ordinary(name, role, where);
    if (made != nullptr) inside_[{where, &name}] = made;
    return made;
  }

  /// Truly declared, where `using namespace` of what we have made up would stand beside it.
  bool is_declared(const clang::IdentifierInfo& name, const std::vector<const clang::NamespaceDecl*>& nominated) {
    const auto declares = [&](const clang::DeclContext* where) {
      const auto found = const_cast<clang::DeclContext*>(where)->noload_lookup(&name);
      return std::any_of(found.begin(), found.end(),
                         [](const clang::NamedDecl* declaration) { return !is_made_up(*declaration); });
    };
    return declares(translation_unit()) ||
           std::any_of(nominated.begin(), nominated.end(),
                       [&](const clang::NamespaceDecl* space) { return !spaces_.contains(space) && declares(space); });
  }

  /// What stands behind `using namespace` in the file, in its order.
  std::vector<const clang::NamespaceDecl*> nominated_spaces() {
    std::vector<const clang::NamespaceDecl*> spaces;
    for (const clang::UsingDirectiveDecl* directive : translation_unit()->using_directives()) {
      spaces.push_back(directive->getNominatedNamespace());
    }
    return spaces;
  }

  clang::ASTContext& context() { return compiler_.getASTContext(); }
  clang::DeclContext* translation_unit() { return context().getTranslationUnitDecl(); }

  /// `::bind(fd, …)`, `::net::open()`
  clang::NamedDecl* global(const clang::IdentifierInfo& name) {
    const llvm::StringRef text = name.getName();
    if (!compiler_.getLangOpts().CPlusPlus || !main_roles_.is_global({text.data(), text.size()})) return nullptr;
    const NameRole role = role_of(text);
    return role == NameRole::kScope ? space(name, false, translation_unit()) : ordinary(name, role, translation_unit());
  }

  /// Where a record or an array needs to know a size, nothing can be dependent: Clang asks for sizes there without
  /// looking. A type is then an empty record, and a value some number.
  clang::NamedDecl* unqualified(const clang::IdentifierInfo& name, clang::SourceLocation location,
                                clang::Scope* scope) {
    const NameUse use = use_at(location, name.getName());
    const bool needs_size = scope != nullptr && scope->isClassScope() && lays_out_at_once();
    if (use.role == NameRole::kType && (needs_size || (use.behind_typedef && lays_out_at_once()))) {
      return solid(name, solid_types_, [&](clang::IdentifierInfo* id) { return make_solid_type(id); });
    }
    if ((use.role == NameRole::kValue || use.role == NameRole::kScope) && (needs_size || use.array_bound)) {
      return solid(name, solid_values_, [&](clang::IdentifierInfo* id) { return make_number(id); });
    }
    if (use.role == NameRole::kClass && compiler_.getLangOpts().CPlusPlus) return known_class(name);
    return ordinary(name, use.role, translation_unit());
  }

  /// The namespace around: a class whose methods stand there must be declared in it, or they are none of its methods.
  clang::DeclContext* namespace_around() {
    clang::DeclContext* where = sema_->CurContext;
    while (where != nullptr && !where->isFileContext()) where = where->getLexicalParent();
    // What is without a name is declared where it is used.
    for (const auto* space = llvm::dyn_cast_or_null<clang::NamespaceDecl>(where);
         space != nullptr && space->isAnonymousNamespace(); space = llvm::dyn_cast<clang::NamespaceDecl>(where)) {
      where = where->getParent();
    }
    return where == nullptr ? translation_unit() : where->getPrimaryContext();
  }

  /// The class of the namespace around, or of one that that lies in.
  clang::NamedDecl* known_class(const clang::IdentifierInfo& name) {
    clang::DeclContext* where = namespace_around();
    for (clang::DeclContext* outer = where; outer != nullptr; outer = outer->getParent()) {
      const auto known = types_.find({outer->getPrimaryContext(), &name});
      if (known != types_.end()) return known->second;
    }
    return ordinary(name, NameRole::kClass, where);
  }

  clang::NamedDecl* space_at(const clang::IdentifierInfo& name, bool only_namespace) {
    const bool is_class =
        !only_namespace && compiler_.getLangOpts().CPlusPlus && role_of(name.getName()) == NameRole::kClass;
    return is_class ? ordinary(name, NameRole::kClass, namespace_around())
                    : space(name, only_namespace, translation_unit());
  }

  /// In C, and in `extern "C"`, Clang asks a record's fields for their size before anybody can say that it has none.
  bool lays_out_at_once() const {
    if (!compiler_.getLangOpts().CPlusPlus) return true;
    const clang::DeclContext* record = sema_->CurContext;
    return record != nullptr && record->isExternCContext();
  }

  template <typename Make>
  clang::NamedDecl* solid(const clang::IdentifierInfo& name, std::map<Key, clang::NamedDecl*>& cache, Make make) {
    const Key key{translation_unit(), &name};
    const auto known = cache.find(key);
    if (known != cache.end()) return known->second;
    if (too_many()) return nullptr;
    clang::NamedDecl* declaration = make(const_cast<clang::IdentifierInfo*>(&name));
    declaration->setImplicit();
    cache[key] = declaration;
    return declaration;
  }

  clang::NamedDecl* make_solid_type(clang::IdentifierInfo* name) {
    clang::ASTContext& ast = context();
    clang::QualType type = well_known_type(ast, name->getName());
    if (type.isNull()) {
      auto* record = clang::RecordDecl::Create(ast, clang::TagTypeKind::Struct, translation_unit(), {}, {}, name);
      if (compiler_.getLangOpts().CPlusPlus) return make_class(name, translation_unit());
      record->startDefinition();
      record->completeDefinition();
      type = ast.getRecordType(record);
    }
    return clang::TypedefDecl::Create(ast, translation_unit(), {}, {}, name, ast.getTrivialTypeSourceInfo(type));
  }

  clang::NamedDecl* make_number(clang::IdentifierInfo* name) {
    clang::ASTContext& ast = context();
    if (numbers_ == nullptr) {
      numbers_ = clang::EnumDecl::Create(ast, translation_unit(), {}, {}, nullptr, nullptr, false, false, false);
      numbers_->setImplicit();
      numbers_->startDefinition();
      numbers_->completeDefinition(ast.IntTy, ast.IntTy, 31, 0);
    }
    return clang::EnumConstantDecl::Create(ast, numbers_, {}, name, ast.IntTy, nullptr,
                                           llvm::APSInt(llvm::APInt(32, kSomeSize), false));
  }

  /// `struct Name value = {.field = 1};` in the main file, behind all headers: a record with any fields.
  clang::NamedDecl* record(const clang::IdentifierInfo& name, clang::SourceLocation location, clang::Scope* scope) {
    if (scope != nullptr && scope->isClassScope()) return nullptr;
    const clang::SourceManager& sources = compiler_.getSourceManager();
    if (location.isInvalid()) return nullptr;
    const auto [file, offset] = sources.getDecomposedSpellingLoc(location);
    if (file != sources.getMainFileID()) return nullptr;
    const std::string_view keyword = main_roles_.unknown_record(offset, {name.getName().data(), name.getName().size()});
    if (keyword.empty()) return nullptr;
    const auto known = records_.find(&name);
    if (known != records_.end()) return known->second;
    if (too_many()) return nullptr;
    clang::ASTContext& ast = context();
    const auto kind = keyword == "union" ? clang::TagTypeKind::Union : clang::TagTypeKind::Struct;
    auto* identifier = const_cast<clang::IdentifierInfo*>(&name);
    clang::RecordDecl* made = nullptr;
    if (compiler_.getLangOpts().CPlusPlus) {
      made = clang::CXXRecordDecl::Create(ast, kind, dependent_place(), {}, {}, identifier);
    } else {
      made = clang::RecordDecl::Create(ast, kind, dependent_place(), {}, {}, identifier);
    }
    made->startDefinition();
    made->completeDefinition();
    made->setImplicit();
    return records_[&name] = made;
  }

  /// What stands in a template depends on what that is made with: nothing is known of it, and nothing is asked.
  clang::DeclContext* dependent_place() {
    if (dependent_place_ != nullptr) return dependent_place_;
    clang::ASTContext& ast = context();
    auto* shaped = clang::CXXRecordDecl::Create(ast, clang::TagTypeKind::Struct, translation_unit(), {}, {}, nullptr);
    auto* parameters = clang::TemplateParameterList::Create(ast, {}, {}, {}, {}, nullptr);
    auto* shape = clang::ClassTemplateDecl::Create(ast, translation_unit(), {}, {}, parameters, shaped);
    shaped->setDescribedClassTemplate(shape);
    shaped->setImplicit();
    shaped->startDefinition();
    shaped->completeDefinition();
    return dependent_place_ = shaped;
  }

  NameUse use_at(clang::SourceLocation location, llvm::StringRef name) {
    const clang::SourceManager& sources = compiler_.getSourceManager();
    if (location.isInvalid()) return {role_of(name)};
    const auto [file, offset] = sources.getDecomposedSpellingLoc(location);
    if (file == sources.getMainFileID()) return main_roles_.at(offset, {name.data(), name.size()});
    if (const HeaderRoles* header = roles_of(file)) return header->roles.at(offset, {name.data(), name.size()});
    return {role_of(name)};
  }

  /// The role of a name whose place is not known: what the main file says, else any header that was looked at.
  NameRole role_of(llvm::StringRef name) const {
    const std::string_view key(name.data(), name.size());
    const NameRole role = main_roles_.of(key);
    if (role != NameRole::kValue) return role;
    for (const auto& [file, header] : headers_) {
      if (header == nullptr) continue;
      const NameRole other = header->roles.of(key);
      if (other != NameRole::kValue) return other;
    }
    return role;
  }

  TemplateShape shape_of(llvm::StringRef name) const {
    const std::string_view key(name.data(), name.size());
    TemplateShape shape = main_roles_.template_shape(key);
    for (auto header = headers_.begin(); shape.is_value.empty() && header != headers_.end(); ++header) {
      if (header->second != nullptr) shape = header->second->roles.template_shape(key);
    }
    return shape;
  }

  const HeaderRoles* roles_of(clang::FileID file) {
    const auto [known, is_new] = headers_.try_emplace(file);
    if (!is_new) return known->second.get();
    const bool cplusplus = compiler_.getLangOpts().CPlusPlus != 0;
    if (const auto entry = compiler_.getSourceManager().getFileEntryRefForID(file)) {
      const llvm::StringRef path = entry->getName();
      known->second = files_.header_roles({path.data(), path.size()}, cplusplus);
      return known->second.get();
    }
    // Macros of the command line, and names that macros have put together.
    const llvm::StringRef text = compiler_.getSourceManager().getBufferData(file);
    if (text.empty()) return nullptr;
    known->second = std::make_shared<const HeaderRoles>(std::make_shared<const std::string>(text.str()), cplusplus);
    return known->second.get();
  }

  bool too_many() const {
    return made_up_.size() + types_.size() + scopes_.size() + solid_types_.size() + solid_values_.size() +
               records_.size() >=
           kMostMadeUp;
  }

  clang::NamedDecl* ordinary(const clang::IdentifierInfo& name, NameRole role, clang::DeclContext* where) {
    if (role == NameRole::kScope) role = NameRole::kValue;
    const Key key{where, &name};
    const bool type = role != NameRole::kValue;
    auto& cache = type ? types_ : made_up_;
    const auto known = cache.find(key);
    if (known != cache.end()) return known->second;
    if (too_many()) return nullptr;
    clang::NamedDecl* declaration = make(name, role, where);
    if (declaration != nullptr) declaration->setImplicit();
    cache[key] = declaration;
    return declaration;
  }

  clang::NamedDecl* make(const clang::IdentifierInfo& name, NameRole role, clang::DeclContext* where) {
    auto* identifier = const_cast<clang::IdentifierInfo*>(&name);
    clang::ASTContext& ast = context();
    if (role == NameRole::kTemplate && !compiler_.getLangOpts().CPlusPlus) role = NameRole::kType;
    if (role == NameRole::kClass && !compiler_.getLangOpts().CPlusPlus) role = NameRole::kType;
    switch (role) {
      case NameRole::kClass:
        return make_class(identifier, where);
      case NameRole::kTemplate:
        return make_template(identifier, where);
      case NameRole::kType:
        return make_type(identifier, where);
      default: {
        auto* value = clang::VarDecl::Create(ast, where, {}, {}, identifier, ast.DependentTy,
                                             ast.getTrivialTypeSourceInfo(ast.DependentTy), clang::SC_Extern);
        return value;
      }
    }
  }

  clang::NamedDecl* make_type(clang::IdentifierInfo* name, clang::DeclContext* where) {
    clang::ASTContext& ast = context();
    clang::QualType type = well_known_type(ast, name->getName());
    if (type.isNull()) type = ast.DependentTy;
    return clang::TypedefDecl::Create(ast, where, {}, {}, name, ast.getTrivialTypeSourceInfo(type));
  }

  clang::NamedDecl* make_class(clang::IdentifierInfo* name, clang::DeclContext* where) {
    clang::ASTContext& ast = context();
    auto* record = clang::CXXRecordDecl::Create(ast, clang::TagTypeKind::Struct, where, {}, {}, name);
    record->startDefinition();
    // Its own name within it, by which `Class::Class(…)` is known for a constructor.
    auto* injected = clang::CXXRecordDecl::Create(ast, clang::TagTypeKind::Struct, record, {}, {}, name, nullptr, true);
    ast.getTypeDeclType(injected, record);
    injected->setImplicit();
    injected->setAccess(clang::AS_public);
    record->addDecl(injected);
    record->completeDefinition();
    record->setHasExternalVisibleStorage(true);
    return record;
  }

  /// `class Outer::Inner { … };`: what it defines must be declared in the outer one.
  clang::NamedDecl* inner_record(const clang::CXXRecordDecl& outer, const clang::IdentifierInfo& name) {
    if (outer.getIdentifier() == nullptr || !is_made_up(outer)) return nullptr;
    const llvm::StringRef outside = outer.getName();
    const llvm::StringRef inside = name.getName();
    if (!main_roles_.is_inner_record({outside.data(), outside.size()}, {inside.data(), inside.size()})) return nullptr;
    auto* where = const_cast<clang::CXXRecordDecl*>(&outer);
    const auto [known, is_new] = types_.emplace(Key{where, &name}, nullptr);
    if (!is_new) return known->second;
    auto* made = clang::CXXRecordDecl::Create(context(), clang::TagTypeKind::Struct, where, {}, {},
                                              const_cast<clang::IdentifierInfo*>(&name));
    made->setAccess(clang::AS_public);
    made->setImplicit();
    return known->second = made;
  }

  clang::NamedDecl* make_template(clang::IdentifierInfo* name, clang::DeclContext* where) {
    clang::ASTContext& ast = context();
    const TemplateShape shape = shape_of(name->getName());
    const bool mixed = std::find(shape.is_value.begin(), shape.is_value.end(), true) != shape.is_value.end();
    llvm::SmallVector<clang::NamedDecl*, 4> parameters;
    const auto type_parameter = [&](unsigned position, bool pack) {
      auto* parameter = clang::TemplateTypeParmDecl::Create(ast, where, {}, {}, 0, position, nullptr, true, pack);
      parameter->setImplicit();
      parameters.push_back(parameter);
    };
    if (!mixed) {
      type_parameter(0, true);
    } else {
      for (unsigned i = 0; i < shape.is_value.size(); ++i) {
        if (!shape.is_value[i]) {
          type_parameter(i, false);
          continue;
        }
        const clang::QualType type = ast.getAutoDeductType();
        auto* parameter = clang::NonTypeTemplateParmDecl::Create(ast, where, {}, {}, 0, i, nullptr, type, false,
                                                                 ast.getTrivialTypeSourceInfo(type));
        parameter->setImplicit();
        parameters.push_back(parameter);
      }
    }
    auto* list = clang::TemplateParameterList::Create(ast, {}, {}, parameters, {}, nullptr);
    auto* alias = clang::TypeAliasDecl::Create(ast, where, {}, {}, name, ast.getTrivialTypeSourceInfo(ast.DependentTy));
    auto* declaration = clang::TypeAliasTemplateDecl::Create(ast, where, {}, name, list, alias);
    alias->setDescribedAliasTemplate(declaration);
    alias->setImplicit();
    return declaration;
  }

  /// `Name::` and `using namespace Name`.
  clang::NamedDecl* space(const clang::IdentifierInfo& name, bool only_namespace, clang::DeclContext* where) {
    if (!compiler_.getLangOpts().CPlusPlus) return nullptr;
    if (!only_namespace) {
      const NameRole role = role_of(name.getName());
      if (role == NameRole::kClass || role == NameRole::kType) return ordinary(name, role, where);
      // A template's name before `::` has its arguments behind it, and is looked up as a template.
      if (role == NameRole::kTemplate) return nullptr;
    }
    const Key key{where, &name};
    const auto known = scopes_.find(key);
    if (known != scopes_.end()) return known->second;
    if (too_many()) return nullptr;
    auto* made = clang::NamespaceDecl::Create(context(), where, false, {}, {},
                                              const_cast<clang::IdentifierInfo*>(&name), nullptr, false);
    made->setImplicit();
    made->setHasExternalVisibleStorage(true);
    spaces_.insert(made);
    scopes_[key] = made;
    return made;
  }

  clang::CompilerInstance& compiler_;
  const NameRoles& main_roles_;
  TreeFiles& files_;
  clang::Sema* sema_ = nullptr;
  std::map<Key, clang::NamedDecl*> made_up_;
  std::map<Key, clang::NamedDecl*> types_;
  std::map<Key, clang::NamedDecl*> solid_types_;
  std::map<Key, clang::NamedDecl*> solid_values_;
  clang::EnumDecl* numbers_ = nullptr;
  std::map<const clang::IdentifierInfo*, clang::RecordDecl*> records_;
  clang::DeclContext* dependent_place_ = nullptr;
  std::map<Key, clang::NamespaceDecl*> scopes_;
  std::set<const clang::NamespaceDecl*> spaces_;
  /// Names in namespaces that we have made up.
  std::map<Key, clang::NamedDecl*> inside_;
  /// Shared with what is kept for the files to come.
  std::map<clang::FileID, std::shared_ptr<const HeaderRoles>> headers_;
};

}  // namespace

clang::ExternalSemaSource* make_just_in_time_source(clang::CompilerInstance& compiler, const NameRoles& main_roles,
                                                    TreeFiles& files) {
  return new JustInTime(compiler, main_roles, files);
}

void attach_just_in_time_source(clang::ExternalSemaSource& source, clang::Sema& sema) {
  source.InitializeSema(sema);
  if (sema.getExternalSource() == nullptr) sema.addExternalSource(&source);
}

bool is_made_up(const clang::NamedDecl& declaration) {
  return declaration.isImplicit() && declaration.getLocation().isInvalid();
}

}  // namespace cpsaudit
