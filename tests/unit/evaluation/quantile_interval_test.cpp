#include "engine/core/random.h"
#include "engine/evaluation/evaluation.h"

#include <vector>

#include <gtest/gtest.h>

namespace wangge::evaluation {
namespace {

/// Every replication has a shift of its own, up to `shift` minutes, on top of each request's own part of up to a minute.
struct Sample {
  std::vector<DurationCounts> each;
  DurationCounts pooled;

  Sample(std::uint32_t run, double shift) {
    core::Stream luck(core::Seed(12), run, "durations", 0);
    for (int replication = 0; replication < 20; ++replication) {
      const double own = shift * luck.uniform();
      std::vector<core::Millis> durations;
      for (int i = 0; i < 100; ++i) durations.push_back(core::minutes(own + luck.uniform()));
      each.emplace_back(std::move(durations));
      pooled.add(each.back());
    }
  }
  [[nodiscard]] std::optional<Estimate::Interval> interval(double share) const {
    std::vector<const DurationCounts*> parts;
    for (const DurationCounts& one : each) parts.push_back(&one);
    return quantile_interval(parts, pooled, share);
  }
};

double coverage(double shift, double share, double truth) {
  int held = 0;
  constexpr int runs = 600;
  for (std::uint32_t run = 0; run < runs; ++run) {
    const auto interval = Sample(run, shift).interval(share);
    held += interval && interval->low <= truth && truth <= interval->high ? 1 : 0;
  }
  return static_cast<double>(held) / runs;
}

TEST(QuantileInterval, CoversWhereReplicationsDiffer) {
  // The sum of two uniform parts: median 1, and 90 % below 2 - sqrt(0.2).
  EXPECT_NEAR(coverage(1, 0.5, 1), 0.95, 0.03);
  EXPECT_NEAR(coverage(1, 0.9, 1.5528), 0.95, 0.04);
}

TEST(QuantileInterval, IsNotNarrowerThanForIndependentRequests) {
  EXPECT_GE(coverage(0, 0.5, 0.5), 0.94);
  const auto interval = Sample(1, 0).interval(0.5);
  ASSERT_TRUE(interval);
  EXPECT_GT(interval->high - interval->low, 0.035) << "2 * 1.96 * 0.5 / sqrt(2000) = 0.044";
}

TEST(QuantileInterval, IsAbsentWhereItCannotBeTold) {
  const Sample sample(1, 1);
  const DurationCounts few(std::vector<core::Millis>{core::minutes(1), core::minutes(2), core::minutes(3)});
  const std::vector<const DurationCounts*> one = {&few};
  const std::vector<const DurationCounts*> two = {&few, &few};
  EXPECT_FALSE(quantile_interval(one, few, 0.5));
  EXPECT_FALSE(quantile_interval(two, few, 0.5));
}

}  // namespace
}  // namespace wangge::evaluation
