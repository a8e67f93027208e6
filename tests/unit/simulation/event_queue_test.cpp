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

}  // namespace
}  // namespace wangge::simulation
