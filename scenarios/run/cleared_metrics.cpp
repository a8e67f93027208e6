#include "scenarios/run/audience.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <map>
#include <utility>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

bool is_among(const std::set<std::string>& codes, const json& entry, const char* key) {
  return entry.contains(key) && entry[key].is_string() && codes.count(entry[key].get<std::string>()) > 0;
}

/// Reduces the entries of hidden codes to their code.
void clear_entries(const Clearance& clearance, json& holder, const char* list, const char* key) {
  if (!holder.contains(list)) return;
  for (json& entry : holder[list]) {
    if (is_among(clearance.hidden, entry, key)) entry = json{{key, entry[key]}, {"hidden", true}};
  }
}

std::int64_t share_of(std::int64_t count, const json& entry, const char* key) {
  return std::llround(static_cast<double>(count) * entry.value(key, 0.0));
}

/// The people within the promised minutes that a reader would work out from the shares.
std::vector<CoveredArea> covered_areas(const Clearance& clearance, const json& coverage) {
  std::map<std::string, const json*> entries;
  for (const char* list : {"by_grid", "by_area"}) {
    if (!coverage.contains(list)) continue;
    for (const json& entry : coverage[list]) entries.emplace(entry.value("code", ""), &entry);
  }
  std::vector<CoveredArea> covered;
  for (const CountedArea& area : clearance.areas) {
    CoveredArea one{area, {area.code, area.parent, 0, 0}};
    const auto entry = entries.find(area.code);
    if (entry != entries.end()) {
      one.within.residents = share_of(area.residents, *entry->second, "residents_share");
      one.within.households = share_of(area.households, *entry->second, "households_share");
    }
    covered.push_back(std::move(one));
  }
  return covered;
}

/// Of hidden shares the times go too: the longest is that of a single building.
void clear_shares(const std::set<std::string>& codes, json& entries) {
  for (json& entry : entries) {
    if (!is_among(codes, entry, "code")) continue;
    for (const char* key : {"households_share", "residents_share", "minutes_mean", "minutes_max"}) entry.erase(key);
    entry["hidden"] = true;
  }
}

void clear_coverage(const Clearance& clearance, json& coverage) {
  const Hidden shares = hidden_shares(covered_areas(clearance, coverage), clearance.hidden);
  coverage.erase("blind_spots");
  for (const char* list : {"by_grid", "by_area"}) {
    clear_entries(clearance, coverage, list, "code");
    if (coverage.contains(list)) clear_shares(shares.codes, coverage[list]);
  }
  if (!shares.total && !clearance.total_hidden) return;
  for (const char* key : {"households", "residents", "households_share", "residents_share"}) coverage.erase(key);
}

/// Spreads over the grids are told only where every grid is: the smallest is a count, and so is often the largest or the
/// middle one, and the border of all less the others is that of the hidden one.
void clear_plan(const Clearance& clearance, json& plan) {
  clear_entries(clearance, plan, "violations", "grid");
  if (plan.contains("violations")) {
    for (json& violation : plan["violations"]) {
      if (is_among(clearance.unexplained, violation, "grid")) violation.erase("reason");
    }
  }
  if (!clearance.grid_hidden) return;
  for (const char* key : {"households", "balance", "border"}) plan.erase(key);
}

/// A share that is held against no count leaves with two decimals: six would tell how many.
void coarsen(json& holder, const char* key) {
  if (holder.contains(key) && holder[key].is_number()) holder[key] = std::round(holder[key].get<double>() * 100) / 100;
}

}  // namespace

json cleared_metrics(const Clearance& clearance, json metrics) {
  if (clearance.audience == Audience::internal) return metrics;
  metrics.erase("findings");
  if (metrics.contains("inputs")) {
    for (json& input : metrics["inputs"]) input["path"] = std::filesystem::path(input.value("path", "")).filename().string();
  }
  if (clearance.total_hidden && metrics.contains("territory")) {
    for (const char* key : {"households", "residents", "population_modelled_share"}) metrics["territory"].erase(key);
  }
  if (metrics.contains("territory")) coarsen(metrics["territory"], "population_modelled_share");
  if (metrics.contains("coverage")) clear_coverage(clearance, metrics["coverage"]);
  if (metrics.contains("simulation")) clear_entries(clearance, metrics["simulation"], "by_grid", "code");
  if (metrics.contains("plan")) clear_plan(clearance, metrics["plan"]);
  metrics["hidden_counts"] = clearance.hidden.size();
  metrics["audience"] = name(clearance.audience);
  return metrics;
}

}  // namespace wangge::scenarios
