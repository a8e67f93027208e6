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
  /// All workloads at `start`. Memory 24 N^2 bytes.
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

  void follow(std::span<const UnitId> list, std::size_t place, double left);

  std::vector<double> service_;
  std::vector<double> workload_;
  std::vector<double> calls_;          ///< taken, by unit
  std::vector<double> covariance_;     ///< of two units being busy, N x N
  std::vector<Flow> flow_;             ///< [taker * N + other]
  std::vector<double> beyond_linear_;  ///< of the number of busy units
  std::vector<double> raised_;         ///< by units found busy before: by how much that raises odds
  std::vector<double> odds_;           ///< by unit
  std::size_t window_ = 0;
  std::vector<double> before_;                               ///< workloads of the round that follows pairs
  std::vector<double> guess_, chance_, row_, known_, lift_;  ///< of a walk: room that is used again
};

}  // namespace wangge::queueing
