#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/evaluation/replications.h"
#include "engine/network/road_class.h"
#include "engine/simulation/dispatch/rules.h"
#include "engine/simulation/loop/life.h"
#include "engine/simulation/people/points.h"
#include "engine/territory/territory.h"
#include "gis/read/road_moment.h"
#include "scenarios/demand_spec.h"
#include "scenarios/duty_spec.h"
#include "scenarios/layer_ref.h"
#include "scenarios/site/siting_spec.h"
#include "scenarios/synth/synth_spec.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// A scenario as loaded from its TOML file (step 1): every key known, every unit converted, every default filled in.
/// The schema (scenarios/schema.*) is the one place that knows the keys, their defaults, sources and texts; this header holds the
/// values.
namespace wangge::scenarios {

struct LevelSpec {
  std::string name;
  LayerRef source;
  std::optional<int> admin_level;  ///< for OpenStreetMap sources
  std::string code_field;          ///< OpenStreetMap: a tag; empty: codes are made
  std::string label_field = "name";
  std::string parent_field;     ///< empty: by place
  std::string residents_field;  ///< empty: none given ("population" for OSM place tags)
  std::string households_field;
  std::string within;       ///< name or code of the area to keep; empty: all
  std::string code_prefix;  ///< when codes are made: what the top level's code begins with
};

struct BuildingSpec {
  LayerRef source;
  std::string id_field;
  std::string use_field;
  std::map<std::string, std::string> use_of_type;  ///< the source's word -> BuildingUse name
  std::string floors_field;
  std::string households_field;
  std::string residents_field;
  std::string compound_field;
};

struct PopulationSpec {
  double residents_per_household = 2.9;
  std::string residents_per_household_source;
  double floor_area_per_household_m2 = 110;                            ///< where no total is given at all
  std::optional<int> place_year;                                       ///< of the given totals
  std::array<double, territory::building_use_count> dwelling_share{};  ///< share of floor area that is lived in, by use
  std::array<double, territory::building_use_count> default_floors{};
  double unknown_is_residential_above_m2 = 60;  ///< an untyped building with at least this footprint may be lived in
};

struct RoadSpec {
  LayerRef source;
  std::string class_field;                           ///< for line layers
  std::map<std::string, std::string> class_of_type;  ///< the source's word -> LineClass name
  std::string oneway_field;
  std::string name_field = "name";
  std::vector<std::string> closed;                           ///< source ids
  std::optional<LayerRef> elevation{};                       ///< a raster of heights; absent: roads are level
  std::map<std::string, network::Direction> oneway_words{};  ///< the source's word -> direction, before the usual ones
  bool join_crossings = false;                               ///< lines of a layer that cross on one level meet there
  core::Metres snap{0};                                      ///< ends of lines of a layer this near to another are drawn to it
  std::optional<LayerRef> barriers{};                        ///< gates, bollards… of a layer; absent: none
  std::string barrier_kind_field{};                          ///< empty: `barrier`, or else all are gates
  std::optional<LayerRef> walls{};                           ///< absent: those of OpenStreetMap, or none
};

/// Lines beside the roads that divide land: railways, waterways.
struct BarrierSpec {
  LayerRef source;
  std::string class_field;
  std::string name_field = "name";
};

struct TravelSpec {
  /// km/h by mode and line class; 0: the mode may not use it.
  std::array<std::array<double, network::line_class_count>, network::mode_count> speed_kmh{};
  core::Metres access_limit{300};  ///< a building farther than this from any road is unreachable
  core::Millis at_gate{0};
  core::Millis stairs_per_floor{12000};
  core::Millis ferry_wait{5 * 60000};
  /// By mode and hour of the day: times the speeds above; absent: the same all day.
  std::array<std::optional<std::array<double, 24>>, network::mode_count> speed_by_hour{};
};

/// How response circles are drawn.
struct CoverageSpec {
  std::vector<core::Millis> rings;           ///< of all posts together, rising
  bool rings_of_posts = false;               ///< of each post too, beside its circle of the target
  std::optional<int> hour;                   ///< of the day, for its speeds; absent: those of [travel] as they are
  gis::DayKind day = gis::DayKind::workday;  ///< whose conditional rules of roads hold
  std::string instead_of;                    ///< kind of posts to hold the serving ones against; empty: none
  bool by_responder = false;                 ///< of every kind of responder, not of the first alone
  std::vector<double> effective;             ///< probabilities to which the effective circle is drawn, rising
};

struct GridSpec {
  std::optional<LayerRef> source;  ///< today's plan
  std::string code_field = "code";
  std::string label_field = "name";
};

struct PlanningSpec {
  std::int64_t households_min = 500;
  std::int64_t households_max = 1000;
  /// The range in points of `measure`, in place of households.
  struct Points {
    double least = 0;
    double most = 0;
  };
  std::optional<Points> points;
  std::string size_source;
  double weight_work = 1.0;
  double weight_compact = 0.4;
  double weight_barriers = 0.6;
  double weight_travel = 0.4;
  double weight_compounds = 0.5;
  double weight_change = 0.5;
  double weight_spread = 0.3;
  std::int64_t effort = 200;      ///< search budget in work units: proposals per cell
  std::string code_digits = "3";  ///< digits appended to the parent's code

  /// How many grids the areas of the lowest level get, or one of them by its code.
  struct Count {
    std::string of;
    std::int64_t least = 1;
    std::int64_t most = 1;
    std::string key{};  ///< file, line and key, for messages
  };
  /// Households that may change grid in each parent: so many, or such a share.
  struct Change {
    std::optional<std::int64_t> households;
    std::optional<double> share;
  };
  /// What counts as work, by weight; all zero: the hours that requests take, or the households.
  struct Measure {
    double households = 0, requests = 0, enterprises = 0, in_need = 0;
    [[nodiscard]] bool given() const { return households > 0 || requests > 0 || enterprises > 0 || in_need > 0; }
  };
  /// A dedicated grid of named features, or one for each large enough place of a use or a kind.
  struct Dedicated {
    std::string key;  ///< file, line and key, for messages
    std::vector<std::string> buildings;
    std::vector<std::string> compounds;
    std::string use;                 ///< as plan.gpkg writes it; empty: by name or kind
    std::vector<std::string> kinds;  ///< the source's words for buildings, or kinds of organisations and enterprises
    core::SquareMetres land_at_least{0};
    core::SquareMetres floor_area_at_least{0};
    std::int64_t residents_at_least = 0;
    std::string code;
    std::string name;
  };
  /// Rule 7: who is missing, and whether that puts a grid out of order.
  struct Staff {
    bool enforced = false;
    std::vector<std::string> no_worker;  ///< codes of grids
    std::vector<std::string> no_leader;
  };
  std::vector<Dedicated> dedicated;
  Staff staff;
  std::string code_layout;  ///< "6+3+3+3"; empty: code_digits and no check
  std::int64_t plans = 5;   ///< how many to offer
  std::vector<Count> counts;
  std::vector<std::string> locked;             ///< codes of today's grids
  std::string locked_key = "planning.locked";  ///< file, line and key, for messages
  std::vector<std::string> locked_borders;     ///< barrier classes that no grid may cross
  std::optional<LayerRef> locked_lines;        ///< lines that no grid may cross
  std::vector<std::string> forbidden_borders;  ///< barrier classes where no border between grids may run
  std::vector<std::string> keep_whole;         ///< "compound"
  bool from_today = false;
  std::optional<Change> change_at_most;
  double distinct = 0.02;      ///< share of households in which two plans differ at least
  core::Millis time_limit{0};  ///< 0: none
  Measure measure;
};

/// Plans drawn at random under the rules, to judge plans by.
struct EnsembleSpec {
  std::int64_t plans = 2000;   ///< in all
  std::int64_t chains = 4;     ///< independent
  std::int64_t thin = 5;       ///< trees a grid from one plan to the next
  std::int64_t burn_in = 100;  ///< trees a grid before the first
  bool reversible = false;     ///< the law of the reversible chain
};

/// People or bodies that are counted where they stand.
struct LedgerSpec {
  std::string kind;  ///< in_need, party_members, enterprises, organisations
  LayerRef source;
  std::string count_field;   ///< empty: one a feature
  std::string kind_field;    ///< what sort of organisation or enterprise a feature is; empty: not told
  std::string name_field{};  ///< how it is called; the usual "name" may be missing
};

/// Some of the residents that figures are also given for: the old, the disabled, the floating.
struct GroupSpec {
  std::string name;
  core::Text title;
  std::optional<double> share;     ///< of the residents, alike everywhere
  std::optional<LayerRef> source;  ///< where they live
  std::string count_field;         ///< of the source; empty: one a feature
};

/// One level of areas to draw anew before anything is planned.
struct RepartitionSpec {
  std::string level;
  std::optional<std::int64_t> into;  ///< how many; absent: as many as `size` fits into the people
  std::optional<std::int64_t> size;  ///< people of an area; absent: the mean
  bool households = false;           ///< whether sizes count households, not residents
  double tolerance = 0.15;           ///< of the size, either way
  double smooth = 0;                 ///< of the households: so many more than the fewest may move for shorter borders
  std::string atoms = "grids";       ///< grids | cells
  std::string key = "repartition";   ///< file, line and key of the number of areas, for messages
  int attempts = 8;
  std::int64_t effort = 4000;  ///< proposals an atom and attempt
};

/// One department's partition, to be merged with the others into comprehensive grids.
struct SectorSpec {
  std::string name;
  LayerRef source;
  std::string code_field = "code";
  std::string label_field = "name";
  double weight = 1;
};

/// Microgrids under the grids, for building captains.
struct MicrogridSpec {
  std::optional<std::int64_t> count;       ///< in all; absent: by `households`
  std::optional<std::int64_t> households;  ///< of one, about
  std::optional<std::int64_t> captains;    ///< in all
  int code_digits = 2;
};

struct PostSpec {
  std::string kind = "station";
  std::string level = "grid";  ///< one post per area of this level, or "grid"
  std::optional<LayerRef> at;  ///< points; absent: at the median building of each area
  std::string kind_field;      ///< of the points: only those whose value is `kind`; empty: all
  std::string label_field = "name";
};

struct ResponderSpec {
  std::string kind = "grid worker";
  core::Text title{};            ///< the kind where absent
  double per_grid = 1;           ///< in the mean; 0: counted by `per_area`
  std::string post = "station";  ///< kind of the post they start from; "home": a house of their own microgrid
  network::Mode mode = network::Mode::ebike;
  std::vector<std::string> shifts;  ///< as written, e.g. "mon-fri 08:00-12:00"; parsed by the simulation
  /// How many for each microgrid, or for each area of a level.
  struct PerArea {
    std::string level;
    double count = 0;  ///< in the mean
  };
  std::optional<PerArea> per_area{};
  std::string scope = "grid";                 ///< how far each serves: microgrid, grid, or a level
  std::vector<std::string> skills{};          ///< tags
  std::vector<std::string> breaks{};          ///< as shifts
  double present = 1;                         ///< chance to come on a day
  std::optional<double> decline{};            ///< chance to decline an order; absent: that of [dispatch]
  std::optional<core::Millis> patrol_stay{};  ///< walks about while free, staying so long at each house; absent: at the post
  bool volunteer = false;                     ///< free hours are on call, and not paid

  [[nodiscard]] double count() const { return per_area ? per_area->count : per_grid; }
  /// How many the unit with that number has, from 0 by code: so many that the first n units together have n times `count()`,
  /// rounded down.
  [[nodiscard]] int count_at(std::size_t unit) const {
    constexpr double rounding = 1e-9;
    const auto up_to = [&](std::size_t units) {
      return static_cast<std::int64_t>(count() * static_cast<double>(units) + rounding);
    };
    return static_cast<int>(up_to(unit + 1) - up_to(unit));
  }
};

struct DispatchSpec {
  std::string policy = "own grid, then neighbours";
  DurationLaw accept;
  core::Text source;
  simulation::DispatchRules rules{};
};

/// Who is rated together, and what for.
struct ScoringSpec {
  std::string by;  ///< a level, "grid" or "responder"
  simulation::PointRules points{};
};

struct SimulationSpec {
  core::Millis horizon{0};
  evaluation::Replications replications{};
  std::string start{};                  ///< ISO date of the first day, a Monday; empty: no calendar
  std::vector<std::string> holidays{};  ///< ISO dates
  /// Of which replications the events are kept in a file.
  enum class Trace : std::uint8_t { none, first, all };
  Trace trace = Trace::first;
};

struct MapSpec {
  std::string theme = "grids";  ///< grids | response | households
  std::string paper = "A3";
  std::vector<std::string> formats;  ///< pdf, png, svg
  std::string review_number;         ///< 审图号; empty: stamped for internal use
};

struct Scenario {
  std::string path;  ///< of the file
  std::string name;
  core::Text title;
  core::Seed seed{1};
  std::string date;  ///< ISO date printed on maps
  Target target = Target::arrive;
  core::Millis target_time{15 * 60000};
  std::string reference;  ///< "auto", "EPSG:32632" …
  bool synthetic = false;
  std::vector<std::string> attribution;  ///< further credits, beside what sources say
  std::vector<LevelSpec> levels;
  BuildingSpec buildings;
  PopulationSpec population;
  RoadSpec roads;
  std::vector<BarrierSpec> barriers;
  std::optional<LayerRef> water;  ///< polygons; OpenStreetMap roads bring their own
  TravelSpec travel;
  CoverageSpec coverage;
  GridSpec grids;
  PlanningSpec planning;
  std::optional<EnsembleSpec> ensemble;
  std::vector<LedgerSpec> ledgers;
  std::vector<GroupSpec> groups;
  std::optional<RepartitionSpec> repartition;
  std::vector<SectorSpec> sectors;
  std::optional<MicrogridSpec> microgrids;
  std::vector<PostSpec> posts;
  std::vector<ResponderSpec> responders;
  std::vector<RequestSpec> requests;
  std::vector<SurgeSpec> surges;
  std::optional<LogSpec> log;
  DispatchSpec dispatch;
  ScoringSpec scoring;
  SimulationSpec simulation;
  std::optional<SitingSpec> siting;
  std::optional<PairingSpec> pairing;
  std::vector<MapSpec> maps;
  std::vector<std::string> exports;    ///< further formats beside plan.gpkg: geojson, shp, fgb...
  std::optional<SynthSpec> synth;      ///< a made town in place of sources
  std::string town_folder;             ///< where that town's files are; empty until it is made
  std::string canonical_toml;          ///< the merged file with all overrides, for the hash and manifest
  std::vector<std::string> files;      ///< the scenario file and those it extends, nearest first
  std::vector<std::string> sources;    ///< every file that their keys name, as written; not those of a made town
  std::vector<std::string> shipped;    ///< of them, those that came with the program, by the name they have there
  std::vector<std::string> overrides;  ///< "key=value" of the command line, in order
  std::vector<DutySpec> duties;        ///< scheduled work
  std::vector<DepartmentSpec> departments;
  std::vector<OfficeSpec> offices;
};

}  // namespace wangge::scenarios
