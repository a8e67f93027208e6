#include "gis/cells/area_land.h"

#include "engine/core/disjoint_sets.h"
#include "gis/thin_land.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis::cells {
namespace {

using Kind = InputShape::Kind;

struct Amount {
  std::int64_t doubled = 0;  // area
  std::int64_t largest = 0;  // of one face
  std::uint32_t at = 0;      // the largest face

  void add(const Arrangement& plane, std::uint32_t face) {
    const std::int64_t area = plane.doubled_area(face);
    doubled += area;
    if (area > largest) {
      largest = area;
      at = face;
    }
  }
};

class Settlement {
 public:
  Settlement(const Arrangement& plane, const std::vector<std::vector<std::uint32_t>>& covers, const Linework& work,
             const Layers& layers, const CellRules& rules, const Lattice& lattice)
      : plane_(plane),
        covers_(covers),
        work_(work),
        layers_(layers),
        rules_(rules),
        lattice_(lattice),
        corner_(plane.face_count(), none) {
    for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
      std::uint32_t& corner = corner_[plane.face_of(h)];
      if (corner == none) corner = plane.origin(h);
    }
  }

  AreaLand run() {
    choose_owners();
    close_slivers();
    report_empty_areas();
    report_upper_levels();
    return std::move(land_);
  }

 private:
  [[nodiscard]] const AreaFeature& area(std::uint32_t index) const { return layers_.levels.back()[index]; }
  [[nodiscard]] static std::string title(const AreaFeature& area) { return area.name.empty() ? area.source_id : area.name; }
  [[nodiscard]] Position place(std::uint32_t face) const { return lattice_.position(plane_.points()[corner_[face]]); }

  void report(const char* rule, core::Severity severity, core::Text text, const std::string& feature, double square_metres,
              std::uint32_t face) {
    land_.findings.add({.rule = rule,
                        .severity = severity,
                        .message = std::move(text),
                        .feature = feature,
                        .value = fmt::format("{:.1f} m2", square_metres),
                        .place = place(face)});
  }

  /// Named areas first, then as given.
  [[nodiscard]] bool goes_before(std::uint32_t a, std::uint32_t b) const {
    const bool a_named = !area(a).name.empty() || !area(a).code.empty();
    const bool b_named = !area(b).name.empty() || !area(b).code.empty();
    return a_named != b_named ? a_named : a < b;
  }

  void choose_owners() {
    land_.of_face.assign(plane_.face_count(), none);
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      std::uint32_t& owner = land_.of_face[face];
      for (const std::uint32_t shape : covers_[face]) {
        if (work_.shapes[shape].kind != Kind::lowest_area) continue;
        const std::uint32_t index = work_.shapes[shape].index;
        if (owner == none || goes_before(index, owner)) owner = index;
      }
    }
  }

  [[nodiscard]] bool covers_alike(std::uint32_t a, std::uint32_t b) const {
    const auto upper = [&](std::uint32_t face) {
      std::vector<std::uint32_t> shapes;
      for (const std::uint32_t shape : covers_[face]) {
        if (work_.shapes[shape].kind == Kind::upper_area) shapes.push_back(shape);
      }
      std::sort(shapes.begin(), shapes.end());
      return shapes;
    };
    return upper(a) == upper(b);
  }

  /// Land of no owner ends at the outline of an upper area: a gap that reaches the border of all is a gap no less.
  [[nodiscard]] bool belong_together(std::uint32_t a, std::uint32_t b) const {
    return land_.of_face[a] == land_.of_face[b] && (land_.of_face[a] != none || covers_alike(a, b));
  }

  /// Connected faces of one owner, or of none in the same upper areas.
  struct Component {
    std::uint32_t owner = none;
    Amount land;
    double perimeter = 0;
    std::map<std::uint32_t, double> border;  // to other owners, not to none
  };

  [[nodiscard]] std::vector<Component> components(core::DisjointSets& sets) {
    for (std::uint32_t h = 0; h < plane_.half_edge_count(); h += 2) {
      const std::uint32_t left = plane_.face_of(h);
      const std::uint32_t right = plane_.face_of(h ^ 1U);
      if (belong_together(left, right)) sets.unite(left, right);
    }
    std::vector<Component> found(plane_.face_count());  // at the representative
    for (std::uint32_t face = 0; face < plane_.face_count(); ++face) {
      Component& component = found[sets.find(face)];
      component.owner = land_.of_face[face];
      component.land.add(plane_, face);
    }
    for (std::uint32_t h = 0; h < plane_.half_edge_count(); ++h) {
      const std::uint32_t beyond = plane_.face_of(h ^ 1U);
      const std::uint32_t other = land_.of_face[beyond];
      Component& component = found[sets.find(plane_.face_of(h))];
      if (belong_together(plane_.face_of(h), beyond)) continue;
      const double metres = length(plane_.segment(h)) * lattice_.unit();
      component.perimeter += metres;
      if (other != none) component.border[other] += metres;
    }
    return found;
  }

  void close_slivers() {
    core::DisjointSets sets(plane_.face_count());
    const std::vector<Component> all = components(sets);
    std::map<std::uint32_t, std::int64_t> largest;  // of each owner
    for (const Component& component : all) {
      if (component.owner != none) largest[component.owner] = std::max(largest[component.owner], component.land.doubled);
    }
    std::vector<std::uint32_t> given(plane_.face_count(), none);  // the new owner of a component
    const std::uint32_t outside = sets.find(0);
    for (std::uint32_t at = 0; at < all.size(); ++at) {
      const Component& component = all[at];
      if (sets.find(at) != at || at == outside) continue;
      const double size = lattice_.square_metres(component.land.doubled);
      const bool thin = is_thin(size, component.perimeter, rules_.sliver_width);
      if (component.owner == none) {
        if (thin && !component.border.empty()) given[at] = longest(component);
        if (size > 0.1 && given[at] != none) report_closed(component, size, given[at]);
      } else if (thin && size < rules_.empty_joins_below.value && component.land.doubled < largest[component.owner] &&
                 !component.border.empty()) {
        given[at] = longest(component);
        report("area.severed", core::Severity::note,
               {.zh = fmt::format("“{}”有一条与主体分离的窄条（{:.1f} 平方米），归入“{}”", title(area(component.owner)), size,
                                  title(area(given[at]))),
                .en = fmt::format("a strip of '{}' apart from the rest ({:.1f} m2) goes to '{}'", title(area(component.owner)),
                                  size, title(area(given[at])))},
               area(component.owner).source_id, size, component.land.at);
      }
    }
    for (std::uint32_t face = 0; face < plane_.face_count(); ++face) {
      if (const std::uint32_t owner = given[sets.find(face)]; owner != none) land_.of_face[face] = owner;
    }
  }

  static std::uint32_t longest(const Component& component) {
    return std::max_element(component.border.begin(), component.border.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }

  void report_closed(const Component& gap, double size, std::uint32_t closed_by) {
    report("area.gap_closed", core::Severity::note,
           {.zh = fmt::format("区域之间有 {:.1f} 平方米的窄缝，归入“{}”", size, title(area(closed_by))),
            .en = fmt::format("a thin gap of {:.1f} m2 between areas goes to '{}'", size, title(area(closed_by)))},
           area(closed_by).source_id, size, gap.land.at);
  }

  void report_empty_areas() {
    std::vector<bool> has_land(layers_.levels.back().size(), false);
    for (const std::uint32_t owner : land_.of_face) {
      if (owner != none) has_land[owner] = true;
    }
    for (std::uint32_t i = 0; i < has_land.size(); ++i) {
      if (has_land[i]) continue;
      land_.findings.add(
          {.rule = "area.without_land",
           .message = {.zh = fmt::format("“{}”没有自己的土地：没有形状，或完全被其他区域覆盖", title(area(i))),
                       .en = fmt::format("'{}' has no land of its own: it has no shape or lies wholly under other areas",
                                         title(area(i)))},
           .feature = area(i).source_id});
    }
  }

  void report_upper_levels() {
    std::map<std::pair<std::uint32_t, std::uint32_t>, Amount> shared;  // (lowest area, upper shape or none by level)
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      const std::uint32_t owner = land_.of_face[face];
      for (const std::uint32_t shape : covers_[face]) {
        if (owner != none && work_.shapes[shape].kind == Kind::upper_area) shared[{owner, shape}].add(plane_, face);
      }
    }
    report_straddling(shared);
  }

  /// A lowest area that lies in two areas of one higher level.
  void report_straddling(const std::map<std::pair<std::uint32_t, std::uint32_t>, Amount>& shared) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::pair<std::uint32_t, Amount>>>
        by_level;  // (lowest area, level)
    for (const auto& [pair, amount] : shared)
      by_level[{pair.first, work_.shapes[pair.second].level}].push_back({pair.second, amount});
    for (auto& [key, parts] : by_level) {
      const auto most = std::max_element(parts.begin(), parts.end(),
                                         [](const auto& a, const auto& b) { return a.second.doubled < b.second.doubled; });
      const AreaFeature& home = layers_.levels[key.second][work_.shapes[most->first].index];
      for (const auto& part : parts) {
        const double size = lattice_.square_metres(part.second.doubled);
        if (part.first == most->first || size <= 1) continue;
        const AreaFeature& other = layers_.levels[key.second][work_.shapes[part.first].index];
        report("area.not_nested", core::Severity::warning,
               {.zh = fmt::format("“{}”属于“{}”，却有 {:.1f} 平方米伸入“{}”", title(area(key.first)), title(home), size,
                                  title(other)),
                .en = fmt::format("'{}' lies in '{}' but reaches {:.1f} m2 into '{}'", title(area(key.first)), title(home), size,
                                  title(other))},
               area(key.first).source_id, size, part.second.at);
      }
    }
  }

  const Arrangement& plane_;
  const std::vector<std::vector<std::uint32_t>>& covers_;
  const Linework& work_;
  const Layers& layers_;
  const CellRules& rules_;
  const Lattice& lattice_;
  std::vector<std::uint32_t> corner_;  // a point of each face's boundary
  AreaLand land_;
};

}  // namespace

AreaLand settle_areas(const Arrangement& plane, const std::vector<std::vector<std::uint32_t>>& covers, const Linework& work,
                      const Layers& layers, const CellRules& rules, const Lattice& lattice) {
  return Settlement(plane, covers, work, layers, rules, lattice).run();
}

}  // namespace wangge::gis::cells
