// What becomes of a trace that was cut, damaged or altered: refused with its reason, never believed, never a crash.
#include "scenarios/run/trace_file.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "scenarios/run/checked_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/simulation/small_town.h"

#include <functional>
#include <string>

#include <gtest/gtest.h>

namespace wangge::scenarios {
namespace {

using simulation::EventKind;
using simulation::EventLog;
using simulation::RequestId;
using simulation::ResponderId;
using simulation::Trace;

/// A town where orders are declined, rated and reopened, and matters climb two levels.
simulation::SimulationInputs busy_town() {
  testing::SmallTown town(2, 3);
  town.building(0, {100, 0});
  town.building(1, {300, 0});
  town.responder(0, {0, 0}, {"daily 08:00-18:00"});
  town.responder(1, {400, 0});
  town.neighbours(0, 1);
  town.kind("visit", 5000, testing::exponential(900));
  auto& inputs = town.inputs;
  inputs.accept = testing::exponential(60);
  inputs.dispatch.decline = 0.2;
  auto& life = inputs.kinds[simulation::KindId(0)].life;
  life.rate = {.share = 0.5, .stars = {1, 1, 1, 1, 1}};
  life.reopen = {.share = 0.1, .after = testing::exponential(7200)};
  life.escalate = {.share = 0.3,
                   .levels = {{.name = "community", .takes = testing::exponential(900), .settled = 0.5},
                              {.name = "town", .takes = testing::exponential(900), .settled = 0.5}},
                   .visit_after = {}};
  return town.finished();
}

class TraceOnDisk : public ::testing::Test {
 protected:
  TraceOnDisk() : inputs_(busy_town()), trace_(simulation::Simulator(inputs_).run(core::Seed(7), 0, simulation::KeepLog::yes)) {}

  void write(const Trace& trace) const {
    write_trace_file(file_, {.origin = {.scenario = "town", .scenario_hash = "a", .inputs_digest = "b", .files = {{"c", "d"}}},
                             .all = true,
                             .blocks = {packed(trace)}});
  }
  /// The digest of the events that are told, or why they are not.
  [[nodiscard]] std::string told() const {
    try {
      const TraceFile read = read_trace_file(file_);
      return unpacked(file_, read.blocks.at(0), inputs_).log.digest();
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), core::ErrorCode::input);
      EXPECT_FALSE(error.message().zh.empty());
      return error.message().en;
    }
  }
  /// With its right digest.
  [[nodiscard]] std::string told_of(const std::function<void(Trace&)>& change) const {
    Trace trace = trace_;
    change(trace);
    write(trace);
    return told();
  }
  [[nodiscard]] std::size_t first(EventKind kind) const {
    std::size_t i = 0;
    while (trace_.log.kind[i] != kind) ++i;
    return i;
  }

  wangge::test::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "events.trace";
  simulation::SimulationInputs inputs_;
  Trace trace_;
};

TEST_F(TraceOnDisk, IsToldAsItWas) {
  ASSERT_GT(trace_.log.size(), 300U);
  EXPECT_EQ(told_of([](Trace&) {}), trace_.log.digest());
}

TEST_F(TraceOnDisk, IsRefusedWhereAnyByteIsNotAsItWas) {
  write(trace_);
  const std::string whole = read_file(file_);
  core::Stream luck(core::Seed(1), 0, "bytes", 0);
  const auto size = static_cast<std::uint32_t>(whole.size());
  for (int i = 0; i < 200; ++i) {
    std::string bytes = whole;
    const std::size_t at = luck.below(size);
    const std::uint32_t how = luck.below(3);
    if (how == 0) bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << luck.below(8)));
    if (how == 1) bytes.erase(at, 1 + luck.below(50));
    if (how == 2) std::swap(bytes[at], bytes[luck.below(size)]);
    if (bytes == whole) continue;
    write_file(file_, bytes);
    EXPECT_NE(told().find("events.trace: "), std::string::npos) << how << " at " << at << " of " << size;
  }
}

TEST_F(TraceOnDisk, IsSaidToHaveADamagedHeadWhereItBeginsAsATrace) {
  write(trace_);
  std::string bytes = read_file(file_);
  bytes[bytes.find('\n')] = '\xff';
  write_file(file_, bytes);
  EXPECT_NE(told().find("events.trace: its head is damaged"), std::string::npos) << told();
}

TEST_F(TraceOnDisk, IsNamedWhereAFolderIsGiven) {
  write(trace_);
  file_ = file_.parent_path();
  EXPECT_NE(told().find("is a folder; name its events.trace"), std::string::npos) << told();
}

TEST_F(TraceOnDisk, IsRefusedWhereItHasNoDigest) {
  write(trace_);
  std::string bytes = read_file(file_);
  bytes.replace(bytes.find("\"digest\""), 8, "\"digesT\"");
  write_file(file_, bytes);
  EXPECT_NE(told().find("it has no digest"), std::string::npos) << told();
}

TEST_F(TraceOnDisk, IsRefusedWhereItTellsWhatCannotBeThoughItsDigestIsRight) {
  const auto refused = [&](EventKind kind, const std::function<void(EventLog&, std::size_t)>& change) {
    const std::size_t at = first(kind);
    const std::string words = told_of([&](Trace& trace) { change(trace.log, at); });
    EXPECT_NE(words.find("no trace of these inputs: event "), std::string::npos) << words;
    return words;
  };
  EXPECT_NE(refused(EventKind::dispatched, [](EventLog& log, std::size_t at) { log.responder[at] = {}; }).find("(dispatched, at"),
            std::string::npos);
  refused(EventKind::rated, [](EventLog& log, std::size_t) { log.stars[0] = 200; });
  refused(EventKind::resolved, [](EventLog& log, std::size_t at) { log.responder[at] = {}; });
  refused(EventKind::resolved, [](EventLog& log, std::size_t at) { log.kind[at] = EventKind::escalated; });
  refused(EventKind::arrived, [](EventLog& log, std::size_t at) { log.time[at] = log.time[at - 1] - core::Millis(1); });
  inputs_.kinds[simulation::KindId(0)].life.escalate = {};
  refused(EventKind::escalated, [](EventLog&, std::size_t) {});
}

TEST_F(TraceOnDisk, IsRefusedWhereALineWaitsBeforeAFreeDesk) {
  inputs_.offices = {{.name = "community", .desks = 1, .codes = {"C"}, .of_grid = {}}};
  inputs_.offices[0].of_grid.resize(2, 0);
  inputs_.kinds[simulation::KindId(0)].life.escalate.levels[0].offices = 0;
  trace_ = simulation::Simulator(inputs_).run(core::Seed(7), 0, simulation::KeepLog::yes);
  EXPECT_EQ(told_of([](Trace&) {}), trace_.log.digest());
  inputs_.offices[0].desks = 2;
  const std::string words = told();
  EXPECT_NE(words.find("no trace of these inputs: event "), std::string::npos) << words;
  EXPECT_NE(words.find(" waits in line although a desk of its office is free"), std::string::npos) << words;
}

}  // namespace
}  // namespace wangge::scenarios
