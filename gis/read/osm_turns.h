#pragma once

#include "engine/network/turns/turn_restriction.h"
#include "gis/read/road_moment.h"
#include "gis/read/turn_words.h"

#include <optional>
#include <string>
#include <vector>

#include <osmium/osm/relation.hpp>

/// Turn restrictions of OpenStreetMap. Internal to gis/read.
namespace wangge::gis {

/// What a relation of type `restriction` forbids, one entry for each pair of its `from` and `to` ways (several for no_entry and
/// no_exit). `restriction` binds who rides or drives, less the vehicles in `except`; restriction:bicycle binds e-bikes,
/// restriction:motorcar and restriction:motor_vehicle cars. Nobody is bound on foot. A rule for some hours
/// (restriction:conditional, hour_on and hour_off, day_on and day_off) binds where the moment is within; where no hour is asked
/// it binds nobody; where its hours cannot be read, it binds always. Restrictions for other vehicles, and conditions that are no
/// hours, bind nobody here and are left out, as is a relation without from, via or to.
[[nodiscard]] std::vector<network::TurnRestriction> turns_of(const osmium::Relation& relation, const std::string& source_id,
                                                             const RoadMoment& moment = {});

/// What is to be told of its hours: nothing where it binds at all hours, binds nobody here, or holds or not at an hour that is
/// asked.
[[nodiscard]] std::vector<TurnRemark> remarks_of_turn(const osmium::Relation& relation, const RoadMoment& moment);
/// Whether it binds at some hours and not at others.
[[nodiscard]] bool turns_by_hour(const osmium::Relation& relation);

}  // namespace wangge::gis
