#pragma once

#include "engine/core/random.h"
#include "engine/routing/tour.h"

#include <cstdint>
#include <vector>

namespace wangge::routing {

/// The search of `short_tour`: a round as a list of stops, made shorter by reversals and moves of stretches, then kicked.
///
///   auto order = TourSearch(table, TourEnd::back, looks, luck).run(start);
class TourSearch {
 public:
  using Stop = WayTable::Stop;

  /// Holds references. Precondition: at least five stops.
  TourSearch(const WayTable& table, TourEnd end, std::uint64_t looks, core::Stream& luck);

  /// Ends with the looks, or where no more kicks are worth while. Precondition: an order of all stops, 0 first.
  [[nodiscard]] std::vector<Stop> run(std::vector<Stop> start);

 private:
  [[nodiscard]] std::int64_t time(Stop from, Stop to) const {
    return to == 0 && end_ == TourEnd::anywhere ? 0 : table_.time(from, to);
  }
  /// At a position; the one behind the last is the first.
  [[nodiscard]] Stop at(std::size_t position) const { return order_[position == order_.size() ? 0 : position]; }
  void find_near();
  void renew();
  void shorten();
  [[nodiscard]] bool shorten_at(Stop stop);
  [[nodiscard]] bool reverse_between(std::size_t first, std::size_t last);
  [[nodiscard]] bool move_beside(std::size_t first, std::size_t last, std::size_t behind);
  void wake(std::size_t position);
  void kick();

  const WayTable& table_;
  TourEnd end_;
  std::uint64_t looks_;
  core::Stream& luck_;
  std::vector<std::vector<Stop>> near_;  ///< the nearest of each, by the less of both directions
  std::vector<Stop> order_;
  std::vector<std::size_t> place_;      ///< of a stop in the order
  std::vector<std::int64_t> onward_;    ///< time from the first position to each
  std::vector<std::int64_t> backward_;  ///< of the same stretches the other way
  std::vector<Stop> open_;              ///< whose changes are to be weighed
  std::vector<bool> waiting_;           ///< in `open_`
};

}  // namespace wangge::routing
