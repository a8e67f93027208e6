#include "scenarios/edits/edit_file.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "gis/read/reference_choice.h"
#include "scenarios/edits/edit_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

namespace wangge::scenarios {
namespace {

using planning::Edit;
using planning::Selection;

Selection selection_of(const EditTable& table) {
  return {.cells = table.cells("cells"),
          .buildings = table.texts("buildings"),
          .compounds = table.texts("compounds"),
          .places = table.path("at"),
          .outline = table.path("outline")};
}

Selection required_selection(const EditTable& table) {
  Selection selection = selection_of(table);
  if (selection.empty()) {
    throw table.error({.zh = "未选中任何单元：须写 cells、buildings、compounds、at 或 outline",
                       .en = "selects nothing; expected cells, buildings, compounds, at or outline"});
  }
  return selection;
}

Edit assign(const EditTable& table) { return planning::AssignEdit{required_selection(table), table.text("to")}; }

Edit split(const EditTable& table) {
  return planning::SplitEdit{.grid = table.text("grid"),
                             .line = table.required_path("line"),
                             .compounds_whole = table.flag("compounds_whole"),
                             .code = table.text_or("code"),
                             .name = table.text_or("name")};
}

Edit merge(const EditTable& table) { return planning::MergeEdit{table.required_texts("grids"), table.text_or("into")}; }

Edit swap(const EditTable& table) {
  const EditTable first = table.inner("give");
  const EditTable second = table.inner("take");
  planning::SwapEdit edit{table.text("first"), required_selection(first), table.text("second"), required_selection(second)};
  first.refuse_unread();
  second.refuse_unread();
  return edit;
}

Edit border(const EditTable& table) {
  return planning::BorderEdit{.from = table.text("from"),
                              .to = table.text("to"),
                              .width = table.length("width"),
                              .until = table.barrier("until"),
                              .compounds_whole = table.flag("compounds_whole")};
}

Edit dedicate(const EditTable& table) {
  return planning::DedicateEdit{required_selection(table), table.text_or("code"), table.text_or("name")};
}

Edit recode(const EditTable& table) { return planning::RecodeEdit{table.text("grid"), table.text("code")}; }
Edit rename(const EditTable& table) {
  planning::RenameEdit edit{table.text("grid"), table.text("name")};
  if (edit.name.find_first_not_of(" \t\u3000") == std::string::npos)
    throw table.error("name", {.zh = "名称不能为空", .en = "a name may not be empty"});
  return edit;
}

Edit undo(const EditTable& table) { return planning::UndoEdit{table.count("times")}; }
Edit redo(const EditTable& table) { return planning::RedoEdit{table.count("times")}; }

const std::map<std::string, std::function<Edit(const EditTable&)>>& kinds() {
  static const std::map<std::string, std::function<Edit(const EditTable&)>> all = {
      {"assign", assign},     {"split", split},   {"merge", merge},   {"swap", swap}, {"border", border},
      {"dedicate", dedicate}, {"recode", recode}, {"rename", rename}, {"undo", undo}, {"redo", redo}};
  return all;
}

Edit edit_of(const EditTable& table) {
  const std::string kind = table.text("do");
  const auto found = kinds().find(kind);
  if (found == kinds().end()) {
    std::vector<std::string> known;
    for (const auto& [word, make] : kinds()) known.push_back(word);
    const auto guess = core::nearest(kind, known);
    throw table.error("do",
                      {.zh = fmt::format("没有“{}”这种操作{}；可用：{}", kind, guess ? fmt::format("，是不是“{}”？", *guess) : "",
                                         fmt::join(known, ", ")),
                       .en = fmt::format("there is no edit \"{}\"{}; edits: {}", kind,
                                         guess ? fmt::format(", did you mean \"{}\"?", *guess) : "", fmt::join(known, ", "))});
  }
  Edit edit = found->second(table);
  table.refuse_unread();
  return edit;
}

/// Metres of the town's own plane are far from its zero; degrees never are.
bool like_degrees(const gis::LineString& line, const gis::ReferenceSystem& system) {
  const bool far = std::abs(system.origin.x) > 1000 || std::abs(system.origin.y) > 1000;
  return far && !line.empty() && std::all_of(line.begin(), line.end(), [](const core::Position& place) {
           return std::abs(place.x) <= 180 && std::abs(place.y) <= 90;
         });
}

const core::Text edit_list_noun{.zh = "编辑清单", .en = "list of edits"};

}  // namespace

Node read_edit_list(const std::filesystem::path& path) { return read_document(path, path.generic_string(), edit_list_noun); }

EditFile edits_of(const Node& document, const gis::ReferenceSystem& system) {
  const EditTable root(document, "", {});
  const std::string reference = root.text_or("reference");
  if (const auto problem = gis::source_reference_problem(reference)) throw root.error(*problem);
  const PlaneOf plane = [&](gis::LineString line) {
    if (reference.empty() && like_degrees(line, system)) {
      throw root.error({.zh = fmt::format("坐标 [{}, {}] 像是经纬度：请在清单开头写 reference = \"EPSG:4326\"", line.front().x,
                                          line.front().y),
                        .en = fmt::format("the place [{}, {}] looks like degrees: write reference = \"EPSG:4326\" at the top of "
                                          "the list",
                                          line.front().x, line.front().y)});
    }
    return reference.empty() ? line : gis::project_line(std::move(line), reference, system);
  };
  EditFile file;
  const Node* list = document.find("edit");
  if (list == nullptr || list->type != Node::Type::array) {
    throw root.error({.zh = "没有编辑；应写作若干 [[edit]]", .en = "there is no edit; expected tables written as [[edit]]"});
  }
  for (std::size_t i = 0; i < list->children.size(); ++i) {
    file.edits.push_back(edit_of(EditTable(list->children[i], fmt::format("edit[{}]", i), plane)));
    file.places.push_back(text_of(list->children[i].place));
  }
  (void)root.has("edit");
  root.refuse_unread();
  return file;
}

EditFile parse_edits(std::string_view text, const std::string& shown, const gis::ReferenceSystem& system) {
  return edits_of(parse_document(text, shown, edit_list_noun), system);
}

}  // namespace wangge::scenarios
