#pragma once

#include "engine/core/id.h"
#include "engine/territory/territory.h"

/// The numbers by which the simulation names its things.
namespace wangge::simulation {

using core::Column;
using territory::BuildingId;

/// The grids of one plan, numbered densely.
using GridId = core::Id<struct SimulatedGridTag>;
using KindId = core::Id<struct RequestKindTag>;
using RequestId = core::Id<struct RequestTag>;
using ResponderId = core::Id<struct ResponderTag>;
using ResponderKindId = core::Id<struct ResponderKindTag>;
/// Who is whistled for.
using DepartmentId = core::Id<struct DepartmentTag>;
/// Responders who are rated together.
using TeamId = core::Id<struct TeamTag>;
using ShiftsId = core::Id<struct ShiftsTag>;
/// An area of the lowest level above grids.
using CommunityId = core::Id<struct SimulatedCommunityTag>;
/// A part of a grid that has responders of its own.
using MicrogridId = core::Id<struct SimulatedMicrogridTag>;

}  // namespace wangge::simulation
