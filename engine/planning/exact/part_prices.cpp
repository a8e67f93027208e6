#include "engine/planning/exact/part_prices.h"

#include <algorithm>
#include <cstddef>

namespace wangge::planning {
namespace {

constexpr double first_pace = 0.7;
constexpr double blend = 0.85;         ///< of the last direction
constexpr double expected_gain = 0.2;  ///< by which the optimum is taken to exceed the best bound
constexpr int patience = 10;           ///< passes without a better bound before the pace halves
constexpr std::int64_t fine_buckets = 4096;
constexpr std::int64_t coarse_buckets = 512;  ///< to settle prices on; fewer where that allows too few passes
constexpr std::int64_t coarsest_buckets = 16;
constexpr std::uint64_t most_bytes = std::uint64_t{256} << 20;  ///< of fine tables, where coarser ones are to be had
constexpr std::uint64_t least_passes = 8;
constexpr std::uint64_t good_passes = 60;
constexpr std::uint64_t most_passes = 200;

}  // namespace

PartTables with_prices(PartTables tables, std::uint32_t parts, int passes,
                       const std::optional<std::chrono::steady_clock::time_point>& deadline) {
  std::vector<double> prices(tables.nodes(), 0.0);
  std::vector<double> direction(tables.nodes(), 0.0);
  std::vector<double> best = prices;
  std::int64_t most = 0;
  double pace = first_pace;
  int waiting = 0;
  for (int pass = 0; pass < passes; ++pass) {
    if (deadline && std::chrono::steady_clock::now() >= *deadline) break;
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
                                        const TableLimits& limits) {
  if (frontier_width(steps) > most_table_width) return std::nullopt;
  const auto bucket_of = [&](std::int64_t buckets) { return std::max<std::int64_t>(1, range.max / buckets); };
  const auto bytes_of = [&](std::int64_t buckets) {
    return std::max<std::uint64_t>(1, PartTables::bytes(steps, range, bucket_of(buckets)));
  };
  std::int64_t fine = fine_buckets;
  while (fine > coarsest_buckets && bytes_of(fine) > std::min(limits.bytes, most_bytes)) fine /= 2;
  if (bytes_of(fine) > limits.bytes) return std::nullopt;
  const bool costly = std::any_of(steps.begin(), steps.end(), [](const FrontierStep& step) {
    return std::any_of(step.earlier.begin(), step.earlier.end(), [](const auto& edge) { return edge.weight > 0; });
  });
  // Where no edge costs anything the question is whether there is a plan at all, and prices say nothing.
  if (!costly) return with_prices(PartTables(steps, range, {bucket_of(fine), cost_hint}), range.parts, 0);
  std::int64_t coarse = std::min(fine, coarse_buckets);
  while (coarse > coarsest_buckets && limits.filled / bytes_of(coarse) < good_passes) coarse /= 2;
  const std::uint64_t passes = std::clamp(limits.filled / bytes_of(coarse), least_passes, most_passes);
  PartTables tables = with_prices(PartTables(steps, range, {bucket_of(coarse), cost_hint}), range.parts, static_cast<int>(passes),
                                  limits.deadline);
  if (bucket_of(coarse) == bucket_of(fine)) return tables;
  PartTables finer(steps, range, {bucket_of(fine), cost_hint});
  finer.fill(tables.prices());
  return finer;
}

}  // namespace wangge::planning
