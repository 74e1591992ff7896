#include "source/parse_unit.h"

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/Basic/LangStandard.h>
#include <clang/Basic/TargetInfo.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Lex/HeaderSearch.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <clang/Sema/ExternalSemaSource.h>
#include <clang/Sema/Sema.h>
#include <clang/Sema/SemaConsumer.h>
#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>
#include <set>
#include <utility>

#include "source/just_in_time.h"
#include "source/literal_suffixes.h"
#include "source/qt_macros.h"
#include "source/sizeless_records.h"
#include "source/tree_file_system.h"
#include "source/type_objects.h"

namespace cpsaudit {
namespace {

/// The same for every machine, so that the result is.
constexpr const char* kTarget = "x86_64-unknown-linux-gnu";
/// After so many, a header is taken in only once more: files that include each other grow without end.
constexpr unsigned kMostIncludes = 4000;
/// What stands for a text that a missing header would have given.
constexpr const char* kUnknownText = "\"{}\"";

std::string in_tree(std::string_view path) {
  return std::string(kTreeFolder) + "/" + std::string(path);
}

/// What the preprocessor has to say about the main file.
class Preprocessing : public clang::PPCallbacks {
 public:
  Preprocessing(clang::CompilerInstance& compiler, const ParseRequest& request, ParseOutcome& outcome)
      : compiler_(compiler), request_(request), outcome_(outcome) {
    for (const RawDirective& directive : request.raw.directives) {
      const bool always = request.raw.branches[directive.branch].guard.empty();
      if (directive.kind == RawDirective::Kind::kInclude && always && !directive.tokens.empty()) {
        last_include_ = directive.tokens.front().begin;
      }
    }
  }

  void FileChanged(clang::SourceLocation location, FileChangeReason reason, clang::SrcMgr::CharacteristicKind,
                   clang::FileID) override {
    const auto [file, offset] = compiler_.getSourceManager().getDecomposedLoc(location);
    if (file != compiler_.getSourceManager().getMainFileID()) {
      if (reason == EnterFile) define_attributes_of(file);
      return;
    }
    if ((reason == EnterFile && last_include_ == 0) || (reason == ExitFile && offset >= last_include_))
      define_missing();
  }

  void FileSkipped(const clang::FileEntryRef&, const clang::Token& name, clang::SrcMgr::CharacteristicKind) override {
    after(name.getLocation());
  }

  bool FileNotFound(llvm::StringRef name) override {
    auto& missing = outcome_.missing_includes;
    if (is_cpp_standard_header({name.data(), name.size()})) return true;
    if (missing.size() < 1000 && std::find(missing.begin(), missing.end(), name.str()) == missing.end()) {
      missing.push_back(name.str());
    }
    return true;
  }

  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef, bool,
                          clang::CharSourceRange, clang::OptionalFileEntryRef file, llvm::StringRef, llvm::StringRef,
                          const clang::Module*, bool, clang::SrcMgr::CharacteristicKind) override {
    if (!file) after(hash.getLocWithOffset(1));
    if (++includes_ > kMostIncludes && file) {
      compiler_.getPreprocessor().getHeaderSearchInfo().MarkFileIncludeOnce(*file);
    }
  }

  /// A macro that checks know as a function stays a call: `ESP_LOGE(tag, text)`, `SSL_CTX_set_mode(context, mode)`.
  /// Where the file itself says what it stands for, that counts.
  void MacroDefined(const clang::Token& name, const clang::MacroDirective* directive) override {
    clang::IdentifierInfo* identifier = name.getIdentifierInfo();
    const clang::MacroInfo* macro = directive->getMacroInfo();
    if (identifier != nullptr) note_definition(identifier->getName(), name.getLocation());
    if (identifier == nullptr || macro == nullptr || !macro->isFunctionLike() || !is_function(*identifier)) return;
    if (compiler_.getSourceManager().isWrittenInMainFile(name.getLocation())) {
      const bool calls = std::any_of(macro->tokens_begin(), macro->tokens_end(), [&](const clang::Token& token) {
        const clang::IdentifierInfo* inner = token.getIdentifierInfo();
        return inner != nullptr && inner != identifier && is_function(*inner);
      });
      if (calls) return;
    }
    clang::Preprocessor& preprocessor = compiler_.getPreprocessor();
    preprocessor.appendMacroDirective(
        identifier, new (preprocessor.getPreprocessorAllocator()) clang::UndefMacroDirective(name.getLocation()));
  }

  void SourceRangeSkipped(clang::SourceRange range, clang::SourceLocation) override {
    const clang::SourceManager& sources = compiler_.getSourceManager();
    const auto [file, begin] = sources.getDecomposedLoc(range.getBegin());
    const auto [end_file, end] = sources.getDecomposedLoc(range.getEnd());
    if (end_file != file) return;
    note_default(sources.getBufferData(file).substr(begin, end - begin));
    if (file != sources.getMainFileID()) return;
    outcome_.inactive.push_back({begin, end});
    if (decided_.contains(line_of(range.getBegin()))) outcome_.switched_off.push_back({begin, end});
  }

  void If(clang::SourceLocation location, clang::SourceRange, ConditionValueKind) override {
    decide(location, all_defined(location));
  }
  void Elif(clang::SourceLocation location, clang::SourceRange, ConditionValueKind value,
            clang::SourceLocation first) override {
    const bool behind_taken = value == CVK_NotEvaluated;
    const bool known = behind_taken ? decided_.contains(line_of(first)) : all_defined(location);
    decide(location, known);
    // What comes behind hangs on this one as well.
    if (!behind_taken && !known) decided_.erase(line_of(first));
  }
  void Ifdef(clang::SourceLocation location, const clang::Token& name, const clang::MacroDefinition&) override {
    decide(location, is_set(name));
  }
  void Ifndef(clang::SourceLocation location, const clang::Token& name, const clang::MacroDefinition&) override {
    decide(location, is_set(name));
    default_of_ = name.getIdentifierInfo();
  }
  void Else(clang::SourceLocation location, clang::SourceLocation first) override {
    decide(location, decided_.contains(line_of(first)));
  }

 private:
  unsigned line_of(clang::SourceLocation location) const {
    return compiler_.getSourceManager().getExpansionLineNumber(location);
  }

  void decide(clang::SourceLocation location, bool known) {
    const clang::SourceManager& sources = compiler_.getSourceManager();
    if (known && sources.getFileID(location) == sources.getMainFileID()) decided_.insert(line_of(location));
  }

  /// Defined by the tree or its compile command, not by what we parse for.
  bool is_set(const clang::Token& name) const {
    const clang::IdentifierInfo* identifier = name.getIdentifierInfo();
    const clang::MacroInfo* macro =
        identifier == nullptr ? nullptr : compiler_.getPreprocessor().getMacroInfo(identifier);
    if (macro == nullptr || macro->isBuiltinMacro()) return false;
    const clang::SourceManager& sources = compiler_.getSourceManager();
    const clang::SourceLocation location = macro->getDefinitionLoc();
    if (sources.isWrittenInBuiltinFile(location)) return false;
    if (sources.isWrittenInCommandLineFile(location)) return true;
    const auto entry = sources.getFileEntryRefForID(sources.getFileID(location));
    // Those that are made up begin where the file does.
    return entry && entry->getName().starts_with(kTreeFolder) && sources.getFileOffset(location) > 0;
  }

  /// `if LEVEL > 2 && defined(LOG)`: all the names are defined, whatever they say.
  bool all_defined(clang::SourceLocation directive) const {
    const clang::SourceManager& sources = compiler_.getSourceManager();
    const auto [file, offset] = sources.getDecomposedLoc(directive);
    if (file != sources.getMainFileID()) return false;
    const std::string_view text = request_.code;
    std::size_t begin = offset;
    while (begin < text.size() && is_letter(text[begin])) ++begin;
    std::size_t end = begin;
    while (end < text.size() && (text[end] != '\n' || text[end - 1] == '\\')) ++end;
    bool any = false;
    for (std::size_t i = begin; i < end;) {
      if (text.substr(i, 2) == "//" || text.substr(i, 2) == "/*") break;
      if (!is_letter(text[i])) {
        // What is behind a digit belongs to the number.
        const bool number = text[i] >= '0' && text[i] <= '9';
        ++i;
        while (number && i < end && (is_letter(text[i]) || (text[i] >= '0' && text[i] <= '9'))) ++i;
        continue;
      }
      std::size_t behind = i;
      while (behind < end && (is_letter(text[behind]) || (text[behind] >= '0' && text[behind] <= '9'))) ++behind;
      const std::string_view word = text.substr(i, behind - i);
      i = behind;
      if (word == "defined") continue;
      clang::Token name;
      name.startToken();
      name.setKind(clang::tok::identifier);
      name.setIdentifierInfo(compiler_.getPreprocessor().getIdentifierInfo({word.data(), word.size()}));
      if (!is_set(name)) return false;
      any = true;
    }
    return any;
  }

  static bool is_letter(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  bool is_function(const clang::IdentifierInfo& name) const {
    return request_.interest.function({name.getName().data(), name.getName().size()});
  }

  void after(clang::SourceLocation location) {
    const clang::SourceManager& sources = compiler_.getSourceManager();
    const auto [file, offset] = sources.getDecomposedLoc(location);
    // The directive starts a few characters before what is included.
    if (file == sources.getMainFileID() && offset + kLongestDirective >= last_include_) define_missing();
  }

  /// Names that only a missing header can explain, so that what stands around them is kept. Done behind the last
  /// #include: a header may still define them.
  void define_missing() {
    if (defined_) return;
    defined_ = true;
    for (const std::string& macro : request_.roles.attribute_macros()) {
      const bool called = macro.ends_with("(...)");
      define(macro.substr(0, macro.find('(')), called, Body::kNothing);
    }
    for (const std::string& macro : request_.roles.string_macros()) define(macro, false, Body::kText);
    for (const std::string& macro : request_.roles.function_macros()) define(macro, true, Body::kFunction);
  }

  void define_attributes_of(clang::FileID file) {
    const auto entry = compiler_.getSourceManager().getFileEntryRefForID(file);
    if (!entry) return;
    const llvm::StringRef path = entry->getName();
    for (const std::string& macro : request_.files.attribute_macros({path.data(), path.size()}, request_.cplusplus)) {
      define(macro.substr(0, macro.find('(')), macro.ends_with("(...)"), Body::kNothing);
    }
  }

  /// What stands for a macro that nobody defined. Function: the head of one, for its body to follow.
  enum class Body { kNothing, kText, kFunction };

  void define(const std::string& name, bool called, Body body) {
    clang::Preprocessor& preprocessor = compiler_.getPreprocessor();
    clang::IdentifierInfo* identifier = preprocessor.getIdentifierInfo(name);
    if (identifier->hasMacroDefinition() || identifier->hadMacroDefinition()) return;
    if (identifier->getTokenID() != clang::tok::identifier) return;
    const clang::SourceLocation here =
        compiler_.getSourceManager().getLocForStartOfFile(compiler_.getSourceManager().getMainFileID());
    clang::MacroInfo* macro = preprocessor.AllocateMacroInfo(here);
    if (called) {
      macro->setIsFunctionLike();
      macro->setIsC99Varargs();
      clang::IdentifierInfo* rest = preprocessor.getIdentifierInfo("__VA_ARGS__");
      macro->setParameterList(rest, preprocessor.getPreprocessorAllocator());
    }
    std::vector<clang::Token> tokens;
    const auto add = [&](clang::tok::TokenKind kind, llvm::StringRef text, clang::IdentifierInfo* word) {
      clang::Token& token = tokens.emplace_back();
      token.startToken();
      token.setKind(kind);
      preprocessor.CreateString(text, token, here, here);
      if (word != nullptr) token.setIdentifierInfo(word);
    };
    if (body == Body::kText) add(clang::tok::string_literal, kUnknownText, nullptr);
    if (body == Body::kFunction) {
      clang::IdentifierInfo* nothing = preprocessor.getIdentifierInfo("void");
      add(clang::tok::kw_static, "static", preprocessor.getIdentifierInfo("static"));
      add(clang::tok::kw_void, "void", nothing);
      add(clang::tok::identifier, name, identifier);
      add(clang::tok::l_paren, "(", nullptr);
      add(clang::tok::kw_void, "void", nothing);
      add(clang::tok::r_paren, ")", nullptr);
    }
    if (!tokens.empty()) macro->setTokens(tokens, preprocessor.getPreprocessorAllocator());
    macro->setDefinitionEndLoc(here);
    preprocessor.appendDefMacroDirective(identifier, macro, here);
  }

  bool is_asked(llvm::StringRef name) const {
    const auto& asked = request_.flags.macros;
    return std::any_of(asked.begin(), asked.end(),
                       [&](const CompileFlags::Macro& macro) { return name == macro.text; });
  }

  /// `#ifndef LEVEL` `#define LEVEL 2` `#endif`, skipped only because we parse as if LEVEL were given.
  void note_default(llvm::StringRef skipped) {
    const clang::IdentifierInfo* identifier = std::exchange(default_of_, nullptr);
    if (identifier == nullptr || !is_asked(identifier->getName())) return;
    const llvm::StringRef name = identifier->getName();
    constexpr llvm::StringRef kDefine = "define";
    for (std::size_t at = skipped.find(kDefine); at != llvm::StringRef::npos; at = skipped.find(kDefine, at + 1)) {
      llvm::StringRef rest = skipped.substr(at + kDefine.size());
      if (!rest.ltrim(" \t").starts_with(name) || rest.ltrim(" \t").size() == rest.size()) continue;
      rest = rest.ltrim(" \t").substr(name.size());
      if (rest.empty() || !clang::isAsciiIdentifierContinue(rest.front())) outcome_.defined_in_tree.insert(name.str());
    }
  }

  void note_definition(llvm::StringRef name, clang::SourceLocation location) {
    if (!is_asked(name)) return;
    const clang::SourceManager& sources = compiler_.getSourceManager();
    if (sources.isWrittenInBuiltinFile(location) || sources.isWrittenInCommandLineFile(location)) return;
    outcome_.defined_in_tree.insert(name.str());
  }

  /// `#include "`
  static constexpr std::uint32_t kLongestDirective = 16;

  clang::CompilerInstance& compiler_;
  const ParseRequest& request_;
  ParseOutcome& outcome_;
  std::uint32_t last_include_ = 0;
  unsigned includes_ = 0;
  /// Lines of the main file with a condition that the tree itself decides.
  std::set<unsigned> decided_;
  /// Of the last `#ifndef`, until what it holds is read or skipped.
  const clang::IdentifierInfo* default_of_ = nullptr;
  bool defined_ = false;
};

class Consumer : public clang::SemaConsumer {
 public:
  Consumer(clang::CompilerInstance& compiler, const ParseRequest& request, ParseOutcome& outcome,
           llvm::IntrusiveRefCntPtr<clang::ExternalSemaSource> declarations)
      : compiler_(compiler), request_(request), outcome_(outcome), declarations_(std::move(declarations)) {}

  void InitializeSema(clang::Sema& sema) override { attach_just_in_time_source(*declarations_, sema); }
  void ForgetSema() override { declarations_->ForgetSema(); }
  void Initialize(clang::ASTContext& context) override { context_ = &context; }

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    const clang::SourceManager& sources = context_->getSourceManager();
    for (clang::Decl* declaration : group) {
      const clang::SourceLocation location = sources.getExpansionLoc(declaration->getLocation());
      // `extern "C" {` of the main file may hold headers, and the other way round.
      if (location.isValid() && sources.getFileID(location) == sources.getMainFileID())
        declared_.push_back(declaration);
    }
    return true;
  }

  void HandleTopLevelDeclInObjCContainer(clang::DeclGroupRef group) override { HandleTopLevelDecl(group); }

  clang::ASTMutationListener* GetASTMutationListener() override { return &sizes_; }

  bool shouldSkipFunctionBody(clang::Decl* declaration) override {
    // A method of a class that nobody declared matches none of its declarations; it can be called all the same.
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(declaration);
    if (method != nullptr && method->isInvalidDecl() && is_made_up(*method->getParent())) {
      declaration->setInvalidDecl(false);
    }
    const clang::SourceManager& sources = context_->getSourceManager();
    if (sources.getFileID(sources.getExpansionLoc(declaration->getLocation())) != sources.getMainFileID()) return true;
    if (!std::exchange(has_body_, true)) declare_objects_named_like_types(compiler_, request_.raw);
    return false;
  }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    std::sort(outcome_.inactive.begin(), outcome_.inactive.end(),
              [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
    std::sort(outcome_.switched_off.begin(), outcome_.switched_off.end(),
              [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
    const SourcePlaces places(context, request_.text, request_.raw,
                              [this](std::string path) { return request_.files.tree_path(path); });
    outcome_.collected = collect_facts(context, declared_, places, request_.interest);
  }

 private:
  clang::CompilerInstance& compiler_;
  const ParseRequest& request_;
  ParseOutcome& outcome_;
  /// The first body of the main file was seen: all headers that matter are read.
  bool has_body_ = false;
  /// Shared with the syntax tree and the parser, which both ask it.
  llvm::IntrusiveRefCntPtr<clang::ExternalSemaSource> declarations_;
  clang::ASTContext* context_ = nullptr;
  std::vector<clang::Decl*> declared_;
  SizelessRecords sizes_;
};

class Action : public clang::ASTFrontendAction {
 public:
  Action(const ParseRequest& request, ParseOutcome& outcome) : request_(request), outcome_(outcome) {}

 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler, llvm::StringRef) override {
    llvm::IntrusiveRefCntPtr<clang::ExternalSemaSource> declarations =
        make_just_in_time_source(compiler, request_.roles, request_.files);
    compiler.getASTContext().setExternalSource(declarations);
    clang::Preprocessor& preprocessor = compiler.getPreprocessor();
    if (request_.cplusplus) {
      preprocessor.setPredefines(preprocessor.getPredefines() + declared_literal_operators(request_.code) + "\n" +
                                 declared_qt_macros(request_.code));
    }
    preprocessor.addPPCallbacks(std::make_unique<Preprocessing>(compiler, request_, outcome_));
    return std::make_unique<Consumer>(compiler, request_, outcome_, std::move(declarations));
  }

 private:
  const ParseRequest& request_;
  ParseOutcome& outcome_;
};

void set_language(const ParseRequest& request, clang::CompilerInvocation& invocation) {
  const clang::Language language = request.cplusplus ? clang::Language::CXX : clang::Language::C;
  auto standard = request.cplusplus ? clang::LangStandard::lang_gnucxx17 : clang::LangStandard::lang_gnu11;
  const clang::LangStandard::Kind named = clang::LangStandard::getLangKind(request.flags.standard);
  if (named != clang::LangStandard::lang_unspecified &&
      clang::LangStandard::getLangStandardForKind(named).getLanguage() == language) {
    standard = named;
  }
  clang::LangOptions& options = invocation.getLangOpts();
  std::vector<std::string> includes;
  clang::LangOptions::setLangDefaults(options, language, llvm::Triple(kTarget), includes, standard);
  options.SpellChecking = false;
  options.RecoveryAST = true;
  options.RecoveryASTType = true;
  options.DollarIdents = true;
  options.CXXExceptions = request.cplusplus;
  options.Exceptions = request.cplusplus;
}

void set_preprocessor(const ParseRequest& request, clang::CompilerInvocation& invocation) {
  clang::PreprocessorOptions& options = invocation.getPreprocessorOpts();
  for (const CompileFlags::Macro& macro : request.flags.macros) {
    if (macro.undefine) {
      options.addMacroUndef(macro.text);
    } else {
      options.addMacroDef(macro.text);
    }
  }
  for (const std::string& file : request.flags.includes) options.Includes.push_back(in_tree(file));
  // The Arduino builder puts this in front of every sketch.
  const std::string sketch_header = std::string(kGuessFolder) + "/Arduino.h";
  if (request.path.ends_with(".ino") && request.files.find(sketch_header) != nullptr) {
    options.Includes.push_back(sketch_header);
  }
  if (request.path.ends_with(".ino")) {
    for (const std::string& tab : request.files.tabs_before(request.path)) options.Includes.push_back(in_tree(tab));
  }
  options.addRemappedFile(
      in_tree(request.path),
      llvm::MemoryBuffer::getMemBuffer({request.code.data(), request.code.size()}, in_tree(request.path)).release());
  clang::HeaderSearchOptions& headers = invocation.getHeaderSearchOpts();
  headers.UseBuiltinIncludes = false;
  headers.UseStandardSystemIncludes = false;
  headers.UseStandardCXXIncludes = false;
  headers.ResourceDir = "/none";
  for (const std::string& folder : request.flags.quote_directories) {
    headers.AddPath(in_tree(folder), clang::frontend::Quoted, false, true);
  }
  for (const std::string& folder : request.flags.include_directories) {
    headers.AddPath(in_tree(folder), clang::frontend::Angled, false, true);
  }
  headers.AddPath(kGuessFolder, clang::frontend::Angled, false, true);
}

void run(const ParseRequest& request, ParseOutcome& outcome) {
  clang::CompilerInstance compiler;
  clang::CompilerInvocation& invocation = compiler.getInvocation();
  set_language(request, invocation);
  set_preprocessor(request, invocation);
  invocation.getTargetOpts().Triple = kTarget;
  clang::DiagnosticOptions& diagnostics = invocation.getDiagnosticOpts();
  diagnostics.ErrorLimit = 0;
  diagnostics.IgnoreWarnings = true;
  diagnostics.ShowCarets = false;
  // Errors that are only warnings made strict: the code means what it says.
  diagnostics.Warnings.emplace_back("no-everything");
  clang::FrontendOptions& frontend = invocation.getFrontendOpts();
  frontend.SkipFunctionBodies = true;
  frontend.DisableFree = false;
  frontend.Inputs.emplace_back(in_tree(request.path),
                               clang::InputKind(request.cplusplus ? clang::Language::CXX : clang::Language::C));
  compiler.createDiagnostics(new clang::IgnoringDiagConsumer, true);
  compiler.createFileManager(tree_file_system(request.files));
  Action action(request, outcome);
  compiler.ExecuteAction(action);
}

}  // namespace

ParseOutcome parse_unit(const ParseRequest& request) {
  // Code that no compiler was ever shown can bring down the parser. That must cost the parse, not the process.
  static const bool enabled = [] {
    llvm::CrashRecoveryContext::Enable();
    return true;
  }();
  (void)enabled;
  ParseOutcome outcome;
  llvm::CrashRecoveryContext recovery;
  if (!recovery.RunSafely([&] { run(request, outcome); })) {
    outcome = ParseOutcome{};
    outcome.crashed = true;
  }
  return outcome;
}

}  // namespace cpsaudit
