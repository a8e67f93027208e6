#include "scenarios/schema/keys.h"

/// Posts, responders, requests, dispatch and simulation.
namespace wangge::scenarios {
namespace {

const core::Text assumed = {.zh = "假定", .en = "assumed"};
const std::vector<std::string> modes = {"walk", "ebike", "car"};

std::vector<KeySpec> post_keys() {
  return {
      {.path = "post[].kind",
       .fallback = "\"station\"",
       .meaning = {.zh = "驻点种类，响应人员按此名称引用。", .en = "Kind of post; responders refer to it."}},
      {.path = "post[].level",
       .fallback = "\"grid\"",
       .meaning = {.zh = "每个该层级辖区一个；“grid” 为每网格一个。", .en = "One post for each area of this level, or \"grid\"."},
       .example = "\"community\""},
      {.path = "post[].at",
       .kind = Kind::file,
       .meaning = {.zh = "驻点的点图层；省略则设在按路程计的中位建筑处。",
                   .en = "Layer of points; without one a post stands at the median building by travel time."},
       .example = "\"service_centres.csv\""},
      {.path = "post[].layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层。", .en = "Layer of that source."},
       .example = "\"centres\""},
      {.path = "post[].reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4490\""},
      {.path = "post[].kind_field",
       .fallback = "\"\"",
       .meaning = {.zh = "种类字段：只取该字段等于 kind 的点；省略则取全部。",
                   .en = "Field of the kind: only points whose value is `kind` are taken; all where left out."},
       .example = "\"kind\""},
      {.path = "post[].label", .fallback = "\"name\"", .meaning = {.zh = "驻点名称字段。", .en = "Field of the post's name."}},
  };
}

std::vector<KeySpec> responder_keys() {
  return {
      {.path = "responder[].kind", .fallback = "\"grid worker\"", .meaning = {.zh = "人员种类。", .en = "Kind of responder."}},
      {.path = "responder[].per.grid",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 0,
       .high = 1000,
       .meaning = {.zh = "每个网格几人。", .en = "How many for each grid."}},
      {.path = "responder[].post",
       .fallback = "\"station\"",
       .meaning = {.zh = "从哪种驻点出发。", .en = "Kind of the post that they start from."}},
      {.path = "responder[].mode",
       .fallback = "\"ebike\"",
       .choices = modes,
       .meaning = {.zh = "出行方式。", .en = "How they travel."}},
      {.path = "responder[].shift",
       .kind = Kind::shifts,
       .required = true,
       .meaning = {.zh = "班次：星期（mon-fri、sat、mon,wed 或 daily）和起止时刻；止早于起表示跨过午夜。",
                   .en = "Shifts: days (mon-fri, sat, mon,wed or daily) and hours; an end before its start is after midnight."},
       .example = "[\"mon-fri 08:00-12:00\", \"mon-fri 14:30-18:00\"]"},
  };
}

std::vector<KeySpec> run_keys() {
  return {
      {.path = "dispatch.policy",
       .fallback = "\"own grid, then neighbours\"",
       .choices = {"own grid, then neighbours", "own grid only", "nearest of own grid and neighbours", "nearest free",
                   "nearest free or soon free", "keep coverage", "assignment each minute", "claims from an open list"},
       .meaning =
           {.zh = "派单规则：缺省为先本网格最近的空闲人员，再相邻网格的，都忙则排队；其余见 docs/zh/simulation.md。",
            .en = "Who is sent: by default the nearest free worker of the grid, then of its neighbours, else the request waits; "
                  "for the others see docs/simulation.md."}},
      {.path = "dispatch.accept",
       .kind = Kind::law,
       .fallback = "\"exponential 2 min\"",
       .fallback_source = assumed,
       .meaning = {.zh = "从派单到接单的时间。", .en = "Time from order to acceptance."}},
      {.path = "dispatch.source",
       .fallback = "\"assumed\"",
       .meaning = {.zh = "接单时间的出处。", .en = "Where the accept time comes from."}},
  };
}

}  // namespace

std::vector<KeySpec> operation_keys() {
  std::vector<KeySpec> all;
  for (auto section : {post_keys(), responder_keys(), demand_keys(), run_keys(), simulation_keys()})
    all.insert(all.end(), section.begin(), section.end());
  return all;
}

}  // namespace wangge::scenarios
