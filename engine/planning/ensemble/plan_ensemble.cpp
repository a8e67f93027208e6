#include "engine/planning/ensemble/plan_ensemble.h"

#include "engine/core/parallel.h"
#include "engine/planning/ensemble/parent_pieces.h"
#include "engine/planning/ensemble/parent_ruler.h"
#include "engine/planning/propose/parcel.h"
#include "engine/planning/sampling/ensemble.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace wangge::planning {
namespace {

using territory::Territory;

/// Sums of so many plans are held at a time, so that a city of many parents fits into memory.
constexpr std::size_t most_held = 2'000'000;

/// A parent on the table: its pieces, its ruler, and what its chains drew.
struct Drawing {
  std::size_t begin = 0;  ///< of its parcels
  std::size_t end = 0;
  ParentPieces pieces = {};
  std::unique_ptr<ParentRuler> ruler = {};
  std::vector<std::vector<AimSums>> sums = {};  ///< by chain; of one plan where there is no choice
  std::vector<ChainTally> tallies = {};         ///< by chain
};

class Drawer {
 public:
  Drawer(const Territory& territory, const ProposeInputs& inputs, const Proposal& proposal, const EnsembleWishes& wishes,
         core::Seed seed, core::Threads threads, core::Progress& progress)
      : territory_(territory),
        in_(inputs),
        proposal_(proposal),
        wishes_(wishes),
        seed_(seed),
        threads_(threads),
        progress_(progress),
        ground_{.travel = inputs.travel, .today = inputs.today, .ledger = inputs.ledger, .posts = inputs.posts},
        plans_((wishes.plans + wishes.chains - 1) / wishes.chains) {}

  PlanEnsemble run() {
    parcels_ = make_parcels(territory_, in_.rules, in_.work, in_.wishes, ground_);
    std::vector<std::pair<std::size_t, std::size_t>> parents;
    for (std::size_t i = 0; i < parcels_.size(); ++i) {
      if (i == 0 || parcels_[i].area != parcels_[i - 1].area) parents.emplace_back(i, i);
      parents.back().second = i + 1;
    }
    made_.chains = wishes_.chains;
    made_.plans_a_chain = plans_;
    all_.assign(wishes_.chains, std::vector<AimSums>(plans_));
    progress_.begin("ensemble", std::uint64_t{plans_} * parents.size() * wishes_.chains);
    const std::size_t block = std::max<std::size_t>(1, most_held / (std::size_t{plans_} * wishes_.chains));
    for (std::size_t first = 0; first < parents.size(); first += block)
      draw_block({parents.begin() + static_cast<std::ptrdiff_t>(first),
                  parents.begin() + static_cast<std::ptrdiff_t>(std::min(parents.size(), first + block))});
    progress_.end();
    if (!made_.parents.empty()) {
      made_.draws = values_of_all(all_);
      made_.aims = distributions(made_.draws, known());
    }
    return std::move(made_);
  }

 private:
  void draw_block(const std::vector<std::pair<std::size_t, std::size_t>>& parents) {
    std::vector<Drawing> drawings(parents.size());
    core::parallel_for(threads_, drawings.size(), [&](std::size_t i) {
      progress_.check();
      drawings[i] = prepared(parents[i].first, parents[i].second);
    });
    core::parallel_for(threads_, drawings.size() * wishes_.chains, [&](std::size_t i) {
      draw(drawings[i / wishes_.chains], static_cast<std::uint32_t>(i % wishes_.chains));
    });
    std::vector<std::optional<ParentEnsemble>> told(drawings.size());
    core::parallel_for(threads_, drawings.size(), [&](std::size_t i) {
      progress_.check();
      if (drawings[i].pieces.varies()) told[i] = tell(drawings[i]);
    });
    for (std::size_t i = 0; i < drawings.size(); ++i) take(drawings[i], std::move(told[i]));
  }

  [[nodiscard]] Drawing prepared(std::size_t begin, std::size_t end) const {
    const Plan& best = proposal_.plans.empty() ? proposal_.reference.plan : proposal_.plans.front().plan;
    const PieceSources sources{
        .rules = in_.rules, .today = in_.today, .proposed = best, .seed = seed_, .reversible = wishes_.reversible};
    Drawing drawing{.begin = begin, .end = end};
    drawing.pieces = parent_pieces(territory_, std::span(parcels_).subspan(begin, end - begin), begin, sources);
    drawing.ruler = std::make_unique<ParentRuler>(territory_, parcels_[begin].area, in_.work, ground_);
    drawing.sums.resize(wishes_.chains);
    drawing.tallies.resize(wishes_.chains);
    return drawing;
  }

  /// Writes what belongs to the chain alone.
  void draw(Drawing& drawing, std::uint32_t chain) const {
    const bool varies = drawing.pieces.varies();
    const ChainSettings settings{.plans = varies ? plans_ : 1,
                                 .thin = varies ? wishes_.thin : 0,
                                 .burn_in = varies ? wishes_.burn_in : 0,
                                 .seed = seed_,
                                 .between = [this] { progress_.check(); }};
    progress_.check();
    std::vector<AimSums>& sums = drawing.sums[chain];
    sums.reserve(settings.plans);
    drawing.tallies[chain] = draw_chain(drawing.pieces.pieces, settings, chain, [&](std::uint32_t, const auto& parts) {
      sums.push_back(drawing.ruler->measure(drawing.pieces.grids(parts), drawing.pieces.dedicated));
      progress_.advance(varies ? 1 : plans_);
    });
  }

  [[nodiscard]] std::vector<std::vector<AimValues>> values_of_all(const std::vector<std::vector<AimSums>>& sums) const {
    std::vector<std::vector<AimValues>> values(sums.size());
    for (std::size_t chain = 0; chain < sums.size(); ++chain) {
      for (const AimSums& plan : sums[chain]) values[chain].push_back(values_of(plan, ground_));
    }
    return values;
  }

  [[nodiscard]] ParentEnsemble tell(const Drawing& drawing) const {
    ParentEnsemble parent;
    parent.area = parcels_[drawing.begin].area;
    parent.grids = drawing.pieces.dedicated.size();
    parent.range = drawing.pieces.range;
    parent.widened = drawing.pieces.widened > 0;
    for (const ChainTally& tally : drawing.tallies) {
      parent.given_starts += tally.given_starts > 0 ? 1 : 0;
      parent.still += tally.still > 0 ? 1 : 0;
      add(tally.recom, parent.tally);
    }
    parent.given_starts -= parent.given_starts > 0 ? 1 : 0;  // the first chain always has the given start
    parent.aims = distributions(values_of_all(drawing.sums), known_in(parent.area));
    return parent;
  }

  static void add(const RecomTally& one, RecomTally& sum) {
    sum.proposals += one.proposals;
    sum.steps += one.steps;
    sum.clipped += one.clipped;
  }

  /// Plans of the territory take the plan of the same number from every parent.
  void take(Drawing& drawing, std::optional<ParentEnsemble> parent) {
    made_.grids += drawing.pieces.dedicated.size();
    for (std::size_t chain = 0; chain < all_.size(); ++chain) {
      for (std::size_t plan = 0; plan < plans_; ++plan)
        all_[chain][plan].add(drawing.sums[chain][drawing.sums[chain].size() == 1 ? 0 : plan]);
    }
    if (!parent) {
      ++made_.parents_fixed;
      return;
    }
    add(parent->tally, made_.tally);
    made_.parents.push_back(std::move(*parent));
  }

  [[nodiscard]] std::vector<const ProposedPlan*> known_plans() const {
    std::vector<const ProposedPlan*> plans{&proposal_.reference};
    for (const ProposedPlan& plan : proposal_.plans) plans.push_back(&plan);
    return plans;
  }

  [[nodiscard]] std::vector<AimValues> known() const {
    std::vector<AimValues> values;
    for (const ProposedPlan* plan : known_plans()) values.push_back(plan->aims.values);
    return values;
  }

  [[nodiscard]] std::vector<AimValues> known_in(AreaId area) const {
    std::vector<AimValues> values;
    for (const ProposedPlan* plan : known_plans()) {
      const auto& parents = plan->aims.parents;
      const auto found = std::find_if(parents.begin(), parents.end(), [&](const ParentAims& own) { return own.area == area; });
      values.push_back(found == parents.end() ? AimValues() : values_of(found->sums, ground_));
    }
    return values;
  }

  const Territory& territory_;
  const ProposeInputs& in_;
  const Proposal& proposal_;
  const EnsembleWishes& wishes_;
  core::Seed seed_;
  core::Threads threads_;
  core::Progress& progress_;
  AimGround ground_;
  std::uint32_t plans_;
  std::vector<Parcel> parcels_;
  std::vector<std::vector<AimSums>> all_;
  PlanEnsemble made_;
};

}  // namespace

PlanEnsemble draw_ensemble(const Territory& territory, const ProposeInputs& inputs, const Proposal& proposal,
                           const EnsembleWishes& wishes, core::Seed seed, core::Threads threads, core::Progress& progress) {
  return Drawer(territory, inputs, proposal, wishes, seed, threads, progress).run();
}

}  // namespace wangge::planning
