#pragma once

#include "engine/core/progress.h"
#include "engine/core/text.h"
#include "engine/evaluation/town_form.h"
#include "gis/form/form_source.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// One file to measure.
struct FormRequest {
  std::string file;                      ///< a scenario (.toml; one with [synth] is made first), an extract, or a file of tables
  std::string within;                    ///< name or code of an area; empty: the file as a whole
  bool each = false;                     ///< every area of the level, in place of one
  std::string title;                     ///< empty: the area's name, else the scenario's title, else the file's name
  std::optional<core::Position> centre;  ///< of its plan, degrees east and north; absent: the densest square kilometre
};

struct FormQuestion {
  std::vector<FormRequest> requests;
  std::vector<std::string> overrides;  ///< KEY=VALUE, laid on every scenario
  gis::FormLayerNames layers;          ///< `areas` of a scenario: a level's name; empty: the lowest
  std::filesystem::path shipped;       ///< scenarios that come with the program
  std::filesystem::path figure;        ///< .png or .svg to draw plans side by side into; empty: none
  core::Language language = core::Language::en;
  core::Threads threads{1};
};

/// The form of one place.
struct FormPlace {
  std::string name;
  evaluation::TownForm form;
};

/// The places of one file.
struct FormReport {
  std::string title;
  std::string file;       ///< as it was named
  std::string reference;  ///< name of the system measured in
  bool synthetic = false;
  std::vector<std::string> credits;
  std::vector<FormPlace> places;
};

/// Reads and measures every file; draws the plans. Throws as read_layers does; Error(usage) where areas are asked for and the
/// file has none, Error(input) where no area has the name, Error(environment) where the figure cannot be written.
[[nodiscard]] std::vector<FormReport> lab_form(const FormQuestion& question, core::Progress& progress);

}  // namespace wangge::scenarios
