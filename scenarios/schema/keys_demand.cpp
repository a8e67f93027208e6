#include "scenarios/schema/keys.h"

/// Requests: how often, when, where; surges, logs, and how long and often they are simulated.
namespace wangge::scenarios {
namespace {

std::vector<KeySpec> request_keys() {
  return {
      {.path = "request[].kind",
       .required = true,
       .meaning = {.zh = "事项种类，唯一。", .en = "Kind of request, unique."},
       .example = "\"noise at night\""},
      {.path = "request[].title.zh",
       .meaning = {.zh = "中文名称；缺省用 kind。", .en = "Chinese name; kind where absent."},
       .example = "\"夜间噪声\""},
      {.path = "request[].title.en",
       .meaning = {.zh = "英文名称；缺省用 kind。", .en = "English name; kind where absent."},
       .example = "\"Noise at night\""},
      {.path = "request[].rate",
       .kind = Kind::rates,
       .required = true,
       .meaning = {.zh =
                       "发生频率，按 residents（居民）、households（户）、buildings（建筑）、m2 或 ha（建筑面积）、enterprises、"
                       "organisations、in_need、party_members（台账）或 [[group]] 的名称；写成列表则相加。",
                   .en = "How often, per residents, households, buildings, m2 or ha of floor area, enterprises, organisations, "
                         "in_need or party_members of a [[ledger]], or by the name of a [[group]]; several in a list add up."},
       .example = "[\"9 per 1000 residents per year\", \"2 per enterprise per month\"]"},
      {.path = "request[].use",
       .kind = Kind::texts,
       .choices = {"residential", "mixed", "commercial", "industrial", "civic", "agricultural", "minor", "unknown"},
       .meaning = {.zh = "只在这些用途的建筑里发生；省略则不限。",
                   .en = "Only in buildings of these uses; in all of them where left out."},
       .example = "[\"commercial\", \"mixed\"]"},
      {.path = "request[].hours",
       .kind = Kind::hours,
       .fallback = "\"all day\"",
       .meaning = {.zh = "一天 24 小时的相对权重，或曲线名。",
                   .en = "Relative weight of the 24 hours, or the name of a profile."}},
      {.path = "request[].weekdays",
       .kind = Kind::weekdays,
       .fallback = "\"every day\"",
       .meaning = {.zh = "周一至周日的相对权重，或曲线名。",
                   .en = "Relative weight of the days from Monday to Sunday, or the name of a profile."}},
      {.path = "request[].weekend_hours",
       .kind = Kind::hours,
       .meaning = {.zh = "周六、周日和假日的 24 小时权重，或曲线名；省略则同 hours。一天的总量仍由 weekdays 决定。",
                   .en =
                       "Relative weight of the 24 hours on Saturdays, Sundays and holidays, or the name of a profile; as `hours` "
                       "where left out. How much comes on such a day is still said by `weekdays`."}},
      {.path = "request[].season",
       .kind = Kind::season,
       .meaning = {.zh = "12 个月（一月起）或 365 天（1 月 1 日起）的相对权重，或曲线名；需要 simulation.start。",
                   .en =
                       "Relative weight of the 12 months from January or the 365 days from 1 January, or the name of a profile; "
                       "needs simulation.start."},
       .example = "[2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]"},
      {.path = "request[].holiday",
       .kind = Kind::number,
       .low = 0,
       .high = 1e6,
       .meaning = {.zh = "假日的权重，与 weekdays 同一尺度；省略则同周日。",
                   .en = "Weight of a holiday on the scale of `weekdays`; that of Sunday where left out."},
       .example = "1.5"},
      {.path = "request[].busy_days",
       .kind = Kind::number,
       .fallback = "0",
       .low = 0,
       .high = 10,
       .meaning = {.zh = "各天忙闲不同的程度：每天的总量乘以均值为 1 的伽马因子，这里写它的变异系数；0 表示只有泊松偶然性。",
                   .en =
                       "How much days differ beyond chance: each day's level is multiplied by a gamma factor of mean 1 with this "
                       "coefficient of variation; 0 leaves Poisson chance alone."},
       .example = "0.4"},
      {.path = "request[].handle",
       .kind = Kind::law,
       .required = true,
       .meaning = {.zh = "到场后办理所需的时间。", .en = "Time to handle it on the spot."}},
      {.path = "request[].target",
       .kind = Kind::target,
       .meaning = {.zh = "对此类事项的承诺；省略则同全场景的 target。",
                   .en = "What is promised for this kind; the scenario's target where left out."},
       .example = "\"resolve within 4 h\""},
      {.path = "request[].source",
       .fallback = "\"assumed\"",
       .meaning = {.zh = "频率的出处，或 “assumed”（假定）；一段文字，或 { zh = \"…\", en = \"…\" }。",
                   .en = "Where the rate comes from, or \"assumed\"; one text, or { zh = \"…\", en = \"…\" }."}},
      {.path = "request[].source.zh",
       .meaning = {.zh = "出处的中文说法；与 en 成对，代替一段文字。",
                   .en = "The same in Chinese, with `en` in place of one text."},
       .example = "\"假定：每周一次\""},
      {.path = "request[].source.en",
       .meaning = {.zh = "同上，英文。", .en = "The same in English."},
       .example = "\"assumed: once a week\""},
  };
}

std::vector<KeySpec> profile_keys() {
  return {
      {.path = "profiles.hours.*",
       .kind = Kind::hours,
       .meaning = {.zh = "有名字的 24 小时曲线；“all day” 内置为平坦曲线。",
                   .en = "A named profile of 24 hours; \"all day\" is built in and flat."},
       .example = "[1, 1, 1, 1, 1, 1, 2, 4, 6, 6, 6, 5, 4, 4, 5, 5, 5, 5, 4, 3, 3, 2, 2, 1]"},
      {.path = "profiles.weekdays.*",
       .kind = Kind::weekdays,
       .meaning = {.zh = "有名字的一周曲线；“every day” 内置为平坦曲线。",
                   .en = "A named profile of the week; \"every day\" is built in and flat."},
       .example = "[5, 5, 5, 5, 5, 2, 2]"},
      {.path = "profiles.seasons.*",
       .kind = Kind::season,
       .meaning = {.zh = "有名字的一年曲线：12 个月或 365 天。", .en = "A named profile of the year: 12 months or 365 days."},
       .example = "[2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]"},
  };
}

std::vector<KeySpec> surge_keys() {
  return {
      {.path = "surge[].name",
       .required = true,
       .meaning = {.zh = "激增的名称，唯一：暴雨、高温、疫情……", .en = "Name of the surge, unique: storm, heat, outbreak…"},
       .example = "\"storm\""},
      {.path = "surge[].kinds",
       .kind = Kind::texts,
       .meaning = {.zh = "涉及哪些事项；省略则全部。", .en = "Kinds of request that it concerns; all where left out."},
       .example = "[\"flooded cellar\"]"},
      {.path = "surge[].from",
       .kind = Kind::moment,
       .required = true,
       .meaning = {.zh = "何时开始：模拟开始后多久，或（有 simulation.start 时）日期和时刻。",
                   .en = "When it begins: so long after the start, or a date and time where there is a simulation.start."}},
      {.path = "surge[].lasts",
       .kind = Kind::duration,
       .required = true,
       .meaning = {.zh = "持续多久。", .en = "How long it lasts."}},
      {.path = "surge[].factor",
       .kind = Kind::number,
       .fallback = "1",
       .low = 0,
       .high = 10000,
       .meaning =
           {.zh = "期间频率乘以此数；小于 1 则减少。多个激增同时时，各自所增相加。",
            .en = "Rates are multiplied by this meanwhile; below 1 it leaves some out. What several add at one time adds up."},
       .example = "3"},
      {.path = "surge[].extra",
       .kind = Kind::rate,
       .meaning = {.zh = "另加的频率，各小时相同。", .en = "A rate on top, at all hours alike."},
       .example = "\"1 per 100 households per day\""},
      {.path = "surge[].area",
       .fallback = "\"\"",
       .meaning = {.zh = "只在此代码的辖区（任何层级）。", .en = "Only in the area with this code, of any level."},
       .example = "\"440203001\""},
      {.path = "surge[].centre",
       .kind = Kind::place,
       .meaning = {.zh = "只在以此经纬度为心的圆内；与 radius 同用。",
                   .en = "Only in the circle around this place; goes with radius."}},
      {.path = "surge[].radius",
       .kind = Kind::length,
       .meaning = {.zh = "圆的半径。", .en = "Radius of that circle."},
       .example = "\"800 m\""},
      {.path = "surge[].within",
       .kind = Kind::file,
       .meaning = {.zh = "只在此多边形图层之内。", .en = "Only inside the polygons of this layer."},
       .example = "\"flood.gpkg\""},
      {.path = "surge[].layer",
       .fallback = "\"\"",
       .meaning = {.zh = "该来源中的图层。", .en = "Layer of that source."},
       .example = "\"lowlands\""},
      {.path = "surge[].reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4490\""},
  };
}

std::vector<KeySpec> log_keys() {
  return {
      {.path = "log.source",
       .kind = Kind::file,
       .meaning =
           {.zh = "过去事项的表（CSV、GeoPackage 等）；有 [log] 则按其原样重放，不再抽取事项。",
            .en = "A table of past requests (CSV, GeoPackage…); with a [log] they are replayed as they happened and none are "
                  "drawn."},
       .example = "\"requests_2025.csv\""},
      {.path = "log.layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层。", .en = "Layer of that source."},
       .example = "\"requests\""},
      {.path = "log.encoding",
       .fallback = "\"auto\"",
       .meaning = {.zh = "文字编码。", .en = "Encoding of its texts."},
       .example = "\"GB18030\""},
      {.path = "log.reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4326\""},
      {.path = "log.opened",
       .fallback = "\"opened\"",
       .meaning = {.zh = "提出时刻的字段；可写 2026-11-23 08:15、2026/11/23 08:15:30、2026-11-23T08:15:30Z 等，按当地时间读。",
                   .en =
                       "Field of the time of order: 2026-11-23 08:15, 2026/11/23 08:15:30, 2026-11-23T08:15:30Z…, read as local "
                       "time."}},
      {.path = "log.kind", .fallback = "\"kind\"", .meaning = {.zh = "事项种类的字段。", .en = "Field of the kind."}},
      {.path = "log.building",
       .fallback = "\"\"",
       .meaning =
           {.zh = "建筑编号的字段；省略则按位置归入同一单元内最近的建筑。",
            .en = "Field of the building's id; where left out a request goes to the nearest building of the cell it lies in."},
       .example = "\"building\""},
      {.path = "log.kinds.*",
       .meaning = {.zh = "台账里的词对应哪种 [[request]]；未写的按原词。",
                   .en = "Which [[request]] a word of the log means; others keep their own word."},
       .example = "\"street light\""},
  };
}

}  // namespace

std::vector<KeySpec> demand_keys() {
  std::vector<KeySpec> all;
  for (auto section :
       {request_keys(), life_keys(), whistle_keys(), department_keys(), office_keys(), profile_keys(), surge_keys(), log_keys()})
    all.insert(all.end(), section.begin(), section.end());
  return all;
}

std::vector<KeySpec> simulation_keys() {
  return {
      {.path = "simulation.horizon",
       .kind = Kind::duration,
       .fallback = "\"28 d\"",
       .meaning = {.zh = "模拟多长时间，自周一零时起；取整周才与一年的频率一致。",
                   .en = "Simulated time, from midnight on a Monday; over whole weeks the rates of the year hold exactly."}},
      {.path = "simulation.warm_up",
       .kind = Kind::warm_up,
       .fallback = "\"0 d\"",
       .meaning =
           {.zh = "开头的预热段：照样模拟，但其间下单的事项不计入其后的指标，人员和席位的时间自其后算起，计划内工作只计其后开始的"
                  "轮次和时段；期末的状态"
                  "仍为全程的；“auto” 由第 0 次模拟按 "
                  "MSER-5 找出（取其后的整点），各次相同。须短于 horizon。",
            .en = "The start that is simulated and not counted, as nothing waits there yet: figures of requests, and hours of "
                  "responders and desks, are of the time after it, scheduled work of the turns and windows that begin after it; "
                  "what is open or waits at the end stays whole. \"auto\" finds it in replication 0 "
                  "by MSER-5, up to the next full hour, the same for all. Shorter than the horizon."},
       .example = "\"7 d\""},
      {.path = "simulation.start",
       .kind = Kind::date,
       .meaning = {.zh = "第一天的日期，须为周一；有季节、假日或按日期写的激增时需要。",
                   .en = "Date of the first day, a Monday; needed by seasons, holidays and surges told by their date."},
       .example = "2026-11-23"},
      {.path = "simulation.holidays",
       .kind = Kind::dates,
       .meaning = {.zh = "假日；各类事项按其 holiday 的权重和 weekend_hours 的时段。",
                   .en = "Holidays: on them a kind weighs its `holiday`, at its `weekend_hours`."},
       .example = "[2026-10-01, 2026-10-02]"},
      {.path = "simulation.replications",
       .kind = Kind::integer,
       .fallback = "10",
       .low = 1,
       .high = 100000,
       .meaning = {.zh = "重复模拟次数；或写成 { at_least, until, at_most }，达到精度即止。",
                   .en = "Number of replications; or { at_least, until, at_most }, to stop when a figure is known well enough."}},
      {.path = "simulation.replications.at_least",
       .kind = Kind::integer,
       .fallback = "10",
       .low = 2,
       .high = 100000,
       .meaning = {.zh = "至少多少次。", .en = "How many at least."}},
      {.path = "simulation.replications.until",
       .kind = Kind::until,
       .meaning =
           {.zh = "直到 95 % 区间的半宽不超过此值：response（承诺的响应时间的平均，可写 % 或时长）或 within target（目标内比例，"
                  "百分点）。相对精度 g 要求半宽 ≤ 平均 × g ÷（1 + g）。",
            .en = "Until the half-width of the 95 % interval is no more: of the `response` (mean of the promised one; in % or a "
                  "duration) or of the share `within target` (in percentage points). A relative g asks for a half-width of at "
                  "most mean × g/(1+g)."}},
      {.path = "simulation.replications.at_most",
       .kind = Kind::integer,
       .fallback = "400",
       .low = 2,
       .high = 100000,
       .meaning = {.zh = "最多多少次。", .en = "How many at most."}},
      {.path = "simulation.trace",
       .fallback = "\"first\"",
       .choices = {"none", "first", "all"},
       .meaning = {.zh = "运行文件夹的 events.trace 记下哪几次模拟的全部事件：不记、第一次或每一次；`wangge run --replay` "
                         "据它重算指标。",
                   .en = "Of which replications the file events.trace in the run folder keeps every event: none, the first, or "
                         "all; `wangge run --replay` computes the figures anew from it."}},
  };
}

}  // namespace wangge::scenarios
