#pragma once

#include "gis/town/block_fill.h"
#include "gis/town/plots/plot_plane.h"

/// The ways inside one block as they are laid: a plane graph over the vertices of the block's ring and nodes of its own.
namespace wangge::town::plot {

class InnerWays {
 public:
  struct Piece {
    std::uint32_t from;
    std::uint32_t to;
    network::LineClass line_class;
    double width_m;
  };

  explicit InnerWays(const Ring& ring) : ring_size_(static_cast<std::uint32_t>(ring.size())), at_(ring) {}

  /// A node at this place, rounded to millimetres; an old one of these ways where it is within 0.3 m.
  std::uint32_t node(Position at);
  [[nodiscard]] Position at(std::uint32_t node) const { return at_[node]; }
  [[nodiscard]] std::uint32_t ring_size() const { return ring_size_; }
  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }

  /// Lays a straight way; where it crosses older ones both get a common node, and where it passes within 0.3 m of a node both
  /// bend to it. Returns the pieces that are new or no longer where they were. O(pieces).
  std::vector<std::uint32_t> lay(std::uint32_t from, std::uint32_t to, network::LineClass line_class, double width_m);
  void lay(Position from, Position to, network::LineClass line_class, double width_m);

  /// The nearest place on a way, from `from` along the unit vector `direction` within `reach`.
  [[nodiscard]] std::optional<Position> first_met(Position from, Position direction, double reach) const;
  [[nodiscard]] double distance(Position from) const;

  /// Drops what hangs together with no vertex of the ring; true if `node` still belongs to a way.
  void drop_loose();
  [[nodiscard]] bool serves(std::uint32_t node) const;

  /// Writes nodes and lines, each from junction to junction, with the ids of the block's own nodes renumbered without gaps;
  /// returns the new id of every node (its old one for vertices of the ring).
  std::vector<std::uint32_t> write(BlockFill& fill) const;

 private:
  /// A node of a way that is being laid, by how far along it is.
  struct Joint {
    double share;
    std::uint32_t node;
  };

  /// Whether the way from -> to passes an end of an old piece; the joints get it.
  bool joins_at_node(std::uint32_t from, std::uint32_t to, const Piece& piece, std::vector<Joint>& joints) const;
  /// The node at which the way meets the inside of an old piece: one of its own ends, or where they cross, which the joints get.
  std::optional<std::uint32_t> joint_within(std::uint32_t from, std::uint32_t to, const Piece& piece, std::vector<Joint>& joints);
  [[nodiscard]] bool laid(std::uint32_t p, std::uint32_t q) const;

  std::uint32_t ring_size_;
  std::vector<Position> at_;
  std::vector<Piece> pieces_;
};

}  // namespace wangge::town::plot
