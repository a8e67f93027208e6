#include "engine/evaluation/staffing.h"

#include "engine/queueing/queue.h"

#include <gtest/gtest.h>

#include <cmath>

namespace wangge::evaluation {
namespace {

TEST(Staffing, KnowsOneServerByHand) {
  // M/M/1: P(wait > t) = rho e^-(1 - rho) t.
  EXPECT_NEAR(waiting_beyond(0.5, 1, 2).value(), 0.5 * std::exp(-1.0), 1e-15);
  EXPECT_NEAR(waiting_beyond(0.5, 1, 0).value(), 0.5, 1e-15);
  EXPECT_FALSE(waiting_beyond(1, 1, 2));
  // Three requests an hour of ten minutes: half a worker; waits over 15 minutes: 0.5 e^-0.75.
  const auto one = staffing_of({.requests_per_hour = 3, .busy_time = core::minutes(10)}, 1);
  ASSERT_TRUE(one);
  EXPECT_NEAR(one->within_share, 1 - 0.5 * std::exp(-0.75), 1e-12);
  EXPECT_EQ(one->mean_wait, core::minutes(10));
  EXPECT_DOUBLE_EQ(one->utilisation, 0.5);
}

TEST(Staffing, TakesTheFewestWorkersThatKeepThePromise) {
  StaffingQuestion question{.requests_per_hour = 12, .busy_time = core::minutes(20), .share = 0.95};
  for (const double share : {0.5, 0.9, 0.95, 0.99, 0.9999}) {
    question.share = share;
    const auto enough = workers_needed(question);
    ASSERT_TRUE(enough);
    EXPECT_GE(enough->within_share, share);
    const auto fewer = staffing_of(question, enough->workers - 1);
    EXPECT_TRUE(!fewer || fewer->within_share < share);
  }
  // Four erlangs: the fifth worker is the first with whom the line ends.
  EXPECT_FALSE(staffing_of(question, 4));
  EXPECT_TRUE(staffing_of(question, 5));
}

TEST(Staffing, CountsTheWay) {
  // Three quarters live 5 minutes off, a quarter 20: with any number of workers three quarters are in time.
  StaffingQuestion question{.requests_per_hour = 1, .busy_time = core::minutes(10), .share = 0.8};
  question.travel = {{core::minutes(5), 30}, {core::minutes(20), 10}};
  EXPECT_FALSE(workers_needed(question));
  question.share = 0.69;
  const auto enough = workers_needed(question);
  ASSERT_TRUE(enough);
  const auto [workers, share] = std::pair(enough->workers, enough->within_share);
  EXPECT_EQ(workers, 1);
  EXPECT_NEAR(share, 0.75 * (1 - std::exp(-5.0 / 6) / 6), 1e-12);
}

TEST(Staffing, AgreesWithASimulatedLine) {
  const StaffingQuestion question{.requests_per_hour = 12, .busy_time = core::minutes(20), .share = 0.9};
  const auto enough = workers_needed(question);
  ASSERT_TRUE(enough);
  const queueing::QueueResult line = queueing::run_queue({.arrival_rate = 12,
                                                          .service_rate = 3,
                                                          .servers = enough->workers,
                                                          .service = {},
                                                          .line = true,
                                                          .customers = 400000,
                                                          .seed = core::Seed(3)});
  ASSERT_TRUE(line.wait_probability);
  EXPECT_NEAR(line.wait_probability->value, enough->wait_probability, 0.01);
  ASSERT_TRUE(line.wait);
  EXPECT_NEAR(60 * line.wait->value, core::in_minutes(enough->mean_wait), 0.1);
}

}  // namespace
}  // namespace wangge::evaluation
