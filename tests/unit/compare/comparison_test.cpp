#include "scenarios/compare/comparison.h"

#include "engine/core/error.h"
#include "scenarios/compare/comparison_files.h"
#include "scenarios/compare/comparison_text.h"
#include "tests/support/ascii_plan.h"
#include "tests/support/sample_run.h"
#include "tests/support/temporary_folder.h"

#include <expat.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;
using testing::ascii_plan;
using testing::AsciiPlan;

const AsciiPlan west{.grids = {"aabb",  //
                               "aabb",  //
                               "ccdd"},
                     .households = {"1234",  //
                                    "1234",  //
                                    "1111"}};
/// The second column of the first row goes from a to b; c and d become one.
const AsciiPlan east{.grids = {"abbb",  //
                               "aabb",  //
                               "cccc"},
                     .households = west.households};

class Compare : public ::testing::Test {
 protected:
  [[nodiscard]] fs::path file(const std::string& name, const gis::PlanFile& plan) const {
    gis::write_plan_file(folder_ / name, plan);
    return folder_ / name;
  }
  [[nodiscard]] Comparison compared(const gis::PlanFile& before, const gis::PlanFile& after) const {
    core::SilentProgress progress;
    return compare_plans(file("a.gpkg", before), file("b.gpkg", after), progress);
  }
  [[nodiscard]] core::Error refusal(const fs::path& before, const fs::path& after) const {
    core::SilentProgress progress;
    try {
      (void)compare_plans(before, after, progress);
    } catch (const core::Error& error) {
      return error;
    }
    ADD_FAILURE() << "nothing was refused";
    return {core::ErrorCode::usage, {}};
  }

  test::TemporaryFolder folder_;
};

/// Transfers of the codes as text: "Aa>Ab 2;".
std::string moves_of(const Comparison& comparison) {
  std::string text;
  for (const auto& move : comparison.moves()) {
    text +=
        comparison.old_code(move.from) + ">" + comparison.new_code(move.to) + " " + std::to_string(move.held.households) + ";";
  }
  return text;
}

const FigurePair& figure(const Comparison& comparison, const std::string& name) {
  for (const FigurePair& pair : comparison.figures) {
    if (pair.name == name) return pair;
  }
  throw std::runtime_error(name);
}

TEST_F(Compare, FollowsCellsWhereBothPlansHaveTheSame) {
  const Comparison comparison = compared(ascii_plan(west), ascii_plan(east));
  EXPECT_EQ(comparison.land.way, gis::ComparisonWay::cells);
  EXPECT_EQ(moves_of(comparison), "Ad>Ac 2;Aa>Ab 2;");
  EXPECT_EQ(comparison.matching.changed.cells, 3);
  EXPECT_EQ(comparison.count(evaluation::Fate::merged), 1);
  EXPECT_TRUE(comparison.findings.all().empty());
  EXPECT_EQ(*figure(comparison, "plan.grids").difference, -1);
  // Before: a against b 2 sides, both against the row below 4, c against d 1; after: 1 + 1 + 1 around the corner, and 4.
  EXPECT_NEAR(figure(comparison, "plan.border.length").before->value, 700, 1e-6);
  EXPECT_NEAR(figure(comparison, "plan.border.length").after->value, 700, 1e-6);
}

TEST_F(Compare, TakesTheLengthOfBordersFromThePlanWhereItIsTold) {
  gis::PlanFile told = ascii_plan(west);
  for (auto& grid : told.grids) grid.border_m = 348;
  const Comparison comparison = compared(told, ascii_plan(east));
  EXPECT_NEAR(figure(comparison, "plan.border.length").before->value, 348.0 * static_cast<double>(told.grids.size()) / 2, 1e-9);
  EXPECT_NEAR(figure(comparison, "plan.border.length").after->value, 700, 1e-6) << "an earlier file tells none: by outlines";
}

TEST_F(Compare, LaysPlansOfDifferentCellsOverOneAnother) {
  gis::PlanFile after = ascii_plan(east);
  after.cells[0].cell = 99;  // another numbering is another set of cells
  for (auto& building : after.buildings) building.cell = building.cell == 0 ? 99 : building.cell;
  const Comparison comparison = compared(ascii_plan(west), after);
  EXPECT_EQ(comparison.land.way, gis::ComparisonWay::overlay);
  EXPECT_EQ(moves_of(comparison), "Ad>Ac 2;Aa>Ab 2;") << "the same answer as cell by cell";
  EXPECT_EQ(comparison.findings.count("compare.cells"), 1U);
  EXPECT_NEAR(comparison.matching.changed.area.value, 30000, 1e-3);
  EXPECT_EQ(comparison.matching.changed.buildings, 3);
}

TEST_F(Compare, CountsBuildingsThatOnlyOnePlanKnows) {
  gis::PlanFile after = ascii_plan(east);
  after.cells[0].cell = 99;
  after.buildings[0].building = "way/new";
  after.buildings[1].households = 5;
  const Comparison comparison = compared(ascii_plan(west), after);
  EXPECT_EQ(comparison.findings.count("compare.buildings"), 1U);
  EXPECT_EQ(comparison.findings.count("compare.counts"), 1U);
  EXPECT_EQ(comparison.matching.only_before.households, 1);
  EXPECT_EQ(comparison.matching.only_after.households, 1);
  EXPECT_EQ(moves_of(comparison), "Ad>Ac 2;Aa>Ab 2;") << "the smaller count is common";
}

TEST_F(Compare, OfAPlanWithItselfIsZeroInEverything) {
  const Comparison comparison = compared(ascii_plan(west), ascii_plan(west));
  EXPECT_TRUE(comparison.identical());
  const nlohmann::json told = comparison_json(comparison);
  EXPECT_EQ(told["identical"], true);
  EXPECT_EQ(told["changed"]["households"], 0);
  EXPECT_EQ(told["changed"]["area_m2"], 0);
  for (const auto& pair : told["figures"]) EXPECT_EQ(pair["difference"], 0) << pair;
  for (const auto& code : told["codes"]) EXPECT_EQ(code["relation"], "kept");
  EXPECT_NE(comparison_text(comparison, core::Language::en).find("The two plans are identical."), std::string::npos);
}

TEST_F(Compare, TransposesWhenThePlansChangePlaces) {
  const Comparison there = compared(ascii_plan(west), ascii_plan(east));
  const Comparison back = compared(ascii_plan(east), ascii_plan(west));
  EXPECT_EQ(there.matching.changed, back.matching.changed);
  ASSERT_EQ(there.land.plans.transfers.size(), back.land.plans.transfers.size());
  for (const auto& transfer : there.land.plans.transfers) {
    const bool found = std::any_of(back.land.plans.transfers.begin(), back.land.plans.transfers.end(), [&](const auto& other) {
      return back.old_code(other.from) == there.new_code(transfer.to) &&
             back.new_code(other.to) == there.old_code(transfer.from) && other.held == transfer.held;
    });
    EXPECT_TRUE(found);
  }
  EXPECT_EQ(there.count(evaluation::Fate::merged), back.count(evaluation::Fate::split));
  EXPECT_EQ(*figure(there, "plan.grids").difference, -*figure(back, "plan.grids").difference);
}

TEST_F(Compare, RefusesWhatCannotBeCompared) {
  const fs::path a = file("a.gpkg", ascii_plan(west));
  AsciiPlan moved = west;
  moved.reference = "EPSG:32633";
  EXPECT_NE(refusal(a, file("b.gpkg", ascii_plan(moved))).message().en.find("different reference systems"), std::string::npos);
  gis::PlanFile far = ascii_plan(west);
  for (auto& grid : far.grids) {
    for (auto& part : grid.shape) {
      for (auto& point : part.outer) point.x += 5000;
    }
  }
  far.cells.pop_back();
  const core::Error nothing = refusal(a, file("b.gpkg", far));
  EXPECT_EQ(nothing.message().en, "the two plans have no land in common");
  EXPECT_EQ(nothing.code(), core::ErrorCode::input);
  EXPECT_NE(refusal(a, folder_ / "none").message().en.find("there is no "), std::string::npos);
  std::ofstream(folder_ / "c.gpkg") << "not a plan";
  EXPECT_NE(refusal(a, folder_ / "c.gpkg").message().en.find("is no GeoPackage"), std::string::npos);
}

TEST_F(Compare, AsksWhichPlanOfAFolderIsMeant) {
  const fs::path a = file("a.gpkg", ascii_plan(west));
  fs::create_directory(folder_ / "plans");
  EXPECT_EQ(refusal(a, folder_ / "plans").code(), core::ErrorCode::input);
  (void)file("plans/plan-1.gpkg", ascii_plan(west));
  (void)file("plans/plan-2.gpkg", ascii_plan(east));
  const core::Error which = refusal(a, folder_ / "plans");
  EXPECT_EQ(which.code(), core::ErrorCode::usage);
  EXPECT_NE(which.message().en.find("plan-1.gpkg, plan-2.gpkg"), std::string::npos);
}

TEST_F(Compare, ReportsAFolderWithoutMetrics) {
  tests::write_sample_run(folder_ / "run");
  fs::remove(folder_ / "run/metrics.json");
  core::SilentProgress progress;
  const Comparison comparison = compare_plans(folder_ / "run", folder_ / "run", progress);
  EXPECT_EQ(comparison.findings.count("compare.no_metrics"), 2U);
  EXPECT_TRUE(comparison.identical());
}

/// Empty when the page is well-formed XML (we write the stricter form of HTML), else what is wrong where.
std::string fault(const std::string& html) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(XML_ParserCreate("UTF-8"),
                                                                                        XML_ParserFree);
  if (XML_Parse(parser.get(), html.data(), static_cast<int>(html.size()), 1) == XML_STATUS_OK) return {};
  return std::string(XML_ErrorString(XML_GetErrorCode(parser.get()))) + " in line " +
         std::to_string(XML_GetCurrentLineNumber(parser.get()));
}

TEST_F(Compare, WritesAFolderThatIsTheSameEveryTime) {
  const Comparison comparison = compared(ascii_plan(west), ascii_plan(east));
  core::SilentProgress progress;
  const auto read = [&](const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  };
  const fs::path out = folder_ / "out";
  const std::vector<std::string> files = write_comparison(out, comparison, core::Language::en, progress);
  const std::string report = read(out / "report.html");
  EXPECT_EQ(fault(report), "");
  EXPECT_NE(report.find("data-part=\"changes\""), std::string::npos);
  EXPECT_EQ(read(out / "codes.csv"),
            "old,new,relation,households,share_of_old,share_of_new,old_code\n"
            "Aa,Aa,kept,4,0.666667,1,\nAb,Ab,kept,14,1,0.875,\nAc,Ac,kept,2,1,0.5,\nAd,Ac,merged,2,1,0.5,voided\n");
  EXPECT_EQ(read(out / "transfer.csv"),
            "from,to,households,residents,buildings,area_m2,moved\n"
            "Aa,Aa,4,12,3,30000.00,0\nAa,Ab,2,6,1,10000.00,1\nAb,Ab,14,42,4,40000.00,0\nAc,Ac,2,6,2,20000.00,0\n"
            "Ad,Ac,2,6,2,20000.00,1\n");
  const fs::perms mode = fs::status(out).permissions();
  EXPECT_EQ(mode & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
  const std::string first = read(out / "changes.gpkg");
  (void)write_comparison(out, comparison, core::Language::en, progress);
  for (const std::string& name : files) {
    EXPECT_EQ(fs::status(out / name).permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none) << name;
  }
  EXPECT_EQ(read(out / "report.html"), report);
  EXPECT_EQ(read(out / "changes.gpkg"), first);
}

}  // namespace
}  // namespace wangge::scenarios
