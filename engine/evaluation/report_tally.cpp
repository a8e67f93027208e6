#include "engine/evaluation/report_tally.h"

#include "engine/evaluation/measures.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace wangge::evaluation {
namespace {

using simulation::DepartmentId;
using simulation::KindId;

bool whistles(const simulation::RequestKind& kind) { return kind.life.whistle.share > 0; }

bool called(const simulation::SimulationInputs& inputs, DepartmentId id) {
  return std::any_of(inputs.kinds.begin(), inputs.kinds.end(), [&](const simulation::RequestKind& kind) {
    const auto& departments = kind.life.whistle.departments;
    return whistles(kind) && std::find(departments.begin(), departments.end(), id) != departments.end();
  });
}

using Of = std::function<ReportTally(const ReportTallies&)>;

ReportTally sum_of(const ReportTallies& tallies) {
  ReportTally sum;
  for (const ReportTally& one : tallies.by_kind) sum.add(one);  // a matter is of one kind, and may be of several departments
  return sum;
}

/// Each request once.
void count_matters(std::vector<std::pair<DepartmentId, simulation::RequestId>> decided, const simulation::Trace& trace,
                   ReportTallies& tallies) {
  std::sort(decided.begin(), decided.end());
  decided.erase(std::unique(decided.begin(), decided.end()), decided.end());
  std::vector<simulation::RequestId> requests;
  for (const auto& [department, request] : decided) {
    ++tallies.by_department[department].matters;
    requests.push_back(request);
  }
  std::sort(requests.begin(), requests.end());
  requests.erase(std::unique(requests.begin(), requests.end()), requests.end());
  for (const simulation::RequestId request : requests) ++tallies.by_kind[trace.requests.kind[request]].matters;
}

ReportFigures figures_of(std::span<const ReportTallies* const> replications, const Of& of) {
  ReportFigures figures;
  ReportTally sum;
  std::vector<double> minutes;
  for (const ReportTallies* tallies : replications) {
    const ReportTally one = of(*tallies);
    sum.add(one);
    const std::int64_t reported = one.in_time + one.late;
    if (reported > 0) minutes.push_back(static_cast<double>(one.report_sum) / static_cast<double>(reported) / 60'000);
  }
  const auto share = [&](std::int64_t ReportTally::*part) {
    std::vector<double> shares;
    for (const ReportTallies* tallies : replications) {
      const ReportTally one = of(*tallies);
      if (one.decided > 0) shares.push_back(static_cast<double>(one.*part) / static_cast<double>(one.decided));
    }
    return share_of_counts(shares, sum.*part, sum.decided);
  };
  const auto count = static_cast<double>(replications.size());
  figures.calls = static_cast<double>(sum.calls) / count;
  figures.decided = static_cast<double>(sum.decided) / count;
  figures.matters = static_cast<double>(sum.matters) / count;
  figures.in_time_share = share(&ReportTally::in_time);
  figures.late_share = share(&ReportTally::late);
  figures.missed_share = share(&ReportTally::missed);
  figures.report_minutes = core::mean_amount_of(minutes);
  return figures;
}

}  // namespace

void ReportTally::add(const ReportTally& other) {
  calls += other.calls;
  decided += other.decided;
  matters += other.matters;
  in_time += other.in_time;
  late += other.late;
  missed += other.missed;
  report_sum += other.report_sum;
}

ReportTallies tally_reports(const simulation::SimulationInputs& inputs, const simulation::Trace& trace) {
  ReportTallies tallies;
  if (std::none_of(inputs.kinds.begin(), inputs.kinds.end(), whistles)) return tallies;
  tallies.by_department.resize(inputs.departments.size());
  tallies.by_kind.resize(inputs.kinds.size());
  simulation::RequestId last;
  core::Millis blown(0);
  std::vector<std::pair<DepartmentId, simulation::RequestId>> decided;
  for (const simulation::Report& report : trace.reports) {
    if (trace.requests.opened[report.request] < trace.counted_from) continue;
    if (report.request != last || report.whistled != blown) ++tallies.whistles;
    last = report.request;
    blown = report.whistled;
    const KindId kind = trace.requests.kind[report.request];
    const simulation::Life::Whistle& rules = inputs.kinds[kind].life.whistle;
    ReportTally one{.calls = 1};
    if (report.whistled + rules.within + rules.grace < inputs.horizon) {
      const bool came = report.reported != simulation::never;
      const bool in_time = came && report.reported <= report.whistled + rules.within;
      one.decided = 1;
      decided.emplace_back(report.department, report.request);
      one.in_time = in_time ? 1 : 0;
      one.late = came && !in_time ? 1 : 0;
      one.missed = came ? 0 : 1;
      one.report_sum = came ? (report.reported - report.whistled).value : 0;
    }
    tallies.by_department[report.department].add(one);
    tallies.by_kind[kind].add(one);
  }
  count_matters(std::move(decided), trace, tallies);
  return tallies;
}

std::optional<WhistleFigures> whistle_figures(const simulation::SimulationInputs& inputs,
                                              std::span<const ReportTallies* const> replications) {
  if (std::none_of(inputs.kinds.begin(), inputs.kinds.end(), whistles)) return std::nullopt;
  std::vector<double> blown;
  for (const ReportTallies* tallies : replications) blown.push_back(static_cast<double>(tallies->whistles));
  WhistleFigures figures{
      .whistles = *core::mean_amount_of(blown), .all = figures_of(replications, sum_of), .by_department = {}, .by_kind = {}};
  for (const DepartmentId id : core::ids<DepartmentId>(inputs.departments.size())) {
    if (!called(inputs, id)) continue;
    figures.by_department.push_back(
        figures_of(replications, [id](const ReportTallies& tallies) { return tallies.by_department[id]; }));
    figures.by_department.back().name = inputs.departments[id].name;
  }
  for (const KindId id : core::ids<KindId>(inputs.kinds.size())) {
    if (!whistles(inputs.kinds[id])) continue;
    figures.by_kind.push_back(figures_of(replications, [id](const ReportTallies& tallies) { return tallies.by_kind[id]; }));
    figures.by_kind.back().name = inputs.kinds[id].name;
  }
  return figures;
}

}  // namespace wangge::evaluation
