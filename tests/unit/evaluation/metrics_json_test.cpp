#include "scenarios/run/metrics_json.h"

#include "scenarios/run/event_files.h"
#include "tests/support/ascii_cells.h"
#include "tests/unit/evaluation/json_schema.h"
#include "tests/unit/simulation/small_town.h"

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using testing::SmallTown;

SmallTown small_town() {
  SmallTown town(2, 2);
  for (int i = 0; i < 4; ++i) town.building(static_cast<std::size_t>(i % 2), {100.0 * i, 0}, testing::seconds(20));
  town.responder(0, {0, 0}, {"daily 08:00-18:00"});
  town.neighbours(0, 1);
  town.kind("noise, at night", 2000, testing::exponential(900));
  town.inputs.accept = testing::exponential(120);
  return town;
}

evaluation::SimulationResult simulated(SmallTown town, int replications) {
  core::SilentProgress silent;
  return evaluation::simulate_and_evaluate(simulation::Simulator(town.finished()), {}, evaluation::exactly(replications),
                                           core::Seed(1), core::Threads(2), silent);
}

/// A run on four squares of land, with figures for everything.
struct SampleRun {
  Scenario scenario;
  territory::Territory territory =
      testing::ascii_territory({.households = {"12", "34"}, .parents = {"AA", "BB"}, .barriers = {}});
  evaluation::PlanMeasures plan;
  siting::Coverage coverage;
  core::Column<siting::ZoneId, siting::Zone> zones;
  siting::Posts posts;
  CircleBuild circles;
  EffectiveFigures effective{.on_shift = {.households = 50.5, .residents = 120, .households_of = 60, .residents_of = 150},
                             .any_time = {.households = 20, .residents = 50, .households_of = 60, .residents_of = 150},
                             .requests_share = 0.75,
                             .by_grid = {{"A01", 0.5}}};
  core::Findings findings;
  evaluation::SimulationResult result = simulated(small_town(), 4);
  evaluation::Theory theory = evaluation::theory_of(simulation::Simulator(small_town().finished()), {}, core::Threads(1));

  SampleRun() {
    scenario.name = "four";
    scenario.title = {.zh = "四格", .en = "Four squares"};
    scenario.date = "2026-11-21";
    RequestSpec noise;
    noise.kind = "noise, at night";
    noise.title = {.zh = "夜间噪声", .en = "Noise"};
    scenario.requests.push_back(noise);
    plan.grids = 1;
    plan.households = {.min = 10, .median = 10, .max = 10};
    plan.violations.push_back(
        {.grid = "A01", .rule = 5, .reason = {.zh = "太小", .en = "too small"}, .households = 10, .excused = true});
    plan.border[2] = core::Metres(1234567.8);
    zones.push_back({.code = "A01", .name = "A 1", .buildings = {}});
    siting::Post post;
    post.kind = "station";
    posts.push_back(post);
    posts[siting::PostId(0)].name = "hall";
    circles.posts = {siting::PostId(0)};
    circles.reach = {{core::minutes(5), core::minutes(15)}, {{{1, 2, 3}, {4, 5, 6}}}, {{1, 2, 3}, {4, 5, 6}}, {}};
    circles.by_hour.push_back({8, {3, 4, 5}});
    circles.changes.push_back({{.zh = "封路", .en = "closed"}, "closed roads", {}, {1, 2, 3}, {}, core::SquareMetres(800)});
    siting::CoverageTally tally;
    tally.minutes_mean = 1.23456789;
    coverage.by_zone.push_back(tally);
    coverage.by_area.resize(territory.areas.size());
    findings.add({.rule = "building.outside", .message = {.zh = "在外", .en = "outside"}});
    findings.add({.rule = "building.outside", .message = {.zh = "也在外", .en = "outside too"}});
  }

  [[nodiscard]] json metrics(bool whole = true) const {
    const CoverageFigures figures{coverage, zones, posts, {}, circles, &effective};
    return json::parse(metrics_json({.version = "1.2.3",
                                     .scenario_hash = std::string(64, 'a'),
                                     .scenario = scenario,
                                     .territory = territory,
                                     .plan = whole ? &plan : nullptr,
                                     .coverage = whole ? &figures : nullptr,
                                     .simulation = whole ? &result : nullptr,
                                     .theory = whole ? &theory : nullptr,
                                     .findings = findings,
                                     .attribution = {"City survey"},
                                     .inputs = {{"town.gpkg", std::string(64, '0')}}}));
  }
};

TEST(MetricsJson, FitsItsSchemaAndTheSchemaDescribesAllOfIt) {
  const SampleRun run;
  testing::JsonSchema schema(json::parse(metrics_schema()));
  EXPECT_EQ(schema.faults(run.metrics()), std::vector<std::string>());
  EXPECT_EQ(schema.faults(run.metrics(false)), std::vector<std::string>());
  json broken = run.metrics();
  broken["plan"]["grids"] = -1;
  broken["simulation"].erase("finals");
  broken["coverage"]["mode"] = "boat";
  EXPECT_EQ(schema.faults(broken).size(), 3U);
}

TEST(MetricsJson, SetsFormulasBesideTheSimulation) {
  const SampleRun run;
  const json theory = run.metrics().at("simulation").at("theory");
  const json& busy = theory.at("compared").at("units").at("utilisation");
  EXPECT_NEAR(busy.at("difference"), busy.at("theory").get<double>() - busy.at("simulated").get<double>(), 1e-6);
  EXPECT_EQ(theory.at("by_grid").at(0).at("code"), "G0");
  EXPECT_TRUE(theory.at("by_grid").at(0).at("units").contains("within_target_share"));
  EXPECT_EQ(theory.at("grids").at("overloaded_grids"), 0);
  EXPECT_EQ(theory.at("gaps").at(0).at("what"), "off_shift");
  EXPECT_FALSE(theory.contains("no_units"));
  const std::string csv = metrics_csv(run.metrics().dump());
  EXPECT_NE(csv.find("\nsimulation.theory.compared.units.arrive_minutes.theory,"), std::string::npos);
  EXPECT_NE(csv.find(",min,", csv.find("compared.units.arrive_minutes.simulated")), std::string::npos);
}

TEST(MetricsJson, TellsOfSteadinessAndOfMeansCorrected) {
  const SampleRun run;
  const json simulation = run.metrics().at("simulation");
  EXPECT_EQ(simulation.at("controlled").at("expected_requests"), 43.8356);  // four buildings, 2,000 a year each, two days
  EXPECT_TRUE(simulation.at("controlled").at("response_minutes").contains("variance_ratio"));
  EXPECT_GE(simulation.at("steadiness").at("answered"), 20);
}

TEST(MetricsJson, HoldsTheFiguresAndLeavesOutWhatWasNotComputed) {
  const SampleRun run;
  const json metrics = run.metrics();
  EXPECT_EQ(metrics.at("plan").at("border").at("street"), 1234570);  // six significant digits
  EXPECT_EQ(metrics.at("plan").at("violations").at(0).at("reason").at("zh"), "太小");
  EXPECT_EQ(metrics.at("coverage").at("by_grid").at(0).at("minutes_mean"), 1.23457);
  EXPECT_FALSE(metrics.at("coverage").at("by_grid").at(0).contains("minutes_max"));
  EXPECT_FALSE(metrics.at("coverage").contains("households_share")) << "nobody was counted";
  const json& covered = metrics.at("coverage");
  EXPECT_EQ(covered.at("rings").at(1).at("households"), 5);
  EXPECT_EQ(covered.at("rings").at(1).at("minutes"), 15);
  EXPECT_EQ(covered.at("by_post").at(0).at("post"), "hall");
  EXPECT_EQ(covered.at("by_post").at(0).at("residents"), 6) << "of the promised fifteen minutes";
  EXPECT_EQ(covered.at("by_hour").at(0).at("hour"), "08:00");
  EXPECT_EQ(covered.at("changes").at(0).at("lost").at("area_m2"), 800);
  EXPECT_EQ(covered.at("effective").at("households"), 50.5);
  EXPECT_EQ(covered.at("effective").at("any_time_share"), 0.333333);
  EXPECT_EQ(covered.at("by_grid").at(0).at("effective_share"), 0.5);
  EXPECT_EQ(metrics.at("findings").at(0).at("count"), 2);
  const json& simulation = metrics.at("simulation");
  EXPECT_EQ(simulation.at("response_minutes"), simulation.at("responses").at("arrive"));
  EXPECT_EQ(simulation.at("by_kind").at(0).at("title").at("en"), "Noise");
  EXPECT_FALSE(simulation.at("by_grid").at(1).contains("utilisation")) << "nobody works there";
  for (const char* key : {"plan", "coverage", "simulation"}) EXPECT_FALSE(run.metrics(false).contains(key));
}

TEST(MetricsJson, WithoutAPostHasNoCircle) {
  SampleRun run;
  run.posts = {};
  EXPECT_FALSE(run.metrics().contains("coverage"));
  EXPECT_TRUE(run.metrics().contains("plan"));
  EXPECT_EQ(testing::JsonSchema(json::parse(metrics_schema())).faults(run.metrics()), std::vector<std::string>());
}

TEST(MetricsJson, WithoutRespondersHasNoResponses) {
  SampleRun run;
  SmallTown nobody(1, 1);
  nobody.building(0, {0, 0});
  nobody.kind("visit", 5000, testing::constant(1));
  run.result = simulated(std::move(nobody), 1);
  const json metrics = run.metrics();
  EXPECT_EQ(testing::JsonSchema(json::parse(metrics_schema())).faults(metrics), std::vector<std::string>());
  for (const char* key : {"responses", "response_minutes", "utilisation", "histogram", "overtime_hours"}) {
    EXPECT_FALSE(metrics.at("simulation").contains(key)) << key;
  }
  EXPECT_FALSE(metrics.at("simulation").at("requests").contains("ci95"));
}

TEST(MetricsCsv, HasALineForEveryNumber) {
  const std::string csv = metrics_csv(
      R"({"seed": 7, "synthetic": false, "scenario": {"name": "x"},
          "simulation": {"requests": {"mean": 5, "ci95": [4, 6]}, "by_grid": [{"code": "A,1", "utilisation": 0.5}],
                         "responses": {"arrive": {"mean": 1.5, "p50": 1}}, "histogram": [{"from": 0, "to": 1, "share": 0.25}]}})");
  EXPECT_EQ(csv,
            "figure,value,unit,ci_low,ci_high\n"
            "seed,7,,,\n"
            "\"simulation.by_grid[A,1].utilisation\",0.5,0..1,,\n"
            "simulation.histogram[0].from,0,min,,\n"
            "simulation.histogram[0].share,0.25,0..1,,\n"
            "simulation.histogram[0].to,1,min,,\n"
            "simulation.requests.mean,5,,4,6\n"
            "simulation.responses.arrive.mean,1.5,min,,\n"
            "simulation.responses.arrive.p50,1,min,,\n"
            "synthetic,false,,,\n");
}

TEST(EventFiles, TellTheStoryOfEveryRequest) {
  SmallTown town(2);
  town.building(0, {100, 0}, testing::seconds(30));
  town.building(1, {2000, 0});
  town.responder(0, {0, 0});
  town.neighbours(0, 1);
  town.kind("noise, at night", 0, testing::constant(600));
  town.inputs.accept = testing::constant(60);
  const simulation::Simulator simulator(town.finished());
  const auto trace =
      simulator.replay(testing::orders({{60, 0}, {90, 1}, {86'399, 0}}), core::Seed(1), 0, simulation::KeepLog::yes);
  const auto folder = std::filesystem::temp_directory_path() / ("wangge_event_files_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  write_requests_csv(folder / "requests.csv", simulator.inputs(), trace);
  write_events_csv(folder / "events.csv", simulator.inputs(), trace);
  const auto content = [&](const char* name) {
    std::ostringstream text;
    text << std::ifstream(folder / name).rdbuf();
    return text.str();
  };
  EXPECT_EQ(content("requests.csv"),
            "request,kind,grid,opened_min,accepted_min,arrived_min,resolved_min,responder,final\n"
            "0,\"noise, at night\",G0,1.0000,2.0000,4.1667,14.1667,0,resolved\n"
            "1,\"noise, at night\",G1,1.5000,,,,,unreachable\n"
            "2,\"noise, at night\",G0,1439.9833,,,,0,open\n");
  EXPECT_EQ(content("events.csv"),
            "time_ms,event,request,responder,duty,visit,walked_m,department\n"
            "0,shift_started,,0,,,,\n60000,ordered,0,,,,,\n60000,dispatched,0,0,,,,\n90000,ordered,1,,,,,\n"
            "90000,unreachable,1,,,,,\n120000,accepted,0,0,,,,\n250000,arrived,0,0,,,,\n850000,resolved,0,0,,,,\n"
            "950000,returned,,0,,,,\n86399000,ordered,2,,,,,\n86399000,dispatched,2,0,,,,\n");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace wangge::scenarios
