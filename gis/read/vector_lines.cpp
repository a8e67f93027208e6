#include "gis/read/oneway_words.h"
#include "gis/read/read_each.h"
#include "gis/read/road_words.h"
#include "gis/read/vector_features.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

/// What the words of a line layer mean.
class LineWords {
 public:
  explicit LineWords(const LineSpec& spec) : spec_(spec) {}

  /// False when the word is in no list; the line is then a residential road.
  [[nodiscard]] bool set_class(LineFeature& line) const {
    const auto named = spec_.class_of_type.find(line.type);
    const auto own = network::line_class(named != spec_.class_of_type.end() ? named->second : line.type);
    const auto meaning = own ? std::nullopt : road_meaning(line.type);
    const auto water = own ? std::nullopt : waterway_class(line.type);
    const auto rail = own ? std::nullopt : rail_class(line.type);
    line.line_class = own       ? *own
                      : meaning ? meaning->line_class
                      : water   ? *water
                                : rail.value_or(network::LineClass::residential);
    line.access = meaning ? meaning->access : usual_access(line.line_class);
    return own || meaning || water || rail || line.type.empty();
  }

 private:
  const LineSpec& spec_;
};

/// As extracts of OpenStreetMap in other formats write it, or in words or numbers.
bool said_yes(const std::string& word) {
  constexpr std::array<std::string_view, 6> yes{"yes", "true", "1", "T", "t", "Y"};
  return std::find(yes.begin(), yes.end(), word) != yes.end();
}

/// A level as OpenStreetMap counts them: 0 is the ground.
int level_of(const std::string& text) {
  int level = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), level);
  return failure == std::errc() && end == text.data() + text.size() ? level : 0;
}

core::Finding warning(const VectorLayer& layer, const LineFeature& line, const char* rule, std::size_t count,
                      core::Text message) {
  core::Finding finding;
  finding.rule = rule;
  finding.severity = core::Severity::warning;
  finding.message = std::move(message);
  finding.file = layer.path();
  finding.layer = layer.name();
  finding.feature = line.source_id;
  finding.value = fmt::format("{}", count);
  if (!line.points.empty()) finding.place = line.points[line.points.size() / 2];
  return finding;
}

/// The one-way words of a layer, by line.
class Oneway {
 public:
  explicit Oneway(const LineSpec& spec) : column_(spec.oneway_words) {}

  /// Of the next line.
  void add(std::string word) {
    column_.note(word);
    words_.push_back(std::move(word));
  }
  /// Binds e-bikes and cars; words that are not understood, or may mean something else, are one warning each.
  void apply(std::vector<LineFeature>& lines, const VectorLayer& layer, core::Findings& findings) const {
    std::map<std::string, std::size_t> odd;
    std::size_t count = 0;
    const LineFeature* first = nullptr;
    const LineFeature* first_letter = nullptr;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto direction = column_.direction(words_[i]);
      if (direction) {
        set(lines[i], *direction);
        if (first_letter == nullptr && *direction != network::Direction::both) first_letter = &lines[i];
        continue;
      }
      ++odd[words_[i]];
      ++count;
      if (first == nullptr) first = &lines[i];
    }
    if (first != nullptr) findings.add(warning(layer, *first, "road.oneway", count, not_understood(layer, odd, count)));
    if (column_.is_ambiguous() && first_letter != nullptr)
      findings.add(warning(layer, *first_letter, "road.oneway", 1, ambiguous(layer)));
  }

 private:
  static void set(LineFeature& line, network::Direction direction) {
    if (direction == network::Direction::both) return;
    for (const network::Mode mode : {network::Mode::ebike, network::Mode::car}) {
      network::Direction& access = line.access[static_cast<std::size_t>(mode)];
      if (access != network::Direction::closed) access = direction;
    }
  }

  static core::Text not_understood(const VectorLayer& layer, const std::map<std::string, std::size_t>& odd, std::size_t count) {
    constexpr std::size_t most = 8;
    std::string words;
    std::size_t named = 0;
    for (const auto& [word, times] : odd) {
      if (named++ == most) break;
      words += fmt::format("{}'{}' ({})", words.empty() ? "" : ", ", word, times);
    }
    if (odd.size() > most) words += ", ...";
    return {.zh = fmt::format(
                "文件“{}”的图层 {}：单行字段有 {} 条道路的取值无法理解，按双向处理：{}；应为 yes、1、FT、单行（顺画线方向），"
                "-1、TF、逆向，或 no、0、B、双向；也可写在 roads.oneway_forward、roads.oneway_backward、roads.oneway_both",
                layer.path(), layer.name(), count, words),
            .en = fmt::format("layer '{}' of '{}': the one-way words of {} roads are not understood, they are taken as open both "
                              "ways: {}; expected yes, 1, FT (along the line), -1, TF (against it), no, 0, B (both ways), or say "
                              "them in roads.oneway_forward, roads.oneway_backward, roads.oneway_both",
                              layer.name(), layer.path(), count, words)};
  }

  static core::Text ambiguous(const VectorLayer& layer) {
    return {.zh = fmt::format("文件“{}”的图层 {}：单行字段只有 F 和 T，按“顺向”“逆向”理解；若为“否”“是”，请写 "
                              "roads.oneway_both = [\"F\"]、roads.oneway_forward = [\"T\"]",
                              layer.path(), layer.name()),
            .en = fmt::format("layer '{}' of '{}': the one-way words are F and T alone, read as from (along the line) and to "
                              "(against it); where they mean false and true, say roads.oneway_both = [\"F\"] and "
                              "roads.oneway_forward = [\"T\"]",
                              layer.name(), layer.path())};
  }

  OnewayColumn column_;
  std::vector<std::string> words_;
};

/// That nothing tells the classes of a layer apart.
core::Text no_classes(const VectorLayer& layer, const LineSpec& spec, std::size_t count) {
  std::string near;
  for (const char* usual : {"class", "fclass", "highway", "type", "kind", "grade", "RTTYP", "FUNC_CLASS", "等级", "道路等级"}) {
    if (layer.field_or_none(usual, usual)) near += fmt::format("{}'{}'", near.empty() ? "" : ", ", usual);
  }
  return {.zh = fmt::format("文件“{}”的图层 {}：未写 {}，{} 条线全部按居住区道路处理{}", layer.path(), layer.name(),
                            spec.class_named_by, count, near.empty() ? "" : fmt::format("；图层有字段 {}", near)),
          .en = fmt::format("layer '{}' of '{}': {} is not given, so all {} lines are taken as residential roads{}", layer.name(),
                            layer.path(), spec.class_named_by, count,
                            near.empty() ? "" : fmt::format("; the layer has the field {}", near))};
}

core::Finding unknown_class(const VectorLayer& layer, const LineFeature& line) {
  core::Finding finding =
      finding_at(layer, line.source_id, "road.class", fmt::format("道路类别“{}”未知，按居住区道路处理", line.type),
                 fmt::format("class '{}' is not known, taken as residential", line.type));
  finding.value = line.type;
  return finding;
}

}  // namespace

VectorFeatures<LineFeature> read_vector_lines(const LineSpec& spec, core::Progress& progress) {
  const VectorLayer layer(spec.source);
  const auto type = layer.field(spec.class_field);
  const auto oneway = layer.field(spec.oneway_field);
  const auto name = layer.field_or_none(spec.name_field, "name");
  const auto tunnel = layer.field_or_none("tunnel", "tunnel");
  const auto bridge = layer.field_or_none("bridge", "bridge");
  const auto level = layer.field_or_none("layer", "layer");
  const LineWords words(spec);
  Oneway directions(spec);
  std::vector<LineFeature> lines;
  LayerFacts facts = read_each(layer, progress, [&](const OGRFeature& feature, Reach& reach, core::Findings& findings) {
    LineFeature line;
    line.source_id = layer.id(feature);
    line.type = layer.text(feature, type);
    line.name = layer.text(feature, name);
    if (!words.set_class(line)) findings.add(unknown_class(layer, line));
    const std::string hollow = layer.text(feature, tunnel);
    line.tunnel = said_yes(hollow) || hollow == "building_passage";
    line.passage = hollow == "building_passage";
    line.bridge = said_yes(layer.text(feature, bridge));
    line.level = level_of(layer.text(feature, level));
    const auto geometry = geometry_of(feature);
    if (!geometry) {
      findings.add(finding_at(layer, line.source_id, "road.broken", "没有几何；已略去", "it has no geometry; left out"));
      return;
    }
    const std::vector<LineString> parts = lines_of(*geometry);
    if (parts.empty()) wrong_kind(layer, feature, *geometry, "线", "lines");
    for (const LineString& part : parts) {
      reach.add(part);
      lines.push_back(line);
      lines.back().points = part;
      directions.add(layer.text(feature, oneway));
    }
  });
  directions.apply(lines, layer, facts.findings);
  if (!type && !lines.empty()) {
    facts.findings.add(warning(layer, lines.front(), "road.class_none", lines.size(), no_classes(layer, spec, lines.size())));
  }
  return {std::move(facts), std::move(lines)};
}

}  // namespace wangge::gis
