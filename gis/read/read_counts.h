#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <cstdint>
#include <string>
#include <vector>

namespace wangge::gis {

/// Things that are counted where they stand: enterprises as points, persons in need as a field of buildings.
struct CountSpec {
  SourceSpec source;
  std::string count_field;   ///< how many a feature stands for; empty: one
  std::string kind_field{};  ///< what sort of thing it is; empty: not read
  std::string name_field{};  ///< how it is called; empty: not read; the usual "name" may be missing
};

struct CountedPoint {
  Position position;  ///< of a shape: the middle of its outline
  std::int64_t count = 1;
  std::string kind{};
  std::string name{};
  std::string feature{};  ///< its layer and number
};

/// Features of a layer of points or polygons with their counts, in the deployment's system, in the source's order; a feature
/// without a count or a position counts nothing. Throws as VectorLayer does, and Error(input) where a count is no whole number.
/// O(points).
[[nodiscard]] std::vector<CountedPoint> read_counts(const CountSpec& spec, const ReferenceSystem& reference,
                                                    core::Progress& progress, core::Findings& findings);

}  // namespace wangge::gis
