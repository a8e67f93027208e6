#pragma once

#include "gis/town/growth/growth_curve.h"

#include <cstdint>
#include <vector>

namespace wangge::town {

/// A stage: its year, and its moment in the order of growth.
struct DatedMoment {
  int year;
  double moment;
};

/// From moments of an order of growth to years: rising, and such that what comes by the moment of a stage, and nothing else,
/// comes by its year. Between stages the town grows by about as many dwellings each year; before the first, time only runs at
/// another pace.
class Calendar {
 public:
  /// A building of an estate or quarter whose first buildings come at `with`, and which would come at `at` by itself.
  struct Coming {
    double with;
    double at;
    std::int64_t dwellings;
  };

  /// `stages` rise in both. `first` is the oldest moment, `last_year` that of the town as it stands, after every stage.
  /// O(comings log comings).
  Calendar(std::vector<DatedMoment> stages, const std::vector<Coming>& comings, double first, int last_year);

  /// O(log dwellings + stages).
  [[nodiscard]] int year(double moment) const { return year(moment, moment); }

  /// Of a building that comes at `at` with an estate that begins at `with`, the same or sooner. Every stage that has the
  /// beginning has the whole. O(log dwellings + stages).
  [[nodiscard]] int year(double with, double at) const;

  /// The year of the first stage at which what comes then stands, that of today after all. O(stages).
  [[nodiscard]] int stage_year(double moment) const;

 private:
  [[nodiscard]] std::size_t stage_of(double moment) const;
  [[nodiscard]] int year_before_stages(double moment) const;

  std::vector<DatedMoment> stages_;   ///< the last is today
  std::vector<GrowthCurve> between_;  ///< what comes with each stage, after the one before
  double first_;
};

}  // namespace wangge::town
