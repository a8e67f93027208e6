#pragma once

#include "engine/evaluation/theory/ground.h"
#include "engine/simulation/ids.h"

#include <cstddef>
#include <vector>

namespace wangge::evaluation {

/// Households of a grid that ask the same responders in turn, as far as the first of them go; of those who are equally near and
/// of one scope an equal part of their requests asks each first.
struct TheoryAtom {
  GridId grid;
  bool ties = false;  ///< somebody in the list is as near as the next
  std::vector<simulation::ResponderId> list;
  std::vector<double> rates;   ///< requests a minute by kind
  std::vector<double> way;     ///< mean minutes to the door, by place in the list
  std::vector<double> shares;  ///< of the buildings, by requests
  std::vector<float> ways;     ///< by building, then place in the list; infinite: no way
};

/// Atoms of all grids, in their order. Lists end after `longest`. Buildings to which nobody can come are in none. Where equals
/// take turns, households have up to `most_turns` atoms, each with a part of their requests, whose lists begin with another one.
[[nodiscard]] std::vector<TheoryAtom> theory_atoms(const TheoryGround& ground, const Place& place, std::size_t longest,
                                                   std::size_t most_turns, core::Threads threads);

}  // namespace wangge::evaluation
