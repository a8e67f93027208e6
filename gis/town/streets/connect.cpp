#include "gis/town/streets/connect.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>

namespace wangge::town::streets {
namespace {

using network::Direction;
using network::LineClass;
using network::Mode;

/// Union of sets with path halving.
class Sets {
 public:
  explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t root(std::uint32_t v) {
    while (parent_[v] != v) v = parent_[v] = parent_[parent_[v]];
    return v;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t p = root(a);
    const std::uint32_t q = root(b);
    parent_[std::max(p, q)] = std::min(p, q);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

bool open_to(const Line& line, Mode mode) {
  return line.line_class && network::is_road(*line.line_class) &&
         line.access[static_cast<std::size_t>(mode)] != Direction::closed;
}

double length_of(const StreetPlan& plan, const Line& line) {
  double total = 0;
  for (std::size_t i = 0; i + 1 < line.vertices.size(); ++i) {
    total += length(plan.vertices[line.vertices[i + 1]] - plan.vertices[line.vertices[i]]);
  }
  return total;
}

bool open_land(const StreetPlan& plan, BlockId block) {
  if (!block.valid()) return true;
  const LandUse use = plan.blocks[block].use;
  return use == LandUse::farmland || use == LandUse::hills || use == LandUse::water || use == LandUse::railway;
}

void make_track(Line& line) {
  line.line_class = LineClass::track;
  line.width_m = 6;
  line.access = usual_access(line.line_class);
}

/// Lines by rising cost that join the sets: a forest (Kruskal).
std::vector<LineId> joining_forest(const StreetPlan& plan, Sets& sets, const std::vector<std::pair<double, LineId>>& by_cost) {
  std::vector<LineId> taken;
  for (const auto& [price, id] : by_cost) {
    const std::uint32_t a = plan.lines[id].vertices.front().value();
    const std::uint32_t b = plan.lines[id].vertices.back().value();
    if (sets.root(a) == sets.root(b)) continue;
    sets.join(a, b);
    taken.push_back(id);
  }
  return taken;
}

/// Cuts back the branches that end without a road; `used`: 1 at vertices where a road ends.
void cut_back(const StreetPlan& plan, const std::vector<std::uint8_t>& used, std::vector<LineId>& taken) {
  std::vector<std::uint32_t> count(plan.vertices.size(), 0);
  for (const LineId id : taken) {
    ++count[plan.lines[id].vertices.front().value()];
    ++count[plan.lines[id].vertices.back().value()];
  }
  const auto leads_nowhere = [&](LineId id) {
    const std::uint32_t a = plan.lines[id].vertices.front().value();
    const std::uint32_t b = plan.lines[id].vertices.back().value();
    if ((used[a] != 0 || count[a] > 1) && (used[b] != 0 || count[b] > 1)) return false;
    --count[a];
    --count[b];
    return true;
  };
  while (std::erase_if(taken, leads_nowhere) > 0) {
  }
}

/// One round: the cheapest ways along lines that are no roads, from the largest component to the others, become tracks. `cost`
/// says what each line would cost; infinite: never.
template <class Cost>
void join_by(StreetPlan& plan, Mode mode, Cost&& cost) {
  Sets sets(plan.vertices.size());
  std::vector<std::uint8_t> used(plan.vertices.size(), 0);
  std::vector<std::pair<double, LineId>> free;
  for (const LineId id : core::ids<LineId>(plan.lines.size())) {
    const Line& line = plan.lines[id];
    if (open_to(line, mode)) {
      used[line.vertices.front().value()] = used[line.vertices.back().value()] = 1;
      sets.join(line.vertices.front().value(), line.vertices.back().value());
    } else if (const double price = cost(id); price < 1e300) {
      free.emplace_back(price, id);
    }
  }
  std::sort(free.begin(), free.end());
  std::vector<LineId> taken = joining_forest(plan, sets, free);
  cut_back(plan, used, taken);
  for (const LineId id : taken) make_track(plan.lines[id]);
}

std::size_t component_count(const StreetPlan& plan, Mode mode) {
  std::vector<std::uint32_t> found = components(plan, mode);
  found.erase(std::remove(found.begin(), found.end(), no_component), found.end());
  std::sort(found.begin(), found.end());
  return static_cast<std::size_t>(std::unique(found.begin(), found.end()) - found.begin());
}

}  // namespace

std::vector<std::uint32_t> components(const StreetPlan& plan, Mode mode) {
  Sets sets(plan.vertices.size());
  std::vector<std::uint32_t> found(plan.vertices.size(), no_component);
  for (const Line& line : plan.lines) {
    if (!open_to(line, mode)) continue;
    for (const VertexId v : line.vertices) {
      sets.join(line.vertices.front().value(), v.value());
      found[v.value()] = 0;
    }
  }
  for (std::uint32_t v = 0; v < found.size(); ++v) {
    if (found[v] != no_component) found[v] = sets.root(v);
  }
  return found;
}

bool connected(const StreetPlan& plan) {
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    if (component_count(plan, mode) > 1) return false;
  }
  return true;
}

void connect(LaidPlan& laid) {
  StreetPlan& plan = laid.plan;
  for (const LineId id : core::ids<LineId>(plan.lines.size())) {
    Line& line = plan.lines[id];
    const Sides& sides = laid.sides[id.value()];
    if (!line.line_class || line.bridge || line.tunnel) continue;
    if (*line.line_class != LineClass::residential && *line.line_class != LineClass::service) continue;
    if (open_land(plan, sides.left) && open_land(plan, sides.right)) make_track(line);
  }
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    if (component_count(plan, mode) < 2) continue;
    const auto bare = [&](LineId id) {
      const Sides& sides = laid.sides[id.value()];
      const Line& line = plan.lines[id];
      if (line.line_class || !sides.left.valid() || !sides.right.valid()) return 1e301;
      const bool wet = plan.blocks[sides.left].use == LandUse::water && plan.blocks[sides.right].use == LandUse::water;
      return length_of(plan, line) * (wet ? 20 : 1);
    };
    join_by(plan, mode, bare);
    if (component_count(plan, mode) < 2) continue;
    join_by(plan, mode, [&](LineId id) {
      return is_barrier({.line_class = plan.lines[id].line_class}) ? 1e301 : length_of(plan, plan.lines[id]);
    });
  }
}

}  // namespace wangge::town::streets
