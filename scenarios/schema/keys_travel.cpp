#include "engine/network/road_class.h"
#include "scenarios/schema/keys.h"

#include <fmt/format.h>

#include <array>

/// Roads and travel.
namespace wangge::scenarios {
namespace {

const core::Text assumed = {.zh = "假定", .en = "assumed"};

struct ModeSpeeds {
  network::Mode mode;
  core::Text who;
  /// km/h from footway to motorway, in the order of network::LineClass; 0: closed to the mode.
  std::array<std::string_view, 10> speeds;
};

/// Means over a trip, with stops; no source gives them for all classes.
const std::array<ModeSpeeds, network::mode_count> mode_speeds = {{
    {network::Mode::walk, {.zh = "步行", .en = "walking"}, {"4.5", "2", "4.5", "4.5", "4.5", "4.5", "4.5", "4.5", "4.5", "0"}},
    {network::Mode::ebike, {.zh = "电动自行车", .en = "e-bike"}, {"8", "0", "16", "12", "12", "15", "18", "18", "18", "0"}},
    {network::Mode::car, {.zh = "汽车", .en = "car"}, {"0", "0", "0", "12", "15", "25", "35", "40", "45", "90"}},
}};

std::vector<KeySpec> barrier_keys() {
  return {
      {.path = "barrier[].source",
       .kind = Kind::file,
       .required = true,
       .meaning = {.zh = "分隔用地的线（铁路、水系）的来源：任何线图层。OpenStreetMap 道路来源自带，不必写。",
                   .en = "Source of lines that divide land (railways, waterways): any line layer. Roads from OpenStreetMap bring "
                         "their own."},
       .example = "\"town.gpkg\""},
      {.path = "barrier[].layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层；只有一个图层时可省。",
                   .en = "Layer of the source; may be left out when there is only one."},
       .example = "\"railways\""},
      {.path = "barrier[].encoding",
       .fallback = "\"auto\"",
       .meaning = {.zh = "文字编码；“auto” 按文件自述。", .en = "Encoding of its texts; \"auto\" takes what the file says."}},
      {.path = "barrier[].reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4490\""},
      {.path = "barrier[].class",
       .fallback = "\"\"",
       .meaning = {.zh = "类别字段：rail、river、canal、stream 等词。",
                   .en = "Field of the class: words such as rail, river, canal, stream."},
       .example = "\"class\""},
      {.path = "barrier[].label", .fallback = "\"name\"", .meaning = {.zh = "名称字段。", .en = "Field of the name."}},
      {.path = "water.source",
       .kind = Kind::file,
       .meaning = {.zh = "水面的来源：任何面图层。OpenStreetMap 道路来源自带，不必写。",
                   .en = "Source of water: any polygon layer. Roads from OpenStreetMap bring their own."},
       .example = "\"town.gpkg\""},
      {.path = "water.layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层；只有一个图层时可省。",
                   .en = "Layer of the source; may be left out when there is only one."},
       .example = "\"water\""},
      {.path = "water.encoding",
       .fallback = "\"auto\"",
       .meaning = {.zh = "文字编码；“auto” 按文件自述。", .en = "Encoding of its texts; \"auto\" takes what the file says."}},
      {.path = "water.reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4490\""},
  };
}

std::vector<KeySpec> road_keys() {
  return {
      {.path = "roads.source",
       .kind = Kind::file,
       .required = true,
       .meaning = {.zh = "道路的来源：OpenStreetMap 提取文件，或任何线图层。",
                   .en = "Source of the roads: an OpenStreetMap extract or any line layer."},
       .example = "\"region.osm.pbf\""},
      {.path = "roads.layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层；只有一个图层时可省。",
                   .en = "Layer of the source; may be left out when there is only one."},
       .example = "\"roads\""},
      {.path = "roads.encoding",
       .fallback = "\"auto\"",
       .meaning = {.zh = "文字编码；“auto” 按文件自述。", .en = "Encoding of its texts; \"auto\" takes what the file says."}},
      {.path = "roads.reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4490\""},
      {.path = "roads.class.field",
       .fallback = "\"\"",
       .meaning = {.zh = "线图层的道路等级字段；不写则所有线都按居住区道路处理。",
                   .en = "Field of the road's class, for line layers; left out: all lines are residential roads."},
       .example = "\"grade\""},
      {.path = "roads.oneway",
       .fallback = "\"\"",
       .meaning = {.zh = "线图层的单行字段：yes、1、FT、单行为顺画线方向，-1、TF、逆向为逆画线方向，no、0、B、双向或空为双向。",
                   .en =
                       "Field that says one-way, for line layers: yes, 1, FT are along the line, -1, TF against it, no, 0, B or "
                       "nothing both ways."},
       .example = "\"oneway\""},
      {.path = "roads.oneway_forward",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "单行字段中表示顺画线方向的词，先于通常的词。",
                   .en = "Words of the one-way field that mean along the line; they go before the usual ones."},
       .example = "[\"2\"]"},
      {.path = "roads.oneway_backward",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "单行字段中表示逆画线方向的词。", .en = "Words of the one-way field that mean against the line."},
       .example = "[\"3\"]"},
      {.path = "roads.oneway_both",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "单行字段中表示双向的词。", .en = "Words of the one-way field that mean both ways."},
       .example = "[\"1\"]"},
      {.path = "roads.crossings",
       .fallback = "\"report\"",
       .choices = {"report", "join"},
       .meaning =
           {.zh = "线图层中同层交叉而无公共点的道路：report 只报告、互不相通；join 接成路口（桥、隧道按 bridge、tunnel、layer "
                  "字段分层）。",
            .en = "Roads of a line layer that cross on one level without a common point: report says where, and they do not "
                  "connect; join makes them junctions (columns bridge, tunnel and layer tell the levels)."},
       .example = "\"join\""},
      {.path = "roads.snap",
       .kind = Kind::length,
       .fallback = "\"0 m\"",
       .meaning = {.zh = "线图层的端点离另一条线不超过这个距离时接上；0 则只报告一米以内的。",
                   .en = "Ends of lines of a layer this near to another line are drawn to it; 0: those within a metre are only "
                         "reported."},
       .example = "\"0.5 m\""},
      {.path = "roads.barriers.layer",
       .fallback = "\"\"",
       .meaning = {.zh = "道路图层旁的门、柱、栏点图层；OpenStreetMap 道路自带，不必写。",
                   .en =
                       "Layer of gates, bollards and bars beside a layer of roads: points; roads from OpenStreetMap bring their "
                       "own."},
       .example = "\"gates\""},
      {.path = "roads.barriers.source",
       .kind = Kind::file,
       .meaning = {.zh = "该点图层的来源；不写则与 roads.source 相同。",
                   .en = "Source of that layer; left out: that of the roads."},
       .example = "\"gates.gpkg\""},
      {.path = "roads.barriers.class",
       .fallback = "\"\"",
       .meaning =
           {.zh =
                "其种类字段（gate、bollard、stile 等，同 OpenStreetMap 的 barrier）；不写则取字段 barrier，没有该字段则都是门。",
            .en = "Its field of kinds, in the words of OpenStreetMap's barrier (gate, bollard, stile…); left out: the field "
                  "barrier, or where there is none all are gates."},
       .example = "\"kind\""},
      {.path = "roads.walls.layer",
       .fallback = "\"\"",
       .meaning = {.zh = "围墙、栅栏的线图层：从门到道路不得越墙，只能走大门。写了则取代 OpenStreetMap 中的围墙。",
                   .en =
                       "Layer of walls and fences, lines: between a door and its road nobody goes over them but through a gate. "
                       "Takes the place of OpenStreetMap's."},
       .example = "\"barriers\""},
      {.path = "roads.walls.source",
       .kind = Kind::file,
       .meaning = {.zh = "该线图层的来源；不写则与 roads.source 相同。",
                   .en = "Source of that layer; left out: that of the roads."},
       .example = "\"walls.gpkg\""},
      {.path = "roads.label", .fallback = "\"name\"", .meaning = {.zh = "道路名称字段。", .en = "Field of the road's name."}},
      {.path = "roads.closed",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning =
           {.zh = "封闭的道路，按来源编号：OpenStreetMap 写 way/123456；图层写图层名和要素号（QGIS 的 $id），如 roads/17。",
            .en = "Closed roads, by the source's id: way/123456 of OpenStreetMap; of a layer its name and the feature's number "
                  "($id in QGIS), such as roads/17."},
       .example = "[\"way/123456\"]"},
      {.path = "roads.elevation",
       .kind = Kind::file,
       .meaning = {.zh = "高程栅格（米），GDAL 能读的任何格式，须自带坐标系：道路的坡度改变步行与电动自行车的速度，上下坡各算。"
                         "不写则按平路计。",
                   .en =
                       "Raster of heights in metres, of any kind that GDAL reads, with its own reference system: slopes of roads "
                       "change the speeds on foot and by e-bike, each direction by itself. Left out: roads are level."},
       .example = "\"dem.tif\""},
  };
}

std::vector<KeySpec> by_hour_keys() {
  std::vector<KeySpec> all;
  for (const ModeSpeeds& mode : mode_speeds) {
    all.push_back(
        {.path = fmt::format("travel.by_hour.{}", network::name(mode.mode)),
         .kind = Kind::hours,
         .meaning = {.zh =
                         fmt::format("{}一天 24 小时的速度系数（1 为 [travel] 的速度，0.6 为其六成），或曲线名；不写则全天相同。",
                                     mode.who.zh),
                     .en = fmt::format("Speed of {} by hour of the day, as a factor of the speeds in [travel] (0.6: six "
                                       "tenths of them), or the name of a profile; left out: the same all day.",
                                       mode.who.en)},
         .example = "[1, 1, 1, 1, 1, 1, 0.9, 0.6, 0.6, 0.8, 0.9, 0.9, 0.8, 0.9, 0.9, 0.9, 0.8, 0.6, 0.6, 0.8, 0.9, 1, 1, 1]"});
  }
  return all;
}

std::vector<KeySpec> coverage_keys() {
  return {
      {.path = "coverage.rings",
       .kind = Kind::texts,
       .fallback = "[\"5 min\", \"10 min\", \"15 min\", \"20 min\"]",
       .meaning = {.zh = "全部驻点合起来的响应圈画到哪些时限；target 的时限总在其中。",
                   .en = "Limits to which the circle of all posts together is drawn; that of `target` is always among them."},
       .example = "[\"5 min\", \"15 min\"]"},
      {.path = "coverage.rings_of_posts",
       .kind = Kind::flag,
       .fallback = "false",
       .meaning = {.zh = "每个驻点也画出所有时限的环，而不只是 target 的圈；驻点多时文件会变大。",
                   .en = "Draw all rings of each post too, not only its circle of `target`; with many posts the file grows."}},
      {.path = "coverage.hour",
       .kind = Kind::integer,
       .low = 0,
       .high = 23,
       .meaning =
           {.zh = "驻点与响应圈按哪个钟点的速度（travel.by_hour）计算路程；不写则用 [travel] 原速。模拟逐程按出发的钟点取速度。",
            .en = "Hour of the day whose speeds (travel.by_hour) posts and circles are reckoned with; left out: those of "
                  "[travel] as they are. The simulation takes for each way the hour in which it begins."},
       .example = "8"},
      {.path = "coverage.day",
       .fallback = "\"workday\"",
       .choices = {"workday", "saturday", "sunday", "holiday"},
       .meaning =
           {.zh = "道路的分时段规定（…:conditional、hour_"
                  "on）按哪一种日子：普通工作日、周六、周日或公休假日；驻点、响应圈、coverage.by_"
                  "hour 和模拟都照此。转向限制和单行的分时段规定还须 coverage.hour，coverage.by_hour 则按各钟点，模拟全天用 "
                  "coverage.hour 的。",
            .en = "Kind of day whose conditional rules of roads (...:conditional, hour_on) hold, for posts, circles, "
                  "coverage.by_hour and the simulation alike: an ordinary workday, a Saturday, a Sunday or a public "
                  "holiday. Those of turns and one-way roads hold at coverage.hour; coverage.by_hour takes each hour's own, the "
                  "simulation those of coverage.hour all day."}},
      {.path = "coverage.by_responder",
       .kind = Kind::flag,
       .fallback = "false",
       .meaning = {.zh = "为每一类人员（[[responder]]）各画响应圈：按其出行方式，从其驻点出发；否则只画第一类的。",
                   .en = "Draw the circles of every kind of responder, by its mode and from its posts; otherwise those of the "
                         "first alone."}},
      {.path = "coverage.effective",
       .kind = Kind::texts,
       .fallback = "[\"50 %\", \"75 %\", \"90 %\"]",
       .meaning = {.zh = "有效响应圈（人员可能正忙时及时赶到的概率）画到哪些概率；须有模拟和当班人员。",
                   .en = "Probabilities of being in time, with workers who may be busy, to which the effective circle is drawn; "
                         "needs a simulation with workers on duty."},
       .example = "[\"80 %\", \"95 %\"]"},
      {.path = "coverage.instead_of",
       .meaning =
           {.zh = "与哪一类驻点比较：响应人员的驻点取代这一类驻点后，哪些户新到得了，哪些户不再到得了。",
            .en = "Kind of posts to hold the responders' posts against: which households are gained and which are lost where "
                  "these stand instead of those."},
       .example = "\"old station\""},
  };
}

std::vector<KeySpec> class_word_keys() {
  std::vector<KeySpec> all;
  for (std::size_t i = 0; i < network::line_class_count; ++i) {
    const std::string word(network::name(static_cast<network::LineClass>(i)));
    all.push_back({.path = "roads.class." + word,
                   .kind = Kind::texts,
                   .fallback = "[]",
                   .meaning = {.zh = fmt::format("来源中哪些词表示等级 {}。", word),
                               .en = fmt::format("Words of the source that mean the class {}.", word)},
                   .example = "[\"二级\"]"});
  }
  return all;
}

std::vector<KeySpec> speed_keys() {
  std::vector<KeySpec> all;
  for (const ModeSpeeds& mode : mode_speeds) {
    const std::string table = fmt::format("travel.{}", network::name(mode.mode));
    all.push_back({.path = table,
                   .kind = Kind::speed,
                   .meaning = {.zh = mode.who.zh + "在其可用的各级道路上的同一速度；需要区分时改写成表。",
                               .en = "One speed of " + mode.who.en +
                                     " on every class of road that it may use; write a table to tell them apart."}});
    for (std::size_t i = 0; i < mode.speeds.size(); ++i) {
      const std::string word(network::name(static_cast<network::LineClass>(i)));
      all.push_back({.path = table + "." + word,
                     .kind = Kind::speed,
                     .fallback = fmt::format("\"{} km/h\"", mode.speeds[i]),
                     .fallback_source = assumed,
                     .meaning = {.zh = fmt::format("{}在 {} 上的速度；“0 km/h” 表示不可用。", mode.who.zh, word),
                                 .en = fmt::format("Speed of {} on {}; \"0 km/h\" closes it.", mode.who.en, word)}});
    }
  }
  return all;
}

}  // namespace

std::vector<KeySpec> travel_keys() {
  std::vector<KeySpec> all = road_keys();
  for (auto section : {class_word_keys(), barrier_keys(), speed_keys()}) all.insert(all.end(), section.begin(), section.end());
  all.push_back({.path = "travel.access_limit",
                 .kind = Kind::length,
                 .fallback = "\"300 m\"",
                 .fallback_source = assumed,
                 .meaning = {.zh = "离最近道路超过这个距离的建筑视为不可达；到道路的直线不得穿过水面、铁路或围墙。",
                             .en = "A building farther than this from any road counts as unreachable; the straight way to the "
                                   "road crosses no water, railway or wall."}});
  all.push_back({.path = "travel.gate",
                 .kind = Kind::duration,
                 .fallback = "\"0 s\"",
                 .fallback_source = assumed,
                 .meaning = {.zh = "在大门口耗费的时间。", .en = "Time spent at the gate."},
                 .example = "\"30 s\""});
  all.push_back(
      {.path = "travel.stairs",
       .kind = Kind::per_floor,
       .fallback = "\"12 s per floor\"",
       .fallback_source = assumed,
       .meaning = {.zh = "上楼时间，按到达楼层的平均数计。", .en = "Time to climb, over the mean number of floors to a door."}});
  all.push_back(
      {.path = "travel.ferry_wait",
       .kind = Kind::duration,
       .fallback = "\"5 min\"",
       .fallback_source = assumed,
       .meaning = {.zh = "候船时间，加在轮渡的航行时间上。", .en = "Wait for a ferry, added to the time of its crossing."}});
  for (auto section : {by_hour_keys(), coverage_keys()}) all.insert(all.end(), section.begin(), section.end());
  return all;
}

}  // namespace wangge::scenarios
