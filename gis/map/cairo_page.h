#pragma once

#include "gis/map/canvas.h"

#include <cstdint>
#include <memory>
#include <string>

namespace wangge::gis::map {

enum class MapFormat : std::uint8_t { pdf, png, svg };

/// What stands in the file beside the drawing.
struct PageFacts {
  double width = 297;      ///< mm
  double height = 420;     ///< mm
  std::string title = {};  ///< PDF document title
  std::string date = {};   ///< ISO date, the PDF's creation date; the clock is never asked
  double png_dpi = 150;
};

/// One page in memory, drawn through cairo and pango. The same calls give the same bytes (one version of the libraries and
/// fonts). Throws Error(environment) when cairo fails, e.g. for want of memory.
///
///   CairoPage page(MapFormat::pdf, {.width = 420, .height = 297});  paint(page.canvas());  std::string bytes = page.finish();
class CairoPage {
 public:
  CairoPage(MapFormat format, const PageFacts& facts);
  ~CairoPage();
  CairoPage(const CairoPage&) = delete;
  CairoPage& operator=(const CairoPage&) = delete;

  [[nodiscard]] Canvas& canvas();
  /// Ends the page; the canvas must not be used any more.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wangge::gis::map
