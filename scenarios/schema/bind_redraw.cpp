#include "engine/core/nearest.h"
#include "scenarios/schema/bind.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wangge::scenarios {

std::optional<RepartitionSpec> bind_repartition(const Reader& root, const std::vector<LevelSpec>& levels) {
  if (!root.has("repartition")) return std::nullopt;
  const Reader table = root.table("repartition");
  RepartitionSpec spec;
  spec.level = table.text("level");
  const bool known = std::any_of(levels.begin(), levels.end(), [&](const LevelSpec& level) { return level.name == spec.level; });
  if (!known) {
    std::vector<std::string> names;
    for (const LevelSpec& level : levels) names.push_back(level.name);
    const auto guess = core::nearest(spec.level, names);
    throw table.error(
        "level", {.zh = fmt::format("没有名为“{}”的 [[level]]{}", spec.level, guess ? fmt::format("；是不是“{}”？", *guess) : ""),
                  .en = fmt::format("there is no [[level]] named \"{}\"{}", spec.level,
                                    guess ? fmt::format("; did you mean \"{}\"?", *guess) : "")});
  }
  spec.into = table.optional_integer("into");
  spec.size = table.optional_integer("people");
  if (const auto households = table.optional_integer("households")) {
    if (spec.size) {
      throw table.error("households", {.zh = "与 people 只能写其一", .en = "and people exclude each other"});
    }
    spec.size = households;
    spec.households = true;
  }
  if (!spec.into && !spec.size) {
    throw table.error("into", {.zh = "缺少；应写明个数 into，或每个的人数 people（户数 households）",
                               .en = "is missing; expected how many areas, or `people` (or `households`) of one"});
  }
  spec.key = table.where(spec.into ? "into" : spec.households ? "households" : "people");
  spec.tolerance = table.share("tolerance");
  spec.smooth = table.share("smooth");
  spec.atoms = table.text("atoms");
  spec.attempts = static_cast<int>(table.integer("attempts"));
  spec.effort = table.integer("effort");
  return spec;
}

std::vector<SectorSpec> bind_sectors(const Reader& root, const GridSpec& grids) {
  std::vector<SectorSpec> sectors;
  for (const Reader& table : root.items("sector")) {
    SectorSpec spec{.name = table.text("name"),
                    .source = bind_layer(table),
                    .code_field = table.text("code"),
                    .label_field = table.text("label"),
                    .weight = table.number("weight")};
    const bool twice =
        std::any_of(sectors.begin(), sectors.end(), [&](const SectorSpec& other) { return other.name == spec.name; });
    if (twice) {
      throw table.error("name", {.zh = fmt::format("部门“{}”出现两次", spec.name),
                                 .en = fmt::format("there are two sectors \"{}\"", spec.name)});
    }
    sectors.push_back(std::move(spec));
  }
  if (!sectors.empty() && grids.source) {
    throw root.error("sector", {.zh = "与 [grids] 不能同用：综合网格由各部门网格合并而成",
                                .en = "and [grids] exclude each other: the grids are drawn from the sectors"});
  }
  return sectors;
}

std::optional<MicrogridSpec> bind_microgrids(const Reader& root) {
  if (!root.has("microgrids")) return std::nullopt;
  const Reader table = root.table("microgrids");
  MicrogridSpec spec;
  spec.count = table.optional_integer("count");
  spec.households = table.optional_integer("households");
  if (spec.count.has_value() == spec.households.has_value()) {
    throw table.error("count", {.zh = "须写总数 count 或每个的户数 households，只写其一",
                                .en = "or households: exactly one of the two is expected"});
  }
  spec.captains = table.optional_integer("captains");
  spec.code_digits = static_cast<int>(table.integer("code_digits"));
  return spec;
}

}  // namespace wangge::scenarios
