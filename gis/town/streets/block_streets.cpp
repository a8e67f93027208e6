#include "engine/core/math.h"
#include "engine/core/parallel.h"
#include "gis/town/streets/macro_streets.h"
#include "gis/town/streets/subdivision.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {
namespace {

using network::LineClass;

/// How one fabric is cut: main lane, street, lane, and the usual size of a block.
struct FabricRules {
  double block_m2;  ///< median
  double spread;    ///< of its logarithm
  double slot_m;    ///< between places for junctions on main streets
  double four_way;
  double tertiary_above_m2;
  double lane_below_m2;  ///< parts of faces smaller than this by lanes
  double street_width;
};

FabricRules rules_of(Fabric fabric) {
  switch (fabric) {
    case Fabric::old_core:
      return {9000, 0.35, 62, 12, 70000, 22000, 10};
    case Fabric::grid_quarter:
      return {36000, 0.3, 105, 75, 130000, 0, 16};
    case Fabric::industrial_estate:
      return {75000, 0.4, 130, 60, 160000, 0, 18};
    case Fabric::suburb:
      return {42000, 0.45, 100, 25, 150000, 0, 12};
    case Fabric::village:
      return {7000, 0.3, 40, 5, 1e12, 14000, 7};
    case Fabric::mixed:
      break;
  }
  return {22000, 0.5, 84, 40, 110000, 0, 13};
}

/// Shuts every vertex of the main streets but those kept for junctions. Both sides of a street see the same places.
void keep_places(Mesh& mesh, const std::vector<FaceIndex>& superblocks) {
  std::vector<std::uint8_t> seen(mesh.at.size(), 0);
  std::vector<std::uint8_t> kept(mesh.at.size(), 0);
  for (const FaceIndex index : superblocks) {
    const Face& face = mesh.faces[index];
    const std::size_t count = face.ring.size();
    const double slot = rules_of(face.fabric).slot_m;
    std::size_t start = 0;
    while (start < count && mesh.degree[face.ring[start]] < 3) ++start;
    if (start == count) start = 0;
    for (std::size_t first = 0; first < count;) {
      // One side: from junction to junction.
      double long_way = 0;
      std::size_t last = first;
      std::vector<double> gone{0};
      do {
        long_way += length(mesh.at[face.ring[(start + last + 1) % count]] - mesh.at[face.ring[(start + last) % count]]);
        gone.push_back(long_way);
        ++last;
      } while (last < count && mesh.degree[face.ring[(start + last) % count]] < 3);
      const bool fresh = last - first < 2 || seen[face.ring[(start + first + 1) % count]] == 0;
      const auto places = static_cast<std::size_t>(long_way / slot);
      for (std::size_t k = first + 1; k < last; ++k) seen[face.ring[(start + k) % count]] = 1;
      for (std::size_t place = 1; fresh && place < places; ++place) {
        const double goal = long_way * static_cast<double>(place) / static_cast<double>(places);
        const auto at = std::lower_bound(gone.begin(), gone.end(), goal) - gone.begin();
        const auto k = static_cast<std::size_t>(at) -
                       (goal - gone[static_cast<std::size_t>(at) - 1] < gone[static_cast<std::size_t>(at)] - goal ? 1 : 0);
        if (k > 0 && first + k < last) kept[face.ring[(start + first + k) % count]] = 1;
      }
      first = last;
    }
  }
  for (const FaceIndex index : superblocks) {
    for (const Vertex vertex : mesh.faces[index].ring) mesh.shut[vertex] = kept[vertex] != 0 ? 0 : 1;
  }
}

/// A superblock as a mesh of its own.
Mesh taken_out(const Mesh& mesh, FaceIndex index) {
  const Face& face = mesh.faces[index];
  Mesh alone;
  alone.chains = {};
  Face ring = face;
  for (std::size_t i = 0; i < face.ring.size(); ++i) {
    const Vertex vertex = face.ring[i];
    ring.ring[i] = alone.add_vertex(mesh.at[vertex]);
    alone.degree.back() = mesh.degree[vertex];
    alone.shut.back() = mesh.shut[vertex];
    alone.street_into.back() = mesh.street_into[vertex];
    ring.chain[i] = alone.add_chain(mesh.chains[face.chain[i]]);
  }
  alone.faces.push_back(std::move(ring));
  return alone;
}

/// Puts the parts of a superblock back in its place.
void put_back(Mesh& mesh, FaceIndex index, const Mesh& alone) {
  const Face whole = mesh.faces[index];
  const std::size_t rim = whole.ring.size();
  const auto first_vertex = static_cast<Vertex>(mesh.at.size());
  const auto first_chain = static_cast<ChainIndex>(mesh.chains.size());
  for (std::size_t v = rim; v < alone.at.size(); ++v) {
    mesh.add_vertex(alone.at[v]);
  }
  mesh.chains.insert(mesh.chains.end(), alone.chains.begin() + static_cast<std::ptrdiff_t>(rim), alone.chains.end());
  for (std::size_t part = 0; part < alone.faces.size(); ++part) {
    Face face = alone.faces[part];
    for (Vertex& vertex : face.ring)
      vertex = vertex < rim ? whole.ring[vertex] : static_cast<Vertex>(first_vertex + vertex - rim);
    for (ChainIndex& chain : face.chain)
      chain = chain < rim ? whole.chain[chain] : static_cast<ChainIndex>(first_chain + chain - rim);
    if (part == 0) {
      mesh.faces[index] = std::move(face);
    } else {
      mesh.faces.push_back(std::move(face));
    }
  }
}

/// Of a face of this middle: the size below which it is left whole, drawn once for the place.
double aimed_size(const Noise& noise, const FabricRules& rules, Position middle) {
  return rules.block_m2 * core::exp(rules.spread * 1.8 * noise.at(middle, 170));
}

std::optional<CutAim> aim(const Noise& noise, const Face& face, double area, Position middle, double largest_m2) {
  if (face.closed) return std::nullopt;
  const FabricRules rules = rules_of(face.fabric);
  const double size = std::min(aimed_size(noise, rules, middle), largest_m2);
  if (area < 1.4 * size) return std::nullopt;
  const bool core = face.fabric == Fabric::old_core || face.fabric == Fabric::village;
  CutAim cut{{},
             {.spacing = core ? 16.0 : 19.0,
              .clearance = core ? 22.0 : 40.0,
              .junction_gap = core ? 26.0 : 48.0,
              .min_area = 0.42 * size,
              .min_compactness = core ? 0.33 : 0.4,
              .snap = core ? 45.0 : 75.0,
              .four_way = rules.four_way}};
  if (area > rules.tertiary_above_m2) {
    cut.chain = {.line_class = LineClass::tertiary, .width_m = core ? 16.0 : 20.0};
  } else if (area < rules.lane_below_m2) {
    cut.chain = {.line_class = LineClass::service, .width_m = 5};
  } else {
    cut.chain = {.line_class = LineClass::residential, .width_m = rules.street_width};
  }
  return cut;
}

}  // namespace

void lay_block_streets(Mesh& mesh, const BlockStreets& how, core::Threads threads, std::uint32_t next_street) {
  constexpr std::uint32_t streets_each = 4096;
  std::vector<FaceIndex> superblocks;
  for (FaceIndex face = 0; face < mesh.faces.size(); ++face) {
    if (!mesh.faces[face].closed) superblocks.push_back(face);
  }
  keep_places(mesh, superblocks);
  const Noise noise(how.spec.seed, "block sizes");
  std::vector<Mesh> parts(superblocks.size());
  core::parallel_for(threads, superblocks.size(), [&](std::size_t i) {
    parts[i] = taken_out(mesh, superblocks[i]);
    const std::uint32_t region = mesh.faces[superblocks[i]].region;
    const CutPolicy policy = [&](const Mesh&, const Face& face, double area, Position middle) {
      return aim(noise, face, area, middle, how.largest_m2[region]);
    };
    core::Stream luck(how.spec.seed, 0, "block streets", superblocks[i]);
    subdivide(parts[i], 0, how.fields[how.field_of_region[region]], policy, luck,
              next_street + static_cast<std::uint32_t>(i) * streets_each);
  });
  for (std::size_t i = 0; i < superblocks.size(); ++i) put_back(mesh, superblocks[i], parts[i]);
  recount_degrees(mesh);
}

}  // namespace wangge::town::streets
