#include "engine/siting/location/cover_walk.h"

#include <algorithm>

namespace wangge::siting {

CoverWalk::CoverWalk(const CoverSets& sets, const std::vector<Choice>& status, core::Seed seed, Effort& effort)
    : sets_(sets),
      status_(status),
      luck_(seed, 0, "siting.cover_walk", 0),
      effort_(effort),
      in_(sets.sites(), 0),
      awake_(sets.sites(), 1),
      score_(sets.sites(), 0),
      since_(sets.sites(), 0),
      weight_(sets.demands(), 1),
      times_(sets.demands(), 0),
      place_(sets.demands(), 0) {
  for (std::uint32_t demand = 0; demand < sets.demands(); ++demand) set_uncovered(demand, true);
  for (std::size_t site = 0; site < sets.sites(); ++site) score_[site] = static_cast<std::int64_t>(sets.of_site(site).size());
}

void CoverWalk::set_uncovered(std::uint32_t demand, bool uncovered) {
  if (uncovered) {
    place_[demand] = static_cast<std::uint32_t>(uncovered_.size());
    uncovered_.push_back(demand);
    return;
  }
  const std::uint32_t last = uncovered_.back();
  uncovered_[place_[demand]] = last;
  place_[last] = place_[demand];
  uncovered_.pop_back();
}

void CoverWalk::credit_only(std::uint32_t demand, std::int64_t sign) {
  for (const std::uint32_t site : sets_.of_demand(demand)) {
    if (in_[site] == 0) continue;
    score_[site] += sign * weight_[demand];
    return;
  }
}

void CoverWalk::add(std::uint32_t site) {
  for (const std::uint32_t demand : sets_.of_site(site)) {
    if (times_[demand] == 1) credit_only(demand, 1);
    if (times_[demand] == 0) {
      for (const std::uint32_t other : sets_.of_demand(demand)) score_[other] -= weight_[demand];
      score_[site] += weight_[demand];
      effort_.spend(sets_.of_demand(demand).size());
      set_uncovered(demand, false);
    }
    ++times_[demand];
  }
  score_[site] = -score_[site];
  in_[site] = 1;
  since_[site] = step_;
  ++size_;
  wake_neighbours(site);
}

void CoverWalk::remove(std::uint32_t site) {
  in_[site] = 0;
  score_[site] = -score_[site];
  for (const std::uint32_t demand : sets_.of_site(site)) {
    --times_[demand];
    if (times_[demand] == 1) credit_only(demand, -1);
    if (times_[demand] > 0) continue;
    for (const std::uint32_t other : sets_.of_demand(demand)) score_[other] += weight_[demand];
    score_[site] -= weight_[demand];
    effort_.spend(sets_.of_demand(demand).size());
    set_uncovered(demand, true);
  }
  since_[site] = step_;
  --size_;
  wake_neighbours(site);
  awake_[site] = 0;
}

void CoverWalk::wake_neighbours(std::uint32_t site) {
  for (const std::uint32_t demand : sets_.of_site(site)) {
    for (const std::uint32_t other : sets_.of_demand(demand)) awake_[other] = 1;
    effort_.spend(sets_.of_demand(demand).size() / 4 + 1);
  }
}

std::optional<std::uint32_t> CoverWalk::least_loss(std::optional<std::uint32_t> barred) const {
  std::optional<std::uint32_t> best;
  for (std::uint32_t site = 0; site < in_.size(); ++site) {
    if (!free_to_go(site) || site == barred) continue;
    if (!best || score_[site] > score_[*best] || (score_[site] == score_[*best] && since_[site] < since_[*best])) best = site;
  }
  return best;
}

std::uint32_t CoverWalk::newcomer(std::uint32_t demand) const {
  std::optional<std::uint32_t> best;
  std::optional<std::uint32_t> oldest;
  for (const std::uint32_t site : sets_.of_demand(demand)) {
    if (status_[site] == Choice::closed) continue;
    if (!oldest || since_[site] < since_[*oldest]) oldest = site;
    if (awake_[site] == 0) continue;
    if (!best || score_[site] > score_[*best] || (score_[site] == score_[*best] && since_[site] < since_[*best])) best = site;
  }
  return best ? *best : *oldest;
}

void CoverWalk::greedy() {
  for (std::uint32_t site = 0; site < in_.size(); ++site) {
    if (status_[site] == Choice::open) add(site);
  }
  while (!uncovered_.empty()) {
    std::optional<std::uint32_t> best;
    for (std::uint32_t site = 0; site < in_.size(); ++site) {
      if (in_[site] != 0 || status_[site] == Choice::closed) continue;
      if (!best || score_[site] > score_[*best]) best = site;
    }
    effort_.spend(in_.size());
    add(*best);
  }
}

SiteSet CoverWalk::smallest(std::size_t enough, std::uint64_t work) {
  const std::uint64_t end = effort_.work() + work;
  greedy();
  SiteSet best;
  std::optional<std::uint32_t> newest;
  while (true) {
    ++step_;
    while (uncovered_.empty()) {
      best.clear();
      for (std::uint32_t site = 0; site < in_.size(); ++site) {
        if (in_[site] != 0) best.push_back(site);
      }
      const std::optional<std::uint32_t> out = least_loss(std::nullopt);
      if (best.size() <= enough || !out) return best;
      remove(*out);
    }
    if (effort_.over() || effort_.work() >= end) return best;
    if (const std::optional<std::uint32_t> out = least_loss(newest)) remove(*out);
    effort_.spend(in_.size());
    newest = newcomer(uncovered_[luck_.below(static_cast<std::uint32_t>(uncovered_.size()))]);
    add(*newest);
    for (const std::uint32_t demand : uncovered_) {
      ++weight_[demand];
      for (const std::uint32_t site : sets_.of_demand(demand)) ++score_[site];
      effort_.spend(sets_.of_demand(demand).size());
    }
  }
}

}  // namespace wangge::siting
