#include "engine/siting/location/centre.h"

#include "engine/core/error.h"
#include "engine/siting/location/branch_sites.h"
#include "engine/siting/location/choice_start.h"
#include "engine/siting/location/cover_reduction.h"
#include "engine/siting/location/cover_walk.h"
#include "engine/siting/location/set_cover_relaxation.h"

#include <algorithm>
#include <utility>

namespace wangge::siting {
namespace {

/// What one question "are so many sites enough within this length?" came to.
struct Decision {
  SiteSet sites;        ///< empty: none found
  bool proven = false;  ///< that there is none
};

class Bisection {
 public:
  Bisection(const SitingTask& task, const ChoiceRules& rules, Effort& effort) : task_(task), rules_(rules), effort_(effort) {
    std::vector<double> nearest(task.weights.size(), no_way);
    for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
      if (!allowed(task, site)) continue;
      const std::span<const double> row = task.lengths.from(site);
      for (std::size_t demand = 0; demand < row.size(); ++demand) nearest[demand] = std::min(nearest[demand], row[demand]);
      for (const double length : row) {
        if (length < no_way) lengths_.push_back(length);
      }
    }
    std::sort(lengths_.begin(), lengths_.end());
    lengths_.erase(std::unique(lengths_.begin(), lengths_.end()), lengths_.end());
    // No demand point is nearer than its nearest site.
    const double least = *std::max_element(nearest.begin(), nearest.end());
    low_ = static_cast<std::size_t>(std::lower_bound(lengths_.begin(), lengths_.end(), least) - lengths_.begin());
  }

  SitingAnswer run() {
    high_ = lengths_.size();
    begin();
    // Rounds of rising effort a question: one that stays open must not keep the others from being asked.
    std::uint64_t units = std::max<std::uint64_t>(effort_.limits().work / 200, 1);
    for (; low_ < high_ && !effort_.over(); units *= 4) {
      look_for_better(units);
      look_for_proof(units);
    }
    return answer();
  }

 private:
  /// A choice to begin with: again and again the site nearest to the demand point that is farthest from all chosen (Gonzalez
  /// 1985).
  void begin() {
    if (rules_.budget) return;
    SiteSet chosen;
    std::vector<double> nearest(task_.weights.size(), no_way);
    const auto add = [&](std::uint32_t site) {
      chosen.push_back(site);
      const std::span<const double> row = task_.lengths.from(SiteId(site));
      for (std::size_t demand = 0; demand < row.size(); ++demand) nearest[demand] = std::min(nearest[demand], row[demand]);
    };
    for (std::uint32_t site = 0; site < rules_.status.size(); ++site) {
      if (rules_.status[site] == Choice::open) add(site);
    }
    while (chosen.size() < rules_.most) {
      const std::size_t farthest = static_cast<std::size_t>(std::max_element(nearest.begin(), nearest.end()) - nearest.begin());
      std::uint32_t best = 0;
      double least = no_way;
      for (std::uint32_t site = 0; site < rules_.status.size(); ++site) {
        if (rules_.status[site] == Choice::closed) continue;
        const double length = task_.lengths(SiteId(site), DemandId(farthest));
        if (length < least) {
          least = length;
          best = site;
        }
      }
      if (least >= nearest[farthest]) break;
      add(best);
    }
    effort_.spend(chosen.size() * nearest.size());
    if (farthest_of(chosen) < no_way) take(std::move(chosen));
  }

  [[nodiscard]] double farthest_of(const SiteSet& chosen) const {
    double farthest = 0;
    for (const DemandId demand : core::ids<DemandId>(task_.weights.size())) {
      double nearest = no_way;
      for (const std::uint32_t site : chosen) nearest = std::min(nearest, task_.lengths(SiteId(site), demand));
      farthest = std::max(farthest, nearest);
    }
    return farthest;
  }

  void take(SiteSet chosen) {
    const double farthest = farthest_of(chosen);
    high_ = static_cast<std::size_t>(std::lower_bound(lengths_.begin(), lengths_.end(), farthest) - lengths_.begin());
    best_ = std::move(chosen);
  }

  /// Asks where a better choice may be; what stays open counts as no.
  void look_for_better(std::uint64_t units) {
    for (std::size_t least = low_; least < high_ && !effort_.over();) {
      const std::size_t middle = least + (high_ - least) / 2;
      if (!ask(middle, units)) least = middle + 1;
    }
  }

  /// Asks where there is proven to be none; what stays open counts as yes.
  void look_for_proof(std::uint64_t units) {
    for (std::size_t most = high_; low_ < most && !effort_.over();) {
      const std::size_t middle = low_ + (most - low_) / 2;
      const std::size_t before = low_;
      ask(middle, units);
      if (low_ == before) most = std::min(middle, high_);
    }
  }

  /// Whether the sites are enough within the length: true where they are; low_ and high_ follow what is known.
  bool ask(std::size_t middle, std::uint64_t units) {
    Decision decision = enough_within(lengths_[middle], units);
    if (!decision.sites.empty())
      take(std::move(decision.sites));
    else if (decision.proven)
      low_ = std::max(low_, middle + 1);
    return high_ <= middle;
  }

  Decision enough_within(double length, std::uint64_t units) {
    Effort part = effort_.part(units);
    const bool by_money = !task_.most_sites;
    const std::vector<double> costs = by_money ? rules_.costs : std::vector<double>(task_.sites.size(), 1);
    part.spend(task_.lengths.all().size() / 8);
    const ReducedCover reduced = reduce_cover(CoverSets(task_, length), rules_.status, rules_.budget ? rules_.costs : costs);
    ChoiceRules kept = rules_;
    kept.status = reduced.status;
    if (!rules_.budget) {
      CoverWalk walk(reduced.sets, kept.status, effort_.limits().seed, part);
      SiteSet found = walk.smallest(rules_.most, std::min<std::uint64_t>(reduced.sets.pairs() * 200, units / 3));
      if (!found.empty() && found.size() <= rules_.most) {
        effort_.spend(part.work());
        return {.sites = std::move(found), .proven = false};
      }
    }
    SetCoverRelaxation relaxation(reduced.sets, costs, kept, !by_money, part);
    SearchRules search;
    search.root.steps = 600;
    search.root.patience = 15;
    search.good = by_money ? *rules_.budget : static_cast<double>(rules_.most);
    search.below = by_money ? *rules_.budget * (1 + 2e-9) + 1e-9 : search.good + 1;
    const SiteSearch found = branch_on_sites(relaxation, kept, search, {}, part);
    effort_.spend(part.work());
    return {.sites = found.sites, .proven = found.sites.empty() && found.stopped_by == StoppedBy::proof};
  }

  SitingAnswer answer() {
    if (best_.empty()) {
      const bool proven = low_ >= lengths_.size();
      throw core::Error(core::ErrorCode::input,
                        proven ? core::Text{.zh = "给定的点数或预算之内，没有任何选择能让每个需求点可达",
                                            .en = "with so few sites or so small a budget no choice reaches every demand point"}
                               : core::Text{.zh = "在给定的工作量之内没有找到可达全部需求点的选择",
                                            .en = "no choice that reaches every demand point was found within the limits"});
    }
    SitingAnswer found;
    found.sites = as_ids(filled(best_, rules_));
    found.served_by = nearest_of(task_, found.sites);
    found.cost = lengths_[high_];
    found.bound = lengths_[std::min(low_, high_)];
    found.stopped_by = low_ >= high_ ? StoppedBy::proof : effort_.reason();
    found.work = effort_.work();
    return found;
  }

  const SitingTask& task_;
  const ChoiceRules& rules_;
  Effort& effort_;
  std::vector<double> lengths_;  ///< that occur, rising
  std::size_t low_ = 0;          ///< no choice does better than lengths_[low_]
  std::size_t high_ = 0;         ///< best_ does lengths_[high_]
  SiteSet best_;
};

}  // namespace

SitingAnswer solve_centre(const SitingTask& task, const SitingLimits& limits) {
  check_task(task);
  check_reach(task, no_way, Weightless::count);
  const ChoiceRules rules = choice_rules(task);
  Effort effort(limits);
  return Bisection(task, rules, effort).run();
}

}  // namespace wangge::siting
