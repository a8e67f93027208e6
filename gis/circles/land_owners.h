#pragma once

#include "engine/core/units.h"
#include "gis/circles/tile_grid.h"
#include "gis/geometry.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace wangge::gis::circles {

/// What stands somewhere: a footprint, or a point where there is none.
struct Footing {
  const MultiPolygon* shape = nullptr;  ///< null or empty: `place` holds
  Position place;
};

inline constexpr core::Metres node_spacing{8};
inline constexpr core::Metres land_of_building{32};    ///< land up to this far belongs to the nearest building
inline constexpr core::Metres land_of_road{24};        ///< what then remains, up to this far from a road, to the road
inline constexpr core::SquareMetres small_gap{20000};  ///< lesser land that is far from both is shared out between its neighbours

/// Whose land is whose, on a lattice of 8 m: the nearest building within 32 m by exact distance to its footprint, else the
/// nearest stretch of road within 24 m; gaps of less than two hectares are shared out. One land for all posts: what a post
/// reaches is the land of the places it reaches. A discrete, limited Voronoi diagram of footprints.
///
/// Beside its land a building claims every node of every lattice square that its footprint touches (`claims`), so that the
/// squares with all four nodes taken hold it wholly. Therefore, of any union of places outlined by marching squares:
/// every building of it lies inside, whole; and a point inside is within 8.1 m of a taken node, which is within 11.3 m of a
/// building of it, or has one for its nearest building, or has no building within 32 m: whatever building the point lies in, it
/// is at most 19.4 m from one that was taken. Immutable. Sources: Baum, Bläsius, Gemsa, Rutter, Wegner 2016 (isocontours that
/// part what is reached from what is not); Gamper, Böhlen, Innerebner 2012 (isochrones as areas around edges).
///
///   const LandOwners land(footings, stretches);   land.owner(node)
class LandOwners {
 public:
  static constexpr std::uint32_t none = TileGrid::none;

  /// Places are the footings, then the kept stretches, numbered in their order. Ties go to the lower number.
  /// O(segments x 100 + nodes).
  LandOwners(std::span<const Footing> footings, std::span<const LineString> stretches);

  [[nodiscard]] const TileGrid& grid() const { return grid_; }
  [[nodiscard]] std::size_t footing_count() const { return footings_; }
  [[nodiscard]] std::uint32_t owner(std::uint32_t node) const { return owner_[node]; }
  [[nodiscard]] std::span<const std::uint32_t> owners() const { return owner_; }
  /// A node and a place that claims it beside its owner.
  using Claim = std::pair<std::uint32_t, std::uint32_t>;
  /// All of them, rising, and those of one tile.
  [[nodiscard]] std::span<const Claim> claims() const { return claims_; }
  [[nodiscard]] std::span<const Claim> claims(std::uint32_t tile) const {
    return {claims_.data() + first_claim_[tile], claims_.data() + first_claim_[tile + 1]};
  }
  /// The places that own nodes of a tile, rising; `none` last where a node has no owner.
  [[nodiscard]] std::span<const std::uint32_t> owners_in(std::uint32_t tile) const {
    return {in_tile_.data() + first_in_tile_[tile], in_tile_.data() + first_in_tile_[tile + 1]};
  }
  /// Where an outline cuts a lattice edge, in half metres from the node, 2 … 14: edge 2 x node leads east, 2 x node + 1 north.
  [[nodiscard]] std::uint8_t cut(std::uint32_t edge) const { return (cuts_[edge / 2] >> (edge % 2 * 4)) & 15U; }
  /// The stretches that own land, rising; they are the places behind the footings. The others are none.
  [[nodiscard]] const std::vector<std::uint32_t>& kept_stretches() const { return kept_; }

 private:
  void spread(Position a, Position b, std::uint32_t place, double distance);
  void fill(const MultiPolygon& shape, std::uint32_t place);
  void claim(Position a, Position b, std::uint32_t place);
  void share_gaps();
  void share_gap(std::vector<std::uint32_t>& gap);
  void find_cuts();
  void keep_owning_stretches(std::size_t stretches);
  void list_tiles();
  [[nodiscard]] std::uint8_t cut_between(std::uint32_t node, std::uint32_t next) const;
  [[nodiscard]] std::uint32_t step(std::uint32_t node, int east, int north) const;

  std::size_t footings_;
  TileGrid grid_;
  std::vector<std::uint32_t> owner_;
  std::vector<float> squared_;  ///< distance to the owner; while the land is dealt out
  std::vector<Claim> claims_;
  std::vector<std::size_t> first_claim_;  ///< by tile, and one more
  std::vector<std::uint32_t> in_tile_;
  std::vector<std::size_t> first_in_tile_;
  std::vector<std::uint8_t> cuts_;  ///< by node: east in the low half, north in the high one
  std::vector<std::uint32_t> kept_;
};

}  // namespace wangge::gis::circles
