#include "engine/network/turns/expand_junctions.h"

#include "engine/network/turns/turn_memory.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace wangge::network {
namespace {

using Arcs = std::vector<std::pair<NodeId, Arc>>;
using State = TurnMemory::State;

/// One mode's arcs, led from state to state.
class Expansion {
 public:
  Expansion(RoadGraph& graph, Mode mode, const TurnMemory& memory)
      : graph_(graph), mode_(static_cast<std::size_t>(mode)), memory_(memory), of_memory_(memory.state_count()) {}

  [[nodiscard]] Arcs run() {
    name_states();
    for (const NodeId node : core::ids<NodeId>(graph_.node_count())) {
      if (const auto found = memories_.find(node); found != memories_.end()) {
        expand(node, found->second);
      } else {
        for (const Course out : courses_from(node)) arcs_.emplace_back(node, arc_along(out, landing(out)));
      }
    }
    for (const EdgeId edge : core::ids<EdgeId>(graph_.edge_count())) note_leaving(edge);
    TurnStates& turns = graph_.turns[mode_];
    std::sort(turns.enter.begin(), turns.enter.end());
    for (const auto& [node, free] : free_) turns.start.emplace_back(node.value(), free);
    return std::move(arcs_);
  }

 private:
  NodeId add_state(NodeId junction) {
    graph_.state_node.push_back(junction);
    return NodeId(graph_.state_count() - 1);
  }

  /// A state for each memory at the junction where it has come to, and a free one beside them.
  void name_states() {
    for (State state = 1; state < memory_.state_count(); ++state) {
      if (memory_.allowed(state)) memories_[end_of(graph_, memory_.last(state))].push_back(state);
    }
    for (const auto& [node, states] : memories_) {
      free_[node] = add_state(node);
      for (const State state : states) of_memory_[state] = add_state(node);
    }
  }

  [[nodiscard]] std::vector<Course> courses_from(NodeId node) const {
    std::vector<Course> courses;
    for (const Arc& arc : graph_.out[mode_][node]) courses.push_back(course(arc.edge, arc.forward));
    return courses;
  }
  [[nodiscard]] Arc arc_along(Course at, NodeId to) const {
    return {to, graph_.time[mode_][edge_of(at)].along(is_forward(at)), edge_of(at), is_forward(at)};
  }

  /// The state in which a course ends that was entered with some memory.
  [[nodiscard]] NodeId landing(Course at, State memory = 0) const {
    const State reached = *memory_.after(memory, at);
    if (reached != 0) return of_memory_[reached];
    const NodeId node = end_of(graph_, at);
    const auto found = free_.find(node);
    return found == free_.end() ? node : found->second;
  }

  void expand(NodeId node, const std::vector<State>& memories) {
    std::vector<std::pair<NodeId, State>> states{{free_[node], 0}};
    for (const State memory : memories) states.emplace_back(of_memory_[memory], memory);
    for (const auto& [state, memory] : states) arcs_.emplace_back(state, Arc{node, 0, EdgeId()});
    for (const Course out : courses_from(node)) {
      const bool free = std::all_of(states.begin(), states.end(), [&](const auto& entry) {
        return memory_.after(entry.second, out) && landing(out, entry.second) == landing(out);
      });
      if (free) {
        arcs_.emplace_back(node, arc_along(out, landing(out)));
      } else {
        expand_course(node, out, states);
      }
    }
  }

  /// A state before the edge bears its label; ways lead through it unless they must remember more than it could.
  void expand_course(NodeId node, Course out, const std::vector<std::pair<NodeId, State>>& states) {
    const NodeId entry = add_state(node);
    graph_.turns[mode_].enter.emplace_back(out, entry);
    bool all_alike = true;
    for (const auto& [state, memory] : states) {
      if (!memory_.after(memory, out)) continue;
      arcs_.emplace_back(state, Arc{entry, 0, EdgeId()});
      all_alike = all_alike && landing(out, memory) == landing(out);
    }
    if (all_alike) {
      arcs_.emplace_back(entry, arc_along(out, landing(out)));
      return;
    }
    for (const auto& [state, memory] : states) {
      if (memory_.after(memory, out)) arcs_.emplace_back(state, arc_along(out, landing(out, memory)));
    }
  }

  void note_leaving(EdgeId edge) {
    for (const bool forward : {true, false}) {
      const Course at = course(edge, forward);
      const NodeId reached = landing(at);
      if (reached != end_of(graph_, at)) graph_.turns[mode_].leave.emplace_back(at, reached);
    }
  }

  RoadGraph& graph_;
  std::size_t mode_;
  const TurnMemory& memory_;
  std::vector<NodeId> of_memory_;
  std::map<NodeId, std::vector<State>> memories_;
  std::map<NodeId, NodeId> free_;
  Arcs arcs_;
};

Arcs plain_arcs(const RoadGraph& graph, std::size_t mode) {
  Arcs arcs;
  for (const NodeId node : core::ids<NodeId>(graph.node_count())) {
    for (const Arc& arc : graph.out[mode][node]) arcs.emplace_back(node, arc);
  }
  return arcs;
}

}  // namespace

void expand_junctions(RoadGraph& graph, const TurnPaths& paths) {
  std::array<Arcs, mode_count> arcs;
  bool any = false;
  for (std::size_t m = 0; m < mode_count; ++m) {
    if (paths.forbidden[m].empty()) {
      arcs[m] = plain_arcs(graph, m);
      continue;
    }
    any = true;
    const TurnMemory memory(paths.forbidden[m]);
    arcs[m] = Expansion(graph, static_cast<Mode>(m), memory).run();
  }
  if (!any) return;
  for (std::size_t m = 0; m < mode_count; ++m) graph.out[m] = core::Csr<NodeId, Arc>::build(graph.state_count(), arcs[m]);
}

}  // namespace wangge::network
