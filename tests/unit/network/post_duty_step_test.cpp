#include "scenarios/steps/post_duty_step.h"

#include "tests/unit/network/street.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using simulation::GridId;
using simulation::ResponderId;

struct Person {
  std::string grid;
  std::uint32_t place;
};

/// Who holds the gates by the second and the fifth house, two each, by grid and place: "A001 0".
std::vector<std::string> holders(const std::vector<Person>& people, bool wide) {
  Street street;
  const TravelBuild travel = street.travel();
  DutySpec& gate = street.scenario.duties.emplace_back();
  gate.kind = DutySpec::Kind::checkpoint;
  gate.gates = LayerRef{};
  gate.staff = 2;
  simulation::SimulationInputs inputs;
  inputs.grids = core::Column<GridId, std::string>(std::vector<std::string>{"A001", "A002"});
  for (std::uint32_t building = 0; building < 6; ++building) inputs.grid_of_building.push_back(GridId(building / 3));
  inputs.responder_kinds.push_back({.name = "worker"});
  inputs.shifts.push_back(simulation::WeeklyShifts::parse(std::vector<std::string>{"daily 08:00-18:00"}));
  std::vector<std::pair<ResponderId, GridId>> serves;
  for (const Person& person : people) {
    const ResponderId who = inputs.responders.grid.push_back(GridId(person.grid == "A001" ? 0 : 1));
    inputs.responders.shifts.push_back(simulation::ShiftsId(0));
    inputs.responders.kind.push_back(simulation::ResponderKindId(0));
    inputs.responders.place.push_back(person.place);
    for (const GridId grid : {GridId(0), GridId(1)}) {
      if (wide || grid == inputs.responders.grid[who]) serves.emplace_back(who, grid);
    }
  }
  inputs.responders.serves = core::Csr<ResponderId, GridId>::build(people.size(), serves);
  simulation::Duty made;
  made.by = simulation::ResponderKindId(0);
  inputs.duties.push_back(std::move(made));
  DemandGround ground;
  ground.gates = {{territory::BuildingId(1), territory::BuildingId(4)}};
  add_streets_and_places(inputs, street.scenario, street.territory, {}, {}, travel, ground, core::Threads(1));
  const simulation::Duty& duty = inputs.duties[simulation::DutyId(0)];
  std::vector<std::string> held;
  for (const ResponderId who : core::ids<ResponderId>(people.size())) {
    if (!duty.places[who].valid()) continue;
    held.push_back(std::to_string(duty.places[who].value()) + ": " + people[who.value()].grid + " " +
                   std::to_string(people[who.value()].place));
  }
  std::sort(held.begin(), held.end());
  return held;
}

TEST(PostDuty, ACheckpointIsHeldByTheSamePeopleHoweverTheyAreNumbered) {
  std::vector<Person> people{{"A001", 0}, {"A001", 1}, {"A001", 2}, {"A002", 0}, {"A002", 1}, {"A002", 2}};
  const std::vector<std::string> own{"1: A001 0", "1: A001 1", "4: A002 0", "4: A002 1"};
  const std::vector<std::string> wide{"1: A001 0", "1: A001 1", "4: A001 2", "4: A002 0"};
  for (int turn = 0; turn < 6; ++turn) {
    EXPECT_EQ(holders(people, false), own) << "turn " << turn;
    EXPECT_EQ(holders(people, true), wide) << "turn " << turn;
    std::rotate(people.begin(), people.begin() + 1, people.end());
    if (turn == 2) std::reverse(people.begin(), people.end());
  }
}

}  // namespace
}  // namespace wangge::scenarios
