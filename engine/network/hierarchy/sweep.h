#pragma once

#include "engine/network/hierarchy/lanes.h"
#include "engine/network/hierarchy/search_graph.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace wangge::network {

/// Two inner loops of every search on a hierarchy, for one search (width 1) or sixteen at once (width 16). Integers only, so the
/// same bits on every machine; on x86-64 AVX2 is taken where the machine has it. Labels are complements: ~time, 0 where there is
/// no way.

/// The way up: `places` from low in the hierarchy (high number) to the top; their labels stand at position[place], and every
/// link leads to a place that has a position. O(links of the places).
void climb(const SearchGraph& up, std::span<const std::uint32_t> places, const std::uint32_t* position, Lanes<1>* labels);
void climb(const SearchGraph& up, std::span<const std::uint32_t> places, const std::uint32_t* position, Lanes<16>* labels);

/// The way down (PHAST: Delling, Goldberg, Nowatzyk, Werneck 2011): labels of all places of `down`, from the top. Those at
/// `seeded`, rising, hold what the way up brought; the others hold nothing yet. O(links).
void descend(const SearchGraph& down, std::span<const std::uint32_t> seeded, Lanes<1>* labels);
void descend(const SearchGraph& down, std::span<const std::uint32_t> seeded, Lanes<16>* labels);

/// A place and what it takes from there to a target.
struct Landing {
  std::uint32_t place = 0;
  std::uint32_t time = ~std::uint32_t{0};  ///< all bits set: not this way
};
using Landings = std::array<Landing, 2>;

/// The time [ms] by the nearer of two landings, for each target and lane; all bits set where there is no way.
void land(std::span<const Landings> targets, const Lanes<1>* labels, Lanes<1>* times);
void land(std::span<const Landings> targets, const Lanes<16>* labels, Lanes<16>* times);

}  // namespace wangge::network
