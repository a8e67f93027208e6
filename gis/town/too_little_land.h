#pragma once

#include "engine/core/error.h"
#include "gis/town/town_spec.h"

namespace wangge::town {

/// The land asked for does not hold the households: says how much would. Code `input`.
class TooLittleLand : public core::Error {
 public:
  /// `what` is too small, without a full stop; the advice is put behind it.
  TooLittleLand(const TownSpec& spec, const core::Text& what);
};

/// Land on which a town of the form, the terrain and the households of the specification fits, square kilometres, in round
/// figures: what it would get if nobody named any, and more than it has.
[[nodiscard]] double sufficient_km2(const TownSpec& spec);

}  // namespace wangge::town
