#pragma once

#include <string>
#include <string_view>

namespace wangge::viewer {

/// The bytes as one gzip member (RFC 1952), at a level meant for answering at once. No time stamp: same bytes in, same bytes out.
[[nodiscard]] std::string gzip(std::string_view bytes);

}  // namespace wangge::viewer
