#include "engine/network/table.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace wangge::network {
namespace {

constexpr std::uint64_t largest_node_table = std::uint64_t{1} << 26U;  // 256 MiB of 32-bit times

std::uint32_t narrow(std::uint64_t ms) { return ms < TravelTime::none ? static_cast<std::uint32_t>(ms) : TravelTime::none; }

/// The nodes at which a spot can be entered, marked; a search may stop when it has settled them all.
struct Goals {
  Column<NodeId, std::uint8_t> wanted;
  std::size_t count = 0;

  Goals(std::size_t nodes, std::span<const Spot> to) : wanted(nodes, 0) {
    for (const Spot& spot : to) {
      if (!spot.valid()) continue;
      if (spot.from_tail()) want(spot.tail);
      if (spot.from_head()) want(spot.head);
    }
  }
  void want(NodeId node) {
    if (wanted[node] != 0) return;
    wanted[node] = 1;
    ++count;
  }
  void reach_all(Search& search) const {
    std::size_t left = count;
    while (left > 0) {
      const auto settled = search.next();
      if (!settled) return;
      left -= wanted[settled->node];
    }
  }
};

void fill_row(const Search& search, std::span<const Spot> to, std::uint32_t* row) {
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (to[i].valid()) row[i] = narrow(arrival(to[i], [&](NodeId node) { return search.label(node); }));
  }
}

/// The ends at which the sources can be left to, each once, rising.
std::vector<NodeId> departures(std::span<const Spot> from) {
  std::vector<NodeId> nodes;
  for (const Spot& spot : from) {
    if (!spot.valid()) continue;
    if (spot.to_tail()) nodes.push_back(spot.tail);
    if (spot.to_head()) nodes.push_back(spot.head);
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

void offer_direct(std::span<const Spot> from, std::span<const Spot> to, std::size_t row, std::vector<TravelTime>& table) {
  const Spot& start = from[row];
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (!to[i].valid() || to[i].edge != start.edge) continue;
    const std::uint64_t direct = along_edge(start, to[i]);
    if (direct == no_way) continue;
    TravelTime& time = table[row * to.size() + i];
    time.ms = std::min(time.ms, narrow(direct + start.leg + to[i].leg));
  }
}

void search_each_source(SearchPool& pool, Mode mode, std::span<const Spot> from, std::span<const Spot> to, const Goals& goals,
                        Threads threads, std::vector<TravelTime>& table) {
  core::parallel_for(threads, from.size(), [&](std::size_t row) {
    if (!from[row].valid()) return;
    const auto lease = pool.take();
    start_search(*lease, mode, from[row]);
    goals.reach_all(*lease);
    std::vector<std::uint32_t> times(to.size(), TravelTime::none);
    fill_row(*lease, to, times.data());
    for (std::size_t i = 0; i < to.size(); ++i) table[row * to.size() + i].ms = times[i];
    offer_direct(from, to, row, table);
  });
}

void search_each_node(SearchPool& pool, Mode mode, std::span<const Spot> from, std::span<const Spot> to, const Goals& goals,
                      const std::vector<NodeId>& nodes, Threads threads, std::vector<TravelTime>& table) {
  std::vector<std::uint32_t> rows(nodes.size() * to.size(), TravelTime::none);
  core::parallel_for(threads, nodes.size(), [&](std::size_t i) {
    const auto lease = pool.take();
    (*lease).start(mode);
    (*lease).seed(nodes[i], 0);
    goals.reach_all(*lease);
    fill_row(*lease, to, rows.data() + i * to.size());
  });
  const auto combine = [&](std::size_t row, NodeId node, std::uint32_t lead) {
    const auto at = static_cast<std::size_t>(std::lower_bound(nodes.begin(), nodes.end(), node) - nodes.begin());
    const std::uint32_t* times = rows.data() + at * to.size();
    TravelTime* out = table.data() + row * to.size();
    for (std::size_t i = 0; i < to.size(); ++i) {
      if (times[i] == TravelTime::none) continue;
      out[i].ms = std::min(out[i].ms, narrow(std::uint64_t{times[i]} + lead));
    }
  };
  core::parallel_for(threads, from.size(), [&](std::size_t row) {
    const Spot& start = from[row];
    if (!start.valid()) return;
    if (const auto time = start.to_tail()) combine(row, start.tail, *time + start.leg);
    if (const auto time = start.to_head()) combine(row, start.head, *time + start.leg);
    offer_direct(from, to, row, table);
  });
}

/// Collects what is reached of one edge and merges what overlaps.
struct EdgeReach {
  double length = 0;
  double whole = 0;  ///< ms
  std::vector<std::pair<double, double>> parts;

  [[nodiscard]] double metres(std::uint64_t ms) const {
    return static_cast<double>(ms) >= whole ? length : length * (static_cast<double>(ms) / whole);
  }
  void forward_from(double offset, std::uint64_t left) { parts.emplace_back(offset, std::min(length, offset + metres(left))); }
  void backward_from(double offset, std::uint64_t left) { parts.emplace_back(std::max(0.0, offset - metres(left)), offset); }

  void flush(EdgeId edge, std::vector<ReachedPiece>& pieces) {
    std::sort(parts.begin(), parts.end());
    const std::size_t first = pieces.size();
    for (const auto& [from, to] : parts) {
      if (pieces.size() > first && from <= pieces.back().to.value) {
        pieces.back().to = Metres(std::max(pieces.back().to.value, to));
      } else {
        pieces.push_back({edge, Metres(from), Metres(to)});
      }
    }
    parts.clear();
  }
};

}  // namespace

void start_search(Search& search, Mode mode, const Spot& spot) {
  assert(spot.valid());
  search.start(mode);
  if (const auto time = spot.to_tail()) search.seed(spot.tail, std::uint64_t{*time} + spot.leg);
  if (const auto time = spot.to_head()) search.seed(spot.head, std::uint64_t{*time} + spot.leg);
}

std::vector<TravelTime> make_table(const RoadGraph& graph, SearchPool& pool, Mode mode, std::span<const Spot> from,
                                   std::span<const Spot> to, Threads threads) {
  std::vector<TravelTime> table(from.size() * to.size());
  const Goals goals(graph.node_count(), to);
  const std::vector<NodeId> nodes = departures(from);
  if (nodes.size() < from.size() && std::uint64_t{nodes.size()} * to.size() <= largest_node_table) {
    search_each_node(pool, mode, from, to, goals, nodes, threads, table);
  } else {
    search_each_source(pool, mode, from, to, goals, threads, table);
  }
  return table;
}

std::vector<ReachedPiece> reached_pieces(const RoadGraph& graph, const Search& search, Mode mode, const Spot& start,
                                         std::uint64_t limit) {
  std::vector<ReachedPiece> pieces;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    const Direction direction = graph.direction(mode, edge);
    if (direction == Direction::closed) continue;
    EdgeReach reach{graph.length[edge].value, static_cast<double>(graph.time_of(mode, edge).value), {}};
    const std::uint32_t at_tail = search.label(graph.tail[edge]);
    const std::uint32_t at_head = search.label(graph.head[edge]);
    if (allows_forward(direction) && at_tail <= limit && at_tail != Search::none) reach.forward_from(0, limit - at_tail);
    if (allows_backward(direction) && at_head <= limit && at_head != Search::none)
      reach.backward_from(reach.length, limit - at_head);
    if (edge == start.edge && start.leg <= limit) {
      const double offset = reach.metres(start.at);
      if (start.forward) reach.forward_from(offset, limit - start.leg);
      if (start.backward) reach.backward_from(offset, limit - start.leg);
    }
    reach.flush(edge, pieces);
  }
  return pieces;
}

}  // namespace wangge::network
