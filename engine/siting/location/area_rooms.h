#pragma once

#include "engine/siting/location/nested.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace wangge::siting {

/// Sites that hold the demand of an area of the lowest level, every demand point whole, and who goes where.
struct RoomChoice {
  std::size_t further = 0;          ///< sites beside the centre
  double money = 0;                 ///< of those not paid yet
  std::vector<SiteId> sites{};      ///< all of them
  std::vector<SiteId> served_by{};  ///< of each of the area's points
  std::vector<DemandId> points{};   ///< the area's demand of a weight above 0
};

/// What the areas of the lowest level need besides their centres: fixed sites stand, and capacities may ask for more. Depth first
/// over the sites of an area by money for room, under the bound of room that may be bought in parts (the covering knapsack:
/// Martello and Toth 1990), each choice proven by packing the demand. Small areas are searched through; `sure` says whether all
/// were, within the work allowed. Deterministic.
class AreaRooms {
 public:
  /// `further`: of each site, whether it may stand beside a centre; `most`: at most so many beside a centre; `paid`: of each
  /// site.
  AreaRooms(const SitingTask& task, const CentreLevel& lowest, const std::vector<char>& further, const std::vector<char>& paid,
            std::optional<std::size_t> most, const SitingLimits& limits);

  /// The choices worth while with a centre (invalid: any that the area offers), by rising number of sites and falling money; none
  /// where nothing holds the demand. Sites of `free` are paid for elsewhere.
  [[nodiscard]] const std::vector<RoomChoice>& choices(std::size_t area, SiteId centre, std::vector<SiteId> free);

  /// Whether all that was left out is known not to hold.
  [[nodiscard]] bool sure() const { return sure_; }
  [[nodiscard]] double demand(std::size_t area) const { return areas_[area].demand; }
  /// Whether something may be its centre that all of its demand has a way to.
  [[nodiscard]] bool reached(std::size_t area) const;
  /// Capacities of the sites that may serve the area, the largest first; infinite without one.
  [[nodiscard]] std::vector<double> capacities(std::size_t area) const;

 private:
  friend class RoomSearch;
  struct Place {
    SiteId site;
    bool centre = false;   ///< may be the centre: offered, and all demand of the area has a way to it
    bool further = false;  ///< may stand beside one
    bool to_all = false;   ///< all demand of the area has a way to it
  };
  struct Area {
    std::vector<Place> places;
    std::vector<DemandId> points;  ///< heaviest first
    double demand = 0;
    bool offers = false;
  };

  const SitingTask& task_;
  const std::vector<char>& paid_;
  std::optional<std::size_t> most_;
  const SitingLimits& limits_;
  std::vector<Area> areas_;
  std::uint64_t left_;  ///< looks
  bool sure_ = true;
  std::map<std::pair<std::pair<std::size_t, SiteId>, std::vector<SiteId>>, std::vector<RoomChoice>> known_;
};

}  // namespace wangge::siting
