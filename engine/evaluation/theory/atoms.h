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
  std::vector<simulation::ResponderId> list;
  std::vector<std::size_t> ends;  ///< in the list, of each group of equals
  std::vector<double> rates;      ///< requests a minute by kind
  std::vector<double> way;        ///< mean minutes to the door, by place in the list
  std::vector<double> shares;     ///< of the buildings, by requests
  std::vector<float> ways;        ///< by building, then place in the list; infinite: no way
};

/// Atoms of all grids, in their order. Lists end after `longest`. Buildings to which nobody can come are in none. Where equals
/// take turns, households have up to `most_turns` atoms, each with a part of their requests, whose lists begin with another one.
[[nodiscard]] std::vector<TheoryAtom> theory_atoms(const TheoryGround& ground, const Place& place, std::size_t longest,
                                                   std::size_t most_turns, core::Threads threads);

/// Somebody in the list is equal to the next.
[[nodiscard]] inline bool ties(const TheoryAtom& atom) { return atom.ends.size() < atom.list.size(); }
/// Whoever are equal to one household are equal to all that may ask them: then it makes no difference to the sums which of them
/// goes. O(entries of the lists).
[[nodiscard]] bool equals_everywhere(const std::vector<TheoryAtom>& atoms);

}  // namespace wangge::evaluation
