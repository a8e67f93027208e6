#pragma once

#include "engine/core/random.h"
#include "gis/town/people/living.h"

#include <span>
#include <vector>

namespace wangge::town {

/// A household of the area whose persons are to be told apart.
struct Home {
  std::uint32_t first_person = 0;  ///< of the area, counted through its homes
  std::uint8_t size = 1;
  LivingKind kind = LivingKind::new_compound;
};

/// The persons of the homes of one area, in their order: each gets an age and a residence, so that the ages and residences of
/// `totals` hold exactly. Residence is settled by whole households but for the last of a kind of building (rental and floating
/// gather where the traits say, small households first); ages by fitting (kind, residence, place in the household) x age to both
/// margins and rounding that table exactly: nobody under 15 lives alone or heads a household where the totals allow it. Each is
/// `age + age_count * residence`. Precondition: homes are numbered through. O(persons + homes log homes).
[[nodiscard]] std::vector<std::uint8_t> settled_persons(std::span<const Home> homes, const Totals& totals, core::Stream& luck);

/// How far apart age and residence are in the country: the seed of the fit, age x residence. Assumed.
inline constexpr std::array<std::array<double, residence_count>, age_count> age_by_residence{
    {{1.0, 0.55, 0.8}, {1.0, 1.5, 1.35}, {1.0, 0.25, 0.4}, {1.0, 0.06, 0.15}}};

}  // namespace wangge::town
