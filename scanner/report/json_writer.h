#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cpsaudit {

/// Writes JSON from front to back, one value a line, members in the order of the calls: a log of any size costs its
/// own length and no tree beside it. Strings that are not UTF-8 get U+FFFD where they are broken.
///
///     json.object([&] { json.text("name", "cpsaudit"); json.array("rules", [&] { … }); });
class JsonWriter {
 public:
  /// The value of the log, or an element of an array.
  template <typename Body>
  void object(Body body) {
    value();
    open('{');
    body();
    close('}');
  }
  template <typename Body>
  void object(std::string_view name, Body body) {
    key(name);
    open('{');
    body();
    close('}');
  }
  /// The value of the document, or an element of an array.
  template <typename Body>
  void array(Body body) {
    value();
    open('[');
    body();
    close(']');
  }
  template <typename Body>
  void array(std::string_view name, Body body) {
    key(name);
    open('[');
    body();
    close(']');
  }

  void text(std::string_view text);
  void text(std::string_view name, std::string_view text);
  void number(std::string_view name, std::uint64_t number);
  /// With one digit after the point: ratings, whose figures have no more.
  void decimal(std::string_view name, double number);
  void boolean(std::string_view name, bool value);

  /// What is written so far.
  const std::string& written() const { return output_; }
  /// All of it, ended by one line feed. The writer is empty afterwards.
  std::string finish();

 private:
  void open(char bracket);
  void close(char bracket);
  void key(std::string_view name);
  /// Begins an element or a member: comma, new line, indentation.
  void value();
  void quote(std::string_view text);

  std::string output_;
  std::size_t depth_ = 0;
  bool empty_ = true;
};

}  // namespace cpsaudit
