#pragma once

#include "engine/core/id.h"

#include <cassert>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace wangge::siting {

/// A place where a post may stand, and a place whose people are served.
using SiteId = core::Id<struct SiteTag>;
using DemandId = core::Id<struct DemandTag>;

/// Where no way leads from a site to a demand point.
inline constexpr double no_way = std::numeric_limits<double>::infinity();

/// How far every demand point is from every site: a dense table, one row a site, 8 bytes a pair. The unit is the caller's:
/// metres, or milliseconds (whole numbers up to 2^53 are exact, and so are their sums). `no_way` where a site does not reach.
///
///   LengthTable lengths(2, 3, {0, 4, 9,   5, 1, 2});   lengths(SiteId(1), DemandId(2))  // 2
class LengthTable {
 public:
  LengthTable() = default;
  /// Precondition: lengths.size() == sites * demands.
  LengthTable(std::size_t sites, std::size_t demands, std::vector<double> lengths)
      : sites_(sites), demands_(demands), lengths_(std::move(lengths)) {
    assert(lengths_.size() == sites_ * demands_);
  }

  [[nodiscard]] std::size_t sites() const { return sites_; }
  [[nodiscard]] std::size_t demands() const { return demands_; }
  [[nodiscard]] double operator()(SiteId site, DemandId demand) const {
    return lengths_[site.value() * demands_ + demand.value()];
  }
  [[nodiscard]] std::span<const double> from(SiteId site) const {
    return std::span(lengths_).subspan(site.value() * demands_, demands_);
  }
  [[nodiscard]] std::span<const double> all() const { return lengths_; }

 private:
  std::size_t sites_ = 0;
  std::size_t demands_ = 0;
  std::vector<double> lengths_;
};

}  // namespace wangge::siting
