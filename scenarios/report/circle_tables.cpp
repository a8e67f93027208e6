#include "gis/map/legend_words.h"
#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <cmath>

/// Tables of the chapter on the static circle: rings, posts that reach least, hours of the day, what changes.
namespace wangge::scenarios::report {
namespace {

std::string tally_cell(const Json& item, std::string_view key) { return count(number(item, key).value_or(0)); }

void write_rings(Markup& page, const RunFigures& run) {
  const Json& rings = list(run.metrics, "coverage.rings");
  if (rings.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const Json& ring : rings) {
    const std::optional<double> share = number(ring, "households_share");
    rows.push_back({fmt::format("{:g}", number(ring, "minutes").value_or(0)), tally_cell(ring, "buildings"),
                    tally_cell(ring, "households"), share ? percent(*share) : "", tally_cell(ring, "residents")});
  }
  page.heading({.zh = "各时限内到得了多少", .en = "Whom the posts reach in which time"});
  page.paragraph(
      {.zh = "只要有一个驻点到得了就算，不论由谁服务，逐门计算；因此可能略多于上面“由所属驻点服务”的数字。地图上的圈就是这些建筑"
             "的土地。",
       .en = "Whoever is reached from any post, whoever serves them, door by door; so the figures may exceed those of the "
             "posts that serve. The circles on the map are the land of these buildings."});
  page.table({{{.zh = "分钟", .en = "Minutes"}, true},
              {{.zh = "建筑", .en = "Buildings"}, true},
              {{.zh = "户数", .en = "Households"}, true},
              {{.zh = "占全部户", .en = "Share of all"}, true},
              {{.zh = "居民", .en = "Residents"}, true}},
             rows);
}

void write_changes(Markup& page, const RunFigures& run) {
  const Json& changes = list(run.metrics, "coverage.changes");
  if (changes.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const Json& change : changes) {
    for (const auto& [key, words] : {std::pair{"gained", core::Text{.zh = "新增", .en = "gained"}},
                                     std::pair{"lost", core::Text{.zh = "失去", .en = "lost"}}}) {
      const Json& part = change.at(key);
      rows.push_back({both(text(change, "cause").value_or(core::Text{})), both(words), tally_cell(part, "buildings"),
                      tally_cell(part, "households"), tally_cell(part, "residents"),
                      decimal(number(part, "area_m2").value_or(0) / 1e6, 2)});
    }
  }
  page.heading({.zh = "什么使响应圈改变", .en = "What changes the circle"});
  page.paragraph(
      {.zh = "时限内新到得了与不再到得了的住户；土地见 plan.gpkg 的 circle_changes 图层。",
       .en = "Who comes within the limit and who falls out of it; the land is in the layer circle_changes of plan.gpkg."});
  page.table({{{.zh = "起因", .en = "Cause"}},
              {{.zh = "变化", .en = "Change"}},
              {{.zh = "建筑", .en = "Buildings"}, true},
              {{.zh = "户数", .en = "Households"}, true},
              {{.zh = "居民", .en = "Residents"}, true},
              {{.zh = "平方公里", .en = "km²"}, true}},
             rows);
}

/// Where it is how likely that somebody comes in time, beside the circle of the way alone.
void write_effective_land(Markup& page, const RunFigures& run) {
  const Json& circles = list(run.metrics, "coverage.effective.circles");
  if (circles.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const Json& circle : circles) {
    rows.push_back({"≥ " + percent(number(circle, "share").value_or(0)), tally_cell(circle, "buildings"),
                    tally_cell(circle, "households"), tally_cell(circle, "residents")});
  }
  page.table({{{.zh = "及时赶到的概率", .en = "Probability of being in time"}},
              {{.zh = "建筑", .en = "Buildings"}, true},
              {{.zh = "户数", .en = "Households"}, true},
              {{.zh = "居民", .en = "Residents"}, true}},
             rows);
  if (run.plan.effective_circles.empty()) return;
  write_map(page, run.plan,
            {.theme = "effective",
             .prefix = "m3",
             .label = "Map of the effective circle",
             .buildings = run.plan.buildings.size() <= most_buildings,
             .target_minutes = target_minutes(run)},
            {.zh = "及时赶到的概率不低于各值的土地，与静态响应圈（线）相比。",
             .en = "The land where the probability of being in time is at least so much, beside the static circle (the line)."});
}

/// Whom a worker is expected to reach who may be busy, and what the simulation counted.
void write_effective(Markup& page, const RunFigures& run) {
  const auto households = number(run.metrics, "coverage.effective.households");
  const auto share = number(run.metrics, "coverage.effective.households_share");
  if (!households || !share) return;
  core::Text words{
      .zh = fmt::format("网格员可能正忙：本网格有人当班时下单，预期 {} 户（{}）在 {:g} 分钟内等到人，含接单时间。忙的概率取自模"
                        "拟；按派单规则依次找空闲的人，各人是否在忙互不相关，人都在驻点，无人空闲即算不及时。",
                        count(*households), percent(*share), target_minutes(run)),
      .en =
          fmt::format("The worker may be busy: of an order while somebody of the grid is on duty, {} households ({}) can expect "
                      "a worker within {:g} minutes, acceptance included. How often each is busy comes from the simulation; "
                      "who is free is looked for in the order of the dispatch policy, independently of each other, from the "
                      "post, and who finds nobody free counts as too late.",
                      count(*households), percent(*share), target_minutes(run))};
  const auto expected = number(run.metrics, "coverage.effective.requests_share");
  const auto counted = number(run.metrics, "simulation.within_shift.within_target_share.value");
  if (expected && counted && word(run.metrics, "simulation.target") == "arrive") {
    words.zh += fmt::format("按事项计为 {}，模拟中为 {}。", percent(*expected), percent(*counted));
    words.en += fmt::format(" By requests it is {}, where the simulation counts {}.", percent(*expected), percent(*counted));
  }
  if (!list(run.metrics, "simulation.duties").empty()) {
    words.zh += "正在例会、会商或卡口、不因该事项中断的人，结束后才来；入户、巡查在此不算忙，人视为在驻点。";
    words.en +=
        " Who is at a meeting or checkpoint that the request does not interrupt comes when it is over; visits and patrols do "
        "not count as busy here, and their people are taken to be at the post.";
  }
  page.heading({.zh = "有效响应圈", .en = "The effective circle"});
  page.paragraph(words);
  write_effective_land(page, run);
}

/// The circles of all kinds of responder beside each other.
void write_responders(Markup& page, const RunFigures& run) {
  const Json& kinds = list(run.metrics, "coverage.by_responder");
  if (kinds.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const Json& kind : kinds) {
    const auto share = number(kind, "households_share");
    const auto mean = number(kind, "minutes_mean");
    rows.push_back({both(gis::map::responder_words(word(kind, "responder").value_or(""))),
                    both(mode_words(word(kind, "mode").value_or(""))), tally_cell(kind, "posts"), tally_cell(kind, "households"),
                    share ? percent(*share) : "", tally_cell(kind, "households_beyond"),
                    tally_cell(kind, "households_unreachable"), mean ? minutes(*mean) : ""});
  }
  page.heading({.zh = "各类人员的响应圈", .en = "The circles of all kinds of responder"});
  page.paragraph(
      {.zh = fmt::format("每一类人员从自己的驻点、按自己的出行方式在 {:g} 分钟内到得了的户；只看路程。", target_minutes(run)),
       .en = fmt::format("Households that each kind reaches within {:g} minutes from its own posts, by its own mode; the "
                         "way alone.",
                         target_minutes(run))});
  page.table({{{.zh = "人员", .en = "Responder"}},
              {{.zh = "出行方式", .en = "Mode"}},
              {{.zh = "驻点", .en = "Posts"}, true},
              {{.zh = "时限内户数", .en = "Households in time"}, true},
              {{.zh = "占全部户", .en = "Share of all"}, true},
              {{.zh = "超时", .en = "Beyond"}, true},
              {{.zh = "不可达", .en = "No way"}, true},
              {{.zh = "平均分钟", .en = "Mean minutes"}, true}},
             rows);
  write_map(page, run.plan,
            {.theme = "responders", .prefix = "m4", .label = "Map of all kinds' circles", .target_minutes = target_minutes(run)},
            {.zh = "各类人员任一驻点在时限内到得了的土地；小者画在大者之上。",
             .en = "The land that any post of each kind reaches within the limit; the smaller lies over the larger."});
}

/// Hours with the same figures follow each other in one row.
void write_hours(Markup& page, const RunFigures& run) {
  const Json& hours = list(run.metrics, "coverage.by_hour");
  if (hours.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < hours.size();) {
    std::size_t end = i + 1;
    while (end < hours.size() && tally_cell(hours[end], "households") == tally_cell(hours[i], "households") &&
           tally_cell(hours[end], "buildings") == tally_cell(hours[i], "buildings"))
      ++end;
    rows.push_back({fmt::format("{:02}:00–{:02}:00", i, end), tally_cell(hours[i], "buildings"),
                    tally_cell(hours[i], "households"), tally_cell(hours[i], "residents")});
    i = end;
  }
  page.heading({.zh = "一天之中", .en = "Through the day"});
  page.paragraph({.zh = "按各钟点的速度（travel.by_hour）、封闭、单行和转向限制，时限内有驻点到得了的数字。",
                  .en =
                      "Whom some post reaches within the limit by the speeds (travel.by_hour), closures, one-way roads and turn "
                      "restrictions of each hour."});
  page.table({{{.zh = "钟点", .en = "Hours"}},
              {{.zh = "建筑", .en = "Buildings"}, true},
              {{.zh = "户数", .en = "Households"}, true},
              {{.zh = "居民", .en = "Residents"}, true}},
             rows);
}

}  // namespace

void write_circle_tables(Markup& page, const RunFigures& run) {
  write_effective(page, run);
  write_rings(page, run);
  write_responders(page, run);
  write_hours(page, run);
  write_changes(page, run);
}

}  // namespace wangge::scenarios::report
