#include "scenarios/lab/queue.h"

#include "engine/core/error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using queueing::ServiceLaw;

json answer(const queueing::QueueQuestion& question) { return json::parse(lab_queue(question)); }

TEST(LabQueue, PutsTheSimulationBesideErlangC) {
  const json found = answer({.arrival_rate = 8, .service_rate = 1, .servers = 10, .service = {}, .customers = 200'000});
  for (const char* key : {"wait", "wait_probability"}) {
    const json& simulated = found.at("simulated").at(key);
    EXPECT_LT(simulated.at("ci95").at(0), simulated.at("value"));
    EXPECT_LT(simulated.at("value"), simulated.at("ci95").at(1));
    EXPECT_NEAR(simulated.at("value").get<double>() / found.at("exact").at(key).get<double>(), 1, 0.1);
  }
  // C(10, 8) = 0.409180, mean wait C / (c - a) (any table of Erlang's C)
  EXPECT_NEAR(found.at("exact").at("wait_probability").get<double>(), 0.409180, 5e-7);
  EXPECT_NEAR(found.at("exact").at("wait").get<double>(), 0.204590, 5e-7);
  EXPECT_FALSE(found.at("simulated").contains("loss"));
  EXPECT_GT(found.at("events_per_cpu_second").get<double>(), 1e5);
}

TEST(LabQueue, WithoutALineSpeaksOfLossOnly) {
  const json found =
      answer({.arrival_rate = 3, .service_rate = 1, .servers = 4, .service = service_law("lognormal:2"), .line = false});
  EXPECT_EQ(found.at("simulated").size(), 1U);
  EXPECT_NEAR(found.at("exact").at("loss").get<double>(), 27.0 / 131, 1e-12);  // (81/24) / (1 + 3 + 4.5 + 4.5 + 3.375)
  EXPECT_NEAR(found.at("simulated").at("loss").at("value").get<double>(), 27.0 / 131, 0.01);
}

TEST(LabQueue, LeavesOutWhatNoFormulaGives) {
  const json found = answer(
      {.arrival_rate = 1.5, .service_rate = 1, .servers = 2, .service = service_law("deterministic"), .customers = 20'000});
  EXPECT_TRUE(found.at("exact").is_object());
  EXPECT_TRUE(found.at("exact").empty());
  EXPECT_TRUE(found.at("simulated").contains("wait"));
  const json one =
      answer({.arrival_rate = 1, .service_rate = 2, .service = service_law("hyperexponential:3"), .customers = 20'000});
  EXPECT_NEAR(one.at("exact").at("wait").get<double>(), 0.5 * (1 + 9) / (2 * 0.5) / 2, 1e-12);
}

TEST(LabQueue, AnswersTheSameAgain) {
  const queueing::QueueQuestion question{.arrival_rate = 1, .service_rate = 2, .service = {}, .customers = 5'000};
  EXPECT_EQ(answer(question).at("simulated"), answer(question).at("simulated"));
}

TEST(LabQueue, ReadsLawsAndRefusesOthers) {
  EXPECT_EQ(service_law("exponential").kind, ServiceLaw::Kind::exponential);
  EXPECT_EQ(service_law("lognormal:0.8").cv, 0.8);
  EXPECT_EQ(service_law("hyperexponential:2").kind, ServiceLaw::Kind::hyperexponential);
  EXPECT_TRUE(waiting_line("infinite"));
  EXPECT_FALSE(waiting_line("zero"));
  for (const char* bad : {"", "gaussian", "lognormal", "lognormal:", "lognormal:x", "lognormal:1 ", "exponential:1"}) {
    EXPECT_THROW(static_cast<void>(service_law(bad)), core::Error) << bad;
  }
  EXPECT_THROW(static_cast<void>(waiting_line("short")), core::Error);
}

}  // namespace
}  // namespace wangge::scenarios
