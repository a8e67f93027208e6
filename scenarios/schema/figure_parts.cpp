#include "scenarios/schema/figure_parts.h"

#include <algorithm>
#include <array>

namespace wangge::scenarios {
namespace {

struct PartText {
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};

constexpr auto part_texts = std::to_array<PartText>({
    {"value", "估计值（各次重复的均值）", "the estimate, a mean over replications"},
    {"mean", "均值", "the mean"},
    {"median", "中位数", "the median"},
    {"min", "最小值", "the least"},
    {"max", "最大值", "the most"},
    {"p50", "50 % 分位数：一半不超过它", "the 50 % quantile: half are no more than this"},
    {"p90", "90 % 分位数：十之九不超过它", "the 90 % quantile: nine in ten are no more than this"},
    {"p99", "99 % 分位数：百之九十九不超过它", "the 99 % quantile: 99 in 100 are no more than this"},
    {"p50_ci95", "50 % 分位数的 95 % 区间", "the 95 % interval of the 50 % quantile"},
    {"p90_ci95", "90 % 分位数的 95 % 区间", "the 95 % interval of the 90 % quantile"},
    {"p99_ci95", "99 % 分位数的 95 % 区间", "the 95 % interval of the 99 % quantile"},
    {"figure", "看哪个数", "the figure that is watched"},
    {"half_width", "要达到的半宽", "the half-width to reach"},
    {"relative", "半宽是否为均值的比例", "whether the half-width is a share of the mean"},
    {"at_least", "至少多少次", "how many at least"},
    {"at_most", "最多多少次", "how many at most"},
    {"reached", "是否达到", "whether it was reached"},
    {"ci95", "95 % 置信区间：下限与上限", "the 95 % interval: its low and its high end"},
    {"none", "沿线没有地物的部分", "the part along no feature"},
    {"lane", "沿小路的部分", "the part along lanes"},
    {"street", "沿街道的部分", "the part along streets"},
    {"arterial", "沿干道的部分", "the part along arterial roads"},
    {"river", "沿河流的部分", "the part along rivers"},
    {"railway", "沿铁路的部分", "the part along railways"},
    {"wall", "沿围墙的部分", "the part along walls"},
    {"walk", "步行", "on foot"},
    {"ebike", "电动自行车", "by e-bike"},
    {"car", "汽车", "by car"},
    {"resolved", "已办结", "resolved"},
    {"open", "期末未结", "open at the end"},
    {"unreachable", "不可达", "unreachable"},
    {"requests", "其事项数", "its requests"},
    {"response_mean", "其各次模拟全部事项的平均响应时间", "the mean response of its requests of all replications"},
    {"within_target_share", "其在时限内响应的比例", "its share answered within the target"},
    {"accept_mean", "其从下单到接单的平均时间", "its mean time from order to acceptance"},
    {"arrive_mean", "其从下单到上门的平均时间", "its mean time from order to the door"},
    {"resolve_mean", "其从下单到办结的平均时间", "its mean time from order to resolution"},
    {"answered", "到模拟结束时得到该响应的事项数（每次模拟平均）", "how many requests got it by the end, mean of a replication"},
    {"unanswered_share", "到模拟结束时未得到该响应的比例：不在这些时间之内",
     "the share that did not get it by the end, and is in none of these times"},
    {"accept_unanswered_share", "其到模拟结束时未接单的比例", "its share that nobody had accepted by the end"},
    {"arrive_unanswered_share", "其到模拟结束时未上门的比例", "its share that nobody had reached by the end"},
    {"resolve_unanswered_share", "其到模拟结束时未办结的比例", "its share that was not resolved at the end"},
    {"declined_share", "其派单被拒的比例", "its share of orders that were declined"},
    {"timed_out_share", "其派单超时未接的比例", "its share of orders that nobody answered in time"},
    {"interrupted_share", "其被更紧急的事项打断的比例", "its share that something more urgent interrupted"},
    {"handed_over_share", "其因缺技能而移交的比例", "its share handed over for want of a skill"},
    {"assisted_share", "其需要协助才办理的比例", "its share that took help"},
    {"council_share", "其经过议事的比例", "its share over which a council sat"},
    {"escalated_share", "其上报的比例", "its share that climbed to a level above"},
    {"reopened_share", "其重办的比例", "its share that was reopened"},
    {"rated_share", "其被评价的比例", "its share that was rated"},
    {"late_accept_share", "其错过接单时限的比例", "its share that missed the deadline to accept"},
    {"late_arrive_share", "其错过到场时限的比例", "its share that missed the deadline to arrive"},
    {"late_resolve_share", "其错过办结时限的比例", "its share that missed the deadline to resolve"},
    {"stars_mean", "其平均星级", "its mean number of stars"},
    {"unsettled", "各级都未解决", "given up by every level"},
    {"helped_share", "其由相邻网格人员办理的比例", "its share served by the responder of another grid"},
    {"requests_share", "其占全部事项的比例", "its share of all requests"},
    {"utilisation", "其人员忙碌的比例", "its busy share of shift time"},
    {"hour", "一天中的小时，0 至 23", "the hour of the day, 0 to 23"},
    {"from", "该档的下限", "the low end of the bin"},
    {"to", "该档的上限", "the high end of the bin"},
    {"share", "落在该档的比例", "the share that lies in the bin"},
    {"households", "其户数", "its households"},
    {"buildings", "其建筑数", "its buildings"},
    {"post", "驻点的名称", "the name of the post"},
    {"posts", "能出发的驻点个数", "how many posts one can set out from"},
    {"responder", "人员种类", "the kind of responder"},
    {"post_kind", "其驻点的种类", "the kind of its posts"},
    {"mode", "出行方式", "the mode of travel"},
    {"households_beyond", "到得了但超过时限的户数", "its households that are reached, but not within the limit"},
    {"households_unreachable", "没有路可到的户数", "its households that no way leads to"},
    {"gained", "新到得了的", "what comes within the limit"},
    {"lost", "不再到得了的", "what falls out of the limit"},
    {"area_m2", "其土地面积", "the area of its land"},
    {"cause", "起因", "what makes the difference"},
    {"residents", "其居民数", "its residents"},
    {"households_share", "其在时限内到得了的户数比例", "its share of households within the limit"},
    {"residents_share", "其在时限内到得了的居民比例", "its share of residents within the limit"},
    {"minutes", "到达所需的时间", "the time to get there"},
    {"minutes_mean", "平均到达时间", "the mean time to get there"},
    {"minutes_max", "最长到达时间", "the longest time to get there"},
    {"answered", "有响应的事项数", "the requests that were answered"},
    {"left_out_days", "切去的天数", "the days before the cut"},
    {"settled", "是否已平稳", "whether it settles"},
    {"mean_after", "切去之后的均值", "the mean after the cut"},
    {"length", "每批的事项数", "the requests of a batch"},
    {"correlation", "相邻批次的相关系数", "the correlation of neighbouring batches"},
    {"independent", "相邻批次是否可视为独立", "whether neighbouring batches pass for independent"},
    {"expected_requests", "应有的事项数", "the requests to be expected"},
    {"coefficient", "每多一件事项，均值变化多少", "by how much the mean changes with one more request"},
    {"variance_ratio", "方差缩小的倍数", "how many times smaller the variance is"},
    {"theory", "公式所得", "by formula"},
    {"simulated", "模拟所得", "simulated"},
    {"difference", "公式减模拟", "formula less simulation"},
    {"wait_probability", "无人有空、须等待的概率", "the chance that nobody is free and the request waits"},
    {"way_minutes", "从接单到上门的平均分钟数", "the mean minutes from acceptance to the door"},
    {"arrive_minutes", "从下单到上门的平均分钟数", "the mean minutes from order to the door"},
    {"exact", "是否精确求解（名单有尽、列有几人时，其队列总是近似）",
     "whether it was solved exactly; false also where lists end and name several, as their lines are approximate"},
    {"mean_load", "是否对班次相同的各小时取平均到达率", "whether one mean load stands for all hours with the same shifts"},
    {"count", "个数", "how many there are"},
    {"rule", "规则的编号或名称", "the rule, by number or name"},
    {"excused", "是否有算术理由", "whether arithmetic excuses it"},
    {"reason", "理由", "the reason"},
    {"target_minutes", "目标时限", "the limit of the target"},
    {"name", "名称", "the name"},
    {"title", "标题", "the title"},
    {"date", "日期", "the date"},
    {"target", "目标", "the target"},
    {"code", "编码", "the code"},
    {"grid", "网格的编码", "the grid's code"},
    {"building", "建筑在来源中的编号", "the building's id in the source"},
    {"kind", "种类", "the kind"},
    {"level", "层级", "the level"},
    {"path", "文件路径", "the file's path"},
    {"sha256", "SHA-256 校验值", "the SHA-256 digest"},
});

const PartText* part_text(std::string_view name) {
  const auto found =
      std::find_if(part_texts.begin(), part_texts.end(), [name](const PartText& part) { return part.name == name; });
  return found == part_texts.end() ? nullptr : &*found;
}

/// The registered figure with the longest path that is `plain` or above it.
const MetricSpec* nearest_above(std::string_view plain) {
  const MetricSpec* best = nullptr;
  std::size_t longest = 0;
  for (const MetricSpec& spec : metrics()) {
    const std::string own = without_brackets(spec.path);
    const bool above = plain.starts_with(own) && (plain.size() == own.size() || plain[own.size()] == '.');
    if (!above || own.size() <= longest) continue;
    longest = own.size();
    best = &spec;
  }
  return best;
}

constexpr std::string_view within_shift = "simulation.within_shift.";

/// "simulation.within_shift.requests.mean" is told as "simulation.requests.mean" is.
std::string over_all_requests(std::string_view plain) {
  if (!plain.starts_with(within_shift)) return std::string(plain);
  return "simulation." + std::string(plain.substr(within_shift.size()));
}

std::string last_word(std::string_view plain) { return std::string(plain.substr(plain.rfind('.') + 1)); }

}  // namespace

std::string without_brackets(std::string_view path) {
  std::string plain;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool index = path[i] == '[';
    if (!index) plain += path[i];
    while (index && i + 1 < path.size() && path[i] != ']') ++i;
  }
  return plain;
}

std::string unit_of_figure(std::string_view path) {
  const std::string plain = over_all_requests(without_brackets(path));
  const std::string last = last_word(plain);
  if (last == "from" || last == "to" || last == "response_mean" || last.starts_with("minutes")) return "min";
  if (last.ends_with("_minutes")) return "min";
  if (last == "accept_mean" || last == "arrive_mean" || last == "resolve_mean") return "min";
  if (last == "coefficient" || last == "variance_ratio") return {};
  if (last == "stars_mean") return "1..5";
  if (last == "answered") return {};
  if (last == "share" || last.ends_with("_share") || last == "utilisation" || last == "wait_probability") return "0..1";
  const MetricSpec* best = nearest_above(plain);
  return best == nullptr ? std::string() : best->unit;
}

std::optional<FigurePart> figure_part(std::string_view path) {
  const std::string plain = without_brackets(path);
  const MetricSpec* figure = nearest_above(plain);
  const PartText* part = part_text(last_word(plain));
  if (figure == nullptr || part == nullptr) return std::nullopt;
  const std::string all = over_all_requests(plain);
  return FigurePart{.figure = figure,
                    .twin = all != plain ? nearest_above(all) : nullptr,
                    .meaning = {.zh = std::string(part->zh), .en = std::string(part->en)},
                    .unit = unit_of_figure(plain)};
}

}  // namespace wangge::scenarios
