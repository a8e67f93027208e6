#include "gis/write/packed_index.h"

#include "gis/write/sqlite_statement.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <span>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

/// One cell of a node, in the index's own precision: a feature of a leaf or a node below.
struct Cell {
  std::int64_t id = 0;
  float low_x = 0, high_x = 0, low_y = 0, high_y = 0;
};

constexpr std::size_t header_bytes = 4;
constexpr std::size_t cell_bytes = 24;

float rounded_down(double value) {
  const auto near = static_cast<float>(value);
  return static_cast<double>(near) > value ? std::nextafterf(near, -std::numeric_limits<float>::infinity()) : near;
}

float rounded_up(double value) {
  const auto near = static_cast<float>(value);
  return static_cast<double>(near) < value ? std::nextafterf(near, std::numeric_limits<float>::infinity()) : near;
}

Cell cell_of(const IndexEntry& entry) {
  return {entry.feature, rounded_down(entry.box.low.x), rounded_up(entry.box.high.x), rounded_down(entry.box.low.y),
          rounded_up(entry.box.high.y)};
}

Cell around(std::int64_t id, std::span<const Cell> cells) {
  Cell all = cells.front();
  all.id = id;
  for (const Cell& cell : cells) {
    all.low_x = std::min(all.low_x, cell.low_x);
    all.high_x = std::max(all.high_x, cell.high_x);
    all.low_y = std::min(all.low_y, cell.low_y);
    all.high_y = std::max(all.high_y, cell.high_y);
  }
  return all;
}

/// Into stripes from west to east, each from south to north, so that runs of cells lie close together.
void sort_into_tiles(std::vector<Cell>& cells, std::size_t capacity) {
  const auto by_x = [](const Cell& a, const Cell& b) {
    const float ax = a.low_x + a.high_x;
    const float bx = b.low_x + b.high_x;
    return ax != bx ? ax < bx : a.id < b.id;
  };
  const auto by_y = [](const Cell& a, const Cell& b) {
    const float ay = a.low_y + a.high_y;
    const float by = b.low_y + b.high_y;
    return ay != by ? ay < by : a.id < b.id;
  };
  std::sort(cells.begin(), cells.end(), by_x);
  const double nodes = std::ceil(static_cast<double>(cells.size()) / static_cast<double>(capacity));
  const auto stripes = static_cast<std::size_t>(std::max(1.0, std::ceil(std::sqrt(nodes))));
  for (std::size_t i = 0; i < stripes; ++i) {
    const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(i * cells.size() / stripes);
    const auto end = cells.begin() + static_cast<std::ptrdiff_t>((i + 1) * cells.size() / stripes);
    std::sort(begin, end, by_y);
  }
}

void put_16(std::string& out, std::size_t value) {
  out += static_cast<char>((value >> 8U) & 0xFFU);
  out += static_cast<char>(value & 0xFFU);
}

void put_32(std::string& out, std::uint32_t value) {
  put_16(out, value >> 16U);
  put_16(out, value & 0xFFFFU);
}

/// A node as SQLite keeps it: depth (of the root alone), count, cells; big-endian, padded to the size of a node.
std::string node_bytes(std::span<const Cell> cells, std::size_t depth, std::size_t size) {
  std::string out;
  out.reserve(size);
  put_16(out, depth);
  put_16(out, cells.size());
  for (const Cell& cell : cells) {
    const auto id = static_cast<std::uint64_t>(cell.id);
    put_32(out, static_cast<std::uint32_t>(id >> 32U));
    put_32(out, static_cast<std::uint32_t>(id & 0xFFFFFFFFU));
    for (const float bound : {cell.low_x, cell.high_x, cell.low_y, cell.high_y}) put_32(out, std::bit_cast<std::uint32_t>(bound));
  }
  out.resize(size, '\0');
  return out;
}

/// Writes one tree from its leaves to its root, which SQLite wants to be node 1.
class Packing {
 public:
  Packing(sqlite3& database, const std::string& name)
      : nodes_(database, fmt::format("INSERT OR REPLACE INTO \"{}_node\" VALUES (?, ?)", name)),
        rows_(database, fmt::format("INSERT INTO \"{}_rowid\" VALUES (?, ?)", name)),
        parents_(database, fmt::format("INSERT INTO \"{}_parent\" VALUES (?, ?)", name)),
        size_(node_size(database, name)),
        capacity_((size_ - header_bytes) / cell_bytes) {}

  void write(std::vector<Cell> cells) {
    std::size_t depth = 0;
    for (; cells.size() > capacity_; ++depth) cells = level(std::move(cells), depth == 0);
    node(1, cells, depth, depth == 0);
  }

 private:
  static std::size_t node_size(sqlite3& database, const std::string& name) {
    SqliteStatement query(database, fmt::format("SELECT length(data) FROM \"{}_node\" WHERE nodeno = 1", name));
    query.step();
    return static_cast<std::size_t>(query.whole(0));
  }

  /// Packs cells into nodes of nearly equal fill; returns the cells of the level above.
  std::vector<Cell> level(std::vector<Cell> cells, bool leaves) {
    sort_into_tiles(cells, capacity_);
    const std::size_t count = (cells.size() + capacity_ - 1) / capacity_;
    std::vector<Cell> above;
    above.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t begin = i * cells.size() / count;
      const std::span<const Cell> run = std::span<const Cell>(cells).subspan(begin, (i + 1) * cells.size() / count - begin);
      const std::int64_t number = next_++;
      node(number, run, 0, leaves);
      above.push_back(around(number, run));
    }
    return above;
  }

  void node(std::int64_t number, std::span<const Cell> cells, std::size_t depth, bool leaf) {
    const std::string bytes = node_bytes(cells, depth, size_);
    nodes_.bind(1, number);
    nodes_.bind_blob(2, bytes);
    nodes_.run();
    SqliteStatement& below = leaf ? rows_ : parents_;
    for (const Cell& cell : cells) {
      below.bind(1, cell.id);
      below.bind(2, number);
      below.run();
    }
  }

  SqliteStatement nodes_;
  SqliteStatement rows_;
  SqliteStatement parents_;
  std::size_t size_;
  std::size_t capacity_;
  std::int64_t next_ = 2;
};

}  // namespace

void fill_packed_index(sqlite3& database, const std::string& name, std::vector<IndexEntry> entries) {
  if (entries.empty()) return;
  std::vector<Cell> cells;
  cells.reserve(entries.size());
  for (const IndexEntry& entry : entries) cells.push_back(cell_of(entry));
  entries = {};
  Packing(database, name).write(std::move(cells));
}

}  // namespace wangge::gis
