#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"
#include "gis/read/log_time.h"

#include <optional>
#include <string>
#include <vector>

namespace wangge::gis {

/// A table of past requests.
struct LogTableSpec {
  SourceSpec source;
  std::string opened_field;
  std::string closed_field{};    ///< empty: not read
  std::string kind_field{};      ///< empty: not read
  std::string building_field{};  ///< empty: not read
};

/// One row, with whatever could be read of it.
struct LogRow {
  std::string id;  ///< as messages name it
  std::string opened_text;
  std::optional<LogTime> opened;  ///< nothing: cannot be read
  std::optional<LogTime> closed;
  std::string kind;
  std::string building;
  std::optional<Position> position;  ///< in the deployment's system; nothing: none, or not to be taken there
};

/// Every row in the source's order. With `reference` absent positions stay in the log's own system and none is needed. Throws as
/// VectorLayer does. O(rows).
///
///   for (const LogRow& row : read_log({source, "opened", "closed", "kind"}, layers.reference, progress, findings)) …
[[nodiscard]] std::vector<LogRow> read_log(const LogTableSpec& spec, const std::optional<ReferenceSystem>& reference,
                                           core::Progress& progress, core::Findings& findings);

}  // namespace wangge::gis
