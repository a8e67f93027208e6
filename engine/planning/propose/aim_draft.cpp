#include "engine/planning/propose/aim_draft.h"

#include "engine/planning/aims/grid_match.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

namespace wangge::planning {
namespace {

/// A part with a giant is out of range anyway; what else it holds counts little.
constexpr double giant_discount = 0.1;

double bulk_of(double area, double perimeter) {
  return perimeter > 0 ? 1 - 4 * std::numbers::pi * area / (perimeter * perimeter) : 1.0;
}

double square(double value) { return value * value; }

/// Change of the sum of squared relative deviations when `moved` goes from one holder to another.
double squares_change(double from, double to, double moved, double mean) {
  if (!(mean > 0)) return 0;
  return square((from - moved) / mean - 1) + square((to + moved) / mean - 1) - square(from / mean - 1) - square(to / mean - 1);
}

}  // namespace

double AimGoal::cost(const AimTerms& terms) const {
  double sum = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    sum += price[i] * terms[i];
    if (terms[i] > cap[i]) sum += cap_price[i] * (terms[i] - cap[i]);
  }
  return sum;
}

bool AimGoal::keeps_caps(const AimTerms& terms) const {
  for (std::size_t i = 1; i < terms.size(); ++i) {
    if (terms[i] > cap[i] + 1e-9 * std::abs(cap[i]) + 1e-9) return false;
  }
  return true;
}

AimDraft::AimDraft(const SearchGraph& graph, const AimTable& table, const SizeRange& range, std::uint32_t parts,
                   std::vector<std::uint32_t> labels, PartMinutes minutes, double open_share)
    : graph_(&graph),
      table_(&table),
      range_(range),
      draft_(graph, range, parts, std::move(labels)),
      minutes_of_(std::move(minutes)),
      open_share_(open_share),
      parts_(parts) {
  const auto grids = static_cast<double>(parts + table.grids_elsewhere);
  if (table.work > 0) mean_work_ = table.work / (grids - static_cast<double>(table.dedicated_elsewhere));
  mean_members_ = table.members / grids;
  mean_organisations_ = table.organisations / grids;
  recentre();
}

void AimDraft::refresh(Part& part) const {
  part.off = table_->compared ? std::abs(part.work / mean_work_ - 1) : 0;
  part.bulk = bulk_of(part.area, part.perimeter);
}

void AimDraft::sum_parts() {
  for (Part& part : parts_) part = Part();
  held_.assign(table_->compound_households.size() * parts_.size(), 0);
  for (Node node = 0; node < graph_->size(); ++node) {
    const std::uint32_t label = draft_.labels()[node];
    Part& part = parts_[label];
    part.work += graph_->nodes[node].work;
    part.area += table_->nodes[node].area;
    part.perimeter += table_->nodes[node].perimeter;
    part.members += table_->nodes[node].members;
    part.organisations += table_->nodes[node].organisations;
    for (std::uint32_t arc = graph_->first[node]; arc < graph_->first[node + 1]; ++arc) {
      if (draft_.labels()[graph_->arcs[arc].to] == label) part.perimeter -= table_->arcs[arc].border;
    }
    for (const AimTable::Share& share : table_->compounds[node]) ++held(share.group, label);
  }
  for (Part& part : parts_) refresh(part);
  spread_of_.assign(table_->compound_households.size(), 0);
  for (std::uint32_t group = 0; group < spread_of_.size(); ++group) {
    for (std::uint32_t part = 0; part < parts_.size(); ++part) spread_of_[group] += held(group, part) > 0 ? 1 : 0;
  }
}

void AimDraft::choose_partners() {
  if (table_->today_grids.empty()) return;
  std::vector<std::vector<std::int64_t>> common(parts_.size(), std::vector<std::int64_t>(table_->today_grids.size(), 0));
  for (Node node = 0; node < graph_->size(); ++node) {
    for (const AimTable::Share& share : table_->today[node]) {
      common[draft_.labels()[node]][share.group] += static_cast<std::int64_t>(share.households);
    }
  }
  const std::vector<int> partner = best_assignment(common);
  for (std::size_t part = 0; part < parts_.size(); ++part) parts_[part].partner = partner[part];
}

void AimDraft::recentre() {
  sum_parts();
  choose_partners();
  minutes_ = minutes_of_(draft_);
  terms_ = recomputed();
}

void AimDraft::restart(std::vector<std::uint32_t> labels) {
  draft_ = Draft(*graph_, range_, parts(), std::move(labels));
  recentre();
}

double AimDraft::size_cost(std::int64_t size, std::uint32_t giants) const {
  const auto excess = static_cast<double>(range_.excess(size));
  return giants > 0 ? giant_discount * excess : excess;
}

double AimDraft::staying(Node node, std::uint32_t part) const {
  for (const AimTable::Share& share : table_->today[node]) {
    if (static_cast<std::int64_t>(share.group) == parts_[part].partner) return share.households;
  }
  return 0;
}

AimTerms AimDraft::recomputed() const {
  AimTerms sum{};
  for (std::uint32_t label = 0; label < parts_.size(); ++label) {
    const Part& part = parts_[label];
    const double off = part.off;
    sum[at(AimTerm::excess)] += size_cost(draft_.parts()[label].size, draft_.parts()[label].giants);
    sum[at(AimTerm::deviation)] += off;
    sum[at(AimTerm::deviation_max)] = std::max(sum[at(AimTerm::deviation_max)], off);
    sum[at(AimTerm::squares)] += off * off;
    sum[at(AimTerm::bulk)] += part.bulk;
    if (mean_members_ > 0) sum[at(AimTerm::members)] += square(part.members / mean_members_ - 1);
    if (mean_organisations_ > 0) sum[at(AimTerm::organisations)] += square(part.organisations / mean_organisations_ - 1);
  }
  for (std::size_t group = 0; group < spread_of_.size(); ++group) {
    if (spread_of_[group] < 2) continue;
    sum[at(AimTerm::compounds)] += 1;
    sum[at(AimTerm::compound_households)] += table_->compound_households[group];
  }
  for (Node node = 0; node < graph_->size(); ++node) {
    const std::uint32_t label = draft_.labels()[node];
    sum[at(AimTerm::travel)] += graph_->nodes[node].households * minutes_[label][node];
    if (!table_->today_grids.empty()) sum[at(AimTerm::moved)] += graph_->nodes[node].households - staying(node, label);
    for (std::uint32_t arc = graph_->first[node]; arc < graph_->first[node + 1]; ++arc) {
      const Node to = graph_->arcs[arc].to;
      if (to < node || draft_.labels()[to] == label) continue;
      sum[at(AimTerm::border)] += table_->arcs[arc].border;
      sum[at(AimTerm::open_border)] += table_->arcs[arc].border - table_->arcs[arc].along;
    }
  }
  sum[at(AimTerm::open_gap)] = sum[at(AimTerm::open_border)] - open_share_ * sum[at(AimTerm::border)];
  return sum;
}

AimTerms AimDraft::after(Node node, std::uint32_t to) const {
  const std::uint32_t from = draft_.labels()[node];
  const SearchGraph::NodeRow& row = graph_->nodes[node];
  const AimTable::NodeFigures& figures = table_->nodes[node];
  const Part& left = parts_[from];
  const Part& joined = parts_[to];
  AimTerms next = terms_;
  double to_left = 0, to_joined = 0, open_left = 0, open_joined = 0;
  for (std::uint32_t arc = graph_->first[node]; arc < graph_->first[node + 1]; ++arc) {
    const std::uint32_t beyond = draft_.labels()[graph_->arcs[arc].to];
    const AimTable::ArcFigures& border = table_->arcs[arc];
    if (beyond == from) {
      to_left += border.border;
      open_left += border.border - border.along;
    } else if (beyond == to) {
      to_joined += border.border;
      open_joined += border.border - border.along;
    }
  }
  next[at(AimTerm::border)] += to_left - to_joined;
  next[at(AimTerm::open_border)] += open_left - open_joined;
  next[at(AimTerm::open_gap)] += open_left - open_joined - open_share_ * (to_left - to_joined);
  next[at(AimTerm::bulk)] += bulk_of(left.area - figures.area, left.perimeter - figures.perimeter + 2 * to_left) +
                             bulk_of(joined.area + figures.area, joined.perimeter + figures.perimeter - 2 * to_joined) -
                             left.bulk - joined.bulk;
  const Draft::Part& left_size = draft_.parts()[from];
  const Draft::Part& joined_size = draft_.parts()[to];
  next[at(AimTerm::excess)] += size_cost(left_size.size - row.size, left_size.giants - row.giants) +
                               size_cost(joined_size.size + row.size, joined_size.giants + row.giants) -
                               size_cost(left_size.size, left_size.giants) - size_cost(joined_size.size, joined_size.giants);
  if (row.work > 0) {
    const double off_left = std::abs((left.work - row.work) / mean_work_ - 1);
    const double off_joined = std::abs((joined.work + row.work) / mean_work_ - 1);
    double largest = std::max(off_left, off_joined);
    for (std::uint32_t part = 0; part < parts_.size(); ++part) {
      if (part != from && part != to) largest = std::max(largest, parts_[part].off);
    }
    next[at(AimTerm::deviation_max)] = largest;
    next[at(AimTerm::deviation)] += off_left + off_joined - left.off - joined.off;
    next[at(AimTerm::squares)] += off_left * off_left + off_joined * off_joined - left.off * left.off - joined.off * joined.off;
  }
  if (row.households > 0) {
    next[at(AimTerm::travel)] += row.households * (minutes_[to][node] - minutes_[from][node]);
    if (!table_->today_grids.empty()) next[at(AimTerm::moved)] += staying(node, from) - staying(node, to);
  }
  next[at(AimTerm::members)] += squares_change(left.members, joined.members, figures.members, mean_members_);
  next[at(AimTerm::organisations)] +=
      squares_change(left.organisations, joined.organisations, figures.organisations, mean_organisations_);
  for (const AimTable::Share& share : table_->compounds[node]) {
    const std::uint32_t before = spread_of_[share.group];
    const std::uint32_t then = before + (held(share.group, to) == 0 ? 1U : 0U) - (held(share.group, from) == 1 ? 1U : 0U);
    const int change = (then > 1 ? 1 : 0) - (before > 1 ? 1 : 0);
    next[at(AimTerm::compounds)] += change;
    next[at(AimTerm::compound_households)] += change * table_->compound_households[share.group];
  }
  return next;
}

void AimDraft::flip(Node node, std::uint32_t to, const AimTerms& terms) {
  const std::uint32_t from = draft_.labels()[node];
  const AimTable::NodeFigures& figures = table_->nodes[node];
  Part& left = parts_[from];
  Part& joined = parts_[to];
  for (std::uint32_t arc = graph_->first[node]; arc < graph_->first[node + 1]; ++arc) {
    const std::uint32_t beyond = draft_.labels()[graph_->arcs[arc].to];
    if (beyond == from) left.perimeter += 2 * table_->arcs[arc].border;
    if (beyond == to) joined.perimeter -= 2 * table_->arcs[arc].border;
  }
  left.perimeter -= figures.perimeter;
  joined.perimeter += figures.perimeter;
  left.area -= figures.area;
  joined.area += figures.area;
  left.work -= graph_->nodes[node].work;
  joined.work += graph_->nodes[node].work;
  left.members -= figures.members;
  joined.members += figures.members;
  left.organisations -= figures.organisations;
  joined.organisations += figures.organisations;
  refresh(left);
  refresh(joined);
  for (const AimTable::Share& share : table_->compounds[node]) {
    if (--held(share.group, from) == 0) --spread_of_[share.group];
    if (++held(share.group, to) == 1) ++spread_of_[share.group];
  }
  draft_.flip(node, to);
  terms_ = terms;
}

}  // namespace wangge::planning
