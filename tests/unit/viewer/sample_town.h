#pragma once

#include "viewer/server/run_folder.h"

namespace wangge::viewer {

/// A made-up town of two communities, eight grids and 432 cells near 47.1 N 9.5 E (EPSG:32632), with uneven outlines that
/// neighbours share vertex by vertex. Grid "900201" is too small and says so. Its figures are made up, and marked synthetic.
[[nodiscard]] RunFolder sample_town();

}  // namespace wangge::viewer
