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

constexpr double step_degrees = 0.001;

/// Metres of ground for one radian of latitude; 0 where the system has no ellipsoid.
double meridian_radius(PJ_CONTEXT* context, const PJ* system, double latitude) {
  const Object ellipsoid(proj_get_ellipsoid(context, system));
  double a = 0;
  double b = 0;
  if (ellipsoid == nullptr || proj_ellipsoid_get_parameters(context, ellipsoid.get(), &a, &b, nullptr, nullptr) == 0) return 0;
  const double e2 = 1 - (b * b) / (a * a);
  const double sine = std::sin(latitude);
  return a * (1 - e2) / std::pow(1 - e2 * sine * sine, 1.5);
}

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
  const PJ_COORD north = proj_trans(way.get(), PJ_FWD, proj_coord(degrees.xy.x, degrees.xy.y + step_degrees, 0, 0));
  if (!std::isfinite(north.xy.x) || !std::isfinite(north.xy.y)) return {};
  // Not proj_factors: where the system counts northing first (CGCS2000 Gauss-Kruger) its scale is that of the swapped axes.
  const double on_ground = proj_torad(step_degrees) * meridian_radius(context.get(), projected.get(), proj_torad(degrees.xy.y));
  const double on_map = std::hypot(north.xy.x - place.x, north.xy.y - place.y);
  GroundFacts facts;
  facts.true_north = proj_todeg(std::atan2(north.xy.x - place.x, north.xy.y - place.y));
  if (on_ground > 0 && on_map > 0) facts.point_scale = on_map / on_ground;
  return facts;
}

}  // namespace wangge::gis::map
