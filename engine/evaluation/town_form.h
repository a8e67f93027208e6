#pragma once

#include "engine/core/text.h"
#include "engine/evaluation/block_form.h"
#include "engine/evaluation/building_form.h"
#include "engine/evaluation/street_form.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// How a town is built, in figures that compare a made town with real ones. Every figure is of the built-up land alone, found
/// by the same rule everywhere.
namespace wangge::evaluation {

enum class FormKey : std::uint8_t {
  built_land,
  street_density,
  way_density,
  junction_density,
  piece_median,
  piece_mean,
  dead_ends,
  three_way,
  four_way,
  streets_per_node,
  entropy,
  order,
  piece_circuity,
  trip_circuity,
  block_median,
  block_p10,
  block_p90,
  block_shape,
  buildings,
  building_density,
  coverage,
  floor_area_ratio,
  footprint_median,
  footprint_p90,
  footprint_gini,
  size_to_100,
  size_to_300,
  size_to_1000,
  size_to_3000,
  size_over_3000,
  rectangularity,
  compactness,
  elongation,
  east_west,
  gap_median,
  touching,
  street_distance,
  street_distance_p90,
  way_distance,
  gate_distance
};

/// What a figure is.
struct FormFigure {
  FormKey key;
  std::string_view name;  ///< as JSON has it: "street_density"
  std::string_view unit;  ///< "km/km²"; empty: a ratio; "%": the value is a share from 0 to 1
  int decimals;           ///< of the value as shown
  core::Text label;
  core::Text formula;
  std::string_view source;
};

/// All figures in the order of FormKey.
[[nodiscard]] std::span<const FormFigure> form_figures();

/// The figures of one place by FormKey; absent: not known there.
class TownForm {
 public:
  TownForm();

  [[nodiscard]] const std::optional<double>& operator[](FormKey key) const { return values_[static_cast<std::size_t>(key)]; }
  void set(FormKey key, std::optional<double> value) { values_[static_cast<std::size_t>(key)] = value; }

 private:
  std::vector<std::optional<double>> values_;
};

/// What a survey looks at, in metres of one projected system.
struct FormSubject {
  std::vector<network::RoadLine> streets;  ///< is_street
  std::vector<Ring> ways;                  ///< other ways: service, tracks, footways
  std::vector<FormBlock> blocks;           ///< faces of the streets
  std::vector<FormBuilding> buildings;
  std::vector<Position> gates;
  std::vector<Ring> known;  ///< the land that the source covers, outer rings and holes; empty: the box around the streets
};

/// Where fewer buildings than this share of the land are known, the source maps them in part: what asks for all of them
/// (density, coverage, floor area, distances between buildings) is then absent.
inline constexpr double least_coverage = 0.03;
/// Statistics of buildings need this many of them.
inline constexpr std::size_t least_buildings = 30;

/// Measures a source once, then tells the form of any part of it. Immutable.
///
///   const FormSurvey survey(subject, Threads(2));   TownForm vaduz = survey.of(outline_of_vaduz);
class FormSurvey {
 public:
  /// O(n log n); 1 million buildings in about 20 s on one core.
  FormSurvey(const FormSubject& subject, core::Threads threads);

  /// Of the built-up land within some rings; empty rings: of all of it. All values are absent where no land is built up.
  [[nodiscard]] TownForm of(std::span<const Ring> rings) const;

 private:
  std::vector<Ring> ways_;
  std::vector<FormBlock> blocks_;
  StreetNet net_;
  BuiltLand land_;
  OutlineIndex edge_;
  std::vector<BuildingFacts> buildings_;
};

}  // namespace wangge::evaluation
