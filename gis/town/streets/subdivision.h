#pragma once

#include "engine/core/random.h"
#include "gis/town/streets/street_trace.h"

#include <functional>
#include <optional>

namespace wangge::town::streets {

/// With what a face shall be cut, and how carefully.
struct CutAim {
  Chain chain;
  ChainRules rules;
};

/// Says with what to cut a face of this area (square metres) and middle; nothing: it is small enough. Pure.
using CutPolicy = std::function<std::optional<CutAim>(const Mesh& mesh, const Face& face, double area, Position middle)>;

/// Cuts a face again and again by streets along the field, the larger streets first, until the policy is content or no cut keeps
/// the rules. A chain that meets a street of its class from the other side bears the same street; others get the next number
/// from `first_street` on.
void subdivide(Mesh& mesh, FaceIndex face, const DirectionField& field, const CutPolicy& policy, core::Stream& luck,
               std::uint32_t first_street);

}  // namespace wangge::town::streets
