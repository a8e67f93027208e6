// How often does the 95 % interval of a simulated mean wait cover Erlang's answer? Nine cases of M/M/c, one line each.
//
//   queue_coverage [seeds = 200] [customers = 500000] [threads = 2] [first seed = 1]

#include "engine/core/parallel.h"
#include "engine/evaluation/queueing.h"
#include "engine/simulation/queue.h"

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace {

using wangge::simulation::QueueQuestion;
using wangge::simulation::QueueResult;

bool covers(const std::optional<wangge::core::Estimate>& estimate, double truth) {
  return estimate && estimate->ci95 && estimate->ci95->low <= truth && truth <= estimate->ci95->high;
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

int main(int count, char** words) {
  const auto number = [&](int at, std::uint64_t otherwise) { return count > at ? std::stoull(words[at]) : otherwise; };
  const std::uint64_t seeds = number(1, 200);
  const std::uint64_t customers = number(2, 500'000);
  const wangge::core::Threads threads(static_cast<int>(number(3, 2)));
  const std::uint64_t first_seed = number(4, 1);
  std::printf("%llu seeds of %llu customers\nservers  load  wait covered  probability covered  M events per CPU-s\n",
              static_cast<unsigned long long>(seeds), static_cast<unsigned long long>(customers));
  int outside = 0;
  for (const int servers : {1, 2, 10}) {
    for (const double load : {0.5, 0.8, 0.9}) {
      const double offered = load * servers;
      const double wait = *wangge::evaluation::mean_wait_mmc(offered, servers);
      const double probability = *wangge::evaluation::erlang_c(offered, servers);
      std::vector<QueueResult> results(seeds);
      const double start = cpu_seconds();
      wangge::core::parallel_for(threads, seeds, [&](std::size_t i) {
        results[i] = wangge::simulation::run_queue({.arrival_rate = offered,
                                                    .service_rate = 1,
                                                    .servers = servers,
                                                    .service = {},
                                                    .customers = customers,
                                                    .seed = wangge::core::Seed(first_seed + i)});
      });
      const double seconds = cpu_seconds() - start;
      double wait_hits = 0;
      double probability_hits = 0;
      double events = 0;
      for (const QueueResult& result : results) {
        wait_hits += covers(result.wait, wait) ? 1 : 0;
        probability_hits += covers(result.wait_probability, probability) ? 1 : 0;
        events += static_cast<double>(result.events);
      }
      const double share = wait_hits / static_cast<double>(seeds);
      outside += share < 0.90 || share > 0.99 ? 1 : 0;
      std::printf("%7d  %.2f  %11.1f%%  %18.1f%%  %18.1f\n", servers, load, 100 * share,
                  100 * probability_hits / static_cast<double>(seeds), events / seconds / 1e6);
    }
  }
  std::printf(outside == 0 ? "ok: every case lies in 90-99 %%\n" : "FAIL: %d cases outside 90-99 %%\n", outside);
  return outside == 0 ? 0 : 1;
}
