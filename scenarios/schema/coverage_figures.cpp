#include "scenarios/schema/coverage_figures.h"

namespace wangge::scenarios {
namespace {

const std::string definition = "definition";

}  // namespace

std::vector<MetricSpec> coverage_figures() {
  return {
      {"coverage.minutes", {.zh = "静态响应圈的时限。", .en = "Limit of the static circle."}, "min", "", definition},
      {"coverage.households_share",
       {.zh = "从所属驻点出发、在时限内到得了的户数比例；计入大门和楼梯时间，不计排队。",
        .en = "Share of households that their post reaches within the limit, with gate and stairs, without queueing."},
       "0..1",
       "covered households / households",
       "maximal covering (Church, ReVelle 1974)"},
      {"coverage.residents_share",
       {.zh = "同上，按居民计。", .en = "The same by residents."},
       "0..1",
       "covered residents / residents",
       "maximal covering (Church, ReVelle 1974)"},
      {"coverage.by_grid", {.zh = "按网格的静态响应圈。", .en = "The static circle by grid."}, "", "", definition},
      {"coverage.by_grid[].minutes_mean",
       {.zh = "网格内按户数加权的平均到达时间。", .en = "Mean travel time over the households of the grid."},
       "min",
       "",
       definition},
      {"coverage.by_grid[].minutes_max",
       {.zh = "网格内最远一户的到达时间。", .en = "Travel time to the farthest household of the grid."},
       "min",
       "",
       definition},
      {"coverage.blind_spots",
       {.zh = "户数最多的盲点建筑（至多 20 个）：超时或不可达。",
        .en = "The 20 largest buildings beyond the limit or out of reach."},
       "",
       "",
       definition},
      {"coverage.rings",
       {.zh = "各时限内至少有一个驻点到得了的建筑、户和居民，不论由谁服务；地图上的圈就是它们的土地。",
        .en = "Buildings, households and residents that some post reaches within each limit, whoever serves them; the circles on "
              "the "
              "map are their land."},
       "",
       "",
       definition},
      {"coverage.rings[].households_share",
       {.zh = "上述户数占全部户数的比例。", .en = "These households as a share of all."},
       "0..1",
       "reached households / households",
       definition},
      {"coverage.by_post",
       {.zh = "每个驻点在时限内到得了的建筑、户和居民，不论由谁服务；驻点之间会重复计算。",
        .en = "Buildings, households and residents that each post reaches within the limit, whoever serves them; posts overlap."},
       "",
       "",
       definition},
      {"coverage.by_hour",
       {.zh = "按 travel.by_hour 的速度，一天各钟点在时限内有驻点到得了的建筑、户和居民。",
        .en = "Buildings, households and residents that some post reaches within the limit at each hour of the day, by the "
              "speeds of "
              "travel.by_hour."},
       "",
       "",
       definition},
      {"coverage.changes",
       {.zh = "封闭道路（对比全部开放）或另设驻点（对比 "
              "coverage.instead_of）后，时限内新到得了与不再到得了的建筑、户、居民和土地。",
        .en = "Buildings, households, residents and land that come within the limit or fall out of it where roads are closed "
              "(against "
              "all open), or posts stand elsewhere (against coverage.instead_of)."},
       "",
       "",
       definition},
      {"coverage.mode",
       {.zh = "静态响应圈所用的出行方式。", .en = "Mode that the static circle is drawn for."},
       "",
       "",
       definition},
      {"coverage.hour",
       {.zh = "静态响应圈所指的时刻；any 表示与时刻无关。",
        .en = "Hour that the static circle is drawn for; any: it does not depend on the hour."},
       "",
       "",
       definition},
      {"coverage.posts", {.zh = "驻点个数。", .en = "Number of posts."}, "", "", definition},
      {"coverage.post_kinds", {.zh = "计入的驻点种类。", .en = "Kinds of posts that count."}, "", "", definition},
      {"coverage.households", {.zh = "时限内到得了的户数。", .en = "Households within the limit."}, "", "", definition},
      {"coverage.residents", {.zh = "时限内到得了的居民数。", .en = "Residents within the limit."}, "", "", definition},
      {"coverage.by_grid[].households_share",
       {.zh = "网格内在时限内到得了的户数比例。", .en = "Share of the grid's households within the limit."},
       "0..1",
       "covered households / households",
       definition},
      {"coverage.by_grid[].residents_share", {.zh = "同上，按居民计。", .en = "The same by residents."}, "0..1", "", definition},
      {"coverage.by_area",
       {.zh = "各层级辖区在时限内到得了的比例。", .en = "Share within the limit of the areas of every level."},
       "0..1",
       "",
       definition},
  };
}

}  // namespace wangge::scenarios
