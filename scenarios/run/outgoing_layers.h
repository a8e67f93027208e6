#pragma once

#include "gis/write/export_layers.h"
#include "scenarios/run/audience.h"

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// The layers of a run as an audience may see them: what `wangge export` and the key `export.formats` both write.
/// `credits`: the attribution of the run. Returns the files made. Fails as gis::export_layers does.
[[nodiscard]] std::vector<std::filesystem::path> write_layers(const std::filesystem::path& plan,
                                                              const std::filesystem::path& folder, gis::ExportFormat format,
                                                              const Clearance& clearance,
                                                              const std::vector<std::string>& credits);

/// The text of LICENCE.txt, which stands beside everything that leaves Wangge: whose data it is made of, and on what terms.
[[nodiscard]] std::string licence_text(const std::vector<std::string>& credits);

}  // namespace wangge::scenarios
