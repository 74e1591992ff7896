#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "facts/source_facts.h"
#include "source/interest.h"
#include "source/raw_tokens.h"
#include "source/token_values.h"
#include "source/token_view.h"

namespace cpsaudit {

/// Walks over the tokens of a file and turns them into facts. Only for the files of the token layer.
class TokenScanner {
 public:
  TokenScanner(const RawFile& file, const TokenView& code, const Text& text, const Interest& interest)
      : file_(file), code_(code), text_(text), interest_(interest), values_(file, code, text) {}

  SourceFacts scan();

 private:
  /// What an open bracket means for what stands in it.
  struct Context {
    std::uint32_t open = 0;
    enum class Kind { kOther, kFunction, kInitializer, kClass, kEnum } kind = Kind::kOther;
    /// Function: its qualified name.
    std::string function;
    /// Initialiser: the type of the record, its variable, and the path of the field that these braces initialise.
    std::string type;
    std::string variable;
    std::string path;
    /// Index into `records`, or none.
    std::size_t record = static_cast<std::size_t>(-1);
    /// Index of the function's context around it, itself included; 0 for none.
    std::size_t around = 0;
  };

  void scan_code(const TokenView& view);
  void scan_macro(const RawDirective& directive);
  CodePlace place(std::uint32_t index) const;
  void open_bracket();
  void brace(Context& context);
  /// `class Name : public Base {`, `enum {`
  bool type_body(Context& context) const;
  /// `{"telnet_enable", "1"}`
  void pair();
  void open_record(Context& context);
  /// `.field = {` or `.field {`: `end` is the index behind the designator.
  bool designator(std::uint32_t end, Context& context);
  /// Reads `.a.b[0]` backwards from `begin` on; moves `begin` to its first dot.
  bool designator_path(std::uint32_t& begin, std::string& path) const;
  std::string assigned_name(std::uint32_t equals) const;
  /// `type name = {`
  void declared(std::uint32_t equals, Context& context) const;
  /// The type that is written before the declared name at `index`; empty when there is none.
  std::string type_before(std::uint32_t index) const;
  bool function_body(Context& context);
  void constant_return(const Context& context, std::uint32_t name);
  void identifier();
  /// `[0] = 0x2b;`: one element is given one number.
  std::uint32_t behind_attributes(std::uint32_t index) const;
  bool sets_element(std::uint32_t open, std::uint32_t equals) const;
  static bool is_access(std::string_view word);
  bool type_like(std::uint32_t index) const;
  bool is_declaration(std::uint32_t name, std::uint32_t open) const;
  void call(std::uint32_t name, std::uint32_t open, const std::string& variable);
  Call::Result result_use(std::uint32_t begin, std::uint32_t close) const;
  /// `Type name(arguments);` where calls of `Type` matter.
  void constructed(std::string_view type, std::uint32_t name);
  void note_field(const Context& context, const std::string& path);
  void assigned(std::string_view name, std::uint32_t behind);
  void designated(std::string_view name, TokenRange value);
  void designated_path(const std::string& path, std::uint32_t begin, TokenRange value);
  void old_designator(std::string_view name, std::uint32_t colon);
  void member(std::string_view name, TokenRange value);
  /// `Class::Class(…) : password_("x"), base(y) {`, of a class that may be declared nowhere.
  void constructor_members(std::uint32_t open);
  void variable(std::string_view name, TokenRange value);
  void add(FieldInit field, std::uint32_t begin, TokenRange value);
  void string();
  void comments();

  const RawFile& file_;
  const TokenView& code_;
  const Text& text_;
  const Interest& interest_;
  TokenValues values_;
  SourceFacts facts_;

  const TokenView* view_ = nullptr;
  std::uint32_t at_ = 0;
  /// Never empty: the first is the file.
  std::vector<Context> contexts_;
  /// Tokens that belong to a value that was kept.
  std::vector<bool> used_;
  bool in_macro_ = false;
  std::uint32_t macro_branch_ = 0;
};

}  // namespace cpsaudit
