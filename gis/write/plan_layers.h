#pragma once

#include "gis/write/plan_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The layers of plan.gpkg: name, geometry and fields of each, said once for the writer and the reader.
namespace wangge::gis {

/// A field of plan.gpkg and where it lives in its row. A bool is written as 0 or 1.
template <class Row>
struct PlanField {
  std::string_view name;
  std::variant<std::string Row::*, std::int64_t Row::*, double Row::*, bool Row::*, std::optional<double> Row::*> member;
  bool may_lack = false;  ///< files of earlier versions have no such field; an optional one may always lack
};

enum class PlanShape { multi_polygon, polygon_or_point, point, line, none };

/// One layer: its rows live in `rows` of the plan.
template <class Row>
struct PlanLayer {
  std::string_view name;
  PlanShape shape = PlanShape::multi_polygon;
  std::vector<Row> PlanFile::*rows = nullptr;
  std::vector<PlanField<Row>> fields;
};

/// The last field of every layer where the town is made up, always 1; absent elsewhere.
inline constexpr const char* synthetic_field = "synthetic";
/// The description of such layers.
inline constexpr const char* synthetic_words = "合成数据，并非真实地点 / Synthetic data: no real place";

/// Derived when writing, one point a grid; not read back.
inline constexpr std::string_view grid_labels_layer = "grid_labels";

[[nodiscard]] inline PlanLayer<PlanFile::Level> level_layer() {
  using Row = PlanFile::Level;
  return {"levels",
          PlanShape::multi_polygon,
          &PlanFile::levels,
          {{"level", &Row::level},
           {"code", &Row::code},
           {"name", &Row::name},
           {"parent", &Row::parent},
           {"households", &Row::households},
           {"residents", &Row::residents},
           {"area_m2", &Row::area_m2}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Grid> grid_layer() {
  using Row = PlanFile::Grid;
  return {"grids",
          PlanShape::multi_polygon,
          &PlanFile::grids,
          {{"code", &Row::code},
           {"name", &Row::name},
           {"parent", &Row::parent},
           {"kind", &Row::kind},
           {"households", &Row::households},
           {"residents", &Row::residents},
           {"buildings", &Row::buildings},
           {"area_m2", &Row::area_m2},
           {"work", &Row::work},
           {"compactness", &Row::compactness},
           {"valid", &Row::valid},
           {"reason", &Row::reason},
           {"reason_zh", &Row::reason_zh},
           {"version", &Row::version},
           {"status", &Row::status},
           {"effective_from", &Row::effective_from},
           {"border_m", &Row::border_m}}};
}

/// What of it is kept when the plan is taken up again.
[[nodiscard]] inline PlanLayer<PlanFile::Grid> grid_record_layer() {
  using Row = PlanFile::Grid;
  return {"grids",
          PlanShape::none,
          &PlanFile::grids,
          {{"code", &Row::code},
           {"name", &Row::name},
           {"parent", &Row::parent},
           {"kind", &Row::kind},
           {"version", &Row::version},
           {"status", &Row::status},
           {"effective_from", &Row::effective_from}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Cell> cell_layer() {
  using Row = PlanFile::Cell;
  return {"cells",
          PlanShape::multi_polygon,
          &PlanFile::cells,
          {{"cell", &Row::cell},
           {"grid", &Row::grid},
           {"parent", &Row::parent},
           {"compound", &Row::compound},
           {"households", &Row::households},
           {"residents", &Row::residents},
           {"area_m2", &Row::area_m2},
           {"derived", &Row::derived}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Building> building_layer() {
  using Row = PlanFile::Building;
  return {"buildings",
          PlanShape::polygon_or_point,
          &PlanFile::buildings,
          {{"building", &Row::building},
           {"cell", &Row::cell},
           {"grid", &Row::grid},
           {"use", &Row::use},
           {"floors", &Row::floors},
           {"households", &Row::households},
           {"residents", &Row::residents},
           {"population_source", &Row::population_source},
           {"minutes", &Row::minutes},
           {"in_time", &Row::in_time}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Unassigned> unassigned_layer() {
  using Row = PlanFile::Unassigned;
  return {"unassigned",
          PlanShape::polygon_or_point,
          &PlanFile::unassigned,
          {{"building", &Row::building}, {"reason", &Row::reason}, {"reason_zh", &Row::reason_zh}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Post> post_layer() {
  using Row = PlanFile::Post;
  return {"posts",
          PlanShape::point,
          &PlanFile::posts,
          {{"post", &Row::post}, {"level", &Row::level}, {"kind", &Row::kind}, {"name", &Row::name}, {"parent", &Row::parent}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Microgrid> microgrid_layer() {
  using Row = PlanFile::Microgrid;
  return {"microgrids",
          PlanShape::multi_polygon,
          &PlanFile::microgrids,
          {{"code", &Row::code},
           {"name", &Row::name},
           {"parent", &Row::parent},
           {"households", &Row::households},
           {"residents", &Row::residents},
           {"buildings", &Row::buildings},
           {"captains", &Row::captains},
           {"area_m2", &Row::area_m2},
           {"compactness", &Row::compactness},
           {"valid", &Row::valid},
           {"reason", &Row::reason},
           {"reason_zh", &Row::reason_zh}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::CodeRow> code_history_layer() {
  using Row = PlanFile::CodeRow;
  return {"code_history",
          PlanShape::none,
          &PlanFile::code_history,
          {{"old_code", &Row::old_code},
           {"new_code", &Row::new_code},
           {"relation", &Row::relation},
           {"cells", &Row::cells},
           {"households", &Row::households},
           {"residents", &Row::residents},
           {"voided", &Row::voided},
           {"version", &Row::version},
           {"valid_from", &Row::valid_from}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::VoidedCode> voided_code_layer() {
  using Row = PlanFile::VoidedCode;
  return {"voided_codes", PlanShape::none, &PlanFile::voided_codes, {{"code", &Row::code}, {"version", &Row::version}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Aim> aim_layer() {
  using Row = PlanFile::Aim;
  return {"plan_aims", PlanShape::none, &PlanFile::aims, {{"aim", &Row::aim}, {"value", &Row::value}, {"unit", &Row::unit}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Circle> circle_layer() {
  using Row = PlanFile::Circle;
  return {"circles",
          PlanShape::multi_polygon,
          &PlanFile::circles,
          {{"post", &Row::post}, {"minutes", &Row::minutes}, {"mode", &Row::mode}, {"responder", &Row::responder, true}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::EffectiveCircle> effective_circle_layer() {
  using Row = PlanFile::EffectiveCircle;
  return {"effective_circles",
          PlanShape::multi_polygon,
          &PlanFile::effective_circles,
          {{"share", &Row::share},
           {"minutes", &Row::minutes},
           {"buildings", &Row::buildings},
           {"households", &Row::households},
           {"residents", &Row::residents}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::CircleChange> circle_change_layer() {
  using Row = PlanFile::CircleChange;
  return {"circle_changes",
          PlanShape::multi_polygon,
          &PlanFile::circle_changes,
          {{"cause", &Row::cause},
           {"change", &Row::change},
           {"minutes", &Row::minutes},
           {"mode", &Row::mode},
           {"buildings", &Row::buildings},
           {"households", &Row::households},
           {"residents", &Row::residents}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Road> road_layer() {
  using Row = PlanFile::Road;
  return {"roads", PlanShape::line, &PlanFile::roads, {{"road_class", &Row::road_class}, {"name", &Row::name}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Water> water_layer() {
  using Row = PlanFile::Water;
  return {"waters", PlanShape::multi_polygon, &PlanFile::waters, {{"name", &Row::name}}};
}

[[nodiscard]] inline PlanLayer<PlanFile::Place> place_layer() {
  using Row = PlanFile::Place;
  return {
      "places", PlanShape::point, &PlanFile::places, {{"kind", &Row::kind}, {"name", &Row::name}, {"name_zh", &Row::name_zh}}};
}

}  // namespace wangge::gis
