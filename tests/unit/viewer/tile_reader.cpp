#include "tests/unit/viewer/tile_reader.h"

#include <gtest/gtest.h>
#include <protozero/pbf_reader.hpp>

#include <utility>

namespace wangge::viewer {
namespace {

std::string value_text(protozero::pbf_reader reader) {
  std::string text;
  while (reader.next()) {
    switch (reader.tag()) {
      case 1:
        text = reader.get_string();
        break;
      case 3:
        text = std::to_string(reader.get_double());
        break;
      case 6:
        text = std::to_string(reader.get_sint64());
        break;
      case 7:
        text = reader.get_bool() ? "true" : "false";
        break;
      default:
        ADD_FAILURE() << "unexpected kind of value " << reader.tag();
        reader.skip();
    }
  }
  return text;
}

void read_geometry(ReadFeature& feature, const std::vector<std::uint32_t>& words) {
  TilePoint cursor;
  std::size_t i = 0;
  const auto next_point = [&] {
    cursor.x += protozero::decode_zigzag32(words.at(i++));
    cursor.y += protozero::decode_zigzag32(words.at(i++));
    return cursor;
  };
  while (i < words.size()) {
    const std::uint32_t command = words[i] & 7U;
    const std::uint32_t count = words[i++] >> 3U;
    if (command == 1) {
      EXPECT_EQ(count, 1U);
      feature.paths.push_back({next_point()});
      feature.closed.push_back(false);
    } else if (command == 2) {
      EXPECT_GT(count, 0U);
      for (std::uint32_t k = 0; k < count; ++k) feature.paths.back().push_back(next_point());
    } else {
      EXPECT_EQ(command, 7U);
      EXPECT_EQ(count, 1U);
      feature.closed.back() = true;
    }
  }
}

struct RawFeature {
  ReadFeature feature;
  std::vector<std::uint32_t> tags;
};

RawFeature read_feature(protozero::pbf_reader reader) {
  RawFeature raw;
  while (reader.next()) {
    switch (reader.tag()) {
      case 1:
        raw.feature.id = reader.get_uint64();
        break;
      case 2:
        for (const std::uint32_t tag : reader.get_packed_uint32()) raw.tags.push_back(tag);
        break;
      case 3:
        raw.feature.type = reader.get_enum();
        break;
      case 4: {
        std::vector<std::uint32_t> words;
        for (const std::uint32_t word : reader.get_packed_uint32()) words.push_back(word);
        read_geometry(raw.feature, words);
        break;
      }
      default:
        ADD_FAILURE() << "unexpected field " << reader.tag() << " of a feature";
        reader.skip();
    }
  }
  return raw;
}

ReadLayer read_layer(protozero::pbf_reader reader) {
  ReadLayer layer;
  std::vector<std::string> keys, values;
  std::vector<RawFeature> raw;
  while (reader.next()) {
    switch (reader.tag()) {
      case 1:
        layer.name = reader.get_string();
        break;
      case 2:
        raw.push_back(read_feature(reader.get_message()));
        break;
      case 3:
        keys.push_back(reader.get_string());
        break;
      case 4:
        values.push_back(value_text(reader.get_message()));
        break;
      case 5:
        layer.extent = reader.get_uint32();
        break;
      case 15:
        layer.version = reader.get_uint32();
        break;
      default:
        ADD_FAILURE() << "unexpected field " << reader.tag() << " of a layer";
        reader.skip();
    }
  }
  for (RawFeature& feature : raw) {
    EXPECT_EQ(feature.tags.size() % 2, 0U);
    for (std::size_t i = 0; i + 1 < feature.tags.size(); i += 2) {
      feature.feature.properties[keys.at(feature.tags[i])] = values.at(feature.tags[i + 1]);
    }
    layer.features.push_back(std::move(feature.feature));
  }
  return layer;
}

}  // namespace

std::map<std::string, ReadLayer> read_tile(std::string_view bytes) {
  std::map<std::string, ReadLayer> layers;
  protozero::pbf_reader reader(bytes.data(), bytes.size());
  while (reader.next(3)) {
    ReadLayer layer = read_layer(reader.get_message());
    EXPECT_EQ(layers.count(layer.name), 0U) << "layer " << layer.name << " stands twice";
    layers[layer.name] = std::move(layer);
  }
  return layers;
}

}  // namespace wangge::viewer
