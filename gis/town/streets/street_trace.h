#pragma once

#include "engine/core/random.h"
#include "gis/town/streets/direction_field.h"
#include "gis/town/streets/ring_view.h"

#include <optional>
#include <vector>

namespace wangge::town::streets {

/// A chain ready to be cut: from ring position to ring position.
struct Draft {
  std::size_t from = 0;
  std::size_t to = 0;
  std::vector<Position> inner;  ///< rounded
  double score = 0;             ///< of drafts of one face, larger is better
};

/// Bends `path` so that it runs from `from` to `to`, and sets vertices at even spacing; the ends are not among them.
[[nodiscard]] std::vector<Position> spaced_between(std::vector<Position> path, Position from, Position to, double spacing);

/// The best chain across a face: hyperstreamlines of the field are traced from places near the middle of the face and from
/// streets that arrive from the other side; both ends go to vertices of the ring; of those that keep the rules the one with the
/// best parts is taken. None: the face cannot be cut well. O(ring x steps) a trace, about 20 traces.
[[nodiscard]] std::optional<Draft> best_cut(const RingView& view, const DirectionField& field, const ChainRules& rules,
                                            core::Stream& luck);

}  // namespace wangge::town::streets
