// What of a simulation leaves the house.
#include "scenarios/run/audience.h"
#include "tests/unit/scenarios/audience_sample.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

TEST(Audience, OthersSeeWhistlesOfManyMattersAlone) {
  const auto share = nlohmann::json{{"value", 0.8125}, {"ci95", {0.61, 0.93}}, {"samples", {0.8, 0.825}}};
  const auto item = [&](double matters) {
    return nlohmann::json{{"department", "housing"}, {"decided", 30}, {"matters", matters}, {"missed_share", share}};
  };
  const auto told = [](const nlohmann::json& whistles) {
    const nlohmann::json metrics = {{"simulation", {{"whistles", whistles}}}};
    return cleared_metrics(clearance_for(Audience::partner, sample()), metrics)["simulation"];
  };
  nlohmann::json whistles = item(6);
  whistles["by_department"] = {item(6), item(0)};
  const nlohmann::json cleared = told(whistles)["whistles"];
  EXPECT_EQ(cleared["missed_share"].dump(), R"({"value":0.81})");
  EXPECT_EQ(cleared["by_department"].size(), 2U) << "none is not few";
  whistles["by_department"] = {item(6), item(4)};
  EXPECT_FALSE(told(whistles)["whistles"].contains("by_department")) << "30 calls of 4 matters";
  EXPECT_FALSE(told(item(4)).contains("whistles"));
  nlohmann::json older = item(6);
  older.erase("matters");
  EXPECT_FALSE(told(older).contains("whistles")) << "a run that does not tell its matters";
}

TEST(Audience, OthersSeeLevelsOfTwoOfficesWithManyMattersEach) {
  const auto told = [](const std::vector<double>& matters) {
    nlohmann::json level = {{"level", "community"}, {"offices", matters.size()}, {"by_office", nlohmann::json::array()}};
    double all = 0;
    for (const double count : matters) level["by_office"].push_back({{"matters", count}});
    for (const double count : matters) all += count;
    level["matters"] = all;
    const nlohmann::json metrics = {{"simulation", {{"offices", {level}}}}};
    return cleared_metrics(clearance_for(Audience::public_, sample()), metrics)["simulation"].contains("offices");
  };
  EXPECT_TRUE(told({50, 5}));
  EXPECT_TRUE(told({50, 5, 0}));
  EXPECT_FALSE(told({50, 0})) << "of one office alone";
  EXPECT_FALSE(told({50, 50, 4}));
}

TEST(Audience, OthersSeeAWaitOnlyWithTheShareThatItIsOf) {
  nlohmann::json level = {{"level", "community"},
                          {"by_office", {{{"matters", 50.0}}, {{"matters", 50.0}}}},
                          {"wait_minutes", {{"value", 61.7}, {"samples", {60.0, 63.4}}}}};
  const auto told = [&] {
    const nlohmann::json metrics = {{"simulation", {{"offices", {level}}}}};
    return cleared_metrics(clearance_for(Audience::public_, sample()), metrics)["simulation"]["offices"][0];
  };
  EXPECT_FALSE(told().contains("wait_minutes")) << "of a run that does not tell who got no desk";
  level["seated_share"] = {{"value", 0.8049}, {"samples", {0.8, 0.81}}};
  EXPECT_EQ(told()["wait_minutes"].dump(), R"({"value":62.0})");
  EXPECT_EQ(told()["seated_share"].dump(), R"({"value":0.8})");
}

TEST(Audience, OthersSeeHowRequestsEndedWhereNoneIsFew) {
  const auto told = [](double open, double before) {
    const nlohmann::json metrics = {{"simulation",
                                     {{"finals", {{"open", open}, {"resolved", 90.0}}},
                                      {"backlog", {{"value", open + before}}},
                                      {"warm_up", {{"requests", 40.0}, {"finals", {{"open", before}, {"resolved", 36.5}}}}}}}};
    return cleared_metrics(clearance_for(Audience::public_, sample()), metrics)["simulation"];
  };
  for (const auto& [open, before] : std::vector<std::pair<double, double>>{{1, 0}, {8, 3.5}}) {
    const nlohmann::json few = told(open, before);
    EXPECT_FALSE(few.contains("finals") || few.contains("backlog")) << few.dump();
    EXPECT_FALSE(few["warm_up"].contains("finals")) << few.dump();
  }
  const nlohmann::json many = told(8, 5);
  EXPECT_TRUE(many.contains("finals") && many.contains("backlog") && many["warm_up"].contains("finals"));
}

// All requests less those answered, or the share not answered of them, are the ends withheld.
TEST(Audience, OthersCannotWorkOutHowRequestsEnded) {
  const auto told = [](double open, double at_city) {
    const nlohmann::json slice = {{"requests", 40.0}, {"resolve_unanswered_share", open / 40}, {"escalated_share", 0.2}};
    const nlohmann::json metrics = {
        {"simulation",
         {{"requests", {{"mean", 100.0}}},
          {"finals", {{"open", open}, {"resolved", 100 - open}}},
          {"escalated", {{{"level", "town"}, {"requests", 20.0}}, {{"level", "city"}, {"requests", at_city}}}},
          {"escalated_share", {{"value", 0.2}}},
          {"unanswered_share", open / 100},
          {"responses", {{"resolve", {{"mean", 30.0}, {"answered", 100 - open}, {"unanswered_share", open / 100}}}}},
          {"within_shift", {{"responses", {{"resolve", {{"answered", 60.0}, {"unanswered_share", 0.0}}}}}}},
          {"steadiness", {{"answered", 98}}},
          {"by_grid", {slice}},
          {"by_kind", {slice}}}}};
    return cleared_metrics(clearance_for(Audience::public_, sample()), metrics)["simulation"].dump();
  };
  for (const std::string& few : {told(2, 8), told(8, 1)}) {
    for (const char* key : {"answered", "escalated", "finals"}) EXPECT_EQ(few.find(key), std::string::npos) << key << few;
    EXPECT_NE(few.find("\"mean\":30.0"), std::string::npos) << "what tells of none stays: " << few;
  }
  const std::string many = told(8, 8);
  for (const char* key : {"\"answered\"", "unanswered_share", "\"escalated\"", "escalated_share", "finals"})
    EXPECT_NE(many.find(key), std::string::npos) << key << many;
}

/// A run that replays a log of so many requests, three of which nobody answers.
nlohmann::json of_log(double requests) {
  const auto response = [&](double unanswered) {
    return nlohmann::json{{"mean", 12.3456},
                          {"ci95", {12.1, 12.6}},
                          {"samples", {12.2, 12.4}},
                          {"p50", 9.8765},
                          {"p90", 30.3},
                          {"p99", 61.7},
                          {"p50_ci95", {9.1, 10.2}},
                          {"answered", requests - unanswered},
                          {"unanswered_share", unanswered / requests}};
  };
  const nlohmann::json share = {{"value", 0.912345}, {"ci95", {0.9, 0.92}}, {"samples", {0.91, 0.914}}};
  const nlohmann::json responses = {{"accept", response(0)}, {"arrive", response(3)}};
  const auto slice = [](double count) {
    return nlohmann::json{{"requests", count}, {"response_mean", 11.7}, {"unanswered_share", 0.5}, {"late_arrive_share", 0.0123}};
  };
  nlohmann::json metrics = {{"findings", {{{"rule", "log.replayed"}, {"count", 1}}}}};
  metrics["simulation"] = {
      {"requests", {{"mean", requests}, {"ci95", {requests, requests}}, {"samples", {requests, requests}}}},
      {"responses", responses},
      {"response_minutes", response(3)},
      {"within_target_share", share},
      {"unanswered_share", 3 / requests},
      {"late_arrive_share", share},
      {"stars_mean", {{"value", 4.321}, {"samples", {4.3, 4.4}}}},
      {"rated_share", {{"value", 0.3}, {"samples", {0.29, 0.31}}}},
      {"whistles", {{"matters", requests}, {"in_time_share", share}}},
      {"offices", {{{"level", "town"}, {"utilisation", share}}}},
      {"utilisation", share},
      {"finals", {{"open", 0.0}, {"resolved", requests}}},
      {"backlog", {{"value", 0.0}, {"samples", {0.0, 0.0}}}},
      {"steadiness", {{"answered", requests - 3}}},
      {"histogram", {{{"from", 0.0}, {"share", 0.123456}}}},
      {"escalated", {{{"level", "community"}, {"requests", 3.0}, {"share", 3 / requests}, {"settled_share", 0.666667}}}},
      {"within_shift",
       {{"requests", {{"mean", requests - 100}}}, {"requests_share", 1 - 100 / requests}, {"responses", responses}}},
      {"by_hour", {slice(requests), slice(0)}},
      {"by_kind", {slice(requests - 4), slice(4)}},
      {"by_grid", {{{"code", "G1"}, {"requests", requests}, {"helped_share", 0.25}}}}};
  return metrics;
}

TEST(Audience, OthersSeeOfALogNothingThatBySubtractionTellsOfFew) {
  const auto told = [](double requests) {
    return cleared_metrics(clearance_for(Audience::public_, sample()), of_log(requests))["simulation"];
  };
  const nlohmann::json many = told(600);
  EXPECT_EQ(many["requests"].dump(), R"({"mean":600.0})");
  EXPECT_EQ(many.dump().find("answered\":"), std::string::npos) << "requests less answered are three households";
  EXPECT_EQ(many["responses"]["arrive"].dump(), R"({"mean":12.0,"p50":10.0,"p90":30.0,"p99":62.0})");
  EXPECT_EQ(many["response_minutes"], many["responses"]["arrive"]);
  EXPECT_EQ(many["within_target_share"].dump(), R"({"value":0.91})");
  EXPECT_FALSE(many.contains("unanswered_share")) << "three of 600";
  EXPECT_FALSE(many.contains("whistles") || many.contains("offices")) << "of matters of their own";
  EXPECT_EQ(many["stars_mean"].dump(), R"({"value":4.3})");
  EXPECT_EQ(many["utilisation"]["samples"].size(), 2U) << "of workers";
  EXPECT_EQ(many["escalated"].dump(), R"([{"level":"community"}])") << "three";
  EXPECT_EQ(many["histogram"][0]["share"], 0.12);
  EXPECT_EQ(many["within_shift"]["requests_share"], 0.83);
  EXPECT_EQ(many["by_hour"][0].dump(),
            R"({"late_arrive_share":0.01,"requests":600.0,"response_mean":12.0,"unanswered_share":0.5})");
  EXPECT_FALSE(many.contains("by_kind")) << "four of a kind";
  EXPECT_FALSE(many.contains("steadiness"));
  EXPECT_EQ(many["backlog"].dump(), R"({"value":0.0})");

  const nlohmann::json some = told(499);
  for (const char* key : {"within_target_share", "unanswered_share", "late_arrive_share", "stars_mean", "histogram"})
    EXPECT_FALSE(some.contains(key)) << key << ": a percent of 499 is fewer than 5";
  EXPECT_FALSE(some["by_grid"][0].contains("helped_share"));
  EXPECT_EQ(some["responses"]["arrive"].dump(), R"({"mean":12.0,"p50":10.0,"p90":30.0})") << "4.96 lie beyond p99";
  EXPECT_FALSE(told(104).contains("within_shift")) << "4 within shifts";
  EXPECT_TRUE(told(105).contains("within_shift"));
  EXPECT_EQ(told(4), nlohmann::json::object());

  nlohmann::json hardly = of_log(600);
  for (const char* name : {"arrive", "accept"}) hardly["simulation"]["responses"][name]["answered"] = 4.0;
  hardly["simulation"]["by_hour"][0]["unanswered_share"] = 0.995;
  hardly["simulation"]["rated_share"]["value"] = 0.005;
  hardly = cleared_metrics(clearance_for(Audience::public_, sample()), hardly)["simulation"];
  EXPECT_EQ(hardly["responses"].dump(), R"({"accept":{},"arrive":{}})") << "the times of four";
  EXPECT_EQ(hardly["by_hour"][0].dump(), R"({"late_arrive_share":0.01,"requests":600.0})") << "of three";
  EXPECT_FALSE(hardly.contains("stars_mean")) << "of three";

  nlohmann::json slow = of_log(600);
  slow["simulation"]["histogram"] = {{{"from", 0.0}, {"share", 0.995}}, {{"from", 45.0}, {"share", 0.005}}};
  EXPECT_FALSE(cleared_metrics(clearance_for(Audience::public_, sample()), slow)["simulation"].contains("histogram"))
      << "three of 600 lie in the last bin";

  nlohmann::json drawn = of_log(600);
  drawn["findings"] = nlohmann::json::array();
  EXPECT_EQ(cleared_metrics(clearance_for(Audience::public_, sample()), drawn)["simulation"]["responses"]["arrive"]["mean"],
            12.3456)
      << "of requests that are drawn";
  EXPECT_EQ(cleared_metrics(clearance_for(Audience::internal, sample()), of_log(600)), of_log(600));
}

TEST(Clearance, TellsNothingOfWorkersByGridNorOfFewRequests) {
  const auto run = [](double requests) {
    nlohmann::json metrics;
    metrics["simulation"] = {{"teams", {{{"team", "G1"}, {"stars_mean", 4.0}}}},
                             {"stars_mean", 4.0},
                             {"theory", {{"by_grid", {{{"code", "G1"}, {"units", {{"utilisation", 0.4}}}}}}, {"gaps", 0}}},
                             {"by_grid",
                              {{{"code", "G1"},
                                {"requests", requests},
                                {"within_target_share", 0.9},
                                {"stars_mean", 4.0},
                                {"utilisation", 0.5},
                                {"declined_share", 0.1},
                                {"late_arrive_share", 0.1}},
                               {{"code", "G2"}, {"requests", 50.0}, {"within_target_share", 0.8}}}}};
    return metrics;
  };
  for (const Audience audience : {Audience::partner, Audience::public_}) {
    const nlohmann::json told = cleared_metrics(clearance_for(audience, sample()), run(60))["simulation"];
    EXPECT_FALSE(told.contains("teams"));
    EXPECT_FALSE(told["theory"].contains("by_grid")) << "a load by grid is mostly one worker's";
    EXPECT_TRUE(told["theory"].contains("gaps"));
    EXPECT_TRUE(told.contains("stars_mean")) << "of all";
    EXPECT_EQ(told["by_grid"][0], nlohmann::json({{"code", "G1"}, {"requests", 60.0}, {"within_target_share", 0.9}}));
    EXPECT_FALSE(cleared_metrics(clearance_for(audience, sample()), run(2))["simulation"].contains("by_grid"));
    EXPECT_TRUE(cleared_metrics(clearance_for(audience, sample()), run(0))["simulation"].contains("by_grid"));
  }
}

TEST(Clearance, HidesADutyByWhomItVisitsNotByHowOften) {
  const auto run = [](int members) {
    const nlohmann::json share = {{"value", 0.3333}, {"ci95", {0.1234, 0.6666}}, {"samples", {0.25, 0.4166}}};
    nlohmann::json metrics;
    metrics["simulation"]["duties"] = {
        {{"duty", "old people"},
         {"kind", "household visit"},
         {"responders", 12},
         {"rounds", 2},
         {"members", members},
         {"planned", members * 12.0},
         {"calls", members * 15.0},
         {"way_minutes", 12.5},
         {"bound_minutes", 12.0},
         {"done_share", share}},
        {{"duty", "streets"}, {"kind", "patrol"}, {"responders", 12}, {"rounds", 3}, {"way_minutes", 60.0}},
        {{"duty", "records"}, {"kind", "consult"}, {"responders", 4}, {"manned_hours", 86.6667}}};
    return metrics;
  };
  for (const Audience audience : {Audience::partner, Audience::public_}) {
    const auto told = [&](nlohmann::json metrics) {
      return cleared_metrics(clearance_for(audience, sample()), std::move(metrics))["simulation"]["duties"];
    };
    const nlohmann::json few = told(run(4));
    ASSERT_EQ(few.size(), 1U) << "4 people, though 48 visits; 4 who enter records";
    EXPECT_EQ(few[0], run(4)["simulation"]["duties"][1]) << "streets are nobody's";
    const nlohmann::json enough = told(run(5));
    ASSERT_EQ(enough.size(), 2U);
    EXPECT_EQ(enough[0],
              nlohmann::json(
                  {{"duty", "old people"}, {"kind", "household visit"}, {"responders", 12}, {"done_share", {{"value", 0.33}}}}));
    nlohmann::json older = run(60);
    older["simulation"]["duties"][0].erase("members");
    EXPECT_EQ(told(older).size(), 1U) << "a run that does not say how many";
  }
}

}  // namespace
}  // namespace wangge::scenarios
