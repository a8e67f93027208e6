#include "gis/map/ground.h"

#include <fmt/format.h>
#include <proj.h>

#include <cmath>
#include <memory>
#include <string>

namespace wangge::gis::map {
namespace {

struct EndProj {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
  void operator()(PJ* object) const { proj_destroy(object); }
};
using Context = std::unique_ptr<PJ_CONTEXT, EndProj>;
using Object = std::unique_ptr<PJ, EndProj>;

}  // namespace

GroundFacts ground_facts(const ReferenceSystem& reference, Position place) {
  const std::string definition = reference.epsg ? fmt::format("EPSG:{}", *reference.epsg) : reference.wkt;
  if (definition.empty()) return {};
  const Context context(proj_context_create());
  proj_log_level(context.get(), PJ_LOG_NONE);
  const Object projected(proj_create(context.get(), definition.c_str()));
  if (projected == nullptr) return {};
  const Object geographic(proj_crs_get_geodetic_crs(context.get(), projected.get()));
  if (geographic == nullptr) return {};
  const Object any(proj_create_crs_to_crs_from_pj(context.get(), geographic.get(), projected.get(), nullptr, nullptr));
  if (any == nullptr) return {};
  const Object way(proj_normalize_for_visualization(context.get(), any.get()));
  if (way == nullptr) return {};
  const PJ_COORD degrees = proj_trans(way.get(), PJ_INV, proj_coord(place.x, place.y, 0, 0));
  if (!std::isfinite(degrees.xy.x) || !std::isfinite(degrees.xy.y)) return {};
  const PJ_COORD north = proj_trans(way.get(), PJ_FWD, proj_coord(degrees.xy.x, degrees.xy.y + 0.001, 0, 0));
  GroundFacts facts;
  facts.true_north = proj_todeg(std::atan2(north.xy.x - place.x, north.xy.y - place.y));
  const PJ_FACTORS factors = proj_factors(projected.get(), proj_coord(proj_torad(degrees.xy.x), proj_torad(degrees.xy.y), 0, 0));
  if (std::isfinite(factors.meridional_scale) && factors.meridional_scale > 0) facts.point_scale = factors.meridional_scale;
  if (!std::isfinite(facts.true_north)) facts.true_north = 0;
  return facts;
}

}  // namespace wangge::gis::map
