#pragma once

#include "gis/write/export_layers.h"
#include "scenarios/run/audience.h"

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// Whose data something is made of.
struct Provenance {
  std::vector<std::string> credits;  ///< the attribution of the run
  bool synthetic = false;            ///< the town is made up
};

/// The layers of a run as an audience may see them: what `wangge export` and the key `export.formats` both write.
/// Returns the files made. Fails as gis::export_layers does.
[[nodiscard]] std::vector<std::filesystem::path> write_layers(const std::filesystem::path& plan,
                                                              const std::filesystem::path& folder, gis::ExportFormat format,
                                                              const Clearance& clearance, const Provenance& provenance);

/// The text of LICENCE.txt, which stands beside everything that leaves Wangge: whose data it is made of, and on what terms.
[[nodiscard]] std::string licence_text(const Provenance& provenance);

}  // namespace wangge::scenarios
