#include "engine/siting/location/area_medians.h"

#include "engine/siting/location/area_frontier.h"
#include "engine/siting/location/centre_money.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace wangge::siting {
namespace {

constexpr double hair = 1e-9;

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
    std::size_t standing = 0;
    for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
      if (allowed(task, site)) (task.sites[site].fixed ? standing : free_) += 1;
    }
    further_ = std::min(free_, task.most_sites.value_or(standing + free_) - standing);
    for (std::size_t area = 0; area < lowest.areas; ++area) {
      AreaFrontier own(task, lowest, QuarterId(area));
      const auto& weights = own.task.weights.values();
      if (std::none_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; })) continue;
      areas_.push_back(std::move(own));
      numbers_.push_back(area);
    }
  }

  SitingAnswer run(AreaRooms& rooms, const std::vector<SitingAnswer>& centres) {
    if (areas_.size() < 2 || !start(rooms, centres)) return solve_capacitated_median(task_, limits_, known_);
    each_ = limits_.work / (32 * areas_.size()) + 1;
    looks_ = limits_.work / 5000 + 1;
    first_pass();
    take_best();
    while (!effort_.over()) {
      const std::vector<Point> points = cheapest_thinkable();
      if (bound_ >= cost_ * (1 - hair) || !refine(points)) break;
      take_best();
    }
    return answer();
  }

 private:
  /// What an area is given where every area costs no more than its floor says.
  struct Point {
    Allowance given;
    double bound = 0;
    double lacking = 0;  ///< the cost of its best answer beside that
  };
  [[nodiscard]] bool limited() const { return further_ < free_; }
  [[nodiscard]] double money() const { return task_.budget.value_or(0); }

  /// What is found already, and the most that each area may take: what the least of the others leaves. False where nothing is.
  [[nodiscard]] bool start(AreaRooms& rooms, const std::vector<SitingAnswer>& centres) {
    std::vector<Allowance> least(areas_.size());
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      AreaFrontier& area = areas_[i];
      for (const SiteId centre : centres[numbers_[i]].sites) add_rooms(area, rooms.choices(numbers_[i], centre, {}));
      if (area.answers().empty()) return false;
      least[i] = area.answers().front().taken;
      for (const AreaAnswer& answer : area.answers()) {
        least[i].sites = std::min(least[i].sites, answer.taken.sites);
        least[i].money = std::min(least[i].money, answer.taken.money);
      }
    }
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      Allowance most{.sites = further_, .money = money()};
      for (std::size_t other = 0; rooms.sure() && other < areas_.size(); ++other) {
        if (other == i) continue;
        most.sites -= std::min(most.sites, least[other].sites);
        most.money -= std::min(most.money, least[other].money * (1 - hair));
      }
      areas_[i].set_most(most, limited());
    }
    if (rooms.sure()) know_rooms(rooms, centres);
    take_best();
    return !taken_.empty();
  }

  /// Nothing holds an area's demand for less than the least money for it.
  void know_rooms(AreaRooms& rooms, const std::vector<SitingAnswer>& centres) {
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      MoneyBySites least(areas_[i].floor().size(), no_way);
      for (const SiteId centre : centres[numbers_[i]].sites) {
        for (const RoomChoice& choice : rooms.choices(numbers_[i], centre, {})) {
          // As answers count them: beside what stands, be it the centre or a fixed site.
          const auto taken = static_cast<std::size_t>(
              std::count_if(choice.sites.begin(), choice.sites.end(), [&](SiteId site) { return !task_.sites[site].fixed; }));
          for (std::size_t row = limited() ? taken : 0; row < least.size(); ++row)
            least[row] = std::min(least[row], choice.money);
        }
      }
      if (!rooms.sure()) return;
      for (std::size_t row = 0; row < least.size(); ++row) {
        const double money = std::min(least[row], areas_[i].most().money) - 3 * areas_[i].slip();
        if (money > 0 || least[row] == no_way) areas_[i].raise({.sites = row, .money = money}, no_way);
      }
    }
  }

  void add_rooms(AreaFrontier& area, const std::vector<RoomChoice>& choices) const {
    for (const RoomChoice& choice : choices) {
      std::vector<SiteId> served(area.points.size());
      for (std::size_t i = 0; i < choice.points.size(); ++i) {
        const auto at = std::find(area.points.begin(), area.points.end(), choice.points[i]);
        served[static_cast<std::size_t>(at - area.points.begin())] = choice.served_by[i];
      }
      if (std::optional<AreaAnswer> answer = area.answer_of(choice.sites, served)) area.add(std::move(*answer));
    }
  }

  void search(AreaFrontier& area, const Allowance& allowance) { effort_.spend(area.search(allowance, each_, effort_)); }

  /// Every area by itself, what is over shared out by what better sites could save there.
  void first_pass() {
    Allowance over{.sites = further_, .money = money()};
    std::vector<double> hope;
    double all = 0;
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      const AreaAnswer& taken = areas_[i].answers()[taken_[i]];
      over.sites -= std::min(over.sites, limited() ? taken.taken.sites : 0);
      over.money -= std::min(over.money, taken.taken.money);
      hope.push_back(taken.cost - areas_[i].bound(areas_[i].most()));
      all += hope.back();
    }
    for (std::size_t i = 0; i < areas_.size() && !effort_.over(); ++i) {
      const double share = all > 0 ? hope[i] / all : 0;
      const Allowance& taken = areas_[i].answers()[taken_[i]].taken;
      Allowance given = areas_[i].most();
      if (limited()) {
        const auto more = static_cast<std::size_t>(share * static_cast<double>(over.sites) + 0.5);
        given.sites = std::min(given.sites, taken.sites + more);
      }
      given.money = std::min(given.money, taken.money + share * over.money);
      search(areas_[i], given);
    }
  }

  void take_best() {
    std::vector<std::vector<CentreOption>> options(areas_.size());
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      const std::vector<AreaAnswer>& answers = areas_[i].answers();
      for (std::size_t j = 0; j < answers.size(); ++j) {
        options[i].push_back({.site = SiteId(j),
                              .ways = answers[j].cost,
                              .money = answers[j].taken.money,
                              .further = limited() ? answers[j].taken.sites : 0});
      }
    }
    const auto choice = choose_centres(options, money(), limits_.work / 1000, limited() ? further_ : 0, cost_);
    if (!choice) return;
    effort_.spend(choice->work);
    if (choice->taken.empty() || choice->ways >= cost_) return;
    cost_ = choice->ways;
    taken_.clear();
    for (const CentreOption& option : choice->taken) taken_.push_back(option.site.value());
  }

  /// The best share-out if every area were as good as its floor: what it costs is a bound. Empty where nothing is below the best.
  [[nodiscard]] std::vector<Point> cheapest_thinkable() {
    std::vector<std::vector<CentreOption>> options(areas_.size());
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      const auto& floor = areas_[i].floor();
      for (std::size_t row = 0; row < floor.size(); ++row) {
        for (const AreaFrontier::Step& step : floor[row]) {
          if (step.bound == no_way || step.money > areas_[i].most().money) continue;
          if (row > 0 && areas_[i].bound({.sites = row - 1, .money = step.money}) <= step.bound) continue;
          options[i].push_back({.site = SiteId(0), .ways = step.bound, .money = step.money, .further = row});
        }
      }
      if (options[i].empty()) {
        bound_ = cost_;
        return {};
      }
    }
    const auto least = choose_centres(std::move(options), money(), looks_, limited() ? further_ : 0, cost_);
    bound_ = std::max(bound_, least ? std::min(cost_, least->bound * (1 - 1e-12)) : cost_);
    if (!least) return {};
    effort_.spend(least->work);
    std::vector<Point> points = points_of(least->priced);
    if (std::none_of(points.begin(), points.end(), is_open)) points = points_of(least->taken);
    proven_ = least->proven;
    return points;
  }

  [[nodiscard]] std::vector<Point> points_of(const std::vector<CentreOption>& options) const {
    std::vector<Point> points;
    for (std::size_t i = 0; i < options.size(); ++i) {
      const CentreOption& option = options[i];
      Point point{.given = {.sites = limited() ? option.further : areas_[i].most().sites, .money = option.money},
                  .bound = option.ways};
      const AreaAnswer* best = areas_[i].best({.sites = point.given.sites, .money = point.given.money + 2 * areas_[i].slip()});
      point.lacking = (best == nullptr ? no_way : best->cost) - point.bound;
      points.push_back(point);
    }
    return points;
  }
  [[nodiscard]] static bool is_open(const Point& point) { return point.lacking > 2 * hair * (1 + std::abs(point.bound)); }

  /// Asks the areas that are farthest from their floor; false where none is and no longer look at the whole is left.
  bool refine(const std::vector<Point>& points) {
    Allowance over{.sites = further_, .money = money()};
    double widest = 0;
    std::size_t open = 0;
    for (const Point& point : points) {
      over.sites -= std::min(over.sites, point.given.sites);
      over.money -= std::min(over.money, point.given.money);
      if (!is_open(point)) continue;
      widest = std::max(widest, point.lacking);
      ++open;
    }
    if (open == 0) {
      looks_ *= 8;
      return !proven_ && looks_ < limits_.work / 4;
    }
    over.money /= static_cast<double>(open);
    over.sites = (over.sites + open - 1) / open;
    for (std::size_t i = 0; i < points.size() && !effort_.over(); ++i) {
      if (is_open(points[i]) && points[i].lacking >= widest / 4) search(areas_[i], to_ask(areas_[i], points[i], over));
    }
    return true;
  }

  /// Around a point, where an answer is not known: with a share of what is over, or with more as far as that changes nothing.
  [[nodiscard]] Allowance to_ask(const AreaFrontier& area, const Point& point, const Allowance& share) const {
    Allowance asked = point.given;
    for (std::size_t more = 0; limited() && more < share.sites && asked.sites < area.most().sites; ++more) {
      if (area.bound({asked.sites + 1, asked.money}) >= point.bound) ++asked.sites;
    }
    const double far = std::max(share.money, money() / static_cast<double>(8 * areas_.size()));
    asked.money = std::max(asked.money, std::min({area.most().money, asked.money + far, area.money_until(asked, point.bound)}));
    for (;;) {
      const AreaAnswer* known = area.best(asked);
      if (known == nullptr || known->cost > area.bound(asked) + 2 * hair * (1 + known->cost)) return asked;
      if (known->taken.money - 3 * area.slip() > point.given.money) {
        asked.money = known->taken.money - 3 * area.slip();
      } else if (limited() && known->taken.sites > point.given.sites) {
        asked.sites = known->taken.sites - 1;
      } else {
        return point.given;
      }
    }
  }

  [[nodiscard]] SitingAnswer answer() const {
    SitingAnswer answer;
    answer.served_by = core::Column<DemandId, SiteId>(task_.weights.size());
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      if (allowed(task_, site) && task_.sites[site].fixed) answer.sites.push_back(site);
    }
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      const AreaFrontier& area = areas_[i];
      const KnownChoice& choice = area.answers()[taken_[i]].choice;
      for (const SiteId site : choice.sites) {
        if (!area.task.sites[site].fixed) answer.sites.push_back(area.sites[site.value()]);
      }
      for (const DemandId point : core::ids<DemandId>(area.points.size()))
        answer.served_by[area.points[point.value()]] = area.sites[choice.served_by[point].value()];
    }
    std::sort(answer.sites.begin(), answer.sites.end());
    answer.cost = cost_;
    answer.bound = std::min(bound_, cost_);
    answer.stopped_by = answer.bound >= cost_ * (1 - hair) ? StoppedBy::proof
                        : effort_.over()                   ? effort_.reason()
                                                           : StoppedBy::work;
    answer.work = effort_.work();
    return answer;
  }

  const SitingTask& task_;
  const SitingLimits& limits_;
  const KnownChoice& known_;
  Effort effort_;
  std::vector<AreaFrontier> areas_;   ///< those with demand
  std::vector<std::size_t> numbers_;  ///< theirs
  std::size_t free_ = 0;
  std::size_t further_ = 0;  ///< at most so many beside those that stand
  double cost_ = no_way;
  double bound_ = 0;
  std::vector<std::size_t> taken_;  ///< of each area, its answer
  std::uint64_t each_ = 1;          ///< work on a first question
  std::uint64_t looks_ = 1;         ///< at the whole
  bool proven_ = true;              ///< that whole
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
