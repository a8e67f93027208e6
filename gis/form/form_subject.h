#pragma once

#include "engine/evaluation/town_form.h"
#include "gis/layers.h"

#include <span>
#include <vector>

namespace wangge::gis {

/// What a survey of form looks at, out of what was read. The land that is known is the highest level's, else the box around
/// the streets. Buildings without a shape are left out. O(n log n).
///
///   const evaluation::FormSurvey survey(form_subject(layers, gates, threads), threads);
[[nodiscard]] evaluation::FormSubject form_subject(const Layers& layers, std::span<const Position> gates, core::Threads threads);

/// The pieces of a net as lines that meet in its junctions: what lies between carriageways or within a roundabout is no block.
[[nodiscard]] std::vector<LineString> middle_lines(const evaluation::StreetNet& net);

/// All rings of a shape, holes clockwise.
[[nodiscard]] std::vector<Ring> rings_of(const MultiPolygon& shape);

}  // namespace wangge::gis
