#pragma once

#include "gis/geometry.h"

#include <geos_c.h>

#include <cstddef>
#include <utility>
#include <vector>

/// GEOS' view of shapes: the judge of what the project's own geometry makes.
namespace wangge::testing {

class Shape {
 public:
  explicit Shape(const gis::MultiPolygon& shape) {
    std::vector<GEOSGeometry*> polygons;
    for (const gis::Polygon& polygon : shape) {
      std::vector<GEOSGeometry*> holes;
      for (const gis::Ring& hole : polygon.holes) holes.push_back(ring(hole));
      polygons.push_back(
          GEOSGeom_createPolygon_r(context(), ring(polygon.outer), holes.data(), static_cast<unsigned>(holes.size())));
    }
    shape_ = GEOSGeom_createCollection_r(context(), GEOS_MULTIPOLYGON, polygons.data(), static_cast<unsigned>(polygons.size()));
  }
  explicit Shape(core::Position place) : shape_(GEOSGeom_createPointFromXY_r(context(), place.x, place.y)) {}
  explicit Shape(GEOSGeometry* shape) : shape_(shape) {}
  Shape(Shape&& other) noexcept
      : shape_(std::exchange(other.shape_, nullptr)), prepared_(std::exchange(other.prepared_, nullptr)) {}
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;
  Shape& operator=(Shape&&) = delete;
  ~Shape() {
    GEOSPreparedGeom_destroy_r(context(), prepared_);
    GEOSGeom_destroy_r(context(), shape_);
  }

  [[nodiscard]] bool valid() const { return GEOSisValid_r(context(), shape_) == 1; }
  [[nodiscard]] bool empty() const { return GEOSisEmpty_r(context(), shape_) == 1; }
  [[nodiscard]] double area() const {
    double area = 0;
    GEOSArea_r(context(), shape_, &area);
    return area;
  }
  [[nodiscard]] double distance(const Shape& other) const {
    double distance = 0;
    GEOSDistance_r(context(), shape_, other.shape_, &distance);
    return distance;
  }
  [[nodiscard]] bool covers(const Shape& other) const { return GEOSPreparedCovers_r(context(), prepared(), other.shape_) == 1; }
  [[nodiscard]] bool meets(const Shape& other) const {
    return GEOSPreparedIntersects_r(context(), prepared(), other.shape_) == 1;
  }
  [[nodiscard]] Shape with(const Shape& other) const { return Shape(GEOSIntersection_r(context(), shape_, other.shape_)); }
  [[nodiscard]] Shape without(const Shape& other) const { return Shape(GEOSDifference_r(context(), shape_, other.shape_)); }
  [[nodiscard]] Shape around(double distance) const { return Shape(GEOSBuffer_r(context(), shape_, distance, 32)); }
  [[nodiscard]] Shape mended() const { return Shape(GEOSMakeValid_r(context(), shape_)); }

  static Shape union_of(const std::vector<Shape>& parts) {
    std::vector<GEOSGeometry*> copies;
    for (const Shape& part : parts) copies.push_back(GEOSGeom_clone_r(context(), part.shape_));
    GEOSGeometry* all =
        GEOSGeom_createCollection_r(context(), GEOS_GEOMETRYCOLLECTION, copies.data(), static_cast<unsigned>(copies.size()));
    Shape united(GEOSUnaryUnion_r(context(), all));
    GEOSGeom_destroy_r(context(), all);
    return united;
  }

 private:
  static GEOSContextHandle_t context() {
    static GEOSContextHandle_t handle = GEOS_init_r();
    return handle;
  }
  static GEOSGeometry* ring(const gis::Ring& points) {
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(context(), static_cast<unsigned>(points.size()), 2);
    for (unsigned i = 0; i < points.size(); ++i) GEOSCoordSeq_setXY_r(context(), sequence, i, points[i].x, points[i].y);
    return GEOSGeom_createLinearRing_r(context(), sequence);
  }
  [[nodiscard]] const GEOSPreparedGeometry* prepared() const {
    if (prepared_ == nullptr) prepared_ = GEOSPrepare_r(context(), shape_);
    return prepared_;
  }

  GEOSGeometry* shape_ = nullptr;
  mutable const GEOSPreparedGeometry* prepared_ = nullptr;
};

}  // namespace wangge::testing
