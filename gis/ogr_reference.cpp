#include "gis/ogr_reference.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>

#include <cpl_conv.h>
#include <fmt/format.h>

namespace wangge::gis {
namespace {

struct CplFree {
  void operator()(char* text) const { CPLFree(text); }
};

std::string wkt2_of(const OGRSpatialReference& reference) {
  char* text = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
  reference.exportToWkt(&text, options);
  const std::unique_ptr<char, CplFree> owned(text);
  return owned ? std::string(owned.get()) : std::string();
}

}  // namespace

OGRSpatialReference spatial_reference(const ReferenceSystem& reference) {
  OGRSpatialReference result;
  const OGRErr failure = reference.epsg ? result.importFromEPSG(*reference.epsg) : result.SetFromUserInput(reference.wkt.c_str());
  if (failure != OGRERR_NONE) {
    const std::string text = reference.epsg ? fmt::format("EPSG:{}", *reference.epsg) : reference.wkt;
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("无法识别坐标参考系统“{}”", text),
                                               .en = fmt::format("reference system '{}' is not understood", text)});
  }
  result.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return result;
}

ReferenceSystem reference_system(const OGRSpatialReference& reference) {
  ReferenceSystem result;
  result.wkt = wkt2_of(reference);
  const char* name = reference.GetName();
  if (name != nullptr) result.name = name;
  const char* authority = reference.GetAuthorityName(nullptr);
  const char* code = reference.GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr && std::string(authority) == "EPSG") result.epsg = std::atoi(code);
  return result;
}

Position round_origin(const Box& box) {
  constexpr double step = 1000;
  return {(std::floor(box.low.x / step) - 1) * step, (std::floor(box.low.y / step) - 1) * step};
}

Box box_around(const MultiPolygon& shape) {
  Box box;
  bool first = true;
  for (const Polygon& part : shape) {
    for (const Position point : part.outer) {
      if (first) box = {point, point};
      first = false;
      box = joined(box, {point, point});
    }
  }
  return box;
}

Box joined(const Box& a, const Box& b) {
  return {{std::min(a.low.x, b.low.x), std::min(a.low.y, b.low.y)}, {std::max(a.high.x, b.high.x), std::max(a.high.y, b.high.y)}};
}

}  // namespace wangge::gis
