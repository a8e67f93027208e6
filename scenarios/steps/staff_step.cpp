#include "scenarios/steps/staff_step.h"

#include "engine/simulation/loop/rank.h"
#include "scenarios/steps/microgrid_homes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using simulation::BuildingId;
using simulation::GridId;
using simulation::ResponderId;
using simulation::ResponderKindId;
using simulation::SimulationInputs;
using territory::AreaId;

/// Posts of one kind by the code of the grid or area they belong to, in their order.
using PostsByPlace = std::map<std::string, std::vector<const siting::Post*>>;

PostsByPlace posts_by_place(const siting::Posts& posts, const std::string& kind) {
  PostsByPlace by_place;
  for (const siting::Post& post : posts) {
    if (post.kind == kind) by_place[post.parent].push_back(&post);
  }
  return by_place;
}

/// Those who are counted together: of a grid, a microgrid or an area.
struct Unit {
  std::string code;                  ///< of the grid or the area
  AreaId area;                       ///< the lowest one at or above it
  std::vector<GridId> grids;         ///< of it, rising
  simulation::MicrogridId part{};    ///< valid: of this microgrid
  std::optional<BuildingId> home{};  ///< of a microgrid
  core::Position place{};
};

class Staffing {
 public:
  Staffing(SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory, const planning::Plan& plan,
           const siting::Posts& posts, const TravelBuild& travel, core::Threads threads)
      : inputs_(inputs),
        scenario_(scenario),
        territory_(territory),
        plan_(plan),
        posts_(posts),
        travel_(travel),
        threads_(threads),
        grids_(grids_by_code(plan)) {}

  Staff run() {
    const bool wide = std::any_of(scenario_.responders.begin(), scenario_.responders.end(),
                                  [](const ResponderSpec& spec) { return spec.per_area || spec.scope != "grid"; });
    for (std::size_t i = 0; i < scenario_.responders.size(); ++i) add(scenario_.responders[i], ResponderKindId(i));
    Responders& people = inputs_.responders;
    if (wide) people.serves = core::Csr<ResponderId, GridId>::build(people.size(), served_);
    if (std::find(people.no_post.begin(), people.no_post.end(), 1) == people.no_post.end()) people.no_post = {};
    const bool parts = std::any_of(people.microgrid.begin(), people.microgrid.end(), [](auto part) { return part.valid(); });
    if (!parts) people.microgrid = {};
    const bool areas = std::any_of(people.area.begin(), people.area.end(), [](const auto& code) { return !code.empty(); });
    if (!areas) people.area = {};
    if (scenario_.scoring.by == "responder") label_each();
    return std::move(staff_);
  }

 private:
  using Responders = simulation::Responders;

  void add(const ResponderSpec& spec, ResponderKindId kind) {
    const simulation::ShiftsId shifts = inputs_.shifts.push_back(simulation::WeeklyShifts::parse(spec.shifts));
    const PostsByPlace by_place = posts_by_place(posts_, spec.post);
    std::size_t number = 0;
    for (const Unit& unit : units_of(spec)) {
      const int workers = spec.count_at(number++);
      const bool at_home = spec.post == "home" && unit.home;
      const std::vector<const siting::Post*>* near = at_home ? nullptr : nearest_level(by_place, unit);
      if (!at_home && near == nullptr && workers > 0) report(spec, unit);
      const std::vector<GridId> served = grids_served(spec, unit);
      for (int worker = 0; worker < workers; ++worker) {
        simulation::Start start{.access = {}, .mode = spec.mode};
        const siting::Post* post = near == nullptr ? nullptr : (*near)[static_cast<std::size_t>(worker) % near->size()];
        if (at_home) start.access = travel_.travel.access(spec.mode, *unit.home);
        if (post != nullptr) start.access = post->by(spec.mode);
        const ResponderId id = inputs_.responders.grid.push_back(own_grid(unit, post));
        inputs_.responders.shifts.push_back(shifts);
        inputs_.responders.kind.push_back(kind);
        inputs_.responders.team.push_back(team_of(unit));
        units_.push_back(unit.code);
        inputs_.responders.area.push_back(spec.per_area && spec.per_area->level != "microgrid" ? unit.code : std::string());
        inputs_.responders.microgrid.push_back(spec.scope == "microgrid" ? unit.part : simulation::MicrogridId());
        inputs_.responders.no_post.push_back(!at_home && near == nullptr ? 1 : 0);
        for (const GridId grid : served) served_.emplace_back(id, grid);
        staff_.starts.push_back(start);
      }
    }
  }

  [[nodiscard]] std::vector<Unit> units_of(const ResponderSpec& spec) {
    if (!spec.per_area) {
      std::vector<Unit> units;
      for (std::size_t i = 0; i < grids_.size(); ++i) units.push_back(unit_of(GridId(i)));
      return units;
    }
    if (spec.per_area->level == "microgrid") return microgrids();
    std::map<std::string, Unit> by_code;
    for (std::size_t i = 0; i < grids_.size(); ++i) {
      const AreaId area = area_of(GridId(i), spec.per_area->level);
      Unit& unit = by_code[territory_.areas.code[area]];
      unit.code = territory_.areas.code[area];
      unit.area = area;
      unit.grids.emplace_back(i);
      unit.place = plan_.centre(grids_[unit.grids.front().value()]);
    }
    std::vector<Unit> units;
    for (auto& [code, unit] : by_code) units.push_back(std::move(unit));
    return units;
  }

  [[nodiscard]] Unit unit_of(GridId grid) const {
    const planning::GridId of_plan = grids_[grid.value()];
    return {.code = plan_.code(of_plan), .area = plan_.parent(of_plan), .grids = {grid}, .place = plan_.centre(of_plan)};
  }

  /// Drawn when first wanted: the same ones as in layer `microgrids`.
  std::vector<Unit> microgrids() {
    const MicrogridHomes homes = microgrid_homes(scenario_, plan_, threads_);
    const planning::Microgrids& drawn = homes.drawn;
    std::map<planning::GridId, GridId> number;
    for (std::size_t i = 0; i < grids_.size(); ++i) number[grids_[i]] = GridId(i);
    inputs_.microgrid_of_building = {};
    for (const BuildingId building : core::ids<BuildingId>(territory_.buildings.size())) {
      const planning::MicrogridId part = drawn.microgrid_of_cell[territory_.buildings.cell[building]];
      inputs_.microgrid_of_building.push_back(part.valid() ? simulation::MicrogridId(part.value()) : simulation::MicrogridId());
    }
    std::vector<Unit> units;
    for (std::size_t i = 0; i < drawn.all.size(); ++i) {
      Unit unit = unit_of(number.at(drawn.all[i].grid));
      unit.part = simulation::MicrogridId(i);
      unit.home = homes.home[planning::MicrogridId(i)];
      units.push_back(std::move(unit));
    }
    return units;
  }

  /// The area of a level that a grid lies in.
  [[nodiscard]] AreaId area_of(GridId grid, const std::string& level) const {
    AreaId area = plan_.parent(grids_[grid.value()]);
    while (area.valid() && territory_.levels[territory_.areas.level[area].value()].name != level)
      area = territory_.areas.parent[area];
    return area;
  }

  [[nodiscard]] std::vector<GridId> grids_served(const ResponderSpec& spec, const Unit& unit) const {
    if (spec.scope == "microgrid" || spec.scope == "grid") return unit.grids;
    const AreaId area = area_of(unit.grids.front(), spec.scope);
    std::vector<GridId> grids;
    for (std::size_t i = 0; i < grids_.size(); ++i) {
      if (area_of(GridId(i), spec.scope) == area) grids.emplace_back(i);
    }
    return grids;
  }

  /// Posts of the unit itself, else of the lowest area above it that has any.
  [[nodiscard]] const std::vector<const siting::Post*>* nearest_level(const PostsByPlace& by_place, const Unit& unit) const {
    if (const auto found = by_place.find(unit.code); found != by_place.end()) return &found->second;
    for (AreaId area = unit.area; area.valid(); area = territory_.areas.parent[area]) {
      if (const auto found = by_place.find(territory_.areas.code[area]); found != by_place.end()) return &found->second;
    }
    return nullptr;
  }

  /// Of several the one in which the post stands, else the first by code.
  [[nodiscard]] GridId own_grid(const Unit& unit, const siting::Post* post) const {
    if (unit.grids.size() == 1 || post == nullptr || !post->home.valid()) return unit.grids.front();
    const GridId stands = inputs_.grid_of_building[post->home];
    return std::binary_search(unit.grids.begin(), unit.grids.end(), stands) ? stands : unit.grids.front();
  }

  /// The area of the level at or above the unit; a unit above it stands for itself. None by responder.
  simulation::TeamId team_of(const Unit& unit) {
    std::string code = unit.code;
    if (scenario_.scoring.by == "responder") return {};
    if (scenario_.scoring.by != "grid") {
      for (AreaId area = unit.area; area.valid(); area = territory_.areas.parent[area]) {
        if (territory_.levels[territory_.areas.level[area].value()].name == scenario_.scoring.by)
          code = territory_.areas.code[area];
      }
    }
    const auto [found, added] = teams_.try_emplace(code, simulation::TeamId(inputs_.teams.size()));
    if (added) inputs_.teams.push_back(code);
    return found->second;
  }

  /// Each a team, called by unit, kind and number among those of both.
  void label_each() {
    std::map<std::pair<std::string, std::string>, std::size_t> counted;
    for (const ResponderId id : simulation::responders_by_rank(inputs_)) {
      const std::string& kind = inputs_.responder_kinds[inputs_.responders.kind[id]].name;
      const std::size_t number = ++counted[{units_[id], kind}];
      inputs_.responders.team[id] = inputs_.teams.push_back(fmt::format("{} {} {}", units_[id], kind, number));
    }
  }

  void report(const ResponderSpec& spec, const Unit& unit) {
    const core::Text whose = spec.per_area && spec.per_area->level != "microgrid" ? core::Text{.zh = "辖区", .en = "area"}
                                                                                  : core::Text{.zh = "网格", .en = "grid"};
    staff_.findings.add(
        {.rule = "responder.no_post",
         .severity = core::Severity::warning,
         .message = {.zh =
                         fmt::format("{} {} 没有“{}”类驻点：其“{}”无处出发，不能出勤", whose.zh, unit.code, spec.post, spec.kind),
                     .en = fmt::format("{} {} has no post of kind \"{}\": its \"{}\" starts from nowhere and can reach nobody",
                                       whose.en, unit.code, spec.post, spec.kind)},
         .file = {},
         .layer = {},
         .feature = unit.code,
         .value = spec.post,
         .place = unit.place});
  }

  SimulationInputs& inputs_;
  const Scenario& scenario_;
  const territory::Territory& territory_;
  const planning::Plan& plan_;
  const siting::Posts& posts_;
  const TravelBuild& travel_;
  core::Threads threads_;
  std::vector<planning::GridId> grids_;
  std::vector<std::pair<ResponderId, GridId>> served_;
  std::map<std::string, simulation::TeamId> teams_;
  core::Column<ResponderId, std::string> units_;
  Staff staff_;
};

/// How far a kind serves, as a number: a part of a grid 0, a grid 1, the levels 2 and more from the lowest up.
std::uint8_t scope_number(const Scenario& scenario, const std::string& scope) {
  if (scope == "microgrid") return 0;
  if (scope == "grid") return 1;
  std::uint8_t number = 2;
  for (auto level = scenario.levels.rbegin(); level != scenario.levels.rend() && level->name != scope; ++level) ++number;
  return number;
}

}  // namespace

std::vector<planning::GridId> grids_by_code(const planning::Plan& plan) {
  std::vector<planning::GridId> grids = plan.grids();
  std::sort(grids.begin(), grids.end(), [&](planning::GridId a, planning::GridId b) { return plan.code(a) < plan.code(b); });
  return grids;
}

simulation::Skills skills_of(const Scenario& scenario, const std::vector<std::string>& tags) {
  std::vector<std::string> known;
  for (const ResponderSpec& responder : scenario.responders) {
    for (const std::string& skill : responder.skills) {
      if (std::find(known.begin(), known.end(), skill) == known.end()) known.push_back(skill);
    }
  }
  simulation::Skills skills;
  for (const std::string& tag : tags) {
    const auto place = std::find(known.begin(), known.end(), tag) - known.begin();
    skills.tags |= std::uint64_t{1} << static_cast<unsigned>(place);
  }
  return skills;
}

void add_responder_kinds(SimulationInputs& inputs, const Scenario& scenario) {
  for (const ResponderSpec& spec : scenario.responders) {
    simulation::ResponderKind kind{.name = spec.kind,
                                   .scope = scope_number(scenario, spec.scope),
                                   .skills = skills_of(scenario, spec.skills),
                                   .present = spec.present,
                                   .decline = spec.decline,
                                   .patrols = spec.patrol_stay.has_value(),
                                   .volunteer = spec.volunteer};
    if (spec.patrol_stay) kind.stay = *spec.patrol_stay;
    if (!spec.breaks.empty()) kind.breaks = inputs.shifts.push_back(simulation::WeeklyShifts::parse(spec.breaks));
    inputs.responder_kinds.push_back(std::move(kind));
  }
}

Staff add_staff(SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
                const planning::Plan& plan, const siting::Posts& posts, const TravelBuild& travel, core::Threads threads) {
  return Staffing(inputs, scenario, territory, plan, posts, travel, threads).run();
}

}  // namespace wangge::scenarios
