#include "gis/form/form_subject.h"

#include "gis/form/street_blocks.h"

namespace wangge::gis {

std::vector<Ring> rings_of(const MultiPolygon& shape) {
  std::vector<Ring> rings;
  for (const Polygon& part : shape) {
    rings.push_back(part.outer);
    rings.insert(rings.end(), part.holes.begin(), part.holes.end());
  }
  return rings;
}

std::vector<LineString> middle_lines(const evaluation::StreetNet& net) {
  std::vector<LineString> lines;
  for (const evaluation::StreetPiece& piece : net.pieces) {
    LineString line = {net.nodes[piece.tail]};
    line.insert(line.end(), piece.points.begin(), piece.points.end());
    line.push_back(net.nodes[piece.head]);
    lines.push_back(std::move(line));
  }
  return lines;
}

evaluation::FormSubject form_subject(const Layers& layers, std::span<const Position> gates, core::Threads threads) {
  evaluation::FormSubject subject;
  std::vector<network::RoadLine> borders;
  for (const LineFeature& line : layers.lines) {
    if (evaluation::is_street(line.line_class)) {
      subject.streets.push_back({line.source_id, line.points, line.nodes, line.line_class, line.access});
      if (!line.tunnel) borders.push_back(subject.streets.back());
    } else if (network::is_road(line.line_class) && line.line_class != network::LineClass::motorway) {
      subject.ways.push_back(line.points);
    }
  }
  subject.blocks = street_blocks(middle_lines(evaluation::build_street_net(borders)), threads);
  for (const BuildingFeature& building : layers.buildings) {
    if (!building.footprint.empty()) subject.buildings.push_back({rings_of(building.footprint), building.floors});
  }
  subject.gates.assign(gates.begin(), gates.end());
  if (!layers.levels.empty()) {
    for (const AreaFeature& area : layers.levels.front()) {
      const std::vector<Ring> rings = rings_of(area.shape);
      subject.known.insert(subject.known.end(), rings.begin(), rings.end());
    }
  }
  return subject;
}

}  // namespace wangge::gis
