#pragma once

#include <optional>
#include <string>

namespace wangge::siting {

/// Which posts are asked about: those of one kind; empty: all; absent: none.
using AskedKind = std::optional<std::string>;

[[nodiscard]] inline bool is_of(const std::string& kind, const AskedKind& asked) {
  return asked && (asked->empty() || kind == *asked);
}

}  // namespace wangge::siting
