#include "scenarios/match/match_lists.h"

#include "engine/core/error.h"
#include "scenarios/synth/csv_table.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string_view>

namespace wangge::scenarios {
namespace {

[[noreturn]] void refuse(const std::string& place, const std::string& zh, const std::string& en) {
  throw core::Error(core::ErrorCode::input, {.zh = place + "：" + zh, .en = place + ": " + en});
}

/// "nurse; driver": words between semicolons, without blanks around them.
std::vector<std::string> words(std::string_view cell) {
  std::vector<std::string> found;
  while (!cell.empty()) {
    const std::size_t end = cell.find(';');
    std::string_view word = cell.substr(0, end);
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
    if (!word.empty()) found.emplace_back(word);
    cell = end == std::string_view::npos ? std::string_view() : cell.substr(end + 1);
  }
  return found;
}

class List {
 public:
  List(const std::string& file, const char* name) : table_(file, file), name_(table_.needed(name)) {
    if (table_.rows().empty()) refuse(file, "没有一行；列名下面应至少有一行", "has no row below the names of its columns");
  }

  [[nodiscard]] const std::vector<CsvTable::Row>& rows() const { return table_.rows(); }
  [[nodiscard]] std::size_t column(const char* name) const { return table_.needed(name); }
  [[nodiscard]] std::string place(const CsvTable::Row& row) const { return table_.place(row); }

  /// Of the row, no other's.
  std::string name(const CsvTable::Row& row) {
    const std::string& name = row.cells[name_];
    const std::string& column = table_.names()[name_];
    if (name.empty())
      refuse(place(row), fmt::format("列 {} 为空；每行须有名称", column),
             fmt::format("{} is empty; every row needs a name", column));
    const auto [known, fresh] = seen_.emplace(name, row.line);
    if (!fresh)
      refuse(place(row), fmt::format("{} = “{}”已在第 {} 行出现", column, name, known->second),
             fmt::format("{} = \"{}\" comes in line {} already", column, name, known->second));
    return name;
  }
  /// Empty where there is no such column.
  [[nodiscard]] std::string optional_text(const CsvTable::Row& row, const char* name) const {
    const auto at = table_.column(name);
    return at ? row.cells[*at] : std::string();
  }
  [[nodiscard]] std::optional<std::int64_t> optional_count(const CsvTable::Row& row, const char* name) const {
    const auto at = table_.column(name);
    return at ? table_.count(row, *at) : std::nullopt;
  }

 private:
  CsvTable table_;
  std::size_t name_;
  std::map<std::string, int> seen_;
};

void read_demands(NamedLists& named, const std::string& file) {
  List list(file, "demand");
  const std::size_t kind = list.column("kind");
  for (const CsvTable::Row& row : list.rows()) {
    named.demands.push_back(list.name(row));
    siting::Demand demand{.kind = row.cells[kind], .area = list.optional_text(row, "area")};
    if (demand.kind.empty())
      refuse(list.place(row), "列 kind 为空；应写需求的种类", "kind is empty; expected the kind of the demand");
    demand.weight = list.optional_count(row, "weight").value_or(1);
    if (demand.weight < 1 || demand.weight > 1'000'000)
      refuse(list.place(row), fmt::format("weight = {}：应为 1 至 1000000", demand.weight),
             fmt::format("weight = {}: expected 1 to 1000000", demand.weight));
    named.lists.demands.push_back(std::move(demand));
  }
}

void read_projects(NamedLists& named, const std::string& file) {
  List list(file, "project");
  const std::size_t kinds = list.column("kinds");
  for (const CsvTable::Row& row : list.rows()) {
    named.projects.push_back(list.name(row));
    siting::Project project{.kinds = words(row.cells[kinds]),
                            .needs = words(list.optional_text(row, "needs")),
                            .area = list.optional_text(row, "area")};
    if (project.kinds.empty())
      refuse(list.place(row), "列 kinds 为空；应写所回应的需求种类，用分号分隔",
             "kinds is empty; expected the kinds of demand that it answers, separated by semicolons");
    project.places = list.optional_count(row, "places");
    named.lists.projects.push_back(std::move(project));
  }
}

void read_resources(NamedLists& named, const std::string& file) {
  List list(file, "resource");
  const std::size_t offers = list.column("offers");
  for (const CsvTable::Row& row : list.rows()) {
    named.resources.push_back(list.name(row));
    siting::Resource resource{.offers = words(row.cells[offers]), .area = list.optional_text(row, "area")};
    resource.capacity = list.optional_count(row, "capacity").value_or(1);
    named.lists.resources.push_back(std::move(resource));
  }
}

}  // namespace

NamedLists read_lists(const ListFiles& files) {
  NamedLists named;
  read_demands(named, files.demands);
  read_projects(named, files.projects);
  read_resources(named, files.resources);
  return named;
}

}  // namespace wangge::scenarios
