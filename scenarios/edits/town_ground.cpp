#include "scenarios/edits/town_ground.h"

#include "engine/planning/edits/plane_side.h"
#include "gis/build/overlap.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using core::Position;
using territory::CellId;
using Pieces = std::vector<std::pair<Position, Position>>;

bool lower(const Position& a, const Position& b) { return std::pair(a.x, a.y) < std::pair(b.x, b.y); }
bool before(const std::pair<Position, Position>& a, const std::pair<Position, Position>& b) {
  return a.first == b.first ? lower(a.second, b.second) : lower(a.first, b.first);
}

/// The edges of all rings, each with its lower end first, sorted.
Pieces edges_of(const gis::MultiPolygon& shape) {
  Pieces edges;
  const auto add = [&](const gis::Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      edges.push_back(lower(ring[i], ring[i + 1]) ? std::pair(ring[i], ring[i + 1]) : std::pair(ring[i + 1], ring[i]));
    }
  };
  for (const gis::Polygon& part : shape) {
    add(part.outer);
    for (const gis::Ring& hole : part.holes) add(hole);
  }
  std::sort(edges.begin(), edges.end(), before);
  return edges;
}

/// Land inside one ring, which is kept until another one is asked for. A ring that crosses itself has no land: there the place of
/// a cell decides.
class RingShare {
 public:
  explicit RingShare(const gis::TerritoryBuild& built) : built_(built) {}
  double operator()(CellId cell, const planning::Path& ring) {
    if (overlap_ == nullptr || ring != ring_) keep(ring);
    const territory::Cells& cells = built_.territory.cells;
    if (!overlap_->usable(0)) return planning::inside(cells.centroid[cell], ring) ? 1 : 0;
    double land = 0;
    for (const auto& [index, area] : overlap_->of(built_.coverage.polygon(cell))) land += area.value;
    return land / cells.area[cell].value;
  }

 private:
  void keep(const planning::Path& ring) {
    ring_ = ring;
    gis::Ring closed = ring;
    if (!(closed.front() == closed.back())) closed.push_back(closed.front());
    const std::vector<gis::MultiPolygon> shapes = {{gis::Polygon{std::move(closed), {}}}};
    overlap_ = std::make_unique<gis::Overlap>(shapes);
  }

  const gis::TerritoryBuild& built_;
  planning::Path ring_;
  std::unique_ptr<gis::Overlap> overlap_;
};

}  // namespace

planning::EditGround edit_ground(const gis::TerritoryBuild& built, planning::Staff staff) {
  planning::EditGround ground;
  const auto share = std::make_shared<RingShare>(built);
  ground.share_inside = [share](CellId cell, const planning::Path& ring) { return (*share)(cell, ring); };
  ground.cell_at = [&built](Position place) { return built.coverage.cell_at(place); };
  ground.border = [&built](CellId a, CellId b) {
    const Pieces first = edges_of(built.coverage.polygon(a));
    const Pieces second = edges_of(built.coverage.polygon(b));
    Pieces common;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(common), before);
    return common;
  };
  ground.staff = staff;
  return ground;
}

}  // namespace wangge::scenarios
