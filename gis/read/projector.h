#pragma once

#include "engine/core/findings.h"
#include "gis/layers.h"

#include <memory>
#include <optional>
#include <vector>

#include <ogr_spatialref.h>

namespace wangge::gis {

/// Takes positions from a source's system into the deployment's and rounds them to 0.1 mm, in place. Not thread-safe.
/// About 0.5 us a position. A position that cannot be taken there becomes NaN, which the audit of shapes reports. Internal to
/// gis/read.
///
///   Projector into(longitude_latitude(), layers.reference);  into.project(building.footprint);
class Projector {
 public:
  Projector(const OGRSpatialReference& from, const ReferenceSystem& to);

  void project(Position& position) const;
  void project(LineString& line) const;
  void project(MultiPolygon& shape) const;
  /// What cannot be taken there is no place.
  void project(std::optional<Position>& place) const;
  /// The places of findings.
  void project(core::Findings& findings) const;

 private:
  struct Destroy {
    void operator()(OGRCoordinateTransformation* transformation) const { OGRCoordinateTransformation::DestroyCT(transformation); }
  };
  std::unique_ptr<OGRCoordinateTransformation, Destroy> transformation_;  ///< null where both systems are the same
};

/// WGS 84, x = longitude.
[[nodiscard]] OGRSpatialReference longitude_latitude();

/// To the nearest 0.1 mm.
[[nodiscard]] Position rounded(Position position);

}  // namespace wangge::gis
