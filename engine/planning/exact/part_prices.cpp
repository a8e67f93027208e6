#include "engine/planning/exact/part_prices.h"

#include <algorithm>
#include <cstddef>

namespace wangge::planning {
namespace {

constexpr double first_pace = 1.0;
constexpr double blend = 0.6;          ///< of the last direction
constexpr double expected_gain = 0.1;  ///< by which the optimum is taken to exceed the best bound
constexpr int patience = 4;            ///< passes without a better bound before the pace halves
constexpr std::int64_t fine_buckets = 4096;
constexpr std::int64_t coarse_buckets = 128;
constexpr std::int64_t coarsest_buckets = 16;
constexpr std::uint64_t most_bytes = std::uint64_t{256} << 20;  ///< of fine tables, where coarser ones are to be had
constexpr double pass_bytes = 4e9;                              ///< tables filled in all passes together
constexpr int least_passes = 8;
constexpr int most_passes = 80;

}  // namespace

PartTables with_prices(PartTables tables, std::uint32_t parts, int passes) {
  std::vector<double> prices(tables.nodes(), 0.0);
  std::vector<double> direction(tables.nodes(), 0.0);
  std::vector<double> best = prices;
  std::int64_t most = 0;
  double pace = first_pace;
  int waiting = 0;
  for (int pass = 0; pass < passes; ++pass) {
    tables.fill(prices);
    const std::int64_t bound = tables.root();
    if (pass == 0 || bound > most) {
      most = bound;
      best = prices;
      waiting = 0;
    } else if (++waiting == patience) {
      pace /= 2;
      waiting = 0;
      prices = best;
    }
    // A node in no part should earn more, a node that each of the equal parts wants should earn less.
    const std::vector<bool> wanted = tables.cheapest_part();
    double norm = 0;
    for (std::size_t i = 0; i < prices.size(); ++i) {
      direction[i] = 1.0 - (wanted[i] ? static_cast<double>(parts) : 0.0) + blend * direction[i];
      norm += direction[i] * direction[i];
    }
    const double target = static_cast<double>(most) * (1 + expected_gain) + tables.ticks_per_cut();
    const double step = pace * (target - static_cast<double>(bound)) / std::max(norm, 1e-9);
    for (std::size_t i = 0; i < prices.size(); ++i) prices[i] += step * direction[i];
  }
  tables.fill(best);
  return tables;
}

std::optional<PartTables> priced_tables(std::span<const FrontierStep> steps, const PartRange& range, std::int64_t cost_hint,
                                        std::uint64_t bytes) {
  if (frontier_width(steps) > most_table_width) return std::nullopt;
  const auto bucket_of = [&](std::int64_t buckets) { return std::max<std::int64_t>(1, range.max / buckets); };
  std::int64_t buckets = fine_buckets;
  const std::uint64_t allowed = std::min(bytes, most_bytes);
  while (buckets > coarsest_buckets && PartTables::bytes(steps, range, bucket_of(buckets)) > allowed) buckets /= 2;
  if (PartTables::bytes(steps, range, bucket_of(buckets)) > bytes) return std::nullopt;
  const std::int64_t coarse = std::min(buckets, coarse_buckets);
  const double work = static_cast<double>(PartTables::bytes(steps, range, bucket_of(coarse)));
  const int passes = std::clamp(static_cast<int>(pass_bytes / std::max(1.0, work)), least_passes, most_passes);
  PartTables tables = with_prices(PartTables(steps, range, {bucket_of(coarse), cost_hint}), range.parts, passes);
  if (bucket_of(coarse) == bucket_of(buckets)) return tables;
  PartTables fine(steps, range, {bucket_of(buckets), cost_hint});
  fine.fill(tables.prices());
  return fine;
}

}  // namespace wangge::planning
