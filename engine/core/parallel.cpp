#include "engine/core/parallel.h"

#include <algorithm>
#include <exception>
#include <vector>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace wangge::core {

void parallel_for(Threads threads, std::size_t count, const std::function<void(std::size_t)>& body) {
  if (threads.value <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) body(i);
    return;
  }
  std::vector<std::exception_ptr> failures(count);
  // The number asked for holds even where the machine has fewer cores: results do not depend on it, tests rely on it.
  const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads.value));
  tbb::task_arena arena(threads.value);
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
      try {
        body(i);
      } catch (...) {
        failures[i] = std::current_exception();
      }
    });
  });
  const auto first = std::find_if(failures.begin(), failures.end(), [](const auto& failure) { return failure != nullptr; });
  if (first != failures.end()) std::rethrow_exception(*first);
}

}  // namespace wangge::core
