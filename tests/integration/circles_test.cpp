#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"
#include "tests/unit/evaluation/json_schema.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

/// Circles of all kinds of responder, the effective circle, and posts that stay where they stand, in files and on maps.
namespace wangge::test {
namespace {

using nlohmann::json;

class CirclesTest : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& more) const {
    write("circles.toml", "extends = \"town.toml\"\n" + more);
    return wangge({"run", path("circles.toml"), "--out", path("runs/c")});
  }
  [[nodiscard]] json coverage() const { return json::parse(read("runs/c/metrics.json")).at("coverage"); }
  [[nodiscard]] std::string rows(const std::string& sql) const {
    return run_command({"ogrinfo", "-q", path("runs/c/plan.gpkg"), "-sql", sql}).out;
  }
};

TEST_F(CirclesTest, AreThoseOfTheHomesAloneWhereNobodySetsOutFromAPost) {
  const Answer answer = run(R"(
[coverage]
by_responder = true
[microgrids]
households = 60
[[post]]
[[responder]]
kind = "captain"
post = "home"
per = { microgrid = 1 }
mode = "walk"
shift = ["mon-fri 08:00-12:00"]
)");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("coverage.from_home"), std::string::npos) << answer.out;
  const json found = coverage();
  EXPECT_FALSE(found.contains("households")) << "of posts that nobody sets out from";
  ASSERT_EQ(found.at("by_responder").size(), 1U);
  EXPECT_GT(found.at("by_responder").at(0).at("households").get<int>(), 0);
  wangge::testing::JsonSchema schema(json::parse(read("runs/c/metrics.schema.json")));
  for (const std::string& fault : schema.faults(json::parse(read("runs/c/metrics.json")))) ADD_FAILURE() << fault;
  ASSERT_EQ(wangge({"export", path("runs/c"), "--as", "json", "--audience", "public", "--out", path("public")}).code, 0);
  EXPECT_FALSE(json::parse(read("public/metrics.json")).contains("coverage")) << "circles of kinds are no public figures";
}

TEST_F(CirclesTest, AreDrawnForEveryKindOfResponder) {
  const Answer answer = run(R"(
[coverage]
by_responder = true
effective = ["50 %", "95 %"]
[[post]]
kind = "clinic"
level = "district"
[[post]]
[[responder]]
shift = ["mon-fri 08:00-12:00", "mon-fri 14:00-18:00"]
[[responder]]
kind = "doctor"
post = "clinic"
mode = "walk"
shift = ["mon-fri 08:00-12:00"]
[export]
map = [{ theme = "effective", as = ["svg"], paper = "A4" }, { theme = "responders", as = ["svg"], paper = "A4" }]
)");
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json found = coverage();
  const json& kinds = found.at("by_responder");
  ASSERT_EQ(kinds.size(), 2U);
  EXPECT_EQ(kinds.at(0).at("responder"), "grid worker");
  EXPECT_EQ(kinds.at(0).at("households"), found.at("households"));
  EXPECT_EQ(kinds.at(1).at("responder"), "doctor");
  EXPECT_EQ(kinds.at(1).at("mode"), "walk");
  EXPECT_EQ(kinds.at(1).at("posts"), 1);
  EXPECT_EQ(kinds.at(1).at("households").get<int>() + kinds.at(1).at("households_beyond").get<int>() +
                kinds.at(1).at("households_unreachable").get<int>(),
            2304);
  EXPECT_NE(rows("SELECT COUNT(*) AS n FROM circles WHERE responder = 'doctor' AND post = 'all'").find("n (Integer) = 4"),
            std::string::npos);
  EXPECT_NE(rows("SELECT COUNT(*) AS n FROM circles WHERE responder = 'doctor' AND post <> 'all'").find("n (Integer) = 1"),
            std::string::npos);
  const std::string csv = read("runs/c/metrics.csv");
  EXPECT_NE(csv.find("coverage.by_responder[doctor].households,"), std::string::npos);

  const json& effective = found.at("effective").at("circles");
  ASSERT_GE(effective.size(), 1U);
  EXPECT_EQ(effective.at(0).at("share"), 0.5);
  EXPECT_LE(effective.at(0).at("households").get<int>(), 2304);
  EXPECT_NE(rows("SELECT COUNT(*) AS n FROM effective_circles WHERE share = 0.5").find("n (Integer) = 1"), std::string::npos);
  EXPECT_NE(read("runs/c/maps/effective-A4.svg").find("<svg"), std::string::npos);
  EXPECT_NE(read("runs/c/maps/responders-A4.svg").find("<svg"), std::string::npos);
  const std::string report = read("runs/c/report.html");
  EXPECT_NE(report.find("The circles of all kinds of responder"), std::string::npos);
  EXPECT_NE(report.find("Map of the effective circle"), std::string::npos);

  ASSERT_EQ(wangge({"export", path("runs/c"), "--audience", "partner", "--as", "gpkg,json"}).code, 0);
  const json cleared = json::parse(read("runs/c-export-partner/metrics.json"));
  EXPECT_FALSE(cleared.at("coverage").contains("by_responder")) << "counts that overlap with others";
  EXPECT_FALSE(cleared.at("coverage").value("effective", json::object()).contains("circles"));
}

TEST_F(CirclesTest, LeavePostsWhereTheyStandWhileRoadsAreClosed) {
  ASSERT_EQ(run("[[post]]\nkind = \"station\"\nlevel = \"community\"\n").code, 0);
  const std::string posts = rows("SELECT post, ST_AsText(geom) AS place FROM posts");
  ASSERT_NE(posts.find("POINT"), std::string::npos) << posts;
  // The rows of streets through the middle, by the numbers of their features.
  ASSERT_EQ(
      run("[[post]]\nkind = \"station\"\nlevel = \"community\"\n[roads]\nclosed = [\"roads/2\", \"roads/3\", \"roads/4\"]\n")
          .code,
      0);
  EXPECT_EQ(rows("SELECT post, ST_AsText(geom) AS place FROM posts"), posts);
  EXPECT_FALSE(coverage().at("changes").empty());
}

TEST_F(CirclesTest, RefuseProbabilitiesThatAreNone) {
  const Answer answer = run("[coverage]\neffective = [\"0 %\"]\n");
  EXPECT_EQ(answer.code, 2);
  EXPECT_NE(answer.err.find("coverage.effective"), std::string::npos) << answer.err;
}

}  // namespace
}  // namespace wangge::test
