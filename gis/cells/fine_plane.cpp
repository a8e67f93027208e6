#include "gis/cells/fine_plane.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace wangge::gis::cells {
namespace {

struct Vote {
  std::uint32_t face;
  std::uint32_t choice;
  double weight;
};

/// The choice with the most weight for each face, the lowest among equals; none where nobody voted.
std::vector<std::uint32_t> elect(std::vector<Vote> votes, std::size_t faces) {
  std::stable_sort(votes.begin(), votes.end(),
                   [](const Vote& a, const Vote& b) { return std::tie(a.face, a.choice) < std::tie(b.face, b.choice); });
  std::vector<std::uint32_t> elected(faces, none);
  for (std::size_t i = 0; i < votes.size();) {
    const std::uint32_t face = votes[i].face;
    double most = -1;
    while (i < votes.size() && votes[i].face == face) {
      const std::uint32_t choice = votes[i].choice;
      double sum = 0;
      for (; i < votes.size() && votes[i].face == face && votes[i].choice == choice; ++i) sum += votes[i].weight;
      if (sum > most) {
        most = sum;
        elected[face] = choice;
      }
    }
  }
  return elected;
}

/// Faces that only separators surround take the unit of a neighbour across them.
void spread_units(const Arrangement& plane, std::vector<std::uint32_t>& unit_of_face) {
  unit_of_face[0] = 0;
  std::vector<std::vector<std::uint32_t>> open(plane.face_count());  // neighbours of faces without a unit
  std::vector<std::uint32_t> queue;
  for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
    const std::uint32_t face = plane.face_of(h);
    const std::uint32_t across = plane.face_of(h ^ 1U);
    if (unit_of_face[across] == none) open[face].push_back(across);
  }
  for (std::uint32_t face = 0; face < plane.face_count(); ++face) {
    if (unit_of_face[face] != none && !open[face].empty()) queue.push_back(face);
  }
  for (std::size_t at = 0; at < queue.size(); ++at) {
    for (const std::uint32_t across : open[queue[at]]) {
      if (unit_of_face[across] != none) continue;
      unit_of_face[across] = unit_of_face[queue[at]];
      queue.push_back(across);
    }
  }
}

/// Calls use(half_edge, boundary, along): what lies to the left of the half-edge is the boundary's left when `along`.
void for_each_side(const Arrangement& plane, const FineLinework& work,
                   const std::function<void(std::uint32_t, const Boundary&, bool)>& use) {
  for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
    for (const Arrangement::Source& source : plane.sources(h / 2)) {
      use(h, work.boundaries[source.segment], source.forward == ((h & 1U) == 0));
    }
  }
}

std::vector<std::uint32_t> elect_units(const Arrangement& plane, const FineLinework& work) {
  std::vector<Vote> votes;
  for_each_side(plane, work, [&](std::uint32_t h, const Boundary& boundary, bool along) {
    if (boundary.separator) return;
    votes.push_back({plane.face_of(h), along ? boundary.left_unit : boundary.right_unit, length(plane.segment(h))});
  });
  std::vector<std::uint32_t> unit_of_face = elect(std::move(votes), plane.face_count());
  spread_units(plane, unit_of_face);
  return unit_of_face;
}

std::vector<std::uint32_t> elect_claims(const Arrangement& plane, const FineLinework& work, const std::vector<Unit>& units,
                                        const std::vector<std::uint32_t>& unit_of_face) {
  std::vector<Vote> votes;
  for_each_side(plane, work, [&](std::uint32_t h, const Boundary& boundary, bool along) {
    const std::uint32_t unit = along ? boundary.left_unit : boundary.right_unit;
    const std::uint32_t claim = along ? boundary.left_claim : boundary.right_claim;
    const std::uint32_t face = plane.face_of(h);
    if (claim != none && unit_of_face[face] == unit) votes.push_back({face, claim, length(plane.segment(h))});
  });
  std::vector<std::uint32_t> claims = elect(std::move(votes), plane.face_count());
  for (std::uint32_t face = 0; face < plane.face_count(); ++face) {
    const Unit& unit = units[unit_of_face[face]];
    if (!unit.shared) claims[face] = unit.claim;
  }
  return claims;
}

}  // namespace

FinePlane build_fine_plane(const FineLinework& work, const std::vector<Unit>& units, core::Threads threads) {
  FinePlane fine{Arrangement(snap_round(work.segments, threads)), {}, {}, {}};
  fine.unit_of_face = elect_units(fine.plane, work);
  fine.claim_of_face = elect_claims(fine.plane, work, units, fine.unit_of_face);
  fine.barrier.assign(fine.plane.edge_count(), BarrierClass::none);
  for (std::size_t edge = 0; edge < fine.barrier.size(); ++edge) {
    for (const Arrangement::Source& source : fine.plane.sources(edge)) {
      fine.barrier[edge] = std::max(fine.barrier[edge], work.boundaries[source.segment].barrier);
    }
  }
  return fine;
}

}  // namespace wangge::gis::cells
