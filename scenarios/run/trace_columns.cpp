#include "scenarios/run/trace_columns.h"

#include "engine/core/error.h"

#include <zlib.h>

namespace wangge::scenarios {
namespace {

/// Nothing for what zlib did not write, and for more than 16 GiB.
std::optional<std::string> inflated(std::string_view packed) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return std::nullopt;
  std::string bytes;
  std::string piece(std::size_t{1} << 18U, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  int state = Z_OK;
  while (state == Z_OK && bytes.size() < (std::size_t{1} << 34U)) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&stream, Z_NO_FLUSH);
    bytes.append(piece.data(), piece.size() - stream.avail_out);
  }
  const bool whole = state == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  return whole ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace

void ColumnWriter::put(std::uint64_t value) {
  while (value >= 0x80U) {
    bytes_ += static_cast<char>(0x80U | (value & 0x7FU));
    value >>= 7U;
  }
  bytes_ += static_cast<char>(value);
}

void ColumnWriter::put_difference(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  put(value < 0 ? ~(bits << 1U) : bits << 1U);
}

std::string ColumnWriter::packed() const {
  uLongf length = compressBound(static_cast<uLong>(bytes_.size()));
  std::string packed(length, '\0');
  const int state = compress2(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(bytes_.data()),
                              static_cast<uLong>(bytes_.size()), 6);
  if (state != Z_OK) {
    throw core::Error(core::ErrorCode::environment,
                      {.zh = "事件记录无法压缩（内存不足）", .en = "the events cannot be compressed (out of memory)"});
  }
  packed.resize(length);
  std::string column;
  put_length(column, packed.size());
  return column + packed;
}

ColumnReader::ColumnReader(std::string_view& block) {
  const std::optional<std::uint64_t> length = take_length(block);
  broken_ = !length || *length > block.size() || *length > 0xFFFFFFFFU;
  if (broken_) return;
  std::optional<std::string> bytes = inflated(block.substr(0, static_cast<std::size_t>(*length)));
  block.remove_prefix(static_cast<std::size_t>(*length));
  broken_ = !bytes;
  if (bytes) bytes_ = std::move(*bytes);
}

std::uint64_t ColumnReader::get() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes_[at_++]);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80U) return value;
  }
  broken_ = true;
  return 0;
}

std::int64_t ColumnReader::get_difference() {
  const std::uint64_t bits = get();
  return static_cast<std::int64_t>((bits & 1U) != 0 ? ~(bits >> 1U) : bits >> 1U);
}

/// Whatever the bytes are: sums beyond 64 bits wrap.
std::int64_t ColumnReader::get_next() {
  const auto difference = static_cast<std::uint64_t>(get_difference());
  return last_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(last_) + difference);
}

void put_length(std::string& bytes, std::uint64_t length) {
  for (unsigned shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((length >> shift) & 0xFFU);
}

std::optional<std::uint64_t> take_length(std::string_view& bytes) {
  if (bytes.size() < 8) return std::nullopt;
  std::uint64_t length = 0;
  for (unsigned i = 0; i < 8; ++i) length |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  bytes.remove_prefix(8);
  return length;
}

}  // namespace wangge::scenarios
