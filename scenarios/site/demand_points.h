#pragma once

#include "engine/network/travel.h"
#include "scenarios/scenario.h"
#include "scenarios/site/door_list.h"

#include <vector>

/// Demand as the search sees it: door by door, or the doors of a square as one.
namespace wangge::scenarios {

struct DemandPoints {
  std::vector<std::vector<DoorId>> doors;  ///< of each point, the most demand first; the first one stands for it in messages
  std::vector<network::TravelTime> times;  ///< a row a place, over all points

  /// How far the times of each point may be from those of its doors, on the side that a bound of the town must allow for:
  /// whatever is chosen, p-median: the doors' ways together, each times its demand, are shorter than the point's by at most so
  /// much [demand * ms]; p-centre: the longest of the doors' ways is shorter than the point's by at most so much [ms]. Empty:
  /// nothing was merged, or the problem loses nothing by it.
  std::vector<double> spread;
};

/// The doors that have demand and a road. With `siting.merge` doors of one square are a point where they can be told apart by no
/// answer that matters: the same places reach them, and reach them within the standard where the problem asks for that. The time
/// of such a point is the doors' mean by demand (p-median), the longest of them (p-centre), or that of its first door (covering,
/// which loses nothing). O(doors * places) time; memory of the table of the points. Throws Error(input) where that table is too
/// large.
[[nodiscard]] DemandPoints demand_points(const Scenario& scenario, const network::Travel& travel,
                                         const std::vector<network::AccessPoint>& places, const DoorList& doors,
                                         core::Threads threads, core::Progress& progress);

}  // namespace wangge::scenarios
