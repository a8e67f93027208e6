#include "engine/evaluation/admission_tally.h"

#include "engine/evaluation/measures.h"

#include <functional>

namespace wangge::evaluation {
namespace {

using simulation::Final;
using simulation::KindId;
using simulation::RequestKind;

using Of = std::function<AdmissionTally(const AdmissionTallies&)>;

AdmissionFigures figures_of(std::span<const AdmissionTallies* const> replications, const Of& of) {
  AdmissionFigures figures;
  AdmissionTally sum;
  std::vector<double> done;
  std::vector<double> time;
  for (const AdmissionTallies* tallies : replications) {
    const AdmissionTally one = of(*tallies);
    sum.add(one);
    if (one.handed_down > 0) done.push_back(static_cast<double>(one.done) / static_cast<double>(one.handed_down));
    if (tallies->on_shift > 0) time.push_back(static_cast<double>(one.busy) / static_cast<double>(tallies->on_shift));
  }
  const auto count = static_cast<double>(replications.size());
  figures.handed_down = static_cast<double>(sum.handed_down) / count;
  figures.refused = static_cast<double>(sum.refused) / count;
  figures.done = static_cast<double>(sum.done) / count;
  figures.done_share = share_of_counts(done, sum.done, sum.handed_down);
  figures.worker_share = core::mean_share_of(time);
  return figures;
}

AdmissionTally sum_where(const AdmissionTallies& tallies, const simulation::SimulationInputs& inputs,
                         const std::function<bool(const RequestKind&)>& counts) {
  AdmissionTally sum;
  for (const KindId kind : core::ids<KindId>(tallies.by_kind.size())) {
    if (counts(inputs.kinds[kind])) sum.add(tallies.by_kind[kind]);
  }
  return sum;
}

}  // namespace

void AdmissionTally::add(const AdmissionTally& other) {
  handed_down += other.handed_down;
  refused += other.refused;
  done += other.done;
  busy += other.busy;
}

AdmissionTallies tally_admission(const simulation::SimulationInputs& inputs, const simulation::Trace& trace) {
  AdmissionTallies tallies;
  if (!simulation::hands_down(inputs)) return tallies;
  tallies.by_kind.resize(inputs.kinds.size());
  for (const simulation::RequestId request : core::ids<simulation::RequestId>(trace.requests.size())) {
    const KindId kind = trace.requests.kind[request];
    if (!inputs.kinds[kind].handed_down_by || trace.requests.opened[request] < trace.counted_from) continue;
    AdmissionTally& tally = tallies.by_kind[kind];
    const Final final = trace.outcomes.final[request];
    (final == Final::refused ? tally.refused : tally.handed_down) += 1;
    tally.done += final == Final::resolved ? 1 : 0;
  }
  for (const KindId kind : core::ids<KindId>(trace.hours.on_kind.size()))
    tallies.by_kind[kind].busy = inputs.kinds[kind].handed_down_by ? trace.hours.on_kind[kind].value : 0;
  for (const core::Millis time : trace.hours.on_shift) tallies.on_shift += time.value;
  return tallies;
}

std::optional<Admission> admission_figures(const simulation::SimulationInputs& inputs,
                                           std::span<const AdmissionTallies* const> replications) {
  if (!simulation::hands_down(inputs)) return std::nullopt;
  const auto of = [&](const std::function<bool(const RequestKind&)>& counts) {
    return figures_of(replications, [&](const AdmissionTallies& tallies) { return sum_where(tallies, inputs, counts); });
  };
  Admission admission{.all = of([](const RequestKind& kind) { return kind.handed_down_by.has_value(); }), .by_department = {}};
  for (const simulation::DepartmentId id : core::ids<simulation::DepartmentId>(inputs.departments.size())) {
    DepartmentAdmission department{.department = inputs.departments[id].name, .all = {}, .by_kind = {}};
    for (const KindId kind : core::ids<KindId>(inputs.kinds.size())) {
      if (inputs.kinds[kind].handed_down_by != id) continue;
      const auto figures = figures_of(replications, [kind](const AdmissionTallies& tallies) { return tallies.by_kind[kind]; });
      department.by_kind.push_back({.kind = kind, .admitted = inputs.kinds[kind].refused_per_year.empty(), .figures = figures});
    }
    if (department.by_kind.empty()) continue;
    department.all = of([id](const RequestKind& kind) { return kind.handed_down_by == id; });
    admission.by_department.push_back(std::move(department));
  }
  return admission;
}

}  // namespace wangge::evaluation
