#pragma once

#include <ctime>

namespace wangge::scenarios {

/// Of this thread, or of the whole process with all its threads.
enum class CpuOf { thread, process };

/// Processor time used so far, in seconds; differences of two answers count.
[[nodiscard]] inline double cpu_seconds(CpuOf whose) {
  timespec spent{};
  clock_gettime(whose == CpuOf::thread ? CLOCK_THREAD_CPUTIME_ID : CLOCK_PROCESS_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

}  // namespace wangge::scenarios
