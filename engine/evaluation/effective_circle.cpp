#include "engine/evaluation/effective_circle.h"

#include "engine/core/parallel.h"
#include "engine/evaluation/moments.h"
#include "engine/evaluation/standing_town.h"
#include "engine/simulation/dispatch/policy.h"

#include <algorithm>
#include <cstddef>
#include <map>
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
Column<ResponderId, double> taken_when_heard(const Column<ResponderId, double>& busy, const Column<ResponderId, double>& held) {
  Column<ResponderId, double> taken;
  for (const ResponderId id : core::ids<ResponderId>(busy.size())) {
    const double heard = 1 - held[id];
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
  Sequence(const Simulator& simulator, const Hour& hour, const LeftOut& left_out, const Column<ResponderId, double>& taken)
      : simulator_(simulator), town_(simulator, hour.on, hour.hour, &left_out), taken_(taken) {}

  void begin(GridId grid, BuildingId building) {
    if (call_.building == building) return;
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
      : simulator_(simulator), moments_(moments), taken_(taken), within_(within), sequences_(moments.hours.size()) {}

  [[nodiscard]] InTime reckon(BuildingId building) {
    const GridId grid = simulator_.inputs().grid_of_building[building];
    InTime found;
    if (!grid.valid()) return found;
    double on_shift = 0;
    double shift = 0;
    for (std::size_t hour = 0; hour < moments_.hours.size(); ++hour) {
      const bool somebody = somebody_on_shift(grid, moments_.hours[hour]);
      for (const Moment& moment : moments_.hours[hour].moments) {
        Sequence& free = sequence(hour, moment.held_out);
        free.begin(grid, building);
        Sequence* late = moment.some_late ? &sequence(hour, moment.late_only) : nullptr;
        if (late != nullptr) late->begin(grid, building);
        const double part = moment.weight * in_time(moment, free, late);
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

  [[nodiscard]] bool somebody_on_shift(GridId grid, const Hour& hour) const {
    const auto own = simulator_.own(grid);
    const auto& shifts = simulator_.inputs().responders.shifts;
    return std::any_of(own.begin(), own.end(), [&](ResponderId id) { return hour.on[shifts[id].value()] != 0; });
  }

  [[nodiscard]] Sequence& sequence(std::size_t hour, std::size_t left_out) {
    auto& known = sequences_[hour];
    const auto found = known.find(left_out);
    if (found != known.end()) return found->second;
    return known.try_emplace(left_out, simulator_, moments_.hours[hour], moments_.left_out[left_out], taken_).first->second;
  }

  /// `late`: those who are let go in time; null: nobody.
  [[nodiscard]] double in_time(const Moment& moment, Sequence& free, Sequence* late) {
    constexpr double hardly_ever = 1e-12;
    double nobody = 1;
    double share = 0;
    const auto sent = [&](Millis after, double taken) {
      share += nobody * (1 - taken) * simulation::share_within(simulator_.inputs().accept, within_ - after);
      nobody *= taken;
    };
    for (std::size_t place = 0; nobody > hardly_ever; ++place) {
      const Sequence::Sent* next = free.at(place);
      if (next == nullptr) break;
      sent(next->way, next->taken);
    }
    if (late == nullptr) return share;
    late_.clear();
    double all_taken = nobody;
    for (std::size_t place = 0; all_taken > hardly_ever; ++place) {
      const Sequence::Sent* next = late->at(place);
      if (next == nullptr) break;
      late_.push_back({held_for(moment, next->who), next->taken, next->way});
      all_taken *= next->taken;
    }
    std::stable_sort(late_.begin(), late_.end(), [](const Late& a, const Late& b) { return a.free < b.free; });
    for (const Late& one : late_) sent(one.free + one.way, one.taken);
    return share;
  }

  [[nodiscard]] Millis held_for(const Moment& moment, ResponderId responder) const {
    Millis longest(0);
    for (const std::size_t hold : moments_.holds[responder]) longest = std::max(longest, moment.held[hold]);
    return longest;
  }

  const Simulator& simulator_;
  const Moments& moments_;
  const Column<ResponderId, double>& taken_;
  Millis within_;
  std::vector<std::map<std::size_t, Sequence>> sequences_;  ///< by hour, by place in Moments::left_out
  std::vector<Late> late_;                                  ///< of the moment and building at hand, in the order of the policy
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
  const Column<ResponderId, double> taken = taken_when_heard(busy, moments.held_share);
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
