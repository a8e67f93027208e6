#include "gis/map/legend.h"
#include "gis/map/number_text.h"
#include "gis/map/place_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace wangge::gis::map {
namespace {

struct Row {
  bool heading = false;
  std::string number;
  std::string name;
  std::string households;
};

/// Grids under their areas, in the plan's order of areas and rising codes.
std::vector<Row> rows_of(const PlanFile& plan, SheetLanguage language) {
  std::map<std::string, std::vector<const PlanFile::Grid*>> by_parent;
  for (const PlanFile::Grid& grid : plan.grids) by_parent[grid.parent].push_back(&grid);
  const PlaceNames words(plan);
  std::map<std::string, std::string> names;
  for (const PlanFile::Level& level : plan.levels) {
    names[level.code] = level.name.empty() ? "" : Panel::say(words.area(level), language);
  }
  std::vector<Row> rows;
  for (auto& [parent, grids] : by_parent) {
    std::sort(grids.begin(), grids.end(), [](const auto* a, const auto* b) { return a->code < b->code; });
    const auto name = names.find(parent);
    if (!parent.empty()) rows.push_back({true, {}, fmt::format("{}  {}", name == names.end() ? "" : name->second, parent), {}});
    for (const PlanFile::Grid* grid : grids) {
      rows.push_back({false, short_code(*grid), grid->name == grid->code ? "" : grid->name,
                      grid->counts_hidden ? "*" : grouped(grid->households)});
    }
  }
  return rows;
}

struct Shape {
  std::size_t columns;
  double row;  ///< mm at unit 1
  bool names;
};

/// Rows a column takes; a heading never stands last in a column.
std::vector<std::vector<Row>> in_columns(const std::vector<Row>& rows, std::size_t capacity) {
  std::vector<std::vector<Row>> columns(1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t needed = rows[i].heading ? 2 : 1;
    if (columns.back().size() + needed > capacity) columns.emplace_back();
    columns.back().push_back(rows[i]);
  }
  return columns;
}

void write_row(Panel& panel, const Row& row, const Rect& box, bool names) {
  const double unit = panel.unit();
  const TextStyle plain{.size = std::min(2.35 * unit, box.height() * 0.72), .bold = false, .italic = false, .colour = {0x2a2a2e}};
  TextStyle bold = plain;
  bold.bold = true;
  bold.colour = {0x3c2a55};
  const double baseline = box.low.y + box.height() * 0.72;
  if (row.heading) {
    panel.canvas().fill(outline({box.low, {box.high.x, box.high.y - 0.2 * unit}}), {0xf1eaf1});
    panel.canvas().text({box.low.x + 0.8 * unit, baseline}, panel.ruler().fit(row.name, bold, box.width() - 1.6 * unit), bold,
                        Align::left);
    return;
  }
  const double number = std::max(9.0 * unit, panel.ruler().width(row.number, bold) + 1.6 * unit);
  panel.canvas().text({box.low.x + 0.8 * unit, baseline}, row.number, bold, Align::left);
  panel.canvas().text({box.high.x - 0.8 * unit, baseline}, row.households, plain, Align::right);
  const double room = box.width() - number - panel.ruler().width(row.households, plain) - 3 * unit;
  if (names && room > 4 * unit)
    panel.canvas().text({box.low.x + number, baseline}, panel.ruler().fit(row.name, plain, room), plain, Align::left);
}

}  // namespace

bool write_grid_index(Panel& panel, const PlanFile& plan, double bottom) {
  const std::vector<Row> rows = rows_of(plan, panel.language());
  const double unit = panel.unit();
  const bool withheld = std::any_of(plan.grids.begin(), plan.grids.end(), [](const auto& grid) { return grid.counts_hidden; });
  const double heading = (withheld ? 14 : 10.5) * unit;
  const double room = bottom - panel.y() - heading;
  if (rows.empty() || room <= 0) return false;
  for (const Shape& shape : {Shape{1, 3.9, true}, Shape{1, 3.4, true}, Shape{2, 3.6, true}, Shape{2, 3.2, true},
                             Shape{3, 3.2, false}, Shape{4, 2.9, false}}) {
    const auto capacity = static_cast<std::size_t>(room / (shape.row * unit));
    if (capacity < 2) continue;
    const std::vector<std::vector<Row>> columns = in_columns(rows, capacity);
    if (columns.size() > shape.columns) continue;
    panel.heading({.zh = "网格一览", .en = "Index of grids"});
    const TextStyle note{.size = 2.2 * unit, .bold = false, .italic = false, .colour = {0x66626c}};
    panel.text(panel.say({.zh = "网格号 · 名称 · 户数", .en = "number, name, households"}), note);
    if (withheld) panel.text(panel.say({.zh = "* 数字不公开", .en = "* number withheld"}), note);
    panel.gap(0.5);
    const double gap = 2.5 * unit;
    const double wide =
        (panel.room().width() - gap * static_cast<double>(shape.columns - 1)) / static_cast<double>(shape.columns);
    const double top = panel.y();
    std::size_t longest = 0;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      longest = std::max(longest, columns[c].size());
      const double x = panel.room().low.x + (wide + gap) * static_cast<double>(c);
      for (std::size_t r = 0; r < columns[c].size(); ++r) {
        const double y = top + shape.row * unit * static_cast<double>(r);
        write_row(panel, columns[c][r], {{x, y}, {x + wide, y + shape.row * unit}}, shape.names);
      }
    }
    panel.gap(shape.row * static_cast<double>(longest));
    return true;
  }
  return false;
}

}  // namespace wangge::gis::map
