#pragma once

#include "engine/core/random.h"
#include "engine/core/units.h"
#include "engine/simulation/demand/demand.h"
#include "engine/simulation/duration_law.h"

#include <cstdint>
#include <string_view>

namespace wangge::simulation {

/// The luck of one replication, keyed by purpose and by request (its kind, and its number within it) or responder, so that two
/// plans meet the same. What happens to a request more than once has a stream of its own each time.
class Luck {
 public:
  Luck(core::Seed seed, std::uint32_t replication) : seed_(seed), replication_(replication) {}

  [[nodiscard]] static std::uint64_t key(const Requests& requests, RequestId request) {
    return (std::uint64_t{requests.kind[request].value()} << 32U) | requests.number[request];
  }

  /// The n-th duration.
  [[nodiscard]] core::Millis duration(const DurationLaw& law, std::string_view purpose, std::uint64_t key,
                                      std::uint64_t n = 0) const {
    if (law.kind == DurationLaw::Kind::constant || law.mean.value <= 0) return law.mean;
    core::Stream luck = stream(purpose, key, n);
    return draw(law, luck);
  }
  /// The n-th number in [0, 1).
  [[nodiscard]] double uniform(std::string_view purpose, std::uint64_t key, std::uint64_t n = 0) const {
    return stream(purpose, key, n).uniform();
  }
  /// Draws nothing for a chance of 0.
  [[nodiscard]] bool happens(double chance, std::string_view purpose, std::uint64_t key, std::uint64_t n = 0) const {
    return chance > 0 && uniform(purpose, key, n) < chance;
  }

 private:
  [[nodiscard]] core::Stream stream(std::string_view purpose, std::uint64_t key, std::uint64_t n) const {
    return core::Stream(seed_, replication_, purpose, key ^ (n * 0x9E3779B97F4A7C15ULL));
  }

  core::Seed seed_;
  std::uint32_t replication_;
};

}  // namespace wangge::simulation
