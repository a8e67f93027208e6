#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/simulation/demand/calibration.h"
#include "gis/read/read_log.h"
#include "scenarios/scenario.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// `wangge lab calibrate`: from a log of past requests to the [[request]] tables of a scenario, with the fit told.
namespace wangge::scenarios {

struct CalibrationQuestion {
  gis::LogTableSpec log;
  Rate::Per per = Rate::Per::residents;  ///< what the rates are by
  double of = 1;                         ///< how many of them the log is about
  bool handling = false;                 ///< the time from opened to closed is the time of handling
  double test_share = 0.3;               ///< of the days
  core::Metres square{0};                ///< side of the squares whose rates are told; 0: none
  core::Seed seed{1};
};

/// One kind of request.
struct CalibratedKind {
  std::string kind;
  std::size_t requests = 0;
  simulation::FittedProfile profile;  ///< fitted on all days
  /// On the days that were not fitted on: the profile of the others, and a flat one with their mean.
  simulation::ProfileTest test;
  simulation::ProfileTest flat;
  std::optional<DurationLaw> handle;  ///< exponential or lognormal, whichever is likelier
  std::size_t handled = 0;            ///< requests it was fitted to
};

/// Requests of a square of the plane a year, drawn towards the mean of those squares that have any.
struct SquareRate {
  core::Position south_west;
  std::size_t requests = 0;
  double per_year = 0;
};

struct Calibration {
  std::string source;
  std::size_t rows = 0;
  std::size_t bad_dates = 0;
  std::size_t without_position = 0;
  double to_the_minute = 0;    ///< share of the rows whose time was taken as rounded to the minute
  std::int64_t first_day = 0;  ///< since 1970-01-01
  std::int64_t last_day = 0;
  std::size_t fit_days = 0;
  std::size_t test_days = 0;
  std::vector<CalibratedKind> kinds;  ///< most requests first; those with fewer than 50 are passed over
  std::vector<std::string> too_few;
  double square_spread = 0;
  std::vector<SquareRate> squares;  ///< most requests first
  std::string square_reference;     ///< the system their corners are in
};

/// Where more than a tenth of the times end in :00 seconds, those are taken as told by the minute; times are spread over their
/// rounding. Throws as read_log does, and Error(input) where no row can be read or fewer than 14 days are told.
/// O(rows log rows).
[[nodiscard]] Calibration lab_calibrate(const CalibrationQuestion& question, core::Progress& progress);

/// [[request]] tables with comments that tell the fit.
[[nodiscard]] std::string calibration_toml(const Calibration& calibration, const CalibrationQuestion& question,
                                           core::Language language);
[[nodiscard]] std::string calibration_json(const Calibration& calibration);
/// The Q-Q figure of each kind as SVG: quantiles of rescaled gaps beside those of the exponential law, fitted and flat.
[[nodiscard]] std::string calibration_svg(const Calibration& calibration);

}  // namespace wangge::scenarios
