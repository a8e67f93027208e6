#include "gis/cells/blocks.h"

#include "engine/core/disjoint_sets.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis::cells {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

class Grouping {
 public:
  Grouping(const Arrangement& plane, const AreaLand& land, const Linework& work, const Layers& layers, const CellRules& rules,
           const Lattice& lattice)
      : plane_(plane), land_(land), work_(work), layers_(layers), rules_(rules), lattice_(lattice) {}

  Blocks run(const std::vector<std::vector<std::uint32_t>>& covers) {
    collect_footprints(covers);
    choose_homes();
    measure_overlaps();
    make_blocks();
    give_faces();
    describe_blocks();
    return std::move(blocks_);
  }

 private:
  [[nodiscard]] const BuildingFeature& building(std::uint32_t index) const { return layers_.buildings[index]; }

  void report(const char* rule, core::Severity severity, core::Text text, std::uint32_t index, double square_metres) {
    core::Finding finding{.rule = rule, .severity = severity, .message = std::move(text)};
    finding.feature = building(index).source_id;
    finding.value = fmt::format("{:.1f} m2", square_metres);
    if (!building(index).footprint.empty() && !building(index).footprint[0].outer.empty())
      finding.place = building(index).footprint[0].outer[0];
    blocks_.findings.add(std::move(finding));
  }

  void collect_footprints(const std::vector<std::vector<std::uint32_t>>& covers) {
    on_face_.resize(plane_.face_count());
    faces_of_.resize(layers_.buildings.size());
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      for (const std::uint32_t shape : covers[face]) {
        if (work_.shapes[shape].kind != InputShape::Kind::building) continue;
        on_face_[face].push_back(work_.shapes[shape].index);
        faces_of_[work_.shapes[shape].index].push_back(face);
      }
    }
  }

  void choose_homes() {
    blocks_.reason = work_.building_reason;
    home_.assign(layers_.buildings.size(), none);
    size_.assign(layers_.buildings.size(), 0);
    for (std::uint32_t i = 0; i < faces_of_.size(); ++i) {
      if (!blocks_.reason[i].en.empty() || building(i).footprint.empty()) continue;
      std::map<std::uint32_t, std::int64_t> by_area;
      std::int64_t total = 0;
      for (const std::uint32_t face : faces_of_[i]) {
        by_area[land_.of_face[face]] += plane_.doubled_area(face);
        total += plane_.doubled_area(face);
      }
      if (by_area.empty()) {
        blocks_.reason[i] = {.zh = "轮廓没有面积", .en = "its footprint has no area"};
        continue;
      }
      const auto most =
          std::max_element(by_area.begin(), by_area.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
      size_[i] = most->second;
      home_[i] = most->first;
      report_cut(i, total, most->first, most->second);
    }
  }

  void report_cut(std::uint32_t i, std::int64_t total, std::uint32_t home, std::int64_t kept) {
    const double lost = lattice_.square_metres(total - kept);
    const double share = 100.0 * static_cast<double>(kept) / static_cast<double>(total);
    if (home == none) {
      blocks_.reason[i] = outside_every(rules_.lowest_level);
      if (kept < total) {
        blocks_.reason[i].zh += fmt::format("，占地的 {:.0f}% 在外", share);
        blocks_.reason[i].en += fmt::format(" with {:.0f} % of its footprint", share);
      }
    } else if (lost > 0.1) {
      report("building.cut_by_boundary", core::Severity::warning,
             {.zh = fmt::format("建筑被给定边界切开，{:.0f}% 的占地在“{}”一侧，归该侧；另有 {:.1f} 平方米在外", share,
                                layers_.levels.back()[home].name, lost),
              .en = fmt::format("cut by a given boundary; {:.0f} % of it lies in '{}', where it belongs, {:.1f} m2 beyond", share,
                                layers_.levels.back()[home].name, lost)},
             i, lost);
    }
  }

  /// The buildings of a face that are at home there.
  [[nodiscard]] std::vector<std::uint32_t> at_home(std::uint32_t face) const {
    std::vector<std::uint32_t> found;
    if (land_.of_face[face] == none) return found;
    for (const std::uint32_t i : on_face_[face]) {
      if (home_[i] == land_.of_face[face]) found.push_back(i);
    }
    return found;
  }

  void measure_overlaps() {
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      if (on_face_[face].size() < 2) continue;
      const std::vector<std::uint32_t> here = at_home(face);
      for (std::size_t i = 0; i < here.size(); ++i) {
        for (std::size_t j = i + 1; j < here.size(); ++j) overlaps_[{here[i], here[j]}] += plane_.doubled_area(face);
      }
    }
  }

  void make_blocks() {
    core::DisjointSets sets(layers_.buildings.size());
    for (const auto& [pair, shared] : overlaps_) {
      const double smaller = static_cast<double>(std::min(size_[pair.first], size_[pair.second]));
      const double share = static_cast<double>(shared) / smaller;
      const double size = lattice_.square_metres(shared);
      const std::uint32_t lesser = size_[pair.first] < size_[pair.second] ? pair.first : pair.second;
      const std::string& other = building(lesser == pair.first ? pair.second : pair.first).source_id;
      if ((share > rules_.overlap_share && size > rules_.overlap_above.value) || share > 0.5) {
        sets.unite(pair.first, pair.second);
        report("building.grouped", core::Severity::note,
               {.zh = fmt::format("与 {} 重叠 {:.1f} 平方米（较小者的 {:.0f}%），合为一组", other, size, 100 * share),
                .en = fmt::format("overlaps {} by {:.1f} m2 ({:.0f} % of the smaller): one group", other, size, 100 * share)},
               lesser, size);
      } else if (size > 0.01) {
        report("building.trimmed", core::Severity::note,
               {.zh = fmt::format("与 {} 重叠 {:.2f} 平方米，重叠处归较大者", other, size),
                .en = fmt::format("overlaps {} by {:.2f} m2; the overlap goes to the larger", other, size)},
               lesser, size);
      }
    }
    blocks_.of_building.assign(layers_.buildings.size(), none);
    for (std::uint32_t i = 0; i < layers_.buildings.size(); ++i) {
      if (home_[i] == none) continue;
      const std::uint32_t head = sets.find(i);
      if (head == i) {
        blocks_.of_building[i] = static_cast<std::uint32_t>(blocks_.all.size());
        blocks_.all.push_back({.area = home_[i], .minor = false, .buildings = {}});
      } else {
        blocks_.of_building[i] = blocks_.of_building[head];
      }
    }
  }

  void give_faces() {
    blocks_.of_face.assign(plane_.face_count(), none);
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      if (on_face_[face].empty()) continue;
      std::uint32_t largest = none;
      for (const std::uint32_t i : at_home(face)) {
        if (largest == none || size_[i] > size_[largest]) largest = i;
      }
      if (largest != none) blocks_.of_face[face] = blocks_.of_building[largest];
    }
    for (std::uint32_t i = 0; i < layers_.buildings.size(); ++i) {
      if (home_[i] != none) adopt_if_lost(i);
    }
  }

  /// A building whose own block kept none of its faces belongs to the block that took the most of it.
  void adopt_if_lost(std::uint32_t i) {
    std::map<std::uint32_t, std::int64_t> by_block;
    for (const std::uint32_t face : faces_of_[i]) {
      if (land_.of_face[face] == home_[i]) by_block[blocks_.of_face[face]] += plane_.doubled_area(face);
    }
    if (by_block.count(blocks_.of_building[i]) != 0) return;
    blocks_.of_building[i] = std::max_element(by_block.begin(), by_block.end(), [](const auto& a, const auto& b) {
                               return a.second < b.second;
                             })->first;
  }

  void describe_blocks() {
    std::vector<std::int64_t> size(blocks_.all.size(), 0);
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      if (blocks_.of_face[face] != none) size[blocks_.of_face[face]] += plane_.doubled_area(face);
    }
    for (std::uint32_t i = 0; i < layers_.buildings.size(); ++i) {
      if (blocks_.of_building[i] != none) blocks_.all[blocks_.of_building[i]].buildings.push_back(i);
    }
    for (std::size_t b = 0; b < blocks_.all.size(); ++b) {
      const double metres = lattice_.square_metres(size[b]);
      Block& block = blocks_.all[b];
      block.minor = std::all_of(block.buildings.begin(), block.buildings.end(),
                                [&](std::uint32_t i) { return is_minor(building(i), metres); });
    }
  }

  [[nodiscard]] bool is_minor(const BuildingFeature& building, double square_metres) const {
    if (building.households.value_or(0) > 0 || building.residents.value_or(0) > 0) return false;
    if (building.use == territory::BuildingUse::minor) return square_metres < rules_.minor_below.value;
    return building.use == territory::BuildingUse::unknown && square_metres < rules_.untyped_minor_below.value;
  }

  const Arrangement& plane_;
  const AreaLand& land_;
  const Linework& work_;
  const Layers& layers_;
  const CellRules& rules_;
  const Lattice& lattice_;
  std::vector<std::vector<std::uint32_t>> on_face_;   // buildings
  std::vector<std::vector<std::uint32_t>> faces_of_;  // of buildings
  std::vector<std::uint32_t> home_;                   // area of each building
  std::vector<std::int64_t> size_;                    // of its footprint at home
  std::map<Pair, std::int64_t> overlaps_;
  Blocks blocks_;
};

}  // namespace

Blocks group_buildings(const Arrangement& plane, const std::vector<std::vector<std::uint32_t>>& covers, const AreaLand& land,
                       const Linework& work, const Layers& layers, const CellRules& rules, const Lattice& lattice) {
  return Grouping(plane, land, work, layers, rules, lattice).run(covers);
}

}  // namespace wangge::gis::cells
