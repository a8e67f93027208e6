#include "engine/simulation/dispatch/policy.h"
#include "engine/core/error.h"
#include "engine/simulation/loop/simulator.h"
#include "tests/unit/simulation/small_town.h"

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

TEST(DispatchPolicy, IsFoundByItsName) {
  for (const std::string& name : dispatch_policy_names()) EXPECT_EQ(dispatch_policy(name).name(), name);
  EXPECT_EQ(dispatch_policy_names().front(), SimulationInputs{}.policy);
}

TEST(DispatchPolicy, OfAnUnknownNameIsRefusedWithTheKnownOnes) {
  try {
    static_cast<void>(dispatch_policy("by lot"));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    EXPECT_NE(error.message().en.find("\"by lot\""), std::string::npos);
    for (const std::string& name : dispatch_policy_names()) EXPECT_NE(error.message().zh.find(name), std::string::npos);
  }
}

TEST(Simulator, RefusesAHorizonOfNothing) {
  testing::SmallTown town(1, 0);
  EXPECT_THROW(Simulator{town.finished()}, core::Error);
}

}  // namespace
}  // namespace wangge::simulation
