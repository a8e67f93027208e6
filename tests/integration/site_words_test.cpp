#include "tests/integration/sited_rooms.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// What `wangge site` refuses, and what it says of workers.
namespace wangge::test {
namespace {

TEST_F(Site, SaysWhichAndWhyWhereTheQuestionCannotBeAnswered) {
  struct Case {
    const char* section;
    int code;
    const char* words;
  };
  for (const Case& one :
       {Case{"problem = \"p-median\"\nnumber = 5\n", 1,
             "5 sites are asked for (siting.number), but only 4 of 4 candidates can be chosen"},
        Case{"problem = \"p-median\"\nnumber = 4\nfloor_area = \"500 m2\"\n", 1,
             "only 3 of 4 candidates can be chosen; the others cannot: 1 because its floor area is too small or unknown"},
        Case{"problem = \"p-median\"\nbudget = 40\n", 1, "pays for no site: the cheapest, \"c\", costs 50"},
        Case{"problem = \"p-median\"\nbudget = 150\nfixed = [\"b\"]\n", 1,
             "the fixed sites cost 200 together, more than the budget of 150"},
        Case{"problem = \"p-median\"\nnumber = 1\nfixed = [\"a\", \"b\"]\n", 1, "2 sites are fixed, more than the 1 to choose"},
        Case{"problem = \"p-median\"\nnumber = 1\nfixed = [\"c\"]\nfloor_area = \"500 m2\"\n", 1,
             "candidate \"c\" is fixed, but cannot be chosen: its floor area is too small or unknown"},
        Case{"problem = \"set-cover\"\nstandard = \"1 min\"\n", 1, "a full cover is impossible"},
        Case{"problem = \"p-median\"\nnumber = 1\nfixed = [\"aa\"]\n", 2, "no candidate is named \"aa\""},
        Case{"problem = \"p-median\"\n", 2, "p-median needs number or budget"},
        Case{"problem = \"p-median\"\nnumber = 1\nbusy = \"30 %\"\n", 2, "siting.busy: is not read by p-median"},
        Case{"problem = \"maximal-expected-cover\"\nnumber = 1\n", 2, "siting.busy: is missing"},
        Case{"problem = \"nested\"\nlevels = [\"comunity\"]\n", 2, "did you mean \"community\"?"},
        Case{"problem = \"p-median\"\nnumber = 1\ndemand = \"old\"\n", 2, "there is no \"old\"; expected one of: households"}}) {
    const Answer answer = site(std::string("[siting]\n") + one.section);
    EXPECT_EQ(answer.code, one.code) << one.section << answer.err;
    EXPECT_NE(answer.err.find(one.words), std::string::npos) << one.section << answer.err;
    EXPECT_FALSE(written()) << one.section;
  }
  ASSERT_EQ(site("[siting]\nproblem = \"p-median\"\nnumber = 1\n").code, 0);
  std::filesystem::copy_file(path("rooms.csv"), path("sites/a/rooms.csv"));
  const Answer kept = run({"--set", "siting.candidates.source=sites/a/rooms.csv"});
  EXPECT_EQ(kept.code, 2);
  EXPECT_NE(kept.err.find("rooms.csv, which is read"), std::string::npos) << kept.err;
  EXPECT_TRUE(std::filesystem::exists(path("sites/a/rooms.csv")));
  const Answer without = wangge({"site", scenario(), "--out", path("sites/a")});
  EXPECT_EQ(without.code, 2);
  EXPECT_NE(without.err.find("there is no section [siting]"), std::string::npos) << without.err;
}

TEST_F(Site, CountsThePostsOfASiteWhereItChecksTheirNumber) {
  const auto section = [](int number) {
    return fmt::format(
        "[siting]\nproblem = \"maximal-expected-cover\"\nnumber = {}\nbusy = \"30 %\"\nposts_per_site = 2\nstandard = \"3 "
        "min\"\n",
        number);
  };
  EXPECT_EQ(site(section(7)).code, 0);
  const Answer possible = wangge({"check", path("site.toml")});
  EXPECT_EQ(possible.out.find("site.too_few"), std::string::npos) << possible.out;
  std::filesystem::remove_all(path("sites/a"));
  const Answer answer = site(section(9));
  EXPECT_EQ(answer.code, 1);
  const char* words = "9 posts are asked for (siting.number), but only 4 of 4 candidates can be chosen, each for 2 posts";
  EXPECT_NE(answer.err.find(words), std::string::npos) << answer.err;
  const Answer impossible = wangge({"check", path("site.toml"), "--verbose"});
  EXPECT_EQ(impossible.code, 1);
  EXPECT_NE(impossible.out.find(words), std::string::npos) << impossible.out;
}

TEST_F(Site, NamesCandidatesThatCannotBeUsedAndEndsWithOne) {
  write_rooms(room("far", -5000, 400, "600,10,new,") + room("a", 500, 500, "600,10,new,") + room("yard", 74, 74, "600,10,new,") +
              "lost,,,600,10,new,\n");
  const Answer answer = site("[siting]\nproblem = \"p-median\"\nnumber = 2\n", {"--set", "travel.access_limit=50 m"});
  EXPECT_EQ(answer.code, 1) << answer.err;
  EXPECT_EQ(chosen(), "a b ") << "the answer is given among the others";
  for (const char* words : {"\"far\" lies outside the area", "two candidates are named \"a\"",
                            "candidate \"yard\" has no road for ebike", "candidate \"lost\" has no place"})
    EXPECT_NE(answer.out.find(words), std::string::npos) << words << answer.out;
  EXPECT_NE(answer.err.find("the input has 4 errors"), std::string::npos) << answer.err;
  // Nobody is lost: homes without a road within 50 m are counted.
  const json households = body().at("groups").at(0).at("after");
  EXPECT_EQ(households.at("within").get<double>() + households.at("beyond").get<double>() + households.at("no_way").get<double>(),
            2304);
  EXPECT_EQ(body().at("search").at("left_out").at("no_way").get<double>(), households.at("no_way").get<double>());
}

TEST_F(Site, TellsOfANameThatAForbiddenCandidateBearsToo) {
  for (const bool first : {true, false}) {
    const std::string barred = room("e", 450, 400, "650,80,new,forbidden");
    const std::string open = room("e", 500, 400, "650,80,new,");
    write_rooms(first ? barred + open : open + barred);
    const Answer answer = site("[siting]\nproblem = \"p-median\"\nnumber = 1\n");
    EXPECT_EQ(answer.code, 1) << answer.err;
    EXPECT_NE(answer.out.find("two candidates are named \"e\", one of them forbidden; only that one is left out"),
              std::string::npos)
        << answer.out;
    EXPECT_EQ(body().at("candidates").at("forbidden"), 1);
    EXPECT_EQ(body().at("candidates").at("duplicate"), 0);
    const Answer checked = wangge({"check", path("site.toml"), "--verbose"});
    EXPECT_EQ(checked.code, 1);
    EXPECT_NE(checked.out.find("error site.duplicate x1"), std::string::npos) << checked.out;
    std::filesystem::remove_all(path("sites/a"));
  }
}

TEST_F(Site, TrimsBlanksOfNumbersAndRooms) {
  write_rooms(room("e", 450, 400, " 650 , 80, new ,") + room("f", 500, 400, "  ,80,  ,"));
  const Answer answer = site("[siting]\nproblem = \"p-median\"\nnumber = 1\nfixed = [\"e\"]\nfloor_area = \"640 m2\"\n");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.out.find("site.unnamed_room"), std::string::npos) << answer.out;
  EXPECT_EQ(body().at("sites").at(0).at("floor_area_m2"), 650);
  EXPECT_EQ(body().at("sites").at(0).at("cost"), 80);
  EXPECT_EQ(body().at("candidates").at("too_small"), 3) << "an area of blanks is not known";
}

TEST_F(Site, WarnsOfAWordOfChoiceThatItDoesNotKnow) {
  write_rooms(room("e", 450, 400, "650,80,new,Fixed") + room("f", 500, 400, "650,80,new, forbidden "));
  const Answer answer = site("[siting]\nproblem = \"p-median\"\nnumber = 1\n");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("site.unnamed_choice x1"), std::string::npos) << answer.out;
  EXPECT_NE(
      answer.out.find("\"e\": \"Fixed\" is neither a word for fixed (fixed) nor for forbidden (forbidden); it may be chosen "
                      "or not; did you mean \"fixed\"?"),
      std::string::npos)
      << answer.out;
  EXPECT_EQ(body().at("candidates").at("forbidden"), 1) << "blanks around a word do not count";
}

TEST_F(Site, RefusesLayersWithoutAnyPlace) {
  write("rooms.csv", "name,floor_area,cost,room,choice\na,600,100,new,\nb,600,100,new,\n");
  const std::string section = "[siting]\nproblem = \"p-median\"\nnumber = 1\n";
  const Answer candidates = site(section);
  EXPECT_EQ(candidates.code, 1) << candidates.err;
  EXPECT_NE(candidates.err.find("none of the 2 records of siting.candidates.source has a place"), std::string::npos)
      << candidates.err;
  write("rooms.csv", "name,floor_area,cost,room,choice\na,600,100,new,\n");
  const Answer one = site(section);
  EXPECT_NE(one.err.find("the only record of siting.candidates.source has no place"), std::string::npos) << one.err;
  write("rooms.csv", "name,floor_area,cost,room,choice\na,600,100,new,\nb,600,100,new,\n");
  const Answer posts = site("[[post]]\nkind = \"station\"\nat = \"rooms.csv\"\nreference = \"EPSG:4326\"\n" + section);
  EXPECT_EQ(posts.code, 1) << posts.err;
  EXPECT_NE(posts.err.find("gives no post of the kind \"station\""), std::string::npos) << posts.err;
  EXPECT_FALSE(written());
}

TEST_F(Site, SaysWhomASetCoverLeavesOut) {
  const Answer answer = site("[siting]\nproblem = \"set-cover\"\nstandard = \"2 min\"\nout_of_reach = \"leave out\"\n");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("sites needed to reach all that any candidate reaches within 2 min"), std::string::npos)
      << answer.out;
  const double beyond = body().at("search").at("left_out").at("beyond").get<double>();
  EXPECT_GT(beyond, 0);
  EXPECT_NE(answer.out.find(fmt::format("left out: {:.0f} (households), farther than the standard", beyond)), std::string::npos)
      << answer.out;
}

TEST_F(Site, SaysThatNoNumberOfWorkersMeetsATargetBelowTheWays) {
  const Answer answer = site("[siting]\nproblem = \"p-median\"\nnumber = 1\nstaff = { share = \"90 %\", within = \"20 s\" }\n");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("met in no grid by any number of workers"), std::string::npos) << answer.out;
  EXPECT_EQ(answer.out.find("0 workers needed"), std::string::npos) << answer.out;
}

TEST_F(Site, NamesCandidatesOfALevelThatIsNotAsked) {
  const auto rooms = [&](const std::string& choice) {
    write("rooms.csv", "name,x,y,level,choice\n" + room("a", 400, 400, ",") + room("b", 1200, 400, "community,") +
                           room("c", 800, 400, "comunity," + choice) + room("d", 30, 30, "district,"));
    write("site.toml", R"(extends = "town.toml"
[siting]
problem = "nested"
levels = ["community"]
[siting.candidates]
source = "rooms.csv"
reference = "EPSG:4326"
level = "level"
choice = { field = "choice" }
)");
  };
  rooms("");
  const Answer free = run();
  EXPECT_EQ(free.code, 0) << free.err;
  EXPECT_EQ(chosen(), "a b ");
  EXPECT_EQ(body().at("candidates").at("level_unknown"), 2);
  const json free_body = body();
  const json& all = free_body.at("findings");
  const auto unknown =
      std::find_if(all.begin(), all.end(), [](const json& one) { return one.at("rule") == "site.level_unknown"; });
  ASSERT_NE(unknown, all.end()) << all.dump(1);
  EXPECT_EQ(unknown->at("count"), 2);
  EXPECT_EQ(unknown->at("example").at("en"),
            "candidate \"c\" cannot be chosen: its level \"comunity\" is none of siting.levels; expected one of community or "
            "nothing; did you mean \"community\"?");
  const Answer checked = wangge({"check", path("site.toml"), "--verbose"});
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_NE(checked.out.find("warning site.level_unknown x2\n    rooms.csv"), std::string::npos) << checked.out;
  EXPECT_NE(checked.out.find("repair: correct the candidate's level, or name it in siting.levels"), std::string::npos)
      << checked.out;
  std::filesystem::remove_all(path("sites/a"));
  rooms("fixed");
  const Answer fixed = run();
  EXPECT_EQ(fixed.code, 1);
  EXPECT_NE(fixed.err.find("'rooms.csv': candidate \"c\" is fixed, but cannot be chosen: its level \"comunity\" is none of "
                           "siting.levels; expected one of community or nothing; did you mean \"community\"?"),
            std::string::npos)
      << fixed.err;
  EXPECT_FALSE(written());
  const Answer audit = wangge({"check", path("site.toml"), "--verbose"});
  EXPECT_EQ(audit.code, 1) << audit.err;
  EXPECT_NE(audit.out.find("error site.fixed_barred x1"), std::string::npos) << audit.out;
  EXPECT_NE(audit.out.find("warning site.level_unknown x1"), std::string::npos) << audit.out;
  const Answer zh = run({"--lang", "zh"});
  EXPECT_NE(zh.err.find("其级别“comunity”不在 siting.levels 之中，应为 community 之一或留空；是不是“community”？"),
            std::string::npos)
      << zh.err;
}

TEST_F(Site, TakesAValidCandidateWhoseNameAnotherOfNoLevelBears) {
  const auto rooms = [&](const std::string& level) {
    write("rooms.csv",
          "name,x,y,level\n" + room("a", 400, 400, "") + room("b", 800, 400, "comunity") + room("b", 1200, 400, level));
    write("site.toml", R"(extends = "town.toml"
[siting]
problem = "nested"
levels = ["community"]
[siting.candidates]
source = "rooms.csv"
reference = "EPSG:4326"
level = "level"
)");
  };
  rooms("\" community \"");
  const Answer answer = run();
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(chosen(), "a b ");
  EXPECT_EQ(body().at("candidates").at("duplicate"), 0);
  EXPECT_EQ(body().at("candidates").at("level_unknown"), 1) << "blanks around a level do not count";
  const json answers = body().at("answers");
  for (const json& part : answers) {
    if (part.value("level", "") != "free") continue;
    EXPECT_EQ(part.contains("stopped_by"), part.at("proven").get<bool>()) << part.dump();
  }
  std::filesystem::remove_all(path("sites/a"));
  rooms("comunity");
  const Answer refused = run();
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("(such as \"b\": its level \"comunity\" is none of siting.levels)"), std::string::npos)
      << refused.err;
  EXPECT_NE(run({"--lang", "zh"}).err.find("（如“b”：其级别“comunity”不在 siting.levels 之中）"), std::string::npos);
}

TEST_F(Site, ChecksWorkersOverTheDaysThatCount) {
  const std::string section =
      "[siting]\nproblem = \"p-median\"\nnumber = 2\nstandard = \"2 min\"\n[siting.staff]\nreplications = 2\n";
  ASSERT_EQ(site(section, {"--set", "simulation.warm_up=1 d"}).code, 0);
  EXPECT_EQ(body().at("staff").at("after").at("check").at("days"), 2.0);
  ASSERT_EQ(site(section, {"--set", "simulation.warm_up=auto", "--set", "request.repair.rate=0.001 per resident per year"}).code,
            0);
  EXPECT_NE(read("sites/a/site.json").find("simulation.warm_up_unknown"), std::string::npos);
}

TEST_F(Site, ChecksWorkersBySimulation) {
  const std::string section =
      "[siting]\nproblem = \"p-median\"\nnumber = 2\nstandard = \"2 min\"\n[siting.staff]\nreplications = 5\n";
  const Answer answer = site(section, {"--threads", "1"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json staff = body().at("staff").at("after");
  int grids = 0;
  int contradicted = 0;
  for (const json& grid : staff.at("grids")) {
    const json& simulated = grid.at("simulated");
    const json& interval = simulated.at("share").at("ci95");
    const double formula = grid.at("share").get<double>();
    const bool holds = interval.at(0).get<double>() <= formula && formula <= interval.at(1).get<double>();
    EXPECT_EQ(simulated.at("contradicts").get<bool>(), !holds);
    EXPECT_EQ(simulated.contains("cause"), !holds);
    EXPECT_GT(simulated.at("requests").get<double>(), 1);
    contradicted += holds ? 0 : 1;
    ++grids;
    EXPECT_NE(answer.out.find("\n" + grid.at("code").get<std::string>() + "  "), std::string::npos) << answer.out;
  }
  EXPECT_GT(grids, 4);
  EXPECT_EQ(staff.at("check").at("grids"), grids);
  EXPECT_EQ(staff.at("check").at("contradicted"), contradicted);
  EXPECT_EQ(staff.at("check").at("replications"), 5);
  EXPECT_NE(answer.out.find("Simulated with the proposed workers, 5 times 3 days"), std::string::npos) << answer.out;
  EXPECT_NE(read("sites/a/report.html").find("用模拟核对"), std::string::npos);
  const std::string one = read("sites/a/site.json");
  ASSERT_EQ(site(section, {"--threads", "3"}).code, 0);
  EXPECT_EQ(one, read("sites/a/site.json"));
}

// Round the clock, with work as random as the formula has it, formula and simulation are near. With all requests
// between nine and ten in the morning the hours are named as the cause.
TEST_F(Site, SaysWhyTheSimulationContradictsTheFormula) {
  const std::string section =
      "[dispatch]\naccept = \"constant 1 min\"\n[siting]\nproblem = \"p-median\"\nnumber = 2\n"
      "standard = \"2 min\"\n[siting.staff]\nreplications = 20\n";
  const std::string town = read("town.toml");
  const auto with = [](std::string text, const std::string& old, const std::string& now) {
    return text.replace(text.find(old), old.size(), now);
  };
  const std::string handle = "handle = \"lognormal 20 min cv 0.8\"";
  const std::string shift = "shift = [\"mon-fri 08:00-12:00\", \"mon-fri 14:00-18:00\"]";
  const std::string rate = "rate = \"2 per resident per year\"";
  write("town.toml", with(with(with(town, handle, "handle = \"exponential 20 min\""), shift, "shift = [\"daily 00:00-24:00\"]"),
                          rate, "rate = \"8 per resident per year\""));
  const Answer calm = site(section);
  ASSERT_EQ(calm.code, 0) << calm.err;
  const auto caused_by = [&](const std::string& cause) {
    int count = 0;
    const json found = body();
    for (const json& grid : found.at("staff").at("after").at("grids"))
      count += grid.at("simulated").value("cause", "") == cause ? 1 : 0;
    return count;
  };
  const json calm_staff = body().at("staff").at("after");
  for (const json& grid : calm_staff.at("grids"))
    EXPECT_NEAR(grid.at("simulated").at("share").at("value").get<double>(), grid.at("share").get<double>(), 0.03);

  std::string hours = "hours = [0";
  for (int hour = 1; hour < 24; ++hour) hours += hour == 9 ? ", 1" : ", 0";
  write("town.toml", with(with(town, handle, "handle = \"exponential 20 min\""), rate, rate + "\n" + hours + "]"));
  const Answer answer = site(section);
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json rushed = body().at("staff").at("after");
  EXPECT_GT(rushed.at("check").at("contradicted").get<int>() * 2, rushed.at("check").at("grids").get<int>());
  EXPECT_GT(caused_by("shifts"), 0) << rushed.dump(1);
  EXPECT_NE(answer.out.find("requests pile up"), std::string::npos) << answer.out;
}

TEST_F(Site, KeepsMadeCandidatesWhereTheyStandWhileRoadsAreClosed) {
  const auto candidates = [&](const std::string& roads) {
    write("site.toml", "extends = \"town.toml\"\n" + roads +
                           "[siting]\nproblem = \"p-median\"\nnumber = 2\n[siting.candidates]\ngenerate = \"road nodes\"\n");
    const Answer answer = run();
    EXPECT_EQ(answer.code, 0) << answer.err;
    return run_command({"ogrinfo", "-q", path("sites/a/sites.gpkg"), "-sql",
                        "SELECT name, ST_AsText(geom) AS place FROM candidates ORDER BY name"})
        .out;
  };
  const std::string open = candidates("");
  ASSERT_NE(open.find("POINT"), std::string::npos) << open;
  EXPECT_EQ(candidates("[roads]\nclosed = [\"roads/1\", \"roads/2\", \"roads/3\", \"roads/4\"]\n"), open);
}

}  // namespace
}  // namespace wangge::test
