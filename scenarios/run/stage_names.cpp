#include "scenarios/run/stage_names.h"

#include <algorithm>
#include <array>
#include <string>

namespace wangge::scenarios {
namespace {

struct StageName {
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array names = std::to_array<StageName>({
    {"town", "造城", "town"},
    {"streets", "街道", "streets"},
    {"buildings", "建筑", "buildings"},
    {"people", "人口", "people"},
    {"load", "读取场景", "load"},
    {"read", "读取数据", "read"},
    {"build", "构建单元", "build"},
    {"cells", "划分单元", "cells"},
    {"territory", "汇总辖区", "territory"},
    {"travel", "路网", "travel"},
    {"plan", "划分网格", "plan"},
    {"propose", "搜索方案", "propose"},
    {"ensemble", "随机方案", "ensemble"},
    {"posts", "驻点", "posts"},
    {"candidates", "候选点", "candidates"},
    {"site", "选址", "site"},
    {"coverage", "静态响应圈", "coverage"},
    {"circles", "响应圈图形", "circles"},
    {"simulate", "模拟", "simulate"},
    {"evaluate", "评估", "evaluate"},
    {"write", "写出", "write"},
    {"maps", "制图", "maps"},
    {"report", "报告", "report"},
    {"assumptions", "逐项假定", "assumptions"},
    {"export", "导出", "export"},
    {"check", "检查", "check"},
    {"compare", "比较", "compare"},
    {"project", "投影", "project"},
    {"areas", "辖区", "areas"},
    {"shapes", "核对形状", "shapes"},
});

}  // namespace

core::Text stage_title(std::string_view stage) {
  const auto found = std::find_if(names.begin(), names.end(), [stage](const StageName& name) { return name.name == stage; });
  if (found == names.end()) {
    if (!stage.starts_with("read ")) return {.zh = std::string(stage), .en = std::string(stage)};
    const std::string_view path = stage.substr(5, stage.find(" (") - 5);
    const std::string file(stage.substr(path.find_last_of('/') + 1 + 5));
    return {.zh = "读取 " + file, .en = "read " + file};
  }
  return {.zh = std::string(found->zh), .en = std::string(found->en)};
}

}  // namespace wangge::scenarios
