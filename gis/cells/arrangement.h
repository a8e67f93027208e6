#pragma once

#include "gis/cells/bucket_grid.h"
#include "gis/cells/snap_rounding.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::gis::cells {

inline constexpr std::uint32_t none = 0xFFFFFFFFU;

/// A planar subdivision as half-edges. Edge e is the half-edges 2e (from its smaller point) and 2e+1 (its twin, h ^ 1); a
/// half-edge has its face on the left. Face 0 is the unbounded one; other faces are numbered by their first half-edge.
/// Pieces that lie on each other become one edge that remembers all of them. Immutable. O(n log n) to build.
///
///   const Arrangement plane(snap_round(segments, threads));   plane.face_of(half_edge)
class Arrangement {
 public:
  /// A piece of an input segment that lies on an edge; `forward`: it runs like the half-edge 2e.
  struct Source {
    std::uint32_t segment = 0;
    bool forward = false;
  };

  /// Precondition: pieces meet only in their ends, none has equal ends.
  explicit Arrangement(Noding noding);

  [[nodiscard]] const std::vector<LatticePoint>& points() const { return points_; }
  [[nodiscard]] std::size_t edge_count() const { return ends_.size() / 2; }
  [[nodiscard]] std::size_t half_edge_count() const { return ends_.size(); }
  [[nodiscard]] std::size_t face_count() const { return face_area_.size(); }
  [[nodiscard]] std::size_t component_count() const { return components_; }

  [[nodiscard]] std::uint32_t origin(std::uint32_t half_edge) const { return ends_[half_edge]; }
  [[nodiscard]] std::uint32_t target(std::uint32_t half_edge) const { return ends_[half_edge ^ 1U]; }
  [[nodiscard]] Segment segment(std::uint32_t half_edge) const {
    return {points_[origin(half_edge)], points_[target(half_edge)]};
  }
  [[nodiscard]] std::uint32_t face_of(std::uint32_t half_edge) const { return face_of_cycle_[cycle_of_[half_edge]]; }
  /// The next half-edge around the face on the left.
  [[nodiscard]] std::uint32_t next(std::uint32_t half_edge) const { return clockwise(half_edge ^ 1U); }
  /// The half-edge from the same origin that follows clockwise.
  [[nodiscard]] std::uint32_t clockwise(std::uint32_t half_edge) const;
  /// The half-edges that leave a point, counter-clockwise.
  [[nodiscard]] std::span<const std::uint32_t> leaving(std::uint32_t point) const {
    return {out_.data() + first_out_[point], out_.data() + first_out_[point + 1]};
  }
  [[nodiscard]] std::span<const Source> sources(std::size_t edge) const {
    return {sources_.data() + first_source_[edge], sources_.data() + first_source_[edge + 1]};
  }
  /// Twice the area of a bounded face, holes taken off; 0 for face 0.
  [[nodiscard]] std::int64_t doubled_area(std::uint32_t face) const { return face_area_[face]; }

  /// The edges near a place, as indices of edges in buckets.
  [[nodiscard]] const BucketGrid& grid() const { return grid_; }
  /// The half-edge that looks up at the point from directly below it (strictly); none when nothing lies below.
  [[nodiscard]] std::optional<std::uint32_t> first_below(LatticePoint point) const;
  /// The face that holds a point which lies on no edge. O(1) for evenly spread edges.
  [[nodiscard]] std::uint32_t locate(LatticePoint point) const;

 private:
  void merge_pieces(const std::vector<Piece>& pieces);
  void sort_around_points();
  void trace_cycles();
  void place_cycles();
  [[nodiscard]] std::vector<Segment> edge_segments() const;

  std::vector<LatticePoint> points_;
  std::vector<std::uint32_t> ends_;          ///< origin of each half-edge
  std::vector<std::uint32_t> first_source_;  ///< of edges
  std::vector<Source> sources_;
  std::vector<std::uint32_t> first_out_;  ///< of points
  std::vector<std::uint32_t> out_;
  std::vector<std::uint32_t> place_in_out_;  ///< of half-edges
  std::vector<std::uint32_t> cycle_of_;      ///< of half-edges
  std::vector<std::uint32_t> first_of_cycle_;
  std::vector<std::int64_t> cycle_area_;
  std::vector<std::uint32_t> face_of_cycle_;
  std::vector<std::int64_t> face_area_;
  std::size_t components_ = 0;
  BucketGrid grid_;
};

}  // namespace wangge::gis::cells
