#include "engine/queueing/formulas.h"

#include <cmath>

#include <gtest/gtest.h>

namespace wangge::queueing {
namespace {

// The definition: B = (a^c / c!) / sum a^n / n!.
double erlang_b_by_sum(double offered, int servers) {
  double term = 1;
  double total = 1;
  for (int n = 1; n <= servers; ++n) {
    term *= offered / n;
    total += term;
  }
  return term / total;
}

TEST(Queueing, ErlangBEqualsItsDefinition) {
  for (const double offered : {0.1, 1.0, 5.0, 20.0}) {
    for (const int servers : {0, 1, 2, 5, 10, 40}) {
      EXPECT_NEAR(erlang_b(offered, servers) / erlang_b_by_sum(offered, servers), 1, 1e-13);
    }
  }
}

// Traffic tables: 10 circuits carry 4.461 erlangs at 1 % loss, 20 carry 12.031, 100 carry 84.06.
TEST(Queueing, ErlangBGivesTheTrafficTables) {
  EXPECT_NEAR(erlang_b(4.461, 10), 0.01, 5e-6);
  EXPECT_NEAR(erlang_b(12.031, 20), 0.01, 5e-6);
  EXPECT_NEAR(erlang_b(84.064, 100), 0.01, 5e-6);
}

TEST(Queueing, OneServerWaitsAsInTheTextbook) {
  for (const double load : {0.1, 0.5, 0.9}) {
    EXPECT_NEAR(*erlang_c(load, 1), load, 1e-15);
    EXPECT_NEAR(*mean_wait_mmc(load, 1), load / (1 - load), 1e-12);
    EXPECT_NEAR(*mean_wait_mg1(load, 1), load / (1 - load), 1e-12);
    EXPECT_NEAR(*mean_wait_mg1(load, 0), load / (1 - load) / 2, 1e-12);  // deterministic: half
  }
}

TEST(Queueing, TwoServersWaitAsInTheTextbook) {
  // C(2, a) = a^2 / (2 + a)
  for (const double offered : {0.2, 1.0, 1.8}) EXPECT_NEAR(*erlang_c(offered, 2), offered * offered / (2 + offered), 1e-14);
}

TEST(Queueing, OverloadHasNoSteadyState) {
  EXPECT_FALSE(erlang_c(2, 2));
  EXPECT_FALSE(mean_wait_mmc(2.5, 2));
  EXPECT_FALSE(mean_wait_mg1(1, 0.5));
  EXPECT_GT(erlang_b(50, 2), 0.9);  // a loss system settles under any load
}

}  // namespace
}  // namespace wangge::queueing
