#include "gis/town/streets/whole_regions.h"

#include "gis/town/streets/edge_map.h"
#include "gis/town/streets/plane.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace wangge::town::streets {
namespace {

bool open_land(const Face& face) { return face.use != LandUse::water && face.use != LandUse::railway; }

/// The town of each region, as the number of its area.
std::vector<std::uint32_t> towns_of(const std::vector<Region>& regions, const TownSpec& spec) {
  std::vector<std::uint32_t> towns;
  for (const Region& region : regions) {
    const AreaId above = region.kind == RegionKind::rural ? spec.areas[region.area].parent : AreaId();
    towns.push_back((above.valid() ? above : region.area).value());
  }
  return towns;
}

/// A common stretch of two faces.
struct Seam {
  FaceIndex a = 0;
  FaceIndex b = 0;
  double length_m = 0;
};

std::vector<Seam> seams_of(const Mesh& mesh) {
  const EdgeMap edges(mesh);
  std::vector<Seam> seams;
  for (FaceIndex face = 0; face < mesh.faces.size(); ++face) {
    const auto& ring = mesh.faces[face].ring;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Vertex from = ring[i];
      const Vertex to = ring[i + 1 < ring.size() ? i + 1 : 0];
      const auto beside = edges.face_on(to, from);
      if (!beside || *beside <= face) continue;
      const double metres = length(mesh.at[to] - mesh.at[from]);
      if (!seams.empty() && seams.back().a == face && seams.back().b == *beside) {
        seams.back().length_m += metres;
      } else {
        seams.push_back({face, *beside, metres});
      }
    }
  }
  return seams;
}

/// The piece of every face among faces with the same label that share edges: the lowest face of the piece.
std::vector<FaceIndex> pieces_of(std::size_t faces, const std::vector<Seam>& seams, const std::vector<std::uint32_t>& label) {
  std::vector<FaceIndex> parent(faces);
  std::iota(parent.begin(), parent.end(), FaceIndex{0});
  const auto root = [&parent](FaceIndex face) {
    while (parent[face] != face) face = parent[face] = parent[parent[face]];
    return face;
  };
  for (const Seam& seam : seams) {
    if (label[seam.a] != label[seam.b]) continue;
    const auto [low, high] = std::minmax({root(seam.a), root(seam.b)});
    parent[high] = low;
  }
  for (FaceIndex face = 0; face < faces; ++face) parent[face] = root(face);
  return parent;
}

class Joining {
 public:
  Joining(Mesh& mesh, const std::vector<Region>& regions, const TownSpec& spec)
      : mesh_(mesh), regions_(regions), towns_(towns_of(regions, spec)), seams_(seams_of(mesh)) {
    std::vector<std::uint32_t> label;
    for (const Face& face : mesh.faces) label.push_back(face.region);
    piece_ = pieces_of(mesh.faces.size(), seams_, label);
  }

  void run() {
    find_loose();
    while (std::find(loose_.begin(), loose_.end(), std::uint8_t{1}) != loose_.end()) {
      if (!join_some()) return;  // land apart from everything: the outline is one piece, so there is none
    }
  }

 private:
  /// All pieces but the largest of each region, dry land counted first.
  void find_loose() {
    std::vector<std::pair<double, double>> size(mesh_.faces.size());
    for (FaceIndex face = 0; face < mesh_.faces.size(); ++face) {
      const double area = signed_area(mesh_.ring_points(mesh_.faces[face]));
      (open_land(mesh_.faces[face]) ? size[piece_[face]].first : size[piece_[face]].second) += area;
    }
    std::vector<std::optional<FaceIndex>> largest(regions_.size());
    for (FaceIndex face = 0; face < mesh_.faces.size(); ++face) {
      if (piece_[face] != face) continue;
      std::optional<FaceIndex>& best = largest[mesh_.faces[face].region];
      if (!best || size[face] > size[*best]) best = face;
    }
    loose_.assign(mesh_.faces.size(), 0);
    for (FaceIndex face = 0; face < mesh_.faces.size(); ++face)
      loose_[face] = largest[mesh_.faces[face].region] == piece_[face] ? 0 : 1;
  }

  /// Every loose piece that touches land which stays, at once; false where there is none.
  bool join_some() {
    std::map<std::pair<FaceIndex, std::uint32_t>, double> beside;  // piece and region: metres
    for (const Seam& seam : seams_) {
      if (loose_[seam.a] == loose_[seam.b]) continue;
      const auto [loose, firm] = loose_[seam.a] != 0 ? std::pair(seam.a, seam.b) : std::pair(seam.b, seam.a);
      beside[{piece_[loose], mesh_.faces[firm].region}] += seam.length_m;
    }
    std::map<FaceIndex, std::tuple<bool, bool, double, std::uint32_t>> best;  // same town, fields, metres, region
    for (const auto& [key, metres] : beside) {
      const auto& [piece, region] = key;
      const bool same_town = towns_[region] == towns_[mesh_.faces[piece].region];
      const std::tuple choice{same_town, regions_[region].kind == RegionKind::rural, metres, region};
      const auto [at, first] = best.emplace(piece, choice);
      if (!first && choice > at->second) at->second = choice;
    }
    for (FaceIndex face = 0; face < mesh_.faces.size(); ++face) {
      const auto found = loose_[face] != 0 ? best.find(piece_[face]) : best.end();
      if (found != best.end()) move(mesh_.faces[face], std::get<3>(found->second));
      if (found != best.end()) loose_[face] = 0;
    }
    return !best.empty();
  }

  void move(Face& face, std::uint32_t region) const {
    const bool fields = face.use == LandUse::compound && regions_[face.region].kind == RegionKind::rural;
    if (fields && regions_[region].kind == RegionKind::urban) {
      face.use = LandUse::farmland;
      face.fabric = Fabric::village;
      face.closed = true;
    }
    face.region = region;
  }

  Mesh& mesh_;
  const std::vector<Region>& regions_;
  std::vector<std::uint32_t> towns_;
  std::vector<Seam> seams_;
  std::vector<FaceIndex> piece_;  ///< as it was at first
  std::vector<std::uint8_t> loose_;
};

}  // namespace

void join_pieces_of_regions(Mesh& mesh, const std::vector<Region>& regions, const TownSpec& spec) {
  Joining(mesh, regions, spec).run();
}

std::size_t pieces_of_towns(const Mesh& mesh, const std::vector<Region>& regions, const TownSpec& spec) {
  const std::vector<std::uint32_t> towns = towns_of(regions, spec);
  std::vector<std::uint32_t> label;
  for (const Face& face : mesh.faces) label.push_back(towns[face.region]);
  const std::vector<FaceIndex> piece = pieces_of(mesh.faces.size(), seams_of(mesh), label);
  std::size_t count = 0;
  for (FaceIndex face = 0; face < piece.size(); ++face) count += piece[face] == face ? 1 : 0;
  return count;
}

}  // namespace wangge::town::streets
