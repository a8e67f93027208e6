#include "scenarios/run/disclosure.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>
#include <utility>

namespace wangge::scenarios {
namespace {

/// An area with its figures.
struct Node {
  std::string code;
  std::string parent;
  std::vector<std::int64_t> counts;
  bool hidden = false;
};

/// The areas as a tree with a flag each; complements are added until nothing changes. The last node is the whole territory.
class Suppression {
 public:
  Suppression(std::vector<Node> nodes, bool zero_is_small) : nodes_(std::move(nodes)), zero_is_small_(zero_is_small) {
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < nodes_.size(); ++i) index[nodes_[i].code] = i;
    const std::size_t whole = nodes_.size();
    children_.resize(whole + 1);
    for (std::size_t i = 0; i < whole; ++i) {
      const auto parent = index.find(nodes_[i].parent);
      children_[parent != index.end() && parent->second != i ? parent->second : whole].push_back(i);
    }
    nodes_.push_back({});
    for (const std::size_t root : children_[whole]) add(nodes_.back().counts, nodes_[root].counts);
    for (Node& node : nodes_) node.hidden = node.hidden || any_small(node.counts);
    for (auto& family : children_) {
      std::sort(family.begin(), family.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(nodes_[a].counts, nodes_[a].code) < std::tie(nodes_[b].counts, nodes_[b].code);
      });
    }
  }

  Hidden solve() {
    while (pass()) {
    }
    Hidden hidden;
    for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
      if (nodes_[i].hidden) hidden.codes.insert(nodes_[i].code);
    }
    hidden.total = nodes_.back().hidden;
    return hidden;
  }

 private:
  static void add(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& counts) {
    sum.resize(std::max(sum.size(), counts.size()), 0);
    for (std::size_t i = 0; i < counts.size(); ++i) sum[i] += counts[i];
  }

  [[nodiscard]] bool any_small(const std::vector<std::int64_t>& counts) const {
    return std::any_of(counts.begin(), counts.end(),
                       [&](std::int64_t count) { return count < smallest_count && (count != 0 || zero_is_small_); });
  }

  /// One look at every family; true when something more was hidden.
  bool pass() {
    bool changed = false;
    for (std::size_t parent = 0; parent < nodes_.size(); ++parent) changed = protect(parent) || changed;
    return changed;
  }

  [[nodiscard]] bool has_hidden(const std::vector<std::size_t>& family) const {
    return std::any_of(family.begin(), family.end(), [&](std::size_t child) { return nodes_[child].hidden; });
  }

  /// What a reader cannot take off a hidden node: all but its published descendants. A loop of parents ends at `depth`.
  void add_unknown(std::vector<std::int64_t>& sum, std::size_t node, std::size_t depth) const {
    if (!nodes_[node].hidden || depth > nodes_.size()) return;
    if (!has_hidden(children_[node])) return add(sum, nodes_[node].counts);
    for (const std::size_t child : children_[node]) add_unknown(sum, child, depth + 1);
  }

  bool protect(std::size_t parent) {
    const std::vector<std::size_t>& family = children_[parent];
    if (family.empty()) return false;
    const auto is_hidden = [&](std::size_t child) { return nodes_[child].hidden; };
    const auto count = std::count_if(family.begin(), family.end(), is_hidden);
    // A hidden parent must not be the sum of published children.
    if (nodes_[parent].hidden) return count == 0 && hide_smallest(family);
    if (count == 0) return false;
    std::vector<std::int64_t> unknown;
    for (const std::size_t child : family) add_unknown(unknown, child, 0);
    if (count >= 2 && !any_small(unknown)) return false;
    if (hide_smallest(family)) return true;
    nodes_[parent].hidden = true;
    return true;
  }

  bool hide_smallest(const std::vector<std::size_t>& family) {
    for (const std::size_t child : family) {
      if (nodes_[child].hidden) continue;
      nodes_[child].hidden = true;
      return true;
    }
    return false;
  }

  std::vector<Node> nodes_;
  bool zero_is_small_;
  std::vector<std::vector<std::size_t>> children_;
};

bool is_small(std::int64_t difference) { return difference != 0 && difference < smallest_count; }

bool contains(const std::vector<std::string>& all, const std::vector<std::string>& part) {
  return std::includes(all.begin(), all.end(), part.begin(), part.end());
}

}  // namespace

Hidden hidden_counts(const std::vector<CountedArea>& areas) {
  std::vector<Node> nodes;
  for (const CountedArea& area : areas) nodes.push_back({area.code, area.parent, {area.residents, area.households}, false});
  return Suppression(std::move(nodes), true).solve();
}

Hidden hidden_shares(const std::vector<CoveredArea>& areas, const std::set<std::string>& hidden_counts) {
  std::vector<Node> nodes;
  for (const auto& [all, within] : areas) {
    nodes.push_back({all.code,
                     all.parent,
                     {within.residents, all.residents - within.residents, within.households, all.households - within.households},
                     hidden_counts.count(all.code) > 0});
  }
  return Suppression(std::move(nodes), false).solve();
}

std::vector<Revealed> revealed_by_both(const std::vector<PublishedCount>& first, const std::vector<PublishedCount>& second) {
  std::map<std::string, std::vector<std::size_t>> holders;
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (const std::string& building : first[i].buildings) holders[building].push_back(i);
  }
  std::vector<Revealed> found;
  for (const PublishedCount& now : second) {
    std::set<std::size_t> sharing;
    for (const std::string& building : now.buildings) {
      const auto held = holders.find(building);
      if (held != holders.end()) sharing.insert(held->second.begin(), held->second.end());
    }
    for (const std::size_t i : sharing) {
      const PublishedCount& before = first[i];
      const std::int64_t residents = std::abs(before.residents - now.residents);
      const std::int64_t households = std::abs(before.households - now.households);
      if (!is_small(residents) && !is_small(households)) continue;
      if (contains(before.buildings, now.buildings) || contains(now.buildings, before.buildings))
        found.push_back({before.code, now.code, is_small(residents) ? residents : households});
    }
  }
  return found;
}

}  // namespace wangge::scenarios
