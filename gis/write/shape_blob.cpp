#include "gis/write/shape_blob.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace wangge::gis {
namespace {

static_assert(std::endian::native == std::endian::little, "the bytes are written as they stand in memory");

constexpr std::uint32_t wkb_point = 1;
constexpr std::uint32_t wkb_line = 2;
constexpr std::uint32_t wkb_polygon = 3;
constexpr std::uint32_t wkb_multi_polygon = 6;

Box grown(Box box, std::span<const Position> points) {
  for (const Position point : points) {
    box.low = {std::min(box.low.x, point.x), std::min(box.low.y, point.y)};
    box.high = {std::max(box.high.x, point.x), std::max(box.high.y, point.y)};
  }
  return box;
}

Box box_of(std::span<const Position> points) {
  if (points.empty()) return {};
  return grown({points.front(), points.front()}, points);
}

}  // namespace

template <class T>
void ShapeBlob::put(T value) {
  const std::size_t at = bytes_.size();
  bytes_.resize(at + sizeof(T));
  std::memcpy(bytes_.data() + at, &value, sizeof(T));
}

void ShapeBlob::begin(const Box& box, bool with_envelope) {
  box_ = box;
  bytes_.assign("GP");
  put(std::uint8_t{0});
  put(static_cast<std::uint8_t>(with_envelope ? 0x03 : 0x01));
  put(reference_);
  if (!with_envelope) return;
  for (const double bound : {box.low.x, box.high.x, box.low.y, box.high.y}) put(bound);
}

void ShapeBlob::kind(std::uint32_t word) {
  put(std::uint8_t{1});
  put(word);
}

void ShapeBlob::points(std::span<const Position> points) {
  put(static_cast<std::uint32_t>(points.size()));
  static_assert(sizeof(Position) == 16);
  const std::size_t at = bytes_.size();
  bytes_.resize(at + points.size_bytes());
  if (!points.empty()) std::memcpy(bytes_.data() + at, points.data(), points.size_bytes());
}

void ShapeBlob::rings(const Ring& outer, std::span<const Ring> holes) {
  kind(wkb_polygon);
  put(static_cast<std::uint32_t>(1 + holes.size()));
  points(outer);
  for (const Ring& hole : holes) points(hole);
}

void ShapeBlob::point(Position place) {
  begin({place, place}, false);
  kind(wkb_point);
  put(place.x);
  put(place.y);
}

void ShapeBlob::line(std::span<const Position> line_points) {
  begin(box_of(line_points), true);
  kind(wkb_line);
  points(line_points);
}

void ShapeBlob::polygon(const Ring& outer, std::span<const Ring> holes) {
  begin(box_of(outer), true);
  rings(outer, holes);
}

void ShapeBlob::multi_polygon(const MultiPolygon& shape) {
  Box box = shape.empty() ? Box{} : box_of(shape.front().outer);
  for (const Polygon& part : shape) box = grown(box, part.outer);
  begin(box, true);
  kind(wkb_multi_polygon);
  put(static_cast<std::uint32_t>(shape.size()));
  for (const Polygon& part : shape) rings(part.outer, part.holes);
}

}  // namespace wangge::gis
