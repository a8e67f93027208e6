#include "scenarios/run/export_run.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/digest.h"
#include "scenarios/run/export_ledger.h"
#include "scenarios/run/map_sheets.h"
#include "scenarios/run/outgoing_layers.h"
#include "scenarios/run/run_folder.h"
#include "scenarios/run/version.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <system_error>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

json parsed(const fs::path& path) {
  json content = json::parse(read_file(path), nullptr, false);
  if (content.is_object()) return content;
  throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{} 不是有效的 JSON", path.string()),
                                             .en = fmt::format("{} is not valid JSON", path.string())});
}

void refuse_no_run(const fs::path& run) {
  if (is_run_folder(run)) return;
  std::error_code code;
  if (!fs::exists(run, code)) {
    throw core::Error(core::ErrorCode::environment, {.zh = fmt::format("找不到 {}；请给出运行文件夹", run.string()),
                                                     .en = fmt::format("there is no {}; name a run folder", run.string())});
  }
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{} 不是运行文件夹（缺少 manifest.json）；先用 “wangge run” 生成", run.string()),
       .en = fmt::format("{} is not a run folder (it has no manifest.json); `wangge run` makes one", run.string())});
}

bool is_map(const std::string& format) { return format == "pdf" || format == "png" || format == "svg"; }

/// A run on its way out to one audience.
class Outgoing {
 public:
  Outgoing(const ExportRequest& request, const Clearance& clearance, gis::PlanFile plan, json manifest)
      : request_(request), clearance_(clearance), plan_(std::move(plan)), manifest_(std::move(manifest)) {}

  void write(const std::string& format, const fs::path& folder) const {
    if (is_map(format)) {
      draw(folder / fmt::format("map-{}-{}.{}", request_.theme, request_.paper, format));
    } else if (format == "json") {
      json metrics = cleared_metrics(clearance_, parsed(request_.run / "metrics.json"));
      metrics["attribution"] = credits();
      write_file(folder / "metrics.json", metrics.dump(2) + "\n");
    } else {
      (void)write_layers(request_.run / "plan.gpkg", folder, *gis::export_format(format), clearance_, provenance());
    }
  }

  void write_licence(const fs::path& folder) const { write_file(folder / "LICENCE.txt", licence_text(provenance())); }

  [[nodiscard]] json about(const std::vector<std::string>& files, const fs::path& folder) const {
    json listed = json::array();
    for (const std::string& file : files) listed.push_back({{"path", file}, {"sha256", sha256_of(read_file(folder / file))}});
    return {{"wangge", {{"version", version()}}},
            {"audience", name(clearance_.audience)},
            {"run", {{"scenario", manifest_["scenario"]["name"]}, {"hash", manifest_["scenario"]["hash"]}}},
            {"attribution", manifest_["attribution"]},
            {"synthetic", manifest_["synthetic"]},
            {"modelled", manifest_["modelled"]},
            {"hidden", clearance_.hidden.size()},
            {"files", listed}};
  }

 private:
  [[nodiscard]] std::vector<std::string> credits() const { return manifest_["attribution"].get<std::vector<std::string>>(); }

  [[nodiscard]] Provenance provenance() const { return {credits(), manifest_["synthetic"].get<bool>()}; }

  void draw(const fs::path& path) const {
    gis::map::MapSheet sheet = sheet_of(manifest_, plan_);
    sheet.theme = request_.theme;
    sheet.paper = request_.paper;
    sheet.review_number = request_.review_number;
    gis::map::draw_map(sheet, cleared_plan(clearance_, plan_), path);
  }

  const ExportRequest& request_;
  const Clearance& clearance_;
  gis::PlanFile plan_;
  json manifest_;
};

/// What is written may be more than was asked for (a shapefile has several parts).
std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), folder).generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void refuse_telling_theme(const ExportRequest& request) {
  const bool has_map = std::any_of(request.formats.begin(), request.formats.end(), is_map);
  if (!has_map || request.audience == Audience::internal || request.theme == "grids") return;
  throw core::Error(
      core::ErrorCode::usage,
      {.zh = fmt::format("主题“{}”按网格显示户数或时间，只能 internal 导出；对外请用 grids", request.theme),
       .en = fmt::format("the theme \"{}\" shows counts or times grid by grid and is internal; use grids for others",
                         request.theme)});
}

}  // namespace

const std::vector<std::string>& export_formats() {
  static const std::vector<std::string> formats = {"pdf", "png", "svg", "gpkg", "geojson", "shp", "fgb", "csv", "json"};
  return formats;
}

ExportOutcome export_run(const ExportRequest& request, core::Progress& progress) {
  refuse_no_run(request.run);
  refuse_telling_theme(request);
  gis::PlanFile plan = gis::read_plan_file(request.run / "plan.gpkg");
  const Clearance clearance = clearance_for(request.audience, plan);
  refuse_revealing(request.run, clearance);
  RunFolder folder(request.folder, "export.json");
  const Outgoing outgoing(request, clearance, std::move(plan), parsed(request.run / "manifest.json"));
  progress.begin("export", request.formats.size());
  for (const std::string& format : request.formats) {
    progress.check();
    outgoing.write(format, folder.path());
    progress.advance(1);
  }
  progress.end();
  outgoing.write_licence(folder.path());
  const std::vector<std::string> files = files_in(folder.path());
  write_file(folder.path() / "export.json", outgoing.about(files, folder.path()).dump(2) + "\n");
  progress.check();
  note_export(request.run, clearance, request.formats);
  folder.commit();
  return {folder.target(), files, clearance.hidden.size()};
}

}  // namespace wangge::scenarios
