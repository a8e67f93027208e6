#pragma once

#include "engine/siting/pairing/transport.h"

#include <cstdint>
#include <string>
#include <vector>

namespace wangge::siting {

/// A firm, office or association that serves grids beside the grid's own people.
struct Organisation {
  std::string name;
  std::uint64_t skills = 0;  ///< one bit a skill that it offers
  std::int64_t grids = 1;    ///< it can be paired with so many
};

/// What a grid asks for.
struct GridWish {
  std::string code;
  std::uint64_t skills = 0;        ///< any one of these will do; 0: any organisation
  std::int64_t organisations = 1;  ///< so many
};

struct Pairing {
  std::vector<Shipment> pairs;      ///< organisation (source), grid (sink); amount 1
  std::vector<std::int64_t> unmet;  ///< of each grid: organisations it asks for in vain
  double length = 0;                ///< sum over the pairs
  double bound = 0;                 ///< no pairing that meets as many wishes is shorter
  TransportAnswer proof;            ///< prices; see TransportAnswer
};

/// Which organisation is paired with which grid: as many wishes as possible are met, then the sum of the lengths is least. An
/// organisation serves a grid once, up to its own number of grids, and only where it offers a skill that the grid asks for.
/// `lengths`: a row an organisation. Exact, with its dual certificate; cost as solve_transport.
[[nodiscard]] Pairing pair_organisations(const std::vector<Organisation>& organisations, const std::vector<GridWish>& grids,
                                         const LengthTable& lengths);

}  // namespace wangge::siting
