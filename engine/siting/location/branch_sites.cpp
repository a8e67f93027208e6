#include "engine/siting/location/branch_sites.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wangge::siting {
namespace {

class Brancher {
 public:
  Brancher(Relaxation& relaxation, const ChoiceRules& rules, const SearchRules& search, Effort& effort)
      : relaxation_(relaxation), rules_(rules), search_(search), effort_(effort) {}

  SiteSearch run(const SiteSetCost& start) {
    incumbent_.whole = relaxation_.whole();
    incumbent_.cost = search_.below;
    if (!start.sites.empty() && start.cost < incumbent_.cost) {
      incumbent_.sites = start.sites;
      incumbent_.cost = start.cost;
    }
    Branch root;
    root.status = rules_.status;
    root.prices = relaxation_.first_prices(start.sites);
    if (rules_.budget) root.prices.push_back(0);
    root_prices_ = root.prices;
    open_.push_back(std::move(root));
    bool first = true;
    polish(20);
    while (!open_.empty() && !effort_.over() && incumbent_.cost > search_.good) {
      Branch branch = std::move(open_.back());
      open_.pop_back();
      if (branch.bound >= incumbent_.enough()) continue;
      work_on(std::move(branch), std::exchange(first, false));
      if (!open_.empty() && effort_.work() >= next_polish_) polish(10);
    }
    return answer();
  }

 private:
  void work_on(Branch branch, bool root) {
    std::optional<std::vector<Choice>> status = relaxation_.enter(branch.status);
    if (!status) return;
    branch.status = std::move(*status);
    if (leaf(branch)) return;
    raise_bound(relaxation_, rules_, root ? search_.root : search_.branch, branch, incumbent_, effort_);
    if (root) {
      root_bound_ = incumbent_.safe(branch.bound);
      root_prices_ = branch.prices;
    }
    if (branch.closed) return;
    if (root) {
      polish(10);
      relaxation_.forget(branch.status);
    }
    if (effort_.over()) {
      open_.push_back(std::move(branch));
      return;
    }
    if (!leaf(branch)) split(std::move(branch));
  }

  /// A share of the work goes into a better choice: before prices move, which go the straighter the better the choice is that
  /// they are held against; where a gap is left after the root; and again after every as much work on branches, less often
  /// where it comes to nothing.
  void polish(std::uint64_t share) {
    if (incumbent_.sites.empty() || effort_.over()) return;
    const std::uint64_t before = effort_.work();
    const std::optional<SiteSetCost> better = relaxation_.polish({incumbent_.sites, incumbent_.cost}, effort_.left() / share);
    const bool gained = better && better->cost < incumbent_.cost;
    pauses_ = gained ? 1 : std::min<std::uint64_t>(2 * pauses_, 8);
    next_polish_ = effort_.work() + pauses_ * (effort_.work() - before);
    if (!gained) return;
    incumbent_.sites = better->sites;
    incumbent_.cost = better->cost;
  }

  /// Nothing is left to choose: its cost is exact.
  bool leaf(const Branch& branch) {
    SiteSet chosen;
    std::size_t free = 0;
    for (std::uint32_t site = 0; site < branch.status.size(); ++site) {
      if (branch.status[site] == Choice::open) chosen.push_back(site);
      free += branch.status[site] == Choice::free ? 1 : 0;
    }
    if (chosen.size() > rules_.most || !affordable(chosen)) return true;
    if (free > 0 && chosen.size() < rules_.most) return false;
    const double cost = relaxation_.cost(chosen);
    if (cost < incumbent_.cost) {
      incumbent_.cost = cost;
      incumbent_.sites = std::move(chosen);
    }
    return true;
  }

  [[nodiscard]] bool affordable(const SiteSet& chosen) const {
    ChoiceRules any = {.status = {}, .costs = rules_.costs, .most = chosen.size(), .budget = rules_.budget};
    return any.keeps(chosen);
  }

  void split(Branch branch) {
    std::size_t pick = branch.status.size();
    double unsure = 2;
    for (std::size_t site = 0; site < branch.status.size(); ++site) {
      if (branch.status[site] != Choice::free) continue;
      const double off = std::abs(branch.share[site] - 0.5);
      if (off >= unsure) continue;
      unsure = off;
      pick = site;
    }
    const bool likely = branch.share[pick] >= 0.5;
    Branch other = branch;
    branch.status[pick] = likely ? Choice::open : Choice::closed;
    other.status[pick] = likely ? Choice::closed : Choice::open;
    open_.push_back(std::move(other));
    open_.push_back(std::move(branch));
  }

  SiteSearch answer() {
    SiteSearch found{.sites = incumbent_.sites};
    std::sort(found.sites.begin(), found.sites.end());
    if (!found.sites.empty()) found.cost = incumbent_.cost;
    found.root_bound = std::min(root_bound_, incumbent_.cost);
    found.root_prices = root_prices_;
    double bound = incumbent_.cost;
    bool all = true;
    for (const Branch& branch : open_) {
      if (branch.bound >= incumbent_.enough()) continue;
      all = false;
      bound = std::min(bound, branch.bound);
    }
    found.stopped_by = all ? StoppedBy::proof : effort_.reason();
    found.bound = all ? incumbent_.cost : std::min(incumbent_.cost, incumbent_.safe(bound));
    return found;
  }

  Relaxation& relaxation_;
  const ChoiceRules& rules_;
  const SearchRules& search_;
  Effort& effort_;
  Incumbent incumbent_;
  double root_bound_ = -std::numeric_limits<double>::infinity();
  std::vector<double> root_prices_;
  std::vector<Branch> open_;
  std::uint64_t pauses_ = 1;
  std::uint64_t next_polish_ = std::numeric_limits<std::uint64_t>::max();
};

}  // namespace

SiteSearch branch_on_sites(Relaxation& relaxation, const ChoiceRules& rules, const SearchRules& search, const SiteSetCost& start,
                           Effort& effort) {
  return Brancher(relaxation, rules, search, effort).run(start);
}

}  // namespace wangge::siting
