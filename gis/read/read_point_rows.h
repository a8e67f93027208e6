#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <optional>
#include <string>
#include <vector>

namespace wangge::gis {

/// Places with what a table says of them: rooms that may be had, organisations.
struct PointRowSpec {
  SourceSpec source;
  std::string label_field;          ///< "name" may be absent from the layer
  std::vector<std::string> fields;  ///< an empty name: no such field, its values are empty
};

struct PointRow {
  std::string id;                    ///< layer and number: "rooms/3"
  std::string label;                 ///< empty: none
  std::optional<Position> position;  ///< in the deployment's system; of a shape a point inside; nothing: it has none
  std::vector<std::string> values;   ///< beside the fields, as texts; empty where null
};

/// Rows of a layer in the source's order, none dropped. Throws as VectorLayer does. O(rows).
///
///   const auto rooms = read_point_rows({.source = rooms, .label_field = "name", .fields = {"cost"}}, reference, ...);
[[nodiscard]] std::vector<PointRow> read_point_rows(const PointRowSpec& spec, const ReferenceSystem& reference,
                                                    core::Progress& progress, core::Findings& findings);

}  // namespace wangge::gis
