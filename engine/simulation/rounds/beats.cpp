#include "engine/simulation/rounds/beats.h"

#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/routing/tour.h"
#include "engine/simulation/people/shifts.h"
#include "engine/simulation/rounds/patrol_round.h"

#include <algorithm>
#include <map>
#include <utility>

namespace wangge::simulation {
namespace {

/// Those who share the buildings of a grid or microgrid.
struct Team {
  DutyId duty;
  GridId grid{};
  MicrogridId part{};
  std::vector<ResponderId> members;
  std::vector<BuildingId> buildings;
};

/// What becomes of a team's buildings.
struct Shared {
  std::vector<Beat> beats;
  std::vector<BuildingId> unreachable;
};

bool takes_part(const SimulationInputs& inputs, const Duty& duty, ResponderId id) {
  return inputs.responders.kind.empty() || inputs.responders.kind[id] == duty.by;
}

MicrogridId part_of(const SimulationInputs& inputs, ResponderId id) {
  return inputs.responders.microgrid.empty() ? MicrogridId() : inputs.responders.microgrid[id];
}

class Sharing {
 public:
  Sharing(const SimulationInputs& inputs, core::Millis departure) : inputs_(inputs), departure_(departure) {}

  [[nodiscard]] Shared share(const Team& team) const {
    Shared shared;
    if (inputs_.duties[team.duty].kind == Duty::Kind::patrol) {
      for (const ResponderId who : team.members)
        shared.beats.push_back(patrol_round(inputs_, team.duty, who, team.grid, departure_));
      return shared;
    }
    std::vector<BuildingId> reached;
    for (const BuildingId building : team.buildings) {
      const bool way = inputs_.travel->from_post(team.members.front(), building, departure_).has_value();
      (way ? reached : shared.unreachable).push_back(building);
    }
    const Beat whole = round(team.duty, team.members.front(), reached);
    const std::vector<std::vector<BuildingId>> stretches = cut(team, whole.stops);
    for (std::size_t i = 0; i < team.members.size(); ++i) {
      const bool same = team.members.size() == 1;
      shared.beats.push_back(same ? whole : round(team.duty, team.members[i], stretches[i]));
    }
    return shared;
  }

 private:
  /// A short round from the post through the buildings and back.
  [[nodiscard]] Beat round(DutyId duty, ResponderId who, const std::vector<BuildingId>& buildings) const {
    Beat beat{.duty = duty, .responder = who, .stops = {}};
    if (buildings.empty()) return beat;
    const std::size_t size = buildings.size() + 1;
    std::vector<std::int64_t> times(size * size, 0);
    for (std::size_t from = 0; from < size; ++from) {
      for (std::size_t to = 0; to < size; ++to) {
        if (from != to) times[from * size + to] = way(who, buildings, from, to);
      }
    }
    const routing::WayTable table(size, std::move(times));
    core::Stream luck(core::Seed(1), 0, "rounds", buildings.front().value());
    const routing::Tour tour = routing::short_tour(table, routing::TourEnd::back, {.looks = 4000 * size, .ascent = 100}, luck);
    for (const routing::WayTable::Stop stop : tour.order) {
      if (stop > 0) beat.stops.push_back(buildings[stop - 1]);
    }
    beat.way = core::Millis(tour.time);
    beat.bound = core::Millis(tour.bound);
    beat.rounds = 1;
    return beat;
  }

  /// Stop 0 is the post; where no way leads from door to door, by the post.
  [[nodiscard]] std::int64_t way(ResponderId who, const std::vector<BuildingId>& buildings, std::size_t from,
                                 std::size_t to) const {
    constexpr std::int64_t far = std::int64_t{1} << 36U;
    const TravelTimes& travel = *inputs_.travel;
    const auto known = [&](const std::optional<core::Millis>& time) { return time ? std::min(time->value, far) : far; };
    if (from == 0) return known(travel.from_post(who, buildings[to - 1], departure_));
    const std::int64_t home = known(travel.to_post(who, buildings[from - 1], departure_));
    if (to == 0) return home;
    const auto straight = travel.between(who, buildings[from - 1], buildings[to - 1], departure_);
    return straight ? straight->value : home + known(travel.from_post(who, buildings[to - 1], departure_));
  }

  /// Stretches of about equal work, one each.
  [[nodiscard]] std::vector<std::vector<BuildingId>> cut(const Team& team, const std::vector<BuildingId>& stops) const {
    std::vector<std::vector<BuildingId>> stretches(team.members.size());
    const Duty& duty = inputs_.duties[team.duty];
    std::vector<double> work;
    double total = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
      const auto step = i == 0 ? std::nullopt : inputs_.travel->between(team.members.front(), stops[i - 1], stops[i], departure_);
      const double visits = static_cast<double>(duty.households[stops[i]]) * static_cast<double>(duty.takes.mean.value);
      work.push_back(static_cast<double>(inputs_.entry[stops[i]].value + step.value_or(core::Millis(0)).value) + visits);
      total += work.back();
    }
    double before = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
      const double middle = before + work[i] / 2;
      const auto share = static_cast<double>(stretches.size());
      const auto whose = total > 0 ? static_cast<std::size_t>(middle / total * share) : i * stretches.size() / stops.size();
      stretches[std::min(whose, stretches.size() - 1)].push_back(stops[i]);
      before += work[i];
    }
    return stretches;
  }

  const SimulationInputs& inputs_;
  core::Millis departure_;
};

/// From the end of one walk to the start of the next; where no way is known, by the post. Nothing where there is none either.
std::optional<core::Millis> way_on(const SimulationInputs& inputs, ResponderId who, BuildingId from, BuildingId to,
                                   core::Millis departure) {
  if (from == to) return core::Millis(0);
  if (const auto straight = inputs.travel->between(who, from, to, departure)) return straight;
  const auto home = inputs.travel->to_post(who, from, departure);
  const auto out = inputs.travel->from_post(who, to, departure);
  return home && out ? std::optional(*home + *out) : std::nullopt;
}

/// One grid's part of a round that goes through several. Streets to which no way leads are left out.
void append(const SimulationInputs& inputs, Beat& beat, const Beat& part, core::Millis departure) {
  if (!beat.walk.steps.empty() && !part.walk.steps.empty()) {
    const Walk::Step last = beat.walk.steps.back();
    const BuildingId next = part.walk.steps.front().near;
    const std::optional<core::Millis> way = way_on(inputs, beat.responder, last.near, next, departure);
    if (!way) return;
    beat.walk.steps.push_back({.near = next, .until = last.until + *way, .from = last.near});
    beat.walked_cm.push_back(0);
    beat.way += *way;
  }
  const core::Millis before = beat.walk.time();
  for (const Walk::Step& step : part.walk.steps) beat.walk.steps.push_back({step.near, before + step.until});
  beat.walked_cm.insert(beat.walked_cm.end(), part.walked_cm.begin(), part.walked_cm.end());
  beat.stops.insert(beat.stops.end(), part.stops.begin(), part.stops.end());
  beat.way += part.way;
  beat.bound += part.bound;
  beat.rounds += part.rounds;
}

/// The teams of a duty in a grid; buildings that none is for are told as unmanned.
std::vector<Team> teams_of(const SimulationInputs& inputs, DutyId id, GridId grid, std::span<const ResponderId> own,
                           const std::vector<BuildingId>& buildings, std::vector<BuildingId>& unmanned) {
  const Duty& duty = inputs.duties[id];
  std::vector<Team> teams;
  const auto team_for = [&](MicrogridId part) {
    return std::find_if(teams.begin(), teams.end(), [&](const Team& team) { return team.part == part; });
  };
  for (const ResponderId responder : own) {
    if (!takes_part(inputs, duty, responder)) continue;
    const MicrogridId part = part_of(inputs, responder);
    auto team = team_for(part);
    if (team == teams.end())
      team = teams.insert(teams.end(), Team{.duty = id, .grid = grid, .part = part, .members = {}, .buildings = {}});
    if (duty.responders == 0 || team->members.size() < duty.responders) team->members.push_back(responder);
  }
  for (const BuildingId building : buildings) {
    if (duty.households.empty() || duty.households[building] == 0) continue;
    auto team = inputs.microgrid_of_building.empty() ? teams.end() : team_for(inputs.microgrid_of_building[building]);
    if (team == teams.end()) team = team_for(MicrogridId());
    if (team == teams.end()) {
      unmanned.push_back(building);
    } else {
      team->buildings.push_back(building);
    }
  }
  return teams;
}

/// When windows of a duty open and close, and which turns begin and end with them.
std::vector<Appointment> appointments(const SimulationInputs& inputs, DutyId id, const std::vector<Cycle::Turn>& turns) {
  const Duty& duty = inputs.duties[id];
  std::vector<Appointment> all;
  for (const bool again : {false, true}) {
    std::uint32_t number = 0;
    for (const TimeWindow& window : windows_of(inputs, duty, again ? duty.again : duty.when)) {
      if (turns.empty() || window.start < turns.front().start) continue;
      Appointment opens{.time = window.start, .duty = id, .opens = true, .again = again, .window = number, .until = window.end};
      for (std::size_t turn = 0; turn < turns.size() && !again; ++turn) {
        if (turns[turn].start == window.start) opens.begins = static_cast<std::uint32_t>(turn);
      }
      all.push_back(opens);
      all.push_back({.time = window.end, .duty = id, .opens = false, .again = again, .window = number++});
    }
  }
  for (std::size_t turn = 0; turn < turns.size(); ++turn) {
    const bool over = turns[turn].whole || (duty.each.every_time() && duty.again.never());
    if (!over) continue;
    Appointment* last = nullptr;
    for (std::size_t i = 0; i + 1 < all.size(); i += 2) {
      const bool of_turn = turns[turn].start <= all[i].time && all[i].time < turns[turn].end;
      if (of_turn && (last == nullptr || last->time < all[i + 1].time)) last = &all[i + 1];
    }
    if (last == nullptr) continue;
    // An evening's window may go on into the next turn: this one ends where that begins.
    const auto next = std::find_if(all.begin(), all.end(), [&](const Appointment& one) { return one.begins == turn + 1; });
    (next != all.end() && next->time < last->time ? *next : *last).ends = static_cast<std::uint32_t>(turn);
  }
  return all;
}

}  // namespace

Beats::Beats(const SimulationInputs& inputs, const core::Csr<GridId, ResponderId>& own, const std::vector<ResponderId>& by_rank,
             core::Threads threads)
    : numbers(inputs), unmanned(inputs.duties.size()), unreachable(inputs.duties.size()) {
  std::vector<GridId> by_code;
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) by_code.push_back(grid);
  std::sort(by_code.begin(), by_code.end(), [&](GridId a, GridId b) { return inputs.grids[a] < inputs.grids[b]; });
  Column<GridId, std::vector<BuildingId>> buildings(inputs.grids.size());
  for (const BuildingId building : core::ids<BuildingId>(inputs.grid_of_building.size())) {
    if (inputs.grid_of_building[building].valid()) buildings[inputs.grid_of_building[building]].push_back(building);
  }
  Column<ResponderId, std::uint32_t> rank(by_rank.size());
  for (std::size_t i = 0; i < by_rank.size(); ++i) rank[by_rank[i]] = static_cast<std::uint32_t>(i);
  std::vector<std::pair<DutyId, BeatId>> by_duty;
  for (const DutyId id : core::ids<DutyId>(inputs.duties.size())) {
    std::vector<Team> teams;
    for (const GridId grid : by_code) {
      if (inputs.duties[id].kind == Duty::Kind::post) break;
      for (Team& team : teams_of(inputs, id, grid, own[grid], buildings[grid], unmanned[id])) {
        const bool patrol = inputs.duties[id].kind == Duty::Kind::patrol;
        if (patrol || !team.buildings.empty()) teams.push_back(std::move(team));
      }
    }
    const std::vector<TimeWindow> windows = windows_of(inputs, inputs.duties[id], inputs.duties[id].when);
    const core::Millis departure = windows.empty() ? core::Millis(0) : windows.front().start;
    const Sharing sharing(inputs, departure);
    std::vector<Shared> shares(teams.size());
    core::parallel_for(threads, teams.size(), [&](std::size_t i) { shares[i] = sharing.share(teams[i]); });
    std::map<std::uint32_t, Beat> of_rank;
    for (const Shared& shared : shares) {
      unreachable[id].insert(unreachable[id].end(), shared.unreachable.begin(), shared.unreachable.end());
      for (const Beat& part : shared.beats) {
        Beat& beat =
            of_rank.try_emplace(rank[part.responder], Beat{.duty = id, .responder = part.responder, .stops = {}}).first->second;
        append(inputs, beat, part, departure);
      }
    }
    const Duty& duty = inputs.duties[id];
    for (const ResponderId who : duty.holders()) {
      Beat& beat = of_rank[rank[who]] = Beat{.duty = id, .responder = who, .stops = {}};
      if (!duty.at_post()) beat.stops.push_back(duty.places[who]);
    }
    Column<BuildingId, BeatId> homes(inputs.grid_of_building.size());
    for (auto& [place, beat] : of_rank) {
      const BeatId made(beats.size());
      if (inputs.duties[id].kind != Duty::Kind::post) {
        for (const BuildingId building : beat.stops) homes[building] = made;
      }
      beats.push_back(std::move(beat));
      by_duty.emplace_back(id, made);
    }
    of_building.push_back(std::move(homes));
    const auto due = appointments(inputs, id, numbers->turns(id));
    agenda.insert(agenda.end(), due.begin(), due.end());
  }
  of_duty = core::Csr<DutyId, BeatId>::build(inputs.duties.size(), by_duty);
  std::vector<std::pair<ResponderId, BeatId>> by_responder;
  for (const BeatId beat : core::ids<BeatId>(beats.size())) by_responder.emplace_back(beats[beat].responder, beat);
  of_responder = core::Csr<ResponderId, BeatId>::build(inputs.responders.size(), by_responder);
  std::stable_sort(agenda.begin(), agenda.end(), [](const Appointment& a, const Appointment& b) {
    return a.time != b.time ? a.time < b.time : a.opens < b.opens;
  });
}

}  // namespace wangge::simulation
