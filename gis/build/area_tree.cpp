#include "gis/build/area_tree.h"

#include "engine/core/error.h"
#include "gis/assign/point_locator.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

using core::Position;
using territory::AreaId;
using territory::LevelId;

/// Land of one feature: its size and centre, and how much of it lies in each feature of the level above.
struct Land {
  double area = 0;
  double x = 0;
  double y = 0;
  std::map<std::uint32_t, double> above;

  [[nodiscard]] Position centre() const { return area > 0 ? Position{x / area, y / area} : Position{}; }
};

class Nesting {
 public:
  Nesting(const Layers& layers, std::span<const territory::Level> levels, std::span<const LandSample> land,
          const AreaTreeRules& rules)
      : layers_(layers), levels_(levels), samples_(land), rules_(rules) {}

  AreaTree run() {
    measure();
    for (std::size_t level = 0; level < layers_.levels.size(); ++level) add_level(level);
    return std::move(tree_);
  }

 private:
  void measure();
  void add_level(std::size_t level);
  [[nodiscard]] AreaId parent_of(std::size_t level, std::size_t feature) const;
  [[nodiscard]] std::string made_code(AreaId parent, std::size_t number, std::size_t siblings) const;

  const Layers& layers_;
  std::span<const territory::Level> levels_;
  std::span<const LandSample> samples_;
  const AreaTreeRules& rules_;
  std::vector<std::vector<Land>> land_;
  AreaTree tree_;
};

void Nesting::measure() {
  const std::size_t lowest = layers_.levels.size() - 1;
  land_.resize(layers_.levels.size());
  for (std::size_t level = 0; level <= lowest; ++level) land_[level].resize(layers_.levels[level].size());
  std::vector<PointLocator> locators;
  for (std::size_t level = 0; level < lowest; ++level) {
    std::vector<MultiPolygon> shapes;
    for (const AreaFeature& feature : layers_.levels[level]) shapes.push_back(feature.shape);
    locators.emplace_back(shapes);
  }
  for (const LandSample& sample : samples_) {
    PolygonId above;
    for (std::size_t level = 0; level <= lowest; ++level) {
      const PolygonId here = level == lowest ? PolygonId(sample.lowest_feature) : locators[level].locate(sample.place);
      if (here.valid()) {
        Land& land = land_[level][here.value()];
        land.area += sample.area.value;
        land.x += sample.area.value * sample.place.x;
        land.y += sample.area.value * sample.place.y;
        if (above.valid()) land.above[above.value()] += sample.area.value;
      }
      above = here;
    }
  }
}

AreaId Nesting::parent_of(std::size_t level, std::size_t feature) const {
  const AreaFeature& child = layers_.levels[level][feature];
  const auto& above = tree_.area_of_feature[level - 1];
  if (!child.parent_code.empty()) {
    for (const AreaId area : above) {
      if (area.valid() && tree_.areas.code[area] == child.parent_code) return area;
    }
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("层级“{}”的区域 {}（{}）写明上级编码“{}”，但上一层级“{}”中没有该编码", levels_[level].name,
                           child.source_id, child.name, child.parent_code, levels_[level - 1].name),
         .en = fmt::format("level '{}', area {} ({}): its parent code '{}' is not among the codes of level '{}'",
                           levels_[level].name, child.source_id, child.name, child.parent_code, levels_[level - 1].name)});
  }
  const auto& shares = land_[level][feature].above;
  const auto most =
      std::max_element(shares.begin(), shares.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == shares.end() || !above[most->first].valid()) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("层级“{}”的区域 {}（{}）不在上一层级“{}”的任何区域之内", levels_[level].name,
                                         child.source_id, child.name, levels_[level - 1].name),
                       .en = fmt::format("level '{}', area {} ({}) lies in no area of the level above, '{}'", levels_[level].name,
                                         child.source_id, child.name, levels_[level - 1].name)});
  }
  return above[most->first];
}

std::string Nesting::made_code(AreaId parent, std::size_t number, std::size_t siblings) const {
  if (!parent.valid() && siblings == 1) return rules_.code_prefix;
  const int digits = std::max(rules_.code_digits, static_cast<int>(std::to_string(siblings).size()));
  const std::string& above = parent.valid() ? tree_.areas.code[parent] : rules_.code_prefix;
  return fmt::format("{}{:0{}}", above, number, digits);
}

void Nesting::add_level(std::size_t level) {
  const auto& features = layers_.levels[level];
  struct Entry {
    AreaId parent;
    std::size_t feature;
    Position centre;
  };
  std::vector<Entry> entries;
  for (std::size_t feature = 0; feature < features.size(); ++feature) {
    if (land_[level][feature].area <= 0) {
      tree_.findings.add(
          {.rule = "area.no_land",
           .severity = core::Severity::warning,
           .message = {.zh = fmt::format("区域“{}”没有属于自己的土地，已略去", features[feature].name),
                       .en = fmt::format("area '{}' has no land of its own and is left out", features[feature].name)},
           .file = {},
           .layer = levels_[level].name,
           .feature = features[feature].source_id,
           .value = {},
           .place = std::nullopt});
      continue;
    }
    entries.push_back({level == 0 ? AreaId() : parent_of(level, feature), feature, land_[level][feature].centre()});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    if (a.parent != b.parent) return a.parent < b.parent;
    return a.centre.x != b.centre.x ? a.centre.x < b.centre.x : a.centre.y > b.centre.y;
  });
  std::map<AreaId, std::size_t> siblings;
  for (const Entry& entry : entries) ++siblings[entry.parent];
  std::map<AreaId, std::size_t> number;
  tree_.area_of_feature.emplace_back(features.size());
  territory::Areas& areas = tree_.areas;
  for (const Entry& entry : entries) {
    const AreaFeature& feature = features[entry.feature];
    const std::size_t count = ++number[entry.parent];
    const AreaId area = areas.level.push_back(LevelId(level));
    areas.code.push_back(feature.code.empty() ? made_code(entry.parent, count, siblings[entry.parent]) : feature.code);
    areas.name.push_back(feature.name);
    areas.parent.push_back(entry.parent);
    areas.area.push_back(core::SquareMetres(land_[level][entry.feature].area));
    areas.households.push_back(0);
    areas.residents.push_back(0);
    tree_.area_of_feature[level][entry.feature] = area;
  }
}

void refuse_repeated_codes(const territory::Areas& areas) {
  std::unordered_map<std::string, AreaId> seen;
  for (const AreaId area : core::ids<AreaId>(areas.size())) {
    const auto [at, inserted] = seen.try_emplace(areas.code[area], area);
    if (inserted) continue;
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("区域“{}”与“{}”的编码相同：{}", areas.name[at->second],
                                                                 areas.name[area], areas.code[area]),
                                               .en = fmt::format("areas '{}' and '{}' have the same code {}",
                                                                 areas.name[at->second], areas.name[area], areas.code[area])});
  }
}

}  // namespace

AreaTree build_area_tree(const Layers& layers, std::span<const territory::Level> levels, std::span<const LandSample> land,
                         const AreaTreeRules& rules) {
  AreaTree tree = Nesting(layers, levels, land, rules).run();
  refuse_repeated_codes(tree.areas);
  return tree;
}

}  // namespace wangge::gis
