#include "gis/town/move_town.h"

#include "gis/ogr_reference.h"

#include <cmath>

namespace wangge::town {
namespace {

struct Shift {
  Position by;

  void operator()(Position& position) const { position = in_millimetres({position.x + by.x, position.y + by.y}); }
  void operator()(Ring& ring) const {
    for (Position& corner : ring) (*this)(corner);
  }
  void operator()(Polygon& shape) const {
    (*this)(shape.outer);
    for (Ring& hole : shape.holes) (*this)(hole);
  }
};

}  // namespace

Position in_millimetres(Position position) {
  return {std::round(position.x * 1000) / 1000, std::round(position.y * 1000) / 1000};
}

Position middle_of(const Town& town) {
  const gis::Box box = gis::box_around({{town.outline, {}}});
  return {(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2};
}

void move_town(Town& town, Position offset) {
  const Shift shift{offset};
  shift(town.outline);
  for (Position& vertex : town.vertices) shift(vertex);
  for (Polygon& water : town.waters) shift(water);
  for (Compound& compound : town.compounds) {
    shift(compound.wall);
    for (Gate& gate : compound.gates) shift(gate.at);
  }
  for (Building& building : town.buildings) shift(building.footprint);
  for (Establishment& one : town.enterprises) shift(one.at);
  for (Establishment& one : town.organisations) shift(one.at);
  for (Post& post : town.posts) shift(post.at);
  for (Partition& partition : town.partitions) {
    for (MultiPolygon& shape : partition.shapes) {
      for (Polygon& part : shape) shift(part);
    }
  }
}

}  // namespace wangge::town
