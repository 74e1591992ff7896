#include "report/model.h"

#include <algorithm>

#include "core/digest.h"
#include "core/text.h"

namespace cpsaudit {
namespace {

bool is_newline(char c) {
  return c == '\n' || c == '\r';
}

/// The position in a text that begins at `start` of another one, as counted there.
Position within(Position position, Position start) {
  if (position.line <= start.line) return {1, position.column - std::min(position.column, start.column) + 1};
  return {position.line - start.line + 1, position.column};
}

/// A part of a file may begin with the newline of the line before, or end with its own.
void drop_outer_newlines(Quote& quote) {
  std::size_t front = 0;
  if (quote.mark_begin > 0 && !quote.text.empty() && is_newline(quote.text[0])) {
    front = quote.text.starts_with("\r\n") ? 2 : 1;
  }
  if (front > 0 && front <= quote.mark_begin) {
    quote.text.erase(0, front);
    ++quote.first_line;
    quote.mark_begin -= front;
    quote.mark_end -= front;
  }
  while (!quote.text.empty() && is_newline(quote.text.back())) quote.text.pop_back();
  quote.mark_end = std::min(quote.mark_end, quote.text.size());
  quote.mark_begin = std::min(quote.mark_begin, quote.mark_end);
}

/// The first piece from `offset` on that was replaced; the whole of it when there are several in a row of lines.
bool mark_redaction(Quote& quote, std::size_t offset) {
  const std::string_view token = kRedaction;
  const std::size_t first = quote.text.find(token, offset);
  if (first == std::string::npos) return false;
  quote.mark_begin = first;
  quote.mark_end = first + token.size();
  return true;
}

}  // namespace

std::string digest_of(const std::vector<ReportFile>& files) {
  std::string list;
  for (const ReportFile& file : files) list += file.sha256 + "  " + file.path + '\n';
  return sha256_hex(list);
}

Quote quote_of(const QuotedText& region, const std::optional<QuotedText>& context) {
  Quote quote;
  if (!context) {
    quote = {region.span.begin.line, region.text, 0, region.text.size()};
    drop_outer_newlines(quote);
    return quote;
  }
  const Text text = Text::from_utf8(context->text);
  quote.first_line = context->span.begin.line;
  quote.text = context->text;
  quote.mark_begin = text.offset(within(region.span.begin, context->span.begin));
  quote.mark_end = std::max(quote.mark_begin, text.offset(within(region.span.end, context->span.begin)));
  const bool redacted = region.text.find(kRedaction) != std::string::npos;
  // What was replaced has another length, so columns behind it fit no longer.
  if (redacted && !mark_redaction(quote, quote.mark_begin)) mark_redaction(quote, 0);
  drop_outer_newlines(quote);
  return quote;
}

void add(ReportProduct& product, VerdictKind verdict) {
  if (verdict == VerdictKind::kFail) ++product.against;
  if (verdict == VerdictKind::kOpen) ++product.open;
  if (verdict == VerdictKind::kPass) ++product.good;
}

void attach_evidence(Report& report) {
  std::vector<std::vector<std::size_t>> of_rule(report.rules.size());
  for (std::size_t i = 0; i < report.findings.size(); ++i) of_rule[report.findings[i].rule].push_back(i);
  for (ReportVerdict& verdict : report.verdicts) {
    verdict.rules.clear();
    std::vector<std::size_t> evidence;
    for (std::size_t i = 0; i < report.rules.size(); ++i) {
      const ReportRule& rule = report.rules[i];
      const auto speaks = [&](const RowReference& row) { return row.meaning == verdict.meaning; };
      if (!rule.enabled || std::none_of(rule.rows.begin(), rule.rows.end(), speaks)) continue;
      verdict.rules.push_back(i);
      evidence.insert(evidence.end(), of_rule[i].begin(), of_rule[i].end());
    }
    std::sort(evidence.begin(), evidence.end());
    for (auto* list : {&verdict.against, &verdict.suppressed, &verdict.in_favour, &verdict.undecided}) list->clear();
    for (const std::size_t index : evidence) {
      const ReportFinding& finding = report.findings[index];
      if (finding.holds()) {
        verdict.against.push_back(index);
      } else if (finding.kind == Kind::kFail && finding.suppressed()) {
        verdict.suppressed.push_back(index);
      } else if (finding.kind == Kind::kPass) {
        verdict.in_favour.push_back(index);
      } else if (finding.kind == Kind::kOpen || finding.kind == Kind::kReview) {
        verdict.undecided.push_back(index);
      }
    }
  }
}

}  // namespace cpsaudit
