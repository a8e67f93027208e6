#include "scenarios/compare/plan_source.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <vector>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

core::Error wrong(core::ErrorCode code, std::string zh, std::string en) {
  return {code, {.zh = std::move(zh), .en = std::move(en)}};
}

/// Null where the file is not there.
json parsed_or_null(const fs::path& path) {
  std::error_code code;
  if (!fs::is_regular_file(path, code)) return nullptr;
  json content = json::parse(read_file(path), nullptr, false);
  if (content.is_object()) return content;
  throw wrong(core::ErrorCode::input, fmt::format("{} 不是有效的 JSON", path.string()),
              fmt::format("{} is not valid JSON", path.string()));
}

std::vector<std::string> plans_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".gpkg") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The plan of a folder; where it holds several, the user must say which.
fs::path plan_of(const fs::path& folder) {
  std::error_code code;
  if (fs::is_regular_file(folder / "plan.gpkg", code)) return folder / "plan.gpkg";
  const std::vector<std::string> others = plans_in(folder);
  if (others.empty()) {
    throw wrong(core::ErrorCode::input, fmt::format("{} 中没有 plan.gpkg；请给出运行文件夹或方案文件", folder.string()),
                fmt::format("{} holds no plan.gpkg; name a run folder or a plan file", folder.string()));
  }
  throw wrong(core::ErrorCode::usage,
              fmt::format("{} 中没有 plan.gpkg，但有 {}；请指明其中一个文件", folder.string(), fmt::join(others, "、")),
              fmt::format("{} holds no plan.gpkg but {}; name one of these files", folder.string(), fmt::join(others, ", ")));
}

core::Finding no_metrics(const fs::path& folder) {
  return {
      .rule = "compare.no_metrics",
      .severity = core::Severity::warning,
      .message = {.zh = fmt::format("{} 没有 metrics.json：只比较由方案本身算出的指标", folder.string()),
                  .en = fmt::format("{} has no metrics.json: only the figures of the plan itself are compared", folder.string())},
      .file = folder.generic_string()};
}

}  // namespace

PlanSource read_plan_source(const fs::path& path, core::Findings& findings) {
  std::error_code code;
  if (!fs::exists(path, code)) {
    throw wrong(core::ErrorCode::environment, fmt::format("找不到 {}；请给出运行文件夹或方案文件（plan.gpkg）", path.string()),
                fmt::format("there is no {}; name a run folder or a plan file (plan.gpkg)", path.string()));
  }
  const bool folder = fs::is_directory(path, code);
  const fs::path file = folder ? plan_of(path) : path;
  PlanSource source;
  source.path = path;
  source.plan = gis::read_plan_file(file);
  source.plan_sha256 = sha256_of(read_file(file));
  if (!folder) return source;
  source.metrics = parsed_or_null(path / "metrics.json");
  source.manifest = parsed_or_null(path / "manifest.json");
  if (source.metrics.is_null()) findings.add(no_metrics(path));
  return source;
}

}  // namespace wangge::scenarios
