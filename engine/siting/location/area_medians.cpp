#include "engine/siting/location/area_medians.h"

#include "engine/siting/location/centre_money.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

namespace wangge::siting {
namespace {

constexpr double hair = 1e-9;

/// How much an area may take beside what stands.
struct Allowance {
  std::size_t sites = 0;
  double money = 0;
};

/// An answer of one area.
struct Meal {
  std::size_t further = 0;  ///< sites beside those that stand
  double money = 0;
  double cost = no_way;
  KnownChoice choice{};  ///< by number in the area
};

/// What is known of one allowance.
struct Asked {
  Allowance allowance;
  double bound = 0;  ///< no choice within it costs less; infinite: there is none
  bool proven = false;
  std::optional<Allowance> taken{};  ///< by the answer
};

[[nodiscard]] bool within(const Allowance& less, const Allowance& more) {
  return less.sites <= more.sites && less.money <= more.money;
}

/// One area by itself.
class OwnArea {
 public:
  OwnArea(const SitingTask& whole, const CentreLevel& lowest, QuarterId area) : priced(whole.budget.has_value()) {
    for (const SiteId site : core::ids<SiteId>(whole.sites.size())) {
      if (lowest.site_area[site] != area || !allowed(whole, site)) continue;
      sites.push_back(site);
      task.sites.push_back(whole.sites[site]);
      (whole.sites[site].fixed ? standing : free) += 1;
    }
    std::vector<double> lengths;
    for (const DemandId point : core::ids<DemandId>(whole.weights.size())) {
      if (lowest.demand_area[point] != area) continue;
      points.push_back(point);
      task.weights.push_back(whole.weights[point]);
    }
    for (const SiteId site : sites) {
      for (const DemandId point : points) lengths.push_back(whole.lengths(site, point));
    }
    task.lengths = LengthTable(sites.size(), points.size(), std::move(lengths));
    least_cost = 0;
    for (std::size_t point = 0; point < points.size(); ++point) {
      double least = no_way;
      for (std::size_t site = 0; site < sites.size(); ++site)
        least = std::min(least, task.lengths(SiteId(site), DemandId(point)));
      if (task.weights[DemandId(point)] > 0) least_cost += task.weights[DemandId(point)] * least;
    }
  }

  [[nodiscard]] Meal meal_of(KnownChoice choice) const {
    Meal meal{.choice = std::move(choice)};
    for (const SiteId site : meal.choice.sites) {
      if (task.sites[site].fixed) continue;
      ++meal.further;
      meal.money += priced ? task.sites[site].cost : 0;
    }
    meal.cost = 0;
    for (const DemandId point : core::ids<DemandId>(points.size())) {
      if (task.weights[point] > 0) meal.cost += task.weights[point] * task.lengths(meal.choice.served_by[point], point);
    }
    return meal;
  }

  /// A choice of sites of this area, and by whom each of its points is served; nothing where somebody is not served by one.
  [[nodiscard]] std::optional<Meal> meal_of(const std::vector<SiteId>& chosen, const std::vector<SiteId>& served_by) const {
    KnownChoice choice;
    for (const SiteId site : chosen) choice.sites.push_back(number(site));
    for (const DemandId point : core::ids<DemandId>(points.size())) {
      const SiteId site = number(served_by[point.value()]);
      const bool none = site.value() == sites.size();
      if (choice.sites.empty() || (none && task.weights[point] > 0)) return std::nullopt;
      choice.served_by.push_back(none ? choice.sites.front() : site);
    }
    return meal_of(std::move(choice));
  }

  void add(Meal meal) {
    const bool no_news = std::any_of(meals.begin(), meals.end(), [&](const Meal& other) {
      return other.further <= meal.further && other.money <= meal.money && other.cost <= meal.cost;
    });
    if (!no_news) meals.push_back(std::move(meal));
  }

  /// Whether an allowance is answered by one asked before: its answer fits, or there is none.
  [[nodiscard]] bool answered(const Allowance& allowance) const {
    return std::any_of(asked.begin(), asked.end(), [&](const Asked& before) {
      return before.proven && within(allowance, before.allowance) && (!before.taken || within(*before.taken, allowance));
    });
  }

  /// What was asked without coming to a proof is to be asked again.
  void reopen() {
    for (const Asked& before : asked) {
      if (!before.proven && !answered(before.allowance)) open.push_back(before.allowance);
    }
  }

  /// No choice within an allowance costs less.
  [[nodiscard]] double bound(const Allowance& allowance) const {
    double highest = least_cost;
    for (const Asked& before : asked) {
      if (within(allowance, before.allowance)) highest = std::max(highest, before.bound);
    }
    return highest;
  }

  /// By number in the area; one too high for a site of another.
  [[nodiscard]] SiteId number(SiteId site) const {
    return SiteId(static_cast<std::size_t>(std::find(sites.begin(), sites.end(), site) - sites.begin()));
  }

  std::vector<SiteId> sites;     ///< those that may be chosen
  std::vector<DemandId> points;  ///< all of them
  SitingTask task;
  bool priced;
  std::size_t standing = 0;
  std::size_t free = 0;
  double least_cost = 0;  ///< with all sites and without capacities
  std::vector<Meal> meals;
  std::vector<Asked> asked;
  std::deque<Allowance> open;
};

/// Homes without weight are anybody's to a search: they go to the nearest chosen site of their own area, where it has one.
void serve_weightless(const SitingTask& task, SitingAnswer& answer) {
  for (const DemandId point : core::ids<DemandId>(task.weights.size())) {
    if (task.weights[point] > 0 || answer.sites.empty()) continue;
    SiteId nearest = answer.served_by[point].valid() ? answer.served_by[point] : answer.sites.front();
    for (const SiteId site : answer.sites) {
      if (task.lengths(site, point) < task.lengths(nearest, point)) nearest = site;
    }
    answer.served_by[point] = nearest;
  }
}

class AreaMedians {
 public:
  AreaMedians(const SitingTask& task, const CentreLevel& lowest, const SitingLimits& limits, const KnownChoice& known)
      : task_(task), limits_(limits), known_(known), effort_(limits) {
    for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
      if (allowed(task, site)) (task.sites[site].fixed ? standing_ : free_) += 1;
    }
    further_ = std::min(free_, task.most_sites.value_or(standing_ + free_) - standing_);
    for (std::size_t area = 0; area < lowest.areas; ++area) {
      OwnArea own(task, lowest, QuarterId(area));
      const auto& weights = own.task.weights.values();
      if (std::none_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; })) continue;
      areas_.push_back(std::move(own));
      numbers_.push_back(area);
    }
  }

  SitingAnswer run(AreaRooms& rooms, const std::vector<SitingAnswer>& centres) {
    if (areas_.size() < 2 || !start(rooms, centres)) return solve_capacitated_median(task_, limits_, known_);
    const std::uint64_t most = limits_.work - limits_.work / 4;
    double bound = 0;
    SitingAnswer answer;
    // Allowances without a proof are asked about again with four times the work.
    for (std::uint64_t share = 32; share > 0; share /= 4) {
      each_ = limits_.work / (share * areas_.size()) + 1;
      for (bool more = true; more && !effort_.over() && effort_.work() < most;) {
        more = false;
        for (OwnArea& area : areas_) more = ask_next(area) || more;
        take_best(limits_.work / 1000);
      }
      take_best(limits_.work / 20);
      bound = std::min(std::max(bound, bound_of_all()), cost_);
      answer = answer_with(bound);
      if (answer.stopped_by == StoppedBy::proof || effort_.over()) return answer;
      if (effort_.work() >= most) break;
      for (OwnArea& area : areas_) area.reopen();
    }
    Effort rest = effort_.part(effort_.left());
    SitingAnswer whole = search_capacitated(task_, rest, {.sites = answer.sites, .served_by = answer.served_by});
    effort_.spend(rest.work());
    if (whole.sites.empty() || whole.cost > answer.cost) std::swap(whole, answer);
    whole.bound = std::min(whole.cost, std::max(bound, std::max(whole.bound, answer.bound)));
    if (whole.bound >= whole.cost * (1 - hair)) whole.stopped_by = StoppedBy::proof;
    whole.work = effort_.work();
    return whole;
  }

 private:
  [[nodiscard]] bool limited() const { return further_ < free_; }

  /// What is found already, and the most that each area may take: what the least of the others leaves. False where nothing is.
  [[nodiscard]] bool start(AreaRooms& rooms, const std::vector<SitingAnswer>& centres) {
    std::vector<Allowance> least(areas_.size());
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      OwnArea& area = areas_[i];
      for (const SiteId centre : centres[numbers_[i]].sites) add_rooms(area, rooms.choices(numbers_[i], centre, {}));
      if (area.meals.empty()) return false;
      least[i] = {.sites = area.meals.front().further, .money = area.meals.front().money};
      for (const Meal& meal : area.meals) {
        least[i].sites = std::min(least[i].sites, meal.further);
        least[i].money = std::min(least[i].money, meal.money);
      }
    }
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      Allowance most{.sites = further_, .money = task_.budget.value_or(0)};
      for (std::size_t other = 0; rooms.sure() && other < areas_.size(); ++other) {
        if (other == i) continue;
        most.sites -= std::min(most.sites, least[other].sites);
        most.money -= std::min(most.money, least[other].money * (1 - hair));
      }
      most.sites = std::min(most.sites, areas_[i].free);
      areas_[i].open.push_back(most);
    }
    take_best(limits_.work / 1000);
    return !taken_.empty();
  }

  void add_rooms(OwnArea& area, const std::vector<RoomChoice>& choices) const {
    for (const RoomChoice& choice : choices) {
      std::vector<SiteId> served(area.points.size());
      for (std::size_t i = 0; i < choice.points.size(); ++i) {
        const auto at = std::find(area.points.begin(), area.points.end(), choice.points[i]);
        served[static_cast<std::size_t>(at - area.points.begin())] = choice.served_by[i];
      }
      if (std::optional<Meal> meal = area.meal_of(choice.sites, served)) area.add(std::move(*meal));
    }
  }

  /// Solves an area for its next allowance; false where none is left.
  bool ask_next(OwnArea& area) {
    while (!area.open.empty()) {
      const Allowance allowance = area.open.front();
      area.open.pop_front();
      if (area.answered(allowance) || useless(area, area.bound(allowance))) continue;
      ask(area, allowance);
      return true;
    }
    return false;
  }

  /// No answer at this cost or above it can be part of a better whole.
  [[nodiscard]] bool useless(const OwnArea& area, double bound) const {
    double least = bound;
    for (const OwnArea& other : areas_) {
      if (&other != &area) least += other.asked.empty() ? other.least_cost : other.asked.front().bound;
    }
    return least >= cost_ * (1 - hair);
  }

  void ask(OwnArea& area, const Allowance& allowance) {
    SitingTask task = area.task;
    task.most_sites = area.standing + std::min(allowance.sites, area.free);
    if (task_.budget) task.budget = allowance.money;
    const Meal* best = nullptr;
    for (const Meal& meal : area.meals) {
      if (within({meal.further, meal.money}, allowance) && (best == nullptr || meal.cost < best->cost)) best = &meal;
    }
    Effort part = effort_.part(each_);
    const SitingAnswer answer = search_capacitated(task, part, best == nullptr ? KnownChoice{} : best->choice);
    effort_.spend(part.work() + 1);
    Asked now{.allowance = allowance, .bound = answer.bound, .proven = answer.stopped_by == StoppedBy::proof};
    if (!answer.sites.empty()) {
      Meal meal = area.meal_of({.sites = answer.sites, .served_by = answer.served_by});
      now.taken = {meal.further, meal.money};
      if (limited() && meal.further > 0) area.open.push_back({meal.further - 1, allowance.money});
      if (task_.budget && meal.money > 0) area.open.push_back({allowance.sites, meal.money * (1 - hair)});
      area.add(std::move(meal));
    }
    area.asked.push_back(now);
  }

  void take_best(std::uint64_t work) {
    std::vector<std::vector<CentreOption>> options(areas_.size());
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      for (std::size_t meal = 0; meal < areas_[i].meals.size(); ++meal) {
        const Meal& one = areas_[i].meals[meal];
        options[i].push_back(
            {.site = SiteId(meal), .ways = one.cost, .money = one.money, .further = limited() ? one.further : 0});
      }
    }
    const auto choice = choose_centres(options, task_.budget.value_or(0), work, limited() ? further_ : 0);
    if (!choice || choice->ways >= cost_) return;
    effort_.spend(choice->work);
    cost_ = choice->ways;
    taken_.clear();
    for (const CentreOption& option : choice->taken) taken_.push_back(option.site.value());
  }

  /// Every area at the bound for what it is given, shared out as is best.
  [[nodiscard]] double bound_of_all() {
    std::vector<std::vector<CentreOption>> options(areas_.size());
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      const OwnArea& area = areas_[i];
      if (area.asked.empty()) return 0;
      const Allowance& most = area.asked.front().allowance;
      std::vector<double> steps{most.money};
      for (const Asked& asked : area.asked) steps.push_back(asked.allowance.money);
      std::sort(steps.begin(), steps.end());
      steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
      for (std::size_t sites = limited() ? 0 : most.sites; sites <= most.sites; ++sites) {
        double below = 0;
        for (const double step : steps) {
          const double bound = area.bound({sites, step});
          // More money than the step before and no more than this one: no less than the step before is paid.
          if (bound < no_way)
            options[i].push_back({.site = SiteId(0), .ways = bound, .money = below, .further = limited() ? sites : 0});
          below = step;
        }
      }
      if (options[i].empty()) return cost_;
    }
    const auto least = choose_centres(options, task_.budget.value_or(0), limits_.work / 20, limited() ? further_ : 0);
    if (!least) return cost_;
    effort_.spend(least->work);
    return least->bound * (1 - 1e-12);
  }

  [[nodiscard]] SitingAnswer answer_with(double bound) const {
    SitingAnswer answer;
    answer.served_by = core::Column<DemandId, SiteId>(task_.weights.size());
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (allowed(task_, site) && task_.sites[site].fixed) answer.sites.push_back(site);
    }
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      const OwnArea& area = areas_[i];
      const KnownChoice& choice = area.meals[taken_[i]].choice;
      for (const SiteId site : choice.sites) {
        if (!area.task.sites[site].fixed) answer.sites.push_back(area.sites[site.value()]);
      }
      for (const DemandId point : core::ids<DemandId>(area.points.size()))
        answer.served_by[area.points[point.value()]] = area.sites[choice.served_by[point].value()];
    }
    std::sort(answer.sites.begin(), answer.sites.end());
    serve_weightless(task_, answer);
    answer.cost = cost_;
    answer.bound = bound;
    answer.stopped_by = bound >= cost_ * (1 - hair) ? StoppedBy::proof : effort_.over() ? effort_.reason() : StoppedBy::work;
    answer.work = effort_.work();
    return answer;
  }

  const SitingTask& task_;
  const SitingLimits& limits_;
  const KnownChoice& known_;
  Effort effort_;
  std::vector<OwnArea> areas_;        ///< those with demand
  std::vector<std::size_t> numbers_;  ///< theirs
  std::size_t standing_ = 0;
  std::size_t free_ = 0;
  std::size_t further_ = 0;  ///< at most so many beside those that stand
  double cost_ = no_way;
  std::vector<std::size_t> taken_;  ///< of each area, its answer
  std::uint64_t each_ = 1;          ///< work on an allowance
};

}  // namespace

SitingAnswer solve_area_medians(const SitingTask& task, const CentreLevel& lowest, const SitingLimits& limits,
                                const KnownChoice& known, AreaRooms& rooms, const std::vector<SitingAnswer>& centres) {
  check_task(task);
  check_reach(task);
  SitingAnswer answer = AreaMedians(task, lowest, limits, known).run(rooms, centres);
  serve_weightless(task, answer);
  return answer;
}

}  // namespace wangge::siting
