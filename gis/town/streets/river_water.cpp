#include "gis/town/streets/river_water.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <geos_c.h>

namespace wangge::town::streets {
namespace {

constexpr double grid_m = 0.001;
constexpr double least_m2 = 100;
constexpr double bank_m = 10;  ///< the water keeps so far from the bank, on which a street runs: half of its width

/// Shapes of GEOS in one context; every one is owned.
class Shapes {
 public:
  struct Destroy {
    GEOSContextHandle_t context = nullptr;
    void operator()(GEOSGeometry* shape) const { GEOSGeom_destroy_r(context, shape); }
  };
  using Shape = std::unique_ptr<GEOSGeometry, Destroy>;

  Shapes() : context_(GEOS_init_r()) {}

  [[nodiscard]] Shape line(const std::vector<Position>& points) const {
    return owned(GEOSGeom_createLineString_r(context(), sequence(points)));
  }
  [[nodiscard]] Shape face(std::vector<Position> ring) const {
    ring.push_back(ring.front());
    return owned(GEOSGeom_createPolygon_r(context(), GEOSGeom_createLinearRing_r(context(), sequence(ring)), nullptr, 0));
  }
  [[nodiscard]] Shape together(std::vector<Shape> parts, int type) const {
    std::vector<GEOSGeometry*> given;
    for (Shape& part : parts) given.push_back(part.release());
    return owned(GEOSGeom_createCollection_r(context(), type, given.data(), static_cast<unsigned>(given.size())));
  }
  [[nodiscard]] Shape merged(const Shape& parts) const { return owned(GEOSUnaryUnionPrec_r(context(), parts.get(), grid_m)); }
  [[nodiscard]] Shape within(const Shape& shape, double metres) const {
    constexpr int corners = 4;  // of a quarter circle
    return owned(GEOSBuffer_r(context(), shape.get(), metres, corners));
  }
  [[nodiscard]] Shape common(const Shape& a, const Shape& b) const {
    return owned(GEOSIntersectionPrec_r(context(), a.get(), b.get(), grid_m));
  }
  [[nodiscard]] Shape without(const Shape& a, const Shape& b) const {
    return owned(GEOSDifferencePrec_r(context(), a.get(), b.get(), grid_m));
  }
  [[nodiscard]] std::vector<Polygon> polygons(const Shape& shape) const {
    std::vector<Polygon> found;
    const int count = GEOSGetNumGeometries_r(context(), shape.get());
    for (int k = 0; k < count; ++k) {
      const GEOSGeometry* part = GEOSGetGeometryN_r(context(), shape.get(), k);
      if (GEOSGeomTypeId_r(context(), part) == GEOS_POLYGON && GEOSisEmpty_r(context(), part) == 0)
        found.push_back(polygon(part));
    }
    return found;
  }

 private:
  struct Finish {
    void operator()(GEOSContextHandle_HS* context) const { GEOS_finish_r(context); }
  };

  [[nodiscard]] GEOSContextHandle_t context() const { return context_.get(); }
  [[nodiscard]] Shape owned(GEOSGeometry* shape) const {
    if (shape == nullptr) throw std::runtime_error("GEOS refused a shape of a river");
    return Shape(shape, {context()});
  }
  [[nodiscard]] GEOSCoordSequence* sequence(const std::vector<Position>& points) const {
    static_assert(sizeof(Position) == 2 * sizeof(double));
    return GEOSCoordSeq_copyFromBuffer_r(context(), &points.data()->x, static_cast<unsigned>(points.size()), 0, 0);
  }
  [[nodiscard]] Ring ring(const GEOSGeometry* given, bool outer) const {
    Ring made;
    const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(context(), given);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(context(), points, &count);
    for (unsigned i = 0; i < count; ++i) {
      Position p;
      GEOSCoordSeq_getXY_r(context(), points, i, &p.x, &p.y);
      made.push_back(rounded(p));
    }
    if ((signed_area(made) > 0) != outer) std::reverse(made.begin(), made.end());
    return made;
  }
  [[nodiscard]] Polygon polygon(const GEOSGeometry* given) const {
    Polygon made{ring(GEOSGetExteriorRing_r(context(), given), true), {}};
    const int holes = GEOSGetNumInteriorRings_r(context(), given);
    for (int k = 0; k < holes; ++k) made.holes.push_back(ring(GEOSGetInteriorRingN_r(context(), given, k), false));
    return made;
  }

  std::unique_ptr<GEOSContextHandle_HS, Finish> context_;
};

/// The banks: edges of the faces that are neither the rim of the town nor the middle of a river nor older than it.
std::vector<Shapes::Shape> banks(const Shapes& shapes, const Mesh& mesh, std::span<const FaceIndex> faces,
                                 ChainIndex first_chain) {
  std::vector<Shapes::Shape> found;
  for (const FaceIndex index : faces) {
    const Face& face = mesh.faces[index];
    std::vector<Position> run;
    for (std::size_t i = 0; i < face.ring.size(); ++i) {
      const bool bank = face.chain[i] >= first_chain && !is_barrier(mesh.chains[face.chain[i]]);
      if (bank && run.empty()) run.push_back(mesh.at[face.ring[i]]);
      if (bank) run.push_back(mesh.at[face.ring[i + 1 < face.ring.size() ? i + 1 : 0]]);
      if (run.empty() || (bank && i + 1 < face.ring.size())) continue;
      found.push_back(shapes.line(run));
      run.clear();
    }
  }
  return found;
}

}  // namespace

std::vector<Polygon> river_water(const Mesh& mesh, std::span<const FaceIndex> faces, const Corridor& corridor,
                                 ChainIndex first_chain) {
  if (faces.empty()) return {};
  const Shapes shapes;
  std::vector<Shapes::Shape> parts;
  for (const FaceIndex face : faces) parts.push_back(shapes.face(mesh.ring_points(mesh.faces[face])));
  const Shapes::Shape strip = shapes.merged(shapes.together(std::move(parts), GEOS_MULTIPOLYGON));
  Shapes::Shape water = shapes.common(strip, shapes.within(shapes.line(corridor.path), corridor.water_m));
  // Where the banks were drawn narrower than the course asks for, the street on them still stays dry.
  std::vector<Shapes::Shape> edges = banks(shapes, mesh, faces, first_chain);
  if (!edges.empty()) {
    const Shapes::Shape bank = shapes.together(std::move(edges), GEOS_MULTILINESTRING);
    water = shapes.without(water, shapes.within(bank, std::min(bank_m, corridor.half_m - corridor.water_m)));
  }
  std::vector<Polygon> found = shapes.polygons(water);
  std::erase_if(found, [](const Polygon& polygon) { return signed_area(polygon.outer) < least_m2; });
  return found;
}

}  // namespace wangge::town::streets
