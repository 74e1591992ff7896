#include "cli/line_changes.h"

#include <algorithm>
#include <cstddef>

namespace cpsaudit {
namespace {

/// More differences than this in one file: all lines between the first and the last of them count as changed.
constexpr std::ptrdiff_t kMostDifferences = 1000;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    // The same three line ends that positions are counted by.
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return lines;
}

using Lines = std::vector<std::string_view>;

/// Which of `now` are in no longest common sequence with `before` (Myers, "An O(ND) difference algorithm", 1986);
/// empty when there are too many differences to find out.
std::vector<bool> additions(const std::string_view* before, std::ptrdiff_t n, const std::string_view* now,
                            std::ptrdiff_t m) {
  const std::ptrdiff_t most = std::min(n + m, kMostDifferences);
  std::vector<std::vector<std::ptrdiff_t>> trace;
  std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * most + 3), 0);
  const auto at = [&](std::vector<std::ptrdiff_t>& v, std::ptrdiff_t k) -> std::ptrdiff_t& {
    return v[static_cast<std::size_t>(k + most + 1)];
  };
  const auto goes_down = [&](std::vector<std::ptrdiff_t>& v, std::ptrdiff_t k, std::ptrdiff_t d) {
    return k == -d || (k != d && at(v, k - 1) < at(v, k + 1));
  };
  for (std::ptrdiff_t d = 0; d <= most; ++d) {
    trace.push_back(furthest);
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      std::ptrdiff_t x = goes_down(furthest, k, d) ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
      while (x < n && x - k < m && before[x] == now[x - k]) ++x;
      at(furthest, k) = x;
      if (x < n || x - k < m) continue;
      std::vector<bool> added(static_cast<std::size_t>(m), false);
      for (std::ptrdiff_t step = d, y = x - k; step > 0; --step) {
        auto& v = trace[static_cast<std::size_t>(step)];
        const std::ptrdiff_t diagonal = x - y;
        const bool down = goes_down(v, diagonal, step);
        const std::ptrdiff_t previous = diagonal + (down ? 1 : -1);
        x = at(v, previous);
        y = x - previous;
        if (down) added[static_cast<std::size_t>(y)] = true;
      }
      return added;
    }
  }
  return {};
}

}  // namespace

ChangedLines ChangedLines::all() {
  ChangedLines changed;
  changed.all_ = true;
  return changed;
}

ChangedLines ChangedLines::between(std::string_view before, std::string_view now) {
  const Lines old_lines = lines_of(before);
  const Lines new_lines = lines_of(now);
  std::size_t head = 0;
  const std::size_t least = std::min(old_lines.size(), new_lines.size());
  while (head < least && old_lines[head] == new_lines[head]) ++head;
  std::size_t tail = 0;
  while (tail < least - head && old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail])
    ++tail;
  const std::size_t n = old_lines.size() - head - tail;
  const std::size_t m = new_lines.size() - head - tail;
  ChangedLines changed;
  changed.removed_ = n > 0;
  const std::vector<bool> added = additions(old_lines.data() + head, static_cast<std::ptrdiff_t>(n),
                                            new_lines.data() + head, static_cast<std::ptrdiff_t>(m));
  for (std::size_t i = 0; i < m; ++i) {
    if (added.empty() || added[i]) changed.lines_.push_back(static_cast<std::uint32_t>(head + i + 1));
  }
  return changed;
}

bool ChangedLines::touch(std::uint32_t first, std::uint32_t last) const {
  if (all_) return true;
  const auto next = std::lower_bound(lines_.begin(), lines_.end(), first);
  return next != lines_.end() && *next <= last;
}

}  // namespace cpsaudit
