#include "gis/build/roads.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace wangge::gis {
namespace {

using Piece = network::Obstacles::Piece;

/// How far a drawn gate may be from its wall.
constexpr double beside = 1.0;
/// Half the width of the opening in the wall.
constexpr double half_gate = 1.5;

bool known(Position at) { return std::isfinite(at.x) && std::isfinite(at.y); }

void add_pieces(const std::vector<Position>& line, std::vector<Piece>& pieces) {
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (known(line[i - 1]) && known(line[i])) pieces.push_back({line[i - 1], line[i]});
  }
}

double along_of(const Piece& piece, Position at) {
  const double length = core::distance(piece[0], piece[1]).value;
  if (!(length > 0)) return 0;
  return ((at.x - piece[0].x) * (piece[1].x - piece[0].x) + (at.y - piece[0].y) * (piece[1].y - piece[0].y)) / length;
}

Position at_of(const Piece& piece, double along) {
  const double length = core::distance(piece[0], piece[1]).value;
  const double share = length > 0 ? std::clamp(along / length, 0.0, 1.0) : 0.0;
  return {piece[0].x + share * (piece[1].x - piece[0].x), piece[0].y + share * (piece[1].y - piece[0].y)};
}

/// The nearest place on a piece within reach of a gate.
std::optional<Position> on_piece(const Piece& piece, Position gate) {
  const Position at = at_of(piece, along_of(piece, gate));
  if (core::distance(at, gate).value > beside) return std::nullopt;
  return at;
}

/// What is left of a piece where a gate opens it.
std::vector<Piece> opened(const Piece& piece, Position gate) {
  const double length = core::distance(piece[0], piece[1]).value;
  const Position nearest = at_of(piece, along_of(piece, gate));
  const double away = core::distance(nearest, gate).value;
  if (away >= half_gate) return {piece};
  const double half = std::sqrt(half_gate * half_gate - away * away);
  const double middle = along_of(piece, gate);
  std::vector<Piece> left;
  if (middle - half > 0) left.push_back({piece[0], at_of(piece, middle - half)});
  if (middle + half < length) left.push_back({at_of(piece, middle + half), piece[1]});
  return left;
}

/// Pieces of walls by their west ends, so that a gate looks at few.
class Walls {
 public:
  explicit Walls(std::vector<Piece> pieces) : pieces_(std::move(pieces)) {
    for (const Piece& piece : pieces_) widest_ = std::max(widest_, std::abs(piece[0].x - piece[1].x));
    std::stable_sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) { return west(a) < west(b); });
    left_.reserve(pieces_.size());
    for (const Piece& piece : pieces_) left_.push_back({piece});
  }

  /// The gate as it stands on the nearest wall, and the opening there; nothing where no wall is near.
  std::optional<Position> open(Position gate) {
    std::optional<Position> own;
    for_near(gate, [&](std::size_t i) {
      const auto at = on_piece(pieces_[i], gate);
      if (at && (!own || core::distance(*at, gate) < core::distance(*own, gate))) own = at;
    });
    if (!own) return own;
    for_near(*own, [&](std::size_t i) {
      std::vector<Piece> rest;
      for (const Piece& piece : left_[i]) {
        for (const Piece& part : opened(piece, *own)) rest.push_back(part);
      }
      left_[i] = std::move(rest);
    });
    return own;
  }

  [[nodiscard]] std::vector<Piece> rest() const {
    std::vector<Piece> all;
    for (const auto& pieces : left_) all.insert(all.end(), pieces.begin(), pieces.end());
    return all;
  }

 private:
  static double west(const Piece& piece) { return std::min(piece[0].x, piece[1].x); }

  template <class Use>
  void for_near(Position at, Use&& use) const {
    constexpr double margin = beside + half_gate;
    const auto begin = std::lower_bound(pieces_.begin(), pieces_.end(), at.x - widest_ - margin,
                                        [](const Piece& piece, double x) { return west(piece) < x; });
    for (auto piece = begin; piece != pieces_.end() && west(*piece) <= at.x + margin; ++piece) {
      const auto [low, high] = std::minmax((*piece)[0].y, (*piece)[1].y);
      if (at.y >= low - margin && at.y <= high + margin) use(static_cast<std::size_t>(piece - pieces_.begin()));
    }
  }

  std::vector<Piece> pieces_;
  std::vector<std::vector<Piece>> left_;
  double widest_ = 0;
};

network::Obstacles uncrossable(const Layers& layers) {
  std::vector<Piece> pieces;
  for (const LineFeature& line : layers.lines) {
    using enum network::LineClass;
    const bool across = line.line_class == rail || line.line_class == river || line.line_class == canal;
    if (across && !line.tunnel && !line.bridge) add_pieces(line.points, pieces);
  }
  for (const WaterFeature& water : layers.waters) {
    for (const Polygon& polygon : water.shape) {
      add_pieces(polygon.outer, pieces);
      for (const Ring& hole : polygon.holes) add_pieces(hole, pieces);
    }
  }
  return network::Obstacles(std::move(pieces));
}

}  // namespace

network::Surroundings door_surroundings(const Layers& layers) {
  std::vector<Piece> pieces;
  for (const WallFeature& wall : layers.walls) add_pieces(wall.points, pieces);
  Walls walls(std::move(pieces));
  network::Surroundings around;
  for (const BarrierFeature& barrier : layers.barriers) {
    if (barrier.stops[static_cast<std::size_t>(network::Mode::walk)] || !known(barrier.position)) continue;
    if (const auto gate = walls.open(barrier.position)) around.gates.push_back(*gate);
  }
  around.across = uncrossable(layers);
  around.walls = network::Obstacles(walls.rest());
  return around;
}

}  // namespace wangge::gis
