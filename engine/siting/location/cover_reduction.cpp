#include "engine/siting/location/cover_reduction.h"

#include <algorithm>
#include <functional>

namespace wangge::siting {
namespace {

using Row = std::vector<std::uint32_t>;

/// Of two rows, one inside the other, the one that may go.
enum class Goes { inner, outer };

/// Which rows go because another row holds all their members (inner) or because they hold all of another's (outer). Only rows
/// that share the inner row's rarest member are compared; of equal rows one stays. `may_go(row, because of)`.
std::vector<char> superfluous(const std::vector<Row>& rows, std::size_t members, Goes goes,
                              const std::function<bool(std::uint32_t, std::uint32_t)>& may_go, std::uint64_t& work) {
  std::vector<Row> holders(members);
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    for (const std::uint32_t member : rows[row]) holders[member].push_back(row);
  }
  const auto rarer = [&](std::uint32_t a, std::uint32_t b) { return holders[a].size() < holders[b].size(); };
  std::vector<char> gone(rows.size(), 0);
  for (std::uint32_t inner = 0; inner < rows.size(); ++inner) {
    if (gone[inner] != 0 || rows[inner].empty()) continue;
    const std::uint32_t rarest = *std::min_element(rows[inner].begin(), rows[inner].end(), rarer);
    for (const std::uint32_t outer : holders[rarest]) {
      if (outer == inner || gone[outer] != 0 || rows[outer].size() < rows[inner].size()) continue;
      const std::uint32_t leaving = goes == Goes::inner ? inner : outer;
      if (!may_go(leaving, goes == Goes::inner ? outer : inner)) continue;
      if (work < rows[outer].size()) return gone;
      work -= rows[outer].size();
      if (!std::includes(rows[outer].begin(), rows[outer].end(), rows[inner].begin(), rows[inner].end())) continue;
      gone[leaving] = 1;
      if (goes == Goes::inner) break;
    }
  }
  return gone;
}

/// Closes sites whose demand another site covers at no higher cost, and sites that cover nothing; true where any was.
bool close_dominated(const CoverSets& sets, std::vector<Choice>& status, std::span<const double> costs, std::uint64_t& work) {
  std::vector<Row> demands_of(sets.sites());
  bool changed = false;
  for (std::size_t site = 0; site < sets.sites(); ++site) {
    demands_of[site].assign(sets.of_site(site).begin(), sets.of_site(site).end());
    if (!demands_of[site].empty() || status[site] != Choice::free) continue;
    status[site] = Choice::closed;
    changed = true;
  }
  const auto worse = [&](std::uint32_t site, std::uint32_t other) {
    return status[site] == Choice::free && costs[site] >= costs[other];
  };
  const std::vector<char> gone = superfluous(demands_of, sets.demands(), Goes::inner, worse, work);
  for (std::size_t site = 0; site < gone.size(); ++site) {
    if (gone[site] == 0) continue;
    status[site] = Choice::closed;
    changed = true;
  }
  return changed;
}

}  // namespace

ReducedCover reduce_cover(const CoverSets& sets, std::vector<Choice> status, std::span<const double> costs,
                          std::uint64_t most_work) {
  std::vector<Row> sites_of(sets.demands());
  for (std::size_t demand = 0; demand < sets.demands(); ++demand) {
    sites_of[demand].assign(sets.of_demand(demand).begin(), sets.of_demand(demand).end());
  }
  const auto any = [](std::uint32_t /*row*/, std::uint32_t /*because*/) { return true; };
  for (bool changed = true; changed;) {
    for (Row& row : sites_of) std::erase_if(row, [&](std::uint32_t site) { return status[site] == Choice::closed; });
    const std::vector<char> gone = superfluous(sites_of, sets.sites(), Goes::outer, any, most_work);
    std::vector<Row> kept;
    for (std::size_t demand = 0; demand < sites_of.size(); ++demand) {
      if (gone[demand] == 0) kept.push_back(std::move(sites_of[demand]));
    }
    sites_of = std::move(kept);
    changed = close_dominated(CoverSets(sets.sites(), sites_of), status, costs, most_work);
  }
  return {CoverSets(sets.sites(), sites_of), std::move(status)};
}

}  // namespace wangge::siting
