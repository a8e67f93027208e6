#pragma once

#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <filesystem>
#include <string>
#include <vector>

/// What a survey of form reads, from a source that no scenario describes.
namespace wangge::gis {

/// Layers of a file of tables (a GeoPackage); an OpenStreetMap extract needs none of the names. Fields `floors`, `class` and
/// `oneway` are used where they are.
struct FormLayerNames {
  std::string buildings = "buildings";
  std::string roads = "roads";
  std::string areas;  ///< admin_level of an extract, else a layer; empty: the file as a whole
};

/// How read_layers takes the file. Throws Error(usage) where `areas` is no admin_level of an extract, and what opening the file
/// throws.
[[nodiscard]] LayerSpecs form_specs(const std::filesystem::path& file, const FormLayerNames& names);

/// What only surveys of form ask for.
struct FormExtras {
  std::vector<Position> gates;       ///< layer `gates`
  std::vector<MultiPolygon> waters;  ///< what was read as water, else layer `water`
};

/// Reads the layers `gates` and `water` beside the buildings, where the file has them; in the system of `layers`.
[[nodiscard]] FormExtras read_form_extras(const LayerSpecs& specs, const Layers& layers, core::Progress& progress);

/// A place given in degrees east and north (WGS 84), in a metric system.
[[nodiscard]] Position from_degrees(Position degrees, const ReferenceSystem& reference);

}  // namespace wangge::gis
