#include "scenarios/run/disclosure.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace wangge::scenarios {
namespace {

/// The areas as a tree with a flag each; complements are added until nothing changes.
class Suppression {
 public:
  explicit Suppression(const std::vector<CountedArea>& areas) : areas_(areas), hidden_(areas.size(), false) {
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < areas.size(); ++i) index[areas[i].code] = i;
    children_.resize(areas.size() + 1);
    for (std::size_t i = 0; i < areas.size(); ++i) {
      const auto parent = index.find(areas[i].parent);
      const bool known = parent != index.end() && parent->second != i;
      children_[known ? parent->second : areas.size()].push_back(i);
      hidden_[i] = areas[i].residents < smallest_count || areas[i].households < smallest_count;
    }
    for (auto& family : children_) {
      std::sort(family.begin(), family.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(areas_[a].residents, areas_[a].code) < std::tie(areas_[b].residents, areas_[b].code);
      });
    }
  }

  std::set<std::string> solve() {
    while (pass()) {
    }
    std::set<std::string> codes;
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      if (hidden_[i]) codes.insert(areas_[i].code);
    }
    return codes;
  }

 private:
  /// One look at every family; true when something more was hidden. The areas without parent have no published sum.
  bool pass() {
    bool changed = false;
    for (std::size_t parent = 0; parent < areas_.size(); ++parent) changed = protect(parent) || changed;
    return changed;
  }

  bool protect(std::size_t parent) {
    const std::vector<std::size_t>& family = children_[parent];
    if (family.empty()) return false;
    std::size_t count = 0;
    std::int64_t people = 0;
    for (const std::size_t child : family) {
      count += hidden_[child] ? 1 : 0;
      people += hidden_[child] ? areas_[child].residents : 0;
    }
    // A hidden parent must not be the sum of published children.
    if (hidden_[parent]) return count == 0 && hide_smallest(family);
    if (count == 0 || (count >= 2 && people >= smallest_count)) return false;
    if (hide_smallest(family)) return true;
    hidden_[parent] = true;
    return true;
  }

  bool hide_smallest(const std::vector<std::size_t>& family) {
    for (const std::size_t child : family) {
      if (hidden_[child]) continue;
      hidden_[child] = true;
      return true;
    }
    return false;
  }

  const std::vector<CountedArea>& areas_;
  std::vector<bool> hidden_;
  std::vector<std::vector<std::size_t>> children_;
};

bool contains(const std::vector<std::string>& all, const std::vector<std::string>& part) {
  return std::includes(all.begin(), all.end(), part.begin(), part.end());
}

}  // namespace

std::set<std::string> hidden_counts(const std::vector<CountedArea>& areas) { return Suppression(areas).solve(); }

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
      const std::int64_t difference = std::abs(before.residents - now.residents);
      if (difference == 0 || difference >= smallest_count) continue;
      if (contains(before.buildings, now.buildings) || contains(now.buildings, before.buildings))
        found.push_back({before.code, now.code, difference});
    }
  }
  return found;
}

}  // namespace wangge::scenarios
