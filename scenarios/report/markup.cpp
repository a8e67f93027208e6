#include "scenarios/report/markup.h"

#include "gis/map/svg_canvas.h"

namespace wangge::scenarios::report {

std::string escaped(std::string_view words) { return gis::map::escape_markup(words); }

std::string both(const core::Text& words) {
  if (words.zh == words.en) return escaped(words.en);
  return "<span lang=\"zh\">" + escaped(words.zh) + "</span><span lang=\"en\">" + escaped(words.en) + "</span>";
}

void Markup::begin_section(std::string_view id, const core::Text& title) {
  out_ += "<section id=\"" + std::string(id) + "\">\n<h2>" + both(title) + "</h2>\n";
}

void Markup::paragraph(const core::Text& words, std::string_view css) {
  out_ += css.empty() ? "<p>" : "<p class=\"" + std::string(css) + "\">";
  out_ += both(words) + "</p>\n";
}

void Markup::figure(std::string_view svg, const core::Text& caption) {
  out_ += "<figure>\n";
  out_ += svg;
  out_ += "<figcaption>" + both(caption) + "</figcaption>\n</figure>\n";
}

void Markup::table(const std::vector<TableColumn>& columns, const std::vector<std::vector<std::string>>& rows) {
  out_ += "<div class=\"wide\"><table>\n<thead><tr>";
  for (const TableColumn& column : columns)
    out_ += std::string(column.number ? "<th class=\"n\">" : "<th>") + both(column.title) + "</th>";
  out_ += "</tr></thead>\n<tbody>\n";
  for (const std::vector<std::string>& row : rows) {
    out_ += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i)
      out_ += (columns[i].number ? "<td class=\"n\">" : columns[i].whole ? "<td class=\"w\">" : "<td>") + row[i] + "</td>";
    out_ += "</tr>\n";
  }
  out_ += "</tbody></table></div>\n";
}

void Markup::list(const std::vector<core::Text>& items) {
  out_ += "<ul>\n";
  for (const core::Text& item : items) out_ += "<li>" + both(item) + "</li>\n";
  out_ += "</ul>\n";
}

}  // namespace wangge::scenarios::report
