#include "scenarios/lab/site.h"

#include "engine/core/error.h"
#include "engine/siting/location/covering.h"
#include "scenarios/lab/site_files.h"
#include "tests/support/refusal.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>

namespace wangge::scenarios {
namespace {

using test::refusal;

using nlohmann::json;

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

TEST(LabSite, TakesTheLastLengthOfAnEdgeGivenTwice) {
  const test::TemporaryFolder folder;
  // A path 1 - 2 - 3; the edge 2 - 3 is 9 long at first, then 4.
  write(folder / "path.txt", " 3 3 1 \n 1 2 3 \n 2 3 9 \n 3 2 4 \n");
  SiteQuestion question;
  question.task = read_orlib(folder / "path.txt");
  question.numbered = true;
  const json answer = json::parse(lab_site(question));
  EXPECT_EQ(answer.at("cost"), 7);
  EXPECT_EQ(answer.at("bound"), 7);
  EXPECT_EQ(answer.at("sites"), json::array({2}));
  EXPECT_EQ(answer.at("stopped_by"), "proof");
  question.objective = SiteObjective::centre;
  EXPECT_EQ(json::parse(lab_site(question)).at("cost"), 4);
}

TEST(LabSite, NamesTheLineOfABrokenInstance) {
  const test::TemporaryFolder folder;
  const std::string path = (folder / "bad.txt").string();
  const auto say = [&](const std::string& text) {
    write(path, text);
    return refusal([&] { static_cast<void>(read_orlib(path)); });
  };
  EXPECT_EQ(say("3 2\n"), path + " line 1: expected three whole numbers: nodes, edges, p");
  EXPECT_EQ(say("3 2 1\n1 2 5\n"), path + " line 3: there are only 1 edges of 2");
  EXPECT_EQ(say("3 2 1\n1 2 5\n1 4 5\n"), path + " line 3: '1 4 5': expected two nodes from 1 to 3 and a length");
  EXPECT_EQ(say("3 2 1\n1 2 5\n1 3 -5\n"), path + " line 3: '1 3 -5': expected two nodes from 1 to 3 and a length");
}

/// Two halls, three villages.
class Tables {
 public:
  Tables() {
    write(tables.distances,
          "\xEF\xBB\xBF"
          "distance,name,destination\r\n100,north,a\r\n900,north,b\n500,south,\"b\"\n200,south,c\n");
    write(tables.demand, "id,village,population\n1,a,50\n2,b,30\n3,c,20\n");
  }

  test::TemporaryFolder folder;
  SiteTables tables{.distances = folder / "km.csv", .demand = folder / "people.csv", .sites = {}, .columns = {}};
};

TEST(LabSite, ReadsTablesByTheNamesOfTheirColumns) {
  const Tables files;
  SiteQuestion question;
  question.task = read_site_tables(files.tables);
  EXPECT_EQ(question.task.sites.size(), 2U);
  EXPECT_EQ(question.task.lengths(siting::SiteId(0), siting::DemandId(2)), siting::no_way);
  question.task.most_sites = 2;
  json answer = json::parse(lab_site(question));
  EXPECT_EQ(answer.at("cost"), 50 * 100 + 30 * 500 + 20 * 200);
  EXPECT_EQ(answer.at("sites"), json::array({"north", "south"}));
  question.objective = SiteObjective::max_cover;
  question.radius = 500;
  question.task.most_sites = 1;
  question.out = files.folder / "who.txt";
  answer = json::parse(lab_site(question));
  // Half of the weight, but two of three villages are in reach of the south: the share is of the weight.
  EXPECT_EQ(answer.at("cost"), 50);
  EXPECT_EQ(answer.at("share"), 0.5);
}

TEST(LabSite, ReadsWhatASiteCosts) {
  Tables files;
  files.tables.sites = files.folder / "halls.csv";
  write(*files.tables.sites, "site,cost,floor,capacity,fixed,forbidden\nsouth,30,480,,0,1\nnorth,20.5,600,90,1,0\n");
  const siting::SitingTask task = read_site_tables(files.tables);
  const siting::Candidate& north = task.sites[siting::SiteId(0)];
  const siting::Candidate& south = task.sites[siting::SiteId(1)];
  EXPECT_EQ(north.cost, 20.5);
  EXPECT_EQ(north.capacity, 90);
  EXPECT_TRUE(north.fixed && !north.forbidden);
  EXPECT_EQ(south.floor, core::SquareMetres(480));
  EXPECT_TRUE(south.forbidden && !south.fixed && !south.capacity);
}

TEST(LabSite, RefusesASiteThatIsListedTwice) {
  Tables files;
  files.tables.sites = files.folder / "halls.csv";
  write(*files.tables.sites, "site,cost\nnorth,5\nnorth,7\n");
  EXPECT_EQ(refusal([&] { static_cast<void>(read_site_tables(files.tables)); }),
            files.tables.sites->string() + ":3: site north occurs twice");
}

TEST(LabSite, RefusesATableOfSitesThatItWouldNotHeed) {
  Tables files;
  files.tables.sites = files.folder / "halls.csv";
  const std::string halls = files.tables.sites->string();
  const auto say = [&](const std::string& text) {
    write(halls, text);
    return refusal([&] { static_cast<void>(read_site_tables(files.tables)); });
  };
  EXPECT_EQ(say("site,capcity\nnorth,5\nsouth,7\n"),
            halls +
                ": column capcity is unknown; did you mean capacity?; there may be: site, cost, floor, capacity, fixed, "
                "forbidden");
  EXPECT_EQ(say("site,x\nnorth,5\nsouth,7\n"),
            halls + ": column x is unknown; there may be: site, cost, floor, capacity, fixed, forbidden");
  EXPECT_EQ(say("site,cost,Cost\nnorth,5,6\nsouth,7,7\n"), halls + ": column Cost occurs twice");
  EXPECT_EQ(say("site,cost\nnorth,5\n"), halls + ": lacks site south, of " + files.tables.distances.string());
  EXPECT_EQ(say("site,cost\n"), halls + ": lacks 2 sites, the first of them north, of " + files.tables.distances.string());
  EXPECT_EQ(say("site,fixed\nnorth,1\nsouth,yes\n"), halls + ":3: fixed = \"yes\", expected 0 or 1");
  EXPECT_EQ(say("site,forbidden\nnorth,2\nsouth,0\n"), halls + ":2: forbidden = \"2\", expected 0 or 1");
  EXPECT_EQ(say("site,fixed\nnorth,1\nsouth,\n"), halls + ":3: fixed = \"\", expected 0 or 1");
  files.tables.with_budget = true;
  EXPECT_EQ(say("site,floor\nnorth,5\nsouth,7\n"), halls + ": has no column cost, which --budget needs; there are: site, floor");
  files.tables.with_budget = false;
  files.tables.with_floor = true;
  EXPECT_EQ(say("site,cost\nnorth,5\nsouth,7\n"), halls + ": has no column floor, which --floor needs; there are: site, cost");
}

TEST(LabSite, HeedsCapacities) {
  Tables files;
  files.tables.sites = files.folder / "halls.csv";
  write(*files.tables.sites, "site,capacity\nnorth,60\nsouth,50\n");
  SiteQuestion question;
  question.task = read_site_tables(files.tables);
  question.task.most_sites = 2;
  // The north is full with a, so b goes south.
  EXPECT_EQ(json::parse(lab_site(question)).at("cost"), 50 * 100 + 30 * 500 + 20 * 200);
  question.task.sites[siting::SiteId(1)].capacity = 49;
  EXPECT_EQ(refusal([&] {
              static_cast<void>(lab_site(question));
            }).rfind("no choice serves every demand point within the capacities: the demand is ", 0),
            0U);
  question.objective = SiteObjective::centre;
  EXPECT_EQ(refusal([&] { static_cast<void>(lab_site(question)); }), "capacities belong to p-median, not to p-centre");
}

TEST(LabSite, NamesWhatIsWrongInATable) {
  const Tables files;
  const std::string km = files.tables.distances.string();
  const std::string people = files.tables.demand.string();
  const auto say = [&] { return refusal([&] { static_cast<void>(read_site_tables(files.tables)); }); };
  write(km, "distance,name,destination\n100,north,a\n9,north,d\n");
  EXPECT_EQ(say(), km + ":3: " + people + " has no demand point d");
  write(km, "distance,name,destination\n100,north,a\n9,north,a\n");
  EXPECT_EQ(say(), km + ":3: the length from north to a is given twice");
  write(km, "distance,name,destination\nfar,north,a\n");
  EXPECT_EQ(say(), km + ":2: distance = \"far\" is not a number from 0");
  write(km, "distance,name,destination\n,north,a\n");
  EXPECT_EQ(say(), km + ":2: distance = \"\" is not a number from 0");
  write(km, "distance,name,destination\n1,north\n");
  EXPECT_EQ(say(), km + ":2: has 2 cells, but there are 3 column names");
  write(km, "distance,name,destination\n1,north,\"a\n");
  EXPECT_EQ(say(), km + ":2: a quote does not end");
  write(km, "distance,name,destination\n1,\xE5\x8C\x97,a\n2,\xB1\xB1,a\n");  // 北, then the same in GB18030
  EXPECT_EQ(say(), km + ":3: is not in UTF-8; save the file as UTF-8");
  write(km, "x,y,z\n1,2,3\n");
  EXPECT_EQ(say(), km + ": cannot tell which column it is, name it with --site-column; there are: x, y, z");
  write(km, "distance,name,destination\n100,north,a\n");
  write(people, "village,population\na,5\na,6\n");
  EXPECT_EQ(say(), people + ":3: demand point a occurs twice");
}

/// Where the cases with known answers are beside the project.
class Known : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not there";
  }
  [[nodiscard]] static json solve(SiteQuestion question) { return json::parse(lab_site(question)); }
  void expect_optima(SiteObjective objective, const std::string& file) const {
    std::ifstream optima(folder / "orlib_pmed" / file);
    std::string instance;
    int count = 0;
    for (double optimum = 0; optima >> instance >> optimum; ++count) {
      SCOPED_TRACE(instance);
      SiteQuestion question;
      question.task = read_orlib(folder / "orlib_pmed" / (instance + ".txt"));
      question.objective = objective;
      const json answer = solve(std::move(question));
      EXPECT_EQ(answer.at("cost"), optimum);
      EXPECT_EQ(answer.at("bound"), optimum);
      EXPECT_EQ(answer.at("stopped_by"), "proof");
    }
    EXPECT_EQ(count, 20);
  }
  const std::filesystem::path folder = WANGGE_VALIDATION;
};

TEST_F(Known, MediansOfTheOrLibrary) { expect_optima(SiteObjective::median, "p_median_optima.txt"); }

TEST_F(Known, CentresOfTheOrLibrary) { expect_optima(SiteObjective::centre, "p_centre_optima.txt"); }

TEST_F(Known, StoresOfSanFrancisco) {
  const std::filesystem::path here = folder / "san_francisco";
  SiteQuestion question;
  question.task = read_site_tables({.distances = here / "SF_network_distance_candidateStore_16_censusTract_205_new.csv",
                                    .demand = here / "SF_demand_205_centroid_uniform_weight.csv",
                                    .sites = {},
                                    .columns = {}});
  question.task.most_sites = 4;
  EXPECT_NEAR(solve(question).at("cost").get<double>(), 2848268129.7145, 1e-3);
  question.objective = SiteObjective::centre;
  EXPECT_NEAR(solve(question).at("cost").get<double>(), 7403.06, 0.01);
  question.objective = SiteObjective::max_cover;
  question.radius = 5000;
  const json covered = solve(question);
  EXPECT_EQ(covered.at("cost"), 875247);
  EXPECT_NEAR(covered.at("share").get<double>(), 0.91638, 1e-5);
  question.objective = SiteObjective::set_cover;
  question.task.most_sites.reset();
  EXPECT_EQ(solve(question).at("cost"), 8);
}

}  // namespace
}  // namespace wangge::scenarios
