#pragma once

#include "scenarios/compare/comparison.h"

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

/// A comparison as files. docs/compare.md describes them.
namespace wangge::scenarios {

/// Whether one of the plans is of a town that is made up.
[[nodiscard]] bool is_synthetic(const Comparison& comparison);

/// compare.json: keys sorted; the same two plans give the same bytes.
[[nodiscard]] nlohmann::json comparison_json(const Comparison& comparison);

/// The transfer matrix as a list: one line a pair of grids with common land.
[[nodiscard]] std::string transfer_csv(const Comparison& comparison);
/// The history of codes: one line an old code, then those split off or new.
[[nodiscard]] std::string codes_csv(const Comparison& comparison);

/// Layer `changes`: one feature a transfer between grids that are not matched.
void write_changes(const std::filesystem::path& path, const Comparison& comparison);

/// One page with both languages, maps inside; needs no other file.
[[nodiscard]] std::string comparison_html(const Comparison& comparison);

/// Writes compare.json, report.html, transfer.csv, codes.csv and changes.gpkg into a folder of its own (mode 0700, files 0600),
/// whole or not at all; returns their names. Throws Error(environment or usage) as RunFolder does.
std::vector<std::string> write_comparison(const std::filesystem::path& folder, const Comparison& comparison,
                                          core::Progress& progress);

}  // namespace wangge::scenarios
