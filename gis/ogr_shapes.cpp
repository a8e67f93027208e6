#include "gis/ogr_shapes.h"

#include <algorithm>
#include <cstddef>

namespace wangge::gis {
namespace {

template <class Curve>
std::unique_ptr<Curve> curve_of(const LineString& points) {
  auto curve = std::make_unique<Curve>();
  curve->setNumPoints(static_cast<int>(points.size()), FALSE);
  int at = 0;
  for (const Position point : points) curve->setPoint(at++, point.x, point.y);
  return curve;
}

Ring ring_of(const OGRLinearRing& ring, bool counter_clockwise) {
  Ring points = points_of(ring);
  if (!points.empty() && points.front() != points.back()) points.push_back(points.front());
  if ((twice_signed_area(points) > 0) != counter_clockwise) std::reverse(points.begin(), points.end());
  return points;
}

void append_polygon(const OGRPolygon& polygon, MultiPolygon& shape) {
  if (polygon.IsEmpty()) return;
  Polygon& part = shape.emplace_back();
  part.outer = ring_of(*polygon.getExteriorRing(), true);
  for (int i = 0; i < polygon.getNumInteriorRings(); ++i) part.holes.push_back(ring_of(*polygon.getInteriorRing(i), false));
}

void append_polygons(const OGRGeometry& geometry, MultiPolygon& shape) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon || type == wkbTriangle) {
    append_polygon(*geometry.toPolygon(), shape);
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) append_polygons(*part, shape);
  }
}

}  // namespace

std::unique_ptr<OGRMultiPolygon> to_ogr(const MultiPolygon& shape) {
  auto parts = std::make_unique<OGRMultiPolygon>();
  for (const Polygon& polygon : shape) {
    auto part = std::make_unique<OGRPolygon>();
    part->addRingDirectly(curve_of<OGRLinearRing>(polygon.outer).release());
    for (const Ring& hole : polygon.holes) part->addRingDirectly(curve_of<OGRLinearRing>(hole).release());
    parts->addGeometryDirectly(part.release());
  }
  return parts;
}

std::unique_ptr<OGRLineString> to_ogr(const LineString& line) { return curve_of<OGRLineString>(line); }

MultiPolygon polygons_of(const OGRGeometry& geometry) {
  MultiPolygon shape;
  append_polygons(geometry, shape);
  return shape;
}

LineString points_of(const OGRSimpleCurve& curve) {
  LineString points;
  points.reserve(static_cast<std::size_t>(curve.getNumPoints()));
  for (int i = 0; i < curve.getNumPoints(); ++i) points.push_back({curve.getX(i), curve.getY(i)});
  return points;
}

double twice_signed_area(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const double ax = ring[i].x - ring[0].x;
    const double ay = ring[i].y - ring[0].y;
    const double bx = ring[i + 1].x - ring[0].x;
    const double by = ring[i + 1].y - ring[0].y;
    sum += ax * by - bx * ay;
  }
  return sum;
}

double area_of(const MultiPolygon& shape) {
  double sum = 0;
  for (const Polygon& polygon : shape) {
    sum += twice_signed_area(polygon.outer);
    for (const Ring& hole : polygon.holes) sum += twice_signed_area(hole);
  }
  return sum / 2;
}

}  // namespace wangge::gis
