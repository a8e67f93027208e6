#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::routing {

/// A piece of street between two corners, walked either way.
struct StreetPiece {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::int64_t time = 0;  ///< at least 0, at most 2^40
  bool required = true;   ///< to be walked; others may be
};

/// A round of streets from a corner and back.
struct StreetRound {
  struct Step {
    std::uint32_t piece = 0;
    bool forward = true;  ///< from a to b
  };

  std::vector<Step> steps;    ///< each begins where the one before ended
  std::int64_t time = 0;      ///< of all steps
  std::int64_t required = 0;  ///< of the required pieces, once each
  std::int64_t bound = 0;     ///< no round that walks every required piece takes less
};

/// A short round from a corner along every required piece and back (the rural postman's problem; where the required pieces hang
/// together, the Chinese postman's). What is required is joined with the corner along a least spanning tree of the ways between
/// its components (Mehlhorn 1988); corners where an odd number of pieces meet are paired with the least sum of ways, by exchange
/// of pairs from the nearest (exactly where there are at most 16); pieces that would be walked twice more than needed are left
/// out; the round is Euler's (Hierholzer 1873), as Frederickson 1979 (at most half above the shortest where the pairs are exact).
/// Bound: the greater of the least sum of half-ways from odd corner to odd corner (an assignment) and of half-ways from component
/// to component, with what is required. Nothing where a required piece cannot be reached from the corner. Deterministic.
/// O(corners x pieces log pieces + odd corners^3).
///
///   const auto round = street_round(corners, pieces, post);   // round->time, round->bound
[[nodiscard]] std::optional<StreetRound> street_round(std::uint32_t corners, const std::vector<StreetPiece>& pieces,
                                                      std::uint32_t post);

}  // namespace wangge::routing
