#include "engine/siting/pairing/organisations.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace wangge::siting {
namespace {

TransportTask random_transport(std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "test.transport", 0);
  TransportTask task;
  const std::size_t sources = 1 + luck.below(3);
  const std::size_t sinks = 1 + luck.below(3);
  for (std::size_t i = 0; i < sources; ++i) task.capacity.push_back(luck.below(4));
  for (std::size_t j = 0; j < sinks; ++j) task.need.push_back(luck.below(4));
  std::vector<double> costs;
  for (std::size_t pair = 0; pair < sources * sinks; ++pair) costs.push_back(luck.below(6) == 0 ? no_way : luck.below(10));
  task.costs = LengthTable(sources, sinks, std::move(costs));
  if (luck.below(2) == 0) task.most_a_pair = 1 + luck.below(2);
  return task;
}

struct Best {
  std::int64_t unmet = std::numeric_limits<std::int64_t>::max();
  double cost = 0;
};

/// Tries every amount of every pair.
void try_all(const TransportTask& task, std::size_t pair, std::vector<std::int64_t>& left, std::vector<std::int64_t>& open,
             double cost, Best& best) {
  const std::size_t sinks = task.need.size();
  if (pair == task.capacity.size() * sinks) {
    std::int64_t unmet = 0;
    for (const std::int64_t amount : open) unmet += amount;
    if (std::pair(unmet, cost) <
        std::pair(best.unmet, best.unmet == std::numeric_limits<std::int64_t>::max() ? 1e300 : best.cost)) {
      best = {unmet, cost};
    }
    return;
  }
  const std::size_t source = pair / sinks;
  const std::size_t sink = pair % sinks;
  const double unit = task.costs(SiteId(source), DemandId(sink));
  const std::int64_t most = unit == no_way ? 0 : std::min({left[source], open[sink], task.most_a_pair});
  for (std::int64_t amount = 0; amount <= most; ++amount) {
    left[source] -= amount;
    open[sink] -= amount;
    try_all(task, pair + 1, left, open, cost + (amount > 0 ? static_cast<double>(amount) * unit : 0), best);
    left[source] += amount;
    open[sink] += amount;
  }
}

TEST(Transport, EqualsBruteForceAndProvesIt) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const TransportTask task = random_transport(seed);
    Best best;
    std::vector<std::int64_t> left = task.capacity;
    std::vector<std::int64_t> open = task.need;
    try_all(task, 0, left, open, 0, best);
    const TransportAnswer answer = solve_transport(task);
    std::int64_t unmet = 0;
    for (const std::int64_t amount : answer.unmet) unmet += amount;
    EXPECT_EQ(unmet, best.unmet);
    EXPECT_EQ(answer.cost, best.cost);
    EXPECT_EQ(answer.bound, best.cost);
    for (const Shipment& shipment : answer.shipments) {
      EXPECT_LE(shipment.amount, task.most_a_pair);
      left[shipment.source] -= shipment.amount;
      open[shipment.sink] -= shipment.amount;
    }
    for (const std::int64_t amount : left) EXPECT_GE(amount, 0);
    EXPECT_EQ(open, answer.unmet);
  }
}

TEST(Transport, MovesAnEarlierShipmentOutOfTheWay) {
  // Both sinks like source 0 best; it gives to the one that would lose more.
  const TransportTask task{.capacity = {1, 1}, .need = {1, 1}, .costs = LengthTable(2, 2, {1, 2, 3, 9})};
  const TransportAnswer answer = solve_transport(task);
  EXPECT_EQ(answer.shipments, (std::vector<Shipment>{{0, 1, 1}, {1, 0, 1}}));
  EXPECT_EQ(answer.cost, 5);
  EXPECT_EQ(answer.bound, 5);
}

TEST(Transport, SaysWhatIsUnmet) {
  const TransportTask task{.capacity = {2}, .need = {3, 1}, .costs = LengthTable(1, 2, {4, no_way})};
  const TransportAnswer answer = solve_transport(task);
  EXPECT_EQ(answer.unmet, (std::vector<std::int64_t>{1, 1}));
  EXPECT_EQ(answer.cost, 8);
  EXPECT_EQ(answer.bound, 8);
}

TEST(Organisations, ServeWhereTheirSkillsAreWanted) {
  constexpr std::uint64_t law = 1;
  constexpr std::uint64_t health = 2;
  const std::vector<Organisation> organisations = {{"court", law, 1}, {"clinic", health, 2}, {"firm", 0, 1}};
  const std::vector<GridWish> grids = {{"g0", law, 1}, {"g1", health, 1}, {"g2", 0, 2}};
  // The court is nearest to g2 but alone can serve g0.
  const LengthTable lengths(3, 3, {900, 100, 50, 500, 300, 200, 100, 100, 400});
  const Pairing pairing = pair_organisations(organisations, grids, lengths);
  EXPECT_EQ(pairing.pairs, (std::vector<Shipment>{{0, 0, 1}, {1, 1, 1}, {1, 2, 1}, {2, 2, 1}}));
  EXPECT_EQ(pairing.length, 900 + 300 + 200 + 400);
  EXPECT_EQ(pairing.bound, pairing.length);
  EXPECT_EQ(pairing.unmet, (std::vector<std::int64_t>{0, 0, 0}));
}

TEST(Organisations, AreProvenForACity) {
  // 487 organisations, 251 grids: the size of the largest published deployment.
  core::Stream luck(core::Seed(5), 0, "test.organisations", 0);
  std::vector<Organisation> organisations(487);
  std::vector<GridWish> grids(251);
  for (Organisation& organisation : organisations) organisation.skills = 1ULL << luck.below(5);
  for (GridWish& grid : grids) grid = {"", luck.below(32), 1 + luck.below(2)};
  std::vector<double> lengths;
  for (std::size_t pair = 0; pair < organisations.size() * grids.size(); ++pair) lengths.push_back(luck.below(20000));
  const Pairing pairing = pair_organisations(organisations, grids, LengthTable(organisations.size(), grids.size(), lengths));
  EXPECT_EQ(pairing.bound, pairing.length);
  EXPECT_GT(pairing.pairs.size(), 300U);
}

}  // namespace
}  // namespace wangge::siting
