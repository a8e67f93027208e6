#include "tests/integration/sited_rooms.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

TEST_F(Site, ChoosesTheMiddlesAndAccountsForEverybody) {
  const Answer answer = site("[siting]\nproblem = \"p-median\"\nnumber = 2\nstandard = \"2 min\"\n");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(chosen(), "a b ");
  const json found = body();
  const json& solved = found.at("answers").at(0);
  EXPECT_TRUE(solved.at("proven").get<bool>());
  EXPECT_DOUBLE_EQ(solved.at("value").get<double>(), solved.at("bound").get<double>());
  for (const json& group : found.at("groups")) {
    for (const char* when : {"before", "after"}) {
      const json& tally = group.at(when);
      EXPECT_DOUBLE_EQ(tally.at("within").get<double>() + tally.at("beyond").get<double>() + tally.at("no_way").get<double>(),
                       tally.at("all").get<double>());
    }
  }
  EXPECT_EQ(found.at("groups").at(0).at("after").at("all").get<double>(), 2304);
  double served = 0;
  for (const json& one : found.at("sites")) served += one.at("households").get<double>();
  EXPECT_EQ(served, 2304);
  EXPECT_EQ(found.at("sites").at(0).at("room"), "idle");
  EXPECT_EQ(found.at("cost").get<double>(), 300);
  EXPECT_EQ(names_in("sites"), "a");
  EXPECT_EQ(names_in("sites/a"), "LICENCE.txt plan.gpkg report.html site.json sites.gpkg timing.json");
  EXPECT_NE(answer.out.find("proven best"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("2304 households = "), std::string::npos) << answer.out;
  const std::string report = read("sites/a/report.html");
  EXPECT_NE(report.find("</html>"), std::string::npos);
  EXPECT_NE(report.find("闲置国有"), std::string::npos);
}

TEST_F(Site, BoundsEveryProblemOnItsRightSide) {
  const std::string each = "[siting.each]\ncapacity = 1300\n";
  for (const std::string section : {"problem = \"p-centre\"\nnumber = 2\n", "problem = \"maximal-cover\"\nnumber = 1\n",
                                    "problem = \"set-cover\"\nstandard = \"4 min\"\n",
                                    "problem = \"maximal-expected-cover\"\nnumber = 3\nbusy = \"30 %\"\nposts_per_site = 2\n",
                                    "problem = \"capacitated\"\nnumber = 2\n"}) {
    const bool capacities = section.find("capacitated") != std::string::npos;
    const Answer answer =
        site(std::string("[siting]\n") + (section.find("standard") == std::string::npos ? "standard = \"2 min\"\n" : "") +
             section + (capacities ? each : ""));
    ASSERT_EQ(answer.code, 0) << section << answer.err;
    const json solved = body().at("answers").at(0);
    const double value = solved.at("value").get<double>();
    const double bound = solved.at("bound").get<double>();
    const bool more = solved.at("more_is_better").get<bool>();
    EXPECT_EQ(more, section.find("cover") != std::string::npos && section.find("set-cover") == std::string::npos);
    EXPECT_TRUE(more ? bound >= value * (1 - 1e-6) : bound <= value * (1 + 1e-6)) << section << value << " " << bound;
    EXPECT_TRUE(solved.at("proven").get<bool>()) << section;
    if (section.find("posts_per_site") != std::string::npos) {
      std::size_t posts = 0;
      const json found = body();
      for (const json& one : found.at("sites")) posts += one.at("posts").get<std::size_t>();
      EXPECT_EQ(posts, 3U);
    }
    if (!capacities) continue;
    const json found = body();
    for (const json& one : found.at("sites")) EXPECT_LE(one.at("demand").get<double>(), 1300);
  }
}

/// Whatever is merged for the search, the answer is what the homes have, and no bound is beyond what can be had.
TEST_F(Site, MergesHomesForTheSearchAlone) {
  for (const std::string section :
       {"problem = \"p-median\"\nnumber = 2\n", "problem = \"p-centre\"\nnumber = 2\n",
        "problem = \"maximal-cover\"\nnumber = 1\n", "problem = \"set-cover\"\nout_of_reach = \"leave out\"\n",
        "problem = \"maximal-expected-cover\"\nnumber = 2\nbusy = \"30 %\"\n"}) {
    SCOPED_TRACE(section);
    const std::string question = "[siting]\nmode = \"walk\"\nstandard = \"10 min\"\n" + section;
    ASSERT_EQ(site(question).code, 0);
    const json alone = body();
    const std::size_t doors = alone.at("search").at("demand_points").get<std::size_t>();
    for (const char* side : {"200 m", "700 m"}) {
      ASSERT_EQ(site(question + "merge = \"" + side + "\"\n").code, 0);
      const json merged = body();
      EXPECT_LT(merged.at("search").at("demand_points").get<std::size_t>(), doors);
      const json& answer = merged.at("answers").at(0);
      const json& best = alone.at("answers").at(0);
      const double value = answer.at("value").get<double>();
      const double bound = answer.at("bound").get<double>();
      const double optimum = best.at("value").get<double>();
      ASSERT_TRUE(best.at("proven").get<bool>());
      const bool more = answer.at("more_is_better").get<bool>();
      EXPECT_LE(more ? value : optimum, (more ? optimum : value) + 1e-6);
      EXPECT_LE(more ? optimum : bound, (more ? bound : optimum) + 1e-6);
      EXPECT_TRUE(!answer.at("proven").get<bool>() || std::abs(value - optimum) < 1e-6) << value << " " << optimum;
      if (section.find("p-centre") != std::string::npos) {
        const Answer farthest = run_command(
            {"ogrinfo", "-q", path("sites/a/sites.gpkg"), "-sql", "SELECT MAX(minutes) AS n FROM demand WHERE households > 0"});
        const std::size_t at = farthest.out.find("= ");
        ASSERT_NE(at, std::string::npos) << farthest.out << farthest.err;
        EXPECT_NEAR(value, std::stod(farthest.out.substr(at + 2)), 0.01);
      }
      if (section.find("p-median") != std::string::npos) {
        EXPECT_NEAR(value, merged.at("groups").at(0).at("after").at("mean_minutes").get<double>(), 0.01);
      }
    }
  }
  EXPECT_EQ(site("[siting]\nproblem = \"nested\"\nmerge = \"200 m\"\n").code, 2) << "an area's homes are its own";
}

TEST_F(Site, HeedsStandardBudgetFixedAndForbidden) {
  ASSERT_EQ(site("[siting]\nproblem = \"p-median\"\nnumber = 1\n").code, 0);
  EXPECT_EQ(chosen(), "c ");
  ASSERT_EQ(site("[siting]\nproblem = \"p-median\"\nnumber = 1\nfloor_area = \"500 m2\"\n").code, 0);
  EXPECT_NE(chosen(), "c ") << "300 m2 are below the standard";
  EXPECT_EQ(body().at("candidates").at("too_small"), 1);
  ASSERT_EQ(site("[siting]\nproblem = \"p-median\"\nbudget = 150\n").code, 0);
  EXPECT_EQ(chosen(), "a c ");
  ASSERT_EQ(site("[siting]\nproblem = \"p-median\"\nnumber = 2\nfixed = [\"d\"]\nforbidden = [\"c\"]\n").code, 0);
  EXPECT_EQ(chosen(), "b d ");
  write_rooms(room("e", 1500, 700, "600,10,new,fixed"));
  ASSERT_EQ(site("[siting]\nproblem = \"p-median\"\nnumber = 1\n").code, 0);
  EXPECT_EQ(chosen(), "e ");
}

TEST_F(Site, LeavesOutWhatNoCandidateReachesWhereAskedTo) {
  ASSERT_EQ(site("[siting]\nproblem = \"set-cover\"\nstandard = \"2 min\"\nout_of_reach = \"leave out\"\n").code, 0);
  const json found = body();
  const double left = found.at("search").at("left_out").at("beyond").get<double>();
  EXPECT_GT(left, 0);
  EXPECT_EQ(found.at("groups").at(0).at("after").at("beyond").get<double>(), left);
  EXPECT_EQ(found.at("blind").at("after").at("households").get<double>(), left);
  double most = 1e9;
  for (const json& spot : found.at("blind_spots")) {
    EXPECT_LE(spot.at("households").get<double>(), most);
    most = spot.at("households").get<double>();
    EXPECT_GT(spot.at("minutes").get<double>(), 2);
  }
}

TEST_F(Site, SitesCentresLevelByLevelAmongMadeCandidates) {
  write("site.toml", R"(extends = "town.toml"
[siting]
problem = "nested"
number = 2
standard = "2 min"
[siting.candidates]
generate = "buildings"
spacing = "150 m"
)");
  const Answer answer = run();
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json found = body();
  std::size_t district = 0, west = 0, east = 0, further = 0;
  for (const json& one : found.at("sites")) {
    further += one.value("further", false) ? 1 : 0;
    for (const json& centre : one.value("centre_of", json::array())) {
      district += centre == "district 11" ? 1 : 0;
      west += centre == "community 1101" ? 1 : 0;
      east += centre == "community 1102" ? 1 : 0;
      if (centre == "community 1101") {
        EXPECT_EQ(one.at("area"), "1101");
      }
    }
  }
  EXPECT_EQ(district, 1U);
  EXPECT_EQ(west, 1U);
  EXPECT_EQ(east, 1U);
  EXPECT_EQ(further, 2U);
  for (const json& part : found.at("answers"))
    EXPECT_LE(part.at("bound").get<double>(), part.at("value").get<double>() * (1 + 1e-6));
}

/// Rooms at a hundred each, for all levels together; the homes of a site no more than it holds.
TEST_F(Site, KeepsBudgetAndCapacitiesOfAllLevels) {
  const auto nested = [&](const std::string& more, const std::string& each) {
    write("site.toml", "extends = \"town.toml\"\n[siting]\nproblem = \"nested\"\nstandard = \"2 min\"\n" + more +
                           "[siting.each]\ncost = 100\n" + each +
                           "[siting.candidates]\ngenerate = \"buildings\"\nspacing = \"150 m\"\n");
    return run();
  };
  ASSERT_EQ(nested("budget = 500\n", "").code, 0);
  json found = body();
  EXPECT_LE(found.at("cost").get<double>(), 500);
  EXPECT_GT(found.at("cost").get<double>(), 400) << "what is left pays for further sites";
  double cost = 0;
  std::size_t sites = 0;
  for (const json& level : found.at("levels")) {
    cost += level.at("cost").get<double>();
    sites += level.at("sites").get<std::size_t>();
  }
  EXPECT_EQ(cost, found.at("cost").get<double>());
  EXPECT_EQ(sites, found.at("sites").size());
  ASSERT_EQ(nested("budget = 500\nnumber = 1\n", "").code, 0);
  EXPECT_LE(body().at("levels").at(2).at("sites").get<int>(), 1);

  const Answer poor = nested("budget = 150\n", "");
  EXPECT_EQ(poor.code, 1);
  EXPECT_NE(poor.err.find("budget of 150"), std::string::npos) << poor.err;

  ASSERT_EQ(nested("number = 3\n", "capacity = 600\n").code, 0);
  found = body();
  for (const json& one : found.at("sites")) {
    EXPECT_LE(one.at("demand").get<double>(), 600) << one.at("name");
    EXPECT_EQ(one.at("capacity"), 600);
  }
  ASSERT_EQ(nested("budget = 600\nnumber = 4\n", "capacity = 600\n").code, 0) << "both at once";
  found = body();
  EXPECT_LE(found.at("cost").get<double>(), 600);
  for (const json& one : found.at("sites")) EXPECT_LE(one.at("demand").get<double>(), 600) << one.at("name");
  const Answer full = nested("number = 1\n", "capacity = 600\n");
  EXPECT_EQ(full.code, 1);
  EXPECT_NE(full.err.find("capacities are too small"), std::string::npos) << full.err;
}

/// Workers for the mean of the duty hours, and for the busiest of them.
TEST_F(Site, StaffsTheBusiestHourOfDuty) {
  const auto staff = [&](const std::string& hours) {
    const Answer answer = site(
        "[[request]]\nkind = \"repair\"\nrate = \"20 per resident per year\"\nhandle = \"lognormal 20 min cv 0.8\"\n"
        "hours = [1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        "[siting]\nproblem = \"p-median\"\nnumber = 2\n[siting.staff]\nhours = \"" +
        hours + "\"\nreplications = 2\n");
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_EQ(answer.out.find("busiest hour of duty") != std::string::npos, hours == "peak") << answer.out;
    return body().at("staff").at("after");
  };
  const json mean = staff("mean");
  const json peak = staff("peak");
  EXPECT_EQ(mean.at("hours"), "mean");
  EXPECT_EQ(peak.at("hours"), "peak");
  ASSERT_EQ(mean.at("grids").size(), peak.at("grids").size());
  EXPECT_GT(peak.at("workers_needed").get<int>(), mean.at("workers_needed").get<int>());
  for (std::size_t i = 0; i < mean.at("grids").size(); ++i) {
    const json& usual = mean.at("grids").at(i);
    const json& busy = peak.at("grids").at(i);
    EXPECT_FALSE(usual.contains("busiest_hour"));
    const json& hour = busy.at("busiest_hour");
    EXPECT_EQ(hour.at("hour").at("en"), "Mon 09:00");
    // A year's requests: 5 of 28 in this hour of each day; 40 hours of duty, on which what is ordered off duty is spread.
    const double duty = usual.at("requests_per_duty_hour").get<double>() * 40;
    const double off = mean.at("off_duty_share").get<double>();
    EXPECT_NEAR(hour.at("requests_per_hour").get<double>(), duty / 7 * 5 / 28 + duty * off / 40, duty * 1e-4);
    ASSERT_TRUE(busy.contains("workers_needed"));
    EXPECT_GE(hour.at("share").get<double>(), 0.9);
    EXPECT_GT(busy.at("share").get<double>(), hour.at("share").get<double>()) << "the other hours are quieter";
    EXPECT_GT(busy.at("workers_needed").get<int>(), usual.at("workers_needed").get<int>());
    EXPECT_TRUE(busy.contains("simulated"));
    EXPECT_FALSE(busy.at("simulated").at("below").get<bool>());
  }
}

/// Whatever the method, what the sites have is shared out among those who reach them, and nothing is lost.
TEST_F(Site, ScoresAccessibilityByTheMethodAskedFor) {
  const auto demand = [&] {
    return run_command(
               {"ogrinfo", "-q", path("sites/a/sites.gpkg"), "-sql", "SELECT accessibility FROM demand ORDER BY building"})
        .out;
  };
  const auto score = [&](const std::string& table) {
    const Answer answer = site("[siting]\nproblem = \"p-median\"\nnumber = 2\nmode = \"walk\"\nstandard = \"15 min\"\n" +
                               (table.empty() ? "" : "[siting.accessibility]\n" + table));
    EXPECT_EQ(answer.code, 0) << answer.err;
    const json found = body();
    const json& residents = found.at("accessibility").at("after").at("groups").at(1);
    const double people = found.at("groups").at(1).at("after").at("all").get<double>();
    EXPECT_NEAR(residents.at("mean").get<double>(), (600 + 700) * 1000 / people, 0.01) << table;
    return found.at("accessibility");
  };
  const json plain = score("");
  EXPECT_EQ(plain.at("method"), "two-step");
  EXPECT_EQ(plain.at("catchment_minutes"), json::array({15}));
  EXPECT_FALSE(plain.contains("weights"));
  const std::string alike = demand();
  const json enhanced = score("method = \"enhanced\"\n");
  EXPECT_EQ(enhanced.at("catchment_minutes"), json::array({5, 10, 15}));
  EXPECT_EQ(enhanced.at("weights"), json::array({1, 0.68, 0.22}));
  const std::string zones = demand();
  EXPECT_NE(zones, alike);
  EXPECT_EQ(score("method = \"enhanced\"\ndecay = \"gaussian\"\ncatchment = [\"20 min\"]\n").at("decay"), "gaussian");
  EXPECT_NE(demand(), zones);
  EXPECT_EQ(score("method = \"three-step\"\n").at("method"), "three-step");
  EXPECT_NE(demand(), zones) << "people choose";
  EXPECT_NE(read("sites/a/report.html").find("Wan, Zou and Sternberg 2012"), std::string::npos);

  const auto refused = [&](const std::string& table, const std::string& why) {
    const Answer answer = site("[siting]\nproblem = \"p-median\"\nnumber = 2\n[siting.accessibility]\n" + table);
    EXPECT_EQ(answer.code, 2) << table;
    EXPECT_NE(answer.err.find(why), std::string::npos) << answer.err;
  };
  refused("weights = [\"50 %\"]\n", "siting.accessibility.weights");
  refused("decay = \"gaussian\"\n", "not read by two-step");
  refused("catchment = [\"5 min\", \"10 min\"]\n", "one catchment");
  refused("method = \"enhanced\"\ncatchment = [\"10 min\", \"5 min\"]\n", "must be above zero and rise");
  refused("method = \"enhanced\"\ncatchment = [\"5 min\", \"10 min\"]\n", "0 weights, but catchment has 2 zones");
  refused("method = \"enhanced\"\nweights = [\"20 %\", \"50 %\", \"10 %\"]\n", "not rise");
}

TEST_F(Site, ComparesGroupsBeforeAndAfterAndPairsOrganisations) {
  write("old.csv", "x,y,persons\n" + fmt::format("{:.8f},{:.8f},40\n", 9.5 + 60 / 75900.0, 47.1 + 60 / 111200.0) +
                       fmt::format("{:.8f},{:.8f},10\n", 9.5 + 1200 / 75900.0, 47.1 + 400 / 111200.0));
  write("stations.csv", "name,x,y\n" + fmt::format("old hall,{:.8f},{:.8f}\n", 9.5 + 1500 / 75900.0, 47.1 + 700 / 111200.0));
  write("firms.csv", "name,x,y,skills,grids\n" + room("law firm", 300, 300, "\"mediation, law\",1") +
                         room("bakery", 1000, 300, "bread,9") + room("school", 1200, 300, "mediation,2"));
  const Answer answer = site(R"([[post]]
kind = "station"
level = "community"
at = "stations.csv"
reference = "EPSG:4326"
[[population.group]]
name = "old"
title = { zh = "老年人", en = "Old people" }
source = "old.csv"
reference = "EPSG:4326"
count = "persons"
[pairing]
source = "firms.csv"
reference = "EPSG:4326"
skills_field = "skills"
grids_field = "grids"
skills = ["mediation"]
[siting]
problem = "p-median"
number = 2
fixed = ["d"]
standard = "2 min"
)");
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json found = body();
  EXPECT_EQ(found.at("today").at("posts"), 1);
  const json& groups = found.at("groups");
  const auto old = std::find_if(groups.begin(), groups.end(), [](const json& group) { return group.at("name") == "old"; });
  ASSERT_NE(old, groups.end());
  EXPECT_EQ(old->at("after").at("all").get<double>(), 50);
  EXPECT_GE(old->at("after").at("within").get<double>(), 40) << "they live beside room d, which is fixed";
  EXPECT_EQ(old->at("before").at("within").get<double>(), 0);
  EXPECT_TRUE(found.at("accessibility").contains("before"));
  const json& pairing = found.at("pairing");
  EXPECT_EQ(pairing.at("organisations"), 3);
  EXPECT_DOUBLE_EQ(pairing.at("minutes").get<double>(), pairing.at("bound_minutes").get<double>());
  EXPECT_EQ(pairing.at("pairs").get<int>() + pairing.at("unmet").get<int>(), static_cast<int>(pairing.at("grids").size()));
  EXPECT_EQ(pairing.at("pairs"), 3) << "the bakery offers nothing that is asked for";
  const json& staff = found.at("staff").at("after");
  int needed = 0;
  for (const json& grid : staff.at("grids")) {
    needed += grid.value("workers_needed", 0);
    if (grid.contains("workers_needed")) {
      EXPECT_GE(grid.at("share").get<double>(), 0.9);
    }
  }
  EXPECT_EQ(needed, staff.at("workers_needed").get<int>());
}

// Nine in ten requests within the promise by the formula: the simulation with so many workers stands beside, grid by grid.
TEST_F(Site, OpensStyledInQgis) {
  ASSERT_EQ(site("[siting]\nproblem = \"p-median\"\nnumber = 2\nstandard = \"2 min\"\n").code, 0);
  const std::string styles = run_command({"ogrinfo", "-q", path("sites/a/sites.gpkg"), "layer_styles"}).out;
  for (const char* layer : {"posts", "demand", "candidates", "blind_spots", "posts_today"})
    EXPECT_NE(styles.find(std::string("f_table_name (String) = ") + layer + "\n"), std::string::npos) << layer << styles;
  EXPECT_NE(styles.find("useAsDefault (Integer64) = 1"), std::string::npos);
  const std::string posts = run_command({"ogrinfo", "-so", path("sites/a/sites.gpkg"), "posts"}).out;
  EXPECT_NE(posts.find("Geometry Column = geom"), std::string::npos) << "which the styles name";
}

TEST_F(Site, RunsTheExampleOfItsPage) {
  std::ifstream in(WANGGE_SOURCE "/docs/siting.md");
  const std::string page{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::size_t begin = page.find("```toml\n") + 8;
  ASSERT_LT(begin, page.size());
  write("site.toml", page.substr(begin, page.find("```", begin) - begin));
  const Answer answer = run({"--lang", "zh"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(chosen(), "a b ");
  EXPECT_NE(answer.out.find("老年人"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("已证明最优"), std::string::npos) << answer.out;
}

TEST_F(Site, WritesTheSameBytesForAnyNumberOfThreads) {
  const std::string section = "[siting]\nproblem = \"maximal-cover\"\nnumber = 2\nstandard = \"2 min\"\n";
  ASSERT_EQ(site(section, {"--threads", "1"}).code, 0);
  const std::string one = read("sites/a/site.json") + read("sites/a/report.html");
  ASSERT_EQ(site(section, {"--threads", "3"}).code, 0);
  EXPECT_EQ(one, read("sites/a/site.json") + read("sites/a/report.html"));
}

}  // namespace
}  // namespace wangge::test
