#include "engine/suppressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/ascii.h"
#include "engine/pattern.h"

namespace cpsaudit {

using namespace ascii;

namespace {

constexpr std::string_view kMark = "cpsaudit:";

/// One comment that asks for silence.
struct Request {
  /// Checks, by index.
  std::vector<std::size_t> checks;
  std::string reason;
  std::string until;
};

/// Reads the text behind the mark from front to back.
class RequestReader {
 public:
  RequestReader(const Catalog& catalog, std::string_view text) : catalog_(catalog), rest_(trimmed(text)) {}

  Result<Request> read() {
    if (!take("ignore[")) return fault("expected 'ignore[CPSA…] reason=\"…\"'");
    const std::size_t close = rest_.find(']');
    if (close == std::string_view::npos) return fault("the list of checks lacks its ']'");
    for (const std::string_view name : split(rest_.substr(0, close), ", ")) {
      const Check* check = catalog_.find(name);
      if (check == nullptr) return fault(fmt::format("there is no check '{}'", name));
      request_.checks.push_back(static_cast<std::size_t>(check - catalog_.checks.data()));
    }
    if (request_.checks.empty()) return fault("the list of checks is empty");
    rest_.remove_prefix(close + 1);
    if (auto read = read_reason(); !read) return tl::unexpected(read.error());
    if (auto read = read_until(); !read) return tl::unexpected(read.error());
    return request_;
  }

 private:
  static tl::unexpected<Error> fault(std::string message) { return tl::unexpected(Error{std::move(message)}); }

  bool take(std::string_view word) {
    rest_ = trimmed(rest_);
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  Result<void> read_reason() {
    if (!take("reason=\"")) return fault("it gives no reason: expected reason=\"…\"");
    const std::size_t quote = rest_.find('"');
    if (quote == std::string_view::npos) return fault("the reason lacks its closing quote");
    request_.reason = std::string(trimmed(rest_.substr(0, quote)));
    if (request_.reason.empty()) return fault("the reason is empty");
    rest_.remove_prefix(quote + 1);
    return {};
  }

  Result<void> read_until() {
    static const Pattern date = Pattern::compile("20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])").value();
    if (take("until=")) {
      const std::string_view word = rest_.substr(0, rest_.find_first_of(" \t*-", 10));
      request_.until = std::string(word.substr(0, 10));
      if (!date.matches(request_.until)) return fault("expected a date for until=, as in 2027-03-31");
      rest_.remove_prefix(10);
    }
    rest_ = trimmed(rest_);
    // The end of a comment may still stand here: "*/", "-->".
    if (rest_.empty() || rest_ == "*/" || rest_ == "-->") return {};
    return fault(fmt::format("'{}' was not expected", rest_.substr(0, 40)));
  }

  const Catalog& catalog_;
  std::string_view rest_;
  Request request_;
};

class Suppressor {
 public:
  Suppressor(const Catalog& catalog, const EngineOptions& options, std::vector<Finding>& findings,
             std::vector<Notification>& notifications)
      : catalog_(catalog), options_(options), findings_(findings), notifications_(notifications) {
    for (std::size_t i = 0; i < findings.size(); ++i) {
      if (findings[i].kind == Kind::kFail) by_line_[{findings[i].place.path, line_of(findings[i])}].push_back(i);
    }
  }

  void apply(const FileFacts& file, const Comment& comment) {
    const std::size_t mark = comment.text.find(kMark);
    if (mark == std::string::npos) return;
    // In prose the name is followed by other words; only the verb makes it a request.
    const std::string_view text = trimmed(std::string_view(comment.text).substr(mark + kMark.size()));
    if (!text.starts_with("ignore")) return;
    const auto request = RequestReader(catalog_, text).read();
    if (!request) {
      tell(Problem::Kind::kSuppressionMalformed, file, comment,
           "this suppression does nothing: " + request.error().message);
      return;
    }
    if (!options_.today.empty() && !request->until.empty() && request->until < options_.today) {
      tell(Problem::Kind::kSuppressionUnused, file, comment,
           fmt::format("this suppression has expired on {} and does nothing", request->until));
      return;
    }
    for (const std::size_t check : request->checks) apply(file, comment, *request, check);
  }

 private:
  static std::uint32_t line_of(const Finding& finding) { return finding.place.span.begin.line; }

  void apply(const FileFacts& file, const Comment& comment, const Request& request, std::size_t check) {
    if (!options_.checks.empty() &&
        std::find(options_.checks.begin(), options_.checks.end(), check) == options_.checks.end()) {
      return;
    }
    const std::uint32_t first = comment.span.begin.line;
    const std::uint32_t last = comment.span.end.line;
    bool used = false;
    for (std::uint32_t line = first; line <= last + 1 && !used; ++line) {
      used = apply_on(file, line, comment, request, check);
    }
    if (used) return;
    tell(Problem::Kind::kSuppressionUnused, file, comment,
         fmt::format("this suppression of {} matches no finding here: it can go", catalog_.checks[check].id));
  }

  bool apply_on(const FileFacts& file, std::uint32_t line, const Comment& comment, const Request& request,
                std::size_t check) {
    const auto found = by_line_.find({file.path, line});
    if (found == by_line_.end()) return false;
    bool used = false;
    for (const std::size_t index : found->second) {
      Finding& finding = findings_[index];
      if (finding.check != check) continue;
      used = true;
      if (!options_.obey_inline_suppressions || finding.suppression) continue;
      finding.suppression =
          Suppression{Suppression::Source::kInline, request.reason, request.until, {file.path, comment.span}};
    }
    return used;
  }

  void tell(Problem::Kind kind, const FileFacts& file, const Comment& comment, std::string message) {
    notifications_.push_back({file.path, Problem{kind, std::move(message), comment.span.begin}});
  }

  const Catalog& catalog_;
  const EngineOptions& options_;
  std::vector<Finding>& findings_;
  std::vector<Notification>& notifications_;
  std::map<std::pair<std::string, std::uint32_t>, std::vector<std::size_t>> by_line_;
};

}  // namespace

void apply_suppressions(const Catalog& catalog, std::span<const FileFacts> files, const EngineOptions& options,
                        std::vector<Finding>& findings, std::vector<Notification>& notifications) {
  Suppressor suppressor(catalog, options, findings, notifications);
  for (const FileFacts& file : files) {
    if (file.document) {
      for (const Comment& comment : file.document->comments) suppressor.apply(file, comment);
    }
    if (file.source) {
      for (const Comment& comment : file.source->comments) suppressor.apply(file, comment);
    }
  }
}

}  // namespace cpsaudit
