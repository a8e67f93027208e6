#include "scenarios/steps/post_audit.h"

#include "scenarios/steps/cell_finder.h"
#include "scenarios/steps/travel_step.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

/// Two posts that are nearer than this stand at one place.
constexpr core::Metres one_place{1};

core::Finding found(const char* rule, core::Severity severity, const PostSpec& spec, const gis::PlaceFeature& point,
                    core::Text message) {
  return {.rule = rule,
          .severity = severity,
          .message = std::move(message),
          .file = spec.at->path,
          .layer = spec.at->layer,
          .feature = point.source_id,
          .value = point.name,
          .place = point.position};
}

/// The points of one kind, in the order of their file.
class KindAudit {
 public:
  KindAudit(const PostSpec& spec, const gis::Layers& layers, core::Findings& findings) : spec_(spec), findings_(findings) {
    for (const gis::PlaceFeature& place : layers.places) {
      if (place.kind == spec.kind) points_.push_back(&place);
    }
  }

  void outside(const CellFinder& cells, core::Threads threads) {
    std::vector<core::Position> places;
    for (const gis::PlaceFeature* point : points_) places.push_back(point->position);
    const std::vector<territory::CellId> at = cells.find(places, threads);
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (at[i].valid()) continue;
      findings_.add(found("post.outside", core::Severity::error, spec_, *points_[i],
                          {.zh = fmt::format("驻点“{}”（{}）在辖区之外", points_[i]->name, spec_.kind),
                           .en = fmt::format("the post \"{}\" ({}) lies outside the area", points_[i]->name, spec_.kind)}));
    }
  }

  void twice() {
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const gis::PlaceFeature& own = *points_[i];
      const auto before = points_.begin() + static_cast<std::ptrdiff_t>(i);
      const auto here = std::find_if(points_.begin(), before, [&](const gis::PlaceFeature* other) {
        return core::distance(other->position, own.position) < one_place;
      });
      if (here != before) {
        findings_.add(found(
            "post.duplicate", core::Severity::error, spec_, own,
            {.zh = fmt::format("驻点“{}”与“{}”（{}）在同一处", own.name, (*here)->name, spec_.kind),
             .en = fmt::format("the posts \"{}\" and \"{}\" ({}) stand at one place", own.name, (*here)->name, spec_.kind)}));
        continue;
      }
      const auto named = std::find_if(
          points_.begin(), before, [&](const gis::PlaceFeature* other) { return !own.name.empty() && other->name == own.name; });
      if (named == before) continue;
      findings_.add(found("post.name_taken", core::Severity::warning, spec_, own,
                          {.zh = fmt::format("两个驻点（{}）都叫“{}”，后者加上所在网格或序号", spec_.kind, own.name),
                           .en = fmt::format("two posts ({}) are named \"{}\"; the later one gets its grid or a number added",
                                             spec_.kind, own.name)}));
    }
  }

  void unreachable(const TravelBuild& travel, network::Mode mode) {
    for (const gis::PlaceFeature* point : points_) {
      if (travel.travel.access(mode, point->position).valid()) continue;
      if (travel.by_which_posts_stand().access(mode, point->position).valid()) {
        core::Finding cut_off = cut_off_post(point->name, point->position);
        findings_.add(found("post.cut_off", cut_off.severity, spec_, *point, std::move(cut_off.message)));
        continue;
      }
      findings_.add(found("post.unreachable", core::Severity::warning, spec_, *point,
                          {.zh = fmt::format("站点“{}”附近没有可用的道路，无法从这里出发", point->name),
                           .en = fmt::format("no usable road near the post \"{}\": nobody can set out from it", point->name)}));
    }
  }

 private:
  const PostSpec& spec_;
  core::Findings& findings_;
  std::vector<const gis::PlaceFeature*> points_;
};

}  // namespace

core::Findings post_findings(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                             const TravelBuild& travel, core::Threads threads) {
  core::Findings findings;
  std::optional<CellFinder> cells;
  for (const PostSpec& spec : scenario.posts) {
    if (!spec.at) continue;
    if (!cells) cells.emplace(built);
    KindAudit audit(spec, layers, findings);
    audit.outside(*cells, threads);
    audit.twice();
    audit.unreachable(travel, mode_of_post(scenario, spec.kind));
  }
  return findings;
}

}  // namespace wangge::scenarios
