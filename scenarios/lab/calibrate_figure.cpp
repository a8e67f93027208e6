#include "scenarios/lab/calibrate.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

constexpr double side = 220;
constexpr double pitch = 300;
constexpr double most = 5;  // expected quantiles shown: the exponential law's up to 99.3 %

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
  return out;
}

std::string line(const std::vector<statistics::QuantilePair>& pairs, double x, double y, const char* colour) {
  std::string points;
  for (const statistics::QuantilePair& pair : pairs) {
    if (pair.expected > most || pair.observed > most) break;
    points += fmt::format("{:.1f},{:.1f} ", x + pair.expected / most * side, y + side - pair.observed / most * side);
  }
  return fmt::format("<polyline points='{}' fill='none' stroke='{}' stroke-width='2'/>\n", points, colour);
}

}  // namespace

std::string calibration_svg(const Calibration& calibration) {
  const std::size_t count = calibration.kinds.size();
  const std::size_t columns = std::min<std::size_t>(3, std::max<std::size_t>(1, count));
  const std::size_t rows = (count + columns - 1) / columns;
  const double width = static_cast<double>(columns) * pitch + 30;
  const double height = static_cast<double>(rows) * (pitch + 20) + 70;
  std::string svg = fmt::format(
      "<svg xmlns='http://www.w3.org/2000/svg' width='{0:.0f}' height='{1:.0f}' viewBox='0 0 {0:.0f} {1:.0f}' "
      "font-family='Noto Sans CJK SC, sans-serif' font-size='12'>\n<rect width='100%' height='100%' fill='white'/>\n"
      "<text x='50' y='20'>时间重标度后的间隔与指数分布的分位数 / rescaled gaps against the exponential law</text>\n"
      "<text x='50' y='38' fill='#1f5fa8'>拟合曲线 fitted profile</text><text x='220' y='38' fill='#d97a1c'>平坦曲线 flat "
      "profile</text><text x='390' y='38' fill='#888'>相符 in agreement</text>\n",
      width, height);
  for (std::size_t i = 0; i < count; ++i) {
    const CalibratedKind& kind = calibration.kinds[i];
    const double x = 50 + static_cast<double>(i % columns) * pitch;
    const double y = 72 + static_cast<double>(i / columns) * (pitch + 20);
    svg +=
        fmt::format("<rect x='{:.0f}' y='{:.0f}' width='{:.0f}' height='{:.0f}' fill='none' stroke='#999'/>\n", x, y, side, side);
    svg += fmt::format("<line x1='{:.0f}' y1='{:.0f}' x2='{:.0f}' y2='{:.0f}' stroke='#888' stroke-dasharray='4 3'/>\n", x,
                       y + side, x + side, y);
    svg += line(kind.flat.quantiles, x, y, "#d97a1c") + line(kind.test.quantiles, x, y, "#1f5fa8");
    svg += fmt::format("<text x='{:.0f}' y='{:.0f}'>{} ({})</text>\n", x, y - 6, escaped(kind.kind), kind.test.gaps.count);
    svg += fmt::format("<text x='{:.0f}' y='{:.0f}'>KS {:.3f}, 平坦 flat {:.3f}</text>\n", x, y + side + 46,
                       kind.test.gaps.statistic, kind.flat.gaps.statistic);
    svg += fmt::format(
        "<text x='{:.0f}' y='{:.0f}' fill='#555' text-anchor='middle'>应有 expected</text><text "
        "transform='translate({:.0f},{:.0f}) "
        "rotate(-90)' fill='#555' text-anchor='middle'>实有 observed</text>\n",
        x + side / 2, y + side + 30, x - 22, y + side / 2);
    for (int tick = 0; tick <= 5; ++tick) {
      const double at = tick / most * side;
      svg += fmt::format(
          "<text x='{:.0f}' y='{:.0f}' fill='#555' text-anchor='middle'>{}</text><text x='{:.0f}' y='{:.0f}' fill='#555' "
          "text-anchor='end'>{}</text>\n",
          x + at, y + side + 15, tick, x - 5, y + side - at + 4, tick);
    }
  }
  return svg + "</svg>\n";
}

}  // namespace wangge::scenarios
