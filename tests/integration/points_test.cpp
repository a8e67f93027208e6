#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

/// Plans by points of a work measure, ways from fixed posts, and sections that are not inherited, through the command.
namespace wangge::test {
namespace {

using nlohmann::json;

std::string point(double x, double y, const std::string& properties) {
  return fmt::format(R"({{"type":"Feature","properties":{{{}}},"geometry":{{"type":"Point","coordinates":[{:.8f},{:.8f}]}}}})",
                     properties, 9.5 + x / 75900, 47.1 + y / 111200);
}

std::string layer(const std::string& features) { return R"({"type":"FeatureCollection","features":[)" + features + "]}"; }

class Points : public TownTest {
 protected:
  /// 80 persons in need in the south-western corner of the western community, 3.5 points each; a household has one.
  void write_points(const std::string& range) const {
    write("needs.geojson", layer(point(30, 27, R"("persons":40)") + "," + point(94, 27, R"("persons":40)")));
    write("points.toml", "extends = \"town.toml\"\n[planning]\npoints = " + range +
                             "\nmeasure = { households = 1, in_need = 3.5 }\nplans = 2\n[[ledger]]\nkind = \"in_need\"\nsource = "
                             "\"needs.geojson\"\ncount = \"persons\"\n");
  }
  [[nodiscard]] static std::string asked(const std::string& file, const std::string& sql) {
    return run_command({"ogrinfo", "-q", file, "-sql", sql}).out;
  }
};

TEST_F(Points, DrawGridsByTheMeasureAndEveryOutputSaysSo) {
  write_points("[300, 400]");
  const Answer answer = wangge({"plan", path("points.toml"), "--out", path("plans/points")});
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  const json plans = json::parse(read("plans/points/plans.json"));
  EXPECT_EQ(plans.at("planning").at("points_min"), 300);
  EXPECT_EQ(plans.at("planning").at("points_max"), 400);
  EXPECT_FALSE(plans.at("planning").contains("households_min"));
  // 1,152 households and 280 points of persons in need make four grids in the west; 1,152 in the east three.
  const std::string grids = asked(path("plans/points/plan-1.gpkg"),
                                  "SELECT count(*) AS n, min(work) >= 300 AS low, max(work) <= "
                                  "400 AS high, sum(work) = 2584 AS whole, min(valid) AS "
                                  "valid FROM grids");
  for (const char* expected :
       {"n (Integer) = 7", "low (Integer) = 1", "high (Integer) = 1", "whole (Integer) = 1", "valid (Integer) = 1"})
    EXPECT_NE(grids.find(expected), std::string::npos) << expected << "\n" << grids;
  const Answer run =
      wangge({"run", path("points.toml"), "--plan", path("plans/points/plan-1.gpkg"), "--out", path("runs/points")});
  ASSERT_EQ(run.code, 0) << run.out << run.err;
  const json metrics = json::parse(read("runs/points/metrics.json"));
  EXPECT_EQ(metrics.at("plan").at("invalid"), 0);
  EXPECT_EQ(json::parse(read("runs/points/manifest.json")).at("planning").at("points_max"), 400);
  // By households the grid with those in need would be too small: the range is the plan's, not the file's.
  EXPECT_NE(asked(path("plans/points/plan-1.gpkg"), "SELECT min(households) < 300 AS few FROM grids").find("= 1"),
            std::string::npos);
  // The run's own grids go by points as well.
  ASSERT_EQ(wangge({"run", path("points.toml"), "--out", path("runs/own"), "--quiet"}).code, 0);
  EXPECT_EQ(json::parse(read("runs/own/metrics.json")).at("plan").at("invalid"), 0);
}

TEST_F(Points, GiveReasonsInPointsAndFlagEditsByThem) {
  write_points("[300, 400]");
  ASSERT_EQ(wangge({"plan", path("points.toml"), "--out", path("plans/points"), "--quiet"}).code, 0);
  write("merge.toml", "[[edit]]\ndo = \"merge\"\ngrids = [\"1102001\", \"1102002\"]\n");
  const Answer edit = wangge({"edit", path("points.toml"), "--plan", path("plans/points/plan-1.gpkg"), "--edits",
                              path("merge.toml"), "--approve", "approved", "--out", path("edits/merged")});
  EXPECT_NE(edit.out.find("points, outside 300-400"), std::string::npos) << edit.out << edit.err;
  EXPECT_EQ(edit.out.find("households, outside"), std::string::npos) << edit.out;
  write_points("[700, 710]");
  const Answer none = wangge({"plan", path("points.toml"), "--out", path("plans/none")});
  EXPECT_EQ(none.code, 0) << "excused: no number of grids fits\n" << none.out << none.err;
  EXPECT_NE(none.out.find("the area has 1152 points: 1 grid holds at most 710, 2 need at least 1400"), std::string::npos)
      << none.out;
  const json plans = json::parse(read("plans/none/plans.json"));
  EXPECT_NE(plans.at("plans")[0].at("violations").dump().find("1152 分"), std::string::npos);
  const Answer wrong = wangge({"plan", path("points.toml"), "--set", "planning.points=[9, 5]", "--out", path("plans/wrong")});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("planning.points"), std::string::npos) << wrong.err;
}

/// In the scenario a post stands in the north-west corner of each community: ways are from there, as in the run's circle.
TEST_F(Points, WaysAreThoseFromFixedPosts) {
  write("posts.geojson", layer(point(30, 731, R"("name":"West")") + "," + point(830, 731, R"("name":"East")")));
  const std::string town = read("town.toml");
  const std::string fixed = "[[post]]\nlevel = \"community\"\nat = \"posts.geojson\"\n";
  std::string text = town;
  text.replace(text.find("[[post]]\n"), 9, fixed);
  write("posts.toml", text);
  const auto travel = [&](const std::string& file, const std::string& out) {
    const Answer answer = wangge({"plan", path(file), "--set", "planning.plans=2", "--out", path(out)});
    EXPECT_EQ(answer.code, 0) << answer.out << answer.err;
    return json::parse(read(out + "/plans.json"));
  };
  const json plans = travel("posts.toml", "plans/posts");
  const json middle = travel("town.toml", "plans/middle");
  const double from_post = plans.at("plans")[0].at("aims").at("travel");
  EXPECT_GT(from_post, 1.5 * middle.at("plans")[0].at("aims").at("travel").get<double>());
  for (const json& plan : plans.at("plans"))
    EXPECT_DOUBLE_EQ(plan.at("aims").at("travel").get<double>(), from_post) << "a post of the area serves whatever the grids are";
  ASSERT_EQ(
      wangge({"run", path("posts.toml"), "--plan", path("plans/posts/plan-1.gpkg"), "--out", path("runs/posts"), "--quiet"}).code,
      0);
  const std::string kept = asked(path("runs/posts/plan.gpkg"), "SELECT value FROM plan_aims WHERE aim = 'travel'");
  EXPECT_NE(kept.find(fmt::format("{:g}", from_post)), std::string::npos) << kept;
}

TEST_F(Points, WithoutLeavesOutSectionsThatAreNotWanted) {
  write("base.toml", read("town.toml") + "[ensemble]\nplans = 40\n[[planning.dedicated]]\nbuildings = [\"b0-5-5\"]\n");
  write("less.toml", "extends = \"base.toml\"\nwithout = [\"ensemble\"]\n[planning]\nplans = 1\n");
  const Answer answer = wangge({"plan", path("less.toml"), "--out", path("plans/less")});
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  const json plans = json::parse(read("plans/less/plans.json"));
  EXPECT_FALSE(plans.contains("ensemble"));
  EXPECT_EQ(plans.at("plans")[0].at("dedicated").size(), 1U) << "what is not named is inherited";
  EXPECT_EQ(names_in("plans/less").find("ensemble.csv"), std::string::npos);
  write("wrong.toml", "extends = \"base.toml\"\nwithout = [\"ensembel\"]\n");
  const Answer wrong = wangge({"plan", path("wrong.toml"), "--out", path("plans/wrong")});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("did you mean \"ensemble\"?"), std::string::npos) << wrong.err;
}

}  // namespace
}  // namespace wangge::test
