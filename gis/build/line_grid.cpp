#include "gis/build/line_grid.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace wangge::gis {
namespace {

std::uint64_t cell_key(std::int64_t column, std::int64_t row) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(column)) << 32U) | static_cast<std::uint32_t>(row);
}

}  // namespace

template <class Visit>
void LineGrid::visit_cells(Position low, Position high, Visit&& visit) const {
  const auto cell = [&](double value) { return static_cast<std::int64_t>(std::floor(value / side_)); };
  for (std::int64_t column = cell(low.x); column <= cell(high.x); ++column) {
    for (std::int64_t row = cell(low.y); row <= cell(high.y); ++row) visit(cell_key(column, row));
  }
}

LineGrid::LineGrid(std::span<const network::RoadLine> lines) : lines_(lines) {
  double length = 0;
  for (std::uint32_t line = 0; line < lines.size(); ++line) {
    for (std::uint32_t i = 0; i + 1 < lines[line].points.size(); ++i) {
      pieces_.push_back({line, i});
      length += core::distance(lines[line].points[i], lines[line].points[i + 1]).value;
    }
  }
  if (pieces_.empty()) return;
  side_ = std::max(50.0, 2 * length / static_cast<double>(pieces_.size()));
  for (std::uint32_t piece = 0; piece < pieces_.size(); ++piece) {
    const Position a = begin_of(pieces_[piece]);
    const Position b = end_of(pieces_[piece]);
    visit_cells({std::min(a.x, b.x), std::min(a.y, b.y)}, {std::max(a.x, b.x), std::max(a.y, b.y)},
                [&](std::uint64_t cell) { in_cell_.emplace_back(cell, piece); });
  }
  std::sort(in_cell_.begin(), in_cell_.end());
}

std::vector<OnPiece> LineGrid::near(Position place, double within) const {
  std::vector<std::uint32_t> candidates;
  visit_cells({place.x - within, place.y - within}, {place.x + within, place.y + within}, [&](std::uint64_t cell) {
    for (auto at = std::lower_bound(in_cell_.begin(), in_cell_.end(), std::pair(cell, std::uint32_t{0}));
         at != in_cell_.end() && at->first == cell; ++at) {
      candidates.push_back(at->second);
    }
  });
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  std::vector<OnPiece> found;
  for (const std::uint32_t candidate : candidates) {
    const Position a = begin_of(pieces_[candidate]);
    const Position b = end_of(pieces_[candidate]);
    const double length = core::distance(a, b).value;
    const double share =
        length > 0 ? std::clamp(((place.x - a.x) * (b.x - a.x) + (place.y - a.y) * (b.y - a.y)) / (length * length), 0.0, 1.0)
                   : 0;
    const Position at{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
    const double away = core::distance(place, at).value;
    if (away <= within) found.push_back({pieces_[candidate], away, share * length, at});
  }
  std::stable_sort(found.begin(), found.end(), [](const OnPiece& one, const OnPiece& other) { return one.away < other.away; });
  return found;
}

std::vector<std::pair<LinePiece, LinePiece>> LineGrid::neighbours() const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::size_t first = 0; first < in_cell_.size();) {
    std::size_t last = first;
    while (last < in_cell_.size() && in_cell_[last].first == in_cell_[first].first) ++last;
    for (std::size_t i = first; i < last; ++i) {
      const Position a = begin_of(pieces_[in_cell_[i].second]);
      const Position b = end_of(pieces_[in_cell_[i].second]);
      for (std::size_t j = i + 1; j < last; ++j) {
        const Position c = begin_of(pieces_[in_cell_[j].second]);
        const Position d = end_of(pieces_[in_cell_[j].second]);
        const bool apart = std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x) ||
                           std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y);
        if (!apart) pairs.emplace_back(in_cell_[i].second, in_cell_[j].second);
      }
    }
    first = last;
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  std::vector<std::pair<LinePiece, LinePiece>> all;
  all.reserve(pairs.size());
  for (const auto& [one, other] : pairs) all.emplace_back(pieces_[one], pieces_[other]);
  return all;
}

}  // namespace wangge::gis
