#pragma once

#include "engine/core/units.h"
#include "engine/simulation/ids.h"

#include <optional>

namespace wangge::simulation {

/// How long a responder needs from door to door, by the mode that responder uses, who sets out at `departure` (since Monday
/// 00:00): the whole way takes the speeds of that moment. Pure: the same question always has the same answer, from any thread,
/// and the same one throughout an hour of the day. The road network answers in a run; tests answer with tables.
class TravelTimes {
 public:
  virtual ~TravelTimes() = default;
  /// From the responder's post; nothing where there is no way. Asked for every dispatch: a table.
  [[nodiscard]] virtual std::optional<core::Millis> from_post(ResponderId responder, BuildingId to,
                                                              core::Millis departure) const = 0;
  /// Back to the responder's post, which takes another time where streets are one-way; nothing where there is no way. Asked after
  /// every visit.
  [[nodiscard]] virtual std::optional<core::Millis> to_post(ResponderId responder, BuildingId from,
                                                            core::Millis departure) const = 0;
  /// From one building to another; nothing where there is no way. Asked when a responder is away from the post.
  [[nodiscard]] virtual std::optional<core::Millis> between(ResponderId responder, BuildingId from, BuildingId to,
                                                            core::Millis departure) const = 0;
  /// True: the moment of departure never matters.
  [[nodiscard]] virtual bool same_all_day() const { return false; }
  /// Ways from posts to this building will be asked for soon: a hint to the cache.
  virtual void foresee(BuildingId /*building*/) const {}
};

}  // namespace wangge::simulation
