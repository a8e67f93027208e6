#include "engine/core/error.h"
#include "tests/unit/simulation/small_town.h"

#include <functional>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::seconds;
using testing::SmallTown;

/// What is said of a town that is spoilt in one way; both languages name what is wrong.
std::string refusal(const std::function<void(SimulationInputs&)>& spoil) {
  SmallTown town(1);
  town.building(0, {0, 0});
  town.responder(0, {0, 0});
  town.kind("noise", 10, testing::constant(60));
  town.inputs.responder_kinds.push_back({.name = "captain"});
  town.inputs.responders.kind.push_back(ResponderKindId(0));
  SimulationInputs inputs = town.finished();
  spoil(inputs);
  try {
    const Simulator simulator(std::move(inputs));
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_FALSE(error.message().zh.empty());
    return error.message().en;
  }
  return "accepted";
}

void expect_refusal(const std::function<void(SimulationInputs&)>& spoil, const std::string& words) {
  EXPECT_NE(refusal(spoil).find(words), std::string::npos) << refusal(spoil);
}

TEST(SimulationInputs, AreTakenWhereNothingIsWrong) {
  EXPECT_EQ(refusal([](SimulationInputs&) {}), "accepted");
}

TEST(SimulationInputs, ThatCannotBeAreRefusedByName) {
  const auto kind = [](SimulationInputs& inputs) -> RequestKind& { return inputs.kinds[KindId(0)]; };
  const auto people = [](SimulationInputs& inputs) -> ResponderKind& { return inputs.responder_kinds[ResponderKindId(0)]; };
  expect_refusal([&](auto& inputs) { kind(inputs).life.help.share = 1.2; }, "request \"noise\": chance 1.2");
  expect_refusal([&](auto& inputs) { kind(inputs).life.reopen.share = -0.1; }, "chance -0.1");
  expect_refusal([&](auto& inputs) { kind(inputs).life.deliberate.share = std::numeric_limits<double>::quiet_NaN(); },
                 "chance nan");
  expect_refusal([&](auto& inputs) { kind(inputs).life.rate = {.share = 0.5, .stars = {}}; }, "one to five stars");
  expect_refusal([&](auto& inputs) { kind(inputs).life.rate = {.share = 0.5, .stars = {1, -1, 1, 1, 1}}; }, "one to five stars");
  expect_refusal([&](auto& inputs) { kind(inputs).life.deadlines = {.accept = seconds(600), .arrive = seconds(300)}; },
                 "deadline to arrive of 5 min");
  expect_refusal([&](auto& inputs) { kind(inputs).life.deadlines = {.resolve = seconds(-60)}; }, "deadline to resolve of -1 min");
  expect_refusal([&](auto& inputs) { people(inputs).decline = 2; }, "responder \"captain\": chance 2");
  expect_refusal([&](auto& inputs) { people(inputs).present = 0.5; }, "have no days to be absent from");
  expect_refusal([&](auto& inputs) { people(inputs) = {.name = "captain", .patrols = true, .stay = seconds(0)}; },
                 "stay at each building");
  expect_refusal([](auto& inputs) { inputs.dispatch.decline = 7; }, "declined orders: chance 7");
  expect_refusal([](auto& inputs) { inputs.dispatch.accept_timeout = seconds(0); }, "pauses of dispatch");
  expect_refusal([](auto& inputs) { inputs.dispatch.batch = seconds(0); }, "pauses of dispatch");
}

}  // namespace
}  // namespace wangge::simulation
