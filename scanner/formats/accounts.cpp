#include <fmt/format.h>

#include <span>

#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

using FieldNames = std::span<const std::string_view>;

// The fields behind the name: passwd(5), shadow(5), group(5), gshadow(5).
constexpr std::string_view kPasswdFields[] = {"password", "uid", "gid", "gecos", "home", "shell"};
constexpr std::string_view kShadowFields[] = {"password", "last-change", "min",    "max",
                                              "warn",     "inactive",    "expire", "reserved"};
constexpr std::string_view kGroupFields[] = {"password", "gid", "members"};
constexpr std::string_view kGshadowFields[] = {"password", "administrators", "members"};

std::vector<Range> split_fields(std::string_view source, Range line) {
  std::vector<Range> fields;
  std::size_t begin = line.begin;
  for (std::size_t i = line.begin; i < line.end; ++i) {
    if (source[i] != ':') continue;
    fields.push_back({begin, i});
    begin = i + 1;
  }
  fields.push_back({begin, line.end});
  return fields;
}

/// A name and a hash, no more: htpasswd(1), mosquitto_passwd(1), lighttpd's and busybox httpd's files.
bool is_password_entry(std::string_view source, const std::vector<Range>& fields, FieldNames names) {
  if (fields.size() != 2 || fields[0].empty() || fields[1].empty()) return false;
  const std::string_view second = source.substr(fields[1].begin, fields[1].end - fields[1].begin);
  // In passwd(5) a line that is cut short is worth a word; "x" there is no hash.
  return second.starts_with('$') || second.starts_with("{SHA}") || names.size() != std::size(kPasswdFields);
}

void read_account(DocumentBuilder& builder, Range line, FieldNames names, FieldNames group_names) {
  const std::vector<Range> fields = split_fields(builder.source(), line);
  const char first = builder.source()[line.begin];
  if (fields.size() == group_names.size() + 1) names = group_names;
  // "+::::::" and "-user" ask a name service; they may be cut short.
  const bool name_service = first == '+' || first == '-';
  const bool password_file = is_password_entry(builder.source(), fields, names);
  if (fields.size() != names.size() + 1 && !name_service && !password_file) {
    builder.problem(Problem::Kind::kPartlyParsed,
                    fmt::format("{} fields between colons, expected {}", fields.size(), names.size() + 1), line.begin);
  }
  if (fields.size() == 1 && !name_service) return;
  builder.open(make_section(builder, std::string(builder.source(fields[0])), fields[0]), line.begin);
  for (std::size_t i = 1; i < fields.size() && i <= names.size(); ++i) {
    Node field =
        make_scalar(builder, std::string(names[i - 1]), fields[0], std::string(builder.source(fields[i])), fields[i]);
    builder.add(std::move(field));
  }
  builder.close(line.end);
}

void read_accounts(DocumentBuilder& builder, FieldNames names, FieldNames group_names) {
  LineReader lines(builder.source());
  while (lines.next()) {
    const Range line = trim(builder.source(), lines.line());
    if (line.empty()) continue;
    if (builder.source()[line.begin] == '#') {
      builder.comment(line, builder.source({line.begin + 1, line.end}));
    } else {
      read_account(builder, line, names, group_names);
    }
  }
}

}  // namespace

void parse_passwd(DocumentBuilder& builder) {
  read_accounts(builder, kPasswdFields, kGroupFields);
}

void parse_shadow(DocumentBuilder& builder) {
  read_accounts(builder, kShadowFields, kGshadowFields);
}

}  // namespace cpsaudit
