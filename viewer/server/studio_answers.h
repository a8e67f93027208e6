#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "viewer/server/run_folder.h"

#include <map>
#include <optional>
#include <string>

namespace wangge::viewer {

/// What the studio may ask about a run, as JSON texts made once when the run is loaded. Figures come from plan.gpkg and
/// metrics.json unchanged; a figure that was not computed is absent.
///
///   const StudioAnswers answers(run, core::Language::zh, threads);
///   answers.grid("7001001");
class StudioAnswers {
 public:
  StudioAnswers(const RunFolder& run, core::Language language, core::Threads threads);

  /// Title, bounds in degrees, levels, credits, what is synthetic or modelled, first language.
  [[nodiscard]] const std::string& run() const { return run_; }
  /// metrics.json as the run wrote it.
  [[nodiscard]] const std::string& metrics() const { return metrics_; }
  /// All grids, in the order of the plan: an array of what grid() gives.
  [[nodiscard]] const std::string& grids() const { return grids_; }
  /// The figures of one grid; nothing for an unknown code.
  [[nodiscard]] std::optional<std::string> grid(const std::string& code) const;

 private:
  std::string run_;
  std::string metrics_;
  std::string grids_;
  std::map<std::string, std::string> grid_of_code_;
};

/// {"zh": …, "en": …}
[[nodiscard]] std::string json_text(const core::Text& text);

}  // namespace wangge::viewer
