#include <pugixml.hpp>

#include <algorithm>
#include <string>

#include "formats/lines.h"
#include "formats/parsers.h"

namespace cpsaudit {
namespace {

class XmlReader {
 public:
  explicit XmlReader(DocumentBuilder& builder) : builder_(builder), source_(builder.source()) {}

  void read() {
    // Entities beyond the five of XML and numbers stay as they are written; nothing is ever fetched.
    constexpr unsigned kFlags =
        pugi::parse_default | pugi::parse_comments | pugi::parse_trim_pcdata | pugi::parse_fragment;
    pugi::xml_document document;
    const pugi::xml_parse_result result =
        document.load_buffer(source_.data(), source_.size(), kFlags, pugi::encoding_utf8);
    if (!result) {
      builder_.problem(Problem::Kind::kPartlyParsed, result.description(),
                       static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)));
    }
    walk(document);
  }

 private:
  /// Without recursion: files may nest as deep as they are long.
  void walk(const pugi::xml_document& document) {
    pugi::xml_node node = document.first_child();
    while (node) {
      const bool opened = enter(node);
      if (opened && node.first_child()) {
        node = node.first_child();
        continue;
      }
      if (opened) leave();
      while (!node.next_sibling() && node.parent() && node.parent() != document) {
        node = node.parent();
        leave();
      }
      node = node.next_sibling();
    }
  }

  /// True when a group was opened whose children come next.
  bool enter(const pugi::xml_node& node) {
    const std::size_t offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
    switch (node.type()) {
      case pugi::node_comment: {
        const std::size_t end = std::min(source_.find("-->", offset), source_.size());
        at_ = std::min(end + 3, source_.size());
        builder_.comment({offset - std::min<std::size_t>(offset, 4), at_}, builder_.source({offset, end}));
        return false;
      }
      case pugi::node_pcdata:
      case pugi::node_cdata:
        builder_.add(text("#text", {}, node));
        return false;
      case pugi::node_element:
        return element(node, offset);
      default:
        return false;
    }
  }

  bool element(const pugi::xml_node& node, std::size_t offset) {
    const std::string name = node.name();
    const Range key = {offset, offset + name.size()};
    at_ = key.end;
    if (!node.first_attribute()) {
      const pugi::xml_node only = only_text(node);
      if (only || !node.first_child()) {
        skip_start_tag();
        Node scalar =
            only ? text(name, key, only) : make_scalar(builder_, name, key, "", {at_, at_}, ScalarStyle::kMissing);
        builder_.add(std::move(scalar));
        skip_end_tag();
        return false;
      }
    }
    builder_.open(make_section(builder_, name, key), offset - std::min<std::size_t>(offset, 1));
    for (const pugi::xml_attribute& attribute : node.attributes()) add_attribute(attribute, key);
    skip_start_tag();
    // `<password scope="x"></password>` says that there is no text; `<user name="x"/>` has no place for one.
    if (!node.first_child() && !closes_itself_.back()) {
      builder_.add(make_scalar(builder_, "#text", {}, "", {at_, at_}, ScalarStyle::kMissing));
    }
    return true;
  }

  /// The one text of an element that has nothing else.
  static pugi::xml_node only_text(const pugi::xml_node& node) {
    const pugi::xml_node first = node.first_child();
    const bool is_text = first.type() == pugi::node_pcdata || first.type() == pugi::node_cdata;
    return is_text && !first.next_sibling() ? first : pugi::xml_node();
  }

  Node text(const std::string& key, Range key_range, const pugi::xml_node& node) {
    const std::size_t begin = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
    const bool block = node.type() == pugi::node_cdata;
    std::size_t end = std::min(source_.find(block ? "]]>" : "<", begin), source_.size());
    at_ = block ? std::min(end + 3, source_.size()) : end;
    while (!block && end > begin && (is_blank(source_[end - 1]) || is_newline(source_[end - 1]))) --end;
    return make_scalar(builder_, key, key_range, node.value(), {begin, end},
                       block ? ScalarStyle::kBlock : ScalarStyle::kPlain);
  }

  /// Finds the attribute in the source: the library does not say where it was.
  void add_attribute(const pugi::xml_attribute& attribute, Range element) {
    const std::string name = attribute.name();
    skip_space();
    Range key = {at_, at_ + name.size()};
    if (source_.substr(at_, name.size()) != name) key = element;
    const std::size_t open = source_.find_first_of("\"'", key.end);
    const std::size_t close = open == std::string_view::npos ? open : source_.find(source_[open], open + 1);
    Range value = element;
    if (close != std::string_view::npos) {
      value = {open + 1, close};
      at_ = close + 1;
    }
    builder_.add(make_scalar(builder_, "@" + name, key, attribute.value(), value, ScalarStyle::kQuoted));
  }

  void skip_start_tag() {
    const std::size_t close = source_.find('>', at_);
    closes_itself_.push_back(close != std::string_view::npos && close > 0 && source_[close - 1] == '/');
    at_ = close == std::string_view::npos ? source_.size() : close + 1;
  }

  /// Forgets the innermost start tag and goes behind its end tag.
  void skip_end_tag() {
    if (!closes_itself_.back() && source_.substr(at_, 2) != "</") {
      at_ = std::min(source_.find("</", at_), source_.size());
    }
    if (!closes_itself_.back()) {
      const std::size_t close = source_.find('>', at_);
      at_ = close == std::string_view::npos ? source_.size() : close + 1;
    }
    closes_itself_.pop_back();
  }

  void leave() {
    skip_end_tag();
    builder_.close(at_);
  }

  void skip_space() {
    while (at_ < source_.size() && (is_blank(source_[at_]) || is_newline(source_[at_]))) ++at_;
  }

  DocumentBuilder& builder_;
  std::string_view source_;
  /// Behind what was read last.
  std::size_t at_ = 0;
  /// Of each open element.
  std::vector<bool> closes_itself_;
};

}  // namespace

void parse_xml(DocumentBuilder& builder) {
  XmlReader(builder).read();
}

}  // namespace cpsaudit
