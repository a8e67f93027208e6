#include "scenarios/run/write_run.h"

#include "engine/core/parallel.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/map_sheets.h"
#include "scenarios/run/metrics_json.h"
#include "scenarios/run/outgoing_layers.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;

void make_folder(const fs::path& folder) {
  std::error_code code;
  fs::create_directories(folder, code);
  if (code) throw_system_error(folder, code.value());
}

}  // namespace

void write_figures(const fs::path& folder, const RunTexts& texts, const gis::PlanFile& plan) {
  write_file(folder / "metrics.json", texts.metrics);
  write_file(folder / "metrics.csv", metrics_csv(texts.metrics));
  write_file(folder / "metrics.schema.json", metrics_schema());
  write_file(folder / "manifest.json", texts.manifest);
  write_file(folder / "LICENCE.txt", licence_text(texts.provenance));
  gis::write_plan_file(folder / "plan.gpkg", plan);
}

std::size_t write_maps(const fs::path& folder, const Scenario& scenario, const gis::Layers& layers, const gis::PlanFile& plan,
                       core::Threads threads, core::Progress& progress) {
  struct Sheet {
    gis::map::MapSheet sheet;
    fs::path path;
  };
  std::vector<Sheet> sheets;
  const gis::map::MapSheet base = sheet_of(nlohmann::json::parse(manifest_json(scenario, layers)), plan);
  for (const MapSpec& map : scenario.maps) {
    for (const std::string& format : map.formats) {
      Sheet sheet{base, folder / "maps" / fmt::format("{}-{}.{}", map.theme, map.paper, format)};
      sheet.sheet.theme = map.theme;
      sheet.sheet.paper = map.paper;
      sheet.sheet.review_number = map.review_number;
      sheets.push_back(std::move(sheet));
    }
  }
  if (sheets.empty()) return 0;
  make_folder(folder / "maps");
  progress.begin("maps", sheets.size());
  core::parallel_for(threads, sheets.size(), [&](std::size_t i) {
    gis::map::draw_map(sheets[i].sheet, plan, sheets[i].path);
    progress.advance(1);
  });
  progress.end();
  return sheets.size();
}

std::size_t write_exports(const fs::path& folder, const Scenario& scenario, const gis::PlanFile& plan,
                          const Provenance& provenance) {
  std::size_t files = 0;
  const Clearance clearance = clearance_for(Audience::internal, plan);
  for (const std::string& format : scenario.exports) {
    const auto vector_format = gis::export_format(format);
    if (!vector_format || vector_format == gis::ExportFormat::gpkg) continue;  // plan.gpkg and metrics.json are there anyway
    const fs::path target = folder / "export" / format;
    make_folder(target);
    write_file(target / "LICENCE.txt", licence_text(provenance));
    files += 1 + write_layers(folder / "plan.gpkg", target, *vector_format, clearance, provenance).size();
  }
  return files;
}

void carry_ledger(const fs::path& old_run, const fs::path& new_run) {
  std::error_code code;
  const fs::path ledger = old_run / "exports.json";
  if (fs::is_regular_file(ledger, code)) write_file(new_run / "exports.json", read_file(ledger));
}

}  // namespace wangge::scenarios
