// How lives of requests are counted, by hand. One metre a second; a is a building, 0 to 2 the posts of w0 to w2.
#include "engine/evaluation/evaluation.h"
#include "tests/unit/simulation/small_town.h"

#include <array>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::evaluation {
namespace {

using simulation::KeepLog;
using simulation::KindId;
using simulation::Life;
using simulation::Simulator;
using simulation::TeamId;
using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;

const Promise promise{.target = Response::arrive, .within = seconds(900)};

//   0 10    100  200        500
//   0       a    1          2       w0 and w1 decline after a minute, w2 accepts; a department helps after 100 s; 600 s at the
//   door
SmallTown declining_town() {
  SmallTown town(1);
  town.building(0, {100, 0});
  for (const double place : {10.0, 200.0, 500.0}) town.responder(0, {place, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(60);
  town.inputs.responder_kinds.push_back({.name = "unwilling", .decline = 1.0});
  town.inputs.responder_kinds.push_back({.name = "willing"});
  for (const std::size_t kind : {0U, 0U, 1U}) town.inputs.responders.kind.push_back(simulation::ResponderKindId(kind));
  Life& life = town.inputs.kinds[KindId(0)].life;
  life.help = {.share = 1, .takes = constant(100)};
  life.rate = {.share = 1, .stars = {0, 0, 0, 1, 0}};
  life.deadlines = {.accept = {}, .arrive = seconds(300), .resolve = {}};
  town.inputs.teams.push_back("T");
  town.inputs.responders.team = core::Column<simulation::ResponderId, TeamId>(3, TeamId(0));
  return town;
}

/// r0 at midnight; r1 comes 100 s before the end: its deadline does not pass, w0 declines, w1 has not answered.
struct DecliningDay {
  SmallTown town = declining_town();
  simulation::SimulationInputs inputs = town.finished();
  std::vector<Measures> measures = {
      measure(inputs, Simulator(inputs).replay(orders({{0, 0}, {86'300, 0}}), core::Seed(1), 0, KeepLog::no), promise)};
};

TEST(LifeEvaluation, CountsEachShareOfWhatItIsAShareOf) {
  const DecliningDay day;
  const Evaluation all = evaluate(day.inputs, day.measures, promise);
  const auto share = [&](LifeFigure figure) { return all.life[static_cast<std::size_t>(figure)]; };
  ASSERT_TRUE(share(LifeFigure::declined) && share(LifeFigure::late_arrive) && share(LifeFigure::assisted));
  EXPECT_DOUBLE_EQ(share(LifeFigure::declined)->value, 3.0 / 5) << "asked: w0, w1, w2 and w0, w1";
  EXPECT_DOUBLE_EQ(share(LifeFigure::late_arrive)->value, 1) << "r0 is reached after 180 + 400 s, r1 is not due";
  EXPECT_DOUBLE_EQ(share(LifeFigure::assisted)->value, 1) << "of the visited";
  ASSERT_TRUE(all.on_the_spot_share);
  EXPECT_DOUBLE_EQ(all.on_the_spot_share->value, 0) << "somebody came, and a department had to help";
  EXPECT_DOUBLE_EQ(share(LifeFigure::rated)->value, 1) << "of the resolved";
  EXPECT_DOUBLE_EQ(all.stars_mean->value, 4);
  for (const LifeFigure absent :
       {LifeFigure::timed_out, LifeFigure::interrupted, LifeFigure::handed_over, LifeFigure::deliberated, LifeFigure::escalated,
        LifeFigure::reopened, LifeFigure::late_accept, LifeFigure::late_resolve})
    EXPECT_FALSE(share(absent)) << name(absent);
  const KindFigures& kind = all.by_kind[0];
  EXPECT_DOUBLE_EQ(*kind.requests.life.means[0], 180.0 / 60);
  EXPECT_DOUBLE_EQ(*kind.requests.life.means[1], 580.0 / 60);
  EXPECT_DOUBLE_EQ(*kind.requests.life.means[2], 1280.0 / 60);
  EXPECT_DOUBLE_EQ(kind.responses[2]->mean.value, 1280.0 / 60);
  EXPECT_DOUBLE_EQ(*all.by_hour[23].life.shares[static_cast<std::size_t>(LifeFigure::declined)], 0.5);
  EXPECT_FALSE(all.by_hour[23].life.shares[static_cast<std::size_t>(LifeFigure::late_arrive)]);
  EXPECT_DOUBLE_EQ(*all.by_grid[0].requests.life.shares[static_cast<std::size_t>(LifeFigure::late_arrive)], 1);
}

TEST(LifeEvaluation, CountsTimeWaysAndTeams) {
  const DecliningDay day;
  const Evaluation all = evaluate(day.inputs, day.measures, promise);
  EXPECT_DOUBLE_EQ(all.utilisation_gini->value, (2.0 * 1160) / (3 * 1200))
      << "busy: 0, 40 (not yet answered) and 1160 s of a day";
  EXPECT_DOUBLE_EQ(all.way_hours->value, 800.0 / 3600) << "w2 goes 400 m out and 400 m home";
  ASSERT_EQ(all.teams.size(), 1U);
  EXPECT_EQ(all.teams[0].team, "T");
  EXPECT_EQ(all.teams[0].responders, 3U);
  EXPECT_DOUBLE_EQ(all.teams[0].resolved, 1);
  EXPECT_DOUBLE_EQ(all.teams[0].late, 1);
  EXPECT_DOUBLE_EQ(all.teams[0].points, 1 + 4 - 1) << "resolved, four stars, late";
  EXPECT_EQ(all.teams_withheld, 0U);
  simulation::SimulationInputs shy = day.inputs;
  shy.points.least_team = 4;
  const Evaluation withheld = evaluate(shy, day.measures, promise);
  EXPECT_TRUE(withheld.teams.empty()) << "three people are too few to be told of";
  EXPECT_EQ(withheld.teams_withheld, 1U);
}

// Both are reached after 100 s and resolved after 700 s; noise is promised to be resolved in 600 s, fire to be reached in 200 s.
TEST(LifeEvaluation, HoldsEachKindToItsOwnPromise) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("noise", 0, constant(600));
  town.kind("fire", 0, constant(600));
  const simulation::SimulationInputs inputs = town.finished();
  simulation::Requests requests = orders({{0, 0}, {5000, 0}});
  requests.kind[simulation::RequestId(1)] = KindId(1);
  const auto trace = Simulator(inputs).replay(requests, core::Seed(1), 0, KeepLog::no);
  Promise own{.target = Response::arrive, .within = seconds(50)};
  own.kinds.push_back({.target = Response::resolve, .within = seconds(600)});
  own.kinds.push_back({.target = Response::arrive, .within = seconds(200)});
  const std::vector<Measures> measures = {measure(inputs, trace, own)};
  const Evaluation all = evaluate(inputs, measures, own);
  EXPECT_DOUBLE_EQ(*all.by_kind[0].requests.within_target_share, 0);
  EXPECT_DOUBLE_EQ(*all.by_kind[1].requests.within_target_share, 1);
  EXPECT_DOUBLE_EQ(all.all.within_target_share->value, 0.5);
  EXPECT_DOUBLE_EQ(*all.by_kind[0].requests.response_mean, 700.0 / 60);
  EXPECT_DOUBLE_EQ(*all.by_kind[1].requests.response_mean, 100.0 / 60);
}

// Two grids of one community and one of another; the second community's only worker belongs to it and serves all.
TEST(LifeEvaluation, AddsUpTheGridsOfACommunity) {
  SmallTown town(3);
  for (std::size_t grid = 0; grid < 3; ++grid) town.building(grid, {100.0 + 1000.0 * (grid == 1 ? 1 : 0), 0});
  const auto first = town.responder(0, {0, 0});
  const auto second = town.responder(2, {200, 0});
  town.kind("visit", 0, constant(600));
  for (const char* code : {"B", "A"}) town.inputs.communities.push_back(code);
  for (const std::size_t of : {0U, 0U, 1U}) town.inputs.community_of_grid.push_back(simulation::CommunityId(of));
  const std::vector<std::pair<simulation::ResponderId, simulation::GridId>> served = {{first, simulation::GridId(0)},
                                                                                      {first, simulation::GridId(1)},
                                                                                      {second, simulation::GridId(0)},
                                                                                      {second, simulation::GridId(1)},
                                                                                      {second, simulation::GridId(2)}};
  town.inputs.responders.serves = core::Csr<simulation::ResponderId, simulation::GridId>::build(2, served);
  const simulation::SimulationInputs inputs = town.finished();
  // In grid 0 by the first, in grid 1 out of reach, in grid 2 by the second.
  const auto trace = Simulator(inputs).replay(orders({{0, 0}, {1, 1}, {2, 2}}), core::Seed(1), 0, KeepLog::no);
  const std::vector<Measures> measures = {measure(inputs, trace, promise)};
  const Evaluation all = evaluate(inputs, measures, promise);
  ASSERT_EQ(all.by_community.size(), 2U);
  const CommunityFigures& a = all.by_community[0];
  const CommunityFigures& b = all.by_community[1];
  EXPECT_EQ(a.code, "A");
  EXPECT_EQ(b.code, "B");
  EXPECT_DOUBLE_EQ(b.requests.requests, 2);
  EXPECT_DOUBLE_EQ(b.within_target_share->value, 0.5) << "one of them nobody reaches";
  EXPECT_DOUBLE_EQ(*b.requests.life.unanswered_shares[1], 0.5);
  EXPECT_DOUBLE_EQ(*b.requests.life.means[1], 100.0 / 60);
  EXPECT_DOUBLE_EQ(*b.utilisation, 700.0 / 86'400);
  EXPECT_FALSE(a.utilisation) << "its only worker serves both";
  EXPECT_DOUBLE_EQ(a.within_target_share->value, 1);
  EXPECT_DOUBLE_EQ(a.requests.requests + b.requests.requests, all.all.requests.value);
}

// None of the requests of either day is late: the share is 0, and may well be more.
TEST(LifeEvaluation, GivesAShareOfNoneAWidth) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.kinds[KindId(0)].life.deadlines = {.accept = {}, .arrive = seconds(900), .resolve = {}};
  const simulation::SimulationInputs inputs = town.finished();
  const Simulator simulator(inputs);
  const auto of = [&](const std::vector<std::pair<double, std::size_t>>& list) {
    return measure(inputs, simulator.replay(orders(list), core::Seed(1), 0, KeepLog::no), promise);
  };
  // The last one is asked for half a minute before the end.
  const Evaluation all =
      evaluate(inputs, std::vector<Measures>{of({{0, 0}, {5000, 0}}), of({{0, 0}, {9000, 0}, {86'370, 0}})}, promise);
  const auto& late = *all.life[static_cast<std::size_t>(LifeFigure::late_arrive)];
  EXPECT_EQ(late.value, 0);
  EXPECT_EQ(late.ci95->low, 0);
  const double z2 = 1.959963984540054 * 1.959963984540054;
  EXPECT_NEAR(late.ci95->high, z2 / (4 + z2), 1e-12) << "Wilson's of none of four";
  EXPECT_NEAR(all.all.within_target_share->ci95->low, 4 / (4 + z2), 1e-12) << "all of four";
  EXPECT_EQ(all.all.within_target_share->ci95->high, 1);
  // Five orders; one has not been reached at the end.
  EXPECT_DOUBLE_EQ(all.all.responses[1]->answered, 2);
  EXPECT_DOUBLE_EQ(*all.all.responses[1]->unanswered_share, 0.2);
  EXPECT_DOUBLE_EQ(*all.by_grid[0].requests.life.unanswered_shares[1], 0.2);
  EXPECT_DOUBLE_EQ(*all.by_kind[0].responses[2]->unanswered_share, 0.2);
}

//   0        a        1       w0 (team 0) settles it and gets four stars; reopened after its shift, w1 (team 1) has it in hand
TEST(LifeEvaluation, CreditsStarsToWhoseWorkWasRated) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 00:00-01:00"});
  town.responder(0, {200, 0}, {"daily 02:00-03:00"});
  town.kind("visit", 0, constant(600));
  Life& life = town.inputs.kinds[KindId(0)].life;
  life.rate = {.share = 1, .stars = {0, 0, 0, 1, 0}};
  life.reopen = {.share = 1, .after = constant(3600), .most = 1};
  for (const char* team : {"first", "second"}) town.inputs.teams.push_back(team);
  for (const std::size_t team : {0U, 1U}) town.inputs.responders.team.push_back(TeamId(team));
  town.inputs.horizon = seconds(7250);  // w1 is on the way
  simulation::SimulationInputs inputs = town.finished();
  auto trace = Simulator(inputs).replay(orders({{0, 0}}), core::Seed(1), 0, KeepLog::yes);
  ASSERT_EQ(trace.outcomes.responder[simulation::RequestId(0)], simulation::ResponderId(1));
  Measures one = measure(inputs, trace, promise);
  EXPECT_EQ(one.teams[TeamId(0)].stars, 4);
  EXPECT_EQ(one.teams[TeamId(0)].rated, 1);
  EXPECT_EQ(one.teams[TeamId(1)].rated, 0);
  EXPECT_EQ(one.teams[TeamId(0)].resolved, 0) << "it is open again";

  // What a council above settles is nobody's visit: rated, but no team earns it.
  inputs.horizon = seconds(86'400);
  inputs.kinds[KindId(0)].life.reopen = {};
  inputs.kinds[KindId(0)].life.escalate = {
      .share = 1, .levels = {{.name = "community", .takes = constant(100), .settled = 1}}, .visit_after = {}};
  trace = Simulator(inputs).replay(orders({{0, 0}}), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(trace.outcomes.stars[simulation::RequestId(0)], 4);
  one = measure(inputs, trace, promise);
  EXPECT_EQ(one.life[LifeFigure::rated].part, 1);
  EXPECT_EQ(one.teams[TeamId(0)].rated + one.teams[TeamId(1)].rated, 0);
}

/// The second kind begins below the first, and ends above it.
TEST(LifeEvaluation, TellsLevelsFromBelowWhicheverKindHasThemFirst) {
  using Level = simulation::Life::Escalation::Level;
  const auto level = [](const char* name) { return Level{.name = name, .takes = constant(100), .settled = 1}; };
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("problem", 0, constant(600));
  town.kind("problem of a compound", 0, constant(600));
  town.inputs.kinds[KindId(0)].life.escalate = {.share = 1, .levels = {level("community"), level("district")}, .visit_after = {}};
  town.inputs.kinds[KindId(1)].life.escalate = {
      .share = 1,
      .levels = {level("compound"), level("community"), level("town"), level("district"), level("city")},
      .visit_after = {}};
  const simulation::SimulationInputs inputs = town.finished();
  const auto trace = Simulator(inputs).replay(orders({{0, 0}}), core::Seed(1), 0, KeepLog::no);
  const std::vector<Measures> measures = {measure(inputs, trace, promise)};
  std::vector<std::string> names;
  for (const LevelFigures& one : evaluate(inputs, measures, promise).escalated) names.push_back(one.level);
  EXPECT_EQ(names, (std::vector<std::string>{"compound", "community", "town", "district", "city"}));
}

TEST(LifeEvaluation, TellsWhatEachLevelHadAndSettled) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("dispute", 0, constant(600));
  town.inputs.kinds[KindId(0)].life.escalate = {
      .share = 1,
      .levels = {{.name = "community", .takes = constant(1000)}, {.name = "town", .takes = constant(100), .settled = 1}},
      .visit_after = {}};
  const simulation::SimulationInputs inputs = town.finished();
  // The second is with the community at the end.
  const auto trace = Simulator(inputs).replay(orders({{0, 0}, {85'400, 0}}), core::Seed(1), 0, KeepLog::no);
  const std::vector<Measures> measures = {measure(inputs, trace, promise)};
  const Evaluation all = evaluate(inputs, measures, promise);
  ASSERT_EQ(all.escalated.size(), 2U);
  EXPECT_EQ(all.escalated[0].level, "community");
  EXPECT_DOUBLE_EQ(all.escalated[0].requests, 2);
  EXPECT_DOUBLE_EQ(*all.escalated[0].share, 1);
  EXPECT_DOUBLE_EQ(*all.escalated[0].settled_share, 0);
  EXPECT_DOUBLE_EQ(*all.escalated[1].share, 0.5);
  EXPECT_DOUBLE_EQ(*all.escalated[1].settled_share, 1);
  EXPECT_TRUE(all.teams.empty());
}

// Who serves two grids is no worker of one of them, and helps in neither.
TEST(LifeEvaluation, CountsWhoServesSeveralGridsAsTheirsButNotInTheirLoad) {
  SmallTown town(2);
  town.building(0, {100, 0});
  town.building(1, {200, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(600));
  const std::vector<std::pair<simulation::ResponderId, simulation::GridId>> both = {
      {simulation::ResponderId(0), simulation::GridId(0)}, {simulation::ResponderId(0), simulation::GridId(1)}};
  town.inputs.responders.serves = core::Csr<simulation::ResponderId, simulation::GridId>::build(1, both);
  const simulation::SimulationInputs inputs = town.finished();
  const auto trace = Simulator(inputs).replay(orders({{0, 1}}), core::Seed(1), 0, KeepLog::no);
  const Measures one = measure(inputs, trace, promise);
  EXPECT_EQ(one.all.tally.dispatched, 1);
  EXPECT_EQ(one.all.tally.helped, 0);
  EXPECT_EQ(one.work.busy, seconds(800).value);
  EXPECT_EQ(one.work_by_grid[simulation::GridId(0)].busy, 0);
}

}  // namespace
}  // namespace wangge::evaluation
