#include "scenarios/schema/keys.h"

/// Posts, and what stands with them.
namespace wangge::scenarios {
namespace {

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

}  // namespace

std::vector<KeySpec> operation_keys() {
  std::vector<KeySpec> all;
  for (auto section :
       {post_keys(), responder_keys(), demand_keys(), duty_keys(), dispatch_keys(), scoring_keys(), simulation_keys()})
    all.insert(all.end(), section.begin(), section.end());
  return all;
}

}  // namespace wangge::scenarios
