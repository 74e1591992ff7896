#include "engine/value_class.h"

#include <array>

#include "core/base64.h"
#include "engine/ascii.h"
#include "engine/cracked_hash.h"
#include "engine/pattern.h"

namespace cpsaudit {

using namespace ascii;

namespace {

constexpr std::array<std::string_view, 15> kNames = {
    "secret",           "weak-password",      "reference",     "placeholder",     "wildcard-address",
    "loopback-address", "not-loopback",       "cleartext-url", "tls-url",         "private-key",
    "password-hash",    "weak-password-hash", "cracked-hash",  "locked-password", "published-key",
};

/// Where programs look secrets up: `vault:path`, `${env:NAME}`, `op://vault/item`.
constexpr std::string_view kStores =
    "vault|env|sys|secrets?|secrets?-?manager|kms|sops|op|keyring|keystore|key-?vault|azure-?key-?vault|akv|ssm|"
    "aws-?s*ssm|aws-?sm|gcp-?sm|gcp-secret|credhub|conjur|doppler|bws|infisical|k8s|kubernetes|param(?:eter)?|"
    "cred(?:ential)?s?";

Pattern pattern(std::string_view expression) {
  return Pattern::compile(expression).value();
}

/// Splits "scheme://user@host:port/path".
struct Url {
  std::string scheme;
  std::string_view host;
  bool has_user = false;
};

std::optional<Url> url_in(std::string_view value) {
  const std::size_t colon = value.find("://");
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  Url url;
  url.scheme = lower(value.substr(0, colon));
  for (const char c : url.scheme) {
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return std::nullopt;
  }
  std::string_view authority = value.substr(colon + 3);
  authority = authority.substr(0, authority.find_first_of("/?# \t\"'"));
  const std::size_t at = authority.rfind('@');
  url.has_user = at != std::string_view::npos;
  if (url.has_user) authority.remove_prefix(at + 1);
  url.host = authority;
  return url;
}

/// The host of "host:port", "[v6]:port" or a bare address; brackets taken off.
std::string_view host_of(std::string_view address) {
  if (address.starts_with('[')) {
    const std::size_t close = address.find(']');
    return close == std::string_view::npos ? address : address.substr(1, close - 1);
  }
  const std::size_t colon = address.find(':');
  const bool has_port = colon != std::string_view::npos && address.find(':', colon + 1) == std::string_view::npos;
  return has_port ? address.substr(0, colon) : address;
}

bool is_loopback_host(std::string_view host) {
  static const Pattern form = pattern(
      "(?i)127(\\.[0-9]{1,3}){1,3}|::1|0:0:0:0:0:0:0:1|::ffff:127\\..*|([a-z0-9-]+\\.)?localhost(\\.localdomain[46]?)?|"
      "ip6-localhost|ip6-loopback|lo");
  return form.matches(host);
}

bool is_loopback(std::string_view address) {
  if (address.starts_with('/') || address.starts_with("unix:")) return true;
  if (const auto url = url_in(address)) return url->scheme == "unix" || is_loopback_host(host_of(url->host));
  return is_loopback_host(host_of(address));
}

bool is_wildcard(std::string_view address) {
  if (const auto url = url_in(address)) address = url->host;
  // A mask makes it a range in a rule, not an address to listen on.
  if (address.find('/') != std::string_view::npos) return false;
  if (address == "::" || address == "*" || address == "0") return address != "0";
  if (address.starts_with(":::")) return true;
  const std::string_view host = host_of(address);
  return host == "0.0.0.0" || host == "::" || host == "*" || host == "0:0:0:0:0:0:0:0";
}

template <typename Test>
bool any_token(std::string_view value, Test test) {
  for (const std::string_view token : split(value, " \t,;|\"'")) {
    if (test(token)) return true;
  }
  return false;
}

bool is_cleartext_url(std::string_view value, const KnownValues& known) {
  constexpr std::array<std::string_view, 24> kSchemes = {
      "http", "ws",    "mqtt", "tcp",  "ftp",  "tftp", "telnet", "ldap",   "coap",    "coap+tcp", "amqp",   "redis",
      "rtsp", "stomp", "nats", "smtp", "imap", "pop3", "syslog", "modbus", "opc.tcp", "xmpp",     "gopher", "rtmp"};
  const auto url = url_in(trimmed(value));
  if (!url || std::find(kSchemes.begin(), kSchemes.end(), url->scheme) == kSchemes.end()) return false;
  // OPC UA secures what it carries itself; its scheme says nothing.
  if (url->scheme == "opc.tcp" || url->scheme == "modbus") return false;
  const std::string_view host = host_of(url->host);
  return !host.empty() && !is_loopback_host(host) && !known.is_namespace(trimmed(value));
}

bool is_tls_url(std::string_view value) {
  constexpr std::array<std::string_view, 18> kSchemes = {"https", "wss",   "mqtts", "ssl",   "tls",       "ftps",
                                                         "sftp",  "ldaps", "coaps", "amqps", "rediss",    "rtsps",
                                                         "smtps", "imaps", "pop3s", "ssh",   "coaps+tcp", "mqtt+ssl"};
  const auto url = url_in(trimmed(value));
  return url && std::find(kSchemes.begin(), kSchemes.end(), url->scheme) != kSchemes.end();
}

bool is_modular_hash(std::string_view value) {
  static const Pattern form = pattern(
      "\\{?(CRYPT|crypt)?\\}?\\$(1|2[abxy]?|3|5|6|7|y|gy|md5|sha1|apr1|argon2(i|d|id)|pbkdf2[-a-z0-9]*|scrypt)[$,].+");
  return form.matches(value);
}

bool is_des_hash(std::string_view value) {
  static const Pattern form = pattern("[./0-9A-Za-z]{13}|_[./0-9A-Za-z]{19}");
  return form.matches(value);
}

bool is_weak_hash(std::string_view value) {
  static const Pattern weak = pattern(
      "\\$(1|3|md5|apr1)[$,].+|\\$2[abxy]?\\$0[0-9]\\$.+|\\$[56]\\$rounds=[0-9]{1,3}\\$.+|\\$[56]\\$rounds=[1-4][0-9]{"
      "3}\\$.+");
  return weak.matches(value) || is_des_hash(value);
}

bool is_locked(std::string_view value) {
  static const Pattern form = pattern("[*!].*|x|NP|LK");
  return form.matches(value);
}

/// A password may begin with "!" as well; that of an account that is locked has nothing or a hash behind it.
bool is_only_locked(std::string_view value) {
  static const Pattern form = pattern("\\*.*|!+[*x]?|!+\\$.+|![./0-9A-Za-z]{13}|x|NP|LK");
  return form.matches(value);
}

bool is_private_key(std::string_view value) {
  static const Pattern form = pattern("-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|PuTTY-User-Key-File-[23]:");
  return form.found_in(value);
}

/// Nothing but a reference, or a call that fetches the value.
bool is_reference(std::string_view value) {
  static const Pattern whole = pattern(
      std::string("(?s)") +
      "\\$[A-Za-z_][A-Za-z0-9_]*|\\$p\\$.*|%{1,2}[A-Za-z_][A-Za-z0-9_]*%{1,2}|@[A-Za-z_][A-Za-z0-9_.-]*@|"
      "!(secret|env_var|include|vault|ENV|env|Ref|GetAtt|Sub)\\b.*|"
      "(?i:" +
      std::string(kStores) +
      "|file|path|store|ref\\+[a-z]+):\\S+|"
      "ENC\\(.*\\)|arn:aws[a-z-]*:.*|@Microsoft\\.KeyVault\\(.*|projects/[^/]+/secrets/.*|"
      "\\$\\[[^\\[\\]]+\\]|\\(\\([A-Za-z][\\w./: -]*\\)\\)|@env:\\S+|"
      ".*\\b(process\\.env|os\\.environ|os\\.getenv|getenv|System\\.getenv|ENV\\[|env\\(|lookup\\(|secretKeyRef|"
      "valueFrom).*|"
      "(~|\\.{1,2})?/[\\w.@-]+(/[\\w.@-]+)+/?|(~|\\.{1,2})/[\\w.@-]+|/(etc|run|var|dev|tmp|usr|opt|mnt|root|home)/"
      "\\S*|[A-Za-z]:\\\\\\S+");
  return whole.matches(trimmed(value));
}

bool is_placeholder(std::string_view value) {
  static const Pattern form = pattern(
      "<[^<>]*>|\\[[A-Za-z][A-Za-z _-]*\\]|\\{[A-Za-z_][A-Za-z0-9_. "
      "-]*\\}|\\|[A-Z_]+\\||__[A-Za-z0-9_]+__|@@?[A-Za-z][A-Za-z0-9_.-]*@@?|"
      "[xX]+|[*]{2,}|[.]{2,}|[-]{2,}|[_]+|[?]+|[#]+|(•)+|…|%[a-z]{1,2}|"
      "(?i:(enter|insert|put|add|type|set|use|the)?[ _-]?your[ _-]?[a-z0-9][a-z0-9 _'-]*)|"
      "(?i:<?(todo|tbd|fixme|placeholder|redacted|n/a|not[ _-]?set|unset|not[ _-]?used)>?)|"
      "(REPLACE|INSERT|ENTER|PUT|SET|FILL|TYPE|ADD|PROVIDE)([_ -][A-Z0-9]+)+|"
      "([A-Z0-9]+[_-])*(PLACEHOLDER|HERE|TODO|FIXME|REPLACE|CHANGEIT)([_-][A-Z0-9]+)*|(?i:([a-z0-9]+[_-])+placeholder)|"
      "([A-Z0-9]+_)*(PASSWORD|PASSWD|PASSPHRASE|PASS|PSK|SECRET|KEY|TOKEN|SSID|USER|USERNAME|PWD)(_[A-Z0-9]+)*(_HERE|_"
      "GOES_HERE)|"
      "(MY|YOUR|WIFI|WLAN|MQTT|DB|ADMIN|AP|OTA|API|USER|ROOT|NETWORK|SSID)(_[A-Z]+)*_(PASSWORD|PASSWD|PASSPHRASE|PASS|"
      "PSK|SECRET|KEY|TOKEN|PWD)|"
      "PASSWORD|PASSPHRASE|SSID_PASSWORD");
  // Seen active in shipped configuration: it works as a password.
  static const Pattern active = pattern("(?i).*\\bgoes here\\b.*");
  const std::string_view text = trimmed(value);
  return form.matches(text) && !active.matches(text);
}

/// Words that stand for "no value", for a type or for the name of a key, and texts for people.
bool is_no_credential(std::string_view value) {
  static const Pattern form = pattern(
      "(?i:true|false|yes|no|on|off|null|nil|none|nullptr|undefined|default|auto|disabled?|enabled?|str(ing)?|bool(ean)"
      "?|int(eger)?|password\\?|str\\?|string\\?)|"
      "(?i:[.]?[a-z][a-z0-9]*([_.][a-z0-9]+)*[_.](password|passwd|passphrase|psk|pwd))|[a-z]+(Password|Passwd|"
      "Passphrase|"
      "Psk)|"
      "(?s).*[:?]\\s*|(?s)-----BEGIN .*|(?s).*\\{\\}.*|%[-0-9.]*[sduxX]");
  return form.matches(value);
}

bool is_secret(std::string_view value) {
  const std::string_view text = trimmed(value);
  if (is_private_key(text)) return true;
  if (text.size() < 2 || is_reference(text) || holds_reference(text) || is_placeholder(text)) return false;
  if (is_modular_hash(text) || is_only_locked(text) || is_no_credential(text)) return false;
  const auto url = url_in(text);
  return !url || url->has_user;
}

bool is_weak_password(std::string_view value, const KnownValues& known) {
  constexpr std::size_t kShort = 8;
  const std::string_view text = trimmed(value);
  if (!is_secret(text)) return false;
  if (known.passwords.contains(text)) return true;
  // Encoded is not encrypted: `YWRtaW4=` is "admin".
  if (const auto decoded = text_in_base64(text); decoded && known.passwords.contains(*decoded)) return true;
  if (text.size() >= kShort) return false;
  static const Pattern one_class = pattern("[0-9]+|[a-z]+|[A-Z]+");
  return one_class.matches(text);
}

}  // namespace

std::string_view name_of(ValueClass value_class) {
  return kNames.at(static_cast<std::size_t>(value_class));
}

std::optional<ValueClass> value_class_named(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<ValueClass>(found - kNames.begin());
}

std::span<const std::string_view> value_class_names() {
  return kNames;
}

bool is_of_class(std::string_view value, ValueClass value_class, const KnownValues& known) {
  switch (value_class) {
    case ValueClass::kSecret:
      return is_secret(value);
    case ValueClass::kWeakPassword:
      return is_weak_password(value, known);
    case ValueClass::kReference:
      return is_reference(value) || holds_reference(value);
    case ValueClass::kPlaceholder:
      return is_placeholder(value);
    case ValueClass::kWildcardAddress:
      return any_token(value, is_wildcard);
    case ValueClass::kLoopbackAddress:
      return any_token(value, is_loopback);
    case ValueClass::kNotLoopback:
      return !any_token(value, is_loopback);
    case ValueClass::kCleartextUrl:
      return any_token(value, [&](std::string_view token) { return is_cleartext_url(token, known); });
    case ValueClass::kTlsUrl:
      return any_token(value, is_tls_url);
    case ValueClass::kPrivateKey:
      return is_private_key(value);
    case ValueClass::kPasswordHash:
      return is_modular_hash(value) || is_des_hash(value);
    case ValueClass::kWeakPasswordHash:
      return is_weak_hash(value);
    case ValueClass::kCrackedHash:
      return known.breaker ? known.breaker->breaks(value, known.passwords)
                           : HashBreaker({}).breaks(value, known.passwords);
    case ValueClass::kLockedPassword:
      return is_locked(value);
    case ValueClass::kPublishedKey:
      return known.published_keys.contains(value);
  }
  return false;
}

bool has_literal_host(std::string_view value) {
  const auto url = url_in(value);
  return url && !url->host.empty() && url->host.find_first_of("$`{}%<>@") == std::string_view::npos;
}

std::optional<std::string_view> default_in_reference(std::string_view value) {
  // `{{ name | default('text') }}` of Jinja and Helm
  static const Pattern filtered = pattern(
      "^\\{\\{-?\\s*[$\\w.\\[\\]\"'() -]+\\|\\s*default\\s*\\(?\\s*(?:'([^'{}]+)'|\"([^\"{}]+)\"|(true|false|[0-9]+))"
      "\\s*(?:,\\s*true\\s*)?\\)?\\s*(?:\\|\\s*\\w+\\s*)?-?\\}\\}$");
  if (value.starts_with("{{")) {
    const auto pieces = filtered.pieces_in(value, 1);
    return pieces.empty() ? std::nullopt : std::optional(value.substr(pieces[0].offset, pieces[0].length));
  }
  if (!value.starts_with("${") || !value.ends_with('}')) return std::nullopt;
  const std::string_view inner = value.substr(2, value.size() - 3);
  if (inner.find_first_of("${}") != std::string_view::npos) return std::nullopt;
  std::string_view name = inner;
  std::string_view text;
  // A store may stand in front of the name: `${env:PORT:-1883}`.
  if (const std::size_t shell = inner.find(":-"); shell != std::string_view::npos) {
    name = inner.substr(0, shell);
    text = inner.substr(shell + 2);
  } else if (const std::size_t colon = inner.find(':'); colon != std::string_view::npos) {
    name = inner.substr(0, colon);
    text = inner.substr(colon + 1);
    // `${vault:secret/db}` says where the value is, `${DB_PASSWORD:secret}` what it is, `${X:?text}` that it must be
    // set, `${X:0:4}` is a part of it.
    static const Pattern store = pattern("(?i)" + std::string(kStores) + "|file|path|const|date|main|ctx|self|opt|cf");
    static const Pattern other = pattern("[?+].*|[0-9]+:[0-9]+");
    if (store.matches(name) || other.matches(text)) return std::nullopt;
    if (text.starts_with('=')) text.remove_prefix(1);
  } else if (const std::size_t dash = inner.find('-'); dash != std::string_view::npos) {
    name = inner.substr(0, dash);
    text = inner.substr(dash + 1);
    // `${my-setting}` is a name.
    if (std::any_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return std::nullopt;
  }
  static const Pattern form = pattern("[A-Za-z_][A-Za-z0-9_.:\\[\\]-]*");
  if (trimmed(text).empty() || !form.matches(name)) return std::nullopt;
  return text;
}

bool holds_reference(std::string_view value) {
  static const Pattern form = pattern(
      "\\$\\{|\\$\\(|\\{\\{|\\}\\}|#\\{[A-Za-z_]|%\\([A-Za-z_]\\w*\\)s|<%=|@\\{[A-Za-z_]|%\\{[A-Za-z_]|"
      "(^|[:/@=\"' ,])\\$([A-Za-z_][A-Za-z0-9_]*|[0-9@*])($|[^A-Za-z0-9_$])|`[^`]+`|\\$env:");
  return form.found_in(value);
}

}  // namespace cpsaudit
