#include "gis/read/shape_repair.h"

#include "gis/ogr_session.h"
#include "gis/ogr_shapes.h"
#include "gis/read/projector.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include <geos_c.h>

namespace wangge::gis {
namespace {

constexpr double least_area = 1e-4;  ///< m2: a square centimetre; less is no building and no area

bool finite(const Ring& ring) {
  return std::all_of(ring.begin(), ring.end(), [](Position p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

/// Closes it and drops repeated points; true when it has an inside at all.
bool tidy(Ring& ring) {
  ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
  if (!ring.empty() && ring.front() != ring.back()) ring.push_back(ring.front());
  return ring.size() >= 4;
}

struct Grid {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

int side(Grid a, Grid b, Grid c) {
  const std::int64_t turn = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  return turn > 0 ? 1 : turn < 0 ? -1 : 0;
}

bool within_box(Grid a, Grid b, Grid c) {
  return std::min(a.x, b.x) <= c.x && c.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= c.y && c.y <= std::max(a.y, b.y);
}

bool meet(Grid a, Grid b, Grid c, Grid d) {
  const int abc = side(a, b, c);
  const int abd = side(a, b, d);
  const int cda = side(c, d, a);
  const int cdb = side(c, d, b);
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (abc == 0 && within_box(a, b, c)) || (abd == 0 && within_box(a, b, d)) || (cda == 0 && within_box(c, d, a)) ||
         (cdb == 0 && within_box(c, d, b));
}

/// True when one small ring certainly touches itself nowhere; false means: ask GEOS. Exact: positions are multiples of 0.1 mm.
bool surely_simple(const MultiPolygon& shape) {
  if (shape.size() != 1 || !shape[0].holes.empty() || shape[0].outer.size() > 64) return false;
  const Ring& ring = shape[0].outer;
  std::vector<Grid> points;
  for (const Position point : ring) {
    const double x = (point.x - ring[0].x) * 10000;
    const double y = (point.y - ring[0].y) * 10000;
    if (std::abs(x) > 1e9 || std::abs(y) > 1e9) return false;
    points.push_back({std::llround(x), std::llround(y)});
  }
  const std::size_t edges = points.size() - 1;
  for (std::size_t i = 0; i < edges; ++i) {
    // Neighbouring edges share a point; they may not fold back onto each other.
    const Grid next = points[(i + 2) % edges];
    if (side(points[i], points[i + 1], next) == 0 && within_box(points[i], points[i + 1], next)) return false;
    if (side(points[i + 1], next, points[i]) == 0 && within_box(points[i + 1], next, points[i])) return false;
    for (std::size_t j = i + 2; j < edges; ++j) {
      if (i == 0 && j == edges - 1) continue;
      if (meet(points[i], points[i + 1], points[j], points[j + 1])) return false;
    }
  }
  return true;
}

/// One GEOS context a thread; silent.
class Geos {
 public:
  Geos() : context_(GEOS_init_r()) {}
  ~Geos() { GEOS_finish_r(context_); }
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;
  Geos(Geos&&) = delete;
  Geos& operator=(Geos&&) = delete;
  [[nodiscard]] GEOSContextHandle_t context() const { return context_; }

 private:
  GEOSContextHandle_t context_;
};

struct Verdict {
  bool valid = true;
  std::string reason;
  std::optional<Position> place;
};

Verdict verdict_of(const OGRGeometry& geometry) {
  thread_local const Geos geos;
  const auto destroy = [](GEOSGeometry* shape) { GEOSGeom_destroy_r(geos.context(), shape); };
  const auto release = [](char* text) { GEOSFree_r(geos.context(), text); };
  const std::unique_ptr<GEOSGeometry, decltype(destroy)> shape(geometry.exportToGEOS(geos.context()), destroy);
  if (!shape) return {false, "Geometry not understood", std::nullopt};
  char* reason = nullptr;
  GEOSGeometry* place = nullptr;
  const char valid = GEOSisValidDetail_r(geos.context(), shape.get(), 0, &reason, &place);
  const std::unique_ptr<char, decltype(release)> owned_reason(reason, release);
  const std::unique_ptr<GEOSGeometry, decltype(destroy)> owned_place(place, destroy);
  if (valid == 1) return {};
  Verdict verdict{false, owned_reason ? owned_reason.get() : "Geometry not understood", std::nullopt};
  Position point;
  if (owned_place && GEOSGeomGetX_r(geos.context(), place, &point.x) == 1 &&
      GEOSGeomGetY_r(geos.context(), place, &point.y) == 1) {
    verdict.place = point;
  }
  return verdict;
}

void round_all(MultiPolygon& shape) {
  for (Polygon& part : shape) {
    for (Position& point : part.outer) point = rounded(point);
    static_cast<void>(tidy(part.outer));
    for (Ring& hole : part.holes) {
      for (Position& point : hole) point = rounded(point);
      static_cast<void>(tidy(hole));
    }
    std::erase_if(part.holes, [](const Ring& hole) { return hole.size() < 4; });
  }
  std::erase_if(shape, [](const Polygon& part) { return part.outer.size() < 4; });
}

std::string chinese(const std::string& reason) {
  if (reason.find("Self-intersection") != std::string::npos || reason.find("elf-intersection") != std::string::npos)
    return "自相交";
  if (reason.find("Hole") != std::string::npos) return "洞位于外环之外";
  if (reason.find("Duplicate") != std::string::npos) return "环重复";
  return "几何无效";
}

ShapeRepair lost(MultiPolygon& shape, ShapeRepair so_far, std::string en, std::string zh) {
  shape.clear();
  so_far.outcome = ShapeRepair::Outcome::lost;
  so_far.cause = std::move(en);
  so_far.cause_zh = std::move(zh);
  return so_far;
}

void orient(MultiPolygon& shape) {
  for (Polygon& part : shape) {
    if (twice_signed_area(part.outer) < 0) std::reverse(part.outer.begin(), part.outer.end());
    for (Ring& hole : part.holes) {
      if (twice_signed_area(hole) > 0) std::reverse(hole.begin(), hole.end());
    }
  }
}

/// Rounding may undo a repair, so it is tried a few times. False when that did not help.
bool mend(MultiPolygon& shape, ShapeRepair& result) {
  constexpr int most_rounds = 4;
  const GdalMessages messages;
  for (int round = 0; round < most_rounds; ++round) {
    const std::unique_ptr<OGRMultiPolygon> geometry = to_ogr(shape);
    const Verdict verdict = verdict_of(*geometry);
    if (verdict.valid) return true;
    if (round == 0) {
      result.outcome = ShapeRepair::Outcome::repaired;
      result.cause = verdict.reason;
      result.cause_zh = chinese(verdict.reason);
      if (verdict.place) result.place = verdict.place;
    }
    const std::unique_ptr<OGRGeometry> valid(geometry->MakeValid());
    shape = valid ? polygons_of(*valid) : MultiPolygon();
    round_all(shape);
  }
  return false;
}

}  // namespace

ShapeRepair repair(MultiPolygon& shape) {
  ShapeRepair result;
  for (Polygon& part : shape) {
    if (!finite(part.outer) || !std::all_of(part.holes.begin(), part.holes.end(), finite)) {
      return lost(shape, result, "a coordinate is not a finite number", "坐标不是有限数");
    }
    static_cast<void>(tidy(part.outer));
    std::erase_if(part.holes, [](Ring& hole) { return !tidy(hole); });
  }
  if (!shape.empty() && !shape[0].outer.empty()) result.place = shape[0].outer[0];
  std::erase_if(shape, [](const Polygon& part) { return part.outer.size() < 4; });
  if (shape.empty()) return lost(shape, result, "it is empty", "几何为空");
  orient(shape);
  result.area_before = area_of(shape);
  if (!surely_simple(shape) && !mend(shape, result))
    return lost(shape, result, "it could not be made valid", "无法修复为有效几何");
  result.area_after = area_of(shape);
  if (!(result.area_after >= least_area)) return lost(shape, result, "it has no area", "面积为零");
  return result;
}

}  // namespace wangge::gis
