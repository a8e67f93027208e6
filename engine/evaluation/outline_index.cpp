#include "engine/evaluation/outline_index.h"

#include <algorithm>
#include <cmath>

namespace wangge::evaluation {
namespace {

double turn(Position o, Position a, Position b) { return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x); }

double squared_distance(Position p, Position a, Position b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double squared = dx * dx + dy * dy;
  const double t = squared == 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0);
  const double ex = a.x + t * dx - p.x;
  const double ey = a.y + t * dy - p.y;
  return ex * ex + ey * ey;
}

bool cross(Position a, Position b, Position c, Position d) {
  const double from_c = turn(a, b, c);
  const double from_d = turn(a, b, d);
  const double from_a = turn(c, d, a);
  const double from_b = turn(c, d, b);
  return ((from_c > 0) != (from_d > 0)) && ((from_a > 0) != (from_b > 0));
}

struct Bounds {
  Position low;
  Position high;
  bool any = false;

  void add(Position p) {
    low = any ? Position{std::min(low.x, p.x), std::min(low.y, p.y)} : p;
    high = any ? Position{std::max(high.x, p.x), std::max(high.y, p.y)} : p;
    any = true;
  }
};

}  // namespace

double segment_distance(Position a, Position b, Position c, Position d) {
  if (cross(a, b, c, d)) return 0;
  return std::sqrt(std::min(std::min(squared_distance(a, c, d), squared_distance(b, c, d)),
                            std::min(squared_distance(c, a, b), squared_distance(d, a, b))));
}

void OutlineIndex::Nearest::take(std::span<const Ring> shape, Position a, Position b) {
  for (const Ring& line : shape) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const double between = segment_distance(line[i], line[i + 1], a, b);
      if (between > distance) continue;
      distance = between;
      found = true;
    }
  }
}

OutlineIndex::OutlineIndex(std::span<const std::vector<Ring>> items) {
  for (std::size_t item = 0; item < items.size(); ++item) {
    for (const Ring& line : items[item]) {
      for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        pieces_.push_back({line[i], line[i + 1], static_cast<std::uint32_t>(item)});
      }
    }
  }
  choose_buckets();
  fill_buckets();
}

void OutlineIndex::choose_buckets() {
  constexpr double usual = 50;
  constexpr double most = 4.0e6;
  Bounds bounds;
  for (const Piece& piece : pieces_) {
    bounds.add(piece.a);
    bounds.add(piece.b);
  }
  low_ = bounds.low;
  const double width = bounds.high.x - bounds.low.x;
  const double height = bounds.high.y - bounds.low.y;
  side_ = std::max(usual, std::sqrt(width * height / most));
  columns_ = static_cast<std::int64_t>(width / side_) + 1;
  rows_ = static_cast<std::int64_t>(height / side_) + 1;
}

OutlineIndex::Reach OutlineIndex::reach(Position low, Position high) const {
  const auto bucket = [&](double value, double origin, std::int64_t count) {
    const double at = std::floor((value - origin) / side_);
    return static_cast<std::int64_t>(std::clamp(at, 0.0, static_cast<double>(count - 1)));
  };
  return {bucket(low.x, low_.x, columns_), bucket(high.x, low_.x, columns_), bucket(low.y, low_.y, rows_),
          bucket(high.y, low_.y, rows_)};
}

void OutlineIndex::fill_buckets() {
  const auto each_bucket = [&](const Piece& piece, const auto& use) {
    const Reach r = reach({std::min(piece.a.x, piece.b.x), std::min(piece.a.y, piece.b.y)},
                          {std::max(piece.a.x, piece.b.x), std::max(piece.a.y, piece.b.y)});
    for (std::int64_t row = r.low_row; row <= r.high_row; ++row) {
      for (std::int64_t column = r.low_column; column <= r.high_column; ++column) {
        use(static_cast<std::size_t>(row * columns_ + column));
      }
    }
  };
  first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  for (const Piece& piece : pieces_) each_bucket(piece, [&](std::size_t bucket) { ++first_[bucket + 1]; });
  for (std::size_t i = 0; i + 1 < first_.size(); ++i) first_[i + 1] += first_[i];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  entries_.resize(first_.back());
  for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
    each_bucket(pieces_[i], [&](std::size_t bucket) { entries_[next[bucket]++] = i; });
  }
}

void OutlineIndex::look(const Reach& where, std::span<const Ring> shape, std::optional<std::uint32_t> except,
                        Nearest& nearest) const {
  for (std::int64_t row = where.low_row; row <= where.high_row; ++row) {
    for (std::int64_t column = where.low_column; column <= where.high_column; ++column) {
      const auto bucket = static_cast<std::size_t>(row * columns_ + column);
      for (std::uint32_t e = first_[bucket]; e < first_[bucket + 1]; ++e) {
        const Piece& piece = pieces_[entries_[e]];
        if (!except || piece.item != *except) nearest.take(shape, piece.a, piece.b);
      }
    }
  }
}

std::optional<core::Metres> OutlineIndex::nearest(std::span<const Ring> shape, core::Metres limit,
                                                  std::optional<std::uint32_t> except) const {
  Bounds bounds;
  for (const Ring& line : shape) {
    for (const Position p : line) bounds.add(p);
  }
  if (!bounds.any || pieces_.empty()) return std::nullopt;
  Nearest nearest{limit.value, false};
  for (double radius = side_ / 2;; radius *= 2) {
    radius = std::min(radius, limit.value);
    look(reach({bounds.low.x - radius, bounds.low.y - radius}, {bounds.high.x + radius, bounds.high.y + radius}), shape, except,
         nearest);
    if (nearest.distance <= radius || radius >= limit.value) break;
  }
  if (!nearest.found) return std::nullopt;
  return core::Metres(nearest.distance);
}

std::optional<core::Metres> OutlineIndex::nearest(Position place, core::Metres limit) const {
  const std::vector<Ring> point = {{place, place}};
  return nearest(point, limit);
}

}  // namespace wangge::evaluation
