#include "gis/read/osm_extract.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/read/barrier_words.h"
#include "gis/read/duration_words.h"
#include "gis/read/osm_assembly.h"
#include "gis/read/osm_road_use.h"
#include "gis/read/osm_tags.h"
#include "gis/read/osm_turns.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/thread/pool.hpp>
#include <osmium/visitor.hpp>

namespace wangge::gis {
namespace {

using LocationIndex = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
using NodeLocations = osmium::handler::NodeLocationsForWays<LocationIndex, LocationIndex>;

std::string id_of(const osmium::OSMObject& object) {
  return fmt::format("{}/{}", osmium::item_type_to_name(object.type()), object.id());
}

/// The middle of a way's known points, for a place drawn as an outline.
std::optional<Position> middle_of(const osmium::Way& way) {
  const std::size_t repeated = way.is_closed() && way.nodes().size() > 1 ? 1 : 0;
  Position sum;
  double count = 0;
  for (std::size_t i = repeated; i < way.nodes().size(); ++i) {
    const osmium::Location location = way.nodes()[i].location();
    if (!location.valid()) continue;
    sum.x += location.lon_without_check();
    sum.y += location.lat_without_check();
    count += 1;
  }
  if (count == 0) return std::nullopt;
  return Position{sum.x / count, sum.y / count};
}

/// One extract being read: handlers for libosmium's passes.
class Extraction final : public osmium::handler::Handler {
 public:
  Extraction(const SourceSpec& source, const OsmSelection& selection) : source_(source), selection_(selection) {
    extract_.areas.resize(selection.areas.size());
  }

  void node(const osmium::Node& node) {
    ++objects_;
    if (node.tags().empty()) return;
    const Position place{node.location().lon_without_check(), node.location().lat_without_check()};
    if (selection_.buildings != nullptr && is_building(node.tags())) {
      count_made(node);
      BuildingFeature building = building_of(node.tags(), *selection_.buildings, id_of(node));
      if (node.location().valid()) {
        building.point = place;
      } else {
        building.defect = {.zh = "位置不在地球上", .en = "its position is not on Earth"};
      }
      extract_.buildings.push_back(std::move(building));
    }
    if (const auto word = tag(node.tags(), "barrier"); selection_.roads != nullptr && is_barrier_word(word)) {
      const auto said = [&](const char* key) { return tag(node.tags(), key); };
      extract_.barriers.push_back({id_of(node), std::string(word), node.id(), place, stopped_by_barrier(said)});
    }
    if (auto settlement = place_of(node.tags(), id_of(node)); settlement && node.location().valid()) {
      settlement->position = place;
      extract_.places.push_back(std::move(*settlement));
    }
  }

  void relation(const osmium::Relation& relation) {
    ++objects_;
    if (selection_.roads != nullptr) add_turns(relation);
    if (!selects(relation)) return;
    relations_.add_item(relation);
    relations_.commit();
    for (const osmium::RelationMember& member : relation.members()) {
      if (draws_outline(relation, member)) members_.insert(member.ref());
    }
  }

  void way(const osmium::Way& way) {
    ++objects_;
    if (members_.contains(way.id())) ways_.keep(way);
    if (way.tags().empty()) return;
    if (selection_.roads != nullptr) add_lines(way);
    if (selection_.roads != nullptr && is_wall_word(tag(way.tags(), "barrier"))) add_wall(way);
    if (selection_.buildings != nullptr && is_building(way.tags())) {
      count_made(way);
      add_building(building_of(way.tags(), *selection_.buildings, id_of(way)), area_of_way(way));
    }
    if (selection_.roads != nullptr && way.is_closed() && is_water(way.tags())) add_water(way, area_of_way(way));
    const auto level = admin_level_of(way.tags());
    // A closed way that is part of a boundary relation is a line of that boundary, not an area of its own.
    if (level && way.is_closed()) {
      if (members_.contains(way.id())) {
        note_ring(way, *level);
      } else {
        add_boundary(way, *level, area_of_way(way));
      }
    }
    if (auto settlement = place_of(way.tags(), id_of(way))) {
      const auto place = middle_of(way);
      if (place) {
        settlement->position = *place;
        extract_.places.push_back(std::move(*settlement));
      }
    }
  }

  /// After both passes.
  void assemble(const core::Progress& progress, const NodeLocations& located) {
    for (auto& [found, node] : turn_findings_) {
      const osmium::Location location = node ? located.get_node_location(*node) : osmium::Location();
      if (location.valid()) found.place = Position{location.lon_without_check(), location.lat_without_check()};
      extract_.findings.add(std::move(found));
    }
    std::size_t count = 0;
    for (const auto& relation : relations_.select<osmium::Relation>()) {
      if (++count % 64 == 0) progress.check();
      const Assembly assembly = area_of_relation(relation, ways_);
      if (selection_.buildings != nullptr && is_building(relation.tags())) {
        count_made(relation);
        add_building(building_of(relation.tags(), *selection_.buildings, id_of(relation)), assembly);
      }
      if (selection_.roads != nullptr && is_water(relation.tags())) add_water(relation, assembly);
      if (const auto level = admin_level_of(relation.tags())) add_boundary(relation, *level, assembly);
    }
  }

  /// Whether every building says that it is made: heads get lost where a file is cut or joined.
  [[nodiscard]] bool all_made() const { return made_buildings_ > 0 && made_buildings_ == extract_.buildings.size(); }
  [[nodiscard]] std::size_t objects() const { return objects_; }
  [[nodiscard]] OsmExtract take() { return std::move(extract_); }

 private:
  void count_made(const osmium::OSMObject& building) { made_buildings_ += tag(building.tags(), "source") == "synthetic" ? 1 : 0; }

  [[nodiscard]] bool selects(const osmium::Relation& relation) const {
    if (selection_.buildings != nullptr && is_building(relation.tags())) return true;
    const std::string_view type = tag(relation.tags(), "type");
    if (type != "multipolygon" && type != "boundary") return false;
    return (selection_.roads != nullptr && is_water(relation.tags())) || admin_level_of(relation.tags()).has_value();
  }

  void add_lines(const osmium::Way& way) {
    auto line = line_of(way.tags(), *selection_.roads, id_of(way));
    if (!line) return;
    const std::vector<WayRun> runs = runs_of(way);
    if (runs.empty()) note(way, "road.no_points", "its nodes are not in the extract", "其节点不在数据中", std::nullopt);
    if (line->type == "ferry") read_duration(way, runs, *line);
    if (network::is_road(line->line_class)) note_hours(way, runs);
    for (const WayRun& run : runs) {
      LineFeature& added = extract_.lines.emplace_back(*line);
      added.points = run.points;
      added.nodes = run.nodes;
    }
  }

  /// Hours that are never applied, and one-way rules that are only where an hour is asked.
  void note_hours(const osmium::Way& way, const std::vector<WayRun>& runs) {
    if (const std::string spans = spans_never_applied(way.tags()); !spans.empty() && !runs.empty()) {
      extract_.findings.add(
          {.rule = "road.hours",
           .severity = core::Severity::warning,
           .message = {.zh = fmt::format("道路 {} 的时段“{}”不含任何一个钟点的正中（如 08:30），这些时段从不生效", id_of(way),
                                         spans),
                       .en = fmt::format("the hours '{}' of the road {} hold the middle of no hour (such as 08:30), so they are "
                                         "never applied",
                                         spans, id_of(way))},
           .file = source_.path,
           .layer = {},
           .feature = id_of(way),
           .value = spans,
           .place = runs.front().points[runs.front().points.size() / 2]});
    }
    const std::string rules = directions_not_applied(way.tags(), selection_.roads->moment);
    if (rules.empty() || runs.empty()) return;
    extract_.findings.add(
        {.rule = "road.oneway_conditional",
         .severity = core::Severity::note,
         .message = {.zh = fmt::format("道路 {} 的方向只在某些钟点受限（{}）；没有写 coverage.hour，未采用", id_of(way), rules),
                     .en =
                         fmt::format("the direction of the road {} is restricted in some hours alone ({}); coverage.hour is left "
                                     "out, so that is not applied",
                                     id_of(way), rules)},
         .file = source_.path,
         .layer = {},
         .feature = id_of(way),
         .value = rules,
         .place = runs.front().points[runs.front().points.size() / 2]});
  }

  void add_wall(const osmium::Way& way) {
    for (WayRun& run : runs_of(way)) extract_.walls.push_back({id_of(way), std::move(run.points)});
  }

  /// The time is that of the whole way: where the extract has only parts of it, they take that of their length.
  void read_duration(const osmium::Way& way, const std::vector<WayRun>& runs, LineFeature& ferry) {
    const std::string text(tag(way.tags(), "duration"));
    if (text.empty()) return;
    ferry.duration = duration_of(text);
    if (!ferry.duration) {
      const auto place =
          runs.empty() ? std::nullopt : std::optional<Position>(runs.front().points[runs.front().points.size() / 2]);
      extract_.findings.add(
          {.rule = "road.ferry_duration",
           .severity = core::Severity::warning,
           .message = {.zh = fmt::format("轮渡 {} 的 duration“{}”无法理解（应如 00:15、PT15M 或 15 分钟）；按长度计时",
                                         id_of(way), text),
                       .en =
                           fmt::format("duration '{}' of the ferry {} is not understood (such as 00:15, PT15M or 15 for minutes "
                                       "was expected); its length is used",
                                       text, id_of(way))},
           .file = source_.path,
           .layer = {},
           .feature = id_of(way),
           .value = text,
           .place = place});
    }
    if (runs.size() != 1 || runs.front().nodes.size() != way.nodes().size()) ferry.duration.reset();
  }

  void add_turns(const osmium::Relation& relation) {
    for (const TurnRemark& remark : remarks_of_turn(relation, selection_.roads->moment)) {
      core::Finding found = turn_finding(remark, id_of(relation));
      found.file = source_.path;
      turn_findings_.emplace_back(std::move(found), remark.via_node);
    }
    for (network::TurnRestriction& turn : turns_of(relation, id_of(relation), selection_.roads->moment))
      extract_.turns.push_back(std::move(turn));
  }

  void add_building(BuildingFeature building, const Assembly& assembly) {
    building.footprint = assembly.shape;
    building.defect = {.zh = assembly.defect_zh, .en = assembly.defect};
    if (!assembly.defect.empty()) {
      extract_.findings.add(
          {.rule = "building.broken",
           .severity = core::Severity::warning,
           .message = {.zh = fmt::format("建筑 {} 无法构成面：{}；列入未归属建筑", building.source_id, assembly.defect_zh),
                       .en = fmt::format("building {} makes no area: {}; listed as unassigned", building.source_id,
                                         assembly.defect)},
           .file = source_.path,
           .layer = {},
           .feature = building.source_id,
           .value = {},
           .place = assembly.place});
    }
    extract_.buildings.push_back(std::move(building));
  }

  void add_water(const osmium::OSMObject& object, const Assembly& assembly) {
    if (!assembly.defect.empty()) return note(object, "water.broken", assembly.defect, assembly.defect_zh, assembly.place);
    extract_.waters.push_back({id_of(object), std::string(tag(object.tags(), "name")), assembly.shape});
  }

  void add_boundary(const osmium::OSMObject& object, int level, const Assembly& assembly) {
    if (assembly.defect.empty()) ++extract_.boundaries[level];
    for (std::size_t i = 0; i < selection_.areas.size(); ++i) {
      const AreaSpec& spec = *selection_.areas[i];
      if (spec.admin_level != level) continue;
      if (!assembly.defect.empty()) {
        note(object, "boundary.open", assembly.defect, assembly.defect_zh, assembly.place);
        continue;
      }
      AreaFeature area = area_of(object.tags(), spec, id_of(object));
      area.shape = assembly.shape;
      extract_.areas[i].push_back(std::move(area));
    }
  }

  void note_ring(const osmium::Way& way, int level) {
    const auto wanted = [&](const AreaSpec* spec) { return spec->admin_level == level; };
    if (std::none_of(selection_.areas.begin(), selection_.areas.end(), wanted)) return;
    const std::vector<WayRun> runs = runs_of(way);
    const auto place = runs.empty() ? std::nullopt : std::optional<Position>(runs.front().points.front());
    note(way, "area.unnamed", "a closed line of a boundary relation, no area of its own", "边界关系的闭合边线，不是独立区域",
         place);
  }

  void note(const osmium::OSMObject& object, std::string rule, const std::string& en, const std::string& zh,
            std::optional<Position> place) {
    const std::string name(tag(object.tags(), "name"));
    const std::string id = id_of(object);
    extract_.findings.add({.rule = std::move(rule),
                           .severity = core::Severity::note,
                           .message = {.zh = fmt::format("{} “{}”：{}；未采用", id, name, zh),
                                       .en = fmt::format("{} '{}': {}; not used", id, name, en)},
                           .file = source_.path,
                           .layer = {},
                           .feature = id,
                           .value = {},
                           .place = place});
  }

  const SourceSpec& source_;
  const OsmSelection& selection_;
  OsmExtract extract_;
  std::size_t objects_ = 0;
  std::size_t made_buildings_ = 0;
  osmium::memory::Buffer relations_{1U << 20U, osmium::memory::Buffer::auto_grow::yes};
  std::unordered_set<osmium::object_id_type> members_;
  std::vector<std::pair<core::Finding, std::optional<std::int64_t>>> turn_findings_;  ///< each at a node
  MemberWays ways_;
};

/// `cause.zh` stands in brackets of its own.
[[noreturn]] void fail_reading(const SourceSpec& source, const core::Text& cause) {
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("无法读取“{}”：应为完整的 OpenStreetMap 数据（.osm.pbf 或 .osm），文件可能被截断或损坏{}",
                                       source.path, cause.zh),
                     .en = fmt::format("cannot read '{}': a whole OpenStreetMap file (.osm.pbf or .osm) was expected, but it is "
                                       "truncated or damaged ({})",
                                       source.path, cause.en)});
}

/// One pass; the handlers get every object of the kinds wanted.
template <class... Handlers>
void pass(const osmium::io::File& file, osmium::osm_entity_bits::type kinds, osmium::thread::Pool& pool, core::Progress& progress,
          Handlers&... handlers) {
  osmium::io::Reader reader{file, kinds, osmium::io::read_meta::no, pool};
  std::size_t done = 0;
  while (osmium::memory::Buffer buffer = reader.read()) {
    progress.check();
    osmium::apply(buffer, handlers...);
    const std::size_t now = reader.offset();
    progress.advance(now - std::min(now, done));
    done = std::max(now, done);
  }
  progress.advance(reader.file_size() - std::min(reader.file_size(), done));
  reader.close();
}

OsmExtract read_passes(const SourceSpec& source, const OsmSelection& selection, core::Threads threads, core::Progress& progress) {
  const osmium::io::File file{source.file.string()};
  osmium::thread::Pool pool{std::clamp(threads.value, 1, 32)};
  LocationIndex locations;
  LocationIndex negative_locations;
  NodeLocations locate{locations, negative_locations};
  locate.ignore_errors();
  Extraction extraction(source, selection);
  pass(file, osmium::osm_entity_bits::node | osmium::osm_entity_bits::relation, pool, progress, locate, extraction);
  pass(file, osmium::osm_entity_bits::way, pool, progress, locate, extraction);
  extraction.assemble(progress, locate);
  if (extraction.objects() == 0) fail_reading(source, {.zh = "（其中没有任何对象）", .en = "it holds no object"});
  const bool made = extraction.all_made();
  OsmExtract extract = extraction.take();
  extract.synthetic = made || osm_generator(source).find("synthetic") != std::string::npos;
  return extract;
}

}  // namespace

OsmExtract read_osm(const SourceSpec& source, const OsmSelection& selection, core::Threads threads, core::Progress& progress) {
  for (const AreaSpec* spec : selection.areas) {
    if (spec->admin_level) continue;
    throw core::Error(
        core::ErrorCode::usage,
        {.zh = fmt::format("层级“{}”取自 OpenStreetMap 文件“{}”，需写明 admin_level（例如 8）", spec->level, source.path),
         .en = fmt::format("level '{}' comes from the OpenStreetMap file '{}': say which admin_level it is, e.g. 8", spec->level,
                           source.path)});
  }
  try {
    return read_passes(source, selection, threads, progress);
  } catch (const core::Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& cause) {
    fail_reading(source, {.zh = core::system_words(cause.what()), .en = cause.what()});
  }
}

std::string osm_generator(const SourceSpec& source) {
  try {
    osmium::io::Reader reader{osmium::io::File{source.file.string()}, osmium::osm_entity_bits::nothing};
    return reader.header().get("generator");
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& cause) {
    fail_reading(source, {.zh = core::system_words(cause.what()), .en = cause.what()});
  }
}

}  // namespace wangge::gis
