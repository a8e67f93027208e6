#include "gis/town/streets/drives.h"

#include <algorithm>

namespace wangge::town::streets {
namespace {

using network::Direction;

constexpr auto car = static_cast<std::size_t>(network::Mode::car);

}  // namespace

bool drivable(const Line& line) {
  return line.line_class && network::is_road(*line.line_class) && line.access[car] != Direction::closed;
}

Drives::Drives(const StreetPlan& plan)
    : drives_(2 * plan.lines.size()), leaving_(plan.vertices.size()), arriving_(plan.vertices.size()) {
  for (const LineId id : core::ids<LineId>(plan.lines.size())) {
    const Line& line = plan.lines[id];
    if (!drivable(line)) continue;
    const std::uint32_t first = line.vertices.front().value();
    const std::uint32_t last = line.vertices.back().value();
    if (line.access[car] != Direction::backward) {
      leaving_[first].push_back(2 * id.value());
      arriving_[last].push_back(2 * id.value());
    }
    if (line.access[car] != Direction::forward) {
      leaving_[last].push_back(2 * id.value() + 1);
      arriving_[first].push_back(2 * id.value() + 1);
    }
  }
}

std::vector<std::vector<Drive>> Drives::turns(const ForbiddenTurns& forbidden) const {
  std::vector<std::vector<Drive>> out(drives_);
  for (std::size_t v = 0; v < leaving_.size(); ++v) {
    for (const Drive from : arriving_[v]) {
      std::optional<Drive> round;
      for (const Drive to : leaving_[v]) {
        if (forbidden.count({from, to}) != 0) continue;
        if (line_of(from) == line_of(to)) {
          round = to;
        } else {
          out[from].push_back(to);
        }
      }
      if (out[from].empty() && round) out[from].push_back(*round);
    }
  }
  return out;
}

std::vector<std::uint32_t> Drives::components(const ForbiddenTurns& forbidden) const {
  return strong_components(turns(forbidden));
}

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

}  // namespace wangge::town::streets
