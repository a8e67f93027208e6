#include "engine/core/parallel.h"
#include "engine/evaluation/standing_town.h"
#include "engine/evaluation/theory/ground.h"
#include "engine/queueing/formulas.h"

#include <algorithm>
#include <map>

namespace wangge::evaluation {
namespace {

using simulation::BuildingId;
using simulation::KindId;
using simulation::ResponderId;

/// Requests of a grid by their way.
struct Ways {
  std::vector<std::pair<double, double>> bins;  ///< minutes, share
  double mean = 0;
  double variance = 0;
  std::vector<double> rates;  ///< requests a minute by kind, of the buildings that can be reached
};

struct GridAnswer {
  bool overloaded = false;
  TheorySums all;
  std::array<TheorySums, 24> by_hour;
};

/// Of a visit in a phase.
struct Load {
  double visits = 0;  ///< a minute
  double busy = 0;    ///< minutes of one
  double cv_squared = 0;
};

class GridLine {
 public:
  GridLine(const TheoryGround& ground, const core::Csr<GridId, BuildingId>& buildings, GridId grid)
      : ground_(ground), own_(ground.simulator.own(grid)), buildings_(buildings[grid]) {}

  [[nodiscard]] GridAnswer answer() {
    GridAnswer answer;
    std::vector<std::uint8_t> there;
    for (const Phase& phase : ground_.phases) there.push_back(on_shift(phase) > 0 ? 1 : 0);
    const auto put_off = ground_.put_off(there);
    if (!put_off) return answer;
    for (std::size_t p = 0; p < there.size() && !answer.overloaded; ++p) {
      if (there[p] == 0) continue;
      const std::optional<TheorySums> sums = in_phase(ground_.phases[p], *put_off);
      answer.overloaded = !sums;
      if (!sums) break;
      answer.all.add(*sums);
      answer.by_hour[ground_.phases[p].hour].add(*sums);
    }
    return answer;
  }

 private:
  [[nodiscard]] int on_shift(const Phase& phase) const {
    const auto& on = ground_.places[phase.place].on;
    return static_cast<int>(std::count_if(own_.begin(), own_.end(),
                                          [&](ResponderId id) { return on[ground_.inputs.responders.shifts[id].value()] != 0; }));
  }

  const Ways& ways(std::size_t place) {
    const auto [found, fresh] = ways_.try_emplace(place);
    if (fresh) found->second = ways_at(ground_.places[place]);
    return found->second;
  }

  /// To the nearest of the grid's own.
  [[nodiscard]] Ways ways_at(const Place& place) const {
    constexpr double bin = 1.0 / 12;  // five seconds
    const StandingTown town(ground_.simulator, place.on, place.departure);
    Ways ways{.bins = {}, .rates = std::vector<double>(ground_.inputs.kinds.size(), 0)};
    std::map<std::int64_t, std::pair<double, double>> found;  // sum of way times share, share
    double all = 0;
    for (const BuildingId building : buildings_) {
      std::optional<core::Millis> nearest;
      for (const ResponderId id : own_) {
        if (!town.on_shift(id)) continue;
        const auto time = town.time_to(id, building);
        if (time && (!nearest || *time < *nearest)) nearest = time;
      }
      if (!nearest) continue;
      const double way = minutes_of(*nearest + ground_.inputs.entry[building]);
      double rate = 0;
      for (const KindId kind : core::ids<KindId>(ground_.inputs.kinds.size())) {
        const double of_kind = per_minute(ground_.inputs.kinds[kind], building);
        ways.rates[kind.value()] += of_kind;
        rate += of_kind;
      }
      auto& [sum, share] = found[static_cast<std::int64_t>(way / bin)];
      sum += way * rate;
      share += rate;
      ways.mean += way * rate;
      ways.variance += way * way * rate;
      all += rate;
    }
    if (!(all > 0)) return ways;
    ways.mean /= all;
    ways.variance = std::max(0.0, ways.variance / all - ways.mean * ways.mean);
    for (const auto& [at, entry] : found) {
      if (entry.second > 0) ways.bins.emplace_back(entry.first / entry.second, entry.second / all);
    }
    return ways;
  }

  [[nodiscard]] Load load(const Phase& phase, const Ways& ways, const std::vector<double>& put_off) const {
    Load load;
    double squares = 0;
    const double way = ways.mean + ground_.accept;
    const double way_variance = ways.variance + ground_.accept_variance;
    for (std::size_t kind = 0; kind < ways.rates.size(); ++kind) {
      const VisitTime& visit = ground_.visits[kind];
      const double visits = ways.rates[kind] * (phase.weight[kind] + put_off[kind]) * visit.visits;
      const double mean = way + visit.mean;
      load.visits += visits;
      load.busy += visits * mean;
      squares += visits * (way_variance + visit.variance + mean * mean);
    }
    if (!(load.visits > 0)) return load;
    load.busy /= load.visits;
    if (load.busy > 0) load.cv_squared = std::max(0.0, squares / load.visits / (load.busy * load.busy) - 1);
    return load;
  }

  /// Nothing where the line would grow for ever.
  [[nodiscard]] std::optional<TheorySums> in_phase(const Phase& phase, const std::vector<double>& put_off) {
    const Ways& ways = this->ways(phase.place);
    const Load load = this->load(phase, ways, put_off);
    const int servers = on_shift(phase);
    const double offered = load.visits * load.busy;
    const std::optional<double> waiting = queueing::erlang_c(offered, servers);
    if (!waiting) return std::nullopt;
    const double mean_wait = load.busy / (servers - offered) * (1 + load.cv_squared) / 2;
    TheorySums sums;
    sums.on_shift = phase.length * servers;
    sums.busy = phase.length * offered;
    for (std::size_t kind = 0; kind < ways.rates.size(); ++kind)
      sums.requests += ways.rates[kind] * phase.weight[kind] * phase.length * 60;
    sums.waiting = sums.requests * *waiting;
    sums.way = sums.requests * ways.mean;
    sums.arrive = sums.requests * (ground_.before + *waiting * mean_wait + ground_.accept + ways.mean);
    if (ground_.promises()) sums.within = sums.requests * in_time(ways, *waiting, mean_wait);
    return sums;
  }

  [[nodiscard]] double in_time(const Ways& ways, double waiting, double mean_wait) const {
    const auto share = [&](double way) {
      return (1 - waiting) * ground_.in_time(way) + (waiting > 0 ? waiting * ground_.in_time_after(way, mean_wait) : 0);
    };
    if (!ground_.way_counts()) return share(0);
    double sum = 0;
    for (const auto& [way, part] : ways.bins) sum += part * share(way);
    return sum;
  }

  const TheoryGround& ground_;
  std::span<const ResponderId> own_;
  std::span<const BuildingId> buildings_;
  std::map<std::size_t, Ways> ways_;  ///< by place
};

/// Its workers serve it alone, and all of it.
bool stands_alone(const TheoryGround& ground, GridId grid) {
  const simulation::Responders& people = ground.inputs.responders;
  const auto own = ground.simulator.own(grid);
  return std::all_of(own.begin(), own.end(), [&](ResponderId id) {
    return (people.serves.size() == 0 || people.serves[id].size() == 1) &&
           (people.microgrid.empty() || !people.microgrid[id].valid());
  });
}

}  // namespace

void grid_model(Theory& theory, const TheoryGround& ground, core::Threads threads) {
  const std::size_t grids = ground.inputs.grids.size();
  std::vector<std::pair<GridId, BuildingId>> pairs;
  for (const BuildingId building : core::ids<BuildingId>(ground.inputs.grid_of_building.size())) {
    if (ground.inputs.grid_of_building[building].valid()) pairs.emplace_back(ground.inputs.grid_of_building[building], building);
  }
  const auto buildings = core::Csr<GridId, BuildingId>::build(grids, pairs);
  std::vector<GridId> alone;
  for (const GridId grid : core::ids<GridId>(grids)) {
    if (ground.simulator.own(grid).empty()) continue;
    if (stands_alone(ground, grid)) {
      alone.push_back(grid);
    } else {
      ++theory.shared_grids;
    }
  }
  if (alone.empty()) {
    theory.no_grids = {.zh = "没有哪个网格的人员只负责本网格", .en = "no grid has workers who serve it alone"};
    return;
  }
  std::vector<GridAnswer> answers(alone.size());
  core::parallel_for(threads, alone.size(), [&](std::size_t i) { answers[i] = GridLine(ground, buildings, alone[i]).answer(); });
  TheoryModel model;
  model.by_grid.resize(grids);
  TheorySums total;
  std::array<TheorySums, 24> by_hour{};
  for (std::size_t i = 0; i < alone.size(); ++i) {
    if (answers[i].overloaded) ++theory.overloaded_grids;
    if (answers[i].overloaded || !(answers[i].all.on_shift > 0)) continue;
    model.by_grid[alone[i]] = answers[i].all.figures(ground.promises());
    total.add(answers[i].all);
    for (std::size_t hour = 0; hour < 24; ++hour) by_hour[hour].add(answers[i].by_hour[hour]);
  }
  if (!(total.on_shift > 0)) {
    theory.no_grids = {.zh = "每个网格都有时段的工作量超过本网格当班人员所能承担：没有稳态",
                       .en = "at some hour every grid has more work than its own workers on shift can do: no steady state"};
    return;
  }
  model.total = total.figures(ground.promises());
  for (std::size_t hour = 0; hour < 24; ++hour) model.by_hour[hour] = by_hour[hour].figures(ground.promises());
  theory.grids = std::move(model);
}

}  // namespace wangge::evaluation
