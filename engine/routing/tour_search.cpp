#include "engine/routing/tour_search.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

namespace wangge::routing {
namespace {

constexpr std::size_t near_stops = 10;
constexpr std::size_t longest_moved = 3;
/// A kick exchanges stretches that lie within so many stops.
constexpr std::uint32_t kick_reach = 40;
/// Kicks that led to nothing shorter until the search ends, for each stop.
constexpr std::uint64_t stale_kicks = 40;

}  // namespace

TourSearch::TourSearch(const WayTable& table, TourEnd end, std::uint64_t looks, core::Stream& luck)
    : table_(table), end_(end), looks_(looks), luck_(luck), place_(table.size()), waiting_(table.size(), false) {
  find_near();
}

void TourSearch::find_near() {
  const std::size_t size = table_.size();
  std::vector<Stop> others(size);
  std::iota(others.begin(), others.end(), Stop{0});
  for (Stop stop = 0; stop < size; ++stop) {
    const auto less = [&](Stop a, Stop b) {
      const auto way = [&](Stop to) {
        return to == stop ? std::numeric_limits<std::int64_t>::max() : std::min(time(stop, to), time(to, stop));
      };
      return std::pair(way(a), a) < std::pair(way(b), b);
    };
    const std::size_t count = std::min(near_stops, size - 1);
    std::vector<Stop> sorted = others;
    std::partial_sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(count), sorted.end(), less);
    near_.emplace_back(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

std::vector<TourSearch::Stop> TourSearch::run(std::vector<Stop> start) {
  order_ = std::move(start);
  renew();
  for (const Stop stop : order_) wake(place_[stop]);
  shorten();
  std::vector<Stop> best = order_;
  std::int64_t least = onward_.back();
  for (std::uint64_t stale = 0; looks_ > 0 && stale < stale_kicks * order_.size(); ++stale) {
    kick();
    shorten();
    if (onward_.back() < least) stale = 0;
    if (onward_.back() <= least) {
      least = onward_.back();
      best = order_;
    } else {
      order_ = best;
      renew();
    }
  }
  return best;
}

/// Places and times follow the order.
void TourSearch::renew() {
  onward_.assign(order_.size() + 1, 0);
  backward_.assign(order_.size() + 1, 0);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    place_[order_[i]] = i;
    onward_[i + 1] = onward_[i] + time(order_[i], at(i + 1));
    backward_[i + 1] = backward_[i] + time(at(i + 1), order_[i]);
  }
}

void TourSearch::wake(std::size_t position) {
  const Stop stop = at(position);
  if (waiting_[stop]) return;
  waiting_[stop] = true;
  open_.push_back(stop);
}

void TourSearch::shorten() {
  while (!open_.empty()) {
    const Stop stop = open_.back();
    open_.pop_back();
    waiting_[stop] = false;
    while (looks_ > 0 && shorten_at(stop)) {
    }
  }
}

/// The first change that puts the stop beside one near it and makes the round shorter.
bool TourSearch::shorten_at(Stop stop) {
  for (const Stop other : near_[stop]) {
    const std::size_t low = std::min(place_[stop], place_[other]);
    const std::size_t high = std::max(place_[stop], place_[other]);
    if (reverse_between(low + 1, high)) return true;
    if (low > 0 && reverse_between(low, high - 1)) return true;
    for (std::size_t more = 0; more < longest_moved; ++more) {
      const std::size_t here = place_[stop];
      const std::size_t there = place_[other];
      if (here == 0) break;
      // The stop is the last or the first of what moves, and comes behind the other or before it.
      if (here > more && move_beside(here - more, here, there)) return true;
      if (here > more && there > 0 && move_beside(here - more, here, there - 1)) return true;
      if (here + more < order_.size() && more > 0) {
        if (move_beside(here, here + more, there)) return true;
        if (there > 0 && move_beside(here, here + more, there - 1)) return true;
      }
    }
  }
  return false;
}

/// Takes the stretch from first to last the other way round, where that is shorter.
bool TourSearch::reverse_between(std::size_t first, std::size_t last) {
  if (first >= last || first == 0) return false;
  if (looks_ > 0) --looks_;
  const std::int64_t now = time(at(first - 1), at(first)) + (onward_[last] - onward_[first]) + time(at(last), at(last + 1));
  const std::int64_t then = time(at(first - 1), at(last)) + (backward_[last] - backward_[first]) + time(at(first), at(last + 1));
  if (then >= now) return false;
  std::reverse(order_.begin() + static_cast<std::ptrdiff_t>(first), order_.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  renew();
  for (const std::size_t position : {first - 1, first, last, last + 1}) wake(position);
  return true;
}

/// Puts the stretch from first to last behind another position, either way round, where that is shorter.
bool TourSearch::move_beside(std::size_t first, std::size_t last, std::size_t behind) {
  if (first == 0 || (behind + 1 >= first && behind <= last)) return false;
  if (looks_ > 0) --looks_;
  const std::int64_t gap = time(at(first - 1), at(last + 1));
  const std::int64_t freed =
      time(at(first - 1), at(first)) + time(at(last), at(last + 1)) - gap + time(at(behind), at(behind + 1));
  const std::int64_t same = time(at(behind), at(first)) + time(at(last), at(behind + 1));
  const std::int64_t turned = time(at(behind), at(last)) + time(at(first), at(behind + 1)) +
                              (backward_[last] - backward_[first]) - (onward_[last] - onward_[first]);
  if (std::min(same, turned) >= freed) return false;
  const auto place = [&](std::size_t position) { return order_.begin() + static_cast<std::ptrdiff_t>(position); };
  if (turned < same) std::reverse(place(first), place(last + 1));
  const std::size_t length = last - first + 1;
  std::size_t moved = behind + 1;
  if (behind < first) {
    std::rotate(place(behind + 1), place(first), place(last + 1));
  } else {
    std::rotate(place(first), place(last + 1), place(behind + 1));
    moved -= length;
  }
  renew();
  const std::size_t hole = behind < first ? last : first - 1;
  for (const std::size_t position : {moved - 1, moved, moved + length - 1, moved + length, hole, hole + 1})
    wake(std::min(position, order_.size()));
  return true;
}

/// Exchanges two neighbouring stretches (double bridge).
void TourSearch::kick() {
  const auto stops = static_cast<std::uint32_t>(order_.size());
  const std::uint32_t reach = std::min(kick_reach, stops - 1);
  const std::uint32_t from = 1 + luck_.below(stops - reach);
  std::array<std::uint32_t, 3> cuts{};
  for (std::uint32_t& cut : cuts) cut = from + luck_.below(reach + 1);
  std::sort(cuts.begin(), cuts.end());
  const auto place = [&](std::uint32_t position) { return order_.begin() + static_cast<std::ptrdiff_t>(position); };
  if (cuts[0] == cuts[1] || cuts[1] == cuts[2]) return;
  std::rotate(place(cuts[0]), place(cuts[1]), place(cuts[2]));
  renew();
  const std::size_t meet = cuts[0] + (cuts[2] - cuts[1]);
  for (const std::size_t position :
       {std::size_t{cuts[0]} - 1, std::size_t{cuts[0]}, meet - 1, meet, std::size_t{cuts[2]} - 1, std::size_t{cuts[2]}})
    wake(position);
}

}  // namespace wangge::routing
