#pragma once

#include "gis/town/growth/growth_curve.h"

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
  /// `stages` rise in both. `first` is the oldest moment, `last_year` that of the town as it stands, after every stage.
  Calendar(const GrowthCurve& curve, std::vector<DatedMoment> stages, double first, int last_year);

  /// O(log dwellings + stages).
  [[nodiscard]] int year(double moment) const;

  /// The year of the first stage at which what comes then stands, that of today after all. O(stages).
  [[nodiscard]] int stage_year(double moment) const;

 private:
  [[nodiscard]] std::size_t stage_of(double moment) const;

  const GrowthCurve& curve_;
  std::vector<DatedMoment> stages_;
  double first_;
  int last_year_;
};

}  // namespace wangge::town
