#include "report/html_verdicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace cpsaudit {

void count(VerdictCounts& counts, VerdictKind kind) {
  const auto at = std::find(kVerdictKinds.begin(), kVerdictKinds.end(), kind);
  ++counts[static_cast<std::size_t>(at - kVerdictKinds.begin())];
}

std::size_t total(const VerdictCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

std::string class_of(VerdictKind kind) {
  return fmt::format("v-{}", name_of(kind));
}

void write_verdict_bar(HtmlWriter& out, const VerdictCounts& counts, std::size_t width, std::size_t height) {
  const std::size_t sum = std::max<std::size_t>(1, total(counts));
  out.raw(
      fmt::format("<svg class=bar viewBox=\"0 0 {0} {1}\" preserveAspectRatio=none aria-hidden=true focusable=false>",
                  width, height));
  double x = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const double w = static_cast<double>(counts[i]) * static_cast<double>(width) / static_cast<double>(sum);
    out.raw(fmt::format("<rect class={} x={:.1f} width={:.1f} height={} />", class_of(kVerdictKinds[i]), x, w, height));
    x += w;
  }
  out.raw("</svg>");
}

}  // namespace cpsaudit
