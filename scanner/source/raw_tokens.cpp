#include "source/raw_tokens.h"

#include <clang/Basic/LangOptions.h>
#include <clang/Lex/Lexer.h>
#include <clang/Lex/Token.h>

#include <algorithm>

namespace cpsaudit {
namespace {

/// Longer conditions say nothing more to a reader, and nesting them without end would cost quadratic memory.
constexpr std::size_t kLongestGuard = 300;
/// How many unclosed brackets one closing bracket of another kind may close.
constexpr std::size_t kDeepestMend = 64;

const clang::LangOptions& language(bool cplusplus) {
  static const auto make = [](bool cpp) {
    clang::LangOptions options;
    options.LineComment = true;
    options.C99 = true;
    options.CPlusPlus = cpp;
    options.CPlusPlus11 = cpp;
    options.CPlusPlus14 = cpp;
    options.CPlusPlus17 = cpp;
    options.RawStringLiterals = cpp;
    options.DollarIdents = true;
    return options;
  };
  static const clang::LangOptions kC = make(false);
  static const clang::LangOptions kCpp = make(true);
  return cplusplus ? kCpp : kC;
}

RawToken::Kind kind_of(const clang::Token& token) {
  switch (token.getKind()) {
    case clang::tok::raw_identifier:
      return RawToken::Kind::kIdentifier;
    case clang::tok::numeric_constant:
      return RawToken::Kind::kNumber;
    case clang::tok::char_constant:
    case clang::tok::wide_char_constant:
    case clang::tok::utf8_char_constant:
    case clang::tok::utf16_char_constant:
    case clang::tok::utf32_char_constant:
      return RawToken::Kind::kCharacter;
    default:
      return clang::tok::isStringLiteral(token.getKind()) ? RawToken::Kind::kString : RawToken::Kind::kPunctuator;
  }
}

/// Follows the conditional directives and knows the branch that the next token stands in.
class Branches {
 public:
  explicit Branches(RawFile& file) : file_(file) { file_.branches.emplace_back(); }

  std::uint32_t current() const { return current_; }

  void open(std::string condition, std::uint32_t begin, std::uint32_t end) {
    stack_.push_back({current_, ++chains_, condition.empty() ? std::string() : "!(" + condition + ")"});
    add(RawBranch::Kind::kIf, std::move(condition), begin, end);
  }

  void next(RawBranch::Kind kind, const std::string& condition, std::uint32_t begin, std::uint32_t end) {
    if (stack_.empty()) return;
    file_.branches[current_].end = begin;
    Chain& chain = stack_.back();
    std::string guard = chain.not_before;
    if (!condition.empty()) guard += (guard.empty() ? "" : " && ") + condition;
    if (!condition.empty() && chain.not_before.size() < kLongestGuard) {
      chain.not_before += (chain.not_before.empty() ? "" : " && ") + ("!(" + condition + ")");
    }
    add(kind, std::move(guard), begin, end);
  }

  void close(std::uint32_t begin) {
    if (stack_.empty()) return;
    file_.branches[current_].end = begin;
    current_ = stack_.back().parent;
    stack_.pop_back();
  }

  void finish(std::uint32_t end) {
    for (; !stack_.empty(); close(end)) {
    }
    file_.branches[0].end = end;
  }

 private:
  struct Chain {
    std::uint32_t parent;
    std::uint32_t number;
    /// That none of the branches before was taken.
    std::string not_before;
  };

  void add(RawBranch::Kind kind, std::string condition, std::uint32_t begin, std::uint32_t end) {
    const Chain& chain = stack_.back();
    RawBranch branch;
    branch.parent = chain.parent;
    branch.chain = chain.number;
    branch.directive_begin = begin;
    branch.directive_end = end;
    branch.kind = kind;
    branch.guard = file_.branches[chain.parent].guard;
    if (!condition.empty()) branch.guard += (branch.guard.empty() ? "" : " && ") + condition;
    if (branch.guard.size() > kLongestGuard) {
      branch.guard.resize(kLongestGuard);
      // Not in the middle of a character.
      while (!branch.guard.empty() && (static_cast<unsigned char>(branch.guard.back()) & 0xC0U) == 0x80U) {
        branch.guard.pop_back();
      }
      branch.guard += "…";
    }
    current_ = static_cast<std::uint32_t>(file_.branches.size());
    file_.branches.push_back(std::move(branch));
  }

  RawFile& file_;
  std::vector<Chain> stack_;
  std::uint32_t current_ = 0;
  std::uint32_t chains_ = 0;
};

std::string joined(const RawFile& file, const std::vector<RawToken>& tokens) {
  std::string text;
  for (const RawToken& token : tokens) {
    if (text.size() > kLongestGuard) break;
    if (token.after_space && !text.empty()) text += ' ';
    text += file.text_of(token);
  }
  return text;
}

class Cutter {
 public:
  Cutter(std::string_view text, bool cplusplus)
      : lexer_(clang::SourceLocation(), language(cplusplus), text.data(), text.data(), text.data() + text.size()),
        branches_(file_) {
    file_.text = text;
    lexer_.SetCommentRetentionState(true);
  }

  RawFile cut() {
    while (advance()) {
      if (token_.starts_line && is("#")) {
        directive();
      } else {
        file_.tokens.push_back(token_);
      }
    }
    branches_.finish(static_cast<std::uint32_t>(file_.text.size()));
    return std::move(file_);
  }

 private:
  bool is(std::string_view text) const { return file_.text_of(token_) == text; }

  /// The next token that is no comment. A token that a directive has looked at too far is handed out again.
  bool advance() {
    if (again_) {
      again_ = false;
      return !at_end_;
    }
    bool starts_line = false;
    bool after_space = false;
    while (!at_end_) {
      clang::Token token;
      lexer_.LexFromRawLexer(token);
      if (token.is(clang::tok::eof)) break;
      const auto end = static_cast<std::uint32_t>(lexer_.getCurrentBufferOffset());
      const std::uint32_t begin = end - token.getLength();
      starts_line |= token.isAtStartOfLine();
      after_space |= token.hasLeadingSpace();
      if (token.is(clang::tok::comment)) {
        comment(begin, end);
        after_space = true;
        continue;
      }
      if (token.is(clang::tok::unknown)) continue;
      token_ = {begin, end, branches_.current(), kind_of(token), starts_line, after_space};
      return true;
    }
    at_end_ = true;
    return false;
  }

  void comment(std::uint32_t begin, std::uint32_t end) {
    RawComment comment{begin, end, begin + 2, end};
    if (file_.text[begin + 1] == '*' && end - begin >= 4) comment.inner_end = end - 2;
    file_.comments.push_back(comment);
  }

  /// Reads up to the first token of the next line.
  std::vector<RawToken> rest_of_line() {
    std::vector<RawToken> tokens;
    while (advance()) {
      if (token_.starts_line) {
        again_ = true;
        break;
      }
      tokens.push_back(token_);
    }
    return tokens;
  }

  void directive() {
    const std::uint32_t begin = token_.begin;
    std::uint32_t end = token_.end;
    std::vector<RawToken> tokens = rest_of_line();
    if (tokens.empty()) return;
    end = tokens.back().end;
    const std::string_view name = file_.text_of(tokens.front());
    tokens.erase(tokens.begin());
    conditional(name, tokens, begin, end);
    token_.branch = branches_.current();
  }

  void conditional(std::string_view name, std::vector<RawToken>& tokens, std::uint32_t begin, std::uint32_t end) {
    if (name == "if") {
      branches_.open(joined(file_, tokens), begin, end);
    } else if (name == "ifdef") {
      branches_.open("defined(" + joined(file_, tokens) + ")", begin, end);
    } else if (name == "ifndef") {
      const bool guard = file_.tokens.empty() && file_.directives.empty() && file_.branches.size() == 1;
      if (guard) guard_name_ = joined(file_, tokens);
      branches_.open("!defined(" + joined(file_, tokens) + ")", begin, end);
    } else if (name == "elif") {
      branches_.next(RawBranch::Kind::kElif, joined(file_, tokens), begin, end);
    } else if (name == "elifdef") {
      branches_.next(RawBranch::Kind::kElif, "defined(" + joined(file_, tokens) + ")", begin, end);
    } else if (name == "elifndef") {
      branches_.next(RawBranch::Kind::kElif, "!defined(" + joined(file_, tokens) + ")", begin, end);
    } else if (name == "else") {
      branches_.next(RawBranch::Kind::kElse, "", begin, end);
    } else if (name == "endif") {
      branches_.close(begin);
    } else {
      other(name, tokens);
    }
  }

  void other(std::string_view name, std::vector<RawToken>& tokens) {
    RawDirective directive;
    directive.branch = branches_.current();
    if (name == "define") {
      directive.kind = RawDirective::Kind::kDefine;
      // The include guard of the file is no condition.
      if (!guard_name_.empty() && file_.directives.empty() && !tokens.empty() && branches_.current() == 1 &&
          file_.text_of(tokens.front()) == guard_name_) {
        file_.branches[1].guard.clear();
      }
    } else if (name == "undef") {
      directive.kind = RawDirective::Kind::kUndef;
    } else if (name == "include" || name == "import" || name == "include_next") {
      directive.kind = RawDirective::Kind::kInclude;
    } else if (name == "error" && !file_.branches[directive.branch].guard.empty()) {
      // Nobody compiles what stands beside it.
      file_.branches[directive.branch].guard += " && 0";
    }
    directive.tokens = std::move(tokens);
    file_.directives.push_back(std::move(directive));
  }

  RawFile file_;
  clang::Lexer lexer_;
  Branches branches_;
  RawToken token_;
  std::string guard_name_;
  bool again_ = false;
  bool at_end_ = false;
};

char closing(char open) {
  return open == '(' ? ')' : open == '[' ? ']' : '}';
}

}  // namespace

std::uint32_t RawFile::branch_at(std::uint32_t offset) const {
  const auto token = std::upper_bound(tokens.begin(), tokens.end(), offset,
                                      [](std::uint32_t at, const RawToken& other) { return at < other.begin; });
  return token == tokens.begin() ? 0 : (token - 1)->branch;
}

RawFile cut_into_tokens(std::string_view text, bool cplusplus) {
  return Cutter(text, cplusplus).cut();
}

std::vector<std::uint32_t> match_brackets(const RawFile& file, const std::vector<RawToken>& tokens) {
  std::vector<std::uint32_t> partner(tokens.size());
  struct Open {
    std::uint32_t index;
    char close;
  };
  std::vector<Open> open;
  // The brackets that were open where an `#if` began: each of its branches starts from there.
  std::vector<std::pair<std::uint32_t, std::vector<Open>>> saved;
  std::uint32_t branch = 0;
  const auto& branches = file.branches;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    partner[i] = i;
    if (tokens[i].branch != branch) {
      const std::uint32_t now = tokens[i].branch;
      // A later branch of the same `#if` starts again from what was open before the first one.
      while (!saved.empty() && saved.back().first > branches[now].chain) saved.pop_back();
      if (!saved.empty() && saved.back().first == branches[now].chain) {
        open = saved.back().second;
      } else if (branches[now].chain != 0 && branches[now].chain > branches[branch].chain && open.size() < 64 &&
                 saved.size() < 256) {
        saved.emplace_back(branches[now].chain, open);
      }
      branch = now;
    }
    if (tokens[i].kind != RawToken::Kind::kPunctuator || tokens[i].end - tokens[i].begin != 1) continue;
    const char c = file.text[tokens[i].begin];
    if (c == '(' || c == '[' || c == '{') {
      open.push_back({i, closing(c)});
    } else if (c == ')' || c == ']' || c == '}') {
      // A stray one of another kind closes what lies inside: `{ ( }`. Not past a brace, which is stronger.
      std::size_t at = open.size();
      const std::size_t lowest = at > kDeepestMend ? at - kDeepestMend : 0;
      while (at > lowest && open[at - 1].close != c && (c == '}' || open[at - 1].close != '}')) --at;
      if (at == lowest || open[at - 1].close != c) continue;
      partner[i] = open[at - 1].index;
      partner[open[at - 1].index] = i;
      open.resize(at - 1);
    }
  }
  return partner;
}

}  // namespace cpsaudit
