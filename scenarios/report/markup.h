#pragma once

#include "engine/core/text.h"

#include <string>
#include <string_view>
#include <vector>

/// Small pieces of the page. Everything that comes from data is escaped here; what is named `html` is markup already.
namespace wangge::scenarios::report {

/// Both languages, of which the page shows one; once where they do not differ.
[[nodiscard]] std::string both(const core::Text& words);
[[nodiscard]] std::string escaped(std::string_view words);

struct TableColumn {
  core::Text title;
  bool number = false;  ///< right-aligned
  bool whole = false;   ///< never broken into lines: codes and short names
};

class Markup {
 public:
  void html(std::string_view markup) { out_ += markup; }
  /// <section id> with its heading; closed by end_section().
  void begin_section(std::string_view id, const core::Text& title);
  void end_section() { out_ += "</section>\n"; }
  void heading(const core::Text& title) { out_ += "<h3>" + both(title) + "</h3>\n"; }
  void paragraph(const core::Text& words, std::string_view css = "");
  /// A drawing with its caption.
  void figure(std::string_view svg, const core::Text& caption);
  /// Rows of cells that are markup.
  void table(const std::vector<TableColumn>& columns, const std::vector<std::vector<std::string>>& rows);
  void list(const std::vector<core::Text>& items);

  [[nodiscard]] const std::string& str() const { return out_; }

 private:
  std::string out_;
};

}  // namespace wangge::scenarios::report
