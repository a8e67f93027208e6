#include "engine/siting/location/centre_money.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace wangge::siting {
namespace {

constexpr double hair = 1e-9;

/// Options by rising money and falling ways: whatever is both dearer and farther goes.
std::vector<CentreOption> worth_while(std::vector<CentreOption> options) {
  std::sort(options.begin(), options.end(), [](const CentreOption& a, const CentreOption& b) {
    if (a.money != b.money) return a.money < b.money;
    return a.ways != b.ways ? a.ways < b.ways : a.site < b.site;
  });
  std::vector<CentreOption> kept;
  for (const CentreOption& option : options) {
    if (kept.empty() || option.ways < kept.back().ways) kept.push_back(option);
  }
  return kept;
}

class Knapsack {
 public:
  Knapsack(const std::vector<std::vector<CentreOption>>& areas, double money, std::uint64_t work)
      : areas_(areas), money_(money), left_(work) {
    set_price();
    least_.assign(areas_.size() + 1, 0);
    cheapest_.assign(areas_.size() + 1, 0);
    for (std::size_t area = areas_.size(); area-- > 0;) {
      double least = no_way;
      for (const CentreOption& option : areas_[area]) least = std::min(least, option.ways + price_ * option.money);
      least_[area] = least_[area + 1] + least;
      cheapest_[area] = cheapest_[area + 1] + areas_[area].front().money;
    }
  }

  CentreChoice run() {
    const std::uint64_t all = left_;
    const double bound = least_[0] - price_ * money_;
    descend(0, 0, 0);
    CentreChoice choice{.sites = {}, .ways = best_, .bound = 0, .proven = !ended_, .work = all - left_};
    choice.bound = ended_ ? std::min(best_, bound - hair * std::abs(bound)) : best_;
    for (std::size_t area = 0; area < areas_.size(); ++area) choice.sites.push_back(areas_[area][taken_[area]].site);
    return choice;
  }

 private:
  /// Money spent at a price by the best option of each area.
  [[nodiscard]] double spent_at(double price) const {
    double spent = 0;
    for (const auto& options : areas_) {
      const CentreOption* best = &options.front();
      for (const CentreOption& option : options) {
        if (option.ways + price * option.money < best->ways + price * best->money) best = &option;
      }
      spent += best->money;
    }
    return spent;
  }

  /// The lowest price, to rounding, at which the money suffices: there the bound is highest.
  void set_price() {
    if (spent_at(0) <= money_) return;
    double low = 0;
    double high = 1;
    while (spent_at(high) > money_ && high < 1e30) high *= 4;
    for (int step = 0; step < 100; ++step) {
      const double middle = (low + high) / 2;
      (spent_at(middle) > money_ ? low : high) = middle;
    }
    price_ = high;
  }

  void descend(std::size_t area, double ways, double spent) {
    if (area == areas_.size()) {
      if (ways >= best_) return;
      best_ = ways;
      taken_ = path_;
      return;
    }
    // A first choice is always finished: the cheapest options that follow are affordable.
    if (left_ == 0 && !taken_.empty()) {
      ended_ = true;
      return;
    }
    const std::vector<CentreOption>& options = areas_[area];
    std::vector<std::size_t> order(options.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto value = [&](std::size_t i) { return options[i].ways + price_ * options[i].money; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return value(a) < value(b); });
    path_.resize(areas_.size());
    for (const std::size_t i : order) {
      left_ -= left_ > 0 ? 1 : 0;
      const double paid = spent + options[i].money;
      if (paid + cheapest_[area + 1] > money_ * (1 + 1e-12)) continue;
      const double bound = ways + options[i].ways + least_[area + 1] - price_ * (money_ - paid);
      const double plain = ways + options[i].ways;
      if (std::max(bound, plain) >= best_ - hair * std::abs(best_) && !taken_.empty()) continue;
      path_[area] = i;
      descend(area + 1, plain, paid);
      if (ended_) return;
    }
  }

  const std::vector<std::vector<CentreOption>>& areas_;
  double money_;
  std::uint64_t left_;
  double price_ = 0;
  std::vector<double> least_;     ///< priced, of the areas from here on
  std::vector<double> cheapest_;  ///< money, likewise
  std::vector<std::size_t> path_;
  std::vector<std::size_t> taken_;
  double best_ = no_way;
  bool ended_ = false;
};

/// What the areas of some levels cost at least, from the bottom up.
class Outlay {
 public:
  Outlay(const SitingTask& task, const std::vector<CentreLevel>& levels, const std::vector<char>& paid)
      : task_(task), levels_(levels), paid_(paid), offered_(levels.size()), of_(levels.size()), least_(levels.size()) {
    for (std::size_t level = 0; level < levels.size(); ++level) {
      std::vector<char>& offered = offered_[level];
      offered.assign(task.sites.size(), levels[level].sites.empty() ? 1 : 0);
      for (const SiteId site : levels[level].sites) offered[site.value()] = 1;
      of_[level].resize(levels[level].areas);
      for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
        const QuarterId area = levels[level].site_area[site];
        if (area.valid() && offered[site.value()] != 0 && allowed(task, site)) of_[level][area.value()].push_back(site);
      }
    }
    // An area below lies in the area above that its own sites lie in.
    for (std::size_t level = levels.size(); level-- > 0;) {
      for (std::size_t area = 0; area < levels[level].areas; ++area) least_[level].push_back(of_area(level, area, nullptr));
    }
  }

  /// Sites taken at this level and those above, the last first.
  struct Taken {
    SiteId site;
    const Taken* before = nullptr;
  };

  /// The site, if it is taken at this level after others above, and all areas below in its own.
  [[nodiscard]] double with(std::size_t level, SiteId site, const Taken* before) const {
    bool free = paid_[site.value()] != 0;
    for (const Taken* other = before; other != nullptr; other = other->before) free = free || other->site == site;
    double sum = free ? 0 : task_.sites[site].cost;
    if (level + 1 == levels_.size()) return sum;
    const Taken now{site, before};
    for (const std::size_t child : children(level, levels_[level].site_area[site].value())) {
      bool known = false;
      for (const Taken* other = &now; other != nullptr; other = other->before)
        known = known || levels_[level + 1].site_area[other->site] == QuarterId(child);
      sum += known ? of_area(level + 1, child, &now) : least_[level + 1][child];
    }
    return sum;
  }

  [[nodiscard]] const std::vector<SiteId>& offers(std::size_t level, std::size_t area) const { return of_[level][area]; }

 private:
  /// An area without a candidate gets no centre; where it has demand that is refused elsewhere.
  [[nodiscard]] double of_area(std::size_t level, std::size_t area, const Taken* before) const {
    double least = of_[level][area].empty() ? 0 : no_way;
    for (const SiteId site : of_[level][area]) least = std::min(least, with(level, site, before));
    if (!of_[level][area].empty()) return least;
    for (const std::size_t child : children(level, area)) least += least_[level + 1][child];
    return least;
  }

  /// The areas of the level below that lie in an area.
  [[nodiscard]] std::vector<std::size_t> children(std::size_t level, std::size_t area) const {
    if (level + 1 >= levels_.size()) return {};
    const auto found = children_.find({level, area});
    if (found != children_.end()) return found->second;
    std::vector<char> in(levels_[level + 1].areas, 0);
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      const QuarterId child = levels_[level + 1].site_area[site];
      if (child.valid() && levels_[level].site_area[site] == QuarterId(area)) in[child.value()] = 1;
    }
    std::vector<std::size_t> list;
    for (std::size_t child = 0; child < in.size(); ++child) {
      if (in[child] != 0) list.push_back(child);
    }
    return children_[{level, area}] = list;
  }

  const SitingTask& task_;
  const std::vector<CentreLevel>& levels_;
  const std::vector<char>& paid_;
  std::vector<std::vector<char>> offered_;
  std::vector<std::vector<std::vector<SiteId>>> of_;  ///< [level][area]: candidates
  std::vector<std::vector<double>> least_;            ///< [level][area]
  mutable std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> children_;
};

}  // namespace

std::optional<CentreChoice> choose_centres(std::vector<std::vector<CentreOption>> areas, double money, std::uint64_t work) {
  double least = 0;
  for (std::vector<CentreOption>& options : areas) {
    options = worth_while(std::move(options));
    least += options.front().money;
  }
  if (least > money * (1 + 1e-12)) return std::nullopt;
  return Knapsack(areas, money, work).run();
}

std::vector<double> least_money(const SitingTask& task, const std::vector<CentreLevel>& levels, const std::vector<char>& paid) {
  const Outlay outlay(task, levels, paid);
  std::vector<double> money(task.sites.size(), std::numeric_limits<double>::infinity());
  for (std::size_t area = 0; area < levels.front().areas; ++area) {
    for (const SiteId site : outlay.offers(0, area)) money[site.value()] = outlay.with(0, site, nullptr);
  }
  return money;
}

}  // namespace wangge::siting
