#include "engine/routing/street_ways.h"

#include <functional>
#include <queue>
#include <utility>

namespace wangge::routing {

StreetWays::StreetWays(std::uint32_t corners, const std::vector<StreetPiece>& pieces) : pieces_(pieces), first_(corners + 1, 0) {
  for (const StreetPiece& piece : pieces) {
    ++first_[piece.a + 1];
    if (piece.a != piece.b) ++first_[piece.b + 1];
  }
  for (std::size_t corner = 0; corner < corners; ++corner) first_[corner + 1] += first_[corner];
  arcs_.resize(first_.back());
  std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t piece = 0; piece < pieces.size(); ++piece) {
    const auto& [a, b, time, required] = pieces[piece];
    arcs_[next[a]++] = {piece, b};
    if (a != b) arcs_[next[b]++] = {piece, a};
  }
}

StreetFlood StreetWays::flood(const std::vector<std::uint32_t>& sources) const {
  StreetFlood flood{.time = std::vector(corners(), StreetFlood::unreached),
                    .source = std::vector(corners(), StreetFlood::none),
                    .by = std::vector(corners(), StreetFlood::none)};
  using Entry = std::pair<std::int64_t, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  for (const std::uint32_t source : sources) {
    flood.time[source] = 0;
    flood.source[source] = source;
    open.emplace(0, source);
  }
  while (!open.empty()) {
    const auto [time, corner] = open.top();
    open.pop();
    if (time > flood.time[corner]) continue;
    for (const Arc& arc : around(corner)) {
      const std::int64_t later = time + pieces_[arc.piece].time;
      if (later >= flood.time[arc.to]) continue;
      flood.time[arc.to] = later;
      flood.source[arc.to] = flood.source[corner];
      flood.by[arc.to] = arc.piece;
      open.emplace(later, arc.to);
    }
  }
  return flood;
}

std::vector<std::uint32_t> StreetWays::back(const StreetFlood& flood, std::uint32_t corner) const {
  std::vector<std::uint32_t> way;
  while (flood.by[corner] != StreetFlood::none) {
    const StreetPiece& piece = pieces_[flood.by[corner]];
    way.push_back(flood.by[corner]);
    corner = piece.a == corner ? piece.b : piece.a;
  }
  return way;
}

StreetBetween StreetWays::between(const std::vector<std::uint32_t>& corners) const {
  StreetBetween between{.size = corners.size(), .times = {}};
  for (const std::uint32_t from : corners) {
    const StreetFlood flood = this->flood({from});
    for (const std::uint32_t to : corners) between.times.push_back(flood.time[to]);
  }
  return between;
}

}  // namespace wangge::routing
