#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

namespace wangge::test {
namespace {

class DemandOfARun : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& more, const std::vector<std::string>& words = {}) const {
    std::ofstream(path("town.toml"), std::ios::app) << more;
    std::vector<std::string> all = {"run", scenario(), "--out", path("runs/a"), "--lang", "en"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  [[nodiscard]] nlohmann::json metrics() const { return nlohmann::json::parse(read("runs/a/metrics.json")); }
  [[nodiscard]] double requests() const { return metrics()["simulation"]["requests"]["mean"]; }
};

TEST_F(DemandOfARun, ComesFromUsesFloorsAndSurges) {
  const Answer answer = run(R"(
[[request]]
kind = "survey"
rate = ["1 per building per day", "10 per 1000 m2 per year"]
use = ["residential"]
hours = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
weekend_hours = "all day"
handle = "constant 1 min"
[[request]]
kind = "nothing"
rate = "1000 per building per year"
use = ["industrial"]
handle = "constant 1 min"
[[surge]]
name = "storm"
kinds = ["survey"]
from = "1 d"
lasts = "24 h"
factor = 3
area = "1102"
)");
  ASSERT_EQ(answer.code, 0) << answer.err;
  const nlohmann::json kinds = metrics()["simulation"]["by_kind"];
  // 288 houses of 300 m2 on 3 floors, 3 days: 288 * 3 + 259,200 m2 * 10 / 1000 / 365 * 3, and twice half of a day on top.
  const double a_day = 288 + 259.2 * 10 / 365;
  const double expected = 3 * a_day + a_day;
  EXPECT_NEAR(kinds[1]["requests"], expected, 4 * std::sqrt(expected / 2));
  EXPECT_EQ(kinds[2]["requests"], 0.0);
}

TEST_F(DemandOfARun, IsTheLogsWhereThereIsOneAndEveryRowIsAccountedFor) {
  write("log.csv",
        "when,what,lon,lat\n"
        "2026-11-23 08:15,repair,9.5010,47.1010\n"
        "2026-11-24 09:00:30,broken lamp,9.5020,47.1020\n"
        "soon,repair,9.5020,47.1020\n"
        "2026-11-24 10:00,repair,9.8,47.5\n"
        "2026-11-24 11:00,repair,,\n"
        "2026-11-24 12:00,riot,9.5020,47.1020\n"
        "2026-11-22 12:00,repair,9.5020,47.1020\n"
        "2026-12-24 12:00,repair,9.5020,47.1020\n");
  const Answer answer = run(R"(
[log]
source = "log.csv"
reference = "EPSG:4326"
opened = "when"
kind = "what"
kinds = { "broken lamp" = "repair" }
)",
                            {"--set", "simulation.start=2026-11-23"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(requests(), 2.0) << "in each replication";
  const std::string rows = read("runs/a/requests.csv");
  EXPECT_NE(rows.find("repair"), std::string::npos);
  const std::string found = metrics()["findings"].dump();
  for (const char* rule :
       {"log.bad_date", "log.unknown_kind", "log.outside", "log.before_start", "log.after_horizon", "log.replayed"})
    EXPECT_NE(found.find(rule), std::string::npos) << rule;
  EXPECT_NE(found.find("Time 0 is 2026-11-23 00:00, which simulation.start sets; "), std::string::npos) << found;
  EXPECT_EQ(found.find("the log is of"), std::string::npos) << "most rows are not";
  EXPECT_EQ(found.find("scenario.zero_rate"), std::string::npos) << "no rate is used";
  const Answer exported = wangge({"export", path("runs/a"), "--as", "json", "--audience", "public", "--out", path("out")}, {});
  ASSERT_EQ(exported.code, 0) << exported.err;
  const nlohmann::json told = nlohmann::json::parse(read("out/metrics.json"))["simulation"];
  EXPECT_TRUE(told.contains("replications"));
  for (const char* key : {"requests", "requests_per_day", "responses", "finals", "by_hour", "by_kind", "by_grid", "within_shift"})
    EXPECT_FALSE(told.contains(key)) << key << ": two real households' matters";
}

TEST_F(DemandOfARun, SaysOfWhichDaysALogIsThatLiesOutside) {
  write("log.csv",
        "when,what,lon,lat\n2026-03-02 08:15,repair,9.5010,47.1010\n2026-03-09 08:15,repair,9.5010,47.1010\n"
        "2026-01-05 09:00,repair,9.5020,47.1020\n");
  const Answer answer = run(R"(
[log]
source = "log.csv"
reference = "EPSG:4326"
opened = "when"
kind = "what"
)",
                            {"--set", "simulation.start=2026-11-23"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const std::string found = metrics()["findings"].dump();
  EXPECT_NE(found.find("; the log is of 2026-01-05 to 2026-03-09"), std::string::npos) << found;
  EXPECT_NE(found.find("the log has no row to replay"), std::string::npos) << found;
  EXPECT_EQ(found.find("every request rate is zero"), std::string::npos);
}

TEST_F(DemandOfARun, StopsWhereTheFigureIsKnownWellEnoughForAnyThreads) {
  const std::vector<std::string> rule = {"--set",
                                         "simulation.replications={ at_least = 4, until = \"response +-40 %\", at_most = 60 }"};
  std::vector<std::string> one = rule;
  one.insert(one.end(), {"--threads", "1"});
  ASSERT_EQ(run("", one).code, 0);
  const std::string first = read("runs/a/metrics.json");
  const nlohmann::json simulation = metrics()["simulation"];
  EXPECT_TRUE(simulation["stopping"]["reached"]);
  const int made = simulation["replications"];
  EXPECT_GE(made, 4);
  EXPECT_LT(made, 60);
  const auto& mean = simulation["response_minutes"];
  EXPECT_LE((mean["ci95"][1].get<double>() - mean["ci95"][0].get<double>()) / 2, mean["mean"].get<double>() * 0.4 / 1.4 + 1e-6);
  EXPECT_EQ(mean["samples"].size(), static_cast<std::size_t>(made));
  EXPECT_LE(mean["p50_ci95"][0], mean["p50"]);
  EXPECT_GE(mean["p50_ci95"][1], mean["p50"]);
  EXPECT_NE(read("runs/a/report.html").find("Replications were made until"), std::string::npos);
  std::vector<std::string> three = rule;
  three.insert(three.end(), {"--threads", "3"});
  ASSERT_EQ(run("", three).code, 0);
  EXPECT_EQ(read("runs/a/metrics.json"), first);
}

TEST_F(DemandOfARun, IsRefusedWhereItCannotBeMeant) {
  const auto refusal = [&](const std::string& more) {
    const std::string before = read("town.toml");
    const Answer answer = run(more);
    write("town.toml", before);
    EXPECT_NE(answer.code, 0) << more;
    return answer.err + answer.out;
  };
  const std::string survey = "[[request]]\nkind = \"survey\"\nhandle = \"constant 1 min\"\n";
  EXPECT_NE(refusal(survey).find("request[1].rate: is missing"), std::string::npos);
  EXPECT_NE(refusal(survey + "rate = \"-1 per resident per year\"\n").find("must not be negative"), std::string::npos);
  EXPECT_NE(refusal(survey + "rate = \"1 per dog per year\"\n").find("there is no \"dog\""), std::string::npos);
  EXPECT_NE(refusal(survey + "rate = \"1 per enterprise per year\"\n").find("there is no [[ledger]] with kind = \"enterprises\""),
            std::string::npos);
  EXPECT_NE(refusal(survey + "rate = \"1 per resident per year\"\nuse = [\"castle\"]\n").find("\"castle\" is not allowed"),
            std::string::npos);
  EXPECT_NE(refusal(survey + "rate = \"1 per resident per year\"\nseason = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n")
                .find("needs simulation.start"),
            std::string::npos);
  const std::string storm = "[[surge]]\nname = \"storm\"\nlasts = \"1 d\"\n";
  EXPECT_NE(refusal(storm + "from = \"9 d\"\nfactor = 2\n").find("day 9 to 10 is not within the 3 days that are simulated"),
            std::string::npos);
  EXPECT_NE(refusal(storm + "from = \"0 d\"\nfactor = 2\narea = \"1199\"\n").find("no area has the code \"1199\""),
            std::string::npos);
  EXPECT_NE(refusal(storm + "from = \"0 d\"\nfactor = 2\ncentre = [8.0, 46.0]\nradius = \"1 km\"\n")
                .find("there is no building in its place"),
            std::string::npos);
  EXPECT_NE(refusal(storm + "from = \"0 d\"\n").find("it changes nothing"), std::string::npos);
  write("past.csv", "opened,kind,lon,lat\n2026-11-23 09:00,repair,9.5,47.1\n");
  EXPECT_NE(refusal(storm + "from = \"0 d\"\nfactor = 2\n[log]\nsource = \"past.csv\"\nopened = \"opened\"\nkind = \"kind\"\n")
                .find("surge[0].name: cannot go with [log]"),
            std::string::npos);
  EXPECT_NE(refusal(storm + "from = \"0 d\"\nfactor = 2\nkinds = [\"fire\"]\n").find("there is no \"fire\""), std::string::npos);
  const Answer saturday = run("", {"--set", "simulation.start=2026-11-21"});
  EXPECT_NE(saturday.code, 0);
  EXPECT_NE(saturday.err.find("2026-11-21 is no Monday"), std::string::npos) << saturday.err;
}

}  // namespace
}  // namespace wangge::test
