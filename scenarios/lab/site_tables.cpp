#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "scenarios/lab/csv_stream.h"
#include "scenarios/lab/site_files.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

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

/// What a table of sites may say of each.
constexpr std::array<std::string_view, 5> limit_words = {"cost", "floor", "capacity", "fixed", "forbidden"};

[[noreturn]] void refuse(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

char small(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

/// Small and large letters alike.
bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return small(x) == small(y); });
}

std::optional<std::size_t> column_of(const CsvStream& table, std::string_view word) {
  for (std::size_t column = 0; column < table.names().size(); ++column) {
    if (same_word(table.names()[column], word)) return column;
  }
  return std::nullopt;
}

/// The column that the user names, or the first that has one of the words as its name.
std::size_t pick(const CsvStream& table, const std::filesystem::path& path, const std::optional<std::string>& name,
                 std::span<const std::string_view> words, std::string_view option) {
  if (name) {
    if (const std::optional<std::size_t> found = column_of(table, *name)) return *found;
    const std::string there = fmt::format("{}", fmt::join(table.names(), ", "));
    refuse(fmt::format("{}：没有 {} 列；列有：{}", path.string(), *name, there),
           fmt::format("{}: has no column {}; there are: {}", path.string(), *name, there));
  }
  for (const std::string_view word : words) {
    if (const std::optional<std::size_t> found = column_of(table, word)) return *found;
  }
  const std::string there = fmt::format("{}", fmt::join(table.names(), ", "));
  refuse(fmt::format("{}：看不出用哪一列，请用 {} 指明；列有：{}", path.string(), option, there),
         fmt::format("{}: cannot tell which column it is, name it with {}; there are: {}", path.string(), option, there));
}

/// Names in the order in which they first occur.
class Names {
 public:
  std::size_t of(std::string_view name) {
    if (const auto place = number_.find(name); place != number_.end()) return place->second;
    number_.emplace(name, all_.size());
    all_.emplace_back(name);
    return all_.size() - 1;
  }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
    const auto place = number_.find(name);
    return place == number_.end() ? std::nullopt : std::optional(place->second);
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> number_;  // only asked, never walked through
  std::vector<std::string> all_;
};

class TableReader {
 public:
  explicit TableReader(const SiteTables& tables) : tables_(tables), distances_(tables.distances), demand_(tables.demand) {
    site_ = pick(distances_, tables.distances, tables.columns.site, site_words, "--site-column");
    point_ = pick(distances_, tables.distances, tables.columns.point, point_words, "--point-column");
    length_ = pick(distances_, tables.distances, tables.columns.length, length_words, "--length-column");
  }

  SitingTask read() {
    while (distances_.next()) {
      sites_.of(distances_.cell(site_));
      named_.of(distances_.cell(point_));
    }
    distances_.rewind();
    read_points();
    read_lengths();
    if (tables_.sites) read_sites();
    return std::move(task_);
  }

 private:
  /// The first column of the demand table with most values that are demand points of the distances.
  [[nodiscard]] std::size_t name_column() {
    std::vector<std::size_t> hits(demand_.names().size(), 0);
    while (demand_.next()) {
      for (std::size_t column = 0; column < hits.size(); ++column) hits[column] += named_.find(demand_.cell(column)) ? 1U : 0U;
    }
    demand_.rewind();
    const auto best = std::max_element(hits.begin(), hits.end());
    if (*best > 0) return static_cast<std::size_t>(best - hits.begin());
    const std::string& points = distances_.names()[point_];
    refuse(fmt::format("{} 没有一列的值是 {} 的 {} 列中的需求点", tables_.demand.string(), tables_.distances.string(), points),
           fmt::format("{} has no column with the demand points of column {} of {}", tables_.demand.string(), points,
                       tables_.distances.string()));
  }

  void read_points() {
    const std::size_t name = name_column();
    const std::size_t weight = pick(demand_, tables_.demand, tables_.columns.weight, weight_words, "--weight-column");
    while (demand_.next()) {
      const std::string_view point = demand_.cell(name);
      if (points_.of(point) != task_.weights.size()) {
        refuse(fmt::format("{}：需求点 {} 已经出现过", demand_.place(), point),
               fmt::format("{}: demand point {} occurs twice", demand_.place(), point));
      }
      task_.weights.push_back(demand_.number(weight));
      task_.demand_names.push_back(std::string(point));
    }
  }

  void read_lengths() {
    const std::size_t points = task_.weights.size();
    std::vector<double> lengths(sites_.all().size() * points, siting::no_way);
    while (distances_.next()) {
      const std::string_view name = distances_.cell(point_);
      const std::string_view site = distances_.cell(site_);
      const std::optional<std::size_t> point = points_.find(name);
      if (!point) {
        refuse(fmt::format("{}：{} 中没有需求点 {}", distances_.place(), tables_.demand.string(), name),
               fmt::format("{}: {} has no demand point {}", distances_.place(), tables_.demand.string(), name));
      }
      double& place = lengths[*sites_.find(site) * points + *point];
      if (place != siting::no_way) {
        refuse(fmt::format("{}：{} 到 {} 的长度已经给出过", distances_.place(), site, name),
               fmt::format("{}: the length from {} to {} is given twice", distances_.place(), site, name));
      }
      place = distances_.number(length_);
    }
    for (const std::string& name : sites_.all()) task_.sites.push_back({.name = name});
    task_.lengths = siting::LengthTable(sites_.all().size(), points, std::move(lengths));
  }

  void read_sites() {
    CsvStream table(*tables_.sites);
    const std::size_t name = pick(table, *tables_.sites, tables_.columns.site, site_words, "--site-column");
    check_columns(table, name);
    const auto cost = column_of(table, "cost");
    const auto floor = column_of(table, "floor");
    const auto capacity = column_of(table, "capacity");
    const auto fixed = column_of(table, "fixed");
    const auto forbidden = column_of(table, "forbidden");
    std::vector<char> said(task_.sites.size(), 0);
    while (table.next()) {
      const std::optional<std::size_t> number = sites_.find(table.cell(name));
      if (!number) {
        refuse(fmt::format("{}：{} 中没有候选点 {}", table.place(), tables_.distances.string(), table.cell(name)),
               fmt::format("{}: {} has no site {}", table.place(), tables_.distances.string(), table.cell(name)));
      }
      if (std::exchange(said[*number], 1) != 0) {
        refuse(fmt::format("{}：候选点 {} 已经出现过", table.place(), table.cell(name)),
               fmt::format("{}: site {} occurs twice", table.place(), table.cell(name)));
      }
      siting::Candidate& site = task_.sites[SiteId(*number)];
      if (cost) site.cost = table.number(*cost);
      if (floor) site.floor = core::SquareMetres(table.number(*floor));
      if (capacity && !table.cell(*capacity).empty()) site.capacity = table.number(*capacity);
      if (fixed) site.fixed = yes(table, *fixed);
      if (forbidden) site.forbidden = yes(table, *forbidden);
    }
    check_all_said(said);
  }

  /// A column that is not understood may be a mistyped one, and what it limits would not be heeded.
  void check_columns(const CsvStream& table, std::size_t name) const {
    const std::string path = tables_.sites->string();
    std::vector<std::string> known = {table.names()[name]};
    known.insert(known.end(), limit_words.begin(), limit_words.end());
    const std::string all = fmt::format("{}", fmt::join(known, ", "));
    for (std::size_t column = 0; column < table.names().size(); ++column) {
      const std::string& word = table.names()[column];
      if (column_of(table, word) != column) {
        refuse(fmt::format("{}：列 {} 出现两次", path, word), fmt::format("{}: column {} occurs twice", path, word));
      }
      if (std::any_of(known.begin(), known.end(), [&](const std::string& one) { return same_word(one, word); })) continue;
      const auto guess = core::nearest(word, known);
      refuse(fmt::format("{}：不认识列 {}{}；可有：{}", path, word, guess ? "；是不是 " + *guess + "？" : "", all),
             fmt::format("{}: column {} is unknown{}; there may be: {}", path, word,
                         guess ? "; did you mean " + *guess + "?" : "", all));
    }
    if (tables_.with_budget) check_has(table, "cost", "--budget");
    if (tables_.with_floor) check_has(table, "floor", "--floor");
  }

  void check_has(const CsvStream& table, std::string_view column, std::string_view option) const {
    if (column_of(table, column)) return;
    const std::string there = fmt::format("{}", fmt::join(table.names(), ", "));
    refuse(fmt::format("{}：没有 {} 列，而 {} 要用到它；列有：{}", tables_.sites->string(), column, option, there),
           fmt::format("{}: has no column {}, which {} needs; there are: {}", tables_.sites->string(), column, option, there));
  }

  void check_all_said(const std::vector<char>& said) const {
    const auto missing = static_cast<std::size_t>(std::count(said.begin(), said.end(), 0));
    if (missing == 0) return;
    const auto first = static_cast<std::size_t>(std::find(said.begin(), said.end(), 0) - said.begin());
    const std::string& name = sites_.all()[first];
    const std::string path = tables_.sites->string();
    const std::string more = missing == 1 ? "site" : fmt::format("{} sites, the first of them", missing);
    refuse(fmt::format("{}：缺少 {} 中的 {} 个候选点，第一个是 {}", path, tables_.distances.string(), missing, name),
           fmt::format("{}: lacks {} {}, of {}", path, more, name, tables_.distances.string()));
  }

  static bool yes(const CsvStream& table, std::size_t column) {
    const std::string_view text = table.cell(column);
    if (text == "1" || text == "0") return text == "1";
    const std::string& name = table.names()[column];
    refuse(fmt::format("{}：{} = “{}”，应为 0 或 1", table.place(), name, text),
           fmt::format("{}: {} = \"{}\", expected 0 or 1", table.place(), name, text));
  }

  const SiteTables& tables_;
  CsvStream distances_;
  CsvStream demand_;
  std::size_t site_ = 0;
  std::size_t point_ = 0;
  std::size_t length_ = 0;
  Names sites_;
  Names named_;   ///< demand points of the distances
  Names points_;  ///< of the demand
  SitingTask task_;
};

}  // namespace

siting::SitingTask read_site_tables(const SiteTables& tables) { return TableReader(tables).read(); }

}  // namespace wangge::scenarios
