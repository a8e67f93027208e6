#include "engine/core/error.h"
#include "scenarios/lab/site_files.h"
#include "scenarios/synth/csv_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace wangge::scenarios {
namespace {

using siting::DemandId;
using siting::SiteId;
using siting::SitingTask;

constexpr std::array<std::string_view, 9> length_words = {"distance", "length", "time",     "minutes", "seconds",
                                                          "metres",   "meters", "duration", "cost"};
constexpr std::array<std::string_view, 8> site_words = {"site", "candidate", "facility", "store",
                                                        "post", "origin",    "from",     "name"};
constexpr std::array<std::string_view, 9> point_words = {
    "point", "demand_point", "destination", "destinationname", "to", "client", "customer", "building", "tract"};
constexpr std::array<std::string_view, 9> weight_words = {"weight",         "demand", "residents", "population", "pop2000",
                                                          "population2020", "pop",    "people",    "households"};

[[noreturn]] void refuse(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

char small(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

/// Small and large letters alike.
bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return small(x) == small(y); });
}

std::optional<std::size_t> column_of(const CsvTable& table, std::string_view word) {
  for (std::size_t column = 0; column < table.names().size(); ++column) {
    if (same_word(table.names()[column], word)) return column;
  }
  return std::nullopt;
}

/// The column that the user names, or the first that has one of the words as its name.
std::size_t pick(const CsvTable& table, const std::filesystem::path& path, const std::optional<std::string>& name,
                 std::span<const std::string_view> words, std::string_view option) {
  if (name) {
    if (const std::optional<std::size_t> found = column_of(table, *name)) return *found;
    return table.needed(*name);
  }
  for (const std::string_view word : words) {
    if (const std::optional<std::size_t> found = column_of(table, word)) return *found;
  }
  const std::string there = fmt::format("{}", fmt::join(table.names(), ", "));
  refuse(fmt::format("{}：看不出用哪一列，请用 {} 指明；列有：{}", path.string(), option, there),
         fmt::format("{}: cannot tell which column it is, name it with {}; there are: {}", path.string(), option, there));
}

/// A number that must be there and not below 0.
double number_at(const CsvTable& table, const CsvTable::Row& row, std::size_t column) {
  const std::optional<double> value = table.number(row, column);
  if (value && *value >= 0 && !std::isinf(*value)) return *value;
  const std::string& text = row.cells[column];
  refuse(fmt::format("{}，{} 列：“{}”应为不小于 0 的数", table.place(row), table.names()[column], text),
         fmt::format("{}, column {}: \"{}\" should be a number of at least 0", table.place(row), table.names()[column], text));
}

/// Names in the order in which they first occur.
class Names {
 public:
  std::size_t of(const std::string& name) {
    const auto [place, fresh] = number_.try_emplace(name, all_.size());
    if (fresh) all_.push_back(name);
    return place->second;
  }
  [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const {
    const auto place = number_.find(name);
    return place == number_.end() ? std::nullopt : std::optional(place->second);
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

 private:
  std::map<std::string, std::size_t> number_;
  std::vector<std::string> all_;
};

class TableReader {
 public:
  explicit TableReader(const SiteTables& tables)
      : tables_(tables), distances_(tables.distances, tables.distances.string()), demand_(tables.demand, tables.demand.string()) {
    site_ = pick(distances_, tables.distances, tables.columns.site, site_words, "--site-column");
    point_ = pick(distances_, tables.distances, tables.columns.point, point_words, "--point-column");
    length_ = pick(distances_, tables.distances, tables.columns.length, length_words, "--length-column");
  }

  SitingTask read() {
    read_points();
    read_lengths();
    if (tables_.sites) read_sites();
    return std::move(task_);
  }

 private:
  /// The first column of the demand table with most values that are demand points of the distances.
  [[nodiscard]] std::size_t name_column() const {
    Names known;
    for (const CsvTable::Row& row : distances_.rows()) known.of(row.cells[point_]);
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t column = 0; column < demand_.names().size(); ++column) {
      std::size_t hits = 0;
      for (const CsvTable::Row& row : demand_.rows()) hits += known.find(row.cells[column]) ? 1U : 0U;
      if (hits <= most) continue;
      most = hits;
      best = column;
    }
    if (most > 0) return best;
    const std::string& points = distances_.names()[point_];
    refuse(fmt::format("{} 没有一列的值是 {} 的 {} 列中的需求点", tables_.demand.string(), tables_.distances.string(), points),
           fmt::format("{} has no column with the demand points of column {} of {}", tables_.demand.string(), points,
                       tables_.distances.string()));
  }

  void read_points() {
    const std::size_t name = name_column();
    const std::size_t weight = pick(demand_, tables_.demand, tables_.columns.weight, weight_words, "--weight-column");
    for (const CsvTable::Row& row : demand_.rows()) {
      const std::string& point = row.cells[name];
      if (points_.of(point) != task_.weights.size()) {
        refuse(fmt::format("{}：需求点 {} 已经出现过", demand_.place(row), point),
               fmt::format("{}: demand point {} occurs twice", demand_.place(row), point));
      }
      task_.weights.push_back(number_at(demand_, row, weight));
      task_.demand_names.push_back(point);
    }
  }

  void read_lengths() {
    for (const CsvTable::Row& row : distances_.rows()) sites_.of(row.cells[site_]);
    const std::size_t points = task_.weights.size();
    std::vector<double> lengths(sites_.all().size() * points, siting::no_way);
    for (const CsvTable::Row& row : distances_.rows()) {
      const std::string& name = row.cells[point_];
      const std::optional<std::size_t> point = points_.find(name);
      if (!point) {
        refuse(fmt::format("{}：{} 中没有需求点 {}", distances_.place(row), tables_.demand.string(), name),
               fmt::format("{}: {} has no demand point {}", distances_.place(row), tables_.demand.string(), name));
      }
      double& place = lengths[*sites_.find(row.cells[site_]) * points + *point];
      if (place != siting::no_way) {
        refuse(fmt::format("{}：{} 到 {} 的长度已经给出过", distances_.place(row), row.cells[site_], name),
               fmt::format("{}: the length from {} to {} is given twice", distances_.place(row), row.cells[site_], name));
      }
      place = number_at(distances_, row, length_);
    }
    for (const std::string& name : sites_.all()) task_.sites.push_back({.name = name});
    task_.lengths = siting::LengthTable(sites_.all().size(), points, std::move(lengths));
  }

  void read_sites() {
    const CsvTable table(*tables_.sites, tables_.sites->string());
    const std::size_t name = pick(table, *tables_.sites, tables_.columns.site, site_words, "--site-column");
    const auto cost = column_of(table, "cost");
    const auto floor = column_of(table, "floor");
    const auto capacity = column_of(table, "capacity");
    const auto fixed = column_of(table, "fixed");
    const auto forbidden = column_of(table, "forbidden");
    for (const CsvTable::Row& row : table.rows()) {
      const std::optional<std::size_t> number = sites_.find(row.cells[name]);
      if (!number) {
        refuse(fmt::format("{}：{} 中没有候选点 {}", table.place(row), tables_.distances.string(), row.cells[name]),
               fmt::format("{}: {} has no site {}", table.place(row), tables_.distances.string(), row.cells[name]));
      }
      siting::Candidate& site = task_.sites[SiteId(*number)];
      if (cost) site.cost = number_at(table, row, *cost);
      if (floor) site.floor = core::SquareMetres(number_at(table, row, *floor));
      if (capacity && !row.cells[*capacity].empty()) site.capacity = number_at(table, row, *capacity);
      if (fixed) site.fixed = number_at(table, row, *fixed) != 0;
      if (forbidden) site.forbidden = number_at(table, row, *forbidden) != 0;
    }
  }

  const SiteTables& tables_;
  CsvTable distances_;
  CsvTable demand_;
  std::size_t site_ = 0;
  std::size_t point_ = 0;
  std::size_t length_ = 0;
  Names sites_;
  Names points_;
  SitingTask task_;
};

}  // namespace

siting::SitingTask read_site_tables(const SiteTables& tables) { return TableReader(tables).read(); }

}  // namespace wangge::scenarios
