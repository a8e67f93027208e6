#include "engine/planning/propose/pool.h"

#include "engine/planning/node_ways.h"
#include "engine/planning/propose/merged_parts.h"
#include "engine/planning/repair.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace wangge::planning {
namespace {

using territory::Territory;
using Node = SearchGraph::Node;

/// Fresh seeds beside the reference, which is the best of several searches itself; one where an even partition is known.
constexpr std::uint32_t fresh_seeds = 2;
constexpr std::uint32_t further_seeds = 4;
constexpr std::size_t small_parcel = 50;
constexpr std::size_t large_parcel = 300;
/// The profile of the given weights searches from so many starts, the others from their best one.
constexpr std::size_t most_starts = 2;
/// Ways to merge today's grids.
constexpr std::size_t most_merged = 4;
constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// One piece a label: of several pieces the one with most households, then most nodes, keeps it; the others join neighbours.
void connect(const SearchGraph& graph, std::vector<std::uint32_t>& labels) {
  std::map<std::uint32_t, std::vector<std::vector<Node>>> pieces;
  std::vector<std::uint8_t> seen(graph.size(), 0);
  for (Node start = 0; start < graph.size(); ++start) {
    if (seen[start] != 0) continue;
    std::vector<Node> piece{start};
    seen[start] = 1;
    for (std::size_t next = 0; next < piece.size(); ++next) {
      for (const SearchGraph::Arc& arc : graph.out(piece[next])) {
        if (!arc.connects || seen[arc.to] != 0 || labels[arc.to] != labels[start]) continue;
        seen[arc.to] = 1;
        piece.push_back(arc.to);
      }
    }
    pieces[labels[start]].push_back(std::move(piece));
  }
  const auto weight = [&](const std::vector<Node>& piece) {
    double households = 0;
    for (const Node node : piece) households += graph.nodes[node].households;
    return std::pair(households, piece.size());
  };
  std::vector<Node> open;
  for (auto& [label, own] : pieces) {
    const auto largest =
        std::max_element(own.begin(), own.end(), [&](const auto& a, const auto& b) { return weight(a) < weight(b); });
    for (auto piece = own.begin(); piece != own.end(); ++piece) {
      if (piece == largest) continue;
      for (const Node node : *piece) labels[node] = none;
      open.insert(open.end(), piece->begin(), piece->end());
    }
  }
  std::sort(open.begin(), open.end());
  while (!open.empty()) {
    const std::vector<std::uint32_t> before = labels;
    std::vector<Node> still;
    for (const Node node : open) {
      std::map<std::uint32_t, double> border;
      for (const SearchGraph::Arc& arc : graph.out(node)) {
        if (arc.connects && before[arc.to] != none) border[before[arc.to]] += arc.cost + 1e-9;
      }
      const auto longest =
          std::max_element(border.begin(), border.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
      if (longest == border.end()) {
        still.push_back(node);
      } else {
        labels[node] = longest->first;
      }
    }
    open = std::move(still);
  }
}

class ParcelSearch {
 public:
  ParcelSearch(const Parcel& parcel, const PoolInputs& inputs)
      : parcel_(parcel), in_(inputs), ways_(inputs.territory, parcel.graph, inputs.travel, inputs.posts) {}

  Pool run() {
    collect_seeds();
    usual_ = usual_terms();
    for (std::size_t i = 0; i < in_.profiles.size(); ++i) search_profile(i);
    choose();
    return std::move(pool_);
  }

 private:
  [[nodiscard]] std::uint64_t budget() const {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(1, in_.rules.effort)) *
           std::max<std::size_t>(parcel_.graph.size(), small_parcel);
  }

  [[nodiscard]] bool stopped() {
    if (!pool_.stopped && in_.wishes.stop && in_.wishes.stop()) pool_.stopped = true;
    return pool_.stopped;
  }

  [[nodiscard]] AimDraft draft(const Partition& partition, double open_share) {
    return {parcel_.graph,   parcel_.table,    in_.rules.households,
            partition.parts, partition.labels, [this](const Draft& partition_now) { return ways_.of(partition_now); },
            open_share};
  }

  void keep(Partition partition) {
    if (std::find(starts_.begin(), starts_.end(), partition) == starts_.end()) starts_.push_back(std::move(partition));
  }

  void seed(std::uint32_t parts, std::uint32_t attempt, std::uint64_t proposals) {
    SearchRun run{.region = in_.number, .attempt = 100 + attempt, .parts = parts, .proposals = proposals};
    const auto [known, is_new] = yardsticks_.try_emplace(parts);
    if (is_new) known->second = yardstick(parcel_.graph, in_.rules, run, in_.seed);
    Best best = search_region(parcel_.graph, in_.rules, run, in_.seed, known->second);
    pool_.proposals += proposals;
    Partition found{.parts = parts, .labels = best.labels};
    if (best.excess > 0 && parts > 1) {
      const std::uint32_t mended = repair(parcel_.graph, in_.rules.households, run, in_.seed, best);
      if (mended == parts || !parcel_.count_given) found = {.parts = mended, .labels = best.labels};
    }
    keep(std::move(found));
  }

  [[nodiscard]] bool knows_even() const { return !parcel_.even.labels.empty() && parcel_.even.parts == parcel_.count; }

  /// In a large parcel the reference, the best of several searches itself, and the even partition are starts enough.
  [[nodiscard]] bool starts_enough() const {
    return parcel_.graph.size() > large_parcel && in_.reference && in_.reference->parts == parcel_.count;
  }

  [[nodiscard]] std::int64_t least_excess() const {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const Partition& start : starts_) least = std::min(least, excess_of(start));
    return least;
  }

  [[nodiscard]] bool sought(Profile::Count count) const {
    return std::any_of(in_.profiles.begin(), in_.profiles.end(), [&](const Profile& profile) { return profile.count == count; });
  }

  [[nodiscard]] std::int64_t excess_of(const Partition& partition) const {
    return Draft(parcel_.graph, in_.rules.households, partition.parts, partition.labels).excess();
  }

  /// Today's grids, changed until they are in range: drawn anew where they are not, or first merged as they stand.
  void mend_today() {
    if (!in_.today || parcel_.locked || parcel_.graph.size() < 2) return;
    std::vector<Partition> starts = merged_parts(parcel_.graph, in_.rules.households, *in_.today, most_merged);
    if (parcel_.allows(in_.today->parts)) starts.push_back(*in_.today);
    for (const Partition& start : starts) {
      const SearchRun run{.region = in_.number, .attempt = 90, .parts = start.parts, .proposals = budget()};
      Best best{.excess = excess_of(start), .cost = 0, .labels = start.labels};
      const std::uint32_t parts =
          best.excess > 0 ? repair(parcel_.graph, in_.rules.households, run, in_.seed, best) : start.parts;
      if (!parcel_.allows(parts)) continue;
      const Partition mended{.parts = parts, .labels = best.labels};
      keep(mended);
      if (best.excess > 0) continue;
      const Partition less = least_changed(parcel_.graph, in_.rules.households, *in_.today, mended);
      if (parcel_.allows(less.parts)) keep(less);
    }
  }

  /// Whether a start has its sizes in range and changes no more than the planner allows.
  [[nodiscard]] bool limit_is_kept() {
    usual_ = usual_terms();
    return std::any_of(starts_.begin(), starts_.end(), [&](const Partition& start) {
      const AimGoal own = goal(in_.profiles.front(), start.parts);
      AimDraft state = draft(start, own.open_share);
      return judged(state, own).trespass() == std::pair(0.0, 0.0);
    });
  }

  void collect_seeds() {
    if (in_.today && parcel_.allows(in_.today->parts)) keep(*in_.today);
    if (in_.reference && parcel_.allows(in_.reference->parts)) keep(*in_.reference);
    if (in_.wishes.limits_change() && in_.today && !parcel_.excused && excess_of(*in_.today) > 0) mend_today();
    // Sizes go before the limit of change: where today's grids cannot be mended within it, others are looked for.
    const bool limited = in_.wishes.limits_change() && !starts_.empty() && (parcel_.excused || limit_is_kept());
    const bool only_today = in_.today && (in_.wishes.from_today || limited) && !starts_.empty();
    if (parcel_.locked || parcel_.count == 1 || parcel_.graph.size() == 1) {
      keep({.parts = 1, .labels = std::vector<std::uint32_t>(parcel_.graph.size(), 0)});
    } else if (!only_today) {
      if (knows_even()) keep({.parts = parcel_.even.parts, .labels = parcel_.even.labels});
      const std::uint32_t fresh = !knows_even() ? fresh_seeds : starts_enough() ? 0 : 1;
      for (std::uint32_t attempt = 0; attempt < fresh && (attempt == 0 || !stopped()); ++attempt)
        seed(parcel_.count, attempt, budget() / fresh_seeds);
      const bool fits = in_.rules.households.fits(parcel_.graph.total) && !parcel_.even.impossible;
      for (std::uint32_t attempt = 0; attempt < further_seeds && fits && least_excess() > 0 && !stopped(); ++attempt)
        seed(parcel_.count, fresh_seeds + attempt, budget());
    }
    if (parcel_.locked || only_today) return;
    if (parcel_.fewer && sought(Profile::Count::fewer) && !stopped()) seed(*parcel_.fewer, 50, budget() / 2);
    if (parcel_.more && sought(Profile::Count::more) && !stopped()) seed(*parcel_.more, 60, budget() / 2);
  }

  /// The smallest terms among the starts with the usual number of grids: the scale of the prices.
  [[nodiscard]] AimTerms usual_terms() {
    AimTerms usual = no_caps();
    for (const Partition& start : starts_) {
      const AimTerms terms = draft(start, 0).terms();
      for (std::size_t i = 0; i < usual.size(); ++i) usual[i] = std::min(usual[i], terms[i]);
    }
    return usual;
  }

  [[nodiscard]] std::optional<std::uint32_t> wanted_parts(const Profile& profile) const {
    if (profile.no_worse && in_.reference && parcel_.allows(in_.reference->parts)) return in_.reference->parts;
    if (profile.count == Profile::Count::fewer) return parcel_.fewer;
    if (profile.count == Profile::Count::more) return parcel_.more;
    return std::nullopt;
  }

  [[nodiscard]] AimGoal goal(const Profile& profile, std::uint32_t parts) {
    std::optional<ReferenceTerms> reference;
    if (profile.no_worse && in_.reference) {
      reference = in_.reference_terms;
      reference->terms = draft(*in_.reference, reference->open_share).terms();
    }
    std::optional<ChangeLimit> change;
    if (const auto share = in_.wishes.change_share(in_.territory.areas.households[parcel_.area]))
      change = ChangeLimit{*share, parcel_.excused};
    return make_goal(parcel_, usual_, parts, profile, change, reference);
  }

  /// Costs of different numbers of grids do not compare: those with the usual number go first, unless they break the range or
  /// pass the limit of change.
  [[nodiscard]] std::vector<Found> ranked(const Profile& profile, const std::vector<Partition>& all) {
    const std::optional<std::uint32_t> wanted = wanted_parts(profile);
    std::vector<Found> found;
    for (const Partition& partition : all) {
      if (wanted && partition.parts != *wanted) continue;
      const AimGoal own = goal(profile, partition.parts);
      AimDraft state = draft(partition, own.open_share);
      found.push_back(judged(state, own));
    }
    std::stable_sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
      if (a.trespass() != b.trespass()) return a.trespass() < b.trespass();
      const bool usual_a = a.parts == parcel_.count;
      const bool usual_b = b.parts == parcel_.count;
      if (!wanted && usual_a != usual_b) return usual_a;
      return a.better_than(b);
    });
    return found;
  }

  /// From the reference the ceilings are nearest.
  static void put_first(std::vector<Found>& starts, const std::vector<std::uint32_t>& labels) {
    const auto found = std::find_if(starts.begin(), starts.end(), [&](const Found& start) { return start.labels == labels; });
    if (found != starts.end()) std::rotate(starts.begin(), found, found + 1);
  }

  /// From the reference towards ceilings that it just keeps small steps lead further than leaps.
  [[nodiscard]] static double heat_of(const Profile& profile, std::size_t start) {
    if (profile.no_worse) return start == 0 ? 0.05 : 0.25;
    return start == 0 ? 0.5 : 1.0;
  }

  void search_profile(std::size_t number) {
    const Profile& profile = in_.profiles[number];
    std::vector<Found> starts = ranked(profile, starts_);
    if (profile.no_worse) put_first(starts, in_.reference->labels);
    // From today's grids the range is reached with least change, or from the mended ones that change least.
    const bool limited = in_.wishes.limits_change() && in_.today.has_value();
    if (limited) put_first(starts, in_.today->labels);
    const std::size_t count = std::min(number == 0 || profile.no_worse || limited ? most_starts : 1, starts.size());
    for (std::size_t i = 0; i < count; ++i) {
      if (starts[i].parts < 2 || stopped()) continue;
      if (i > 0 && !limited && starts[i].parts != starts[0].parts) continue;
      const AimGoal own = goal(profile, starts[i].parts);
      core::Stream luck(in_.seed, static_cast<std::uint32_t>(number * most_starts + i), "planning.propose", in_.number);
      const bool thorough = number == 0 || profile.no_worse;
      const std::uint64_t proposals = thorough ? budget() / count : budget() / 2;
      const Found found = improve(draft({starts[i].parts, starts[i].labels}, own.open_share), own,
                                  {.proposals = proposals, .heat = heat_of(profile, i)}, luck);
      pool_.proposals += proposals;
      found_.push_back({found.parts, found.labels});
    }
  }

  /// Every profile picks from all that any search found.
  void choose() {
    std::vector<Partition> all = starts_;
    for (Partition& partition : found_) {
      if (std::find(all.begin(), all.end(), partition) == all.end()) all.push_back(std::move(partition));
    }
    for (const Profile& profile : in_.profiles) {
      std::vector<Found> found = ranked(profile, all);
      if (found.empty()) found = ranked(in_.profiles.front(), all);
      pool_.best.push_back(std::move(found.front()));
    }
    if (in_.reference && parcel_.allows(in_.reference->parts)) list_options(all);
  }

  void list_options(const std::vector<Partition>& all) {
    const AimGoal own = goal(in_.profiles.front(), in_.reference->parts);
    const auto add = [&](const Partition& partition) {
      AimDraft state = draft(partition, in_.reference_terms.open_share);
      pool_.options.push_back(judged(state, own));
    };
    add(*in_.reference);
    for (const Partition& partition : all) {
      if (partition.parts == in_.reference->parts && !(partition == *in_.reference)) add(partition);
    }
  }

  const Parcel& parcel_;
  const PoolInputs& in_;
  NodeWays ways_;
  AimTerms usual_{};
  std::vector<Partition> starts_;
  std::map<std::uint32_t, Yardstick> yardsticks_;  ///< by the number of parts
  std::vector<Partition> found_;
  Pool pool_;
};

}  // namespace

Partition partition_of(const Plan& plan, const Territory& territory, const Parcel& parcel) {
  Partition made;
  std::vector<GridId> grid_of_node;
  for (const auto& cells : parcel.graph.cells) {
    std::map<GridId, std::pair<std::int64_t, double>> weight;
    for (const CellId cell : cells) {
      weight[plan.grid_of(cell)].first += territory.cells.households[cell];
      weight[plan.grid_of(cell)].second += territory.cells.area[cell].value;
    }
    grid_of_node.push_back(
        std::max_element(weight.begin(), weight.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first);
  }
  for (const GridId grid : grid_of_node) made.labels.push_back(grid.value());
  connect(parcel.graph, made.labels);
  std::map<std::uint32_t, std::uint32_t> names;
  for (const std::uint32_t label : made.labels) names.emplace(label, 0);
  std::uint32_t next = 0;
  for (auto& [label, name] : names) name = next++;
  for (std::uint32_t& label : made.labels) label = names.at(label);
  made.parts = next;
  return made;
}

AimTerms terms_of(const Parcel& parcel, const Territory& territory, const PlanningRules& rules, const TravelMinutes& travel,
                  const Partition& partition, double open_share, const PostWays* posts) {
  NodeWays ways(territory, parcel.graph, travel, posts);
  return AimDraft(
             parcel.graph, parcel.table, rules.households, partition.parts, partition.labels,
             [&](const Draft& draft) { return ways.of(draft); }, open_share)
      .terms();
}

Pool search_parcel(const Parcel& parcel, const PoolInputs& inputs) { return ParcelSearch(parcel, inputs).run(); }

}  // namespace wangge::planning
