#include "intake/glob.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <bitset>
#include <optional>

namespace cpsaudit {
namespace {

using ByteSet = std::bitset<256>;

/// One character of a name in UTF-8, or one byte that belongs to none; never '/'.
constexpr std::string_view kOneCharacter = R"((?:[\x00-\x2E\x30-\x7F]|[\xC0-\xFF][\x80-\xBF]*|[\x80-\xBF]))";

std::size_t byte_at(std::string_view glob, std::size_t at) {
  return static_cast<unsigned char>(glob[at]);
}

std::string expression_for(const ByteSet& bytes) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string expression = "[";
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
    if (!bytes[byte]) continue;
    expression += "\\x";
    expression += kHex[byte / 16];
    expression += kHex[byte % 16];
  }
  return expression + "]";
}

/// Translates a glob into a regular expression over bytes, which RE2 matches in linear time.
class Translation {
 public:
  explicit Translation(std::string_view glob) : glob_(glob) {
    const bool tied = glob_.starts_with("/") || glob_.starts_with("./");
    glob_.remove_prefix(std::min(tied ? glob_.find('/') + 1 : 0, glob_.size()));
    const bool folder = glob_.ends_with("/");
    if (folder) glob_.remove_suffix(1);
    if (!tied && glob_.find('/') == std::string_view::npos) out_ = "(?:.*/)?";
    pair_braces();
    while (at_ < glob_.size()) step();
    if (folder) out_ += "/.*";
  }

  std::string take() { return std::move(out_); }

 private:
  void step() {
    const char c = glob_[at_];
    if (c == '*') {
      stars();
    } else if (c == '?') {
      out_ += kOneCharacter;
      ++at_;
    } else if (c == '[') {
      brackets();
    } else if (c == '{' && paired(at_)) {
      out_ += "(?:";
      open_braces_ += 1;
      ++at_;
    } else if (c == '}' && paired(at_)) {
      out_ += ")";
      open_braces_ -= 1;
      ++at_;
    } else if (c == ',' && open_braces_ > 0) {
      out_ += "|";
      ++at_;
    } else {
      if (c == '\\' && at_ + 1 < glob_.size()) ++at_;
      out_ += RE2::QuoteMeta(glob_.substr(at_++, 1));
    }
  }

  void stars() {
    const std::size_t begin = at_;
    while (at_ < glob_.size() && glob_[at_] == '*') ++at_;
    if (at_ - begin == 1) {
      out_ += "[^/]*";
      return;
    }
    const bool whole_name = (begin == 0 || glob_[begin - 1] == '/') && at_ < glob_.size() && glob_[at_] == '/';
    // "a/**/b" also means "a/b".
    out_ += whole_name ? "(?:.*/)?" : ".*";
    if (whole_name) ++at_;
  }

  void brackets() {
    std::size_t i = at_ + 1;
    const bool negated = i < glob_.size() && (glob_[i] == '!' || glob_[i] == '^');
    if (negated) ++i;
    // A bracket that comes first is a member of the set.
    const std::size_t close = glob_.find(']', std::min(i + 1, glob_.size()));
    if (close == std::string_view::npos) {
      out_ += "\\[";
      ++at_;
      return;
    }
    ByteSet bytes;
    while (i < close) {
      const bool range = i + 2 < close && glob_[i + 1] == '-';
      const std::size_t last = byte_at(glob_, range ? i + 2 : i);
      for (std::size_t byte = byte_at(glob_, i); byte <= last; ++byte) bytes.set(byte);
      i += range ? 3 : 1;
    }
    if (negated) bytes.flip();
    bytes.reset('/');
    // An empty set matches nothing: no byte lies outside of all bytes.
    out_ += bytes.none() ? R"([^\x00-\xFF])" : expression_for(bytes);
    at_ = close + 1;
  }

  void pair_braces() {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < glob_.size(); ++i) {
      if (glob_[i] == '\\') {
        ++i;
      } else if (glob_[i] == '{') {
        open.push_back(i);
      } else if (glob_[i] == '}' && !open.empty()) {
        paired_.push_back(open.back());
        paired_.push_back(i);
        open.pop_back();
      }
    }
    std::sort(paired_.begin(), paired_.end());
  }

  bool paired(std::size_t at) const { return std::binary_search(paired_.begin(), paired_.end(), at); }

  std::string_view glob_;
  std::size_t at_ = 0;
  std::size_t open_braces_ = 0;
  std::vector<std::size_t> paired_;
  std::string out_;
};

RE2::Options options() {
  RE2::Options options;
  // Names are bytes; what is not UTF-8 must still match a '*'.
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_dot_nl(true);
  options.set_log_errors(false);
  options.set_max_mem(64LL << 20);
  return options;
}

}  // namespace

struct GlobSet::Compiled {
  RE2::Set set{options(), RE2::ANCHOR_BOTH};
  /// Of the glob with the same index in the set. Braces nested a thousand deep do not compile and are left out.
  std::vector<std::size_t> indices;
};

GlobSet::GlobSet(const std::vector<std::string>& globs) : compiled_(std::make_unique<Compiled>()) {
  for (std::size_t i = 0; i < globs.size(); ++i) {
    if (compiled_->set.Add(Translation(globs[i]).take(), nullptr) >= 0) compiled_->indices.push_back(i);
  }
  compiled_->set.Compile();
}

GlobSet::~GlobSet() = default;
GlobSet::GlobSet(GlobSet&&) noexcept = default;
GlobSet& GlobSet::operator=(GlobSet&&) noexcept = default;

std::vector<std::size_t> GlobSet::matches(std::string_view path) const {
  std::vector<int> hits;
  if (compiled_->indices.empty() || !compiled_->set.Match(path, &hits)) return {};
  std::vector<std::size_t> indices;
  for (const int hit : hits) indices.push_back(compiled_->indices[static_cast<std::size_t>(hit)]);
  std::sort(indices.begin(), indices.end());
  return indices;
}

}  // namespace cpsaudit
