#pragma once

#include "engine/core/units.h"

#include <cstddef>
#include <functional>

namespace wangge::core {

/// Calls body(0) … body(count - 1), on at most `threads` threads, in any order; returns when all are done.
/// The first exception (by index) is thrown again here. A body writes only to its own index, so results do not
/// depend on the number of threads.
///
///   parallel_for(threads, parents.size(), [&](std::size_t i) { plans[i] = solve(parents[i]); });
void parallel_for(Threads threads, std::size_t count, const std::function<void(std::size_t)>& body);

}  // namespace wangge::core
