#include "gis/town/town.h"

namespace wangge::town {

namespace {

constexpr std::array<std::string_view, land_use_count> land_use_names{
    "compound", "open estate", "lanes", "urban village", "village", "commerce", "industry", "school",
    "hospital", "market",      "civic", "park",          "water",   "railway",  "farmland", "hills"};

}  // namespace

std::string_view name(LandUse use) { return land_use_names[static_cast<std::size_t>(use)]; }

Totals& Totals::operator+=(const Totals& other) {
  households += other.households;
  residents += other.residents;
  for (std::size_t age = 0; age < age_count; ++age) ages[age] += other.ages[age];
  for (std::size_t kind = 0; kind < residence_count; ++kind) residences[kind] += other.residences[kind];
  in_need += other.in_need;
  party_members += other.party_members;
  enterprises += other.enterprises;
  organisations += other.organisations;
  return *this;
}

Position middle_of_block(const Column<VertexId, Position>& vertices, const Block& block) {
  Position sum;
  for (const VertexId vertex : block.ring) {
    sum.x += vertices[vertex].x;
    sum.y += vertices[vertex].y;
  }
  const auto count = static_cast<double>(block.ring.size());
  return {sum.x / count, sum.y / count};
}

core::SquareMetres land_of(const Town& town) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < town.outline.size(); ++i) {
    const Position a{town.outline[i].x - town.outline[0].x, town.outline[i].y - town.outline[0].y};
    const Position b{town.outline[i + 1].x - town.outline[0].x, town.outline[i + 1].y - town.outline[0].y};
    twice += a.x * b.y - b.x * a.y;
  }
  return core::SquareMetres(twice / 2);
}

}  // namespace wangge::town
