#include "engine/evaluation/theory/atoms.h"
#include "engine/evaluation/theory/ground.h"
#include "engine/queueing/hypercube.h"
#include "engine/queueing/hypercube_approximation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wangge::evaluation {
namespace {

using queueing::AtomId;
using queueing::HypercubeResult;
using queueing::UnitId;
using simulation::ResponderId;

constexpr std::size_t most_units = 4096;
constexpr std::size_t most_by_hour = 200;
constexpr std::size_t most_exact = 12;
constexpr std::size_t whole_lists = 24;  ///< so many responders on shift, and lists name all of them
constexpr std::size_t longest_list = 12;
constexpr std::size_t most_turns = 24;         ///< of equals, where lists are whole
constexpr std::size_t most_turns_of_many = 4;  ///< else, where those of many grids even out
constexpr double settled = 1e-4;               ///< change of any busy time or rate, as a share of itself
constexpr double settled_of_many = 1e-3;       ///< beyond most_by_hour units
constexpr double nearly_settled = 2e-3;
constexpr double most_repeated = 200;  ///< calls to a visit, beyond which the line is taken to grow for ever
constexpr queueing::HypercubeLimits exact_limits{.residual = 1e-9};

/// Of one atom in one phase.
struct Calls {
  double ordered = 0;   ///< requests a minute
  double visits = 0;    ///< with those put off and those made again
  double repeated = 0;  ///< as often as they call
  double busy = 0;      ///< minutes of a visit without acceptance and way
  double square = 0;    ///< mean square of that
};

/// What becomes of the calls of an atom.
struct Served {
  double lost = 0;            ///< finds its list busy
  std::vector<double> first;  ///< share that each of the list takes at once; 1 - lost together
};

class PhaseTown {
 public:
  PhaseTown(const TheoryGround& ground, const Phase& phase, const std::vector<TheoryAtom>& atoms,
            const Column<GridId, std::optional<std::vector<double>>>& put_off)
      : ground_(ground), phase_(phase), atoms_(atoms), unit_of_(ground.inputs.responders.size()) {
    for (const TheoryAtom& atom : atoms) {
      for (const ResponderId id : atom.list) {
        if (!unit_of_[id].valid()) unit_of_[id] = busy_.push_back(0);
      }
      calls_.push_back(calls_of(atom, *put_off[atom.grid]));
      offered_ += calls_.back().visits;
    }
    complete_ = std::all_of(atoms.begin(), atoms.end(), [&](const TheoryAtom& atom) { return atom.list.size() == busy_.size(); });
    first_guess();
  }

  /// False: no steady state.
  [[nodiscard]] bool solve() {
    if (!(offered_ > 0)) return true;
    double change = 1;
    const std::size_t units = busy_.size();
    const int rounds = units <= most_exact ? 400 : units <= most_by_hour ? 60 : 12;
    const double enough = units <= most_by_hour ? settled : settled_of_many;
    for (int round = 0; round < rounds && change > enough; ++round) {
      if (load() >= static_cast<double>(units) || (complete_ && offered_ >= capacity())) return false;
      answer_ = ask();
      read_answer();
      change = std::max(update_busy(), complete_ ? 0 : repeat_calls(round));
      if (!std::isfinite(change)) return false;
    }
    return change <= nearly_settled;
  }

  [[nodiscard]] bool exact() const { return few() && !calls_repeat(); }
  /// Lists end, and name several: what finds them busy is repeated, which is exact for lists of one alone.
  [[nodiscard]] bool calls_repeat() const {
    return !complete_ && std::any_of(atoms_.begin(), atoms_.end(), [](const TheoryAtom& atom) { return atom.list.size() > 1; });
  }

  void add_to(TheorySums& total, TheorySums& hour, Column<GridId, TheorySums>& by_grid) const {
    for (std::size_t a = 0; a < atoms_.size() && !served_.empty(); ++a) {
      const auto own = ground_.simulator.own(atoms_[a].grid);
      if (std::none_of(own.begin(), own.end(), [&](ResponderId id) { return on_shift(id); })) continue;
      const TheorySums sums = sums_of(a);
      total.add(sums);
      hour.add(sums);
      by_grid[atoms_[a].grid].add(sums);
    }
    const simulation::Responders& people = ground_.inputs.responders;
    for (const ResponderId id : core::ids<ResponderId>(people.size())) {
      if (!on_shift(id)) continue;
      TheorySums work;
      work.on_shift = phase_.length;
      if (unit_of_[id].valid() && !answer_.workload.empty()) work.busy = phase_.length * answer_.workload[unit_of_[id]];
      total.add(work);
      hour.add(work);
      if (people.serves.size() == 0 || people.serves[id].size() == 1) by_grid[people.grid[id]].add(work);
    }
  }

 private:
  [[nodiscard]] bool few() const { return busy_.size() <= most_exact; }
  [[nodiscard]] bool on_shift(ResponderId id) const {
    return ground_.places[phase_.place].on[ground_.inputs.responders.shifts[id].value()] != 0;
  }

  [[nodiscard]] Calls calls_of(const TheoryAtom& atom, const std::vector<double>& put_off) const {
    Calls calls;
    for (std::size_t kind = 0; kind < atom.rates.size(); ++kind) {
      const VisitTime& visit = ground_.visits[kind];
      const double visits = atom.rates[kind] * (phase_.weight[kind] + put_off[kind]) * visit.visits;
      calls.ordered += atom.rates[kind] * phase_.weight[kind];
      calls.visits += visits;
      calls.busy += visits * visit.mean;
      calls.square += visits * (visit.variance + visit.mean * visit.mean);
    }
    if (calls.visits > 0) {
      calls.busy /= calls.visits;
      calls.square /= calls.visits;
    }
    calls.repeated = calls.visits;
    return calls;
  }

  /// As if the first of each list always came.
  void first_guess() {
    Column<UnitId, double> visits(busy_.size(), 0);
    for (std::size_t a = 0; a < atoms_.size(); ++a) {
      for (std::size_t i = 0; i < atoms_[a].list.size(); ++i) {
        const double weight = calls_[a].visits * (i == 0 ? 1 : 1e-3);
        const UnitId unit = unit_of_[atoms_[a].list[i]];
        busy_[unit] += weight * busy_with(a, i);
        visits[unit] += weight;
      }
    }
    for (const UnitId unit : core::ids<UnitId>(busy_.size())) busy_[unit] = visits[unit] > 0 ? busy_[unit] / visits[unit] : 1;
    for (double& time : busy_) time = std::max(time, 1e-6);
  }

  [[nodiscard]] double busy_with(std::size_t atom, std::size_t place) const {
    return ground_.accept + atoms_[atom].way[place] + calls_[atom].busy;
  }

  [[nodiscard]] double capacity() const {
    double sum = 0;
    for (const double time : busy_) sum += 1 / time;
    return sum;
  }
  /// In responders, were each call served by the one who needs least for it.
  [[nodiscard]] double load() const {
    double sum = 0;
    for (std::size_t a = 0; a < atoms_.size(); ++a) {
      double least = std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i < atoms_[a].list.size(); ++i) least = std::min(least, busy_with(a, i));
      sum += calls_[a].visits * least;
    }
    return sum;
  }

  [[nodiscard]] HypercubeResult ask() const {
    queueing::HypercubeQuestion question;
    question.line = complete_;
    std::vector<std::pair<AtomId, UnitId>> lists;
    for (std::size_t a = 0; a < atoms_.size(); ++a) {
      question.rates.push_back(complete_ ? calls_[a].visits : calls_[a].repeated);
      for (const ResponderId id : atoms_[a].list) lists.emplace_back(AtomId(a), unit_of_[id]);
    }
    question.preferences = core::Csr<AtomId, UnitId>::build(atoms_.size(), lists);
    for (const double time : busy_) question.service_rates.push_back(1 / time);
    return few() ? queueing::solve_hypercube(question, exact_limits) : queueing::approximate_hypercube(question);
  }

  /// Who takes what at once, from shares of all that is served.
  void read_answer() {
    served_.assign(atoms_.size(), {});
    const double waits = complete_ ? answer_.wait_probability.value_or(0) : 0;
    double called = 0;
    for (const Calls& calls : calls_) called += complete_ ? calls.visits : calls.repeated;
    const double taken = called * (1 - answer_.loss.value_or(0));
    const double all = capacity();
    for (std::size_t a = 0; a < atoms_.size(); ++a) {
      Served& served = served_[a];
      const double rate = complete_ ? calls_[a].visits : calls_[a].repeated;
      served.first.resize(atoms_[a].list.size(), 0);
      if (!(rate > 0)) continue;
      double sum = 0;
      for (std::size_t i = 0; i < served.first.size(); ++i) {
        const double of_waiting = complete_ ? waits / (busy_[unit_of_[atoms_[a].list[i]]] * all) : 0;
        served.first[i] = std::max(0.0, answer_.dispatches[AtomId(a)][i] * taken / rate - of_waiting);
        sum += served.first[i];
      }
      served.lost = complete_ ? waits : std::clamp(1 - sum, 0.0, 1.0);
    }
  }

  /// Mean busy times follow from whom each unit serves. Returns the largest change.
  double update_busy() {
    Column<UnitId, double> time(busy_.size(), 0);
    Column<UnitId, double> visits(busy_.size(), 0);
    for (std::size_t a = 0; a < atoms_.size(); ++a) {
      for (std::size_t i = 0; i < atoms_[a].list.size(); ++i) {
        const UnitId unit = unit_of_[atoms_[a].list[i]];
        visits[unit] += answer_.dispatches[AtomId(a)][i];
        time[unit] += answer_.dispatches[AtomId(a)][i] * busy_with(a, i);
      }
    }
    double change = 0;
    for (const UnitId unit : core::ids<UnitId>(busy_.size())) {
      if (!(visits[unit] > 0)) continue;
      const double found = std::max(time[unit] / visits[unit], 1e-6);
      change = std::max(change, std::abs(found - busy_[unit]) / busy_[unit]);
      busy_[unit] = found;
    }
    return change;
  }

  /// Calls come so often that as many are served as are made. Every third round the way they go is followed to its end (Aitken).
  double repeat_calls(int round) {
    double change = 0;
    before_.resize(calls_.size());
    for (std::size_t a = 0; a < calls_.size(); ++a) {
      Calls& calls = calls_[a];
      if (!(calls.visits > 0)) continue;
      const double found = calls.visits / std::max(1e-12, 1 - served_[a].lost);
      if (found > most_repeated * calls.visits) return std::numeric_limits<double>::infinity();
      change = std::max(change, std::abs(found - calls.repeated) / calls.repeated);
      double& old = before_[a];
      const double bend = (found - calls.repeated) - (calls.repeated - old);
      double next = found;
      if (round % 3 == 2 && std::abs(bend) > 1e-12 * found) {
        const double end = old - (calls.repeated - old) * (calls.repeated - old) / bend;
        if (end >= calls.visits && end < 20 * found) next = end;
      }
      old = calls.repeated;
      calls.repeated = next;
    }
    return change;
  }

  /// Of an atom: its requests in this phase and how they fare.
  [[nodiscard]] TheorySums sums_of(std::size_t a) const {
    const TheoryAtom& atom = atoms_[a];
    const Served& served = served_[a];
    double drain = 0;
    double rates = 0;
    double way = 0;
    double waiting_way = 0;
    double squares = 0;
    double means = 0;
    for (std::size_t i = 0; i < atom.list.size(); ++i) {
      const UnitId unit = unit_of_[atom.list[i]];
      const double rate = 1 / busy_[unit];
      drain += rate * (1 - answer_.workload[unit]);
      rates += rate;
      way += served.first[i] * atom.way[i];
      waiting_way += rate * atom.way[i];
      const double fixed = ground_.accept + atom.way[i];
      squares += rate * (calls_[a].square + 2 * fixed * calls_[a].busy + fixed * fixed + ground_.accept_variance);
      means += rate * (fixed + calls_[a].busy);
    }
    waiting_way /= rates;
    const double spread = means > 0 ? squares * rates / (means * means) : 1;  // 1 + cv^2
    const double mean_wait = served.lost > 0 && drain > 0 ? spread / 2 / drain : 0;
    way += served.lost * waiting_way;
    TheorySums sums;
    sums.requests = calls_[a].ordered * phase_.length * 60;
    sums.waiting = sums.requests * served.lost;
    sums.way = sums.requests * way;
    sums.arrive = sums.requests * (ground_.before + served.lost * mean_wait + ground_.accept + way);
    if (ground_.promises()) sums.within = sums.requests * in_time(a, waiting_way, mean_wait);
    return sums;
  }

  [[nodiscard]] double in_time(std::size_t a, double waiting_way, double mean_wait) const {
    const TheoryAtom& atom = atoms_[a];
    const Served& served = served_[a];
    const double late =
        served.lost > 0 ? served.lost * ground_.in_time_after(ground_.way_counts() ? waiting_way : 0, mean_wait) : 0;
    if (!ground_.way_counts()) return late + (1 - served.lost) * ground_.in_time(0);
    double share = 0;
    for (std::size_t i = 0; i < atom.list.size(); ++i) {
      if (served.first[i] < 1e-6) continue;
      double of_unit = 0;
      for (std::size_t b = 0; b < atom.shares.size(); ++b) {
        const auto way = static_cast<double>(atom.ways[b * atom.list.size() + i]);
        if (way < 1e9) of_unit += atom.shares[b] * ground_.in_time(way);
      }
      share += served.first[i] * of_unit;
    }
    return share + late;
  }

  const TheoryGround& ground_;
  const Phase& phase_;
  const std::vector<TheoryAtom>& atoms_;
  Column<ResponderId, UnitId> unit_of_;
  Column<UnitId, double> busy_;  ///< mean minutes of a visit
  std::vector<Calls> calls_;     ///< beside atoms_, as the next
  std::vector<Served> served_;
  std::vector<double> before_;  ///< their rates in the round before
  double offered_ = 0;
  bool complete_ = false;  ///< every list names every unit
  HypercubeResult answer_;
};

/// By grid, when somebody is there who may be sent.
Column<GridId, std::optional<std::vector<double>>> put_off_by_grid(const TheoryGround& ground) {
  Column<GridId, std::optional<std::vector<double>>> found(ground.inputs.grids.size());
  for (const GridId grid : core::ids<GridId>(found.size())) {
    std::vector<std::uint8_t> there;
    for (const Phase& phase : ground.phases) {
      const auto& on = ground.places[phase.place].on;
      const auto works = [&](ResponderId id) { return on[ground.inputs.responders.shifts[id].value()] != 0; };
      const auto own = ground.simulator.own(grid);
      const auto around = ground.simulator.around(grid);
      const bool any = std::any_of(own.begin(), own.end(), works) || std::any_of(around.begin(), around.end(), works);
      there.push_back(any ? 1 : 0);
    }
    found[grid] = ground.put_off(there);
  }
  return found;
}

std::size_t responders_on(const TheoryGround& ground, const Place& place) {
  const auto& shifts = ground.inputs.responders.shifts;
  return static_cast<std::size_t>(
      std::count_if(shifts.begin(), shifts.end(), [&](simulation::ShiftsId id) { return place.on[id.value()] != 0; }));
}

core::Text overloaded(std::size_t hour) {
  return {.zh = "在 " + std::to_string(hour) + " 时，所下的工作量超过当班人员所能承担（或公式找不到稳态）：没有稳态可算",
          .en = "in the hour from " + std::to_string(hour) +
                ":00 more is ordered than those on shift can do, or the formulas do not settle: there is no steady state"};
}

}  // namespace

bool takes_hours(const simulation::Simulator& simulator) { return simulator.inputs().responders.size() <= most_by_hour; }

void unit_model(Theory& theory, const TheoryGround& ground, core::Threads threads) {
  if (ground.inputs.responders.size() > most_units) {
    theory.no_units = {.zh = "人员超过 4096 名：超立方体不再计算", .en = "above 4,096 responders the hypercube is not reckoned"};
    return;
  }
  const auto put_off = put_off_by_grid(ground);
  TheoryModel model;
  TheorySums total;
  std::array<TheorySums, 24> by_hour{};
  Column<GridId, TheorySums> by_grid(ground.inputs.grids.size());
  for (std::size_t p = 0; p < ground.places.size(); ++p) {
    const std::size_t on = responders_on(ground, ground.places[p]);
    if (on == 0) continue;
    const bool whole = on <= whole_lists;
    const std::vector<TheoryAtom> atoms =
        theory_atoms(ground, ground.places[p], whole ? on : longest_list, whole ? most_turns : most_turns_of_many, threads);
    theory.ties = theory.ties || std::any_of(atoms.begin(), atoms.end(), ties);
    const bool sums_hold = equals_everywhere(atoms);
    for (const Phase& phase : ground.phases) {
      if (phase.place != p) continue;
      PhaseTown town(ground, phase, atoms, put_off);
      if (!town.solve()) {
        theory.no_units = overloaded(phase.hour);
        return;
      }
      theory.exact = theory.exact && town.exact() && sums_hold;
      theory.calls_repeat = theory.calls_repeat || town.calls_repeat();
      town.add_to(total, by_hour[phase.hour], by_grid);
    }
  }
  model.total = total.figures(ground.promises());
  for (std::size_t hour = 0; hour < 24; ++hour) model.by_hour[hour] = by_hour[hour].figures(ground.promises());
  for (const TheorySums& sums : by_grid) {
    const bool any = sums.on_shift > 0 || sums.requests > 0;
    model.by_grid.push_back(any ? std::optional(sums.figures(ground.promises())) : std::nullopt);
  }
  theory.units = std::move(model);
}

}  // namespace wangge::evaluation
