#include "gis/town/streets/mesh.h"

#include <cassert>

namespace wangge::town::streets {

using network::LineClass;

bool is_road(const Chain& chain) { return chain.line_class && network::is_road(*chain.line_class); }

bool is_barrier(const Chain& chain) { return chain.line_class && !network::is_road(*chain.line_class); }

Vertex Mesh::add_vertex(Position place) {
  at.push_back(place);
  degree.push_back(2);
  shut.push_back(0);
  street_into.push_back(0);
  return static_cast<Vertex>(at.size() - 1);
}

ChainIndex Mesh::add_chain(const Chain& chain) {
  chains.push_back(chain);
  return static_cast<ChainIndex>(chains.size() - 1);
}

FaceIndex Mesh::cut(FaceIndex face, std::size_t from, std::size_t to, std::span<const Position> inner, ChainIndex chain) {
  assert(from != to);
  std::vector<Vertex> middle;
  middle.reserve(inner.size());
  for (const Position place : inner) middle.push_back(add_vertex(place));
  const Face whole = faces[face];
  const std::size_t count = whole.ring.size();
  for (const std::size_t end : {from, to}) {
    ++degree[whole.ring[end]];
    street_into[whole.ring[end]] = chains[chain].street;
  }

  const auto part = [&](std::size_t first, std::size_t last, bool forward) {
    Face made = whole;
    made.ring.clear();
    made.chain.clear();
    for (std::size_t i = first; i != last; i = (i + 1) % count) {
      made.ring.push_back(whole.ring[i]);
      made.chain.push_back(whole.chain[i]);
    }
    made.ring.push_back(whole.ring[last]);
    made.chain.push_back(chain);
    if (forward) {
      made.ring.insert(made.ring.end(), middle.begin(), middle.end());
    } else {
      made.ring.insert(made.ring.end(), middle.rbegin(), middle.rend());
    }
    made.chain.resize(made.ring.size(), chain);
    return made;
  };
  faces.push_back(part(to, from, true));
  faces[face] = part(from, to, false);
  return faces.size() - 1;
}

std::vector<Position> Mesh::ring_points(const Face& face) const {
  std::vector<Position> points;
  points.reserve(face.ring.size());
  for (const Vertex vertex : face.ring) points.push_back(at[vertex]);
  return points;
}

void recount_degrees(Mesh& mesh) {
  mesh.degree.assign(mesh.at.size(), 0);
  for (const Face& face : mesh.faces) {
    for (std::size_t i = 0; i < face.ring.size(); ++i) {
      // As many edges as faces; on the rim one more, counted where the rim comes in.
      ++mesh.degree[face.ring[i]];
      if (mesh.chains[face.chain[i]].outline) ++mesh.degree[face.ring[i + 1 < face.ring.size() ? i + 1 : 0]];
    }
  }
}

Mesh outline_mesh(std::span<const Position> ring) {
  Mesh mesh;
  const ChainIndex rim = mesh.add_chain({.outline = true});
  Face face;
  for (const Position place : ring) {
    face.ring.push_back(mesh.add_vertex(place));
    face.chain.push_back(rim);
  }
  mesh.faces.push_back(std::move(face));
  return mesh;
}

}  // namespace wangge::town::streets
