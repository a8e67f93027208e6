#pragma once

#include "gis/town/streets/mesh.h"

#include <optional>
#include <vector>

namespace wangge::town::streets {

/// What a chain must keep to be laid. Lengths in metres.
struct ChainRules {
  double spacing = 20;            ///< between the vertices of the chain: places where later chains may end
  double clearance = 30;          ///< from the chain to the rest of the ring, away from its ends
  double junction_gap = 60;       ///< along the ring from a new junction to the next
  double sharpest_cosine = 0.64;  ///< of the angle between the chain and the ring at its ends: 50 degrees
  double min_area = 3000;         ///< of either part, square metres
  double min_compactness = 0.36;  ///< 4 pi area / perimeter^2 of either part
  double snap = 65;               ///< how far an end may be moved along the ring
  double four_way = 30;           ///< metres worth going to meet a street from the other side; below 0: to keep from it
  double bow = 0;                 ///< most swing of the whole chain to a side, as a share of its length
  double wiggle = 0;              ///< most swing of its bends, metres
  bool outline_ends = false;      ///< may it stop at the rim of the town
};

/// A face as its cutting sees it: positions, lengths and areas along the ring. Built in O(ring); valid while the mesh stands
/// still.
class RingView {
 public:
  RingView(const Mesh& mesh, const Face& face);

  [[nodiscard]] std::size_t size() const { return at_.size(); }
  [[nodiscard]] Position at(std::size_t i) const { return at_[i]; }
  [[nodiscard]] const std::vector<Position>& points() const { return at_; }
  [[nodiscard]] std::size_t next(std::size_t i) const { return i + 1 < at_.size() ? i + 1 : 0; }
  [[nodiscard]] std::size_t previous(std::size_t i) const { return i > 0 ? i - 1 : at_.size() - 1; }
  [[nodiscard]] double area() const { return area_; }
  [[nodiscard]] double around() const { return along_.back(); }
  [[nodiscard]] const Box& box() const { return box_; }
  [[nodiscard]] const Mesh& mesh() const { return *mesh_; }
  [[nodiscard]] const Face& face() const { return *face_; }

  /// May a chain of a street end at this vertex?
  [[nodiscard]] bool may_end(std::size_t i, const ChainRules& rules) const;
  /// Length of the ring to the nearest other junction.
  [[nodiscard]] double gap(std::size_t i) const { return gap_[i]; }
  /// A street from the other side ends here, and the ring runs straight on.
  [[nodiscard]] bool teed(std::size_t i) const;
  /// Length of the ring from i forward to j.
  [[nodiscard]] double way(std::size_t i, std::size_t j) const;
  /// Area and perimeter of the part on the ring from i to j, closed by `chain` (from i to j, without its ends).
  struct Part {
    double area = 0;
    double around = 0;
  };
  [[nodiscard]] Part part(std::size_t i, std::size_t j, const std::vector<Position>& chain) const;

  struct Hit {
    std::size_t edge = 0;
    Position at;
  };
  /// Where the segment from a to b first meets the ring; edges at ring position `skip` do not count.
  [[nodiscard]] std::optional<Hit> first_hit(Position a, Position b, std::optional<std::size_t> skip) const;
  /// True where the chain (ends included, from ring position i to j) keeps the rules against the ring.
  [[nodiscard]] bool allows(std::size_t i, std::size_t j, const std::vector<Position>& inner, const ChainRules& rules) const;

 private:
  [[nodiscard]] bool end_is_open(std::size_t i, Position towards, double sharpest_cosine) const;
  [[nodiscard]] bool keeps_clear(const std::vector<Position>& chain, std::size_t i, std::size_t j, double clearance) const;
  void measure_gaps();

  const Mesh* mesh_;
  const Face* face_;
  std::vector<Position> at_;
  std::vector<double> along_;  ///< length before vertex i; one more than vertices
  std::vector<double> swept_;  ///< twice the signed area swept from at_[0] before vertex i
  std::vector<double> gap_;    ///< to the nearest other junction along the ring
  double area_ = 0;
  Box box_;
};

}  // namespace wangge::town::streets
