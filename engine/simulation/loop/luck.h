#pragma once

#include "engine/core/distributions.h"
#include "engine/core/random.h"
#include "engine/core/units.h"
#include "engine/simulation/demand/demand.h"
#include "engine/simulation/duration_law.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace wangge::simulation {

/// The luck of one replication, keyed by purpose and by request (its kind, and its number within it) or responder, so that two
/// plans meet the same; one thread's. What happens to a request more than once has a stream of its own each time.
class Luck {
 public:
  Luck(core::Seed seed, std::uint32_t replication) : seed_(seed), replication_(replication) {}

  /// `kind`: luck_of (demand.h).
  [[nodiscard]] static std::uint64_t key(std::uint32_t kind, std::uint32_t number) {
    return (std::uint64_t{kind} << 32U) | number;
  }

  /// The n-th duration.
  [[nodiscard]] core::Millis duration(const DurationLaw& law, std::string_view purpose, std::uint64_t key,
                                      std::uint64_t n = 0) const {
    if (law.kind == DurationLaw::Kind::constant || law.mean.value <= 0) return law.mean;
    core::Stream luck = stream(purpose, key, n);
    return law.kind == DurationLaw::Kind::lognormal ? draw(made(law), luck) : draw(law, luck);
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

  /// Making a law costs as much as drawing from it, and few different ones come again and again.
  const core::Lognormal& made(const DurationLaw& law) const {
    Made& place = made_[static_cast<std::uint64_t>(law.mean.value) * 0x9E3779B97F4A7C15ULL >> 60U];
    if (place.mean != law.mean || place.cv != law.cv)
      place = {law.mean, law.cv, core::Lognormal(static_cast<double>(law.mean.value), law.cv)};
    return place.law;
  }

  struct Made {
    core::Millis mean{1};
    double cv = 0;
    core::Lognormal law{1, 0};
  };
  core::Seed seed_;
  std::uint32_t replication_;
  mutable std::array<Made, 16> made_{};
};

}  // namespace wangge::simulation
