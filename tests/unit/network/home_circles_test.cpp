#include "scenarios/steps/travel_step.h"

#include "scenarios/steps/circle_step.h"
#include "scenarios/steps/responder_circles.h"
#include "tests/unit/network/street.h"

#include <gtest/gtest.h>

namespace wangge::scenarios {
namespace {

TEST(CircleStep, DrawsTheCirclesOfThoseWhoSetOutFromHome) {
  Street street;
  street.scenario.microgrids = MicrogridSpec{};
  street.scenario.microgrids->count = 6;
  street.scenario.responders = {ResponderSpec{}, ResponderSpec{}};
  street.scenario.responders[1].kind = "captain";
  street.scenario.responders[1].post = "home";
  street.scenario.responders[1].mode = network::Mode::walk;
  street.scenario.coverage.by_responder = true;
  const auto made = [&] {
    const TravelBuild travel = street.travel();
    const ServiceZones zones = service_zones(street.plan);
    const siting::Posts posts = street.posts_at_medians(travel);
    const auto covered = cover(street.scenario, travel.travel, street.territory, zones, posts, core::Threads(1));
    const gis::TerritoryBuild built = street.built();
    const CircleBuild first = draw_circles(street.scenario, street.layers, built, travel, posts, core::Threads(1));
    for (const auto& row : first.rows) EXPECT_EQ(row.responder, "grid worker");
    return responder_circles(street.scenario, street.layers, built, travel, street.plan, zones, posts, covered, first,
                             core::Threads(1));
  };
  ResponderCircles circles = made();
  ASSERT_EQ(circles.all.size(), 2U);
  EXPECT_EQ(circles.all[0].posts, 2U);
  EXPECT_EQ(circles.all[1].posts, 6U) << "a house in each microgrid";
  EXPECT_EQ(circles.all[1].served.households_within, 60);
  EXPECT_EQ(circles.all[1].reached[0].households, 60);
  std::swap(street.scenario.responders[0], street.scenario.responders[1]);
  circles = made();
  EXPECT_EQ(circles.all[0].responder, "captain");
  EXPECT_EQ(circles.all[0].posts, 6U);
  EXPECT_EQ(circles.all[1].posts, 2U) << "the circle of the posts is theirs who start from them";
}

TEST(CircleStep, CountsNoPostThatNobodySetsOutFrom) {
  Street street;
  street.scenario.posts = {PostSpec{}};
  EXPECT_EQ(circle_findings(street.scenario).count("coverage.from_home"), 0U) << "posts alone have circles";
  street.scenario.responders = {ResponderSpec{}};
  street.scenario.responders[0].kind = "captain";
  street.scenario.responders[0].post = "home";
  const TravelBuild travel = street.travel();
  const siting::Posts posts = street.posts_at_medians(travel);
  const auto covered =
      cover(street.scenario, travel.travel, street.territory, service_zones(street.plan), posts, core::Threads(1));
  EXPECT_EQ(covered.total.households_within, 0);
  EXPECT_TRUE(draw_circles(street.scenario, street.layers, street.built(), travel, posts, core::Threads(1)).posts.empty());
  EXPECT_EQ(circle_findings(street.scenario).count("coverage.from_home"), 1U);
  street.scenario.posts.clear();
  EXPECT_EQ(circle_findings(street.scenario).count("coverage.from_home"), 0U) << "nothing is asked for";
  street.scenario.coverage.by_responder = true;
  EXPECT_EQ(circle_findings(street.scenario).count("coverage.from_home"), 1U);
  street.scenario.responders.emplace_back();
  EXPECT_EQ(circle_findings(street.scenario).count("coverage.from_home"), 0U);
}

TEST(CircleStep, CountsNoPostNamedHomeWhereAllSetOutFromTheirHomes) {
  Street street;
  street.scenario.posts[0].kind = "home";
  street.scenario.responders[0].post = "home";
  const TravelBuild travel = street.travel();
  const siting::Posts posts = street.posts_at_medians(travel);
  EXPECT_EQ(posts.size(), 2U);
  const auto covered =
      cover(street.scenario, travel.travel, street.territory, service_zones(street.plan), posts, core::Threads(1));
  EXPECT_EQ(covered.total.households_within, 0);
  EXPECT_TRUE(draw_circles(street.scenario, street.layers, street.built(), travel, posts, core::Threads(1)).posts.empty());
}

TEST(CircleStep, PromisesFiguresOfHomesOnlyWhereTheyAreAsked) {
  Street street;
  street.scenario.responders[0].post = "home";
  const auto words = [&] { return circle_findings(street.scenario).all().front().message; };
  EXPECT_NE(words().en.find("so there are no figures of circles"), std::string::npos) << words().en;
  EXPECT_NE(words().zh.find("所以没有响应圈的数字"), std::string::npos) << words().zh;
  street.scenario.coverage.by_responder = true;
  EXPECT_NE(words().en.find("those of coverage.by_responder alone"), std::string::npos) << words().en;
}

}  // namespace
}  // namespace wangge::scenarios
