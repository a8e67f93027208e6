#include "engine/network/turns/expand_junctions.h"

#include "engine/network/turns/through_traffic.h"
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

/// One mode's arcs, led from state to state. A state of a junction is what a way remembers (0: nothing) in one of its parts; at a
/// junction without rules it is the node, and the hub of each other part.
class Expansion {
 public:
  Expansion(RoadGraph& graph, Mode mode, const TurnMemory& memory, const ThroughTraffic& traffic)
      : graph_(graph), mode_(static_cast<std::size_t>(mode)), memory_(memory), traffic_(traffic) {}

  [[nodiscard]] Arcs run() {
    name_states();
    for (const NodeId node : core::ids<NodeId>(graph_.node_count())) expand(node);
    for (const EdgeId edge : core::ids<EdgeId>(graph_.edge_count())) note_leaving(edge);
    TurnStates& turns = graph_.turns[mode_];
    std::sort(turns.enter.begin(), turns.enter.end());
    return std::move(arcs_);
  }

 private:
  using OfPart = std::array<NodeId, part_count>;

  NodeId add_state(NodeId junction) {
    graph_.state_node.push_back(junction);
    return NodeId(graph_.state_count() - 1);
  }

  /// A state for each memory at the junction where it has come to, and a free one beside them, for each part of a way; and hubs
  /// of the parts, from which roads without rules lead on. The node itself is the hub of the last part.
  void name_states() {
    for (State state = 1; state < memory_.state_count(); ++state) {
      if (memory_.allowed(state)) memories_[end_of(graph_, memory_.last(state))].push_back(state);
    }
    of_memory_.resize(memory_.state_count());
    for (const NodeId node : core::ids<NodeId>(graph_.node_count())) {
      const auto parts = traffic_.parts_at(node);
      for (const Part part : parts.first(parts.size() - 1)) hubs_[node][at(part)] = add_state(node);
      if (const auto found = memories_.find(node); found != memories_.end()) {
        for (const Part part : parts) {
          free_[node][at(part)] = add_state(node);
          for (const State state : found->second) of_memory_[state][at(part)] = add_state(node);
        }
      }
    }
  }

  [[nodiscard]] static std::size_t at(Part part) { return static_cast<std::size_t>(part); }
  [[nodiscard]] NodeId hub(NodeId node, Part part) const {
    const auto found = hubs_.find(node);
    return found != hubs_.end() && found->second[at(part)].valid() ? found->second[at(part)] : node;
  }
  /// The state of what a way remembers at a node.
  [[nodiscard]] NodeId state_of(NodeId node, Part part, State memory) const {
    if (memory != 0) return of_memory_[memory][at(part)];
    const auto found = free_.find(node);
    return found == free_.end() ? hub(node, part) : found->second[at(part)];
  }

  [[nodiscard]] Arc arc_along(Course at, NodeId to) const {
    return {to, graph_.time[mode_][edge_of(at)].along(is_forward(at)), edge_of(at), is_forward(at)};
  }
  void add_free(NodeId from, NodeId to) { arcs_.emplace_back(from, Arc{to, 0, EdgeId()}); }

  /// The state in which a course ends that was entered with some memory in some part of a way.
  [[nodiscard]] NodeId landing(Course at, Part part, State memory = 0) const {
    return state_of(end_of(graph_, at), part, *memory_.after(memory, at));
  }

  void expand(NodeId node) {
    std::vector<State> memories{0};
    const auto found = memories_.find(node);
    if (found != memories_.end()) memories.insert(memories.end(), found->second.begin(), found->second.end());
    const auto parts = traffic_.parts_at(node);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (const State memory : memories) {
        const NodeId state = state_of(node, parts[i], memory);
        if (state != hub(node, parts[i])) add_free(state, hub(node, parts[i]));
        if (i + 1 < parts.size()) add_free(state, state_of(node, parts[i + 1], memory));
      }
    }
    for (const Arc& arc : graph_.out[mode_][node]) {
      const auto taken = traffic_.parts_of(arc.edge);
      for (const Part part : taken) expand_course(node, course(arc.edge, arc.forward), part, memories, part == taken.back());
    }
    const NodeId start = state_of(node, parts.front(), 0);
    if (start != node) graph_.turns[mode_].start.emplace_back(node.value(), start);
  }

  /// From the hub where everybody may go on and lands alike, else from a state before the edge that bears its label; ways lead
  /// through that state unless they must remember more than it could. `is_last`: in this part ways to the edge end.
  void expand_course(NodeId node, Course out, Part part, const std::vector<State>& memories, bool is_last) {
    const auto may = [&](State memory) { return memory_.after(memory, out).has_value(); };
    const auto alike = [&](State memory) { return landing(out, part, memory) == landing(out, part); };
    NodeId entry = hub(node, part);
    const bool free = std::all_of(memories.begin(), memories.end(), [&](State memory) { return may(memory) && alike(memory); });
    if (!free) entry = add_state(node);
    if (is_last && entry != node) graph_.turns[mode_].enter.emplace_back(out, entry);
    if (free) {
      arcs_.emplace_back(entry, arc_along(out, landing(out, part)));
      return;
    }
    bool all_alike = true;
    for (const State memory : memories) {
      if (!may(memory)) continue;
      add_free(state_of(node, part, memory), entry);
      all_alike = all_alike && alike(memory);
    }
    if (all_alike) {
      arcs_.emplace_back(entry, arc_along(out, landing(out, part)));
      return;
    }
    for (const State memory : memories) {
      if (may(memory)) arcs_.emplace_back(state_of(node, part, memory), arc_along(out, landing(out, part, memory)));
    }
  }

  void note_leaving(EdgeId edge) {
    if (graph_.access[edge][mode_] == Direction::closed) return;
    for (const bool forward : {true, false}) {
      const Course at = course(edge, forward);
      const NodeId reached = landing(at, traffic_.parts_of(edge).front());
      if (reached != end_of(graph_, at)) graph_.turns[mode_].leave.emplace_back(at, reached);
    }
  }

  RoadGraph& graph_;
  std::size_t mode_;
  const TurnMemory& memory_;
  const ThroughTraffic& traffic_;
  std::vector<OfPart> of_memory_;
  std::map<NodeId, std::vector<State>> memories_;
  std::map<NodeId, OfPart> free_;
  std::map<NodeId, OfPart> hubs_;
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
    const ThroughTraffic traffic(graph, static_cast<Mode>(m));
    if (paths.forbidden[m].empty() && !traffic.any()) {
      arcs[m] = plain_arcs(graph, m);
      continue;
    }
    any = true;
    const TurnMemory memory(paths.forbidden[m]);
    arcs[m] = Expansion(graph, static_cast<Mode>(m), memory, traffic).run();
  }
  if (!any) return;
  for (std::size_t m = 0; m < mode_count; ++m) graph.out[m] = core::Csr<NodeId, Arc>::build(graph.state_count(), arcs[m]);
}

}  // namespace wangge::network
