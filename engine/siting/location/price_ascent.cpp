#include "engine/siting/location/price_ascent.h"

#include <algorithm>
#include <cmath>

namespace wangge::siting {
namespace {

constexpr double rounding = 1e-11;  ///< of a bound, relative: far above what adding 10^5 doubles can do

class Ascent {
 public:
  Ascent(Relaxation& relaxation, const ChoiceRules& rules, const AscentRules& ascent, Branch& branch, Incumbent& incumbent,
         Effort& effort)
      : relaxation_(relaxation), rules_(rules), ascent_(ascent), branch_(branch), incumbent_(incumbent), effort_(effort) {
    if (branch_.share.empty()) branch_.share.assign(relaxation_.sites(), 0.5);
    best_prices_ = branch_.prices;
    direction_.assign(branch_.prices.size(), 0);
  }

  void run() {
    double scale = ascent_.first_scale;
    int stalled = 0;
    // Choices that prices suggest are worth less and less of a local search while none of them turns out better.
    int pause = ascent_.improve_every;
    int next_offer = 0;
    for (int step = 0; step < ascent_.steps && scale >= ascent_.least_scale; ++step) {
      const double bound = look();
      if (bound > branch_.bound) {
        // A hair of gain is no progress.
        stalled = bound > branch_.bound + 1e-5 * std::abs(bound) ? 0 : stalled + 1;
        branch_.bound = bound;
        best_prices_ = branch_.prices;
      } else {
        ++stalled;
      }
      if (finished() || effort_.over()) break;
      if (ascent_.improve_every > 0 && step >= next_offer) {
        pause = offer() ? ascent_.improve_every : std::min(2 * pause, ascent_.longest_pause);
        next_offer = step + pause;
      }
      if (finished() || !settle(bound)) break;
      if (stalled >= ascent_.patience) {
        stalled = 0;
        scale /= 2;
        branch_.prices = best_prices_;
        std::fill(direction_.begin(), direction_.end(), 0.0);
        look();
      }
      if (!move(scale)) break;
    }
    branch_.prices = best_prices_;
  }

 private:
  [[nodiscard]] bool finished() {
    branch_.closed = branch_.closed || branch_.bound >= incumbent_.enough();
    return branch_.closed;
  }

  /// The bound at the present prices.
  double look() {
    const std::size_t demands = relaxation_.prices();
    const std::span<const double> prices(branch_.prices.data(), demands);
    double bound = relaxation_.price(prices);
    std::span<const double> values = relaxation_.values();
    if (rules_.budget) {
      const double money = branch_.prices[demands];
      values_.assign(values.begin(), values.end());
      for (std::size_t site = 0; site < values_.size(); ++site) values_[site] += money * rules_.costs[site];
      bound -= money * *rules_.budget;
      values = values_;
    }
    now_ = values;
    least_ = least_choice(values, branch_.status, rules_.most);
    effort_.spend(values.size());
    return bound + least_.sum;
  }

  /// Whether it came to something better.
  bool offer() {
    if (least_.sites == offered_) return false;
    offered_ = least_.sites;
    SiteSet within = least_.sites;
    const std::optional<SiteSetCost> found = relaxation_.improve(within);
    if (!found || found->cost >= incumbent_.cost) return false;
    incumbent_.sites = found->sites;
    incumbent_.cost = found->cost;
    return true;
  }

  /// Reduced-cost fixing; false where nothing is left to choose.
  bool settle(double bound) {
    const double enough = incumbent_.enough();
    if (!(bound + 0.1 * std::abs(bound) >= enough)) return true;
    std::vector<char> chosen(now_.size(), 0);
    for (const std::uint32_t site : least_.sites) chosen[site] = 1;
    std::size_t open = 0;
    std::size_t free = 0;
    for (std::uint32_t site = 0; site < now_.size(); ++site) {
      Choice& status = branch_.status[site];
      if (status == Choice::free) {
        if (chosen[site] != 0 && bound - now_[site] + least_.out_instead >= enough) status = Choice::open;
        if (chosen[site] == 0 && bound + now_[site] - least_.in_rather >= enough) status = Choice::closed;
      }
      open += status == Choice::open ? 1 : 0;
      free += status == Choice::free ? 1 : 0;
    }
    if (open > rules_.most) branch_.closed = true;
    return !branch_.closed && free > 0 && open < rules_.most;
  }

  /// One step along the direction; false where it leads nowhere.
  bool move(double scale) {
    const std::size_t demands = relaxation_.prices();
    const std::span<const double> prices(branch_.prices.data(), demands);
    slopes_ = relaxation_.slopes(least_.sites, prices);
    if (rules_.budget) {
      double spent = 0;
      for (const std::uint32_t site : least_.sites) spent += rules_.costs[site];
      slopes_.push_back(spent - *rules_.budget);
    }
    double along = 0;
    double before = 0;
    for (std::size_t i = 0; i < slopes_.size(); ++i) {
      // Against a wall there is no way to go.
      if (slopes_[i] < 0 && branch_.prices[i] <= 0) slopes_[i] = 0;
      if (slopes_[i] > 0 && i < demands && branch_.prices[i] >= relaxation_.highest_price(i)) slopes_[i] = 0;
      along += slopes_[i] * direction_[i];
      before += direction_[i] * direction_[i];
    }
    const double turn = along < 0 && before > 0 ? -1.5 * along / before : 0;
    double norm = 0;
    for (std::size_t i = 0; i < slopes_.size(); ++i) {
      direction_[i] = slopes_[i] + turn * direction_[i];
      norm += direction_[i] * direction_[i];
    }
    for (double& share : branch_.share) share *= 0.9;
    for (const std::uint32_t site : least_.sites) branch_.share[site] += 0.1;
    if (norm <= 0) return false;
    const double present = std::min(branch_.bound, incumbent_.cost);
    const double gap = std::isinf(incumbent_.cost) ? std::abs(present) * 0.1 + 1 : incumbent_.cost - present;
    const double length = scale * (gap + 2e-4 * std::abs(present)) / norm;
    for (std::size_t i = 0; i < slopes_.size(); ++i) {
      const double highest = i < demands ? relaxation_.highest_price(i) : std::numeric_limits<double>::infinity();
      branch_.prices[i] = std::clamp(branch_.prices[i] + length * direction_[i], 0.0, highest);
    }
    effort_.spend(slopes_.size());
    return true;
  }

  Relaxation& relaxation_;
  const ChoiceRules& rules_;
  const AscentRules& ascent_;
  Branch& branch_;
  Incumbent& incumbent_;
  Effort& effort_;
  LeastChoice least_;
  std::span<const double> now_;
  std::vector<double> values_;
  std::vector<double> slopes_;
  std::vector<double> direction_;
  std::vector<double> best_prices_;
  SiteSet offered_;
};

}  // namespace

double Incumbent::enough() const {
  if (std::isinf(cost)) return cost;
  return whole ? cost - 1 + 1e-6 : cost - 1e-9 * std::abs(cost) - 1e-12;
}

double Incumbent::safe(double bound) const {
  const double low = bound - rounding * std::abs(bound);
  return whole ? std::ceil(low - 1e-6) : low;
}

void raise_bound(Relaxation& relaxation, const ChoiceRules& rules, const AscentRules& ascent, Branch& branch,
                 Incumbent& incumbent, Effort& effort) {
  Ascent(relaxation, rules, ascent, branch, incumbent, effort).run();
}

}  // namespace wangge::siting
