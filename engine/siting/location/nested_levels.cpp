#include "engine/core/error.h"
#include "engine/siting/location/area_medians.h"
#include "engine/siting/location/centre_money.h"
#include "engine/siting/location/median.h"
#include "engine/siting/location/nested.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace wangge::siting {
namespace {

[[noreturn]] void refuse(core::Text text) { throw core::Error(core::ErrorCode::input, std::move(text)); }

[[nodiscard]] std::string name_of_area(const CentreLevel& level, std::size_t area) {
  return area < level.names.size() ? level.names[area] : fmt::format("#{}", area);
}

/// Of each site, whether a level offers it.
[[nodiscard]] std::vector<char> offered_by(const CentreLevel& level, std::size_t sites) {
  std::vector<char> offered(sites, level.sites.empty() ? 1 : 0);
  for (const SiteId site : level.sites) offered[site.value()] = 1;
  return offered;
}

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
    careful_ = capacities_ || task_.budget.has_value();
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (!task_.sites[site].fixed) continue;
      pay(site);
      careful_ = true;
    }
    stand_above();
    if (careful_) check_rooms();
  }

  LevelsAnswer run() {
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      if (level + 1 == levels_.size()) above_ = spent_;
      std::vector<SitingAnswer> answers = careful_ ? afford(level) : solve_centres(task_, levels_[level], limits_);
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

  /// What is left to spend; sums of decimals stand a little off. Without a budget nothing costs anything.
  [[nodiscard]] double purse(double spent) const { return task_.budget ? std::max(0.0, *task_.budget * (1 + 1e-12) - spent) : 0; }

  [[nodiscard]] std::size_t most_further() const { return asked_.further.value_or(task_.budget ? task_.sites.size() : 0); }
  /// Nothing where their number limits nothing.
  [[nodiscard]] std::optional<std::size_t> limit() const {
    return most_further() < task_.sites.size() ? std::optional(most_further()) : std::nullopt;
  }

  /// What stands already and cannot stand beside a lowest centre is the centre of its area at the highest level that offers it.
  void stand_above() {
    std::map<std::pair<std::size_t, QuarterId>, SiteId> standing;
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (!task_.sites[site].fixed || further_[site.value()] != 0) continue;
      bool stands = false;
      for (std::size_t level = 0; level < levels_.size() && !stands; ++level) {
        const QuarterId area = levels_[level].site_area[site];
        if (!area.valid() || offered_by(levels_[level], task_.sites.size())[site.value()] == 0) continue;
        const auto [first, alone] = standing.try_emplace({level, area}, site);
        if (!alone) refuse_both(levels_[level], area.value(), first->second, site);
        stands = true;
      }
      if (!stands) {
        refuse({.zh = fmt::format("固定的点 {} 不能作任何一级的中心", name_of(task_, site)),
                .en = fmt::format("the fixed site {} may be the centre of no level", name_of(task_, site))});
      }
    }
    for (const auto& [place, site] : standing) {
      CentreLevel& level = levels_[place.first];
      const std::vector<char> offered = offered_by(level, task_.sites.size());
      level.sites.clear();
      for (const SiteId other : core::ids<SiteId>(task_.sites.size())) {
        if (offered[other.value()] != 0 && (other == site || level.site_area[other] != place.second))
          level.sites.push_back(other);
      }
    }
  }

  [[noreturn]] void refuse_both(const CentreLevel& level, std::size_t area, SiteId one, SiteId other) const {
    refuse({.zh = fmt::format("固定的点 {} 和 {} 都只能作 {} 的中心，而每个辖区只有一个中心", name_of(task_, one),
                              name_of(task_, other), name_of_area(level, area)),
            .en = fmt::format("the fixed sites {} and {} can both only be the centre of {}, and an area has one",
                              name_of(task_, one), name_of(task_, other), name_of_area(level, area))});
  }

  /// Weight of each area's demand.
  [[nodiscard]] std::vector<double> demand_of(const CentreLevel& level) const {
    std::vector<double> demand(level.areas, 0);
    for (const DemandId point : core::ids<DemandId>(task_.weights.size())) {
      if (level.demand_area[point].valid()) demand[level.demand_area[point].value()] += task_.weights[point];
    }
    return demand;
  }

  /// Throws where the lowest areas have too little room, or need more further sites than are asked for, whatever it costs.
  void check_rooms() {
    const CentreLevel& lowest = levels_.back();
    const std::vector<char> all_paid(task_.sites.size(), 1);
    AreaRooms rooms(task_, lowest, further_, all_paid, limit(), limits_);
    std::size_t together = 0;
    for (std::size_t area = 0; area < lowest.areas; ++area) {
      const std::vector<RoomChoice>& choices = rooms.choices(area, SiteId(), {});
      if (choices.empty()) refuse_room(rooms, area);
      together += limit() ? choices.front().further : 0;
    }
    if (together <= most_further()) return;
    std::size_t fixed = 0;
    for (const SiteId site : core::ids<SiteId>(task_.sites.size()))
      fixed += task_.sites[site].fixed && further_[site.value()] != 0 ? 1 : 0;
    const core::Text why = capacities_ && fixed > 0
                               ? core::Text{"要容纳全部需求并保留固定的点", "to hold all demand and keep the fixed ones"}
                           : capacities_ ? core::Text{"要容纳全部需求", "to hold all demand"}
                                         : core::Text{"要保留固定的点", "to keep the fixed ones"};
    refuse(
        {.zh = fmt::format("{}：各辖区的中心之外，{}至少还要 {} 个点，而只准设 {} 个{}",
                           capacities_ ? "容量不够" : "固定的点太多", why.zh, together, most_further(), unsure(rooms).zh),
         .en = fmt::format("{}: beside the centres of the areas at least {} further sites are needed {}, and {} are asked for{}",
                           capacities_ ? "the capacities are too small" : "too many sites are fixed", together, why.en,
                           most_further(), unsure(rooms).en)});
  }

  /// For refusals that rest on a search cut short.
  [[nodiscard]] static core::Text unsure(const AreaRooms& rooms) {
    if (rooms.sure()) return {};
    return {.zh = "（未能搜遍所有选法，可能还有可行的）", .en = " (not every choice could be tried; there may be one)"};
  }

  [[noreturn]] void refuse_room(const AreaRooms& rooms, std::size_t area) const {
    const CentreLevel& lowest = levels_.back();
    // That one says whom no candidate of the own area reaches.
    static_cast<void>(solve_centres(task_, lowest, limits_));
    if (!rooms.reached(area)) {
      refuse(
          {.zh = fmt::format("{} 没有一个候选中心能通达本辖区的全部需求", name_of_area(lowest, area)),
           .en = fmt::format("{} has no candidate for its centre that reaches all of its demand", name_of_area(lowest, area))});
    }
    std::size_t fixed = 0;
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      fixed += task_.sites[site].fixed && further_[site.value()] != 0 && lowest.site_area[site] == QuarterId(area) ? 1 : 0;
    }
    if (!capacities_ || fixed > most_further() + 1) {
      refuse({.zh = fmt::format("{} 固定了 {} 个点，中心之外只准再设 {} 个点，容不下这些点", name_of_area(lowest, area), fixed,
                                most_further()),
              .en = fmt::format("{} has {} fixed sites, too many for its centre and the {} further sites asked for",
                                name_of_area(lowest, area), fixed, most_further())});
    }
    std::vector<double> all = rooms.capacities(area);
    all.resize(std::min(all.size(), most_further() + 1));
    double room = 0;
    for (const double one : all) room += one;
    const std::size_t further = all.empty() ? 0 : all.size() - 1;
    const double demand = rooms.demand(area);
    core::Text text{.zh = fmt::format("{} 的容量不够：需求 {:g}，中心连同至多 {} 个点最多容纳 {:g}", name_of_area(lowest, area),
                                      demand, further, room),
                    .en = fmt::format("{} has too little room: its demand is {:g}, and its centre with at most {} further sites "
                                      "holds {:g}",
                                      name_of_area(lowest, area), demand, further, room)};
    if (room >= demand) {
      text.zh += "，但没有一种选法既留住固定的点，又容得下每一个需求点";
      text.en += ", but no choice of them keeps the fixed ones and holds every demand point whole";
    }
    text.zh += unsure(rooms).zh;
    text.en += unsure(rooms).en;
    refuse(std::move(text));
  }

  /// Centres that leave money, further sites and room for all that follows.
  std::vector<SitingAnswer> afford(std::size_t level) {
    const CentreLevel& centres = levels_[level];
    const std::vector<CentreLevel> below(levels_.begin() + static_cast<std::ptrdiff_t>(level), levels_.end());
    AreaRooms rooms(task_, levels_.back(), further_, paid_, limit(), limits_);
    std::vector<std::vector<CentreOption>> options;
    std::vector<std::size_t> areas;
    const std::vector<std::vector<CentreOption>> all = options_of(centres, least_money(task_, below, paid_, rooms, limit()));
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
    const double left = purse(spent_);
    const std::optional<CentreChoice> choice = choose_centres(options, left, limits_.work, limit().value_or(0));
    if (!choice) refuse_budget(options, rooms);
    for (std::size_t i = 0; i < areas.size(); ++i) {
      SitingAnswer& answer = answers[areas[i]];
      const CentreOption& taken = choice->taken[i];
      answer.sites = {taken.site};
      answer.cost = taken.ways;
      answer.stopped_by = choice->proven && rooms.sure() ? StoppedBy::proof : StoppedBy::work;
      // The best for all areas together is the best for each, given what the others take.
      answer.bound = answer.stopped_by == StoppedBy::proof ? taken.ways : least_affordable(options, i, left);
      for (const DemandId point : core::ids<DemandId>(task_.weights.size())) {
        if (centres.demand_area[point] == QuarterId(areas[i]) && task_.weights[point] > 0) answer.served_by[point] = taken.site;
      }
      if (level + 1 == levels_.size()) keep(rooms, areas[i], taken);
    }
    return answers;
  }

  /// Remembers a choice that holds an area's demand, to start from.
  void keep(AreaRooms& rooms, std::size_t area, const CentreOption& taken) {
    for (const RoomChoice& choice : rooms.choices(area, taken.site, {})) {
      if (choice.money > taken.money || (limit() && choice.further > taken.further)) continue;
      known_.sites.insert(known_.sites.end(), choice.sites.begin(), choice.sites.end());
      known_.served_by.resize(task_.weights.size(), taken.site);
      for (std::size_t i = 0; i < choice.points.size(); ++i) known_.served_by[choice.points[i]] = choice.served_by[i];
      return;
    }
  }

  /// The ways of an area where the others take what is cheapest: no affordable choice has less there.
  [[nodiscard]] double least_affordable(const std::vector<std::vector<CentreOption>>& options, std::size_t area,
                                        double money) const {
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
      if (option.money <= money + 1e-12 * task_.budget.value_or(0)) least = std::min(least, option.ways);
    }
    return least;
  }

  /// Of each area; empty where nobody lives and nothing is offered. Throws where somebody cannot be served.
  [[nodiscard]] std::vector<std::vector<CentreOption>> options_of(const CentreLevel& centres,
                                                                  const std::vector<MoneyBySites>& money) const {
    std::vector<std::vector<CentreOption>> options(centres.areas);
    const std::vector<double> demand = demand_of(centres);
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      const QuarterId area = centres.site_area[site];
      const MoneyBySites& own = money[site.value()];
      CentreOption option{.site = site, .ways = 0, .money = 0, .further = 0};
      for (const DemandId point : core::ids<DemandId>(task_.weights.size())) {
        if (centres.demand_area[point] == area && task_.weights[point] > 0)
          option.ways += task_.weights[point] * task_.lengths(site, point);
      }
      if (option.ways == no_way) continue;
      for (std::size_t further = 0; further < own.size(); ++further) {
        if (own[further] == no_way || (further > 0 && own[further] >= own[further - 1])) continue;
        option.money = own[further];
        option.further = further;
        options[area.value()].push_back(option);
      }
    }
    const bool lacking = std::any_of(options.begin(), options.end(), [&](const std::vector<CentreOption>& some) {
      return some.empty() && demand[static_cast<std::size_t>(&some - options.data())] > 0;
    });
    // That one says whom no candidate of the own area reaches.
    if (lacking) static_cast<void>(solve_centres(task_, centres, limits_));
    return options;
  }

  [[noreturn]] void refuse_budget(const std::vector<std::vector<CentreOption>>& options, const AreaRooms& rooms) const {
    MoneyBySites all{spent_};
    for (const std::vector<CentreOption>& some : options) {
      MoneyBySites least{no_way};
      for (const CentreOption& option : some) {
        least.resize(std::max(least.size(), option.further + 1), no_way);
        least[option.further] = std::min(least[option.further], option.money);
      }
      all = together(all, least, limit().value_or(0));
    }
    const double least = *std::min_element(all.begin(), all.end());
    const core::Text what = capacities_ ? core::Text{"各级中心和容量所需的点",
                                                     "the centres of all levels and the sites that their capacities ask for"}
                                        : core::Text{"各级中心", "the centres of all levels"};
    refuse(
        {.zh = fmt::format("预算 {:g} 不够{}：最便宜的也要 {:g}（其中固定的点与上级中心 {:g}）{}", task_.budget.value_or(0),
                           what.zh, least, spent_, unsure(rooms).zh),
         .en = fmt::format("the budget of {:g} does not pay for {}: the cheapest cost {:g} (of which fixed sites and the centres "
                           "of higher levels {:g}){}",
                           task_.budget.value_or(0), what.en, least, spent_, unsure(rooms).en)});
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
    std::size_t open = 0;
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
      open += allowed(given, site) ? 1 : 0;
    }
    if (task_.budget) {
      given.budget = purse(spent_);
      free.budget = purse(above_);
    }
    given.most_sites = free.most_sites = std::min(centres + std::min(most_further(), open), open);
    if (capacities_) {
      AreaRooms rooms(task_, levels_.back(), further_, paid_, limit(), limits_);
      answer_.all = solve_area_medians(given, levels_.back(), limits_, known_, rooms, answer_.centres.back());
    } else {
      answer_.all = solve_median(given, limits_);
    }
    answer_.free_bound = std::min(answer_.all.cost, solve_median(free, limits_).bound);
  }

  const LevelsTask& asked_;
  const SitingLimits& limits_;
  SitingTask task_;
  std::vector<CentreLevel> levels_;
  std::vector<char> paid_;
  std::vector<char> further_;  ///< of each site: may stand at the lowest level beside its centres
  bool capacities_;
  bool careful_ = false;  ///< something asks for money, room or a place of its own
  KnownChoice known_;     ///< of the lowest level
  double spent_ = 0;
  double above_ = 0;  ///< spent before the lowest level
  LevelsAnswer answer_;
};

}  // namespace

LevelsAnswer solve_levels(const LevelsTask& task, const SitingLimits& limits) { return Descent(task, limits).run(); }

}  // namespace wangge::siting
