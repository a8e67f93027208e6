#include "gis/town/aimed_plan.h"

#include "engine/core/error.h"
#include "gis/town/fill_blocks.h"
#include "tests/unit/town/streets_towns.h"

#include <gtest/gtest.h>

#include <numeric>

namespace wangge::town {
namespace {

TownSpec aiming_at(Form form, std::int64_t buildings, std::uint64_t seed) {
  TownSpec spec;
  spec.form = form;
  spec.seed = core::Seed(seed);
  spec.buildings = buildings;
  const std::int64_t households = buildings * 4;
  const AreaId top = add_area(spec, 0, {}, AreaKind::urban, households);
  for (int k = 0; k < 4; ++k) add_area(spec, 1, top, k < 3 ? AreaKind::urban : AreaKind::rural, households / 4);
  for (Area& area : spec.areas.values()) area.totals.residents = area.totals.households * 26 / 10;
  return spec;
}

double buildings_on(const StreetPlan& plan, const TownSpec& spec) {
  const BlockFiller filler(plan, spec);
  double all = 0;
  for (const BlockId block : core::ids<BlockId>(plan.blocks.size()))
    all += static_cast<double>(filler.fill(block).buildings.size());
  return all;
}

TEST(AimedPlan, HasAboutTheBuildingsAskedFor) {
  core::SilentProgress quiet;
  for (const Form form : {Form::quarter, Form::city}) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      SCOPED_TRACE(testing::Message() << "form " << static_cast<int>(form) << " seed " << seed);
      const TownSpec spec = aiming_at(form, 8000, seed);
      EXPECT_NEAR(buildings_on(aimed_plan(spec, core::Threads(2), quiet), spec), 8000, 800);
    }
  }
}

TEST(AimedPlan, IsTheSameForAnyThreads) {
  core::SilentProgress quiet;
  const TownSpec spec = aiming_at(Form::city, 8000, 1);
  const StreetPlan one = aimed_plan(spec, core::Threads(1), quiet);
  const StreetPlan two = aimed_plan(spec, core::Threads(2), quiet);
  EXPECT_EQ(one.outline, two.outline);
  EXPECT_EQ(one.vertices.values(), two.vertices.values());
  EXPECT_EQ(one.blocks.size(), two.blocks.size());
}

TEST(AimedPlan, KeepsLandEnoughForTheHouseholds) {
  core::SilentProgress quiet;
  TownSpec spec = aiming_at(Form::city, 8000, 1);
  spec.buildings = 10;
  EXPECT_NO_THROW(static_cast<void>(aimed_plan(spec, core::Threads(2), quiet)));
}

TEST(AimedPlan, LeavesAGivenAreaAlone) {
  core::SilentProgress quiet;
  TownSpec spec = town_of(Form::quarter, 1);
  spec.area_km2 = 1.3;
  const StreetPlan without = aimed_plan(spec, core::Threads(2), quiet);
  spec.buildings = 99999;
  EXPECT_EQ(aimed_plan(spec, core::Threads(2), quiet).outline, without.outline);
}

TEST(AimedHouseholds, CountRuralAreasWithoutLandOfTheirOwn) {
  core::SilentProgress quiet;
  const TownSpec spec = aiming_at(Form::city, 8000, 2);
  const std::vector<double> households = aimed_households(aimed_plan(spec, core::Threads(2), quiet), spec);
  EXPECT_NEAR(std::accumulate(households.begin(), households.end(), 0.0), 32000, 1);
}

}  // namespace
}  // namespace wangge::town
