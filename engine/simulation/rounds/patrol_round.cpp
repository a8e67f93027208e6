#include "engine/simulation/rounds/patrol_round.h"

#include "engine/core/disjoint_sets.h"

#include <optional>
#include <vector>

namespace wangge::simulation {
namespace {

/// Of the streets to patrol.
std::optional<std::uint32_t> nearest_corner(const SimulationInputs& inputs, const Streets& streets, ResponderId who,
                                            core::Millis departure) {
  std::vector<bool> wanted(streets.corners, false);
  for (const routing::StreetPiece& piece : streets.pieces) {
    if (piece.required) wanted[piece.a] = wanted[piece.b] = true;
  }
  std::optional<std::uint32_t> best;
  core::Millis least(0);
  for (std::uint32_t corner = 0; corner < streets.corners; ++corner) {
    if (!wanted[corner] || !streets.near_corner[corner].valid()) continue;
    const auto way = inputs.travel->from_post(who, streets.near_corner[corner], departure);
    if (!way || (best && *way >= least)) continue;
    best = corner;
    least = *way;
  }
  return best;
}

}  // namespace

Beat patrol_round(const SimulationInputs& inputs, DutyId duty, ResponderId who, GridId grid, core::Millis departure) {
  Beat beat{.duty = duty, .responder = who, .stops = {}};
  const Streets& streets = inputs.duties[duty].streets[grid];
  const std::optional<std::uint32_t> post = nearest_corner(inputs, streets, who, departure);
  if (!post) return beat;
  core::DisjointSets joined(streets.corners);
  for (const routing::StreetPiece& piece : streets.pieces) joined.unite(piece.a, piece.b);
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
