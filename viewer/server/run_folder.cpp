#include "viewer/server/run_folder.h"

#include "engine/core/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace wangge::viewer {
namespace {

std::string read_json(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("运行结果不完整：找不到 {}", path.string()),
                                               .en = fmt::format("the run is incomplete: {} is absent", path.string())});
  }
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!nlohmann::json::accept(text)) {
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{} 不是有效的 JSON 文件", path.string()),
                                               .en = fmt::format("{} is not a valid JSON file", path.string())});
  }
  return text;
}

}  // namespace

RunFolder read_run_folder(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (!std::filesystem::exists(folder, ignored)) {
    throw core::Error(core::ErrorCode::environment, {.zh = fmt::format("找不到 {}；请给出运行文件夹", folder.string()),
                                                     .en = fmt::format("there is no {}; name a run folder", folder.string())});
  }
  if (!std::filesystem::is_directory(folder, ignored)) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("{} 不是运行结果文件夹；请先用 wangge run 生成一个", folder.string()),
                       .en = fmt::format("{} is not the folder of a run; make one with 'wangge run'", folder.string())});
  }
  const auto lacks = [&](const char* file) { return !std::filesystem::exists(folder / file, ignored); };
  if (lacks("manifest.json") && lacks("metrics.json")) {
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("{} 不是运行文件夹（缺少 manifest.json）；先用 “wangge run” 生成", folder.string()),
         .en = fmt::format("{} is not a run folder (it has no manifest.json); `wangge run` makes one", folder.string())});
  }
  RunFolder run;
  run.name = std::filesystem::weakly_canonical(folder).filename().string();
  run.metrics = read_json(folder / "metrics.json");
  run.manifest = read_json(folder / "manifest.json");
  const std::filesystem::path plan = folder / "plan.gpkg";
  if (!std::filesystem::is_regular_file(plan, ignored)) {
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("运行结果不完整：找不到 {}", plan.string()),
                                               .en = fmt::format("the run is incomplete: {} is absent", plan.string())});
  }
  run.plan = gis::read_plan_file(plan);
  return run;
}

}  // namespace wangge::viewer
