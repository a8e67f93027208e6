#include "engine/queueing/queue.h"

#include "engine/core/error.h"
#include "engine/queueing/formulas.h"

#include <cstdint>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::queueing {
namespace {

/// Half the width of a 95 % interval, times `widths`: a fixed seed must lie this near.
void expect_near(const std::optional<core::Estimate>& found, double truth, double widths = 2) {
  ASSERT_TRUE(found && found->ci95);
  const double half = (found->ci95->high - found->ci95->low) / 2;
  EXPECT_NEAR(found->value, truth, widths * half);
  EXPECT_LT(half, 0.2 * truth) << "the interval says something";
}

TEST(Queue, WithExponentialServiceAgreesWithErlangC) {
  for (const int servers : {1, 2, 10, 20}) {
    for (const double load : {0.7, 0.9}) {
      const double offered = load * servers;
      const QueueResult result = run_queue({.arrival_rate = 2 * offered, .service_rate = 2, .servers = servers, .service = {}});
      SCOPED_TRACE(testing::Message() << servers << " servers, load " << load);
      expect_near(result.wait_probability, *erlang_c(offered, servers));
      expect_near(result.wait, *mean_wait_mmc(offered, servers) / 2);
      EXPECT_FALSE(result.loss);
      EXPECT_EQ(result.events, 1'000'000U);
    }
  }
}

TEST(Queue, WithOneServerAgreesWithPollaczekAndKhinchine) {
  const auto law = [](ServiceLaw::Kind kind, double cv) { return ServiceLaw{.kind = kind, .cv = cv}; };
  for (const ServiceLaw service : {law(ServiceLaw::Kind::deterministic, 0), law(ServiceLaw::Kind::lognormal, 0.5),
                                   law(ServiceLaw::Kind::hyperexponential, 2)}) {
    const QueueResult result = run_queue({.arrival_rate = 0.7, .service_rate = 1, .service = service, .customers = 2'000'000});
    expect_near(result.wait, *mean_wait_mg1(0.7, variation(service)));
    expect_near(result.wait_probability, 0.7);
  }
}

TEST(Queue, WithoutALineLosesAsErlangBWhateverTheServiceLaw) {
  for (const auto kind : {ServiceLaw::Kind::exponential, ServiceLaw::Kind::deterministic, ServiceLaw::Kind::lognormal,
                          ServiceLaw::Kind::hyperexponential}) {
    for (const int servers : {1, 5, 20}) {
      const double offered = 0.9 * servers;
      const QueueResult result = run_queue(
          {.arrival_rate = offered, .service_rate = 1, .servers = servers, .service = {.kind = kind, .cv = 1.5}, .line = false});
      expect_near(result.loss, erlang_b(offered, servers));
      EXPECT_FALSE(result.wait);
      EXPECT_FALSE(result.wait_probability);
    }
  }
}

// Short runs in heavy traffic: begun empty they would find far too little. Many of them agree with the steady state.
TEST(Queue, BeginsInTheSteadyStateOfEveryLawThatIsKnown) {
  const auto law = [](ServiceLaw::Kind kind, double cv) { return ServiceLaw{.kind = kind, .cv = cv}; };
  for (const ServiceLaw service : {law(ServiceLaw::Kind::exponential, 1), law(ServiceLaw::Kind::deterministic, 0),
                                   law(ServiceLaw::Kind::lognormal, 1.5), law(ServiceLaw::Kind::hyperexponential, 2)}) {
    std::vector<double> waits;
    std::vector<double> losses;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
      QueueQuestion question{
          .arrival_rate = 0.9, .service_rate = 1, .service = service, .customers = 20, .seed = core::Seed(seed)};
      waits.push_back(run_queue(question).wait->value);
      question.arrival_rate = 4;
      question.servers = 5;
      question.line = false;
      losses.push_back(run_queue(question).loss->value);
    }
    SCOPED_TRACE(testing::Message() << "law " << static_cast<int>(service.kind));
    expect_near(core::mean_of(waits), *mean_wait_mg1(0.9, variation(service)));
    expect_near(core::mean_of(losses), erlang_b(4, 5));
  }
}

TEST(Queue, GivesNoIntervalForWhatNeverHappened) {
  const QueueResult result = run_queue({.arrival_rate = 1, .service_rate = 1, .servers = 60, .service = {}, .customers = 5'000});
  EXPECT_EQ(result.wait_probability->value, 0);
  EXPECT_FALSE(result.wait_probability->ci95);
  EXPECT_FALSE(result.wait->ci95);
}

TEST(Queue, CustomersAreNeitherLostNorInvented) {
  const QueueResult lossy =
      run_queue({.arrival_rate = 3, .service_rate = 1, .servers = 2, .service = {}, .line = false, .customers = 120'000});
  const double lost = 240'000 - static_cast<double>(lossy.events);
  EXPECT_NEAR(lossy.loss->value, lost / 120'000, 1e-12);  // 120,000 fills all batches
}

TEST(Queue, SameSeedSameAnswerAndAnotherSeedAnother) {
  const auto wait = [](std::uint64_t seed) {
    return run_queue({.arrival_rate = 0.8, .service_rate = 1, .service = {}, .customers = 10'000, .seed = core::Seed(seed)})
        .wait->value;
  };
  EXPECT_EQ(wait(5), wait(5));
  EXPECT_NE(wait(5), wait(6));
}

// A small version of tests/bench/queue_coverage: of 200 short runs, 90-99 % of the intervals hold the truth.
TEST(Queue, IntervalsCoverTheTruthAsOftenAsTheySay) {
  int hits = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const QueueResult result = run_queue(
        {.arrival_rate = 1.6, .service_rate = 1, .servers = 2, .service = {}, .customers = 50'000, .seed = core::Seed(seed)});
    const double truth = *mean_wait_mmc(1.6, 2);
    hits += result.wait->ci95->low <= truth && truth <= result.wait->ci95->high ? 1 : 0;
  }
  EXPECT_GE(hits, 180);
  EXPECT_LE(hits, 198);
}

TEST(Queue, RefusesWhatHasNoAnswer) {
  const auto refused = [](const QueueQuestion& question) {
    try {
      static_cast<void>(run_queue(question));
    } catch (const core::Error& error) {
      return error.code() == core::ErrorCode::input && !error.message().zh.empty() && !error.message().en.empty();
    }
    return false;
  };
  EXPECT_TRUE(refused({.arrival_rate = 1, .service_rate = 1, .service = {}}));  // load 1
  EXPECT_TRUE(refused({.arrival_rate = 0, .service_rate = 1, .service = {}}));
  EXPECT_TRUE(refused({.arrival_rate = 0.5, .service_rate = -1, .service = {}}));
  EXPECT_TRUE(refused({.arrival_rate = 0.5, .service_rate = 1, .servers = 0, .service = {}}));
  EXPECT_TRUE(refused({.arrival_rate = 0.5, .service_rate = 1, .service = {}, .customers = 5}));
  EXPECT_TRUE(
      refused({.arrival_rate = 0.5, .service_rate = 1, .service = {.kind = ServiceLaw::Kind::hyperexponential, .cv = 0.5}}));
}

}  // namespace
}  // namespace wangge::queueing
