#include "engine/core/error.h"
#include "gis/town/block_fill.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

namespace wangge::town {
namespace {

/// A chequerboard of `side` x `side` blocks of 200 m between streets of 20 m, a river under the lowest row.
StreetPlan board(std::size_t side) {
  StreetPlan plan;
  const std::size_t n = side + 1;
  for (std::size_t y = 0; y < n; ++y) {
    for (std::size_t x = 0; x < n; ++x) plan.vertices.push_back({200.0 * static_cast<double>(x), 200.0 * static_cast<double>(y)});
  }
  std::map<std::pair<std::size_t, std::size_t>, LineId> lines;
  const auto line = [&](std::size_t a, std::size_t b) {
    const auto key = std::minmax(a, b);
    const auto found = lines.find(key);
    if (found != lines.end()) return found->second;
    const bool river = b < n && a < n;
    const bool main = (a % n) == (b % n) && (a % n) % 3 == 0;
    Line made;
    made.vertices = {VertexId(a), VertexId(b)};
    made.width_m = 20;
    made.line_class = river ? network::LineClass::river : main ? network::LineClass::secondary : network::LineClass::residential;
    return lines.emplace(key, plan.lines.push_back(made)).first->second;
  };
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      const std::array<std::size_t, 4> at{y * n + x, y * n + x + 1, (y + 1) * n + x + 1, (y + 1) * n + x};
      Block block;
      block.use = LandUse::compound;
      for (std::size_t i = 0; i < 4; ++i) {
        block.ring.push_back(VertexId(at[i]));
        block.line_of_edge.push_back(line(at[i], at[(i + 1) % 4]));
      }
      plan.blocks.push_back(block);
    }
  }
  const double middle = 100.0 * static_cast<double>(side);
  plan.regions.push_back({RegionKind::urban, AreaId(), {middle, middle}});
  return plan;
}

TownSpec town_of(std::int64_t households) {
  TownSpec spec;
  Area area;
  area.name = "Chengdong";
  area.totals.households = households;
  area.totals.residents = households * 29 / 10;
  spec.areas.push_back(area);
  return spec;
}

std::map<LandUse, std::size_t> uses_of(const StreetPlan& plan) {
  std::map<LandUse, std::size_t> uses;
  for (const Block& block : plan.blocks) ++uses[block.use];
  return uses;
}

TEST(AllotLand, GivesAQuarterAllThatPeopleNeed) {
  StreetPlan plan = board(10);
  allot_land(plan, town_of(20000));
  std::map<LandUse, std::size_t> uses = uses_of(plan);
  EXPECT_GE(uses[LandUse::school], 5U);  // 58,000 residents, one for 7,500
  EXPECT_LE(uses[LandUse::school], 12U);
  EXPECT_GE(uses[LandUse::hospital], 1U);
  EXPECT_GE(uses[LandUse::market], 2U);
  EXPECT_GE(uses[LandUse::civic], 2U);
  EXPECT_GE(uses[LandUse::park], 4U);
  EXPECT_GE(uses[LandUse::industry], 2U);
  EXPECT_GE(uses[LandUse::commerce], 3U);
  const std::size_t living =
      uses[LandUse::compound] + uses[LandUse::open_estate] + uses[LandUse::lanes] + uses[LandUse::urban_village];
  EXPECT_GE(living, 45U);
  EXPECT_GT(uses[LandUse::compound], uses[LandUse::urban_village]);
  EXPECT_GT(uses[LandUse::urban_village], uses[LandUse::open_estate]);
}

TEST(AllotLand, PutsParksOnTheRiverAndIndustryAtTheEdge) {
  StreetPlan plan = board(12);
  allot_land(plan, town_of(20000));
  std::size_t parks = 0;
  std::size_t riverside = 0;
  double industry = 0;
  double works = 0;
  for (std::size_t i = 0; i < plan.blocks.size(); ++i) {
    const LandUse use = plan.blocks[BlockId(i)].use;
    const double x = static_cast<double>(i % 12) - 5.5;
    const double y = static_cast<double>(i / 12) - 5.5;
    parks += use == LandUse::park ? 1 : 0;
    riverside += use == LandUse::park && i < 12 ? 1 : 0;
    if (use != LandUse::industry) continue;
    industry += std::sqrt(x * x + y * y);
    works += 1;
  }
  EXPECT_GE(2 * riverside, parks);
  EXPECT_GT(industry / works, 5);  // the mean over all blocks is 4.6
}

TEST(AimedHouseholds, SumExactlyAndOnlyWherePeopleLive) {
  StreetPlan plan = board(10);
  const TownSpec spec = town_of(20000);
  allot_land(plan, spec);
  const std::vector<double> aimed = aimed_households(plan, spec);
  double sum = 0;
  for (std::size_t i = 0; i < aimed.size(); ++i) {
    sum += aimed[i];
    const LandUse use = plan.blocks[BlockId(i)].use;
    const bool living = use <= LandUse::village;
    EXPECT_EQ(aimed[i] > 0, living);
  }
  EXPECT_NEAR(sum, 20000, 1e-6);
}

TEST(AimedHouseholds, GiveARuralAreaItsVillages) {
  StreetPlan plan = board(3);
  TownSpec spec = town_of(0);
  Area rural;
  rural.kind = AreaKind::rural;
  rural.totals.households = 300;
  const AreaId id = spec.areas.push_back(rural);
  plan.regions = {{RegionKind::rural, id, {0, 0}}};
  for (Block& block : plan.blocks) block.use = LandUse::farmland;
  plan.blocks[BlockId(1)].use = plan.blocks[BlockId(4)].use = LandUse::village;
  const std::vector<double> aimed = aimed_households(plan, spec);
  EXPECT_NEAR(aimed[1] + aimed[4], 300, 1e-9);
  EXPECT_NEAR(aimed[1], 150, 1e-9);
}

/// A board of fields in one rural area of so many households, with villages on the blocks named.
StreetPlan country(TownSpec& spec, std::int64_t households, const std::vector<std::size_t>& villages) {
  StreetPlan plan = board(9);
  spec = town_of(0);
  Area rural;
  rural.kind = AreaKind::rural;
  rural.totals.households = households;
  plan.regions = {{RegionKind::rural, spec.areas.push_back(rural), {0, 0}}};
  for (Block& block : plan.blocks) block.use = LandUse::farmland;
  for (const std::size_t block : villages) plan.blocks[BlockId(block)].use = LandUse::village;
  return plan;
}

double aimed_in(const Hamlet& hamlet, const std::vector<double>& aimed) {
  double sum = 0;
  for (const BlockId block : hamlet.blocks) sum += aimed[block.value()];
  return sum;
}

TEST(NaturalVillages, OfManyBlocksAreSeveralSideBySide) {
  TownSpec spec;
  StreetPlan plan = country(spec, 420, {20, 21, 22, 23, 29, 30, 31, 32});
  allot_land(plan, spec);
  EXPECT_GE(plan.hamlets.size(), 3U);
  std::size_t blocks = 0;
  const std::vector<double> aimed = aimed_households(plan, spec);
  for (const Hamlet& hamlet : plan.hamlets) {
    blocks += hamlet.blocks.size();
    EXPECT_TRUE(std::is_sorted(hamlet.blocks.begin(), hamlet.blocks.end()));
    EXPECT_TRUE(aimed_in(hamlet, aimed) >= 20 && aimed_in(hamlet, aimed) <= 150) << aimed_in(hamlet, aimed);
  }
  EXPECT_EQ(blocks, 8U);
}

TEST(NaturalVillages, ThatWouldHaveTooFewHouseholdsBecomeFields) {
  TownSpec spec;
  StreetPlan plan = country(spec, 70, {10, 13, 16, 37, 40, 43, 64, 67});
  allot_land(plan, spec);
  EXPECT_EQ(plan.hamlets.size(), 3U);
  const std::vector<double> aimed = aimed_households(plan, spec);
  double all = 0;
  for (const Hamlet& hamlet : plan.hamlets) {
    EXPECT_GE(aimed_in(hamlet, aimed), 20);
    all += aimed_in(hamlet, aimed);
  }
  EXPECT_NEAR(all, 70, 1e-9);
  EXPECT_EQ(uses_of(plan)[LandUse::village], 3U);
}

TEST(AllotLand, SaysWhatWouldHoldTooManyHouseholds) {
  StreetPlan plan = board(4);
  try {
    allot_land(plan, town_of(90000));
    FAIL() << "90,000 households on 52 ha";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_NE(error.message().en.find("90000"), std::string::npos) << error.message().en;
    EXPECT_NE(error.message().en.find("Chengdong"), std::string::npos);
    EXPECT_NE(error.message().en.find("by a rough estimate about "), std::string::npos);
    EXPECT_NE(error.message().zh.find("km2 足够"), std::string::npos) << error.message().zh;
  }
}

// A quarter filled as it is allotted: it has the flats it was promised.
TEST(AllotLand, IsFilledWithEnoughFlats) {
  for (const std::int64_t households : {6000, 20000, 40000}) {
    StreetPlan plan = board(10);
    const TownSpec spec = town_of(households);
    allot_land(plan, spec);
    const std::vector<double> aimed = aimed_households(plan, spec);
    double flats = 0;
    for (std::size_t i = 0; i < plan.blocks.size(); ++i) {
      const Block& block = plan.blocks[BlockId(i)];
      BlockGround ground;
      ground.id = BlockId(i);
      ground.use = block.use;
      ground.households = aimed[i];
      for (std::size_t k = 0; k < 4; ++k) {
        const Position a = plan.vertices[block.ring[k]];
        const Position b = plan.vertices[block.ring[(k + 1) % 4]];
        for (int piece = 0; piece < 10; ++piece) {
          const double share = piece / 10.0;
          ground.ring.push_back({a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share});
          ground.half_width_m.push_back(10);
          ground.line_class.push_back(plan.lines[block.line_of_edge[k]].line_class);
        }
      }
      for (const Building& building : fill_block(ground, spec).buildings) {
        flats += static_cast<double>(building.dwellings_per_floor) * building.floors_max;
      }
    }
    EXPECT_GT(flats, static_cast<double>(households) / spec.occupied) << households << " households";
  }
}

}  // namespace
}  // namespace wangge::town
