#include "engine/simulation/loop/event_queue.h"

#include "engine/core/random.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using Key = std::tuple<std::int64_t, EventKind, std::uint32_t, std::uint32_t>;

TEST(EventQueue, GivesEventsByTimeKindEntityAndTicket) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    core::Stream luck(core::Seed(seed), 0, "events", 0);
    EventQueue queue;
    std::vector<Key> waiting;
    std::int64_t now = 0;
    for (int i = 0; i < 2000; ++i) {
      if (waiting.empty() || luck.below(5) < 3) {
        // Many at one moment, some of the next days, never before what has come already.
        const core::Millis time(now + (luck.below(4) == 0 ? luck.below(200'000'000) : luck.below(50)));
        const auto kind = static_cast<EventKind>(luck.below(6));
        const std::uint32_t entity = luck.below(4);
        waiting.emplace_back(time.value, kind, entity, queue.push(time, kind, entity));
      } else {
        const auto least = std::min_element(waiting.begin(), waiting.end());
        ASSERT_EQ(queue.next_time().value, std::get<0>(*least));
        const DueEvent event = queue.pop();
        now = event.time.value;
        ASSERT_EQ(Key(event.time.value, event.kind, event.entity, event.ticket), *least);
        waiting.erase(least);
      }
      ASSERT_EQ(queue.size(), waiting.size());
    }
  }
}

// From the same moment to the end of what a time can hold, with more to come while it empties.
TEST(EventQueue, GivesEventsInOrderHoweverFarTheyAre) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    core::Stream luck(core::Seed(seed), 0, "events", 1);
    EventQueue queue;
    std::vector<Key> waiting;
    const auto add = [&](std::int64_t now) {
      const auto far = static_cast<std::int64_t>(luck.next64() >> (7 + luck.below(56)));
      const core::Millis time(std::min(now + far, (std::int64_t{1} << 58) - 1));
      waiting.emplace_back(time.value, EventKind::resolved, luck.below(3), 0);
      std::get<3>(waiting.back()) = queue.push(time, EventKind::resolved, std::get<2>(waiting.back()));
    };
    for (int i = 0; i < 400; ++i) add(0);
    for (int more = 400; !waiting.empty(); --more) {
      const auto least = std::min_element(waiting.begin(), waiting.end());
      const DueEvent event = queue.pop();
      ASSERT_EQ(Key(event.time.value, event.kind, event.entity, event.ticket), *least);
      waiting.erase(least);
      if (more > 0) add(event.time.value);
      ASSERT_EQ(queue.size(), waiting.size());
      ASSERT_EQ(queue.empty(), waiting.empty());
    }
  }
}

}  // namespace
}  // namespace wangge::simulation
