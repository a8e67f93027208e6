#pragma once

#include "engine/core/findings.h"
#include "gis/layers.h"

#include <filesystem>

namespace wangge::gis {

/// The findings that have a place as points: rule, severity, message_zh, message_en, file, layer, feature, value. GeoJSON
/// (WGS 84) or GeoPackage (in the deployment's system), by the extension. Throws Error(environment) when the disk is full.
///
///   write_findings("out/findings.geojson", findings, layers.reference);
void write_findings(const std::filesystem::path& path, const core::Findings& findings, const ReferenceSystem& reference);

}  // namespace wangge::gis
