#pragma once

#include "engine/core/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <numeric>
#include <span>
#include <vector>

namespace wangge::planning {

/// `core::parallel_for` in the order of falling sizes, each body begun as soon as a thread is free: no large one is left for the
/// end, when the other threads have nothing to do. As there, a body writes only to its own index.
///
///   largest_first(threads, sizes, [&](std::size_t i) { answers[i] = solve(parcels[i]); });
inline void largest_first(core::Threads threads, std::span<const std::size_t> sizes,
                          const std::function<void(std::size_t)>& body) {
  std::vector<std::size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
  std::atomic<std::size_t> next = 0;
  const auto workers = static_cast<std::size_t>(std::max(1, threads.value));
  core::parallel_for(threads, std::min(workers, order.size()), [&](std::size_t) {
    for (std::size_t at = next++; at < order.size(); at = next++) body(order[at]);
  });
}

}  // namespace wangge::planning
