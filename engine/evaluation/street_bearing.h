#pragma once

#include "engine/core/units.h"

#include <array>
#include <cstddef>

namespace wangge::evaluation {

/// Which ways the streets of a town run: 36 bins of ten degrees, the first around north, each street counted in both
/// directions (Boeing 2019, "Urban spatial order: street network orientation, configuration, and entropy", Applied Network
/// Science 4:67). North is that of the reference system.
///
///   BearingTally tally;  tally.add(piece.points.front(), piece.points.back(), 1);  tally.entropy();
class BearingTally {
 public:
  static constexpr std::size_t bins = 36;

  /// A street whose ends coincide has no bearing and is left out. O(1).
  void add(core::Position from, core::Position to, double weight);
  [[nodiscard]] double total() const { return total_; }
  /// Shannon's entropy in nats: ln 36 = 3.58 where all bearings are alike, ln 4 = 1.39 on a perfect grid. Precondition: total >
  /// 0.
  [[nodiscard]] double entropy() const;
  /// Order, Boeing's phi = 1 - ((H - ln 4) / (ln 36 - ln 4))^2: 1 on a perfect grid, 0 where all bearings are alike.
  [[nodiscard]] double order() const;

  /// The bin of the bearing from north over east, 0 ... 35. Precondition: not both are 0.
  [[nodiscard]] static std::size_t bin_of(double east, double north);

 private:
  std::array<double, bins> weight_{};
  double total_ = 0;
};

}  // namespace wangge::evaluation
