#pragma once

#include "engine/core/units.h"
#include "engine/siting/location/relaxation.h"
#include "engine/siting/location/siting_task.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::siting {

/// A site as one demand point sees it: weight times length.
struct Near {
  double cost = 0;
  std::uint32_t site = 0;

  friend bool operator<(const Near& a, const Near& b) { return a.cost != b.cost ? a.cost < b.cost : a.site < b.site; }
};

/// For every demand point its sites by rising cost (ties: the lower site), as deep as anyone has asked: the algorithms look at
/// few sites of a demand point, so most of the table is never sorted. Sites that are not allowed, that do not reach, and those
/// dropped later are not in it; demand of weight 0 sees none. Memory: 16 bytes a pair looked at.
class NearestLists {
 public:
  /// `depth`: sites per demand point sorted at first. In parallel over demand points.
  NearestLists(const SitingTask& task, std::size_t depth, core::Threads threads);

  [[nodiscard]] std::size_t sites() const { return task_.sites.size(); }
  [[nodiscard]] std::size_t demands() const { return rows_.size(); }
  /// Weight times length; unserved() where there is no way.
  [[nodiscard]] double cost(std::uint32_t site, std::size_t demand) const;
  /// What a demand point costs that no chosen site reaches: more than any full service of all. 0 for weight 0.
  [[nodiscard]] double unserved(std::size_t demand) const { return task_.weights.values()[demand] > 0 ? unserved_ : 0; }

  /// A choice that costs so much leaves somebody unserved.
  [[nodiscard]] double most_unserved() const { return unserved_; }

  /// All sites of a lower cost than `limit` are in it, rising; others may follow.
  [[nodiscard]] std::span<const Near> below(std::size_t demand, double limit) {
    while (reach_[demand] < limit) deepen(demand);
    return rows_[demand];
  }
  /// At least `count` sites where there are so many.
  [[nodiscard]] std::span<const Near> first(std::size_t demand, std::size_t count) {
    while (rows_[demand].size() < count && reach_[demand] < no_way) deepen(demand);
    return rows_[demand];
  }
  /// Takes one off for every demand point that the site serves below its limit. O(demands), along a row of the table.
  void count_below(std::uint32_t site, std::span<const double> limits, std::span<double> counts) const;
  /// Takes the closed sites out for good.
  void drop(const std::vector<Choice>& status);

 private:
  void fill(std::size_t demand, std::size_t depth);
  void deepen(std::size_t demand);

  const SitingTask& task_;
  std::vector<char> out_;  ///< of each site
  std::vector<std::vector<Near>> rows_;
  std::vector<double> reach_;       ///< of each demand point: up to here its row is complete
  std::vector<std::size_t> depth_;  ///< of each demand point: asked for so far
  double unserved_ = 0;
};

}  // namespace wangge::siting
