#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check.h"
#include "engine/finding.h"

namespace cpsaudit {

/// One of a rule's message strings: placeholders numbered from 0 as SARIF wants them, the same in both languages.
struct MessageString {
  /// "default", "absent", "pass", "open", "review", "detector-2".
  std::string id;
  LocalizedText text;
};

/// What a finding says, as SARIF takes it apart: `text` is the string `id` with `arguments` filled in.
struct FilledMessage {
  std::string id;
  std::vector<std::string> arguments;
  std::string text;
};

/// The message strings of one check, and which of them a finding's message is made from.
class RuleMessages {
 public:
  explicit RuleMessages(const Check& check);

  const std::vector<MessageString>& strings() const { return strings_; }

  /// Takes the finished text of a finding apart again; one that no string fits becomes an argument as a whole.
  FilledMessage fill(const Finding& finding, Language language) const;

 private:
  std::vector<MessageString> strings_;
};

/// A SARIF message string with its placeholders replaced. A number without argument is replaced by nothing.
std::string filled(std::string_view message, const std::vector<std::string>& arguments);

/// The arguments that make `message` say `text`, or nothing when it cannot say that.
std::optional<std::vector<std::string>> arguments_in(std::string_view message, std::string_view text);

/// Brackets escaped in the arguments when the message would otherwise hold what SARIF takes for a link to a location:
/// source text such as `handlers[i](0)`.
void escape_links(FilledMessage& message, std::string_view message_string);

/// Undoes escape_links in the text of a message that is read back.
std::string without_escaped_links(std::string text);

/// Ends with a full stop in the manner of the language, added when there is none.
std::string sentence(std::string text, Language language);

}  // namespace cpsaudit
