#include "gis/write/web_mercator.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"

#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <numbers>
#include <string>

namespace wangge::gis {
namespace {

struct ContextCloser {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct OperationCloser {
  void operator()(PJ* operation) const { proj_destroy(operation); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextCloser>;
using Operation = std::unique_ptr<PJ, OperationCloser>;

std::string definition(const ReferenceSystem& reference) {
  return reference.epsg ? fmt::format("EPSG:{}", *reference.epsg) : reference.wkt;
}

Operation operation_to_mercator(PJ_CONTEXT* context, const ReferenceSystem& reference) {
  const std::string source = definition(reference);
  Operation raw(source.empty() ? nullptr : proj_create_crs_to_crs(context, source.c_str(), "EPSG:3857", nullptr));
  Operation ready(raw ? proj_normalize_for_visualization(context, raw.get()) : nullptr);
  if (!ready) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("无法把坐标系“{}”转换到 Web 墨卡托投影，无法显示在浏览器中", source.substr(0, 80)),
                       .en = fmt::format("cannot convert reference system '{}' to Web Mercator, which the browser shows",
                                         source.substr(0, 80))});
  }
  return ready;
}

void transform(const ReferenceSystem& reference, std::span<Position> places) {
  const Context context(proj_context_create());
  proj_context_set_enable_network(context.get(), 0);
  proj_log_level(context.get(), PJ_LOG_NONE);
  const Operation operation = operation_to_mercator(context.get(), reference);
  proj_trans_generic(operation.get(), PJ_FWD, &places.front().x, sizeof(Position), places.size(), &places.front().y,
                     sizeof(Position), places.size(), nullptr, 0, 0, nullptr, 0, 0);
}

}  // namespace

void to_web_mercator(const ReferenceSystem& reference, std::span<Position> places, core::Threads threads) {
  constexpr std::size_t chunk = 65536;
  const std::size_t chunks = (places.size() + chunk - 1) / chunk;
  core::parallel_for(threads, chunks, [&](std::size_t i) {
    transform(reference, places.subspan(i * chunk, std::min(chunk, places.size() - i * chunk)));
  });
  const auto outside = std::find_if(places.begin(), places.end(), [](const Position& place) {
    return !(std::abs(place.x) <= web_mercator_half_side && std::abs(place.y) <= web_mercator_half_side);
  });
  if (outside == places.end()) return;
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("第 {} 个坐标点超出坐标系“{}”的范围", outside - places.begin() + 1, reference.name),
                     .en = fmt::format("coordinate {} lies outside the range of reference system '{}'",
                                       outside - places.begin() + 1, reference.name)});
}

GeographicBox geographic_box(const Box& web_mercator) {
  constexpr double radius = web_mercator_half_side / std::numbers::pi;
  const auto longitude = [](double x) { return x / web_mercator_half_side * 180.0; };
  const auto latitude = [](double y) { return std::atan(std::sinh(y / radius)) * 180.0 / std::numbers::pi; };
  return {.west = longitude(web_mercator.low.x),
          .south = latitude(web_mercator.low.y),
          .east = longitude(web_mercator.high.x),
          .north = latitude(web_mercator.high.y)};
}

}  // namespace wangge::gis
