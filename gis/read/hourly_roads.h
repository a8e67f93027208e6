#pragma once

#include "engine/core/progress.h"
#include "engine/network/road_graph.h"
#include "engine/network/turns/turn_restriction.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace wangge::gis {

/// One-way roads, their through traffic and turn restrictions that go by the hour: what holds in each hour of a kind of day, and
/// last where no hour is asked. Empty where none does.
struct HourlyRoads {
  static constexpr std::size_t moments = 25;
  [[nodiscard]] static std::size_t moment(std::optional<int> hour) { return static_cast<std::size_t>(hour.value_or(24)); }

  /// Who may use a road at a moment.
  struct Use {
    network::Access access{};
    std::array<bool, network::mode_count> local{};
    std::array<network::HourSet, network::mode_count> closed_hours{};
    friend bool operator==(const Use&, const Use&) = default;
  };

  std::map<std::string, std::vector<Use>> uses;              ///< of a road, by its source id: one entry a moment
  std::vector<std::vector<network::TurnRestriction>> turns;  ///< one entry a moment, or none
  std::set<std::string> turn_ids;                            ///< of the sources of these restrictions

  [[nodiscard]] bool empty() const { return uses.empty() && turns.empty(); }
  /// The first moment with the same rules for a mode, or for all of them. O(rules).
  [[nodiscard]] std::size_t like(std::size_t moment, std::optional<network::Mode> mode = {}) const;
};

/// Reads the roads' source once more: of OpenStreetMap the ways and relations with such tags, of a layer `turn_restrictions`
/// beside it. The hour of `roads.moment` does not matter. Throws as read_layers does. O(ways + relations).
[[nodiscard]] HourlyRoads read_hourly_roads(const LineSpec& roads, const ReferenceSystem& reference, core::Threads threads,
                                            core::Progress& progress);

}  // namespace wangge::gis
