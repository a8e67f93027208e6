#include "engine/core/error.h"
#include "engine/siting/location/capacitated.h"
#include "engine/siting/location/centre_money.h"
#include "engine/siting/location/median.h"
#include "engine/siting/location/nested.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

namespace wangge::siting {
namespace {

[[noreturn]] void refuse(core::Text text) { throw core::Error(core::ErrorCode::input, std::move(text)); }

/// The levels from the top down, the purse and what is taken so far.
class Descent {
 public:
  Descent(const LevelsTask& asked, const SitingLimits& limits)
      : asked_(asked),
        limits_(limits),
        task_(asked.task),
        levels_(asked.levels),
        paid_(task_.sites.size(), 0),
        further_(task_.sites.size(), asked.for_further.empty() ? 1 : 0),
        capacities_(std::any_of(task_.sites.begin(), task_.sites.end(),
                                [](const Candidate& site) { return site.capacity.has_value(); })) {
    task_.most_sites.reset();
    check_task(task_);
    for (const SiteId site : asked.for_further) further_[site.value()] = 1;
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (task_.sites[site].fixed) pay(site);
    }
    if (capacities_) levels_.back() = roomy(levels_.back());
  }

  LevelsAnswer run() {
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      if (level + 1 == levels_.size()) above_ = spent_;
      std::vector<SitingAnswer> answers = task_.budget ? afford(level) : solve_centres(task_, levels_[level], limits_);
      for (const SitingAnswer& answer : answers) {
        for (const SiteId site : answer.sites) pay(site);
      }
      answer_.centres.push_back(std::move(answers));
    }
    fill_up();
    return std::move(answer_);
  }

 private:
  void pay(SiteId site) {
    if (std::exchange(paid_[site.value()], 1) == 0) spent_ += task_.sites[site].cost;
  }

  [[nodiscard]] std::size_t most_further() const { return asked_.further.value_or(task_.budget ? task_.sites.size() : 0); }

  /// Weight of each area's demand.
  [[nodiscard]] std::vector<double> demand_of(const CentreLevel& level) const {
    std::vector<double> demand(level.areas, 0);
    for (const DemandId point : core::ids<DemandId>(task_.weights.size())) {
      if (level.demand_area[point].valid()) demand[level.demand_area[point].value()] += task_.weights[point];
    }
    return demand;
  }

  /// Capacities of the sites that may serve an area, the largest first, without one of them.
  [[nodiscard]] std::vector<double> rooms(const CentreLevel& level, std::size_t area, SiteId without) const {
    std::vector<double> rooms;
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (site == without || level.site_area[site] != QuarterId(area) || further_[site.value()] == 0 || !allowed(task_, site))
        continue;
      rooms.push_back(task_.sites[site].capacity.value_or(no_way));
    }
    std::sort(rooms.begin(), rooms.end(), std::greater<>());
    return rooms;
  }

  /// How many further sites an area takes at least beside a centre; nothing where all together have too little room.
  [[nodiscard]] std::optional<std::size_t> further_beside(const CentreLevel& level, std::size_t area, SiteId centre,
                                                          double demand) const {
    double room = centre.valid() ? task_.sites[centre].capacity.value_or(no_way) : 0;
    std::size_t count = 0;
    for (const double other : rooms(level, area, centre)) {
      if (room >= demand) break;
      room += other;
      ++count;
    }
    return room >= demand ? std::optional(count) : std::nullopt;
  }

  /// The lowest level with those candidates only that leave room for their area's demand.
  [[nodiscard]] CentreLevel roomy(const CentreLevel& level) const {
    CentreLevel kept = level;
    kept.sites.clear();
    std::vector<char> offered(task_.sites.size(), level.sites.empty() ? 1 : 0);
    for (const SiteId site : level.sites) offered[site.value()] = 1;
    const std::vector<double> demand = demand_of(level);
    std::vector<std::optional<std::size_t>> least(level.areas);
    std::vector<char> any(level.areas, 0);
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      const QuarterId area = level.site_area[site];
      if (!area.valid() || offered[site.value()] == 0 || !allowed(task_, site)) continue;
      any[area.value()] = 1;
      const std::optional<std::size_t> further = further_beside(level, area.value(), site, demand[area.value()]);
      if (!further || *further > most_further()) continue;
      kept.sites.push_back(site);
      std::optional<std::size_t>& fewest = least[area.value()];
      fewest = std::min(fewest.value_or(*further), *further);
    }
    std::size_t together = 0;
    for (std::size_t area = 0; area < level.areas; ++area) {
      if (any[area] != 0 && !least[area]) refuse_room(level, area, demand[area]);
      together += least[area].value_or(0);
    }
    if (together > most_further()) {
      refuse(
          {.zh =
               fmt::format("容量不够：各辖区的中心之外，容纳全部需求至少还要 {} 个点，而只准设 {} 个", together, most_further()),
           .en = fmt::format("the capacities are too small: beside the centres of the areas at least {} further sites are needed "
                             "to hold all demand, and {} are asked for",
                             together, most_further())});
    }
    return kept;
  }

  [[noreturn]] void refuse_room(const CentreLevel& level, std::size_t area, double demand) const {
    std::vector<double> all = rooms(level, area, SiteId());
    all.resize(std::min(all.size(), most_further() + 1));
    double room = 0;
    for (const double one : all) room += one;
    refuse(
        {.zh = fmt::format("{} 的容量不够：需求 {:g}，中心连同至多 {} 个点最多容纳 {:g}", name_of_area(level, area), demand,
                           all.size() > 0 ? all.size() - 1 : 0, room),
         .en = fmt::format("{} has too little room: its demand is {:g}, and its centre with at most {} further sites holds {:g}",
                           name_of_area(level, area), demand, all.size() > 0 ? all.size() - 1 : 0, room)});
  }

  [[nodiscard]] static std::string name_of_area(const CentreLevel& level, std::size_t area) {
    return area < level.names.size() ? level.names[area] : fmt::format("#{}", area);
  }

  /// Centres that the budget pays for, with the cheapest ones of the levels below.
  std::vector<SitingAnswer> afford(std::size_t level) {
    const CentreLevel& centres = levels_[level];
    const std::vector<CentreLevel> below(levels_.begin() + static_cast<std::ptrdiff_t>(level), levels_.end());
    const std::vector<double> money = least_money(task_, below, paid_);
    std::vector<std::vector<CentreOption>> options;
    std::vector<std::size_t> areas;
    const std::vector<std::vector<CentreOption>> all = options_of(centres, money);
    for (std::size_t area = 0; area < all.size(); ++area) {
      if (all[area].empty()) continue;
      options.push_back(all[area]);
      areas.push_back(area);
    }
    std::vector<SitingAnswer> answers(centres.areas);
    for (SitingAnswer& answer : answers) {
      answer.served_by = core::Column<DemandId, SiteId>(task_.weights.size());
      answer.stopped_by = StoppedBy::proof;
    }
    const double left = *task_.budget - spent_;
    const std::optional<CentreChoice> choice = choose_centres(options, left, limits_.work);
    if (!choice) refuse_budget(options);
    for (std::size_t i = 0; i < areas.size(); ++i) {
      SitingAnswer& answer = answers[areas[i]];
      const SiteId site = choice->sites[i];
      answer.sites = {site};
      for (const CentreOption& option : options[i]) {
        if (option.site == site) answer.cost = option.ways;
      }
      answer.bound = least_affordable(options, i, left);
      answer.stopped_by = choice->proven ? StoppedBy::proof : StoppedBy::work;
      for (const DemandId point : core::ids<DemandId>(task_.weights.size())) {
        if (centres.demand_area[point] == QuarterId(areas[i]) && task_.weights[point] > 0) answer.served_by[point] = site;
      }
    }
    return answers;
  }

  /// The ways of an area where the others take what is cheapest: no affordable choice has less there.
  [[nodiscard]] static double least_affordable(const std::vector<std::vector<CentreOption>>& options, std::size_t area,
                                               double money) {
    const auto cheapest = [](const std::vector<CentreOption>& some) {
      double least = no_way;
      for (const CentreOption& option : some) least = std::min(least, option.money);
      return least;
    };
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (i != area) money -= cheapest(options[i]);
    }
    double least = no_way;
    for (const CentreOption& option : options[area]) {
      if (option.money <= money * (1 + 1e-12)) least = std::min(least, option.ways);
    }
    return least;
  }

  /// Of each area; empty where nobody lives and nothing is offered. Throws where somebody cannot be served.
  [[nodiscard]] std::vector<std::vector<CentreOption>> options_of(const CentreLevel& centres,
                                                                  const std::vector<double>& money) const {
    std::vector<std::vector<CentreOption>> options(centres.areas);
    const std::vector<double> demand = demand_of(centres);
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (money[site.value()] == no_way) continue;
      const QuarterId area = centres.site_area[site];
      CentreOption option{.site = site, .ways = 0, .money = money[site.value()]};
      for (const DemandId point : core::ids<DemandId>(task_.weights.size())) {
        if (centres.demand_area[point] == area && task_.weights[point] > 0)
          option.ways += task_.weights[point] * task_.lengths(site, point);
      }
      if (option.ways < no_way) options[area.value()].push_back(option);
    }
    const bool lacking = std::any_of(options.begin(), options.end(), [&](const std::vector<CentreOption>& some) {
      return some.empty() && demand[static_cast<std::size_t>(&some - options.data())] > 0;
    });
    // That one says whom no candidate of the own area reaches.
    if (lacking) static_cast<void>(solve_centres(task_, centres, limits_));
    return options;
  }

  [[noreturn]] void refuse_budget(const std::vector<std::vector<CentreOption>>& options) const {
    double least = spent_;
    for (const std::vector<CentreOption>& some : options) {
      double cheapest = no_way;
      for (const CentreOption& option : some) cheapest = std::min(cheapest, option.money);
      least += cheapest;
    }
    refuse({.zh = fmt::format("预算 {:g} 不够各级中心：最便宜的也要 {:g}（其中固定的点与上级中心 {:g}）", *task_.budget, least,
                              spent_),
            .en = fmt::format(
                "the budget of {:g} does not pay for the centres of all levels: the cheapest cost {:g} (of which fixed "
                "sites and the centres of higher levels {:g})",
                *task_.budget, least, spent_)});
  }

  /// No way leads from one area of the lowest level to another.
  [[nodiscard]] SitingTask apart() const {
    const CentreLevel& lowest = levels_.back();
    SitingTask parted = task_;
    std::vector<double> lengths(task_.lengths.all().begin(), task_.lengths.all().end());
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      for (const DemandId point : core::ids<DemandId>(task_.weights.size())) {
        if (lowest.site_area[site] != lowest.demand_area[point])
          lengths[site.value() * task_.weights.size() + point.value()] = no_way;
      }
    }
    parted.lengths = LengthTable(task_.sites.size(), task_.weights.size(), std::move(lengths));
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (further_[site.value()] != 0) continue;
      parted.sites[site].fixed = false;
      parted.sites[site].forbidden = true;
    }
    return parted;
  }

  /// The centres of the lowest level stand; further sites where they serve best.
  void fill_up() {
    SitingTask free = apart();
    SitingTask given = free;
    std::vector<char> paid_above(task_.sites.size(), 0);
    for (const Candidate& site : task_.sites) paid_above[static_cast<std::size_t>(&site - &task_.sites[SiteId(0)])] = site.fixed;
    for (std::size_t level = 0; level + 1 < answer_.centres.size(); ++level) {
      for (const SitingAnswer& answer : answer_.centres[level]) {
        for (const SiteId site : answer.sites) paid_above[site.value()] = 1;
      }
    }
    std::size_t centres = 0;
    for (const SitingAnswer& answer : answer_.centres.back()) {
      for (const SiteId site : answer.sites) {
        given.sites[site].fixed = true;
        given.sites[site].forbidden = false;
        free.sites[site].forbidden = false;
        ++centres;
      }
    }
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (paid_[site.value()] != 0) given.sites[site].cost = 0;
      if (paid_above[site.value()] != 0) free.sites[site].cost = 0;
    }
    if (task_.budget) {
      given.budget = std::max(0.0, *task_.budget - spent_);
      free.budget = std::max(0.0, *task_.budget - above_);
    }
    given.most_sites = free.most_sites = centres + std::min(most_further(), task_.sites.size() - centres);
    answer_.all = capacities_ ? solve_capacitated_median(given, limits_) : solve_median(given, limits_);
    answer_.free_bound = std::min(answer_.all.cost, solve_median(free, limits_).bound);
  }

  const LevelsTask& asked_;
  const SitingLimits& limits_;
  SitingTask task_;
  std::vector<CentreLevel> levels_;
  std::vector<char> paid_;
  std::vector<char> further_;  ///< of each site: may stand at the lowest level beside its centres
  bool capacities_;
  double spent_ = 0;
  double above_ = 0;  ///< spent before the lowest level
  LevelsAnswer answer_;
};

}  // namespace

LevelsAnswer solve_levels(const LevelsTask& task, const SitingLimits& limits) { return Descent(task, limits).run(); }

}  // namespace wangge::siting
