#include "gis/town/write_extract.h"

#include "engine/core/error.h"
#include "gis/town/area_borders.h"
#include "gis/town/extract_nodes.h"
#include "gis/town/extract_tags.h"
#include "gis/town/line_words.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <exception>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/header.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>
#include <osmium/thread/pool.hpp>

namespace wangge::town {
namespace {

namespace fs = std::filesystem;

struct Member {
  osmium::item_type type = osmium::item_type::way;
  std::int64_t ref = 0;
  const char* role = "outer";
};

/// Hands objects to libosmium in buffers of a fixed number, so that the bytes do not depend on threads.
class ObjectStream {
 public:
  ObjectStream(const std::string& path, core::Threads threads, core::Progress& progress)
      : pool_(std::clamp(threads.value, 1, 32)),
        writer_(osmium::io::File(path, "pbf,add_metadata=false"), header(), osmium::io::overwrite::allow, pool_),
        progress_(progress) {}

  void node(std::int64_t id, Position degrees, const Tags& tags) {
    {
      osmium::builder::NodeBuilder builder(buffer_);
      builder.set_id(id).set_location(osmium::Location(degrees.x, degrees.y));
      add_tags(builder, tags);
    }
    ++count_.nodes;
    commit();
  }

  /// Ids of ways count up from 1.
  std::int64_t way(const std::vector<NodeNumber>& nodes, const Tags& tags) {
    const auto id = static_cast<std::int64_t>(++count_.ways);
    {
      osmium::builder::WayBuilder builder(buffer_);
      builder.set_id(id);
      {
        osmium::builder::WayNodeListBuilder list(builder);
        for (const NodeNumber node : nodes) list.add_node_ref(node);
      }
      add_tags(builder, tags);
    }
    commit();
    return id;
  }

  void relation(const std::vector<Member>& members, const Tags& tags) {
    {
      osmium::builder::RelationBuilder builder(buffer_);
      builder.set_id(static_cast<std::int64_t>(++count_.relations));
      {
        osmium::builder::RelationMemberListBuilder list(builder);
        for (const Member& member : members) list.add_member(member.type, member.ref, member.role);
      }
      add_tags(builder, tags);
    }
    commit();
  }

  ExtractCount finish() {
    hand_over();
    writer_.close();
    return count_;
  }

 private:
  static constexpr std::size_t objects_a_buffer = 8000;
  static constexpr std::size_t buffer_bytes = 1U << 20U;

  static osmium::io::Header header() {
    osmium::io::Header header;
    header.set("generator", "wangge (synthetic town)");
    return header;
  }

  template <class Builder>
  static void add_tags(Builder& builder, const Tags& tags) {
    if (tags.empty()) return;
    osmium::builder::TagListBuilder list(builder);
    for (const auto& [key, value] : tags) list.add_tag(key, value);
    list.add_tag("source", "synthetic");
  }

  void commit() {
    buffer_.commit();
    if (++objects_ == objects_a_buffer) hand_over();
  }

  void hand_over() {
    progress_.check();
    progress_.advance(objects_);
    objects_ = 0;
    osmium::memory::Buffer full(buffer_bytes, osmium::memory::Buffer::auto_grow::yes);
    std::swap(full, buffer_);
    writer_(std::move(full));
  }

  osmium::thread::Pool pool_;
  osmium::io::Writer writer_;
  core::Progress& progress_;
  osmium::memory::Buffer buffer_{buffer_bytes, osmium::memory::Buffer::auto_grow::yes};
  std::size_t objects_ = 0;
  ExtractCount count_;
};

/// Writes one town: nodes, ways, relations, each kind in full before the next.
class Extract {
 public:
  Extract(const TownIndex& index, ObjectStream& out)
      : index_(index), town_(index.town), out_(out), nodes_(index), borders_(border_lines(index.town)) {}

  void write(const gis::ReferenceSystem& reference) {
    write_nodes(in_degrees(nodes_.positions(), reference));
    write_lines();
    write_land();
    write_buildings();
    write_walls();
    write_waters();
    write_boundaries();
    write_restrictions();
  }

 private:
  void write_nodes(const std::vector<Position>& degrees) {
    for (std::size_t i = 0; i < degrees.size(); ++i) {
      const auto number = static_cast<NodeNumber>(i) + 1;
      Tags tags;
      if (nodes_.gates().contains(number)) tags = {{"barrier", "gate"}};
      if (number >= nodes_.first_place())
        tags = place_tags(nodes_.places()[static_cast<std::size_t>(number - nodes_.first_place())]);
      out_.node(number, degrees[i], tags);
    }
  }

  [[nodiscard]] static Tags place_tags(const Place& place) {
    if (place.kind == "bus_stop") return {{"highway", "bus_stop"}, {"name", place.name}};
    return {{"place", std::string(place.kind)}, {"name", place.name}, {"population", fmt::format("{}", place.residents)}};
  }

  /// Borders with nothing on them are ways without tags that only their boundaries use.
  void write_lines() {
    std::vector<bool> bounds(town_.lines.size(), false);
    for (const std::vector<LineId>& lines : borders_) {
      for (const LineId line : lines) bounds[line.value()] = true;
    }
    way_of_line_.assign(town_.lines.size(), 0);
    std::vector<NodeNumber> way;
    for (const LineId id : core::ids<LineId>(town_.lines.size())) {
      const Line& line = town_.lines[id];
      if (!line.line_class && !bounds[id.value()]) continue;
      way.clear();
      for (const VertexId vertex : line.vertices) way.push_back(ExtractNodes::of(vertex));
      way_of_line_[id.value()] = out_.way(way, line_tags(line));
    }
  }

  void write_land() {
    std::vector<NodeNumber> way;
    for (const Block& block : town_.blocks) {
      const Tags tags = land_tags(block.use);
      if (tags.empty()) continue;
      way.clear();
      for (const VertexId vertex : block.ring) way.push_back(ExtractNodes::of(vertex));
      way.push_back(way.front());
      out_.way(way, tags);
    }
  }

  void write_buildings() {
    for (const BuildingId id : core::ids<BuildingId>(town_.buildings.size())) {
      out_.way(nodes_.footprint(id), building_tags(index_, id));
    }
  }

  void write_walls() {
    for (const CompoundId id : core::ids<CompoundId>(town_.compounds.size())) {
      if (town_.compounds[id].walled) out_.way(nodes_.wall(id), {{"barrier", "wall"}});
    }
  }

  void write_waters() {
    for (std::size_t water = 0; water < town_.waters.size(); ++water) {
      const auto& rings = nodes_.water(water);
      const Tags tags{{"natural", "water"}};
      std::vector<Member> members;
      for (const auto& ring : rings)
        members.push_back(
            {osmium::item_type::way, out_.way(ring, rings.size() == 1 ? tags : Tags()), members.empty() ? "outer" : "inner"});
      if (rings.size() > 1) waters_with_holes_.push_back(std::move(members));
    }
  }

  void write_boundaries() {
    const std::vector<int> levels = admin_levels(town_.level_names.size());
    for (const AreaId id : core::ids<AreaId>(town_.areas.size())) {
      std::vector<Member> members;
      for (const LineId line : borders_[id]) members.push_back({osmium::item_type::way, way_of_line_[line.value()], "outer"});
      out_.relation(members, boundary_tags(town_.areas[id], levels[town_.areas[id].level]));
    }
    for (const std::vector<Member>& members : waters_with_holes_)
      out_.relation(members, {{"type", "multipolygon"}, {"natural", "water"}});
  }

  void write_restrictions() {
    for (const TurnRestriction& turn : town_.restrictions) {
      out_.relation({{osmium::item_type::way, way_of_line_[turn.from.value()], "from"},
                     {osmium::item_type::node, ExtractNodes::of(turn.via), "via"},
                     {osmium::item_type::way, way_of_line_[turn.to.value()], "to"}},
                    {{"type", "restriction"}, {"restriction", std::string(turn_word(town_, turn))}});
    }
  }

  const TownIndex& index_;
  const Town& town_;
  ObjectStream& out_;
  ExtractNodes nodes_;
  Column<AreaId, std::vector<LineId>> borders_;
  std::vector<std::int64_t> way_of_line_;
  std::vector<std::vector<Member>> waters_with_holes_;
};

[[noreturn]] void fail(const fs::path& path, const std::string& cause) {
  throw core::Error(
      core::ErrorCode::environment,
      {.zh = fmt::format("无法写入文件“{}”：{}。请检查磁盘空间和目录权限", path.string(), cause),
       .en = fmt::format("cannot write '{}': {}; is the disk full or the folder not writable?", path.string(), cause)});
}

/// Removes the unfinished file unless it got its name.
struct PartFile {
  fs::path path;
  ~PartFile() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

}  // namespace

std::vector<int> admin_levels(std::size_t levels) {
  constexpr std::array<int, 8> usual{2, 3, 4, 5, 6, 7, 8, 10};
  constexpr std::array<int, 4> common{4, 6, 8, 10};
  assert(levels >= 1 && levels <= usual.size());
  if (levels <= common.size()) return {common.end() - static_cast<std::ptrdiff_t>(levels), common.end()};
  return {usual.end() - static_cast<std::ptrdiff_t>(levels), usual.end()};
}

ExtractCount write_extract(const fs::path& path, const Town& town, const gis::ReferenceSystem& reference, core::Threads threads,
                           core::Progress& progress) {
  const PartFile part{path.parent_path() / fmt::format(".{}.part", path.filename().string())};
  ExtractCount count;
  progress.begin("town.osm.pbf", town.vertices.size() + 6 * town.buildings.size() + town.lines.size());
  try {
    const TownIndex index(town);
    ObjectStream out(part.path.string(), threads, progress);
    Extract(index, out).write(reference);
    count = out.finish();
  } catch (const core::Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& cause) {
    fail(path, cause.what());
  }
  progress.end();
  std::error_code failure;
  fs::rename(part.path, path, failure);
  if (failure) fail(path, failure.message());
  return count;
}

}  // namespace wangge::town
