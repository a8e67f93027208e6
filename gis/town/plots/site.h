#pragma once

#include "engine/core/random.h"
#include "gis/town/block_fill.h"
#include "gis/town/plots/convex.h"
#include "gis/town/plots/inner_ways.h"
#include "gis/town/plots/plot_outline.h"

/// A block while it is being built on: what stands already, and whether something more fits.
namespace wangge::town::plot {

/// Free room that a new building keeps, in metres.
struct Room {
  double to_buildings = 6;
  double to_rest = 1.2;  ///< to road reserves, ways, walls and water
};

class Site {
 public:
  Site(const BlockGround& ground, const TownSpec& spec);

  const BlockGround& ground;
  const TownSpec& spec;
  core::Stream luck;
  InnerWays ways;
  BlockFill fill;

  /// In [low, high).
  [[nodiscard]] double between(double low, double high) { return low + (high - low) * luck.uniform(); }
  [[nodiscard]] bool chance(double share) { return luck.uniform() < share; }

  /// Whether the shape keeps its room to all that stands and lies on the block's land. O(things near by).
  [[nodiscard]] bool fits(const Convex& shape, const Room& room) const;

  /// A building with this footprint, whose corners lie within `ground_shape`; `fits` must have said yes to it.
  Building& build(const Convex& ground_shape, const Corners& footprint, territory::BuildingUse use);
  Building& build(const Convex& ground_shape, territory::BuildingUse use);
  /// Buildings that share walls, all within `ground_shape`: equal corners become equal vertices.
  void build_together(const Convex& ground_shape, std::span<const Corners> footprints, territory::BuildingUse use);

  /// A garden or a field: nothing is built there later, ways may pass.
  void keep_free(const Convex& shape);
  /// Whether a way of this width from a to b touches no building, wall, water or garden.
  [[nodiscard]] bool clear_for_way(Position a, Position b, double width_m) const;
  void add_wall(const Ring& wall);
  void add_water(const Corners& shore);
  /// Lays a way and keeps its width free.
  void lay(std::uint32_t from, std::uint32_t to, network::LineClass line_class, double width_m);
  void lay(Position from, Position to, network::LineClass line_class, double width_m);

  /// The state of the site, to go back to where an attempt was not good enough.
  struct Mark {
    core::Stream luck;
    InnerWays ways;
    std::size_t things;
    std::size_t buildings;
    std::size_t compounds;
  };
  [[nodiscard]] Mark mark() const;
  /// Undoes what was built and laid since; with `new_luck` the draws go on, else they are the same again.
  void go_back(const Mark& mark, bool new_luck);

  /// The land within the road reserves and a margin, by falling area.
  [[nodiscard]] std::vector<Outline> land(double margin, double least_area) const { return land(margin, margin, least_area); }
  /// With a margin of its own to sides without a road.
  [[nodiscard]] std::vector<Outline> land(double margin, double bare_margin, double least_area) const;
  [[nodiscard]] std::optional<network::LineClass> class_of(Side side) const;
  /// A street that shops face.
  [[nodiscard]] bool main_street(Side side) const;
  /// The market street of a small town.
  [[nodiscard]] bool market_street(Side side) const;

 private:
  enum class Kind : std::uint8_t { reserve, wall, way, building, water, garden };
  struct Thing {
    Convex shape;
    gis::Box box;
    double radius;
    Kind kind;
  };

  void add(const Convex& shape, double radius, Kind kind);
  Building& stand(const Corners& footprint, territory::BuildingUse use);
  template <class Visit>
  bool each_near(const gis::Box& box, double reach, Visit visit) const;

  gis::Box bounds_{};
  int columns_ = 1;
  int rows_ = 1;
  std::vector<Thing> things_;
  std::vector<std::vector<std::uint32_t>> near_;  ///< things by square of the grid over the block
};

}  // namespace wangge::town::plot
