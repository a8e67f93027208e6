#include "engine/siting/location/site_choice.h"

#include <algorithm>

namespace wangge::siting {

bool ChoiceRules::keeps(std::span<const std::uint32_t> chosen) const {
  if (chosen.size() > most) return false;
  if (!budget) return true;
  double spent = 0;
  for (const std::uint32_t site : chosen) spent += costs[site];
  return spent <= *budget * (1 + 1e-12);
}

LeastChoice least_choice(std::span<const double> values, const std::vector<Choice>& status, std::size_t most) {
  LeastChoice least;
  SiteSet below;
  for (std::uint32_t site = 0; site < values.size(); ++site) {
    if (status[site] == Choice::open) {
      least.sites.push_back(site);
      least.sum += values[site];
    } else if (status[site] == Choice::free && values[site] < 0) {
      below.push_back(site);
    }
  }
  least.opened = least.sites.size();
  const std::size_t room = most > least.opened ? most - least.opened : 0;
  const auto lower = [&](std::uint32_t a, std::uint32_t b) { return values[a] != values[b] ? values[a] < values[b] : a < b; };
  if (below.size() > room) {
    std::nth_element(below.begin(), below.begin() + static_cast<std::ptrdiff_t>(room), below.end(), lower);
    least.out_instead = values[below[room]];
    below.resize(room);
  }
  std::sort(below.begin(), below.end());
  if (below.size() == room && room > 0) least.in_rather = values[*std::max_element(below.begin(), below.end(), lower)];
  for (const std::uint32_t site : below) least.sum += values[site];
  least.sites.insert(least.sites.end(), below.begin(), below.end());
  return least;
}

}  // namespace wangge::siting
