#include "engine/planning/propose/merged_parts.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

constexpr std::uint64_t most_steps = 50'000;

class Merging {
 public:
  Merging(const SearchGraph& graph, const SizeRange& range, const Partition& today, std::size_t most)
      : range_(range), most_(most), parts_(today.parts), group_(today.parts, none) {
    for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
      Part& part = parts_[today.labels[node]];
      part.size += graph.nodes[node].size;
      part.households += graph.nodes[node].households;
      part.giant = part.giant || graph.nodes[node].giants > 0;
      for (const SearchGraph::Arc& arc : graph.out(node)) {
        if (arc.connects && today.labels[arc.to] != today.labels[node]) part.beside.insert(today.labels[arc.to]);
      }
    }
  }

  [[nodiscard]] std::vector<std::vector<std::uint32_t>> run() {
    next(0);
    std::vector<std::vector<std::uint32_t>> groups;
    for (Way& way : best_) groups.push_back(std::move(way.group));
    return groups;
  }

 private:
  static constexpr std::uint32_t none = 0xffffffff;

  struct Part {
    std::int64_t size = 0;
    double households = 0;
    bool giant = false;
    std::set<std::uint32_t> beside;
  };
  struct Way {
    std::int64_t excess = 0;
    double moved = 0;
    std::vector<std::uint32_t> group;  ///< of each part
  };
  /// Parts of one group.
  struct Group {
    std::uint32_t name = 0;
    std::vector<std::uint32_t> parts;
    std::int64_t size = 0;
    double households = 0;
    double largest = 0;
  };

  [[nodiscard]] bool hopeless() const {
    return best_.size() == most_ && std::tie(excess_, moved_) >= std::tie(best_.back().excess, best_.back().moved);
  }

  /// The first part without a group begins one.
  void next(std::uint32_t groups) {
    if (++steps_ > most_steps || hopeless()) return;
    const auto open = std::find(group_.begin(), group_.end(), none);
    if (open == group_.end()) {
      if (groups < parts_.size()) keep();
      return;
    }
    Group group;
    group.name = groups;
    add(group, static_cast<std::uint32_t>(open - group_.begin()), {});
  }

  /// The group with one more part, as it is and with each part beside it that was not passed over.
  void add(Group group, std::uint32_t part, std::set<std::uint32_t> passed) {
    if (++steps_ > most_steps) return;
    group.parts.push_back(part);
    group.size += parts_[part].size;
    group.households += parts_[part].households;
    group.largest = std::max(group.largest, parts_[part].households);
    group_[part] = group.name;
    close(group);
    if (!parts_[part].giant) {
      std::set<std::uint32_t> beside;
      for (const std::uint32_t own : group.parts) beside.insert(parts_[own].beside.begin(), parts_[own].beside.end());
      for (const std::uint32_t other : beside) {
        if (group_[other] != none || passed.contains(other) || parts_[other].giant) continue;
        passed.insert(other);
        if (group.size + parts_[other].size <= range_.most) add(group, other, passed);
      }
    }
    group_[part] = none;
  }

  void close(const Group& group) {
    const std::int64_t excess = parts_[group.parts.front()].giant ? 0 : range_.excess(group.size);
    const double moved = group.households - group.largest;
    excess_ += excess;
    moved_ += moved;
    next(group.name + 1);
    excess_ -= excess;
    moved_ -= moved;
  }

  void keep() {
    Way way{excess_, moved_, group_};
    const auto less = [](const Way& a, const Way& b) {
      return std::tie(a.excess, a.moved, a.group) < std::tie(b.excess, b.moved, b.group);
    };
    best_.insert(std::upper_bound(best_.begin(), best_.end(), way, less), std::move(way));
    if (best_.size() > most_) best_.pop_back();
  }

  SizeRange range_;
  std::size_t most_;
  std::vector<Part> parts_;
  std::vector<std::uint32_t> group_;
  std::int64_t excess_ = 0;
  double moved_ = 0;
  std::uint64_t steps_ = 0;
  std::vector<Way> best_;
};

}  // namespace

std::vector<Partition> merged_parts(const SearchGraph& graph, const SizeRange& range, const Partition& today, std::size_t most) {
  std::vector<Partition> merged;
  for (const std::vector<std::uint32_t>& group : Merging(graph, range, today, most).run()) {
    Partition made{.parts = *std::max_element(group.begin(), group.end()) + 1, .labels = {}};
    for (const std::uint32_t label : today.labels) made.labels.push_back(group[label]);
    merged.push_back(std::move(made));
  }
  return merged;
}

}  // namespace wangge::planning
