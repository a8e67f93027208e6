#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "gis/thin_land.h"

namespace wangge::gis {

/// How land is cut into cells. Defaults are those of the trial on real towns that the method comes from.
struct CellRules {
  core::SquareMetres minor_below{150};         ///< a garage or shed smaller than this joins the cell around it
  core::SquareMetres untyped_minor_below{40};  ///< so does a building of unknown use smaller than this
  core::SquareMetres empty_joins_below{500};   ///< land or water without a building, smaller than this, joins a neighbour
  core::Metres thin_below{6};                  ///< so does a larger strip (under a hectare) of less than this mean width
  /// Open land behind a lane is a cell of its own when larger than this, else it is shared out.
  core::SquareMetres open_land_above{50000};
  /// Buildings that overlap by more than this and by more than this share of the smaller are one group. The rule of a partition
  /// that no building is cut allows no more than 1 % or 0.1 m2, so these are the limits; towns drawn carelessly may want 5 % and
  /// 1 m2.
  core::SquareMetres overlap_above{0.1};
  double overlap_share = 0.01;
  core::Metres simplify{0.25};                    ///< borders across free land may be moved by this much to be simpler
  core::Metres connection{2};                     ///< cells with less common border than this are no neighbours
  core::Metres sliver_width = gis::sliver_width;  ///< gaps and severed strips thinner than this go to the area beside them
  int joined_between = 3;                         ///< at most so many cells are joined to keep a building of several parts whole
  core::Text lowest_level{.zh = "辖区", .en = "area"};  ///< what an area of the lowest level is called; used in reasons
};

}  // namespace wangge::gis
