#include "gis/town/streets/junction_rules.h"

#include "engine/core/random.h"

#include <algorithm>
#include <set>

namespace wangge::town::streets {
namespace {

using network::Direction;
using network::LineClass;
using network::Mode;

constexpr auto car = static_cast<std::size_t>(Mode::car);

bool drivable(const Line& line) {
  return line.line_class && network::is_road(*line.line_class) && line.access[car] != Direction::closed;
}

/// A stretch of one side of a block: lines of one class, in the order and direction of the block's ring.
struct BlockSide {
  std::vector<LineId> lines;
  std::vector<bool> forward;  ///< the ring runs along the line
  double metres = 0;
  Position way;
};

std::vector<BlockSide> sides_of(const StreetPlan& plan, const Block& block) {
  std::vector<BlockSide> sides;
  std::uint32_t last = 0xFFFFFFFFU;
  for (std::size_t i = 0; i < block.ring.size(); ++i) {
    const LineId id = block.line_of_edge[i];
    const Line& line = plan.lines[id];
    const Position a = plan.vertices[block.ring[i]];
    const Position b = plan.vertices[block.ring[(i + 1) % block.ring.size()]];
    const bool turned = !sides.empty() && i > 0 && dot(unit(b - a), unit(sides.back().way)) < 0.8;
    const bool other = sides.empty() || plan.lines[sides.back().lines.back()].line_class != line.line_class;
    if (id.value() != last && (other || turned)) sides.emplace_back();
    if (id.value() != last || sides.back().lines.empty()) {
      const auto at = std::find(line.vertices.begin(), line.vertices.end(), block.ring[i]);
      sides.back().lines.push_back(id);
      sides.back().forward.push_back(at + 1 != line.vertices.end() && *(at + 1) == block.ring[(i + 1) % block.ring.size()]);
    }
    sides.back().metres += length(b - a);
    sides.back().way = sides.back().way + (b - a);
    last = id.value();
  }
  return sides;
}

bool suits_one_way(const StreetPlan& plan, const BlockSide& side, const std::vector<std::uint8_t>& used) {
  if (side.metres < 90 || side.metres > 600) return false;
  return std::all_of(side.lines.begin(), side.lines.end(), [&](LineId id) {
    const Line& line = plan.lines[id];
    const bool street = line.line_class == LineClass::residential || line.line_class == LineClass::tertiary;
    return street && !line.bridge && !line.tunnel && used[id.value()] == 0;
  });
}

struct Pair {
  std::vector<LineId> lines;
};

std::vector<std::vector<std::uint32_t>> drives(const StreetPlan& plan) {
  std::vector<std::vector<std::uint32_t>> out(plan.vertices.size());
  for (const Line& line : plan.lines) {
    if (!drivable(line)) continue;
    const std::uint32_t a = line.vertices.front().value();
    const std::uint32_t b = line.vertices.back().value();
    if (line.access[car] != Direction::backward) out[a].push_back(b);
    if (line.access[car] != Direction::forward) out[b].push_back(a);
  }
  return out;
}

void set_direction(Line& line, Direction direction) { line.access[car] = direction; }

}  // namespace

std::vector<std::uint32_t> strong_components(const std::vector<std::vector<std::uint32_t>>& out) {
  constexpr std::uint32_t unseen = 0xFFFFFFFFU;
  std::vector<std::uint32_t> order(out.size(), unseen);
  std::vector<std::uint32_t> low(out.size(), 0);
  std::vector<std::uint32_t> component(out.size(), unseen);
  std::vector<std::uint32_t> stack;
  std::vector<std::pair<std::uint32_t, std::size_t>> path;
  std::uint32_t next = 0;
  for (std::uint32_t start = 0; start < out.size(); ++start) {
    if (order[start] != unseen) continue;
    path.emplace_back(start, 0);
    while (!path.empty()) {
      auto& [node, arc] = path.back();
      if (arc == 0) {
        order[node] = low[node] = next++;
        stack.push_back(node);
      }
      if (arc < out[node].size()) {
        const std::uint32_t to = out[node][arc++];
        if (order[to] == unseen) {
          path.emplace_back(to, 0);
        } else if (component[to] == unseen) {
          low[node] = std::min(low[node], order[to]);
        }
        continue;
      }
      const std::uint32_t done = node;
      path.pop_back();
      if (!path.empty()) low[path.back().first] = std::min(low[path.back().first], low[done]);
      if (low[done] != order[done]) continue;
      const auto first = std::find(stack.rbegin(), stack.rend(), done).base() - 1;
      const std::uint32_t number = *std::min_element(first, stack.end());
      for (auto at = first; at != stack.end(); ++at) component[*at] = number;
      stack.erase(first, stack.end());
    }
  }
  return component;
}

void lay_one_way_pairs(LaidPlan& laid, core::Seed seed) {
  StreetPlan& plan = laid.plan;
  std::vector<std::uint8_t> used(plan.lines.size(), 0);
  std::vector<Pair> pairs;
  for (const BlockId id : core::ids<BlockId>(plan.blocks.size())) {
    const Block& block = plan.blocks[id];
    if (block.use != LandUse::compound || block.fabric == Fabric::suburb) continue;
    core::Stream luck(seed, 0, "one-way pairs", id.value());
    if (luck.uniform() > (block.fabric == Fabric::old_core ? 0.22 : 0.1)) continue;
    const std::vector<BlockSide> sides = sides_of(plan, block);
    for (std::size_t a = 0; a < sides.size(); ++a) {
      if (!suits_one_way(plan, sides[a], used)) continue;
      const auto b = std::find_if(sides.begin() + static_cast<std::ptrdiff_t>(a) + 1, sides.end(), [&](const BlockSide& side) {
        return suits_one_way(plan, side, used) && dot(unit(side.way), unit(sides[a].way)) < -0.85;
      });
      if (b == sides.end()) continue;
      Pair pair;
      for (const BlockSide* side : {&sides[a], &*b}) {
        for (std::size_t k = 0; k < side->lines.size(); ++k) {
          set_direction(plan.lines[side->lines[k]], side->forward[k] ? Direction::forward : Direction::backward);
          used[side->lines[k].value()] = 1;
          pair.lines.push_back(side->lines[k]);
        }
      }
      pairs.push_back(std::move(pair));
      break;
    }
  }
  for (int round = 0; !pairs.empty(); ++round) {
    const std::vector<std::uint32_t> component = strong_components(drives(plan));
    std::vector<Pair> kept;
    bool broken = false;
    for (Pair& pair : pairs) {
      const bool apart = std::any_of(pair.lines.begin(), pair.lines.end(), [&](LineId id) {
        return component[plan.lines[id].vertices.front().value()] != component[plan.lines[id].vertices.back().value()];
      });
      if (!apart && round < 8) {
        kept.push_back(std::move(pair));
        continue;
      }
      for (const LineId id : pair.lines) set_direction(plan.lines[id], Direction::both);
      broken = true;
    }
    pairs = std::move(kept);
    if (!broken) break;
  }
}

void restrict_turns(StreetPlan& plan, core::Seed seed) {
  // A driven line is 2 * line + (0 forward, 1 backward).
  std::vector<std::vector<std::uint32_t>> leaving(plan.vertices.size());
  std::vector<std::vector<std::uint32_t>> arriving(plan.vertices.size());
  for (const LineId id : core::ids<LineId>(plan.lines.size())) {
    const Line& line = plan.lines[id];
    if (!drivable(line)) continue;
    for (const std::uint32_t back : {0U, 1U}) {
      if (line.access[car] == (back != 0 ? Direction::forward : Direction::backward)) continue;
      leaving[(back != 0 ? line.vertices.back() : line.vertices.front()).value()].push_back(2 * id.value() + back);
      arriving[(back != 0 ? line.vertices.front() : line.vertices.back()).value()].push_back(2 * id.value() + back);
    }
  }
  const auto main_street = [&](std::uint32_t drive) { return *plan.lines[LineId(drive / 2)].line_class >= LineClass::secondary; };
  const auto way_at = [&](std::uint32_t drive, bool at_end) {
    const auto& v = plan.lines[LineId(drive / 2)].vertices;
    const bool tail = at_end != (drive % 2 != 0);
    const Position step =
        tail ? plan.vertices[v.back()] - plan.vertices[v[v.size() - 2]] : plan.vertices[v[1]] - plan.vertices[v[0]];
    return unit(step) * (drive % 2 != 0 ? -1.0 : 1.0);
  };
  std::set<std::pair<std::uint32_t, std::uint32_t>> forbidden;
  for (std::uint32_t v = 0; v < plan.vertices.size(); ++v) {
    const auto arms = std::count_if(leaving[v].begin(), leaving[v].end(), main_street);
    core::Stream luck(seed, 0, "turn restrictions", v);
    if (leaving[v].size() < 4 || arms < 3 || luck.uniform() > 0.3) continue;
    for (const std::uint32_t from : arriving[v]) {
      for (const std::uint32_t to : leaving[v]) {
        if (!main_street(from) || !main_street(to)) continue;
        const bool round = from / 2 == to / 2;
        const bool left = cross(way_at(from, true), way_at(to, false)) > 0.7;
        if (round || (left && luck.uniform() < 0.6)) forbidden.emplace(from, to);
      }
    }
  }
  const auto turns = [&] {
    std::vector<std::vector<std::uint32_t>> out(2 * plan.lines.size());
    for (std::uint32_t v = 0; v < plan.vertices.size(); ++v) {
      for (const std::uint32_t from : arriving[v]) {
        for (const std::uint32_t to : leaving[v]) {
          if (forbidden.count({from, to}) == 0) out[from].push_back(to);
        }
      }
    }
    return out;
  };
  for (bool broken = !forbidden.empty(); broken;) {
    broken = false;
    const std::vector<std::uint32_t> component = strong_components(turns());
    for (auto at = forbidden.begin(); at != forbidden.end();) {
      const bool apart = component[at->first] != component[at->second];
      broken = broken || apart;
      at = apart ? forbidden.erase(at) : std::next(at);
    }
  }
  for (const auto& [from, to] : forbidden) {
    const Line& line = plan.lines[LineId(from / 2)];
    plan.restrictions.push_back({LineId(from / 2), from % 2 != 0 ? line.vertices.front() : line.vertices.back(), LineId(to / 2)});
  }
}

}  // namespace wangge::town::streets
