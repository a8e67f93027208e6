#pragma once

#include "engine/network/road_graph.h"
#include "engine/network/turns/turn_paths.h"

namespace wangge::network {

/// Splits the junctions of a graph at which a mode's turns are restricted, or which lie on roads open to local traffic alone
/// (through_traffic.h), into states, and leads the mode's arcs from state to
/// state, so that every search obeys the restrictions without knowing of them. Other junctions stay as they are.
///
/// At such a junction the node itself stands for having arrived, and leads on into all edges that are free to everybody; one
/// state stands for ways that begin there or come in by an edge without rules, one for each thing to remember of a way
/// (TurnMemory), and one before each edge that some may not enter. Arcs between states of a junction take no time.
/// O(arcs + states x arcs of a junction).
void expand_junctions(RoadGraph& graph, const TurnPaths& paths);

}  // namespace wangge::network
