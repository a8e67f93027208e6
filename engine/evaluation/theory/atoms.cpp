#include "engine/evaluation/theory/atoms.h"

#include "engine/core/parallel.h"
#include "engine/evaluation/standing_town.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace wangge::evaluation {
namespace {

using simulation::BuildingId;
using simulation::Call;
using simulation::Candidate;
using simulation::KindId;
using simulation::ResponderId;
using simulation::Ring;

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
    std::stable_sort(around.begin(), around.end(), [](const Candidate& a, const Candidate& b) { return a.time < b.time; });
    around.resize(longest);
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

std::vector<ResponderId> list_of(const TheoryGround& ground, const StandingTown& town, GridId grid, BuildingId building,
                                 std::size_t longest) {
  const Call call{.request = {}, .grid = grid, .building = building};
  Shortlist left(town, call, longest);
  std::vector<ResponderId> list;
  while (list.size() < longest) {
    const simulation::Choice next = ground.simulator.policy().choose(left, call);
    if (next.how != simulation::Choice::How::send) break;
    list.push_back(next.responder);
    left.take(next.responder);
  }
  return list;
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

/// The first three of the list make the atom; the others are as its first building has them.
std::vector<TheoryAtom> atoms_of(const TheoryGround& ground, const StandingTown& town, GridId grid,
                                 std::span<const BuildingId> buildings, std::size_t longest) {
  constexpr std::size_t told_apart = 3;
  std::map<std::vector<ResponderId>, TheoryAtom> found;
  for (const BuildingId building : buildings) {
    double rate = 0;
    for (const simulation::RequestKind& kind : ground.inputs.kinds) rate += kind.per_year[building];
    if (!(rate > 0)) continue;
    std::vector<ResponderId> list = list_of(ground, town, grid, building, longest);
    if (list.empty()) continue;
    const auto head = static_cast<std::ptrdiff_t>(std::min(told_apart, list.size()));
    const auto [atom, fresh] = found.try_emplace(std::vector(list.begin(), list.begin() + head));
    if (fresh) {
      atom->second.grid = grid;
      atom->second.list = std::move(list);
      atom->second.rates.resize(ground.inputs.kinds.size(), 0);
    }
    add(atom->second, ground, town, building);
  }
  std::vector<TheoryAtom> atoms;
  for (auto& [head, atom] : found) {
    finish(atom);
    atoms.push_back(std::move(atom));
  }
  return atoms;
}

}  // namespace

std::vector<TheoryAtom> theory_atoms(const TheoryGround& ground, const Place& place, std::size_t longest, core::Threads threads) {
  const std::size_t grids = ground.inputs.grids.size();
  std::vector<std::pair<GridId, BuildingId>> pairs;
  for (const BuildingId building : core::ids<BuildingId>(ground.inputs.grid_of_building.size())) {
    if (ground.inputs.grid_of_building[building].valid()) pairs.emplace_back(ground.inputs.grid_of_building[building], building);
  }
  const auto buildings = core::Csr<GridId, BuildingId>::build(grids, pairs);
  std::vector<std::vector<TheoryAtom>> of_grid(grids);
  core::parallel_for(threads, grids, [&](std::size_t i) {
    const StandingTown town(ground.simulator, place.on, place.departure);
    of_grid[i] = atoms_of(ground, town, GridId(i), buildings[GridId(i)], longest);
  });
  std::vector<TheoryAtom> atoms;
  for (std::vector<TheoryAtom>& some : of_grid) {
    atoms.insert(atoms.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    some.clear();
  }
  return atoms;
}

}  // namespace wangge::evaluation
