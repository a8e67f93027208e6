#pragma once

#include "engine/siting/location/length_table.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::siting {

/// How much of a post a demand point has, by how far it is.
struct Catchment {
  /// The ring up to a length, its end included, and what counts there.
  struct Ring {
    double to = 0;
    double weight = 1;
  };
  enum class Decay : std::uint8_t {
    rings,    ///< steps: one ring of weight 1 is the plain two-step score; several the enhanced one (Luo and Qi 2009)
    gaussian  ///< from 1 at 0 to 0 at the end of the last ring (Dai 2010)
  };
  std::vector<Ring> rings;  ///< rising; nothing counts beyond the last
  Decay decay = Decay::rings;

  [[nodiscard]] double at(double length) const;
};

struct Accessibility {
  std::vector<double> ratios;  ///< of each site: capacity per weighted demand in its catchment; 0 where there is no demand
  std::vector<double> scores;  ///< of each demand point: capacity per head that it can reach
};

/// Of each demand point: the sum of f over the sites, the third step's denominator. Where sites come in several tables their sums
/// add up. O(sites * demands).
[[nodiscard]] std::vector<double> catchment_sums(const LengthTable& lengths, const Catchment& catchment);

/// Two-step floating catchment areas (Luo and Wang 2003): a site shares its capacity evenly among the demand in its catchment,
/// a demand point adds up the shares it reaches: R_i = S_i / sum_j w_j f(d_ij), A_j = sum_i f(d_ij) R_i. In all, demand times
/// score is the capacity of the sites that reach any demand. Where `sums` is given (catchment_sums over all sites), people choose
/// among the sites in reach with G_ij = f(d_ij) / sum_k f(d_kj), and G w takes the place of w, G f that of f: R_i = S_i / sum_j
/// G_ij w_j f(d_ij), A_j = sum_i G_ij f(d_ij) R_i (three steps: Wan, Zou and Sternberg 2012). O(sites * demands). Preconditions:
/// sizes agree, numbers of at least 0, at least one ring.
///
///   accessibility(lengths, doctors, people, {.rings = {{15 * 60000.0, 1}}}).scores[0]  // doctors a head
[[nodiscard]] Accessibility accessibility(const LengthTable& lengths, std::span<const double> capacities,
                                          std::span<const double> weights, const Catchment& catchment,
                                          std::span<const double> sums = {});

}  // namespace wangge::siting
