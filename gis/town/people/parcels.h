#pragma once

#include "gis/town/town.h"

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

/// Blocks divided by straight cuts, so that the pieces and all their neighbours still share every vertex.
namespace wangge::town {

/// A block or a piece of one.
struct Parcel {
  std::vector<VertexId> ring;         ///< counter-clockwise, not closed; without the vertices that neighbours' cuts add
  std::vector<std::uint32_t> border;  ///< under the edge ring[i] -> ring[i + 1]: which original edge or cut
  BlockId block;
  std::vector<BuildingId> buildings;  ///< whose inner point lies here
  double households = 0;
  double area_m2 = 0;
};

/// What the pieces of a parcel shall have in equal shares.
enum class Measure : std::uint8_t { area, households };

/// Cuts parcels; keeps the vertices that cuts add to borders, for all sides of them.
///
///   LandCutter cutter(town);
///   std::vector<Parcel> pieces = cutter.divide(cutter.whole(block), 3, Measure::households);
///   Ring of the first: cutter.full_ring(pieces.front()) over cutter.points()
class LandCutter {
 public:
  explicit LandCutter(const Town& town);

  [[nodiscard]] Parcel whole(BlockId block) const;

  /// About `count` pieces with about equal shares, by repeated straight cuts along gaps between buildings where there are any:
  /// fewer where a cut would leave a sliver or would have to part a parcel of up to three buildings through one of them.
  [[nodiscard]] std::vector<Parcel> divide(Parcel parcel, std::int64_t count, Measure measure);

  /// The ring with every vertex that a cut of this or a neighbouring parcel has put on its borders. Call after all cuts.
  [[nodiscard]] std::vector<VertexId> full_ring(const Parcel& parcel) const;

  /// Of the town's vertices and those the cuts added.
  [[nodiscard]] std::span<const Position> points() const { return points_; }

  /// The line on a border; invalid on a cut.
  [[nodiscard]] LineId line_of(std::uint32_t border) const;

 private:
  struct Line2 {
    Position normal;  ///< unit length
    double offset = 0;
  };
  struct Crossing {
    std::size_t edge = 0;  ///< of the ring
    VertexId vertex;
    double along = 0;  ///< the cutting line
  };

  [[nodiscard]] Ring positions(const Parcel& parcel) const;
  [[nodiscard]] std::vector<Line2> cuts_by_merit(const Parcel& parcel, const Ring& ring, double share, Measure measure) const;
  void add_cuts(const Parcel& parcel, const Ring& ring, Position normal, double share, Measure measure,
                std::vector<std::pair<double, Line2>>& cuts) const;
  [[nodiscard]] std::vector<Parcel> cut(const Parcel& parcel, const Ring& ring, const Line2& line);
  [[nodiscard]] std::optional<std::vector<Crossing>> crossings(const Parcel& parcel, const Ring& ring, const Line2& line);
  [[nodiscard]] VertexId vertex_on(std::uint32_t border, Position point);
  [[nodiscard]] double place_on(std::uint32_t border, Position point) const;
  [[nodiscard]] std::vector<Parcel> pieces_along(const Parcel& parcel, const std::vector<Crossing>& crossings);
  void share_buildings(const Parcel& parcel, std::vector<Parcel>& pieces) const;

  struct Border {
    VertexId from;
    VertexId to;
    LineId line;
  };

  const Town& town_;
  std::vector<Position> points_;
  std::vector<Border> borders_;
  std::vector<std::size_t> first_edge_;        ///< of each block in border_of_edge_
  std::vector<std::uint32_t> border_of_edge_;  ///< of each edge of each block
  Column<BlockId, std::vector<BuildingId>> buildings_;
  Column<BuildingId, Position> at_;
  std::unordered_map<std::uint32_t, std::vector<std::pair<double, VertexId>>> added_;  ///< by border, rising along it
};

}  // namespace wangge::town
