#include "scenarios/site/demand_points.h"

#include "engine/core/error.h"
#include "scenarios/site/site_search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using network::TravelTime;

/// A dense table of so many pairs takes half a gigabyte.
constexpr std::size_t most_pairs = 60'000'000;
/// Pairs looked at together while doors are merged.
constexpr std::size_t pairs_at_once = 8'000'000;

bool covers(SitingProblem problem) {
  return problem == SitingProblem::max_cover || problem == SitingProblem::set_cover || problem == SitingProblem::expected_cover;
}

void check_size(const SitingSpec& spec, std::size_t places, std::size_t points) {
  if (places * points <= most_pairs) return;
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{} 个候选点乘 {} 个需求点超过上限 {} 对；请用 siting.merge（现为 {:g} 米）合并需求，或加大 "
                         "siting.candidates.spacing",
                         places, points, most_pairs, spec.merge.value),
       .en = fmt::format(
           "{} candidates times {} demand points are more than {} pairs; merge demand with siting.merge (now {:g} m), "
           "or widen siting.candidates.spacing",
           places, points, most_pairs, spec.merge.value)});
}

/// Merges the doors of squares, some squares at a time.
class Merging {
 public:
  Merging(const Scenario& scenario, const network::Travel& travel, const std::vector<network::AccessPoint>& places,
          const DoorList& doors, core::Threads threads)
      : scenario_(scenario),
        spec_(*scenario.siting),
        travel_(travel),
        places_(places),
        doors_(doors),
        demand_(doors.demand(spec_.demand)),
        threads_(threads) {}

  DemandPoints run(const std::vector<DoorId>& homes, core::Progress& progress) {
    const std::vector<std::vector<DoorId>> squares = squares_of(homes);
    std::size_t first = 0;
    while (first < squares.size()) {
      progress.check();
      std::size_t last = first;
      std::vector<DoorId> some;
      while (last < squares.size() && (last == first || (some.size() + squares[last].size()) * places_.size() <= pairs_at_once)) {
        some.insert(some.end(), squares[last].begin(), squares[last].end());
        ++last;
      }
      merge(squares, first, last, some);
      check_size(spec_, places_.size(), made_.doors.size());
      first = last;
    }
    turn_rows();
    return std::move(made_);
  }

 private:
  [[nodiscard]] std::vector<std::vector<DoorId>> squares_of(const std::vector<DoorId>& homes) const {
    std::vector<std::vector<DoorId>> squares;
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> at;
    for (const DoorId door : homes) {
      const core::Position place = doors_.doors[door].position;
      const std::pair square{static_cast<std::int64_t>(std::floor(place.x / spec_.merge.value)),
                             static_cast<std::int64_t>(std::floor(place.y / spec_.merge.value))};
      const auto [found, fresh] = at.emplace(square, squares.size());
      if (fresh) squares.emplace_back();
      squares[found->second].push_back(door);
    }
    return squares;
  }

  void merge(const std::vector<std::vector<DoorId>>& squares, std::size_t first, std::size_t last,
             const std::vector<DoorId>& some) {
    const std::vector<TravelTime> times = times_to_doors(scenario_, travel_, places_, doors_, some, threads_);
    std::size_t before = 0;
    for (std::size_t square = first; square < last; ++square) {
      std::map<std::string, std::vector<std::size_t>> alike;  // by what reaches them; columns of `times`
      for (std::size_t i = before; i < before + squares[square].size(); ++i)
        alike[reached_by(times, some.size(), i)].push_back(i);
      before += squares[square].size();
      for (auto& [reached, columns] : alike) {
        std::stable_sort(columns.begin(), columns.end(),
                         [&](std::size_t a, std::size_t b) { return demand_[some[a]] > demand_[some[b]]; });
        add_point(times, some, columns);
      }
    }
  }

  /// A letter for each place: whether it reaches the door, and in time.
  [[nodiscard]] std::string reached_by(const std::vector<TravelTime>& times, std::size_t columns, std::size_t column) const {
    std::string letters(places_.size(), '0');
    for (std::size_t place = 0; place < places_.size(); ++place) {
      const TravelTime way = times[place * columns + column];
      if (!way.reachable()) continue;
      letters[place] = covers(spec_.problem) && way.value() <= spec_.standard ? '2' : '1';
    }
    return letters;
  }

  void add_point(const std::vector<TravelTime>& times, const std::vector<DoorId>& some, const std::vector<std::size_t>& columns) {
    std::vector<TravelTime> own(places_.size());
    std::vector<double> nearer(columns.size(), -1e300);
    for (std::size_t place = 0; place < places_.size(); ++place) {
      const TravelTime* row = times.data() + place * some.size();
      own[place] = time_of(row, some, columns);
      if (!own[place].reachable()) continue;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        nearer[i] = std::max(nearer[i], static_cast<double>(own[place].ms) - static_cast<double>(row[columns[i]].ms));
      }
    }
    std::vector<DoorId> doors;
    double together = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      doors.push_back(some[columns[i]]);
      together += demand_[some[columns[i]]] * nearer[i];
    }
    const bool reached = nearer.front() > -1e300;
    if (!covers(spec_.problem)) {
      const double least = *std::min_element(nearer.begin(), nearer.end());
      made_.spread.push_back(!reached ? 0 : std::max(0.0, spec_.problem == SitingProblem::centre ? least : together));
    }
    made_.doors.push_back(std::move(doors));
    columns_.insert(columns_.end(), own.begin(), own.end());
  }

  /// From one place: all columns are reachable, or none is.
  [[nodiscard]] TravelTime time_of(const TravelTime* row, const std::vector<DoorId>& some,
                                   const std::vector<std::size_t>& columns) const {
    if (covers(spec_.problem) || !row[columns.front()].reachable()) return row[columns.front()];
    if (spec_.problem == SitingProblem::centre) {
      return row[*std::max_element(columns.begin(), columns.end(),
                                   [&](std::size_t a, std::size_t b) { return row[a] < row[b]; })];
    }
    double sum = 0;
    double weight = 0;
    for (const std::size_t column : columns) {
      sum += demand_[some[column]] * static_cast<double>(row[column].ms);
      weight += demand_[some[column]];
    }
    return TravelTime{static_cast<std::uint32_t>(std::floor(sum / weight))};
  }

  /// From a row a point to a row a place.
  void turn_rows() {
    const std::size_t points = made_.doors.size();
    made_.times.resize(columns_.size());
    for (std::size_t point = 0; point < points; ++point) {
      for (std::size_t place = 0; place < places_.size(); ++place)
        made_.times[place * points + point] = columns_[point * places_.size() + place];
    }
  }

  const Scenario& scenario_;
  const SitingSpec& spec_;
  const network::Travel& travel_;
  const std::vector<network::AccessPoint>& places_;
  const DoorList& doors_;
  const core::Column<DoorId, double>& demand_;
  core::Threads threads_;
  DemandPoints made_;
  std::vector<TravelTime> columns_;  ///< a row a point
};

}  // namespace

DemandPoints demand_points(const Scenario& scenario, const network::Travel& travel,
                           const std::vector<network::AccessPoint>& places, const DoorList& doors, core::Threads threads,
                           core::Progress& progress) {
  const SitingSpec& spec = *scenario.siting;
  const core::Column<DoorId, double>& demand = doors.demand(spec.demand);
  std::vector<DoorId> homes;
  for (const DoorId door : core::ids<DoorId>(doors.doors.size())) {
    if (demand[door] > 0 && doors.doors[door].access.valid()) homes.push_back(door);
  }
  if (spec.merge.value > 0) return Merging(scenario, travel, places, doors, threads).run(homes, progress);
  check_size(spec, places.size(), homes.size());
  DemandPoints points;
  for (const DoorId door : homes) points.doors.push_back({door});
  points.times = times_to_doors(scenario, travel, places, doors, homes, threads);
  return points;
}

}  // namespace wangge::scenarios
