#include "gis/map/legend_words.h"

#include "gis/map/map_labels.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace wangge::gis::map {
namespace {

struct Word {
  const char* word;
  const char* zh;
  const char* en;
};

template <std::size_t Size>
core::Text look_up(const std::array<Word, Size>& words, const std::string& word) {
  for (const Word& each : words) {
    if (word == each.word) return {.zh = each.zh, .en = each.en};
  }
  return {.zh = word, .en = word};
}

}  // namespace

core::Text level_words(const std::string& level) {
  static constexpr std::array<Word, 14> words{{{"country", "国家", "the country"},
                                               {"province", "省", "a province"},
                                               {"prefecture", "市", "a prefecture"},
                                               {"city", "市", "a city"},
                                               {"county", "县", "a county"},
                                               {"district", "区县", "a district"},
                                               {"region", "地区", "a region"},
                                               {"constituency", "选区", "a constituency"},
                                               {"town", "乡镇（街道）", "a town"},
                                               {"street", "街道", "a street office"},
                                               {"municipality", "市镇", "a municipality"},
                                               {"community", "社区（村）", "a community"},
                                               {"village", "村", "a village"},
                                               {"estate", "小区", "an estate"}}};
  return look_up(words, level);
}

core::Text level_title(const std::string& level) { return {.zh = level_words(level).zh, .en = level}; }

core::Text grid_border_words(const PlanFile& plan) {
  const auto nested = std::find_if(plan.grids.begin(), plan.grids.end(),
                                   [](const PlanFile::Grid& grid) { return short_code(grid) != grid.code; });
  if (nested == plan.grids.end()) return {.zh = "网格界（数字为网格号）", .en = "Border of a grid (with its number)"};
  const auto parent = std::find_if(plan.levels.begin(), plan.levels.end(),
                                   [&](const PlanFile::Level& level) { return level.code == nested->parent; });
  const core::Text area = parent == plan.levels.end() ? core::Text{.zh = "辖区", .en = "an area"} : level_words(parent->level);
  return {.zh = "网格界（数字为" + area.zh + "内的编号）", .en = "Border of a grid (number within " + area.en + ")"};
}

core::Text mode_words(const std::string& mode) {
  static constexpr std::array<Word, 3> words{
      {{"walk", "步行", "on foot"}, {"ebike", "电动自行车", "by e-bike"}, {"car", "汽车", "by car"}}};
  return look_up(words, mode);
}

core::Text responder_words(const std::string& kind) {
  static constexpr std::array<Word, 2> words{{{"grid worker", "网格员", "grid worker"}, {"", "全部", "all"}}};
  return look_up(words, kind);
}

core::Text post_words(const std::string& kind, bool drawn) {
  static constexpr std::array<Word, 9> words{{{"station", "服务站", "Station"},
                                              {"centre", "网格中心", "Grid centre"},
                                              {"sub-centre", "分中心", "Sub-centre"},
                                              {"post", "驻点", "Post"},
                                              {"checkpoint", "卡口", "Checkpoint"},
                                              {"place in the grid", "网格内待命点", "Place in the grid"},
                                              {"today", "现有驻点", "Post of today"},
                                              {"compared", "对照驻点（并非实有）", "Post compared with (not a real one)"},
                                              {"service centre", "党群服务中心", "Service centre"}}};
  core::Text found = look_up(words, kind);
  if (!drawn) {
    found.zh += "（太多，未画）";
    found.en += ": too many to be drawn";
  }
  return found;
}

}  // namespace wangge::gis::map
