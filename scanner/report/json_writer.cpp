#include "report/json_writer.h"

#include <fmt/format.h>

#include "core/utf8.h"

namespace cpsaudit {

void JsonWriter::text(std::string_view text) {
  value();
  quote(text);
}

void JsonWriter::text(std::string_view name, std::string_view text) {
  key(name);
  quote(text);
}

void JsonWriter::number(std::string_view name, std::uint64_t number) {
  key(name);
  output_ += std::to_string(number);
}

void JsonWriter::decimal(std::string_view name, double number) {
  key(name);
  output_ += fmt::format("{:.1f}", number);
}

void JsonWriter::boolean(std::string_view name, bool value) {
  key(name);
  output_ += value ? "true" : "false";
}

std::string JsonWriter::finish() {
  output_ += '\n';
  return std::exchange(output_, {});
}

void JsonWriter::open(char bracket) {
  output_ += bracket;
  ++depth_;
  empty_ = true;
}

void JsonWriter::close(char bracket) {
  --depth_;
  if (!empty_) {
    output_ += '\n';
    output_.append(depth_, ' ');
  }
  output_ += bracket;
  empty_ = false;
}

void JsonWriter::key(std::string_view name) {
  value();
  quote(name);
  output_ += ": ";
}

void JsonWriter::value() {
  if (depth_ == 0) return;
  if (!empty_) output_ += ',';
  output_ += '\n';
  output_.append(depth_, ' ');
  empty_ = false;
}

void JsonWriter::quote(std::string_view text) {
  output_ += '"';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_sequence_length(text, i);
    if (length == 0) {
      output_ += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    const char c = text[i];
    if (length > 1) {
      output_ += text.substr(i, length);
    } else if (c == '"' || c == '\\') {
      output_ += '\\';
      output_ += c;
    } else if (c == '\n') {
      output_ += "\\n";
    } else if (c == '\r') {
      output_ += "\\r";
    } else if (c == '\t') {
      output_ += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      output_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      output_ += c;
    }
    i += length;
  }
  output_ += '"';
}

}  // namespace cpsaudit
