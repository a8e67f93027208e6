#include "scenarios/steps/cell_finder.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <cstddef>

namespace wangge::scenarios {

std::vector<territory::CellId> CellFinder::find(std::span<const core::Position> places, core::Threads threads) const {
  std::vector<territory::CellId> cells(places.size());
  constexpr std::size_t chunk = 4096;
  core::parallel_for(threads, (places.size() + chunk - 1) / chunk, [&](std::size_t number) {
    const std::size_t end = std::min(places.size(), (number + 1) * chunk);
    for (std::size_t i = number * chunk; i < end; ++i) cells[i] = coverage_->cell_at(places[i]).value_or(territory::CellId());
  });
  return cells;
}

}  // namespace wangge::scenarios
