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

/// Whom the policy sends to a building, one after the other where those before are busy: asked for as far as somebody looks.
class Sequence {
 public:
  struct Sent {
    ResponderId who;
    double taken = 0;  ///< the chance to be busy or absent
    Millis way;        ///< to the household's door
  };
  Sequence(const Simulator& simulator, const Moment& moment, const Column<ResponderId, double>& taken)
      : simulator_(simulator), town_(simulator, moment.on, moment.hour), taken_(taken) {}

  void begin(GridId grid, BuildingId building) {
    call_ = {.request = {}, .grid = grid, .building = building};
    sent_.clear();
    ended_ = false;
    town_.free_all();
  }
  /// The one of that place, from 0; null: nobody is left. Precondition: places are asked for in their order.
  [[nodiscard]] const Sent* at(std::size_t place) {
    if (place == sent_.size() && !ended_) ask();
    return place < sent_.size() ? &sent_[place] : nullptr;
  }
  [[nodiscard]] bool somebody_on_shift() const {
    const auto own = simulator_.own(call_.grid);
    return std::any_of(own.begin(), own.end(), [&](ResponderId id) { return town_.on_shift(id); });
  }

 private:
  void ask() {
    const simulation::Choice next = simulator_.policy().choose(town_, call_);
    ended_ = next.how != simulation::Choice::How::send;
    if (ended_) return;
    const double present = town_.kind_of(next.responder).present;
    const double taken = present < 1 ? 1 - present * (1 - taken_[next.responder]) : taken_[next.responder];
    sent_.push_back(
        {next.responder, taken, *town_.time_to(next.responder, call_.building) + simulator_.inputs().entry[call_.building]});
    town_.take(next.responder);
  }

  const Simulator& simulator_;
  StandingTown town_;
  const Column<ResponderId, double>& taken_;
  simulation::Call call_;
  std::vector<Sent> sent_;
  bool ended_ = false;
};

class Reckoning {
 public:
  Reckoning(const Simulator& simulator, const Moments& moments, const Column<ResponderId, double>& taken, Millis within)
      : simulator_(simulator), moments_(moments), within_(within) {
    for (const std::vector<Moment>& alike : moments_.by_town) sequences_.emplace_back(simulator_, alike.front(), taken);
  }

  [[nodiscard]] InTime reckon(BuildingId building) {
    const GridId grid = simulator_.inputs().grid_of_building[building];
    InTime found;
    if (!grid.valid()) return found;
    double on_shift = 0;
    double shift = 0;
    for (std::size_t i = 0; i < sequences_.size(); ++i) {
      Sequence& sequence = sequences_[i];
      sequence.begin(grid, building);
      const bool somebody = sequence.somebody_on_shift();
      for (const Moment& moment : moments_.by_town[i]) {
        const double part = moment.weight * in_time(sequence, moment);
        found.any_time += part;
        if (!somebody) continue;
        on_shift += part;
        shift += moment.weight;
      }
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

  [[nodiscard]] double in_time(Sequence& sequence, const Moment& moment) {
    constexpr double hardly_ever = 1e-12;
    double nobody = 1;
    double share = 0;
    const auto sent = [&](Millis after, double taken) {
      share += nobody * (1 - taken) * simulation::share_within(simulator_.inputs().accept, within_ - after);
      nobody *= taken;
    };
    late_.clear();
    for (std::size_t place = 0; nobody > hardly_ever; ++place) {
      const Sequence::Sent* next = sequence.at(place);
      if (next == nullptr) break;
      const Millis held = held_for(moment, next->who);
      if (held.value == 0) {
        sent(next->way, next->taken);
      } else if (held <= within_) {
        late_.push_back({held, next->taken, next->way});
      }
    }
    std::stable_sort(late_.begin(), late_.end(), [](const Late& a, const Late& b) { return a.free < b.free; });
    for (const Late& one : late_) sent(one.free + one.way, one.taken);
    return share;
  }

  [[nodiscard]] Millis held_for(const Moment& moment, ResponderId responder) const {
    Millis longest(0);
    for (std::size_t i = 0; i < moment.held.size(); ++i) {
      if (moment.held[i] > longest && simulator_.inputs().duties[moments_.holds[i].duty].holds(responder))
        longest = moment.held[i];
    }
    return longest;
  }

  const Simulator& simulator_;
  const Moments& moments_;
  Millis within_;
  std::vector<Sequence> sequences_;  ///< beside moments_.by_town
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
