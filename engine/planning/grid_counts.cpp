#include "engine/planning/grid_counts.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

/// Quotas that differ from a whole number by rounding alone are that number.
constexpr double rounding = 1e-9;

double put_into(const GridShare& land, double quota) {
  return std::clamp(quota, static_cast<double>(land.least), static_cast<double>(land.most));
}

/// Work as quotas count it: above zero, so that every land with room takes part at last.
std::vector<double> weights_of(std::span<const GridShare> lands) {
  double sum = 0;
  for (const GridShare& land : lands) sum += land.work;
  const double floor = sum > 0 ? 1e-9 * sum / static_cast<double>(lands.size()) : 1.0;
  std::vector<double> weights;
  for (const GridShare& land : lands) weights.push_back(std::max(land.work, floor));
  return weights;
}

/// The factor with which quotas add up to the total, which the ranges allow: between two of the values at which a land leaves its
/// least or reaches its most the sum is a straight line.
double factor_of(std::span<const GridShare> lands, const std::vector<double>& weights, std::int64_t total) {
  const auto sum_at = [&](double factor) {
    double sum = 0;
    for (std::size_t i = 0; i < lands.size(); ++i) sum += put_into(lands[i], factor * weights[i]);
    return sum;
  };
  std::vector<double> bends{0};
  for (std::size_t i = 0; i < lands.size(); ++i) {
    bends.push_back(static_cast<double>(lands[i].least) / weights[i]);
    bends.push_back(static_cast<double>(lands[i].most) / weights[i]);
  }
  std::sort(bends.begin(), bends.end());
  const auto wanted = static_cast<double>(total);
  const auto above = std::partition_point(bends.begin(), bends.end(), [&](double factor) { return sum_at(factor) < wanted; });
  if (above == bends.begin()) return bends.front();
  if (above == bends.end()) return bends.back();
  const double low = *(above - 1);
  const double at_low = sum_at(low);
  const double at_high = sum_at(*above);
  return at_high > at_low ? low + (*above - low) * (wanted - at_low) / (at_high - at_low) : *above;
}

}  // namespace

std::optional<std::vector<std::int64_t>> share_grids(std::span<const GridShare> lands, std::int64_t total) {
  std::int64_t least = 0;
  std::int64_t most = 0;
  for (const GridShare& land : lands) {
    least += land.least;
    most += land.most;
  }
  if (total < least || total > most) return std::nullopt;
  const std::vector<double> weights = weights_of(lands);
  const double factor = factor_of(lands, weights, total);
  std::vector<std::int64_t> shares;
  std::vector<std::pair<double, std::size_t>> rests;
  for (std::size_t i = 0; i < lands.size(); ++i) {
    const double quota = put_into(lands[i], factor * weights[i]);
    shares.push_back(static_cast<std::int64_t>(std::floor(quota + rounding)));
    rests.emplace_back(static_cast<double>(shares.back()) - quota, i);
  }
  std::sort(rests.begin(), rests.end());
  std::int64_t missing = total - std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
  while (missing != 0) {
    const std::int64_t step = missing > 0 ? 1 : -1;
    for (std::size_t k = 0; k < rests.size() && missing != 0; ++k) {
      const std::size_t i = step > 0 ? rests[k].second : rests[rests.size() - 1 - k].second;
      const std::int64_t next = shares[i] + step;
      if (next < lands[i].least || next > lands[i].most) continue;
      shares[i] = next;
      missing -= step;
    }
  }
  return shares;
}

namespace {

struct Giants {
  std::int64_t grids = 0;   ///< filled by a cell over the maximum
  std::int64_t others = 0;  ///< size of the rest
};

Giants giants_of(const SearchGraph& graph) {
  Giants found;
  for (const SearchGraph::NodeRow& node : graph.nodes) {
    found.grids += node.giants > 0 ? 1 : 0;
    found.others += node.giants > 0 ? 0 : node.size;
  }
  return found;
}

}  // namespace

std::vector<std::int64_t> counts_by_size(const SearchGraph& graph, const SizeRange& range) {
  const Giants giants = giants_of(graph);
  if (giants.grids == 0) return range.counts(graph.total);
  if (giants.others < range.least) return {giants.grids};
  std::vector<std::int64_t> counts = range.counts(giants.others);
  for (std::int64_t& count : counts) count += giants.grids;
  return counts;
}

CountRange possible_counts(const SearchGraph& graph, const SizeRange& range) {
  const Giants giants = giants_of(graph);
  const std::int64_t size = giants.grids == 0 ? graph.total : giants.others;
  const auto nodes = static_cast<std::int64_t>(graph.size());
  CountRange found{giants.grids, giants.grids};
  if (giants.grids == 0 || size >= range.least) {
    const std::vector<std::int64_t> best = range.counts(size);
    const auto [low, high] = std::minmax_element(best.begin(), best.end());
    found = {giants.grids + *low, giants.grids + *high};
    if (range.fits(size)) {
      found.least = giants.grids + std::max<std::int64_t>(1, (size + range.most - 1) / range.most);
      found.most = range.least > 0 ? giants.grids + size / range.least : nodes;
    }
  }
  found.least = std::clamp<std::int64_t>(found.least, 1, nodes);
  found.most = std::clamp<std::int64_t>(found.most, found.least, nodes);
  return found;
}

namespace {

/// The lands of one area, with the numbers that they may have together.
struct CountedArea {
  std::size_t begin = 0;
  std::size_t end = 0;
  GridShare share{};  ///< grids that are there beforehand left out
  std::int64_t usual = 0;
  bool wished = false;  ///< the planner gives a number
};

GridShare whole(std::span<const CountedLand> lands, bool beyond_sizes) {
  GridShare sum{.work = 0, .least = 0, .most = 0};
  for (const CountedLand& land : lands) {
    sum.work += land.work;
    sum.least += beyond_sizes ? 1 : land.possible.least;
    sum.most += beyond_sizes ? land.most : land.possible.most;
  }
  return sum;
}

CountedArea area_of(std::span<const CountedLand> lands, std::size_t begin, std::size_t end, std::int64_t standing,
                    const CountWishes& wishes) {
  CountedArea made{.begin = begin, .end = end};
  const std::span<const CountedLand> own = lands.subspan(begin, end - begin);
  made.share = whole(own, false);
  for (const CountedLand& land : own) made.usual += land.usual;
  const AreaId area = own.front().area;
  if (wishes.of_area.empty() || !wishes.of_area[area]) return made;
  made.wished = true;
  const std::int64_t least = std::max(made.share.least, wishes.of_area[area]->least - standing);
  const std::int64_t most = std::min(made.share.most, wishes.of_area[area]->most - standing);
  if (least <= most) {
    made.share.least = least;
    made.share.most = most;
  } else {  // Not by sizes: the given number that is nearest to them, as far as the lands can be parted.
    const GridShare any = whole(own, true);
    const std::int64_t wanted = least > made.share.most ? wishes.of_area[area]->least : wishes.of_area[area]->most;
    made.share.least = made.share.most = std::clamp(wanted - standing, any.least, any.most);
  }
  made.usual = std::clamp(made.usual, made.share.least, made.share.most);
  return made;
}

[[noreturn]] void impossible_total(const TotalCount& total, std::int64_t least, std::int64_t most, std::size_t areas,
                                   std::int64_t standing, const SizeRange& range) {
  const std::string wanted = total.range.least == total.range.most ? fmt::format("{}", total.range.least)
                                                                   : fmt::format("{}-{}", total.range.least, total.range.most);
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{}：{} 个网格办不到；{} 个辖区按每网格 {} {}及 planning.count 中的个数，可分 {} 至 {} 个{}", total.key,
                         wanted, areas, range.ends(), range.unit().zh, least, most,
                         standing > 0 ? fmt::format("（含固定的 {} 个）", standing) : ""),
       .en = fmt::format("{}: there can be no {} grids; {} area{} with {} {} a grid and the numbers of planning.count can have "
                         "{} to {}{}",
                         total.key, wanted, areas, areas == 1 ? "" : "s", range.ends(), range.unit().en, least, most,
                         standing > 0 ? fmt::format(" (among them {} that stand beforehand)", standing) : "")});
}

/// What the areas get together, by their ranges and the wish.
std::int64_t whole_number(const std::vector<CountedArea>& areas, std::int64_t standing, const TotalCount& total,
                          const SizeRange& range) {
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::int64_t usual = 0;
  for (const CountedArea& area : areas) {
    least += area.share.least;
    most += area.share.most;
    usual += std::clamp(area.usual, area.share.least, area.share.most);
  }
  const std::int64_t low = std::max(least, total.range.least - standing);
  const std::int64_t high = std::min(most, total.range.most - standing);
  if (low > high) impossible_total(total, least + standing, most + standing, areas.size(), standing, range);
  return std::clamp(usual, low, high);
}

}  // namespace

std::vector<std::optional<std::int64_t>> wished_counts(std::span<const CountedLand> lands,
                                                       const core::Column<AreaId, std::int64_t>& standing,
                                                       const CountWishes& wishes, const SizeRange& range) {
  std::vector<std::optional<std::int64_t>> counts(lands.size());
  if (!wishes.total && wishes.of_area.empty()) return counts;
  std::vector<CountedArea> areas;
  for (std::size_t begin = 0; begin < lands.size();) {
    std::size_t end = begin;
    while (end < lands.size() && lands[end].area == lands[begin].area) ++end;
    areas.push_back(area_of(lands, begin, end, standing[lands[begin].area], wishes));
    begin = end;
  }
  std::vector<std::int64_t> of_areas;
  for (const CountedArea& area : areas) of_areas.push_back(area.usual);
  if (wishes.total) {
    const std::int64_t before = std::accumulate(standing.begin(), standing.end(), std::int64_t{0});
    std::vector<GridShare> shares;
    for (const CountedArea& area : areas) shares.push_back(area.share);
    of_areas = *share_grids(shares, whole_number(areas, before, *wishes.total, range));
  }
  for (std::size_t k = 0; k < areas.size(); ++k) {
    const CountedArea& area = areas[k];
    if (!wishes.total && !area.wished) continue;
    std::vector<GridShare> shares;
    for (std::size_t i = area.begin; i < area.end; ++i)
      shares.push_back({.work = lands[i].work, .least = lands[i].possible.least, .most = lands[i].possible.most});
    auto found = share_grids(shares, of_areas[k]);
    if (!found) {
      for (std::size_t i = area.begin; i < area.end; ++i) {
        shares[i - area.begin].least = 1;
        shares[i - area.begin].most = lands[i].most;
      }
      found = share_grids(shares, of_areas[k]);
    }
    for (std::size_t i = area.begin; found && i < area.end; ++i) counts[i] = (*found)[i - area.begin];
  }
  return counts;
}

}  // namespace wangge::planning
