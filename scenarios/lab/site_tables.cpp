#include "engine/core/error.h"
#include "scenarios/lab/csv_table.h"
#include "scenarios/lab/site_files.h"

#include <algorithm>
#include <array>
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

std::size_t pick(const CsvTable& table, const std::optional<std::string>& name, std::span<const std::string_view> words,
                 std::string_view option) {
  if (name) return table.required(*name);
  if (const std::optional<std::size_t> found = table.first_of(words)) return *found;
  const std::string there = fmt::format("{}", fmt::join(table.header(), ", "));
  refuse(fmt::format("{}：看不出用哪一列，请用 {} 指明；列有：{}", table.path().string(), option, there),
         fmt::format("{}: cannot tell which column it is, name it with {}; there are: {}", table.path().string(), option, there));
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
      : tables_(tables), distances_(CsvTable::read(tables.distances)), demand_(CsvTable::read(tables.demand)) {
    site_ = pick(distances_, tables.columns.site, site_words, "--site-column");
    point_ = pick(distances_, tables.columns.point, point_words, "--point-column");
    length_ = pick(distances_, tables.columns.length, length_words, "--length-column");
  }

  SitingTask read() {
    read_points();
    read_lengths();
    if (tables_.sites) read_sites();
    return std::move(task_);
  }

 private:
  /// The first column of the demand table whose values are all demand points of the distances; else the one with most.
  [[nodiscard]] std::size_t name_column() const {
    Names known;
    for (std::size_t row = 0; row < distances_.size(); ++row) known.of(distances_.at(row, point_));
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t column = 0; column < demand_.header().size(); ++column) {
      std::size_t hits = 0;
      for (std::size_t row = 0; row < demand_.size(); ++row) hits += known.find(demand_.at(row, column)) ? 1U : 0U;
      if (hits <= most) continue;
      most = hits;
      best = column;
    }
    if (most > 0) return best;
    refuse(fmt::format("{} 没有一列的值是 {} 的 {} 列中的需求点", demand_.path().string(), distances_.path().string(),
                       distances_.header()[point_]),
           fmt::format("{} has no column with the demand points of column {} of {}", demand_.path().string(),
                       distances_.header()[point_], distances_.path().string()));
  }

  void read_points() {
    const std::size_t name = name_column();
    const std::size_t weight = pick(demand_, tables_.columns.weight, weight_words, "--weight-column");
    for (std::size_t row = 0; row < demand_.size(); ++row) {
      if (points_.of(demand_.at(row, name)) != row) {
        refuse(
            fmt::format("{} 第 {} 行：需求点 {} 已经出现过", demand_.path().string(), demand_.line(row), demand_.at(row, name)),
            fmt::format("{} line {}: demand point {} occurs twice", demand_.path().string(), demand_.line(row),
                        demand_.at(row, name)));
      }
      const double value = demand_.number(row, weight);
      if (value < 0) {
        refuse(fmt::format("{} 第 {} 行 {} 列：权重 {} 小于 0", demand_.path().string(), demand_.line(row),
                           demand_.header()[weight], value),
               fmt::format("{} line {}, column {}: the weight {} is below 0", demand_.path().string(), demand_.line(row),
                           demand_.header()[weight], value));
      }
      task_.weights.push_back(value);
      task_.demand_names.push_back(demand_.at(row, name));
    }
  }

  [[noreturn]] void refuse_row(std::size_t row, const std::string& zh, const std::string& en) const {
    refuse(fmt::format("{} 第 {} 行：{}", distances_.path().string(), distances_.line(row), zh),
           fmt::format("{} line {}: {}", distances_.path().string(), distances_.line(row), en));
  }

  void read_lengths() {
    for (std::size_t row = 0; row < distances_.size(); ++row) sites_.of(distances_.at(row, site_));
    const std::size_t points = task_.weights.size();
    std::vector<double> lengths(sites_.all().size() * points, siting::no_way);
    for (std::size_t row = 0; row < distances_.size(); ++row) {
      const std::string& name = distances_.at(row, point_);
      const std::optional<std::size_t> point = points_.find(name);
      if (!point) {
        refuse_row(row, fmt::format("{} 中没有需求点 {}", demand_.path().string(), name),
                   fmt::format("{} has no demand point {}", demand_.path().string(), name));
      }
      const double length = distances_.number(row, length_);
      if (length < 0) refuse_row(row, fmt::format("长度 {} 小于 0", length), fmt::format("the length {} is below 0", length));
      double& place = lengths[*sites_.find(distances_.at(row, site_)) * points + *point];
      if (place != siting::no_way) {
        refuse_row(row, fmt::format("{} 到 {} 的长度已经给出过", distances_.at(row, site_), name),
                   fmt::format("the length from {} to {} is given twice", distances_.at(row, site_), name));
      }
      place = length;
    }
    for (const std::string& name : sites_.all()) task_.sites.push_back({.name = name});
    task_.lengths = siting::LengthTable(sites_.all().size(), points, std::move(lengths));
  }

  void read_sites() {
    const CsvTable table = CsvTable::read(*tables_.sites);
    const std::size_t name = pick(table, tables_.columns.site, site_words, "--site-column");
    const auto cost = table.column("cost");
    const auto floor = table.column("floor");
    const auto capacity = table.column("capacity");
    const auto fixed = table.column("fixed");
    const auto forbidden = table.column("forbidden");
    for (std::size_t row = 0; row < table.size(); ++row) {
      const std::optional<std::size_t> number = sites_.find(table.at(row, name));
      if (!number) {
        refuse(fmt::format("{} 第 {} 行：{} 中没有候选点 {}", table.path().string(), table.line(row), distances_.path().string(),
                           table.at(row, name)),
               fmt::format("{} line {}: {} has no site {}", table.path().string(), table.line(row), distances_.path().string(),
                           table.at(row, name)));
      }
      siting::Candidate& site = task_.sites[SiteId(*number)];
      if (cost) site.cost = table.number(row, *cost);
      if (floor) site.floor = core::SquareMetres(table.number(row, *floor));
      if (capacity && !table.at(row, *capacity).empty()) site.capacity = table.number(row, *capacity);
      if (fixed) site.fixed = table.number(row, *fixed) != 0;
      if (forbidden) site.forbidden = table.number(row, *forbidden) != 0;
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
