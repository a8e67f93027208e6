#pragma once

#include "engine/queueing/hypercube.h"

#include <cstddef>
#include <cstdint>
#include <vector>

/// The Markov chain of the sets of busy units, set bit n meaning that unit n is busy.
namespace wangge::queueing {

/// Its chances, improved step by step. Sets are swept in blocks that share all but the six lowest units, so that the work on the
/// others is on runs of neighbouring doubles.
class BusySets {
 public:
  /// Precondition: check(question) passed. O(N^2 2^N).
  explicit BusySets(const HypercubeQuestion& question);

  /// Bytes for that many units.
  [[nodiscard]] static std::size_t memory(std::size_t units);

  /// One round over all sets, each set to `relaxation` times its balance beyond where it is. Returns the sum over sets of the
  /// imbalance met, as a share of all flow. O(N 2^N).
  double sweep(double relaxation);
  /// Scales the sets of each number of busy units so that as many calls raise it as ends of service lower it, and the sum to 1.
  void balance_levels();
  /// Sum over sets of |flow in - flow out| as a share of all flow. O(N 2^N).
  [[nodiscard]] double residual() const;

  /// Of no line; they sum to 1 after `balance_levels`.
  [[nodiscard]] const std::vector<double>& chances() const { return chance_; }

 private:
  void fill_rates(const HypercubeQuestion& question);
  void place_rates(std::size_t unit, const std::vector<double>& into);
  void fill_outflow(const HypercubeQuestion& question);
  void gather_high(std::size_t block, const double* rates, double* inflow) const;
  /// visit(set, flow into it), rising by set; what visit changes of sets counts for those after them.
  template <class Visit>
  void for_each_inflow(Visit visit) const;

  std::size_t units_ = 0;
  std::size_t low_ = 0;              ///< units within a block
  std::vector<double> service_;      ///< by unit
  std::vector<double> chance_;       ///< by set
  std::vector<double> per_outflow_;  ///< by set: 1 / (calls taken + services ended per unit of time)
  /// Rates of calls into a set by the unit that takes them. By block: for each busy unit above the low ones a run of one value a
  /// set; then by set one value for each busy low unit.
  std::vector<double> rate_;
  std::vector<std::size_t> first_rate_;  ///< by block
};

}  // namespace wangge::queueing
