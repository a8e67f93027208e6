#pragma once

#include "engine/queueing/busy_levels.h"
#include "engine/queueing/hypercube.h"

#include <cstddef>
#include <span>
#include <vector>

/// Workloads of units and of pairs of units, with nobody in line.
namespace wangge::queueing {

class UnitPairs {
 public:
  /// All workloads at `start`. Memory 20 N^2 bytes.
  UnitPairs(std::span<const double> service_rate, double start, std::size_t window);

  /// Starts a round that follows pairs: no flows.
  void begin_round(const DrawnUnits& drawn);
  /// Adds the calls of one atom to the flows. Returns by how much the odds of being busy are lifted for each unit of the window,
  /// those before it being busy, and for all behind together: min(window, list) + 1 numbers. O(window^3 + list).
  std::span<const double> walk(std::span<const UnitId> list, double calls);
  /// Starts a round that keeps to lifts.
  void begin_retracing();
  /// Adds the calls of one atom to those of units, with the lifts of an earlier walk. `taken` gets the calls each unit of the
  /// list takes; the rest stays as it is. Returns the calls that no unit of the list takes. O(list).
  double retrace(std::span<const UnitId> list, double calls, std::span<const double> lifts, std::span<double> taken);
  /// New workloads from the calls. With `served` they are scaled so that all units together serve that many calls; 0: they are
  /// not. Returns the largest change of a unit's workload as a share of itself. O(N).
  double update_units(double served);
  /// New chances of pairs from the flows of the last round that followed them, to be called after update_units and before any
  /// retracing. O(N^2).
  void update_pairs();

  [[nodiscard]] const std::vector<double>& workload() const { return workload_; }

 private:
  struct Flow {
    double busy = 0;  ///< calls one unit takes while the other is busy
    double all = 0;   ///< calls it takes from atoms whose list has both in its window
  };
  struct Pair {
    double covariance = 0;  ///< of the two being busy
    Flow by_later;          ///< while the earlier is busy
    Flow by_earlier;
  };

  [[nodiscard]] static std::size_t pair_at(std::size_t later, std::size_t earlier) { return later * (later - 1) / 2 + earlier; }
  [[nodiscard]] double covariance(std::size_t one, std::size_t other) const {
    return one > other ? pairs_[pair_at(one, other)].covariance : pairs_[pair_at(other, one)].covariance;
  }
  [[nodiscard]] Flow& flow(std::size_t taker, std::size_t other) {
    return taker > other ? pairs_[pair_at(taker, other)].by_later : pairs_[pair_at(other, taker)].by_earlier;
  }

  void follow(std::span<const UnitId> list, std::size_t place, double left);

  std::vector<double> service_;
  std::vector<double> workload_;
  std::vector<double> calls_;          ///< taken, by unit
  std::vector<Pair> pairs_;            ///< of each unit those with the earlier ones
  std::vector<double> beyond_linear_;  ///< of the number of busy units
  std::vector<double> raised_;         ///< by units found busy before: by how much that raises odds
  std::vector<double> odds_;           ///< by unit
  std::size_t window_ = 0;
  std::vector<double> before_;                               ///< workloads of the round that follows pairs
  std::vector<double> guess_, chance_, row_, known_, lift_;  ///< of a walk: room that is used again
};

}  // namespace wangge::queueing
