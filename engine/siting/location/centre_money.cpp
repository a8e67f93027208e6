#include "engine/siting/location/centre_money.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace wangge::siting {
namespace {

constexpr double hair = 1e-9;

/// Without what another option beats or equals in all respects.
std::vector<CentreOption> worth_while(std::vector<CentreOption> options) {
  std::sort(options.begin(), options.end(), [](const CentreOption& a, const CentreOption& b) {
    if (a.money != b.money) return a.money < b.money;
    if (a.ways != b.ways) return a.ways < b.ways;
    return a.further != b.further ? a.further < b.further : a.site < b.site;
  });
  std::vector<CentreOption> kept;
  for (const CentreOption& option : options) {
    const bool beaten = std::any_of(kept.begin(), kept.end(), [&](const CentreOption& other) {
      return other.ways <= option.ways && other.further <= option.further;
    });
    if (!beaten) kept.push_back(option);
  }
  return kept;
}

class Knapsack {
 public:
  Knapsack(std::vector<std::vector<CentreOption>> areas, double money, std::size_t most_further, std::uint64_t work, double below)
      : areas_(std::move(areas)), money_(money), most_further_(most_further), left_(work), best_(below) {}

  /// Nothing where even the cheapest options are too dear.
  std::optional<CentreChoice> run() {
    set_prices();
    const double whole = priced_sum_ - price_ * money_ - price_of_further_ * static_cast<double>(most_further_);
    CentreChoice choice{.taken = {}, .ways = best_, .bound = best_, .proven = true};
    if (best_ < no_way && !drop_hopeless(whole)) {
      choice.work = looked_;
      return choice;
    }
    for (std::vector<CentreOption>& options : areas_) options = worth_while(std::move(options));
    count_further();
    std::vector<std::vector<double>> cheapest = sums([](const CentreOption& option) { return option.money; });
    if (cheapest[0][further_] > money_) return best_ < no_way ? std::optional(choice) : std::nullopt;
    cheapest_ = std::move(cheapest);
    sharpen_price();
    least_ = sums([this](const CentreOption& option) { return priced(option); });
    const double bound = std::max(whole, least_[0][further_] - price_ * money_);
    for (std::vector<CentreOption>& options : areas_) {
      std::stable_sort(options.begin(), options.end(),
                       [this](const CentreOption& a, const CentreOption& b) { return priced(a) < priced(b); });
    }
    const std::uint64_t all = left_;
    path_.resize(areas_.size());
    descend(0, 0, 0, further_);
    choice.ways = best_;
    choice.proven = !ended_;
    choice.work = looked_ + all - left_;
    choice.bound = ended_ ? std::min(best_, bound - hair * std::abs(bound)) : best_;
    for (std::size_t area = 0; area < taken_.size(); ++area) choice.taken.push_back(areas_[area][taken_[area]]);
    if (ended_) choice.priced = at_price();
    return choice;
  }

 private:
  [[nodiscard]] double priced(const CentreOption& option) const { return option.ways + price_ * option.money; }
  [[nodiscard]] double fully_priced(const CentreOption& option) const {
    return priced(option) + price_of_further_ * static_cast<double>(option.further);
  }
  [[nodiscard]] double enough() const { return best_ < no_way ? best_ - hair * std::abs(best_) : no_way; }

  struct Use {
    double money = 0;
    std::size_t further = 0;
  };
  /// What the best option of each area takes at the prices.
  [[nodiscard]] Use use() {
    Use all;
    priced_sum_ = 0;
    for (const auto& options : areas_) {
      const CentreOption* best = &options.front();
      for (const CentreOption& option : options) {
        if (fully_priced(option) < fully_priced(*best)) best = &option;
      }
      looked_ += options.size();
      priced_sum_ += fully_priced(*best);
      all.money += best->money;
      all.further += best->further;
    }
    return all;
  }

  /// The lowest price, to rounding, at which no more is used than there is.
  template <typename TooMuch>
  void lower(double& price, TooMuch too_much, int steps) {
    price = 0;
    if (!too_much()) return;
    double low = 0;
    double high = 1;
    for (price = high; too_much() && high < 1e30; price = high) low = std::exchange(high, 4 * high);
    for (int step = 0; step < steps; ++step) {
      price = (low + high) / 2;
      (too_much() ? low : high) = price;
    }
    price = high;
  }

  /// Prices of money and of further sites, one after the other.
  void set_prices() {
    for (int round = 0; round < 3; ++round) {
      const double before = price_;
      lower(
          price_, [this] { return use().money > money_; }, 40);
      if (round > 0 && price_ == before) break;
      lower(
          price_of_further_, [this] { return use().further > most_further_; }, 40);
    }
    static_cast<void>(use());
  }

  /// The price of money where further sites are counted one by one: there the bound is highest.
  void sharpen_price() {
    const auto spent = [this] {
      double money = 0;
      for (const CentreOption& option : at_price()) money += option.money;
      return money;
    };
    lower(
        price_, [&] { return spent() > money_; }, 40);
  }

  /// The least priced sum within the number of further sites.
  [[nodiscard]] std::vector<CentreOption> at_price() {
    const auto least = sums([this](const CentreOption& option) { return priced(option); });
    std::vector<CentreOption> all;
    std::size_t left = further_;
    for (std::size_t area = 0; area < areas_.size(); ++area) {
      const CentreOption* best = nullptr;
      double value = no_way;
      for (const CentreOption& option : areas_[area]) {
        if (option.further > left) continue;
        const double own = priced(option) + least[area + 1][left - option.further];
        if (best != nullptr && own >= value) continue;
        value = own;
        best = &option;
      }
      all.push_back(*best);
      left -= best->further;
    }
    return all;
  }

  /// Drops options that no choice below the best can hold; false where an area has no other.
  bool drop_hopeless(double whole) {
    for (auto& options : areas_) {
      double least = no_way;
      for (const CentreOption& option : options) least = std::min(least, fully_priced(option));
      std::erase_if(options, [&](const CentreOption& option) { return whole - least + fully_priced(option) >= enough(); });
      if (options.empty()) return false;
    }
    return true;
  }

  void count_further() {
    further_ = 0;
    for (const auto& options : areas_) {
      std::size_t most = 0;
      for (const CentreOption& option : options) most = std::max(most, option.further);
      further_ += most;
    }
    further_ = std::min(further_, most_further_);
  }

  /// Least sums over the areas from each on, by the number of further sites left.
  template <typename Value>
  [[nodiscard]] std::vector<std::vector<double>> sums(Value value) {
    std::vector<std::vector<double>> sums(areas_.size() + 1, std::vector<double>(further_ + 1, 0));
    for (std::size_t area = areas_.size(); area-- > 0;) {
      std::fill(sums[area].begin(), sums[area].end(), no_way);
      for (const CentreOption& option : areas_[area]) {
        const double own = value(option);
        for (std::size_t left = option.further; left <= further_; ++left)
          sums[area][left] = std::min(sums[area][left], own + sums[area + 1][left - option.further]);
      }
      looked_ += areas_[area].size() * (further_ + 1) / 4;
    }
    return sums;
  }

  void descend(std::size_t area, double ways, double spent, std::size_t further) {
    if (area == areas_.size()) {
      if (ways >= best_) return;
      best_ = ways;
      taken_ = path_;
      return;
    }
    // A first choice is always finished: the cheapest options that follow are affordable.
    if (left_ == 0 && best_ < no_way) {
      ended_ = true;
      return;
    }
    const std::vector<CentreOption>& options = areas_[area];
    for (std::size_t i = 0; i < options.size(); ++i) {
      left_ -= left_ > 0 ? 1 : 0;
      // None that follows is less, with however many further sites.
      if (ways + priced(options[i]) + least_[area + 1][further] - price_ * (money_ - spent) >= enough()) return;
      if (options[i].further > further) continue;
      const std::size_t left = further - options[i].further;
      const double paid = spent + options[i].money;
      if (paid + cheapest_[area + 1][left] > money_ + 1e-13 * money_) continue;
      const double bound = ways + options[i].ways + least_[area + 1][left] - price_ * (money_ - paid);
      const double plain = ways + options[i].ways;
      if (std::max(bound, plain) >= enough()) continue;
      path_[area] = i;
      descend(area + 1, plain, paid, left);
      if (ended_) return;
    }
  }

  std::vector<std::vector<CentreOption>> areas_;
  double money_;
  std::size_t most_further_;
  std::size_t further_ = 0;  ///< that may be of use
  std::uint64_t left_;
  std::uint64_t looked_ = 0;
  double price_ = 0;  ///< of money
  double price_of_further_ = 0;
  double priced_sum_ = 0;
  std::vector<std::vector<double>> least_;     ///< priced, of the areas from here on, by further sites left
  std::vector<std::vector<double>> cheapest_;  ///< money, likewise
  std::vector<std::size_t> path_;
  std::vector<std::size_t> taken_;
  double best_;
  bool ended_ = false;
};

/// What the areas of some levels cost at least, from the bottom up.
class Outlay {
 public:
  Outlay(const SitingTask& task, const std::vector<CentreLevel>& levels, const std::vector<char>& paid, AreaRooms& rooms,
         std::optional<std::size_t> most)
      : task_(task),
        levels_(levels),
        paid_(paid),
        rooms_(rooms),
        most_(most),
        offered_(levels.size()),
        of_(levels.size()),
        least_(levels.size()) {
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
  [[nodiscard]] MoneyBySites with(std::size_t level, SiteId site, const Taken* before) {
    if (level + 1 == levels_.size()) return lowest(levels_[level].site_area[site].value(), site, before);
    bool free = !task_.budget || paid_[site.value()] != 0;
    for (const Taken* other = before; other != nullptr; other = other->before) free = free || other->site == site;
    MoneyBySites sum{free ? 0 : task_.sites[site].cost};
    const Taken now{site, before};
    for (const std::size_t child : children(level, levels_[level].site_area[site].value())) {
      // Where nothing costs anything it does not matter what is taken above.
      bool known = false;
      for (const Taken* other = &now; other != nullptr && task_.budget; other = other->before)
        known = known || levels_[level + 1].site_area[other->site] == QuarterId(child);
      sum = together(sum, known ? of_area(level + 1, child, &now) : least_[level + 1][child], cap());
    }
    return sum;
  }

  [[nodiscard]] const std::vector<SiteId>& offers(std::size_t level, std::size_t area) const { return of_[level][area]; }

 private:
  [[nodiscard]] std::size_t cap() const { return most_.value_or(0); }

  [[nodiscard]] MoneyBySites lowest(std::size_t area, SiteId centre, const Taken* before) {
    std::vector<SiteId> free;
    for (const Taken* other = before; other != nullptr; other = other->before) free.push_back(other->site);
    MoneyBySites money{no_way};
    for (const RoomChoice& choice : rooms_.choices(area, centre, std::move(free))) {
      const std::size_t further = most_ ? choice.further : 0;
      if (further > cap()) continue;
      money.resize(std::max(money.size(), further + 1), money.back());
      money[further] = std::min(money[further], choice.money);
    }
    return money;
  }

  /// An area without a candidate gets no centre; where it has demand that is refused elsewhere.
  [[nodiscard]] MoneyBySites of_area(std::size_t level, std::size_t area, const Taken* before) {
    if (level + 1 == levels_.size()) return lowest(area, SiteId(), before);
    if (!of_[level][area].empty()) {
      MoneyBySites least{no_way};
      for (const SiteId site : of_[level][area]) least = least_of(least, with(level, site, before));
      return least;
    }
    MoneyBySites sum{0};
    for (const std::size_t child : children(level, area)) sum = together(sum, least_[level + 1][child], cap());
    return sum;
  }

  /// The areas of the level below that lie in an area.
  [[nodiscard]] const std::vector<std::size_t>& children(std::size_t level, std::size_t area) {
    const auto [found, fresh] = children_.try_emplace({level, area});
    if (!fresh) return found->second;
    std::vector<char> in(levels_[level + 1].areas, 0);
    for (const SiteId site : core::ids<SiteId>(task_.sites.size())) {
      const QuarterId child = levels_[level + 1].site_area[site];
      if (child.valid() && levels_[level].site_area[site] == QuarterId(area)) in[child.value()] = 1;
    }
    for (std::size_t child = 0; child < in.size(); ++child) {
      if (in[child] != 0) found->second.push_back(child);
    }
    return found->second;
  }

  const SitingTask& task_;
  const std::vector<CentreLevel>& levels_;
  const std::vector<char>& paid_;
  AreaRooms& rooms_;
  std::optional<std::size_t> most_;
  std::vector<std::vector<char>> offered_;
  std::vector<std::vector<std::vector<SiteId>>> of_;  ///< [level][area]: candidates
  std::vector<std::vector<MoneyBySites>> least_;      ///< [level][area]
  std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> children_;
};

}  // namespace

double money_for(const MoneyBySites& money, std::size_t further) { return money[std::min(further, money.size() - 1)]; }

MoneyBySites together(const MoneyBySites& a, const MoneyBySites& b, std::size_t most) {
  MoneyBySites sum(std::min(most, a.size() + b.size() - 2) + 1, no_way);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size() && i + j < sum.size(); ++j) sum[i + j] = std::min(sum[i + j], a[i] + b[j]);
  }
  return sum;
}

MoneyBySites least_of(const MoneyBySites& a, const MoneyBySites& b) {
  MoneyBySites least(std::max(a.size(), b.size()));
  for (std::size_t further = 0; further < least.size(); ++further)
    least[further] = std::min(money_for(a, further), money_for(b, further));
  return least;
}

std::optional<CentreChoice> choose_centres(std::vector<std::vector<CentreOption>> areas, double money, std::uint64_t work,
                                           std::size_t most_further, double below) {
  return Knapsack(std::move(areas), money, most_further, work, below).run();
}

std::vector<MoneyBySites> least_money(const SitingTask& task, const std::vector<CentreLevel>& levels,
                                      const std::vector<char>& paid, AreaRooms& rooms, std::optional<std::size_t> most) {
  Outlay outlay(task, levels, paid, rooms, most);
  std::vector<MoneyBySites> money(task.sites.size());
  for (std::size_t area = 0; area < levels.front().areas; ++area) {
    for (const SiteId site : outlay.offers(0, area)) money[site.value()] = outlay.with(0, site, nullptr);
  }
  return money;
}

}  // namespace wangge::siting
