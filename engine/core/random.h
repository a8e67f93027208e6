#pragma once

#include "engine/core/units.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace wangge::core {

/// A counter-based stream of random bits: Philox 4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as
/// easy as 1, 2, 3"). A stream is named by (seed, replication, purpose, entity), so a draw does not depend on what any
/// other entity drew, nor on the number of threads; two runs that share names share luck (common random numbers).
///
///   Stream luck(seed, replication, "demand", building);   double u = luck.uniform();
class Stream {
 public:
  Stream(Seed seed, std::uint32_t replication, std::string_view purpose, std::uint64_t entity);

  [[nodiscard]] std::uint32_t next32();
  [[nodiscard]] std::uint64_t next64();
  /// In [0, 1), a multiple of 2^-53.
  [[nodiscard]] double uniform();
  /// In (0, 1): never 0, for logarithms.
  [[nodiscard]] double uniform_open();
  /// In [0, bound), without bias (Lemire 2019). Precondition: bound > 0.
  [[nodiscard]] std::uint32_t below(std::uint32_t bound);

 private:
  void refill();

  std::array<std::uint32_t, 2> key_{};
  std::array<std::uint32_t, 4> counter_{};
  std::array<std::uint32_t, 4> block_{};
  int used_ = 4;
};

/// One application of the Philox 4x32-10 bijection; exposed so that the published test vectors can be checked.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

}  // namespace wangge::core
