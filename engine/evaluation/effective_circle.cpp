#include "engine/evaluation/effective_circle.h"

#include "engine/core/parallel.h"
#include "engine/evaluation/moments.h"
#include "engine/evaluation/standing_town.h"
#include "engine/simulation/dispatch/policy.h"

#include <algorithm>
#include <vector>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::BuildingId;
using simulation::ResponderId;
using simulation::SimulationInputs;
using simulation::Simulator;

/// Of one building.
struct InTime {
  std::optional<double> on_shift;
  double any_time = 0;
};

/// Of each responder, the chance to have a request while no duty holds it: it got them all in that time.
Column<ResponderId, double> taken_when_heard(const Column<ResponderId, double>& busy, const std::vector<Hold>& holds) {
  Column<ResponderId, double> taken;
  for (const ResponderId id : core::ids<ResponderId>(busy.size())) {
    double heard = 1;
    for (const Hold& hold : holds) heard -= hold.share[id];
    taken.push_back(busy[id] < heard ? busy[id] / heard : 1);
  }
  return taken;
}

class Reckoning {
 public:
  Reckoning(const Simulator& simulator, const Moments& moments, const Column<ResponderId, double>& taken, Millis within)
      : simulator_(simulator), moments_(moments), taken_(taken), within_(within) {
    for (const Moment& moment : moments_.all) towns_.emplace_back(simulator_, moment.on, moment.hour);
  }

  [[nodiscard]] InTime reckon(BuildingId building) {
    const GridId grid = simulator_.inputs().grid_of_building[building];
    InTime found;
    if (!grid.valid()) return found;
    double on_shift = 0;
    double shift = 0;
    for (std::size_t i = 0; i < moments_.all.size(); ++i) {
      const double weight = moments_.all[i].weight;
      const double part = weight * in_time(i, grid, building);
      found.any_time += part;
      const auto own = simulator_.own(grid);
      if (std::none_of(own.begin(), own.end(), [&](ResponderId id) { return towns_[i].on_shift(id); })) continue;
      on_shift += part;
      shift += weight;
    }
    if (shift > 0) found.on_shift = on_shift / shift;
    return found;
  }

 private:
  /// Who comes later, as a meeting holds them: let go so long after the order.
  struct Late {
    Millis free;
    double taken = 0;
    Millis way;
  };

  [[nodiscard]] double in_time(std::size_t moment, GridId grid, BuildingId building) {
    const SimulationInputs& inputs = simulator_.inputs();
    constexpr double hardly_ever = 1e-12;
    StandingTown& town = towns_[moment];
    double nobody = 1;
    double share = 0;
    const auto sent = [&](Millis after, double taken) {
      share += nobody * (1 - taken) * simulation::share_within(inputs.accept, within_ - after);
      nobody *= taken;
    };
    late_.clear();
    town.free_all();
    while (nobody > hardly_ever) {
      const simulation::Choice next = simulator_.policy().choose(town, {.request = {}, .grid = grid, .building = building});
      if (next.how != simulation::Choice::How::send) break;
      const Millis way = *town.time_to(next.responder, building) + inputs.entry[building];
      const double present = town.kind_of(next.responder).present;
      const double taken = present < 1 ? 1 - present * (1 - taken_[next.responder]) : taken_[next.responder];
      const Millis held = held_for(moments_.all[moment], next.responder);
      if (held.value > 0) {
        late_.push_back({held, taken, way});
      } else {
        sent(way, taken);
      }
      town.take(next.responder);
    }
    std::stable_sort(late_.begin(), late_.end(), [](const Late& a, const Late& b) { return a.free < b.free; });
    for (const Late& one : late_) sent(one.free + one.way, one.taken);
    return share;
  }

  [[nodiscard]] Millis held_for(const Moment& moment, ResponderId responder) const {
    Millis longest(0);
    for (std::size_t i = 0; i < moment.held.size(); ++i)
      if (simulator_.inputs().duties[moments_.holds[i].duty].holds(responder)) longest = std::max(longest, moment.held[i]);
    return longest;
  }

  const Simulator& simulator_;
  const Moments& moments_;
  const Column<ResponderId, double>& taken_;
  Millis within_;
  std::vector<StandingTown> towns_;  ///< beside moments_
  std::vector<Late> late_;           ///< of the moment and building at hand, in the order of the policy
};

}  // namespace

Column<ResponderId, double> busy_shares(const Column<ResponderId, WorkTally>& work) {
  Column<ResponderId, double> busy;
  for (const WorkTally& one : work)
    busy.push_back(one.on_shift > 0 ? static_cast<double>(one.busy) / static_cast<double>(one.on_shift) : 0);
  return busy;
}

EffectiveCircle effective_circle(const Simulator& simulator, const Column<ResponderId, double>& busy, Millis within,
                                 core::Threads threads) {
  const std::size_t buildings = simulator.inputs().grid_of_building.size();
  EffectiveCircle circle{.on_shift = Column<BuildingId, std::optional<double>>(buildings),
                         .any_time = Column<BuildingId, double>(buildings, 0)};
  const Moments moments = moments_of(simulator.inputs(), within);
  const Column<ResponderId, double> taken = taken_when_heard(busy, moments.holds);
  constexpr std::size_t block = 1024;
  core::parallel_for(threads, (buildings + block - 1) / block, [&](std::size_t i) {
    Reckoning reckoning(simulator, moments, taken, within);
    for (std::size_t b = i * block; b < std::min(buildings, (i + 1) * block); ++b) {
      const InTime found = reckoning.reckon(BuildingId(b));
      circle.on_shift[BuildingId(b)] = found.on_shift;
      circle.any_time[BuildingId(b)] = found.any_time;
    }
  });
  return circle;
}

}  // namespace wangge::evaluation
