#include "gis/town/settle.h"
#include "gis/town/town_layers.h"
#include "tests/support/made_town.h"
#include "tests/support/town_specs.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

/// A made town at several dates: each date keeps every promise, and from one to the next buildings come and go for good.
namespace wangge::town {
namespace {

/// The dates of one town, the last as it stands.
struct Dates {
  TownSpec spec;
  std::vector<Town> towns;
};

Dates made(TownSpec spec, std::vector<Stage> stages, int threads = 2) {
  spec.stages = std::move(stages);
  Dates dates{spec, {}};
  core::SilentProgress progress;
  Town today = make_town(spec, core::Threads(threads), progress);
  for (const Stage& stage : spec.stages) dates.towns.push_back(town_at(today, spec, stage, core::Threads(threads)));
  dates.towns.push_back(std::move(today));
  return dates;
}

const std::vector<Stage> three_stages{{1995, 0.35}, {2008, 0.6}, {2016, 0.85}};

struct Case {
  const char* name;
  TownSpec spec;
};

std::vector<Case> cases(std::uint64_t seed) {
  return {{"quarter", quarter_spec(seed, 3000, 0.45, 4)},
          {"city", city_spec(seed, 6000, 3, 5)},
          {"county", county_spec(seed, 3000, 130, 8)}};
}

void for_each_town(std::uint64_t seeds, const std::function<void(const Dates&)>& body) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    for (Case& each : cases(seed)) {
      SCOPED_TRACE(fmt::format("{}, seed {}", each.name, seed));
      body(made(std::move(each.spec), three_stages));
    }
  }
}

using Footprint = std::vector<std::pair<double, double>>;

/// Footprints that stand, with the block of each.
std::map<Footprint, BlockId> standing(const Town& town, bool to_go) {
  std::map<Footprint, BlockId> found;
  for (const Building& building : town.buildings) {
    if (building.removed.has_value() != to_go) continue;
    Footprint corners;
    for (const Position corner : building.footprint) corners.emplace_back(corner.x, corner.y);
    found.emplace(std::move(corners), building.block);
  }
  return found;
}

std::map<Footprint, BlockId> standing(const Town& town) {
  std::map<Footprint, BlockId> all = standing(town, false);
  all.merge(standing(town, true));
  return all;
}

TEST(Growth, EveryStageKeepsEveryPromise) {
  for_each_town(8, [](const Dates& dates) {
    for (std::size_t i = 0; i < dates.spec.stages.size(); ++i) {
      SCOPED_TRACE(dates.spec.stages[i].year);
      const Town& then = dates.towns[i];
      EXPECT_EQ(then.stage_year, dates.spec.stages[i].year);
      EXPECT_EQ(words(audit_streets(then)), "");
      EXPECT_EQ(words(audit_buildings(then)), "");
      EXPECT_EQ(words(audit_people(then)), "");
      const Totals& all = then.areas[AreaId(0)].totals;
      const Totals& today = dates.towns.back().areas[AreaId(0)].totals;
      const double share = dates.spec.stages[i].share;
      EXPECT_EQ(all.households, std::llround(share * static_cast<double>(today.households)));
      EXPECT_EQ(all.residents, std::llround(share * static_cast<double>(today.residents)));
    }
  });
}

TEST(Growth, WhatStandsStaysUntilItIsPulledDown) {
  for_each_town(6, [](const Dates& dates) {
    for (std::size_t i = 0; i + 1 < dates.towns.size(); ++i) {
      SCOPED_TRACE(dates.spec.stages[i].year);
      const std::map<Footprint, BlockId> later = standing(dates.towns[i + 1]);
      for (const auto& [footprint, block] : standing(dates.towns[i], false)) EXPECT_EQ(later.count(footprint), 1U);
      for (const Building& building : dates.towns[i].buildings) {
        EXPECT_LE(building.built, dates.spec.stages[i].year);
        if (!building.removed) continue;
        EXPECT_GT(building.removed, dates.spec.stages[i].year);
        EXPECT_LE(building.removed, dates.spec.year);
      }
    }
    EXPECT_TRUE(standing(dates.towns.back(), true).empty());
    EXPECT_FALSE(dates.towns.back().stage_year.has_value());
  });
}

/// Blocks on which all old houses of one date are gone at the next, where others stand that were not there before.
int renewed_blocks(const Town& before, const Town& after) {
  std::map<BlockId, int> gone;
  const std::map<Footprint, BlockId> now = standing(after);
  for (const auto& [footprint, block] : standing(before, true)) {
    if (now.count(footprint) == 0) ++gone[block];
  }
  std::map<BlockId, int> come;
  const std::map<Footprint, BlockId> then = standing(before);
  for (const auto& [footprint, block] : now) {
    if (then.count(footprint) == 0) ++come[block];
  }
  int renewed = 0;
  for (const auto& [block, count] : gone) {
    const LandUse was = before.blocks[block].use;
    EXPECT_TRUE(was == LandUse::lanes || was == LandUse::urban_village) << name(was);
    EXPECT_GT(count, 3);
    EXPECT_GT(come[block], 0) << "old houses went and nothing came";
    EXPECT_NE(after.blocks[block].use, was);
    ++renewed;
  }
  return renewed;
}

double occupancy(const Town& town) {
  double dwellings = 0;
  for (const Building& building : town.buildings) dwellings += building.dwellings;
  return static_cast<double>(town.areas[AreaId(0)].totals.households) / dwellings;
}

/// Where the land is larger than needed, vacant homes must not all wait for the last years.
TEST(Growth, YearsAreEvenHoweverManyHomesAreVacant) {
  for (const double area_km2 : {0.9, 2.0, 4.0}) {
    SCOPED_TRACE(area_km2);
    const Dates dates = made(quarter_spec(11, 5000, area_km2, 5), {{2010, 0.55}});
    const Town& today = dates.towns.back();
    std::map<int, double> built;  // dwellings by thirds of the time since the stage
    double all = 0;
    const int years = dates.spec.year - 2010;
    for (const Building& building : today.buildings) {
      if (building.built <= 2010) continue;
      built[3 * (*building.built - 2011) / years] += building.dwellings;
      all += building.dwellings;
    }
    ASSERT_EQ(built.size(), 3U);
    for (const auto& [third, dwellings] : built) EXPECT_NEAR(dwellings / all, 1.0 / 3, 0.12) << third;
    EXPECT_NEAR(occupancy(dates.towns.front()), occupancy(today), 0.08);
  }
}

TEST(Growth, OldQuartersGiveWayToNewOnes) {
  int renewed = 0;
  for_each_town(6, [&renewed](const Dates& dates) {
    for (std::size_t i = 0; i + 1 < dates.towns.size(); ++i) {
      SCOPED_TRACE(dates.spec.stages[i].year);
      renewed += renewed_blocks(dates.towns[i], dates.towns[i + 1]);
    }
  });
  EXPECT_GT(renewed, 20);
}

TEST(Growth, RenewalCanBeLeftOutOrBeTheRule) {
  const auto old_houses = [](std::optional<double> renewal) {
    std::size_t count = 0;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      TownSpec spec = quarter_spec(seed, 3000, 0.45, 4);
      spec.renewal = renewal;
      const Dates dates = made(std::move(spec), {{2004, 0.5}});
      count += standing(dates.towns.front(), true).size();
      EXPECT_EQ(words(audit_buildings(dates.towns.front())), "");
    }
    return count;
  };
  const std::size_t usual = old_houses(std::nullopt);
  EXPECT_EQ(old_houses(0), 0U);
  EXPECT_GT(usual, 0U);
  EXPECT_GT(old_houses(1), 2 * usual);
}

using Ids = std::map<std::string, const Building*>;

/// What a file of the town names, by what it is named.
Ids by_id(const Town& town) {
  Ids found;
  for (const BuildingId id : core::ids<BuildingId>(town.buildings.size()))
    EXPECT_TRUE(found.emplace(building_id(town, id), &town.buildings[id]).second) << "two of one id";
  return found;
}

int year_of(const Dates& dates, std::size_t at) {
  return at < dates.spec.stages.size() ? dates.spec.stages[at].year : dates.spec.year;
}

/// Whether the same stands in two files.
bool same(const Building& a, const Building& b) {
  return a.built == b.built && a.removed == b.removed && a.use == b.use && a.footprint.size() == b.footprint.size() &&
         std::equal(a.footprint.begin(), a.footprint.end(), b.footprint.begin(),
                    [](Position p, Position q) { return p.x == q.x && p.y == q.y; });
}

/// Of the homes that count: how many, their mean floors, and the fewest floors that their kinds allow, on average.
struct Heights {
  double homes = 0;
  double floors = 0;
  double least = 0;
};

Heights heights(const Town& town, const std::function<bool(const Building&)>& counts) {
  Heights sum;
  for (const Building& building : town.buildings) {
    if (building.dwellings == 0 || !counts(building)) continue;
    sum = {sum.homes + 1, sum.floors + building.floors, sum.least + building.floors_min};
  }
  return sum.homes > 0 ? Heights{sum.homes, sum.floors / sum.homes, sum.least / sum.homes} : sum;
}

TEST(Growth, OnRoomyLandOldQuartersAreAsLowAsTheTown) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(seed);
    TownSpec spec = quarter_spec(seed, 5500, 2, 3);
    spec.renewal = 0.6;
    const Dates dates = made(std::move(spec), {{2005, 0.5}});
    const Heights gone = heights(dates.towns.front(), [](const Building& building) { return building.removed.has_value(); });
    ASSERT_GT(gone.homes, 50);
    const Town& today = dates.towns.back();
    const Heights left = heights(today, [&](const Building& building) {
      const LandUse use = today.blocks[building.block].use;
      return use == LandUse::lanes || use == LandUse::urban_village;
    });
    ASSERT_GT(left.homes, 30);
    EXPECT_LE(gone.floors, std::max(left.floors, gone.least) + 0.5);  // floors are whole
  }
}

TEST(Growth, FilesOfOneTownAgreeOnIdsAndYears) {
  for_each_town(3, [](const Dates& dates) {
    for (std::size_t i = 0; i < dates.towns.size(); ++i) {
      for (const auto& [id, building] : by_id(dates.towns[i])) {
        EXPECT_LE(building->built, year_of(dates, i)) << id;
        EXPECT_TRUE(!building->removed || building->removed > year_of(dates, i)) << id;
        EXPECT_EQ(building->removed.has_value(), id.front() == 'f') << id;
      }
      const Ids one = by_id(dates.towns[i]);
      for (std::size_t j = i + 1; j < dates.towns.size(); ++j) {
        for (const auto& [id, building] : by_id(dates.towns[j])) {
          const auto found = one.find(id);
          EXPECT_TRUE(found == one.end() || same(*found->second, *building)) << id;
        }
      }
    }
  });
}

TEST(Growth, YearsTellWhatCameAndWentBetweenFiles) {
  for_each_town(3, [](const Dates& dates) {
    int come = 0;  // a small town may be complete by its last stage
    for (std::size_t i = 0; i + 1 < dates.towns.size(); ++i) {
      const int from = year_of(dates, i);
      const int to = year_of(dates, i + 1);
      SCOPED_TRACE(fmt::format("{} to {}", from, to));
      const Ids before = by_id(dates.towns[i]);
      const Ids after = by_id(dates.towns[i + 1]);
      for (const auto& [id, building] : after) {
        EXPECT_EQ(building->built > from, before.count(id) == 0) << id << " built " << building->built.value_or(0);
        come += building->built > from ? 1 : 0;
      }
      for (const auto& [id, building] : before)
        EXPECT_EQ(building->removed && building->removed <= to, after.count(id) == 0) << id;
    }
    EXPECT_GT(come, 0);
  });
}

TEST(Growth, WithoutStagesOnlyServicesLeaveTheYearsDrawn) {
  for (Case& each : cases(2)) {
    SCOPED_TRACE(each.name);
    const Dates dates = made(std::move(each.spec), std::vector<Stage>{});
    const Town& today = dates.towns.back();
    for (const Building& building : today.buildings) {
      const LandUse use = today.blocks[building.block].use;
      const bool service = use == LandUse::school || use == LandUse::hospital || use == LandUse::market ||
                           use == LandUse::civic || use == LandUse::industry;
      EXPECT_TRUE(service || building.built == drawn_year(building));
    }
  }
}

std::size_t blocks_of(const Town& town, LandUse use) {
  return static_cast<std::size_t>(
      std::count_if(town.blocks.begin(), town.blocks.end(), [use](const Block& block) { return block.use == use; }));
}

/// How many of a use a stage has, against its share of today's.
void expect_share(const Town& then, const Town& today, LandUse use, double share) {
  const auto now = static_cast<double>(blocks_of(today, use));
  EXPECT_GE(static_cast<double>(blocks_of(then, use)) + 1, std::floor(share * now)) << name(use) << " of " << now;
}

TEST(Growth, ServicesComeWithThePeopleTheyServe) {
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    for (TownSpec& spec : std::vector<TownSpec>{quarter_spec(seed, 14000, 0, 6), city_spec(seed, 16000, 0, 8)}) {
      SCOPED_TRACE(fmt::format("{}, seed {}", static_cast<int>(spec.form), seed));
      const Dates dates = made(std::move(spec), {{1990, 0.25}, {2005, 0.45}, {2015, 0.6}});
      const Town& today = dates.towns.back();
      for (std::size_t i = 0; i < dates.spec.stages.size(); ++i) {
        const Town& then = dates.towns[i];
        SCOPED_TRACE(dates.spec.stages[i].year);
        for (const LandUse use : {LandUse::school, LandUse::market, LandUse::civic, LandUse::industry})
          expect_share(then, today, use, dates.spec.stages[i].share);
        if (then.areas[AreaId(0)].totals.residents <= 15000) continue;
        EXPECT_GT(blocks_of(then, LandUse::school), 0U);
        EXPECT_GT(blocks_of(then, LandUse::industry) + blocks_of(then, LandUse::market), 0U);
      }
    }
  }
}

TEST(Growth, StagesAreTheSameForAnyThreads) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    for (Case& each : cases(seed)) {
      SCOPED_TRACE(fmt::format("{}, seed {}", each.name, seed));
      const Dates one = made(each.spec, three_stages, 1);
      const Dates two = made(each.spec, three_stages, 2);
      for (std::size_t i = 0; i < one.towns.size(); ++i)
        EXPECT_EQ(differing_columns(one.towns[i], two.towns[i]), std::vector<std::string>{});
    }
  }
}

}  // namespace
}  // namespace wangge::town
