#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "formats/lines.h"
#include "formats/parsers.h"
#include "formats/template_mask.h"
#include "formats/yaml_source.h"

namespace cpsaudit {
namespace {

/// Thrown through yaml-cpp to make it stop; caught in this file.
struct Stop {
  enum class Why { kTooMany, kTemplate };
  Why why;
  std::size_t offset;
};

constexpr std::string_view kCoreTags = "tag:yaml.org,2002:";

/// Builds the tree from the events of yaml-cpp. Its marks count bytes from 0.
class YamlReader : public YAML::EventHandler {
 public:
  /// `masked` is the text that is really parsed, when that is not the file's own.
  YamlReader(DocumentBuilder& builder, const MaskedTemplate* masked)
      : builder_(builder), source_(builder.source()), masked_(masked) {}

  /// Adds what can be read; true when that is all of it. Problems are added to `problems` with their offset.
  bool read(std::vector<std::pair<std::string, std::size_t>>& problems) {
    std::istringstream stream(masked_ != nullptr ? masked_->text : std::string(source_));
    try {
      YAML::Parser parser(stream);
      while (parser.HandleNextDocument(*this)) {
      }
      return true;
    } catch (const YAML::Exception& error) {
      problems.emplace_back(error.msg, offset_of(error.mark));
    } catch (const Stop& stop) {
      problems.emplace_back(stop.why == Stop::Why::kTemplate
                                ? "a template expression where a value was expected"
                                : fmt::format("more than {} settings; the rest is left out", builder_.limits().nodes),
                            stop.offset);
    } catch (const std::exception&) {
      problems.emplace_back("the file could not be read as YAML", last_end_);
    }
    while (!frames_.empty()) end_group();
    return false;
  }

  /// Moves what was read into the document.
  void finish() {
    for (const auto& [message, offset] : problems_) {
      builder_.problem(Problem::Kind::kPartlyParsed, message, offset);
    }
    for (const Range& comment : find_yaml_comments(source_, scalars_)) {
      builder_.comment(comment, builder_.source({comment.begin + 1, comment.end}));
    }
    Node& root = builder_.root();
    if (documents_.size() == 1) {
      root = std::move(documents_.front());
      return;
    }
    if (documents_.empty()) return;
    root.kind = NodeKind::kSequence;
    for (Node& document : documents_) {
      document.key = "---";
      root.children.push_back(std::move(document));
    }
  }

  void OnDocumentStart(const YAML::Mark&) override { anchors_.clear(); }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t offset = offset_of(mark);
    const std::size_t begin = skip_yaml_properties(source_, offset);
    const Range written = {begin, null_end(begin)};
    if (!written.empty()) {
      scalars_.push_back(written);
      last_end_ = written.end;
      place(leaf(std::string(builder_.source(written)), written, ScalarStyle::kPlain), anchor, offset);
      return;
    }
    // No document at all.
    if (frames_.empty()) return;
    const std::size_t at = missing_place(offset);
    place(leaf("", {at, at}, ScalarStyle::kMissing), anchor, offset);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t offset = offset_of(mark);
    const std::size_t end = source_.find_first_of(" \t\r\n,]}", offset);
    last_end_ = std::max(last_end_, std::min(end, source_.size()));
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end() || skipped_ > 0) {
      place(leaf("", {offset, offset}, ScalarStyle::kMissing), YAML::NullAnchor, offset);
      return;
    }
    const Anchor& anchored = found->second;
    take(anchored.size, offset);
    if (frames_.size() + anchored.height > builder_.limits().depth) {
      say_too_deep(offset);
      place(leaf("", {offset, offset}, ScalarStyle::kMissing), YAML::NullAnchor, offset);
      return;
    }
    put(anchored.node, anchored.size, anchored.height);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const std::size_t offset = offset_of(mark);
    // The masked text has the words that yaml-cpp read; the file has the same places.
    const std::string_view parsed = masked_ != nullptr ? std::string_view(masked_->text) : source_;
    const YamlScalar scalar = locate_yaml_scalar(parsed, offset, value);
    scalars_.push_back(scalar.whole);
    last_end_ = std::max(last_end_, scalar.whole.end);
    const bool is_template = masked_ != nullptr && masked_->touches(scalar.inner);
    Node node = leaf(is_template ? written_text(scalar) : value, scalar.inner, scalar.style);
    if (tag != "!" && tag != "?" && tag.compare(0, kCoreTags.size(), kCoreTags) != 0) node.tag = tag;
    place(std::move(node), anchor, offset);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    begin_group(NodeKind::kSequence, mark, tag, anchor, style);
  }
  void OnSequenceEnd() override { end_group(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    const std::size_t begin = skip_yaml_properties(source_, offset_of(mark));
    if (masked_ == nullptr && source_.substr(begin, 2) == "{{") throw Stop{Stop::Why::kTemplate, begin};
    begin_group(NodeKind::kSection, mark, tag, anchor, style);
  }
  void OnMapEnd() override { end_group(); }

 private:
  /// As it stands in the file, with the expressions that were masked.
  std::string written_text(const YamlScalar& scalar) const {
    const bool is_block = scalar.style == ScalarStyle::kBlock && scalar.inner.begin < scalar.inner.end;
    return is_block ? block_text(source_, scalar.inner) : std::string(builder_.source(scalar.inner));
  }

  /// A mapping or sequence that is open.
  struct Frame {
    Node node;
    std::size_t begin = 0;
    bool flow = false;
    YAML::anchor_t anchor = YAML::NullAnchor;
    /// Nodes in it, itself included, and levels below it.
    std::size_t size = 1;
    std::size_t height = 0;
    /// The key whose value comes next.
    bool has_key = false;
    Node key;
    std::size_t key_end = 0;
    /// Values of `<<`.
    std::vector<Node> merged;
  };

  struct Anchor {
    Node node;
    std::size_t size = 1;
    std::size_t height = 0;
  };

  std::size_t offset_of(const YAML::Mark& mark) const {
    return mark.pos < 0 ? 0 : std::min(static_cast<std::size_t>(mark.pos), source_.size());
  }

  Node leaf(std::string value, Range range, ScalarStyle style) const {
    return make_scalar(builder_, "", {}, std::move(value), range, style);
  }

  /// The end of an explicit null at `begin`, or `begin`.
  std::size_t null_end(std::size_t begin) const {
    for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
      const std::size_t end = begin + word.size();
      if (source_.substr(begin, word.size()) != word) continue;
      if (end == source_.size() || std::string_view(" \t\r\n,]}").find(source_[end]) != std::string_view::npos) {
        return end;
      }
    }
    return begin;
  }

  /// Where the value of a key without one would stand: right behind the colon.
  std::size_t missing_place(std::size_t offset) const {
    const Frame& frame = frames_.back();
    if (frame.node.kind != NodeKind::kSection || !frame.has_key) return offset;
    std::size_t i = frame.key_end;
    while (i < source_.size() && is_blank(source_[i])) ++i;
    return i < source_.size() && source_[i] == ':' ? i + 1 : frame.key_end;
  }

  void take(std::size_t count, std::size_t offset) {
    nodes_ += count;
    if (nodes_ > builder_.limits().nodes) throw Stop{Stop::Why::kTooMany, offset};
  }

  void say_too_deep(std::size_t offset) {
    if (std::exchange(said_too_deep_, true)) return;
    problems_.emplace_back(
        fmt::format("nested deeper than {} levels; what lies below is left out", builder_.limits().depth), offset);
  }

  void begin_group(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                   YAML::EmitterStyle::value style) {
    const std::size_t offset = offset_of(mark);
    if (skipped_ > 0 || frames_.size() >= builder_.limits().depth) {
      say_too_deep(offset);
      ++skipped_;
      return;
    }
    take(1, offset);
    Frame frame;
    frame.node.kind = kind;
    if (tag != "?" && tag != "!" && tag.compare(0, kCoreTags.size(), kCoreTags) != 0) frame.node.tag = tag;
    frame.begin = skip_yaml_properties(source_, offset);
    frame.flow = style == YAML::EmitterStyle::Flow;
    frame.anchor = anchor;
    frames_.push_back(std::move(frame));
  }

  void end_group() {
    if (skipped_ > 0) {
      if (--skipped_ == 0) put(leaf("", {last_end_, last_end_}, ScalarStyle::kMissing), 1, 0);
      return;
    }
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    last_end_ = std::max(last_end_, frame.begin);
    if (frame.flow) {
      const std::size_t close = source_.find_first_of("]}", last_end_);
      if (close != std::string_view::npos) last_end_ = close + 1;
    }
    if (frame.has_key) add_member(frame, leaf("", {frame.key_end, frame.key_end}, ScalarStyle::kMissing));
    resolve_merges(frame);
    frame.node.value_span = builder_.span({std::min(frame.begin, last_end_), last_end_});
    if (frame.anchor != YAML::NullAnchor) remember(frame.anchor, frame.node, frame.size, frame.height, frame.begin);
    put(std::move(frame.node), frame.size, frame.height);
  }

  /// A leaf that may have an anchor.
  void place(Node node, YAML::anchor_t anchor, std::size_t offset) {
    if (skipped_ > 0) return;
    take(1, offset);
    if (anchor != YAML::NullAnchor) remember(anchor, node, 1, 0, offset);
    put(std::move(node), 1, 0);
  }

  void remember(YAML::anchor_t anchor, const Node& node, std::size_t size, std::size_t height, std::size_t offset) {
    take(size, offset);
    anchors_[anchor] = {node, size, height};
  }

  /// Gives `node` to the group that is open: as a key, a value or an item.
  void put(Node node, std::size_t size, std::size_t height) {
    if (frames_.empty()) {
      documents_.push_back(std::move(node));
      return;
    }
    Frame& frame = frames_.back();
    frame.size += size;
    frame.height = std::max(frame.height, height + 1);
    if (frame.node.kind == NodeKind::kSequence) {
      frame.node.children.push_back(std::move(node));
    } else if (!frame.has_key) {
      frame.has_key = true;
      frame.key = std::move(node);
      frame.key_end = last_end_;
    } else {
      add_member(frame, std::move(node));
    }
  }

  static void add_member(Frame& frame, Node node) {
    frame.has_key = false;
    // A key that is a mapping or a sequence has no name.
    const bool named = frame.key.kind == NodeKind::kScalar;
    if (named && frame.key.value == "<<" && frame.key.style == ScalarStyle::kPlain && node.kind != NodeKind::kScalar) {
      frame.merged.push_back(std::move(node));
      return;
    }
    node.key = named ? frame.key.value : "";
    node.key_span = frame.key.value_span;
    frame.node.children.push_back(std::move(node));
  }

  /// `<<: *defaults`: keys of the mapping itself win, then earlier mappings over later ones.
  static void resolve_merges(Frame& frame) {
    if (frame.merged.empty()) return;
    std::set<std::string> keys;
    for (const Node& child : frame.node.children) keys.insert(child.key);
    std::vector<Node> children;
    const auto merge = [&](Node& mapping) {
      if (mapping.kind != NodeKind::kSection) return;
      std::vector<Node> fresh;
      for (Node& child : mapping.children) {
        if (keys.count(child.key) == 0) fresh.push_back(std::move(child));
      }
      for (Node& child : fresh) {
        keys.insert(child.key);
        children.push_back(std::move(child));
      }
    };
    for (Node& merged : frame.merged) {
      if (merged.kind == NodeKind::kSection) merge(merged);
      for (Node& item : merged.children) {
        if (merged.kind == NodeKind::kSequence) merge(item);
      }
    }
    std::move(frame.node.children.begin(), frame.node.children.end(), std::back_inserter(children));
    frame.node.children = std::move(children);
  }

  DocumentBuilder& builder_;
  std::string_view source_;
  const MaskedTemplate* masked_;
  std::vector<Frame> frames_;
  std::vector<Node> documents_;
  std::map<YAML::anchor_t, Anchor> anchors_;
  /// Of all scalars that stand in the file, in its order.
  std::vector<Range> scalars_;
  std::vector<std::pair<std::string, std::size_t>> problems_;
  std::size_t last_end_ = 0;
  std::size_t nodes_ = 0;
  /// Groups that are open below the deepest level.
  std::size_t skipped_ = 0;
  bool said_too_deep_ = false;
};

}  // namespace

void parse_yaml(DocumentBuilder& builder) {
  std::vector<std::pair<std::string, std::size_t>> problems;
  const auto report = [&](YamlReader& reader) {
    for (const auto& [message, offset] : problems) {
      builder.problem(Problem::Kind::kPartlyParsed, message, offset);
    }
    reader.finish();
  };
  YamlReader plain(builder, nullptr);
  if (plain.read(problems)) {
    report(plain);
    return;
  }
  const auto masked = mask_template(builder.source());
  if (!masked) {
    report(plain);
    return;
  }
  problems.clear();
  problems.emplace_back("a template: its expressions are taken as text and all its branches as they stand",
                        masked->masked.front().begin);
  YamlReader reader(builder, &*masked);
  reader.read(problems);
  report(reader);
}

}  // namespace cpsaudit
