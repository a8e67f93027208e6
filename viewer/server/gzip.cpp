#include "viewer/server/gzip.h"

#include "engine/core/error.h"

#include <zlib.h>

namespace wangge::viewer {

std::string gzip(std::string_view bytes) {
  constexpr int level = 3;
  constexpr int gzip_window = 15 + 16;
  constexpr int memory = 8;
  z_stream stream{};
  const auto check = [](bool good) {
    if (!good)
      throw core::Error(core::ErrorCode::environment,
                        {.zh = "内存不足，无法压缩数据", .en = "not enough memory to compress an answer"});
  };
  check(deflateInit2(&stream, level, Z_DEFLATED, gzip_window, memory, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int result = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  check(result == Z_STREAM_END);
  return packed;
}

}  // namespace wangge::viewer
