#pragma once

#include "gis/town/streets/plane.h"
#include "gis/town/town.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// One planar subdivision of the land while streets are laid. A face is a ring of vertices; the only operation is to cut a
/// face in two by a chain of new vertices between two vertices of its ring. No vertex is ever put into an edge that exists, so
/// neighbours always share whole edges and the faces tile the outline exactly, whatever the rounding.
namespace wangge::town::streets {

using Vertex = std::uint32_t;
using FaceIndex = std::size_t;
using ChainIndex = std::uint32_t;

/// What lies on a chain of edges.
struct Chain {
  std::optional<network::LineClass> line_class{};  ///< absent: a border with nothing on it
  double width_m = 0;
  bool bridge = false;
  bool tunnel = false;
  bool outline = false;      ///< the rim of the town: never a road
  std::uint32_t street = 0;  ///< chains of one street share it; 0: no street
};

[[nodiscard]] bool is_road(const Chain& chain);
/// Rails and rivers: nothing ends on them, roads only pass.
[[nodiscard]] bool is_barrier(const Chain& chain);

/// A face: ring[i] -> ring[i + 1] lies on chains[chain[i]]; counter-clockwise.
struct Face {
  std::vector<Vertex> ring;
  std::vector<ChainIndex> chain;
  LandUse use = LandUse::compound;
  Fabric fabric = Fabric::mixed;
  std::uint32_t region = 0;
  bool closed = false;  ///< nothing more is to be cut here
};

struct Mesh {
  std::vector<Position> at;                ///< of each vertex, whole millimetres
  std::vector<std::uint8_t> degree;        ///< edges that meet there
  std::vector<std::uint8_t> shut;          ///< 1: no chain may end there
  std::vector<std::uint32_t> street_into;  ///< street that ended there last; 0: none
  std::vector<Chain> chains;
  std::vector<Face> faces;

  Vertex add_vertex(Position place);
  ChainIndex add_chain(const Chain& chain);

  /// Cuts `face` from ring position `from` to ring position `to` through new vertices at `inner` (rounded already). The face
  /// keeps the part on the ring from `from` to `to`; the rest becomes the last face, which is returned.
  /// Preconditions: from != to; the chain crosses nothing.
  FaceIndex cut(FaceIndex face, std::size_t from, std::size_t to, std::span<const Position> inner, ChainIndex chain);

  [[nodiscard]] std::vector<Position> ring_points(const Face& face) const;
};

/// Counts the edges at every vertex anew, from the faces alone.
void recount_degrees(Mesh& mesh);

/// A mesh with one face: the outline (open, counter-clockwise, rounded).
[[nodiscard]] Mesh outline_mesh(std::span<const Position> ring);

}  // namespace wangge::town::streets
