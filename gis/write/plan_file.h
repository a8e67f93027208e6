#pragma once

#include "gis/geometry.h"
#include "gis/layers.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// plan.gpkg as plain rows: what step 8 writes, and what export, report, map and studio read back.
/// Field names and meanings are those of docs/formats.md; the last three layers are the backdrop of maps.
namespace wangge::gis {

struct PlanFile {
  struct Level {
    std::string level, code, name, parent;
    std::int64_t households = 0, residents = 0;
    double area_m2 = 0;
    MultiPolygon shape;
  };
  struct Grid {
    std::string code, name, parent, kind;
    std::int64_t households = 0, residents = 0, buildings = 0;
    double area_m2 = 0, work = 0, compactness = 0;
    std::optional<double> border_m;  ///< with other grids of its parent; absent in files of earlier versions
    bool valid = true;
    bool counts_hidden = false;  ///< not a field: set for a map that may not tell the small counts of a grid
    std::string reason;          ///< English sentence with the numbers; empty where valid
    std::string reason_zh;
    std::string version, status, effective_from;
    Position label;  ///< a point well inside the largest part (layer `grid_labels`)
    MultiPolygon shape;
  };
  struct Cell {
    std::int64_t cell = 0;
    std::string grid, parent, compound;
    std::int64_t households = 0, residents = 0;
    double area_m2 = 0;
    bool derived = false;
    MultiPolygon shape;
  };
  struct Building {
    std::string building;
    std::int64_t cell = 0;
    std::string grid, use;
    double floors = 0;
    std::int64_t households = 0, residents = 0;
    std::string population_source;
    std::optional<double> minutes;    ///< static travel minutes from the post that serves it; absent: unreachable
    std::optional<double> in_time{};  ///< probability that a worker, who may be busy, is there in time; absent: not simulated
    MultiPolygon shape;               ///< empty: `point` holds
    std::optional<Position> point;
  };
  struct Unassigned {
    std::string building;
    std::string reason;     ///< English sentence
    std::string reason_zh;  ///< the same in Chinese
    MultiPolygon shape;
    std::optional<Position> point;
  };
  struct Post {
    std::string post, level, kind, name, parent;
    Position place;
  };
  /// A further layer inside the grids, for building captains (楼栋长); its parent is the grid.
  struct Microgrid {
    std::string code, name, parent;
    std::int64_t households = 0, residents = 0, buildings = 0, captains = 0;
    double area_m2 = 0, compactness = 0;
    bool valid = true;
    std::string reason, reason_zh;
    MultiPolygon shape;
  };
  /// What became of a grid's code in a version: table `code_history`.
  struct CodeRow {
    std::string old_code, new_code, relation;
    std::int64_t cells = 0, households = 0, residents = 0;
    bool voided = false;  ///< the old code is no more
    std::string version, valid_from;
  };
  /// A code that is never given again: table `voided_codes`.
  struct VoidedCode {
    std::string code, version;
  };
  /// A figure of the whole plan: table `plan_aims`.
  struct Aim {
    std::string aim;  ///< "deviation_max", as plans.json names it
    double value = 0;
    std::string unit;
  };
  struct Circle {
    std::string post;  ///< "all": the union over all posts
    double minutes = 0;
    std::string mode;
    MultiPolygon shape;
    std::string responder{};  ///< kind of those who set out; empty in files of earlier versions
  };
  /// Where a worker, who may be busy, is in time with a probability of at least `share`.
  struct EffectiveCircle {
    double share = 0;
    double minutes = 0;
    std::int64_t buildings = 0, households = 0, residents = 0;
    MultiPolygon shape;
  };
  /// Land that one circle holds and another does not.
  struct CircleChange {
    std::string cause;   ///< "closed roads", or "KIND instead of KIND"
    std::string change;  ///< "gained" or "lost"
    double minutes = 0;
    std::string mode;
    std::int64_t buildings = 0, households = 0, residents = 0;
    MultiPolygon shape;
  };
  struct Road {
    std::string road_class, name;  ///< network::name(LineClass)
    LineString line;
  };
  struct Water {
    std::string name;
    MultiPolygon shape;
  };
  struct Place {
    std::string kind, name, name_zh;
    Position place;
  };

  ReferenceSystem reference;
  bool synthetic = false;  ///< the town is made up: every layer then says so, in its description and a field `synthetic`
  std::vector<Level> levels;
  std::vector<Grid> grids;
  std::vector<Cell> cells;
  std::vector<Building> buildings;
  std::vector<Unassigned> unassigned;
  std::vector<Post> posts;
  std::vector<Microgrid> microgrids;  ///< this layer and the three tables are in a file only where they have rows
  std::vector<CodeRow> code_history;
  std::vector<VoidedCode> voided_codes;
  std::vector<Aim> aims;
  std::vector<Circle> circles;
  std::vector<CircleChange> circle_changes;        ///< this layer too
  std::vector<EffectiveCircle> effective_circles;  ///< this layer too
  std::vector<Road> roads;
  std::vector<Water> waters;
  std::vector<Place> places;

  /// Whether a circle is of those whom the run's own figures are about: their rows stand first.
  [[nodiscard]] bool is_of_first_responder(const Circle& circle) const {
    return !circles.empty() && circle.responder == circles.front().responder;
  }
};

/// Writes all layers with QGIS styles (`layer_styles`), spatial indexes and no time stamp that depends on the clock.
/// Throws Error(environment) naming the file when the disk is full or the folder not writable.
void write_plan_file(const std::filesystem::path& path, const PlanFile& plan);

/// Reads what write_plan_file wrote. Throws Error(input) naming file and layer when a layer or field is absent.
[[nodiscard]] PlanFile read_plan_file(const std::filesystem::path& path);

/// What a plan's file says of its grids beside their outline: code, name, parent, kind, version, status and date, without shapes;
/// and the two tables of codes. Nothing where the file is no GeoPackage or its grids have no such fields: it is none of
/// write_plan_file's.
[[nodiscard]] std::optional<PlanFile> read_plan_record(const std::filesystem::path& path);

}  // namespace wangge::gis
