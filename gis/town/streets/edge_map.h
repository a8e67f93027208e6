#pragma once

#include "gis/town/streets/mesh.h"

#include <optional>
#include <vector>

namespace wangge::town::streets {

/// Which face has which directed edge, as the mesh stood when the map was built. O(edges log edges).
class EdgeMap {
 public:
  explicit EdgeMap(const Mesh& mesh);

  /// The face whose ring runs from `a` to `b`; none outside the town or where no such edge was.
  [[nodiscard]] std::optional<FaceIndex> face_on(Vertex a, Vertex b) const;

 private:
  struct Entry {
    Vertex from = 0;
    Vertex to = 0;
    std::uint32_t face = 0;
  };
  std::vector<Entry> entries_;
};

/// Puts `chain` under every edge whose two faces (the second none at the rim) satisfy `wanted`; edges that lay on different
/// chains get different ones, so that streets stay apart.
template <class Wanted>
void relay_edges(Mesh& mesh, const Chain& chain, Wanted&& wanted) {
  const EdgeMap edges(mesh);
  std::vector<std::optional<ChainIndex>> relaid(mesh.chains.size());
  for (FaceIndex f = 0; f < mesh.faces.size(); ++f) {
    for (std::size_t i = 0; i < mesh.faces[f].ring.size(); ++i) {
      const Face& face = mesh.faces[f];
      const auto beside = edges.face_on(face.ring[i + 1 < face.ring.size() ? i + 1 : 0], face.ring[i]);
      const ChainIndex old = face.chain[i];
      if (!beside || old >= relaid.size() || !wanted(face, mesh.faces[*beside], mesh.chains[old])) continue;
      if (!relaid[old]) relaid[old] = mesh.add_chain(chain);
      mesh.faces[f].chain[i] = *relaid[old];
    }
  }
}

}  // namespace wangge::town::streets
