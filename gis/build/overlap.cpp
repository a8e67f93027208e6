#include "gis/build/overlap.h"

#include <algorithm>

#include <geos_c.h>

namespace wangge::gis {
namespace {

struct ContextDeleter {
  void operator()(GEOSContextHandle_HS* context) const { GEOS_finish_r(context); }
};
using Context = std::unique_ptr<GEOSContextHandle_HS, ContextDeleter>;

struct GeometryDeleter {
  GEOSContextHandle_t context = nullptr;
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, GeometryDeleter>;

struct PreparedDeleter {
  GEOSContextHandle_t context = nullptr;
  void operator()(const GEOSPreparedGeometry* prepared) const { GEOSPreparedGeom_destroy_r(context, prepared); }
};
using Prepared = std::unique_ptr<const GEOSPreparedGeometry, PreparedDeleter>;

struct TreeDeleter {
  GEOSContextHandle_t context = nullptr;
  void operator()(GEOSSTRtree* tree) const { GEOSSTRtree_destroy_r(context, tree); }
};
using Tree = std::unique_ptr<GEOSSTRtree, TreeDeleter>;

GEOSGeometry* linear_ring(GEOSContextHandle_t context, const Ring& ring) {
  const auto size = static_cast<unsigned>(ring.size());
  static_assert(sizeof(Position) == 2 * sizeof(double));
  GEOSCoordSequence* points = GEOSCoordSeq_copyFromBuffer_r(context, &ring.data()->x, size, 0, 0);
  return points == nullptr ? nullptr : GEOSGeom_createLinearRing_r(context, points);
}

/// Null where a ring is too short or open.
GEOSGeometry* polygon(GEOSContextHandle_t context, const Polygon& shape) {
  GEOSGeometry* outer = linear_ring(context, shape.outer);
  if (outer == nullptr) return nullptr;
  std::vector<GEOSGeometry*> holes;
  for (const Ring& hole : shape.holes) {
    if (GEOSGeometry* ring = linear_ring(context, hole)) holes.push_back(ring);
  }
  return GEOSGeom_createPolygon_r(context, outer, holes.data(), static_cast<unsigned>(holes.size()));
}

}  // namespace

struct Overlap::Body {
  Context context{GEOS_init_r()};
  std::vector<Geometry> shapes;
  std::vector<Prepared> prepared;
  std::vector<std::uint32_t> numbers;  ///< what the tree points to
  Tree tree;

  Geometry make(const MultiPolygon& shape) const {
    std::vector<GEOSGeometry*> parts;
    for (const Polygon& part : shape) {
      if (part.outer.size() < 4) continue;
      if (GEOSGeometry* made = polygon(context.get(), part)) parts.push_back(made);
    }
    if (parts.empty()) return Geometry(nullptr, {context.get()});
    Geometry whole(
        GEOSGeom_createCollection_r(context.get(), GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())),
        {context.get()});
    if (whole && GEOSisValid_r(context.get(), whole.get()) != 1) whole.reset();
    return whole;
  }
  double area(const GEOSGeometry* geometry) const {
    double found = 0;
    return geometry != nullptr && GEOSArea_r(context.get(), geometry, &found) == 1 ? found : 0.0;
  }
};

Overlap::Overlap(std::span<const MultiPolygon> shapes) : body_(std::make_unique<Body>()) {
  GEOSContextHandle_t context = body_->context.get();
  body_->tree = Tree(GEOSSTRtree_create_r(context, 10), {context});
  body_->numbers.resize(shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    body_->numbers[i] = static_cast<std::uint32_t>(i);
    body_->shapes.push_back(body_->make(shapes[i]));
    const GEOSGeometry* made = body_->shapes.back().get();
    body_->prepared.emplace_back(made == nullptr ? nullptr : GEOSPrepare_r(context, made), PreparedDeleter{context});
    if (made != nullptr) GEOSSTRtree_insert_r(context, body_->tree.get(), made, &body_->numbers[i]);
  }
}

Overlap::~Overlap() = default;

bool Overlap::usable(std::size_t shape) const { return body_->shapes[shape] != nullptr; }

std::vector<std::pair<std::uint32_t, core::SquareMetres>> Overlap::of(const MultiPolygon& shape) {
  const Body& body = *body_;
  GEOSContextHandle_t context = body.context.get();
  const Geometry asked = body.make(shape);
  if (!asked) return {};
  std::vector<std::uint32_t> near;
  GEOSSTRtree_query_r(
      context, body.tree.get(), asked.get(),
      [](void* item, void* found) {
        static_cast<std::vector<std::uint32_t>*>(found)->push_back(*static_cast<const std::uint32_t*>(item));
      },
      &near);
  std::sort(near.begin(), near.end());
  std::vector<std::pair<std::uint32_t, core::SquareMetres>> found;
  for (const std::uint32_t other : near) {
    if (GEOSPreparedIntersects_r(context, body.prepared[other].get(), asked.get()) != 1) continue;
    double area = 0;
    if (GEOSPreparedCovers_r(context, body.prepared[other].get(), asked.get()) == 1) {
      area = body.area(asked.get());
    } else {
      const Geometry common(GEOSIntersection_r(context, body.shapes[other].get(), asked.get()), {context});
      area = body.area(common.get());
    }
    if (area > 0) found.emplace_back(other, core::SquareMetres(area));
  }
  return found;
}

}  // namespace wangge::gis
