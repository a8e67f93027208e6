#include "engine/planning/propose/propose_plans.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "engine/core/parallel.h"
#include "engine/planning/aims/grid_match.h"
#include "engine/planning/locks/forced_sizes.h"
#include "engine/planning/make_plan.h"
#include "engine/planning/propose/assemble.h"
#include "engine/planning/propose/combine.h"
#include "engine/planning/propose/largest_first.h"
#include "engine/planning/propose/less_change.h"
#include "engine/planning/propose/limit_reasons.h"
#include "engine/planning/propose/other_plans.h"
#include "engine/planning/propose/pool.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::Territory;

void check_locks(const ProposeInputs& inputs) {
  std::vector<std::string> known;
  if (inputs.today != nullptr) {
    for (const GridId grid : inputs.today->grids()) known.push_back(inputs.today->code(grid));
  }
  for (const std::string& code : inputs.wishes.locked) {
    if (std::find(known.begin(), known.end(), code) != known.end()) continue;
    const auto guess = core::nearest(code, known);
    throw core::Error(
        core::ErrorCode::usage,
        {.zh = known.empty() ? fmt::format("无法锁定网格 {}：没有现状网格（[grids]）", code)
                             : fmt::format("现状网格中没有 {}{}", code, guess ? fmt::format("，是不是 {}？", *guess) : ""),
         .en = known.empty()
                   ? fmt::format("grid {} cannot be locked: there are no grids of today ([grids])", code)
                   : fmt::format("there is no grid {} today{}", code, guess ? fmt::format("; did you mean {}?", *guess) : "")});
  }
}

class Proposer {
 public:
  Proposer(const Territory& territory, const ProposeInputs& inputs, core::Seed seed, core::Threads threads,
           core::Progress& progress)
      : territory_(territory),
        in_(inputs),
        wishes_(inputs.wishes),
        seed_(seed),
        threads_(threads),
        progress_(progress),
        ground_{.travel = inputs.travel, .today = inputs.today, .ledger = inputs.ledger, .posts = inputs.posts},
        fixed_(fixed_grids(territory, inputs.rules, inputs.wishes, inputs.today)),
        reference_(inputs.today != nullptr ? *inputs.today
                                           : make_plan(territory,
                                                       {inputs.rules,
                                                        inputs.work,
                                                        inputs.travel,
                                                        inputs.wishes.dedicated,
                                                        inputs.posts,
                                                        inputs.wishes.stop,
                                                        {inputs.wishes.counts, inputs.wishes.total}},
                                                       seed, threads, progress)) {
    reference_.force(inputs.rules.forced);
  }

  Proposal run() {
    // Ctrl-C ends a search between its legs as a time limit does; what comes next throws.
    wishes_.stop = [this] { return progress_.interrupted() || (in_.wishes.stop && in_.wishes.stop()); };
    parcels_ = make_parcels(territory_, in_.rules, in_.work, in_.wishes, ground_, threads_);
    const bool compounds = std::any_of(territory_.cells.compound.begin(), territory_.cells.compound.end(),
                                       [](territory::CompoundId compound) { return compound.valid(); });
    profiles_ = make_profiles(in_.rules.aims, ground_, compounds, true);
    reference_aims_ = measure_aims(reference_, ground_);
    std::vector<ProposedPlan> candidates = in_.wishes.plans == 1 ? candidates_of_single() : searched();
    const std::size_t count = candidates.size();
    Proposal proposal{.plans = {},
                      .reference = judged_plan(reference_, reference_aims_, "reference",
                                               {.zh = in_.today != nullptr ? "现状网格" : "按规则初划的方案",
                                                .en = in_.today != nullptr ? "today's grids" : "the plan of wangge run"}),
                      .reference_is_today = in_.today != nullptr,
                      .candidates = count};
    choose(std::move(candidates), proposal);
    proposal.proposals = spent_;
    proposal.stopped = stopped_;
    return proposal;
  }

 private:
  [[nodiscard]] std::vector<ProposedPlan> searched() {
    search();
    for (const Pool& pool : pools_) {
      spent_ += pool.proposals;
      stopped_ = stopped_ || pool.stopped;
    }
    std::vector<ProposedPlan> candidates;
    for (std::size_t i = 0; i < profiles_.size(); ++i) add_candidate(i, candidates);
    return candidates;
  }

  /// Few directions do for a single plan; all are searched where that one would change more than is allowed.
  [[nodiscard]] std::vector<ProposedPlan> candidates_of_single() {
    std::vector<Profile> all = profiles_;
    std::erase_if(profiles_, [](const Profile& profile) { return profile.key != "balanced" && !profile.no_worse; });
    std::vector<ProposedPlan> candidates = searched();
    const auto first = std::min_element(candidates.begin(), candidates.end(),
                                        [](const auto& a, const auto& b) { return standing(a) < standing(b); });
    if (!first->changes_too_much() || stopped_) return candidates;
    profiles_ = std::move(all);
    searched_all_ = true;
    return searched();
  }

  void search() {
    std::vector<Partition> reference(parcels_.size());
    ReferenceTerms all;
    double border = 0;
    double open = 0;
    std::vector<AimTerms> terms(parcels_.size());
    core::parallel_for(threads_, parcels_.size(), [&](std::size_t i) {
      reference[i] = reference_partition(parcels_[i]);
      terms[i] = terms_of(parcels_[i], territory_, in_.rules, in_.travel, reference[i], 0, in_.posts);
    });
    for (const AimTerms& own : terms) {
      all.deviation_max = std::max(all.deviation_max, own[at(AimTerm::deviation_max)]);
      border += own[at(AimTerm::border)];
      open += own[at(AimTerm::open_border)];
    }
    all.open_share = border > 0 ? open / border : 0.0;
    pools_.resize(parcels_.size());
    std::vector<std::size_t> nodes;
    for (const Parcel& parcel : parcels_) nodes.push_back(parcel.graph.size());
    progress_.begin("propose", std::accumulate(nodes.begin(), nodes.end(), std::uint64_t{0}));
    largest_first(threads_, nodes, [&](std::size_t i) {
      progress_.check();
      PoolInputs inputs{.territory = territory_,
                        .rules = in_.rules,
                        .travel = in_.travel,
                        .wishes = wishes_,
                        .profiles = profiles_,
                        .seed = seed_,
                        .number = i,
                        .reference = reference[i],
                        .reference_terms = all,
                        .posts = in_.posts};
      if (in_.today != nullptr) inputs.today = reference[i];
      pools_[i] = search_parcel(parcels_[i], inputs);
      progress_.advance(parcels_[i].graph.size());
    });
    progress_.end();
    progress_.check();
  }

  /// The reference in a parcel; a fixed grid is one even where the reference has it in parts.
  [[nodiscard]] Partition reference_partition(const Parcel& parcel) const {
    if (!parcel.locked) return partition_of(reference_, territory_, parcel);
    return {.parts = 1, .labels = std::vector<std::uint32_t>(parcel.graph.size(), 0)};
  }

  [[nodiscard]] Plan assembled(const std::vector<Partition>& chosen) const {
    return assemble_plan(territory_, in_.rules, in_.work, in_.today, fixed_, parcels_, chosen);
  }

  /// A mixture of what was found in the parcels in which no figure of the whole is worse than the reference's.
  [[nodiscard]] std::optional<Plan> mixed_no_worse() const {
    for (const Pool& pool : pools_) {
      if (pool.options.empty()) return std::nullopt;
    }
    std::vector<std::vector<CombineOption>> options(parcels_.size());
    for (std::size_t i = 0; i < parcels_.size(); ++i) {
      for (const Found& found : pools_[i].options) options[i].push_back({found.terms, found.cost});
    }
    // Figures are measured between cells, the search between nodes: where that makes a difference a wider margin is tried.
    for (const double margin : {0.0005, 0.002, 0.008}) {
      core::Stream luck(seed_, 0, "planning.combine", static_cast<std::uint64_t>(margin * 1e6));
      const std::vector<std::size_t> picked = combine_no_worse(options, margin, luck);
      std::vector<Partition> chosen;
      for (std::size_t i = 0; i < parcels_.size(); ++i)
        chosen.push_back({.parts = pools_[i].options[picked[i]].parts, .labels = pools_[i].options[picked[i]].labels});
      Plan plan = assembled(chosen);
      if (nowhere_worse(measure_aims(plan, ground_).values)) return plan;
    }
    return std::nullopt;
  }

  /// The change against today is no ground for comparison with today.
  [[nodiscard]] bool nowhere_worse(const AimValues& values) const {
    AimValues was = reference_aims_.values;
    was[AimFigure::change] = std::nullopt;
    return dominates(values, was);
  }

  /// In each parcel what suits the profile best.
  [[nodiscard]] Plan best_of(std::size_t profile) const {
    std::vector<Partition> chosen;
    for (const Pool& pool : pools_) chosen.push_back({.parts = pool.best[profile].parts, .labels = pool.best[profile].labels});
    return assembled(chosen);
  }

  void add_candidate(std::size_t profile, std::vector<ProposedPlan>& candidates) const {
    std::optional<Plan> plan = profiles_[profile].no_worse ? mixed_no_worse() : std::optional(best_of(profile));
    if (!plan) return;
    PlanAims aims = measure_aims(*plan, ground_);
    candidates.push_back(judged_plan(std::move(*plan), std::move(aims), profiles_[profile].key, profiles_[profile].name));
    candidates.back().no_worse = profiles_[profile].no_worse;
  }

  [[nodiscard]] ProposedPlan judged_plan(Plan plan, PlanAims aims, std::string_view key, core::Text name) const {
    ProposedPlan made{.plan = std::move(plan), .aims = std::move(aims), .profile = key, .profile_name = std::move(name)};
    for (const GridId grid : made.plan.grids()) {
      const Verdict verdict = made.plan.verdict(grid);
      if (verdict.valid) continue;
      ++made.invalid;
      if (!verdict.excused) ++made.unexcused;
    }
    for (const ParentAims& parent : made.aims.parents) made.beyond_limit += beyond_limit(in_.wishes, parent.sums);
    return made;
  }

  /// What is excused cannot be mended: the limit of change goes before fewer such grids.
  [[nodiscard]] static std::tuple<std::size_t, std::int64_t, std::size_t> standing(const ProposedPlan& plan) {
    return std::tuple(plan.unexcused, plan.beyond_limit, plan.invalid);
  }

  /// Whether two plans put fewer households than asked for into different grids.
  [[nodiscard]] bool alike(const Plan& a, const Plan& b) const {
    const GridMatch match = match_grids(a, b);
    return static_cast<double>(match.moved) <
           in_.wishes.distinct * static_cast<double>(std::max<std::int64_t>(1, match.households));
  }

  void choose(std::vector<ProposedPlan> candidates, Proposal& proposal) const {
    std::vector<AimValues> values;
    for (const ProposedPlan& candidate : candidates) values.push_back(candidate.aims.values);
    const std::set<AreaId> in_order = areas_in_order(candidates);
    values.push_back(proposal.reference.aims.values);
    const std::vector<double> scores = aim_scores(values, in_.rules.aims);
    for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].score = scores[i];
    proposal.reference.score = scores.back();
    std::vector<std::size_t> order(candidates.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::tuple(standing(candidates[a]), candidates[a].score) < std::tuple(standing(candidates[b]), candidates[b].score);
    });
    std::vector<std::size_t> taken;
    for (const std::size_t i : order) {
      const bool beaten = std::any_of(order.begin(), order.end(), [&](std::size_t other) {
        return standing(candidates[other]) <= standing(candidates[i]) && dominates(values[other], values[i]);
      });
      const bool known = std::any_of(taken.begin(), taken.end(),
                                     [&](std::size_t other) { return alike(candidates[other].plan, candidates[i].plan); });
      // A plan nowhere worse than the reference is offered even where it is like another, if it is the first such.
      const bool first_such = nowhere_worse(values[i]) && std::none_of(taken.begin(), taken.end(), [&](std::size_t other) {
                                return nowhere_worse(values[other]);
                              });
      if (!beaten && (!known || first_such)) taken.push_back(i);
    }
    keep_no_worse(candidates, values, proposal.reference, taken);
    std::vector<CandidateChange> changes;
    for (const ProposedPlan& candidate : candidates) changes.push_back(change_of(candidate));
    for (std::size_t rank = 0; rank < taken.size(); ++rank) changes[taken[rank]].rank = rank + 1;
    for (const std::size_t i : taken) proposal.plans.push_back(std::move(candidates[i]));
    report(proposal, in_order, changes);
  }

  /// Areas that some candidate has without a grid out of order.
  [[nodiscard]] std::set<AreaId> areas_in_order(const std::vector<ProposedPlan>& candidates) const {
    std::set<AreaId> found;
    for (const ProposedPlan& candidate : candidates) {
      for (const Parcel& parcel : parcels_) {
        if (found.contains(parcel.area)) continue;
        const std::vector<GridId> grids = candidate.plan.grids_of(parcel.area);
        if (std::all_of(grids.begin(), grids.end(), [&](GridId grid) { return candidate.plan.verdict(grid).valid; }))
          found.insert(parcel.area);
      }
    }
    return found;
  }

  /// Parents one by one, in parallel, each with the bounds of all plans.
  void report(Proposal& proposal, const std::set<AreaId>& in_order, const std::vector<CandidateChange>& changes) const {
    std::vector<ProposedPlan*> all{&proposal.reference};
    for (ProposedPlan& plan : proposal.plans) all.push_back(&plan);
    std::vector<std::pair<std::size_t, std::size_t>> parents;
    for (std::size_t i = 0; i < parcels_.size(); ++i) {
      if (i == 0 || parcels_[i].area != parcels_[i - 1].area) parents.emplace_back(i, i);
      parents.back().second = i + 1;
    }
    for (ProposedPlan* plan : all) plan->parents.resize(parents.size());
    const std::vector<Parcel> unjoined = unjoined_parcels(territory_, in_.rules, in_.work, in_.wishes, ground_, parcels_);
    std::vector<std::size_t> nodes(parents.size(), 0);
    for (std::size_t i = 0; i < parents.size(); ++i) {
      for (std::size_t own = parents[i].first; own < parents[i].second; ++own) nodes[i] += parcels_[own].graph.size();
    }
    largest_first(threads_, nodes, [&](std::size_t i) {
      BorderBounds bounds(parcels_);
      BorderBounds any_size(unjoined);
      BorderBounds any_size_trees(unjoined, {.visits = 0, .states = 0});
      // Of many parents the plan that is only compared with gets the cheap bound.
      BorderBounds trees(parcels_, {.visits = 0, .states = 0});
      const bool spare = BoundEffort::many(parcels_.size());
      for (ProposedPlan* plan : all) {
        const bool cheap = spare && plan == &proposal.reference;
        plan->parents[i] = report_parent(plan->plan, {parcels_, cheap ? trees : bounds},
                                         {unjoined, cheap ? any_size_trees : any_size}, parents[i].first, parents[i].second);
      }
    });
    auto told = reports_beside_others(proposal.plans, in_order, in_.today != nullptr);
    for (std::size_t i = 0; i < told.size(); ++i) proposal.plans[i].parents = std::move(told[i]);
    for (ProposedPlan& plan : proposal.plans) say_changes(in_.wishes, changes, plan);
    for (ProposedPlan* plan : all) name_limits(plan->plan, in_.wishes, in_.today, plan->parents);
  }

  /// Of many plans the first are offered, and among them one that is nowhere worse than the reference, if there is one. A single
  /// plan gives way only to one that stands as well.
  void keep_no_worse(const std::vector<ProposedPlan>& candidates, const std::vector<AimValues>& values,
                     const ProposedPlan& reference, std::vector<std::size_t>& taken) const {
    const std::size_t count = std::max<std::size_t>(1, in_.wishes.plans);
    if (taken.size() <= count) return;
    const ProposedPlan& least = count == 1 ? candidates[taken.front()] : reference;
    const auto wanted = [&](std::size_t i) { return standing(candidates[i]) <= standing(least) && nowhere_worse(values[i]); };
    const auto first = taken.begin();
    const auto end = first + static_cast<std::ptrdiff_t>(count);
    if (!searched_all_ && std::none_of(first, end, wanted)) {
      const auto found = std::find_if(end, taken.end(), wanted);
      if (found != taken.end()) *(end - 1) = *found;
    }
    taken.resize(count);
  }

  const Territory& territory_;
  const ProposeInputs& in_;
  PlanWishes wishes_;
  core::Seed seed_;
  core::Threads threads_;
  core::Progress& progress_;
  AimGround ground_;
  FixedGrids fixed_;
  Plan reference_;
  PlanAims reference_aims_;
  std::vector<Parcel> parcels_;
  std::vector<Profile> profiles_;
  std::vector<Pool> pools_;
  std::uint64_t spent_ = 0;    ///< proposals
  bool stopped_ = false;       ///< by the wish
  bool searched_all_ = false;  ///< directions, for a single plan
};

}  // namespace

Proposal propose_plans(const Territory& territory, const ProposeInputs& inputs, core::Seed seed, core::Threads threads,
                       core::Progress& progress) {
  check_locks(inputs);
  ProposeInputs judged = inputs;
  if (!judged.rules.forced) judged.rules.forced = forced_sizes(territory, inputs.rules, inputs.wishes, inputs.today);
  return Proposer(territory, judged, seed, threads, progress).run();
}

}  // namespace wangge::planning
