#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Columns of whole numbers as compressed bytes. For events.trace.
namespace wangge::scenarios {

/// Variable-length integers: 7 bits a byte, lowest first; differences with their sign in the lowest bit.
class ColumnWriter {
 public:
  void put(std::uint64_t value);
  void put_difference(std::int64_t value);
  /// As difference to the one before.
  void put_next(std::int64_t value) {
    put_difference(value - last_);
    last_ = value;
  }
  /// The length of the compressed bytes (8 bytes, lowest first), and these (zlib).
  [[nodiscard]] std::string packed() const;

 private:
  std::string bytes_;
  std::int64_t last_ = 0;
};

/// Reads what a ColumnWriter wrote. Whatever is not that is told by `broken`, and reads as 0 from there on.
class ColumnReader {
 public:
  /// Takes the column off the front of `block`.
  explicit ColumnReader(std::string_view& block);

  [[nodiscard]] std::uint64_t get();
  [[nodiscard]] std::int64_t get_difference();
  [[nodiscard]] std::int64_t get_next();
  [[nodiscard]] bool broken() const { return broken_; }
  /// Nothing is left, and nothing was wrong.
  [[nodiscard]] bool done() const { return !broken_ && at_ == bytes_.size(); }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
  std::int64_t last_ = 0;
  bool broken_ = false;
};

/// 8 bytes, lowest first.
void put_length(std::string& bytes, std::uint64_t length);
/// Taken off the front; nothing where there are fewer than 8 bytes.
[[nodiscard]] std::optional<std::uint64_t> take_length(std::string_view& bytes);

}  // namespace wangge::scenarios
