#include "engine/evaluation/office_tally.h"

#include "engine/evaluation/measures.h"

#include <algorithm>
#include <functional>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::never;

using Of = std::function<OfficeTally(const OfficeTallies&)>;

OfficeFigures figures_of(std::span<const OfficeTallies* const> replications, std::size_t level, bool has_hours, const Of& of,
                         double desks) {
  OfficeFigures figures;
  OfficeTally sum;
  std::vector<double> seated;
  std::vector<double> waited;
  std::vector<double> minutes;
  std::vector<double> busy;
  std::vector<double> after;
  std::vector<double> line;
  for (const OfficeTallies* tallies : replications) {
    const OfficeTally one = of(*tallies);
    sum.add(one);
    if (one.matters > 0) seated.push_back(static_cast<double>(one.sat) / static_cast<double>(one.matters));
    if (one.sat > 0) {
      waited.push_back(static_cast<double>(one.waited) / static_cast<double>(one.sat));
      minutes.push_back(static_cast<double>(one.wait_sum) / static_cast<double>(one.sat) / 60'000);
    }
    const auto span = static_cast<double>(tallies->span.value);
    const auto open = static_cast<double>(tallies->open[level].value);
    if (open > 0) busy.push_back(static_cast<double>(one.busy - one.after) / (open * desks));
    if (has_hours && one.busy > 0) after.push_back(static_cast<double>(one.after) / static_cast<double>(one.busy));
    line.push_back(static_cast<double>(one.line) / span);
  }
  const auto count = static_cast<double>(replications.size());
  figures.matters = static_cast<double>(sum.matters) / count;
  figures.overdue_in_line = static_cast<double>(sum.gave_up) / count;
  figures.waiting_at_end = static_cast<double>(sum.in_line) / count;
  figures.seated_share = share_of_counts(seated, sum.sat, sum.matters);
  figures.waited_share = share_of_counts(waited, sum.waited, sum.sat);
  figures.wait_minutes = core::mean_amount_of(minutes);
  figures.utilisation = core::mean_share_of(busy);
  figures.after_hours_share = core::mean_share_of(after);
  figures.queue = core::mean_amount_of(line);
  return figures;
}

}  // namespace

void OfficeTally::add(const OfficeTally& other) {
  matters += other.matters;
  sat += other.sat;
  waited += other.waited;
  wait_sum += other.wait_sum;
  gave_up += other.gave_up;
  in_line += other.in_line;
  busy += other.busy;
  after += other.after;
  line += other.line;
}

OfficeTallies tally_offices(const simulation::SimulationInputs& inputs, const simulation::Trace& trace) {
  OfficeTallies tallies;
  if (inputs.offices.empty()) return tallies;
  const Millis from = trace.counted_from;
  tallies.span = inputs.horizon - from;
  for (const simulation::OfficeLevel& level : inputs.offices) {
    tallies.offices.emplace_back(level.codes.size());
    tallies.open.push_back(level.hours ? level.hours->within(from, inputs.horizon) : tallies.span);
  }
  const auto within = [&](Millis start, Millis end) {
    return std::max<std::int64_t>(0, (std::min(end, inputs.horizon) - std::max(start, from)).value);
  };
  for (const simulation::Stay& stay : trace.stays) {
    OfficeTally& tally = tallies.offices[stay.level][stay.office];
    const bool sat = stay.sat != never;
    tally.line += within(stay.came, sat ? stay.sat : stay.left);
    if (sat) tally.busy += within(stay.sat, stay.left);
    const auto& hours = inputs.offices[stay.level].hours;
    if (sat && hours) {
      const Millis start = std::max(stay.sat, from);
      const Millis end = std::min(stay.left, inputs.horizon);
      if (start < end) tally.after += (end - start - hours->within(start, end)).value;
    }
    if (!sat && stay.left == never) tally.in_line += 1;
    if (stay.came < from) continue;
    tally.matters += 1;
    if (sat) {
      tally.sat += 1;
      tally.waited += stay.sat > stay.came ? 1 : 0;
      tally.wait_sum += (stay.sat - stay.came).value;
    } else if (stay.left != never) {
      tally.gave_up += 1;
    }
  }
  return tallies;
}

std::vector<OfficeLevelFigures> office_figures(const simulation::SimulationInputs& inputs,
                                               std::span<const OfficeTallies* const> replications) {
  std::vector<OfficeLevelFigures> all;
  for (std::size_t i = 0; i < inputs.offices.size(); ++i) {
    const simulation::OfficeLevel& level = inputs.offices[i];
    const auto desks = static_cast<double>(level.desks);
    OfficeLevelFigures figures{
        .level = level.name, .desks = level.desks, .open_share = {}, .all = {}, .codes = level.codes, .by_office = {}};
    const OfficeTallies& any = *replications.front();
    if (level.hours) figures.open_share = static_cast<double>(any.open[i].value) / static_cast<double>(any.span.value);
    const Of together = [i](const OfficeTallies& tallies) {
      OfficeTally sum;
      for (const OfficeTally& one : tallies.offices[i]) sum.add(one);
      return sum;
    };
    figures.all = figures_of(replications, i, level.hours.has_value(), together, desks * static_cast<double>(level.codes.size()));
    for (std::size_t office = 0; office < level.codes.size(); ++office)
      figures.by_office.push_back(figures_of(
          replications, i, level.hours.has_value(),
          [i, office](const OfficeTallies& tallies) { return tallies.offices[i][office]; }, desks));
    all.push_back(std::move(figures));
  }
  return all;
}

}  // namespace wangge::evaluation
