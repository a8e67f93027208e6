#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::network {

/// A way from or to a node of lower place.
struct Link {
  std::uint32_t place = 0;
  std::uint32_t time = 0;
};

/// What queries walk on: nodes by place (0: the top of the hierarchy, contracted last), for each the links that join it to
/// lower places. Going up, a link leads from the node to its place; going down, from the place to the node.
struct SearchGraph {
  std::vector<std::uint32_t> first = {0};  ///< by place, and one more
  std::vector<Link> links;

  [[nodiscard]] std::size_t size() const { return first.size() - 1; }
  [[nodiscard]] std::span<const Link> operator[](std::uint32_t place) const {
    return {links.data() + first[place], links.data() + first[place + 1]};
  }
};

}  // namespace wangge::network
