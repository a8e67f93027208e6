#include "gis/circles/circle_tracer.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace wangge::gis::circles {
namespace {

constexpr std::uint32_t none = TileGrid::none;
constexpr std::size_t side = TileGrid::side;

/// Which edges of a square an outline joins, for each set of its corners inside: south-west 1, south-east 2, north-east 4,
/// north-west 8. Edges: south 0, east 1, north 2, west 3. The inside lies on the left; opposite corners stay parted.
struct SquareCase {
  int count = 0;
  std::array<std::array<std::uint8_t, 2>, 2> joins{};
};
constexpr std::array<SquareCase, 16> square_cases = {{
    {0, {}},
    {1, {{{0, 3}, {}}}},
    {1, {{{1, 0}, {}}}},
    {1, {{{1, 3}, {}}}},
    {1, {{{2, 1}, {}}}},
    {2, {{{0, 3}, {2, 1}}}},
    {1, {{{2, 0}, {}}}},
    {1, {{{2, 3}, {}}}},
    {1, {{{3, 2}, {}}}},
    {1, {{{0, 2}, {}}}},
    {2, {{{1, 0}, {3, 2}}}},
    {1, {{{1, 2}, {}}}},
    {1, {{{3, 1}, {}}}},
    {1, {{{0, 1}, {}}}},
    {1, {{{3, 0}, {}}}},
    {0, {}},
}};

/// Appends a vertex; one that lies straight between its neighbours is left out.
void append(std::vector<Vertex>& ring, Vertex vertex) {
  while (ring.size() >= 2) {
    const Vertex& a = ring[ring.size() - 2];
    const Vertex& b = ring.back();
    if ((b.x - a.x) * (vertex.y - b.y) != (vertex.x - b.x) * (b.y - a.y)) break;
    ring.pop_back();
  }
  ring.push_back(vertex);
}

}  // namespace

CircleTracer::CircleTracer(const LandOwners& land)
    : land_(&land),
      room_of_(land.grid().tile_count(), none),
      any_(land.grid().tile_count(), 0),
      all_(land.grid().tile_count(), 0) {}

std::vector<MultiPolygon> CircleTracer::trace(std::span<const Mask> masks, std::size_t count) {
  mark_tiles(masks);
  for (std::vector<OutlineLink>& links : links_) links.clear();
  for (std::uint32_t tile = 0; tile < any_.size(); ++tile) {
    if (has_outline(tile)) link_tile(tile);
    forget_nodes(tile);  // only tiles to the west and south, which come before, ask for them
  }
  std::vector<MultiPolygon> shapes;
  for (std::size_t lane = 0; lane < count; ++lane) shapes.push_back(nested(join(links_[lane])));
  return shapes;
}

/// What is told of a tile by the places in it, without a look at its nodes.
void CircleTracer::mark_tiles(std::span<const Mask> masks) {
  masks_ = masks;
  for (std::uint32_t tile = 0; tile < any_.size(); ++tile) {
    Mask any = 0;
    Mask all = static_cast<Mask>(~0U);
    for (const std::uint32_t place : land_->owners_in(tile)) {
      const Mask mask = place == none ? Mask{0} : masks[place];
      any = static_cast<Mask>(any | mask);
      all = static_cast<Mask>(all & mask);
    }
    for (const LandOwners::Claim& claim : land_->claims(tile)) any = static_cast<Mask>(any | masks[claim.second]);
    any_[tile] = any;
    all_[tile] = all;
  }
}

const CircleTracer::Mask* CircleTracer::nodes_of(std::uint32_t tile) {
  std::uint32_t& room = room_of_[tile];
  if (room != none) return nodes_.data() + std::size_t{room} * TileGrid::tile_nodes;
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(nodes_.size() / TileGrid::tile_nodes));
    nodes_.resize(nodes_.size() + TileGrid::tile_nodes);
  }
  room = free_.back();
  free_.pop_back();
  Mask* const nodes = nodes_.data() + std::size_t{room} * TileGrid::tile_nodes;
  const std::uint32_t first = tile * TileGrid::tile_nodes;
  const std::span<const std::uint32_t> owners = land_->owners().subspan(first, TileGrid::tile_nodes);
  for (std::size_t at = 0; at < owners.size(); ++at) nodes[at] = owners[at] == none ? Mask{0} : masks_[owners[at]];
  for (const auto& [node, place] : land_->claims(tile))
    nodes[node - first] = static_cast<Mask>(nodes[node - first] | masks_[place]);
  return nodes;
}

void CircleTracer::forget_nodes(std::uint32_t tile) {
  if (room_of_[tile] != none) free_.push_back(std::exchange(room_of_[tile], none));
}

CircleTracer::Mask CircleTracer::mask_at(std::uint32_t tile, std::size_t at) {
  if (tile == none) return 0;
  if (any_[tile] == all_[tile]) return any_[tile];
  return nodes_of(tile)[at];
}

/// Whether some set holds a part, but not all, of the nodes of the tile's squares.
bool CircleTracer::has_outline(std::uint32_t tile) const {
  const TileGrid::Corner low = land_->grid().corner(tile);
  unsigned any = any_[tile];
  unsigned all = all_[tile];
  for (const auto& [east, north] : {std::pair{1, 0}, std::pair{0, 1}, std::pair{1, 1}}) {
    const std::uint32_t other = land_->grid().tile_at(low.column + east * TileGrid::side, low.row + north * TileGrid::side);
    any |= other == none ? 0U : any_[other];
    all &= other == none ? 0U : all_[other];
  }
  return any != all;
}

/// The masks of the tile's nodes and of the first column and row beyond.
void CircleTracer::read_window(std::uint32_t tile) {
  const TileGrid& grid = land_->grid();
  const TileGrid::Corner low = grid.corner(tile);
  const std::uint32_t east = grid.tile_at(low.column + TileGrid::side, low.row);
  const std::uint32_t north = grid.tile_at(low.column, low.row + TileGrid::side);
  const std::uint32_t beyond = grid.tile_at(low.column + TileGrid::side, low.row + TileGrid::side);
  const Mask* const nodes = nodes_of(tile);
  for (std::size_t y = 0; y < side; ++y)
    std::copy_n(nodes + y * side, side, window_.begin() + static_cast<std::ptrdiff_t>(y * window));
  for (std::size_t y = 0; y < side; ++y) window_[y * window + side] = mask_at(east, y * side);
  for (std::size_t x = 0; x < side; ++x) window_[side * window + x] = mask_at(north, x);
  window_[side * window + side] = mask_at(beyond, 0);
}

void CircleTracer::link_tile(std::uint32_t tile) {
  read_window(tile);
  std::array<Mask, side> mixed{};
  for (std::size_t y = 0; y < side; ++y) {
    const Mask* const south = window_.data() + y * window;
    const Mask* const north = south + window;
    for (std::size_t x = 0; x < side; ++x) {
      mixed[x] = static_cast<Mask>((south[x] ^ south[x + 1]) | (south[x] ^ north[x]) | (north[x] ^ north[x + 1]));
    }
    for (std::size_t x = 0; x < side; ++x) {
      if (mixed[x] != 0) link_square(tile, x, y);
    }
  }
}

std::array<std::uint32_t, 4> CircleTracer::edges_of_square(std::uint32_t tile, std::size_t x, std::size_t y) const {
  const std::uint32_t own = tile * TileGrid::tile_nodes + static_cast<std::uint32_t>(y * side + x);
  const TileGrid& grid = land_->grid();
  const TileGrid::Corner low = grid.corner(tile);
  const auto column = low.column + static_cast<std::int64_t>(x);
  const auto row = low.row + static_cast<std::int64_t>(y);
  const std::uint32_t east = x + 1 < side ? own + 1 : grid.node(column + 1, row);
  const std::uint32_t north = y + 1 < side ? own + static_cast<std::uint32_t>(side) : grid.node(column, row + 1);
  return {2 * own, 2 * east + 1, 2 * north, 2 * own + 1};  // of a node that does not exist, an edge that nothing cuts
}

void CircleTracer::link_square(std::uint32_t tile, std::size_t x, std::size_t y) {
  const Mask* const south = window_.data() + y * window + x;
  const Mask* const north = south + window;
  const std::array<std::uint32_t, 4> edges = edges_of_square(tile, x, y);
  unsigned open = static_cast<unsigned>(south[0] | south[1] | north[0] | north[1]) &
                  ~static_cast<unsigned>(south[0] & south[1] & north[0] & north[1]);
  for (; open != 0; open &= open - 1) {
    const auto lane = static_cast<unsigned>(std::countr_zero(open));
    const unsigned corners =
        (south[0] >> lane & 1U) | (south[1] >> lane & 1U) << 1U | (north[1] >> lane & 1U) << 2U | (north[0] >> lane & 1U) << 3U;
    const SquareCase& found = square_cases[corners];
    for (int i = 0; i < found.count; ++i) {
      const auto& [from, to] = found.joins[static_cast<std::size_t>(i)];
      links_[lane].push_back({edges[from], edges[to]});
    }
  }
}

Vertex CircleTracer::vertex(std::uint32_t edge) const {
  const TileGrid& grid = land_->grid();
  const TileGrid::Corner at = grid.corner_of_node(edge / 2);
  Vertex vertex{(grid.low_column() + at.column) * 16, (grid.low_row() + at.row) * 16};
  (edge % 2 == 0 ? vertex.x : vertex.y) += land_->cut(edge);
  return vertex;
}

Outlines CircleTracer::join(std::span<const OutlineLink> links) {
  next_.fill(links);
  Outlines outlines;
  for (const OutlineLink& link : links) {
    std::uint32_t at = link.from;
    std::uint32_t next = next_.take(at);
    if (next == none) continue;
    const auto number = static_cast<std::uint32_t>(outlines.rings.size());
    std::vector<Vertex>& ring = outlines.rings.emplace_back();
    for (; next != none; at = next, next = next_.take(at)) {
      const Vertex here = vertex(at);
      if (at % 2 == 0) outlines.cuts.push_back({here.y, here.x, number});
      append(ring, here);
    }
  }
  return outlines;
}

}  // namespace wangge::gis::circles
