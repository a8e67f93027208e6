#include "gis/town/streets/edge_map.h"

#include <algorithm>

namespace wangge::town::streets {

EdgeMap::EdgeMap(const Mesh& mesh) {
  for (FaceIndex f = 0; f < mesh.faces.size(); ++f) {
    const auto& ring = mesh.faces[f].ring;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      entries_.push_back({ring[i], ring[i + 1 < ring.size() ? i + 1 : 0], static_cast<std::uint32_t>(f)});
    }
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
}

std::optional<FaceIndex> EdgeMap::face_on(Vertex a, Vertex b) const {
  const Entry key{a, b, 0};
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), key, [](const Entry& x, const Entry& y) {
    return x.from != y.from ? x.from < y.from : x.to < y.to;
  });
  if (at == entries_.end() || at->from != a || at->to != b) return std::nullopt;
  return at->face;
}

}  // namespace wangge::town::streets
