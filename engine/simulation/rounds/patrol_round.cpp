#include "engine/simulation/rounds/patrol_round.h"

#include "engine/core/disjoint_sets.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace wangge::simulation {
namespace {

/// The nearest of the streets to patrol, of those that hang together with most of them.
std::optional<std::uint32_t> first_corner(const SimulationInputs& inputs, const Streets& streets, core::DisjointSets& joined,
                                          ResponderId who, core::Millis departure) {
  std::vector<bool> wanted(streets.corners, false);
  std::vector<std::uint64_t> length(streets.corners, 0);  // of what hangs together
  for (std::size_t i = 0; i < streets.pieces.size(); ++i) {
    const routing::StreetPiece& piece = streets.pieces[i];
    if (!piece.required) continue;
    wanted[piece.a] = wanted[piece.b] = true;
    length[joined.find(piece.a)] += streets.length_cm[i];
  }
  std::optional<std::uint32_t> best;
  std::pair<std::uint64_t, core::Millis> found;  // length, way
  for (std::uint32_t corner = 0; corner < streets.corners; ++corner) {
    if (!wanted[corner] || !streets.near_corner[corner].valid()) continue;
    const auto way = inputs.travel->from_post(who, streets.near_corner[corner], departure);
    if (!way) continue;
    const std::uint64_t along = length[joined.find(corner)];
    if (best && (along < found.first || (along == found.first && *way >= found.second))) continue;
    best = corner;
    found = {along, *way};
  }
  return best;
}

}  // namespace

Beat patrol_round(const SimulationInputs& inputs, DutyId duty, ResponderId who, GridId grid, core::Millis departure) {
  Beat beat{.duty = duty, .responder = who, .stops = {}};
  const Streets& streets = inputs.duties[duty].streets[grid];
  core::DisjointSets joined(streets.corners);
  for (const routing::StreetPiece& piece : streets.pieces) joined.unite(piece.a, piece.b);
  const std::optional<std::uint32_t> post = first_corner(inputs, streets, joined, who, departure);
  if (!post) return beat;
  std::vector<routing::StreetPiece> pieces = streets.pieces;
  for (routing::StreetPiece& piece : pieces) piece.required = piece.required && joined.find(piece.a) == joined.find(*post);
  const auto round = routing::street_round(streets.corners, pieces, *post);
  if (!round || round->steps.empty()) return beat;
  std::vector<bool> walked(pieces.size(), false);
  core::Millis until(0);
  for (const routing::StreetRound::Step& step : round->steps) {
    until += core::Millis(pieces[step.piece].time);
    beat.walk.steps.push_back({streets.near[step.piece], until});
    const bool counts = pieces[step.piece].required && !walked[step.piece];
    beat.walked_cm.push_back(counts ? streets.length_cm[step.piece] : 0);
    walked[step.piece] = true;
  }
  beat.walk.steps.push_back({beat.walk.steps.front().near, until});  // back at the corner
  beat.walked_cm.push_back(0);
  beat.way = core::Millis(round->time);
  beat.bound = core::Millis(round->bound);
  beat.rounds = 1;
  return beat;
}

}  // namespace wangge::simulation
