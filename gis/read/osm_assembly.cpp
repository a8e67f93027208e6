#include "gis/read/osm_assembly.h"

#include "gis/ogr_shapes.h"

#include <algorithm>
#include <cstring>
#include <set>

#include <fmt/format.h>
#include <osmium/area/assembler.hpp>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/osm/area.hpp>

namespace wangge::gis {
namespace {

Position position_of(osmium::Location location) { return {location.lon_without_check(), location.lat_without_check()}; }

/// Keeps the first problem the assembler meets.
class FirstProblem final : public osmium::area::ProblemReporter {
 public:
  void report_intersection(osmium::object_id_type way, osmium::Location /*start*/, osmium::Location /*end*/,
                           osmium::object_id_type other, osmium::Location /*other_start*/, osmium::Location /*other_end*/,
                           osmium::Location place) override {
    keep(fmt::format("its ways {} and {} cross", way, other), fmt::format("组成它的路线 {} 与 {} 相交", way, other), place);
  }
  void report_ring_not_closed(const osmium::NodeRef& node, const osmium::Way* /*way*/) override {
    keep(fmt::format("its ring is open at node {}", node.ref()), fmt::format("边界在节点 {} 处未闭合", node.ref()),
         node.location());
  }
  void report_duplicate_segment(const osmium::NodeRef& a, const osmium::NodeRef& b) override { twice(a, b); }
  void report_overlapping_segment(const osmium::NodeRef& a, const osmium::NodeRef& b) override { twice(a, b); }

  [[nodiscard]] const Assembly& problem() const { return problem_; }

 private:
  void twice(const osmium::NodeRef& a, const osmium::NodeRef& b) {
    keep(fmt::format("it runs twice between the nodes {} and {}", a.ref(), b.ref()),
         fmt::format("在节点 {} 与 {} 之间重复", a.ref(), b.ref()), a.location());
  }
  void keep(std::string en, std::string zh, osmium::Location place) {
    if (!problem_.defect.empty()) return;
    problem_.defect = std::move(en);
    problem_.defect_zh = std::move(zh);
    if (place.valid()) problem_.place = position_of(place);
  }
  Assembly problem_;
};

Assembly broken(std::string en, std::string zh) {
  Assembly assembly;
  assembly.defect = std::move(en);
  assembly.defect_zh = std::move(zh);
  return assembly;
}

Ring ring_of(const osmium::NodeRefList& nodes, bool counter_clockwise) {
  Ring ring;
  ring.reserve(nodes.size());
  for (const osmium::NodeRef& node : nodes) ring.push_back(position_of(node.location()));
  if ((twice_signed_area(ring) > 0) != counter_clockwise) std::reverse(ring.begin(), ring.end());
  return ring;
}

MultiPolygon shape_of(const osmium::Area& area) {
  MultiPolygon shape;
  for (const osmium::OuterRing& outer : area.outer_rings()) {
    Polygon& part = shape.emplace_back();
    part.outer = ring_of(outer, true);
    for (const osmium::InnerRing& inner : area.inner_rings(outer)) part.holes.push_back(ring_of(inner, false));
  }
  return shape;
}

bool is_multipolygon(const osmium::Relation& relation) {
  const char* type = relation.tags().get_value_by_key("type", "");
  return std::strcmp(type, "multipolygon") == 0 || std::strcmp(type, "boundary") == 0;
}

}  // namespace

Assembly area_of_way(const osmium::Way& way) {
  if (way.nodes().size() < 4) return broken("its outline has fewer than three points", "轮廓少于三个点");
  if (!way.is_closed()) return broken("its outline is not closed", "轮廓未闭合");
  std::size_t missing = 0;
  std::set<osmium::Location> places;
  for (const osmium::NodeRef& node : way.nodes()) {
    missing += node.location().valid() ? 0U : 1U;
    places.insert(node.location());
  }
  if (missing > 0) {
    return broken(fmt::format("{} of its {} nodes are not in the extract", missing, way.nodes().size()),
                  fmt::format("{} 个节点中有 {} 个不在数据中", way.nodes().size(), missing));
  }
  Assembly assembly;
  assembly.place = position_of(way.nodes().front().location());
  if (places.size() < 3) {
    assembly.defect = "its outline has fewer than three different points";
    assembly.defect_zh = "轮廓少于三个不同的点";
    return assembly;
  }
  assembly.shape.push_back({.outer = ring_of(way.nodes(), true), .holes = {}});
  return assembly;
}

void MemberWays::keep(const osmium::Way& way) {
  buffer_.add_item(way);
  offset_[way.id()] = buffer_.commit();
}

const osmium::Way* MemberWays::find(osmium::object_id_type id) const {
  const auto found = offset_.find(id);
  return found == offset_.end() ? nullptr : &buffer_.get<const osmium::Way>(found->second);
}

bool draws_outline(const osmium::Relation& relation, const osmium::RelationMember& member) {
  if (member.type() != osmium::item_type::way) return false;
  if (is_multipolygon(relation)) return true;
  const std::string_view role = member.role();
  return role == "outline" || role == "outer" || role == "inner";
}

Assembly area_of_relation(const osmium::Relation& relation, const MemberWays& ways) {
  std::vector<const osmium::Way*> members;
  std::size_t wanted = 0;
  osmium::memory::Buffer rebuilt{1U << 12U, osmium::memory::Buffer::auto_grow::yes};
  {
    osmium::builder::RelationBuilder builder{rebuilt};
    builder.set_id(relation.id());
    osmium::builder::RelationMemberListBuilder list{rebuilt, &builder};
    for (const osmium::RelationMember& member : relation.members()) {
      if (!draws_outline(relation, member)) continue;
      ++wanted;
      const osmium::Way* way = ways.find(member.ref());
      if (way == nullptr) continue;
      members.push_back(way);
      list.add_member(osmium::item_type::way, member.ref(), std::string());
    }
  }
  rebuilt.commit();
  if (wanted == 0) return broken("it has no member way that draws an outline", "没有构成轮廓的路线成员");
  if (members.size() < wanted) {
    return broken(fmt::format("{} of its {} member ways are not in the extract", wanted - members.size(), wanted),
                  fmt::format("{} 条成员路线中有 {} 条不在数据中", wanted, wanted - members.size()));
  }
  FirstProblem reporter;
  osmium::area::AssemblerConfig config;
  config.problem_reporter = &reporter;
  config.create_empty_areas = false;
  osmium::area::Assembler assembler{config};
  osmium::memory::Buffer output{1U << 12U, osmium::memory::Buffer::auto_grow::yes};
  Assembly assembly;
  if (assembler(rebuilt.get<osmium::Relation>(0), members, output)) {
    for (const auto& area : output.select<osmium::Area>()) assembly.shape = shape_of(area);
  }
  if (!assembly.shape.empty()) {
    assembly.place = assembly.shape.front().outer.front();
    return assembly;
  }
  if (!reporter.problem().defect.empty()) return reporter.problem();
  return broken("its member ways do not form a closed ring", "成员路线不能构成闭合的环");
}

std::vector<WayRun> runs_of(const osmium::Way& way) {
  std::vector<WayRun> runs(1);
  for (const osmium::NodeRef& node : way.nodes()) {
    if (!node.location().valid()) {
      if (!runs.back().points.empty()) runs.emplace_back();
      continue;
    }
    const Position place = position_of(node.location());
    if (!runs.back().points.empty() && runs.back().points.back() == place) continue;
    runs.back().points.push_back(place);
    runs.back().nodes.push_back(node.ref());
  }
  std::erase_if(runs, [](const WayRun& run) { return run.points.size() < 2; });
  return runs;
}

}  // namespace wangge::gis
