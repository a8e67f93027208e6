#pragma once

#include "engine/core/text.h"
#include "gis/map/labels.h"
#include "gis/map/map_scene.h"

#include <cstdint>
#include <string>
#include <vector>

namespace wangge::gis::map {

enum class SheetLanguage : std::uint8_t { zh, en, both };

struct LabelWishes {
  SheetLanguage language = SheetLanguage::both;
  double size = 1;     ///< factor on all letters; 1 on A3
  bool places = true;  ///< villages and hamlets beside the areas' names
};

/// What the map's labels should say and where they may stand: a number (and its name, where there is room) for every
/// grid, the names of areas and places, the names of lakes. Grids come first in priority, then areas, then places; on a crowded
/// map numbers come last, and stand inside their grid or nowhere.
[[nodiscard]] std::vector<LabelRequest> label_requests(const PlanFile& plan, const MapScene& scene, const LabelWishes& wishes,
                                                       const TextRuler& ruler);

/// The boxes of the posts' symbols: labels keep off them.
[[nodiscard]] std::vector<Rect> symbol_boxes(const PlanFile& plan, const MapScene& scene, double symbol);

/// A grid's own number within its parent: the rest of its code.
[[nodiscard]] std::string short_code(const PlanFile::Grid& grid);

/// Is the point inside, by counting crossings (holes are outside)?
[[nodiscard]] bool inside(const Path& area, Point point);

}  // namespace wangge::gis::map
