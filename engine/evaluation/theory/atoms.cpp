#include "engine/evaluation/theory/atoms.h"

#include "engine/core/parallel.h"
#include "engine/evaluation/standing_town.h"
#include "engine/simulation/loop/name_key.h"
#include "engine/simulation/loop/rank.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace wangge::evaluation {
namespace {

using simulation::BuildingId;
using simulation::Call;
using simulation::Candidate;
using simulation::KindId;
using simulation::ResponderId;
using simulation::Ring;

/// What a policy by list tells candidates apart by.
struct Standing {
  Ring ring = Ring::own;
  core::Millis time{0};
  std::uint8_t scope = 0;

  friend bool operator==(const Standing&, const Standing&) = default;
};

/// Candidates for one place that are taken away one by one.
class Shortlist final : public simulation::Situation {
 public:
  Shortlist(const StandingTown& town, const Call& call, std::size_t longest) {
    for (const Ring ring : {Ring::own, Ring::around}) {
      const auto found = town.free(call, ring);
      of(ring).assign(found.begin(), found.end());
    }
    auto& around = of(Ring::around);
    if (around.size() <= longest) return;
    std::stable_sort(around.begin(), around.end(), [](const Candidate& a, const Candidate& b) {
      return a.time != b.time ? a.time < b.time : a.scope < b.scope;
    });
    around.resize(longest);
  }
  /// Precondition: not taken.
  [[nodiscard]] Standing standing(ResponderId responder) const {
    for (const Ring ring : {Ring::own, Ring::around}) {
      for (const Candidate& one : rings_[static_cast<std::size_t>(ring)]) {
        if (one.responder == responder) return {ring, one.time, one.scope};
      }
    }
    return {};
  }
  void take(ResponderId responder) {
    for (auto& ring : rings_)
      ring.erase(std::remove_if(ring.begin(), ring.end(), [&](const Candidate& one) { return one.responder == responder; }),
                 ring.end());
  }
  [[nodiscard]] std::span<const Candidate> free(const Call& /*call*/, Ring ring) const override {
    return rings_[static_cast<std::size_t>(ring)];
  }

 private:
  [[nodiscard]] std::vector<Candidate>& of(Ring ring) { return rings_[static_cast<std::size_t>(ring)]; }
  std::array<std::vector<Candidate>, 2> rings_;
};

/// Whom a household asks, in groups of those who are equal to it.
struct Asked {
  std::vector<ResponderId> list;  ///< beyond its longest where it would end within a group
  std::vector<std::size_t> ends;  ///< of the groups, in the list
};

/// Whose turn is first in a grid: by its code, whatever its number. Small enough to count on.
std::size_t lot_of(const TheoryGround& ground, GridId grid) {
  return static_cast<std::size_t>(simulation::name_key(ground.inputs.grids[grid]) % 1'000'003);
}

/// All equals of the last group, not only those whose names come first. Of very many some, others in another grid.
void complete_last(Asked& asked, const StandingTown& town, const Call& call, const Standing& last, std::size_t lot) {
  constexpr std::size_t most_equals = 48;
  std::vector<ResponderId> equals;
  for (const Candidate& one : town.free(call, last.ring)) {
    if (Standing{last.ring, one.time, one.scope} == last) equals.push_back(one.responder);
  }
  if (equals.size() > most_equals) {
    const std::size_t turn = lot % equals.size();
    std::rotate(equals.begin(), equals.begin() + static_cast<std::ptrdiff_t>(turn), equals.end());
    equals.resize(most_equals);
  }
  asked.list.resize(asked.ends.empty() ? 0 : asked.ends.back());
  asked.list.insert(asked.list.end(), equals.begin(), equals.end());
}

Asked asked_from(const TheoryGround& ground, const StandingTown& town, GridId grid, BuildingId building, std::size_t longest) {
  const Call call{.request = {}, .grid = grid, .building = building};
  Shortlist left(town, call, longest);
  Asked asked;
  Standing last;
  while (asked.list.size() < longest) {
    const simulation::Choice next = ground.simulator.policy().choose(left, call);
    if (next.how != simulation::Choice::How::send) break;
    const Standing standing = left.standing(next.responder);
    if (!asked.list.empty() && standing != last) asked.ends.push_back(asked.list.size());
    last = standing;
    asked.list.push_back(next.responder);
    left.take(next.responder);
  }
  if (asked.list.empty()) return asked;
  if (asked.list.size() == longest) complete_last(asked, town, call, last, lot_of(ground, grid));
  asked.ends.push_back(asked.list.size());
  return asked;
}

/// Places among all responders, whatever their numbers.
using Ranks = core::Column<ResponderId, std::uint32_t>;

Ranks ranks_of(const simulation::SimulationInputs& inputs) {
  Ranks ranks(inputs.responders.size());
  std::uint32_t next = 0;
  for (const ResponderId id : simulation::responders_by_rank(inputs)) ranks[id] = next++;
  return ranks;
}

/// What atoms are told apart by.
struct Head {
  std::vector<std::uint32_t> ranks;
  std::vector<std::size_t> ends;

  friend auto operator<=>(const Head&, const Head&) = default;
};

Head head_of(const Asked& asked, const Ranks& ranks) {
  constexpr std::size_t told_apart = 3;
  Head head;
  const std::size_t length = std::min(told_apart, asked.list.size());
  for (std::size_t i = 0; i < length; ++i) head.ranks.push_back(ranks[asked.list[i]]);
  for (const std::size_t end : asked.ends) head.ends.push_back(std::min(end, length));
  head.ends.erase(std::unique(head.ends.begin(), head.ends.end()), head.ends.end());
  return head;
}

/// In so many turns everybody is the first of the own group equally often; at most `most`, where shares differ by one turn.
std::size_t turns_of(const std::vector<std::size_t>& ends, std::size_t most) {
  std::size_t turns = 1;
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    turns = std::lcm(turns, end - begin);
    if (turns > most) return most;
    begin = end;
  }
  return turns;
}

/// One of the turns: of each group another one first. `start`: of which the first turn is, where not everybody has one.
TheoryAtom in_turn(const TheoryAtom& atom, const std::vector<std::size_t>& ends, std::size_t turn, std::size_t turns,
                   std::size_t start, std::size_t longest) {
  std::vector<std::size_t> at;
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    const std::size_t size = end - begin;
    for (std::size_t i = 0; i < size; ++i) at.push_back(begin + (start + turn * size / turns + i) % size);
    begin = end;
  }
  at.resize(std::min(at.size(), longest));
  TheoryAtom one{.grid = atom.grid, .list = {}, .ends = {}, .rates = atom.rates, .way = {}, .shares = atom.shares, .ways = {}};
  for (const std::size_t end : ends) one.ends.push_back(std::min(end, at.size()));
  one.ends.erase(std::unique(one.ends.begin(), one.ends.end()), one.ends.end());
  for (double& rate : one.rates) rate /= static_cast<double>(turns);
  for (const std::size_t i : at) {
    one.list.push_back(atom.list[i]);
    one.way.push_back(atom.way[i]);
  }
  one.ways.reserve(atom.shares.size() * at.size());
  for (std::size_t b = 0; b < atom.shares.size(); ++b) {
    for (const std::size_t i : at) one.ways.push_back(atom.ways[b * atom.list.size() + i]);
  }
  return one;
}

/// Adds a building; the sums become means when all are there.
void add(TheoryAtom& atom, const TheoryGround& ground, const StandingTown& town, BuildingId building) {
  double rate = 0;
  for (const KindId kind : core::ids<KindId>(atom.rates.size())) {
    const double of_kind = per_minute(ground.inputs.kinds[kind], building);
    atom.rates[kind.value()] += of_kind;
    rate += of_kind;
  }
  atom.shares.push_back(rate);
  for (const ResponderId id : atom.list) {
    const auto time = town.time_to(id, building);
    atom.ways.push_back(time ? static_cast<float>(minutes_of(*time + ground.inputs.entry[building]))
                             : std::numeric_limits<float>::infinity());
  }
}

void finish(TheoryAtom& atom) {
  double all = 0;
  for (const double share : atom.shares) all += share;
  for (double& share : atom.shares) share /= all;
  for (std::size_t i = 0; i < atom.list.size(); ++i) {
    double sum = 0;
    double reached = 0;
    for (std::size_t b = 0; b < atom.shares.size(); ++b) {
      const auto way = static_cast<double>(atom.ways[b * atom.list.size() + i]);
      if (way == std::numeric_limits<double>::infinity()) continue;
      sum += way * atom.shares[b];
      reached += atom.shares[b];
    }
    atom.way.push_back(reached > 0 ? sum / reached : 0);
  }
}

/// The first three of the list, and who of them are equals, make the atom; the others are as its first building has them.
std::vector<TheoryAtom> atoms_of(const TheoryGround& ground, const StandingTown& town, const Ranks& ranks, GridId grid,
                                 std::span<const BuildingId> buildings, std::size_t longest, std::size_t most_turns) {
  struct Found {
    TheoryAtom atom;
    std::vector<std::size_t> ends;
  };
  std::map<Head, Found> found;
  for (const BuildingId building : buildings) {
    double rate = 0;
    for (const simulation::RequestKind& kind : ground.inputs.kinds) rate += kind.per_year[building];
    if (!(rate > 0)) continue;
    Asked asked = asked_from(ground, town, grid, building, longest);
    if (asked.list.empty()) continue;
    const auto [place, fresh] = found.try_emplace(head_of(asked, ranks));
    TheoryAtom& atom = place->second.atom;
    if (fresh) {
      atom.grid = grid;
      atom.list = std::move(asked.list);
      atom.rates.resize(ground.inputs.kinds.size(), 0);
      place->second.ends = std::move(asked.ends);
    }
    add(atom, ground, town, building);
  }
  std::vector<TheoryAtom> atoms;
  std::size_t start = lot_of(ground, grid);
  for (auto& [head, one] : found) {
    finish(one.atom);
    const std::size_t turns = turns_of(one.ends, most_turns);
    for (std::size_t turn = 0; turn < turns; ++turn) atoms.push_back(in_turn(one.atom, one.ends, turn, turns, start, longest));
    ++start;
  }
  return atoms;
}

}  // namespace

bool equals_everywhere(const std::vector<TheoryAtom>& atoms) {
  std::map<ResponderId, std::vector<ResponderId>> group_of;
  for (const TheoryAtom& atom : atoms) {
    std::size_t begin = 0;
    for (const std::size_t end : atom.ends) {
      std::vector<ResponderId> group(atom.list.begin() + static_cast<std::ptrdiff_t>(begin),
                                     atom.list.begin() + static_cast<std::ptrdiff_t>(end));
      std::sort(group.begin(), group.end());
      for (const ResponderId id : group) {
        if (group_of.try_emplace(id, group).first->second != group) return false;
      }
      begin = end;
    }
  }
  return true;
}

std::vector<TheoryAtom> theory_atoms(const TheoryGround& ground, const Place& place, std::size_t longest, std::size_t most_turns,
                                     core::Threads threads) {
  const std::size_t grids = ground.inputs.grids.size();
  std::vector<std::pair<GridId, BuildingId>> pairs;
  for (const BuildingId building : core::ids<BuildingId>(ground.inputs.grid_of_building.size())) {
    if (ground.inputs.grid_of_building[building].valid()) pairs.emplace_back(ground.inputs.grid_of_building[building], building);
  }
  const auto buildings = core::Csr<GridId, BuildingId>::build(grids, pairs);
  std::vector<std::vector<TheoryAtom>> of_grid(grids);
  const Ranks ranks = ranks_of(ground.inputs);
  core::parallel_for(threads, grids, [&](std::size_t i) {
    const StandingTown town(ground.simulator, place.on, place.departure);
    of_grid[i] = atoms_of(ground, town, ranks, GridId(i), buildings[GridId(i)], longest, most_turns);
  });
  std::vector<TheoryAtom> atoms;
  for (std::vector<TheoryAtom>& some : of_grid) {
    atoms.insert(atoms.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    some.clear();
  }
  return atoms;
}

}  // namespace wangge::evaluation
