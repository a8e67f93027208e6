#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/simulation/duration_law.h"
#include "engine/simulation/rounds/recurrence.h"
#include "engine/territory/territory.h"
#include "scenarios/layer_ref.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a scenario says of scheduled work.
namespace wangge::scenarios {

struct DutySpec {
  enum class Kind : std::uint8_t { visits, sweep, patrol, checkpoint, consult };
  Kind kind = Kind::visits;
  std::string name;
  core::Text title;
  std::size_t by = 0;            ///< which [[responder]]
  std::uint32_t responders = 0;  ///< of each grid; 0: all
  core::Millis from{0};
  std::vector<std::string> when;
  simulation::Cycle each;
  simulation::DurationLaw takes;
  core::Millis knock{60'000};
  std::array<double, 24> absent{};  ///< chances
  std::vector<std::string> again;
  std::uint8_t calls = 0;                    ///< 0: no limit
  std::uint32_t most = 0;                    ///< 0: no limit
  std::vector<territory::BuildingUse> uses;  ///< only there; empty: everywhere
  std::string group;                         ///< its members instead of households; empty: households
  int yields_to = 0;
  std::uint32_t passes = 1;       ///< of a patrol, in a window
  std::string at;                 ///< kind of post where a checkpoint stands
  std::optional<LayerRef> gates;  ///< points in its place
  std::uint32_t staff = 1;        ///< of each checkpoint
  core::Text source;
};

}  // namespace wangge::scenarios
