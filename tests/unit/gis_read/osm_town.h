#pragma once

#include "tests/unit/gis_read/town_files.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace wangge::gis::test {

/// An OpenStreetMap file drawn as a map of letters: each letter is a node, ten thousandths of a degree (11 m) apart, near
/// Heidelberg.
///
///   OsmTown town(R"(
///     A  B
///     D  C)");
///   town.way(1, "ABCDA", {{"building", "house"}});
class OsmTown {
 public:
  using Tags = std::map<std::string, std::string>;

  explicit OsmTown(const std::string& map) {
    double row = 0;
    double column = 0;
    for (const char letter : map) {
      if (letter == '\n') {
        row += 1;
        column = 0;
        continue;
      }
      if (letter >= 'A' && letter <= 'Z') place_[letter] = {8.7 + column * 1e-4, 49.4 - row * 1e-4};
      column += 1;
    }
  }

  void tag(char letter, Tags tags) { tags_of_node_[letter] = std::move(tags); }
  /// Small letters are nodes that the file does not hold.
  void way(int id, const std::string& letters, const Tags& tags) {
    std::string text = "<way id=\"" + std::to_string(id) + "\" version=\"1\">";
    for (const char letter : letters) text += "<nd ref=\"" + std::to_string(static_cast<int>(letter)) + "\"/>";
    ways_ += text + written(tags) + "</way>\n";
  }
  void relation(int id, const std::vector<std::pair<int, std::string>>& members, const Tags& tags) {
    std::string text = "<relation id=\"" + std::to_string(id) + "\" version=\"1\">";
    for (const auto& [way, role] : members) {
      text += "<member type=\"way\" ref=\"" + std::to_string(way) + "\" role=\"" + role + "\"/>";
    }
    relations_ += text + written(tags) + "</relation>\n";
  }

  /// A turn restriction over a node.
  void turn(int id, int from, char via, int to, const Tags& tags) {
    const auto member = [](const char* type, int ref, const char* role) {
      return std::string("<member type=\"") + type + "\" ref=\"" + std::to_string(ref) + "\" role=\"" + role + "\"/>";
    };
    relations_ += "<relation id=\"" + std::to_string(id) + "\" version=\"1\">" + member("way", from, "from") +
                  member("node", via, "via") + member("way", to, "to") + "<tag k=\"type\" v=\"restriction\"/>" + written(tags) +
                  "</relation>\n";
  }

  /// In the usual order, or with the nodes last.
  [[nodiscard]] std::string xml(bool nodes_last = false) const {
    std::string nodes;
    for (const auto& [letter, position] : place_) {
      nodes += "<node id=\"" + std::to_string(static_cast<int>(letter)) + "\" version=\"1\" lat=\"" + std::to_string(position.y) +
               "\" lon=\"" + std::to_string(position.x) + "\">";
      const auto tags = tags_of_node_.find(letter);
      nodes += (tags == tags_of_node_.end() ? std::string() : written(tags->second)) + "</node>\n";
    }
    const std::string rest = ways_ + relations_;
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\" generator=\"test\">\n" +
           (nodes_last ? rest + nodes : nodes + rest) + "</osm>\n";
  }

  /// Buildings and roads of it.
  [[nodiscard]] Layers read(bool nodes_last = false, const RoadMoment& moment = {}) const {
    const SourceFolder folder;
    LayerSpecs specs;
    specs.buildings.source = folder.write("town.osm", xml(nodes_last));
    specs.roads.source = specs.buildings.source;
    specs.roads.moment = moment;
    return test::read(specs);
  }

 private:
  static std::string written(const Tags& tags) {
    std::string text;
    for (const auto& [key, value] : tags) text += "<tag k=\"" + key + "\" v=\"" + value + "\"/>";
    return text;
  }

  std::map<char, Position> place_;
  std::map<char, Tags> tags_of_node_;
  std::string ways_;
  std::string relations_;
};

}  // namespace wangge::gis::test
