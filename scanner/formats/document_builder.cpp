#include "formats/document_builder.h"

#include <fmt/format.h>

#include <utility>

namespace cpsaudit {
namespace {

// A file of another syntax would fill the log with one problem a line.
constexpr std::size_t kMaxProblems = 20;

}  // namespace

DocumentBuilder::DocumentBuilder(const Text& text, const SyntaxOptions& options, const ParseLimits& limits)
    : text_(text), options_(options), limits_(limits) {
  Node root;
  root.kind = NodeKind::kSection;
  open_.push_back({std::move(root), 0});
}

bool DocumentBuilder::take_nodes(std::size_t count, std::size_t offset) {
  if (count <= limits_.nodes - nodes_) {
    nodes_ += count;
    return true;
  }
  if (!std::exchange(said_too_many_, true)) {
    problem(Problem::Kind::kPartlyParsed, fmt::format("more than {} settings; the rest is left out", limits_.nodes),
            offset);
  }
  return false;
}

void DocumentBuilder::add(Node node) {
  if (too_deep_ > 0) return;
  const std::size_t offset = said_too_many_ ? 0 : open_.back().begin;
  if (!take_nodes(1, offset)) return;
  open_.back().node.children.push_back(std::move(node));
}

void DocumentBuilder::open(Node group, std::size_t begin) {
  if (too_deep_ > 0 || open_.size() > limits_.depth) {
    ++too_deep_;
    if (!std::exchange(said_too_deep_, true)) {
      problem(Problem::Kind::kPartlyParsed,
              fmt::format("nested deeper than {} levels; what lies below is left out", limits_.depth), begin);
    }
    return;
  }
  open_.push_back({std::move(group), begin});
}

void DocumentBuilder::close(std::size_t end) {
  if (too_deep_ > 0) {
    --too_deep_;
    return;
  }
  if (open_.size() == 1) return;
  Group group = std::move(open_.back());
  open_.pop_back();
  group.node.value_span = span({group.begin, end});
  add(std::move(group.node));
}

void DocumentBuilder::close_to(std::size_t depth, std::size_t end) {
  while (this->depth() > depth) close(end);
}

void DocumentBuilder::comment(Range range, std::string_view text) {
  result_.document.comments.push_back({std::string(text), span(range)});
}

void DocumentBuilder::problem(Problem::Kind kind, std::string message, std::size_t offset) {
  if (result_.problems.size() > kMaxProblems) return;
  // The last one stands for all that follow.
  if (result_.problems.size() == kMaxProblems) message = "more places follow that make no sense; they are not listed";
  result_.problems.push_back({kind, std::move(message), text_.position(offset)});
}

ParsedDocument DocumentBuilder::finish() {
  close_to(0, source().size());
  Node& root = open_.front().node;
  if (!root.value_span.known()) root.value_span = span({0, source().size()});
  result_.document.root = std::move(root);
  return std::move(result_);
}

Node make_scalar(const DocumentBuilder& builder, std::string key, Range key_range, std::string value, Range value_range,
                 ScalarStyle style) {
  Node node;
  node.key = std::move(key);
  node.value = std::move(value);
  node.style = style;
  if (!key_range.empty()) node.key_span = builder.span(key_range);
  node.value_span = builder.span(value_range);
  return node;
}

Node make_section(const DocumentBuilder& builder, std::string key, Range key_range) {
  Node node;
  node.kind = NodeKind::kSection;
  node.key = std::move(key);
  if (!key_range.empty()) node.key_span = builder.span(key_range);
  return node;
}

}  // namespace cpsaudit
