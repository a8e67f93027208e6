#include "gis/town/audit_town.h"
#include "gis/town/make_town.h"
#include "gis/town/settle.h"
#include "tests/support/town_specs.h"

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

std::string words(const core::Findings& findings) {
  std::string text;
  for (const core::Findings::Group& group : findings.groups()) {
    const core::Finding& first = findings.all()[group.first];
    text += fmt::format("{} x {}: {}", group.rule, group.count, first.message.en);
    if (first.place) text += fmt::format(" at {:.1f} {:.1f}", first.place->x, first.place->y);
    text += "\n";
  }
  return text;
}

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
    if ((building.removed != 0) != to_go) continue;
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
        if (building.removed == 0) continue;
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

TEST(Growth, OldQuartersGiveWayToNewOnes) {
  int renewed = 0;
  for_each_town(6, [&renewed](const Dates& dates) {
    for (std::size_t i = 0; i + 1 < dates.towns.size(); ++i) {
      SCOPED_TRACE(dates.spec.stages[i].year);
      renewed += renewed_blocks(dates.towns[i], dates.towns[i + 1]);
    }
  });
  EXPECT_GT(renewed, 40);
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
