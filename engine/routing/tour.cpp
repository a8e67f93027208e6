#include "engine/routing/tour.h"

#include "engine/routing/tour_search.h"

#include <algorithm>
#include <limits>

namespace wangge::routing {
namespace {

using Stop = WayTable::Stop;

constexpr std::size_t most_exact = 12;

std::int64_t home(const WayTable& table, TourEnd end, Stop last) { return end == TourEnd::back ? table.time(last, 0) : 0; }

/// Through all sets of stops: the least time to visit a set and end at one of it.
std::vector<Stop> exact_order(const WayTable& table, TourEnd end) {
  const std::size_t others = table.size() - 1;
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> least((std::size_t{1} << others) * others, far);
  std::vector<Stop> before(least.size(), 0);
  const auto place = [&](std::size_t set, Stop last) { return set * others + last - 1; };
  for (Stop stop = 1; stop <= others; ++stop) least[place(std::size_t{1} << (stop - 1), stop)] = table.time(0, stop);
  for (std::size_t set = 1; set < (std::size_t{1} << others); ++set) {
    for (Stop last = 1; last <= others; ++last) {
      const std::int64_t so_far = least[place(set, last)];
      if (so_far == far) continue;
      for (Stop next = 1; next <= others; ++next) {
        const std::size_t bit = std::size_t{1} << (next - 1);
        if ((set & bit) != 0) continue;
        const std::int64_t longer = so_far + table.time(last, next);
        if (longer >= least[place(set | bit, next)]) continue;
        least[place(set | bit, next)] = longer;
        before[place(set | bit, next)] = last;
      }
    }
  }
  std::size_t set = (std::size_t{1} << others) - 1;
  Stop last = 1;
  for (Stop stop = 2; stop <= others; ++stop) {
    if (least[place(set, stop)] + home(table, end, stop) < least[place(set, last)] + home(table, end, last)) last = stop;
  }
  std::vector<Stop> order;
  while (last != 0) {
    order.push_back(last);
    const Stop earlier = before[place(set, last)];
    set &= ~(std::size_t{1} << (last - 1));
    last = earlier;
  }
  order.push_back(0);
  std::reverse(order.begin(), order.end());
  return order;
}

/// Always the nearest stop that is left.
std::vector<Stop> nearest_order(const WayTable& table) {
  std::vector<Stop> order{0};
  std::vector<bool> met(table.size(), false);
  met[0] = true;
  while (order.size() < table.size()) {
    Stop best = 0;
    for (Stop stop = 1; stop < table.size(); ++stop) {
      if (!met[stop] && (best == 0 || table.time(order.back(), stop) < table.time(order.back(), best))) best = stop;
    }
    met[best] = true;
    order.push_back(best);
  }
  return order;
}

}  // namespace

std::int64_t tour_time(const WayTable& table, TourEnd end, const std::vector<Stop>& order) {
  std::int64_t time = 0;
  for (std::size_t i = 1; i < order.size(); ++i) time += table.time(order[i - 1], order[i]);
  return order.size() < 2 ? 0 : time + home(table, end, order.back());
}

Tour short_tour(const WayTable& table, TourEnd end, const TourEffort& effort, core::Stream& luck) {
  Tour tour;
  if (table.size() == 0) return tour;
  if (table.size() == 1) {
    tour.order = {0};
    return tour;
  }
  if (table.size() <= most_exact) {
    tour.order = exact_order(table, end);
    tour.time = tour_time(table, end, tour.order);
    tour.bound = tour.time;
    return tour;
  }
  tour.order = TourSearch(table, end, effort.looks, luck).run(nearest_order(table));
  tour.time = tour_time(table, end, tour.order);
  tour.bound = tour_bound(table, end, tour.time, effort.ascent);
  return tour;
}

}  // namespace wangge::routing
