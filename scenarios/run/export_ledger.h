#pragma once

#include "scenarios/run/audience.h"

#include <filesystem>
#include <string>
#include <vector>

/// exports.json of a run folder: what already left the run, so that a second export cannot reveal what the first hid. It
/// stays inside (internal) and is carried into the run that takes the folder's name next.
namespace wangge::scenarios {

/// Throws Error(input) with the first counts that earlier exports to others and this one would reveal together.
void refuse_revealing(const std::filesystem::path& run, const Clearance& clearance);

/// Notes an export. Throws Error(environment) when the ledger cannot be written.
void note_export(const std::filesystem::path& run, const Clearance& clearance, const std::vector<std::string>& formats);

}  // namespace wangge::scenarios
