#pragma once

#include "gis/layers.h"
#include "gis/read/road_moment.h"
#include "gis/read/road_words.h"

#include <string>

#include <osmium/osm/tag.hpp>

/// Who may use a way of OpenStreetMap, in which direction and when, by its tags. Internal to gis/read.
namespace wangge::gis {

/// Sets access, through traffic and hours of a road: access, foot, bicycle, vehicle, motor_vehicle, motorcar, each also with
/// :forward, :backward and :conditional; oneway with :bicycle, :foot and :conditional; junction. The first that says something of
/// the mode wins, the particular before the general. A tag of one direction narrows it, or opens it against the one-way rule
/// where it is of the mode itself (bicycle:backward=yes). Rules on directions by the hour hold at the moment; on access they fill
/// `closed_hours`. `conditional` where a rule is not understood.
void set_use(LineFeature& line, const osmium::TagList& tags, const RoadMeaning& meaning, const RoadMoment& moment);
/// On foot and with a bicycle unless the tags say otherwise, by car only where they say so; one way for everybody alike.
void set_ferry_use(LineFeature& line, const osmium::TagList& tags, const RoadMoment& moment);

/// Rules for weights, seasons and the like on who may use a road: those that are not hours of days, and not heeded.
[[nodiscard]] bool has_unread_conditions(const osmium::TagList& tags);
/// Whether a rule by the hour is on a direction, understood or not.
[[nodiscard]] bool directions_by_hour(const osmium::TagList& tags);
/// The spans in all rules by the hour that hold the middle of no hour, such as "07:45-08:15"; empty: none.
[[nodiscard]] std::string spans_never_applied(const osmium::TagList& tags);
/// Rules on directions that are understood and hold at no hour as none is asked; empty: none.
[[nodiscard]] std::string directions_not_applied(const osmium::TagList& tags, const RoadMoment& moment);

}  // namespace wangge::gis
