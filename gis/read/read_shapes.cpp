#include "gis/read/read_shapes.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/ogr_session.h"
#include "gis/ogr_shapes.h"

#include <cmath>
#include <functional>
#include <system_error>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

using core::Error;
using core::ErrorCode;

void for_each_feature(const std::filesystem::path& path, const std::function<void(const OGRFeature&)>& take) {
  std::error_code missing;
  if (!std::filesystem::exists(path, missing)) {
    throw Error(ErrorCode::environment,
                {.zh = fmt::format("找不到文件 {}", path.string()), .en = fmt::format("file not found: {}", path.string())});
  }
  const GdalMessages messages;
  const char* const options[] = {"X_POSSIBLE_NAMES=x,lon,longitude", "Y_POSSIBLE_NAMES=y,lat,latitude",
                                 "GEOM_POSSIBLE_NAMES=wkt,geom,geometry", nullptr};
  const bool is_csv = path.extension() == ".csv";
  const DatasetHandle dataset(
      GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, is_csv ? options : nullptr, nullptr));
  if (dataset == nullptr || dataset->GetLayerCount() == 0) {
    throw Error(ErrorCode::input,
                {.zh = fmt::format("{} 不是可读的矢量文件{}", path.string(), core::system_words(messages.first_failure())),
                 .en = fmt::format("{} is not a readable vector file: {}", path.string(), messages.first_failure())});
  }
  OGRLayer* layer = dataset->GetLayer(0);
  for (;;) {
    const FeatureHandle feature(layer->GetNextFeature());
    if (feature == nullptr) break;
    take(*feature);
  }
  if (messages.failed()) {
    throw Error(ErrorCode::input,
                {.zh = fmt::format("读取 {} 失败{}", path.string(), core::system_words(messages.first_failure())),
                 .en = fmt::format("reading {} failed: {}", path.string(), messages.first_failure())});
  }
}

[[noreturn]] void refuse(const std::filesystem::path& path, const OGRFeature& feature, const char* zh, const char* en) {
  throw Error(ErrorCode::input, {.zh = fmt::format("{} 第 {} 个要素：{}", path.string(), feature.GetFID(), zh),
                                 .en = fmt::format("{}, feature {}: {}", path.string(), feature.GetFID(), en)});
}

}  // namespace

std::vector<MultiPolygon> read_polygons(const std::filesystem::path& path) {
  std::vector<MultiPolygon> shapes;
  for_each_feature(path, [&](const OGRFeature& feature) {
    const OGRGeometry* geometry = feature.GetGeometryRef();
    shapes.push_back(geometry == nullptr ? MultiPolygon() : polygons_of(*geometry));
    for (const Polygon& part : shapes.back()) {
      for (const Position& p : part.outer) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y))
          refuse(path, feature, "坐标不是有限的数", "a coordinate is not a finite number");
      }
    }
  });
  return shapes;
}

std::vector<core::Position> read_points(const std::filesystem::path& path) {
  std::vector<core::Position> points;
  for_each_feature(path, [&](const OGRFeature& feature) {
    const OGRGeometry* geometry = feature.GetGeometryRef();
    if (geometry == nullptr || wkbFlatten(geometry->getGeometryType()) != wkbPoint || geometry->IsEmpty() != 0) {
      refuse(path, feature, "没有点（CSV 需有 x、y 两列）", "it has no point (a CSV file needs the columns x and y)");
    }
    points.push_back({geometry->toPoint()->getX(), geometry->toPoint()->getY()});
  });
  return points;
}

}  // namespace wangge::gis
