#include "engine/network/hierarchy/router.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <numeric>

namespace wangge::network {
namespace {

constexpr std::size_t too_few_for_lanes = 4;  // sixteen lanes cost about as much as three searches one by one

/// Sources by place in the hierarchy: those of one batch then share most of their ways to the top.
std::vector<std::uint32_t> near_together(const Metric& metric, std::span<const Ends> from) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> keys(from.size());
  for (std::uint32_t i = 0; i < from.size(); ++i) {
    const NodeId node = from[i][0].node.valid() ? from[i][0].node : from[i][1].node;
    keys[i] = {node.valid() ? metric.place(node) : Metric::none, i};
  }
  std::sort(keys.begin(), keys.end());
  std::vector<std::uint32_t> order(from.size());
  std::transform(keys.begin(), keys.end(), order.begin(), [](const auto& key) { return key.second; });
  return order;
}

/// Searches from up to `width` sources and writes their rows.
template <std::size_t width>
void fill_rows(LaneSearch<width>& search, const TargetPart& part, std::span<const Ends> from, std::span<const std::uint32_t> rows,
               std::uint32_t limit, std::vector<TravelTime>& table) {
  std::array<Ends, width> sources{};
  for (std::size_t lane = 0; lane < rows.size(); ++lane) sources[lane] = from[rows[lane]];
  const std::span<const Lanes<width>> times = search.reach(std::span(sources).first(rows.size()), part, limit);
  constexpr std::size_t block = 16;  // one cache line of every row at a time
  for (std::size_t begin = 0; begin < times.size(); begin += block) {
    const std::size_t end = std::min(times.size(), begin + block);
    for (std::size_t lane = 0; lane < rows.size(); ++lane) {
      TravelTime* const row = table.data() + std::size_t{rows[lane]} * times.size();
      for (std::size_t i = begin; i < end; ++i) row[i].ms = times[i].at[lane];
    }
  }
}

}  // namespace

std::vector<TravelTime> Router::table(std::span<const Ends> from, std::span<const Ends> to, core::Threads threads,
                                      std::uint32_t limit) const {
  std::vector<TravelTime> table(from.size() * to.size());
  if (table.empty()) return table;
  const auto part = parts_.take();
  part->select(to, limit);
  if (from.size() < too_few_for_lanes) {
    const auto search = ones_.take();
    for (std::uint32_t row = 0; row < from.size(); ++row) fill_rows(*search, *part, from, {&row, 1}, limit, table);
    return table;
  }
  const std::vector<std::uint32_t> order = near_together(*metric_, from);
  core::parallel_for(threads, (order.size() + batch - 1) / batch, [&](std::size_t i) {
    const std::span<const std::uint32_t> rest = std::span(order).subspan(i * batch);
    fill_rows(*batches_.take(), *part, from, rest.first(std::min(batch, rest.size())), limit, table);
  });
  return table;
}

}  // namespace wangge::network
