#include "scenarios/schema/duty_time_figures.h"

namespace wangge::scenarios {
namespace {

const std::string definition = "definition";

void add_part(std::vector<MetricSpec>& figures, const std::string& path, const core::Text& meaning) {
  figures.push_back({path + ".hours",
                     {.zh = meaning.zh + "的小时数（每次模拟，该类人员合计）。",
                      .en = "Hours " + meaning.en + ", of all of the kind, in a replication."},
                     "h",
                     "",
                     definition});
  figures.push_back({path + ".share",
                     {.zh = meaning.zh + "的时间占当班和加班时间的比例。",
                      .en = "Share of the hours on shift and overtime spent " + meaning.en + "."},
                     "0..1",
                     "hours / (hours on shift + overtime)",
                     definition,
                     "小时数 ÷（当班 + 加班小时数）"});
}

}  // namespace

std::vector<MetricSpec> duty_time_figures() {
  const std::string kind = "simulation.duty_time[].";
  std::vector<MetricSpec> figures = {
      {"simulation.duty_time",
       {.zh = "工时构成：各类人员的当班和加班时间用在何处，各部分相加即为全部；有预热段时只计其后的时间。",
        .en = "Time of duty: what each kind of responder does with the hours on shift and overtime, to which all parts add up; "
              "where "
              "there is a warm-up, of the hours after it alone."},
       "",
       "hours on shift + overtime = requests + duties + moving back + free patrol + free at the post + without a post",
       definition,
       "当班 + 加班＝办事 + 计划内工作 + 返回驻点 + 空闲巡走 + 驻点待命 + 没有驻点"},
      {kind + "responders", {.zh = "该类人员的人数。", .en = "Responders of the kind."}, "", "", definition},
      {kind + "volunteer",
       {.zh = "为 true 时是志愿者：空闲时间是待命，不是上班工时。",
        .en = "Where true, volunteers: their free time is on call, which are no paid hours."},
       "",
       "",
       definition},
      {kind + "responders_without_post",
       {.zh = "其中没有驻点、无处出发的人数；他们的时间计入 without_post。",
        .en = "Of them, those without a post, who start from nowhere; their time is `without_post`."},
       "",
       "",
       definition},
      {kind + "on_shift_hours",
       {.zh = "当班小时数（每次模拟，合计；休息不计）。",
        .en = "Hours on shift, all together, in a replication; breaks are not."},
       "h",
       "",
       definition},
      {kind + "overtime_hours",
       {.zh = "班次结束后仍在办事或做计划内工作的小时数；下班后的返程不计。",
        .en = "Hours with requests and scheduled work after the end of the shift; the way home after it is none."},
       "h",
       "",
       definition}};
  add_part(figures, kind + "to_requests",
           {.zh = "从派单到住户门口（含接单、进门和上楼）",
            .en = "from dispatch to the door of requests, acceptance, gate and stairs included"});
  add_part(figures, kind + "with_requests",
           {.zh = "在现场办理、协助、等待支援", .en = "with requests: handling, helping, waiting for help"});
  add_part(figures, kind + "moving_back", {.zh = "空闲、返回驻点途中", .en = "free, on the way back to the post"});
  add_part(figures, kind + "free_patrol", {.zh = "空闲时在网格内巡走", .en = "free, walking from building to building"});
  add_part(figures, kind + "at_post",
           {.zh = "空闲、在驻点待命（接到而婉拒的派单也在内；志愿者为在家或在驻点待命，不是上班工时）",
            .en = "free at the post, with orders that are then declined; of volunteers on call, at home or at the post"});
  add_part(figures, kind + "without_post",
           {.zh = "没有驻点、不能出勤的人员", .en = "on shift by those without a post, who start from nowhere and reach nobody"});
  add_part(figures, kind + "duties[].way",
           {.zh = "在该项任务途中（从出发或上一户到下一户门口）",
            .en = "on the ways of the duty, from setting out or the last door to the next"});
  add_part(
      figures, kind + "duties[].at",
      {.zh = "做该项任务（走访、在岗；巡查为全程）", .en = "at the duty: visits, places held; of a patrol all of it, ways too"});
  return figures;
}

}  // namespace wangge::scenarios
