#include "scenarios/schema/repairs.h"

#include <algorithm>
#include <array>
#include <string>

namespace wangge::scenarios {
namespace {

struct Repair {
  std::string_view rule;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array repairs = std::to_array<Repair>({
    {"area.beyond", "把边界裁到上级范围之内，或改正上级边界", "clip the boundary to its parent's, or correct the parent's"},
    {"area.coordinates", "核对这些坐标，删去非有限的点", "check these coordinates and remove the points that are not finite"},
    {"area.duplicate", "删去重复的辖区", "remove the duplicate area"},
    {"area.empty", "补画边界，或删去该记录", "draw the boundary, or remove the record"},
    {"area.gap", "补齐缝隙，或补画缺少的辖区", "close the gap, or draw the area that is missing"},
    {"area.no_residents", "补填总人数，或在 population.total 中换一个字段",
     "fill in the total, or name another field in population.total"},
    {"area.not_nested", "改正上级编码，或改正边界", "correct the parent's code, or the boundary"},
    {"area.outside", "改正边界，或用 level.within 只取需要的辖区",
     "correct the boundary, or keep only the wanted area with level.within"},
    {"area.overlap", "把重叠部分划归其中一个辖区", "give the overlap to one of the areas"},
    {"area.repaired", "核对修复后的形状，最好在源数据中改正", "look at the repaired shape and correct it in the source"},
    {"area.severed", "核对边界：辖区被切成几块", "check the boundary: the area falls into pieces"},
    {"area.unnamed", "补填名称，或在 level.label 中换一个字段", "fill in the name, or name another field in level.label"},
    {"area.without_land", "核对边界：没有任何土地归入该辖区", "check the boundary: no land belongs to the area"},
    {"area.no_land", "核对边界：没有任何土地归入该辖区", "check the boundary: no land belongs to the area"},
    {"boundary.open", "闭合边界线", "close the boundary's ring"},
    {"building.all_outside", "核对 buildings.reference、reference 和辖区边界",
     "check buildings.reference, reference and the boundaries of the areas"},
    {"building.apart", "核对轮廓：一栋建筑分在几处", "check the outline: one building stands in several places"},
    {"building.broken", "在源数据中改正轮廓", "correct the outline in the source"},
    {"building.cut_by_boundary", "核对辖区边界是否应绕过该建筑", "check whether the boundary should pass around the building"},
    {"building.defect", "在源数据中改正轮廓", "correct the outline in the source"},
    {"building.duplicate", "删去重复的建筑", "remove the duplicate building"},
    {"building.floors", "改正层数", "correct the number of floors"},
    {"building.id", "给每栋建筑唯一的编号", "give each building an id of its own"},
    {"building.none", "核对 buildings.source 和 buildings.layer", "check buildings.source and buildings.layer"},
    {"building.outside", "补画所属辖区，或删去该建筑", "draw the area it belongs to, or remove the building"},
    {"building.repaired", "核对修复后的形状，最好在源数据中改正", "look at the repaired shape and correct it in the source"},
    {"building.trimmed", "改正重叠的轮廓", "correct the overlapping outlines"},
    {"building.unreachable", "补画通往该建筑的道路，或放宽 travel.access_limit",
     "draw the road that leads to it, or widen travel.access_limit"},
    {"building.walled_in", "补画大门（roads.barriers 或 barrier=gate）；不挡人的墙请从来源中去掉",
     "draw the gate (roads.barriers, or barrier=gate), or take walls that stop nobody out of the source"},
    {"file.encoding", "在场景中写明 encoding", "state the encoding in the scenario"},
    {"grid.disagreement", "核对现状网格线：它切过建筑或单元", "check today's grid line: it cuts buildings or cells"},
    {"grid.shape", "在源数据中改正网格的形状", "correct the grid's shape in the source"},
    {"plan.empty", "删去不含任何单元的网格，或改正其形状", "remove the grid that holds no cell, or correct its shape"},
    {"plan.recoded", "在源数据中采用新的编码，或改正上级编码", "take the new code into the source, or correct the parent's code"},
    {"plan.unstaffed", "配齐网格员和网格长，再从 planning.staff 中删去该编码",
     "assign a worker and a leader, then remove the code from planning.staff"},
    {"plan.split", "把现状网格改画在一个上级辖区之内", "redraw today's grid inside one parent"},
    {"plan.uncovered", "补画现状网格之间的空白", "draw the land that no grid of today covers"},
    {"point.empty", "补填坐标，或删去该记录", "fill in the coordinates, or remove the record"},
    {"population.modelled_without_total", "在 population.total 中给出总数，或改 population.floor_area_per_household",
     "give totals in population.total, or set population.floor_area_per_household"},
    {"population.totals", "核对互相矛盾的总数", "check the totals that contradict each other"},
    {"post.cut_off", "核对 roads.closed；或在封路期间另设站点",
     "check roads.closed, or set up another post while the roads are closed"},
    {"post.duplicate", "删去其中一个驻点，或改正坐标", "remove one of the two posts, or correct its coordinates"},
    {"post.name_taken", "给驻点各起一个名称", "give every post a name of its own"},
    {"post.outside", "改正驻点的坐标或参考系；不在本辖区的驻点请删去",
     "correct the post's coordinates or reference system; remove posts of other districts"},
    {"post.unreachable", "把驻点移到路边，或补画道路", "move the post to a road, or draw the road"},
    {"responder.no_post", "增加一个该种类的 [[post]]", "add a [[post]] of that kind"},
    {"road.barrier", "不必更正；若某处其实可通行，在源数据中写明 access、foot、bicycle 或 motor_vehicle",
     "nothing to mend; where one lets people through, say so in the source by access, foot, bicycle or motor_vehicle"},
    {"road.barrier_off", "把门或路障的点移到道路或围墙上", "move the gate or barrier onto a road or wall"},
    {"road.broken", "在源数据中改正道路线", "correct the line in the source"},
    {"road.class", "在 roads.class 中写明该词属于哪一等级", "say in roads.class which class the word means"},
    {"road.class_none", "在 roads.class.field（或 barrier.class）中写明等级字段",
     "name the field of classes in roads.class.field (or barrier.class)"},
    {"road.closed_unknown", "核对 roads.closed 中的编号", "check the id in roads.closed"},
    {"road.conditional", "不必更正；响应圈的钟点见 coverage.hour", "nothing to mend; coverage.hour sets the hour of circles"},
    {"road.conditional_unread", "核对这些道路；若在所关心的钟点不可通行，用 roads.closed 关闭",
     "look at these roads; close by roads.closed what is closed at the hour in question"},
    {"road.crossing", "确为路口的写 roads.crossings = \"join\"；立交处在 bridge、tunnel 或 layer 字段中写明",
     "say roads.crossings = \"join\" where they are junctions, and tell bridges by a column bridge, tunnel or layer"},
    {"road.disconnected", "把断开的道路接上主路网", "join the separate roads to the main network"},
    {"road.elevation_unknown", "换用覆盖全部道路、没有空值的高程栅格",
     "take a raster of heights that covers all roads without gaps"},
    {"road.ferry_duration", "在源数据中把 duration 改写为 00:15 这样的时间", "correct duration in the source, such as 00:15"},
    {"road.near_end", "在 roads.snap 中写明容差，或在源数据中接上",
     "set the tolerance in roads.snap, or join the lines in the source"},
    {"road.no_points", "删去没有坐标的道路", "remove the road without coordinates"},
    {"road.oneway", "在 roads.oneway_forward、roads.oneway_backward、roads.oneway_both 中写明这些词",
     "say what the words mean in roads.oneway_forward, roads.oneway_backward and roads.oneway_both"},
    {"road.none", "核对 roads.source 和 roads.layer", "check roads.source and roads.layer"},
    {"road.ferry", "不必更正；若停航或不载某种出行方式，用 roads.closed 关闭，等候时间见 travel.ferry_wait",
     "nothing to mend; close it by roads.closed where it does not run, and set travel.ferry_wait"},
    {"road.oneway_conditional", "要在某个钟点采用，写 coverage.hour", "set coverage.hour to have them hold at an hour"},
    {"road.turn_conditional", "要在某个钟点采用，写 coverage.hour；其他条件请改写为钟点",
     "set coverage.hour to have them hold at an hour; write other conditions as hours"},
    {"road.turn_hours", "在源数据中把 hour_on、hour_off 改写为 07:00 这样的时间，day_on、day_off 改写为 Mo 这样的星期",
     "correct hour_on and hour_off in the source, such as 07:00, day_on and day_off such as Mo"},
    {"road.turn_unused", "在源数据中改正转向限制的道路", "correct the roads of the turn restriction in the source"},
    {"scenario.no_requests", "增加 [[request]]，或提高频率", "add a [[request]], or raise the rates"},
    {"scenario.no_workers", "增加 [[responder]]，或提高 per.grid", "add a [[responder]], or raise per.grid"},
    {"scenario.staff_unknown", "改正 planning.staff 中的编码", "correct the code in planning.staff"},
    {"scenario.zero_rate", "提高频率，或删去该 [[request]]", "raise the rate, or remove the [[request]]"},
    {"simulation.grid_unserved", "给该网格配备人员", "give the grid a worker"},
    {"simulation.never_on_shift", "改正 responder.shift", "correct responder.shift"},
    {"simulation.no_building", "核对需求所在的建筑", "check the buildings that the demand belongs to"},
    {"simulation.no_requests", "增加 [[request]]，或提高频率", "add a [[request]], or raise the rates"},
    {"simulation.no_responders", "增加 [[responder]]，或提高 per.grid", "add a [[responder]], or raise per.grid"},
    {"simulation.unreachable_demand", "补画道路，或放宽 travel.access_limit", "draw the roads, or widen travel.access_limit"},
    {"site.bad_number", "改正该字段的数值，不得为负", "correct the number in this field; it must not be negative"},
    {"site.cut_off", "核对 roads.closed；或增加候选点", "check roads.closed, or add candidates"},
    {"site.duplicate", "给每个候选点唯一的名称，或删去重复的", "give each candidate a name of its own, or remove the double one"},
    {"site.fixed_barred", "改正该候选点，或从 siting.fixed 与 choice 中去掉",
     "correct the candidate, or take it out of siting.fixed and choice"},
    {"site.no_place", "补填坐标，或删去该记录", "fill in the coordinates, or remove the record"},
    {"site.outside", "改正坐标，或删去该候选点", "correct the coordinates, or remove the candidate"},
    {"site.source", "核对 siting.candidates.source、layer 和 reference", "check siting.candidates.source, layer and reference"},
    {"site.together", "核对坐标：两处用房可以同楼", "check the coordinates; two rooms may be in one house"},
    {"site.too_few", "增加候选点，或减少 siting.number", "add candidates, or ask for fewer in siting.number"},
    {"site.unknown_name", "改正 siting.fixed 或 siting.forbidden 中的名称",
     "correct the name in siting.fixed or siting.forbidden"},
    {"site.unnamed_room", "在 siting.candidates.room 中写明该词", "say in siting.candidates.room what the word means"},
    {"site.unreachable", "把候选点移到路边，补画道路，或放宽 travel.access_limit",
     "move the candidate to a road, draw the road, or widen travel.access_limit"},
    {"water.broken", "在源数据中改正水面的形状", "correct the water's shape in the source"},
});

}  // namespace

core::Text repair_of(std::string_view rule) {
  const auto found = std::find_if(repairs.begin(), repairs.end(), [rule](const Repair& repair) { return repair.rule == rule; });
  if (found == repairs.end()) return {};
  return {.zh = std::string(found->zh), .en = std::string(found->en)};
}

}  // namespace wangge::scenarios
