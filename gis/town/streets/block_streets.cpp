#include "engine/core/math.h"
#include "engine/core/parallel.h"
#include "gis/town/streets/blind_streets.h"
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
  bool staggered;   ///< places belong to one side of a main street and the other in turn
  double four_way;
  double tertiary_above_m2;
  double lane_below_m2;  ///< parts of faces smaller than this by lanes
  double street_width;
  double bow;     ///< of its streets: a share of their length
  double wiggle;  ///< and of their bends, metres
};

FabricRules rules_of(Fabric fabric) {
  switch (fabric) {
    case Fabric::old_core:
      return {9000, 0.45, 40, true, -25, 70000, 22000, 10, 0.09, 13};
    case Fabric::grid_quarter:  // new quarters are drawn with a ruler
      return {36000, 0.35, 105, false, 75, 130000, 0, 16, 0.01, 0};
    case Fabric::industrial_estate:
      return {75000, 0.4, 130, false, 60, 160000, 0, 18, 0.015, 0};
    case Fabric::suburb:
      return {42000, 0.55, 60, true, -15, 150000, 0, 12, 0.09, 20};
    case Fabric::village:
      return {7000, 0.4, 26, true, -15, 1e12, 14000, 7, 0.07, 6};
    case Fabric::mixed:
      break;
  }
  return {22000, 0.55, 52, true, -15, 110000, 0, 13, 0.09, 20};
}

/// Places for junctions on the main streets. Both sides of a street see the same ones, but for those that belong to one side: the
/// streets that end there meet none from the other.
class Places {
 public:
  Places(Mesh& mesh, const std::vector<FaceIndex>& superblocks)
      : mesh_(mesh), seen_(mesh.at.size(), 0), kept_(mesh.at.size(), Owner::nobody) {
    for (const FaceIndex index : superblocks) keep_on(mesh.faces[index]);
    // What no superblock keeps is shut for all.
    for (const FaceIndex index : superblocks) {
      for (const Vertex vertex : mesh.faces[index].ring) mesh.shut[vertex] = kept_[vertex] == Owner::nobody ? 1 : 0;
    }
  }

  /// Whether streets of this face may end at its ring position.
  [[nodiscard]] bool open(const Face& face, std::size_t i) const {
    const Owner owner = kept_[face.ring[i]];
    return owner == Owner::both || owner == side(face, i);
  }

 private:
  enum class Owner : std::uint8_t { nobody, both, rising, falling };

  /// The faces beside a street run along it in opposite ways.
  static Owner side(const Face& face, std::size_t i) {
    const std::size_t count = face.ring.size();
    return face.ring[(i + count - 1) % count] < face.ring[(i + 1) % count] ? Owner::rising : Owner::falling;
  }

  void keep_on(const Face& face) {
    const std::size_t count = face.ring.size();
    std::size_t start = 0;
    while (start < count && mesh_.degree[face.ring[start]] < 3) ++start;
    if (start == count) start = 0;
    for (std::size_t first = 0; first < count;) first = keep_side(face, start, first);
  }

  /// One side of a face, from junction to junction; returns where it ends.
  std::size_t keep_side(const Face& face, std::size_t start, std::size_t first) {
    const std::size_t count = face.ring.size();
    const auto at = [&](std::size_t k) { return (start + k) % count; };
    const FabricRules rules = rules_of(face.fabric);
    std::size_t last = first;
    std::vector<double> gone{0};
    do {
      gone.push_back(gone.back() + length(mesh_.at[face.ring[at(last + 1)]] - mesh_.at[face.ring[at(last)]]));
      ++last;
    } while (last < count && mesh_.degree[face.ring[at(last)]] < 3);
    const double long_way = gone.back();
    const bool fresh = last - first < 2 || seen_[face.ring[at(first + 1)]] == 0;
    for (std::size_t k = first + 1; k < last; ++k) seen_[face.ring[at(k)]] = 1;
    const auto places = static_cast<std::size_t>(long_way / rules.slot_m);
    for (std::size_t place = 1; fresh && place < places; ++place) {
      const double goal = long_way * static_cast<double>(place) / static_cast<double>(places);
      const auto found = static_cast<std::size_t>(std::lower_bound(gone.begin(), gone.end(), goal) - gone.begin());
      const std::size_t k = found - (goal - gone[found - 1] < gone[found] - goal ? 1 : 0);
      if (k == 0 || first + k >= last) continue;
      const std::size_t here = at(first + k);
      const Owner own = side(face, here);
      const Owner other = own == Owner::rising ? Owner::falling : Owner::rising;
      const bool mine = (place + face.ring[at(first)]) % 2 == 0;
      kept_[face.ring[here]] = !rules.staggered || places < 4 ? Owner::both : mine ? own : other;
    }
    return last;
  }

  const Mesh& mesh_;
  std::vector<std::uint8_t> seen_;
  std::vector<Owner> kept_;
};

/// A superblock as a mesh of its own.
Mesh taken_out(const Mesh& mesh, FaceIndex index, const Places& places) {
  const Face& face = mesh.faces[index];
  Mesh alone;
  alone.chains = {};
  Face ring = face;
  for (std::size_t i = 0; i < face.ring.size(); ++i) {
    const Vertex vertex = face.ring[i];
    ring.ring[i] = alone.add_vertex(mesh.at[vertex]);
    alone.degree.back() = mesh.degree[vertex];
    alone.shut.back() = places.open(face, i) ? 0 : 1;
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
              .four_way = rules.four_way,
              .bow = rules.bow,
              .wiggle = rules.wiggle}};
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
  const Places places(mesh, superblocks);
  const Noise noise(how.spec.seed, "block sizes");
  std::vector<Mesh> parts(superblocks.size());
  core::parallel_for(threads, superblocks.size(), [&](std::size_t i) {
    parts[i] = taken_out(mesh, superblocks[i], places);
    const std::uint32_t region = mesh.faces[superblocks[i]].region;
    const CutPolicy policy = [&](const Mesh&, const Face& face, double area, Position middle) {
      return aim(noise, face, area, middle, how.largest_m2[region]);
    };
    core::Stream luck(how.spec.seed, 0, "block streets", superblocks[i]);
    const std::uint32_t first = next_street + static_cast<std::uint32_t>(i) * streets_each;
    subdivide(parts[i], 0, how.fields[how.field_of_region[region]], policy, luck, first);
    lay_blind_streets(parts[i], luck, first + streets_each / 2);
  });
  for (std::size_t i = 0; i < superblocks.size(); ++i) put_back(mesh, superblocks[i], parts[i]);
  recount_degrees(mesh);
}

}  // namespace wangge::town::streets
