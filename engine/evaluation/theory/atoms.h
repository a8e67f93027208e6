#pragma once

#include "engine/evaluation/theory/ground.h"
#include "engine/simulation/ids.h"

#include <cstddef>
#include <vector>

namespace wangge::evaluation {

/// Households of a grid that ask the same responders in turn, as far as the first of them go.
struct TheoryAtom {
  GridId grid;
  std::vector<simulation::ResponderId> list;
  std::vector<double> rates;   ///< requests a minute by kind
  std::vector<double> way;     ///< mean minutes to the door, by place in the list
  std::vector<double> shares;  ///< of the buildings, by requests
  std::vector<float> ways;     ///< by building, then place in the list; infinite: no way
};

/// Atoms of all grids, in their order. Lists end after `longest`. Buildings to which nobody can come are in none.
[[nodiscard]] std::vector<TheoryAtom> theory_atoms(const TheoryGround& ground, const Place& place, std::size_t longest,
                                                   core::Threads threads);

}  // namespace wangge::evaluation
