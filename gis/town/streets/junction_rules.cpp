#include "gis/town/streets/junction_rules.h"

#include "engine/core/random.h"
#include "gis/town/streets/drives.h"
#include "gis/town/streets/plane.h"

#include <algorithm>

namespace wangge::town::streets {
namespace {

using network::LineClass;

/// Of the crossings of three or more arms of main streets, and of the junctions of a main street with others (both assumed).
constexpr double crossings_with_rules = 0.45;
constexpr double side_streets_with_rules = 0.22;
/// Of the left turns at such a crossing.
constexpr double left_turns_forbidden = 0.35;
/// Sine of the angle from which on a turn is one to the left.
constexpr double left_sine = 0.6;

class Rules {
 public:
  Rules(const StreetPlan& plan, const Drives& drives, core::Seed seed) : plan_(plan), drives_(drives), seed_(seed) {}

  ForbiddenTurns drawn() {
    for (const VertexId v : core::ids<VertexId>(plan_.vertices.size())) {
      const std::vector<Drive>& leaving = drives_.leaving(v);
      if (leaving.size() + drives_.arriving(v).size() < 6) continue;
      const auto arms = std::count_if(leaving.begin(), leaving.end(), [&](Drive drive) { return main_street(drive); });
      if (arms < 2) continue;
      core::Stream luck(seed_, 0, "turn restrictions", v.value());
      const double draw = luck.uniform();
      if (arms >= 3 && leaving.size() >= 4 && draw < crossings_with_rules) at_crossing(v, luck);
      if (arms == 2 && draw < side_streets_with_rules) at_side_street(v);
    }
    return std::move(forbidden_);
  }

 private:
  [[nodiscard]] bool main_street(Drive drive) const { return *plan_.lines[line_of(drive)].line_class >= LineClass::secondary; }

  [[nodiscard]] Position way_at(Drive drive, bool at_end) const {
    const auto& v = plan_.lines[line_of(drive)].vertices;
    const bool tail = at_end != against(drive);
    const Position step =
        tail ? plan_.vertices[v.back()] - plan_.vertices[v[v.size() - 2]] : plan_.vertices[v[1]] - plan_.vertices[v[0]];
    return unit(step) * (against(drive) ? -1.0 : 1.0);
  }

  [[nodiscard]] bool leftward(Drive from, Drive to) const {
    return line_of(from) != line_of(to) && cross(way_at(from, true), way_at(to, false)) > left_sine;
  }

  void at_crossing(VertexId v, core::Stream& luck) {
    for (const Drive from : drives_.arriving(v)) {
      for (const Drive to : drives_.leaving(v)) {
        const bool round = line_of(from) == line_of(to) && main_street(from);
        const bool left = leftward(from, to) && luck.uniform() < left_turns_forbidden;
        if (round || left) forbidden_.emplace(from, to);
      }
    }
  }

  void at_side_street(VertexId v) {
    for (const Drive from : drives_.arriving(v)) {
      for (const Drive to : drives_.leaving(v)) {
        if (main_street(from) != main_street(to) && leftward(from, to)) forbidden_.emplace(from, to);
      }
    }
  }

  const StreetPlan& plan_;
  const Drives& drives_;
  core::Seed seed_;
  ForbiddenTurns forbidden_;
};

/// Takes back rules whose drives no longer get to each other, until all do.
void keep_together(const Drives& drives, ForbiddenTurns& forbidden) {
  for (bool broken = !forbidden.empty(); broken;) {
    broken = false;
    const std::vector<std::uint32_t> component = drives.components(forbidden);
    for (auto at = forbidden.begin(); at != forbidden.end();) {
      const bool apart = component[at->first] != component[at->second];
      broken = broken || apart;
      at = apart ? forbidden.erase(at) : std::next(at);
    }
  }
}

}  // namespace

void restrict_turns(StreetPlan& plan, core::Seed seed) {
  const Drives drives(plan);
  ForbiddenTurns forbidden = Rules(plan, drives, seed).drawn();
  keep_together(drives, forbidden);
  for (const auto& [from, to] : forbidden) {
    const Line& line = plan.lines[line_of(from)];
    plan.restrictions.push_back({line_of(from), against(from) ? line.vertices.front() : line.vertices.back(), line_of(to)});
  }
}

}  // namespace wangge::town::streets
