#include "engine/core/error.h"
#include "gis/town/people/sector_partitions.h"
#include "gis/town/settle.h"

#include <string>

#include <fmt/format.h>

namespace wangge::town {
namespace {

Partition drawn(const std::string& name, const Town& town, const TownSpec& spec, core::Threads threads,
                const core::Progress& progress) {
  if (name == "grids_even") return even_grids(town, spec, threads, progress);
  if (name == "grids_uneven") return uneven_grids(town, spec, threads, progress);
  if (name == "police_beats") return police_beats(town, spec, threads);
  if (name == "unit_grids") return unit_grids(town, spec, threads);
  if (name == "emergency_zones") return emergency_zones(town, spec);
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("没有名为“{}”的划分：可用 grids_even、grids_uneven、police_beats、unit_grids、emergency_zones", name),
       .en = fmt::format("there is no partition '{}': use grids_even, grids_uneven, police_beats, unit_grids or emergency_zones",
                         name)});
}

}  // namespace

void draw_partitions(Town& town, const TownSpec& spec, core::Threads threads, const core::Progress& progress) {
  town.partitions.clear();
  for (const std::string& name : spec.partitions) {
    progress.check();
    town.partitions.push_back(drawn(name, town, spec, threads, progress));
  }
}

}  // namespace wangge::town
